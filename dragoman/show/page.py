"""One self-contained page of a case: timeline, pairs, positions, and every claim with the words that carry it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman import __version__
from dragoman.analyse.positions import ON_WHOM
from dragoman.model import Article, Claim, Event, Party
from dragoman.model.terms import QUAD_OF, QUADS
from dragoman.show import rows
from dragoman.show.copies import copy_rows
from dragoman.show.correct import BY_HAND
from dragoman.show.names import name_of, names_of
from dragoman.show.partners import rift_lines
from dragoman.show.rendering import content_security_policy, part, render
from dragoman.show.tables import printable
from dragoman.show.timeline import Timeline, timeline
from dragoman.store import View

# What is left out of a list is told below it, with the command that lists all.
MOST_PAIRS = 200
MOST_STANDS = 40  # of one question
MOST_LINKS = 12  # to the claims behind one line


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence and what it is: trigger, actor, recipient, voice, place, time, several or nothing."""

    text: str
    classes: str
    trigger: bool


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim as the page shows it."""

    id: str
    who: tuple[Party, ...]
    what: str
    quad: str
    whom: tuple[Party, ...]
    when: str | None
    where: str | None
    status: str
    background: bool
    within: str | None
    content_of: str | None
    holder: str | None
    voices: tuple[dict[str, Any], ...]
    segments: tuple[Segment, ...]
    confidence: str | None
    reasons: str
    search: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report with its claims."""

    id: str
    title: str
    outlet: str | None
    byline: str | None
    published: str | None
    url: str | None
    sources: tuple[str, ...]
    claims: tuple[ClaimCard, ...]
    english: bool = True
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Who and whom, with how many claims of each quarter."""

    who: str
    whom: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of the table of events, with the ids of the claims that tell it, and of those that contradict it (`against`)."""

    what: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    when: str | None
    status: str
    standing: str
    reports: int
    origins: int
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with the stands on it; `name` has names where the record has ids.

    `sides` says who is for it, who against it and who was both, by name; sides without anybody are left out.
    """

    name: str
    parties: int
    stands: tuple[rows.Row, ...]
    sides: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def differ(self) -> bool:
        """Whether somebody is against what another one, or the same one, is for."""
        return len(self.sides) > 1 or any(side == "both" for side, _ in self.sides)


def page(view: View, *, title: str) -> str:
    """The page of a case as one HTML text; the same record gives the same bytes."""
    return render("page.html", context(view, title))


def context(view: View, title: str) -> dict[str, Any]:
    """What the template receives."""
    articles = list(view.articles())
    by_article: dict[str, list[Claim]] = {}
    for claim in view.claims():
        by_article.setdefault(claim.article_id, []).append(claim)
    claims = [claim for found in by_article.values() for claim in found]
    # What is denied, wished or only possible is no deed between two parties; it stands among the claims.
    happened = [claim for claim in claims if claim.status == "actual"]
    issues = rows.refused_rows(view.issues())
    events = list(view.events())
    told = events_told(events, rows.contradictions(view, events))
    stands = rows.position_rows(view)
    sources = view.report_sources()
    holders = {claim.id: rows.what(claim) for claim in claims}
    names = names_of(claims)
    found = pairs(happened)
    return {
        "title": printable(title),
        "version": __version__,
        "csp": content_security_policy(part("page.css"), part("page.js")),
        "style": part("page.css"),
        "script": part("page.js"),
        "counts": view.counts(),
        "outlets": len({article.outlet for article in articles if article.outlet}),
        "first": min((article.published for article in articles if article.published), default=None),
        "last": max((article.published for article in articles if article.published), default=None),
        "quads": tuple(QUADS),
        "types": sorted({claim.event for claim in claims}),
        "statuses": sorted({claim.status for claim in claims}),
        "timeline": draw(happened),
        "pairs": found[:MOST_PAIRS],
        "pairs_left": len(found[MOST_PAIRS:]),
        "names": names,
        "contested": sum(event.standing == "contested" for event in told),
        "told": told,
        "copies": copy_rows(view),
        "questions": questions(stands, names),
        "rifts": rift_lines(claims, events, {row["question"]: _named(row, names) for row in stands}, names),
        "most_stands": MOST_STANDS,
        "most_links": MOST_LINKS,
        "reports": [
            report_card(article, by_article.get(article.id, []), sources.get(article.id, ()), holders)
            for article in articles
        ],
        "refused": [{key: printable(value) for key, value in row.items()} for row in issues],
    }


def report_card(
    article: Article, claims: Sequence[Claim], sources: Iterable[str], holders: Mapping[str, str]
) -> ReportCard:
    """A report as the page shows it; `holders` says of every claim on the page, by id, what it is."""
    return ReportCard(
        id=article.id,
        title=article.title or "(no title)",
        outlet=article.outlet,
        byline=article.byline,
        published=(article.published or "").replace("T", " ") or None,
        url=printable(article.url) if article.url and article.url not in sources else None,
        sources=tuple(printable(source) for source in sources),
        claims=tuple(claim_card(claim, article, holders) for claim in claims),
        english=article.language in (None, "en"),
        remarks=(*article.notes, *(f"{field} given by hand" for field, how in article.origins if how == BY_HAND)),
    )


def claim_card(claim: Claim, article: Article, holders: Mapping[str, str]) -> ClaimCard:
    """A claim as the page shows it; `search` is what the filter box looks through, `holder` the claim it is content of."""
    row = rows.claim_row(claim, article)
    voices = tuple(
        {
            "name": voice.name or ("the report" if voice.kind == "outlet" else voice.kind),
            "kind": voice.kind,
            "stance": voice.stance.replace("_", " "),
            "anonymous": voice.anonymous,
        }
        for voice in claim.attribution
    )
    named = " ".join(f"{party.id} {party.name}" for party in (*claim.actors, *claim.recipients))
    return ClaimCard(
        id=claim.id,
        who=claim.actors,
        what=row["what"],
        quad=QUAD_OF.get(claim.event, "verbal cooperation"),
        whom=claim.recipients,
        when=row["when"],
        where=row["where"],
        status=claim.status,
        background=claim.background,
        within=claim.within,
        content_of=claim.content_of,
        holder=holders.get(claim.content_of or ""),
        voices=voices,
        segments=segments(claim, article.text),
        confidence=f"{claim.confidence:.2f}" if claim.confidence is not None else None,
        reasons=", ".join(claim.reasons),
        search=" ".join(
            [named, row["what"], row["voices"], row["words"], row["where"] or "", row["when"] or "", claim.id]
        ).lower(),
        since=_day(claim.when.start, "-01") if claim.when else None,
        until=_day(claim.when.end or claim.when.start, "-31") if claim.when else None,
    )


def _day(prefix: str | None, rest: str) -> str | None:
    """A prefix date as a day that sorts where the first or last of its days would.

    >>> _day("2031-03", "-31"), _day("2031", "-01"), _day("2031-03-02T20:05", "-01")
    ('2031-03-31', '2031-01-01', '2031-03-02')
    """
    if not prefix:
        return None
    month = "-12" if rest == "-31" else rest
    return {4: prefix + month + rest, 7: prefix + rest}.get(len(prefix), prefix[:10])


def segments(claim: Claim, text: str) -> tuple[Segment, ...]:
    """The sentence of a claim, cut where one of its spans begins or ends."""
    start, end = claim.sentence
    spans = [(*claim.trigger, "trigger")]
    spans += [(p.start, p.end, "actor") for p in claim.actors if p.start is not None and p.end is not None]
    spans += [(p.start, p.end, "recipient") for p in claim.recipients if p.start is not None and p.end is not None]
    spans += [(v.start, v.end, "voice") for v in claim.attribution if v.start is not None and v.end is not None]
    spans += [(*span, kind) for span, kind in ((claim.place_span, "place"), (claim.when_span, "time")) if span]
    edges = {start, end} | {min(max(edge, start), end) for first, last, _ in spans for edge in (first, last)}
    cuts = sorted(edges)
    found = []
    for left, right in pairwise(cuts):
        kinds = sorted({kind for first, last, kind in spans if first <= left and right <= last})
        found.append(Segment(text[left:right], " ".join(kinds), "trigger" in kinds))
    return tuple(found)


def pairs(claims: Iterable[Claim]) -> list[Pair]:
    """Who did how much to whom, busiest first; regions, parties on their own and words nobody could resolve are left out."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for claim in claims:
        quad = QUAD_OF.get(claim.event)
        for who in _ids(claim.actors):
            for whom in _ids(claim.recipients):
                if quad and who != whom and not any(p.startswith(("region:", "?")) for p in (who, whom)):
                    counts.setdefault((who, whom), Counter())[quad] += 1
    found = [Pair(a, b, tuple(n[quad] for quad in QUADS), n.total()) for (a, b), n in counts.items()]
    return sorted(found, key=lambda pair: (-pair.total, pair.who, pair.whom))


