"""The plain head of the corpus and the comparison with real text: only that the parts fit; how well they do is measured elsewhere."""

# ruff: noqa: E402 (without torch there is nothing to import)
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from dragoman.parse.wordpiece import WordPieces
from training.corpus import realism
from training.corpus.compile import compile_text
from training.corpus.head import (
    QUAD,
    ROOTS,
    macro_f1,
    measure_pairs,
    merged,
    read_plv,
    tag_f1,
    tag_probabilities,
    triggers,
)
from training.corpus.heads_data import IGNORE, TYPES, batches, item, sentences
from training.corpus.heads_net import Head, load, save
from training.model import Network, Sizes

TEXT = """= a-1 | 1987-06-12 | the agency | agency | africa
Kenya agreed to release two Ugandan pilots.
  AGREE agreed < KEN "Kenya" > UGA.MIL "two Ugandan pilots"
    RETREAT.release release < ^ > ^r
Kenya and Uganda held talks, and rain fell on the raid.
  CONSULT *talks < KEN "Kenya", UGA "Uganda"
  ASSAULT *raid < KEN opt
It rained.
"""
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "kenya",
    "uganda",
    "talks",
    "raid",
    "agreed",
    "release",
    "two",
    "pilots",
    ".",
    "held",
    "and",
]


@pytest.fixture(scope="module")
def cut():
    return WordPieces({w: n for n, w in enumerate(WORDS)})


@pytest.fixture(scope="module")
def told():
    records, problems = compile_text(TEXT, file="a.txt")
    assert problems == []
    return list(sentences(records[0]))


def labels(sentence):
    return [
        (sentence.words[p.source[0]], sentence.words[p.target[0]], TYPES[p.label]) for p in sentence.pairs if p.target
    ]


def test_words_carry_the_type_of_their_trigger(told):
    kinds = [TYPES[t - 1] if t > 0 else t for t in told[0].tags]
    assert kinds == [0, "AGREE", 0, "RETREAT", 0, 0, 0, 0]
    assert told[1].tags[-2] == IGNORE  # optional: neither right nor wrong to find
    assert set(told[2].tags) == {0}


def test_a_pair_has_the_outermost_act_and_mutual_ones_both_ways(told):
    assert labels(told[0]) == [("Kenya", "two", "AGREE")]
    assert labels(told[1]) == [("Kenya", "Uganda", "CONSULT"), ("Uganda", "Kenya", "CONSULT")]


def test_batches_hold_every_item_once(told, cut):
    items = [item(s, cut) for s in told] + [item(s, cut, p) for s in told for p in s.pairs if p.source and p.target]
    for chance in (None, random.Random(1)):
        seen = [one for group, _ in batches(items, 30, chance) for one in group]
        assert sorted(map(id, seen)) == sorted(map(id, items))
    assert max(items[3].marks) == 2 and items[0].marks == (0,) * len(items[0].pieces)
    endless = replace(told[0], words=("raid",) * 300, tags=(0,) * 300)
    assert item(endless, cut) is None


def test_the_head_learns_answers_and_comes_back_from_its_file(told, cut, tmp_path):
    torch.manual_seed(1)
    net = Head(Network(Sizes(len(WORDS), 1, 1, 1, 1)))
    items = [item(s, cut) for s in told] + [item(s, cut, p) for s in told for p in s.pairs]
    for _, batch in [*batches(items[:3], 90), *batches(items[3:], 90)]:
        loss = sum(net.losses(batch, 0.1).values())
        loss.backward()
        assert torch.isfinite(loss)
    save(net.eval(), WORDS, tmp_path / "head.pt", threshold=0.4)
    again, kept, threshold = load(tmp_path / "head.pt")
    assert (kept, threshold) == (WORDS, 0.4)
    for one, other in zip(tag_probabilities(net, items[:3]), tag_probabilities(again, items[:3]), strict=True):
        assert np.allclose(one, other) and np.allclose(one.sum(1), 1)


def test_marked_sentences_are_read(cut, tmp_path):
    file = tmp_path / "pairs.tsv"
    rows = ["sentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta"]
    rows.append("Kenya held talks with Uganda.\t<s>Kenya</s> held talks with <t>Uganda</t>.\tKenya\tUganda\tCONSULT\t1")
    rows.append("Uganda left Kenya.\tUganda left Kenya.\tUganda\tKenya\tYIELD\t2")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    items, roots, quads = read_plv(file, cut)
    assert [one.marks for one in items] == [(0, 1, 0, 0, 0, 2, 0, 0), (0, 1, 0, 2, 0, 0)]
    figures = measure_pairs(Head(Network(Sizes(len(WORDS), 1, 1, 1, 1))).eval(), items, roots, quads)
    assert set(figures) == {"root", "quad", "binary", "accuracy"}


def test_roots_are_the_types_with_two_in_one():
    assert len(ROOTS) == 15 and set(QUAD) == set(ROOTS)
    assert np.allclose(merged(np.eye(len(TYPES))).sum(1), 1)
    assert macro_f1(["a", "b"], ["a", "b"]) == 1


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ((1,), "AGREE", (1, 0.5, 2 / 3)),
        ((0,), "AGREE", (0, 0, 0)),
        ((1,), "ASSAULT", (0, 0, 0)),
        ((2, 3), "RETREAT", (1, 0.5, 2 / 3)),
    ],
)
def test_found_triggers_are_counted(told, words, kind, expected):
    assert tag_f1([(told[0], [(words, TYPES.index(kind) + 1, 0.9)])]) == pytest.approx(expected)


def test_optional_triggers_cost_nothing(told):
    kinds = {name: n + 1 for n, name in enumerate(TYPES)}
    talks = ((4,), kinds["CONSULT"], 0.9)
    raid = ((11,), kinds["ASSAULT"], 0.9)
    assert tag_f1([(told[1], [talks])])[2] == tag_f1([(told[1], [talks, raid])])[2] == 1


def test_runs_of_one_type_are_one_trigger():
    p = np.full((4, 17), 0.0)
    p[:, 0], p[1:3, 3], p[1:3, 0] = 1.0, 0.8, 0.2
    assert triggers(p, 0.5) == [((1, 2), 3, 0.8)]
    assert triggers(p, 0.9) == []


def test_a_classifier_tells_apart_what_differs_and_nothing_else():
    def line(report, words):
        return realism.Line(report, words, words, (float(len(words)),) * len(realism.SHAPE), 0)

    chance = random.Random(3)
    found = [line(f"r{n % 20}", tuple(chance.choices(["a", "b", "c", "d", "e", "f"], k=6))) for n in range(400)]
    real = np.array([n % 20 < 10 for n in range(400)])
    same, _ = realism.tell_apart(found, real, lambda one: one.words, False)
    assert 0.35 < same < 0.65
    marked = [replace(one, words=(*one.words, "z")) if y else one for one, y in zip(found, real, strict=True)]
    apart, by_report = realism.tell_apart(marked, real, lambda one: one.words, False)
    assert apart > 0.95 and by_report == 1


def test_overlap_counts_running_words():
    def line(words):
        return realism.Line("r", words, words, (), 0)

    assert realism.overlap([line(("the", "army"))], [line(("the", "the", "navy", "."))], 10) == pytest.approx(2 / 3)


def test_weights_are_kept_out_of_the_repository():
    root = Path(__file__).parent.parent
    assert "/out/" in (root / "training" / "corpus" / ".gitignore").read_text(encoding="utf-8").split()
