"""The plain head that learns on: labels as PLOVER has them, and sentences that keep their parties when words are exchanged."""

# ruff: noqa: E402 (without torch there is nothing to import)
import argparse
import random

import pytest

torch = pytest.importorskip("torch")

from training.corpus.compile import compile_text
from training.corpus.heads_data import TYPES, Item, Pair, Sentence, batches, sentences
from training.corpus.heads_more import Shows, losses, mean_of
from training.corpus.heads_net import Head
from training.corpus.heads_variety import as_plover, exchanged, neighbours, parties, types_of, varied
from training.model import Network, Sizes

TEXT = """= a-1 | 1987-06-12 | the agency | agency | africa
Kenya agreed to release two Ugandan pilots.
  AGREE agreed < KEN "Kenya" > UGA.MIL "two Ugandan pilots"
    RETREAT.release release < ^ > ^r
Kenya and Uganda held talks.
  CONSULT talks < KEN "Kenya", UGA "Uganda"
"""
KEPT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "kenya", "uganda", "talks", "raid", "agreed", "release", "two", "pilots"]
KEPT += [".", "held", "and", "##s", "zaire"]
CONSULT, AGREE = TYPES.index("CONSULT"), TYPES.index("AGREE")


@pytest.fixture(scope="module")
def records():
    found, problems = compile_text(TEXT, file="a.txt")
    assert problems == []
    return found


def event(kind, status="actual", trigger="x", inside=False):
    return {"event": [kind], "status": status, "trigger": trigger, "content_of": "e1" if inside else None}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (event("AID"), "AID"),
        (event("AID", "future"), "AGREE"),  # will send tents
        (event("CONSULT", "negated"), "REJECT"),  # did not come to the talks
        (event("RETREAT", "negated"), "REJECT"),
        (event("ASSAULT", "future"), "THREATEN"),
        (event("SANCTION", "hypothetical"), "THREATEN"),  # may close its ports to them
        (event("ASSAULT", "negated"), "ASSAULT"),
        (event("COERCE", "requested"), "REQUEST"),
        (event("COERCE", "requested", inside=True), "COERCE"),  # the outer claim is the request
        (event("AID", "future", inside=True), "AID"),
        (event("AGREE", trigger="initialled"), "SUPPORT"),
        (event("AGREE", "future", trigger="sign"), "AGREE"),
        (event("REQUEST", "future"), "REQUEST"),
    ],
)
def test_the_type_is_plovers_with_the_status(given, expected):
    assert as_plover(given) == expected


def test_pairs_have_the_label_asked_for(records):
    asked = [p.label for s in sentences(records[0], lambda e: "ASSAULT") for p in s.pairs]
    assert asked and set(asked) == {TYPES.index("ASSAULT")}


def one_pair(words, source, target, trigger):
    pair = Pair(source, target, CONSULT, trigger)
    return Sentence(words, tuple(int(n in trigger) for n in range(len(words))), (), (pair,)), pair


@pytest.mark.parametrize(
    ("source", "target", "trigger"),
    [
        ((0,), (4, 5), (2,)),
        ((4, 5), (0,), (2,)),
        ((0,), (4, 5), (6,)),
        ((0,), (2,), (4,)),
    ],
)
def test_other_parties_stand_where_the_first_stood(source, target, trigger):
    words = ("Chad", "held", "talks", "with", "Mali's", "president", "today")
    sentence, pair = one_pair(words, source, target, trigger)
    pool = {("source", CONSULT): [("the", "Omani", "navy")], ("target", None): [("Peru",)]}
    for seed in range(8):
        shown, at = exchanged(sentence, pair, pool, random.Random(seed), 1.0)
        assert len(shown.words) == len(shown.tags)
        assert [shown.words[w] for w in at.trigger] == [words[w] for w in trigger]
        assert [shown.words[w] for w in at.target] == ["Peru"]
        assert [shown.words[w] for w in at.source] in ([words[w] for w in source], ["the", "Omani", "navy"])
        rest = [w for n, w in enumerate(shown.words) if n not in (*at.source, *at.target)]
        assert rest == [w for n, w in enumerate(words) if n not in (*source, *target)]


