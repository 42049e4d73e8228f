"""How many: numbers bound to the right claim, one invented sentence each."""

from __future__ import annotations

import pytest

from benchmarks.lexicon import claims_of

COUNTED = [
    # (sentence, trigger, what it counts)
    ("Peru attacked the village, killing 12 and wounding 30.", "wounding", ("injured", 30, 30)),
    ("Four members of the Peruvian army and a nurse were killed in the raid.", "killed", ("dead", 5, 5)),
    ("Peruvian police arrested a teacher and two nurses.", "arrested", ("arrested", 3, 3)),
    ("Between 20 and 30 Peruvian soldiers were killed.", "killed", ("dead", 20, 30)),
    ("A Peruvian boy was wounded in the raid.", "wounded", ("injured", 1, 1)),
    ("There were 700 Peruvian deaths in the war, and another 3,000 injured.", "injured", ("injured", 3000, 3000)),
    ("Chilean rebels killed 2k Peruvian soldiers.", "killed", ("dead", 2000, 2000)),
    ("Chile lost dozens of its guards to Peruvian rebels.", "lost", ("dead", 24, 99)),
    ("Hundreds of Peruvian villagers lost their lives in the Chilean raid.", "lost their lives", ("dead", 200, 999)),
    ("Peruvian bus attack: 13 off-duty soldiers killed by car bomb", "killed", ("dead", 13, 13)),
]


@pytest.mark.parametrize(("text", "trigger", "counted"), COUNTED)
def test_numbers_stand_on_the_claim_they_count(text: str, trigger: str, counted: tuple[str, int, int]) -> None:
    article, claims = claims_of(text)
    found = {article.text[slice(*c.trigger)]: c.magnitude for c in claims}
    assert found.get(trigger) == (counted,), found


UNCOUNTED = [
    # whoever kills, looks on or is only named is not who is killed, and what did not happen has no dead
    "More than 200 people in Lima attended the rally, chanting: stop the killing of Peruvian soldiers.",
    "The Peruvian army said it would never kill a child.",
    "The Peruvian general was killed.",
    "Chile lost two towns to Peruvian rebels.",
]


@pytest.mark.parametrize("text", UNCOUNTED)
def test_numbers_of_others_are_not_counted(text: str) -> None:
    assert not [c.magnitude for c in claims_of(text)[1] if c.magnitude]
