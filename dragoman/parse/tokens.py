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
    r"|\+?(?:1-)?\(?\d{3}\)?[-.]\d{3}[-.]\d{4}|\d{3}[-.]\d{4}|\+\d+"  # telephone numbers
    r"|\d{1,4}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}-(?:\d{1,2}|[A-Z][a-z]{2})-(?:\d\d){1,2}"  # dates
    r"|\d*\d0['’]s|mid-\d*\d0s"  # decades
    r"|[:;=]['-]?(?:[()]+|[DP])"  # smileys
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
    r"|(?:[a-z]\.){2,}|[A-Z]\.)$"
)
_RUNS = r"\.\.+|…|--+|[=*_~]{2,}|<<+|>>+|[!?]{2,}"
_PREFIX = re.compile(
    rf"^(?:{_RUNS}|US\$|(?:C|A|HK|NZ)\$|[{_CURRENCY}](?=\S)"
    rf"|[{re.escape(_QUOTES)}]{{1,2}}(?!(?:s|m|d|re|ve|ll|\d0s)\b|\d\d[,.;:)]*$)"
    rf"|[\[\](){{}}<>,;:!?&*•‣▪●|~=+/\\_§©®™°]|#(?=\d)|[{_DASH}]|\.(?!\d)|%)"
)
_SUFFIX = re.compile(
    rf"(?:{_RUNS}|['’]s|['’]S|[{re.escape(_QUOTES)}]{{1,2}}"
    rf"|[\[\](){{}}<>,;:!?*|~=+\\_™®©°§%•]|(?<![^\W_])/|(?<=\d)[{_CURRENCY}]|[{_DASH}]"
    r"|(?<![A-Z]\.[A-Z])(?<!^[A-Z])(?<![.\s])\.)$"
)
_INFIX = re.compile(
    rf"\.\.+|…|--+|[–—]|(?<=[^\W_])[-‐‑](?=[^\W_])|(?<=[^\W\d_])[-‐‑](?=[{_CURRENCY}\"“'‘])"
    r"|(?<=[^\W\d_])/(?=[^\W\d_])|(?<=[^\W_])[,;:?!](?=[^\W\d_])|(?<=[^\W\d_])[,;:](?=\d)"
    r"|[()\[\]]|(?<=[^\W_])[\"“”](?=[^\W_])|(?<=[.)\]])[-/,:;–—]"
    r"|(?<=\d)(?=[AaPp][Mm]$)|(?<=[a-z0-9]{2})\.(?=[A-Z][a-z])|(?<=[\"”])(?=[^\W_])|[*=~<>]+"
)

# Kept whole although no rule says so, and taken apart although they are written together.
_DAYS = ("Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun")
_WHOLE = ("b/c", "w/o", "w/", "o'clock", "9/11", "AT&T", "et", "Attn.", *(f"{day}." for day in _DAYS))
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
    # "DON'T"; and spaCy takes Wednesdays and papers for "we'd" and "I'd".
    for form, parts in list(given.items()):
        if re.search(r"['’]", form) and form.upper() not in rules:
            rules[form.upper()] = [{ORTH: part[ORTH].upper()} for part in parts]
    for form in ("wed", "id"):
        rules.pop(form, None)
        rules.pop(form.capitalize(), None)
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
    _mend(text, found)
    if found and _FINAL.match(text, *found[-1]):
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


def _mend(text: str, found: list[tuple[int, int]]) -> None:
    """What only the next word tells: "No. 5" is a number, "its not" was meant as "it's not"."""
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i]
        if b - a == 3 and text[a:b] in ("its", "Its") and text[slice(*found[i + 1])] in _AFTER_ITS:
            found[i : i + 1] = [(a, b - 1), (b - 1, b)]
        elif b - a == 2 and text[a : b + 1] == "No." and i + 2 < len(found) and text[found[i + 2][0]].isdigit():
            found[i : i + 2] = [(a, b + 1)]


# In training "its" is "it is" before these and never a possessive.
_AFTER_ITS = frozenset(("a", "an", "the", "not", "been", "because", "definitely", "simply", "really", "my", "your"))
_FINAL = re.compile(rf"(?:[A-Z]|etc|{'|'.join(_DAYS)})\.$")
_SOLID = re.compile(r"\S+")
LONG_WORD, LONG_SENTENCE = 400, 4000
