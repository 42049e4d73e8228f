"""KTAB's own case files (CSV) as input of the Spatial Model of Politics, for comparison with the original program."""

from __future__ import annotations

import csv

import numpy as np

from dragoman.errors import PlayError
from dragoman.simulate.smp import SmpInput


def read_ktab(text: str, *, where: str = "KTAB case") -> tuple[tuple[str, ...], SmpInput]:
    """Actors' short names and the input of a KTAB case.

    The first line holds title, description and the numbers of actors and dimensions; after a line of headings every actor has name, description,
    capability, then position and salience (0 to 100) for each dimension. `where` stands in messages.

    >>> names, actors = read_ktab("T, test, 2, 1,\\nActor,D,Power,P,S\\nA,a,10,20,50,\\nB,b,5,80,90,\\n")
    >>> names, actors.positions.ravel().tolist()
    (('A', 'B'), [0.2, 0.8])
    """
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), skipinitialspace=True) if any(row)]
    head = rows[0] if rows else []
    try:
        n, dimensions = int(head[2]), int(head[3])
    except (IndexError, ValueError):
        raise PlayError(
            f"{where}: the first line {head!r} does not have the numbers of actors and dimensions in third and fourth place."
        ) from None
    body = rows[2:]
    if len(body) != n:
        raise PlayError(f"{where}: the first line announces {n} actors, {len(body)} follow.")
    numbers = []
    for line, row in enumerate(body, start=3):
        cells = row[2 : 3 + 2 * dimensions]
        try:
            numbers.append([float(cell) for cell in cells])
        except ValueError:
            raise PlayError(f"{where}, line {line}: {cells!r} holds something that is no number.") from None
        if len(cells) != 1 + 2 * dimensions:
            raise PlayError(f"{where}, line {line}: {len(cells)} numbers where {1 + 2 * dimensions} are needed.")
    table = np.array(numbers)
    return tuple(row[0] for row in body), SmpInput(table[:, 0], table[:, 1::2] / 100.0, table[:, 2::2] / 100.0)
