"""Did it happen? Status from negation, modals, governing words, marks and questions (CODEBOOK 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.code.nesting_reach import MODALS, hung_low
from dragoman.code.tree import Tree
from dragoman.code.words import words
from dragoman.data.files import load_yaml

CONTENT = frozenset({"obj", "xcomp", "ccomp", "nsubj:pass", "csubj", "advcl", "acl", "obl", "nmod"})
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
# Prepositions through which a governing word reaches the event ("called for a truce", "stopped from striking").
REACH = frozenset({"for", "to", "of", "from", "against", "on", "about", "into", "in", "with", "that", "as", None})


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `data/certainty.yml`, grouped for look-up."""

    negation: frozenset[str]
    determiners: frozenset[str]
    subjects: frozenset[str]
    modals: dict[str, str]
    governors: dict[str, str]
    marks: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    hedges: frozenset[str]
    through: frozenset[str]
    doing: frozenset[str]


@cache
def load_cues() -> Cues:
    """The shipped cue words."""
    raw: dict[str, Any] = load_yaml("certainty.yml")

    def inverse(group: dict[str, list[str]]) -> dict[str, str]:
        return {str(word): status for status, words in group.items() for word in words}

    return Cues(
        negation=frozenset(raw["negation_words"]),
        determiners=frozenset(raw["negative_determiners"]),
        subjects=frozenset(raw["negative_subjects"]),
        modals=inverse(raw["modals"]),
        governors=inverse(raw["governors"]),
        marks=inverse(raw["marks"]),
        nouns=inverse(raw["nouns"]),
        adjectives=inverse(raw["adjectives"]),
        hedges=frozenset(raw["hedges"]),
        through=frozenset(raw["through"]),
        doing=frozenset(raw["doing"]),
    )


def status_of(
    tree: Tree, i: int, cues: Cues, *, own: str | None = None, below: int | None = None
) -> tuple[str, tuple[str, ...]]:
    """Status of the event that the word at `i` carries, and the words that decided; `own` is the entry's default.

    `below` is the word that holds it, if a demand or the like does: what stands on that word or above says nothing of `i`.
    """
    factors: list[tuple[str, str]] = []
    if own:
        factors.append((own, "entry"))
    at, steps, apart = i, 0, False
    while at >= 0 and steps < 12:
        if at == below:
            return _combine(factors), tuple(f"{status}:{word}" for status, word in factors)
        here = _local(tree, at, cues)
        # "must be heard and are let out", "called on them to wait and thanked them": the first verb's auxiliaries are its own
        factors.extend(f for f in here if f[1] in cues.marks) if apart else factors.extend(here)
        apart = tree.dep(at) == "conj" and _stands_alone(tree, at)
        step = (_out_of_low(tree, at), None) if hung_low(tree, at) else _up(tree, at, cues)
        if step is None or step[0] is None:
            break
        at, factor = step[0], step[1]
        if factor:
            factors.append(factor)
        steps += 1
    if at >= 0 and _question(tree, at):
        factors.append(("hypothetical", "?"))
    return _combine(factors), tuple(f"{status}:{word}" for status, word in factors)


def cues_on(tree: Tree, i: int, cues: Cues) -> frozenset[str]:
    """Cue words on the word itself, or on the verb whose object it is: "may have struck", "could launch an attack"."""
    verb = tree.tokens[i].head if tree.dep(i) == "obj" else -1
    return frozenset(word for at in (i, verb) if at >= 0 for _, word in _local(tree, at, cues))


def _stands_alone(tree: Tree, at: int) -> bool:
    """Whether a coordinated verb has a subject or a finite auxiliary of its own."""
    return hung_low(tree, at) or any(
        tree.tokens[c].dep.startswith("nsubj")
        or (tree.tokens[c].dep.startswith("aux") and tree.tokens[c].text.lower() in FINITE)
        for c in tree.children[at]
    )


def _out_of_low(tree: Tree, at: int) -> int | None:
    """The finite verb that a verb coordinated too low goes with: past the infinitive or noun, and what governs that."""
    head = tree.tokens[at].head
    while head >= 0 and (
        tree.tokens[head].pos in ("NOUN", "PROPN")
        or tree.marker(head) == "to"
        or any(tree.tokens[c].text.lower() in MODALS for c in tree.children[head])
    ):
        head = tree.tokens[head].head
    return head if head >= 0 else None


