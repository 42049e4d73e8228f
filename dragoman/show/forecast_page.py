"""One self-contained page of a forecast: the headline beside every model, what moves it, who moves, and the inputs with their sources.

The page opens offline, runs nothing and fetches nothing: its content security policy allows the one style sheet that stands in it, by hash.
"""

from __future__ import annotations

import base64
import math
from typing import Any

from markupsafe import Markup

from dragoman import __version__
from dragoman.show import forecast as made
from dragoman.show import pictures
from dragoman.show.drawings import Drawing, Format, file_name, png
from dragoman.show.forecast import Forecast
from dragoman.show.rendering import content_security_policy, part, render
from dragoman.show.rows import Row
from dragoman.show.tables import printable
from dragoman.simulate.coalition import NEAR
from dragoman.simulate.models import HEADLINE
from dragoman.simulate.question import Question

TOGETHER = (
    f"One colour and a gap around it: a bloc, whose neighbours end within {100 * NEAR:.0f} % of the scale of each other; a line joins two who do. "
    "An arrow: moved because of the other, thicker where farther in all. Area: capability times salience."
)


def page(found: Forecast, *, full: bool = False, kind: Format = "svg") -> str:
    """The page as one HTML text, with every explanation if `full`; the same forecast gives the same bytes.

    Its pictures are drawings that follow light and dark, or PNG in white (`kind`) for readers that show no SVG.
    """
    return render("forecast.html", context(found, full=full, kind=kind))


def context(found: Forecast, *, full: bool = False, kind: Format = "svg") -> dict[str, Any]:
    """What the template receives."""
    style = part("page.css") + part("forecast.css")
    question = found.question
    said = made.notes(found)
    names = made.columns(found)
    return {
        "title": printable(question.title),
        "version": __version__,
        "csp": content_security_policy(style),
        "style": style,
        "date": printable(question.date) or None,
        "overrides": [printable(one) for one in found.overrides],
        "headline": _placed(found.headline.value, question),
        "unit": printable(question.unit),
        "ends": _ends(question),
        "lead": printable(said[0].removeprefix(made.measured(question, found.headline.value)).strip()),
        "notes": [printable(note) for note in said[1:]],
        "columns": names,
        "models": [[_model_cell(row, name, question) for name in names] for row in made.model_rows(found)],
        "pictures": [_shown(drawing, kind) for drawing in drawings(found)],
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


def drawings(found: Forecast) -> tuple[Drawing, ...]:
    """Every picture of a forecast, in the order of the page."""
    question = found.question
    values = {name: outcome.value for name, outcome in found.outcomes.items()}
    marks = {name: values[name] for name in (HEADLINE, "cs-median", "challenge", "smp") if name in values}
    drawn = [
        Drawing(
            "forecasts",
            "Every model on the scale",
            "Dots are the models' values with every number at its best guess; thick and thin lines are where 50 % and 90 % of the draws lie. "
            "The vertical line is the headline.",
            pictures.forecast_picture(question, values, found.draws, HEADLINE, title="Forecasts of all models"),
        ),
        Drawing(
            "power",
            "Effective power along the scale",
            "Capability times salience of those who stand at each place.",
            pictures.power_picture(question, marks, title="Effective power along the scale"),
        ),
    ]
    if any(swing.width > 0 for swing in found.swings):
        drawn.append(
            Drawing(
                "tornado",
                "What moves the headline",
                "One number at a time over its range, the others at their best guess: light at the low end, dark at the high end.",
                pictures.tornado_picture(question, found.swings, found.headline.value, title="Tornado of the headline"),
            )
        )
    for name, path in made.paths(found).items():
        if len(path) > 1:
            words = f"Positions by round: {name}"
            drawn.append(
                Drawing(
                    file_name(f"positions {name}"),
                    words,
                    f"{found.models[name].title}: {found.outcomes[name].ended}.",
                    pictures.positions_picture(question, path, title=words),
                )
            )
    for number, (name, seen) in enumerate(made.all_coalitions(found).items()):
        words = f"Who stands together: {name}"
        drawn.append(
            Drawing(
                file_name(f"coalitions {name}"),
                words,
                f"From the low end of the scale (left) to the high end (right), as {name} ends. "
                + ("The signs are those above." if number else TOGETHER),
                pictures.coalition_picture(question, seen, title=words),
            )
        )
    own, feared = "expected of challenging", "believed of being challenged"
    for name, matrices in made.all_matrices(found).items():
        if own in matrices and feared in matrices:
            words = f"Who could challenge whom: {name}, first round"
            drawn.append(
                Drawing(
                    file_name(f"challenges {name}"),
                    words,
                    "A dot is a pair, in the colour of the one who judges; both axes are expected utilities, without a unit.",
                    pictures.challenge_picture(question, matrices[own], matrices[feared], title=words),
                )
            )
    return tuple(drawn)


def _shown(drawing: Drawing, kind: Format) -> dict[str, Any]:
    if kind == "png":
        data = base64.b64encode(png(drawing.svg)).decode("ascii")
        words = f"{drawing.title}. {drawing.note}"
        body = Markup('<img class="picture" alt="{}" src="data:image/png;base64,{}">').format(words, data)
    else:
        # The drawings escape what they are given; the rest of the page is escaped by the template.
        body = Markup(drawing.svg)
    return {"title": drawing.title, "note": drawing.note, "svg": body}


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


def _model_cell(row: Row, name: str, question: Question) -> str:
    value = row.get(name)
    if name == "rounds" and not value:
        return "\u2013"
    return _placed(value, question) if isinstance(value, float) else _cell(value)


def _placed(value: float, question: Question) -> str:
    """A place on the scale, with as many decimals as a thousandth of the scale needs, so that columns line up."""
    decimals = max(0, 3 - math.floor(math.log10(question.high - question.low)))
    return f"{value:.{decimals}f}".replace("-", "\u2212")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}".replace("-", "\u2212")
    return printable(value)
