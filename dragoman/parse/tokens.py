"""Cut a sentence into words the way the English Universal Dependencies treebanks do.

The way is that of spaCy's English tokenizer, with its exceptions (exceptions.txt); importing spaCy for it would take half of the
start-up. Its rules are changed where the treebanks differ: hyphenated words are three words ("cease-fire" is cease, -, fire)
except behind a few prefixes, "and/or" is three, dates and fractions are one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources
from itertools import accumulate

from dragoman.parse.sentences import abbreviations

# What the treebanks leave joined more often than not ("non" 57 times of 58 in training); the rare ones by analogy.
PREFIXES = (
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "mis", "multi", "non", "over", "post",
    "pre", "pro", "re", "semi", "socio", "sub", "un",
)  # fmt: skip

_DASH = "-‐‑–—"
_QUOTES = "\"'“”‘’„«»`´"
_CURRENCY = "$€£¥₪₹₽"
_FILES = "docx?|xlsx?|pdf|ppt|txt|zip|exe|jpg|com|org|net"
_KEPT = re.compile(
    rf"(?i)(?:(?:{'|'.join(PREFIXES)})[-‐‑][^\W\d_]+"
    r"|\+?(?:1-)?\(?\d{3}\)?[-.]\d{3}[-.]\d{4}|(?:\d|\d{3}|\d{5})[-.]\d{4}|\+\d+"  # telephone numbers, postal codes
    r"|\d{1,4}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}|\d{1,2}-(?:\d{1,2}|[A-Z][a-z]{2})-(?:\d\d){1,2}"  # dates
    r"|\d*\d0['’]s|mid-(?:\d*\d0s|\d{4})"  # decades
    r"|[:;=]['-]?(?:[()]+|[DP])|\(:|:/|-_-"  # smileys
    r"|(?!<>)(?=.*[-=_~])[-=*_~+|<>{}]{2,}"  # what parts or adorns: "===>", "----=="
    rf"|\.(?:{_FILES})"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
    r"|(?:[a-z]\.){2,}|[A-Z]\.)$"
)
# Marks in a row are one word where they are alike; so are a full stop and what is asked or called behind it ("Why.?"), and the
# question mark that stands for a lost character behind a comma or a colon.
_RUNS = r"\.\.+|…\.?|--+|[-=*_~]{2,}|<<+|>>+|[!?]{2,}\.?|[!?]\.(?!\.)|(?<!\.)\.[!?]+|[,:]\?(?!\?)|\${2,}|\+{2,}|/{2,}|\\{2,}"
_SMILEY = r"[:;]-?(?:\)+|\(+)"
_PREFIX = re.compile(
    rf"^(?:{_RUNS}|{_SMILEY}(?!\w)|US\$|(?:C|A|HK|NZ)\$|[{_CURRENCY}](?=\S)"
    rf"|(?:‘’|([{re.escape(_QUOTES)}])\1?)(?!(?:s|m|d|re|ve|ll|\d0s)\b|\d\d[,.;:)]*$)|w/(?=[a-z]{{2}})"
    rf"|[\[\](){{}}<>,;:!?&*•‣▪●|~=+/\\_§©®™°]|#(?=\d)|[{_DASH}]|\.(?!\d|(?:{_FILES})\b)|%)"
)
_SUFFIX = re.compile(
    rf"(?:{_RUNS}|(?<=\w)(?::-|;-?)\)|['’`]s|['’]S|‘’|([{re.escape(_QUOTES)}])\1?"
    rf"|[\[\](){{}}<>,;:!?*|~=+\\_™®©°§%•]|(?<![^\W_])/|(?<=\d)[{_CURRENCY}]|[{_DASH}]"
    r"|(?<![A-Z]\.[A-Z])(?<!^[A-Z])(?<![.\s])\.)$"
)
_INFIX = re.compile(
    rf"\.\.+|…|--+|[–—]|(?<=[^\W_])[-‐‑](?=[^\W_])|(?<=[^\W\d_])[-‐‑](?=[{_CURRENCY}\"“'‘])"
    r"|(?<=[^\W\d_])/(?=[^\W\d_])|(?<=[^\W_])[,;:?!](?=[^\W\d_])|(?<=[^\W\d_])[,;:](?=\d)"
    r"|[()\[\]]|(?<=[^\W_])[\"“”](?=[^\W_])|(?<=[.)\]])[-/,:;–—]"
    r"|(?<=\d)(?=[AaPp][Mm]$)|(?<=[a-z0-9]{2})\.(?=[A-Z][a-z])(?!(?:Com|Net|Org)\b)|(?<=[\"”])(?=[^\W_])|[\"”](?=<)|[*=~<>]+"
)

_INITIALS = re.compile(r"[A-Z]\.[A-Z]$")
_GLUED = re.compile(r"([A-Z][a-z]{0,4}\.)([A-Z][a-z]+)$")  # "Gen.Ito"
_CHOICE = re.compile(r"([A-Za-z]{3,})(/)$")  # "and/ or"
_BRACKETED = re.compile(r"[^<]+(?=<[^\s<>]*(?:@|://))")
_MONEY = frozenset(_CURRENCY)

# Kept whole although no rule says so, and taken apart although they are written together.
_DAYS = ("Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun")
_WHOLE = (
    "b/c",
    "w/o",
    "w/",
    "o'clock",
    "9/11",
    "AT&T",
    "et",
    "Attn.",
    "Sts.",
    "INC.",
    "LTD.",
    "CORP.",
    *(f"{day}." for day in _DAYS),
)
_PARTS = {
    "wanna": ("wan", "na"), "outta": ("out", "ta"), "lotta": ("lot", "ta"), "cannot": ("can", "not"), "alot": ("a", "lot"),
    "dunno": ("du", "n", "no"), "elses": ("else", "s"), "havn't": ("hav", "n't"),
}  # fmt: skip
# A number and what it counts are two words ("40km", "5.5m"); of money more is left out ("$3M", but "3M").
_UNIT = re.compile(
    r"(\d[\d.,]*)([kK]|m|[cmk]m|MM|bn|mn|tn|[kK]g|mg|lbs?|ft|mph|kmh|kph|h(?:ou)?rs?|mins?|secs?|yrs?|[kKmMgG]b|[MGT]B|hh"
    r"|[kMG][WV]|[kMG]?Hz|[kK]ms?|tonnes?|percent)$"
)
_SUM = re.compile(r"(\d[\d.,]*)([kKmMbBtT]|[mbt]n|MM|mm|mil)$")
# Lower-case abbreviations that are words of their own at the end of a sentence stay out ("He said no.").
_AMBIGUOUS = frozenset((
    "no", "nos", "No", "Nos", "art", "Art", "Arts", "fig", "ch", "sec", "Sec", "ed", "dept", "est", "ext", "tel", "res",
    "Res", "min", "Min", "Ill", "La", "Miss", "Mass", "Wash", "Mar", "Sun", "May", "Ark", "Ore", "Pa", "Ga", "Ky",
    "para", "paras", "p", "c", "govt",
))  # fmt: skip


# An address is one word, the full stops and hyphens in it included: a scheme or a user, hosts, a domain, a port, a path. After
# spaCy's pattern, which is Diego Perini's (MIT licence); numbers of networks that are not public are no addresses.
_URL = re.compile(
    r"(?:[\w+.-]{2,}://)?(?:[^\s\"<>]+(?::\S*)?@)?(?:"
    r"(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})"
    r"(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))"
    r"|(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+"
    r"(?:(?![A-Z])[^\W\d_]){2,63}"
    r")(?::\d{2,5})?(?:[/?#]\S*)?$"
)

Parts = tuple[str, ...]


@functools.cache
def exceptions() -> dict[str, Parts]:
    """Words with their own way of being cut, and their parts.

    >>> exceptions()["can't"], exceptions()["Gen."]
    (('ca', "n't"), ('Gen.',))
    """
    text = (resources.files("dragoman.parse") / "exceptions.txt").read_text(encoding="utf-8")
    listed = [tuple(line.split("|")) for line in text.splitlines() if not line.startswith("# ")]
    rules: dict[str, Parts] = {"".join(parts): parts for parts in listed}
    for form in (*_WHOLE, *_abbreviated()):
        rules[form] = (form,)
    for parts in listed:  # "DON'T", "DONT"
        form = "".join(parts).upper()
        if ("'" in form or "’" in form or (parts[-1] == "nt" and parts[0].islower())) and form not in rules:
            rules[form] = tuple(part.upper() for part in parts)
    for form in ("wed", "id"):  # Wednesdays and papers, not "we'd" and "I'd"
        rules.pop(form, None)
        rules.pop(form.capitalize(), None)
    for form, parts in _PARTS.items():
        rules[form] = parts
        rules[form.capitalize()] = (parts[0].capitalize(), *parts[1:])
    return rules


def _abbreviated() -> list[str]:
    lists = abbreviations()
    found = [f"{w}." for w in sorted(lists.before_name | lists.either | lists.before_number) if w not in _AMBIGUOUS]
    # Titles in a headline or a transcript: "GEN. ITO".
    return found + [f"{w.upper()}." for w in sorted(lists.before_name - _AMBIGUOUS) if w[0].isupper()]


def _pieces(chunk: str, rules: Mapping[str, Parts]) -> list[str]:
    """What stands between two spaces, cut: prefixes and suffixes one by one, until a word is left that is an exception, is kept
    whole or has no more; then at its infixes."""
    before: list[str] = []
    behind: list[str] = []
    core, size = chunk, 0
    while core and len(core) != size and core not in rules and not _KEPT.match(core):
        size = len(core)
        match = _PREFIX.match(core)
        pre = match.end() if match else 0
        if pre and core[pre:] in rules:
            before.append(core[:pre])
            core = core[pre:]
            break
        match = _SUFFIX.search(core[pre:])
        suf = match.end() - match.start() if match else 0
        if suf > 1 and core[-suf] == "." and (core[: 1 - suf] in rules or _INITIALS.search(core[:-suf])):
            suf -= 1  # "etc.?", "U.S..."
        if suf and core[:-suf] in rules:
            behind.append(core[-suf:])
            core = core[:-suf]
            break
        if pre:
            before.append(core[:pre])
        if suf and pre + suf <= size:
            behind.append(core[-suf:])
            core = core[pre:-suf]
        else:
            core = core[pre:]
    if core in rules:
        before += rules[core]
    elif core:
        sum_of = bool(before) and before[-1][-1:] in _MONEY
        whole = _KEPT.match(core) or ("." in core and _URL.match(core))
        if match := _BRACKETED.match(core):  # a name and an address
            return before + _pieces(match.group(), rules) + _pieces(core[match.end() :], rules) + behind[::-1]
        before += [core] if whole else _last(_infixes(core), rules, _SUM if sum_of else _UNIT)
    return before + behind[::-1]


def _last(parts: list[str], rules: Mapping[str, Parts], unit: re.Pattern[str]) -> list[str]:
    """Numbers parted from their units, titles from the name they are glued to, contractions behind an infix."""
    found: list[str] = []
    for part in parts:
        if match := unit.match(part):
            found += match.groups()
        elif len(parts) > 1 and part in rules:
            found += rules[part]
        elif (match := _CHOICE.match(part) or _glued(part, rules)) is not None:
            found += match.groups()
        else:
            found.append(part)
    return found


def _glued(part: str, rules: Mapping[str, Parts]) -> re.Match[str] | None:
    match = _GLUED.match(part)
    return match if match and (match.end(1) == 2 or match.group(1) in rules) else None


def _infixes(core: str) -> list[str]:
    found: list[str] = []
    at = 0
    for match in _INFIX.finditer(core):
        start, end = match.span()
        if start == 0:
            continue
        if start > at:
            found.append(core[at:start])
        if end > start:
            found.append(core[start:end])
        at = end
    if at < len(core):
        found.append(core[at:])
    return found


_NONE: dict[str, Parts] = {}


@functools.lru_cache(maxsize=1 << 13)
def _plain(form: str) -> Parts | None:
    """The parts an exception would have if it were none; None where nothing would be cut off."""
    if _PREFIX.match(form) or _SUFFIX.search(form) or _INFIX.search(form):
        return tuple(_pieces(form, _NONE))
    return None


@functools.lru_cache(maxsize=1 << 16)
def _cut(chunk: str) -> tuple[tuple[int, int], ...]:
    """The words between two spaces, as spans; empty where it is one word."""
    rules = exceptions()
    parts = [chunk] if chunk.isalpha() and chunk not in rules else _pieces(chunk, rules)
    if len(parts) > 1:
        parts = _rejoined(parts, rules)
    if len(parts) < 2:
        return ()
    ends = list(accumulate(map(len, parts)))
    return tuple(zip([0, *ends], ends, strict=False))


def _rejoined(parts: list[str], rules: Mapping[str, Parts]) -> list[str]:
    """Exceptions that came apart because they stood behind a hyphen or a slash are put together: "Lt.-Gen.".

    The longest first, of two as long the first; one that shares a word with another found before stays as it is.
    """
    found: list[tuple[int, int, str]] = []
    for first in range(len(parts)):
        form = ""
        for last in range(first, min(len(parts), first + _MOST_PARTS)):
            form += parts[last]
            if form in rules and _plain(form) == tuple(parts[first : last + 1]):
                found.append((last + 1 - first, first, form))
    if not found:
        return parts
    seen: set[int] = set()
    chosen: dict[int, tuple[int, str]] = {}
    for count, first, form in sorted(found, key=lambda f: (-f[0], f[1])):
        if first not in seen and first + count - 1 not in seen:
            chosen[first] = count, form
        seen.update(range(first, first + count))
    joined: list[str] = []
    at = 0
    while at < len(parts):
        count, form = chosen.get(at, (1, ""))
        joined += rules[form] if form else [parts[at]]
        at += count
    return joined


_MOST_PARTS = 8  # pieces of one typed word that may be one token together


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of `text[start:end]` as half-open spans in `text`; together they cover all that is not space.

    >>> text = "They didn't sign the U.S.-backed cease-fire."
    >>> [text[a:b] for a, b in words(text)]
    ['They', 'did', "n't", 'sign', 'the', 'U.S.', '-', 'backed', 'cease', '-', 'fire', '.']
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for match in _SOLID.finditer(text, start, end):
        a, b = match.span()
        if b - a > LONG_WORD:
            for at in range(a, b, LONG_WORD):
                part = text[at : min(b, at + LONG_WORD)]
                found += [(at + x, at + y) for x, y in _cut(part) or ((0, len(part)),)]
        elif cut := _cut(match.group()):
            found += [(a + x, a + y) for x, y in cut]
        else:
            found.append((a, b))
    _mend(text, found)
    if found and _FINAL.match(text, *found[-1]):
        # The last full stop ends the sentence: "vitamin C." is not an initial.
        a, b = found.pop()
        found += [(a, b - 1), (b - 1, b)]
    return found


def _mend(text: str, found: list[tuple[int, int]]) -> None:
    """What only the next word tells: "No. 5" is a number, "its not" was meant as "it's not"."""
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i]
        if b - a in (3, 4) and (verbal := _CLIPPED.get(text[a:b])) is not None:
            after = text[slice(*found[i + 1])].lower()
            hyphen = i + 2 < len(found) and text[found[i + 2][0]] == "-"  # "its all-time high"
            if (after in verbal and not hyphen) or (i == 0 and text[a:b] == "Lets" and after.isalpha()):
                found[i : i + 1] = [(a, b - 1), (b - 1, b)]
        elif b - a == 2 and text[a : b + 1] == "No." and i + 2 < len(found) and text[found[i + 2][0]].isdigit():
            found[i : i + 2] = [(a, b + 1)]


# In training "its" is "it is" before these, "your" "you are", and neither is a possessive: nothing that could be owned begins so.
_NEITHER = (
    "a", "an", "the", "not", "in", "on", "for", "from", "at", "to", "with", "as", "so", "too", "been", "gonna", "gon", "going",
    "because", "just",
)  # fmt: skip
_ITS = frozenset((
    *_NEITHER, "my", "your", "his", "her", "our", "their", "this", "that", "what", "why", "how", "where", "if", "you", "me",
    "all", "like", "also", "between", "nothing", "anyone", "called", "getting", "definitely", "simply", "really", "prolly",
    "probably", "maybe",
))  # fmt: skip
_YOUR = frozenset({*_NEITHER, "looking", "calling", "kidding"}) - {"going", "just"}
_CLIPPED = {"its": _ITS, "Its": _ITS, "your": _YOUR, "Your": _YOUR, "Lets": frozenset[str]()}
_FINAL = re.compile(rf"(?:[A-Z]|etc|{'|'.join(_DAYS)})\.$")
_SOLID = re.compile(r"\S+")
LONG_WORD = 400  # no real word is longer, and cutting takes the square of the length: longer ones are read in parts
