"""The pictures of a forecast as files that stand alone: SVG with its own colours, or PNG.

On the page the pictures take their colours from its style sheet, which follows the reader's light or dark. A file has no such page around
it: here the colours are the light ones, written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

from dragoman.errors import DragomanError, QuestionError

Format = Literal["svg", "png"]
FORMATS: tuple[Format, ...] = ("svg", "png")
ZOOM = 2
PAPER = "#ffffff"
FONTS = "'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_VARIABLE = re.compile(r"var\(--([a-z0-9]+)\)")
_SAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture: a `name` for its file, `title` and `note` in words, and the `svg` as the page shows it."""

    name: str
    title: str
    note: str
    svg: str


def known_format(text: str) -> Format:
    """`text` as a format of pictures. Raises `QuestionError` for anything but svg and png.

    >>> known_format("png")
    'png'
    """
    for known in FORMATS:
        if text == known:
            return known
    raise QuestionError(f"No format '{text}' of pictures. Known: {', '.join(FORMATS)}.")


def standalone(svg: str) -> str:
    """A picture of the page as SVG text that needs no page: size, colours and a white ground in it; the same bytes every time."""
    box = re.match(r'<svg class="picture" xmlns="[^"]+" viewBox="0 0 (\d+) (\d+)"', svg)
    if not box:
        raise ValueError("not one of our pictures")
    width, height = box[1], box[2]
    head, _, body = svg.partition(">")
    ground = f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
    return f'{head} width="{width}" height="{height}">\n<style>{_style()}</style>\n{ground}{body}\n'


@lru_cache(maxsize=64)
def png(svg: str, *, zoom: int = ZOOM) -> bytes:
    """A picture of the page as PNG, `zoom` pixels a unit. Letters come from the fonts of the machine, so their shapes differ between machines.

    Raises `DragomanError` where the library that draws is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise DragomanError(
            "PNG pictures need resvg-py: pip install 'resvg-py>=0.4,<0.6', or take --format svg."
        ) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=standalone(svg), zoom=zoom))


def write(drawings: Iterable[Drawing], folder: Path, *, kind: Format) -> list[Path]:
    """Write every picture into `folder`, which is made where it is not there; the files in the order of the pictures.

    Raises `DragomanError` where a file can't be written.
    """
    written = []
    if folder.exists() and not folder.is_dir():
        raise DragomanError(f"Pictures can't be written to '{folder}': it is a file and no folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for drawing in drawings:
            file = folder / f"{drawing.name}.{kind}"
            file.write_bytes(png(drawing.svg) if kind == "png" else standalone(drawing.svg).encode("utf-8"))
            written.append(file)
    except OSError as error:
        raise DragomanError(f"Pictures can't be written to '{folder}': {error.strerror}.") from error
    return written


def file_name(words: str) -> str:
    """A name for a file from words of ours.

    >>> file_name("Positions by round: smp")
    'positions-by-round-smp'
    """
    return _SAFE.sub("-", words.lower()).strip("-")


@cache
def _style() -> str:
    """The rules for pictures with every colour written out: what draws a file knows no variables."""
    rules = "".join(_file(name) for name in ("page.css", "forecast.css"))
    light = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", rules)
    colours = {
        name: value.strip()
        for block in re.findall(r":root\{([^}]*)\}", light)
        for name, value in re.findall(r"--([a-z0-9]+):([^;]+)", block)
    }
    kept = [f"text{{font-family:{FONTS};font-size:13px;fill:{colours['ink']}}}"]
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", light):
        ours = [part for part in (one.strip() for one in selectors.split(",")) if _drawn(part)]
        if ours and re.search(r"fill|stroke|font|opacity", body):
            written = _VARIABLE.sub(lambda match: colours.get(match[1], "none"), body).replace("!important", "")
            kept.append(f"{','.join(part.replace('.picture ', '') for part in ours)}{{{written}}}")
    return "".join(kept)


def _drawn(selector: str) -> bool:
    return selector != ".head" and bool(
        re.fullmatch(
            r"(\.picture )?(text)?(\.(k\d|l\d|tick|corner|strong|marked|inbar|path|agree|gave|tip|node|grid|lead|mark|head|dot|lower|upper"
            r"|bar|wide90|wide50|value|axis))+",
            selector,
        )
    )


def _file(name: str) -> str:
    return resources.files("dragoman.show").joinpath("templates", name).read_text(encoding="utf-8")
