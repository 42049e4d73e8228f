"""Who speaks each quotation: found in its own sentence, in the next one, or carried on from before."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.voices.quotes import Quote
from dragoman.model import Parse, Voice

Said = Sequence[Sequence[tuple[int, tuple[Voice, ...]]]]
# Shorter quotations are single words lifted from somebody's speech; the sentence around them says whose.
SHORTEST = 4


def find_speakers(parse: Parse, quotes: Sequence[Quote], said: Said) -> list[tuple[Voice, ...]]:
    """A chain of voices for each quotation, empty where nobody can be told. `said` lists cues by sentence."""
    found: list[tuple[Voice, ...]] = []
    for number, quote in enumerate(quotes):
        if quote.words < SHORTEST:
            found.append(())
            continue
        inside = [
            n
            for n, s in enumerate(parse.sentences)
            if s.start < quote.end and s.end > quote.start and s.kind != "caption"
        ]
        chain = _own(parse, quote, inside, said) or _next(parse, quote, inside, said)
        if not chain and inside and _begins(parse, quote, inside[0]):
            chain = _carried(parse, quotes, number, inside[0], found, said)
        found.append(chain)
    return found


def _begins(parse: Parse, quote: Quote, n: int) -> bool:
    """Whether a quotation opens its sentence; words lifted into a sentence that somebody else tells are nobody's who spoke before."""
    before = (t for t in parse.sentences[n].tokens if t.start < quote.start)
    return not any(t.pos not in ("PUNCT", "CCONJ", "ADV") for t in before)


def _outside(parse: Parse, quote: Quote, n: int, said: Said) -> tuple[Voice, ...]:
    for cue, chain in said[n]:
        at = parse.sentences[n].tokens[cue].start
        if at < quote.start or at >= quote.end:
            return chain
    return ()


def _own(parse: Parse, quote: Quote, inside: Sequence[int], said: Said) -> tuple[Voice, ...]:
    for n in (*inside[-1:], *inside[:1]):
        chain = _outside(parse, quote, n, said)
        if chain:
            return chain
    return ()


def _next(parse: Parse, quote: Quote, inside: Sequence[int], said: Said) -> tuple[Voice, ...]:
    """ "... ." he said. as a sentence of its own."""
    if not inside or inside[-1] + 1 >= len(parse.sentences):
        return ()
    n = inside[-1] + 1
    following = parse.sentences[n]
    if following.block != parse.sentences[inside[-1]].block or len(following.tokens) > 12:
        return ()
    return _outside(parse, quote, n, said)


def _carried(
    parse: Parse, quotes: Sequence[Quote], number: int, first: int, found: Sequence[tuple[Voice, ...]], said: Said
) -> tuple[Voice, ...]:
    """The speech goes on: the speaker of the quotation just before, if nobody else spoke between."""
    if number == 0:
        return _before(first, said)
    previous = quotes[number - 1]
    between = [n for n, s in enumerate(parse.sentences) if s.start >= previous.end and s.end <= quotes[number].start]
    for n in reversed(between):
        if said[n]:
            return said[n][-1][1]
    return found[number - 1] if len(between) <= 1 else ()


def _before(first: int, said: Said) -> tuple[Voice, ...]:
    """ "X explained." followed by a quotation."""
    for n in range(first - 1, max(first - 3, -1), -1):
        if said[n]:
            return said[n][-1][1]
    return ()
