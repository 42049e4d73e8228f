"""How sure the coder is of a claim: what it counts, by names that have a weight, and within which bounds."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.code import confidence as sure
from dragoman.code.what.learned import LEARNED
from dragoman.code.who.unsaid import FILLED
from dragoman.data.files import load_yaml
from dragoman.model import Claim, Party, Sense, Voice
from dragoman.model.terms import QUAD_OF

CHAD, NIGER = (Party(code, name, code, "GOV", name, 0, 4) for code, name in (("TCD", "Chad"), ("NER", "Niger")))
CREW = Party("?crew", "crew", None, None, None, None, None)
OUTLET, ABBOT = Voice("The Plum", "outlet"), Voice("the abbot", "person")
CLAIM = Claim("c", "a", "ASSAULT", None, (CHAD,), (), "actual", (5, 9), (0, 40), attribution=(OUTLET,))
SENSE = Sense(
    events=((1, "ASSAULT", 0.5), (1, "ACCUSE", 0.2), (2, "ASSAULT", 0.6), (3, "ASSAULT", 0.9)),
    links=(
        (1, "actor", 0, 0.4),
        (2, "actor", 0, 0.7),
        (1, "recipient", 2, 0.3),
        (3, "actor", 2, 0.9),
        (3, "recipient", 2, 0.8),
    ),
)


def draft(
    *,
    pos: str = "VERB",
    weight: int = 0,
    where: str = "verbs.csv:1",
    nested: tuple[object, ...] = (),
    reasons: tuple[str, ...] = (),
    sense: Sense | None = None,
    length: int = 5,
) -> Any:
    """What `features` looks at of a draft: triggered by words 1 and 2, its head is word 2."""
    tokens = [SimpleNamespace(pos=pos) for _ in range(length)]
    trigger = SimpleNamespace(words=(1,), entry=SimpleNamespace(weight=weight, where=where))
    tree = SimpleNamespace(tokens=tokens, sentence=SimpleNamespace(sense=sense))
    return SimpleNamespace(tree=tree, head=2, trigger=trigger, nested=nested, reasons=reasons)


def counted(claim: Claim, like: Any) -> dict[str, float]:
    return {name: round(value, 3) for name, value in sure.features(claim, like).items() if value}


PLAIN = {"always": 1, "actor": 1, "state": 1, "type ASSAULT": 1}
BOTH = {**PLAIN, "recipient": 1, "both": 1}


@pytest.mark.parametrize(
    ("claim", "like", "expected"),
    [
        (CLAIM, draft(), PLAIN),
        (replace(CLAIM, recipients=(NIGER,)), draft(), BOTH),
        (replace(CLAIM, actors=(), recipients=(NIGER,)), draft(), {**PLAIN, "actor": 0, "recipient": 1}),
        (replace(CLAIM, actors=()), draft(), {"always": 1, "type ASSAULT": 1}),
        (replace(CLAIM, actors=(CREW,)), draft(), {**PLAIN, "state": 0, "party understood": 1, "party unknown": 1}),
        (
            replace(CLAIM, actors=(CREW, CHAD)),
            draft(),
            {**PLAIN, "party understood": 1, "party unknown": 1, "two actors": 1},
        ),
        (replace(CLAIM, reasons=(f"recipient:{FILLED} (0.61)",)), draft(), {**PLAIN, "party guessed": 1}),
        (replace(CLAIM, event="AID"), draft(pos="NOUN"), {**PLAIN, "type ASSAULT": 0, "type AID": 1, "noun": 1}),
        (CLAIM, draft(weight=2, nested=(object(),)), {**PLAIN, "narrow pattern": 1, "has content": 1}),
        (replace(CLAIM, content_of="b", status="future"), draft(), {**PLAIN, "content": 1, "not actual": 1}),
        (replace(CLAIM, attribution=(OUTLET, ABBOT)), draft(), {**PLAIN, "reported": 1}),
        (CLAIM, draft(length=35), PLAIN),
        (CLAIM, draft(length=36), {**PLAIN, "long sentence": 1}),
        # the heads: of the trigger's words and the head alone; nothing of what is said of word 3
        (
            CLAIM,
            draft(sense=SENSE),
            {**PLAIN, "head: type": 0.6, "head: any event": 0.7, "head: actor": 0.7, "head: no recipient": 0.7},
        ),
        (
            replace(CLAIM, actors=(), recipients=(NIGER,)),
            draft(sense=SENSE),
            {"always": 1, "recipient": 1, "state": 1, "type ASSAULT": 1, "head: type": 0.6, "head: any event": 0.7},
        ),
        (CLAIM, draft(sense=Sense()), {**PLAIN, "head: no recipient": 1}),
        (
            CLAIM,
            draft(sense=Sense(), where=f"{LEARNED}:1", reasons=("actor:learned", "modal")),
            {**PLAIN, "head: no recipient": 1, "found by a head": 1, "party by a head": 1},
        ),
        (CLAIM, draft(sense=Sense(), reasons=("content:learned:urge",)), {**PLAIN, "head: no recipient": 1}),
    ],
)
def test_what_is_counted(claim: Claim, like: Any, expected: dict[str, float]) -> None:
    assert counted(claim, like) == {name: value for name, value in expected.items() if value}


def test_what_is_counted_has_a_weight_and_what_has_one_is_counted() -> None:
    names = set(sure.features(CLAIM, draft(sense=SENSE))) - {"type ASSAULT"} | {f"type {event}" for event in QUAD_OF}
    assert set(load_yaml("confidence.yml")["weights"]) == names


@pytest.mark.parametrize(("weight", "expected"), [(0.0, 0.5), (1.0, 0.73), (-1.0, 0.27), (9.0, 0.95), (-9.0, 0.05)])
def test_a_share_between_bounds(weight: float, expected: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sure, "_weights", lambda: {"always": weight})
    assert sure.confidence(CLAIM, draft()) == expected
