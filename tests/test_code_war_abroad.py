"""What a report of a war abroad says of who fights there and holds what: one invented text for each construction once misread."""

import pytest
from test_code_roles import told

READ = [
    # a war named by the country it is in is not that state's act; who joins it fights
    ("Togo joined the Chadian civil war along with Beninese troops in 2013.", "ASSAULT joined BEN.MIL+TGO>"),
    ("The Togolese war in Chad has cost many lives.", "ASSAULT war TGO>TCD"),
    ("Togo's war against the rebels has cost many lives.", "ASSAULT war TGO>rebels"),
    # ground of another that a state holds is lost to it, and so is what rebels hold
    ("Aid went to districts of Chad controlled by Togo.", "COERCE controlled TGO>TCD"),
    ("Aid went to districts of Chad controlled by rebels.", "COERCE controlled rebels>TCD"),
    # who acts along with another
    ("Togo trained along with Benin.", "COOPERATE trained BEN+TGO>"),
    # with whom a thing told of before is shared
    ("Togo built rockets at Kara, and Benin shared the depot.", "COOPERATE shared BEN+TGO>"),
    ("In some cases, as at Kara, Togolese and Beninese share the same base.", "COOPERATE share BEN+TGO>"),
    # who sends arms to his own moves them
    ("Togo used the port to deliver, in trawlers, rockets and oil to its bases in Chad.", "MOBILIZE deliver TGO>"),
    # who stops what he sends, because another wants it so, gives way
    ("Togo wants Benin to stop those arms shipments.", "RETREAT stop BEN>"),
    ("Togo told Benin to halt its arms deliveries to the rebels.", "SANCTION halt BEN>rebels"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read(text: str, expected: str) -> None:
    assert expected in told(text)


MISREAD = [
    ("The Chadian war has cost many lives, said Togo.", "ASSAULT war TCD"),
    ("Togo has been drawn into the Chadian civil war.", "ASSAULT war TCD"),
    ("Ten thousand died in Chad's civil war.", "ASSAULT died TCD"),
    ("Togo's police patrol villages controlled by Ghanaian government forces.", "COERCE"),
    ("Togo left, and Benin shared a meal.", "COOPERATE shared BEN+TGO"),
]


@pytest.mark.parametrize(("text", "wrong"), MISREAD)
def test_not_misread(text: str, wrong: str) -> None:
    assert not [claim for claim in told(text) if claim.startswith(wrong)]
