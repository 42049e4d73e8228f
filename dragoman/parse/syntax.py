"""The language model: tags, lemmas, trees and names of sentences that are already cut into words."""

from __future__ import annotations

import functools
import io
import json
import sys
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
from dragoman.parse.names import best_tags, names_of, part_dateline, transitions
from dragoman.parse.reference import antecedents, chains
from dragoman.parse.sense import PREDICATE, Heads, labels_of, read_sense, shifted
from dragoman.parse.trees import decode, settled
from dragoman.parse.wordpiece import SPECIAL_CASING, WordPieces, casing

# The network is asked for some sentences at once and tells the relations to the best heads; the other relations are those of a
# second graph. The names of heads and best tags are told as scores of all.
FORMAT = 3
RELATIONS = "relations.onnx"
# Training saw 160 pieces at most; the positions beyond are those of the original encoder and still serve a while.
MAX_PIECES = 254
MAX_WORDS = 180
CACHED = 200_000
TOGETHER = 32  # sentences run before the first of them is read; their numbers take some 50 KB each
LOOPED = (
    32  # windows asked for at once: with 8, 16 and 32 alike, a fifth less time than one by one; their states are held
)
INPUTS = ("pieces", "casings", "at", "positions", "lengths", "sizes")
OUTPUTS = ["upos", "tag_scores", "scripts", "arcs", "labels"]
SIDES = ["label_dep", "label_head"]  # what the relations to all heads follow from
SENSE_OUTPUTS = ["marks", "types", "asked", "roles", "role_scores", "links"]

