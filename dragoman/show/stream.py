"""Coding without a case: JSON lines in, JSON lines out, one for one and in order."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
import os
import queue
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from dragoman.clean import clean as clean_page
from dragoman.clean import name_of, plain
from dragoman.model import Article, Document, Mention, Refusal
from dragoman.pipeline import Coded, Steps, code_articles
from dragoman.show.gold import claim_record

GROUP_TEXTS = 32
GROUP_CHARS = 24_000
LONGEST = 500_000
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}.*)?)?)?")


def code_stream(lines: Iterable[str | bytes], *, clean: bool = False, steps: Steps | None = None) -> Iterator[str]:
    """For every line `{"id", "text", "date"?}` a line `{"id", "mentions", "claims"}`, or `{"id", "error"}`.

    `date` is the publication date, `outlet` may be given as well; texts are taken as the report alone unless `clean`
    says that they are whole pages. Positions count code points of the given text. Empty lines are passed over; a line
    that can't be coded, or whose text is not in English, is answered with its error, and the stream goes on.
    """
    for batch in arriving(lines):
        yield from _answers([_article(line, clean=clean) for line in batch], steps)


def lines_of(descriptor: int) -> Iterator[bytes]:
    """Lines of an open file as they come, read without the lock of Python's own readers.

    A thread that waits inside that lock when the program ends (Ctrl-C, a closed pipe) makes it end with a crash.
    """
    begun: list[bytes] = []
    while block := os.read(descriptor, 65536):
        first, *others = block.split(b"\n")
        begun.append(first)
        if others:
            yield b"".join(begun)
            yield from others[:-1]
            begun = others[-1:]
    yield b"".join(begun)


def arriving(lines: Iterable[str | bytes]) -> Iterator[list[str | bytes]]:
    """Lines in batches: all that have come in, up to the size that parses fastest, and never waiting for more.

    A program that writes one line and waits for the answer gets it; one that writes many has them parsed together.
    """
    waiting: queue.Queue[str | bytes | None] = queue.Queue(maxsize=2 * GROUP_TEXTS)
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            for line in lines:
                if line.strip():
                    waiting.put(line)
        # What goes wrong with the input is raised where the batches are consumed.
        except BaseException as error:
            failed.append(error)
        waiting.put(None)

    threading.Thread(target=feed, daemon=True).start()
    while (line := waiting.get()) is not None:
        batch, chars = [line], len(line)
        while line is not None and len(batch) < GROUP_TEXTS and chars < GROUP_CHARS:
            try:
                line = waiting.get_nowait()
            except queue.Empty:
                break
            if line is not None:
                batch.append(line)
                chars += len(line)
        yield batch
        if line is None:
            break
    if failed:
        raise failed[0]


def _answers(group: list[tuple[object, Article | str]], steps: Steps | None) -> Iterator[str]:
    articles = [article for _, article in group if isinstance(article, Article)]
    coded = iter(list(code_articles(articles, steps=steps)) if articles else [])
    for identity, article in group:
        if isinstance(article, str):
            answer: dict[str, Any] = {"id": identity, "error": article}
        else:
            answer = _answer(identity, next(coded))
        yield json.dumps(answer, ensure_ascii=False)


def _article(line: str | bytes, *, clean: bool) -> tuple[object, Article | str]:
    """The id, and the article or what is wrong with the line."""
    try:
        written = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        data = json.loads(written, parse_constant=_no_number, parse_float=_number)
    except UnicodeDecodeError as error:
        return None, f"not UTF-8: {error.reason} at byte {error.start}"
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"
    if not isinstance(data, dict):
        return None, f"not an object but {type(data).__name__}; give {{'id': ..., 'text': ...}}"
    identity, text, date = data.get("id"), data.get("text"), data.get("date")
    if not isinstance(text, str) or not text.strip():
        return identity, "no 'text', or an empty one"
    if len(text) > LONGEST:
        return identity, f"too long: {len(text)} characters, and the limit is {LONGEST}"
    if date is not None and not _is_date(date):
        return identity, f"date {date!r} is not 2018, 2018-05, 2018-05-22 or 2018-05-22T21:17"
    outlet = data.get("outlet")
    if outlet is not None and not isinstance(outlet, str):
        return identity, f"outlet {outlet!r} is not a name"
    article: Article | Refusal
    if clean:
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        article = clean_page(Document(digest, str(identity), text, "text/plain", len(text)))
    else:
        article = plain(text, published=date, outlet=outlet)
    if isinstance(article, Refusal):
        return identity, article.reason
    if article.language != "en":
        return identity, f"not in English but in {name_of(article.language)}; not coded"
    given = replace(article, published=date or article.published, outlet=outlet or article.outlet)
    return identity, given


def _no_number(name: str) -> float:
    """Python reads "NaN" and "Infinity", and would write them into an answer that no other program can read."""
    raise ValueError(f"{name} is no number")


def _number(written: str) -> float:
    return float(written) if math.isfinite(float(written)) else _no_number(written)


def _is_date(value: object) -> bool:
    """Whether it is a year, a month, a day or a time of one that there is."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(f"{value[:10]}-01-01"[:10] if len(value) < 10 else value[:10])
    except ValueError:
        return False
    return True


def _answer(identity: object, coded: Coded) -> dict[str, Any]:
    article = coded.article
    if article is None or coded.issues:
        return {"id": identity, "error": coded.issues[0].reason if coded.issues else "no report"}
    ids = {claim.id: f"e{n}" for n, claim in enumerate(coded.claims, start=1)}
    claims = [_moved(claim_record(claim, article, ids=ids), article) for claim in coded.claims]
    return {
        "id": identity,
        "mentions": [mention_record(mention, article) for mention in coded.mentions],
        "claims": claims,
    }


def mention_record(mention: Mention, article: Article) -> dict[str, Any]:
    """A mention as kind, text, position in the given text, and who, where or when it is (None where declined)."""
    start = article.raw(mention.start)
    found: dict[str, Any] = {
        "kind": mention.kind,
        "text": mention.text,
        "start": start,
        "end": start + mention.end - mention.start,
        "basis": mention.basis,
    }
    if mention.parties:
        party = mention.parties[0]
        found.update(id=party.id, name=party.name, code=party.code, sector=party.sector)
        if len(mention.parties) > 1:
            found["ids"] = [one.id for one in mention.parties]
    elif mention.place:
        place = mention.place
        found.update(name=place.name, code=place.code, lat=place.lat, lon=place.lon, place_kind=place.kind)
        if place.precision:
            found["place_precision"] = place.precision
    elif mention.when:
        when = mention.when
        found.update(date=[when.start, when.end], granularity=when.granularity, date_basis=when.basis)
    elif mention.outlet:
        found.update(id=mention.outlet, name=mention.outlet)
    else:
        found["candidates"] = list(mention.candidates)
    return found


def _moved(record: dict[str, Any], article: Article) -> dict[str, Any]:
    """The record with every position counted in the given text instead of the article's."""
    return {name: _moved_value(name, value, article) for name, value in record.items()}


def _moved_value(name: str, value: Any, article: Article) -> Any:
    if isinstance(value, list):
        return [_moved(one, article) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict):
        return _moved(value, article)
    # Start and end of a date are texts, and stay.
    if isinstance(value, int) and not isinstance(value, bool):
        if name in ("start", "trigger_start", "text_start"):
            return article.raw(value)
        if name in ("end", "trigger_end", "text_end"):
            return article.raw(value - 1) + 1
    return value
