"""How the time benchmark reads GUM: running text, spans and normalised values. The document is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

gold = pytest.importorskip("benchmarks.times_gold")

ROWS = """# newdoc id = GUM_news_mill
# meta::dateCreated = 2011-05-04
# newpar
# sent_id = 1
# text = The mill burned on Monday.
1 The _ _ _ _ 2 det _ _
2 mill _ _ _ _ 3 nsubj _ _
3 burned _ _ _ _ 0 root _ _
4 on _ _ _ _ 5 case _ _
5 Monday _ _ _ _ 3 obl _ SpaceAfter=No|XML=<date when:::"2011-05-02"></date>
6 . _ _ _ _ 3 punct _ _

# newpar
# sent_id = 2
# text = It didn't run since early 1990.
1 It _ _ _ _ 4 nsubj _ _
2-3 didn't _ _ _ _ _ _ _ _
2 did _ _ _ _ 4 aux _ _
3 n't _ _ _ _ 4 advmod _ _
4 run _ _ _ _ 0 root _ _
5 since _ _ _ _ 7 case _ _
6 early _ _ _ _ 7 amod _ XML=<date notBefore:::"1990">
7 1990 _ _ _ _ 4 obl _ SpaceAfter=No|XML=</date>
8 . _ _ _ _ 4 punct _ _
"""


def test_pages_have_text_dates_and_the_day_they_were_made(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    lines = (line if line.startswith("#") else "\t".join(line.split(" ", 9)) for line in ROWS.splitlines())
    file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    (page,) = gold.pages(file)
    article = page.article()
    assert article.text == "The mill burned on Monday.\n\nIt didn't run since early 1990."
    assert article.published == "2011-05-04"
    assert [article.text[d.start : d.end] for d in page.dates] == ["Monday", "early 1990"]
    day, since = page.dates
    assert day.days == (date(2011, 5, 2), date(2011, 5, 2))
    assert since.open_end and gold.same(since, (date(1990, 1, 1), date(2011, 5, 4)))
    assert gold.meets(since, (date(2000, 1, 1), date(2000, 1, 2))) and not gold.meets(day, (date(2011, 5, 3),) * 2)


def test_a_page_at_odds_with_itself_is_known() -> None:
    monday = date(2019, 3, 4), date(2019, 3, 4)
    right = gold.GoldDate(0, 6, "Monday", "when=2019-03-04", monday)
    assert not gold.contradicted(gold.Page("a", "2019-03-06", dates=[right]))
    assert gold.contradicted(
        gold.Page("a", "2019-03-06", dates=[right, gold.GoldDate(9, 16, "Tuesday", "when=2019-03-04", monday)])
    )
    assert gold.contradicted(
        gold.Page("a", "2019-03-06", dates=[gold.GoldDate(0, 5, "today", "when=2019-03-04", monday)])
    )
    assert not gold.contradicted(gold.Page("a", None, dates=[gold.GoldDate(0, 5, "today", "when=2019-03-04", monday)]))
