"""Which date a claim has: the time phrase nearest in the tree that governs its trigger, else that of the story it goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property

from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.when.aside import came_before, reported, until
from dragoman.code.when.told import HEADLINES, QUOTES, Again, in_dateline, is_day, is_remark, remark_ahead, retold
from dragoman.code.when.view import UNBOUND, View
from dragoman.data.calendar import Days, published_days
from dragoman.model import Mention, Parse, Sentence, When

SPEECH = frozenset(
    ["say", "add", "tell", "note", "explain", "continue", "stress", "state", "insist", "argue", "claim", "write"]
)
TELLING = SPEECH | {"report", "quote", "cite", "publish", "read", "reveal", "show", "indicate", "describe", "comment"}
# How many sentences of one speech may follow the one that has the date.
SPEECH_LENGTH = 4
# How many sentences a day's story runs on, and how long ago it may have been.
STORY = 8
RECENT = 7  # days that two dates of one story, or a date and publication, may lie apart
# So many where it goes back before the day that the report begins with.
ASIDE = 3
# Bases of dates that count from publication: a full date after it may be told by a page whose own date is wrong.
COUNTED = frozenset({"relative", "weekday", "by", "until", "range", "governing", "carried"})
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
NO_DATE = When("", "", "unknown", "none")

Found = tuple[Mention, When]


class Dates:
    """The dates of one report's claims. Everything is looked up once a sentence, however many claims it holds."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        self.parse = parse
        self.mentions = mentions
        self._views: dict[int, View] = {}
        self._speakers: dict[int, tuple[str, ...] | None] = {}
        self._of_speeches: dict[int, Found | None] = {}

    def of(
        self, sentence_index: int, token_index: int, *, actual: bool = False, deed: bool = True
    ) -> tuple[Mention | None, When]:
        """The date of the claim with this trigger.

        It is that of the time mention in the trigger's own phrase, else of the nearest word above it in the tree that
        has one outside other clauses; basis "governing" marks a date taken over from a clause above (a demand made on
        Monday dates what is demanded only so far). A sentence without any date that goes on with the story of a day,
        or with the words of the same speaker, takes that day, basis "carried". Else the mention is None and the
        interval that of publication, granularity "unknown", basis "publication"; where that is not known either,
        `When("", "", "unknown", "none")`. What is told as `actual` has no date that was still to come when it was told: "over
        the next decade" is when an offer is to be kept. Only a `deed` (no word or stance) told by a noun may have it in its own
        phrase ("before a visit by five envoys next week").
        """
        own = self._own.get(sentence_index)
        if own and actual:
            view = self._view(sentence_index)
            noun = deed and view.sentence.tokens[token_index].pos == "NOUN"
            own = [m for m in own if not self._to_come(m.when) or (noun and view.holds(token_index, m.head))]
        found = self._governing(sentence_index, own, token_index) if own else None
        if found is None and (not own or self._aside(sentence_index, token_index)):
            found = self._carried(sentence_index, token_index)
        elif (
            found is None
            and own
            and (all(m.when is None for m in own) or self._again.this(sentence_index, token_index))
        ):
            # "hours before his detention ran out": that the sentence tells, but not when it was
            again = self._again.of(sentence_index, token_index)
            found = (again[0], replace(again[1], basis="carried")) if again is not None else None
        if found is not None and actual and found[1].basis == "carried" and self._to_come(found[1]):
            found = None
        if found is not None:
            return found
        if self._published is None:
            return None, NO_DATE
        first, last = self._published
        return None, When(first.isoformat(), last.isoformat(), "unknown", "publication")

    def _to_come(self, when: When | None) -> bool:
        """Whether a phrase counted from publication begins with it, or after it, and reaches beyond."""
        if when is None or self._published is None or when.basis not in COUNTED:
            return False
        return when.end > self._published[1].isoformat() and when.start >= self._published[0].isoformat()

    @cached_property
    def _published(self) -> Days | None:
        return published_days(self.parse.article.published)

    @cached_property
    def _own(self) -> dict[int, list[Mention]]:
        """The time mentions of each sentence that has any, without the day a dateline was filed."""
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.kind == "time" and not in_dateline(self.parse.sentences[mention.sentence], mention):
                found.setdefault(mention.sentence, []).append(mention)
        return found

    def _view(self, index: int) -> View:
        if index not in self._views:
            self._views[index] = View(self.parse.sentences[index])
        return self._views[index]

    @cached_property
    def _stories(self) -> list[Found | None]:
        """For each sentence the day whose story is being told there, as its date or carried from the ones before."""
        found: list[Found | None] = []
        running: Found | None = None
        left, lead = 0, ""
        for index, sentence in enumerate(self.parse.sentences):
            if sentence.kind != "body":
                found.append(None)
                continue
            told = self._told(index)
            if told is not None:
                running, left = (self._days(index, told), STORY) if self._is_story(index, told[1]) else (None, 0)
                if running is not None:
                    lead = lead or told[1].start
                    left = ASIDE if told[1].start < lead else left
            else:
                left -= 1
            found.append(running if left > 0 else None)
        return found

    def _days(self, index: int, told: Found) -> Found:
        """The days of a sentence that tells of more than one ("was in Quito on 4 April and in Lima from 6 to 7 April")."""
        view, when = self._view(index), told[1]
        for mention in self._own[index]:
            other = mention.when
            if (
                other is None
                or other.basis in UNBOUND
                or other.granularity not in ("day", "span")
                or view.clause(mention.head) != view.root
            ):
                continue
            start, end = min(when.start, other.start), max(when.end, other.end)
            if (date.fromisoformat(end) - date.fromisoformat(start)).days <= RECENT and (start, end) != (
                when.start,
                when.end,
            ):
                when = replace(when, start=start, end=end, granularity="span")
        return told[0], when

    def _aside(self, index: int, token: int) -> bool:
        """Whether a word belongs to a main clause that has no date, though a clause or phrase inside it has one."""
        view = self._view(index)
        if view.root is None or view.clause(token) != view.root or self._told(index) is not None:
            return False
        # "days before the vote": the main clause has a date of its own, which nobody can tell
        return not any(m.basis == "declined" and view.clause(m.head) == view.root for m in self._own[index])

    def _told(self, index: int) -> Found | None:
        """The date of a sentence's main clause."""
        own = self._own.get(index)
        if not own:
            return None
        root = self._view(index).root
        return self._governing(index, own, root) if root is not None else None

    def _governing(self, index: int, own: Sequence[Mention], token: int) -> Found | None:
        """The date that governs a word; the day of "met on 3 March for the 2016 summit" rather than the year in a name."""
        view = self._view(index)
        found = view.governing(own, token, self._published) or self._of_its_subject(index, own, token)
        if found is None and (verb := reported(view, token)) is not None:
            found = view.governing(own, verb, self._published)
            found = (found[0], replace(found[1], basis="governing")) if found is not None else None
        if found is not None and (before := came_before(view, token)) is not None:
            found = found if view.holds(before, found[0].head) else (found[0], until(found[1]))
        if found is None or found[1].granularity != "year" or len(own) < 2:
            return found
        near = view.governing([m for m in own if m is not found[0]], token, self._published)
        if near is None or near[1].granularity != "day" or near[1].start[:4] != found[1].start[:4]:
            return found
        return near if view.clause(near[0].head) == view.clause(found[0].head) else found

    def _of_its_subject(self, index: int, own: Sequence[Mention], token: int) -> Found | None:
        """ "The raid in August hit a depot": what a deed is told to hit it hit when it was done."""
        tokens = self.parse.sentences[index].tokens
        if tokens[token].pos != "VERB":
            return None
        deeds = (
            n
            for n, other in enumerate(tokens)
            if other.head == token and other.dep == "nsubj" and other.pos == "NOUN" and _is_deed(other.lemma.lower())
        )
        deed = next(deeds, None)
        if deed is None:
            return None
        view = self._view(index)
        inside = [m for m in own if view.holds(deed, m.head)]
        return view.governing(inside, deed, self._published) if inside else None

    def _is_story(self, index: int, when: When) -> bool:
        """A day on which something happened (and not only was told), not after publication and not long before it."""
        root = self._view(index).root
        if not is_day(when) or root is None:
            return False
        if self.parse.sentences[index].tokens[root].lemma in TELLING:
            return False
        return self._recent(when)

    def _carried(self, index: int, token: int) -> Found | None:
        """The date that a sentence without one takes from another: its story's, its speech's, that of the same event."""
        story = self._stories[index]
        found: Found | None = self._again.of(index, token)
        if found is None and story is not None and self._view(index).then(token):
            found = None if self._before(index, token) else story
        elif found is None:
            if index not in self._of_speeches:
                self._of_speeches[index] = self._speech(index) or self._ahead(index)
            found = self._of_speeches[index] or self._lead(index, token)
        return (found[0], replace(found[1], basis="carried")) if found is not None else None

    def _before(self, index: int, token: int) -> bool:
        """Whether a noun tells what was before its sentence's deed; before mere words it may be the day's own."""
        view = self._view(index)
        return view.after_all(token) and (view.root is None or view.sentence.tokens[view.root].lemma not in TELLING)

    @cached_property
    def _again(self) -> Again:
        return Again(self.parse.sentences, self._dated)

    def _dated(self, index: int, token: int) -> Found | None:
        """The date that a sentence itself gives to a word."""
        own = self._own.get(index)
        return self._governing(index, own, token) if own else None

    def _ahead(self, index: int) -> Found | None:
        """The day of a speech that is told only after its words ("He made the remarks on Monday")."""
        found = remark_ahead(self.parse.sentences, self._own, index)
        if found is None or found.when is None or found.basis in UNBOUND or not self._recent(found.when):
            return None
        return found, found.when

    def _lead(self, index: int, token: int) -> Found | None:
        """For a headline: the date of the sentence below which tells the same again."""
        sentence = self.parse.sentences[index]
        if sentence.kind not in HEADLINES:
            return None
        for number in retold(self.parse.sentences, index, token):
            for at, other in enumerate(self.parse.sentences[number].tokens):
                if other.lemma == sentence.tokens[token].lemma:
                    mention, when = self.of(number, at)
                    if mention is None or (self._published is not None and not self._of_the_news(when)):
                        return None
                    return mention, when
        return None

    def _of_the_news(self, when: When) -> bool:
        """Whether a date is a recent day of its own words: what a headline's page was made for."""
        return is_day(when) and when.basis not in ("governing", "carried") and self._recent(when)

    def _recent(self, when: When) -> bool:
        if self._published is None:
            return True
        return 0 <= (self._published[1] - date.fromisoformat(when.end)).days <= RECENT

    def _speech(self, index: int) -> Found | None:
        """The day of the speech that a sentence without a date goes on with; None where it is no such sentence."""
        names: set[str] = set()
        for number in range(index, max(-1, index - SPEECH_LENGTH - 1), -1):
            sentence = self.parse.sentences[number]
            if sentence.kind != self.parse.sentences[index].kind:
                return None
            if number < index and self._own.get(number):
                found = self._told(number)
                if found is None or not is_day(found[1]):
                    return None
                same = names <= {t.text for t in sentence.tokens} or is_remark(sentence, found[0])
                return found if same else None
            if number not in self._speakers:
                self._speakers[number] = _speaker(sentence)
            speaker = self._speakers[number]
            if speaker is None:
                return None
            names.update(speaker)
        return None


@cache
def _is_deed(lemma: str) -> bool:
    """Whether a noun tells an event of force or constraint, which hits somebody."""
    return any(entry.event in FORCE for entry in load_lexicon().of("noun", lemma))


def _speaker(sentence: Sentence) -> tuple[str, ...] | None:
    """The name that speaks a sentence of reported speech; () for "he said" and bare quotations, None for no speech."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if token.pos != "VERB" or token.lemma not in SPEECH or token.dep not in {"root", "parataxis"}:
            continue
        for other in tokens:
            if other.head == index and other.dep == "nsubj":
                if other.pos == "PRON":
                    return () if other.text.lower() in {"he", "she", "they"} else None
                return (other.text,) if other.pos == "PROPN" else None
    return () if tokens and tokens[0].text in QUOTES else None
