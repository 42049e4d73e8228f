"""What may stand in the mark-up: types, modes, statuses, kinds of voice, registers (`codes.yml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def codes() -> dict[str, Any]:
    """The whole of `codes.yml`.

    >>> codes()["types"]["RETREAT"][0]
    'withdraw'
    """
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "codes.yml").read_text(encoding="utf-8"))
    return loaded


def listed(values: object) -> str:
    """Values as an error message lists them."""
    return ", ".join(str(v) for v in values)  # type: ignore[attr-defined]
