"""The parsed dates.yml, for rules and patterns alike."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.data.files import load_yaml


@cache
def entries() -> dict[str, Any]:
    """dates.yml: slots, cues, named periods and feasts, months of other languages, confidence, and the patterns."""
    data: dict[str, Any] = load_yaml("dates.yml")
    return data
