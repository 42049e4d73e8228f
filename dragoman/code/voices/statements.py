"""Statements that a page prints without quotation marks: below "Statement by Minister Ana Ruiz", behind "The minister said:".

CODEBOOK 7: they are told on the speaker's word, up to where the page speaks of the speaker again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.interviews import is_person
from dragoman.code.voices.phrases import Words, voice_of
from dragoman.code.who.roles import World
from dragoman.model import Voice

FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me", "ours", "myself", "ourselves"})
# How far into a title the word may stand that announces somebody's own words.
TITLE_HEAD = 8
QUOTES = frozenset('“”"')
BULLETS = frozenset("-–—•*·▪")
# Sentences of a body within which a page may open the one statement that it is there to print.
OPENING = 4
# Words of a line that only says who speaks next ("Speaker Ruiz."), and between a word of saying and its colon ("said today:").
LABEL, NEAR_COLON = 4, 3
# Words between quotation marks that are still one expression and no quotation of somebody.
LONGEST_WORD = 4

Cues = Sequence[Sequence[tuple[int, tuple[Voice, ...]]]]  # of each sentence: words of saying and who says it


@dataclass(frozen=True, slots=True)
class Floor:
    """A speaker of the words `[first, last)` of a sentence; `chain` without the publisher."""

    sentence: int
    first: int
    last: int
    chain: tuple[Voice, ...]


# What the page's own speaker is called, before a colon; not "us", whom ministers tell things in news, too.
CITING = frozenset({"i", "my", "we", "our"})


@dataclass(slots=True)
class _Speech:
    """A speech that is being gathered: its sentences, who gives it, and whether a colon opened it, high on the page.

    `cited`: the page is itself somebody's speech, which cites another ("I think of the poet who told us:").
    """

    chain: tuple[Voice, ...] = ()
    opened: bool = False
    cited: bool = False
    high: bool = False
    here: list[int] = field(default_factory=list)


def announced(trees: Sequence[Tree], worlds: Sequence[World], words: Words, cues: Cues) -> list[Floor]:
    """ "The minister said:", and then whole paragraphs without a quotation mark: they are hers.

    So governments print statements, also below "Statement by Minister Ana Ruiz on the ceasefire". It ends with the page, with a
    paragraph that is quoted, with the next colon, and with a sentence that names the speaker.
    """
    found: list[Floor] = []
    speech = _Speech()
    told = 0
    for n, tree in enumerate(trees):
        if tree.sentence.kind in ("title", "subtitle"):
            speech.chain = speech.chain or _stated(tree, worlds[n], words)
        if tree.sentence.kind != "body":
            continue
        told += 1
        texts = [t.text for t in tree.tokens]
        here = cues[n] if n < len(cues) else ()
        quoted = _quotes(texts)
        chain = _opens(n, trees, worlds[n], texts, words, cues) if not quoted else ()
        inside = _said_in_line(texts, here) if not chain else -1
        if inside >= 0:
            chain = here[-1][1]
        if chain or (speech.chain and (quoted or _names(tree, speech))):
            found += _floors(trees, speech, words, cues)
            cited = bool(chain) and not CITING.isdisjoint(tree.forms)
            speech = _Speech(chain, bool(chain) and inside < 0, cited, told <= OPENING)
            if inside >= 0:
                found.append(Floor(n, inside + 1, len(texts), chain))
        elif speech.chain:
            speech.here.append(n)
    return found + _floors(trees, speech, words, cues)


def _quotes(texts: Sequence[str]) -> bool:
    """Whether a sentence begins with a quotation mark or quotes more than a word or two."""
    if QUOTES.isdisjoint(texts):
        return False
    marks = [i for i, text in enumerate(texts) if text in QUOTES]
    return marks[0] == 0 or len(marks) == 1 or marks[1] - marks[0] > LONGEST_WORD


def _opens(
    n: int, trees: Sequence[Tree], world: World, texts: Sequence[str], words: Words, cues: Cues
) -> tuple[Voice, ...]:
    """Who speaks behind the colon that ends a paragraph.

    "The minister said:", "The following is a statement by Ana Ruiz:", "She spoke on Monday. Here are her remarks:".
    """
    block = trees[n].sentence.block
    if texts[-1:] != [":"] or (n + 1 < len(trees) and trees[n + 1].sentence.block == block) or n >= len(cues):
        return ()
    if cues[n]:
        return cues[n][-1][1]
    if not any(t.pos == "NOUN" and t.lemma.lower() in words.statements for t in trees[n].tokens):
        return ()
    if by := _stated(trees[n], world, words):
        return by
    if n and trees[n - 1].sentence.block == block and cues[n - 1]:
        return cues[n - 1][-1][1]
    return ()


def _said_in_line(texts: Sequence[str], here: Sequence[tuple[int, tuple[Voice, ...]]]) -> int:
    """Where the colon stands behind which a sentence goes on without quotation marks: "Ana Ruiz said: We have met both sides."; -1."""
    if len(here) != 1 or not QUOTES.isdisjoint(texts):
        return -1
    cue = here[-1][0]
    colon = next((i for i in range(cue + 1, min(cue + 1 + NEAR_COLON, len(texts) - 1)) if texts[i] == ":"), -1)
    return colon if colon > 0 and texts[colon + 1][:1].isupper() else -1


def _stated(tree: Tree, world: World, words: Words) -> tuple[Voice, ...]:
    """Whose statement a title announces: "Statement by the foreign minister, Ana Ruiz, on the ceasefire"; nobody else's."""
    for i, token in enumerate(tree.tokens[:TITLE_HEAD]):
        if token.lemma.lower() not in words.statements:
            continue
        people = [h for relation in ("by", "of", "poss", "pre") for h in tree.arguments(i).get(relation, [])]
        for head in [*_persons(tree, world, i), *people] if people else ():
            voice = voice_of(tree, head, world, words, verb="say")
            if voice is not None and voice.kind in ("official", "person") and not voice.anonymous:
                return (voice,)
    return ()


