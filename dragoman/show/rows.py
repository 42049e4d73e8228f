"""The record as rows of plain values: what the tables, the page and the JSON output show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Any

from dragoman.model import Article, Claim, Event, Party, Place, Refusal, Voice, When
from dragoman.show.names import names_of
from dragoman.store import Filter, View

Row = dict[str, Any]
# All claims, those on lines that an outlet repeats as well.
EVERY = Filter(repeated=True)


def claim_rows(view: View, wanted: Filter | None = None, *, among: Container[str] | None = None) -> Iterator[Row]:
    """Claims as who, what, to whom, when, where, status, on whose word, and the words themselves; only those `among` these ids.

    Where claims on repeated lines are wanted too, `repeated` says of each in how many reports its line stands.
    """
    articles: dict[str, Article] = {}
    repeated = view.repeated() if wanted and wanted.repeated else {}
    for claim in view.claims(wanted):
        if among is not None and claim.id not in among:
            continue
        article = articles.get(claim.article_id) or view.article(claim.article_id)
        if article is None:
            continue
        articles = {article.id: article}
        row = claim_row(claim, article)
        if wanted and wanted.repeated:
            row["repeated"] = f"in {repeated[claim.id]} reports" if claim.id in repeated else None
        yield row


def claim_row(claim: Claim, article: Article) -> Row:
    """One claim as a row."""
    return {
        "who": names(claim.actors) or None,
        "what": what(claim),
        "whom": names(claim.recipients) or None,
        "when": when(claim.when),
        "where": where(claim.place),
        "status": claim.status,
        "voices": chain(claim.attribution),
        "words": one_line(article.text[claim.sentence[0] : claim.sentence[1]]),
        "trigger": article.text[claim.trigger[0] : claim.trigger[1]],
        "outlet": article.outlet,
        "published": article.published,
        "report": claim.article_id,
        "claim": claim.id,
    }


def actor_rows(view: View, wanted: Filter | None = None) -> list[Row]:
    """Parties with how often they act, are acted on and speak, and the first and last day of it; busiest first.

    A state is its government, whoever of it acts; others have the sector they are mostly told in.
    """
    rows: dict[str, Row] = {}
    sectors: dict[str, Counter[str]] = defaultdict(Counter)
    claims = list(view.claims(wanted))
    names = names_of(claims)
    for claim in claims:
        for role, found in (("acts", claim.actors), ("is acted on", claim.recipients)):
            for party in found:
                _count(rows, party.id, names[party.id], party.code, role, claim)
                if party.sector:
                    sectors[party.id][party.sector] += 1
        for voice in claim.attribution:
            if voice.id:
                _count(rows, voice.id, names[voice.id], None, "speaks", claim)
    for key, told in sectors.items():
        mostly = min(told, key=lambda sector: (-told[sector], sector))
        rows[key]["sector"] = "GOV" if key == rows[key]["code"] else mostly
    return sorted(rows.values(), key=lambda row: (-(row["acts"] + row["is acted on"]), -row["speaks"], row["actor"]))


def _count(rows: dict[str, Row], key: str, name: str, code: str | None, role: str, c: Claim) -> None:
    blank = {"acts": 0, "is acted on": 0, "speaks": 0, "first": None, "last": None}
    row = rows.setdefault(key, {"actor": key, "name": name, "code": code, "sector": None, **blank})
    row["code"] = row["code"] or code
    row[role] += 1
    if c.when and c.when.start and not c.when.of_some_year:
        row["first"] = min(row["first"] or c.when.start, c.when.start)
        row["last"] = max(row["last"] or c.when.end, c.when.end)


def event_rows(view: View, wanted: Filter | None = None, *, among: Container[str] | None = None) -> list[Row]:
    """Events with who, what, to whom, when, how many reports and independent origins tell of them, and whether contested.

    Of those that `wanted` chooses, one claim passes the filter and is `among` these ids. Place and words are those of the first claim.
    """
    claims = {claim.id: claim for claim in view.claims()}
    texts = {article.id: article.text for article in view.articles()}
    every = wanted is None or wanted == Filter()
    passing = set(claims) if every else {claim.id for claim in view.claims(wanted)}
    if among is not None:
        passing = {one for one in passing if one in among}
    events = list(view.events())
    against = contradictions(view, events)
    found = []
    for event in events:
        if passing.isdisjoint(event.claims):
            continue
        first = next((claims[one] for one in event.claims if one in claims), None)
        words = texts[first.article_id][first.sentence[0] : first.sentence[1]] if first else ""
        told = {"where": where(first.place) if first else None, "words": one_line(words)}
        found.append({**event_row(event), **told, "contradicted by": ", ".join(against.get(event.id, ())) or None})
    return found


def contradictions(view: View, events: Iterable[Event]) -> dict[str, tuple[str, ...]]:
    """Ids of the events that contradict an event, by its id: one says that it happened and the other that it did not."""
    of = {claim: event.id for event in events for claim in event.claims}
    found: dict[str, set[str]] = defaultdict(set)
    for one in view.judgements():
        left, right = of.get(one.left), of.get(one.right)
        if one.verdict == "contrary" and left and right and left != right:
            found[left].add(right)
            found[right].add(left)
    return {event: tuple(sorted(others)) for event, others in found.items()}


def event_row(event: Event) -> Row:
    """One event as a row."""
    return {
        "event": event.event,
        "who": ", ".join(event.actors) or None,
        "whom": ", ".join(event.recipients) or None,
        "when": interval(event.start, event.end),
        "status": event.status,
        "standing": event.standing,
        "reports": event.reports,
        "origins": event.origins,
        "claims": len(event.claims),
        "id": event.id,
    }


def position_rows(
    view: View,
    party: str | None = None,
    *,
    differing: bool = False,
    question: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """Stands of parties on questions, with the words that show each; only those of one `party` (an id or a name) and of its parts.

    What several claims of one event show alike is one row, with the words of the first and how many reports and origins tell it.

    `differing` leaves only questions on which this case has stands for and against, whoever takes them; `question` those whose name
    has its words, or words that begin so; `since` and `until`, prefix dates, stands that are dated so.
    """
    from dragoman.analyse import held, positions

    claims = {claim.id: claim for claim in view.claims()}
    articles = {article.id: article for article in view.articles()}
    rows = []
    stands = list(positions(claims.values()))
    signs: dict[str, set[bool]] = defaultdict(set)
    for stand in stands:
        if stand.position:
            signs[stand.question].add(stand.position > 0)
    for one in held(stands, view.events()):
        stand = one.stand
        if differing and len(signs[stand.question]) < 2:
            continue
        if party is not None and not is_party(party.casefold(), stand.party, stand.name):
            continue
        if question is not None and not _called(stand.question, question):
            continue
        if (since or until) and not _within(stand.date, since or "", until or "9999"):
            continue
        claim = claims[stand.claim]
        article = articles[claim.article_id]
        rows.append(
            {
                "question": stand.question,
                "party": stand.party,
                "name": stand.name,
                "position": stand.position,
                "date": when(claim.when),
                "how": stand.how,
                "word": stand.word,
                "voices": chain(claim.attribution),
                "words": one_line(article.text[claim.sentence[0] : claim.sentence[1]]),
                "claim": stand.claim,
                "claims": list(one.claims),
                "reports": one.reports,
                "origins": len(one.origins),
                "deed": stand.deed.what,
                "by": stand.deed.who,
                "in": stand.deed.place,
                "whom": stand.deed.whom,
            }
        )
    return rows


def _called(name: str, words: str) -> bool:
    """Whether each of the words begins one of the name's.

    >>> _called("RETREAT-withdraw by ISR in EGY", "retreat by ISR"), _called("RETREAT-withdraw by ISR in EGY", "treat")
    (True, False)
    """
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words.casefold().split())


def _within(day: str | None, since: str, until: str) -> bool:
    """Whether a prefix date touches the time from one to another, both included.

    >>> _within("2031-03", "2031-03-04", "2031"), _within("2031-02-28", "2031-03", "2031"), _within(None, "", "2031")
    (True, False, False)
    """
    return bool(day) and f"{day}\x7f" >= since and str(day) <= f"{until}\x7f"


def is_party(asked: str, id_: str, name: str) -> bool:
    """Whether a party goes by this id or name, in small letters; "rus" is also "RUS.MIL".

    >>> [is_party(asked, "RUS.MIL", "Russia (forces)") for asked in ("rus", "russia (forces)", "ru")]
    [True, True, False]
    """
    low = id_.casefold()
    return low == asked or low.startswith(f"{asked}.") or name.casefold() == asked


def report_rows(view: View) -> list[Row]:
    """Reports with their outlet, date, title and how many claims they make."""
    sources = view.report_sources()
    counts: dict[str, int] = {}
    for claim in view.claims():
        counts[claim.article_id] = counts.get(claim.article_id, 0) + 1
    return [
        {
            "report": article.id,
            "published": article.published,
            "outlet": article.outlet,
            "title": article.title,
            "claims": counts.get(article.id, 0),
            "source": ", ".join(sources.get(article.id, ())),
            "notes": "; ".join(article.notes) or None,
        }
        for article in view.articles()
    ]


def refused_rows(issues: Iterable[Refusal]) -> list[Row]:
    """What was declined, and why."""
    return [{"source": issue.source, "stage": issue.stage, "reason": issue.reason} for issue in issues]


def names(parties: Iterable[Party]) -> str:
    """Ids of parties, for a cell.

    >>> names([Party("NOR", "Norway", "NOR", "GOV", "Oslo", 0, 4)])
    'NOR'
    """
    return ", ".join(party.id for party in parties)


def what(claim: Claim) -> str:
    """Type and mode, and whether it is the content of another claim."""
    return f"{claim.event}-{claim.mode}" if claim.mode else claim.event


def when(value: When | None) -> str | None:
    """The interval of a claim; a leading "~" says that only the publication date bounds it.

    >>> when(When("2017-01-23", "2021-01-23", "day", "terms"))  # one 23 January, it is not known of which year
    '01-23 of 2017/2021'
    """
    if value is None or not value.start:
        return None
    if value.of_some_year and value.start[4:] == value.end[4:]:
        return f"{value.start[5:]} of {value.start[:4]}/{value.end[:4]}"
    shown = interval(value.start, value.end)
    return f"~{value.end}" if value.granularity == "unknown" else shown


def interval(start: str | None, end: str | None) -> str | None:
    """One day, or "first/last"; None where unknown.

    >>> interval("2019-03-02", "2019-03-02"), interval("2019-03-01", "2019-03-31")
    ('2019-03-02', '2019-03-01/2019-03-31')
    """
    if not start and not end:
        return None
    return start if start == end or not end else f"{start or ''}/{end}"


def where(place: Place | None) -> str | None:
    """Name and country of a place."""
    if place is None:
        return None
    return f"{place.name} ({place.code})" if place.code and place.kind != "country" else place.name


def chain(voices: Iterable[Voice]) -> str:
    """Who says so, from the outlet inwards: "Daily Post › Ana Petrova (denies)"."""
    shown = []
    for voice in voices:
        name = voice.name or ("the report" if voice.kind == "outlet" else voice.kind)
        stance = "" if voice.stance == "asserts" else f" ({voice.stance.replace('_', ' ')})"
        shown.append(f"{name}{stance}")
    return " › ".join(shown)


def one_line(text: str) -> str:
    """Words on one line, single spaces."""
    return " ".join(text.split())
