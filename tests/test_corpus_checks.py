"""The corpus itself, its checks, its counts, the swapping of names and the comparison of two codings."""

import copy
from pathlib import Path

import pytest

from training.corpus import world
from training.corpus.agreement import agree, bare
from training.corpus.codes import codes
from training.corpus.compile import compile_files, compile_text
from training.corpus.counts import count, floors, table
from training.corpus.load import reports
from training.corpus.stats import drawing, page
from training.corpus.swap import names, swap
from training.corpus.validate import advice, check, runs, shared_runs, templates

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpus" / "reports" / "train" / "samples.txt"


@pytest.fixture(scope="module")
def samples():
    records, problems = compile_files([SAMPLES])
    assert problems == []
    return records


def test_samples_are_right(samples):
    assert [message for r in samples for message in check(r)] == []
    assert templates(samples) == []


def test_samples_share_no_run_with_the_given_texts(samples):
    shared = ROOT.parent / "shared" / "reports"
    if not shared.is_dir():
        pytest.skip("no given texts here")
    texts = [file.read_text(encoding="utf-8", errors="ignore") for file in sorted(shared.glob("*.txt"))]
    given = set().union(*(runs(text) for text in texts))
    assert [r["document"] for r in samples if runs(r["article"]["text"]) & given] == []


def test_every_file_says_that_it_is_invented():
    for file in sorted((ROOT / "corpus" / "reports").rglob("*.txt")):
        assert file.read_text(encoding="utf-8").startswith("% Invented"), file.name


def broken(record, change):
    record = copy.deepcopy(record)
    change(record["events"][0])
    return check(record)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda e: e.update(trigger_start=e["trigger_start"] + 1), "the trigger"),
        (lambda e: e.update(event=["QUARREL"]), "'QUARREL' is no type"),
        (lambda e: e.update(mode=["aerial"]), "'aerial' is no mode"),
        (lambda e: e.update(status="perhaps"), "'perhaps' is no status"),
        (lambda e: e.update(content_of="e999"), "'e999' is not in the report"),
        (lambda e: e.update(content_of=e["id"]), "within itself"),
        (lambda e: e["actors"].append({"id": "Front X", "text": None, "sector": None}), "'Front X' is neither"),
        (lambda e: e.update(date=["1990-02-01", "1990-01-01"]), "runs backwards"),
    ],
)
def test_check_sees_what_a_compiler_might_get_wrong(samples, change, told):
    assert any(told in message for message in broken(samples[0], change))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Kenya left, its minister said.\n  RETREAT left < KEN\n", "has no voice"),
        ("Kenya may leave.\n  RETREAT leave < KEN\n", "after 'may'"),
        ("Kenya did not leave.\n  RETREAT leave < KEN\n", "after 'not'"),
        ("Kenya feared the raid.\n  ASSAULT raid > KEN hyp\n", "is it a noun"),
        ("Kenya left after the ambush.\n  RETREAT left < KEN\n", "'ambush' is not coded"),
        ('A boat was shelled.\n  ASSAULT.heavy-weapons shelled > KEN.CVL "A boat"\n', "by whom?"),
        ('Kenya was asked to leave.\n  REQUEST.yield asked > KEN "Kenya"\n    RETREAT.withdraw leave\n', "'< ^r'"),
        ("Kenya threatened war.\n  THREATEN.violence threatened < KEN\n", "to whom?"),
        ("Kenya wanted peace.\n  REQUEST wanted < KEN req\n", "a demand that was made"),
    ],
)
def test_advice_names_likely_slips(lines, told):
    records, problems = compile_text("= a-1 | 1987-06-12 | - | agency | africa\n" + lines, file="a.txt")
    assert problems == [] and any(told in message for message in advice(records[0]))


def test_a_declared_name_under_another_id_is_told():
    text = (
        "= a-1 | 1987-06-12 | - | agency | africa\n@ quay-men | Quay Men; the quaymen | LAB KEN\n"
        'The quaymen struck.\n  PROTEST.strike struck < KEN.LAB "The quaymen" > KEN\n'
    )
    records, problems = compile_text(text, file="a.txt")
    assert problems == [] and any("declared as 'quay-men'" in m for m in advice(records[0]))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Kenya met Uganda.\n  CONSULT met < KEN > UGA\n", "all who consult are actors"),
        ("Kenya visited Uganda.\n  CONSULT.visit visited < KEN > UGA\n", None),
        ("Kenya and Uganda trade.\n  COOPERATE trade < KEN > UGA\n", "COOPERATE has no recipient"),
        ("Kenya sent tanks.\n  MOBILIZE.weapons sent < KEN > UGA\n", "MOBILIZE has a recipient only"),
        ('Kenya sent tanks against Uganda.\n  MOBILIZE.weapons sent < KEN > UGA "Uganda"\n', None),
        ("Kenya left.\n  RETREAT.withdraw left < KEN > UGA\n", "RETREAT.withdraw has no recipient"),
        ("Kenya freed them.\n  RETREAT.release freed < KEN > UGA.CVL\n", None),
        ('They shot one another.\n  ASSAULT shot < KEN > KEN "one another"\n', "is no party"),
    ],
)
def test_recipients_that_the_codebook_forbids_are_wrong(lines, told):
    records, problems = compile_text("= a-1 | 1987-06-12 | - | agency | africa\n" + lines, file="a.txt")
    assert problems == []
    wrong = check(records[0])
    assert wrong == [] if told is None else any(told in message for message in wrong)


