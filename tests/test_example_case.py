"""The example case and its hand-coded records agree with each other and with the codebook's vocabulary."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "suez"
GOLD = ROOT / "gold"

# The codebook's words, one string for each field so that they read as lists do in print.
WORDS = {
    "type": "AGREE,CONSULT,SUPPORT,CONCEDE,COOPERATE,AID,RETREAT,REQUEST,ACCUSE,REJECT,THREATEN,"
    "PROTEST,SANCTION,MOBILIZE,COERCE,ASSAULT",
    "mode": "visit,third-party,multilateral,phone,withdraw,release,disarm,ceasefire,access,resign,assist,change,yield,"
    "meet,disapprove,allege,investigate,restrict,arrest,relations,expel,territory,violence,demo,riot,strike,hunger,"
    "boycott,obstruct,vandalize,convict,discontinue,troops,weapons,police,militia,seize,censor,curfew,martial-law,"
    "deport,withhold,misinformation,cyber,abduct,beat,torture,sexual,targeted,destroy,primitive,firearms,explosives,"
    "suicide-attack,aerial,drone,heavy-weapons,crowd-control,unconventional",
    "status": "actual,future,requested,hypothetical,negated",
    "voice": "outlet,agency,person,organisation,official,anonymous source,document,analyst,unnamed",
    "stance": "asserts,denies,confirms,doubts,no_comment",
    "sector": "GOV,MIL,REB,PTY,PRM,COP,SPY,LEG,JUD,OPP,CVL,UAF,JRN,REL,BUS,IGO,NGO",
    "place": "country,admin area,city,base/facility,border,area",
}
KNOWN = {field: frozenset(words.split(",")) for field, words in WORDS.items()}
QUESTIONS = {"British and French forces leave Egypt", "Israeli forces leave Sinai and Gaza"}
UNDATED = "08_press_review"
NOTICE = "Reconstruction for the Dragoman example case."

PAGES = sorted(p for p in CASE.iterdir() if p.suffix in {".txt", ".html"})
STEMS = [p.stem for p in PAGES]


class _Visible(HTMLParser):
    """Collects what a reader sees of our own simple pages."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = self.hidden or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self.hidden = self.hidden and tag != "head"

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


@cache
def page(stem: str) -> str:
    """The visible text of a report."""
    path = next(p for p in PAGES if p.stem == stem)
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    parser = _Visible()
    parser.feed(text)
    return "".join(parser.parts)


@cache
def gold(stem: str) -> dict[str, Any]:
    """The record of a report."""
    record: dict[str, Any] = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    return record


