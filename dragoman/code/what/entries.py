"""Which entries of the lexicon a word may have, by its lemma and form, and which of many the words beside it allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.code.what.lexicon import NO_EVENT, Entry, Lexicon, load_lexicon

# Particles that are hardly ever a preposition: they make another verb of the one before them.
ADVERBS = frozenset({"away", "back", "down", "off", "out", "up"})
FEW = 8  # of more entries than these those that can't fit are left out at once


@dataclass(frozen=True, slots=True)
class Index:
    """The entries of a word that has many, by a word each of them needs beside it; most need one that is not there."""

    entries: tuple[Entry, ...]
    always: tuple[int, ...]
    by_word: dict[str, tuple[int, ...]]

    def near(self, words: frozenset[str]) -> list[Entry]:
        """Those that the words of the sentence allow, in their order."""
        found = list(self.always)
        for word in self.by_word.keys() & words:
            found += self.by_word[word]
        found.sort()
        return [self.entries[n] for n in found]


def index(entries: Sequence[Entry]) -> Index:
    """The entries of a word, sorted by what each cannot do without."""
    always: list[int] = []
    by_word: dict[str, list[int]] = {}
    for n, entry in enumerate(entries):
        needed = (*entry.particles, *entry.objects, *entry.before)
        (by_word.setdefault(needed[0], []) if needed else always).append(n)
    return Index(tuple(entries), tuple(always), {word: tuple(at) for word, at in by_word.items()})


NOTHING = index(())


def indexer(lexicon: Lexicon) -> Callable[[str, str, str], Index]:
    """What gives the entries of a word by tag, lemma and form, heaviest first.

    One that the parser gives another tag than the lexicon falls back to its neighbour. The shipped lexicon, which is asked
    for every word of every report, remembers what it has said.
    """
    if lexicon is load_lexicon():
        return _shipped
    return lambda pos, lemma, form: index(_candidates(lexicon, pos, lemma, form))


@lru_cache(maxsize=50_000)
def _shipped(pos: str, lemma: str, form: str) -> Index:
    return index(_candidates(load_lexicon(), pos, lemma, form))


def _candidates(lexicon: Lexicon, pos: str, lemma: str, form: str) -> list[Entry]:
    entries = list(lexicon.of(pos, lemma))
    if pos == "adj":
        entries += lexicon.of("adj", form) if form != lemma else ()
        if not entries and form.endswith(("ed", "en")):
            known = (base for base in (lemma, *bases(form)) if lexicon.of("verb", base))
            entries += next((lexicon.of("verb", base) for base in known), ())
    elif pos == "verb" and (
        form != lemma or form.endswith(("ed", "ing"))
    ):  # "displeased"; "open" as a verb is no adjective
        entries += lexicon.of("adj", form)
    if not entries and "-" in form:
        whole = form.replace("-", "")  # "co-operated", "counter-attacks"
        entries = _candidates(lexicon, pos, lemma.replace("-", ""), whole)
    if not entries and pos != "adj":
        # a word the model has no lemma for: the form itself, or the regular forms decide ("march", "vetoed", "hailing")
        known = (base for base in (form, *bases(form)) if lexicon.of(pos, base))
        entries = next((list(lexicon.of(pos, base)) for base in known), [])
    if len(entries) > 1:
        # "kicked out the envoy" is no kick; what carries no event is asked first among patterns that ask for as much
        entries.sort(key=lambda e: (-e.weight, e.event != NO_EVENT, ADVERBS.isdisjoint(e.particles)))
    return entries


def bases(form: str) -> list[str]:
    """What a regular form may come from, likeliest first.

    >>> bases("vetoed"), bases("scrapping")
    (['veto', 'vetoe'], ['scrapp', 'scrappe', 'scrap'])

    A noun where a verb belongs ("decided to withdrawal its troops") gives the verb it is made of.

    >>> bases("withdrawal")
    ['withdraw']
    """
    for ending in ("ing", "ed", "es", "s"):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 2:
            found = [stem, stem + "e"]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem.endswith("i"):
                found.append(stem[:-1] + "y")
            return found
    for ending in ("al", "ment"):
        if form.endswith(ending) and len(form) > len(ending) + 4:
            return [form.removesuffix(ending)]
    return []
