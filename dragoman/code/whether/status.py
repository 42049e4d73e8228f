"""Did it happen? Status from negation, modals, governing words, marks and questions (CODEBOOK 3)."""

from __future__ import annotations

from dragoman.code.nesting.reach import MODALS, hung_low
from dragoman.code.trees.tree import Tree
from dragoman.code.whether.cues import Cues, load_cues
from dragoman.code.whether.granted import ended, on_all_the_same, to_end
from dragoman.code.whether.open import what_is_meant
from dragoman.code.whether.reach import question, up
from dragoman.code.words import words

__all__ = ["Cues", "cues_on", "load_cues", "status_of"]

FINITE = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "did",
        "does",
    }
)


# Conditions that stay so whatever lies ahead.
CONDITIONS = frozenset({"in case", "in event", "provided", "providing", "on condition"})


# Verbs that, said not to be done, leave open what they are about; "did not fail to" does not.
DECLINING = frozenset({"rule", "exclude", "deny", "refuse", "decline"})


# What outweighs all that is only wished or thought: "urged it to stop those raids".
ON = ("actual", "on all the same")

ANY = ("hypothetical", "any")
# What is said with "no" of zeal or openness, and takes nothing back: "spare no effort", "leave no stone unturned", "make no secret of".
SPARED = frozenset(
    {
        ("spare", "effort"), ("spare", "expense"), ("spare", "pain"), ("leave", "stone"), ("leave", "doubt"), ("lose", "time"), ("waste", "time"),
        ("make", "secret"), ("make", "bone"), ("make", "mistake"),
    }
)  # fmt: skip

# Relations of the words that may say something of the status of the word above them; most words' have no part in it.
TELLING = frozenset({"aux", "advmod", "neg", "cc", "det", "mark", "case", "nsubj", "obl", "acl", "amod"})


def status_of(
    tree: Tree, i: int, cues: Cues, *, own: str | None = None, below: int | None = None
) -> tuple[str, tuple[str, ...]]:
    """Status of the event that the word at `i` carries, and the words that decided; `own` is the entry's default.

    `below` is the word that holds it, if a demand or the like does: what stands on that word or above says nothing of `i`.
    """
    factors: list[tuple[str, str]] = []
    if own:
        factors.append((own, "entry"))
    at, steps, apart, came = i, 0, False, -1
    nearly = not cues.nearly.isdisjoint(tree.vocabulary)
    while at >= 0 and steps < 12:
        if at == below:
            if factors and to_end(tree, i):
                factors.append(ON)
            return _combine(factors), tuple(f"{status}:{word}" for status, word in factors)
        here = _local(tree, at, cues, came)
        if at == i and nearly and "advmod" in [tree.dep(c) for c in tree.children[at] if tree.forms[c] in cues.nearly]:
            here.append(
                ("negated", "nearly")
            )  # "nearly struck"; "has almost completed its withdrawal" is another thing
        # "must be heard and are let out", "called on them to wait and thanked them": the first verb's auxiliaries are its own
        factors.extend(f for f in here if f[1] in cues.marks) if apart else factors.extend(here)
        apart = tree.dep(at) == "conj" and _stands_alone(tree, at)
        step = (_out_of_low(tree, at), None) if hung_low(tree, at) else up(tree, at, cues)
        if step is None or step[0] is None:
            break
        came, at, factor = at, step[0], step[1]
        if factor:
            factors.append(factor)
        steps += 1
    if at >= 0 and question(tree, at):
        factors.append(("hypothetical", "?"))
    if not factors:
        return "actual", ()
    factors.extend(_all_the_same(tree, i, factors))
    return _combine(factors), tuple(f"{status}:{word}" for status, word in factors)


