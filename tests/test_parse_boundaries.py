"""Boundaries that no full stop shows: found where text was run together, not made up where it is news."""

import base64
import itertools
import json
import time
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.parse import boundaries
from dragoman.parse.boundaries import FORMAT, SCALARS, Network, network, parts
from dragoman.parse.sentences import split

FILE = resources.files("dragoman.parse") / "weights" / "boundaries.json"


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


RUN_TOGETHER = [
    ["horrible place!", "the soup was cold.", "i will not be back."],
    ["Thank you for the flowers!!", "we loved them and so did the cat."],
]


@pytest.mark.parametrize("sentences", RUN_TOGETHER, ids=lambda s: s[0][:20])
def test_text_without_capitals_and_stops_is_parted(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


NEWS = [
    "The two ministers met in Porto Alegre on Tuesday to discuss the price of grain.",
    "Harbour Strike Enters Third Week as Talks Between Port and Union Stall",
    "Col. Ines Marr of the Third Brigade told Radio Vantaa that the bridge at Ostby was open again.",
    "The talks (held in Turku, in a hotel. Nobody slept.) ended at noon with a handshake.",
    "“Where is the money?” he asked the council of Lund on Friday.",
    "Ana Prieto, Joao Lima and Mette Dahl were elected to the board of Nordhavn Shipping Inc. of Aarhus.",
]


@pytest.mark.parametrize("text", NEWS, ids=lambda s: s[:20])
def test_a_sentence_of_news_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("Joe-", ("joe", "", "-", "T")),
        ("(see", ("see", "(", "", "l")),
        ("12/05", ("#2/2", "", "", "d5")),
        ("don’t", ("don't", "", "", "l")),
        ("a.b@acme.org", ("<url>", "", "", "u")),
        ("ito@acme", ("<mail>", "", "", "u")),
        ("=======", ("====", "", "", "-")),
    ],
)
def test_parts_of_a_word(chunk: str, expected: tuple[str, ...]) -> None:
    assert parts(chunk) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["thanks", "Ada", "Dr.", "--", "(so", "it.", "i", "2001", "OK!", ":)", "x)", "\n\n", "*"]))
)
def test_spans_are_in_order_and_cover_all_but_space(words: list[str]) -> None:
    text = " ".join(words)
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    inside = {i for a, b in spans for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in inside)
    assert spans == split(text)


@given(st.text(max_size=60))
def test_any_word_has_parts(chunk: str) -> None:
    assert all(isinstance(part, str) for part in parts(chunk))


def test_the_weights_are_small_and_whole() -> None:
    assert len(FILE.read_bytes()) < 300_000
    net = network()
    # Sums stay far below 2**53: floats hold them exactly, in whatever order they are added.
    assert abs(net.words).max() * 4 * (abs(net.first).sum(axis=0).max()) + abs(net.scalars).max() * 16 < 2**50
    assert net.scalars.shape[0] == SCALARS
    for table in (net.words, net.scalars, net.first, net.second, net.bias, net.last):
        assert (table == table.round()).all()


def test_words_are_listed_once_and_unseen_ones_have_a_row() -> None:
    about = json.loads(FILE.read_text(encoding="utf-8"))
    for name in ("words", "leads", "trails", "casings"):
        assert about[name] == sorted(set(about[name]))
        assert "?" in about[name]
    assert len(base64.b64decode(about["table"])) % network().vocabulary.size == 0


def test_another_format_is_refused() -> None:
    with pytest.raises(ModelError, match="format 0"):
        Network({"format": FORMAT - 1})


def test_the_rules_are_handed_back_only_additions() -> None:
    text = "It rained. it poured. the end of it all"
    ends = [10]
    assert not set(boundaries.add(text, 0, len(text), ends)) & set(ends)


@pytest.mark.parametrize("unit", ["x (", "A. ( b ", "i. ", ": - ", "----- ", "Thanks, Ito "], ids=repr)
def test_time_is_linear_in_the_length(unit: str) -> None:
    def cost(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        began = time.process_time()
        split(text)
        return time.process_time() - began

    cost(2_000)
    small, large = cost(16_000), cost(64_000)
    assert large < 10 * small + 0.05
