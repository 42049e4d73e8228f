"""How far apart two points of the earth lie."""

from __future__ import annotations

import math

EARTH_KM = 12742  # the diameter


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two positions in degrees (WGS84), by the haversine formula; a sphere, so a few per mille off.

    >>> round(kilometres(-12.05, -77.04, -0.22, -78.51)), kilometres(0, 0, 0, 0)
    (1325, 0.0)
    """
    here, there = math.radians(lat), math.radians(other_lat)
    rise, turn = math.sin((there - here) / 2), math.sin(math.radians(other_lon - lon) / 2)
    return EARTH_KM * math.asin(min(1.0, math.sqrt(rise**2 + math.cos(here) * math.cos(there) * turn**2)))