def test_same_sentence_with_other_names_is_told():
    text = "= a-{0} | 1987-06-12 | - | agency | africa\n{1} sent 200 troops to the border with {2} this week.\n"
    records, _ = compile_text(text.format(1, "Ghana", "Togo") + text.format(2, "Kenya", "Uganda"), file="a.txt")
    assert "but for names" in templates(records)[0]


def test_shared_run_of_eight_words_is_told(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.txt").write_text(
        "Nobody knew that seven grey lorries had crossed the river twice.", encoding="utf-8"
    )
    records, _ = compile_text(
        "= a-1 | 1987-06-12 | - | agency | africa\nSeven grey lorries had crossed the river twice.\n", file="a.txt"
    )
    assert "say it in your own words" in shared_runs(records, tmp_path)[0]
    assert shared_runs(records, tmp_path / "nowhere") == []


def test_counts_add_up(samples):
    found = count(samples)
    assert (
        found.units["claims"] == sum(found.types.values()) == sum(found.statuses.values()) == sum(found.links.values())
    )
    assert found.units["reports"] == len(samples) == sum(found.registers.values())
    rows = table(found)
    assert len([r for r in rows if r.what.startswith("type ")]) == 16
    assert len([r for r in rows if r.what.startswith("mode ")]) == sum(map(len, codes()["types"].values()))
    assert not next(r for r in rows if r.what == "reports").reached


def test_floors_hold_the_table_of_the_issue():
    need = floors()
    assert (need["reports"], need["sentences"], need["nested"], need["attributed"], need["magnitudes"]) == (
        600,
        6500,
        2000,
        4000,
        500,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_swapped_reports_are_still_right(samples, seed):
    for record in samples:
        other = swap(record, seed=seed)
        assert check(other) == [], record["document"]
        assert len(other["events"]) == len(record["events"])
        assert [e["status"] for e in other["events"]] == [e["status"] for e in record["events"]]
        assert swap(record, seed=seed) == other


def test_swap_changes_names_ids_and_articles_together():
    text = (
        "= a-1 | 1987-06-12 | - | agency | africa\n@ ofori | Esi Ofori; Ofori | official GHA\n"
        'A Ghanaian boat left Accra, the foreign minister, Esi Ofori, said.\n  v @ofori "the foreign minister, Esi Ofori" said\n'
        '  RETREAT left < GHA "Ghanaian" @ "Accra"\n'
    )
    records, problems = compile_text(text, file="a.txt")
    assert problems == []
    for seed in range(12):
        other = swap(records[0], seed=seed)
        event = other["events"][0]
        _, adjective, *_, capital = names()["states"][event["actors"][0]["id"]]
        assert event["actors"][0]["text"] == adjective and event["place"]["text"] == capital
        assert event["place"]["code"] == event["actors"][0]["id"] == event["attribution"][1]["id"]
        assert "Ofori" not in other["article"]["text"] and "Ghana" not in other["article"]["text"]
        assert other["article"]["text"].startswith("An " if adjective[0] in "AEIOU" else "A ")


def test_pools_know_their_states():
    for pool in names()["pools"].values():
        assert len({len(forms) for forms in pool.values()}) == 1
        for state, forms in pool.items():
            known = world.states()[state]
            assert (
                any(world.plain(forms[0]) == world.plain(n) for n in (known.name, *known.words)) or not known.people
            ), state
    assert set(names()["cities"]) <= set(names()["states"])


def test_two_equal_codings_agree_and_a_poorer_one_less(samples):
    scores, kinds, wrong = agree(samples, samples)
    assert wrong == [] and not kinds
    assert all(s.shares()["F1"] in (1.0, 0.0) for s in scores.values())
    poorer = copy.deepcopy(samples)
    poorer[0]["events"] = poorer[0]["events"][:4]
    scores, kinds, _ = agree(samples, poorer)
    assert scores["samples-1"].shares()["R"] < 0.6 and any(k.startswith("only first") for k in kinds)


def test_second_coding_must_keep_the_text(samples):
    other = copy.deepcopy(samples[:1])
    other[0]["article"]["text"] += " More."
    assert "texts of the two codings differ" in agree(samples[:1], other)[2][0]


def test_bare_text_holds_no_coding():
    text = bare(SAMPLES.read_text(encoding="utf-8"))
    records, problems = compile_text(text, file="bare.txt")
    assert problems == [] and sum(len(r["events"]) for r in records) == 0 and len(records) == 15


def test_page_and_drawing(samples):
    assert "| claims |" in page(samples) and "ASSAULT" in page(samples)
    assert drawing(samples).startswith("<svg") and drawing(samples) == drawing(samples)


def test_reader_refuses_an_unknown_split():
    with pytest.raises(ValueError, match="'all' is no split"):
        next(reports("all"))


def test_reader_gives_the_samples():
    assert "samples-1" in {r["document"] for r in reports("train", strict=False)}


def test_states_and_bodies_can_be_looked_up():
    assert world.look_up("Nairobi")[0].id == "KEN"
    assert world.bodies()["un-security-council"].id == "un"
