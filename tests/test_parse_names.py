"""Rows of tags: no I without its B, and otherwise the best."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parse.names import best_tags, names_of, transitions

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
COSTS = transitions(TAGS)


def allowed(tags: list[int]) -> bool:
    named = ["O", *(TAGS[t] for t in tags)]
    return all(b[0] != "I" or (a[0] != "O" and a[2:] == b[2:]) for a, b in itertools.pairwise(named))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_best_of_all_rows_that_are_allowed(rows: list[list[int]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    found = best_tags(scores, COSTS)
    assert allowed(found)

    def total(tags: tuple[int, ...]) -> float:
        return sum(rows[i][t] for i, t in enumerate(tags))

    every = itertools.product(range(5), repeat=len(rows))
    assert total(tuple(found)) == max(total(tags) for tags in every if allowed(list(tags)))


CASES = [
    # A kind that changes inside a name follows the stronger word; a stray I becomes a B or nothing.
    ("Ana Ruiz", [[0, 6, 0, 1, 0], [0, 0, 2, 0, 3]], [(0, 2, "PER")]),
    ("Kestrel Group", [[0, 3, 0, 2, 0], [0, 0, 1, 0, 6]], [(0, 2, "ORG")]),
    ("the Kestrel", [[8, 0, 0, 0, 0], [0, 0, 0, 2, 5]], [(1, 2, "ORG")]),
    ("of course", [[8, 0, 0, 0, 0], [4, 0, 5, 0, 0]], []),
]


@pytest.mark.parametrize(("words", "scores", "names"), CASES)
def test_names_are_of_one_kind(words: str, scores: list[list[int]], names: list[tuple[int, int, str]]) -> None:
    tags = best_tags(np.array(scores, dtype=np.float32), COSTS)
    assert names_of([TAGS[t] for t in tags], words.split()) == names


def test_what_agrees_already_is_left_alone() -> None:
    scores = np.array([[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]], dtype=np.float32)
    assert best_tags(scores, COSTS) == [1, 2, 0]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NAIROBI Esther Wanjiru resigned", (1, 3, "PER")),
        ("NAIROBI ESTHER WANJIRU RESIGNED", (0, 3, "PER")),  # a headline in capitals
        ("KT Osei resigned", (0, 2, "PER")),  # initials
        ("Esther Wanjiru resigned", (0, 2, "PER")),
    ],
)
def test_a_town_in_capitals_before_a_person_is_a_dateline(words: str, name: tuple[int, int, str]) -> None:
    row = words.split()
    tags = ["B-PER", *["I-PER"] * (len(row) - 2), "O"]
    assert names_of(tags, row) == [name]


EDGES = [
    ("Tarvo Holdings , said", "B-ORG I-ORG I-ORG O", [(0, 2, "ORG")]),
    ("Lindqvist , Maja wrote", "B-PER I-PER B-PER O", [(0, 3, "PER")]),
    ("write to desk@tarvo.org", "O O B-ORG", []),
    ("see tarvo.com today", "O B-LOC O", []),
    ("the President left", "O B-PER O", []),
    ("President Okoro left", "B-PER I-PER O", [(0, 2, "PER")]),
    ("at Tarvo / Brisk now", "O B-ORG I-ORG I-ORG O", [(1, 2, "ORG"), (3, 4, "ORG")]),
    ("in Wichita Kansas .", "O B-LOC I-LOC O", [(1, 2, "LOC"), (2, 3, "LOC")]),
    ("on Lake Michigan .", "O B-LOC I-LOC O", [(1, 3, "LOC")]),
    ("in Northern Iraq .", "O B-LOC I-LOC O", [(1, 3, "LOC")]),
    ("the Bank of Oslo", "O B-ORG I-ORG I-ORG", [(1, 4, "ORG")]),
    ("The Tarvo Fund", "B-ORG I-ORG I-ORG", [(0, 3, "ORG")]),
]


@pytest.mark.parametrize(("words", "tags", "names"), EDGES)
def test_edges_of_names(words: str, tags: str, names: list[tuple[int, int, str]]) -> None:
    assert names_of(tags.split(), words.split()) == names