# In Universal Dependencies the first part of these is the head: their heads stand to the left.
LEFTWARD = frozenset({"fixed", "flat", "goeswith", "conj", "appos", "list"})
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
        relations: bytes = b"",
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
            self._session, self._relations = (
                onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
                for graph in (onnx, relations)
            )
        except Exception as error:  # onnxruntime's errors have no common root that it exports
            raise ModelError(f"The language model can't be loaded ({error}): reinstall dragoman.") from error
        self._pieces = WordPieces({piece: i for i, piece in enumerate(vocabulary)})
        self._upos = [sys.intern(label) for label in labels["upos"]]  # the coder compares them all the time
        self._labels = [sys.intern(label) for label in labels["labels"]]
        self._tags: list[str] = labels["tags"]
        self._scripts: list[str] = labels["scripts"]
        self._exceptions: dict[str, str] = labels["exceptions"]
        self._pairs = pairs
        self._sense = labels_of(labels)
        self._costs = transitions(self._tags)
        self._outputs = [*OUTPUTS, *SENSE_OUTPUTS, *(["vectors"] if pairs else ()), *SIDES]
        self._predicate = PREDICATE
        leftward = [label.split(":")[0] in LEFTWARD for label in self._labels]
        self._leftward = np.array(leftward, dtype=bool)
        self._penalties = self._leftward * np.float32(IMPOSSIBLE)
        self._known = frozenset([*self._exceptions.values(), *lemmas.irregular().values()]) | _vocabulary()
        self._common = frozenset(word for word in vocabulary if word.isalpha() and word.islower() and len(word) > 2)
        self._lemmas: dict[tuple[str, int, int], str] = {}
        self._words: dict[str, Cut] = {}

    def annotate(self, sentences: Sequence[Sequence[str]], *, every_predicate: bool = False) -> list[Annotated]:
        """Tags, lemmas, heads, relations, names and sense of each sentence, in the order given.

        Every sentence is computed alone: its record never depends on what else was asked for at the same time.
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
            asked = [(i, *window) for i in order[first : first + TOGETHER] for window in self._windows(sentences[i])]
            numbers = self._numbers([cuts for _, _, cuts in asked])
            read: dict[int, list[Annotated]] = {i: [] for i in order[first : first + TOGETHER]}
            for (i, words, _), told in zip(asked, numbers, strict=True):
                read[i].append(self._read(words, told))
            found.update((i, self._join(windows)) for i, windows in read.items())
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
        starts = np.cumsum([0, *map(len, rows)])[mentions.sentence]
        links = antecedents(mentions, np.concatenate(rows)[starts + mentions.word], self._pairs)
        return [[places[m] for m in chain] for chain in chains(len(places), links)]

    def _windows(self, words: Sequence[str]) -> list[tuple[Sequence[str], Sequence[Cut]]]:
        """The windows of one sentence, one window nearly always, with the pieces of their words."""
        known = self._words
        cuts = [known.get(word) or self._cut(word) for word in words]
        if len(words) > MAX_WORDS or sum([len(ids) for ids, _ in cuts]) > MAX_PIECES:
            return [(words[a:b], cuts[a:b]) for a, b in _windows(words, cuts)]
        return [(words, cuts)] if cuts else []

    def _cut(self, word: str) -> Cut:
        pieces = self._pieces(word)
        cut = pieces, (casing(word),) * len(pieces)
        # A stream is endless and its vocabulary nearly is: starting afresh keeps memory flat.
        if len(self._words) >= CACHED:
            self._words.clear()
        self._words[word] = cut
        return cut

    def _numbers(self, asked: Sequence[Sequence[Cut]]) -> list[Sequence[Any]]:
        """What the network says of each of some windows, in the order of the outputs."""
        found: list[Sequence[Any]] = []
        for first in range(0, len(asked), LOOPED):
            feed = self._feed(asked[first : first + LOOPED])
            found.extend(zip(*self._session.run(self._outputs, feed), strict=True))
        return found

    def _feed(self, asked: Sequence[Sequence[Cut]]) -> dict[str, NDArray[np.int64]]:
        """The windows in a row: their pieces, casings and positions, at which piece of its window the root and each word
        begins, and how many pieces, and words with the root, each has."""
        ids: list[int] = []
        cases: list[int] = []
        positions: list[int] = []
        at: list[int] = []
        lengths: list[int] = []
        for cuts in asked:
            before = len(ids)
            ids.append(self._pieces.first)
            cases.append(SPECIAL_CASING)
            at.append(0)
            for pieces, casings in cuts:
                at.append(len(ids) - before)
                ids.extend(pieces)
                cases.extend(casings)
            ids.append(self._pieces.last)
            cases.append(SPECIAL_CASING)
            lengths.append(len(ids) - before)
            positions.extend(range(lengths[-1]))
        sizes = [len(cuts) + 1 for cuts in asked]
        rows = (ids, cases, at, positions, lengths, sizes)
        return {name: np.array(row, dtype=np.int64) for name, row in zip(INPUTS, rows, strict=True)}

    def _read(self, words: Sequence[str], numbers: Sequence[Any]) -> Annotated:
        upos, told, scripts, arcs, labels, *meaning = numbers
        sides = [meaning.pop() for _ in SIDES][::-1]
        tags = best_tags(told, self._costs)
        vectors = meaning.pop().tobytes() if self._pairs else None
        heads, deps = self._tree(arcs, labels, sides)
        pos = upos.tolist()
        lemma = [self._lemma(w, u, s) for w, u, s in zip(words, pos, scripts.tolist(), strict=True)]
        names = names_of([self._tags[t] for t in tags], words)
        heads = [h - 1 for h in heads]
        part_dateline(names, heads, deps, words)
        return Annotated(
            [self._upos[u] for u in pos],
            lemma,
            heads,
            deps,
            names,
            read_sense(Heads(*meaning), self._sense, predicate=self._predicate),
            vectors,
        )

    def _tree(
        self, arcs: NDArray[np.float32], labels: NDArray[np.int64], sides: list[NDArray[np.float32]]
    ) -> tuple[list[int], list[str]]:
        """Heads, counted from 1, and relations.

        The relation to every head is asked for only where the best heads are not settled, in one sentence of ten.
        """
        best = settled(arcs, self._leftward[labels])
        if best is not None:
            return best, self._deps(labels.tolist(), best)
        (labels,) = self._relations.run(["labels"], dict(zip(SIDES, sides, strict=True)))
        count = len(arcs)
        arcs -= self._penalties[labels] * _RIGHT[:count, : count + 1]
        heads = decode(arcs)
        return heads, self._deps(labels[_COUNT[:count], heads].tolist(), heads)

    def _deps(self, labels: list[int], heads: list[int]) -> list[str]:
        deps = [self._labels[label] for label in labels]
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
                found = lemmas.mend(found, plain, tag, self._known, self._common)
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
        relations = (place / RELATIONS).read_bytes()
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The language model in {place} can't be read ({error}): reinstall dragoman.") from error
    return Model(onnx=onnx, vocabulary=vocabulary, labels=labels, threads=threads, pairs=pairs, relations=relations)


def _arrays(data: bytes, shapes: dict[str, list[int]]) -> dict[str, NDArray[np.float32]]:
    """The scorer of pairs: one row of numbers, cut by the shapes told, in their order."""
    row = np.load(io.BytesIO(data), allow_pickle=False)
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])
    parts = np.split(row, cuts[:-1])
    return {name: part.reshape(shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
