"""Drawings of a forecast as SVG text: one function a picture, nothing but shapes, words and classes that a style sheet colours.

Every word that comes from a question file is escaped here; the answers are safe to put into a page as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import numpy as np

from dragoman.show.tables import printable
from dragoman.simulate.coalition import Coalitions
from dragoman.simulate.draws import Draws
from dragoman.simulate.question import Array, Question
from dragoman.simulate.sensitivity import Swing

WIDTH = 960
COLOURS = 10
BINS = 26
LETTER = 6.8  # width of a letter of an id within a bar
MOST_ROUNDS = 40
MOST_NAMED = 14
MOST_PLACES = 160
MOST_ARROWS = 16


def positions_picture(question: Question, path: Array, *, title: str) -> str:
    """Where each party stands, round by round; `path` has a row a state. Later rounds than `MOST_ROUNDS` are not drawn."""
    shown = path[: MOST_ROUNDS + 1]
    left, right, top, height = 60, 230, 26, 340
    across = _scale(0, max(1, len(shown) - 1), left, WIDTH - right)
    down = _scale(question.low, question.high, top + height, top)
    parts = [*_grid_y(question, down, left, WIDTH - right)]
    if question.unit:
        parts.append(_text(8, 10, _short(question.unit, 60), "tick"))
    for n in _ticks(0, max(1, len(shown) - 1), whole=True):
        parts.append(_text(across(n), top + height + 20, f"{n:g}", "tick", anchor="middle"))
    parts.append(_text((left + WIDTH - right) / 2, top + height + 40, "round", "tick", anchor="middle"))
    for place, player in enumerate(question.players):
        points = " ".join(f"{across(n):.1f},{down(x):.1f}" for n, x in enumerate(shown[:, place].tolist()))
        told = f"{player.name}: {shown[0, place]:.4g} to {shown[-1, place]:.4g}"
        parts.append(f'<polyline class="path {_colour(place)}" points="{points}">{_tip(told)}</polyline>')
    # The last positions are often the same: names side by side are pushed apart.
    for place, y in _apart([down(float(x)) for x in shown[-1]], top + 6, top + height):
        player = question.players[place]
        at = down(float(shown[-1, place]))
        parts.append(f'<path class="lead" d="M{WIDTH - right} {at:.1f}L{WIDTH - right + 14} {y:.1f}"/>')
        parts.append(_text(WIDTH - right + 18, y + 4, _short(player.name, 26), f"name {_colour(place)}"))
    if len(path) > len(shown):
        parts.append(
            _text(
                WIDTH - right,
                top + height + 40,
                f"{len(path) - len(shown)} later rounds not drawn",
                "tick",
                anchor="end",
            )
        )
    return _svg(parts, top + height + 48, title)


def power_picture(question: Question, marks: Mapping[str, float], *, title: str) -> str:
    """Effective power (capability times salience) along the scale, stacked by party; `marks` are forecasts to show above."""
    weights = question.capabilities() * question.saliences()
    total = float(weights.sum()) or 1.0
    left, top, height = 20, 24 + 16 * min(len(marks), 4), 220
    across = _scale(question.low, question.high, left + 10, WIDTH - left - 10)
    bins = np.clip(
        ((question.positions() - question.low) / (question.high - question.low) * BINS).astype(int), 0, BINS - 1
    )
    most = max(float(weights[bins == n].sum()) for n in range(BINS)) or 1.0
    step = (question.high - question.low) / BINS
    parts = [f'<line class="axis" x1="{left}" x2="{WIDTH - left}" y1="{top + height}" y2="{top + height}"/>']
    filled = dict.fromkeys(range(BINS), 0.0)
    above: dict[int, str] = {}
    for place in np.argsort(-weights, kind="stable").tolist():
        player, where = question.players[place], int(bins[place])
        tall = height * float(weights[place]) / most
        y = top + height - filled[where] - tall
        filled[where] += tall
        x, end = across(question.low + where * step), across(question.low + (where + 1) * step)
        told = f"{player.name}: {weights[place] / total:.0%} of all power, at {player.position:g}"
        parts.append(_rect(_colour(place), x + 1, y, end - x - 2, max(tall, 0.5), told))
        # A name stands in its bar, or above the last one of a pile where it would be cut or find no room.
        above.pop(where, None)
        if tall > 14 and len(player.id) * LETTER <= end - x - 4:
            parts.append(_text((x + end) / 2, y + tall / 2 + 4, player.id, "inbar", anchor="middle"))
        else:
            above[where] = _text((x + end) / 2, y - 5, _short(player.id, 12), "tick", anchor="middle")
    parts.extend(above.values())
    parts.extend(_ticks_x(question, across, top + height + 18))
    names = []
    for n, (name, value) in enumerate(list(marks.items())[:4]):
        x = across(value)
        parts.append(
            f'<line class="mark{" head" if n == 0 else ""}" x1="{x:.1f}" x2="{x:.1f}" y1="{12 + 16 * n}" y2="{top + height}"/>'
        )
        anchor = "start" if x < WIDTH * 0.75 else "end"
        names.append(
            _text(x + (5 if anchor == "start" else -5), 18 + 16 * n, f"{name} {value:.4g}", "marked", anchor=anchor)
        )
    # Names last, and with a rim of the ground's colour: the line of another mark may stand where a name does.
    parts.extend(names)
    return _svg(parts, top + height + 44, title)


def challenge_picture(question: Question, own: Array, feared: Array, *, title: str) -> str:
    """What each party expects of challenging another (across) against what it believes the other expects of challenging it (up)."""
    size, left, top = 420, 70, 16
    span = max(float(np.abs(own).max()), float(np.abs(feared).max()), 1e-9) * 1.08
    across, up = _scale(-span, span, left, left + size), _scale(-span, span, top + size, top)
    middle = (across(0), up(0))
    parts = [
        f'<line class="axis" x1="{left}" x2="{left + size}" y1="{middle[1]:.1f}" y2="{middle[1]:.1f}"/>',
        f'<line class="axis" x1="{middle[0]:.1f}" x2="{middle[0]:.1f}" y1="{top}" y2="{top + size}"/>',
        _text(left + size - 4, top + 14, "conflict", "corner", anchor="end"),
        _text(left + 4, top + 14, "gives way", "corner"),
        _text(left + 4, top + size - 6, "stalemate", "corner"),
        _text(left + size - 4, top + size - 6, "prevails", "corner", anchor="end"),
        _text(left + size / 2, top + size + 20, "expects of challenging", "tick", anchor="middle"),
        f'<text class="tick" transform="translate({left - 14} {top + size / 2}) rotate(-90)" text-anchor="middle">believes the other expects</text>',
    ]
    count = len(question.players)
    for i in range(count):
        for j in range(count):
            if i == j or (abs(own[i, j]) < 1e-12 and abs(feared[i, j]) < 1e-12):
                continue
            told = (
                f"{question.players[i].name} and {question.players[j].name}: {own[i, j]:.2f} against {feared[i, j]:.2f}"
            )
            parts.append(_dot(f"dot {_colour(i)}", across(float(own[i, j])), up(float(feared[i, j])), told))
    for i, player in enumerate(question.players[:22]):
        y = top + 14 + 19 * i
        parts.append(f'<circle class="dot {_colour(i)}" cx="{left + size + 40}" cy="{y - 4}" r="4.5"/>')
        parts.append(_text(left + size + 52, y, _short(player.name, 46), "name"))
    return _svg(parts, top + size + 30, title)


def coalition_picture(question: Question, found: Coalitions, *, title: str) -> str:
    """Parties on a bow from the low end of the scale to the high one, as they end: blocs in one colour, lines where two agree, arrows where
    one gave way to another (the thicker, the farther it moved). A circle's area is capability times salience."""
    middle, around, height = (WIDTH / 2, 250.0), 190.0, 460
    ids = {player.id: n for n, player in enumerate(question.players)}
    weights = question.capabilities() * question.saliences()
    most = float(weights.max()) or 1.0
    # The bow leaves a sixth of the circle open below; blocs stand a step apart, so that colour is not the only sign.
    steps = len(ids) - 1 + len(found.blocs) - 1
    at: dict[str, tuple[float, float, int]] = {}
    taken = 0
    for bloc_number, bloc in enumerate(found.blocs):
        for id_ in bloc:
            turn = np.radians(240 - 300 * taken / steps) if steps else np.radians(90)
            at[id_] = (
                middle[0] + around * float(np.cos(turn)),
                middle[1] - around * float(np.sin(turn)),
                bloc_number,
            )
            taken += 1
        taken += 1
    parts = []
    for tie in found.agreements:
        (x, y, bloc_number), (u, v, _) = at[tie.parties[0]], at[tie.parties[1]]
        told = f"{_named(question, tie.parties[0])} and {_named(question, tie.parties[1])} end {tie.apart:.3g} apart"
        parts.append(
            f'<path class="agree {_line(bloc_number)}" d="M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}">{_tip(told)}</path>'
        )
    shown = found.concessions[:MOST_ARROWS]
    widest = shown[0].distance if shown else 1.0
    for given in reversed(shown):
        told = (
            f"{_named(question, given.who)} moved {given.distance:.3g} in all because of {_named(question, given.to)}"
        )
        parts.append(_arrow(at[given.who][:2], at[given.to][:2], middle, 1 + 4 * given.distance / widest, told))
    for id_, (x, y, bloc_number) in at.items():
        player = question.players[ids[id_]]
        radius = 5 + 15 * float(np.sqrt(weights[ids[id_]] / most))
        told = f"{player.name}: {weights[ids[id_]] / (float(weights.sum()) or 1.0):.0%} of all power"
        parts.append(
            f'<circle class="node {_colour(bloc_number)}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{_tip(told)}</circle>'
        )
        away = radius + 7
        sideways, up = (x - middle[0]) / around, (y - middle[1]) / around
        anchor = "middle" if abs(sideways) < 0.15 else "start" if sideways > 0 else "end"
        parts.append(_text(x + away * sideways, y + away * up + 4, _short(player.name, 40), "name", anchor=anchor))
    ends = ((question.low, question.low_words, -1), (question.high, question.high_words, 1))
    for end, words, side in ends:
        label = _short(f"{end:g}: {words}" if words else f"{end:g}", 64)
        x = middle[0] + side * 12
        parts.append(_text(x, height - 6, label, "tick", anchor="end" if side < 0 else "start"))
    if len(found.concessions) > len(shown):
        parts.append(
            _text(WIDTH - 8, 16, f"{len(found.concessions) - len(shown)} lesser moves not drawn", "tick", anchor="end")
        )
    return _svg(parts, height, title)


