"""When a report was published: every date that the page gives of itself, weighed, with what contradicts noted.

Dates come from metadata, the date line beside the headline, the address and the dateline; never from other reports on the
page, captions or the time of a crawl. What the page does not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.clean.dates import Stamp, days_apart, find_stamp, says_published, says_updated

# What a kind of statement weighs where they contradict each other. Metadata are written by the system that published the page;
# a date line is what its reader sees; an address keeps the day on which it was made.
WEIGHTS = {"declared": 2.0, "shown": 1.5, "address": 2.0, "dateline": 1.0, "loose": 0.8}
# Two dates a day apart are one moment in two time zones.
SAME_MOMENT = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """A date as it stands on the page: `kind` is declared, shown, address, dateline or loose, `origin` says where.

    "loose" is a line beside the headline that nothing marks as the page's date: it may be another report's.
    """

    kind: str
    origin: str
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """What the page tells: prefix dates, the zone of the time, where the date came from, and what contradicts it."""

    date: str | None = None
    zone: str | None = None
    origin: str | None = None
    updated: str | None = None
    updated_origin: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    seen: Seen
    stamp: Stamp
    rank: int


def decide(seen: Sequence[Seen], updated: Sequence[Seen] = (), *, day_first: bool | None = None) -> Published:
    """The publication date. `seen` is in order of trust; `updated` are statements of the last change.

    >>> decide([Seen("declared", "json-ld", "2019-03-02T23:10:00Z"), Seen("shown", "date line", "March 3, 2019")]).date
    '2019-03-03'
    >>> decide([Seen("declared", "meta date", "2021-07-01"), Seen("shown", "date line", "March 3, 2019")]).conflict
    'date_conflict: meta date says 2021-07-01, date line says 2019-03-03'
    """
    dated = []
    changes = []
    for rank, one in enumerate(seen):
        stamp = find_stamp(one.text, day_first=day_first)
        if stamp and one.kind in ("shown", "loose") and says_updated(one.text):
            changes.append(_Dated(one, stamp, rank))
        elif stamp:
            dated.append(_Dated(one, stamp, rank))
    changes += [_Dated(one, stamp, 0) for one in updated if (stamp := find_stamp(one.text, day_first=day_first))]
    if not dated:
        # A page that gives only the date of its last change does not say when it was published.
        return _changed(Published(), changes)
    groups = _groups(dated)
    groups.sort(key=lambda group: (-_weight(group), min(one.rank for one in group)))
    best = _spokesman(groups[0])
    conflict = None
    # A change or a second edition is no contradiction: only dates that claim to be the one of publication are.
    witnessed = {one.seen.kind for one in groups[0]}
    others = [
        one
        for group in groups[1:]
        for one in group
        # Where the page shows the date that it declares, other dates beside it are those of other things.
        if len(one.stamp.date) >= 10
        and one.seen.kind != "loose"
        and not (one.seen.kind == "shown" and witnessed >= {"declared", "shown"})
        and not _is_change(one, changes)
    ]
    if others and len(best.stamp.date) >= 10:
        other = others[0]
        conflict = f"date_conflict: {best.seen.origin} says {best.stamp.date[:10]}, {other.seen.origin} says {other.stamp.date[:10]}"
    return _changed(Published(best.stamp.date, best.stamp.zone, best.seen.origin, conflict=conflict), changes)


def _groups(dated: Sequence[_Dated]) -> list[list[_Dated]]:
    """Dates that may be one moment, each group round the date that came first."""
    groups: list[list[_Dated]] = []
    for one in sorted(dated, key=lambda one: (-min(10, len(one.stamp.date)), one.rank)):
        for group in groups:
            if days_apart(group[0].stamp.date, one.stamp.date) <= SAME_MOMENT:
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _weight(group: Sequence[_Dated]) -> float:
    """Each kind counts once: a system that writes its date into ten fields is one witness."""
    best: dict[str, float] = {}
    for one in group:
        weight = WEIGHTS[one.seen.kind] + (0.5 if one.seen.kind == "shown" and says_published(one.seen.text) else 0.0)
        if len(one.stamp.date) < 10:
            weight /= 4
        best[one.seen.kind] = max(best.get(one.seen.kind, 0.0), weight)
    return sum(best.values())


def _spokesman(group: Sequence[_Dated]) -> _Dated:
    """The date to give: the most trusted full one, but the day that the page shows where that is given in another zone."""
    full = [one for one in group if len(one.stamp.date) >= 10] or list(group)
    best = min(full, key=lambda one: one.rank)
    if best.stamp.zone in ("+00:00", "UTC", "GMT"):
        local = [one for one in full if one.seen.kind in ("shown", "loose", "address")]
        if local and all(one.stamp.date[:10] != best.stamp.date[:10] for one in local):
            return min(local, key=lambda one: one.rank)
    if "T" not in best.stamp.date:
        timed = [one for one in full if "T" in one.stamp.date and one.stamp.date[:10] == best.stamp.date[:10]]
        return min(timed, key=lambda one: one.rank, default=best)
    return best


def _is_change(one: _Dated, changes: Sequence[_Dated]) -> bool:
    """True for a shown date that the page elsewhere calls the one of a change."""
    return one.seen.kind == "shown" and any(
        days_apart(one.stamp.date, change.stamp.date) <= SAME_MOMENT for change in changes
    )


def _changed(found: Published, changes: Sequence[_Dated]) -> Published:
    later = [one for one in changes if found.date is None or one.stamp.date[:10] >= found.date[:10]]
    if not later:
        return found
    one = min(later, key=lambda one: one.rank)
    return Published(found.date, found.zone, found.origin, one.stamp.date, one.seen.origin, found.conflict)
