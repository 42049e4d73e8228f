"""What a verb of saying says, and who says it, in one sentence's tree."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.interviews import is_person
from dragoman.code.voices.phrases import TOLD, Words, outlet_at
from dragoman.code.voices.quotes import Quotes
from dragoman.code.who.roles import World

SAYABLE = frozenset({"VERB", "ADJ", "NOUN", "PROPN", "AUX"})
# Parts of one name or noun phrase, from its last word up to its head.
PARTS = frozenset({"flat", "compound", "nmod:desc"})
# What the parser makes of a speaker it hangs elsewhere ("after a visit to Quito, Moreno said").
MISLAID = frozenset({"appos", "obj", "flat", "nsubj", "obl", "obl:unmarked", "nmod", "dep", "conj", "root"})


# Words of a noun phrase that may stand alone between a comma and "said", and how many at most.
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
LONGEST_SPEAKER = 5  # words before the head of who speaks

# A parenthetical "..., Vik said" is said of the clause, and of no phrase in it.
PHRASES = frozenset({"obj", "iobj", "obl", "nmod", "appos", "compound", "flat", "amod", "advmod", "nummod"})


# How the parser hangs a name behind the office that its bearer holds.
BESIDE_NAME = frozenset({"appos", "flat", "nsubj", "nmod:desc", "conj", "dep", "list"})


def said_by(tree: Tree, i: int, lemma: str, words: Words) -> list[int]:
    """Heads of what is said; for a parenthetical "..., X said" all words outside it."""
    token = tree.tokens[i]
    if lemma in words.turning_down:  # "dismissed the claim that": of nothing else is anything said
        return [c for c in tree.children[i] if c > i and _claimed(tree, c, words)]
    found = [c for c in tree.children[i] if _is_content(tree, c, lemma, words)]
    if found and lemma in words.plain:  # "saying attempts at a truce were pointless": a subject taken for an object
        found += [
            c
            for c in tree.children[i]
            if i < c < found[0] and tree.tokens[c].dep == "obj" and not tree.has(found[0], "nsubj")
        ]
    if lemma in words.hearers and tree.passive(i):
        return [c for c in found if c > i]  # "Vik was briefed by his aides": what stands before is not theirs
    told = [c for c in tree.children[i] if tree.tokens[c].dep == "nsubj"]
    # "the man, who had fled, was caught, the ministry said": his clause
    if found and found[0] < i and (len(told) > 1 or (told and last_named(tree, i, lemma, words) is not None)):
        speaks = min(told, key=lambda c: (abs(c - i), c)) if len(told) > 1 else None
        found += [c for c in told if c < found[0] and c != speaks]
    if not found and lemma in words.plain and not aside(tree, i):
        found = _hung_on_cited(tree, i, words)
    if not found and (lemma in words.denies or lemma in words.confirms) and i + 1 < len(tree.tokens):
        behind = tree.tokens[
            i + 1
        ]  # "Peru, which denied shelling it, asked for": the model hangs it on the verb to come
        if behind.pos == "VERB" and behind.text.lower().endswith("ing") and behind.head > i + 1:
            found = [i + 1]
    if not found and lemma in words.silence:
        asked = [
            c for c in tree.children[i] if c > i and tree.dep(c) == "advcl" and tree.marker(c) in ("whether", "if")
        ]
        found = asked if withholds(tree, i, asked) else []
    after = any(
        tree.tokens[c].text == ";" for c in tree.children[i] if c < i
    )  # "...; Kiev blamed Moscow": said for itself
    if not found and aside(tree, i) and not after:
        inside = set(tree.subtree(i))
        top = token.head
        while tree.tokens[top].head >= 0 and tree.dep(top) in PHRASES:  # hung on the last word before the comma
            top = tree.tokens[top].head
        return [j for j in tree.subtree(top) if j not in inside]
    return found


def goes_on(tree: Tree, i: int, lemma: str) -> bool:
    """Whether "continue" has what is continued beside it, and is no word of saying: "they will continue to press Chad"."""
    return lemma == "continue" and any(tree.dep(c) in ("xcomp", "obj", "obl") and c > i for c in tree.children[i])


def aside(tree: Tree, i: int) -> bool:
    """Whether a verb of saying speaks of the clause it stands beside: "..., Vik said", "As Vik announced today, ..."."""
    token = tree.tokens[i]
    if token.head < 0:
        return False
    as_told = token.dep == "advcl" and tree.marker(i) == "as" and tree.has(i, "nsubj")
    if any(tree.tokens[c].dep == "xcomp" and tree.marker(c) == "to" for c in tree.children[i]):
        return False  # "will not yield: they continue to press": nothing is said
    return token.dep == "parataxis" or (as_told and not any(tree.has(i, dep) for dep in ("obj", "ccomp", "xcomp")))


def _hung_on_cited(tree: Tree, i: int, words: Words) -> list[int]:
    """The clause of "reported, citing an envoy, that the port had fallen", which the model hangs on the envoy."""
    if not any(t.lemma.lower() in words.cites and t.text.lower().endswith("ing") for t in tree.tokens[i + 1 :]):
        return []
    return [
        c
        for c in range(i + 1, len(tree.tokens))
        if tree.dep(c) in ("acl", "ccomp", "advcl")
        and tree.tokens[c].head > i
        and tree.under(c, i)
        and any(
            tree.forms[g] == "that" and tree.tokens[g].dep == "mark" and tree.tokens[g - 1].text == ","
            for g in tree.children[c]
        )
    ][:1]


def _claimed(tree: Tree, c: int, words: Words) -> bool:
    """Whether a word is a claim that has its clause: "the allegation that"."""
    clause = any(tree.dep(g) in ("acl", "ccomp") and tree.marker(g) == "that" for g in tree.children[c])
    return clause and tree.lemmas[c] in words.reports and tree.dep(c) == "obj"


def hearsay(tree: Tree, i: int, lemma: str, words: Words) -> frozenset[int]:
    """Words that nobody named tells of: "is said to be leaving", "it is feared that", "the post has, it is said, been left"."""
    if lemma not in words.hearsay and lemma not in TOLD and lemma not in words.charged and lemma not in words.behind:
        return frozenset()
    if not tree.passive(i) or any(tree.dep(c) == "obl" and tree.marker(c) == "by" for c in tree.children[i]):
        return frozenset()
    if any(tree.tokens[c].dep == "obl:agent" for c in tree.children[i]):
        return frozenset()
    if aside(tree, i) and any(tree.forms[c] == "it" for c in tree.children[i]):  # "the post has, it is said, been left"
        return frozenset(said_by(tree, i, lemma, words)) if lemma in words.hearsay else frozenset()
    if lemma in TOLD:  # "we had been told that"
        told = [c for c in tree.children[i] if tree.dep(c) == "ccomp" and c > i]
    elif lemma in words.charged:  # "is accused of having sold them arms"
        told = [c for c in tree.children[i] if c > i and _is_content(tree, c, "accuse", words)]
    else:
        told = [c for c in tree.children[i] if lemma in words.hearsay and tree.dep(c) in ("xcomp", "ccomp", "csubj")]
        told += [c for c in tree.children[i] if lemma in words.behind and _behind(tree, i, c, words.behind[lemma])]
    return frozenset(j for c in told for j in tree.subtree(c))


def _behind(tree: Tree, i: int, c: int, word: str) -> bool:
    """Whether a clause or deed stands behind a verb and its word: "credited with saving", "with the rescue", "seen as having left"."""
    if c < i or tree.marker(c) != word or tree.dep(c) not in ("advcl", "xcomp", "acl", "obl", "ccomp"):
        return False
    return word == "with" or tree.forms[c].endswith("ing") or any(tree.forms[g] == "having" for g in tree.children[c])


def _is_content(tree: Tree, c: int, lemma: str, words: Words) -> bool:
    """Whether a word under a verb of saying heads what is said."""
    child, base, marker = tree.tokens[c], tree.dep(c), tree.marker(c)
    if base == "ccomp":
        return True
    if base == "parataxis":
        return child.pos in SAYABLE and child.lemma.lower() not in words.speech
    if lemma in words.cites and marker == "as":
        return base in ("advcl", "xcomp", "acl", "obl")  # "was quoted as rejecting"
    if base == "xcomp" and lemma not in words.acts and lemma not in ("continue", "read", "feel"):
        return True  # "it felt threatened" says nothing
    if child.dep in ("obj", "nsubj:pass") and lemma in words.objects:
        return child.dep == "obj" or lemma not in ("report", "describe")
    if lemma in words.accusations and marker in ("of", "for", "with", "over"):
        return base in ("obl", "advcl", "acl", "nmod", "xcomp")
    return base in ("obl", "advcl") and lemma in ("warn", "complain") and marker in ("of", "about", "against")


def who_says(tree: Tree, i: int, lemma: str, words: Words, world: World) -> list[int]:
    """Heads of the nominals that name the speaker of the verb at `i`."""
    token = tree.tokens[i]
    if tree.passive(i):
        if lemma in words.cites or lemma == "hear":
            return tree.arguments(i).get("obj", [])
        if lemma == "report":  # "was reported as saying"; who "was reported to have left" says nothing
            speaks = any(tree.forms[c] == "saying" for c in tree.children[i])
            return tree.arguments(i).get("obj" if speaks else "subj", [])
        return tree.arguments(i).get("subj", [])
    if (
        token.dep in ("xcomp", "advcl", "acl")
        and token.head >= 0
        and tree.lemmas[token.head] in words.cites
        and token.text.lower() == "saying"
    ):
        governor = token.head
        if tree.passive(governor):
            return tree.subjects(governor)
        return [h for c in tree.children[governor] if tree.tokens[c].dep == "obj" for h in tree.conjuncts(c)]
    if lemma in ("hear", "learn", "understand"):  # "had heard from a diplomat that"
        return [
            h for c in tree.children[i] if tree.dep(c) == "obl" and tree.marker(c) == "from" for h in tree.conjuncts(c)
        ] or tree.subjects(i)
    outer = adding(tree, i, lemma, words)
    if outer is not None:
        return tree.subjects(outer)
    own = [c for c in tree.children[i] if tree.tokens[c].dep == "nsubj" and not _is_cited(tree, c, words)]
    beside = _with_whom(tree, i)
    if beside is not None:
        return [beside]
    if len(own) > 1:  # "..., the news site Elva reported": of two subjects the model gives, the nearer one speaks
        return tree.conjuncts(min(own, key=lambda c: (abs(c - i), c)))
    mislaid = last_named(tree, i, lemma, words)
    if mislaid is not None:
        return tree.conjuncts(mislaid)
    if not own and lemma in words.plain and any(tree.dep(c) == "ccomp" and c < i for c in tree.children[i]):
        behind = [c for c in tree.children[i] if tree.dep(c) == "obj" and c > i]
        if behind:  # "..., says a new study", taken for an object
            return tree.conjuncts(behind[0])
    if not own and (lemma in words.plain or lemma in words.cites) and token.text.lower() != "saying":
        mislaid = _beside(tree, i, world, words)
        if mislaid is not None:
            return [mislaid]
    return tree.subjects(i)


def last_named(tree: Tree, i: int, lemma: str, words: Words) -> int | None:
    """ "The talks broke down after a row, the bulletin said.": who stands alone between comma and verb, though the model hangs him elsewhere."""
    if lemma not in words.plain or i + 1 < len(tree.tokens) - 1 or tree.tokens[i - 1].pos not in ("NOUN", "PROPN"):
        return None
    first = i - 1
    while first > 0 and i - first <= LONGEST_SPEAKER and tree.tokens[first - 1].pos in NOMINAL:
        first -= 1
    if first < 2 or tree.tokens[first - 1].text != "," or tree.tokens[first].pos not in ("DET", "PROPN"):
        return None
    own = [c for c in tree.children[i] if tree.tokens[c].dep == "nsubj"]
    told = any(tree.dep(c) == "ccomp" and c < first for c in tree.children[i])
    apart = not own or (max(own) < first - 1 and not tree.under(i - 1, max(own)))
    return i - 1 if told and apart else None


def _is_cited(tree: Tree, c: int, words: Words) -> bool:
    """ "A bulletin, citing a banker, reports": the banker, where the model takes him for who reports."""
    return any(g < c and tree.lemmas[g] in words.cites and tree.forms[g].endswith("ing") for g in tree.children[c])


def _with_whom(tree: Tree, i: int) -> int | None:
    """Who speaks in "..., with the mayor saying that": the nominal between "with" and the verb, wherever the model hangs it."""
    token = tree.tokens[i]
    if not token.text.lower().endswith("ing") or tree.marker(i) != "with":
        return None
    mark = next((c for c in tree.children[i] if c < i and tree.forms[c] == "with"), i)
    inside = [j for j in range(mark + 1, i) if tree.tokens[j].pos in ("NOUN", "PROPN", "PRON")]
    tops = [j for j in inside if not mark < tree.tokens[j].head < i]
    return tops[0] if tops else None


def adding(tree: Tree, i: int, lemma: str, words: Words) -> int | None:
    """The verb of saying that "..., adding that" goes on with: "the mayor said the army had left, adding that"."""
    token = tree.tokens[i]
    governor = token.head
    if (
        token.dep != "advcl"
        or governor < 0
        or i < 2
        or tree.tokens[i - 1].text != ","
        or not token.text.endswith("ing")
    ):
        return None
    if lemma != "add" and tree.tokens[i - 2].text not in '”"»’':
        return None
    said = i - 2  # "..., the judge said, adding that": right before, wherever the model hangs "adding"
    if tree.lemmas[said] in words.plain and tree.tokens[said].dep == "parataxis" and tree.subjects(said):
        return said
    at = governor
    while at >= 0 and tree.dep(at) in ("ccomp", "xcomp", "conj", "advcl"):
        at = tree.tokens[at].head
        if at >= 0 and tree.lemmas[at] in words.plain and not tree.passive(at) and tree.subjects(at):
            return at if at < i else None
    return None


def _beside(tree: Tree, i: int, world: World, words: Words) -> int | None:
    """Somebody right before or behind a verb of saying that has no subject: "..., Moreno said", "..., said Moreno"."""
    for at in (i - 1, i + 1):
        if not 0 <= at < len(tree.tokens):
            continue
        token = tree.tokens[at]
        if token.pos not in ("PROPN", "NOUN"):
            continue
        outlet = outlet_at(world, at)
        if outlet is not None and (at < i or tree.tokens[outlet.head].dep in MISLAID):
            return outlet.head
        while tree.tokens[at].dep in PARTS and 0 <= i - tree.tokens[at].head <= 6:
            at = tree.tokens[at].head
        if at > i and tree.tokens[at].head > at and tree.dep(at) == "nsubj" and tree.subjects(i):
            continue  # "told them to go and said Brussels would not yield": who does not yield
        known = at in world.parties or at in world.outlets or tree.lemmas[at] in words.outlets
        begins = at == 0 or tree.tokens[min([at, *_left(tree, at)]) - 1].pos == "PUNCT"
        if known and tree.tokens[at].dep in MISLAID and tree.marker(at) is None and (begins or at > i):
            return at
    return None


def _left(tree: Tree, at: int) -> list[int]:
    return [j for c in tree.children[at] if c < at and tree.tokens[c].pos != "PUNCT" for j in tree.subtree(c)]


def silent_on(tree: Tree, i: int) -> tuple[int | None, list[int]]:
    """Who would say nothing, and about what: "would not comment on", "declined to comment on", "had no comment on"."""
    token = tree.tokens[i]
    top = i
    if token.pos == "NOUN":
        if not any(tree.lemmas[c] == "no" for c in tree.children[i]) or token.dep != "obj":
            return None, []
        top = token.head
    elif token.dep == "xcomp" and tree.lemmas[token.head] in ("decline", "refuse"):
        top = token.head
    elif not any(tree.forms[c] in ("not", "n't", "n’t") for c in tree.children[i]):
        return None, []
    topics = [
        c
        for h in {i, top}
        for c in tree.children[h]
        if tree.dep(c) in ("obl", "nmod", "advcl", "ccomp") and tree.marker(c) in ("on", "about", "whether", "if")
    ]
    speakers = tree.subjects(top)
    return (speakers[0] if speakers else None), sorted(topics)


def withholds(tree: Tree, i: int, content: list[int]) -> bool:
    """Whether somebody keeps an answer back: "would not say whether it had", "declined to say if it had"."""
    if not any(tree.marker(c) in ("whether", "if") for c in content):
        return False
    token = tree.tokens[i]
    kept = token.dep == "xcomp" and tree.lemmas[token.head] in ("decline", "refuse", "fail")
    return kept or any(tree.forms[c] in ("not", "n't", "n’t", "never") for c in tree.children[i])


def quote_inside(tree: Tree, content: list[int]) -> bool:
    """Whether words stand in quotation marks under what is said."""
    return any(
        tree.tokens[j].text in Quotes.OPENERS
        for c in content
        for j in (tree.subtree(c) if c < len(tree.tokens) else [])
    )


def keeps_from(tree: Tree, i: int, content: list[int]) -> bool:
    """Whether what is denied is a thing that somebody does not get: "will deny the rebels a haven", and no charge."""
    given = [c for c in content if tree.tokens[c].pos in ("NOUN", "PROPN") and not tree.has(c, "cop")]
    return tree.has(i, "iobj") or any(tree.dep(c) == "ccomp" for c in given)  # so the model hangs "a haven" at times


def person_beside(tree: Tree, subject: int, verb: int, world: World) -> int:
    """The person named between a subject that is a force or a body and its verb: "The Task Force commander, Gen. Ola Vik, gave"."""
    if subject in world.parties and not any(is_person(p.id, p.name) for p in world.parties[subject].parties):
        for head in range(verb - 1, subject, -1):
            named = tree.tokens[head].pos == "PROPN" and tree.tokens[head].dep in BESIDE_NAME
            mention = world.parties.get(head) if named else None
            if mention is not None and any(" " in p.name and is_person(p.id, p.name) for p in mention.parties):
                return head
    return subject


def nobody(tree: Tree, head: int) -> bool:
    """Whether a speaker is said to be nobody: "no group has admitted it"."""
    return tree.forms[head] in ("nobody", "none", "neither") or any(
        tree.forms[c] == "no" and tree.dep(c) == "det" for c in tree.children[head]
    )
