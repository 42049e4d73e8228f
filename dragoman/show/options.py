"""Options that several commands share, under one name each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_CASE = Path("case.db")

Case = Annotated[Path, typer.Option("--case", "-c", help="The case file.", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="A settings file (default: dragoman.toml here).")]
