"""Roles, factuality, what may be a claim, reported speech and reference: from numbers and trees that are written out here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Article, Block, Sense, Sentence, Token
from dragoman.parse import parse
from dragoman.parse.mentions import NAME, NOUN, PRONOUN, find_mentions, pair_features
from dragoman.parse.reference import WIDTH, antecedents, candidates, chains
from dragoman.parse.reported import find_reported
from dragoman.parse.sense import Heads, Labels, read_sense, shifted
from dragoman.parse.syntax import load_model

LABELS = Labels(("ARG0", "ARG1", "ARGM-NEG"), ("actor", "recipient"), ("AID", "ASSAULT"), ("actual", "negated"))


def heads(**changed: object) -> Heads:
    """A sentence of three words whose second is a predicate, surely an ASSAULT that was negated."""
    values: dict[str, object] = {
        "marks": np.array([[0] * 7, [0] * 7, [4, -2.5, 0, 0, 5, -3, 3], [0] * 7], dtype=np.float32),
        "types": np.array([[1, 0, 0, 0], [1, 0, 0, 0.9], [0.04, 0.06, 0.9, 0.1], [1, 0, 0, 0.4]], dtype=np.float32),
        "asked": np.array([0, 2]),
        "roles": np.array([[1, 1, 1], [1, 0, 2]]),
        "strengths": np.array([[9, 9, 9], [2, 1, 3]], dtype=np.float32),
        "links": np.array([np.zeros((2, 3)), [[0.8, 0, 0.05], [0, 0, 0.7]]], dtype=np.float32),
    }
    return Heads(**(values | changed))  # type: ignore[arg-type]


def test_numbers_become_a_sense() -> None:
    sense = read_sense(heads(), LABELS)
    assert sense.predicates == (1,)
    assert sense.roles == ((1, "ARG0", 0), (1, "ARG1", 2))
    assert sense.factuality == ((1, -2.5),)
    assert [(w, kind, round(p, 2)) for w, kind, p in sense.events] == [(1, "AID", 0.06), (1, "ASSAULT", 0.9)]
    assert [(w, status, p > 0.99) for w, status, p in sense.statuses] == [(1, "negated", True)]
    assert [(t, kind, w, round(p, 2)) for t, kind, w, p in sense.links] == [
        (1, "actor", 0, 0.8),
        (1, "recipient", 2, 0.7),
    ]
    assert sense.somebody == (0,)


def test_of_two_words_in_one_core_role_the_surer_has_it() -> None:
    found = read_sense(heads(roles=np.array([[0, 0, 0], [1, 0, 1]])), LABELS)
    assert found.roles == ((1, "ARG0", 2),)


def test_adjuncts_may_stand_twice() -> None:
    found = read_sense(heads(roles=np.array([[0, 0, 0], [3, 0, 3]])), LABELS)
    assert found.roles == ((1, "ARGM-NEG", 0), (1, "ARGM-NEG", 2))


def test_whether_it_happened_is_told_of_every_word_where_predicates_are_given() -> None:
    assert read_sense(heads(), LABELS, predicate=-99.0).factuality == ((0, 0.0), (1, -2.5), (2, 0.0))
    assert read_sense(heads(asked=np.array([0])), LABELS, predicate=-99.0).roles == ()


def test_a_sentence_without_predicates_is_empty() -> None:
    assert read_sense(heads(asked=np.array([0])), LABELS) == Sense(somebody=(0,))


def test_windows_are_joined() -> None:
    sense = read_sense(heads(), LABELS)
    both = shifted([(sense, 3), (sense, 3)])
    assert both is not None and both.predicates == (1, 4)
    assert both.roles[2:] == ((4, "ARG0", 3), (4, "ARG1", 5))
    assert shifted([(sense, 3), (None, 3)]) is None


def sentence(rows: str, sense: Sense | None = None) -> Sentence:
    """Words as `word/POS/head/dep`, heads counted from 1."""
    tokens, at = [], 0
    for row in rows.split():
        word, pos, head, dep = row.rsplit("/", 3)
        tokens.append(Token(word, at, at + len(word), word.lower().removesuffix("ed"), pos, dep, int(head) - 1))
        at += len(word) + 1
    return Sentence(0, at - 1, tuple(tokens), "body", 0, sense)


REPORTED = [
    (
        "Two/NUM/2/nummod officials/NOUN/3/nsubj say/VERB/0/root that/SCONJ/6/mark Chad/PROPN/6/nsubj agreed/VERB/3/ccomp",
        [("Two officials", "say", "that Chad agreed")],
    ),
    (
        "Chad/PROPN/2/nsubj agreed/VERB/0/root ,/PUNCT/5/punct officials/NOUN/5/nsubj say/VERB/2/parataxis ./PUNCT/2/punct",
        [("officials", "say", "Chad agreed .")],
    ),
    (
        "Chad/PROPN/2/nsubj agreed/VERB/0/root according/VERB/5/case to/ADP/3/fixed police/NOUN/2/obl",
        [("police", "according to", "Chad agreed")],
    ),
    ("He/PRON/2/nsubj say/VERB/0/root :/PUNCT/2/punct", [("He", "say", "")]),
    ("Chad/PROPN/2/nsubj agreed/VERB/0/root yesterday/NOUN/2/obl", []),
]


@pytest.mark.parametrize(("rows", "expected"), REPORTED)
def test_statements_have_a_source_a_cue_and_a_content(rows: str, expected: list[tuple[str, str, str]]) -> None:
    one = sentence(rows)
    words = [t.text for t in one.tokens]
    found = [
        (
            " ".join(words[slice(*r.source)]) if r.source else None,
            " ".join(words[slice(*r.cue)]),
            " ".join(words[w] for w in r.content),
        )
        for r in find_reported(one)
    ]
    assert found == expected


def test_what_is_hoped_inside_a_statement_is_a_part_of_it() -> None:
    rows = "Ama/PROPN/2/nsubj say/VERB/0/root she/PRON/4/nsubj hope/VERB/2/ccomp that/SCONJ/7/mark Chad/PROPN/7/nsubj agreed/VERB/4/ccomp"
    assert [r.source for r in find_reported(sentence(rows))] == [(0, 1)]


REPORT = [
    sentence("Amina/PROPN/3/nsubj Diallo/PROPN/1/flat left/VERB/0/root the/DET/5/det town/NOUN/3/obj"),
    sentence("She/PRON/2/nsubj took/VERB/0/root her/PRON/4/nmod:poss sister/NOUN/2/obj"),
]


def test_mentions_are_names_pronouns_and_nominals_by_their_heads() -> None:
    found = find_mentions([s.tokens for s in REPORT], [(0, 0, 2, "PER")])
    places = list(zip(found.sentence.tolist(), found.word.tolist(), found.kind.tolist(), strict=True))
    assert places == [(0, 0, NAME), (0, 4, NOUN), (1, 0, PRONOUN), (1, 2, PRONOUN), (1, 3, NOUN)]
    assert found.gender.tolist() == [0, 0, 2, 2, 0]
    assert found.label.tolist() == [1, 0, 0, 0, 0]


def test_a_mention_goes_back_to_the_one_that_fits_best_or_to_none() -> None:
    found = find_mentions([s.tokens for s in REPORT], [(0, 0, 2, "PER")])
    later, earlier = candidates(5)
    size = pair_features(found, later, earlier).shape[1]
    weights = {
        "left": np.zeros((WIDTH, 1)), "right": np.zeros((WIDTH, 1)), "both": np.ones((WIDTH, 1)),
        "features": np.zeros((size, 1)), "bias": np.zeros(1), "out": np.ones(1), "out_bias": np.array([-1.0]),
    }  # fmt: skip
    vectors = np.zeros((5, 2 * WIDTH), dtype=np.float32)
    vectors[0, 0] = vectors[2, 0] = 2  # Amina Diallo and "She" as what is referred to
    vectors[2, WIDTH] = vectors[3, WIDTH] = 1  # "She" and "her" as what refers
    links = antecedents(found, vectors, weights)
    assert [(m, a) for m, a, _ in links] == [(2, 0), (3, 0)]
    assert all(0.3 < sure < 0.8 for _, _, sure in links)
    assert chains(5, links) == [[0, 2, 3]]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["Chad", "he", "the", "army", "left", "its", "."]), max_size=9), max_size=5))
def test_chains_hold_every_mention_once_and_in_order(sentences: Sequence[list[str]]) -> None:
    model = load_model()
    annotated = model.annotate(sentences)
    tokens = [
        [
            Token(w, 0, 1, x, pos, dep, head)
            for w, x, pos, dep, head in zip(ws, a.lemmas, a.pos, a.deps, a.heads, strict=True)
        ]
        for ws, a in zip(sentences, annotated, strict=True)
    ]
    found = model.chains(tokens, annotated)
    flat = [m for chain in found for m in chain]
    assert len(flat) == len(set(flat))
    assert all(chain == sorted(chain) and len(chain) > 1 for chain in found)


def test_the_model_that_ships_tells_who_did_what_to_whom() -> None:
    text = "Gabon's army was accused by two judges of shelling a hospital."
    found = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),)))
    first = found.sentences[0]
    assert first.sense is not None
    words = [t.text for t in first.tokens]
    roles = {(words[p], role, words[a]) for p, role, a in first.sense.roles}
    assert {("accused", "ARG0", "judges"), ("accused", "ARG1", "army"), ("shelling", "ARG1", "hospital")} <= roles
    best = {words[w]: kind for w, kind, p in first.sense.events if p > 0.5}
    assert best["accused"] == "ACCUSE" and best["shelling"] == "ASSAULT"


def test_the_model_that_ships_joins_who_is_named_again() -> None:
    text = "President Amina Diallo left for Accra on Monday. She said her government would answer on Tuesday."
    found = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),)))
    told = [[found.sentences[s].tokens[w].text for s, w in chain] for chain in found.chains]
    assert any({"Amina", "She", "her"} <= set(chain) for chain in told), told
