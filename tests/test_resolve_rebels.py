"""Whose the rebels, the units, the jets and the peoples across a border are, through the real parser."""

from __future__ import annotations

import pytest

from dragoman.data.files import load_yaml
from dragoman.model import Article, Block
from dragoman.parse import parse_many
from dragoman.resolve import resolve

KIN = load_yaml("actors/kin.yml")
DAY = "2004-03-04"
CASES = [
    # the one rebel group of the report, before it is named too
    ("Rebels took a fort in Sri Lanka. The Tamil Tigers said so.", DAY, {"Rebels": "ltte"}),
    ("Sri Lankan jets pounded rebel positions. The Tamil Tigers fled.", DAY, {"rebel positions": "ltte"}),
    ("Colombian guerrillas took a mayor. The FARC said so.", DAY, {"Colombian guerrillas": "farc"}),
    ("Rebels took a fort in Sri Lanka. The FARC said nothing.", DAY, {"Rebels": "rebels"}),
    ("Rebels took a fort in Colombia. The FARC and the ELN fled.", DAY, {"Rebels": "rebels"}),
    ("Guerrillas burned a bank in Boston. Americans recalled the Weathermen.", DAY, {"Guerrillas": "guerrillas"}),
    ("Militants burned a bank in Sri Lanka. The Tamil Tigers fled.", DAY, {"Militants": "militants"}),
    # a unit is who it belongs to
    ("Fighters of the FARC's 34th Front burned a bridge.", DAY, {"Fighters": "farc"}),
    ("The 3rd Brigade of the Karen National Union burned a bridge in Burma.", DAY, {"The 3rd Brigade": "knu"}),
    # a machine by its type, and who made it
    ("A Cuban MiG burned two cutters.", DAY, {"A Cuban MiG": "CUB.MIL"}),
    ("Peru's army fought near Lima, Peru. Israeli-built gunboats shelled a camp.", DAY, {"Israeli-built gunboats": "PER.MIL"}),
    # the faith of a government beside its state
    ("Bosnia's Muslim-led government met envoys.", DAY, {"Bosnia's Muslim-led government": "BIH"}),
    # who does together what two do
    ("Peru's minister met Chile's premier in Lima. The two agreed on a plan.", DAY, {"The two": "PER+CHL"}),
    # whoever says it of himself
    ("The UN voiced concern, and Peru said it backed Chile.", DAY, {"it": "PER"}),
    # a spokesman of whoever the sentence goes on from, and an organ of the state at home
    ("Chile shelled Peru. Cuba voiced concern; a Foreign Ministry spokesman praised Peru.", DAY, {"a Foreign Ministry spokesman": "CUB"}),
    ("Police in Seoul, South Korea, rested. The Unification Ministry cancelled the talks.", DAY, {"The Unification Ministry": "KOR"}),
    # the body that the book lets be called so, however far back
    (
        "NATO jets bombed Pale. Rain fell. Snow fell. Hail fell. Mist rose. Fog rose. Envoys thanked the alliance.",
        DAY,
        {"the alliance": "nato"},
    ),
]  # fmt: skip


def named(cases: list[tuple[str, str]]) -> list[dict[str, str]]:
    """For each text and day, the ids by the words that stand for them; "?" for nobody."""
    pages = [Article("a", "d", t, (Block("body", 0, len(t), 0),), published=day, language="en") for t, day in cases]
    return [
        {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parsed) if m.kind == "actor"}
        for parsed in parse_many(pages)
    ]


def test_whose_they_are() -> None:
    found = named([(text, day) for text, day, _ in CASES])
    for (text, _, expected), got in zip(CASES, found, strict=True):
        assert {
            w: next((ids for words, ids in got.items() if words.startswith(w)), "?") for w in expected
        } == expected, text


@pytest.mark.parametrize("row", KIN, ids=lambda row: row["id"])
def test_the_kin_of_another_state(row: dict[str, str]) -> None:
    now, later = named([(row["example"], row["day"]), (row["example"], "1975-01-01")])
    (word,) = [w for w in now if w in row["words"]]
    assert now[word] == row["id"] and later.get(word) != row["id"]


def test_a_person_of_the_report_is_no_town() -> None:
    """The model takes the name in "the Kim row" for a town's at times; the report names the man in full below."""
    text = "Malaysia bars travel in Kim killing row. Police want three men over the murder of Kim Jong Nam in Ipoh."
    page = Article("a", "d", text, (Block("body", 0, len(text), 0),), published="2017-03-07", language="en")
    (parsed,) = parse_many([page])
    assert [m.text for m in resolve(parsed) if m.kind == "place"] == ["Malaysia", "Ipoh"]