def _combine(factors: list[tuple[str, str]]) -> str:
    """Inner factors first. An odd number of negations negates; a negation that is itself only wished for, planned or possible leaves it open."""
    negations = [n for n, (status, _) in enumerate(factors) if status == "negated"]
    irrealis = [n for n, (status, _) in enumerate(factors) if status not in ("negated", "actual", "past")]
    if len(negations) % 2:
        word = factors[negations[-1]][1]
        later = [n for n in irrealis if n > negations[-1]]
        if later and word in words("ending") and all(factors[n][0] == "requested" for n in later):
            return "negated"  # "urged it to stop shelling": what is to stop (docs/codebook.md)
        if later and word not in load_cues().negation:
            return "hypothetical"
        return "negated"
    if not irrealis:
        return "actual"
    return factors[irrealis[-1]][0]


def _local(tree: Tree, at: int, cues: Cues) -> list[tuple[str, str]]:
    """Modals, negation, marks and adjectives that stand on one word."""
    found: list[tuple[str, str]] = []
    token = tree.tokens[at]
    children = tree.children[at]
    if (
        token.pos == "VERB"
        and tree.marker(at) == "to"
        and any(tree.tokens[c].lemma == "be" and tree.tokens[c].dep in ("aux", "cop") for c in children)
    ):
        found.append(("future", "be to"))  # "are to meet in Oslo"
    for c in children:
        child = tree.tokens[c]
        word, lemma = child.text.lower(), child.lemma.lower()
        if child.dep.startswith("aux"):
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
            if word != "not" or not _not_only(tree, c):
                found.append(("negated", word))
        elif (
            child.dep == "advmod"
            and word == "longer"
            and any(tree.tokens[g].text.lower() == "no" for g in tree.children[c])
        ):
            found.append(("negated", "no longer"))
        elif child.dep == "advmod" and word == "yet" and any(tree.tokens[g].lemma == "have" for g in tree.children[at]):
            pass
        elif child.dep == "mark" and word in cues.marks:
            found.append((cues.marks[word], word))
        elif child.dep in ("nsubj", "nsubj:pass") and (
            word in cues.subjects
            or any(
                tree.tokens[g].dep == "det" and tree.tokens[g].text.lower() in cues.determiners
                for g in tree.children[c]
            )
        ):
            found.append(("negated", word))
        elif child.dep == "amod" and lemma in cues.adjectives and token.pos in ("NOUN", "PROPN"):
            found.append((cues.adjectives[lemma], lemma))
        elif (child.dep == "case" and word == "without") or (child.dep == "mark" and word == "without"):
            found.append(("negated", word))
    return found


def _modal(tree: Tree, at: int, word: str, cues: Cues) -> str:
    """ "would" under a verb of saying is the future of the past; elsewhere it is a condition."""
    if word in ("would", "'d", "’d"):
        top = at
        while tree.tokens[top].dep == "conj":
            top = tree.tokens[top].head
        head = tree.tokens[top].head
        reported = tree.dep(top) in ("ccomp", "parataxis") and head >= 0
        conditional = any(
            tree.tokens[g].text.lower() in ("if", "unless") for c in tree.children[at] for g in tree.children[c]
        )
        return "future" if reported and not conditional else "hypothetical"
    return cues.modals[word]


def _not_only(tree: Tree, c: int) -> bool:
    following = c + 1
    return following < len(tree.tokens) and tree.tokens[following].text.lower() in ("only", "just", "merely")


