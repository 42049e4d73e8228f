"""Fitting whom a claim means: a sign that tells weighs, one that doesn't hardly does, and the figures printed are counts."""

import pytest

pytest.importorskip("torch")

from training.corpus.unsaid import Example, fit, told

DATA = [
    *[Example((("so", "near"), ("near",), ("nobody",)), (0,), True)] * 30,
    *[Example((("near",), ("so",), ("nobody",)), (1,), True)] * 30,
    *[Example((("near",), ("near",), ("nobody", "nobody CONSULT")), (2,), False)] * 20,
]


def test_the_sign_that_tells_gets_the_weight():
    weights = fit(DATA)
    assert weights["so"] > 1 and weights["nobody CONSULT"] > 1
    assert abs(weights["near"]) < weights["so"] / 2
    assert set(weights) == {"so", "near", "nobody", "nobody CONSULT"}


def test_rare_signs_are_left_out():
    assert "once" not in fit([*DATA, Example((("once",), ("nobody",)), (0,), True)])


def test_figures_count_right_wrong_and_none():
    assert told(DATA, {"so": 9.0}).startswith("80 open, 60 with a party; 0.4: 60 right 0 wrong 0 none there")
    assert "0.4: 0 right 60 wrong 20 none there" in told(DATA, {"so": -9.0, "nobody": -9.0})
