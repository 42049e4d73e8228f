"""Who has the floor over whole sentences: interviews, a guest who is introduced and then speaks, headlines that name their source.

CODEBOOK 7: what stands in somebody's speech is told on his word, over as many sentences and paragraphs as the speech runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.trees.tree import Tree
from dragoman.code.trees.written import spaced
from dragoman.code.voices.interviews import interviewed, is_person
from dragoman.code.voices.kinds import studies
from dragoman.code.voices.phrases import Words, phrase, voice_of
from dragoman.code.voices.statements import FIRST_PERSON, Cues, Floor, announced
from dragoman.code.who.roles import World
from dragoman.model import Voice

QUESTION, ANSWER = "Q", "A"
LABELS = {"Q": QUESTION, "A": ANSWER, "QUESTION": QUESTION, "ANSWER": ANSWER, "Question": QUESTION, "Answer": ANSWER}
# Words before a colon that may be a speaker's name ("DR. OLA VIK:").
LONGEST_LABEL = 4
# Words after the last colon of a headline that may name its source (": party chief").
LONGEST_SOURCE = 6
# Words of a title that introduces a reprint, at least, and words up to the outlet behind it.
SHORTEST_TITLE, NEXT = 3, 3
# Sentences at the head of a report where a guest is introduced.
INTRODUCTION = 3
# Words of a line between its place and the dash behind the agency it is taken from ("LIMA, May 4 (Reuters) -").
DATELINE = 12
DASHES = frozenset({"-", "--", "–", "—", ":"})


def find_floors(
    trees: Sequence[Tree],
    worlds: Sequence[World],
    words: Words,
    source: tuple[Voice, ...],
    said: Sequence[Sequence[object]] = (),
    cues: Cues = (),
) -> list[Floor]:
    """Who has the floor where; `source` is the outlet or document that the body cites first, () where it cites none.

    `said` has the stretches that each sentence attributes to anybody; without it no reprint is followed. `cues` has the
    words of saying of each sentence, with who says it; without them no speech behind a colon is.
    """
    found: list[Floor] = []
    reported = False
    for n, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        if tree.sentence.kind in ("title", "subtitle"):
            told = _headline(n, tree, worlds, words, source)
            reported = reported or (bool(told) and told[0].chain == source)
            if reported and not told and not (said and said[n]):  # "Report: ...", and the line below says more of it
                told = [Floor(n, 0, len(tree.tokens), source)]
            found += told
        elif tree.sentence.kind == "body" and said:
            found += _reprint(n, trees, world, words, said) or _dispatch(n, trees, world, words, said)
    found += _labelled(trees, worlds, words)
    asked = [Floor(n, 0, len(trees[n].tokens), chain) for n, chain in interviewed(trees, worlds, words)]
    floor = _turns(trees, worlds) or asked or announced(trees, worlds, words, cues) or _guest(trees, worlds, words)
    notes = _notes(trees)
    return [*found, *(f for f in floor if f.sentence not in notes)]


def _reprint(
    n: int, trees: Sequence[Tree], world: World, words: Words, said: Sequence[Sequence[object]]
) -> list[Floor]:
    """ "Read on: “Ferries halted,” the Northern Post, May 4:" and the paragraphs after it, as long as each hands its word on.

    The first paragraph that attributes nothing to anybody is taken for the page's own again: a page does not say where it ends.
    """
    tree = trees[n]
    tokens = tree.tokens
    if not tokens or tokens[-1].text != ":" or n + 1 >= len(trees):
        return []
    marks = [i for i, t in enumerate(tokens) if t.text in '“”"']
    if len(marks) < 2:
        return []
    first, last = marks[-2], marks[-1]
    outlets = [m for m in world.outlets.values() if 0 < m.first - last <= NEXT]
    if last - first <= SHORTEST_TITLE or not outlets or trees[n + 1].sentence.block == tree.sentence.block:
        return []
    voice = voice_of(tree, min(outlets, key=lambda m: m.first).head, world, words, verb=None)
    if voice is None:
        return []
    return [Floor(n, first + 1, last, (voice,)), *_as_long_as_told(n + 1, trees, (voice,), said)]


def _as_long_as_told(
    start: int, trees: Sequence[Tree], chain: tuple[Voice, ...], said: Sequence[Sequence[object]]
) -> list[Floor]:
    """Whole paragraphs from a sentence on, up to the first one that attributes nothing to anybody."""
    found: list[Floor] = []
    blocks: dict[int, list[int]] = {}
    for m in range(start, len(trees)):
        if trees[m].sentence.kind == "body":
            blocks.setdefault(trees[m].sentence.block, []).append(m)
    for block in sorted(blocks):
        if not any(said[m] for m in blocks[block]):
            break
        found += [Floor(m, 0, len(trees[m].tokens), chain) for m in blocks[block]]
    return found


def _dispatch(
    n: int, trees: Sequence[Tree], world: World, words: Words, said: Sequence[Sequence[object]]
) -> list[Floor]:
    """ "LIMA, May 4 (Reuters) - ..." further down a page, as weblogs and forums print what they read: told by the agency from there on."""
    tokens = trees[n].tokens
    if not world.outlets or not tokens[0].text.isupper() or all(tree.sentence.kind != "body" for tree in trees[:n]):
        return []  # at the head of the body it is the page's own agency
    outlet = next((m for m in world.outlets.values() if m.first and m.last < min(len(tokens) - 1, DATELINE)), None)
    if outlet is None or tokens[outlet.first - 1].text != "(" or tokens[outlet.last].text != ")":
        return []
    voice = voice_of(trees[n], outlet.head, world, words, verb=None)
    if voice is None or tokens[outlet.last + 1].text not in DASHES:
        return []
    return _as_long_as_told(n, trees, (voice,), said)


def _labelled(trees: Sequence[Tree], worlds: Sequence[World], words: Words) -> list[Floor]:
    """ "DPA: Gunmen killed ..." in a review of the press: the sentence is told by the agency; a page does not say how many more are."""
    found = []
    for n, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        colon = next((i for i, t in enumerate(tree.tokens[: LONGEST_LABEL + 1]) if t.text == ":"), 0)
        outlet = next((m for m in world.outlets.values() if m.first <= 1 and m.last == colon), None) if colon else None
        if outlet is not None and tree.sentence.kind == "body":
            voice = voice_of(tree, outlet.head, world, words, verb=None)
            found += [Floor(n, colon + 1, len(tree.tokens), (voice,))] if voice is not None else []
    return found


def _turns(trees: Sequence[Tree], worlds: Sequence[World]) -> list[Floor]:
    """Lines of an interview: "Q: ... A: ..." or names in capitals with a colon."""
    names = _repeated(trees)
    labels = [_label(tree, names) if tree.sentence.kind == "body" else None for tree in trees]
    if sum(label is not None for label in labels) < 2:
        return []
    guest = _first_person_named(worlds)
    found: list[Floor] = []
    chain: tuple[Voice, ...] = ()
    for n, (tree, label) in enumerate(zip(trees, labels, strict=True)):
        if tree.sentence.kind not in ("body", "title", "subtitle"):
            continue
        if label is not None:
            text, _ = label
            chain = () if text == QUESTION else guest if text == ANSWER else _named(text, worlds)
        if chain and tree.sentence.kind == "body":
            found.append(Floor(n, label[1] if label else 0, len(tree.tokens), chain))
    return found


def _repeated(trees: Sequence[Tree]) -> frozenset[str]:
    """Names that stand before a colon at the head of several paragraphs: "Vik: We met. ... Ruiz: Whom? ... Vik: Nobody."."""
    seen: dict[str, int] = {}
    for n, tree in enumerate(trees):
        if tree.sentence.kind != "body" or (n and trees[n - 1].sentence.block == tree.sentence.block):
            continue
        if tree.tokens[0].pos != "PROPN":
            continue
        colon = next((i for i, t in enumerate(tree.tokens[: LONGEST_LABEL + 1]) if t.text == ":"), 0)
        if colon and all(t.pos == "PROPN" and t.text[:1].isupper() for t in tree.tokens[:colon]):
            name = spaced(tree.tokens[:colon])
            seen[name] = seen.get(name, 0) + 1
    often = frozenset(name for name, times in seen.items() if times > 1)
    return often if len(often) > 1 else frozenset()


def _label(tree: Tree, names: frozenset[str]) -> tuple[str, int] | None:
    """A speaker's label at the head of a sentence, and where the words after it begin."""
    tokens = tree.tokens
    for n in range(1, min(LONGEST_LABEL + 1, len(tokens) - 1)):
        if tokens[n].text == ":":
            text = spaced(tokens[:n])
            letters = [c for c in text if c.isalpha()]
            if text in LABELS or text in names or (len(letters) > 2 and text.isupper()):
                return LABELS.get(text, text), n + 1
            return None
    return None


