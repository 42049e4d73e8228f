"""Other readings of a model from the command: every switch, its values, and what is told about it."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest
from show_case import run
from simulate_examples import EC
from test_simulate_procedure import TEXT

from dragoman.errors import QuestionError
from dragoman.simulate import challenge, smp
from dragoman.simulate.challenge_options import ChallengeOptions, preset
from dragoman.simulate.draws import play_draws
from dragoman.simulate.models import table
from dragoman.simulate.smp_options import SmpOptions
from dragoman.simulate.switches import SWITCHED, switched


def test_a_switch_changes_everything_the_model_shows() -> None:
    found = switched(table(["challenge", "smp"]), ["challenge.status_quo=0.5", "smp.voting=cubic", "smp.most_turns=4"])
    mine = preset("scholz-code", status_quo=0.5)
    one = found["challenge"]
    assert one.title.endswith("(status_quo=0.5)")
    assert one.play(EC) == challenge.play(EC, mine)
    assert one.path and one.many and one.tell and one.matrices and one.yielded
    assert one.many([EC]).tolist() == [one.play(EC).value]
    other, options = found["smp"], SmpOptions(voting="cubic", most_turns=4)
    assert other.play(EC) == smp.play(EC, options)
    assert other.many and other.path and other.tell and other.yielded and other.matrices
    assert other.many([EC]).tolist() == [other.play(EC).value]
    assert len(other.path(EC)) <= 5
    assert other.tell(EC) == smp.play(EC, options, lines=10**6).lines
    assert other.yielded(EC, 1).sum() > 0
    assert found["cs-mean"] is table()["cs-mean"]


@pytest.mark.parametrize(("name", "options"), [("challenge", ChallengeOptions), ("smp", SmpOptions)])
def test_every_switch_with_every_value_can_be_chosen(name: str, options: type) -> None:
    for field in fields(options):
        kind = get_type_hints(options)[field.name]
        values = get_args(kind) if get_origin(kind) else [str(field.default).lower() if kind is bool else field.default]
        for value in values:
            if isinstance(value, type) or get_origin(value):
                value = "1"  # one of several types
            assert name in switched(table([name]), [f"{name}.{field.name}={value}"])


def test_a_switch_reads_numbers_none_and_truth() -> None:
    for text, told in (
        ("smp.decimals=none", "decimals=none"),
        ("smp.ktab_compat=true", "ktab_compat=true"),
        ("smp.accommodation=0.5", "0.5"),
    ):
        assert told in switched(table(["smp"]), [text])["smp"].title


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        ("smp.votng=cubic", "no switch 'votng'. Did you mean 'voting'?"),
        ("smp.voting=loud", "Switch of 'smp': Option voting has value 'loud'"),
        ("smp.seed=one", "'one' is no value of 'seed' (a whole number)"),
        ("smp.ktab_compat=yes", "'yes' is no value of 'ktab_compat' (true or false)"),
        ("smp.decimals=few", "'few' is no value of 'decimals' (a whole number, or none)"),
        ("challenge.status_quo=2", "it is a chance, give 0 to 1"),
        ("challenge.risk=1997", "A7"),
        ("mean.kind=median", "'mean' has no switches"),
        ("challenge-eq31.zeros=weak", "'challenge-eq31' is not played here; add --model challenge-eq31"),
        ("smp.voting", "Write MODEL.SWITCH=VALUE"),
        ("voting=cubic", "Write MODEL.SWITCH=VALUE"),
    ],
)
def test_switches_that_make_no_sense(switch: str, said: str) -> None:
    with pytest.raises(QuestionError) as error:
        switched(table(["smp", "challenge", "mean"]), [switch])
    assert said in str(error.value)


def test_switched_models_are_drawn_on_several_cores() -> None:
    model = switched(table(["smp"]), ["smp.voting=cubic"])["smp"]
    assert model.many
    values = [
        play_draws(EC, {"smp": model.play}, draws=60, many={"smp": model.many}, cores=cores).values for cores in (1, 2)
    ]
    assert values[0].tobytes() == values[1].tobytes()


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q.yml").write_text(TEXT, encoding="utf-8")
    answers = []
    for extra in ((), ("--switch", "smp.voting=cubic", "--switch", "nash.loss=quadratic")):
        assert run("play", "q.yml", "-m", "smp", "-m", "nash", "--json", "--full", *extra) == 0
        answers.append({m["model"]: m for m in json.loads(capsys.readouterr().out)["models"]})
    assert answers[0]["smp"]["value"] != answers[1]["smp"]["value"]
    assert answers[0]["nash"]["value"] != answers[1]["nash"]["value"]
    assert answers[0]["cs-mean"] == answers[1]["cs-mean"]
    # With --full no line of the spatial model is left out, and ends stand under the parties' ids.
    assert not any("more moves not told" in line for line in answers[0]["smp"]["lines"])
    assert set(answers[0]["smp"]["ends"]) == {"COM", "EP", "ARL", "BEL", "COR"}
    assert set(SWITCHED) >= {"smp", "nash"}
    assert run("play", "q.yml", "--switch", "smp.x=1") == 2
    assert "no switch 'x'" in capsys.readouterr().err
