"""A stranger's spaCy pipeline: used for what it gives, refused where its labels are not UD, and what it lacks is named."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from dragoman.errors import ModelError
from dragoman.model import Article, Block
from dragoman.parse import parse
from dragoman.parse.spacy_pipeline import SpacyPipeline, load_spacy
from dragoman.pipeline import builtin
from dragoman.settings import load
from dragoman.show.runs import choices_told

WORDS = ["Ghana", "expelled", "two", "envoys"]


@Language.component("fixed_tree")
def _fixed_tree(doc: Doc) -> Doc:
    if [t.text for t in doc] == WORDS:
        for token, head, dep, pos, lemma in zip(
            doc, (1, 1, 3, 1), ("nsubj", "ROOT", "nummod", "obj"), ("PROPN", "VERB", "NUM", "NOUN"),
            ("Ghana", "expel", "two", "envoy"), strict=True,
        ):  # fmt: skip
            token.head, token.dep_, token.pos_, token.lemma_ = doc[head], dep, pos, lemma
        doc.set_ents([Span(doc, 0, 1, label="GPE")])
    return doc


def pipeline(*labels: str) -> Language:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.add_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.add_pipe("fixed_tree")
    return nlp


def test_what_it_gives_is_used() -> None:
    model = SpacyPipeline(pipeline("nsubj", "obj", "nummod"))
    text = " ".join(WORDS)
    found = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),)), model=model)
    tokens = found.sentences[0].tokens
    assert [(t.text, t.lemma, t.pos, t.dep, t.head) for t in tokens] == [
        ("Ghana", "Ghana", "PROPN", "nsubj", 1),
        ("expelled", "expel", "VERB", "root", -1),
        ("two", "two", "NUM", "nummod", 3),
        ("envoys", "envoy", "NOUN", "obj", 1),
    ]
    assert [(n.first, n.last, n.label) for n in found.names] == [(0, 1, "LOC")]
    assert found.sentences[0].sense is None


def test_what_it_lacks_is_named() -> None:
    assert SpacyPipeline(pipeline("nsubj")).missing == ("lemmas", "names", "roles", "factuality", "claims", "reference")


@pytest.mark.parametrize("label", ["dobj", "nsubjpass", "pobj"])
def test_other_labels_are_refused(label: str) -> None:
    with pytest.raises(ModelError, match=label):
        SpacyPipeline(pipeline("nsubj", label))


def test_no_parser_is_refused() -> None:
    with pytest.raises(ModelError, match="no parser"):
        SpacyPipeline(spacy.blank("en"))


def test_an_unknown_name_is_quoted() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        load_spacy("no_such_pipeline")


def test_a_setting_names_the_pipeline(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    nlp = pipeline("nsubj", "obj", "nummod")
    nlp.remove_pipe("fixed_tree")
    nlp.to_disk(tmp_path / "own")
    steps = builtin(load(pipeline=str(tmp_path / "own")))
    text = " ".join(WORDS)
    (found,) = steps.parse_many([Article("a", "d", text, (Block("body", 0, len(text), 0),))])
    assert found.sentences[0].sense is None and len(found.sentences[0].tokens) == 4
    assert "gives no lemmas, names, roles" in caplog.text


def test_what_it_lacks_is_told_once_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with choices_told():
        for _ in range(2):
            logging.getLogger("dragoman.settings").warning("the spaCy pipeline %r gives no %s", "own", "roles")
    logging.getLogger("dragoman.settings").warning("afterwards")
    assert capsys.readouterr().err == "dragoman: the spaCy pipeline 'own' gives no roles\n"