def _all_the_same(tree: Tree, i: int, factors: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What holds of an event whatever is wished for it: it is told to be on, or is on until what is only asked for ends it."""
    negated = [word for status, word in factors if status == "negated"]
    wished = [word for status, word in factors if status not in ("negated", "actual", "past")]
    if not wished:
        return []
    if tree.dep(i) == "compound":
        i = tree.tokens[i].head  # "stop the arms shipments"
    if not negated and on_all_the_same(tree, i):
        return [ON]
    if len(negated) == 1 and factors[0] == ("negated", tree.lemmas[tree.tokens[i].head]) and ended(tree, i):
        return [ON]
    return [] if negated or not ended(tree, i) else [ON]


def cues_on(tree: Tree, i: int, cues: Cues) -> frozenset[str]:
    """Cue words on the word itself, or on the verb whose object it is: "may have struck", "could launch an attack"."""
    verb = tree.tokens[i].head if tree.dep(i) == "obj" else -1
    return frozenset(word for at in (i, verb) if at >= 0 for _, word in _local(tree, at, cues))


def _stands_alone(tree: Tree, at: int) -> bool:
    """Whether a coordinated verb has a subject or a finite auxiliary of its own, or is past where the one before is bare.

    "Did not sign and withdrew its troops": "did not" goes with bare words alone.
    """
    joined = tree.tokens[at].head
    past = tree.forms[at] != tree.lemmas[at] and not tree.forms[at].endswith("ing") and tree.tokens[at].pos == "VERB"
    bare = tree.tokens[joined].pos == "VERB" and tree.forms[joined] == tree.lemmas[joined]
    if past and bare and any(tree.tokens[c].dep == "aux" and c < joined for c in tree.children[joined]):
        return True
    return hung_low(tree, at) or any(
        tree.tokens[c].dep.startswith("nsubj")
        or (tree.tokens[c].dep.startswith(("aux", "cop")) and tree.forms[c] in FINITE)
        for c in tree.children[at]
    )


def _out_of_low(tree: Tree, at: int) -> int | None:
    """The finite verb that a verb coordinated too low goes with: past the infinitive or noun, and what governs that."""
    head = tree.tokens[at].head
    while head >= 0 and (
        tree.tokens[head].pos in ("NOUN", "PROPN")
        or tree.marker(head) == "to"
        or any(tree.forms[c] in MODALS for c in tree.children[head])
    ):
        head = tree.tokens[head].head
    return head if head >= 0 else None


def _combine(factors: list[tuple[str, str]]) -> str:
    """Inner factors first. An odd number of negations negates; a negation that is itself only wished for, planned or possible leaves it open."""
    if ON in factors:
        return "actual"
    negations = [n for n, (status, _) in enumerate(factors) if status == "negated"]
    irrealis = [n for n, (status, _) in enumerate(factors) if status not in ("negated", "actual", "past")]
    if len(negations) % 2:
        word = factors[negations[-1]][1]
        if any(factors[n][1] in ("whether", "if") for n in irrealis if n < negations[-1]):
            return "hypothetical"  # "has not decided whether to strike"
        later = [n for n in irrealis if n > negations[-1]]
        if later and word in words("ending") and all(factors[n][0] == "requested" for n in later):
            return "negated"  # "urged it to stop shelling": what is to stop (docs/codebook.md)
        cues = load_cues()
        of_whom = word in cues.determiners or word in cues.subjects or word not in cues.governors
        if later and of_whom and all(factors[n][0] == "future" for n in later):
            return "negated"  # "nobody will be punished", "pledged that no raid would follow"
        if later and word not in cues.negation:
            return "hypothetical"
        return "negated"
    if negations and factors[negations[0]][1] in DECLINING:
        return "hypothetical"  # "did not rule out a truce", "would not deny the raid"
    if not irrealis:
        return "actual"
    first = {factors[n][1]: n for n in reversed(irrealis)}
    if "whether" in first or first.get("if", 99) < first.get("ask", -1):
        return "hypothetical"  # "asked whether it would strike", "will meet to decide whether to strike"
    if any(factors[n][1] in CONDITIONS or factors[n] == ANY for n in irrealis):
        return "hypothetical"  # "will help it in case of an attack"
    return factors[irrealis[-1]][0]


def _local(tree: Tree, at: int, cues: Cues, came: int = -1) -> list[tuple[str, str]]:
    """Modals, negation, marks and adjectives that stand on one word; `came` is the word below that has had its say ("no raid was launched")."""
    found: list[tuple[str, str]] = []
    token = tree.tokens[at]
    children = tree.children[at]
    found.extend(_be_to(tree, at))
    if (meant := what_is_meant(tree, at, cues)) is not None:
        found.append(meant)
    if tree.dep(at) in ("advcl", "acl") and (inverted := _inverted(tree, at)) is not None:
        found.append(("hypothetical", inverted))
    for c in children:
        if tree.dep(c) not in TELLING or c == came:
            continue
        child, word, lemma = tree.tokens[c], tree.forms[c], tree.lemmas[c]
        if tree.dep(c) == "aux":
            if tree.dep(at) in ("advcl", "acl") and word == _inverted(tree, at):
                continue
            if word in ("should", "ought") and any(
                tree.tokens[g].lemma == "have" and tree.tokens[g].dep == "aux" for g in tree.children[at]
            ):
                found.append(
                    ("negated", f"{word} have")
                )  # "should have acted": did not; "should never have acted": did
            elif word in cues.modals:
                found.append((_modal(tree, at, word, cues), word))
            elif lemma == "go":
                found.append(("future", word))
        elif child.dep in ("advmod", "neg", "cc:preconj", "det") and (
            word in cues.negation or (child.dep == "det" and word in cues.determiners)
        ):
            if lemma == "no" and _spared(tree, at):
                found.append(("actual", "spared no"))
            else:
                found.append(("actual", "not only") if word == "not" and _not_only(tree, c) else ("negated", word))
        elif child.dep == "det" and word == "any" and token.pos == "NOUN":
            found.insert(0, ANY)  # "will repel any attack"
        elif child.dep == "advmod" and word == "longer" and any(tree.forms[g] == "no" for g in tree.children[c]):
            found.append(("negated", "no longer"))
        elif child.dep == "advmod" and word == "yet" and any(tree.tokens[g].lemma == "have" for g in tree.children[at]):
            pass
        elif child.dep in ("mark", "case", "cc") and (mark := _mark(tree, c)) in cues.marks:
            if child.dep == "mark" or " " in mark:
                found.append((cues.marks[mark], mark))
        elif child.dep in ("nsubj", "nsubj:pass") and (
            word in cues.subjects
            or any(
                tree.tokens[g].dep in ("det", "cc:preconj") and tree.forms[g] in cues.determiners
                for g in tree.children[c]
            )
        ):
            found.append(("negated", word))
        elif (
            tree.dep(c) in ("obl", "advmod")
            and lemma in cues.no_time
            and any(tree.forms[g] == "no" for g in tree.children[c])
        ):
            found.append(("negated", "no"))  # "at no time did it strike"
        elif child.dep == "acl:relcl" and token.pos == "NOUN" and (lies := _held_ahead(tree, c, cues)) is not None:
            found.append(lies)
        elif child.dep == "amod" and lemma in cues.adjectives and token.pos in ("NOUN", "PROPN"):
            found.append((cues.adjectives[lemma], lemma))
        elif (child.dep == "case" and word == "without") or (child.dep == "mark" and word == "without"):
            found.append(("negated", word))
    return found


def _spared(tree: Tree, noun: int) -> bool:
    """ "Will spare no effort to free them", "left no stone unturned": all was done, or will be."""
    head = tree.tokens[noun].head
    return head >= 0 and tree.dep(noun) == "obj" and (tree.tokens[head].lemma, tree.tokens[noun].lemma) in SPARED


def _held_ahead(tree: Tree, verb: int, cues: Cues) -> tuple[str, str] | None:
    """ "The talks that will be held in Geneva", "a summit that would open on Monday": when the noun's own event takes place."""
    if tree.lemmas[verb] not in ("hold", "convene", "open", "schedule") and tree.lemmas[verb] not in words("occur"):
        return None
    for c in tree.children[verb]:
        word = tree.forms[c]
        if tree.dep(c) == "aux" and cues.modals.get(word) in ("future", "hypothetical"):
            return cues.modals[word], word
    return None


def _be_to(tree: Tree, at: int) -> list[tuple[str, str]]:
    """ "Are to meet in Oslo", "is due to begin"; "was to have begun" did not; "the solution is to force them" is a wish or an idea."""
    if tree.tokens[at].pos != "VERB" or "to" not in tree.vocabulary:
        return []
    children = tree.children[at]
    to = [c for c in children if tree.forms[c] == "to" and tree.deps[c] == "mark"]
    if not to:
        return []
    be = [c for c in children if tree.tokens[c].lemma == "be" and tree.tokens[c].dep in ("aux", "cop")]
    if not be or be[0] > to[0]:
        return []
    outer = [c for c in children if tree.tokens[c].dep in ("nsubj:outer", "csubj", "csubj:outer")]
    if outer:  # "its goal was to help them" tells what it was after, and is left to what else is said
        kinds = {tree.lemmas[c] for c in outer}
        if kinds & words("aims") or _did(tree, at, outer):
            return []
        if kinds & words("proposed"):
            return [("requested", "is to")]
        if kinds & words("schemes"):
            return [("hypothetical", "is to")]
    perfect = any(tree.tokens[c].lemma == "have" and tree.tokens[c].dep == "aux" and c > to[0] for c in children)
    return [("negated", "to have") if perfect else ("future", "be to")]


def _did(tree: Tree, at: int, outer: list[int]) -> bool:
    """ "What it did was to strike", "the first thing that it did was to strike": it did so."""
    clauses = [at, *outer, *(g for c in outer for g in tree.subtree(c) if tree.tokens[g].dep == "acl:relcl")]
    return any(tree.forms[c] == "did" for o in clauses for c in (o, *tree.children[o]))


def _inverted(tree: Tree, at: int) -> str | None:
    """The auxiliary of a condition without "if": "should Peru strike, ...", "had Peru struck, ..."."""
    own = tree.dep(at) == "advcl"  # a relative clause may have its verb first: "of whom were killed ten"
    for c in tree.children[at]:
        word = tree.forms[c]
        if tree.dep(c) == "aux" and word in ("should", "had", "were") and (own or word == "should"):
            subjects = [s for s in tree.children[at] if tree.dep(s) == "nsubj"]
            marked = any(tree.tokens[g].dep == "mark" and g < c for g in tree.children[at])
            if subjects and c < min(subjects) and not marked:
                return word
    return None


def _mark(tree: Tree, c: int) -> str:
    """A conjunction or preposition with the words fixed to it: "if", "in case", "rather than", "instead of"."""
    for g in tree.children[c]:
        if tree.dep(g) == "fixed":
            return f"{tree.forms[c]} {tree.forms[g]}"
    return tree.forms[c]


def _modal(tree: Tree, at: int, word: str, cues: Cues) -> str:
    """ "would" under a verb of saying is the future of the past; elsewhere it is a condition."""
    if word in ("would", "'d", "’d"):
        if any(tree.tokens[c].lemma == "have" and tree.tokens[c].dep == "aux" for c in tree.children[at]):
            return "hypothetical"  # "said he would have objected"
        top = at
        while tree.tokens[top].dep == "conj":
            top = tree.tokens[top].head
        head = tree.tokens[top].head
        reported = (tree.dep(top) in ("ccomp", "parataxis") or tree.tokens[top].dep == "csubj:pass") and head >= 0
        conditional = any(tree.forms[g] in ("if", "unless") for c in tree.children[at] for g in tree.children[c])
        return "future" if reported and not conditional else "hypothetical"
    return cues.modals[word]


def _not_only(tree: Tree, c: int) -> bool:
    following = c + 1
    return following < len(tree.tokens) and tree.forms[following] in ("only", "just", "merely")