def _first_person_named(worlds: Sequence[World]) -> tuple[Voice, ...]:
    """The guest: the first person with a full name, else the first with any name; nobody where an office answers in its own name."""
    single: tuple[Voice, ...] = ()
    for world in worlds:
        for _, mention in sorted(world.parties.items()):
            for party in mention.parties:
                if not party.text or party.name not in party.text or not is_person(party.id, party.name):
                    continue
                if " " in party.name:
                    return (_voice(party.id, party.name),)
                single = single or (_voice(party.id, party.name),)
    return single


def _named(label: str, worlds: Sequence[World]) -> tuple[Voice, ...]:
    """Whom a label names: the first party of the report whose name holds its last word."""
    last = label.split()[-1].strip(".").lower()
    for world in worlds:
        for _, mention in sorted(world.parties.items()):
            for party in mention.parties:
                if last in party.name.lower().replace("-", " ").split():
                    return (_voice(party.id, party.name),)
    return (Voice(label.title(), "person"),)


def _voice(id: str, name: str) -> Voice:
    return Voice(name, "official" if id.isupper() else "person", id=id)


def _guest(trees: Sequence[Tree], worlds: Sequence[World], words: Words) -> list[Floor]:
    """ "Ola Vik, head of the Fjord Institute, talks about why ...", and then "we", "our": the rest is his."""
    body = [n for n, tree in enumerate(trees) if tree.sentence.kind == "body"]
    for place, n in enumerate(body[:INTRODUCTION]):
        voice = _introduced(trees[n], worlds[n], words)
        rest = body[place + 1 :]
        if voice is not None and any(t.text.lower() in FIRST_PERSON for m in rest for t in trees[m].tokens):
            return [Floor(m, 0, len(trees[m].tokens), (voice,)) for m in rest]
    return []


