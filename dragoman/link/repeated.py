"""Lines that an outlet prints under one report after another: learnt from the reports of a case, for each outlet by itself.

No list can name every outlet's furniture. A line that stands word for word in several of its reports, which are no copies of each
other, is furniture or a stock paragraph of background; what it claims is not news again each time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.link.recycled import copies_of, groups_of
from dragoman.model import Article, Claim, Copy

_WORDS = re.compile(r"\w+")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
# A whole sentence must stand in three reports: follow-up stories repeat a paragraph of their own. Of what is no sentence, two are enough.
FEWEST_REPORTS, FEWEST_OF_FRAGMENTS = 3, 2
LONGEST_FRAGMENT = 14  # words of a line without an end mark that is taken for no sentence
# Longer paragraphs are texts that an outlet prints again on purpose.
LONGEST_WORDS = 90


@dataclass(frozen=True, slots=True)
class Repeated:
    """A block of a report that its outlet repeats: `[start, end)` in `Article.text`, and in how many reports it stands."""

    article: str
    start: int
    end: int
    outlet: str
    reports: int


def repeated_lines(articles: Sequence[Article], copies: Sequence[Copy] = ()) -> tuple[Repeated, ...]:
    """Repeated lines in all reports, by report and place. Reports that copy each other count as one."""
    group = {one: members[0] for members in groups_of(copies) for one in members}
    seen: dict[tuple[str, str], set[str]] = {}
    blocks: list[tuple[Article, int, int, tuple[str, str], bool]] = []
    for article in sorted(articles, key=lambda one: one.id):
        if not article.outlet:
            continue
        for block in article.blocks:
            if block.kind not in ("body", "caption"):
                continue
            text = article.text[block.start : block.end]
            words = _WORDS.findall(text.lower())
            if not 2 <= len(words) <= LONGEST_WORDS:
                continue
            key = (article.outlet.lower(), " ".join(words))
            seen.setdefault(key, set()).add(group.get(article.id, article.id))
            fragment = len(words) <= LONGEST_FRAGMENT and not _TERMINAL.search(text)
            blocks.append((article, block.start, block.end, key, fragment))
    found = []
    for article, start, end, key, fragment in blocks:
        count = len(seen[key])
        if count >= (FEWEST_OF_FRAGMENTS if fragment else FEWEST_REPORTS):
            found.append(Repeated(article.id, start, end, article.outlet or "", count))
    return tuple(sorted(found, key=lambda one: (one.article, one.start)))


def repeated_claims(
    claims: Sequence[Claim], articles: Sequence[Article], copies: Sequence[Copy] | None = None
) -> dict[str, int]:
    """Claims (by id, sorted) on repeated lines, with the number of reports in which the line stands.

    `copies` spares finding them again where they are known.
    """
    lines: dict[str, list[Repeated]] = {}
    for one in repeated_lines(articles, copies_of(articles) if copies is None else copies):
        lines.setdefault(one.article, []).append(one)
    found = {claim.id: _line_of(claim, lines.get(claim.article_id, [])) for claim in claims}
    return {key: line.reports for key, line in sorted(found.items()) if line}


def _line_of(claim: Claim, lines: Sequence[Repeated]) -> Repeated | None:
    at = bisect_right(lines, claim.trigger[0], key=lambda line: line.start) - 1
    return lines[at] if at >= 0 and claim.trigger[0] < lines[at].end else None
