"""KTAB's own case files (CSV and XML) as input of the Spatial Model of Politics, for comparison with the original program.

A file is read as the original reads it: numbers 0 to 100, a last comma or none, blank lines, quoted words, columns and lines beyond those
announced passed over, `$$` for a comma inside words. What the original would refuse is refused, with its line.
"""

from __future__ import annotations

import csv
import logging
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.smp import SmpInput
from dragoman.simulate.smp_options import KTAB_OPTIONS, SmpOptions, ktab_options

MOST_BYTES = 10_000_000
MOST_ACTORS = 2_000
MOST_DIMENSIONS = 100
# Sums of saliences such as 33.3 + 33.3 + 33.4 may pass 100 in the last bit.
ROUNDING = 5e-8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class KtabCase:
    """A case of KTAB: short names of actors, names of dimensions, the input, and the options (its defaults where the file has none)."""

    names: tuple[str, ...]
    dimensions: tuple[str, ...]
    actors: SmpInput
    options: SmpOptions


def load_ktab(path: str | Path) -> KtabCase:
    """The case in a file of KTAB, CSV or XML by what stands in it. Raises `PlayError` for a file that can't be read or used."""
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise PlayError(f"KTAB case '{path}' is larger than {MOST_BYTES} bytes.")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PlayError(f"KTAB case '{path}' can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise PlayError(f"KTAB case '{path}' is not UTF-8 text (byte {error.start}).") from error
    if text.lstrip().startswith("<"):
        return read_ktab_xml(text, where=str(path))
    names, actors = read_ktab(text, where=str(path))
    heads = _rows(text)[1][1]
    count = actors.positions.shape[1]
    found = [heads[3 + 2 * k] if len(heads) > 3 + 2 * k else "" for k in range(count)]
    return KtabCase(names, tuple(head or f"dimension {k + 1}" for k, head in enumerate(found)), actors, ktab_options())


def read_ktab(text: str, *, where: str = "KTAB case") -> tuple[tuple[str, ...], SmpInput]:
    """Actors' short names and the input of a KTAB case.

    The first line holds title, description and the numbers of actors and dimensions; after a line of headings every actor has name, description,
    capability, then position and salience (0 to 100) for each dimension. `where` stands in messages. Raises `PlayError` that quotes what is
    wrong, with its line.

    >>> names, actors = read_ktab("T, test, 2, 1,\\nActor,D,Power,P,S\\nA,a,10,20,50,\\nB,b,5,80,90,\\n")
    >>> names, actors.positions.ravel().tolist()
    (('A', 'B'), [0.2, 0.8])
    """
    rows = _rows(text)
    head = rows[0][1] if rows else []
    try:
        n, dimensions = int(head[2]), int(head[3])
    except (IndexError, ValueError):
        raise PlayError(
            f"{where}: the first line {_quoted(head)} does not have the numbers of actors and dimensions in third and fourth place."
        ) from None
    if not (2 <= n <= MOST_ACTORS and 1 <= dimensions <= MOST_DIMENSIONS):
        raise PlayError(
            f"{where}: the first line announces {n} actors and {dimensions} dimensions; "
            f"2 to {MOST_ACTORS} and 1 to {MOST_DIMENSIONS} can be played."
        )
    body = rows[2:]
    if len(body) < n:
        raise PlayError(f"{where}: the first line announces {n} actors, {len(body)} follow.")
    if len(body) > n:
        _log.warning("%s: %d lines after the %d actors announced are not read", where, len(body) - n, n)
    found = [_actor(f"{where}, line {line}", row, dimensions) for line, row in body[:n]]
    return _input(where, [name for name, _ in found], [numbers for _, numbers in found])


def read_ktab_xml(text: str, *, where: str = "KTAB case") -> KtabCase:
    """A KTAB case in XML, which also has options and how far ideal points follow positions.

    The matrix of accommodation begins as the identity, and each `iaPair` sets one entry. Entities are not resolved and nothing is fetched.
    Raises `PlayError` for what the original refuses: an element that is missing or empty, a number out of range.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise PlayError(f"{where} is not valid XML: {error.msg}.") from error

    def all_of(path: str, at: etree._Element = root) -> list[etree._Element]:
        return [one for one in at.findall(path) if isinstance(one.tag, str)]

    def words(name: str, at: etree._Element) -> str:
        found = at.find(name)
        if found is None or not (found.text or "").strip():
            raise PlayError(f"{where}, line {at.sourceline}: element <{at.tag}> lacks <{name}>, or it is empty.")
        return (found.text or "").strip()

    dimensions = tuple((one.text or "").strip() for one in all_of("Dimensions/dName"))
    people = all_of("Actors/Actor")
    if root.tag != "Scenario" or not dimensions or not all(dimensions) or len(people) < 2:
        raise PlayError(
            f"{where}: element <{root.tag}> has {len(dimensions)} dimensions and {len(people)} actors; a <Scenario> needs "
            "<Dimensions> with a <dName> each and two <Actor> or more in <Actors>."
        )
    names, numbers = [], []
    for one in people:
        at = f"{where}, line {one.sourceline}"
        names.append(words("name", one))
        places = [part.text or "" for part in all_of("Position/dCoord", one)]
        cares = [part.text or "" for part in all_of("Salience/dSal", one)]
        if len(places) != len(dimensions) or len(cares) != len(dimensions):
            raise PlayError(
                f"{at}: {names[-1]!r} has {len(places)} positions and {len(cares)} saliences for {len(dimensions)} dimensions."
            )
        pairs = [cell for pair in zip(places, cares, strict=True) for cell in pair]
        numbers.append(_numbers(at, names[-1], [words("capability", one), *pairs]))
    ids, actors = _input(where, names, numbers)
    changes: dict[str, object] = {}
    if pairs_of := all_of("IdealAdjustment/iaPair"):
        rates = np.eye(len(ids))
        for pair in pairs_of:
            who, whom = (words(name, pair) for name in ("adjustingIdeal", "referencePos"))
            if who not in ids or whom not in ids:
                raise PlayError(
                    f"{where}, line {pair.sourceline}: {who!r} follows {whom!r}, and one of them is no actor."
                )
            rates[ids.index(who), ids.index(whom)] = _number(f"{where}, line {pair.sourceline}", words("adjust", pair))
        if not np.array_equal(rates, np.eye(len(ids))):
            changes["accommodation"] = tuple(tuple(row) for row in rates.tolist())
    chosen = {
        name: words(name, parameters)
        for parameters in all_of("ModelParameters")
        for name in KTAB_OPTIONS
        if parameters.find(name) is not None
    }
    return KtabCase(ids, dimensions, actors, ktab_options(chosen, **changes))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Lines that hold something, with their numbers; words trimmed of spaces and quotes."""
    reader = csv.reader(text.lstrip("\ufeff").splitlines(), skipinitialspace=True)
    found = []
    try:
        for row in reader:
            cells = [cell.strip().replace("$$", ",") for cell in row]
            if any(cells):
                found.append((reader.line_num, cells))
    except csv.Error as error:
        raise PlayError(f"KTAB case, line {reader.line_num}: {error}.") from error
    return found


def _actor(at: str, row: list[str], dimensions: int) -> tuple[str, list[float]]:
    cells = row[2 : 3 + 2 * dimensions]
    while cells and not cells[-1]:
        cells.pop()
    if not row[0]:
        raise PlayError(f"{at}: an actor has no name.")
    if len(cells) != 1 + 2 * dimensions:
        raise PlayError(f"{at}: {len(cells)} numbers where {1 + 2 * dimensions} are needed.")
    return row[0], _numbers(at, row[0], cells)


def _numbers(at: str, name: str, cells: list[str]) -> list[float]:
    """Capability, then position and salience a dimension, each within its bounds."""
    found = [_number(at, cell) for cell in cells]
    _bound(at, name, "capability", found[:1], lambda c: 0 < c <= 1e8, "above 0 and at most 1e8")
    _bound(at, name, "position", found[1::2], lambda x: 0 <= x <= 100, "0 to 100")
    _bound(at, name, "salience", found[2::2], lambda s: 0 <= s <= 100, "0 to 100")
    _bound(at, name, "sum of saliences", [sum(found[2::2])], lambda s: s <= 100 + ROUNDING, "at most 100")
    return found


def _bound(at: str, name: str, what: str, values: Iterable[float], fits: Callable[[float], bool], bounds: str) -> None:
    for value in values:
        if not fits(value):
            raise PlayError(f"{at}: {name!r} has {what} {value:g}; give {bounds}.")


def _number(at: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise PlayError(f"{at}: {cell[:40]!r} is no number.")
    return value


def _input(where: str, names: list[str], numbers: list[list[float]]) -> tuple[tuple[str, ...], SmpInput]:
    table = np.array(numbers)
    salience = table[:, 2::2] / 100.0
    if twice := next((name for name in names if names.count(name) > 1), None):
        _log.warning("%s: two actors are called %r", where, twice)
    return tuple(names), SmpInput(table[:, 0], table[:, 1::2] / 100.0, salience)


def _quoted(cells: list[str]) -> str:
    return repr(",".join(cells)[:80])
