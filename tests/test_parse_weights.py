"""The files of the model fit each other and say where they come from."""

import json
from importlib import resources

import pytest

from dragoman.parse.lemmas import apply

FOLDER = resources.files("dragoman.parse") / "weights"
LABELS = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))


def test_vocabulary_has_the_special_pieces_and_no_doubles() -> None:
    pieces = (FOLDER / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert {"[PAD]", "[UNK]", "[CLS]", "[SEP]"} <= set(pieces)
    assert len(pieces) == len(set(pieces))


def test_labels_are_universal_dependencies() -> None:
    assert len(LABELS["upos"]) == 17
    assert {"root", "nsubj", "nsubj:pass", "obl:agent", "nmod:desc", "flat", "appos", "ccomp"} <= set(LABELS["labels"])
    assert set(LABELS["tags"]) == {"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-NORP", "I-NORP"}
    assert all(LABELS["scores"][corpus]["LAS"] > 80 for corpus in ("EWT", "GUM"))


@pytest.mark.parametrize("edit", LABELS["scripts"])
def test_every_lemma_script_can_be_applied(edit: str) -> None:
    assert edit[0] in "kl" and apply(edit, "Longestwordeverwritten")


def test_every_exception_is_a_form_and_a_tag() -> None:
    for key, lemma in LABELS["exceptions"].items():
        form, upos = key.split("\t")
        assert form and lemma and upos in LABELS["upos"], key


def test_the_licence_names_what_the_weights_come_from() -> None:
    text = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert all(name in text for name in ("CC BY-SA 4.0", "EWT", "GUM", "Universal NER", "CrossNER", "re3d", "MiniLM"))
