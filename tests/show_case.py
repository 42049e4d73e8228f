"""A small case, made through the command line with steps that need no model, for the tests of what is shown."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path

import fakes
import pytest

from dragoman import pipeline
from dragoman.show import cli

REPORTS = {
    "a.txt": (
        "The Harbour Courier\n\nEnvoys leave Port Alba without a treaty\n\n3 March 2031\n\n"
        "Arvania demanded on Monday that Belmark leave the straits for good.\n\n"
        "Belmark refused to answer what Arvania had written to it in the spring.\n"
    ),
    "b.txt": (
        "=HYPERLINK of the \"minister\" <script>alert('title')</script>\n\n4 March 2031\n\n"
        "Corvia attacked Delmar <img src=x onerror=alert(1)> & <a href='javascript:alert(2)'>left</a> \u202ethe valley.\n\n"
        "{{ 7 * 7 }} {% raw %} Corvia praised Delmar ${8*8} `on` the way out.\n"
    ),
    "empty.txt": "",
}


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case of these reports, x.db in `tmp_path`, read by the command line."""
    monkeypatch.setattr(pipeline, "builtin", lambda settings=None: fakes.STEPS)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run("read", "reports", "--case", "x.db") == 0
    return tmp_path / "x.db"


def run(*args: str) -> int:
    """The exit code of the command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["dragoman", *args])
        try:
            cli.main()
        except SystemExit as stop:
            return int(stop.code or 0)
    return 0


class Page(HTMLParser):
    """What a browser would see: tags, attributes that act, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.acting: list[str] = []
        self.links: list[str] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.acting.append(name)
            if name == "style":
                self.styles.append(value or "")
            if name in ("href", "src", "action", "data", "xlink:href"):
                self.links.append(value or "")
