"""Which of several places of one name is meant: a score, and no answer where two countries are as likely.

The score of a candidate adds up (tenfold people count 1, so the parts can be compared with "so many times as large"):

| part | worth |
|---|---|
| countries; seas, regions, borders; bases and other sites | 8.0; 7.0; 6.3 |
| towns and divisions: logarithm of their people (at least 1,000; 60,000 where unknown) | 3 to 7.5 |
| how widely a town is known: 1.5 times the logarithm of 1 + names in all languages / 5 | 0 to 2.5 |
| capital; division with a town of its name inside it | +0.3; -1.0 |
| the report speaks of its country: half of all mentions or more; named in the same sentence | up to +1.8; +0.5 |
| the country of a known outlet or of the dateline; of an outlet's web address | +0.8; +1.6 |
| the report names its division; all divisions it names are this one | +0.8; up to +1.2 more |
| other names of the report lie within 150 km, each counted by how unlikely chance is | up to +3.0 |

A town less than an eighth as large as its largest namesake gains half from its country: most reports speak of the
United States, few of its Paris. Two candidates of different countries within 0.4 are not told apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from dragoman.data.gazetteer import Entry, country_entry
from dragoman.resolve.places.hits import Phrase

MARGIN = 0.4  # by how much the best reading must lead another country's
# A paper under a country's domain that the book does not know is a local one: its Edmonton is the one next door.
LOCAL = 1.6
WEIGHT = {"country": 8.0, "area": 7.0, "border": 7.0, "base/facility": 6.3}
NEAR_KM = 150.0  # two towns of one report this near speak for each other
SUPPORT, MOST_SUPPORT = 1.0, 3.0
# Candidates of one name that are weighed against the report's other names; the rest are tiny.
MOST = 25
# Towns with no more names in all languages may be taken for a namesake; mentions that show what a report is about.
LITTLE_KNOWN, SMALL, ELSEWHERE = 12, 100_000, 4


class Chooser:
    """Chooses among the places of one spelling by what else the report names; one for each report.

    `counted` are mentions of countries by name, adjective and unambiguous town; `home` is the outlet's
    country or that of the dateline, `local` that of a lesser outlet's web address.
    """

    def __init__(
        self, counted: Counter[str], phrases: Sequence[Phrase], *, home: str | None = None, local: str | None = None
    ) -> None:
        self.counted = counted
        self.home = home
        self.local = local
        # "Paris, Texas" told once settles every other "Paris" of the report.
        self.settled = {p.key: p.entries for p in phrases if p.basis == "container" and p.entries}
        self.divisions = Counter(
            p.entries[0].division for p in phrases if p.entries and all(e.kind == "admin area" for e in p.entries)
        )
        self.total = sum(counted.values()) or 1
        names: dict[str, tuple[Entry, ...]] = {}
        for phrase in phrases:
            towns = tuple(e for e in phrase.entries if e.kind in ("city", "base/facility") and e.lat is not None)
            if towns and len(towns) == len(phrase.entries):
                names.setdefault(phrase.key, self.settled.get(phrase.key, towns)[:MOST])
        self._names = names
        self._told = Counter(p.key for p in phrases)
        self._supported: dict[tuple[str, Entry], float] = {}

    def score(self, entry: Entry, near: frozenset[str], rivals: Sequence[Entry], key: str) -> float:
        """How likely a place is meant; see the table above."""
        if entry.kind in WEIGHT:
            base = WEIGHT[entry.kind]
        else:
            base = math.log10(max(entry.population, 60_000 if not entry.population else 1_000))
            base += 0.3 if entry.capital else 0.0
            base += 1.5 * math.log10(1 + entry.fame / 5)
            if entry.kind == "admin area" and any(
                e.kind == "city" and e.division == entry.division and e.population * 50 > entry.population
                for e in rivals
            ):
                base -= 1.0
        code = entry.code or ""
        told = 1.8 * min(1.0, 2 * self.counted[code] / self.total) + (0.5 if code in near else 0.0)
        if self.home is not None and code == self.home:
            told += 0.8
        largest = max((e.population for e in rivals if e.kind == "city"), default=0)
        if entry.kind == "city" and entry.population * 8 < largest:
            told /= 2
        if entry.kind == "city" and (count := self.divisions[entry.division]):
            told += 0.8 + 1.2 * count / self.divisions.total()
        if self.local is not None and code == self.local:
            told += LOCAL
        if entry.kind in ("city", "admin area") and len(rivals) > 1:
            told += self.support(entry, key)
        return base + told

    def support(self, entry: Entry, key: str) -> float:
        """How much the report's other names speak for a place: those that lie near it, or in a division.

        A name counts 1 over the number of its own namesakes: a Springfield nearby says little.
        """
        known = self._supported.get((key, entry))
        if known is not None:
            return known
        found = 0.0
        for name, others in self._names.items():
            if name == key:
                continue
            if entry.kind == "admin area":
                close = any(o.division == entry.division for o in others)
            else:
                close = any(o.code == entry.code and within(o, entry, NEAR_KM) for o in others)
            if close:
                found += SUPPORT / len(others)
        found = min(found, MOST_SUPPORT)
        self._supported[key, entry] = found
        return found

    def decide(self, entries: Sequence[Entry], near: frozenset[str], key: str) -> tuple[Entry | None, bool]:
        """The place meant and whether its position is certain; None where two countries remain as likely."""
        scores = {id(e): self.score(e, near, entries, key) for e in entries}
        ranked = sorted(entries, key=lambda e: -scores[id(e)])
        best = next((e for e in ranked if e.kind == "country" and e.code == ranked[0].code), ranked[0])
        rivals = [e for e in ranked if e is not best and scores[id(e)] > scores[id(best)] - MARGIN]
        if any(e.code != best.code for e in rivals) or self._strays(best, key):
            return None, False
        return best, all(_as_good(e, best) for e in rivals)

    def _strays(self, entry: Entry, key: str) -> bool:
        """Whether a lesser town lies far from all that the report is about, and may be another's namesake.

        A village that no gazetteer has often shares a spelling with a town elsewhere: in a report that speaks of Iraq a dozen
        times and of no other place in Yemen "Sadah" is left open rather than taken for Yemen's Saada.
        """
        if entry.kind not in ("city", "admin area") or entry.fame > LITTLE_KNOWN or entry.population > SMALL:
            return False
        if entry.capital or self.counted[entry.code or ""] > self._told[key]:
            return False
        code, count = max(self.counted.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        return code != entry.code and count >= ELSEWHERE and count * 5 >= self.total * 3

    def neighbour(self, code: str) -> str | None:
        """Whose border with `code` is meant: the neighbour that has three quarters of all neighbours' mentions."""
        entry = country_entry(code)
        around = [(self.counted[c], c) for c in (entry.division.split(",") if entry else []) if self.counted[c]]
        count, best = max(around, default=(0, ""))
        return best if count and count * 4 >= 3 * sum(n for n, _ in around) else None

    def context(self) -> str | None:
        """The country that two thirds of all the report's country names speak of, for a site that nothing else places."""
        ranked = self.counted.most_common(1)
        if ranked and ranked[0][1] * 3 >= self.total * 2 and country_entry(ranked[0][0]):
            return ranked[0][0]
        return None


def within(a: Entry, b: Entry, km: float) -> bool:
    """Whether two places lie within so many kilometres of each other (on a flat map: a few per cent off)."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    north = abs(a.lat - b.lat) * 111.2
    if north > km:
        return False
    east = abs(a.lon - b.lon)
    east = min(east, 360 - east) * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2))
    return north * north + east * east <= km * km


def _as_good(a: Entry, b: Entry) -> bool:
    """Whether it makes little difference which of two is meant: no position, or one within two hours' drive."""
    return None in (a.lat, a.lon, b.lat, b.lon) or within(a, b, 160.0)
