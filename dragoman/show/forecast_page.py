"""One self-contained page of a forecast: the headline beside every model, what moves it, who moves, and the inputs with their sources.

The page opens offline, runs nothing and fetches nothing: its content security policy allows the one style sheet that stands in it, by hash.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from dragoman import __version__
from dragoman.show import forecast as made
from dragoman.show import pictures
from dragoman.show.forecast import Forecast
from dragoman.show.page import _hash as style_hash
from dragoman.show.rows import Row
from dragoman.show.tables import printable
from dragoman.simulate.models import HEADLINE
from dragoman.simulate.question import Question


def page(found: Forecast, *, full: bool = False) -> str:
    """The page as one HTML text, with every explanation if `full`; the same forecast gives the same bytes."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("forecast.html").render(**context(found, full=full)) + "\n"


def context(found: Forecast, *, full: bool = False) -> dict[str, Any]:
    """What the template receives."""
    style = _file("page.css") + _file("forecast.css")
    question = found.question
    said = made.notes(found)
    names = made.columns(found)
    return {
        "title": printable(question.title),
        "version": __version__,
        "csp": f"default-src 'none'; style-src '{style_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
        "style": style,
        "date": printable(question.date) or None,
        "overrides": [printable(one) for one in found.overrides],
        "headline": f"{found.headline.value:.4g}",
        "ends": _ends(question),
        "lead": printable(said[0]),
        "notes": [printable(note) for note in said[1:]],
        "columns": names,
        "models": [[_cell(row.get(name)) for name in names] for row in made.model_rows(found)],
        "pictures": _pictures(found),
        "swings": [{key: _cell(value) for key, value in row.items()} for row in made.swing_rows(found)],
        "explanations": [
            {
                "model": name,
                "ended": outcome.ended,
                "lines": [printable(line) for line in made.explanations(found, name, full=full)],
            }
            for name, outcome in found.outcomes.items()
            if outcome.lines
        ],
        "parties": [_party(question, n) for n in range(len(question.players))],
        "question_notes": [printable(note) for note in question.notes],
        "reference": None if question.reference is None else f"{question.reference:g}",
    }


def _pictures(found: Forecast) -> list[dict[str, Any]]:
    question = found.question
    values = {name: outcome.value for name, outcome in found.outcomes.items()}
    marks = {name: values[name] for name in (HEADLINE, "cs-median", "challenge", "smp") if name in values}
    drawn = [
        (
            "Every model on the scale",
            "Dots are the models' values with every number at its best guess; thick and thin lines are where 50 % and 90 % of the draws lie. "
            "The vertical line is the headline.",
            pictures.forecast_picture(question, values, found.draws, HEADLINE, title="Forecasts of all models"),
        ),
        (
            "Effective power along the scale",
            "Capability times salience of those who stand at each place.",
            pictures.power_picture(question, marks, title="Effective power along the scale"),
        ),
    ]
    if any(swing.width > 0 for swing in found.swings):
        drawn.append(
            (
                "What moves the headline",
                "One number at a time over its range, the others at their best guess: light at the low end, dark at the high end.",
                pictures.tornado_picture(question, found.swings, found.headline.value, title="Tornado of the headline"),
            )
        )
    for name, path in made.paths(found).items():
        if len(path) > 1:
            words = f"Positions by round: {name}"
            drawn.append(
                (
                    words,
                    f"{found.models[name].title}: {found.outcomes[name].ended}.",
                    pictures.positions_picture(question, path, title=words),
                )
            )
    own, feared = "expected of challenging", "believed of being challenged"
    for name, matrices in made.all_matrices(found).items():
        if own in matrices and feared in matrices:
            words = f"Who could challenge whom: {name}, first round"
            drawn.append(
                (
                    words,
                    "A dot is a pair, in the colour of the one who judges.",
                    pictures.challenge_picture(question, matrices[own], matrices[feared], title=words),
                )
            )
    # The drawings escape what they are given; the rest of the page is escaped by the template.
    return [{"title": title, "note": note, "svg": Markup(svg)} for title, note, svg in drawn]


def _party(question: Question, place: int) -> Row:
    player = question.players[place]

    def number(name: str) -> str:
        between = getattr(player, f"{name}_range")
        told = f"{getattr(player, name):g}"
        return f"{told} ({between[0]:g} to {between[1]:g})" if between else told

    return {
        "id": printable(player.id),
        "name": printable(player.name),
        "position": number("position"),
        "salience": number("salience"),
        "capability": number("capability"),
        "note": printable(player.note),
    }


def _ends(question: Question) -> list[str]:
    ends = ((question.low, question.low_words), (question.high, question.high_words))
    return [f"{at:g}: {printable(words)}" if words else f"{at:g}" for at, words in ends]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}".replace("-", "\u2212")
    return printable(value)


@cache
def _file(name: str) -> str:
    return resources.files("dragoman.show").joinpath("templates", name).read_text(encoding="utf-8")
