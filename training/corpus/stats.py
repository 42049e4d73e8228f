"""A page of statistics with its drawing: `python -m training.corpus.stats corpus/reports --page corpus/STATISTICS.md`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from training.corpus.codes import codes
from training.corpus.compile import compile_files
from training.corpus.counts import Counts, count, table

Record = dict[str, Any]
BAR, LABEL, LINE, WIDTH = 300, 120, 16, 900
UNITS = (
    "reports", "sentences", "words", "claims", "nested", "attributed", "anonymous", "magnitudes", "background", "optional", "pronoun_mentions",
)  # fmt: skip
INK, FILL, OTHER = "#222", "#4a6fa5", "#c8d3e2"


def page(records: list[Record], *, drawing: str = "statistics.svg") -> str:
    """The page in markdown; `drawing` is the name of the picture it shows."""
    found = count(records)
    units = found.units
    lines = ["# The open corpus in numbers", "", "Printed by `python -m training.corpus.stats`; do not edit.", ""]
    lines += [f"![Claims by type and status, lengths, decades]({drawing})", ""]
    lines += _table(("what", "count"), [(n.replace("_", " "), units[n]) for n in UNITS])
    for title, counter in (
        ("Status", found.statuses), ("Links beyond the outlet", found.links), ("Stance of the innermost voice", found.stances),
        ("Kind of the innermost voice", found.voices), ("Registers (reports)", found.registers), ("Regions (reports)", found.regions),
        ("Decades (reports)", found.decades), ("Splits (reports)", found.splits),
    ):  # fmt: skip
        lines += [
            "",
            f"## {title}",
            "",
            *_table(("value", "count"), sorted(counter.items(), key=lambda item: str(item[0]))),
        ]
    kinds = [(t, found.types[t], _modes(found, t)) for t in codes()["types"]]
    lines += ["", "## Types and modes", "", *_table(("type", "claims", "modes"), kinds)]
    floors = [(r.what, r.have, r.floor, "" if r.reached else "short") for r in table(found)]
    lines += ["", "## Against the floors", "", *_table(("what", "have", "floor", ""), floors)]
    return "\n".join(lines) + "\n"


def _modes(found: Counts, kind: str) -> str:
    parts = [f"{m} {found.modes[f'{kind}.{m}']}" for m in codes()["types"][kind]]
    return ", ".join(
        [*parts, f"none {found.types[kind] - sum(found.modes[f'{kind}.{m}'] for m in codes()['types'][kind])}"]
    )


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    def line(cells: tuple[Any, ...]) -> str:
        return "| " + " | ".join(str(c) for c in cells) + " |"

    return [line(head), "|" + "---|" * len(head), *(line(r) for r in rows)]


def drawing(records: list[Record]) -> str:
    """Three charts of bars in one SVG: claims by type (the dark part is what was told as actual), sentence lengths, decades."""
    found = count(records)
    actual: Counter[str] = Counter(e["event"][0] for r in records for e in r["events"] if e["status"] == "actual")
    lengths: Counter[str] = Counter()
    for words, number in found.lengths.items():
        lengths[f"{min(words // 5 * 5, 60):02d}"] += number
    parts: list[str] = []
    types = {t: found.types[t] for t in codes()["types"]}
    low = _bars(parts, 0, 20, "Claims by type (dark: actual)", types, dark=actual)
    right = _bars(parts, WIDTH // 2, 20, "Words in a sentence of the body", dict(sorted(lengths.items())))
    low = max(low, right)
    end = _bars(parts, 0, low + 20, "Reports by decade", dict(sorted(found.decades.items())))
    end = max(end, _bars(parts, WIDTH // 2, low + 20, "Claims by status", dict(sorted(found.statuses.items()))))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {end}" font-family="sans-serif" font-size="11" fill="{INK}">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{end}" fill="white"/>', *parts, "</svg>"]) + "\n"


def _bars(
    parts: list[str], x: int, y: int, title: str, values: Mapping[str, int], *, dark: Mapping[str, int] | None = None
) -> int:
    """Add a chart of bars at (x, y); returns where it ends."""
    largest = max([1, *values.values()])
    parts.append(f'<text x="{x + 10}" y="{y}" font-size="13" font-weight="bold">{escape(title)}</text>')
    for number, (name, value) in enumerate(values.items()):
        top = y + 10 + number * LINE
        width = BAR * value / largest
        inner = BAR * dark.get(name, 0) / largest if dark is not None else width
        parts.append(f'<text x="{x + LABEL - 6}" y="{top + 11}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="{x + LABEL}" y="{top + 2}" width="{width:.1f}" height="{LINE - 4}" fill="{OTHER}"/>')
        parts.append(f'<rect x="{x + LABEL}" y="{top + 2}" width="{inner:.1f}" height="{LINE - 4}" fill="{FILL}"/>')
        parts.append(f'<text x="{x + LABEL + width + 4:.1f}" y="{top + 11}">{value}</text>')
    return y + 20 + len(values) * LINE


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Write the page of statistics and its drawing.")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--page", type=Path, required=True, help="the markdown file; the drawing goes beside it")
    options = parser.parse_args(arguments)
    records, problems = compile_files(options.paths)
    picture = options.page.with_name("statistics.svg")
    options.page.write_text(page(records, drawing=picture.name), encoding="utf-8")
    picture.write_text(drawing(records), encoding="utf-8")
    print(f"{options.page}: {len(records)} reports, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
