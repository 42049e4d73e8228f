"""Reports that repeat each other, and the independent origins behind their claims.

Reports are compared by their runs of five words. A fixed part of all runs (those whose hash is small) is indexed: a report that
was cut in half still shares half of its runs with the whole, whatever their lengths, which MinHash signatures of equal size
would miss. Pairs that share some are then compared in full. Everything follows from the reports alone, in any order.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from dragoman.data.outlet_names import first_name
from dragoman.model import Article, Claim, Copy, Voice

WORDS = re.compile(r"\w+")
# A sentence this long that stands word for word in an earlier report was copied from it, or both from a third.
COPIED = 8
RUN = 5  # words of a run; runs are what reports are compared by
# One run in four is indexed; two reports are compared when they share this many of those.
SAMPLE, FEWEST_SHARED = 4, 3
# Of the shorter report, this share of its runs must stand in the longer one. Reports that only quote the same statement share
# a fifth at most; an agency report in two papers shares nine tenths, and half when one of them cut it and wrote a new head.
LEAST_SHARE = 0.45
FEWEST_WORDS = 30  # shorter reports are not compared
# A run that stands in many reports is furniture or a stock phrase; the earliest ones are enough to find an original.
LONGEST_POSTING = 40
WHOLE, NEAR = 0.97, 0.6
_OF_GOVERNMENT = ("GOV", "MIL", "COP", "SPY")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)$")


def copies_of(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """Which reports repeat which: for each the one it has most of, in order of publication.

    Reports of fewer than thirty words are not compared.
    """
    ordered = sorted(articles, key=lambda a: (a.published or "9999", a.id))
    runs = [_runs(article) for article in ordered]
    index: dict[int, list[int]] = {}
    found: list[Copy] = []
    for number, own in enumerate(runs):
        if own is None:
            continue
        shared: dict[int, int] = {}
        sample = [int(one) for one in own if int(one) % SAMPLE == 0]
        for one in sample:
            for earlier in index.get(one, ()):
                shared[earlier] = shared.get(earlier, 0) + 1
        best: tuple[float, int, float, float] | None = None
        for earlier, count in sorted(shared.items()):
            other = runs[earlier]
            if count < FEWEST_SHARED or other is None:
                continue
            common = len(np.intersect1d(own, other, assume_unique=True))
            share = common / min(len(own), len(other))
            if share >= LEAST_SHARE and (best is None or share > best[0] + 1e-9):
                best = (share, earlier, common / len(own), common / len(other))
        if best:
            found.append(_copy(ordered[best[1]], ordered[number], best[3], best[2]))
        for one in sample:
            posting = index.setdefault(one, [])
            if len(posting) < LONGEST_POSTING:
                posting.append(number)
    return tuple(sorted(found, key=lambda copy: (copy.article, copy.original)))


def origins_of(claims: Sequence[Claim], articles: Mapping[str, Article], copies: Sequence[Copy] = ()) -> dict[str, str]:
    """The origin of each claim (by claim id): the innermost voice that several reports may lead back to.

    A claim in a report's own voice has its outlet as origin, or the agency that the report credits; one in a sentence that was
    copied from an earlier report has that one's.
    """
    first: dict[tuple[str, ...], str] = {}
    found: dict[str, str] = {}
    roots = roots_of(articles, copies)
    kept: dict[str, frozenset[int]] = {}
    for claim in claims:
        article = articles[claim.article_id]
        voice = claim.attribution[-1] if len(claim.attribution) > 1 else None
        sentence = WORDS.findall(article.text[claim.sentence[0] : claim.sentence[1]].lower())
        if voice is not None and (voice.name or voice.id):
            origin = _origin(voice)
        else:
            root = articles[roots.get(article.id, article.id)]
            if root is not article:
                if root.id not in kept:
                    kept[root.id] = frozenset(int(one) for one in _hashes(WORDS.findall(root.body().lower())))
                own = _hashes(sentence)
                # What the copy added is its own.
                if len(own) and sum(int(one) in kept[root.id] for one in own) < len(own) / 2:
                    root = article
            origin = _outlet(_maker(root))
        words = tuple(sentence)
        if len(words) >= COPIED and voice is None:
            origin = first.setdefault(words, origin)
        found[claim.id] = origin
    return found


def _origin(voice: Voice) -> str:
    """Who a voice is: a government with its forces and police is one, whoever speaks for it, as none of them is independent.

    An outlet that is quoted is the one whose own report says so. Of a people, an opposition or a region many may speak.

    >>> [_origin(Voice(name, "official", id=id_)) for name, id_ in (("Lima", "PER"), ("the general staff", "PER.MIL"))]
    ['voice:per', 'voice:per']
    >>> _origin(Voice("a doctor", "person", id="PER.CVL")), _origin(Voice("The Courier", "outlet"))
    ('voice:a doctor', 'outlet:courier')
    """
    if voice.kind in ("outlet", "agency"):
        return _outlet(voice.name or voice.id or "")
    head, dot, part = (voice.id or "").partition(".")
    if head and not head.startswith(("region:", "?")) and (not dot or part in _OF_GOVERNMENT):
        return f"voice:{head.lower()}"
    return f"voice:{(voice.name or voice.id or '').lower()}"


def _outlet(name: str) -> str:
    """An outlet by its first name, whichever of its names is told.

    >>> _outlet("AFP"), _outlet("The Courier")
    ('outlet:agence france-presse', 'outlet:courier')
    """
    return f"outlet:{(first_name(name) or name).lower().removeprefix('the ')}"


def _maker(article: Article) -> str:
    """Who made a report: the agency or the outlet that it credits, else its outlet."""
    for credit in article.credits:
        if credit.kind in ("agency", "first published") and credit.name:
            return credit.name
    return article.outlet or article.id


def roots_of(articles: Mapping[str, Article], copies: Sequence[Copy]) -> dict[str, str]:
    """For each copied report the first of those that repeat each other."""
    parent = {copy.article: copy.original for copy in copies if copy.article in articles and copy.original in articles}
    roots = {}
    for one in parent:
        at, seen = one, {one}
        while at in parent and parent[at] not in seen:
            at = parent[at]
            seen.add(at)
        roots[one] = at
    return roots


def _copy(left: Article, right: Article, of_left: float, of_right: float) -> Copy:
    """`of_left` is the share of `left` that stands in `right`, and the other way round."""
    told = "nothing"
    if _credits(left, right) != _credits(right, left):
        told = "credit"
        if _credits(left, right):
            left, right, of_left, of_right = right, left, of_right, of_left
    else:
        order = _order(left, right)
        if order:
            told = "dates"
        if order > 0:
            left, right, of_left, of_right = right, left, of_right, of_left
    kind = "copy" if min(of_left, of_right) >= WHOLE else "near-copy" if min(of_left, of_right) >= NEAR else "part"
    return Copy(right.id, left.id, round(of_right, 3), kind, told)


def _credits(article: Article, other: Article) -> bool:
    """True if `article` says that it comes from the outlet of `other`."""
    if not other.outlet:
        return False
    named = {
        _plain(credit.name)
        for credit in article.credits
        if credit.name and credit.kind in ("agency", "first published")
    }
    return _plain(other.outlet) in named and _plain(article.outlet or "") != _plain(other.outlet)


def _order(left: Article, right: Article) -> int:
    """-1 if `left` was published before `right`, 1 if after, 0 where the dates do not tell."""
    first, second = _moment(left), _moment(right)
    if first is None or second is None:
        return 0
    if first[1] < second[0]:
        return -1
    return 1 if second[1] < first[0] else 0


def _moment(article: Article) -> tuple[datetime, datetime] | None:
    """The earliest and the latest moment of publication, in universal time; without a zone a day is three days wide at most."""
    date = article.published
    if not date or len(date) < 10:
        return None
    if "T" not in date:
        day = datetime.fromisoformat(date[:10])
        return day - timedelta(hours=12), day + timedelta(hours=36)
    at = datetime.fromisoformat(date[:16])
    offset = _OFFSET.match(article.zone) if article.zone else None
    if offset:
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        at = at - shift if offset[1] == "+" else at + shift
        return at, at
    if article.zone in ("GMT", "UTC"):
        return at, at
    return at - timedelta(hours=12), at + timedelta(hours=12)


def _runs(article: Article) -> NDArray[np.uint64] | None:
    """The distinct runs of a report's body, sorted; None where it is too short to compare."""
    words = WORDS.findall(article.body().lower())
    return np.unique(_hashes(words)) if len(words) >= FEWEST_WORDS else None


def _hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each run of five words; the same on every machine and in every run of the program."""
    if len(words) < RUN:
        return np.zeros(0, np.uint64)
    each = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    mixed = np.zeros(len(words) - RUN + 1, np.uint64)
    for place in range(RUN):
        mixed = mixed * _MIX + each[place : len(words) - RUN + 1 + place]
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return mixed ^ (mixed >> np.uint64(32))


def _plain(name: str) -> str:
    return re.sub(r"\W+", "", name.lower()).removeprefix("the")


def groups_of(copies: Sequence[Copy]) -> tuple[tuple[str, ...], ...]:
    """Reports that repeat each other, directly or through others: ids, sorted, the groups by their first."""
    parent: dict[str, str] = {}

    def find(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for copy in copies:
        first, second = sorted((find(copy.article), find(copy.original)))
        parent[second] = first
    members: dict[str, list[str]] = {}
    for one in sorted(parent):
        members.setdefault(find(one), []).append(one)
    return tuple(tuple(group) for _, group in sorted(members.items()))


__all__ = ["copies_of", "groups_of", "origins_of", "roots_of"]
