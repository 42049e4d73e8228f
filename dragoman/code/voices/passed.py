"""Through whom what is said was passed on: outlets that somebody spoke to or that carried him, sources cited, and "according to"."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import Words

# What one says to an outlet, or what it carries.
TALKS = frozenset({"interview", "remark", "comment", "conversation"})
# Through what one speaks who says something on it: "said on the Sputnik news agency".
AIRED = frozenset({"television", "tv", "radio", "channel", "station", "agency", "network", "website"})
# What an outlet does with somebody's words.
CARRIES = frozenset({"quote", "cite", "carry", "publish", "air", "broadcast", "print", "report"})


def told_to(tree: Tree, i: int, lemma: str, words: Words) -> list[int]:
    """Whom a speaker spoke to, where that may be an outlet: "told Reuters", "denied to Reuters that", "said in an interview with Reuters"."""
    if (lemma not in words.plain and lemma not in words.confirms) or tree.passive(i):
        return []
    found = [c for c in tree.children[i] if lemma == "tell" and tree.dep(c) in ("iobj", "obj") and c > i]
    found += [c for c in tree.children[i] if tree.dep(c) == "obl" and tree.marker(c) == "to" and i < c <= i + 3]
    found += [
        c for c in tree.children[i] if tree.dep(c) == "obl" and tree.marker(c) == "on" and tree.lemmas[c] in AIRED
    ]
    for q in range(len(tree.tokens) - 1) if "speaking" in tree.vocabulary else ():
        # "..., Vik said, speaking to Reuters by telephone"
        if tree.forms[q] == "speaking" and tree.forms[q + 1] == "to" and tree.tokens[q].dep == "advcl":
            found += [c for c in tree.children[q] if tree.dep(c) == "obl" and tree.marker(c) == "to"]
    if "by" in tree.vocabulary and not CARRIES.isdisjoint(tree.vocabulary):
        found += _carriers(tree, i)
    for c in tree.children[i]:
        if tree.dep(c) == "obl" and tree.lemmas[c] in TALKS:
            found += [g for g in tree.children[c] if tree.dep(g) == "nmod" and tree.marker(g) in ("with", "to", "for")]
    return found


def _carriers(tree: Tree, i: int) -> list[int]:
    """The outlet of "..., Vik said, quoted by the Post", "Vik, cited by the Post, said" and "said in remarks carried by the Post"."""
    found = []
    for q in range(2, len(tree.tokens) - 2):
        token = tree.tokens[q]
        if tree.lemmas[q] not in CARRIES or tree.forms[q + 1] != "by" or token.pos != "VERB":
            continue
        behind = tree.tokens[q - 1].text == "," and (q - 2 == i or any(s < q < i for s in tree.subjects(i)))
        spoken = tree.lemmas[q - 1] in TALKS and 0 < q - i <= 4
        if not behind and not spoken:
            continue
        at = q + 2
        while at + 1 < len(tree.tokens) and tree.tokens[at + 1].pos in ("NOUN", "PROPN"):
            at += 1
        if tree.tokens[at].pos == "DET" and at + 1 < len(tree.tokens):
            at += 1
        found.append(at)
    return found


def cited_heads(tree: Tree, verb: int) -> list[int]:
    """Heads of what a citing verb cites; where the model hangs it elsewhere, the nominal right behind the verb."""
    found = [h for h in tree.arguments(verb).get("obj", []) if h > verb]
    called = [
        o
        for h in found
        if tree.tokens[h].pos == "PRON"
        for c in tree.children[h]
        if tree.tokens[c].lemma in ("call", "describe", "term")
        for o in tree.arguments(c).get("obj", [])
    ]
    if called or found:
        return called or found
    at = verb + 1
    while at < len(tree.tokens) and tree.tokens[at].pos in ("PUNCT", "DET", "ADJ", "NUM"):
        at += 1
    if at >= len(tree.tokens) or tree.tokens[at].pos not in ("NOUN", "PROPN"):
        return []
    while tree.tokens[at].head > at and tree.tokens[at].dep in ("compound", "amod", "nmod:desc", "nmod:poss"):
        at = tree.tokens[at].head
    return [at]


def told_of(tree: Tree, top: int, i: int, words: Words) -> bool:
    """ "..., the abbot said, according to the radio": the radio tells what the abbot said, and not the other way round."""
    verb = tree.tokens[top].head
    if tree.lemmas[top] in words.plain and tree.tokens[top].dep == "parataxis":
        return True
    return (
        tree.dep(top) == "ccomp"
        and verb < i
        and tree.lemmas[verb] in words.plain
        and bool(tree.subjects(verb))
        and not tree.passive(verb)
    )


def within(tree: Tree, i: int, head: int, top: int) -> int | None:
    """The clause that "according to X" stands in the middle of, between commas, where it speaks of that clause alone.

    "Peru appealed to both and, according to two papers, has offered a ship", "camps which, according to the radio, the army
    has closed"; None where it may speak of the whole sentence.
    """
    closed = next((j for j in range(head + 1, len(tree.tokens)) if tree.tokens[j].text == ","), -1)
    if not i or tree.tokens[i - 1].text != "," or closed < 0:
        return None
    before = tree.tokens[i - 2] if i > 1 else None
    if before is not None and before.dep == "cc" and before.head > i and tree.dep(before.head) == "conj":
        return before.head  # "and, according to": the model may hang it on the clause before
    if tree.tokens[top].pos not in ("VERB", "AUX", "ADJ"):
        return None
    more = top > i or any(c > closed and tree.dep(c) != "punct" for c in tree.children[top])
    clause = tree.dep(top) == "conj" and tree.tokens[tree.tokens[top].head].pos in ("VERB", "AUX", "ADJ") and more
    inner = tree.dep(top) in ("acl", "advcl") and top > i and min(tree.subtree(top)) < i - 1
    return top if clause or inner else None
