"""The language model: tags, lemmas, trees and names of sentences that are already cut into words."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.model import Sense, Token
from dragoman.parse import lemmas
from dragoman.parse.mentions import find_mentions
from dragoman.parse.names import best_tags, names_of, transitions
from dragoman.parse.reference import antecedents, chains
from dragoman.parse.sense import PREDICATE, Heads, labels_of, read_sense, shifted
from dragoman.parse.trees import decode
from dragoman.parse.wordpiece import SPECIAL_CASING, WordPieces, casing

FORMAT = 2
# Training saw 160 pieces at most; the positions beyond are those of the original encoder and still serve a while.
MAX_PIECES = 254
MAX_WORDS = 180
CACHED = 200_000
TOGETHER = 32  # sentences run before the first of them is read; their numbers take some 50 KB each
OUTPUTS = ["upos", "tags", "scripts", "arcs", "labels"]
SENSE_OUTPUTS = ["marks", "types", "asked", "roles", "role_scores", "links"]

# In Universal Dependencies the first part of these is the head: their heads stand to the left.
_LEFTWARD = frozenset({"fixed", "flat", "goeswith", "conj", "appos", "list"})
IMPOSSIBLE = 100.0
# 1 for what stands right of word i: column 0 is the root, so that begins at column i + 2.
_RIGHT = np.triu(np.ones((MAX_WORDS, MAX_WORDS + 1), dtype=np.float32), 2)
_COUNT = np.arange(MAX_WORDS)

# Lemmas of these tags are lower case in the treebanks, even inside names.
_NEVER_CAPITAL = frozenset({"VERB", "AUX", "ADV", "ADP", "DET", "CCONJ", "SCONJ", "PART"})

Cut = tuple[tuple[int, ...], tuple[int, ...]]  # the pieces of a word, and its casing class once for each


class Annotated(NamedTuple):
    """What the model says of one sentence; one entry a word.

    `heads` are word numbers in the sentence, -1 for its one root; `deps` are UD relations with subtypes; `names` are
    (first, last, label) with `last` exclusive and label PER, LOC, ORG or NORP (peoples and faiths); `sense` is what the
    model says of roles and claims, `vectors` rows of numbers for `Model.chains`; both None where
    it can't.
    """

    pos: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    names: list[tuple[int, int, str]]
    sense: Sense | None = None
    vectors: bytes | None = None


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Lemmas that the lexicon of events holds: words of war are rare in the treebanks."""
    found: set[str] = set()
    for file in (resources.files("dragoman.data") / "lexicon").iterdir():
        if file.name.endswith(".csv"):
            for line in file.read_text(encoding="utf-8").splitlines()[1:]:
                found.update(w.lstrip("=~") for w in line.partition(",")[0].split() if w[0] not in "@^")
    return frozenset(found)


