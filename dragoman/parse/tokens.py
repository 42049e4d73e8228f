"""Cut a sentence into words the way the English Universal Dependencies treebanks do.

spaCy's English tokenizer does the work. Its rules are changed where the treebanks differ: hyphenated words are three
words ("cease-fire" is cease, -, fire) except behind a few prefixes, "and/or" is three, dates and fractions are one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from dragoman.parse.sentences import abbreviations

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

# What the treebanks leave joined more often than not ("non" 57 times of 58 in training); the rare ones by analogy.
PREFIXES = (
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "over", "post",
    "pre", "pro", "re", "semi", "socio", "sub", "un",
)  # fmt: skip

_DASH = "-‐‑–—"
_QUOTES = "\"'“”‘’„«»`´"
_CURRENCY = "$€£¥₪₹₽"
_KEPT = re.compile(
    rf"(?i)(?:(?:{'|'.join(PREFIXES)})[-‐‑][^\W\d_]+"
    r"|\+?\(?\d{3}\)?[-.]\d{3}[-.]\d{4}|\d{3}[-.]\d{4}"  # telephone numbers
    r"|\d{1,4}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}"  # dates
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
    r"|(?:[a-z]\.){2,}|[A-Z]\.)$"
)
_RUNS = r"\.\.+|…|--+|[=*_~]{2,}|<<+|>>+|[!?]{2,}"
_PREFIX = re.compile(
    rf"^(?:{_RUNS}|US\$|(?:C|A|HK|NZ)\$|[{_CURRENCY}](?=\S)"
    rf"|[{re.escape(_QUOTES)}]{{1,2}}(?!(?:s|m|d|re|ve|ll|\d0s)\b)"
    rf"|[\[\](){{}}<>,;:!?&*•‣▪●|~=+/\\_§©®™°]|#(?=\d)|[{_DASH}]|\.(?!\d)|%)"
)
_SUFFIX = re.compile(
    rf"(?:{_RUNS}|['’]s|['’]S|[{re.escape(_QUOTES)}]{{1,2}}"
    rf"|[\[\](){{}}<>,;:!?*|~=+/\\_™®©°§%•]|(?<=\d)[{_CURRENCY}]|[{_DASH}]"
    r"|(?<![A-Z]\.[A-Z])(?<!^[A-Z])(?<![.\s])\.)$"
)
_INFIX = re.compile(
    rf"\.\.+|…|--+|[–—]|(?<=[^\W_])[-‐‑](?=[^\W_])|(?<=[^\W\d_])[-‐‑](?=[{_CURRENCY}\"“'‘])"
    r"|(?<=[^\W\d_])/(?=[^\W\d_])|(?<=[^\W_])[,;:?!](?=[^\W\d_])|(?<=[^\W\d_])[,;:](?=\d)"
    r"|[()\[\]]|(?<=[^\W_])[\"“”](?=[^\W_])|(?<=[.)\]])[-/,:;–—]"
    r"|(?<=[a-z0-9]{2})\.(?=[A-Z][a-z])|(?<=[\"”])(?=[^\W_])|[*=~<>]+"
)

# Kept whole although no rule says so, and taken apart although they are written together.
_WHOLE = ("b/c", "w/o", "w/", "o'clock", "9/11", "AT&T", "et")
_PARTS = {"wanna": ("wan", "na"), "outta": ("out", "ta"), "lotta": ("lot", "ta"), "cannot": ("can", "not")}
# Lower-case abbreviations that are words of their own at the end of a sentence stay out ("He said no.").
_AMBIGUOUS = frozenset((
    "no", "nos", "No", "Nos", "art", "Art", "Arts", "fig", "ch", "sec", "Sec", "ed", "dept", "est", "ext", "tel", "res",
    "Res", "min", "Min", "Ill", "La", "Miss", "Mass", "Wash", "Mar", "Sun", "May", "Ark", "Ore", "Pa", "Ga", "Ky",
    "para", "paras", "p", "c", "govt",
))  # fmt: skip


@functools.cache
def _tokenizer() -> Tokenizer:
    # Importing spaCy takes over a second: only who parses pays for it.
    import spacy
    from spacy.symbols import ORTH
    from spacy.tokenizer import Tokenizer

    nlp = spacy.blank("en")
    english = cast("Tokenizer", nlp.tokenizer)
    # Without "and/or" as one word, and without smileys.
    given = english.rules or {}
    rules = {form: parts for form, parts in given.items() if "/" not in form and any(map(str.isalnum, form))}
    for form in (*_WHOLE, *_abbreviated()):
        rules[form] = [{ORTH: form}]
    for form, parts in _PARTS.items():
        rules[form] = [{ORTH: part} for part in parts]
        rules[form.capitalize()] = [{ORTH: parts[0].capitalize()}, *({ORTH: part} for part in parts[1:])]
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=_PREFIX.search,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        token_match=_KEPT.match,
        url_match=english.url_match,
    )


def _abbreviated() -> list[str]:
    lists = abbreviations()
    return [f"{w}." for w in sorted(lists.before_name | lists.either | lists.before_number) if w not in _AMBIGUOUS]


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as half-open spans in `text`; together they cover all that is not space.

    >>> text = "They didn't sign the U.S.-backed cease-fire."
    >>> [text[a:b] for a, b in words(text)]
    ['They', 'did', "n't", 'sign', 'the', 'U.S.', '-', 'backed', 'cease', '-', 'fire', '.']
    """
    end = len(text) if end is None else end
    cut = _tokenizer()
    found: list[tuple[int, int]] = []
    for a, b in _slices(text, start, end):
        found += [(a + t.idx, a + t.idx + len(t)) for t in cut(text[a:b]) if not t.is_space]
    if found and _INITIAL.match(text, *found[-1]):
        # The last full stop ends the sentence: "vitamin C." is not an initial.
        a, b = found.pop()
        found += [(a, b - 1), (b - 1, b)]
    return found


def _slices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch in parts that spaCy's tokenizer, quadratic in the length of a word, can bear.

    Parts end at a space behind 4,000 characters, or inside a word of more than 400: no real sentence is touched.
    """
    if end - start <= LONG_WORD:
        yield start, end
        return
    at = start
    for match in _SOLID.finditer(text, start, end):
        long = match.end() - match.start() > LONG_WORD
        if (long or match.start() - at > LONG_SENTENCE) and match.start() > at:
            yield at, match.start()
            at = match.start()
        while long and match.end() - at > LONG_WORD:
            yield at, at + LONG_WORD
            at += LONG_WORD
    if at < end:
        yield at, end


_INITIAL = re.compile(r"[A-Z]\.$")
_SOLID = re.compile(r"\S+")
LONG_WORD, LONG_SENTENCE = 400, 4000