def _persons(tree: Tree, world: World, over: int) -> list[int]:
    """Heads below a word that are somebody's full name."""
    found = []
    for head, mention in sorted(world.parties.items()):
        named = any(p.name in (p.text or "") and " " in p.name and is_person(p.id, p.name) for p in mention.parties)
        if named and head > over and tree.under(head, over):
            found.append(head)
    return found


def _names(tree: Tree, speech: _Speech) -> bool:
    """Whether a sentence speaks of the speaker as of somebody else, by the last name or by the words that introduced the speech."""
    name = (speech.chain[-1].name or "").lower().split()
    told = tree.forms
    if not speech.here and len(told) <= LABEL:
        return False  # "Speaker Ruiz. Thank you": only says who speaks
    first = not FIRST_PERSON.isdisjoint(told)
    return bool(name) and not first and any(told[i : i + len(name)] == name for i in range(len(told)))


def _floors(trees: Sequence[Tree], speech: _Speech, words: Words, cues: Cues) -> list[Floor]:
    """The sentences of a speech: all where somebody says "I" or "we" in it, or where the page is there to print it; else what
    stands right behind the colon.
    """
    here = speech.here
    ours = any(t.text.lower() in FIRST_PERSON for n in here for t in trees[n].tokens)
    others = any(trees[n].lemmas[cue] in words.plain for n in here for cue, _ in cues[n])
    alone = speech.opened and speech.high and not others
    if (not ours and not alone) or speech.cited:
        here = _first_paragraph(trees, here) if speech.opened else []
    return [Floor(n, 0, len(trees[n].tokens), speech.chain) for n in here]


def _first_paragraph(trees: Sequence[Tree], here: Sequence[int]) -> list[int]:
    """The paragraph behind a colon, or the points of the list that stands there."""
    kept: list[int] = []
    for n in here:
        mark = trees[n].tokens[0].text[:1]
        listed = bool(kept) and mark in BULLETS and trees[here[0]].tokens[0].text[:1] == mark
        if kept and trees[n].sentence.block != trees[kept[-1]].sentence.block and not listed:
            break
        kept.append(n)
    return kept
