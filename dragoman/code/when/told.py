"""Dates told elsewhere in the report: of a speech behind its words, of an event that is named again.

`when.Dates` asks here where neither the sentence nor the story before it dates a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dragoman.model import Mention, When
from dragoman.model import Sentence as Told

# Words for what was said, and verbs of saying it: a day that hangs on one of them is the day it was said.
REMARKS = frozenset(
    ["remark", "statement", "comment", "letter", "speech", "interview", "communique", "communiqué", "declaration", "address",
     "briefing", "message", "tweet", "broadcast", "testimony", "memo", "memorandum", "editorial", "announcement"]
)  # fmt: skip
SAYING = frozenset(
    [
        "say",
        "tell",
        "write",
        "state",
        "speak",
        "stress",
        "add",
        "note",
        "insist",
        "argue",
        "claim",
        "explain",
        "read",
        "urge",
    ]
)
# A remark is dated at most this many sentences behind its words, and a date is looked for so many words up from its phrase.
AHEAD, CLIMB = 3, 6
# A dateline is over after so many words.
DATELINE = 6
DASHES = frozenset({"-", "--", "\u2013", "\u2014", "(", ":", "/"})
HEADLINES = frozenset({"title", "subtitle"})
# A headline is told again by one of the first sentences that share so many of its words.
LEADS, SHARED = 3, 3
# A verb and its noun share so many letters ("suspended", "the suspension").
STEM = 6
# What an event may be named by, and then again.
NAMING = frozenset({"NOUN", "VERB", "PROPN"})
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
POINTING = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our"})
THIS = frozenset({"this", "that", "these", "those"})
# "the next visit", "another raid" is not the one told before.
OTHER = frozenset(
    ["new", "next", "other", "another", "second", "third", "latest", "recent", "previous", "last", "earlier", "future", "planned",
     "fresh", "further", "similar", "such", "past", "upcoming", "coming", "first"]
)  # fmt: skip

Found = tuple[Mention, When]


def is_day(when: When) -> bool:
    """Whether a date is a day: one, or that of a month and day in one of some years (basis "terms")."""
    return when.granularity == "day" or (when.basis == "terms" and when.start[5:] == when.end[5:])


def in_dateline(sentence: Told, mention: Mention) -> bool:
    """Whether a day stands in the place where a report was filed ("PORT ALBA, May 3 - Ministers met"): it dates no event."""
    tokens = sentence.tokens
    if not 1 < mention.first <= DATELINE or mention.last >= len(tokens) or sentence.kind != "body":
        return False
    front = tokens[: mention.first]
    if front[0].pos != "PROPN" or front[-1].text != "," or any(t.pos not in ("PROPN", "PUNCT", "X") for t in front):
        return False
    behind = tokens[mention.last].text
    return behind in DASHES or (behind[0].isupper() and all(t.text.isupper() or t.pos == "PROPN" for t in front[:-1]))


def remark_ahead(sentences: Sequence[Told], own: Mapping[int, Sequence[Mention]], index: int) -> Mention | None:
    """The day of the remark that a sentence of speech is part of, told in one of the sentences behind it.

    "Miners must go back, the minister said. He made the remark in Lima on Monday." None where the sentence is no speech,
    where another date comes first, or where somebody else speaks there.
    """
    here = sentences[index]
    if not _speech(here):
        return None
    names = _speakers(here)
    for number in range(index + 1, min(len(sentences), index + AHEAD + 1)):
        sentence = sentences[number]
        if sentence.kind == here.kind and own.get(number):
            others = _speakers(sentence)
            if names and others and names.isdisjoint(others) and names.isdisjoint(t.text for t in sentence.tokens):
                return None
            return next((m for m in own[number] if _dates_remark(sentence, m)), None)
        if sentence.kind != here.kind or not _speech(sentence):
            return None
    return None


def is_remark(sentence: Told, mention: Mention) -> bool:
    """Whether a sentence that names no speaker gives the day of a remark ("..., reads the statement of 30 March")."""
    return not _speakers(sentence) and _dates_remark(sentence, mention)


def retold(sentences: Sequence[Told], index: int, token: int) -> list[int]:
    """The first sentences of the body that tell what a word of a headline tells: with its lemma, or a quotation of its sentence."""
    here = sentences[index].tokens
    words = {t.lemma for t in here if t.pos in CONTENT}
    found: list[int] = []
    for number, sentence in enumerate(sentences):
        if sentence.kind != "body" or len(found) == LEADS:
            continue
        lemmas = {t.lemma for t in sentence.tokens}
        if here[token].lemma in lemmas:
            shared = words & lemmas
            if len(shared) >= min(SHARED, len(words)):
                found.append(number)
    return found


def _dates_remark(sentence: Told, mention: Mention) -> bool:
    """Whether a day hangs on a remark, or on a verb whose object or subject is one ("made the remark on Monday")."""
    if mention.when is None or not is_day(mention.when):
        return False
    tokens, at = sentence.tokens, mention.head
    for _ in range(CLIMB):
        at = tokens[at].head
        if at < 0:
            return False
        token = tokens[at]
        if token.lemma in REMARKS:
            return True
        if token.pos == "VERB":
            parts = [t for t in tokens if t.head == at and t.dep.partition(":")[0] in ("nsubj", "obj")]
            return any(t.lemma in REMARKS for t in parts) or (
                token.dep == "acl" and tokens[token.head].lemma in REMARKS
            )
    return False


def _speech(sentence: Told) -> bool:
    """Whether a sentence is a quotation, or its main clause says that somebody said something."""
    tokens = sentence.tokens
    if tokens and tokens[0].text in QUOTES:
        return True
    return True in [t.dep in ("root", "parataxis") for t in tokens if t.lemma in SAYING and t.pos == "VERB"]


def _speakers(sentence: Told) -> set[str]:
    """The names among the subjects of the verbs of saying."""
    tokens = sentence.tokens
    verbs = {i for i, t in enumerate(tokens) if t.pos == "VERB" and t.lemma in SAYING}
    if not verbs:
        return set()
    heads = {i for i, t in enumerate(tokens) if t.head in verbs and t.dep.startswith("nsubj")}
    return {t.text for i, t in enumerate(tokens) if t.pos == "PROPN" and (i in heads or t.head in heads)}


class Again:
    """Events that are named again: "the raid" is the raid that was dated when it was told."""

    def __init__(self, sentences: Sequence[Told], dated: Callable[[int, int], Found | None]) -> None:
        self.sentences, self.dated = sentences, dated
        self._of_sentences: list[list[str]] | None = None

    def of(self, index: int, token: int) -> Found | None:
        """The date of the event told before that a definite noun names again; None where it is no such noun."""
        if not self._definite(index, token):
            return None
        lemma = self.sentences[index].tokens[token].lemma.lower()
        places = self._named(lemma)
        if len(lemma) > STEM and not any(number < index for number, _ in places):
            places = self._done(lemma[:STEM])  # "the deployment" of what was deployed
        for number, at in reversed(places):
            if (number, at) >= (index, token) or (number == index and not self.this(index, token)):
                continue
            if not self._names(index, token) <= self._names(number, at):
                continue  # "the Chaco War" is not the war told before
            found = self.dated(number, at)
            if found is not None:
                return found if found[1].basis not in ("governing", "since", "by", "until", "after") else None
            if not self._definite(number, at):
                return None
        return None

    def _lemmas(self) -> list[list[str]]:
        """The lemmas of each sentence of the body, none for the others: few words of a report are ever asked about."""
        if self._of_sentences is None:
            self._of_sentences = [
                [token.lemma.lower() for token in sentence.tokens] if sentence.kind == "body" else []
                for sentence in self.sentences
            ]
        return self._of_sentences

    def _named(self, lemma: str) -> list[tuple[int, int]]:
        """Where a word stands, by sentence and position."""
        return [
            (number, at)
            for number, lemmas in enumerate(self._lemmas())
            if lemma in lemmas
            for at, other in enumerate(lemmas)
            if other == lemma and self.sentences[number].tokens[at].pos in NAMING
        ]

    def _done(self, stem: str) -> list[tuple[int, int]]:
        """Where a verb stands that begins so."""
        return [
            (number, at)
            for number, lemmas in enumerate(self._lemmas())
            if stem in " ".join(lemmas)  # in few sentences, and this is the cheaper look
            for at, other in enumerate(lemmas)
            if other.startswith(stem) and self.sentences[number].tokens[at].pos == "VERB"
        ]

    def this(self, index: int, token: int) -> bool:
        """Whether "this" or "that" stands before a noun: it was told right before, maybe in the same sentence."""
        tokens = self.sentences[index].tokens
        return any(t.text.lower() in THIS and t.head == token for t in tokens[max(0, token - 6) : token])

    def _names(self, index: int, token: int) -> set[str]:
        """The words in capitals that tell a noun apart from others ("the Chaco War")."""
        before = self.sentences[index].tokens[max(0, token - 6) : token]
        return {t.text for t in before if t.head == token and t.text[0].isupper() and t.dep in ("compound", "amod")}

    def _definite(self, index: int, token: int) -> bool:
        tokens = self.sentences[index].tokens
        if tokens[token].pos not in ("NOUN", "PROPN"):
            return False
        beside = [t for t in tokens[max(0, token - 6) : token] if t.head == token]
        if any(t.lemma.lower() in OTHER for t in beside):
            return False
        return any(t.text.lower() in POINTING or t.dep == "nmod:poss" for t in beside)
