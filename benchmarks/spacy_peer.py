"""The peer of the language model: spaCy's small convolutional pipeline trained on the same data, both in one run.

python -m benchmarks.spacy_peer --train FOLDER [--minutes 15]     trains it (once; one core)
python -m benchmarks.spacy_peer --model FOLDER/model-best         prints words a second and LAS of both, side by side

Same trees and names as our model's (EWT train, the free part of GUM train), same words and sentences; checkpoints are chosen on
EWT dev. Gold words; one core; the best of three passes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.tokens import Doc, DocBin, Span
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import registry

from dragoman.parse.spacy_pipeline import SpacyPipeline
from dragoman.parse.syntax import Annotated, load_model
from training import data as corpora


def doc_bin(examples: Sequence[corpora.Example]) -> DocBin:
    """Sentences as spaCy documents."""
    vocabulary = spacy.blank("en").vocab
    found = DocBin()
    for e in examples:
        heads = [h - 1 if h else i for i, h in enumerate(e.heads)]
        deps = ["ROOT" if label == "root" else label for label in e.labels]
        doc = Doc(vocabulary, words=list(e.words), pos=list(e.upos), tags=list(e.upos), heads=heads, deps=deps)
        starts = [i for i, t in enumerate(e.tags) if t.startswith("B-")]
        spans = []
        for start in starts:
            end = start + 1
            while end < len(e.tags) and e.tags[end].startswith("I-"):
                end += 1
            spans.append(Span(doc, start, end, label=e.tags[start][2:]))
        doc.set_ents(spans)
        found.add(doc)
    return found


def train(data: Path, folder: Path, minutes: float) -> None:
    """Train for a number of minutes of this process, in spaCy's own loop."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = corpora.read_ewt(data, "train") + corpora.read_gum(data, "train", free=True)
    doc_bin(everything).to_disk(folder / "train.spacy")
    doc_bin(corpora.read_ewt(data, "dev")).to_disk(folder / "dev.spacy")
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    config["paths"]["train"], config["paths"]["dev"] = str(folder / "train.spacy"), str(folder / "dev.spacy")
    config["training"]["max_steps"] = 0
    config["training"]["max_epochs"] = 0
    config["training"]["patience"] = 0
    config["training"]["eval_frequency"] = 500
    nlp = init_nlp(config)
    began = time.time()

    class OutOfTime(Exception):
        pass

    def stop() -> Callable[..., None]:
        def check(_nlp: object, _info: object) -> None:
            if time.time() - began > 60 * minutes:
                raise OutOfTime

        return check

    registry.callbacks.register("dragoman_stop", func=stop)
    config["training"]["before_update"] = {"@callbacks": "dragoman_stop"}
    nlp.config["training"]["before_update"] = {"@callbacks": "dragoman_stop"}
    with contextlib.suppress(OutOfTime):
        train_loop(nlp, folder)


def las(examples: Sequence[corpora.Example], annotate: Callable[..., Sequence[Annotated]]) -> float:
    """Labelled attachment, per cent."""
    hits: Counter[bool] = Counter()
    for e, got in zip(examples, annotate([e.words for e in examples]), strict=True):
        for i, (head, label) in enumerate(zip(e.heads, e.labels, strict=True)):
            hits[got.heads[i] == head - 1 and got.deps[i] == label] += 1
    return 100 * hits[True] / hits.total()


def speed(examples: Sequence[corpora.Example], annotate: Callable[..., object]) -> float:
    """Words a second of this process, the best of three."""
    words = [e.words for e in examples]
    rates = []
    for _ in range(3):
        began = time.process_time()
        annotate(words)
        rates.append(sum(map(len, words)) / (time.process_time() - began))
    return max(rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--train", type=Path, metavar="FOLDER")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    if args.train:
        train(args.data, args.train, args.minutes)
    if not args.model:
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    tests = {"EWT": corpora.read_ewt(args.data, "test"), "GUM": corpora.read_gum(args.data, "test", free=False)}
    nlp = spacy.load(args.model)
    nlp.add_pipe("attribute_ruler")  # the tags are parts of speech already
    peer = SpacyPipeline(nlp)

    def batched(sentences: Sequence[Sequence[str]]) -> None:
        # As spaCy is meant to be run: in batches.
        list(nlp.pipe(Doc(nlp.vocab, words=list(words)) for words in sentences))

    ours = load_model()
    print(f"{'':26}{'spaCy CNN':>12}{'ours':>12}{'ratio':>8}")
    for title, examples in tests.items():
        a, b = las(examples, peer.annotate), las(examples, ours.annotate)
        print(f"{title + ' test LAS':26}{a:12.2f}{b:12.2f}{b / a:8.2f}")
    for title, examples in tests.items():
        a, b = speed(examples, batched), speed(examples, ours.annotate)
        print(f"{title + ' test words a second':26}{a:12.0f}{b:12.0f}{b / a:8.2f}")


if __name__ == "__main__":
    main()
