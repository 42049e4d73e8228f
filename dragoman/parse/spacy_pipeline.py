"""Another spaCy pipeline in place of the model that ships: what it gives is used, what it lacks is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.errors import ModelError
from dragoman.parse.syntax import Annotated

if TYPE_CHECKING:
    from spacy.language import Language

# Relations of Universal Dependencies; the labels of a pipeline are told by them ("dobj", "nsubjpass" are another scheme's).
UD = frozenset((
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
    "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
))  # fmt: skip
# What names are called in pipelines trained on other corpora.
NAMES = {
    **dict.fromkeys(("PER", "PERSON"), "PER"),
    **dict.fromkeys(("LOC", "GPE", "FAC"), "LOC"),
    "ORG": "ORG",
    "NORP": "NORP",
}


class SpacyPipeline:
    """Answers `parse` with a loaded spaCy pipeline; `missing` names what the pipeline can't give.

    Words and sentences stay ours, so positions and ids are comparable; roles, factuality, what the learned heads say of claims
    and reference are only in the model that ships. Raises ModelError for a pipeline without a tagger of UD parts of speech or
    without a parser of Universal Dependencies: nothing can be coded without them.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._steps = [pipe for name, pipe in nlp.pipeline if name not in ("senter", "sentencizer")]
        labels = set(nlp.pipe_labels.get("parser", ()))
        name = f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', '')}"
        if "parser" not in nlp.pipe_names:
            raise ModelError(f"The spaCy pipeline {name!r} has no parser: choose one with UD labels, or leave it out.")
        other = sorted(label for label in labels if label.lower().partition(":")[0] not in UD)
        if other:
            raise ModelError(
                f"The parser of the spaCy pipeline {name!r} has labels that are not Universal Dependencies "
                f"({', '.join(other[:5])}): choose a pipeline trained on a UD treebank."
            )
        if not {"tagger", "morphologizer", "attribute_ruler"} & set(nlp.pipe_names):
            raise ModelError(f"The spaCy pipeline {name!r} gives no parts of speech: choose one with a tagger.")
        lacks = {
            "lemmas": not {"lemmatizer", "trainable_lemmatizer"} & set(nlp.pipe_names),
            "names": "ner" not in nlp.pipe_names,
        }
        self.missing = (*(what for what, none in lacks.items() if none), "roles", "factuality", "claims", "reference")

    def annotate(self, sentences: Sequence[Sequence[str]]) -> list[Annotated]:
        """One `Annotated` for every sentence of words, in order."""
        return [self._sentence(words) for words in sentences]

    def _sentence(self, words: Sequence[str]) -> Annotated:
        from spacy.tokens import Doc

        if not words:
            return Annotated([], [], [], [], [])
        doc = Doc(self.nlp.vocab, words=list(words), sent_starts=[True, *[False] * (len(words) - 1)])
        for step in self._steps:
            doc = step(doc)
        heads = [token.head.i if token.head.i != token.i else -1 for token in doc]
        deps = [token.dep_.lower() or "dep" for token in doc]
        root = heads.index(-1) if -1 in heads else 0
        for i, head in enumerate(heads):
            if head == -1:
                heads[i], deps[i] = (-1, "root") if i == root else (root, "parataxis")
        names = [(e.start, e.end, NAMES[e.label_]) for e in doc.ents if e.label_ in NAMES]
        lemmas = [token.lemma_ or token.text for token in doc]
        return Annotated([token.pos_ or "X" for token in doc], lemmas, heads, deps, names)


def load_spacy(name: str) -> SpacyPipeline:
    """An installed spaCy pipeline, or one in a folder, by name; raises ModelError where it can't be loaded or used."""
    try:
        import spacy
    except ImportError as error:
        raise ModelError(
            f"The pipeline {name!r} needs spaCy, which is not installed: pip install spacy, or take `pipeline` out."
        ) from error
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"The spaCy pipeline {name!r} can't be loaded ({str(error)[:200]}): install it, or give its folder."
        ) from error
    return SpacyPipeline(nlp)
