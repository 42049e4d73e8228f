"""GDELT's event and mention files, taken as lists of links: which column is which, and where the address stands.

Files have no head line, so the number of columns tells the format: 58 (version 1, since April 2013), 61 (version 2), 16
(mentions). Version 1 before April 2013 has 57 columns and no addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.errors import ReadError

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO_1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_EVENT = (
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
)


def _export(geo: tuple[str, ...]) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
        *_EVENT,
        *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in geo),
        *("DATEADDED", "SOURCEURL"),
    )


EVENTS_1 = _export(_GEO_1)
EVENTS_2 = _export(_GEO_2)
MENTIONS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_FORMATS = {len(columns): columns for columns in (EVENTS_1, EVENTS_2, MENTIONS)}
WEB = "1"  # MentionType of what stands on the web; the others name a citation, an archive or a recording


def columns(line: str) -> tuple[str, ...] | None:
    """The names of the columns of a GDELT file, told from one of its lines; None for any other file.

    Raises ReadError for files from before April 2013, which name no sources.

    >>> columns("\\t".join(["1"] * 61))[60]
    'SOURCEURL'
    """
    fields = line.rstrip("\r\n").split("\t")
    if not fields[0].isdigit():
        return None
    if len(fields) == len(EVENTS_1) - 1:
        raise ReadError("An event file of 57 columns is from before April 2013 and names no sources to read.")
    return _FORMATS.get(len(fields))


def links(
    lines: Iterable[str], names: tuple[str, ...], where: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str]]:
    """The addresses in an event file: ("link", url), ("passed", "") for rows that `where` leaves out, ("skipped", line).

    Raises ReadError when `where` names a column that these files don't have.
    """
    tests = [
        (_position(names, name), value.removesuffix("*"), value.endswith("*")) for name, value in (where or {}).items()
    ]
    kind = names.index("MentionType") if "MentionType" in names else None
    at = names.index("MentionIdentifier" if kind is not None else "SOURCEURL")
    for line in lines:
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) != len(names):
            if line.strip():
                yield "skipped", line.strip()
        elif not all(fields[n].startswith(v) if begins else fields[n] == v for n, v, begins in tests):
            yield "passed", ""
        elif kind is not None and fields[kind] != WEB:
            yield "skipped", f"not on the web: {fields[at]}"
        elif "://" in fields[at]:
            yield "link", fields[at]
        else:
            yield "skipped", fields[at]


def _position(names: tuple[str, ...], wanted: str) -> int:
    lower = [name.lower() for name in names]
    if wanted.lower() not in lower:
        raise ReadError(f"No column '{wanted}' in this event file. Columns: {', '.join(names)}.")
    return lower.index(wanted.lower())
