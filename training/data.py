"""The corpora as examples: words, tags, trees, lemmas and names, from the folders that `--data` points at."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# wikiHow, fiction, essays, letters and podcasts of GUM forbid commercial use; shipped weights never see them.
GUM_FREE = ("academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage")
# BBC texts in re3d are non-commercial too.
RE3D_FREE = (
    "Australian Department of Foreign Affairs",
    "CENTCOM",
    "Delegation of the European Union to Syria",
    "UK Government",
    "US State Department",
    "Wikipedia",
)
CROSSNER = {
    "politician": "PER",
    "person": "PER",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
}
GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}
UNKNOWN = "?"  # a name tag that is not to be learned from


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence. `heads` count from 1, 0 is the root; empty `upos` (or `tags`) means: not annotated."""

    id: str
    words: tuple[str, ...]
    upos: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def conllu(path: Path) -> Iterator[tuple[str, list[list[str]], list[str]]]:
    """Sentence id, rows of words (ranges and empty nodes left out), and all lines of each sentence."""
    rows: list[list[str]] = []
    lines: list[str] = []
    sent_id = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if rows:
                yield sent_id, rows, lines
            rows, lines, sent_id = [], [], ""
            continue
        lines.append(line)
        if line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                rows.append(fields)


def with_peoples(examples: list[Example], peoples: frozenset[str]) -> list[Example]:
    """The same with words such as "Iraqi" or "Sunnis" tagged NORP; no corpus marks them, and a list knows them."""
    found = []
    for e in examples:
        tags = tuple("B-NORP" if t == "O" and w in peoples else t for w, t in zip(e.words, e.tags, strict=False))
        found.append(replace(e, tags=tags))
    return found


def _tree(sent_id: str, rows: list[list[str]], tags: tuple[str, ...]) -> Example:
    return Example(
        sent_id,
        tuple(r[1] for r in rows),
        tuple(r[3] for r in rows),
        tuple(r[2] for r in rows),
        tuple(int(r[6]) for r in rows),
        tuple(r[7] for r in rows),
        tags,
    )


def read_ewt(data: Path, part: str) -> list[Example]:
    """EWT with the names of UNER where the words agree."""
    name = "en_ewt-ud-train.2022-12-02.iob2" if part == "train" else f"en_ewt-ud-{part}.iob2"
    names = read_uner(data / "uner_ewt" / name)
    found = []
    for sent_id, rows, _ in conllu(data / "ewt" / f"en_ewt-ud-{part}.conllu"):
        words, tags = names.get(sent_id, ((), ()))
        found.append(_tree(sent_id, rows, tags if words == tuple(r[1] for r in rows) else ()))
    return found


