"""`dragoman correct`: what was read wrong, put right by hand: a report's date or outlet, fields of a claim, a claim that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.show.options import DEFAULT_CASE, AsJson, Case, Commands, SettingsFile, viewing

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.model import Article
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
    from dragoman.store import Store

    given = {name: value for name, value in (("published", published), ("outlet", outlet)) if value is not None}
    if not given:
        raise DragomanError("Nothing to correct: give --published DATE, --outlet NAME or both.")
    if published:
        prefix_date(published, option="published")
    with Store.open(case, create=False) as store:
        article = with_fields(store.view().find(report), given)
        summary = pipeline.recode(store, settings=load(settings), articles=[article])
    told = ", ".join(f"{name} {value or 'not known'}" for name, value in given.items())
    typer.echo(
        on_one_line(f"{article.title or article.id}: {told}; {count(summary.claims, 'claim')} coded anew in {case}"),
        err=True,
    )


@correct.command("claim")
def correct_claim(
    claim: Annotated[str, typer.Argument(help="A claim's id, or its beginning.", metavar="CLAIM")],
    case: Case = DEFAULT_CASE,
    actor: Annotated[
        list[str] | None,
        typer.Option(help="Who did it: an id or name; may be repeated; '' for nobody told.", metavar="PARTY"),
    ] = None,
    recipient: Annotated[
        list[str] | None, typer.Option(help="To whom, in the same way; may be repeated.", metavar="PARTY")
    ] = None,
    what: Annotated[
        str | None, typer.Option(help="The type, with its mode: REQUEST-yield, ASSAULT.", metavar="WHAT")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="actual, future, requested, hypothetical or negated.", metavar="STATUS")
    ] = None,
    when: Annotated[
        str | None,
        typer.Option(help="2018, 2018-05, 2018-05-22 or 2018-05-01/2018-05-07; '' for not known.", metavar="DATE"),
    ] = None,
    why: Annotated[str, typer.Option(help="What was wrong.", metavar="TEXT")] = "",
) -> None:
    """Say who did what to whom, when, and whether it happened. What is not given stays as it was read."""
    from dragoman import pipeline
    from dragoman.data.book import beside, use
    from dragoman.errors import DragomanError
    from dragoman.show import rows
    from dragoman.show.claim import find
    from dragoman.show.given import fields
    from dragoman.show.tables import on_one_line
    from dragoman.store import Store

    use(beside(case))
    with Store.open(case, create=False) as store:
        id_ = find(store.view(), claim).id
        given = fields(store.view(), actors=actor, recipients=recipient, what=what, status=status, when=when)
        if not given:
            raise DragomanError(
                "Nothing to correct: give --actor, --recipient, --what, --status or --when. "
                "A claim that is none is left out with 'dragoman correct strike'."
            )
        with store.writer() as writer:
            writer.amend(id_, given, why)
        pipeline.relink(store)
        now = find(store.view(), id_)
    names = [", ".join(party.id for party in side) or "nobody told" for side in (now.actors, now.recipients)]
    told = f"{names[0]} > {names[1]}: {rows.what(now)}, {now.status}, {rows.when(now.when) or 'no date'}"
    typer.echo(on_one_line(f"{now.id}: {told}; put right in {case}"), err=True)


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
    """Take back what was put right in claims: they stand in the record as they were read."""
    from dragoman import pipeline
    from dragoman.errors import DragomanError
    from dragoman.store import Store

    with Store.open(case, create=False) as store:
        corrected = {**store.view().struck(), **store.view().amended()}
        found = []
        for name in claims:
            meant = [one for one in corrected if one.startswith(name)]
            if len(meant) != 1:
                held = f"{len(meant)} begin so" if meant else "none that was corrected begins so"
                raise DragomanError(f"No single claim '{name}': {held}. 'dragoman correct list' lists them.")
            found += meant
        with store.writer() as writer:
            writer.restore(found)
        pipeline.relink(store)
        _told(len(found), "restored", store.view(), case)


@correct.command("list")
def list_(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """What was struck out, and why, and which fields of reports and claims were given by hand."""
    from dragoman.show import rows, tables
    from dragoman.show.given import called
    from dragoman.store import Filter

    def found(view: View) -> list[rows.Row]:
        blank = {"report": None, "what": "no longer coded", "words": None}
        known = {claim.id: claim for claim in view.claims(Filter(repeated=True, struck=True))}
        table: list[rows.Row] = []
        for article in view.articles():
            for field, origin in article.origins:
                if origin == BY_HAND:
                    told = {"what": f"{field} {getattr(article, field) or 'not known'}", "words": article.title}
                    table.append({"correction": BY_HAND, "report": article.id, **told, "why": None, "claim": None})
        struck = [(id_, "struck out", why) for id_, why in view.struck().items()]
        given = [(id_, f"{BY_HAND}: {called(names)}", why) for id_, (names, why) in view.amended().items()]
        for id_, correction, why in (*struck, *given):
            row = {**blank, "correction": correction, "why": why, "claim": id_}
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


def _told(number: int, done: str, view: View, case: Path) -> None:
    from dragoman.show.runs import count

    typer.echo(f"{count(number, 'claim')} {done}; {count(view.counts()['events'], 'event')} in {case}", err=True)
