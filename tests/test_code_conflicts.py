"""The language of those who write about conflicts: who bears what, such groups as one of them, fighters of a people; invented sentences."""

import pytest

from benchmarks.lexicon import article_of
from dragoman.code import code
from dragoman.parse import parse
from dragoman.resolve import resolve


def told(text: str) -> list[str]:
    """Claims as `EVENT trigger actors>recipients`."""
    parsed = parse(article_of(text))
    return [
        f"{c.event} {text[c.trigger[0] : c.trigger[1]]} "
        f"{'+'.join(sorted(p.id for p in c.actors))}>{'+'.join(sorted(p.id for p in c.recipients))}"
        for c in code(parsed, resolve(parsed))
    ]


SAID = [
    # who faces, suffers or draws it is whom it is done to
    ("Taiwan discussed the threats it faces from China.", "THREATEN threats CHN>TWN"),
    ("The criticism Hungary has drawn from Austria grew.", "ACCUSE criticism AUT>HUN"),
    ("The attacks Kenya suffered last year were recalled.", "ASSAULT attacks >KEN"),
    # groups by their names, behind "such"
    ("Iran supports such groups as Hezbollah and Hamas.", "AID supports IRN>hamas+hezbollah"),
    ("Kenya chose to ally itself with such groups as the Juba militia.", "COOPERATE ally KEN+ssd-militias>"),
    # what is promised to one and done to others is no threat to him
    ("Chad promised Niger to help it and to curb the rebels in the north.", "AGREE promised TCD>NER"),
    ("The Taliban vowed to attack the Afghan army.", "THREATEN vowed taliban>AFG.MIL"),
    # whoever takes in the deported has not deported them
    ("The men will be deported to Chad.", "COERCE deported >TCD.CVL"),
    # fighters of a people or a faith are neither the people nor a government of theirs
    ("Basque separatists bombed a hotel.", "ASSAULT bombed basque-militants>"),
    ("Sunni guerrillas killed a policeman in Mosul.", "ASSAULT killed sunni-militants>IRQ"),
    ("Chechen jihadists seized a school.", "ASSAULT seized chechnya-militants>"),
    ("Sunni fundamentalists deeply sympathize with Hamas.", "SUPPORT sympathize sunni-militants>hamas"),
    # whose leave is asked has not attacked
    (
        "Algeria did not allow Palestinian radicals to launch operations against Israel from Algerian soil.",
        "ASSAULT operations pse-opposition>ISR",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[e for _, e in SAID])
def test_writers_on_conflicts(text: str, expected: str) -> None:
    assert expected in told(text)


def test_a_commission_with_a_name_is_no_party_named_before() -> None:
    text = (
        "Gunmen killed a member of the Kurdistan Democratic Party. The Iraqi High Audit Commission rejected the plan."
    )
    assert "REJECT rejected IRQ>" in told(text)
