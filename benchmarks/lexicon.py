"""Every lexicon row's example through the whole way: python -m benchmarks.lexicon [FILE.csv ...] prints the rows whose example fails,
and ends with 1 where there are any.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from importlib import resources

from dragoman.code import code
from dragoman.code.what.lexicon import NO_EVENT
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve


def article_of(text: str, *, published: str | None = None) -> Article:
    """A report of one paragraph."""
    return Article(
        id="example",
        document_id="example",
        text=text,
        blocks=(Block("body", 0, len(text), 0),),
        outlet="The Example",
        published=published,
    )


def claims_of(text: str) -> tuple[Article, tuple[Claim, ...]]:
    """The claims that the lexicon finds in one sentence."""
    article = article_of(text)
    parsed = parse(article)
    return article, code(parsed, resolve(parsed), by="lexicon")


def rows(names: list[str]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """File, line and content of every lexicon row."""
    folder = resources.files("dragoman.data") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv") and (not names or file.name in names):
            for line, row in enumerate(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))), start=2):
                yield file.name, line, row


def problem(row: dict[str, str]) -> str | None:
    """Why the example of a row fails, or None: the event must be coded on the row's own trigger."""
    article, claims = claims_of(row["example"])
    lemma = next(w for w in row["pattern"].split() if w[0] != "^").replace("-", " ").split()[-1]
    found = []
    for claim in claims:
        trigger = article.text[claim.trigger[0] : claim.trigger[1]]
        found.append(f"{claim.event}({trigger})")
        if claim.event == row["event"] and any(
            _alike(lemma, word) for word in trigger.lower().replace("-", " ").split()
        ):
            return None
    if row["event"] == NO_EVENT:
        return None if not any(f"({lemma[:3]}" in f for f in found) else f"found {', '.join(found)}"
    return f"found {', '.join(found) or 'nothing'}"


def _alike(lemma: str, word: str) -> bool:
    """Whether a word may be a form of a lemma: same first letters, or an irregular form that shares the first one."""
    return word[: max(3, len(lemma) - 3)] == lemma[: max(3, len(lemma) - 3)] or (
        word[:1] == lemma[:1] and len(lemma) <= 6
    )


def main() -> None:
    total = failed = 0
    for name, line, row in rows(sys.argv[1:]):
        total += 1
        reason = problem(row)
        if reason:
            failed += 1
            print(f"{name}:{line}\t{row['pattern']}\t{row['pos']}\t{row['event']}\t{row['example']}\t{reason}")
    print(f"{total} rows, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