class Model:
    """The language model in memory; see `load_model`."""

    def __init__(
        self,
        *,
        onnx: bytes,
        vocabulary: Sequence[str],
        labels: dict[str, Any],
        threads: int,
        pairs: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> None:
        import onnxruntime

        if labels.get("format") != FORMAT:
            raise ModelError(
                f"The language model has format {labels.get('format')!r}, not {FORMAT}: reinstall dragoman."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Memory plans are kept by shape, and every sentence has its own: without them it is a tenth faster.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no common root that it exports
            raise ModelError(f"The language model can't be loaded ({error}): reinstall dragoman.") from error
        self._pieces = WordPieces({piece: i for i, piece in enumerate(vocabulary)})
        self._upos: list[str] = labels["upos"]
        self._labels: list[str] = labels["labels"]
        self._tags: list[str] = labels["tags"]
        self._scripts: list[str] = labels["scripts"]
        self._exceptions: dict[str, str] = labels["exceptions"]
        self._pairs = pairs
        self._sense = labels_of(labels)
        # Earlier models give the best tag of a word, later ones the scores of all.
        scored = "tag_scores" in {output.name for output in self._session.get_outputs()}
        self._costs = transitions(self._tags) if scored else None
        basic = ["tag_scores" if scored and name == "tags" else name for name in OUTPUTS]
        self._outputs = [*basic, *SENSE_OUTPUTS, *(["vectors"] if pairs else ())]
        self._predicate = PREDICATE
        leftward = [label.split(":")[0] in _LEFTWARD for label in self._labels]
        self._penalties = np.array(leftward, dtype=np.float32) * np.float32(IMPOSSIBLE)
        self._known = frozenset(self._exceptions.values()) | _vocabulary()
        self._lemmas: dict[tuple[str, int, int], str] = {}
        self._words: dict[str, Cut] = {}

    def annotate(self, sentences: Sequence[Sequence[str]], *, every_predicate: bool = False) -> list[Annotated]:
        """Tags, lemmas, heads, relations, names and sense of each sentence, in the order given.

        Every sentence is run alone: its record never depends on what else was asked for at the same time.
        Sentences of more than about 180 words are read in windows that are joined under one root. With
        `every_predicate`, roles and factuality are told of words too that are hardly predicates: to measure them where
        predicates are given.
        """
        # In order of length, memory that onnxruntime took for one sentence serves the next. Some are run before any of
        # them is read: between two runs of the network the code that reads would have left the processor's cache, and
        # takes twice as long (27 and 12 µs a word).
        self._predicate = -99.0 if every_predicate else PREDICATE
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        found: dict[int, Annotated] = {}
        for first in range(0, len(order), TOGETHER):
            ran = [(i, self._run(sentences[i])) for i in order[first : first + TOGETHER]]
            found.update((i, self._join([self._read(*window) for window in windows])) for i, windows in ran)
        return [found[i] for i in range(len(sentences))]

    def chains(
        self, sentences: Sequence[Sequence[Token]], found: Sequence[Annotated], speakers: Sequence[int] | None = None
    ) -> list[list[tuple[int, int]]]:
        """Mentions that speak of one thing, as (sentence, head word), for the sentences of a report that were annotated.

        `speakers` numbers who speaks each sentence, -1 unknown. Empty where the model has no head for it.
        """
        rows = [np.frombuffer(a.vectors, dtype=np.float32).reshape(len(a.pos), -1) for a in found if a.vectors]
        if self._pairs is None or len(rows) < len(found):
            return []
        names = [(n, first, last, label) for n, a in enumerate(found) for first, last, label in a.names]
        mentions = find_mentions(sentences, names, speakers)
        places = list(zip(mentions.sentence.tolist(), mentions.word.tolist(), strict=True))
        if not places:
            return []
        links = antecedents(mentions, np.stack([rows[s][w] for s, w in places]), self._pairs)
        return [[places[m] for m in chain] for chain in chains(len(places), links)]

    def _run(self, words: Sequence[str]) -> list[tuple[Sequence[str], list[Any]]]:
        """What the network says of the windows of one sentence, one window nearly always."""
        cuts = [self._words.get(word) or self._cut(word) for word in words]
        if len(words) > MAX_WORDS or sum([len(ids) for ids, _ in cuts]) > MAX_PIECES:
            return [(words[a:b], self._numbers(cuts[a:b])) for a, b in _windows(words, cuts)]
        return [(words, self._numbers(cuts))] if cuts else []

    def _cut(self, word: str) -> Cut:
        pieces = self._pieces(word)
        cut = pieces, (casing(word),) * len(pieces)
        # A stream is endless and its vocabulary nearly is: starting afresh keeps memory flat.
        if len(self._words) >= CACHED:
            self._words.clear()
        self._words[word] = cut
        return cut

    def _numbers(self, cuts: Sequence[Cut]) -> list[Any]:
        ids = [self._pieces.first]
        cases = [SPECIAL_CASING]
        at = [0]
        for pieces, casings in cuts:
            at.append(len(ids))
            ids.extend(pieces)
            cases.extend(casings)
        ids.append(self._pieces.last)
        cases.append(SPECIAL_CASING)
        feed = {
            "pieces": np.array(ids, dtype=np.int64),
            "casings": np.array(cases, dtype=np.int64),
            "at": np.array(at, dtype=np.int64),
        }
        numbers: list[Any] = self._session.run(self._outputs, feed)
        return numbers

    def _read(self, words: Sequence[str], numbers: list[Any]) -> Annotated:
        upos, told, scripts, arcs, labels, *meaning = numbers
        tags = told.tolist() if self._costs is None else best_tags(told, self._costs)
        vectors = meaning.pop().tobytes() if self._pairs else None
        count = len(words)
        arcs -= self._penalties[labels] * _RIGHT[:count, : count + 1]
        heads = decode(arcs)
        pos = upos.tolist()
        lemma = [self._lemma(w, u, s) for w, u, s in zip(words, pos, scripts.tolist(), strict=True)]
        return Annotated(
            [self._upos[u] for u in pos],
            lemma,
            [h - 1 for h in heads],
            self._deps(labels, heads),
            names_of([self._tags[t] for t in tags], words),
            read_sense(Heads(*meaning), self._sense, predicate=self._predicate),
            vectors,
        )

    def _deps(self, labels: NDArray[np.int64], heads: list[int]) -> list[str]:
        chosen = labels[_COUNT[: len(heads)], heads].tolist()
        deps = [self._labels[label] for label in chosen]
        for i, head in enumerate(heads):
            if head == 0:
                deps[i] = "root"
            elif deps[i] == "root":
                deps[i] = "parataxis"  # what a second root of a sentence is called in the treebanks
        return deps

    def _lemma(self, word: str, upos: int, script: int) -> str:
        key = (word, upos, script)
        found = self._lemmas.get(key)
        if found is None:
            plain = word.replace("’", "'")
            tag = self._upos[upos]
            edit = self._scripts[script]
            if edit[0] == "k" and tag in _NEVER_CAPITAL:
                edit = "l" + edit[1:]
            found = (
                lemmas.irregular_lemma(plain, tag)
                or self._exceptions.get(f"{plain}\t{tag}")
                or self._exceptions.get(f"{plain.lower()}\t{tag}")
                or lemmas.apply(edit, plain)
            )
            if tag in ("VERB", "NOUN") and found not in self._known:
                found = lemmas.mend(found, plain, tag, self._known)
            if len(self._lemmas) >= CACHED:
                self._lemmas.clear()
            self._lemmas[key] = found
        return found

    @staticmethod
    def _join(windows: list[Annotated]) -> Annotated:
        """One tree: the roots of later windows hang from the first as parataxis."""
        if len(windows) < 2:
            return windows[0] if windows else Annotated([], [], [], [], [])
        vectors = [w.vectors for w in windows if w.vectors is not None]
        both = b"".join(vectors) if len(vectors) == len(windows) else None
        joined = Annotated([], [], [], [], [], shifted([(w.sense, len(w.pos)) for w in windows]), both)
        root = windows[0].heads.index(-1)
        for window in windows:
            base = len(joined.pos)
            joined.pos.extend(window.pos)
            joined.lemmas.extend(window.lemmas)
            for head, dep in zip(window.heads, window.deps, strict=True):
                first = head == -1 and base == 0
                joined.heads.append(-1 if first else root if head == -1 else head + base)
                joined.deps.append("parataxis" if head == -1 and not first else dep)
            joined.names.extend((a + base, b + base, label) for a, b, label in window.names)
        return joined


def _windows(words: Sequence[str], cuts: Sequence[Cut]) -> list[tuple[int, int]]:
    """Stretches that fit, cut behind a mark where one stands in the last third."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        end, size = start, 0
        while end < len(words) and end - start < MAX_WORDS and size + len(cuts[end][0]) <= MAX_PIECES:
            size += len(cuts[end][0])
            end += 1
        if end < len(words):
            for cut in range(end, start + 2 * (end - start) // 3, -1):
                if words[cut - 1] in _MARKS:
                    end = cut
                    break
        found.append((start, end))
        start = end
    return found


_MARKS = frozenset(";.:,!?—…")


@functools.cache
def load_model(*, threads: int = 1, folder: Path | None = None) -> Model:
    """The model that ships with the package (or the one exported to `folder`), loaded once for each number of threads.

    Raises ModelError when its files are missing or damaged.
    """
    place = folder or resources.files("dragoman.parse") / "weights"
    try:
        onnx = (place / "model.onnx").read_bytes()
        vocabulary = (place / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
        labels = json.loads((place / "labels.json").read_text(encoding="utf-8"))
        pairs = (
            _arrays((place / "reference.npy").read_bytes(), labels["reference"]) if labels.get("reference") else None
        )
    except (OSError, ValueError) as error:
        raise ModelError(f"The language model in {place} can't be read ({error}): reinstall dragoman.") from error
    return Model(onnx=onnx, vocabulary=vocabulary, labels=labels, threads=threads, pairs=pairs)


def _arrays(data: bytes, shapes: dict[str, list[int]]) -> dict[str, NDArray[np.float32]]:
    """The scorer of pairs: one row of numbers, cut by the shapes told, in their order."""
    row = np.load(io.BytesIO(data), allow_pickle=False)
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
    parts = np.split(row, cuts[:-1])
    return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
