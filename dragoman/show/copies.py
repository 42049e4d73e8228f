"""`dragoman show copies` and `dragoman show repeated`: reports that repeat others, and lines that outlets repeat."""

from __future__ import annotations

from typing import Any

from dragoman.show.options import DEFAULT_CASE, AsJson, Case, viewing

_DIRECTION = {"credit": "it says so", "dates": "earlier", "nothing": "not told; either may be the first"}
_COLUMNS = (
    *("report", "outlet", "published", "repeats", "of outlet", "of", "share", "kind", "told by"),
    *("source", "of source", "title"),
)


def show_copies(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """Reports that repeat another one. How much of it, and who copied whom where dates or credits tell."""
    from dragoman.show import tables

    with viewing(case) as view:
        tables.write(copy_rows(view), _COLUMNS, as_json=as_json)


def show_repeated(case: Case = DEFAULT_CASE, as_json: AsJson = False) -> None:
    """Lines that an outlet prints in several reports. What they claim makes no event."""
    from dragoman.show import tables

    columns = ("outlet", "reports", "line")
    with viewing(case) as view:
        tables.write(repeated_rows(view), columns, as_json=as_json)


def copy_rows(view: Any) -> list[dict[str, Any]]:
    """One row for each report that repeats another, in order of publication."""
    from dragoman.link import copies_of

    articles = {article.id: article for article in view.articles()}
    order = {one: number for number, one in enumerate(articles)}
    sources = view.report_sources()
    rows = []
    for copy in sorted(copies_of(tuple(articles.values())), key=lambda copy: order[copy.article]):
        article, original = articles[copy.article], articles[copy.original]
        rows.append(
            {
                "report": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "published": article.published,
                "source": ", ".join(sources.get(article.id, ())),
                "repeats": original.id,
                "of title": original.title,
                "of source": ", ".join(sources.get(original.id, ())),
                "of outlet": original.outlet,
                "of": original.published,
                "share": copy.share,
                "kind": copy.kind,
                "told by": _DIRECTION[copy.told_by],
            }
        )
    return rows


def repeated_rows(view: Any) -> list[dict[str, Any]]:
    """One row for each line that an outlet repeats, most repeated first."""
    from dragoman.link import copies_of, repeated_lines

    articles = {article.id: article for article in view.articles()}
    found = tuple(articles.values())
    seen: dict[tuple[str, str], int] = {}
    for one in repeated_lines(found, copies_of(found)):
        line = " ".join(articles[one.article].text[one.start : one.end].split())
        seen[(one.outlet, line)] = one.reports
    rows = [{"outlet": outlet, "reports": count, "line": line} for (outlet, line), count in seen.items()]
    return sorted(rows, key=lambda row: (-row["reports"], row["outlet"], row["line"]))