def days(value: str) -> bool:
    """Whether `value` is YYYY, YYYY-MM, YYYY-MM-DD or a minute of a real day."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d)?)?)?", value)
    if not found:
        return False
    year, month, day = (int(x or 1) for x in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def test_every_report_has_a_record_and_is_listed() -> None:
    readme = (CASE / "README.md").read_text(encoding="utf-8")
    assert len(PAGES) >= 10
    assert {p.stem for p in GOLD.glob("*.json")} - {"floors"} == set(STEMS)
    for path in PAGES:
        assert f"`{path.name}`" in readme, path.name


def test_the_case_has_the_difficulties_it_promises() -> None:
    texts = [page(stem) for stem in STEMS]
    assert any("\u00a0" in t for t in texts)
    assert any("“" in t for t in texts)
    assert {p.suffix for p in PAGES} == {".txt", ".html"}
    assert [s for s in STEMS if gold(s)["article"]["published"] is None] == [UNDATED]
    assert max(len(e["attribution"]) for s in STEMS for e in gold(s)["events"]) >= 4
    assert {e["status"] for s in STEMS for e in gold(s)["events"]} == KNOWN["status"]
    assert {e["event"][0] for s in STEMS for e in gold(s)["events"]} == KNOWN["type"]


def test_two_outlets_carry_the_same_agency_paragraphs() -> None:
    first, second = (
        {re.sub(r"\W+", " ", e["sentence"]).lower() for e in gold(s)["events"]}
        for s in ("03_airfields", "04_airfields_again")
    )
    alike = [a for a in first for b in second if len(set(a.split()) & set(b.split())) / len(set(b.split())) > 0.85]
    assert len(alike) >= 4


@pytest.mark.parametrize("stem", STEMS)
def test_page_says_it_is_a_reconstruction(stem: str) -> None:
    assert NOTICE in page(stem).strip()[-200:]
    assert NOTICE in gold(stem)["article"]["not_body"]


@pytest.mark.parametrize("stem", STEMS)
def test_article(stem: str) -> None:
    article, text = gold(stem)["article"], page(stem)
    assert gold(stem)["document"] == stem
    for key in ("title", "body_first", "body_last"):
        assert article[key] in text, key
    for string in [*article["not_body"], *article["captions"]]:
        assert string in text, string
    start, end = text.index(article["body_first"]), text.index(article["body_last"]) + len(article["body_last"])
    assert start < end
    for string in article["not_body"]:
        assert string not in article["body_first"] + " " + article["body_last"]
    if article["published"] is not None:
        assert days(article["published"])


@pytest.mark.parametrize("stem", STEMS)
def test_claims_stand_in_the_page(stem: str) -> None:
    article, text = gold(stem)["article"], page(stem)
    start, end = text.index(article["body_first"]), text.index(article["body_last"]) + len(article["body_last"])
    for claim in gold(stem)["events"]:
        assert claim["sentence"] in text, claim["id"]
        assert claim["trigger"] and claim["trigger"] in claim["sentence"], claim["id"]
        assert (text.find(claim["sentence"], start, end) >= 0) == ("in" not in claim), claim["id"]
        for party in claim["actors"] + claim["recipients"]:
            words = (party["text"] or "").replace("\u00a0", " ")
            assert words in claim["sentence"].replace("\u00a0", " "), (claim["id"], words)


@pytest.mark.parametrize("stem", STEMS)
def test_claims_keep_to_the_codebook(stem: str) -> None:
    for claim in gold(stem)["events"]:
        key = claim["id"]
        also = claim.get("also", {})
        assert claim["event"] and set(claim["event"]) | set(also.get("event", [])) <= KNOWN["type"], key
        assert set(claim["mode"]) <= KNOWN["mode"], key
        assert {claim["status"], *claim.get("also_status", [])} <= KNOWN["status"], key
        assert claim.get("in") in {None, "title", "subtitle", "caption"}, key
        for party in claim["actors"] + claim["recipients"]:
            assert re.fullmatch(r"[A-Z]{3}(\.(MIL|CVL|OPP|LEG|COP))?|region:[a-z-]+|[a-z][a-z-]*", party["id"]), key
            assert party["sector"] in KNOWN["sector"] | {None}, key
        if claim["place"]:
            assert claim["place"]["kind"] in KNOWN["place"], key
            assert re.fullmatch(r"[A-Z]{3}", claim["place"]["code"] or "AAA"), key
        if claim["date"]:
            first, last = claim["date"]
            assert days(first) and days(last) and first <= last, key
        for chain in (claim["attribution"], also.get("attribution", claim["attribution"])):
            assert chain[0]["kind"] == "outlet" and chain[0]["name"] == gold(stem)["article"]["publisher"], key
            for voice in chain:
                assert voice["kind"] in KNOWN["voice"] and voice.get("stance", "asserts") in KNOWN["stance"], key
                assert voice["name"] or voice["anonymous"], key


@pytest.mark.parametrize("stem", STEMS)
def test_nesting_and_positions_resolve(stem: str) -> None:
    claims = {e["id"]: e for e in gold(stem)["events"]}
    assert len(claims) == len(gold(stem)["events"])
    for claim in claims.values():
        seen, outer = {claim["id"]}, claim["content_of"]
        while outer is not None:
            assert outer in claims and outer not in seen, claim["id"]
            seen.add(outer)
            outer = claims[outer]["content_of"]
    for position in gold(stem)["positions"]:
        assert position["question"] in QUESTIONS
        assert -1 <= position["position"] <= 1 and days(position["date"])
        assert position["events"] and set(position["events"]) <= set(claims)
    if not gold(stem)["positions"]:
        assert "no_position" in {n["kind"] for n in gold(stem)["notes"]}
