"""The dateline before a report's first words: where, when and for which agency it was filed.

It stands apart from the text: read as words of the first sentence, "GENEVA, May 3 (HWS) – Ministers met" makes Geneva meet.
"""

from __future__ import annotations

import re

_NAME = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?"
_MONTH = rf"(?:{_NAME} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_NAME}(?:,? \d{{4}})?)"
_DASH = r" ?(?:--|[-–—])+ ?"
_APART = r"(?: ?(?:--|[–—])+ ?| -+ ?|-+ |-(?=[A-Z][a-z]))"  # a hyphen between letters is the town's own: "PORT-AU-PRINCE, May 3 -"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # Hanoi (VNA) – ; MEXICO CITY (AP) ; SEOUL, South Korea (CNN) -
        rf"[A-Z][\w.,’' -]{{1,60}}\((?:[A-Z]{{2,12}}|Reuters|Xinhua|[A-Z][\w’' ]{{2,30}})\)(?:{_DASH}|: ?| )",
        # Moscow, SANA-
        rf"[A-Z][\w.’'-]{{1,20}}(?: [A-Z][\w.’'-]{{0,20}}){{0,3}}, ?[A-Z]{{2,12}}{_DASH}",
        # NICOSIA, Nov. 5 – ; UNITED NATIONS, N.Y., Oct. 30 — ; PORT ALBA – ; LOME/PORT ALBA, May 3 -
        rf"[A-Z](?:[A-Z.’' ]|[/-](?=[A-Z]{{2}})){{2,60}}(?:, [A-Z][\w. ]{{1,20}}){{0,2}},?(?: ?{_MONTH})?(?: \([\w’' ]{{2,40}}\))?{_APART}",
        # Port Alba, March 3, 2019:
        rf"[A-Z](?:[\w.’' ]|-(?=\w)){{2,40}}, (?:{_NAME} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_NAME},? \d{{4}}): ",
        # Port Alba, May 3 —
        rf"[A-Z](?:[\w.’' ]|-(?=\w)){{2,40}}, {_MONTH}(?: \([\w’' ]{{2,40}}\))?{_APART}",
    )
)

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAMED = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FULL = rf"(?P<day>{_WEEKDAY}, (?:{_NAMED} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_NAMED} \d{{4}}))"
_AT_END = re.compile(rf"(?<=[\w?!.’'\"”)] ){_FULL}$")
_AT_BEGINNING = re.compile(rf"{_FULL}:? (?=[A-Z“\"‘'])")
# A title of one of these that ends with a day is the text of that day; others may end with the day of what they tell.
_DATED_KIND = re.compile(
    r"\b(?:address|assessment|briefing|bulletin|communiqu[eé]|daily|digest|dispatch|interview|minutes|monitor|newsletter|note|press"
    r"|readout|release|remarks|roundup|sitrep|situation|speech|statement|summary|transcript|update|weekly|wrap-up)\b",
    re.IGNORECASE,
)
_DAY_LAST = re.compile(
    rf"(?:[,:|–—(]| -) ?(?:on )?(?:{_WEEKDAY},? )?(?P<day>{_NAMED} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_NAMED},? \d{{4}})\)?$"
)


def dateline_end(text: str) -> int:
    """Where the report begins behind its dateline; 0 where there is none.

    >>> "PORT ALBA, May 3 (HWS) – Ministers met."[dateline_end("PORT ALBA, May 3 (HWS) – Ministers met.") :]
    'Ministers met.'
    >>> dateline_end("ALMA-ATA, Oct 9 (HWS) - Ministers met.")
    24
    >>> dateline_end("GORRAN/PORT ALBA - Ministers met."), dateline_end("A small wing, FLO-Renewed, led by him, left.")
    (19, 0)
    >>> dateline_end("PORT ALBA, 12 September 2019 - Ministers met."), dateline_end("Port Alba, March 3, 2019: Ministers met.")
    (31, 26)
    >>> dateline_end("NATO troops - three of them - left.")
    0
    """
    for shape in _SHAPES:
        match = shape.match(text[:120])
        if match and match.end() < len(text) and (text[match.end()].isupper() or text[match.end()] in "“\"‘'"):
            return match.end()
    return 0


def run_on_date(title: str, first: str) -> str | None:
    """A page's own day that has run into the headline's end or the first paragraph's beginning, where lines got lost.

    >>> run_on_date("Ants heal themselves, says biologist Tuesday, March 5, 2019", "Ants are small.")
    'Tuesday, March 5, 2019'
    >>> run_on_date("Ants heal themselves", "Tuesday, March 5, 2019 A biologist said so.")
    'Tuesday, March 5, 2019'
    >>> run_on_date("Ants heal themselves", "Tuesday, March 5, 2019, was a warm day.") is None
    True
    """
    found = _AT_END.search(title[-60:]) or _AT_BEGINNING.match(first[:80])
    return found["day"] if found else None


def title_date(title: str) -> str | None:
    """The day at the end of a title that says what kind of text it is: statements, briefings and assessments are dated so.

    >>> title_date("Remarks by the spokesperson at the noon briefing, 18 June 2019"), title_date("The fall of Alba, 18 June 1940")
    ('18 June 2019', None)
    """
    found = _DAY_LAST.search(title.strip())
    return found["day"] if found and _DATED_KIND.search(title[: found.start()]) else None
