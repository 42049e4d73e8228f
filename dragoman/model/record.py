"""What was said to have happened, on whose word."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.world import Place, When


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a claim names: who they are (`id`, `name`, `code`, `sector`) and the words that say so.

    `start`, `end` are positions in `Article.text`; None where the party is understood and not written.
    """

    id: str
    name: str
    code: str | None
    sector: str | None
    text: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: tokens `[first, last)` of sentence `sentence`, its head word at `head`.

    `kind` is "actor", "place", "time" or "outlet". The same words may carry several mentions ("Damascus" is a place
    and a government): the coder takes the one that fits the role. Exactly one of `parties`, `place`, `when`,
    `outlet` is filled when resolved; none is when the mention was declined, and `candidates` then lists who it
    might have been. `basis` says what decided: name, title, demonym, capital, force, description, pronoun,
    possessive, apposition, gazetteer, border, absolute, weekday, ... Of a time, `anchor` says what it was counted from
    ("publication 2018-05-22", "told 2018-05-20"; None for a full date) and `confidence` how sure it is, 0 to 1.
    """

    kind: str
    sentence: int
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    basis: str
    parties: tuple[Party, ...] = ()
    place: Place | None = None
    when: When | None = None
    outlet: str | None = None
    candidates: tuple[str, ...] = ()
    anchor: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain of who says so (docs/codebook.md), outermost first in `Claim.attribution`.

    `kind` is outlet, agency, person, organisation, official, anonymous source, document, analyst or unnamed;
    `stance` is asserts, denies, confirms, doubts or no_comment; `start`, `end` the words, None where not written.
    """

    name: str | None
    kind: str
    id: str | None = None
    verb: str | None = None
    anonymous: bool = False
    stance: str = "asserts"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as one sentence of one report tells it (docs/codebook.md).

    `id` is a hash of all it asserts, not of who coded it. `sentence`, `trigger`, `place_span` and `when_span` are positions in
    `Article.text`, the last two None where no words of the sentence say it. `event` and `mode` are PLOVER's, `actors` who did
    it and `recipients` to whom; `status` is actual, future, requested, hypothetical or negated. `attribution` is on whose word,
    from the outlet inwards; `content_of` the id of the claim whose content this one is. `background` marks an old event retold,
    `within` a claim in the title, a subtitle or a caption (None: in the body), `context` what it is about (military, legal, ...).
    `magnitude` has what is counted (dead, injured, arrested, size) with the least and the most. Of claims with a `confidence`
    of .8, eight in ten have the right type and parties. `reasons` say which entry and which rules decided.
    """

    id: str
    article_id: str
    event: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    trigger: tuple[int, int]
    sentence: tuple[int, int]
    place: Place | None = None
    place_span: tuple[int, int] | None = None
    when: When | None = None
    when_span: tuple[int, int] | None = None
    attribution: tuple[Voice, ...] = ()
    content_of: str | None = None
    background: bool = False
    within: str | None = None
    context: tuple[str, ...] = ()
    magnitude: tuple[tuple[str, int, int], ...] = ()
    confidence: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two claims, by their ids: same, different, contrary or unsure; `score` in [0, 1], the reasons, and by whom."""

    left: str
    right: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports with the same text: `article` repeats `original`; always recomputed from the reports.

    `share` is how much of `article` stands in `original`, in words, 0 to 1. `kind` is copy (nothing else in either),
    near-copy (a few words differ) or part (one was cut, or stands inside the other). `told_by` says what shows who copied
    whom: "credit" (one names the other), "dates", or "nothing": then the pair has no direction, and `article` is only the one
    that sorts behind.
    """

    article: str
    original: str
    share: float
    kind: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Event:
    """Claims judged to tell of the same thing; always recomputed from claims and judgements.

    `id` is that of its first claim, `aliases` those of the others. `start` and `end` are prefix dates, both included.
    `reports` counts articles, `origins` counts independent first voices: five outlets that retell one agency are one, and so is
    a report with those whom it quotes. `origin_names` says which ("outlet:harbour courier", "voice:per"), sorted.
    `standing` is single-sourced, corroborated (two origins or more) or contested (told, and told not to have happened).
    """

    id: str
    claims: tuple[str, ...]
    event: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: str | None
    end: str | None
    status: str
    reports: int
    origins: int
    standing: str
    aliases: tuple[str, ...] = ()
    origin_names: tuple[str, ...] = ()
