"""Bytes to text: marks, declarations, UTF-8 with damage, Western and other alphabets; never a crash, never a guess
without evidence.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from types import ModuleType

from dragoman.read.sniff import signature

SAMPLE = 32_768
_FEWEST = 24  # letters outside ASCII that the choice of an alphabet needs; with fewer it is a toss
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes((*range(9), *range(14, 32), 127))
_NAME = re.compile(r"[A-Za-z0-9_.:-]{2,40}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages declare and what browsers take it for. Only these are tried: Python knows encodings ("idna", "punycode")
# whose decoding takes time with the square of the length.
# What shows that bytes are of an old Macintosh: its apostrophes, quotation marks, dashes and small accented letters are capitals
# and signs in Windows-1252, where none stand behind a small letter; and the same of Windows, whose marks are letters there.
_OF_MAC = re.compile(
    rb"[A-Za-z][\x87\x88\x8a\x8b\x8d-\x90\x99\x9d\x9f\xd5][a-z]|[a-z][\x88\x8d-\x90\x9d\xc9\xd1](?![A-Z])[a-z ]"
    rb"|[a-z.,!?][\xd3\xd5](?=[\s.,;:)]|$)|[a-z,] [\xd0\xd1] [a-z]"
)
_OF_WINDOWS = re.compile(rb"[a-z][\x82\x85\x92][a-z]|(?:^|[\s(])[\x91\x93][A-Za-z]|[a-z.,!?][\x92\x94](?=[\s.,;:)]|$)")
_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
_KNOWN = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 big5 big5hkscs euc_jp gb18030 "
    "iso2022_jp koi8-r koi8-u mac-cyrillic mac-roman utf-8 utf-16 utf-16-le utf-16-be iso8859-2 iso8859-3 iso8859-4 "
    "iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16"
)
_ALLOWED = frozenset(_KNOWN.split())
_CANDIDATES = [
    "cp1251",
    "koi8_r",
    "cp1256",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
]


def decode(data: bytes, *, charset: str | None = None) -> tuple[str | None, str]:
    """What bytes say: `(text, "")`, or `(None, reason)` when they are empty, binary or in no known encoding.

    A byte-order mark decides; then UTF-8, also with a little damage (broken sequences become U+FFFD); then `charset`,
    what the file or its carrier declares; then Mac Roman where only that makes sense, and Windows-1252 where the outcome
    looks Western; then the alphabet that fits best, where enough letters show one. UTF-16 without a mark is known by its NUL bytes.

    >>> decode("a naïve plan".encode("cp1252"))
    ('a naïve plan', '')
    >>> decode(b"%PDF-1.7")
    (None, 'binary: a PDF')
    """
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf"):
        return None, "empty"
    name = signature(data)
    if name:
        return None, f"binary: {name}"
    encoding = encoding_of(data, charset=charset)
    if encoding is None:
        if b"\x00" in data:
            return None, "binary: it holds NUL bytes"
        return None, "not text: neither UTF-8, UTF-16 nor an alphabet that shows"
    text = data.decode(encoding, "replace")
    # Taking them out of the bytes is four times as fast as looking for them in the text, but for two-byte encodings.
    wide = encoding.startswith(("utf-16", "utf-32"))
    controls = len(_CONTROL.findall(text)) if wide else len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > len(text) // 200:
        return None, f"binary: {controls} control characters"
    if not text.strip():
        return None, "empty"
    return text, ""


def encoding_of(data: bytes, *, charset: str | None = None, cut: bool = False) -> str | None:
    """The name of the encoding that `data` is in, for `bytes.decode(name, "replace")`; None when none fits.

    `cut` says that `data` may stop inside a character, as the head of a longer file does.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name if _is_nearly(data, name) else None
    if b"\x00" in data:
        return _unmarked_utf16(data)
    if _decodes(data, "utf-8") or (cut and _decodes(data[:-3], "utf-8")) or _is_damaged_utf8(data):
        return "utf-8"
    declared = known_encoding(charset)
    if declared and declared != "utf-8" and _decodes(data, declared):
        return declared
    if _looks_of_mac(data):
        return "mac-roman"
    if _decodes(data, "cp1252") and _looks_western(data.decode("cp1252")):
        return "cp1252"
    return _best_alphabet(data)


def known_encoding(charset: str | None) -> str | None:
    """The codec that a declared name stands for, as browsers read it; None when it is none that is tried.

    >>> known_encoding("ISO-8859-1"), known_encoding("punycode")
    ('cp1252', None)
    """
    if not charset or not _NAME.fullmatch(charset.strip()):
        return None
    try:
        name = codecs.lookup(charset.strip()).name
    except LookupError:
        return None
    name = _ALIASES.get(name, name)
    return name if name in _ALLOWED else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_nearly(data: bytes, encoding: str) -> bool:
    """True if hardly a letter is broken: a marked file may still be cut off."""
    text = data.decode(encoding, "replace")
    return text.count("\ufffd") <= 1 + len(text) // 100


def _is_damaged_utf8(data: bytes) -> bool:
    """True if most of what is not ASCII is sound UTF-8: a file cut in mid-letter, or with another's line pasted in."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return 2 * broken < sum(1 for char in text if char >= "\x80") - broken


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly every second byte is NUL, always on the same side."""
    half = len(data) / 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le" if _decodes(data, "utf-16-le") else None
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be" if _decodes(data, "utf-16-be") else None
    return None


def _looks_western(text: str) -> bool:
    """Cyrillic or Arabic bytes read as Windows-1252 are mostly accented letters; Western text has few of them."""
    accented = sum(1 for char in text if char >= "\x80")
    letters = sum(1 for char in text if char.isalpha())
    return letters > 0 and accented <= 0.15 * len(text)


def _looks_of_mac(data: bytes) -> bool:
    """True for Western text of an old Macintosh, in which the one reading makes sense and the other does not.

    >>> _looks_of_mac("They won’t talk.".encode("mac-roman")), _looks_of_mac("They won’t talk.".encode("cp1252"))
    (True, False)
    """
    sample = data[:SAMPLE]
    return len(_OF_MAC.findall(sample)) > len(_OF_WINDOWS.findall(sample)) and _looks_western(data.decode("mac-roman"))


def _best_alphabet(data: bytes) -> str | None:
    sample = data[:SAMPLE]
    if sum(byte >= 0x80 for byte in sample) < _FEWEST:
        return None
    for name in _guesses(sample):
        if _decodes(data, name):
            return name
    return None


@cache
def _normalizer() -> ModuleType:
    # 40 ms to import, and hardly a file needs it.
    import charset_normalizer

    return charset_normalizer


def _guesses(sample: bytes) -> list[str]:
    found = _normalizer().from_bytes(
        sample, cp_isolation=_CANDIDATES, threshold=0.15, preemptive_behaviour=False, enable_fallback=False
    )
    return [match.encoding for match in found if match.coherence > 0 and match.chaos < 0.15]
