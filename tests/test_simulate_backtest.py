"""Back-tests on a small file in the layout of DEU III that we made up: loader, power of members, scores, intervals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import QuestionError
from dragoman.simulate import calibration, decisions
from dragoman.simulate.backtest import Backtest, backtest, by_procedure, difference
from dragoman.simulate.calibration import Calibration, calibrate, crps, quantile
from dragoman.simulate.council import Rule, power, rule_at, rules
from dragoman.simulate.models import HEADLINE, table
from dragoman.simulate.question import Outcome, Question

ACTORS = ("com", "ep", "de", "fr", "lu", "pl")
HEAD = [
    "prnrnmc",
    "prnr",
    "prname",
    "isnr",
    "proc",
    "counvte",
    "intro",
    *(f"p{a}" for a in ACTORS),
    *(f"s{a}" for a in ACTORS),
    "rp",
    "out",
]
# As in the real file, a line with weights and no issue comes first. Positions and outcomes are invented.
ROWS = [
    ["", "", "", "", "", "", "", "4", "4", "3", "2", ".1", "1", *[""] * 6, "", ""],
    ["1", "x1", "kites", "x1i1", "COD", "QMV", "26-01-00", "100", "60", "0", "0", "40", "", "50", "90", "60", "60", "10", "0", "0", "40"],
    ["1", "x1", "kites", "x1i2", "COD", "QMV", "26-01-00", "0", "", "100", "0", "0", "", "80", "", "20", "", "10", "0", "", "0"],
    ["2", "x2", "bells", "x2i1", "CNS", "Unan", "1999-05-17", "70", "20", "10", "30", "", "", "40", "40", "80", "30", "", "", "0", "30"],
    ["3", "x3", "ropes", "x3i1", "CNS", "QMV", "999", "100", "100", "100", "50", "0", "0", "60", "60", "60", "60", "20", "90", "0", "70"],
    ["3", "x3", "ropes", "x3i2", "CNS", "QMV", "999", "0", "100", "0", "100", "0", "100", "60", "60", "60", "60", "20", "90", "50", "."],
    ["4", "x4", "lamps", "x4i1", "COD", "QMV", "03-06-05", "20", "80", "30", "30", "30", "90", "50", "50", "50", "50", "50", "50", "20", "35"],
    ["5", "x5", "nails", "x5i1", "COD", "QMV", "03-06-15", "20", "80", "30", "60", "30", "90", "50", "10", "50", "50", "50", "50", "", "55"],
    ["6", "x6", "tubes", "x6i1", "COD", "QMV", "03-06-98", "", "", "30", "", "", "", "", "", "50", "", "", "", "", "55"],
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "decisions.tsv"
    path.write_text("\n".join("\t".join(row) for row in [HEAD, *ROWS]) + "\n", encoding="utf-8")
    return path


def run(file: Path, **options: object) -> Backtest:
    loaded = decisions.load(file)
    plays = {name: model.play for name, model in table(["mean", "median"]).items()}
    return backtest(loaded.decisions, plays, headline=HEADLINE, resamples=200, **options)  # type: ignore[arg-type]


def test_the_loader(file: Path) -> None:
    loaded = decisions.load(file)
    assert [d.question.id for d in loaded.decisions] == ["x1i1", "x1i2", "x2i1", "x3i1", "x4i1", "x5i1"]
    assert [reason for _, reason in loaded.passed_over] == ["no outcome", "fewer than two positions"]
    kites, filled = loaded.decisions[:2]
    assert [p.id for p in kites.question.players] == ["com", "ep", "de", "fr", "lu"]
    assert kites.question.date == "2000-01-26"
    assert (kites.outcome, kites.proposal, kites.question.reference) == (40, "x1", 0)
    assert [p.salience for p in kites.question.players] == [0.5, 0.9, 0.6, 0.6, 0.1]
    assert kites.kinds == (
        ("positions", "graded"), ("vote", "qualified majority"), ("procedure", "co-decision"), ("reference point", "known"),
    )  # fmt: skip
    # The blank salience of France is the mean of 80, 20 and 10.
    assert [p.salience for p in filled.question.players] == pytest.approx([0.8, 0.2, 1.1 / 3, 0.1])
    assert dict(filled.kinds)["positions"] == "two camps"
    assert kites.consent == ("ep",)
    assert kites.quota == pytest.approx(62 / 87)
    assert loaded.decisions[2].quota == 1


def test_capabilities_by_the_rule_of_the_time(file: Path) -> None:
    kites, _, bells, _, lamps, nails = decisions.load(file).decisions
    weights = {p.id: p.capability for p in kites.question.players}
    assert weights["lu"] == pytest.approx(0.0207, abs=5e-5)
    assert weights["com"] == weights["ep"] == weights["de"] == pytest.approx(0.1167, abs=5e-5)
    assert len({p.capability for p in bells.question.players}) == 1
    assert {p.id: p.capability for p in lamps.question.players}["pl"] == pytest.approx(0.0861, abs=5e-5)
    assert {p.id: p.capability for p in nails.question.players}["de"] == pytest.approx(0.1444, abs=5e-5)
    votes = decisions.load(file, capability="votes").decisions[0].question
    assert [p.capability for p in votes.players] == [10, 10, 10, 10, 2]
    equal = decisions.load(file, capability="equal").decisions[0].question
    assert set(equal.capabilities()) == {1}


def test_dates_in_all_their_forms(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new, date in (
        ("26-01-00", "14-09-2016", "2016-09-14"),
        ("26-01-00", "999", None),
        ("\tx1\tkites\tx1i1\tCOD\tQMV\t26-01-00", "\td140100\tkites\tx1i1\tCOD\tQMV\t999", "2014-07-01"),
    ):
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert decisions.load(file).decisions[0].question.date == date


def test_capabilities_from_the_file(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0] + "\tcde", *(line + "\t7" for line in lines[1:])]), encoding="utf-8")
    assert {p.id: p.capability for p in decisions.load(file).decisions[0].question.players}["de"] == 7


def test_commas_serve_as_well(file: Path) -> None:
    before = decisions.load(file)
    file.write_text(file.read_text(encoding="utf-8").replace("\t", ","), encoding="utf-8")
    assert decisions.load(file) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\t100\t60\t0", "\tmuch\t60\t0", "'pcom' is 'much', which is not a number"),
        ("\t100\t60\t0", "\t101\t60\t0", "'pcom' is 101, outside 0 to 100"),
        ("\t100\t60\t0", "\tnan1\t60\t0", "'pcom' is 'nan1', which is not a number"),
        ("\t100\t60\t0", "\tinf\t60\t0", "'pcom' is inf, outside 0 to 100"),
    ],
)
def test_lines_that_cannot_be_used_are_passed_over(file: Path, old: str, new: str, said: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = decisions.load(file)
    assert len(loaded.decisions) == 5
    assert (3, said) in loaded.passed_over


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("\tout", "\toutcome", "lacks the columns out"), ("x1\tkites\tx1i1", "x1\tki\0tes\tx1i1", "binary")],
)
def test_files_that_are_no_decisions(file: Path, old: str, new: str, said: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QuestionError, match=said):
        decisions.load(file)


def test_files_that_cannot_be_read(tmp_path: Path, file: Path) -> None:
    with pytest.raises(QuestionError, match="can't be read"):
        decisions.load(tmp_path / "none.tsv")
    with pytest.raises(QuestionError, match="'gdp'"):
        decisions.load(file, capability="gdp")
    (tmp_path / "head.tsv").write_text("\t".join(HEAD) + "\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="no issue"):
        decisions.load(tmp_path / "head.tsv")


def test_power_of_the_fifteen_is_the_published_one() -> None:
    found = power(rules()[0])
    assert {k: round(found[k], 4) for k in ("de", "es", "be", "at", "dk", "lu")} == {
        "de": 0.1167, "es": 0.0955, "be": 0.0552, "at": 0.0454, "dk": 0.0353, "lu": 0.0207,
    }  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    [
        Rule("2000", (("a", 4), ("b", 3), ("c", 2), ("d", 1)), 6),
        Rule("2000", (("a", 4), ("b", 3), ("c", 2), ("d", 1)), 7, 3, 3),
    ],
)
def test_power_by_counting_all_coalitions(rule: Rule) -> None:
    """The definition itself: s! (n-1-s)! / n! for each coalition that the member turns."""
    votes = dict(rule.votes)

    def wins(members: tuple[str, ...]) -> bool:
        enough = rule.enough is not None and len(members) >= rule.enough
        return enough or (sum(votes[m] for m in members) >= rule.quota and len(members) >= rule.members)

    factorial = [1, 1, 2, 6, 24]
    for id_ in votes:
        others = [other for other in votes if other != id_]
        share = sum(
            factorial[size] * factorial[3 - size] / 24
            for size in range(4)
            for group in combinations(others, size)
            if wins((*group, id_)) and not wins(group)
        )
        assert power(rule)[id_] == pytest.approx(share)


def test_every_rule_of_the_council() -> None:
    assert [len(rule.votes) for rule in rules()] == [15, 25, 27, 28, 28]
    assert [sum(n for _, n in rule.votes) for rule in rules()[:4]] == [87, 321, 345, 352]
    for rule in rules():
        found = power(rule)
        assert sum(found.values()) == pytest.approx(1)
        assert len(found) == len(dict(rule.votes))
    assert rule_at("2003-01-01", frozenset({"de", "pl"})).since == "2004-05-01"
    assert rule_at(None, frozenset({"de"})).since == "1995-01-01"
    assert rule_at("2016-01-01", frozenset({"de"})).members == 16


def test_scores_of_the_mean_by_hand(file: Path) -> None:
    found = run(file)
    errors = []
    for decision in decisions.load(file).decisions:
        q = decision.question
        weights = [p.capability * p.salience for p in q.players]
        value = sum(w * p.position for w, p in zip(weights, q.players, strict=True)) / sum(weights)
        errors.append(abs(value - decision.outcome))
    headline = found.scores[0]
    assert headline.model == HEADLINE
    assert (headline.issues, found.issues, found.proposals) == (6, 6, 5)
    assert headline.mean_error == pytest.approx(np.mean(errors))
    assert headline.median_error == pytest.approx(np.median(errors))
    assert headline.rms_error == pytest.approx(np.sqrt(np.mean(np.square(errors))))
    assert headline.crps == headline.mean_error
    assert (headline.delta, headline.delta_low, headline.delta_high, headline.coverage) == (0, 0, 0, None)
    other = next(score for score in found.scores if score.model == "median")
    assert other.delta == pytest.approx(other.mean_error - headline.mean_error)
    assert other.delta_low <= other.delta <= other.delta_high
    two_camps = [s for s in found.by_kind if s.kind == "two camps" and s.model == HEADLINE]
    assert [s.issues for s in two_camps] == [1]
    names = {score.model for score in found.scores}
    assert {"positions by weight", "anywhere on the scale", f"{HEADLINE}, calibrated"} <= names
    assert all(score.coverage is not None for score in found.scores if score.model.startswith("positions"))
    assert run(file) == found


def test_all_models_stand_side_by_side(file: Path) -> None:
    loaded = decisions.load(file)
    plays = {name: model.play for name, model in table().items()}
    found = backtest(
        loaded.decisions, plays, headline=HEADLINE, on_decisions=by_procedure(loaded.decisions), resamples=100
    )
    issues = {score.model: score.issues for score in found.scores}
    assert set(plays) | {"pivot", "exchange"} <= set(issues)
    assert issues["nash"] == issues["pivot"] == 4
    assert {name for name, _, _ in found.declined} == {"nash", "pivot"}


def test_an_interrupt_scores_what_was_played(file: Path) -> None:
    def step(done: int, asked: int) -> None:
        assert asked == 6
        if done == 5:
            raise KeyboardInterrupt

    found = run(file, progress=step)
    assert found.stopped
    assert found.issues == 5


def test_too_little_to_say_anything(file: Path) -> None:
    loaded = decisions.load(file)
    plays = {HEADLINE: table()[HEADLINE].play}
    with pytest.raises(QuestionError, match="too few"):
        backtest(loaded.decisions[:3], plays, headline=HEADLINE)
    with pytest.raises(QuestionError, match="'best'"):
        backtest(loaded.decisions, plays, headline="best")


def test_the_bootstrap_resamples_groups() -> None:
    """Ten groups of ten equal numbers are worth ten numbers and not a hundred."""
    rng = np.random.default_rng(0)
    means = rng.normal(size=10)
    groups = np.repeat(np.arange(10), 10)
    draws = rng.integers(0, 10, (4000, 10))
    middle, low, high = difference(np.repeat(means, 10), groups, draws)
    assert middle == pytest.approx(means.mean())
    assert high - low == pytest.approx(2 * 1.96 * means.std() / np.sqrt(10), rel=0.1)
    single = rng.integers(0, 100, (4000, 100))
    _, low_each, high_each = difference(np.repeat(means, 10), np.arange(100), single)
    assert (high - low) / (high_each - low_each) == pytest.approx(np.sqrt(10), rel=0.1)


def test_crps_by_its_definition() -> None:
    rng = np.random.default_rng(1)
    points, weights = rng.random(7) * 100, rng.random(7)
    share = weights / weights.sum()
    for outcome in (0.0, 33.0, 120.0):
        pairs = np.abs(points[:, None] - points[None, :])
        expected = (share * np.abs(points - outcome)).sum() - 0.5 * (share[:, None] * share[None, :] * pairs).sum()
        assert crps(points, weights, outcome) == pytest.approx(expected)
    assert crps(np.array([4.0]), np.array([2.0]), 10.0) == 6
    assert quantile(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]), 0.5) == 2


def test_calibrated_intervals_keep_their_word() -> None:
    """Of many questions whose misses come from one distribution, four in five lie inside, with fewer past misses too."""
    rng = np.random.default_rng(2)
    question = Question("q", "?", (), -10, 10)
    inside = 0
    for _ in range(1000):
        misses = rng.normal(0.02, 0.1, 30)
        low, high = calibrate(misses[:-1]).interval(question, 0.0, level=0.8)
        inside += low <= 20 * misses[-1] <= high
    assert inside / 1000 == pytest.approx(0.8, abs=0.03)


def test_an_interval_never_leaves_the_scale_and_owns_up_to_few_data() -> None:
    question = Question("q", "?", (), 0, 50)
    few = Calibration((-0.1, 0.1))
    assert few.interval(question, 20, level=0.8) == (0, 50)
    assert Calibration((-0.9, -0.8, -0.1, 0.0, 0.1, 0.2, 0.3, 0.8, 0.9)).interval(question, 40, level=0.8) == (0, 50)
    assert calibrate(np.linspace(-0.5, 0.5, 99)).interval(question, 25, level=0.8) == pytest.approx((5, 45), abs=0.6)


def test_calibrations_are_kept(tmp_path: Path) -> None:
    known = Calibration((-0.2, 0.0, 0.3), "x")
    calibration.save(known, tmp_path / "c.json")
    assert calibration.load(tmp_path / "c.json") == known
    for text in ("", "[]", "{}", '{"misses": []}', '{"misses": [7]}', '{"misses": ["a"]}', "[" * 100000):
        (tmp_path / "bad.json").write_text(text, encoding="utf-8")
        with pytest.raises(QuestionError, match="is not what"):
            calibration.load(tmp_path / "bad.json")
    with pytest.raises(QuestionError, match="can't be read"):
        calibration.load(tmp_path / "none.json")
    with pytest.raises(QuestionError, match="can't be written"):
        calibration.save(known, tmp_path / "no" / "c.json")


def test_a_perfect_model_is_seen_as_better(file: Path) -> None:
    loaded = decisions.load(file)
    known = {d.question.id: d.outcome for d in loaded.decisions}
    plays = {HEADLINE: table()[HEADLINE].play, "oracle": lambda q: Outcome("oracle", known[q.id])}
    found = backtest(loaded.decisions, plays, headline=HEADLINE, resamples=500)
    oracle = next(score for score in found.scores if score.model == "oracle")
    assert oracle.mean_error == 0
    assert oracle.delta_high < 0


# The columns of the file as its authors publish it; what stands in the lines is invented.
DEU_ACTORS = [
    "com", "ep", "at", "be", "bu", "cr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "el", "hu",
    "ie", "it", "lv", "lt", "lu", "mt", "nl", "pl", "pt", "ro", "si", "sk", "es", "se", "uk",
]  # fmt: skip
DEU_HEAD = [
    "prnrnmc", "isnrnmc", "prnr", "prname", "isnr", "type", "council", "proc", "counvte", "proccde", "issues", "intro", "finact",
    *(f"p{a}" for a in DEU_ACTORS), *(f"s{a}" for a in DEU_ACTORS), "rp", "out",
]  # fmt: skip
FIFTEEN = {"at", "be", "dk", "fi", "fr", "de", "el", "ie", "it", "lu", "nl", "pt", "es", "se", "uk"}


def deu_line(number: int, *, proposal: str, vote: str, intro: str, members: set[str], rp: str, out: str) -> list[str]:
    here = members | {"com", "ep"}
    places = [str((37 * n) % 101) if a in here else "" for n, a in enumerate(DEU_ACTORS)]
    # Who was no member has a salience of 0 and no position.
    cares = [str(20 + n % 7 * 10) if a in here else "0" for n, a in enumerate(DEU_ACTORS)]
    about = ["kites, large", f"{proposal}i1", "Reg", "General", "COD", vote]
    head = [str(number), str(number), f'"{proposal}"', *(f'"{word}"' for word in about), "3", "1"]
    return [*head, f'"{intro}"', "1930-05-01", *places, *cares, rp, out]


def other_codes(name: str) -> str:
    known = {"bu": "bg", "cr": "hr", "el": "gr", "uk": "gb"}
    return (name[0] + known[name[1:]] if name[1:] in known else name).upper()


@pytest.mark.parametrize("heading", [lambda name: name, lambda name: f'"{name}"', other_codes])
def test_the_columns_of_the_published_file(tmp_path: Path, heading: Callable[[str], str]) -> None:
    everybody = set(DEU_ACTORS) - {"com", "ep"}
    rows = [
        ["", "", *[""] * 11, *[f'"{n / 10}"' for n in range(1, 31)], *[""] * 32],  # a line of weights and no issue
        deu_line(1, proposal="d99032", vote="QMV", intro="26-01-99", members=FIFTEEN, rp="0", out="100"),
        deu_line(2, proposal="d00060", vote="Unan", intro="23-03-00", members=FIFTEEN, rp="", out="50"),
        deu_line(3, proposal="d160288", vote="QMV", intro="2016-05-25", members=everybody, rp="20", out="35"),
        deu_line(4, proposal="d160290", vote="QMV", intro="999", members=everybody, rp="20", out=""),
    ]
    head = [heading(name) for name in DEU_HEAD]
    file = tmp_path / "deu3.csv"
    file.write_text("\n".join("\t".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")
    loaded = decisions.load(file)
    assert [d.question.id for d in loaded.decisions] == ["d99032i1", "d00060i1", "d160288i1"]
    assert loaded.passed_over == ((6, "no outcome"),)
    early, unanimous, late = loaded.decisions
    assert {p.id for p in early.question.players} == FIFTEEN | {"com", "ep"}
    assert {p.id for p in late.question.players} == set(DEU_ACTORS)
    assert [d.question.date for d in loaded.decisions] == ["1999-01-26", "2000-03-23", "2016-05-25"]
    assert (early.quota, unanimous.quota) == (pytest.approx(62 / 87), 1.0)
    assert late.quota == pytest.approx(0.65, abs=0.001)
    # Every member has votes under the rule of its time, so none of the codes is foreign to it.
    for decision in loaded.decisions:
        members = {p.id for p in decision.question.players} - {"com", "ep"}
        assert {code for code, _ in decision.votes} == members
        assert (decision.setter, decision.consent) == ("com", ("ep",))
        procedure = decision.question.procedure
        assert procedure
        assert (procedure.setter, procedure.votes) == ("com", decision.votes)
        capabilities = {p.id: p.capability for p in decision.question.players}
        assert capabilities["com"] == max(capabilities.values())
    assert {p.id: round(p.capability, 4) for p in early.question.players if p.id in ("de", "lu")} == {
        "de": 0.1167,
        "lu": 0.0207,
    }
    assert len({p.capability for p in unanimous.question.players}) == 1
    plays = {name: model.play for name, model in table(["mean", "pivot"]).items()}
    found = backtest(loaded.decisions, plays, headline=HEADLINE, resamples=100)
    assert {score.model: score.issues for score in found.scores}["pivot"] == 2
    assert found.declined[0][:2] == ("pivot", 1)