def draw(claims: Iterable[Claim]) -> Timeline | None:
    """The timeline of the claims that are news and dated; None where there are none."""
    dated = [
        (claim.when.start, QUAD_OF[claim.event])
        for claim in claims
        if claim.when and claim.when.start and not claim.background and claim.event in QUAD_OF
        if claim.when.granularity not in ("year", "span", "season") and not claim.when.of_some_year
    ]
    return timeline(dated, tuple(QUADS))


def events_told(events: Sequence[Event], against: Mapping[str, Sequence[str]] | None = None) -> list[EventLine]:
    """Contested events, with the claims of those `against` each by id, then what more than one report tells; each by its first day."""
    claims = {event.id: event.claims for event in events}
    found = [event for event in events if event.standing == "contested" or event.reports > 1]
    lines = [
        EventLine(
            event.event,
            event.actors,
            event.recipients,
            rows.interval(event.start, event.end),
            event.status,
            event.standing,
            event.reports,
            event.origins,
            event.claims,
            tuple(one for other in (against or {}).get(event.id, ()) for one in claims[other]),
        )
        for event in found
    ]
    return sorted(lines, key=lambda line: line.standing != "contested")


def questions(stands: Iterable[rows.Row], names: Mapping[str, str]) -> list[QuestionCard]:
    """Stands by question: those on which parties differ come first, then the most spoken of.

    "RETREAT by ISR in EGY" is "RETREAT by Israel in Egypt" here. `names` are those of parties by id: who is to act need not be
    one of those that take a stand.
    """
    found: dict[str, list[rows.Row]] = {}
    for row in stands:
        found.setdefault(row["question"], []).append(row)
    cards = []
    for held in found.values():
        cards.append(
            QuestionCard(_named(held[0], names), len({row["party"] for row in held}), _once(held), _sides(held, names))
        )
    return sorted(cards, key=lambda card: (not card.differ, -len(card.stands), card.name))


