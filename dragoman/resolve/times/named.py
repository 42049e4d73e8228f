"""Rules for what has a name: feasts, wars and other periods, centuries; and for calendars that are declined."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.data.calendar import ORDINALS, Days, easter, nth_weekday, part_of_span, published_days, year_days
from dragoman.resolve.times.book import entries
from dragoman.resolve.times.frame import Found, Frame, Groups, Rule
from dragoman.resolve.times.terms import one_of


def period(g: Groups, frame: Frame) -> Found | None:
    """ "World War II": the days of `periods` in dates.yml; not "a new cold war"."""
    if frame.before.rstrip().endswith((" a", " new", " another", " second", " a new", "-")):
        return None
    start, end = entries()["periods"][" ".join((g["name"] or "").split())]
    low, high = published_days(str(start)), published_days(str(end))
    return Found((low[0], high[1]), "span", "period", year_told=True) if low and high else None


def feast_day(name: str, year: int) -> date:
    """The day of a feast of dates.yml in a year: a month and day, days from Easter, or the nth weekday of a month."""
    value = entries()["feasts"][name]
    if isinstance(value, int):
        return easter(year) + timedelta(value)
    if len(value) == 2:
        return date(year, value[0], value[1])
    return nth_weekday(year, *value)


def feast(g: Groups, frame: Frame) -> Found | None:
    """ "Christmas Day", "Easter Sunday 2016": the latest not after publication, for future tense the next one."""
    name = " ".join((g["name"] or "").split())
    if g.get("year"):
        day = feast_day(name, int(g["year"] or 0))
        return Found((day, day), "day", "absolute", year_told=True)
    if frame.published is None:
        low, high = frame.within or (date.max, date.min)
        return one_of(d for y in range(low.year, high.year + 1) if low <= (d := feast_day(name, y)) <= high)
    first, last = frame.published
    every = [feast_day(name, year) for year in range(last.year - 2, last.year + 3)]
    which = g.get("which")
    if which in {"next", "this coming"} or (which is None and frame.tense == "future"):
        fit = [d for d in every if d >= first][:1]
    elif which == "this":
        fit = [d for d in every if d.year == last.year]
    else:
        fit = [d for d in every if d <= last][-1:]
        ahead = [d for d in every if d >= first][:1]
        if which is None and frame.tense in {"unknown", "present"} and ahead and (ahead[0] - first).days <= 60:
            fit = ahead  # "wants a truce before Christmas", told in November
    return Found((fit[0], fit[0]), "day", "relative") if fit else None


def century(g: Groups, frame: Frame) -> Found | None:
    """ "the late 19th century", "the second half of the twentieth century"; none before the first."""
    word = (g["ordinal"] or "").replace(" ", "-")
    index = int("".join(c for c in word if c.isdigit())) if word[0].isdigit() else ORDINALS[word]
    if not 1 <= index <= 21 or (g.get("before") or "").strip():
        return None
    first = max(1, (index - 1) * 100)
    days = year_days(first)[0], year_days(index * 100 - 1)[1]
    return _part(days, g)


def century_range(g: Groups, frame: Frame) -> Found | None:
    """ "the 15th and 16th centuries": from the first to the end of the last."""
    first = century({"ordinal": g["ordinal"], "part": g.get("part")}, frame)
    last = century({"ordinal": g["ordinal2"], "part": g.get("part2")}, frame)
    if first is None or last is None or first.days[0] >= last.days[1]:
        return None
    return Found((first.days[0], last.days[1]), "span", "range", year_told=True, plain=(first.days, last.days))


def hundreds(g: Groups, frame: Frame) -> Found | None:
    """ "the 1800s": the century; the hundreds of our own time are a decade ("the 2000s")."""
    start = int(g["year"] or 0)
    if start % 100 or start >= 2000:
        return None
    return _part((year_days(start)[0], year_days(start + 99)[1]), g)


def _part(days: Days, g: Groups) -> Found:
    part = (g.get("part") or g.get("part2") or "").strip(" -")
    if not part:
        return Found(days, "span", "absolute", year_told=True)
    return Found(part_of_span(days, part), "span", "absolute", year_told=True, plain=(days,))


def old_year(g: Groups, frame: Frame) -> Found | None:
    """ "AD 347", "the year 71"; years before the common era are declined."""
    if g.get("before") or g.get("earlier"):
        return None
    year = int(g["year"] or 0)
    return Found(year_days(year), "year", "absolute", year_told=True) if year else None


def medieval_year(g: Groups, frame: Frame) -> Found | None:
    """ "in 1423", "(1480)": a year before 1500 where no things are counted."""
    if frame.plural_noun_follows or (frame.after[:1] == " " and not frame.retold and frame.after[1:2].isdigit()):
        return None
    return Found(year_days(int(g["year"] or 0)), "year", "absolute", year_told=True)


def retold_year(g: Groups, frame: Frame) -> Found | None:
    """A year of three figures, in a life or a history only: "in 348 he died", never "in 300 trucks"."""
    if not frame.retold or frame.plural_noun_follows:
        return None
    return Found(year_days(int(g["year"] or 0)), "year", "absolute", year_told=True)


def declined(g: Groups, frame: Frame) -> Found | None:
    """Fiscal years, moveable months and seasons of work: found, and not resolved."""
    return None


def nothing(g: Groups, frame: Frame) -> Found | None:
    """Words that look like a date and are none."""
    return None


NAMED: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        period,
        feast,
        century,
        century_range,
        hundreds,
        old_year,
        medieval_year,
        retold_year,
        declined,
        nothing,
    )
}
