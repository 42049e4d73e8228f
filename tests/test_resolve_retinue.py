"""Whose the men of a chief are, whose peacekeepers, which two are the sides, and who shares an adjective: through the real parser."""

from __future__ import annotations

import pytest
from builders import parties, plain

from dragoman.parse import parse
from dragoman.resolve import resolve

CASES = [
    # the men of one who commands some, and of one who does not
    ("Rain fell in Angola. UNITA said its men had left the town.", "its men", "unita"),
    ("President Vladimir Putin praised the pilots. Putin's men fired.", "Putin's men", "RUS.MIL"),
    ("Khalifa Haftar praised Egypt. Haftar's men took a fort in Libya.", "Haftar's men", "lna"),
    ("Joseph Kony left. His bodyguards fired on a crowd in Uganda.", "His bodyguards", "lra"),
    ("TPLF leader Ana Quill said in Ethiopia that her fighters had left.", "her fighters", "tplf"),
    ("M23 political leader Jean-Marie Quill rejected the call, saying his men would leave only after talks.", "his men", "m23"),
    ("Villagers in Peru mourned. The men of Lima mourned.", "The men of Lima", "PER.CVL"),
    # peacekeepers: those of the one body that keeps a peace in the report
    ("The UN mission in Mali, MINUSMA, closed a camp. The peacekeepers left.", "The peacekeepers", "un"),
    ("The blue helmets left Mali.", "The blue helmets", "un"),
    ("ECOMOG shelled a fort in Liberia. The peacekeepers left.", "The peacekeepers", "ecomog"),
    ("Peacekeepers left Georgia.", "Peacekeepers", None),
    # two nouns that share an adjective, unless the second fights the first
    ("The Tajik government and opposition met in Moscow.", "opposition", "TJK.OPP"),
    ("Malian soldiers and police fired.", "police", "MLI"),
    ("Malian soldiers and rebels fired.", "rebels", "rebels"),
    # a group is itself, whosever it is
    ("Mali thanked Russia's Wagner group.", "Russia's Wagner group", "wagner"),
    # the town of a truce does nothing
    ("Chad broke the Tripoli truce.", "Tripoli", None),
    ("Chad praised Tripoli.", "Tripoli", "LBY"),
    # Belgium's capital, where nothing of the European Union is told
    ("Belgium sent a ship to Rwanda. Brussels denied it.", "Brussels", "BEL"),
    ("Belgium and the European Commission met. Brussels denied it.", "Brussels", "eu"),
]  # fmt: skip


def test_whose_they_are() -> None:
    for (text, words, ids), got in zip(CASES, parties([text for text, _, _ in CASES]), strict=True):
        assert dict(got).get(words) == ids, text


SIDES = [
    (
        "Peru and Chile trade fire",
        "Peru shelled Chile. Chile shelled Peru. Cuba and Fiji met. Kenya warned both sides.",
        "both sides",
        "CHL+PER",
    ),
    (
        "Peru and Chile trade fire",
        "Peru shelled Chile. Chile bombed Peru. Peru denied it. Cuba and Fiji met. Kenya invited the two ministers.",
        "the two ministers",
        "CHL+PER",
    ),
    ("Envoys meet", "Cuba and Fiji met. Kenya warned both sides.", "both sides", "CUB+FJI"),
]


@pytest.mark.parametrize(("title", "text", "words", "ids"), SIDES)
def test_the_sides_are_those_of_the_headline(title: str, text: str, words: str, ids: str) -> None:
    page = plain(*text.replace(". ", ".|").split("|"), title=title)
    got = {m.text: "+".join(sorted(p.id for p in m.parties)) for m in resolve(parse(page)) if m.kind == "actor"}
    assert got.get(words) == ids


def test_an_office_of_a_group_counts_where_the_book_has_none_of_that_day() -> None:
    page = plain("RPF commander Paul Kagame rejected the plan in Rwanda.", published="1994-04-14")
    assert ["rpf"] in [[p.id for p in m.parties] for m in resolve(parse(page)) if m.text.endswith("Paul Kagame")]
