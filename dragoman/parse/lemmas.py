"""Lemmas as edit scripts: how many letters to take from the end of the word, and which to put there instead.

A script is written `"<case><n>+<suffix>"`: case `l` works on the lower-cased word, `k` keeps its capitals; "l3+y" makes
"parties" into "party", "k0+" leaves "Ankara" as it is.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Collection, Iterator
from importlib import resources


def script(form: str, lemma: str) -> str:
    """The edit script that turns `form` into `lemma`.

    >>> script("Parties", "party"), script("Ankara", "Ankara"), script("went", "go")
    ('l3+y', 'k0+', 'l4+go')
    """
    keep = lemma != lemma.lower()
    base = form if keep else form.lower()
    common = 0
    for a, b in zip(base, lemma, strict=False):
        if a != b:
            break
        common += 1
    return f"{'k' if keep else 'l'}{len(base) - common}+{lemma[common:]}"


def apply(edit: str, form: str) -> str:
    """The lemma that `edit` makes of `form`; a script that takes more letters than there are leaves the word whole.

    >>> apply("l3+y", "Parties"), apply("l9+x", "Go")
    ('party', 'go')
    """
    count, suffix = edit[1:].split("+", 1)
    base = form if edit[0] == "k" else form.lower()
    strip = int(count)
    if strip > len(base) or (strip == len(base) and not suffix):
        return base
    return base[: len(base) - strip] + suffix


@functools.cache
def irregular() -> dict[tuple[str, str], str]:
    """Irregular forms by (form, tag): `data/irregular.csv`. The treebanks are too small to hold all that war reports use."""
    text = (resources.files("dragoman.data") / "irregular.csv").read_text(encoding="utf-8")
    return {(row["form"], row["tag"]): row["lemma"] for row in csv.DictReader(io.StringIO(text))}


PREFIXES = ("re", "over", "un", "under", "out", "mis", "fore", "with")


def irregular_lemma(form: str, tag: str) -> str | None:
    """The lemma of an irregular form, also behind a prefix; None for regular ones.

    >>> irregular_lemma("retook", "VERB"), irregular_lemma("Struck", "VERB"), irregular_lemma("walked", "VERB")
    ('retake', 'strike', None)
    """
    table, word = irregular(), form.lower()
    if (word, tag) in table:
        return table[word, tag]
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and (rest, tag) in table and len(rest) > 3:
            return prefix + table[rest, tag]
    return None


# Two consonants that a silent e may follow: "convince", "purge", "solve", "handle"; not "sparke", "fainte".
BEFORE_E = frozenset(
    {
        "bl", "br", "cl", "cr", "dg", "dl", "fl", "gl", "gr", "kl", "lg", "ls", "lv", "nc", "ng", "ns",
        "pl", "ps", "pt", "rc", "rg", "rs", "rv", "sl", "th", "tl", "tr", "vr", "zl",
    }
)  # fmt: skip


def mend(lemma: str, form: str, tag: str, known: Collection[str], common: Collection[str] = ()) -> str:
    """A lemma nobody knows, replaced by a known one that the form may regularly come from; else the lemma as it is.

    `known` are lemmas, `common` are words of any form: what they hold may be a lemma, and need not be.

    >>> mend("withdrbe", "withdraw", "VERB", {"withdraw"})
    'withdraw'
    >>> mend("sentenc", "sentenced", "VERB", {"sentence"}), mend("urg", "urging", "VERB", {"urge"}), mend("herdsme", "herdsmen", "NOUN", ())
    ('sentence', 'urge', 'herdsman')
    >>> mend("day", "dams", "NOUN", {"day"}), mend("wary", "wards", "NOUN", ()), mend("kingy", "kingdom", "NOUN", ())
    ('dam', 'ward', 'kingdom')
    >>> mend("fre", "freed", "VERB", (), {"free"}), mend("sparke", "sparked", "VERB", ()), mend("tumbl", "tumbling", "VERB", (), {"tumble"})
    ('free', 'spark', 'tumble')
    """
    word = form.lower()
    if _wrong_y(lemma, word, tag):
        singular = word.removesuffix("s")
        return word if word in known or len(singular) < 3 or singular.endswith("s") else singular
    if lemma in known:
        return lemma
    if word in known:
        return word
    for base in _bases(word, tag):
        if base in known:
            return base
    if tag == "VERB" and lemma not in common and lemma != word:
        # "lapsed" is not made of "laps"
        found = next((b for b in _bases(word, tag) if b in common and (b[-1] != "s" or b.endswith("ss"))), None)
        if found is not None:
            return found
        silent = lemma.endswith("e") and len(lemma) > 4 and not set(lemma[-3:-1]) & set("aeiouy")
        if (silent and lemma[-3:-1] not in BEFORE_E) or lemma.endswith("ere"):
            return lemma[:-1]
    if tag == "NOUN" and len(word) > 4 and lemma != word:
        for plural, single in (("men", "man"), ("ies", "y")):
            if word.endswith(plural):
                return word.removesuffix(plural) + single
    return lemma


def _wrong_y(lemma: str, word: str, tag: str) -> bool:
    """Whether a noun got the "y" of "parties" though it has no "ies": the script was another word's ("wary" for "wards")."""
    return tag == "NOUN" and lemma.endswith("y") and not word.startswith((lemma, lemma[:-1] + "i"))


def _bases(word: str, tag: str) -> Iterator[str]:
    """What a form may regularly be made of."""
    endings = ("ing", "ed", "es", "s") if tag == "VERB" else ("es", "s")
    for ending in endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
        yield from (stem + "e", stem, *doubled, stem[:-1] + "y")
