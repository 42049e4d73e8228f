"""What sentences mean, beside their trees: roles (PropBank), factuality (UDS) and the claims of the open corpus."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from dragoman.code.what.lexicon import EVENTS as TYPES
from training.corpus.load import reports
from training.corpus.swap import swap
from training.data import Example
from training.names import Names

# Roles seen at least 60 times in PropBank EWT train; the others are not learned, and count as missed where they are measured.
ROLES = (
    "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-MNR", "ARGM-CAU", "ARGM-PRP", "ARGM-NEG",
    "ARGM-MOD", "ARGM-ADV", "ARGM-DIS", "ARGM-DIR", "ARGM-EXT", "ARGM-PRD", "ARGM-GOL", "ARGM-COM", "ARGM-ADJ",
    "ARGM-PRR", "ARGM-LVB", "ARGM-CXN", "R-ARG0", "R-ARG1", "R-ARG2", "R-ARGM-LOC", "R-ARGM-TMP", "C-ARG1",
)  # fmt: skip
LINKS = ("actor", "recipient", "content", "voice")  # from a trigger to a word
STATUSES = ("actual", "future", "requested", "hypothetical", "negated")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is annotated of one sentence beside its tree; word numbers from 0. None means: not annotated.

    `roles`: (predicate, role, head of the argument); `preds`: all predicates, those without arguments too;
    `facts`: (predicate, value in [-3, 3]); `types`: a number a word, 0 no event, n the n-th of TYPES, -100 unknown;
    `triggers`: (word, status or -100); `links`: (trigger, number in LINKS, word).
    """

    preds: tuple[int, ...] | None = None
    roles: tuple[tuple[int, str, int], ...] = ()
    facts: tuple[tuple[int, float], ...] = ()
    types: tuple[int, ...] | None = None
    triggers: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, int], ...] = ()


class Parser(Protocol):
    """Gives the tree of sentences in words: `heads` count from 0, -1 is the root."""

    def annotate(self, sentences: Sequence[Sequence[str]]) -> Sequence[Any]: ...


def span_head(heads: Sequence[int], first: int, last: int) -> int:
    """The word of `[first, last)` that stands highest in the tree, the leftmost of several.

    >>> span_head([1, 3, 1, -1], 0, 3)
    1
    """
    outside = [i for i in range(first, last) if not first <= heads[i] < last] or [first]
    return min(outside, key=lambda i: (_depth(heads, i), i))


def _depth(heads: Sequence[int], word: int) -> int:
    steps = 0
    while word >= 0 and steps <= len(heads):
        word, steps = heads[word], steps + 1
    return steps


def read_propbank(data: Path, part: str) -> dict[str, list[dict[str, Any]]]:
    """Predicates with their arguments by sentence id, as the file has them (words count from 1, both ends inside)."""
    path = data / "propbank_ewt" / f"ewt.propbank.{part}.jsonl"
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["sent_id"]: row["preds"] for row in rows}


def arguments(heads: Sequence[int], preds: Iterable[dict[str, Any]]) -> tuple[tuple[int, str, int], ...]:
    """(predicate, role, head word) of every argument, each once; `heads` count from 0, -1 is the root."""
    found: dict[tuple[int, str, int], None] = {}
    for pred in preds:
        for role, first, last in pred["args"]:
            if first >= 1 and last <= len(heads):
                found[pred["i"] - 1, role, span_head(heads, first - 1, last)] = None
    return tuple(found)


def read_factuality(data: Path, part: str) -> dict[str, tuple[tuple[int, float], ...]]:
    """Factuality of predicates by sentence id: (word from 0, mean judgement in [-3, 3]).

    A judgement is +1 or -1 times confidence (0 to 4) times 3/4; what no judge understood is left out.
    """
    folder = data / "uds_factuality"
    ids = json.loads((folder / "ud_ids.json").read_text(encoding="utf-8"))
    values: dict[tuple[str, int], list[float]] = defaultdict(list)
    with (folder / "it-happened_eng_ud1.2_07092017.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if (
                row["Split"] != part
                or row["Is.Predicate"].lower() != "true"
                or row["Is.Understandable"].lower() != "true"
            ):
                continue
            if row["Happened"].lower() not in ("true", "false"):
                continue
            sign = 1 if row["Happened"].lower() == "true" else -1
            number = row["Sentence.ID"].split()[-1]
            sent_id = ids[f"ewt-{part}-{number}"]["sentence_id"]
            values[sent_id, int(row["Pred.Token"]) - 1].append(sign * float(row["Confidence"]) * 0.75)
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for (sent_id, word), judged in sorted(values.items()):
        found[sent_id].append((word, sum(judged) / len(judged)))
    return {k: tuple(v) for k, v in found.items()}


