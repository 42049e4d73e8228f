"""The words of the reports of a case, and how much each of them tells: rare words tell two events apart, common ones do not.

A word's weight follows from how many reports of the case have it, and for a small case from how common it is in English
(`data/word_shares.csv`). Nothing here knows grammar: the stage gets claims and reports, and no parses.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.link.parties import known_names, person, vague
from dragoman.link.stems import WORD, irregular, shares, stem_of, stems
from dragoman.model import Article, Claim

# So many reports of general English are counted with those of the case: in a case of two, what both have would be common.
PRIOR = 20
# So many letters before and after a sentence are its surroundings: a sentence or two.
BESIDE = 300
# Of a report its heaviest words that another one has are compared: more cost time and tell little.
HEAVIEST = 150
# So many pairs of reports are remembered, some 20 MB.
MOST_STORIES = 100_000
# A stem in no list stands in so few English texts; one in more than this tells nothing of a deed ("make", "the").
UNLISTED, COMMON = 0.002, 0.3
# A name that weighs more stands in few reports: one in ten of a large case.
RARE = 0.6
# Where a report tells its news: within so many lines and letters.
LEAD_LINES, LEAD_LETTERS = 3, 600
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "  # noqa: SIM905
    "october november december today yesterday tomorrow".split()
)
# "One" is a pronoun more often than a number.
_COUNTED = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words around a claim: its trigger's stems, weights of the other content words, numbers and rare names."""

    trigger: frozenset[str]
    weights: Mapping[str, float]
    length: float
    numbers: frozenset[str]
    names: frozenset[str]
    around: Mapping[str, float]
    deed: bool
    lead: bool


class Wording:
    """The words of the reports of a case."""

    def __init__(self, articles: Iterable[Article], claims: Iterable[Claim] = ()) -> None:
        self._articles = {a.id: a for a in articles}
        self._reports = Counter(stem for a in self._articles.values() for stem in set(stems(a.text)))
        self._known = frozenset(s for c in claims for name in known_names(c) for s in stems(name))
        self._vectors: dict[str, dict[str, float]] = {}
        self._passages: dict[tuple[str, int, int], dict[str, float]] = {}
        self._stories: dict[tuple[str, str], float] = {}

    def weight(self, stem: str) -> float:
        """How much a word tells: the logarithm of how few reports have it, at most 1."""
        share = (self._reports[stem] + PRIOR * shares().get(stem, UNLISTED)) / (len(self._articles) + PRIOR)
        return min(1.0, -math.log(share) / 4)

    def story(self, left: str, right: str) -> float:
        """How far two reports tell one story, by their words: 0 to 1."""
        key = (left, right) if left < right else (right, left)
        if key not in self._stories:
            if len(self._stories) > MOST_STORIES:
                self._stories.clear()
            self._stories[key] = product(self._vector(left), self._vector(right))
        return self._stories[key]

    def _vector(self, report: str) -> dict[str, float]:
        if report not in self._vectors:
            counts = Counter(stems(self._articles[report].text))
            found = {s: (1 + math.log(n)) * self.weight(s) ** 2 for s, n in counts.items()}
            length = math.sqrt(sum(w * w for w in found.values())) or 1.0
            shared = ((s, w / length) for s, w in found.items() if self._reports[s] > 1)
            self._vectors[report] = dict(sorted(shared, key=lambda item: (-item[1], item[0]))[:HEAVIEST])
        return self._vectors[report]

    def _around(self, report: str, start: int, end: int) -> dict[str, float]:
        """The words of a sentence and of those beside it, weighed, without what stands in reports on many events."""
        key = (report, start, end)
        if key not in self._passages:
            text = self._articles[report].text
            words = set(stems(text[max(0, start - BESIDE) : end + BESIDE])) - self._known
            found = {s: self.weight(s) ** 2 for s in words}
            length = math.sqrt(math.fsum(w * w for w in found.values())) or 1.0
            # In the order of the words: a sum must not hang on that of a set.
            self._passages[key] = {s: found[s] / length for s in sorted(found) if self._reports[s] > 1}
        return self._passages[key]

    def sentence(self, claim: Claim) -> Sentence:
        """The words around a claim, without those of its named parties and its date."""
        text = self._articles[claim.article_id].text
        start, end = claim.sentence
        parties = (*claim.actors, *claim.recipients)
        people = {one for p in parties for one in stems(person(p))}
        hidden = [(p.start, p.end) for p in parties if p.start is not None and p.end is not None and not vague(p)]
        hidden += [claim.when_span] if claim.when_span else []
        weights: dict[str, float] = {}
        numbers, names = set(), set()
        for match in WORD.finditer(text, start, end):
            word, at = match[0], match.start()
            told = any(first <= at < last for first, last in hidden)
            if word[0].isdigit() or word.lower() in _COUNTED:
                if not told and not _year(word):
                    numbers.add(word.lower().replace(",", ""))
                continue
            stem = stem_of(word)
            if (
                not stem
                or (told and stem not in people)
                or word.lower() in _DAYS
                or claim.trigger[0] <= at < claim.trigger[1]
            ):
                continue
            weights[stem] = self.weight(stem)
            if word[0].isupper() and at > start and stem not in self._known and weights[stem] > RARE:
                names.add(stem)
        trigger = text[claim.trigger[0] : claim.trigger[1]]
        return Sentence(
            trigger=frozenset(stem for stem in stems(trigger) if shares().get(stem, 0.0) < COMMON),
            weights=weights,
            length=math.sqrt(sum(w * w for w in weights.values())),
            numbers=frozenset(numbers),
            names=frozenset(names),
            around=self._around(claim.article_id, start, end),
            deed=_deed(trigger),
            lead=claim.within == "title" or (text.count("\n", 0, start) <= LEAD_LINES and start < LEAD_LETTERS),
        )


def alike(left: Sentence, right: Sentence) -> float:
    """How far two sentences say the same by their words: 0 to 1."""
    if not left.length or not right.length:
        return 0.0
    return product(left.weights, right.weights) / (left.length * right.length)


def product(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The sum over the words that both have."""
    if len(right) < len(left):
        left, right = right, left
    return math.fsum(weight * right[stem] for stem, weight in left.items() if stem in right)


def _deed(trigger: str) -> bool:
    """Whether a trigger is a past tense: then the date of its clause is its own. "the raid" may be told days later."""
    word = trigger.split()[0].lower() if trigger.split() else ""
    return word.endswith("ed") or irregular().get(word, word) != word


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
