"""The head for claims and for who is somebody, set into the network that ships: nothing else of what it tells may change."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx comes with the development set-up")

import onnx
import onnxruntime

from dragoman.parse.syntax import OUTPUTS, load_model
from training.events_data import UNKNOWN, from_entities
from training.events_graph import LAYERS, Head, showing_states, states, with_events
from training.graph import Matrix

SENTENCES = (
    ["Rebels", "shelled", "the", "port", "of", "Hodeida", "on", "Monday", "."],
    ["Of", "the", "and", "."],  # no verb, noun or adjective
    ["Chad", "'s", "parliament", "voted", "down", "a", "pact", "with", "its", "neighbours", "."],
)
OTHERS = (*OUTPUTS, "marks", "label_dep", "label_head", "vectors")


@pytest.fixture(scope="module")
def network() -> onnx.ModelProto:
    return onnx.load_from_string((resources.files("dragoman.parse") / "weights" / "model.onnx").read_bytes())


def head(seed: int, share: float) -> Head:
    """Random weights of the right shapes, for nouns, verbs and adjectives."""
    chance = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> Matrix:
        values = chance.integers(-63, 64, (rows, columns), dtype=np.int8)
        return Matrix(values, np.full(columns, 1e-3, dtype=np.float32), np.zeros(columns, dtype=np.float32))

    return Head(matrix(384 * len(LAYERS), 8), matrix(8, 18), (0, 7, 15), share)


def told(model: onnx.ModelProto, names: tuple[str, ...]) -> list[list[np.ndarray]]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    parser = load_model()
    feed = parser._feed([parser._windows(words)[0][1] for words in SENTENCES])
    return session.run(list(names), feed)


def test_only_the_types_of_claims_change(network: onnx.ModelProto) -> None:
    changed = with_events(network, head(1, 0.5))
    for before, after in zip(told(network, OTHERS), told(changed, OTHERS), strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    (types,), (other,) = told(network, ("types",)), told(changed, ("types",))
    assert [t.shape for t in types] == [t.shape for t in other] == [(len(s) + 1, 18) for s in SENTENCES]
    assert not np.allclose(types[0], other[0])


def test_words_that_are_not_looked_at_are_nobody(network: onnx.ModelProto) -> None:
    (types,) = told(with_events(network, head(1, 0.5)), ("types",))
    assert all(np.allclose(t[:, :-1].sum(axis=1), 1, atol=1e-5) for t in types)
    assert not types[1][1:, -1].any()  # "Of the and."
    looked_at = {SENTENCES[0][n - 1] for n in types[0][:, -1].nonzero()[0] if n}
    assert {"Rebels", "shelled", "port"} <= looked_at and not looked_at & {"the", "of", "on", "."}


def test_a_head_takes_the_place_of_the_one_before(network: onnx.ModelProto) -> None:
    once = with_events(network, head(2, 0.5))
    twice = with_events(with_events(network, head(1, 0.9)), head(2, 0.5))
    assert len(once.graph.initializer) == len(twice.graph.initializer)
    (a,), (b,) = told(once, ("types",)), told(twice, ("types",))
    assert all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_without_a_share_the_earlier_head_speaks_alone(network: onnx.ModelProto) -> None:
    (none,), (also_none,) = (
        told(with_events(network, head(1, 0.0)), ("types",)),
        told(with_events(network, head(2, 0.0)), ("types",)),
    )
    assert all(np.array_equal(x[:, :-1], y[:, :-1]) for x, y in zip(none, also_none, strict=True))


def test_states_are_those_of_four_layers(network: onnx.ModelProto) -> None:
    for layer in told(showing_states(network), tuple(states(network))):
        assert [s.shape[-1] for s in layer] == [384] * len(SENTENCES)


ENTITIES = """\
# sent_id = GUM_news_harbour-1
1	Airframers	airframer	NOUN	NNS	_	2	nsubj	_	Entity=(1-organization-new)
2	send	send	VERB	VBP	_	0	root	_	_
3	rescue	rescue	NOUN	NN	_	4	compound	_	Entity=(2-person-new(3-event-new)
4	teams	team	NOUN	NNS	_	2	obj	_	Entity=2)
5	tools	tool	NOUN	NNS	_	2	obj	_	Entity=(4-object-new)
6	daily	daily	ADV	RB	_	2	advmod	_	_
7	freight	freight	NOUN	NN	_	8	compound	_	_
8	costs	cost	NOUN	NNS	_	2	obj	_	Entity=(5-abstract-new)

# sent_id = GUM_fiction_harbour-1
1	Sailors	sailor	NOUN	NNS	_	0	root	_	Entity=(1-person-new)

"""


def test_of_mentions_of_persons_and_bodies_the_head_is_somebody(tmp_path: Path) -> None:
    (tmp_path / "gum").mkdir()
    (tmp_path / "gum" / "en_gum-ud-train.conllu").write_text(ENTITIES, encoding="utf-8")
    (shown,) = from_entities(tmp_path, "train")  # the genre that forbids commercial use is left out
    assert dict(zip(shown.words, shown.somebody, strict=True)) == {
        "Airframers": 1,
        "send": 0,
        "rescue": 0,
        "teams": 1,
        "tools": 0,
        "daily": 0,
        "freight": UNKNOWN,
        "costs": 0,
    }
    assert set(shown.types) == {UNKNOWN}
