"""Lemmas as edit scripts: how many letters to take from the end of the word, and which to put there instead.

A script is written `"<case><n>+<suffix>"`: case `l` works on the lower-cased word, `k` keeps its capitals; "l3+y" makes
"parties" into "party", "k0+" leaves "Ankara" as it is.
"""

from __future__ import annotations

IDENTITY = "l0+"


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
