"""`dragoman show tension` and `dragoman show rifts`: how parties treat each other, and where partners part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.show.options import DEFAULT_CASE, AsJson, Case, viewing

if TYPE_CHECKING:
    from dragoman.analyse.rifts import Rift, Side
    from dragoman.model import Claim, Event
    from dragoman.store import View

Party = Annotated[
    str | None, typer.Option("--actor", help="Only those of this party: an id or a name.", metavar="PARTY")
]
RIFT_COLUMNS = (
    "partners",
    "over",
    "where",
    "since",
    "last",
    "claims",
    "reports",
    "origins",
    "own word",
    "confidence",
    "bound by",
    "claim",
    "words",
)
TENSION_COLUMNS = ("pair", "events", "conflict", "tone", "low", "high", "lately", "first", "last", "reports", "claims")


@dataclass(frozen=True, slots=True)
class RiftLine:
    """A rift of the table of rifts, with the ids of the claims it is read from."""

    partners: tuple[str, ...]
    over: str
    where: str
    since: str | None
    last: str | None
    reports: int
    origins: int
    bound_by: str
    claims: tuple[str, ...]


def show_rifts(case: Case = DEFAULT_CASE, actor: Party = None, as_json: AsJson = False) -> None:
    """Where partners part. On a question, over a demand, or in what they do to each other, with the claims it is read from."""
    from dragoman.show import tables

    with viewing(case) as view:
        found = rift_rows(view, _asked(view, actor))
        if not tables.write(found, RIFT_COLUMNS, as_json=as_json) and not as_json:
            typer.echo("no rift between partners is told in this case", err=True)


def show_tension(case: Case = DEFAULT_CASE, actor: Party = None, as_json: AsJson = False) -> None:
    """How each two parties treat each other. The mean tone of what happened between them, and how many events that is."""
    from dragoman.show import tables

    with viewing(case) as view:
        found = tension_rows(view, _asked(view, actor))
        if not tables.write(found, TENSION_COLUMNS, as_json=as_json) and not as_json:
            typer.echo("no event of this case has happened between two parties that fit", err=True)


def _asked(view: View, actor: str | None) -> str | None:
    from dragoman.show import filters
    from dragoman.store import Filter

    return filters.wanted(view, Filter(actor=actor)).actor


def rift_rows(view: View, party: str | None = None) -> list[dict[str, Any]]:
    """Rifts with who stands where on whose word, what binds the partners, and the words of both sides; only those of one `party`."""
    from dragoman.analyse.rifts import rifts
    from dragoman.show.names import names_of, origin_name
    from dragoman.show.rows import one_line

    claims = {claim.id: claim for claim in view.claims()}
    texts = {article.id: article.text for article in view.articles()}
    called = names_of(claims.values())
    found = []
    for rift in rifts(claims.values(), view.events()):
        if party is not None and not _is_one(party, rift.partners, called):
            continue
        firsts = [side.claims[0] for side in rift.sides if side.claims]
        words = [one_line(texts[claims[one].article_id][slice(*claims[one].sentence)]) for one in dict.fromkeys(firsts)]
        found.append(
            {
                "partners": ", ".join(rift.partners),
                "over": rift.over,
                "kind": rift.kind,
                "where": where_they_stand(rift),
                "since": rift.since,
                "last": rift.last,
                "closed": rift.closed,
                "claims": len(rift.claims),
                "reports": len({claims[one].article_id for one in rift.claims}),
                "origins": len(rift.origins),
                "own word": sum(side.own_word for side in rift.sides),
                "confidence": rift.confidence,
                "bound by": "; ".join(one.by for one in rift.bonds),
                "claim": ", ".join(one[:8] for one in dict.fromkeys(firsts)),
                "words": " | ".join(dict.fromkeys(words)),
                "origin names": [origin_name(one) for one in rift.origins],
                "sides": [_side_row(side) for side in rift.sides],
                "bonds": [
                    {"by": one.by, "from": one.since, "to": one.until, "events": list(one.events)} for one in rift.bonds
                ],
            }
        )
    return found


def rift_lines(
    claims: Iterable[Claim], events: Iterable[Event], asked: Mapping[str, str], names: Mapping[str, str]
) -> list[RiftLine]:
    """Rifts as the page shows them; `asked` has the name of each question, `names` those of parties."""
    from dragoman.analyse.rifts import rifts

    by_id = {claim.id: claim for claim in claims}
    return [
        RiftLine(
            rift.partners,
            asked.get(rift.over, rift.over),
            where_they_stand(rift, names),
            rift.since,
            rift.last,
            len({by_id[one].article_id for one in rift.claims}),
            len(rift.origins),
            "; ".join(bond.by for bond in rift.bonds),
            rift.claims,
        )
        for rift in rifts(by_id.values(), events)
    ]


def where_they_stand(rift: Rift, called: Mapping[str, str] | None = None) -> str:
    """Who is for and against, who demands and of whom, or who did what, in one cell; with the names of `called`, or ids."""
    if rift.deeds:
        return ", ".join(f"{number} {event} by {(called or {}).get(who, who)}" for event, who, number in rift.deeds)
    said = [_stands(side, called or {}) for side in rift.sides]
    return "; ".join(said) + (f"; agreed since {rift.closed}" if rift.closed else "")


def _stands(side: Side, called: Mapping[str, str]) -> str:
    through = f" (through {', '.join(called.get(one, one) for one in side.through)})" if side.through else ""
    name = called.get(side.party, side.party)
    if not side.sign:
        return f"no answer of {name}{through} told"
    sign = "for" if side.sign > 0 else "against"
    return f"{name} {sign} ({_few(len(side.claims), 'claim')}, {_few(len(side.origins), 'origin')})"


def _few(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _side_row(side: Side) -> dict[str, Any]:
    from dragoman.show.names import origin_name

    return {
        "party": side.party,
        "position": side.sign,
        "through": list(side.through),
        "events": side.events,
        "reports": side.reports,
        "origins": [origin_name(one) for one in side.origins],
        "first": side.day,
        "last": side.last,
        "own word": side.own_word,
        "claims": list(side.claims),
    }


def tension_rows(view: View, party: str | None = None) -> list[dict[str, Any]]:
    """Pairs with how many events happened between them, their mean tone and its interval; only those of one `party`."""
    from dragoman.analyse.tension import tensions
    from dragoman.show.names import names_of

    claims = {claim.id: claim for claim in view.claims()}
    called = names_of(claims.values())
    return [
        {
            "pair": ", ".join(one.pair),
            "events": one.events,
            "conflict": one.conflict,
            "tone": one.tone,
            "low": one.low,
            "high": one.high,
            "lately": one.lately,
            "first": one.first,
            "last": one.last,
            "reports": one.reports,
            "claims": len(one.claims),
            "claim ids": list(one.claims),
        }
        for one in tensions(view.events(), claims)
        if party is None or _is_one(party, one.pair, called)
    ]


def _is_one(asked: str, parties: Iterable[str], called: Mapping[str, str]) -> bool:
    low = asked.casefold().partition(".")[0] if asked[:3].isupper() else asked.casefold()
    return any(low in (one.casefold(), called.get(one, one).casefold()) for one in parties)
