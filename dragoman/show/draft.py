"""`dragoman draft`: a question file for `dragoman play`, with what a case tells of who stands where; the rest is left to judge."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import DragomanError
from dragoman.show.options import DEFAULT_CASE, Case, viewing

if TYPE_CHECKING:
    from dragoman.analyse import Held
    from dragoman.store import View

MOST_CLAIMS = 6  # named behind one number
UNKNOWN = "a case does not tell this: put in what you judge, with a range"
SALIENCE = f'{{value: 0.5, range: [0, 1], source: "{UNKNOWN}"}}'
CAPABILITY = f'{{value: 1, range: [0.2, 5], source: "{UNKNOWN}"}}'


def draft(
    question: Annotated[
        str,
        typer.Argument(
            help="A question as `show positions` names it: 'RETREAT-withdraw by ISR in EGY'.", metavar="QUESTION"
        ),
    ],
    case: Case = DEFAULT_CASE,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file (default: print it).", metavar="FILE")
    ] = None,
) -> None:
    """Draft a question file for play from a case. Parties and positions with their claims; how much each cares and weighs is left open."""
    from dragoman.show.writing import write_whole

    with viewing(case) as view:
        text = draft_of(view, question)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text, what="Question file", made_from=(case,))
        typer.echo(
            f"{output} written; put in how much each party cares and weighs, then: dragoman play {output}", err=True
        )


def draft_of(view: View, question: str) -> str:
    """The question file as YAML. Raises DragomanError where the case has no such question, or not two parties on it."""
    from dragoman.analyse import held, positions
    from dragoman.analyse.parties import body_of
    from dragoman.show.names import names_of

    claims = {claim.id: claim for claim in view.claims()}
    found = held(positions(claims.values()), view.events())
    names = {one.stand.question.casefold(): one.stand.question for one in found}
    name = names.get(" ".join(question.split()).casefold())
    if name is None:
        near = get_close_matches(question, sorted(set(names.values())), n=3, cutoff=0.5)
        hint = f"Near it: {'; '.join(near)}. " if near else ""
        raise DragomanError(f"No question '{question}' in this case. {hint}'dragoman show positions' lists all.")
    by_party: dict[str, list[Held]] = {}
    unknown = set()
    for one in found:
        party = body_of(one.stand.party)
        if one.stand.question == name and not party.startswith("?"):
            by_party.setdefault(party, []).append(one)
        elif one.stand.question == name:
            unknown.add(one.stand.name)
    deed = next(one.stand.deed for one in found if one.stand.question == name)
    if not deed.who.startswith("?"):
        by_party.setdefault(deed.who, [])
    if len(by_party) < 2:
        raise DragomanError(f"On '{name}' this case tells of one party alone, and there is nothing to play.")
    called = names_of(claims.values())
    lines = _head(
        name,
        deed.what,
        max((one.stand.date or "" for ones in by_party.values() for one in ones), default=""),
        sorted(unknown),
    )
    for party, ones in sorted(by_party.items()):
        lines += [
            f"  - id: {party}",
            f"    name: {_words(called.get(party, party))}",
            f"    position: {_position(ones)}",
        ]
        lines += [f"    salience: {SALIENCE}", f"    capability: {CAPABILITY}"]
    return "\n".join(lines) + "\n"


def _head(name: str, deed: str, date: str, unknown: Sequence[str]) -> list[str]:
    notes = [
        "Drafted from a case: positions are read from claims, everything else is yours to judge.",
        "A question of yes or no: the median is the better guide here, and a scale with more between its ends is better still.",
        *([f"Left out, as nobody knows who they are: {', '.join(unknown)}."] if unknown else []),
    ]
    return [
        f"id: {re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}",
        f"title: {_words(name)}",
        *([f"date: {_words(date)}"] if date else []),
        "scale:",
        f"  low: {{at: -1, means: {_words('no ' + deed)}}}",
        f"  high: {{at: 1, means: {_words(deed)}}}",
        "notes:",
        *(f"  - {_words(note)}" for note in notes),
        "parties:",
    ]


def _position(ones: Sequence[Held]) -> str:
    """The last dated stand, between the least and the most that was told; anywhere where no word of the party is told.

    What one origin alone tells, and not the party itself, may be nothing: then the range reaches to the middle.
    """
    if not ones:
        return f"{{value: 0, range: [-1, 1], source: {_words('no word of it is told')}}}"
    last = max(ones, key=lambda one: (one.stand.date or "", -abs(one.stand.position)))
    told = [one.stand.position for one in ones]
    ids = [claim[:8] for one in ones for claim in one.claims]
    words = sorted({one.stand.word for one in ones})
    more = f" and {len(ids) - MOST_CLAIMS} more" if len(ids) > MOST_CLAIMS else ""
    source = f"claims {', '.join(ids[:MOST_CLAIMS])}{more}; on the word of: {', '.join(words)}"
    if len({origin for one in ones for origin in one.origins}) < 2 and "own" not in words:
        told.append(0.0)
    between = f"range: [{min(told):g}, {max(told):g}], " if min(told) < max(told) else ""
    return f"{{value: {last.stand.position:g}, {between}source: {_words(source)}}}"


def _words(text: Any) -> str:
    return json.dumps(str(text), ensure_ascii=False)