def test_a_party_that_holds_the_trigger_keeps_its_words():
    sentence, pair = one_pair(("Its", "raiders", "met", "Togo"), (0, 1), (3,), (1,))
    pool = {("source", None): [("Peru",)], ("target", None): [("Oman",)]}
    shown, at = exchanged(sentence, pair, pool, random.Random(1), 1.0)
    assert shown.words == ("Its", "raiders", "met", "Oman") and at.source == (0, 1)
    assert exchanged(sentence, pair, pool, random.Random(1), 0.0) == (sentence, pair)
    assert exchanged(sentence, pair, {}, random.Random(1), 1.0) == (sentence, pair)


def test_pronouns_and_long_names_are_not_given_to_others(records):
    told = list(sentences(records[0]))
    pool = parties(told)
    assert pool["target", AGREE] == [("two", "Ugandan", "pilots")]
    assert sorted(pool["source", None]) == [("Kenya",), ("Kenya",), ("Uganda",)]
    sentence, _ = one_pair(("She", "met", "Togo"), (0,), (2,), (1,))
    assert ("source", None) not in parties([sentence])


def test_neighbours_are_whole_words_that_point_the_same_way():
    rows = torch.zeros(len(KEPT), 4)
    rows[4], rows[5], rows[16], rows[15] = (
        torch.tensor(v) for v in ([1.0, 0, 0, 0], [0.9, 0.1, 0, 0], [0, 0, 1.0, 0], [1.0, 0, 0, 0])
    )
    near = neighbours(rows, KEPT)
    assert near[4] == [5] and near[5] == [4]
    assert 15 not in near and 16 not in near  # a piece that goes on a word; a word that no other is like


def test_parties_keep_their_words_and_marks():
    one = Item((2, 4, 13, 6, 5, 3), (0,) * 6, (0, 1, 0, 0, 2, 0), (1, 2, 3, 4), (0,) * 4, CONSULT, (2,))
    near = {4: [5], 5: [4], 13: [8], 6: [7]}
    shown = varied(one, near, frozenset({15}), random.Random(1), rate=1.0, blotted=0.0, unknown=1)
    assert shown.pieces == (2, 4, 8, 7, 5, 3) and shown.marks == one.marks
    inside = varied(one, near, frozenset({6}), random.Random(1), rate=1.0, blotted=0.0, unknown=1)
    assert inside.pieces[2] == 13  # what goes on in the next piece is no whole word
    blotted = varied(one, {}, frozenset(), random.Random(1), rate=0.0, blotted=1.0, unknown=1)
    assert blotted.pieces == (2, 1, 1, 1, 1, 3)
    assert varied(one, near, frozenset(), random.Random(1), rate=0.0, blotted=0.0, unknown=1) == one


def test_shares_are_of_pairs_with_both_parties(records):
    shares = types_of(sentences(records[0])).exp()
    assert shares.sum() == pytest.approx(1)
    assert shares[CONSULT] > shares[AGREE] > shares[TYPES.index("ASSAULT")]


def test_passes_show_every_pair_and_are_learned_from(records):
    torch.manual_seed(1)
    net = Head(Network(Sizes(len(KEPT), 1, 1, 1, 1)))
    args = argparse.Namespace(neighbours=0.1, blot=0.1, swap=1.0, exchange=0.5, seed=1)
    shows = Shows(records, net, KEPT, args)
    for number in range(2):
        _, marked = shows(number, random.Random(1))
        assert sum(one.label == CONSULT for one in marked) == 2
        assert [one.label for one in marked].count(AGREE) == 1
        for _, batch in batches(marked, 90):
            loss = torch.stack(losses(net, batch, 0.1, 0.1)).sum()
            loss.backward()
            assert torch.isfinite(loss)
    assert len(mean_of([net.eval(), net], marked)) == len(marked)
