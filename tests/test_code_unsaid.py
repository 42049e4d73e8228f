"""Whom a claim means that leaves a side open: what is written stays, what is filled says so, and what nobody can tell stays open."""

from dataclasses import replace

import pytest
from builders import plain, report
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.code import code
from dragoman.code.who import unsaid
from dragoman.model import Claim, Mention, Party
from dragoman.parse import parse
from dragoman.resolve import resolve

STATES = ("GHA", "TGO", "BEN")


def party(name: str, start: int | None = 0) -> Party:
    return Party(name, name, name.split(".")[0], "GOV", None if start is None else name, start, start)


def mention(name: str, sentence: int, start: int) -> Mention:
    return Mention("actor", sentence, 0, 1, 0, start, start + 3, name, "name", (party(name, start),))


def claim(
    number: int, event: str, actors: str = "", recipients: str = "", *, sentence: int = 0, of: str | None = None
) -> Claim:
    at = SCENE.sentences[sentence]
    return Claim(
        f"c{number}", "article", event, None, tuple(map(party, actors.split())), tuple(map(party, recipients.split())),
        "actual", (at.start + number, at.start + number + 1), (at.start, at.end), content_of=of,
    )  # fmt: skip


LINE = "It/PRON/nsubj/2 happened/VERB/root/0 then/ADV/advmod/2 ./PUNCT/punct/2"
SCENE = report(LINE, LINE, LINE, kinds=("title",))
TOLD = [mention("GHA", 0, 0), mention("TGO", 0, 5), mention("GHA", 1, 20), mention("TGO", 1, 30), mention("BEN", 2, 50)]


def filled(claims):
    return unsaid.fill(SCENE, TOLD, claims, "GHA")


def test_a_party_is_taken_where_it_is_likelier_than_all_else(monkeypatch):
    weights = {"sure": {"actors": 0.5, "recipients": 0.5}, "actors": {}, "recipients": {"deals so": 3.0}}
    monkeypatch.setattr(unsaid, "load", lambda: weights)
    told = [claim(0, "REJECT", "GHA", "TGO"), claim(1, "REJECT", "GHA", sentence=1)]
    found = filled(told)[1]
    assert [(p.id, p.name, p.text) for p in found.recipients] == [("TGO", "Togo", None)]
    assert found.reasons == ("recipient:understood from the report (0.91)",)
    assert unsaid.emptied(found) == told[1]


def test_nothing_is_taken_where_nobody_can_tell(monkeypatch):
    weights = {"sure": {"actors": 0.5, "recipients": 0.5}, "actors": {"nobody": 5.0}, "recipients": {"nobody": 5.0}}
    monkeypatch.setattr(unsaid, "load", lambda: weights)
    told = [claim(0, "REJECT", "GHA", "TGO"), claim(1, "ACCUSE", "GHA", sentence=1), claim(2, "ACCUSE", sentence=2)]
    assert filled(told) == told


@pytest.mark.parametrize(
    ("event", "mode", "actors", "is_open"),
    [
        ("REJECT", None, "GHA", True),
        ("CONSULT", None, "GHA", False),  # who talk are all actors
        ("RETREAT", "withdraw", "GHA", False),
        ("RETREAT", "release", "GHA", True),
        ("ASSAULT", None, "GHA TGO", False),  # between the two
    ],
)
def test_types_without_a_recipient_are_not_open(event, mode, actors, is_open):
    assert unsaid.open_side(replace(claim(0, event, actors), mode=mode), "recipients") is is_open


sides = st.lists(st.sampled_from(STATES), max_size=2, unique=True).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["REJECT", "ACCUSE", "AID", "CONSULT"]), sides, sides, st.integers(0, 2)), max_size=8
    )
)
def test_what_is_written_stays_and_no_party_stands_on_both_sides(drawn):
    drawn.sort(key=lambda row: row[3])
    told = [
        claim(
            n, event, " ".join(actors.split()), " ".join(r for r in recipients.split() if r not in actors), sentence=at
        )
        for n, (event, actors, recipients, at) in enumerate(drawn)
    ]
    for before, after in zip(told, filled(told), strict=True):
        for side in unsaid.SIDES:
            assert not getattr(before, side) or getattr(after, side) == getattr(before, side)
        assert not unsaid.roots(after.actors) & unsaid.roots(after.recipients)
        assert unsaid.emptied(after) == before


def test_weights_are_of_signs_that_exist():
    """Every weight is of a sign that the code can give; one misspelt by hand would never count."""
    told = [claim(0, "REJECT", "GHA", "TGO"), claim(1, "REJECT", "GHA", sentence=1)]
    scene = unsaid.survey(SCENE, TOLD, told, "GHA")
    starts = {
        "rank",
        "kind",
        "letters",
        "sentences",
        "outer",
        "content",
        "same",
        "last",
        "last,",
        "nobody",
        "nobody,",
        "told",
    }
    known = {"home", "speaker", "place", "title", "not", "of", "deals", "so", "mostly"} | starts
    for side in unsaid.SIDES:
        assert {sign.split()[0] for sign in unsaid.load()[side]} <= known
        shares = unsaid.shares(scene, told, 1, told[1], "recipients")
        assert 0 < sum(share for _, share in shares) < 1


def test_in_a_report_the_refusal_is_of_those_who_asked():
    article = plain(
        "Ghana on Monday asked Togo to open the bridge at Aflao.",
        "Ghana's president, John Mahama, accused Togo of holding back food.",
        "Togo refused.",
        published="2015-05-20",
    )
    parsed = parse(article)
    claims = code(parsed, resolve(parsed))
    refusal = next(c for c in claims if c.event == "REJECT")
    assert [p.id for p in refusal.actors] == ["TGO"] and [p.id for p in refusal.recipients] == ["GHA"]
