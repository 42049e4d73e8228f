"""The mark-up of the corpus compiles into exact records; what is wrong is told with its line and what to do."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpus import dates
from training.corpus.compile import compile_files, compile_text, dump
from training.corpus.lines import LineError, Words
from training.corpus.quoted import find
from training.corpus.tokens import tokenize
from training.corpus.validate import check

ROOT = Path(__file__).parent.parent
HEAD = "= a-1 | 1987-06-12 | the agency | agency | africa\n@ ofori | Esi Ofori; Ofori | official GHA\n@ porters | Porters' League | LAB GHA\n"


def record(lines):
    records, problems = compile_text(HEAD + lines, file="a.txt")
    assert problems == [] and check(records[0]) == []
    return records[0]


def problem(lines):
    _, problems = compile_text(HEAD + lines, file="a.txt")
    assert problems and problems[0].file == "a.txt" and problems[0].line > 3
    return problems[0].message


def test_indented_claim_is_the_content_of_the_one_above():
    events = record(
        "Ghana told Togo to let the lorries pass or lose the port.\n"
        '  REQUEST.yield told < GHA "Ghana" > TGO "Togo"\n'
        '    RETREAT.access "let the lorries pass" < ^r > ^a\n'
        '  THREATEN.restrict lose < GHA "Ghana" > TGO "Togo"\n'
    )["events"]
    assert [e["content_of"] for e in events] == [None, "e1", None]
    assert events[1]["status"] == "requested"
    assert events[1]["actors"][0]["id"] == "TGO" and events[1]["recipients"][0]["id"] == "GHA"


@pytest.mark.parametrize(
    ("outer", "status"),
    [
        ("REQUEST", "requested"),
        ("REJECT", "negated"),
        ("AGREE", "future"),
        ("CONCEDE", "future"),
        ("THREATEN", "hypothetical"),
        ("SUPPORT", "actual"),
    ],
)
def test_status_of_content_follows_the_outer_type(outer, status):
    events = record(f"Accra spoke of leaving.\n  {outer} spoke < GHA\n    RETREAT leaving < GHA\n")["events"]
    assert events[1]["status"] == status


def test_label_reaches_a_claim_of_another_sentence():
    events = record(
        "There was an appeal.\n  a: REQUEST *appeal < GHA\nPeace was its burden.\n  RETREAT.ceasefire *Peace < TGO req of a\n"
    )["events"]
    assert events[1]["content_of"] == "e1" and events[0]["nominal"]


def test_chain_begins_with_the_outlet_and_goes_inwards():
    events = record(
        "The paper quoted Ofori as saying that, sources had told her, Lomé would march.\n"
        '  v outlet "The paper" quoted / @ofori "Ofori" "as saying" / anon "sources" told\n'
        '  MOBILIZE march < TGO "Lomé" fut\n'
    )["events"]
    chain = events[0]["attribution"]
    assert [v["kind"] for v in chain] == ["outlet", "outlet", "official", "anonymous source"]
    assert chain[2]["name"] == "Esi Ofori" and chain[2]["id"] == "GHA" and chain[3]["anonymous"]


def test_quotation_runs_on_with_the_voice_of_the_sentence_before():
    events = record(
        'She spoke of a raid.\n  v @ofori "She"\n  ASSAULT *raid\nIt was a massacre.\n  v ^\n  ASSAULT *massacre\n'
    )["events"]
    assert events[1]["attribution"][-1]["name"] == "Esi Ofori"


def test_accuser_tells_what_the_accusation_holds():
    events = record(
        'Ghana accuses Togo of spying.\n  ACCUSE.allege accuses < GHA "Ghana" > TGO "Togo"\n    COERCE spying < ^r > ^a\n'
    )["events"]
    assert [v["name"] for v in events[1]["attribution"]] == ["the agency", "Ghana"] and len(
        events[0]["attribution"]
    ) == 1


def test_voice_that_accuses_is_not_added_twice():
    events = record(
        'Togo spied, says Ofori.\n  v @ofori "Ofori" says\n  ACCUSE.allege says < @ofori "Ofori" > TGO "Togo"\n    COERCE spied < ^r > ^a\n'
    )["events"]
    assert len(events[1]["attribution"]) == 2


def test_references_gather_all_words_of_a_party():
    chains = record(
        'Ghana moved troops.\n  MOBILIZE.troops moved < GHA "Ghana"\nIt was late, and it knew.\n  = GHA "It", GHA "it"\n'
    )["references"]
    assert [(m["text"], m["kind"]) for m in chains[0]["mentions"]] == [
        ("Ghana", "name"),
        ("It", "pronoun"),
        ("it", "pronoun"),
    ]


def test_furniture_stands_on_the_page_and_not_in_the_text():
    article = record("T| Lorries wait\nGhana waited.\nF ad| Buy a lorry\nAnd waited.\n")["article"]
    assert "Buy" in article["page"] and "Buy" not in article["text"]
    assert article["text"] == "Lorries wait\n\nGhana waited.\n\nAnd waited."
    assert article["dropped"][0]["reason"] == "ad" and article["title"] == "Lorries wait"


def test_numbers_places_and_dates_are_recorded():
    event = record(
        'Shells killed 4 to 6 in Bawku on Tuesday.\n  ASSAULT.heavy-weapons killed > GHA.CVL "4 to 6" dead=4-6 @ "Bawku":GHA on "Tuesday"\n'
    )["events"][0]
    assert event["dead"] == [4, 6] and event["date"] == ["1987-06-09", "1987-06-09"]
    assert event["place"]["name"] == "Bawku" and event["place"]["kind"] == "city"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Ghana left.\n  RETREET left < GHA\n", "'RETREET' is no type"),
        ("Ghana left.\n  RETREAT.leave left < GHA\n", "'leave' is no mode of RETREAT"),
        ("Ghana left.\n  RETREAT leave < GHA\n", "'leave' is not in the sentence"),
        ("Ghana left.\n  RETREAT Left < GHA\n", "mind capitals"),
        ("Ghana left and Togo left.\n  RETREAT left < GHA\n", 'write "left"#1 to #2'),
        ("Ghana left.\n  RETREAT left#2 < GHA\n", "only 1 times"),
        ("Ghana left.\n  RETREAT left < GAH\n", "'GAH' is no country code"),
        ("Ghana left.\n  RETREAT left < GHA.ARM\n", "'ARM' in 'GHA.ARM' is no sector"),
        ("Ghana left.\n  RETREAT left < dockers\n", "'dockers' is unknown"),
        ("Ghana left.\n  RETREAT left < GHA maybe\n", "'maybe' is not understood"),
        ("Ghana left.\n    RETREAT left < GHA\n", "no claim stands 2 deep"),
        ("Ghana left.\n   RETREAT left < GHA\n", "indented by 3"),
        ("Ghana left.\n  RETREAT left < GHA of z\n", "No claim is labelled 'z'"),
        ("Ghana left.\n  RETREAT left < ^\n", "nothing to repeat"),
        ('Ghana left on the eve.\n  RETREAT left < GHA on "the eve"\n', 'on "the eve"=1987-06-12'),
        ('Ghana left Bawku.\n  RETREAT left < GHA @ "Bawku"\n', "country of 'Bawku'"),
        ("Ghana left.\n  v minister GHA\n  RETREAT left < GHA\n", "voice 'minister'"),
        ("Ghana left.\n  v @nobody\n  RETREAT left < GHA\n", "@nobody is not declared"),
        ("Ghana left.\n  v ^\n  RETREAT left < GHA\n", "'v ^' has nothing"),
        ("Ghana left.\n  RETREAT left < GHA dead=many\n", "gives no number"),
        ('Ghana left.\n  RETREAT left < GHA "Ghana\n', "without its partner"),
        ("Ghana left.\nF shop| Buy\n", "reason 'shop'"),
        ("Ghana left.\n  a: RETREAT left < GHA of a\n", "within itself"),
    ],
)
def test_wrong_lines_are_told_with_what_to_do(lines, told):
    assert told in problem(lines)


def test_wrong_report_is_left_out_and_the_next_one_kept():
    text = HEAD + "Ghana left.\n  RETREAT gone < GHA\n= a-2 | 1987-06-12 | - | paper | africa\nAll was quiet.\n"
    records, problems = compile_text(text, file="a.txt")
    assert [r["document"] for r in records] == ["a-2"] and len(problems) == 1


def test_wrong_outer_claim_does_not_blame_its_content():
    _, problems = compile_text(
        HEAD + "Ghana asked Togo to go.\n  REQUEST begged < GHA\n    RETREAT go < TGO\n", file="a.txt"
    )
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("phrase", "ahead", "first", "last"),
    [
        ("Friday", False, "1987-06-12", "1987-06-12"),
        ("on Monday evening", False, "1987-06-08", "1987-06-08"),
        ("Monday", True, "1987-06-15", "1987-06-15"),
        ("yesterday", False, "1987-06-11", "1987-06-11"),
        ("last week", False, "1987-06-01", "1987-06-07"),
        ("three weeks ago", False, "1987-05-18", "1987-05-24"),
        ("in May", False, "1987-05-01", "1987-05-31"),
        ("in September", False, "1986-09-01", "1986-09-30"),
        ("in September", True, "1987-09-01", "1987-09-30"),
        ("12 March 1979", False, "1979-03-12", "1979-03-12"),
        ("March 12", False, "1987-03-12", "1987-03-12"),
        ("since April", False, "1987-04-01", "1987-06-12"),
        ("in 1974", False, "1974-01-01", "1974-12-31"),
        ("last year", False, "1986-01-01", "1986-12-31"),
        ("next month", True, "1987-07-01", "1987-07-31"),
    ],
)
def test_date_phrases(phrase, ahead, first, last):
    found = dates.resolve(phrase, date(1987, 6, 12), ahead=ahead)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@given(st.text(max_size=40), st.dates(min_value=date(1950, 1, 1), max_value=date(2030, 1, 1)))
def test_any_phrase_resolves_or_is_declined(phrase, day):
    found = dates.resolve(phrase, day)
    assert found is None or found[0] <= found[1]


@given(st.text(max_size=60))
def test_any_coding_line_is_read_or_told(line):
    try:
        tokenize(line)
    except LineError as error:
        assert "quotation mark" in str(error)


@given(st.text(alphabet="ab ,.", min_size=1, max_size=12), st.text(alphabet="ab ,.", max_size=30))
def test_found_words_are_the_words(words, text):
    try:
        start, end = find(Words(words, 1), text)
    except LineError:
        return
    assert text[start:end] == words


def test_compiling_twice_gives_the_same_bytes():
    paths = [ROOT / "corpus" / "reports" / "train" / "samples.txt"]
    first, second = compile_files(paths), compile_files(paths)
    assert [dump(r) for r in first[0]] == [dump(r) for r in second[0]]


def test_examples_of_the_guide_compile():
    blocks = re.findall(r"```corpus\n(.*?)```", (ROOT / "corpus" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        records, problems = compile_text(block, file="README.md")
        assert problems == [] and all(check(r) == [] for r in records)
