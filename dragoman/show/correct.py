"""`dragoman correct`: what was read wrong, put right by hand: a report's date or outlet, a claim that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.show.options import DEFAULT_CASE, AsJson, Case, Commands, SettingsFile, viewing

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.model import Article, Claim
    from dragoman.store import View

correct = Commands(
    help="Put right by hand what was read wrong. It outlasts coding anew.", no_args_is_help=True, rich_markup_mode=None
)
BY_HAND = "given by hand"


@correct.command("report")
def correct_report(
    report: Annotated[str, typer.Argument(help="A report's id (or its beginning) or file.", metavar="REPORT")],
    case: Case = DEFAULT_CASE,
    published: Annotated[
        str | None,
        typer.Option(help="When it was published: 2018, 2018-05 or 2018-05-22; '' for not known.", metavar="DATE"),
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it; '' for not known.", metavar="NAME")] = None,
    settings: SettingsFile = None,
) -> None:
    """Say when a report was published, and by whom. It is then coded anew: "on Friday" has a date."""
    from dragoman import pipeline
    from dragoman.errors import DragomanError
    from dragoman.settings import load
    from dragoman.show.filters import prefix_date
    from dragoman.show.runs import count
    from dragoman.show.tables import on_one_line
    from dragoman.store import Filter, Store

    given = {name: value for name, value in (("published", published), ("outlet", outlet)) if value is not None}
    if not given:
        raise DragomanError("Nothing to correct: give --published DATE, --outlet NAME or both.")
    if published:
        prefix_date(published, option="published")
    with Store.open(case, create=False) as store:
        article = with_fields(store.view().find(report), given)
        before = _struck_in(store.view(), article.id)
        summary = pipeline.recode(store, settings=load(settings), articles=[article])
        if before:  # with its date a claim's id is another; its words and type are not
            now = store.view().claims(Filter(report=article.id, repeated=True, struck=True))
            with store.writer() as writer:
                writer.restore([claim.id for claim, _ in before.values()])
                writer.strike({one.id: before[made][1] for one in now if (made := _made_of(one)) in before})
            pipeline.relink(store)
    told = ", ".join(f"{name} {value or 'not known'}" for name, value in given.items())
    typer.echo(
        on_one_line(f"{article.title or article.id}: {told}; {count(summary.claims, 'claim')} coded anew in {case}"),
        err=True,
    )


@correct.command("strike")
def strike(
    claims: Annotated[list[str], typer.Argument(help="Ids of claims, or their beginnings.", metavar="CLAIM...")],
    case: Case = DEFAULT_CASE,
    why: Annotated[str, typer.Option(help="What is wrong with them.", metavar="TEXT")] = "",
) -> None:
    """Strike out claims that are wrong. No list, event, page or export has them; `show claim` still does."""
    from dragoman import pipeline
    from dragoman.show.claim import find
    from dragoman.store import Store

    with Store.open(case, create=False) as store:
        found = [find(store.view(), name).id for name in claims]
        with store.writer() as writer:
            writer.strike(dict.fromkeys(found, why))
        pipeline.relink(store)
        _told(len(found), "struck out", store.view(), case)


@correct.command("restore")
def restore(
    claims: Annotated[list[str], typer.Argument(help="Ids of claims, or their beginnings.", metavar="CLAIM...")],
    case: Case = DEFAULT_CASE,
) -> None:
    """Take back claims that were struck out."""
    from dragoman import pipeline
    from dragoman.errors import DragomanError
    from dragoman.store import Store

    with Store.open(case, create=False) as store:
        struck = store.view().struck()
        found = []
        for name in claims:
            meant = [one for one in struck if one.startswith(name)]
            if len(meant) != 1:
                held = f"{len(meant)} begin so" if meant else "none that was struck out begins so"
                raise DragomanError(f"No single claim '{name}': {held}. 'dragoman correct list' lists them.")
            found += meant
        with store.writer() as writer:
            writer.restore(found)
        pipeline.relink(store)
        _told(len(found), "restored", store.view(), case)


@correct.command("list")
def list_(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """What was struck out, and why, and which fields of reports were given by hand."""
    from dragoman.show import rows, tables
    from dragoman.store import Filter

    def found(view: View) -> list[rows.Row]:
        blank = {"correction": "struck out", "report": None, "what": "no longer coded", "words": None}
        known = {claim.id: claim for claim in view.claims(Filter(repeated=True, struck=True))}
        table: list[rows.Row] = []
        for article in view.articles():
            for field, origin in article.origins:
                if origin == BY_HAND:
                    told = {"what": f"{field} {getattr(article, field) or 'not known'}", "words": article.title}
                    table.append({"correction": BY_HAND, "report": article.id, **told, "why": None, "claim": None})
        for id_, why in view.struck().items():
            row = {**blank, "why": why, "claim": id_}
            if (claim := known.get(id_)) and (article_of := view.article(claim.article_id)):
                told = rows.claim_row(claim, article_of)
                row |= {name: told[name] for name in ("report", "what", "words")}
            table.append(row)
        return table

    with viewing(case) as view:
        tables.write(found(view), ("correction", "report", "claim", "what", "why", "words"), as_json=as_json)


def with_fields(article: Article, given: dict[str, str]) -> Article:
    """The report with fields that somebody gave; an empty one is not known."""
    origins = {**dict(article.origins), **dict.fromkeys(given, BY_HAND)}
    told = replace(article, origins=tuple(sorted(origins.items())))
    if "outlet" in given:
        told = replace(told, outlet=given["outlet"].strip() or None)
    if "published" in given:
        # What the page said of its zone or of a conflict was about a date that no longer stands.
        notes = tuple(note for note in article.notes if not note.startswith("date_conflict"))
        told = replace(told, published=given["published"].strip() or None, zone=None, notes=notes)
    return told


def _struck_in(view: View, report: str) -> dict[tuple[object, ...], tuple[Claim, str]]:
    """The claims of a report that are struck out, with the reason of each, by where and as what they were read."""
    from dragoman.store import Filter

    why = view.struck()
    found = view.claims(Filter(report=report, repeated=True, struck=True)) if why else ()
    return {_made_of(claim): (claim, why[claim.id]) for claim in found if claim.id in why}


def _made_of(claim: Claim) -> tuple[object, ...]:
    return claim.trigger, claim.event


def _told(number: int, done: str, view: View, case: Path) -> None:
    from dragoman.show.runs import count

    typer.echo(f"{count(number, 'claim')} {done}; {count(view.counts()['events'], 'event')} in {case}", err=True)
