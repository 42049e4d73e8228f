"""One form for all spellings of a name: what is compared when names are looked up, and what an id is made of."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# Accents that stand as characters of their own, as PDF files and Macs write them: "e" and U+0301 for "é".
MARKS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Lower case without accents, curly quotes and no-break spaces straightened, one character for one.

    >>> fold("Erdoğan’s Élysée")
    "erdogan's elysee"
    """
    # Nearly all text, in a tenth of the time; for it both ways say the same.
    return text.lower() if text.isascii() else text.translate(_FOLD)


def slug(name: str) -> str:
    """An id made of a name: lower case, hyphens, no article; empty for a name without a letter or digit.

    Accents are left out, letters of other alphabets are kept: without them all names in Cyrillic would have one id.

    >>> slug("The Ta'ang National Army"), slug("Þóra Æsisdóttir"), slug("Мария Иванова")
    ('taang-national-army', 'thora-aesisdottir', 'мария-иванова')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", name).translate(_SPELLED)
    words = WORD.findall(fold(name).lower().replace("'", ""))
    return "-".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def gap_mark(gap: str) -> str:
    """What stands between two words, but for what spellings vary in: spaces, hyphens, points."""
    return gap.translate(_LOOSE)


def _fold_table() -> dict[int, str]:
    table = {code: chr(code).lower() for code in range(65, 91)}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    table |= {ord("ı"): "i", ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("đ"): "d", ord("Đ"): "d"}
    return table | {
        0x2018: "'",
        0x2019: "'",
        0x02BC: "'",
        0x2010: "-",
        0x2011: "-",
        0x2013: "-",
        0xA0: " ",
        0x202F: " ",
    }


_FOLD = _fold_table()
# Letters that are two in the Latin of ids.
_SPELLED = str.maketrans(
    {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ß": "ss", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d"}
)
_LOOSE = str.maketrans("", "", " -.'")
