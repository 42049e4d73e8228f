"""What two claims have in common, by names: each name has a weight in `data/linking.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.data.distance import kilometres
from dragoman.link.days import Days, days_between, days_of
from dragoman.link.parties import Side, agree, side_of
from dragoman.link.stems import one_stem
from dragoman.link.weights import Feature, near_types
from dragoman.link.wording import Sentence, Wording, alike, product
from dragoman.model import Claim, Place

# Towns and bases farther apart than this are two places, and what happened there two events. A base is told by the town it
# lies near, and gazetteers differ by some kilometres about both.
APART_KM = 40.0
POINTS = frozenset({"city", "base/facility"})
OF_ONE_REPORT = {"published together": "of the report", "no day": "of the report", "same day": "day of the report"}
# What parties do together: whom a report names first says nothing.
MUTUAL = frozenset({"CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what linking needs of it, worked out once."""

    claim: Claim
    actors: Side
    recipients: Side
    all: Side
    days: Days | None
    words: Sentence


def told(claim: Claim, wording: Wording) -> Told:
    """A claim with its words and days."""
    words = wording.sentence(claim)
    every = side_of((*claim.actors, *claim.recipients))
    days = days_of(claim, words.deed)
    return Told(claim, side_of(claim.actors), side_of(claim.recipients), every, days, words)


def features(left: Told, right: Told, wording: Wording) -> list[Feature] | None:
    """What speaks for and against one event: (group, name, how much of it); None where nothing could make them one."""
    a, b = left.claim, right.claim
    if a.event != b.event and (a.article_id == b.article_id or b.event not in near_types(a.event)):
        return None
    days, may = days_between(left.days, right.days)
    if not may:
        return None
    who = _sides(left, right)
    if who is None:
        return None
    where = _places(a.place, b.place)
    if where == "apart":
        return None
    one_report = a.article_id == b.article_id
    if one_report:
        # Its day is that of all it tells.
        days = OF_ONE_REPORT.get(days, days)
    found: list[Feature] = [("actors", who[0], 1.0), ("recipients", who[1], 1.0), ("days", days, 1.0)]
    if where:
        found.append(("place", where, 1.0))
    if one_stem(left.words.trigger, right.words.trigger):
        common = left.words.trigger & right.words.trigger
        found.append(("trigger", "same", max((wording.weight(stem) for stem in common), default=0.5)))
    if a.event != b.event:
        found.append(("type", "near", 1.0))
    elif a.mode and b.mode:
        found.append(("mode", "same" if a.mode == b.mode else "differs", 1.0))
    found += _counts(a, b)
    if one_report and a.sentence == b.sentence:
        found.append(("sentence", "one", 1.0))
    else:
        # What another sentence of the same report adds speaks against nothing.
        found += [f for f in _words(left.words, right.words) if not (one_report and f[1].startswith("other"))]
    if not one_report:
        found.append(("around", "alike", product(left.words.around, right.words.around)))
        story = wording.story(a.article_id, b.article_id)
        found.append(("story", "alike", story))
        if days == "no day":
            found.append(("story", "undated", story))
        if left.words.lead and right.words.lead:
            found.append(("lead", "both", 1.0))
    elif left.words.lead and right.words.lead and "title" in (a.within, b.within) and a.within != b.within:
        found.append(("lead", "title", 1.0))
    return found


def _sides(left: Told, right: Told) -> tuple[str, str] | None:
    """How actors and recipients agree; None where a side of one has nobody of the other's.

    "Peru and Ecuador met" and "Peru clashed with Ecuador" name the same parties on other sides.
    """
    lone = [not one.recipients.count and one.actors.count > 1 for one in (left, right)]
    actors = agree(left.actors, right.actors)
    if left.claim.event in MUTUAL or (lone[0] != lone[1] and actors != "equal"):
        how = agree(left.all, right.all)
        return None if how == "apart" else (how, how)
    recipients = agree(left.recipients, right.recipients) if actors != "apart" else "apart"
    return None if recipients == "apart" else (actors, recipients)


def _words(left: Sentence, right: Sentence) -> Iterator[Feature]:
    """What two sentences share of what few others have. The same words with other numbers are those of a daily bulletin."""
    share = alike(left, right)
    yield "sentence", "alike", share
    if left.numbers & right.numbers:
        yield "number", "shared", float(min(2, len(left.numbers & right.numbers)))
    elif left.numbers and right.numbers:
        yield "number", "other", 1.0
        yield "number", "other in like words", share
    if left.names & right.names:
        yield "name", "shared", float(min(2, len(left.names & right.names)))
    elif left.names and right.names:
        yield "name", "other", 1.0


def _places(left: Place | None, right: Place | None) -> str:
    if left is None or right is None:
        return ""
    if (left.name, left.code) == (right.name, right.code):
        return "same" if left.kind != "country" else "same land"
    points = [p.kind in POINTS and p.lat is not None for p in (left, right)]
    if all(points):
        return "near" if km(left, right) <= APART_KM else "apart"
    if left.code and right.code and left.code != right.code:
        return "other land" if "border" not in (left.kind, right.kind) else ""
    if "country" in (left.kind, right.kind):
        return "inside"
    return "same land" if left.code else ""


def km(a: Place, b: Place) -> float:
    """Kilometres between two places; none where one has no position."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _counts(left: Claim, right: Claim) -> Iterator[Feature]:
    """How many dead, wounded, arrested or sent: the same number is rarely told of two events."""
    other = {name: (low, high) for name, low, high in right.magnitude}
    for name, low, high in left.magnitude:
        if name not in other:
            continue
        least, most = other[name]
        if low <= most and least <= high:
            yield ("count", "same", 1.0 if min(high, most) > 2 else 0.3)
        elif max(low, least) > 3 * min(high, most):
            yield ("count", "far", 1.0)
        else:
            yield ("count", "differs", 1.0)