def _notes(trees: Sequence[Tree]) -> frozenset[int]:
    """Sentences that an editor put in: "*Editor's note: The treaty was signed in 1907."."""
    found: set[int] = set()
    whole = False
    for n, tree in enumerate(trees):
        same = n > 0 and trees[n - 1].sentence.block == tree.sentence.block
        if _note(tree):
            found.add(n)
            whole = not same  # in the middle of a paragraph it is the one sentence
        elif n - 1 in found and same and whole:
            found.add(n)
    return frozenset(found)


def _note(tree: Tree) -> bool:
    begins = tree.lemmas[:6]
    return "editor" in begins[:4] and "note" in begins


def _introduced(tree: Tree, world: World, words: Words) -> Voice | None:
    """The person with an office in apposition who "talks about", "explains why", in the present tense, as the whole sentence."""
    root = next((i for i, t in enumerate(tree.tokens) if t.head < 0), None)
    if root is None:
        return None
    token = tree.tokens[root]
    present = token.text.lower() == token.lemma.lower() + "s" or token.text.lower() == token.lemma.lower() + "es"
    if token.pos != "VERB" or token.lemma.lower() not in words.introduces or not present:
        return None
    if any(t.text in '“”"' for t in tree.tokens):
        return None
    for s in tree.subjects(root):
        named = tree.tokens[s].pos == "PROPN"
        described = any(tree.dep(c) == "appos" for c in tree.children[s])
        if named and described and s not in world.outlets:
            start, end, text = phrase(tree, s)
            parties = world.parties[s].parties if s in world.parties else ()
            about = {tree.lemmas[j] for j in tree.subtree(s)}
            learned = about & words.analysts or studies(about, words)
            kind = "analyst" if learned else "official" if about & words.officials else "person"
            name = parties[0].name if parties and parties[0].name in text else text
            return Voice(name, kind, id=parties[0].id if parties else None, verb=token.lemma, start=start, end=end)
    return None


def _holder(voice: Voice, worlds: Sequence[World]) -> Voice:
    """Who a report says holds the office that its headline names alone: "...: mine chief", and below "mine chief Ruiz"."""
    for world in worlds:
        for _, mention in sorted(world.parties.items()):
            if mention.parties and mention.text.lower().removeprefix("the ").startswith(
                (voice.name or "?").lower() + " "
            ):
                party = mention.parties[0]
                return replace(voice, name=party.name, id=party.id)
    return voice


def _headline(n: int, tree: Tree, worlds: Sequence[World], words: Words, source: tuple[Voice, ...]) -> list[Floor]:
    """ "Report: ..." and "...: party chief"."""
    world = worlds[n]
    tokens = tree.tokens
    colons = [i for i, t in enumerate(tokens) if t.text == ":"]
    if not colons:
        return []
    first, last = colons[0], colons[-1]
    if first <= 2 and tokens[first - 1].lemma.lower() in ("report", "reports", "source", "sources") and source:
        return [Floor(n, first + 1, len(tokens), source)]
    tail = range(last + 1, len(tokens))
    if not 1 <= len(tail) <= LONGEST_SOURCE or last < 3 or any(tokens[i].pos in ("VERB", "AUX") for i in tail):
        return []
    heads = [i for i in tail if tokens[i].head not in tail]
    voice = voice_of(tree, heads[0], world, words, verb="say") if len(heads) == 1 else None
    if voice is not None and voice.id is None and voice.kind == "official":
        voice = _holder(voice, worlds)
    if voice is None or (voice.kind == "person" and voice.id is None and tokens[heads[0]].pos != "PROPN"):
        return []
    return [Floor(n, 0, last, (voice,))]