def _named(row: rows.Row, names: Mapping[str, str]) -> str:
    """A question with names where the record has ids."""

    def called(party: str) -> str:
        return names.get(party) or name_of(party, Counter())

    whom = row.get("whom")
    where = f" in {name_of(row['in'], Counter())}" if row["in"] else ""
    where = where or (f" {ON_WHOM[row['deed']]} {called(whom)}" if whom else "")
    return f"{row['deed']} by {called(row['by'])}{where}"


def _once(held: Iterable[rows.Row]) -> tuple[rows.Row, ...]:
    """Stands that two claims of one sentence show alike as one, with the ids of both in `claims`."""
    found: dict[tuple[Any, ...], rows.Row] = {}
    for row in held:
        key = tuple(row.get(name) for name in ("party", "position", "date", "voices", "words"))
        found.setdefault(key, {**row, "claims": []})["claims"].extend(row.get("claims") or [row.get("claim")])
    return tuple(found.values())


def _sides(held: Iterable[rows.Row], names: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who is for it, against it, and both, at one time or another."""
    taken: dict[str, set[bool]] = {}
    for row in held:
        if position := row.get("position"):
            taken.setdefault(names.get(row["party"]) or row["name"], set()).add(position > 0)
    sides = {"for": {True}, "against": {False}, "both": {True, False}}
    members = {
        side: tuple(sorted(who for who, signs in taken.items() if signs == kind)) for side, kind in sides.items()
    }
    return tuple((side, who) for side, who in members.items() if who)


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.id for party in parties))