def with_ewt_meaning(data: Path, part: str, examples: Iterable[Example]) -> Iterator[tuple[Example, Meaning]]:
    """Sentences of EWT with their roles and factuality."""
    roles, facts = read_propbank(data, part), read_factuality(data, part)
    for example in examples:
        heads = [h - 1 for h in example.heads]
        preds = roles.get(example.id)
        known = tuple((i, v) for i, v in facts.get(example.id, ()) if i < len(heads))
        if preds is None:
            yield example, Meaning(facts=known)
        else:
            told = tuple((p, r, a) for p, r, a in arguments(heads, preds) if r in ROLES)
            yield example, Meaning(tuple(sorted({p["i"] - 1 for p in preds})), told, known)


def read_corpus(parser: Parser, split: str, *, swaps: int = 0) -> Iterator[tuple[Example, Meaning]]:
    """Sentences of the open corpus with their claims; with `swaps`, each report that often again with other names.

    The corpus has no trees: which word of a span is its head is asked of `parser`.
    """
    for record in reports(split, strict=False):
        for turn in range(swaps + 1):
            yield from _record(parser, swap(record, seed=turn) if turn else record)


def _record(parser: Parser, record: dict[str, Any]) -> Iterator[tuple[Example, Meaning]]:
    from dragoman.parse.tokens import words as cut_words

    text = record["article"]["text"]
    places = [s for s in record["article"]["sentences"] if s["kind"] != "byline"]
    spans = [cut_words(text, s["start"], s["end"]) for s in places]
    words = [tuple(text[a:b] for a, b in found) for found in spans]
    trees = [list(t.heads) for t in parser.annotate(words)]
    events = {e["id"]: e for e in record["events"]}
    mentions = [(m["start"], m["end"], c["id"]) for c in record["references"] for m in c["mentions"]]
    names = Names.of(record)
    for place, found, form, heads in zip(places, spans, words, trees, strict=True):
        if not form:
            continue
        inside = [e for e in events.values() if place["start"] <= e["trigger_start"] < place["end"]]
        here = [m for m in mentions if place["start"] <= m[0] < place["end"]]
        example = Example(f"{record['document']}-{place['start']}", form, tags=names.tags(form, found))
        yield example, _claims(inside, found, heads, here)


def _claims(
    events: list[dict[str, Any]],
    spans: Sequence[tuple[int, int]],
    heads: list[int],
    mentions: list[tuple[int, int, str]],
) -> Meaning:
    def head(start: int | None, end: int | None) -> int | None:
        if start is None or end is None:
            return None
        touched = [n for n, (a, b) in enumerate(spans) if a < end and start < b]
        return span_head(heads, touched[0], touched[-1] + 1) if touched else None

    def party(one: dict[str, Any]) -> int | None:
        at = head(one.get("start"), one.get("end"))
        if at is None:
            found = next((m for m in mentions if m[2] == one["id"]), None)
            at = head(found[0], found[1]) if found else None
        return at

    types = [0] * len(spans)
    at = {e["id"]: head(e["trigger_start"], e["trigger_end"]) for e in events}
    triggers: dict[int, int] = {}
    links: dict[tuple[int, int, int], None] = {}
    for event in sorted(events, key=lambda e: bool(e["optional"])):
        for n, (a, b) in enumerate(spans):
            if a < event["trigger_end"] and event["trigger_start"] < b and not types[n]:
                types[n] = -100 if event["optional"] else TYPES.index(event["event"][0]) + 1
        word = at[event["id"]]
        if word is None or word in triggers:
            continue
        triggers[word] = STATUSES.index(event["status"]) if event["status"] in STATUSES else -100
        told = [("actor", a) for a in event["actors"]] + [("recipient", r) for r in event["recipients"]]
        for kind, one in told:
            found = party(one)
            if found is not None:
                links[word, LINKS.index(kind), found] = None
        outer = at.get(event["content_of"] or "")
        if outer is not None and outer != word:
            links[outer, LINKS.index("content"), word] = None
        voices = [v for v in event["attribution"] if v.get("start") is not None]
        found = head(voices[-1]["start"], voices[-1]["end"]) if voices else None
        if found is not None:
            links[word, LINKS.index("voice"), found] = None
    known = tuple(link for link in links if link[0] in triggers)
    return Meaning(types=tuple(types), triggers=tuple(triggers.items()), links=known)


def without_last_word(meaning: Meaning, words: int) -> Meaning:
    """The same for a sentence that lost its last word; `words` are those that are left."""
    return replace(
        meaning,
        preds=None if meaning.preds is None else tuple(p for p in meaning.preds if p < words),
        roles=tuple(r for r in meaning.roles if r[0] < words and r[2] < words),
        facts=tuple(f for f in meaning.facts if f[0] < words),
        types=None if meaning.types is None else meaning.types[:words],
        triggers=tuple(t for t in meaning.triggers if t[0] < words),
        links=tuple(k for k in meaning.links if k[0] < words and k[2] < words),
    )
