"""A sentence's tree with what the coder asks of it: children, subtrees, grammatical subjects, deep arguments."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.code.trees.around import Arguments
from dragoman.code.trees.companions import all_named, companions
from dragoman.code.trees.forms import base, participle
from dragoman.code.trees.lending import lend
from dragoman.code.trees.repairs import below, repair
from dragoman.code.words import words
from dragoman.model import Sentence, Token

__all__ = ["Arguments", "Tree", "participle"]

MARKING = frozenset({"case", "mark"})  # relations of what introduces a word
PASSIVE = frozenset({"nsubj:pass", "aux:pass", "csubj:pass"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
# Relations, without subtypes, of arguments of verbs and nouns.
OF_VERBS = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis"})
OF_NOUNS = frozenset({"nmod", "obl", "amod", "compound", "flat", "acl", "advcl", "ccomp", "xcomp"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


class Tree:
    """Read-only view of one sentence; indices are positions in `sentence.tokens`, -1 stands above the root.

    `lemmas` and `forms` are the lemmas and words in lower case, `vocabulary` all of both. `deps` are the relations of the words
    to their heads, `dep(i)` is one of them without its subtype; `marker(i)` the preposition or conjunction that introduces a
    word, lower case ("on", "that"), None where there is none. Both are asked a hundred times a sentence, so they call nothing.
    """

    __slots__ = (
        "_arguments", "_passive", "_subjects", "children", "dep", "deps", "forms", "lemmas", "marker", "sentence", "support",
        "tokens", "vocabulary",
    )  # fmt: skip

    def __init__(
        self, sentence: Sentence, *, support: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    ) -> None:
        self.sentence = sentence
        self.support = support
        self.forms = forms = [token.text.lower() for token in sentence.tokens]  # mending changes no word
        self.children = below(sentence.tokens)
        self.tokens: tuple[Token, ...] = repair(sentence.tokens, self.children, forms)
        if self.tokens != sentence.tokens:
            self.children = below(self.tokens)
        self.lemmas = [token.lemma.lower() for token in self.tokens]
        self.vocabulary = frozenset(self.lemmas + forms)
        self.deps = deps = [token.dep for token in self.tokens]
        markers: dict[int, str] = {}
        for i in [i for i, dep in enumerate(deps) if dep in MARKING]:
            markers.setdefault(self.tokens[i].head, forms[i])
        markers.pop(-1, None)
        self.marker: Callable[[int], str | None] = markers.get
        self.dep: Callable[[int], str] = list(map(base, deps)).__getitem__
        self._subjects: dict[int, list[int]] = {}
        self._arguments: dict[int, Arguments] = {}
        self._passive: dict[int, bool] = {}

    def has(self, i: int, dep: str) -> bool:
        """Whether a word has a child with exactly this relation."""
        for c in self.children[i]:  # noqa: SIM110 - a generator takes twice as long, and this is asked of every other word
            if self.deps[c] == dep:
                return True
        return False

    def ancestors(self, i: int) -> list[int]:
        """The words above `i`, nearest first."""
        found, head = [], self.tokens[i].head
        while head >= 0:
            found.append(head)
            head = self.tokens[head].head
        return found

    def subtree(self, i: int) -> list[int]:
        """All words under `i`, itself included, in text order."""
        found = [i]
        if self.children[i]:
            for at in found:
                found += self.children[at]
            found.sort()
        return found

    def under(self, i: int, top: int) -> bool:
        """Whether `i` is `top` or stands below it."""
        while i >= 0 and i != top:
            i = self.tokens[i].head
        return i == top

    def conjuncts(self, i: int) -> list[int]:
        """The word and what is coordinated with it ("Russia and Turkey")."""
        found = [i]
        for c in self.children[i]:
            if self.deps[c] == "conj":
                found.extend(self.conjuncts(c))
        return found

    def passive(self, i: int) -> bool:
        """Whether a verb is in the passive: its grammatical subject is what is acted on."""
        known = self._passive.get(i)
        if known is None:
            known = self._passive[i] = self._is_passive(i)
        return known

    def _is_passive(self, i: int) -> bool:
        for c in self.children[i]:
            if self.deps[c] in PASSIVE:
                return True
        token = self.tokens[i]
        if token.pos != "VERB" or self.forms[i].endswith("ing"):
            return False
        if token.dep == "root" and (token.lemma in words("hurting") or token.lemma in words("charging")):
            bare = not self.has(i, "aux") and self._own_subject(i) and participle(token) and not self._has_object(i)
            if bare:
                return True  # "Zambia accused of arming rebels", "Two killed in raid"
        beside = token.dep == "conj" and token.head >= 0 and not self.has(i, "aux")
        if beside and self._own_subject(i):  # "two were killed and nine injured"
            hurt = token.lemma in words("hurting") and participle(token) and not self.has(i, "obj")
            return hurt and self.passive(token.head)
        if token.dep == "xcomp" and participle(token) and self.has(i, "obl:agent"):
            return self.lemmas[token.head] in words("feeling")  # "felt betrayed by Chad"
        if beside:
            head = self.tokens[token.head]
            # "was arrested and charged", not "was angry and left"
            return head.pos == "VERB" and self.passive(token.head) and participle(token)
        bare = not self.has(i, "mark") or self.marker(i) == "with"  # "with two nuns killed"
        if token.dep == "advcl" and i == 0:  # "Ordered to disband, the envoys met again"
            told = any(self.tokens[c].dep in ("xcomp", "obl:agent") for c in self.children[i])
            return told and participle(token) and not self._has_object(i)
        return token.dep in ("acl", "amod") and participle(token) and bare and not self.has(i, "aux")

    def _has_object(self, i: int) -> bool:
        return any(self.tokens[c].dep in ("obj", "iobj", "ccomp", "compound:prt") for c in self.children[i])

    def subjects(self, i: int) -> list[int]:
        """Grammatical subjects of a predicate: its own, a relative's antecedent, or the one control hands down."""
        known = self._subjects.get(i)
        if known is None:
            self._subjects[i] = []
            known = self._subjects[i] = self._find_subjects(i)
        return known

    def _own_subject(self, i: int) -> list[int]:
        return [c for c in self.children[i] if self.deps[c] in SUBJECTS]

    def _find_subjects(self, i: int) -> list[int]:
        token = self.tokens[i]
        if own := self._own_subject(i):
            if len(own) > 1:
                own = [c for c in own if self.deps[c] != "nsubj:outer"] or own
            return [a for c in own for a in self.antecedents(c, i)] + companions(self, own, i)
        head, dep = token.head, token.dep
        if head < 0:
            return []
        if dep == "conj":
            return self.subjects(head) if self.tokens[head].pos in ("VERB", "ADJ", "NOUN", "AUX") else []
        if dep == "xcomp" and self.tokens[head].pos == "NOUN" and self.marker(i) == "to" and not self.has(head, "cop"):
            dep = "acl"  # "the rebels' refusal to disarm": the model may take the noun for a verb
        if dep in ("acl:relcl", "acl", "amod"):
            if dep == "acl:relcl":
                relative = any(self.lemmas[c] in RELATIVES for c in self.children[i])
                return [] if relative and not self._own_subject(i) else self.conjuncts(head)[:1]
            willing = self.marker(i) == "of" and self.lemmas[head] in words("willingness")  # "no intention of leaving"
            if token.pos == "VERB" and (self.marker(i) == "to" or willing):
                # "a call for all troops to leave": the troops; "a decision to leave": whoever decides
                return [head] if self.marker(head) == "for" else self._holder(head) or [head]
            return [head]
        if dep in ("xcomp", "advcl", "ccomp", "parataxis") and self.tokens[head].pos in ("VERB", "ADJ", "AUX", "NOUN"):
            if dep in ("ccomp", "parataxis"):
                told = dep == "ccomp" and self.forms[i].endswith("ing") and self.lemmas[head] in words("owning_up")
                return self.subjects(head) if told and self.marker(i) is None else []
            sent = self.marker(i) == "to" and self.tokens[head].lemma in words("sending")
            charged = self.marker(i) == "with" and self.tokens[head].lemma == "charge"
            if dep == "advcl" and (sent or charged or self.marker(i) == "into"):  # "pressed Chad into handing it back"
                objects = [c for c in self.children[head] if self.tokens[c].dep == "obj"]
                if objects and not self.passive(head):  # "sent raiders to kill"
                    return [a for c in objects for a in self.conjuncts(c)]
            if dep == "advcl" and self.marker(i) in ("of", "for", "against") and not self.passive(head):
                objects = [c for c in self.children[head] if self.tokens[c].dep in ("obj", "iobj")]
                if objects:  # "accused them of bombing", "thanked them for helping", "warned them against selling"
                    return [a for c in objects for a in self.conjuncts(c)]
            if dep == "advcl" and self.marker(i) == "from":  # "prevent them from being seen"
                objects = [c for c in self.children[head] if self.tokens[c].dep == "obj"]
                if objects:
                    return [a for c in objects for a in self.conjuncts(c)]
            if dep == "advcl" and self.marker(i) in ("to", "in") and (helped := self._helped(head)):
                return helped
            if dep == "advcl" and self.marker(i) == "in" and self.tokens[head].lemma == "join":
                # "joined Chad in calling"
                objects = [c for c in self.children[head] if self.tokens[c].dep == "obj"]
                objects = [c for c in objects if c + 1 not in objects]  # "joined its neighbour Chad"
                return [*self.subjects(head), *(a for c in objects for a in self.conjuncts(c))]
            # "has oil to sell", "made a vow to go": the subject; "made them go", "had them go": the object
            made = self.tokens[head].lemma in ("have", "make") and self.marker(i) != "to" and token.pos == "VERB"
            if dep == "xcomp" and (made or self.tokens[head].lemma not in words("subject_control")):
                objects = [c for c in self.children[head] if self.tokens[c].dep in ("obj", "iobj")]
                if objects:
                    return [a for c in objects for a in self.conjuncts(c)]
            return self.subjects(head)
        return []

    def _helped(self, verb: int) -> list[int]:
        """Who acts with somebody's help: "equips the guards to hold the pass", "supports Chad in fighting the raiders"."""
        if self.tokens[verb].lemma not in words("enabling") or self.passive(verb):
            return []
        objects = [c for c in self.children[verb] if self.tokens[c].dep in ("obj", "iobj")] or self._behind(verb, "obj")
        some = [c for c in objects if self.lemmas[c] not in words("deciding") | words("documents")]
        return [a for c in some for a in self.conjuncts(c)]

    def _holder(self, noun: int) -> list[int]:
        """Who does what a noun's infinitive says: "its decision to leave", "used the road to attack"."""
        owners = [c for c in self.children[noun] if self.tokens[c].dep == "nmod:poss"]
        if not owners and self.tokens[noun].lemma in words("undertaking"):  # "the failure of Chad to disarm"
            behind = [c for c in self.children[noun] if self.dep(c) == "nmod" and self.marker(c) in ("of", "by")]
            owners = [a for c in behind for a in self.conjuncts(c)]
        head = self.tokens[noun].head
        governed = head >= 0 and self.tokens[noun].dep in ("obj", "xcomp", "obl") and self.tokens[head].pos == "VERB"
        if governed and (told := self._told_to(noun, head)):
            return told
        if owners and (self.tokens[noun].lemma in words("deciding") or not governed):
            return owners
        if self.dep(noun) == "nmod" and self.marker(noun) == "of" and self.tokens[head].pos == "NOUN":
            return self._holder(head)  # "Gabon's use of the road to attack"
        if governed and self.tokens[head].lemma in words("beholding"):
            return []  # "discussed the plan to take the port", "foiled a bid to seize it"
        return self.subjects(head) if governed else []

    def _told_to(self, noun: int, verb: int) -> list[int]:
        """Whom one tells of a need to disarm, or gives ten days to leave: who is to do it."""
        owing, giving = self.lemmas[noun] in words("owing"), self.lemmas[verb] in words("giving")
        kinds = ("obj", "iobj") if owing else ("iobj",) if giving else ()
        return [a for c in self.children[verb] if c != noun and self.deps[c] in kinds for a in self.conjuncts(c)]

    def antecedents(self, c: int, predicate: int) -> list[int]:
        """What a relative pronoun stands for; any other word with its conjuncts."""
        if self.lemmas[c] in RELATIVES and self.tokens[c].pos in ("PRON", "DET"):
            at = predicate
            while at >= 0 and self.tokens[at].dep != "acl:relcl":
                noun = self.tokens[at].head if self.tokens[at].dep == "conj" else -1
                # "bases where they sleep, and that are shelled": hung on the noun as if it were a second one
                if any(self.tokens[k].dep == "acl:relcl" for k in self.children[noun] if 0 <= noun < k < at):
                    return [noun]
                at = self.tokens[at].head if self.tokens[at].dep in ("conj", "xcomp", "ccomp") else -1
            if at >= 0:
                return all_named(self, self.tokens[at].head, at) or self.conjuncts(self.tokens[at].head)[:1] or [c]
            return [c]
        return self.conjuncts(c)

    def arguments(self, i: int) -> Arguments:
        """Deep arguments by relation (see `data/frames.yml`): subj, obj, iobj, xcomp, ..., and every preposition."""
        known = self._arguments.get(i)
        if known is None:
            token = self.tokens[i]
            noun = token.pos in ("NOUN", "PROPN") or (
                token.pos == "ADJ" and token.dep in ("obj", "conj") and not self.has(i, "cop")
            )
            known = self._arguments[i] = self._noun_arguments(i) if noun else self._verb_arguments(i)
        return known

    def _verb_arguments(self, i: int) -> Arguments:
        token, passive = self.tokens[i], self.passive(i)
        args: Arguments = {}
        add = args.setdefault
        # "were handed weapons", "was denied entry": the thing is the object, and the subject is whom it is given to
        things = self._things(i) if passive and token.lemma in words("giving") else []
        for s in self.subjects(i):
            add("iobj" if things else "obj" if passive else "subj", []).append(s)
        for c in (g for t in things for g in self.children[t] if self.marker(g) == "by"):
            add("subj", []).extend(
                self.conjuncts(c)
            )  # "was offered help by Togo": the model may hang the doer on the thing
        for c in self.children[i]:
            base = self.dep(c)
            if base not in OF_VERBS:
                continue
            dep = self.deps[c]
            if dep in ("obj", "iobj"):
                add(dep, []).extend(self.antecedents(c, i))
            elif dep == "obl:agent" and (passive or not self.has(i, "cop")):
                add("subj", []).extend(self.conjuncts(c))
            elif base in ("obl", "nmod"):
                marker = self.marker(c)
                if marker == "by" and passive:
                    add("subj", []).extend(self.conjuncts(c))
                elif marker and (doers := self._at_the_hands(c, marker)):
                    add("subj" if passive else "by", []).extend(doers)
                elif marker:
                    add(marker, []).extend(self.antecedents(c, i))
                else:
                    add("bare", []).append(c)
            elif base in ("xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis"):
                add(base, []).append(c)
                if base == "xcomp":  # "found the general guilty": the model may hang the general on the adjective
                    for g in self.children[c]:
                        if self.tokens[g].dep == "nsubj" and self.tokens[c].pos in ("ADJ", "NOUN"):
                            add("obj", []).extend(self.conjuncts(g))
                marker = self.marker(c)
                if marker and marker != "to":
                    add(marker, []).append(c)
        if token.dep == "acl:relcl" and token.head >= 0 and "obj" not in args and not passive:
            gap = not any(
                self.lemmas[c] in ("who", "which", "that", "where", "when", "why") for c in self.subtree_shallow(i)
            ) and not any(self.forms[g] == "whose" for s in self.subjects(i) for g in self.children[s])
            if gap and token.head not in args.get("subj", []):
                args["obj"] = [token.head]
        if token.dep == "conj" and token.head >= 0 and self.tokens[token.head].pos == "VERB":
            self._share(i, args)
        elif token.pos == "VERB" and not ({"subj"} if passive else {"obj", "iobj", "xcomp", "ccomp"}) & args.keys():
            for c in self._behind(i, "obl:agent" if passive else "obj"):
                add("subj" if passive else "obj", []).extend(self.conjuncts(c))
        return args

    def _behind(self, i: int, dep: str) -> list[int]:
        """ "Shelled and overran the town", "was hit and sunk by jets": what of two verbs joined by a mere "and" hangs on the second."""
        behind = i + 2
        if behind >= len(self.tokens) or self.tokens[i + 1].dep != "cc":
            return []
        second = self.tokens[behind]
        if second.dep != "conj" or second.head != i or second.pos != "VERB" or self._own_subject(behind):
            return []
        return [c for c in self.children[behind] if self.tokens[c].dep == dep]

    def _things(self, i: int) -> list[int]:
        """What is given to the subject of a passive: its object, which the model may take for what the subject becomes."""
        return [
            c
            for c in self.children[i]
            if self.tokens[c].dep == "obj" or (self.tokens[c].dep == "xcomp" and self.tokens[c].pos == "NOUN")
        ]

    def subtree_shallow(self, i: int) -> list[int]:
        """Children of a predicate and of its own prepositional arguments: where a relative pronoun would stand."""
        return [*self.children[i], *(g for c in self.children[i] for g in self.children[c] if self.dep(c) == "obl")]

    def _share(self, i: int, args: Arguments) -> None:
        """What stands behind two coordinated verbs hangs on the first in UD: "took and held the town", "was hit and sunk by jets"."""
        slot, dep = ("subj", "obl:agent") if self.passive(i) else ("obj", "obj")
        shared = [c for c in self.children[self.tokens[i].head] if self.tokens[c].dep == dep and c > i]
        if shared and slot not in args:
            args[slot] = [a for c in shared for a in self.conjuncts(c)]

    def _noun_arguments(self, i: int) -> Arguments:
        args: Arguments = {}
        add = args.setdefault
        for c in self.children[i]:
            base = self.dep(c)
            if base not in OF_NOUNS:
                continue
            dep = self.deps[c]
            if dep == "nmod:poss":
                add("poss", []).extend(self.conjuncts(c))
            elif c < i and dep in ("amod", "compound", "nmod:desc", "nmod:unmarked", "flat"):
                add("pre", []).extend(self.conjuncts(c))
            elif base in ("nmod", "obl"):
                marker = self.marker(c)
                if marker and (doers := self._at_the_hands(c, marker)):
                    add("by", []).extend(doers)
                elif marker:
                    add(marker, []).extend(self.conjuncts(c))
            elif base in ("acl", "advcl", "ccomp", "xcomp") and dep != "acl:relcl":
                add("ccomp" if base == "ccomp" else "acl", []).append(c)
                marker = self.marker(c)
                if marker and marker != "to":
                    add(marker, []).append(c)
        if self.counted(i) or self._carried(
            i
        ):  # "a wave of raids by Chad on", "the exchange of threats between": it hangs on the wave
            for relation, heads in self.arguments(self.tokens[i].head).items():
                if relation in ("poss", "by", "between", "on", "against", "from") and relation not in args:
                    args[relation] = [h for h in heads if h != i]
        elif self._exemplary(i):  # "conducted ten raids, including raids on the port"
            for relation, heads in self.arguments(self.tokens[i].head).items():
                if relation in ("poss", "by", "between", "pre", "subj") and relation not in args:
                    args[relation] = [h for h in heads if h != i]
        lend(self, i, args)
        return args

    def _at_the_hands(self, i: int, marker: str) -> list[int]:
        """Who does it behind a phrase that only means "by": "at the hands of the militia", "on the part of both states"."""
        if f"{marker} {self.forms[i]}" not in words("by_phrases"):
            return []
        return [h for c in self.children[i] if self.marker(c) == "of" for h in self.conjuncts(c)]

    def _exemplary(self, i: int) -> bool:
        """Whether a noun names one of what stands before it: "raids, including raids on the port"."""
        token = self.tokens[i]
        return token.dep in ("nmod", "appos") and token.head < i and self.marker(i) in words("examples")

    def _carried(self, i: int) -> bool:
        """Whether a noun stands behind one that only says that it is done: "an act of sabotage", "the exchange of fire"."""
        token = self.tokens[i]
        return token.dep == "nmod" and self.marker(i) == "of" and self.lemmas[token.head] in words("carriers")

    def counted(self, i: int) -> bool:
        """Whether a noun stands behind one that only counts it: "issued a list of demands", "suffered a wave of attacks"."""
        token = self.tokens[i]
        head = self.tokens[token.head]
        return token.dep == "nmod" and self.marker(i) == "of" and head.lemma.lower() in words("quantifiers")
