"""Every entry of furniture.yml: its example goes, the lines it must spare stay, and no pattern takes long."""

from __future__ import annotations

import re
import time
from importlib import resources
from typing import Any

import pytest
import yaml

from dragoman.clean.furniture import (
    box_at,
    drop_reason,
    furniture,
    is_appeal,
    is_caption,
    is_credit,
    is_navigation,
    section_at,
    without_credit,
)
from dragoman.clean.lines import Line
from dragoman.clean.masthead import find_byline, is_label, is_nameplate

DATA: dict[str, Any] = yaml.safe_load(resources.files("dragoman").joinpath("data/furniture.yml").read_text("utf-8"))


def line(text: str) -> Line:
    return Line(0, len(text), text)


def entries(kind: str) -> list[Any]:
    return [pytest.param(entry, id=str(entry.get("example"))[:40]) for entry in DATA[kind]]


@pytest.mark.parametrize("entry", entries("lines"))
def test_line_rules(entry: dict[str, Any]) -> None:
    text = entry["example"]
    assert re.fullmatch(entry["pattern"], text, re.IGNORECASE), "the entry's own pattern does not cover its example"
    assert drop_reason(line(text), tail=entry.get("where") == "tail", top=entry.get("where") == "top")
    for kept in entry.get("keep") or ():
        assert drop_reason(line(kept), tail=True, top=True) is None
    if entry.get("where", "any") != "any":  # at the other end of the page, and amid it, it stays
        assert drop_reason(line(text), tail=entry["where"] != "tail", top=entry["where"] != "top") is None
        assert drop_reason(line(text)) is None


@pytest.mark.parametrize("entry", entries("captions"))
def test_caption_rules(entry: dict[str, Any]) -> None:
    assert re.fullmatch(entry["pattern"], entry["example"], re.IGNORECASE)
    assert is_caption(line(entry["example"]))
    for kept in entry.get("keep") or ():
        assert not is_caption(line(kept))


@pytest.mark.parametrize("entry", entries("credits"))
def test_credit_rules(entry: dict[str, Any]) -> None:
    assert is_credit(line(entry["example"]))
    if not entry.get("alone"):
        sentence = "Fishermen mend their nets in Port Alba, March 2, 2031."
        assert without_credit(line(f"{sentence} {entry['example']}")).text == sentence


@pytest.mark.parametrize("entry", entries("suffixes"))
def test_suffix_rules(entry: dict[str, Any]) -> None:
    match = re.search(entry["pattern"], entry["example"], re.IGNORECASE)
    assert match
    assert entry["example"][: match.start()].rstrip().startswith("They left")


@pytest.mark.parametrize("entry", entries("prefixes"))
def test_prefix_rules(entry: dict[str, Any]) -> None:
    match = re.match(entry["pattern"], entry["example"], re.IGNORECASE)
    assert match
    assert len(entry["example"][match.end() :].split()) >= 4


@pytest.mark.parametrize("entry", entries("blocks"))
def test_boxes(entry: dict[str, Any]) -> None:
    after = "Arvania left the valley on Monday."
    lines = [line(text) for text in [*entry["example"], after]]
    assert box_at(lines, 0) == (len(entry["example"]), entry["reason"])


@pytest.mark.parametrize("entry", entries("sections"))
def test_sections(entry: dict[str, Any]) -> None:
    page = [
        entry["example"],
        "March 2, 2031",
        "Belmark counts its herring",
        "The catch was half of what it was when...",
    ]
    body = "Arvania left the valley on Monday, as it had promised to do in the treaty of last year."
    assert section_at([line(text) for text in [*page, body]], 0) == (4, entry["reason"])
    assert section_at([line(text) for text in (entry["example"], body)], 0) is None


@pytest.mark.parametrize("entry", entries("outlets"))
def test_outlet_rules(entry: dict[str, Any]) -> None:
    match = re.search(entry["pattern"], entry["example"], re.IGNORECASE)
    assert match
    assert match["outlet"].lower() == entry["outlet"].lower()


