"""What the model's reference head adds to the rules: a mention nobody could decide, joined by it to mentions that are decided.

`Parse.chains` holds mentions that speak of one thing. A pronoun or description that the rules left open takes the party of its
chain when every decided mention there names one and the same; where they differ it stays open, with them as candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Mention, Parse, Party

NAMED = ("name", "title", "demonym", "capital", "guessed", "apposition", "acronym")


def apply_chains(parse: Parse, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those decided that only the chains can decide (`basis` "reference")."""
    if not parse.chains:
        return list(mentions)
    number = {place: n for n, chain in enumerate(parse.chains) for place in chain}
    parties: dict[int, dict[tuple[str, ...], tuple[Party, ...]]] = {}
    for mention in mentions:
        chain = number.get((mention.sentence, mention.head))
        if chain is not None and mention.kind == "actor" and mention.parties and mention.basis in NAMED:
            parties.setdefault(chain, {}).setdefault(tuple(p.id for p in mention.parties), mention.parties)
    return [
        _decided(mention, parties.get(number.get((mention.sentence, mention.head), -1), {})) for mention in mentions
    ]


def _decided(mention: Mention, known: dict[tuple[str, ...], tuple[Party, ...]]) -> Mention:
    if mention.kind != "actor" or mention.parties or not known:
        return mention
    if len(known) > 1:
        ids = sorted({i for ids in known for i in ids})
        return mention if mention.candidates else replace(mention, candidates=tuple(ids))
    (parties,) = known.values()
    here = tuple(replace(p, text=mention.text, start=mention.start, end=mention.end) for p in parties)
    return replace(mention, parties=here, basis="reference", candidates=())
