"""`dragoman actors`: who can be a party to the news, and a user's own entries beside the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import DataError, DragomanError
from dragoman.show.options import DEFAULT_CASE, AsJson, Case, Commands
from dragoman.show.runs import count
from dragoman.show.writing import write_whole

if TYPE_CHECKING:
    from dragoman.data.book import Book

actors = Commands(
    help="The world book: who can be a party, by which names, and when.", no_args_is_help=True, rich_markup_mode=None
)
OwnFile = Annotated[
    Path | None,
    typer.Option("--file", "-f", help="Your own actors file (default: actors.yml beside the case).", metavar="FILE"),
]
START = "# Our own actors: they add to the world book or change it. Check it with: dragoman actors check\n"


@actors.command("list")
def list_(
    section: Annotated[
        str | None, typer.Option(help="states, regions, organisations, groups, people or outlets.", metavar="SECTION")
    ] = None,
    code: Annotated[
        str | None, typer.Option(help="Only of this country (KEN) or kind (IGO, IMG, ...).", metavar="CODE")
    ] = None,
    sector: Annotated[
        str | None, typer.Option(help="Only of this PLOVER sector (GOV, REB, ...).", metavar="SECTOR")
    ] = None,
    case: Case = DEFAULT_CASE,
    file: OwnFile = None,
    as_json: AsJson = False,
) -> None:
    """Who stands in the world book and in your own file."""
    from dragoman.data.actor_files import SECTIONS, SECTORS
    from dragoman.show import tables

    if section is not None and section not in SECTIONS:
        raise DragomanError(f"No section '{section}'. Known: {', '.join(SECTIONS)}.")
    if sector is not None and sector.upper() not in SECTORS:
        raise DragomanError(f"No sector '{sector}'. Known: {', '.join(sorted(SECTORS))}.")
    rows = (
        row
        for row in _rows(_book(case, file))
        if (section is None or row["section"] == section)
        and (code is None or row["code"] == code.upper())
        and (sector is None or row["sector"] == sector.upper())
    )
    if not tables.write(rows, ("id", "name", "section", "code", "sector"), as_json=as_json):
        typer.echo("nobody in the world book fits what was asked for", err=True)


@actors.command("show")
def show(
    names: Annotated[list[str], typer.Argument(help="Ids or names, as a report would write them.", metavar="NAME")],
    day: Annotated[
        str | None, typer.Option("--on", help="For persons: whom they speak for on this day.", metavar="DATE")
    ] = None,
    case: Case = DEFAULT_CASE,
    file: OwnFile = None,
    as_json: AsJson = False,
) -> None:
    """What the world book knows of somebody. Names, country, sector, offices with dates, and where it comes from."""
    from dragoman.show import filters, tables

    if day is not None:
        filters.prefix_date(day, option="on")

    book = _book(case, file)
    rows = []
    for asked in names:
        ids = ids_of(book, asked)
        if not ids:
            raise DragomanError(
                f"Nobody in the world book is called '{asked}'.{near(asked, names_in(book))} "
                "Add them with: dragoman actors add NAME --section SECTION"
            )
        rows += [_card(book, one, day) for one in ids]
    tables.cards(rows, ("id", "name", "section", "code", "sector", "names", "offices", "source"), as_json=as_json)


@actors.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name as reports write it.", metavar="NAME")],
    section: Annotated[
        str, typer.Option(help="states, regions, organisations, groups, people or outlets.", metavar="SECTION")
    ],
    id_: Annotated[str | None, typer.Option("--id", help="Its id (default: made of the name).", metavar="ID")] = None,
    code: Annotated[
        str | None, typer.Option(help="Its country, ISO alpha-3, or IGO, IMG, NGO, ...", metavar="CODE")
    ] = None,
    sector: Annotated[
        str | None, typer.Option(help="Its PLOVER sector (REB, PTY, NGO, ...).", metavar="SECTOR")
    ] = None,
    also: Annotated[
        list[str] | None, typer.Option(help="Another name or spelling; give it again for more.", metavar="NAME")
    ] = None,
    of: Annotated[
        str | None, typer.Option(help="For people: the id of the party they speak for.", metavar="ID")
    ] = None,
    office: Annotated[
        list[str] | None,
        typer.Option(help="For people: 'minister 2019-05-20..2024-01-31'; '..' while in office.", metavar="OFFICE"),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="For outlets: newspaper, agency, broadcaster, ...", metavar="KIND")
    ] = None,
    sponsor: Annotated[
        str | None, typer.Option(help="For groups: the state said to arm or direct them.", metavar="ID")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where you know it from.", metavar="TEXT")] = None,
    case: Case = DEFAULT_CASE,
    file: OwnFile = None,
) -> None:
    """Add somebody to your own actors file. The next `dragoman read` of the case uses it."""
    from dragoman.data.actor_files import SECTIONS, own_entries
    from dragoman.data.spellings import slug

    if section not in SECTIONS:
        raise DragomanError(f"No section '{section}'. Known: {', '.join(SECTIONS)}.")
    if not name.strip():
        raise DragomanError("The name is empty: give it as reports write it.")
    where = file or case.parent / "actors.yml"
    row: dict[str, Any] = {} if section == "people" else {"id": id_ or slug(name)}
    row |= {"name": name, "of": of, "code": code, "sector": sector, "kind": kind, "sponsor": sponsor}
    row |= {"names": also, "roles": office, "source": source}
    row = {field: value for field, value in row.items() if value}
    old = _own_text(where) if where.exists() else START
    new = _with_entry(old, section, row)
    own_entries(new, str(where))
    write_whole(where, new, what="Actors file")
    typer.echo(f"{name} added to {where}", err=True)


@actors.command("check")
def check(
    file: Annotated[
        Path | None, typer.Argument(help="Your actors file (default: actors.yml beside the case).", metavar="FILE")
    ] = None,
    case: Case = DEFAULT_CASE,
) -> None:
    """Check your own actors file. Or the shipped world book where you have none: every problem with file and line."""
    from dragoman.data.actor_checks import clashes, shipped_problems
    from dragoman.data.book_build import build

    where = file or case.parent / "actors.yml"
    if file is None and not where.exists():
        found = list(shipped_problems())
        told = f"The shipped world book: {count(len(found), 'problem')}"
    else:
        found = list(_own_problems(where))
        if not found:
            found = [f"{where}: {line}" for line in clashes(build(where), build(None))]
        told = f"{where}: {count(len(found), 'problem')}"
    for line in found:
        typer.echo(line, err=True)
    typer.echo(told, err=True)
    if found:
        raise typer.Exit(1)


def _own_text(where: Path) -> str:
    try:
        return where.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DragomanError(f"Actors file '{where}' is not UTF-8 text (byte {error.start}).") from error
    except OSError as error:
        raise DragomanError(f"Actors file '{where}' can't be read: {error.strerror}.") from error


def _own_problems(where: Path) -> Iterator[str]:
    from dragoman.data.actor_files import every_problem

    try:
        yield from every_problem(where.read_text(encoding="utf-8"), str(where))
    except UnicodeDecodeError as error:
        yield f"{where}: is not UTF-8 text (byte {error.start})"
    except OSError as error:
        yield f"{where}: can't be read: {error.strerror}"
    except DataError as error:
        yield str(error)


def _book(case: Path, file: Path | None) -> Book:
    from dragoman.data.book import beside, load_book, use

    use(file or beside(case))
    return load_book()


def _rows(book: Book) -> Iterator[dict[str, Any]]:
    sections = {"state": "states", "region": "regions", "group": "groups"}
    for actor in book.actors.values():
        if actor.id not in book.outlets:
            section = sections.get(actor.kind, "organisations")
            yield {
                "id": actor.id,
                "name": actor.name,
                "section": section,
                "code": actor.code,
                "sector": actor.sector,
            }
    for person in book.persons.values():
        actor = book.actors[person.of.partition(".")[0]]
        yield {
            "id": person.id,
            "name": person.name,
            "section": "people",
            "code": actor.code,
            "sector": person.sector,
        }
    for outlet in book.outlets.values():
        yield {"id": outlet.id, "name": outlet.name, "section": "outlets", "code": outlet.code, "sector": None}


def ids_of(book: Book, asked: str) -> list[str]:
    """Ids of those in the world book that go by this id or name."""
    for table in (book.actors, book.persons, book.outlets):
        if asked in table:
            return [asked]
    found = [f for f in book.find(asked) if f.end - f.start >= len(asked.strip()) - 4]
    return list(dict.fromkeys(e.id for f in found for e in f.alias.entries))


def names_in(book: Book) -> list[str]:
    """Ids and names of all parties and persons."""
    return [*book.actors, *book.persons, *(actor.name for actor in book.actors.values()), *book.named]


def near(asked: str, known: Iterable[str]) -> str:
    """ " Did you mean ...?" with the closest of the names that are known; empty where none is close.

    >>> near("Rusia", ["Russia", "Peru"])
    " Did you mean 'Russia'?"
    """
    import difflib

    close = difflib.get_close_matches(asked, list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def _card(book: Book, one: str, day: str | None) -> dict[str, Any]:
    base = one.partition(".")[0]
    names = sorted(
        {
            alias.text
            for table in book.index.values()
            for found in table.values()
            for alias in found
            for entry in alias.entries
            if entry.id == one and entry.kind != "surname"
        }
    )
    card: dict[str, Any] = {"id": one, "names": "; ".join(names), "source": book.source(base)}
    if base in book.persons:
        person = book.persons[base]
        offices = [f"{r.office} {r.start}..{r.end or ''} of {r.of}" for r in person.roles]
        if day is not None:
            role = person.role_on(day)
            offices = [f"on {day}: {role.office} of {role.of}" if role else f"on {day}: out of office"]
        actor = book.actors[person.of.partition(".")[0]]
        return card | {
            "name": person.name,
            "section": "people",
            "code": actor.code,
            "sector": person.sector,
            "offices": "; ".join(offices),
        }
    if base in book.actors:
        actor = book.actors[base]
        return card | {
            "name": actor.name,
            "section": actor.kind,
            "code": actor.code,
            "sector": actor.sector,
            "offices": "",
        }
    outlet = book.outlets[base]
    return card | {
        "name": outlet.name,
        "section": f"outlet ({outlet.kind})",
        "code": outlet.code,
        "sector": None,
        "offices": "",
    }


def _with_entry(text: str, section: str, row: dict[str, Any]) -> str:
    """The file's text with one more entry at the end of its section; comments and order stay."""
    import yaml

    line = "- " + yaml.safe_dump(row, default_flow_style=True, width=10**6, allow_unicode=True, sort_keys=False).strip()
    lines = text.splitlines()
    heads = [n for n, one in enumerate(lines) if one.rstrip() == f"{section}:"]
    if not heads:
        return "\n".join([*lines, f"{section}:", line]) + "\n"
    at = heads[0] + 1
    last, indent = at, ""
    while at < len(lines) and (not lines[at].strip() or lines[at][0] in " -#"):
        if lines[at].lstrip().startswith("- ") and last == heads[0] + 1:
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        if lines[at].strip() and not lines[at].startswith("#"):
            last = at + 1
        at += 1
    return "\n".join([*lines[:last], indent + line, *lines[last:]]) + "\n"
