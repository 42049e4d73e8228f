"""Which date a claim has: the time phrase nearest in the tree that governs its trigger, else that of the story it goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dragoman.data.calendar import Days, published_days
from dragoman.model import Mention, Parse, Sentence, When

# A date below one of these belongs to the clause there and not to the one above.
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
NOT_A_DATE = frozenset({"before", "declined"})
# A noun after one of these happens when its verb does: "died in Monday's blast", "said at the March summit".
SAME_TIME = frozenset({"in", "at", "during", "on", "amid", "by"})
# Time nouns pass a date on whatever stands before them: "for the second day in a row on Tuesday".
TIMES = frozenset(
    ["day", "night", "week", "month", "year", "time", "row", "morning", "evening", "afternoon", "hour", "occasion"]
)
# A date inside "at a summit in September" dates the sentence, whatever noun the summit was hung on.
OCCASION = frozenset({"at", "during"})
SPEECH = frozenset(
    ["say", "add", "tell", "note", "explain", "continue", "stress", "state", "insist", "argue", "claim", "write"]
)
# What is done to a statement or a letter on the day it speaks.
ISSUED = frozenset(["publish", "issue", "release", "date", "send", "sign", "circulate", "broadcast", "deliver", "post"])
# "the talks held in May", "an apology that he offered on Monday": what is done to an event when it happens.
LIGHT = frozenset(
    ["begin", "carry", "conclude", "conduct", "deliver", "give", "hold", "impose", "launch", "make", "mount", "offer", "reach",
     "repeat", "sign", "stage", "start", "strike", "take"]
) | ISSUED  # fmt: skip
TELLING = SPEECH | {"report", "quote", "cite", "publish", "read", "reveal", "show", "indicate", "describe", "comment"}
# How many sentences of one speech may follow the one that has the date.
SPEECH_LENGTH = 4
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
# Words of the verb group that say when it is: a sentence in the perfect or the future does not go on with a day's story.
NOT_THEN = frozenset(
    {"will", "shall", "has", "have", "is", "are", "am", "'s", "\u2019s", "may", "might", "can", "must", "could"}
)
# What may stand before a date that opens a sentence, and bases of dates that are not the sentence's own.
OPENERS = frozenset(
    {"on", "in", "at", "the", "early", "late", "earlier", "later", "and", "but", "then", "over", "during", ",", '"'}
)
UNBOUND = NOT_A_DATE | {"offset", "period", "duration", "since"}
# How many sentences a day's story runs on, and how long ago it may have been.
STORY = 8
RECENT = 7
NO_DATE = When("", "", "unknown", "none")

Found = tuple[Mention, When]


def date_of(
    parse: Parse, mentions: Sequence[Mention], sentence_index: int, token_index: int
) -> tuple[Mention | None, When]:
    """The date of a claim whose trigger is token `token_index` of sentence `sentence_index`; see `Dates.of`."""
    global _last
    held = _last
    if held is None or held.parse is not parse or held.mentions is not mentions:
        held = _last = Dates(parse, mentions)
    return held.of(sentence_index, token_index)


class Dates:
    """The dates of one report's claims. Everything is looked up once a sentence, however many claims it holds."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        self.parse = parse
        self.mentions = mentions

    def of(self, sentence_index: int, token_index: int) -> tuple[Mention | None, When]:
        """The date of the claim with this trigger.

        It is that of the time mention in the trigger's own phrase, else of the nearest word above it in the tree that
        has one outside other clauses; basis "governing" marks a date taken over from a clause above (a demand made on
        Monday dates what is demanded only so far). A sentence without any date that goes on with the story of a day,
        or with the words of the same speaker, takes that day, basis "carried". Else the mention is None and the
        interval that of publication, granularity "unknown", basis "publication"; where that is not known either,
        `When("", "", "unknown", "none")`.
        """
        own = self._own.get(sentence_index)
        found = self._view(sentence_index).governing(own, token_index, self._published) if own else None
        if found is None and (not own or self._aside(sentence_index, token_index)):
            found = self._carried(sentence_index, token_index)
        if found is not None:
            return found
        if self._published is None:
            return None, NO_DATE
        first, last = self._published
        return None, When(first.isoformat(), last.isoformat(), "unknown", "publication")

    @cached_property
    def _published(self) -> Days | None:
        return published_days(self.parse.article.published)

    @cached_property
    def _own(self) -> dict[int, list[Mention]]:
        """The time mentions of each sentence that has any."""
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.kind == "time":
                found.setdefault(mention.sentence, []).append(mention)
        return found

    @cached_property
    def _views(self) -> dict[int, _View]:
        return {}

    def _view(self, index: int) -> _View:
        if index not in self._views:
            self._views[index] = _View(self.parse.sentences[index])
        return self._views[index]

    @cached_property
    def _stories(self) -> list[Found | None]:
        """For each sentence the day whose story is being told there, as its date or carried from the ones before."""
        found: list[Found | None] = []
        running: Found | None = None
        left = 0
        for index, sentence in enumerate(self.parse.sentences):
            if sentence.kind != "body":
                found.append(None)
                continue
            told = self._told(index)
            if told is not None:
                running, left = (told, STORY) if self._is_story(index, told[1]) else (None, 0)
            else:
                left -= 1
            found.append(running if left > 0 else None)
        return found

    def _aside(self, index: int, token: int) -> bool:
        """Whether a word belongs to a main clause that has no date, though a clause or phrase inside it has one."""
        view = self._view(index)
        return view.root is not None and view.clause(token) == view.root and self._told(index) is None

    def _told(self, index: int) -> Found | None:
        """The date of a sentence's main clause."""
        own = self._own.get(index)
        view = self._view(index)
        return view.governing(own, view.root, self._published) if own and view.root is not None else None

    def _is_story(self, index: int, when: When) -> bool:
        """A day on which something happened (and not only was told), not after publication and not long before it."""
        root = self._view(index).root
        if when.granularity != "day" or root is None:
            return False
        if self.parse.sentences[index].tokens[root].lemma in TELLING:
            return False
        if self._published is None:
            return True
        days = (self._published[1] - date.fromisoformat(when.end)).days
        return 0 <= days <= RECENT

    def _carried(self, index: int, token: int) -> Found | None:
        story = self._stories[index]
        if story is not None and self._view(index).then(token):
            return story[0], replace(story[1], basis="carried")
        return self._speech(index)

    def _speech(self, index: int) -> Found | None:
        """The day of the speech that a sentence without a date goes on with; None where it is no such sentence."""
        names: set[str] = set()
        for number in range(index, max(-1, index - SPEECH_LENGTH - 1), -1):
            sentence = self.parse.sentences[number]
            if sentence.kind != self.parse.sentences[index].kind:
                return None
            if number < index and self._own.get(number):
                found = self._told(number)
                if found is None or found[1].granularity != "day" or not names <= {t.text for t in sentence.tokens}:
                    return None
                return found[0], replace(found[1], basis="carried")
            speaker = _speaker(sentence)
            if speaker is None:
                return None
            names.update(speaker)
        return None


