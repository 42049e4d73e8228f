"""What stands under a verb of saying and is the report's own word all the same."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import Words

# Of whom it is told that he was so, he said it: "was quick to say".
SPOKE = frozenset(
    {"quick", "swift", "careful", "right", "wrong", "correct", "proud", "glad", "happy", "pleased", "sorry", "sad"}
)
SPOKE |= {"first", "last", "keen", "eager", "honest", "brave"}
DENYING = frozenset({"deny", "dispute", "refute"})
# What begins a clause that somebody else may be told of in.
CONTRASTS = frozenset({"while", "although", "though", "whereas"})


def unspoken(tree: Tree, i: int) -> bool:
    """Whether it is only told that something would be hard or easy to say: "may find it hard to tell them that", "is ready to say"."""
    token = tree.tokens[i]
    if tree.marker(i) != "to" or token.head < 0:
        return False
    over = tree.tokens[token.head]
    if over.pos == "ADJ":
        return over.lemma.lower() not in SPOKE
    found = over.lemma.lower() in ("find", "make", "consider") and token.dep == "xcomp"
    return found and any(
        tree.tokens[c].pos == "ADJ" and tree.dep(c) in ("xcomp", "obj") for c in tree.children[token.head]
    )


def apart(tree: Tree, i: int, content: list[int], words: Words) -> frozenset[int]:
    """Words under what is said that are the report's own: "..., expressing regret over it", "...; the union has protested"."""
    found: set[int] = set()
    for top in content:
        found.update(_told_besides(tree, i, top, words))
        found.update(_while(tree, i, top, words))
    if ";" not in tree.vocabulary and words.expresses.isdisjoint(tree.vocabulary):
        return frozenset(found)
    if ";" not in tree.forms and not _expressing(tree, words):
        return frozenset(found)
    for top in content:
        if top <= i:
            continue
        for c in tree.subtree(top):
            token = tree.tokens[c]
            if c == top or token.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
                continue
            first = min(tree.subtree(c))
            before = tree.tokens[first - 1].text if first else ""
            mark = tree.tokens[first].text
            own = (
                token.dep == "advcl"
                and token.text.lower().endswith("ing")
                and token.lemma.lower() in words.expresses
                and "," in (before, mark)
                and tree.tokens[c].head == top
            )
            clause = (
                tree.dep(c) in ("conj", "parataxis")
                and ";" in (before, mark)
                and tree.marker(c) != "that"
                and tree.has(c, "nsubj")
            )
            if own or clause:
                found.update(tree.subtree(c))
    return frozenset(found)


def _expressing(tree: Tree, words: Words) -> bool:
    """Whether a clause beside another has a verb of expressing: "..., voicing regret over it"."""
    return any(tree.deps[i] == "advcl" for i, lemma in enumerate(tree.lemmas) if lemma in words.expresses)


def _told_besides(tree: Tree, i: int, top: int, words: Words) -> list[int]:
    """The clause behind "and" that the report tells itself: "said that jets had bombed the port, and it recalled its envoy".

    What was said then is told a tense further back ("had", "would"), and what was done then is not.
    """
    if top < i or not _past(tree, i) or not _shifted(tree, top):
        return []
    for c in tree.children[top]:
        if tree.dep(c) != "conj" or c < top or tree.tokens[c].pos != "VERB" or tree.marker(c) == "that":
            continue
        bare = not any(tree.tokens[g].pos == "AUX" for g in tree.children[c])
        own = tree.has(c, "nsubj")
        would = any(tree.forms[g] in ("would", "should") for g in tree.children[top])
        comma = any(tree.tokens[g].text == "," for g in tree.children[c] if g < c)
        says = tree.lemmas[c] in words.denies or tree.lemmas[c] in words.plain  # "said it had met both but denied that"
        if bare and _past(tree, c) and ((own and comma) or would or says):
            return tree.subtree(c)
    return []


def _while(tree: Tree, i: int, top: int, words: Words) -> list[int]:
    """What somebody else says meanwhile: "said that jets had bombed the port, while Mali accused it of lying"; the report tells that."""
    denied = (
        tree.lemmas[i] in DENYING
    )  # "denies arming them, although inspectors have traced the guns": held against it
    if not (denied or _past(tree, i)) or CONTRASTS.isdisjoint(tree.vocabulary):
        return []
    for c in tree.children[top]:
        if c < top or tree.dep(c) != "advcl" or tree.marker(c) not in CONTRASTS:
            continue
        first = min(tree.subtree(c))
        told = tree.lemmas[c] in words.speech or any(tree.lemmas[g] in words.certain for g in tree.children[c])
        named = any(tree.tokens[g].pos in ("NOUN", "PROPN") for g in tree.children[c] if tree.dep(g) == "nsubj")
        bare = not any(tree.tokens[g].pos == "AUX" for g in tree.children[c])
        stands = denied or (told and bare and _past(tree, c))
        if named and stands and "," in (tree.tokens[first].text, tree.tokens[first - 1].text):
            return tree.subtree(c)
    return []


def _past(tree: Tree, i: int) -> bool:
    """Whether a verb stands in the simple past, as far as its form tells: "said", "recalled"."""
    text, lemma = tree.forms[i], tree.lemmas[i]
    return text != lemma and not text.endswith(("ing", "s")) and tree.tokens[i].pos == "VERB"


def _shifted(tree: Tree, top: int) -> bool:
    return any(tree.forms[c] in ("had", "would", "’d", "'d") and tree.dep(c) == "aux" for c in tree.children[top])
