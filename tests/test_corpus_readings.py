"""The other ids a party of the corpus may go by: what a reader of the report alone could call it."""

import pytest

from training.corpus.compile import compile_text
from training.corpus.readings import allow

HEAD = (
    "= a-1 | 1987-06-12 | the agency | agency | africa\n@ ofori | Esi Ofori; Ofori | official GHA\n"
    "@ porters | Porters' League; the league | LAB GHA\n"
)


@pytest.mark.parametrize(
    ("line", "also"),
    [
        (
            'The League refused.\n  REJECT refused < porters "The League" > GHA\n',
            ["porters-league"],
        ),  # by a name of its own
        (
            "The Porters' League refused.\n  REJECT refused < porters \"The Porters' League\" > GHA\n",
            ["porters-league"],
        ),
        ('Ghanaian porters refused.\n  REJECT refused < porters "Ghanaian porters" > GHA\n', ["porters-league", "GHA"]),
        ('They refused.\n  REJECT refused < porters "They" > GHA\n', ["porters-league"]),  # tells nothing of who it is
        ('Esi Ofori refused.\n  REJECT refused < @ofori "Esi Ofori" > porters\n', None),  # speaks for the state: one id
    ],
)
def test_a_declared_body_may_go_by_its_name_and_described_by_its_country(line, also):
    (record,), problems = compile_text(HEAD + line, file="a.txt")
    assert problems == []
    actor = allow(record)["events"][0]["actors"][0]
    assert actor.get("also_id") == also
    assert "also_id" not in record["events"][0]["actors"][0]  # the record that came in is left alone