def _up(tree: Tree, at: int, cues: Cues) -> tuple[int, tuple[str, str] | None] | None:
    """The word that governs `at`, and what it does to it; None where the governing words end."""
    token = tree.tokens[at]
    head, dep = token.head, token.dep
    if head < 0:
        return None
    base = dep.partition(":")[0]
    governor = tree.tokens[head]
    lemma = governor.lemma.lower()
    if dep == "conj":
        return head, None
    if base in ("parataxis", "appos", "nsubj", "dep", "list", "discourse", "dislocated") or dep == "acl:relcl":
        if base == "nsubj" and governor.pos == "ADJ" and lemma in cues.governors:
            return head, (cues.governors[lemma], lemma)
        if base == "nsubj" and token.pos == "NOUN" and lemma in ("end", "stop", "cease", "finish"):
            return None  # "the trial has not ended": it goes on
        if (
            base == "nsubj"
            and governor.pos in ("VERB", "ADJ", "NOUN")
            and token.pos == "NOUN"
            and lemma in words("occur")
        ):
            return head, None
        return None
    marker = tree.marker(at)
    if base not in CONTENT and dep not in CONTENT:
        return None
    if governor.pos in ("VERB", "ADJ", "AUX", "ADV"):
        if lemma in words("mute") and marker in ("on", "about", "whether", "if"):
            return None  # "would not comment on the raid"
        if (
            base == "advcl"
            and marker == "to"
            and lemma in ("take", "turn", "resort", "return")
            and token.text.lower().endswith("ing")
        ):
            return head, None  # "has taken to flying arms in"
        if base == "advcl" and (marker in ("to", "in") or _infinitive(tree, at)):
            if lemma in words("means") and not tree.passive(head):
                return head, None  # "used the strait to shell the port": done, if the means was used
            if _governs(tree, head, lemma, cues):
                return head, (cues.governors[lemma], lemma)
            if token.lemma.lower() in words("by_acting"):
                return head, None  # "went on strike to demand": the strike is the demand
            return None if lemma in words("speech") else (head, ("hypothetical", "to"))
        if base == "advcl":
            return None if marker not in ("from", "of", "for", "against") else _governed(tree, head, lemma, cues, base)
        if base in ("obl", "nmod") and marker not in REACH:
            return None
        if base in ("obl",) and lemma not in cues.governors:
            return head, None
        if base in ("ccomp", "xcomp") and lemma in words("speech") and lemma not in cues.governors:
            return None  # "nobody has admitted carrying it out": it was carried out
        return _governed(tree, head, lemma, cues, base)
    if governor.pos in ("NOUN", "PROPN"):
        if marker not in REACH and base != "acl":
            return None
        if lemma in cues.nouns:
            return head, (cues.nouns[lemma], lemma)
        if lemma in cues.through:
            return head, None
        if (
            base == "acl"
            and marker == "to"
            and tree.sentence.kind in ("title", "subtitle")
            and (governor.head < 0 or lemma not in words("deciding"))
        ):
            return head, ("future", "headline to")  # "Troops to Leave Port": what a headline says will be
        if base == "acl" and marker == "to":
            top = governor.head if tree.dep(head) == "nmod" and tree.marker(head) == "of" else head
            if tree.tokens[top].lemma.lower() == "use":  # "its use of the port to land arms"
                return top, None
            return head, None if lemma in cues.doing else ("hypothetical", f"{lemma} to")
        return None
    return None


def _governed(tree: Tree, head: int, lemma: str, cues: Cues, base: str) -> tuple[int, tuple[str, str] | None]:
    if _governs(tree, head, lemma, cues):
        status = cues.governors[lemma]
        if base == "ccomp" and lemma == "tell":
            return head, None  # "told him that ...": reported; "told him to ...": a demand
        # "announced that it struck": a clause with its own tense; "announced a withdrawal", "agreed to withdraw" lie ahead
        if base == "ccomp" and status == "future" and lemma in ("announce", "agree", "decide", "expect"):
            return head, None
        return head, (status, lemma)
    if lemma == "have" and base == "xcomp":  # "have yet to comply", "have to leave"
        yet = any(tree.tokens[c].text.lower() == "yet" for c in tree.children[head])
        return head, ("negated", "yet") if yet else ("requested", "have to")
    return head, None


def _governs(tree: Tree, head: int, lemma: str, cues: Cues) -> bool:
    """Whether a word above says something of the status; "going to" does, "went to" does not."""
    return lemma in cues.governors and (lemma != "go" or tree.tokens[head].text.lower() == "going")


def _infinitive(tree: Tree, at: int) -> bool:
    """Whether "to" stands before the verb, whatever stands before that: "waited for the troops to leave"."""
    return any(tree.tokens[c].dep == "mark" and tree.tokens[c].lemma == "to" for c in tree.children[at])


def _question(tree: Tree, at: int) -> bool:
    return tree.tokens[at].head < 0 and any(t.text == "?" for t in tree.tokens[-3:])
