"""Spellings and phrases of places on the words of a sentence, and how to read those words."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.data.gazetteer import Entry
from dragoman.model import Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling of the gazetteer at tokens `[first, last)`; `entries` are all places of that name, may be empty."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase: tokens, the places its name may mean, and what the words around say.

    `kind` and `name` are None where the gazetteer's are to be used. `near` are countries named in the same sentence,
    `told` the country said outright, `codes` the two sides of a border, `key` the bare name in lower case.
    """

    first: int
    last: int
    entries: tuple[Entry, ...]
    kind: str | None = None
    name: str | None = None
    near: frozenset[str] = frozenset()
    told: str | None = None
    codes: tuple[str, ...] = ()
    basis: str = "gazetteer"
    key: str = ""


def top(sentence: Sentence, first: int, last: int) -> int:
    """The token of `[first, last)` that the others hang on: the first whose head lies outside."""
    for index in range(first, last):
        if not first <= sentence.tokens[index].head < last:
            return index
    return last - 1


def lower(sentence: Sentence, index: int) -> str:
    """The word at `index` in lower case; empty outside the sentence."""
    return sentence.tokens[index].text.lower() if 0 <= index < len(sentence.tokens) else ""


def written(sentence: Sentence, first: int, last: int) -> str:
    """The words of the tokens, one space between words, none where there is none."""
    parts: list[str] = []
    end = None
    for token in sentence.tokens[first:last]:
        if end is not None and token.start > end:
            parts.append(" ")
        parts.append(token.text)
        end = token.end
    return "".join(parts)


# A name behind one of these is as likely the town's.
STANDS = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around", "for", "through", ","})


def one_country(sentence: Sentence, hit: Hit) -> str | None:
    """The country that all places of a spelling lie in; or that whose own name it is, where it does not stand as a place.

    Armenia, which "accused Chile", is no town of Colombia; "in Armenia" may be, and Georgia is left open.
    """
    entries = hit.entries
    if not entries:
        return None
    if len({entry.code for entry in entries}) == 1:
        return entries[0].code
    nation = next((e for e in entries if e.kind == "country"), None)
    if nation is None or any(e.kind != "city" for e in entries if e.code != nation.code):
        return None
    return nation.code if lower(sentence, hit.first - 1) not in STANDS else None
