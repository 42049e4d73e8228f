"""The parsed dates.yml, for rules and patterns alike."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.data.files import load_yaml


@cache
def entries() -> dict[str, Any]:
    """dates.yml: slots, cues, named periods and feasts, months of other languages, confidence, and the patterns.

    The wars of wars.yml are periods, too, by each of their names.
    """
    data: dict[str, Any] = dict(load_yaml("dates.yml"))
    wars = {name: war["days"] for war in load_yaml("wars.yml")["wars"] for name in war["names"]}
    return {**data, "periods": {**wars, **data["periods"]}}
