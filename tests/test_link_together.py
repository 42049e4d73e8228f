"""What is known of a group of claims holds for every claim that joins it."""

from __future__ import annotations

import pytest

from dragoman.link.together import Common, join


def days(first: int | None, last: int | None) -> Common:
    return Common(first, last, (), frozenset())


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        (days(5, 9), days(9, 12), days(9, 9)),
        (days(5, 9), days(10, 12), None),
        (days(5, 9), days(None, None), days(5, 9)),
        (days(5, 5), days(1, 30), days(5, 5)),
    ],
)
def test_groups_share_the_days_that_both_tell(left: Common, right: Common, both: Common | None) -> None:
    assert join(left, right) == join(right, left) == both
