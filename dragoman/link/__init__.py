"""link: which claims tell of the same event, which contradict each other, and how many origins stand behind them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.link.assemble import assemble_events
from dragoman.link.candidates import candidate_pairs
from dragoman.link.compare import compare
from dragoman.link.recycled import copies_of, groups_of, origins_of
from dragoman.link.repeated import Repeated, repeated_claims, repeated_lines
from dragoman.model import Article, Claim, Event, Judgement

__all__ = ["Repeated", "copies_of", "groups_of", "link", "repeated_claims", "repeated_lines"]


def link(claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[tuple[Judgement, ...], tuple[Event, ...]]:
    """Judgements on pairs of claims, and the events that follow from them.

    Neither depends on the order in which reports were read: claims are first put in order of publication and text. Claims
    on lines that an outlet prints under every report make no event.
    """
    by_id = {a.id: a for a in articles}
    copies = copies_of(articles)
    furniture = repeated_claims(claims, articles, copies)
    ordered = sorted(
        (claim for claim in claims if claim.id not in furniture),
        key=lambda c: (by_id[c.article_id].published or "9999", c.article_id, c.trigger, c.event, c.id),
    )
    judgements = [
        j for left, right in candidate_pairs(ordered) for j in [compare(left, right)] if j.verdict != "different"
    ]
    origins = origins_of(ordered, by_id, copies)
    return tuple(judgements), assemble_events(ordered, judgements, origins)