def tornado_picture(question: Question, swings: Sequence[Swing], headline: float, *, title: str) -> str:
    """How far the headline moves as one number goes over its range, widest first."""
    shown = [swing for swing in swings if swing.width > 0][:MOST_NAMED]
    left, top, row = 250, 10, 24
    height = row * len(shown)
    ends = [x for swing in shown for x in (swing.at_low, swing.at_high)] or [headline]
    low, high = min([*ends, headline]), max([*ends, headline])
    pad = (high - low) * 0.08 or 1.0
    across = _scale(low - pad, high + pad, left, WIDTH - 30)
    parts = []
    for n, swing in enumerate(shown):
        y = top + row * n
        parts.append(
            _text(
                left - 10,
                y + 16,
                _short(f"{swing.party} {swing.field} {swing.low:g} to {swing.high:g}", 40),
                "name",
                anchor="end",
            )
        )
        for value, kind, end in ((swing.at_low, "lower", swing.low), (swing.at_high, "upper", swing.high)):
            x, other = sorted((across(value), across(headline)))
            told = f"{swing.party} {swing.field} at {end:g}: headline {value:.4g}"
            parts.append(_rect(kind, x, y + 3, max(other - x, 0.5), row - 6, told))
    x = across(headline)
    parts.append(f'<line class="mark head" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{top + height}"/>')
    parts.extend(
        _text(across(tick), top + height + 18, f"{tick:g}", "tick", anchor="middle") for tick in _ticks(low, high)
    )
    parts.append(_text((left + WIDTH - 30) / 2, top + height + 36, f"headline{_in(question)}", "tick", anchor="middle"))
    return _svg(parts, top + height + 44, title)


