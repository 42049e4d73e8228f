"""The commands that play a question forward and measure the models on past decisions."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.show.progress import Counting
from dragoman.show.writing import spare, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.show.forecast import Forecast
    from dragoman.simulate.backtest import Backtest
    from dragoman.simulate.models import Model
    from dragoman.simulate.question import Question

MOST_PASSED = 5
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", "-m", help="Only this model beside the headline; may be repeated.", metavar="MODEL"),
]
Seed = Annotated[int, typer.Option(help="The seed of the draws: same seed, same numbers.", metavar="NUMBER", min=0)]


def play(
    question: Annotated[Path, typer.Argument(help="A question file (.yml).", metavar="QUESTION")],
    model: Models = None,
    switch: Annotated[
        list[str] | None,
        typer.Option(
            help="Another reading of a model: smp.voting=cubic, challenge.status_quo=0.5; may be repeated.",
            metavar="MODEL.SWITCH=VALUE",
        ),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            help="IRN.position=40, IRN.capability=x2, -IRN, reference=30, setter=IRN, quota=0.7; may be repeated.",
            metavar="CHANGE",
        ),
    ] = None,
    setter: Annotated[
        str | None, typer.Option(help="The party that proposes, for the pivot model.", metavar="PARTY")
    ] = None,
    quota: Annotated[
        float | None,
        typer.Option(help="Share of the votes that must accept, over 0 to 1 (1: all; the default).", metavar="SHARE"),
    ] = None,
    consent: Annotated[
        list[str] | None,
        typer.Option(help="A party that must accept besides the vote; may be repeated.", metavar="PARTY"),
    ] = None,
    votes: Annotated[
        list[str] | None,
        typer.Option(
            help="Votes of a party, as IRN=10; may be repeated. Without: capabilities.", metavar="PARTY=VOTES"
        ),
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(
            help="A question decided together with this one, for the exchange model; may be repeated.",
            metavar="QUESTION",
        ),
    ] = None,
    draws: Annotated[int, typer.Option(help="Draws from the ranges; 0 for none.", metavar="NUMBER", min=0)] = 0,
    seed: Seed = 1,
    shape: Annotated[
        str, typer.Option(help="How ranges are drawn from: triangular or uniform.", metavar="SHAPE")
    ] = "triangular",
    cores: Annotated[
        int, typer.Option(help="Processes for the draws; the numbers do not depend on it.", metavar="NUMBER", min=1)
    ] = 1,
    sobol: Annotated[bool, typer.Option("--sobol", help="Shares of variance of each uncertain number.")] = False,
    calibration: Annotated[
        Path | None, typer.Option(help="Past misses, as `dragoman backtest -o` writes them.", metavar="FILE")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="All explanations, and the matrices behind the first round.")
    ] = False,
    as_json: AsJson = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write one self-contained page.", metavar="FILE")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Write every picture as a file into this folder.", metavar="FOLDER")
    ] = None,
    kind: Annotated[
        str, typer.Option("--format", help="Of pictures, in the folder and on the page: svg or png.", metavar="FORMAT")
    ] = "svg",
) -> None:
    """Play a question forward, by every model. Where would it settle, and how sure is that?"""
    from dragoman.show import drawings, forecast
    from dragoman.simulate import calibration as calibrations
    from dragoman.simulate import files
    from dragoman.simulate.draws import known_shape
    from dragoman.simulate.whatif import apply

    shown_as = drawings.known_format(kind)
    known_shape(shape)
    sources = [question, *(beside or []), *([calibration] if calibration else [])]
    if out:
        spare(out, what="Page", made_from=sources)
    asked = procedural(files.load(question), setter=setter, quota=quota, consent=consent or (), votes=votes or ())
    table = _models(apply(asked, what_if or []), model, switch or (), beside or ())
    known = calibrations.load(calibration) if calibration else None
    with Counting("draws") as counting:
        found = forecast.forecast(
            asked,
            table,
            overrides=what_if or (),
            draws=draws,
            seed=seed,
            shape=shape,
            cores=cores,
            with_sobol=sobol,
            calibration=known,
            progress=counting.step,
        )
    if out:
        from dragoman.show.forecast_page import page

        write_whole(out, page(found, full=full, kind=shown_as), what="Page", made_from=sources)
        typer.echo(f"{out} written", err=True)
    if pictures:
        from dragoman.show.forecast_page import drawings as all_drawings

        written = drawings.write(all_drawings(found), pictures, kind=shown_as)
        typer.echo(f"{len(written)} pictures written to {pictures}", err=True)
    if as_json:
        typer.echo(json.dumps(forecast.as_json(found, full=full), ensure_ascii=False, allow_nan=False))
    else:
        _tell(found, full=full)
    if found.draws and found.draws.stopped:
        raise typer.Exit(130)


def _models(
    question: Question, names: Sequence[str] | None, switches: Sequence[str], beside: Sequence[Path]
) -> dict[str, Model]:
    """The models that play a question, switched as asked, with the exchange of it against other questions where there are any."""
    from dragoman.simulate import files, models
    from dragoman.simulate.switches import switched

    table = models.table(names, question=question)
    if switches:
        table = switched(table, switches)
    if beside:
        traded = models.beside([files.load(other) for other in beside])
        table[traded.name] = traded
    return table


def procedural(
    question: Question, *, setter: str | None, quota: float | None, consent: Sequence[str], votes: Sequence[str]
) -> Question:
    """The question with the procedure of the options in place of what its file says; with votes, only the parties named vote.

    Raises `QuestionError` that quotes what can't be used.
    """
    from dataclasses import replace

    from dragoman.errors import QuestionError
    from dragoman.simulate.whatif import apply

    def change(question: Question, override: str, option: str) -> Question:
        try:
            return apply(question, [override])
        except QuestionError as error:
            raise QuestionError(str(error).replace(f"What-if '{override}'", f"Option '{option}'")) from error

    if setter is not None:
        question = change(question, f"setter={setter}", f"--setter {setter}")
    if quota is not None:
        question = change(question, f"quota={quota}", f"--quota {quota:g}")
    if consent:
        question = change(question, f"consent={'+'.join(consent)}", f"--consent {' --consent '.join(consent)}")
    if votes and question.procedure:
        question = replace(question, procedure=replace(question.procedure, votes=()))
    for one in votes:
        id_, equals, number = one.rpartition("=")
        if not equals or not id_.strip():
            raise QuestionError(
                f"Option '--votes {one}' is not understood. Write a party with its votes: --votes IRN=10."
            )
        question = change(question, f"{id_.strip()}.votes={number.strip()}", f"--votes {one}")
    return question


def backtest(
    decisions: Annotated[
        Path,
        typer.Argument(help="Past decisions in the layout of DEU III (text, tabs or commas).", metavar="DECISIONS"),
    ],
    model: Models = None,
    capability: Annotated[str, typer.Option(help="power, votes or equal.", metavar="CODING")] = "power",
    resamples: Annotated[
        int, typer.Option(help="Resamples of the bootstrap.", metavar="NUMBER", min=100, max=100_000)
    ] = 2000,
    seed: Seed = 1,
    as_json: AsJson = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the headline's misses, for `play --calibration`.", metavar="FILE"),
    ] = None,
) -> None:
    """Measure every model on decisions whose outcome is known."""
    from dataclasses import asdict, replace

    from dragoman.show.tables import printable
    from dragoman.simulate import backtest as measuring
    from dragoman.simulate import calibration, models
    from dragoman.simulate import decisions as past

    if out:
        spare(out, what="Calibration", made_from=[decisions])
    loaded = past.load(decisions, capability=capability)
    table = models.table(model)
    spreads = {"election, as chances": models.election_spread} if "election" in table else {}
    with Counting("decisions") as counting:
        found = measuring.backtest(
            loaded.decisions,
            {name: one.play for name, one in table.items()},
            headline=models.HEADLINE,
            on_decisions=measuring.by_procedure(loaded.decisions) if model is None else None,
            spreads=spreads,
            resamples=resamples,
            seed=seed,
            progress=counting.step,
        )
    if out:
        calibration.save(replace(found.calibration, source=printable(decisions.stem)), out)
        typer.echo(f"{out} written", err=True)
    if as_json:
        answer = asdict(found)
        answer["passed_over"] = [{"line": line, "reason": reason} for line, reason in loaded.passed_over]
        typer.echo(json.dumps(answer, ensure_ascii=False, allow_nan=False))
    else:
        _tell_backtest(found, len(loaded.passed_over))
        for line, reason in loaded.passed_over[:MOST_PASSED]:
            typer.echo(printable(f"passed over: line {line}: {reason}"), err=True)
    if found.stopped:
        raise typer.Exit(130)


def _tell(found: Forecast, *, full: bool) -> None:
    from dragoman.show import forecast, tables

    # In a pipe the table stands alone and the words that belong to it go beside it, to stderr.
    aside = not sys.stdout.isatty()

    def say(text: str = "") -> None:
        typer.echo(tables.printable(text), err=aside)

    said = forecast.notes(found)
    say(found.question.title)
    say(said[0])
    say()
    tables.write(forecast.model_rows(found), forecast.columns(found))
    for note in said[1:]:
        say(note)
    swings = forecast.swing_rows(found)
    # Shares of variance (`--sobol`) are shown wherever somebody asked for them.
    if swings and (full or not aside or "variance alone" in swings[0]):
        say("\nWhat moves the headline, one number at a time:")
        shown = swings if full else swings[: forecast.MOST_SWINGS]
        tables.write(shown, tuple(swings[0]), out=sys.stderr if aside else sys.stdout)
        if len(shown) < len(swings):
            say(f"and {len(swings) - len(shown)} more that move it less; see all with --full")
    for name in found.outcomes:
        lines = forecast.explanations(found, name, full=full)
        if lines and (full or not aside):
            say(f"\n{name}:")
            for line in lines:
                say(f"  {line}")
    if full:
        for name, matrices in forecast.all_matrices(found).items():
            for what, matrix in matrices.items():
                say(f"\n{name}, first round: {what} (row with column)")
                ids = [player.id for player in found.question.players]
                rows = [
                    {"party": id_, **{to: round(value, 4) for to, value in zip(ids, row, strict=True)}}
                    for id_, row in zip(ids, matrix.tolist(), strict=True)
                ]
                tables.write(rows, ("party", *ids), out=sys.stderr if aside else sys.stdout)


def _tell_backtest(found: Backtest, passed_over: int) -> None:
    from dragoman.show import tables

    aside = not sys.stdout.isatty()
    rows = [
        {
            "model": score.model,
            "issues": score.issues,
            "mean error": round(score.mean_error, 2),
            "median error": round(score.median_error, 2),
            "root mean square": round(score.rms_error, 2),
            "CRPS": round(score.crps, 2),
            "inside 80 %": None if score.coverage is None else round(score.coverage, 3),
            "against headline": round(score.delta, 2),
            "2.5 %": round(score.delta_low, 2),
            "97.5 %": round(score.delta_high, 2),
        }
        for score in found.scores
    ]
    tables.write(rows, tuple(rows[0]))
    if not aside:
        typer.echo("Mean error by kind of issue, in per cent of the scale:")
        tables.write(_kind_rows(found), _kind_columns(found))
    typer.echo(
        f"{found.issues} issues of {found.proposals} proposals, {passed_over} lines passed over; errors in per cent of the scale; "
        "intervals of the differences are 95 %, by resampling proposals.",
        err=aside,
    )
    for name, count, reason in found.declined:
        typer.echo(tables.printable(f"{name} declined {count} issues, the first: {reason}"), err=aside)
    if found.stopped:
        typer.echo("Stopped early: the figures are of the issues played.", err=aside)


def _kind_columns(found: Backtest) -> tuple[str, ...]:
    return ("model", *dict.fromkeys(f"{s.aspect}: {s.kind}" for s in found.by_kind))


def _kind_rows(found: Backtest) -> list[dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for split in found.by_kind:
        row = rows.setdefault(split.model, {"model": split.model})
        row[f"{split.aspect}: {split.kind}"] = f"{split.mean_error:.1f} ({split.issues})"
    return list(rows.values())