_last: Dates | None = None


def _speaker(sentence: Sentence) -> tuple[str, ...] | None:
    """The name that speaks a sentence of reported speech; () for "he said" and bare quotations, None for no speech."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if token.lemma not in SPEECH or token.pos != "VERB" or token.dep not in {"root", "parataxis"}:
            continue
        for other in tokens:
            if other.head == index and other.dep == "nsubj":
                if other.pos == "PRON":
                    return () if other.text.lower() in {"he", "she", "they"} else None
                return (other.text,) if other.pos == "PROPN" else None
    return () if tokens and tokens[0].text in QUOTES else None


@dataclass(slots=True)
class _View:
    """A sentence with the words below each word."""

    sentence: Sentence
    below: dict[int, list[int]]

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.below = {}
        for index, token in enumerate(sentence.tokens):
            self.below.setdefault(token.head, []).append(index)

    @property
    def root(self) -> int | None:
        """The main word."""
        return next(iter(self.below.get(-1, ())), None)

    def then(self, token: int) -> bool:
        """Whether the clause of a word, and the main clause, tell of a time past and over."""
        root = self.root
        return root is not None and self._past(root) and self._past(self.clause(token))

    def clause(self, token: int) -> int:
        """The verb, or head of a clause, that a word belongs to."""
        for _ in range(40):
            this = self.sentence.tokens[token]
            if this.pos == "VERB" or this.head < 0 or this.dep.partition(":")[0] in CLAUSES:
                break
            token = this.head
        return token

    def _past(self, token: int) -> bool:
        this = self.sentence.tokens[token]
        words = self._helpers(token)
        if words:
            return words.isdisjoint(NOT_THEN)
        if this.pos != "VERB":
            return True
        word = this.text.lower()
        return word.endswith(("ing", "ed")) or (not word.endswith("s") and word != this.lemma.lower())

    def governing(self, mentions: Sequence[Mention], token: int, published: Days | None) -> Found | None:
        """The date of the nearest word at or above a token that has one."""
        best: tuple[tuple[int, int, int], Mention, bool] | None = None
        above = self._above(token)
        for mention in mentions:
            if mention.when is None or mention.basis in NOT_A_DATE or mention.first <= token < mention.last:
                continue
            reach = self._rank(mention, above, token)
            if reach is not None and (best is None or reach[0] < best[0]):
                best = reach[0], mention, reach[1]
        if best is None:
            first = next((m for m in mentions if m.when and m.basis not in UNBOUND and self._opens(m, token)), None)
            return (first, first.when) if first is not None and first.when is not None else None
        rank, mention, since = best
        when = mention.when
        assert when is not None
        if since and mention.basis != "since":
            end = max(when.end, published[1].isoformat()) if published else when.end
            when = When(when.start, end, "span", "since")
        climbed = [index for index, steps in above.items() if steps < rank[0]]
        if any(self.sentence.tokens[index].dep.partition(":")[0] in CLAUSES for index in climbed):
            when = replace(when, basis="governing")
        return mention, when

    def _above(self, token: int) -> dict[int, int]:
        """The token and the words above it, with the number of steps up."""
        found: dict[int, int] = {}
        while token >= 0 and token not in found:
            found[token] = len(found)
            token = self.sentence.tokens[token].head
        return found

    def _rank(self, mention: Mention, above: dict[int, int], trigger: int) -> tuple[tuple[int, int, int], bool] | None:
        """Steps up to the word that has the date, steps down to it, distance in words; None where it does not reach.

        The second part tells whether "since" was passed on the way ("since the raid in March"): it happened after it.
        """
        tokens = self.sentence.tokens
        at, down, since, occasion = mention.head, 0, False, False
        if mention.basis == "offset":  # "a day after guards shot a farmer" dates the shot, not what came after it
            at = tokens[mention.last - 1].head
            return ((above[at], 0, abs(at - trigger)), False) if at in above and at >= mention.last else None
        while at not in above:
            cases = self._cases(at)
            if at != mention.head and "since" in cases:
                since = True
            elif tokens[at].dep.partition(":")[0] == "acl" and tokens[at].head == trigger and tokens[at].lemma in LIGHT:
                return (0, down + 1, abs(mention.head - trigger)), since
            elif tokens[at].dep == "advcl" and self._when(at):
                down += 5  # "they froze the loan when the affair came to light in 2010"
            elif down > len(tokens) or not (occasion or self._reaches(mention, at, cases)):
                return None
            occasion = occasion or (at != mention.head and not cases.isdisjoint(OCCASION))
            if tokens[at].head < 0 or (occasion and tokens[at].dep.partition(":")[0] in CLAUSES):
                return None
            at, down = tokens[at].head, down + 1
        if any(steps < above[at] and self._parts(index) for index, steps in above.items()):
            return None
        return (above[at], down, abs(mention.head - trigger)), since

    def _parts(self, at: int) -> bool:
        """Whether a verb beside another tells of another time: "met on Monday, but has since left"."""
        token = self.sentence.tokens[at]
        return token.dep == "conj" and token.pos == "VERB" and not self._helpers(at).isdisjoint(NOT_THEN)

    def _helpers(self, at: int) -> set[str]:
        tokens = self.sentence.tokens
        return {tokens[c].text.lower() for c in self.below.get(at, ()) if tokens[c].dep.startswith(("aux", "cop"))}

    def _adverbial(self, at: int) -> bool:
        kind, _, detail = self.sentence.tokens[at].dep.partition(":")
        return (kind in {"obl", "advmod"} and not detail) or detail in {"unmarked", "tmod", "npmod"}

    def _opens(self, mention: Mention, token: int) -> bool:
        """Whether a phrase opens the sentence of a main clause ("On Monday General Adler met ..."), whatever the tree says."""
        words = {t.text.lower() for t in self.sentence.tokens[: mention.first]}
        return words <= OPENERS and mention.last < token and self.clause(token) == self.root

    def _when(self, at: int) -> bool:
        return any(self.sentence.tokens[c].text.lower() == "when" for c in self.below.get(at, ()))

    def _cases(self, at: int) -> set[str]:
        """The prepositions of a noun, or the conjunctions of a clause."""
        tokens = self.sentence.tokens
        return {tokens[c].text.lower() for c in self.below.get(at, ()) if tokens[c].dep in {"case", "mark"}}

    def _reaches(self, mention: Mention, at: int, case: set[str]) -> bool:
        """Whether the date of a phrase under word `at` also dates what `at` hangs on."""
        token = self.sentence.tokens[at]
        kind = token.dep.partition(":")[0]
        if kind == "acl" and token.lemma in ISSUED:
            return True  # "a letter sent on Monday demanded ..."
        if kind == "xcomp" and token.pos == "ADJ":
            return True  # "found guilty of theft on Monday"
        if kind in CLAUSES or (kind == "conj" and token.pos in {"VERB", "AUX"}):
            return False
        if mention.basis in {"period", "duration"} and not (at == mention.head and case):
            return False
        if at == mention.head or token.pos not in {"NOUN", "PROPN"} or token.lemma in TIMES:
            return True
        if mention.first > at and not self._cases(mention.head) and self._adverbial(mention.head):
            return True  # "found guilty of theft last year": nothing but the verb takes a bare time
        if kind in {"obl", "nmod"} and token.dep != "obl:agent":
            return not case or not case.isdisjoint(SAME_TIME)
        daily = mention.when is not None and mention.when.granularity == "day"
        if kind == "nsubj" or token.dep == "obl:agent":
            return daily
        if kind in {"obj", "iobj"}:
            # "fired rockets on Monday" may hang the day on the rockets; "condemned Monday's raid" dates the raid alone.
            return mention.first > at and not self._cases(mention.head) & {"of", "from", "'s"}
        return True