def read_uner(path: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words and PER/LOC/ORG tags by sentence id; OTH (mostly nationalities, in train only) is none of them."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    sent_id = ""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if words:
                found[sent_id] = (tuple(words), bio(tags))
            words, tags = [], []
        else:
            fields = line.split("\t")
            words.append(fields[1])
            tags.append(fields[2] if fields[2][2:] in ("PER", "LOC", "ORG") else "O")
    return found


def bio(tags: list[str]) -> tuple[str, ...]:
    """Tags in which every I follows a B or I of its own kind."""
    fixed: list[str] = []
    before = "O"
    for tag in tags:
        if tag.startswith("I-") and before[1:] != tag[1:]:
            tag = "B" + tag[1:]
        fixed.append(tag)
        before = tag
    return tuple(fixed)


def read_gum(data: Path, part: str, *, free: bool) -> list[Example]:
    """GUM with names derived from its entities; `free` keeps only the freely licensed genres."""
    found = []
    for sent_id, rows, _ in conllu(data / "gum" / f"en_gum-ud-{part}.conllu"):
        if free and sent_id.split("_")[1] not in GUM_FREE:
            continue
        found.append(_tree(sent_id, rows, gum_names(rows)))
    return found


# GUM tags "United" of "United Nations" as a verb.
_NAME_WORDS = ("PROPN", "ADJ", "NOUN", "NUM", "VERB")


def entities(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """The mentions that GUM marks in a sentence, names and others: first word, the one behind the last, type ("person", "abstract", ...)."""
    open_: dict[str, list[tuple[int, str]]] = defaultdict(list)
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        entity = next((p[7:] for p in row[9].split("|") if p.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            fields = piece.strip("()").split("-")
            if piece.startswith("("):
                open_[fields[0]].append((i, fields[1] if len(fields) > 1 else ""))
            if piece.endswith(")") and open_[fields[0]]:
                start, kind = open_[fields[0]].pop()
                spans.append((start, i + 1, kind))
    return spans


def head_of(heads: list[int], start: int, end: int) -> int:
    """The word of a stretch whose head stands outside it; `heads` count from 0."""
    return next((i for i in range(start, end) if not start <= heads[i] < end), start)


def gum_names(rows: list[list[str]]) -> tuple[str, ...]:
    """Mentions of persons, places and organisations whose head is a proper noun, cut down to the run of the name."""
    heads = [int(r[6]) - 1 for r in rows]
    spans = [(start, end, GUM_TYPES[kind]) for start, end, kind in entities(rows) if kind in GUM_TYPES]
    tags = ["O"] * len(rows)
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        head = head_of(heads, start, end)
        # "Germans" is a people, which UNER leaves out as well.
        if rows[head][3] != "PROPN" or (kind == "PER" and rows[head][4] == "NNPS"):
            continue
        first, last = head, head + 1
        while first > start and _in_name(rows, first - 1, head, kind):
            first -= 1
        while last < end and _in_name(rows, last, head, kind):
            last += 1
        while rows[first][3] not in _NAME_WORDS:
            first += 1
        while rows[last - 1][3] not in _NAME_WORDS:
            last -= 1
        if kind == "PER":
            while first < head and rows[first][7] == "nmod:desc":
                first += 1
        if any(t != "O" for t in tags[first:last]):
            continue
        tags[first] = f"B-{kind}"
        for i in range(first + 1, last):
            tags[i] = f"I-{kind}"
    return tuple(tags)


def _in_name(rows: list[list[str]], i: int, head: int, kind: str) -> bool:
    form, upos = rows[i][1], rows[i][3]
    if upos == "PROPN" or (form[:1].isupper() and upos in _NAME_WORDS and kind != "PER"):
        return True
    if form in ("-", ".", "'", "’", "&"):
        return form != "." or i > head
    return kind != "PER" and form in ("of", "for", "and", "the", "on") and 0 < i < len(rows) - 1 and _named(rows, i)


def _named(rows: list[list[str]], i: int) -> bool:
    """Is there a capital on both sides of a small word?"""
    after = next((r[1] for r in rows[i + 1 :] if r[1] not in ("the", "of", "and")), "")
    before = rows[i - 1][1]
    return after[:1].isupper() and (before[:1].isupper() or before in ("of", "for"))


def read_crossner(data: Path, parts: tuple[str, ...]) -> list[Example]:
    """Sentences of CrossNER politics: names only."""
    found = []
    for part in parts:
        text = (data / "crossner" / "politics" / f"{part}.txt").read_text(encoding="utf-8")
        for number, chunk in enumerate(text.strip().split("\n\n")):
            pairs = [line.split("\t") for line in chunk.split("\n") if "\t" in line]
            tags = []
            for _, tag in pairs:
                kind = CROSSNER.get(tag[2:])
                tags.append(f"{tag[0]}-{kind}" if kind else "O")
            found.append(Example(f"crossner-{part}-{number}", tuple(p[0] for p in pairs), tags=bio(tags)))
    return found


_RE3D_TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
_RE3D_WORD = re.compile(r"(?:[A-Z]\.)+|\w+(?=n't\b)|n't\b|['’](?:s|re|ve|ll|d|m)\b|\w+|[^\w\s]")


def read_re3d(data: Path, places: frozenset[str]) -> list[Example]:
    """Sentences of re3d: names only. What is no plain name ("rebel forces", "the camp") is not learned from.

    re3d calls a government by its country an organisation, and titles a part of the name; UNER does neither. So an
    organisation written like one of `places`, and a person of other than two words, are not learned from either.
    """
    found: list[Example] = []
    for source in RE3D_FREE:
        folder = data / "re3d" / source
        entities: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                e = json.loads(line)
                entities[e["documentId"]].append((e["begin"], e["end"], e["type"]))
        for line in (folder / "documents.json").read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            doc = json.loads(line)
            words = [(m.start(), m.end(), m.group()) for m in _RE3D_WORD.finditer(doc["text"])]
            tags = ["O"] * len(words)
            for begin, end, kind in sorted(entities[doc["_id"]], key=lambda e: e[0] - e[1]):
                inside = [i for i, w in enumerate(words) if w[0] >= begin and w[1] <= end]
                if kind in _RE3D_TYPES and inside:
                    _mark_re3d(words, tags, inside, _RE3D_TYPES[kind], places)
            found.extend(_re3d_sentences(doc, words, tags))
    return found


def _mark_re3d(
    words: list[tuple[int, int, str]], tags: list[str], inside: list[int], kind: str, places: frozenset[str]
) -> None:
    while inside and words[inside[0]][2] in ("the", "The", "a", "A"):
        inside = inside[1:]
    if not inside or any(tags[i] not in ("O", UNKNOWN) for i in inside):
        return
    texts = [words[i][2] for i in inside]
    plain = all(t[0].isupper() or t in ("of", "for", "the", "and", "-", "&", ".") for t in texts)
    plain = plain and texts[0][0].isupper()
    if kind == "PER":
        plain = plain and len(texts) == 2
    elif kind == "ORG":
        plain = plain and " ".join(texts) not in places
    if plain:
        for i in inside:
            tags[i] = f"I-{kind}"
        tags[inside[0]] = f"B-{kind}"
    else:
        for i in inside:
            tags[i] = UNKNOWN


def _re3d_sentences(doc: dict[str, str], words: list[tuple[int, int, str]], tags: list[str]) -> Iterator[Example]:
    start = 0
    for i, (_, end, word) in enumerate(words):
        last = i + 1 == len(words)
        gap = "" if last else doc["text"][end : words[i + 1][0]]
        full = word in (".", "?", "!") and (last or words[i + 1][2][0].isupper())
        if last or "\n" in gap or full:
            if 3 <= i + 1 - start <= 100:
                piece = range(start, i + 1)
                tagged = tuple(tags[k] for k in piece)
                if any(t not in ("O", UNKNOWN) for t in tagged):
                    yield Example(f"re3d-{doc['_id']}-{start}", tuple(words[k][2] for k in piece), tags=tagged)
            start = i + 1


def places(examples: list[Example]) -> frozenset[str]:
    """Everything that is tagged as a place, as it is written."""
    found = set()
    for example in examples:
        for i, tag in enumerate(example.tags):
            if tag == "B-LOC":
                end = i + 1
                while end < len(example.tags) and example.tags[end] == "I-LOC":
                    end += 1
                found.add(" ".join(example.words[i:end]))
    return frozenset(found)


def count(examples: list[Example]) -> Counter[str]:
    """Sentences, words and names by kind."""
    total: Counter[str] = Counter(sentences=len(examples), words=sum(len(e.words) for e in examples))
    for example in examples:
        total.update(t[2:] for t in example.tags if t.startswith("B-"))
    return total