@pytest.mark.parametrize("entry", entries("bylines"))
def test_byline_rules(entry: dict[str, Any]) -> None:
    assert find_byline(entry["example"]) == entry["byline"]


def test_appeals() -> None:
    assert is_appeal(DATA["appeals"]["example"])
    for kept in DATA["appeals"]["keep"]:
        assert not is_appeal(kept)


@pytest.mark.parametrize(
    ("text", "tail", "found"),
    [
        ("Home | World | Letters", False, True),
        ("Home · World · Letters", False, True),
        ("Home   World   Letters", False, True),
        ("Home  World", False, False),
        # two parts of a few words may be a headline with its section, but not at the end of a page
        ("Harbour news of the day | Letters", False, False),
        ("Harbour news of the day | Letters", True, True),
        ("Home | The catch of the year was half of what it was before", True, False),
        ("Home | World | Letters.", False, False),
        ("Home | " * 40, True, False),
    ],
)
def test_rows_of_links(text: str, tail: bool, found: bool) -> None:
    assert is_navigation(text, tail=tail) == found


# Sentences of reports that come near a rule.
BODY = [
    "Share prices fell in Port Alba after the cutters left.",
    "Sign up or leave, the recruiters told the villagers on Monday.",
    "Photographs of the wreck were shown to the court.",
    "Get out of the straits, the admiral told the trawlers.",
    "Comments by the minister were closed to the press.",
    "Follow the money, the prosecutor said.",
    "Support for the treaty has fallen since March.",
    "The site is protected by two cutters and a patrol.",
    "Copyright law was not discussed at the talks.",
    "Listen to this, the prime minister told the chamber: nobody will leave.",
    "Most popular among the crews is the ban on night fishing.",
    "More than forty people were arrested.",
    "Related families were moved to the other bank.",
    "Read out in parliament, the letter caused an uproar.",
    "The source said that the harbour would be closed.",
    "Dear friends of the valley were among the dead.",
    "By Monday, Arvania had withdrawn its last cutter.",
    "By Port Alba standards it was a small crowd.",
    "Ads for the referendum were torn down by the police.",
    "Members of the assembly received letters from the readers of two papers.",
    "Terms of the treaty were not made public.",
    "Video of the attack was seen by two agencies.",
    "Tags were cut from the nets of forty boats.",
    "“Subscribe to nothing and sign nothing,” he told the members.",
    "If you are a member of a party you must resign it, the decree says.",
    "Live fire was heard in the harbour.",
    "The end of the blockade is near.",
    "Ends of ropes were found on the quay.",
    "World powers met in Port Alba.",
    "News of the attack reached the capital at noon.",
    "We will cancel the offer, the company told the unions.",
]


@pytest.mark.parametrize("text", BODY)
def test_body_sentences_stay(text: str) -> None:
    it = line(text)
    assert drop_reason(it, tail=True, top=True) is None
    assert not is_appeal(text)
    assert not is_caption(it)
    assert not is_credit(it)
    assert not is_navigation(text, tail=True)
    assert find_byline(text) is None
    assert not is_label(text)
    assert not is_nameplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 420,
        "A" * 420,
        "Aa " * 140,
        "A.-" * 140,
        "by " + "Aa" * 200,
        "by " + "A " * 200,
        "share " * 70,
        "photo " * 70,
        "(" * 420,
        "photo: (" * 50,
        " " * 400 + "x",
        "read more " * 42,
        "1" * 420,
        "AFP/" * 100,
        "The Post The Post " * 20,
        "© 2031 " * 50,
        ". " * 200,
        "home > " * 60,
    ],
)
def test_no_pattern_takes_long(text: str) -> None:
    it = line(text)
    begin = time.process_time()
    furniture()
    drop_reason(it, tail=True, top=True)
    is_caption(it)
    is_credit(it)
    without_credit(it)
    is_appeal(text)
    is_navigation(text, tail=True)
    find_byline(text)
    for rule in (*furniture().suffixes, *furniture().prefixes, *furniture().outlets):
        rule.pattern.search(text)
    assert time.process_time() - begin < 0.25
