"""link: which claims tell of the same event, which contradict each other, and how many origins stand behind them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.link.assemble import assemble_events
from dragoman.link.candidates import candidate_pairs
from dragoman.link.compare import compare, likely
from dragoman.link.features import told
from dragoman.link.independent import Origins
from dragoman.link.recycled import copies_of, groups_of, origins_of, roots_of
from dragoman.link.repeated import Repeated, repeated_claims, repeated_lines
from dragoman.link.wording import Wording
from dragoman.model import Article, Claim, Event, Judgement

__all__ = ["Repeated", "copies_of", "groups_of", "link", "repeated_claims", "repeated_lines"]


def link(claims: Sequence[Claim], articles: Sequence[Article]) -> tuple[tuple[Judgement, ...], tuple[Event, ...]]:
    """Judgements on pairs of claims, and the events that follow from them.

    Neither depends on the order in which reports were read: claims are first put in order of publication and text. Claims
    on lines that an outlet prints under every report make no event.

    >>> from dragoman.clean import plain
    >>> from dragoman.pipeline import code_articles
    >>> told = {"a": "Kenya shelled the port of Busia on Monday.", "b": "On Monday Kenya shelled the port of Busia."}
    >>> reports = [plain(text, name=name, outlet=name, published="2019-03-05") for name, text in told.items()]
    >>> _, events = link([claim for coded in code_articles(reports) for claim in coded.claims], reports)
    >>> [(event.event, event.reports) for event in events]
    [('ASSAULT', 2)]
    """
    by_id = {a.id: a for a in articles}
    copies = copies_of(articles)
    furniture = repeated_claims(claims, articles, copies)
    ordered = sorted(
        (claim for claim in claims if claim.id not in furniture),
        key=lambda c: (by_id[c.article_id].published or "9999", c.article_id, c.trigger, c.event, c.id),
    )
    wording = Wording(articles, ordered)
    ready = [told(claim, wording) for claim in ordered]
    judgements = [j for left, right in candidate_pairs(ready) if (j := compare(left, right, wording)) is not None]
    origins = Origins(origins_of(ordered, by_id, copies), roots_of(by_id, copies))
    return tuple(judgements), assemble_events(ready, judgements, origins, lambda a, b: likely(a, b, wording))
