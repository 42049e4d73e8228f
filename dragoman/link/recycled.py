"""Independent origins: copied sentences and retold voices lead back to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.model import Article, Claim

WORDS = re.compile(r"\w+")
# A sentence this long that stands word for word in an earlier report was copied from it, or both from a third.
COPIED = 8


def origins_of(claims: Sequence[Claim], articles: Mapping[str, Article]) -> dict[str, str]:
    """The origin of each claim (by claim id): the innermost voice that several reports may lead back to.

    A claim in a report's own voice has its outlet as origin; a sentence copied from an earlier report has that one's.
    """
    first: dict[tuple[str, ...], str] = {}
    found: dict[str, str] = {}
    for claim in claims:
        article = articles[claim.article_id]
        voice = claim.attribution[-1] if len(claim.attribution) > 1 else None
        if voice is not None and (voice.name or voice.id):
            origin = f"voice:{(voice.name or voice.id or '').lower()}"
        else:
            origin = f"outlet:{(article.outlet or article.id).lower()}"
        words = tuple(WORDS.findall(article.text[claim.sentence[0] : claim.sentence[1]].lower()))
        if len(words) >= COPIED and voice is None:
            origin = first.setdefault(words, origin)
        found[claim.id] = origin
    return found
