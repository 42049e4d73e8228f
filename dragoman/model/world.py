"""What the page speaks of: actors, places, times and outlets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of the world book. `id` is stable across reports: "RUS", "RUS.MIL", "hezbollah".

    `code` is ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, IMG, MNC; `sector` is PLOVER's (GOV, MIL, REB, PTY, ...).
    `kind` is state, force, organisation, group, office, person, region or people.
    """

    id: str
    name: str
    code: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `code` the ISO alpha-3 country; `lat`, `lon` in degrees (WGS84), None where only a name is known.

    `kind` is country, admin area, city, base/facility, border or area. `precision` is "near" where the text says only
    that it was near, outside or west of the place, "part" for a part of it ("southern X"), else empty: as close as the
    kind is. A position is that of the place named, so for a region or a part the middle of the whole, and no point.
    """

    name: str
    code: str | None
    lat: float | None
    lon: float | None
    kind: str
    precision: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """An inclusive interval of days as prefix dates, `granularity` day, week, month, season, year, span or unknown.

    `basis` says how it was found: the phrase's kind ("weekday", "absolute", "relative", ...), "publication", or "terms": a day
    without its year, on a page without a date, in the years in which those whom the page names held the offices it gives them.
    """

    start: str
    end: str
    granularity: str
    basis: str

    @property
    def of_some_year(self) -> bool:
        """Whether it is one day or month of some years, and the interval only holds them all (basis "terms")."""
        return self.basis == "terms" and self.start != self.end


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, agency, broadcaster, site or monitor: it speaks, it does not act."""

    id: str
    name: str
    kind: str
    code: str | None
