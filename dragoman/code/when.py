"""Which date a claim has: the time phrase nearest in the tree that governs its trigger, else the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.data.calendar import published_days
from dragoman.model import Mention, Parse, Sentence, When

# A date below one of these belongs to the clause there and not to the one above.
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
NOT_A_DATE = frozenset({"before", "until", "declined"})
# A noun after one of these happens when its verb does: "died in Monday's blast", "said at the March summit".
SAME_TIME = frozenset({"in", "at", "during", "on", "amid", "by"})
SPEECH = frozenset(
    ["say", "add", "tell", "note", "explain", "continue", "stress", "state", "insist", "argue", "claim", "write"]
)
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
# How many sentences of one speech may follow the one that has the date.
SPEECH_LENGTH = 4
NO_DATE = When("", "", "unknown", "none")


def date_of(
    parse: Parse, mentions: Sequence[Mention], sentence_index: int, token_index: int
) -> tuple[Mention | None, When]:
    """The date of a claim whose trigger is token `token_index` of sentence `sentence_index`.

    It is that of the time mention in the trigger's own phrase, else of the nearest word above it in the tree that has
    one outside other clauses; basis "governing" marks a date taken over from a clause above (a demand made on Monday
    dates what is demanded only so far). A sentence without any date that goes on with the same speaker's words takes
    the day of the speech, basis "carried". Else the mention is None and the interval that of publication, granularity
    "unknown", basis "publication"; where that is not known either, `When("", "", "unknown", "none")`.
    """
    sentence = parse.sentences[sentence_index]
    own = [m for m in mentions if m.kind == "time" and m.sentence == sentence_index]
    found = _governing(sentence, own, token_index) if own else _carried(parse, mentions, sentence_index)
    if found is not None:
        return found
    days = published_days(parse.article.published)
    if days is None:
        return None, NO_DATE
    return None, When(days[0].isoformat(), days[1].isoformat(), "unknown", "publication")


def _governing(sentence: Sentence, mentions: Sequence[Mention], token: int) -> tuple[Mention, When] | None:
    """The date of the nearest word at or above a token that has one."""
    best: tuple[tuple[int, int, int], Mention, When] | None = None
    above = _above(sentence, token)
    for mention in mentions:
        if mention.when is None or mention.basis in NOT_A_DATE or mention.first <= token < mention.last:
            continue
        rank = _rank(sentence, mention, above, token)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, mention, mention.when
    if best is None:
        return None
    rank, mention, when = best
    climbed = [index for index, steps in above.items() if steps < rank[0]]
    if any(sentence.tokens[index].dep.partition(":")[0] in CLAUSES for index in climbed):
        when = replace(when, basis="governing")
    return mention, when


def _above(sentence: Sentence, token: int) -> dict[int, int]:
    """The token and the words above it, with the number of steps up."""
    found: dict[int, int] = {}
    while token >= 0 and token not in found:
        found[token] = len(found)
        token = sentence.tokens[token].head
    return found


def _rank(sentence: Sentence, mention: Mention, above: dict[int, int], trigger: int) -> tuple[int, int, int] | None:
    """Steps up to the word that has the date, steps down to it, distance in words; None where it does not reach."""
    tokens = sentence.tokens
    at, down = mention.head, 0
    while at not in above:
        if down > len(tokens) or tokens[at].head < 0 or not _reaches(sentence, mention, at):
            return None
        at, down = tokens[at].head, down + 1
    return above[at], down, abs(mention.head - trigger)


def _reaches(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether the date of a phrase under word `at` also dates what `at` hangs on."""
    token = sentence.tokens[at]
    kind = token.dep.partition(":")[0]
    if kind in CLAUSES or (kind == "conj" and token.pos in {"VERB", "AUX"}):
        return False
    if at == mention.head or token.pos not in {"NOUN", "PROPN"}:
        return True
    case = {t.text.lower() for t in sentence.tokens if t.head == at and t.dep == "case"}
    if kind in {"obl", "nmod"} and token.dep != "obl:agent":
        return not case or not case.isdisjoint(SAME_TIME)
    daily = mention.when is not None and mention.when.granularity == "day"
    if kind == "nsubj" or token.dep == "obl:agent":
        return daily
    if kind in {"obj", "iobj"}:
        # "fired rockets on Monday" may hang the day on the rockets; "condemned Monday's raid" dates the raid alone.
        own = {t.text.lower() for t in sentence.tokens if t.head == mention.head and t.dep == "case"}
        return mention.first > at and not own & {"of", "from", "'s"}
    return True


def _carried(parse: Parse, mentions: Sequence[Mention], index: int) -> tuple[Mention, When] | None:
    """The day of the speech that a sentence without a date goes on with; None where it is no such sentence."""
    names: set[str] = set()
    for number in range(index, max(-1, index - SPEECH_LENGTH - 1), -1):
        sentence = parse.sentences[number]
        if sentence.kind != parse.sentences[index].kind:
            return None
        own = [m for m in mentions if m.kind == "time" and m.sentence == number] if number < index else []
        if own:
            root = next((i for i, t in enumerate(sentence.tokens) if t.head < 0), None)
            found = _governing(sentence, own, root) if root is not None else None
            if found is None or found[1].granularity != "day" or not names <= {t.text for t in sentence.tokens}:
                return None
            return found[0], replace(found[1], basis="carried")
        speaker = _speaker(sentence)
        if speaker is None:
            return None
        names.update(speaker)
    return None


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
