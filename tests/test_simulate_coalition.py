"""Blocs, agreements and concessions of a play, and their picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from simulate_examples import EC

from dragoman.errors import PlayError
from dragoman.show.pictures import coalition_picture
from dragoman.simulate.coalition import Agreement, Concession, coalitions
from dragoman.simulate.models import MODELS
from dragoman.simulate.question import Player, Question

FOUR = Question("q", "?", tuple(Player(id_, id_, x, 1, 1) for id_, x in (("A", 0), ("B", 4), ("C", 8), ("D", 50))))


def test_a_bloc_is_a_run_and_an_agreement_a_pair() -> None:
    found = coalitions(FOUR, (0.0, 4.0, 8.0, 50.0))
    assert found.blocs == (("A", "B", "C"), ("D",))
    assert found.agreements == (Agreement(("A", "B"), 4.0), Agreement(("B", "C"), 4.0))
    assert coalitions(FOUR, (0.0, 4.0, 8.0, 50.0), near=0.5).blocs == (("A", "B", "C", "D"),)
    assert coalitions(FOUR, (9.0, 0.0, 50.0, 3.0)).blocs == (("B", "D"), ("A",), ("C",))


def test_concessions_stand_in_the_order_of_their_size() -> None:
    yielded = np.zeros((4, 4))
    yielded[0, 1], yielded[3, 2], yielded[2, 3] = 2.0, 30.0, 30.0
    found = coalitions(FOUR, FOUR.positions(), yielded)
    assert found.concessions == (Concession("C", "D", 30.0), Concession("D", "C", 30.0), Concession("A", "B", 2.0))


@pytest.mark.parametrize(("ends", "near"), [((1.0, 2.0), 0.05), ((0.0, 4.0, 8.0, 50.0), 0.0)])
def test_what_does_not_fit_is_refused(ends: tuple[float, ...], near: float) -> None:
    with pytest.raises(PlayError, match="give one each"):
        coalitions(FOUR, ends, near=near)


@pytest.mark.parametrize("name", ["challenge", "challenge-eq31", "smp"])
def test_concessions_are_the_models_own_moves(name: str) -> None:
    model = MODELS[name]
    assert model.yielded and model.path
    outcome = model.play(EC)
    yielded = model.yielded(EC, outcome.rounds)
    path = model.path(EC)[: outcome.rounds + 1]
    moved = np.abs(np.diff(path, axis=0)).sum(axis=0)
    assert yielded.sum(axis=1) == pytest.approx(moved, abs=1e-9)
    assert not yielded.diagonal().any()


def test_the_first_round_of_the_published_example() -> None:
    # BE compromises with FR, LU and IE lose conflicts to BE and LU.
    yielded = MODELS["challenge"].yielded
    assert yielded
    found = coalitions(EC, EC.positions(), yielded(EC, 1)).concessions
    assert [(one.who, one.to) for one in found] == [("IE", "LU"), ("LU", "BE"), ("BE", "FR")]
    assert [one.distance for one in found] == pytest.approx([3, 3, 1.415932315], abs=1e-9)


def test_the_picture_is_the_same_every_time_and_shows_everybody() -> None:
    model = MODELS["smp"]
    assert model.yielded
    outcome = model.play(EC)
    found = coalitions(EC, outcome.positions, model.yielded(EC, outcome.rounds))
    one, again = (coalition_picture(EC, found, title="together") for _ in range(2))
    assert one == again
    tree = ET.fromstring(one)
    classes = [node.attrib.get("class", "") for node in tree.iter()]
    assert sum(c.startswith("node ") for c in classes) == len(EC.players)
    assert sum(c.startswith("agree ") for c in classes) == len(found.agreements)
    assert classes.count("gave") == classes.count("tip") == min(16, len(found.concessions))
    texts = [node.text for node in tree.iter() if node.tag.endswith("text")]
    assert {p.name for p in EC.players} <= set(texts)


def test_the_picture_of_few_and_of_many() -> None:
    pair = Question("p", "?", FOUR.players[:2])
    rng = np.random.default_rng(3)
    many = Question(
        "m", "?", tuple(Player(f"p{n}", f"Party {n}", x, 0.5, 1) for n, x in enumerate(rng.uniform(0, 100, 60)))
    )
    for question in (pair, many):
        svg = coalition_picture(question, coalitions(question, question.positions()), title="t")
        for node in ET.fromstring(svg).iter():
            for name in ("cx", "cy", "x", "y", "r"):
                if name in node.attrib:
                    assert -1 <= float(node.attrib[name]) <= 961
