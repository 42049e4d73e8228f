"""Interviews that a page prints without labels: a title or a line that says who was asked, then questions and answers by turns.

CODEBOOK 7: the answers are the guest's word.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import Words, voice_of
from dragoman.code.who.roles import World
from dragoman.data.book import load_book
from dragoman.model import Voice

TALKS = frozenset({"interview", "conversation", "q&a", "chat"})
SPEAKING = frozenset({"i", "we", "you", "your", "my", "our"})
ASKED = frozenset({"you", "your", "yours"})
QUOTES = frozenset('“”"')
# Sentences of a paragraph that asks, at most.
LONGEST_QUESTION = 2


def interviewed(trees: Sequence[Tree], worlds: Sequence[World], words: Words) -> list[tuple[int, tuple[Voice, ...]]]:
    """Sentences of the answers of an interview, with who gives them: "Interview with Ana Ruiz", and paragraphs that say "you" and "I"."""
    guest: tuple[Voice, ...] = ()
    blocks: dict[int, list[int]] = {}
    for n, tree in enumerate(trees):
        if tree.sentence.kind in ("title", "subtitle"):
            guest = guest or _guest(tree, worlds[n], words)
        elif tree.sentence.kind == "body":
            blocks.setdefault(tree.sentence.block, []).append(n)
    if not guest:
        return []
    found: list[tuple[int, tuple[Voice, ...]]] = []
    begun = False
    for block in sorted(blocks):
        told = [t.text.lower() for n in blocks[block] for t in trees[n].tokens]
        if QUOTES & set(told) and not begun:
            return []  # an article on the interview, with the guest's words in quotation marks
        begun = begun or bool(SPEAKING & set(told))
        if begun and not _asks(blocks[block], trees, told):
            found += [(n, guest) for n in blocks[block]]
    return found


def _asks(sentences: Sequence[int], trees: Sequence[Tree], told: Sequence[str]) -> bool:
    """Whether a paragraph is the interviewer's: short, and it asks or says "you"."""
    if len(sentences) > LONGEST_QUESTION:
        return False
    return trees[sentences[-1]].tokens[-1].text == "?" or bool(ASKED & set(told))


def _guest(tree: Tree, world: World, words: Words) -> tuple[Voice, ...]:
    """Whom a title says to have been asked: "Interview with the poet Ana Ruiz", "A conversation with Ana Ruiz"."""
    at = next((i for i, t in enumerate(tree.tokens) if t.lemma.lower() in TALKS), None)
    if at is None or at + 1 >= len(tree.tokens) or tree.forms[at + 1] not in ("with", ":"):
        return ()
    for head, mention in sorted(world.parties.items()):
        if head > at and any(p.name in (p.text or "") and is_person(p.id, p.name) for p in mention.parties):
            voice = voice_of(tree, head, world, words, verb="say")
            if voice is not None and voice.kind not in ("outlet", "agency"):
                return (voice,)
    return ()


def is_person(id: str, name: str) -> bool:
    """Whether a party is a person, as far as the book and the name tell."""
    known = load_book().actors.get(id.split(".")[0])
    if known is not None:
        return known.name != name
    return not id.startswith("?") and not {"of", "the", "for"} & set(name.lower().split())
