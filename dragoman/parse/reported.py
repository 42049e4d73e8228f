"""Reported statements of a sentence, as its tree and roles tell them: who is the source, what is the cue, what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data.files import load_yaml
from dragoman.model import Sentence, Token

_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Reported:
    """One statement: words of the sentence, from 0. `source` and `cue` are `(first, last)`, last exclusive; no source where
    it is left unsaid. `content` are the words of what is said, in order; it may be split by the cue.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    speech: frozenset[str]
    thought: frozenset[str]
    nouns: frozenset[str]


@cache
def _words() -> _Words:
    raw = load_yaml("voices.yml")
    return _Words(
        frozenset([*raw["speech"], *raw["cites"]]),
        frozenset(load_yaml("reported.yml")["thought"]),
        frozenset(raw["reports"]),
    )


def find_reported(sentence: Sentence) -> tuple[Reported, ...]:
    """The statements that a sentence attributes to somebody, in the order of their cues.

    Roles are used where the parse has them (`Sentence.sense`), else the tree alone.
    """
    tokens = sentence.tokens
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(i)
    roles: dict[tuple[int, str], list[int]] = {}
    for pred, role, word in sentence.sense.roles if sentence.sense else ():
        roles.setdefault((pred, role), []).append(word)
    quoted = _quoted(tokens)
    found: list[Reported] = []
    for i, token in enumerate(tokens):
        told = None
        if token.text.lower() in ("according", "per") and token.dep == "case":
            told = _according(tokens, children, i)
        elif token.pos == "VERB":
            told = _verb(tokens, children, roles, i)
        elif token.pos == "NOUN" and token.lemma.lower() in _words().nouns:
            told = _noun(tokens, children, i)
        if told is not None:
            found.append(told)
    return tuple(one for one in found if not _aside(one, found, tokens, quoted))


def _quoted(tokens: Sequence[Token]) -> frozenset[int]:
    """Words inside quotation marks that open in the sentence."""
    inside, found = False, []
    for i, token in enumerate(tokens):
        if token.text in _OPEN or (token.text in ('"', "''", "``") and not inside):
            inside = True
        elif token.text in _CLOSE or token.text in ('"', "''", "``"):
            inside = False
        elif inside:
            found.append(i)
    return frozenset(found)


def _aside(one: Reported, found: Sequence[Reported], tokens: Sequence[Token], quoted: frozenset[int]) -> bool:
    """What is thought, wanted or known within somebody's statement is a part of it ("he said he hopes ...", "I think")."""
    cue = one.cue[0]
    if tokens[cue].lemma.lower() in _words().speech - _words().thought - {"think", "believe", "hope", "expect", "fear"}:
        return False
    own = one.source is not None and tokens[one.source[0]].text.lower() in ("i", "you", "we")
    return own or cue in quoted or any(cue in other.content for other in found if other is not one)


def _under(children: Sequence[Sequence[int]], top: int, without: frozenset[int] = frozenset()) -> list[int]:
    found, todo = [], [top]
    while todo:
        at = todo.pop()
        if at not in without:
            found.append(at)
            todo.extend(children[at])
    return sorted(found)


def _phrase(tokens: Sequence[Token], children: Sequence[Sequence[int]], head: int, keep_out: int) -> tuple[int, int]:
    """The unbroken phrase around `head`, without marks at its ends, what it is tied to by a conjunction left in."""
    without = frozenset(
        c
        for c in children[head]
        if tokens[c].dep in ("acl:relcl", "parataxis", "cc:preconj") or (tokens[c].dep == "case" and c < head)
    )
    inside = set(_under(children, head, without | {keep_out}))
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    while last > head and tokens[last].pos == "PUNCT" and tokens[last].text not in (")", "]"):
        last -= 1
    return first, last + 1


def _verb(
    tokens: Sequence[Token],
    children: Sequence[Sequence[int]],
    roles: dict[tuple[int, str], list[int]],
    i: int,
) -> Reported | None:
    lemma = tokens[i].lemma.lower()
    clause = [c for c in children[i] if tokens[c].dep == "ccomp"]
    speech = lemma in _words().speech or lemma in _words().thought
    if not speech and not any(
        tokens[g].dep == "mark" and tokens[g].text.lower() == "that" for c in clause for g in children[c]
    ):
        return None
    passive = any(tokens[c].dep in ("nsubj:pass", "aux:pass") for c in children[i])
    speakers = roles.get((i, "ARG0"), []) or [
        c for c in children[i] if tokens[c].dep == ("obl:agent" if passive else "nsubj")
    ]
    told = clause or [w for w in roles.get((i, "ARG1"), []) if w != i and w not in speakers]
    told += [
        c for c in children[i] if tokens[c].dep in ("parataxis", "xcomp") and speech and c not in told and not clause
    ]
    own = set(_under(children, i))
    content: set[int] = set()
    for word in told:
        if word in own:
            content.update(_under(children, word))
    if tokens[i].dep == "parataxis" and not content and tokens[i].head >= 0:
        content = set(_under(children, tokens[i].head, frozenset({i})))
    # "He said:" stands before what he said.
    ahead = bool(lemma in _words().speech and speakers and tokens[-1].text == ":")
    if not content and not ahead:
        return None
    speaker = next((s for s in speakers if s not in content), None)
    source = None
    if speaker is not None:
        source = _phrase(tokens, children, speaker, i)
    content -= set(range(*source)) if source else set()
    content.discard(i)
    words = sorted(content)
    while words and tokens[words[0]].text in (",", ":", ";"):
        words = words[1:]
    while words and tokens[words[-1]].text == ",":
        words = words[:-1]
    return Reported(source, (i, i + 1), tuple(words)) if words or (ahead and source) else None


def _according(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> Reported | None:
    head = tokens[i].head
    if head < 0:
        return None
    source = _phrase(tokens, children, head, i)
    end = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text.lower() == "to")
    top = tokens[head].head
    if top < 0:
        return Reported(source, (i, end), ())
    while tokens[top].head >= 0 and tokens[top].dep.split(":")[0] in ("obl", "nmod", "obj", "conj", "appos", "nsubj"):
        top = tokens[top].head
    out = set(_under(children, head)) | set(range(i, end))
    words = [w for w in _under(children, top) if w not in out]
    while words and tokens[words[0]].pos == "PUNCT" and tokens[words[0]].text in (",", ";"):
        words = words[1:]
    while words and tokens[words[-1]].text in (",", ".", ";"):
        words = words[:-1]
    return Reported(source, (i, end), tuple(words))


def _noun(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> Reported | None:
    clauses = [
        c
        for c in children[i]
        if tokens[c].dep in ("acl", "ccomp")
        and any(tokens[g].dep == "mark" and tokens[g].text.lower() == "that" for g in children[c])
    ]
    owners = [c for c in children[i] if tokens[c].dep == "nmod:poss"]
    owners += [
        c
        for c in children[i]
        if tokens[c].dep == "nmod" and any(tokens[g].text.lower() in ("by", "from") for g in children[c])
    ]
    if not clauses:
        return None
    source = _phrase(tokens, children, owners[0], i) if owners else None
    return Reported(source, (i, i + 1), tuple(_under(children, clauses[0])))
