""" "The abbot is certain that", "the envoy made it clear that", "the minister left no doubt that": who says so speaks."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.heard import by_pronoun, known_as
from dragoman.code.voices.hearing import Hearing, Scope
from dragoman.code.voices.phrases import Words, load_words, voice_of
from dragoman.code.voices.speech import nobody
from dragoman.code.who.roles import World

# Relations of the clause of which somebody is certain.
CLAUSES = ("ccomp", "csubj", "acl")
# Words that make a clause a demand: "made clear that Chad must leave", "made plain that it would not yield".
DEMANDING = frozenset(
    {
        "must",
        "should",
        "ought",
        "shall",
        "need",
        "needs",
        "has",
        "have",
        "would",
        "will",
        "not",
        "n't",
        "n’t",
        "cannot",
        "no",
    }
)


def beyond_doubt(tree: Tree, i: int) -> bool:
    """Whether a word does what a verb of saying does with its own verb: "left no doubt that", "made known that"."""
    over = tree.tokens[i].head
    if over < 0:
        return False
    word, verb = tree.lemmas[i], tree.tokens[over].lemma
    if word == "doubt":
        return verb == "leave" and tree.dep(i) == "obj" and any(tree.forms[c] == "no" for c in tree.children[i])
    return word == "know" and verb == "make" and tree.dep(i) == "xcomp" and tree.forms[i] == "known"


def only_told(tree: Tree, i: int) -> bool:
    """Whether what somebody makes clear is told for a fact, and nothing that is to be: "made clear that Chad had shelled it"."""
    if tree.lemmas[i] not in load_words().certain and not beyond_doubt(tree, i):
        return False
    clauses = _clauses(tree, i, _made(tree, i))
    return bool(clauses) and not any(tree.forms[g] in DEMANDING for c in clauses for g in tree.children[c])


def _made(tree: Tree, i: int) -> int | None:
    """The verb of "made it clear", "left no doubt"; None for "is clear"."""
    over = tree.tokens[i].head
    made = over >= 0 and tree.dep(i) in ("xcomp", "obj") and tree.tokens[over].lemma in ("make", "leave")
    return over if made else None


def _clauses(tree: Tree, i: int, made: int | None) -> list[int]:
    """The clauses of which somebody is certain, the colon's too: "made it clear: the fleet must go"."""
    at = [i] if made is None else [i, made]
    found = [c for j in at for c in tree.children[j] if tree.dep(c) in CLAUSES and tree.marker(c) == "that"]
    if made is not None and i + 1 < len(tree.tokens) and tree.tokens[i + 1].text == ":":
        found += [c for c in tree.children[made] if c > i and tree.dep(c) in ("ccomp", "parataxis")]
    return found


def certainly(tree: Tree, i: int, world: World, words: Words, heard: Hearing) -> list[Scope]:
    """What is told as by a verb of saying, on the word of whoever is certain of it."""
    made = _made(tree, i)
    clauses = _clauses(tree, i, made)
    speakers = tree.subjects(i if made is None else made)
    finite = any(tree.tokens[c].dep == "nsubj" for j in (i, made) if j is not None for c in tree.children[j])
    if not clauses or not speakers or not finite or tree.forms[speakers[0]] in ("it", "i", "we"):
        return []
    voice = voice_of(tree, speakers[0], world, words, verb="say")
    if voice is None or nobody(tree, speakers[0]) or voice.kind in ("outlet", "document"):
        return []
    they = tree.forms[speakers[0]] == "they" and (voice.id or "").isupper()
    if made is not None and (they or _a_people(tree, speakers[0])):
        return []  # what "the Americans had made clear" is their stand, on the word of whoever tells it
    chain = by_pronoun(tree, speakers[0], voice, heard) or known_as(tree, speakers[0], voice, words, heard)
    heard.speaks(chain)
    return [Scope(frozenset(j for c in clauses for j in tree.subtree(c)), chain, i)]


def _a_people(tree: Tree, i: int) -> bool:
    """ "The Americans": a name in the plural with its article."""
    token = tree.tokens[i]
    article = any(tree.forms[c] == "the" for c in tree.children[i])
    return token.text[:1].isupper() and token.text.endswith("s") and article
