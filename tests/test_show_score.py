"""The scorer: worked examples, properties, and the same numbers as the given scorer where that is at hand."""

import copy
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import GoldError
from dragoman.show.score import Score, dates_meet, score_document, score_folders

GIVEN = Path(__file__).parent.parent.parent / "shared" / "gold"
OWN = Path(__file__).parent.parent / "gold"


def claim(**fields: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": "e1",
        "sentence": "Ruritania demanded that Graustark leave the bridge.",
        "trigger": "demanded",
        "event": ["REQUEST"],
        "actors": [{"id": "RUR", "text": "Ruritania"}],
        "recipients": [{"id": "GRA", "text": "Graustark"}],
        "status": "actual",
        "place": None,
        "date": None,
        "content_of": None,
        "attribution": [{"name": "The Gazette", "kind": "outlet"}],
    }
    return {**base, **fields}


@pytest.mark.parametrize(
    ("change", "found", "who"),
    [
        ({}, 1, 1),  # itself
        ({"event": ["ACCUSE"]}, 0, 0),  # another type
        ({"event": ["ACCUSE", "REQUEST"]}, 1, 1),  # another type with ours beside it
        ({"sentence": "Something else stood in the paper that day."}, 0, 0),  # another sentence
        ({"sentence": "ruritania  demanded that Graustark leave the bridge."}, 1, 1),  # spacing and case
        ({"actors": [{"id": "RUR.MIL"}]}, 1, 1),  # the suffix does not count
        ({"actors": [{"id": "GRA"}]}, 1, 0),  # the wrong actor
        ({"recipients": []}, 1, 0),  # no recipient where there is one
        ({"actors": [{"id": "bridge-club", "text": "Ruritania"}]}, 1, 0),  # a state is matched by id, not by name
    ],
)
def test_pairs(change: dict[str, Any], found: int, who: int) -> None:
    score = score_document({"events": [claim()]}, {"events": [claim(**change)]})
    assert (score.pairs, score.who_right) == (found, who)


def test_a_required_claim_is_found_before_an_optional_one_like_it() -> None:
    gold = {"events": [claim(optional=True), claim(id="e2")]}
    assert score_document(gold, {"events": [claim()]}).gold_found == 1


def test_optional_claims_cost_nothing() -> None:
    gold = {"events": [claim(), claim(id="e2", trigger="leave", event=["RETREAT"], optional=True)]}
    missed = score_document(gold, {"events": [claim()]}).shares()
    found = score_document(gold, {"events": [claim(), claim(id="e2", trigger="leave", event=["RETREAT"])]}).shares()
    assert missed["F1"] == found["F1"] == 1.0


def test_fields_of_matched_pairs() -> None:
    gold = {
        "events": [claim(date=["2001-03-04", "2001-03-04"], place={"name": "Strelsau", "code": "RUR"}, content_of="e9")]
    }
    right = claim(date=["2001-03", "2001-03"], place={"name": "elsewhere", "code": "RUR"}, content_of="e2")
    wrong = claim(date=["2001-04-01", "2001-04-02"], status="future")
    assert (
        score_document(gold, {"events": [right]}).shares() | {"date": 1.0, "place": 1.0, "nested": 1.0, "status": 1.0}
        == score_document(gold, {"events": [right]}).shares()
    )
    shares = score_document(gold, {"events": [wrong]}).shares()
    assert (shares["date"], shares["place"], shares["nested"], shares["status"]) == (0.0, 0.0, 0.0, 0.0)


PAPER, OTHER = {"name": "The Gazette", "kind": "outlet"}, {"name": "The Bugle", "kind": "outlet"}
RUDOLF = {"name": "King Rudolf", "kind": "official", "id": "RUR"}
UNKNOWN = {"name": "sources", "kind": "person", "anonymous": True}


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (None, [], True),
        ([], [PAPER], False),
        ([PAPER], [], False),
        ([PAPER], [OTHER], True),  # each is the page's own word
        ([PAPER], [PAPER, RUDOLF], False),
        ([PAPER, RUDOLF], [PAPER], False),
        ([PAPER, RUDOLF], [RUDOLF], True),  # the innermost speaks
        ([PAPER, RUDOLF], [PAPER, OTHER], False),
        ([PAPER, RUDOLF], [PAPER, {"name": "the palace", "kind": "official", "id": "RUR.GOV"}], True),
        ([PAPER, RUDOLF], [PAPER, {"name": "RUDOLF V", "kind": "person"}], True),
        ([PAPER, UNKNOWN], [PAPER, {"name": None, "kind": "unnamed", "anonymous": True}], True),
        ([PAPER, UNKNOWN], [PAPER, {"name": "two sources", "kind": "person"}], False),  # "sources" is nobody's name
    ],
)
def test_the_same_speaker(gold: list[Any] | None, predicted: list[Any], same: bool) -> None:
    score = score_document({"events": [claim(attribution=gold)]}, {"events": [claim(attribution=predicted)]})
    assert (score.pairs, score.speaker) == (1, int(same))


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        (["2018", "2018"], ["2018-12-31", "2018-12-31"], True),
        (["2018", "2018"], ["2019-01-01", "2019-01-01"], False),
        (["2018-05", "2018-05"], ["2018-05-31", "2018-06-02"], True),
        (["2018-05", "2018-05"], ["2018-06", "2018-06"], False),
        (["2018-05-22T10:00", "2018-05-22T10:00"], ["2018-05-22", "2018-05-22"], True),
        (["2018-05-21", "2018-05-22"], ["2018-05-22T10:00", "2018-05-23"], True),
    ],
)
def test_dates_that_meet(left: list[str], right: list[str], meet: bool) -> None:
    assert dates_meet(left, right) == dates_meet(right, left) == meet


def test_scores_add_up() -> None:
    one = score_document({"events": [claim()]}, {"events": [claim()]})
    none = score_document({"events": [claim()]}, {"events": []})
    assert (one + none).shares()["R"] == 0.5
    assert one + Score() == one


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"events": [{}]}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"x\.json"):
        score_folders(tmp_path, tmp_path)
    with pytest.raises(GoldError, match="No hand-coded records"):
        score_folders(tmp_path / "nothing", tmp_path)


def blur(record: dict[str, Any]) -> dict[str, Any]:
    """A record that is wrong in many small ways, the same ways each time."""
    other = copy.deepcopy(record)
    kept = [e for n, e in enumerate(other["events"]) if n % 4 != 3]
    for n, event in enumerate(kept):
        if n % 3 == 0:
            event["actors"], event["recipients"] = event["recipients"], event["actors"]
        if n % 5 == 0:
            event["status"], event["date"] = "future", ["1999-01-01", "1999-01-02"]
        if n % 7 == 0:
            event["event"] = ["CONSULT"]
            event["attribution"] = event["attribution"][:1]
    return {**other, "events": kept}


@pytest.mark.skipif(not (GIVEN / "score.py").exists(), reason="the given records are not here")
def test_same_numbers_as_the_given_scorer(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("given_scorer", GIVEN / "score.py")
    assert spec and spec.loader
    given = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(given)
    for folder in (GIVEN, OWN):
        for file in sorted(folder.glob("*.json")):
            gold = json.loads(file.read_text(encoding="utf-8"))
            if "events" not in gold:
                continue
            predicted = blur(gold)
            counts, *_ = given.score_doc(gold, predicted)
            theirs = {k: None if v != v else v for k, v in given.total([counts]).items()}
            assert score_document(gold, predicted).shares() == theirs, file.name
