"""PDF files with a text layer: words with their places from PDFium, put in reading order by `pdf_layout`."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from dragoman.model import Hint
from dragoman.read.limits import Limits
from dragoman.read.page import Page, hint
from dragoman.read.pdf_layout import PdfPage, Word, text_of
from dragoman.read.pdf_streams import check_streams
from dragoman.read.reasons import Declined, Why, over

MAX_OBJECTS = 20_000  # pieces of text and drawing on one page
MAX_CHARS = 60_000  # on one page; a broadsheet has 30,000
_FEWEST = 3  # letters that make a text layer
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
_HYPHENS = "\x02\ufffe"  # what PDFium reports for a hyphen that breaks a word at the end of a line
_WORD = re.compile(rf"[^\s\x00-\x20\xa0{_HYPHENS}]+")
_BREAK = re.compile(rf"[\n\r{_HYPHENS}]")
_PASSWORD = 4  # pdfium's error code


def read_pdf(data: bytes, limits: Limits) -> Page:
    """The text of a PDF in reading order, paragraphs separated by blank lines.

    Running heads, page numbers and the address and date that browsers print in the margins are left out and kept as
    hints. Pages without a text layer are declined; so is the whole file when none has one.
    """
    # 0.2 s to import, with a library of its own; hardly needed in most cases.
    import pypdfium2
    import pypdfium2.raw as raw

    check_streams(data, limits)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise Declined(Why.ENCRYPTED, "a PDF behind a password") from error
        raise Declined(Why.BROKEN, "a PDF that can't be opened: damaged or cut off") from error
    try:
        count = len(document)
        if count > limits.max_pages:
            raise over(Why.TOO_MANY, count, limits.max_pages, "pages")
        pages, empty, broken = _pages(document, raw, count, limits)
        if not any(page.words for page in pages):
            if broken and not empty:
                raise Declined(Why.BROKEN, f"a PDF of {count} pages, none of which can be opened")
            pages_of = "1 page" if count == 1 else f"{count} pages"
            raise Declined(Why.NO_TEXT_LAYER, f"a PDF of {pages_of} of pictures; recognise its text first")
        hints = _properties(document)
    finally:
        document.close()
    text, found = text_of(pages)
    declined = []
    if empty:
        declined.append(str(Declined(Why.NO_TEXT_LAYER, f"{_listed(empty)} of {count}; the others are read")))
    if broken:
        declined.append(str(Declined(Why.BROKEN, f"{_listed(broken)} of {count} can't be opened; the others are read")))
    return Page(text, "application/pdf", found.url, (*found.hints, *hints), tuple(declined))


def _pages(document: Any, raw: Any, count: int, limits: Limits) -> tuple[list[PdfPage], list[int], list[int]]:
    import pypdfium2

    pages, empty, broken = [], [], []
    letters = 0
    for number in range(count):
        try:
            page = document[number]
            # PDFium holds each piece of text against those before it: 8,000 on a page take a second.
            if raw.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS:
                broken.append(number + 1)
                continue
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            continue
        try:
            words = list(_words(text.raw, raw))
            width, height = page.get_size()
        finally:
            text.close()
            page.close()
        size = sum(len(word.text) for word in words)
        letters += size
        if letters > limits.max_text:
            raise over(Why.TOO_LONG, f"more than {limits.max_text}", limits.max_text, "characters")
        # A page that is all picture may still carry a number or a stamp.
        if size < _FEWEST or not any(char.isalpha() for word in words for char in word.text):
            empty.append(number + 1)
        pages.append(PdfPage(words, float(width), float(height)))
    return pages, empty, broken


def _words(text: Any, raw: Any) -> Iterator[Word]:
    """Words as PDFium orders them, each with its box; `breaks` shows that one begins a line."""
    shown = _characters(text, raw)
    box = raw.FS_RECTF()
    place, box_of = ctypes.byref(box), raw.FPDFText_GetLooseCharBox
    end = 0
    for match in _WORD.finditer(shown):
        start, before, end = match.start(), end, match.end()
        breaks = not before or bool(_BREAK.search(shown, before - 1, start))
        box_of(text, start, place)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            box_of(text, end - 1, place)
            right = max(left, box.right)
        word = match.group()
        if end < len(shown) and shown[end] in _HYPHENS:
            word += "-"
        yield Word(word, left, bottom, right, top, breaks)


def _characters(text: Any, raw: Any) -> str:
    """The characters of a page, one for each that has a box."""
    count = min(raw.FPDFText_CountChars(text), MAX_CHARS)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, units) == count + 1:
        shown = bytes(units).decode("utf-16-le", "replace")[:count]
        if len(shown) == count:
            return shown
    # Characters of two units, or some without text: ask for each, which takes five times as long.
    codes = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd" for code in codes)


def _properties(document: Any) -> tuple[Hint, ...]:
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except (ValueError, UnicodeError, OSError):
        return ()
    hints = hint("title", found.get("Title"), "pdf Title") + hint("byline", found.get("Author"), "pdf Author")
    date = _DATE.match(found.get("CreationDate", ""))
    if date:
        day = "-".join(date.groups()[:3])
        hints += hint("created", f"{day}T{date[4]}:{date[5]}" if date[4] else day, "pdf CreationDate")
    return hints


def _listed(numbers: list[int]) -> str:
    """Page numbers in words, runs together.

    >>> _listed([1, 3, 4, 5])
    'pages 1, 3-5'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    words = ", ".join("-".join(map(str, run)) for run in runs[:20])
    return f"page{'s' if len(numbers) > 1 else ''} {words}"
