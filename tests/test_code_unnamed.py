"""A party that nobody could resolve stays a name, and a short one."""

import pytest

from benchmarks.lexicon import claims_of


@pytest.mark.parametrize(
    ("text", "event", "party"),
    [
        (
            "Custodians of the bases, camps and barracks which belong to the Kenyan army demanded that Chile lift the ban.",
            "REQUEST",
            "?custodians-of-the-bases",
        ),
        (
            "Litigants whom the judges of the high court had told to leave the camp rejected the Chilean plan.",
            "REQUEST",
            "?litigants",
        ),
    ],
)
def test_an_unresolved_party_is_never_half_a_sentence(text: str, event: str, party: str) -> None:
    _, claims = claims_of(text)
    assert [p.id for c in claims for p in (*c.actors, *c.recipients) if c.event == event and p.id != "CHL"] == [party]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # no list of nouns knows these: the parser tells from the sentence that they are people
        ("Litigants rejected the Chilean plan.", "?litigants"),
        ("Custodians demanded that Chile lift the ban.", "?custodians"),
        # nor that they are not
        ("Tariffs demanded attention from Chile.", None),
        ("The storm rejected the Chilean plan.", None),
    ],
)
def test_words_no_list_knows_are_parties_where_the_sentence_makes_them_somebody(text: str, actor: str | None) -> None:
    _, claims = claims_of(text)
    assert {p.id for c in claims for p in c.actors if p.id.startswith("?")} == ({actor} if actor else set())


def test_a_body_that_is_shelled_is_ground_and_no_party() -> None:
    _, claims = claims_of("The Sudanese army had shelled the school.")
    assert [(c.event, c.recipients) for c in claims] == [("ASSAULT", ())]