def forecast_picture(
    question: Question, values: Mapping[str, float], draws: Draws | None, headline: str, *, title: str
) -> str:
    """Every model on the scale: its value, and where 90 % and 50 % of the draws lie; the draws of the headline as bars above."""
    left, right, row = 150, 30, 26
    across = _scale(question.low, question.high, left, WIDTH - right)
    drawn = draws.of(headline) if draws and headline in draws.models else np.empty(0)
    top = 110 if len(drawn) > 1 else 20
    height = row * len(values)
    parts = [
        f'<line class="grid" x1="{across(t):.1f}" x2="{across(t):.1f}" y1="{top}" y2="{top + height}"/>'
        for t in _ticks(question.low, question.high)
    ]
    if len(drawn) > 1:
        counts, edges = np.histogram(drawn, bins=80, range=(question.low, question.high))
        for count, start, end in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if count:
                tall = 90 * count / int(counts.max())
                told = f"{start:.4g} to {end:.4g}: {count} of {len(drawn)} draws"
                parts.append(
                    _rect("bar", across(start), top - 6 - tall, max(across(end) - across(start) - 0.6, 0.6), tall, told)
                )
    for n, (name, value) in enumerate(values.items()):
        y = top + row * n + row / 2
        parts.append(_text(left - 12, y + 4, name, "name strong" if name == headline else "name", anchor="end"))
        found = draws.of(name) if draws and name in draws.models else np.empty(0)
        if len(found) > 1:
            q = np.quantile(found, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
            told = f"{name}: 90 % of draws {q[0]:.4g} to {q[4]:.4g}, 50 % {q[1]:.4g} to {q[3]:.4g}, median {q[2]:.4g}"
            parts.append(
                f'<line class="wide90" x1="{across(q[0]):.1f}" x2="{across(q[4]):.1f}" y1="{y}" y2="{y}">{_tip(told)}</line>'
            )
            parts.append(
                f'<line class="wide50" x1="{across(q[1]):.1f}" x2="{across(q[3]):.1f}" y1="{y}" y2="{y}">{_tip(told)}</line>'
            )
        kind = "value head" if name == headline else "value"
        parts.append(
            f'<circle class="{kind}" cx="{across(value):.1f}" cy="{y}" r="5">{_tip(f"{name}: {value:.4g}")}</circle>'
        )
    x = across(values[headline])
    parts.append(f'<line class="mark head" x1="{x:.1f}" x2="{x:.1f}" y1="8" y2="{top + height}"/>')
    parts.extend(_ticks_x(question, across, top + height + 18))
    return _svg(parts, top + height + 44, title)


def _arrow(
    start: tuple[float, float], end: tuple[float, float], middle: tuple[float, float], width: float, told: str
) -> str:
    """A bent arrow that passes towards the middle of the picture and ends short of what it points to."""
    # The bend is to one side of the straight line, so that arrows both ways do not lie on each other.
    between = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    bend = (
        between[0] + 0.35 * (middle[0] - between[0]) + 0.12 * (end[1] - start[1]),
        between[1] + 0.35 * (middle[1] - between[1]) - 0.12 * (end[0] - start[0]),
    )
    away = float(np.hypot(end[0] - bend[0], end[1] - bend[1])) or 1.0
    along = ((end[0] - bend[0]) / away, (end[1] - bend[1]) / away)
    tip = (end[0] - 21 * along[0], end[1] - 21 * along[1])
    size = 4 + 1.6 * width
    foot = (tip[0] - size * along[0], tip[1] - size * along[1])
    left = (foot[0] - size * along[1] / 2, foot[1] + size * along[0] / 2)
    right = (foot[0] + size * along[1] / 2, foot[1] - size * along[0] / 2)
    bow = f"M{start[0]:.1f} {start[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {foot[0]:.1f} {foot[1]:.1f}"
    head = f"M{tip[0]:.1f} {tip[1]:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}Z"
    return f'<path class="gave" stroke-width="{width:.1f}" d="{bow}">{_tip(told)}</path><path class="tip" d="{head}"/>'


def _in(question: Question) -> str:
    return f", {_short(question.unit, 40)}" if question.unit else ""


def _named(question: Question, id_: str) -> str:
    return next(player.name for player in question.players if player.id == id_)


def _line(place: int) -> str:
    return f"l{place % COLOURS}"


def _svg(parts: Sequence[str], height: float, title: str) -> str:
    name = escape(printable(title))
    body = "\n".join(parts)
    box = f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{name}"'
    return f'<svg class="picture" xmlns="http://www.w3.org/2000/svg" {box}>\n{body}\n</svg>'


def _rect(kind: str, x: float, y: float, width: float, height: float, told: str) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {box}>{_tip(told)}</rect>'


def _dot(kind: str, x: float, y: float, told: str) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5">{_tip(told)}</circle>'


def _text(x: float, y: float, words: str, kind: str, *, anchor: str = "start") -> str:
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{at}>{escape(printable(words))}</text>'


def _tip(words: str) -> str:
    return f"<title>{escape(printable(words))}</title>"


def _short(words: str, most: int = 30) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _colour(place: int) -> str:
    return f"k{place % COLOURS}"


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    width = (high - low) or 1.0
    return lambda value: start + (value - low) / width * (end - start)


def _ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Four to nine round numbers inside [low, high].

    >>> _ticks(0, 26)
    [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]
    """
    raw = (high - low) / 6 or 1.0
    size = 10.0 ** np.floor(np.log10(raw))
    step = float(min((size * m for m in (1, 2, 5, 10)), key=lambda s: abs(s - raw)))
    step = max(step, 1.0) if whole else step
    first = np.ceil(low / step - 1e-9)
    return [round(float(n * step), 10) + 0.0 for n in np.arange(first, np.floor(high / step + 1e-9) + 1)]


def _grid_y(question: Question, down: Callable[[float], float], left: float, right: float) -> list[str]:
    found = []
    for tick in _ticks(question.low, question.high):
        y = down(tick)
        found.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        found.append(_text(left - 8, y + 4, f"{tick:g}", "tick", anchor="end"))
    return found


def _ticks_x(question: Question, across: Callable[[float], float], y: float) -> list[str]:
    found = [
        _text(across(tick), y, f"{tick:g}", "tick", anchor="middle") for tick in _ticks(question.low, question.high)
    ]
    if question.unit:
        middle = (question.low + question.high) / 2
        found.append(_text(across(middle), y + 18, _short(question.unit, 24), "tick", anchor="middle"))
    most = 48 if question.unit else 60
    ends = ((question.low, question.low_words, "start"), (question.high, question.high_words, "end"))
    found.extend(
        _text(across(at), y + 18, _short(words, most), "tick", anchor=anchor) for at, words, anchor in ends if words
    )
    return found


def _apart(heights: Sequence[float], top: float, bottom: float, *, least: float = 16) -> list[tuple[int, float]]:
    """(place, y) with neighbours at least `least` apart where there is room; at most `MOST_PLACES`."""
    order = sorted(range(len(heights)), key=lambda n: (heights[n], n))[:MOST_PLACES]
    gap = min(least, (bottom - top) / max(1, len(order) - 1))
    found: list[float] = []
    for n in order:
        found.append(max(heights[n], found[-1] + gap) if found else max(heights[n], top))
    limit = bottom
    for k in range(len(found) - 1, -1, -1):
        found[k] = min(found[k], limit)
        limit = found[k] - gap
    return list(zip(order, found, strict=True))
