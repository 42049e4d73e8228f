"""What speaks for each state of a report as the country of "the army" or "residents": signs and their strength.

All of a report is looked at once (`survey`); what depends on the word is added for each (`signs`). The weights are in
data/home.yml; home.py decides.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.data.files import load_yaml
from dragoman.model import Token
from dragoman.resolve.actors.classes import noun_class
from dragoman.resolve.actors.filed import filed, printed_under
from dragoman.resolve.scene import Scene, case, definite

_PARTIES = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"))
_BESIDE = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked"))
_NO_BODY = frozenset(("title", "subtitle", "caption", "dateline"))
_TOLD = frozenset(("description", "force", "demonym"))
# Up to so many names of states a report is short of them: its dateline and towns say more.
_FEW = 6
# How many sentences a noun's owner is remembered, and how fast that fades.
_REACH, _FADES = 4, 0.8


@dataclass(slots=True)
class Survey:
    """What a whole report tells of its states: how often it names them, towns where things happen, who is told of as abroad."""

    often: Counter[str] = field(default_factory=Counter)
    towns: Counter[str] = field(default_factory=Counter)
    abroad: Counter[str] = field(default_factory=Counter)
    lead: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    printed: str | None = None
    strikers: frozenset[str] = frozenset()
    blows: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    signs: dict[str, dict[str, float]] = field(default_factory=dict)


@functools.cache
def weights() -> dict[str, Any]:
    """data/home.yml."""
    raw: dict[str, Any] = load_yaml("home.yml")
    return raw | {part: frozenset(raw[part]) for part in ("abroad", "blows", "inner")}


def filed_from(scene: Scene) -> str | None:
    """The state that the report's dateline names or lies in; None without a dateline, or where it names no known place.

    The United Nations and the seat of an organisation are no state's news, so they give None.
    """
    return filed(scene.parse, scene.book, scene.codes).state


def printed_in(scene: Scene) -> str | None:
    """The state whose internet domain the outlet has ("example.ca": CAN); None for other outlets.

    An outlet that the world reads has mostly another: of those with such a domain the news are mostly their own country's.
    """
    state = printed_under(scene.parse.article.outlet)
    return state if state in scene.book.kinds["state"] else None


def survey(scene: Scene) -> Survey:
    """What the report tells of its states; made once, when the first word asks."""
    if scene.survey is None:
        scene.survey = _survey(scene)
    return scene.survey


def _survey(scene: Scene) -> Survey:
    found = Survey(printed=printed_in(scene))
    sentences, known = scene.parse.sentences, weights()
    places = {(s, i) for s, i, _ in scene.settings}
    struck: Counter[str] = Counter()
    inner: set[str] = set()
    first = next((s for s, sentence in enumerate(sentences) if sentence.kind not in _NO_BODY), -1)
    for s, i, state in scene.states:
        found.often[state] += 1
        hit = scene.hits[s].get(i)
        if hit is None:
            found.towns[state] += (s, i) in places
        tokens = sentences[s].tokens
        token = tokens[i]
        beside = token.dep in _BESIDE or (token.dep == "nmod" and case(scene, s, i) in ("of", "from"))
        if beside and token.head >= 0 and tokens[token.head].lemma.lower() in known["abroad"]:
            found.abroad[state] += 1
        if beside and token.head >= 0 and tokens[token.head].lemma.lower() in known["inner"]:
            inner.add(state)
        if token.dep in _BESIDE and token.head >= 0 and tokens[token.head].lemma.lower() in known["blows"]:
            struck[state] += 1
    most = struck.most_common(2)
    if most and (len(most) == 1 or most[0][1] > most[1][1]):
        found.strikers = frozenset((most[0][0],))
    found.blows, found.inner = known["blows"], frozenset(inner)
    found.lead = frozenset(state for s, _, state in scene.states if s == first)
    found.title = frozenset(state for s, _, state in scene.states if sentences[s].kind == "title")
    coins = known["money"]
    words = {t.lemma.lower() for sentence in sentences for t in sentence.tokens if t.pos == "NOUN"}
    found.money = frozenset(coins[word] for word in words & coins.keys())
    few = sum(found.often.values()) <= _FEW
    for state in sorted({*found.often, *(x for _, _, x in scene.settings), *((scene.home,) if scene.home else ())}):
        passing = found.often[state] <= 1 and state != scene.home and state not in found.lead
        strength = {
            "abroad": math.log1p(found.abroad[state]),
            "lead": float(state in found.lead),
            "money": float(state in found.money),
            "in passing": float(passing),
            "few: filed": float(few and state == scene.home),
            "few: towns": math.log1p(found.towns[state]) if few else 0.0,
        }
        found.signs[state] = {sign: x for sign, x in strength.items() if x}
    return found


def signs(scene: Scene, s: int, i: int, *, setting: bool = False) -> dict[str, dict[str, float]]:
    """By state the signs that speak for it as the owner of the word at token `i`, and how strongly.

    With `setting` the states where things happen are counted in place of all that are named.
    """
    whole = survey(scene)
    named = scene.settings if setting and scene.settings else scene.states
    old = _before(scene, s, i, named)
    found = {state: {**one, "before": old.get(state, 0.0)} for state, one in whole.signs.items()}
    for state, more in _again(scene, s, i).items():
        if state in found:
            found[state].update(more)
    return found


def _before(scene: Scene, s: int, i: int, named: Sequence[tuple[int, int, str]]) -> dict[str, float]:
    """How often and how near before the word a state is named, whether first, in the title, in the dateline, by the outlet's address."""
    whole, known = survey(scene), weights()
    add, fades = known["before"], known["fades"]
    often = Counter(state for _, _, state in named)
    scores = {state: add["often"] * math.log1p(n) for state, n in often.items()}
    if scene.home is not None:
        scores[scene.home] = scores.get(scene.home, 0.0) + add["filed"]
    for at, token, state in named:
        if at == s and token < i:
            scores[state] += add["near"]
        elif at < s:
            scores[state] += add["near"] * fades ** (s - at)
    for state in sides(scene, s, i, named):
        scores[state] += add["side"]
    for state in _first(scene, named):
        scores[state] += add["first"]
    for state in whole.inner & scores.keys():
        scores[state] += add["inner"]
    for state in whole.title & scores.keys():
        scores[state] += add["title"]
    if whole.printed in scores:
        scores[whole.printed] += add["printed"]
    return scores


def _again(scene: Scene, s: int, i: int) -> dict[str, dict[str, float]]:
    """Whose the last party of the same class was, where its owner was told: "the planes" after "two Zairean fighters"."""
    cls = noun_class(scene, s, i)
    if cls is None:
        return {}
    here = {state for at, token, state in scene.states if at == s and token < i}
    token, the = scene.parse.sentences[s].tokens[i], definite(scene, s, i)
    plural = token.text.lower() != token.lemma.lower()
    for e in reversed(scene.entities):
        if s - e.sentence > _REACH:
            break
        if (
            e.ref.noun != cls.name
            or len(e.ref.who) != 1
            or e.ref.basis not in _TOLD
            or (e.sentence == s and e.token >= i)
        ):
            continue
        state = e.ref.who[0].id.partition(".")[0]
        state = state if state in scene.book.kinds["state"] else e.ref.who[0].code or ""
        strength = _FADES ** (s - e.sentence)
        if state in scene.book.kinds["state"]:
            fits = (e.ref.plural == plural or not the) and not here - {
                state
            }  # nobody else named since in this sentence
            return {state: {"same: the" if the else "same: a": strength}} if fits else {}
    return {}


def sides(scene: Scene, s: int, i: int, named: Sequence[tuple[int, int, str]]) -> set[str]:
    """The states that are parties to what the clause of token `i` tells."""
    tokens, clause = scene.parse.sentences[s].tokens, _clause(scene, s, i)
    return {state for at, token, state in named if at == s and _side(tokens, token, clause)}


def _first(scene: Scene, named: Sequence[tuple[int, int, str]]) -> set[str]:
    """The state named first, with those coordinated with it: of "Peru and Chile" neither is the first."""
    if not named:
        return set()
    s = named[0][0]
    tokens = scene.parse.sentences[s].tokens
    top = _joined(tokens, named[0][1])
    return {state for at, i, state in named if at == s and _joined(tokens, i) == top}


def _joined(tokens: Sequence[Token], i: int) -> int:
    while tokens[i].dep == "conj" and tokens[i].head >= 0:
        i = tokens[i].head
    return i


def _clause(scene: Scene, s: int, i: int) -> int:
    """The verb above token `i`; -1 where there is none."""
    tokens = scene.parse.sentences[s].tokens
    for _ in range(len(tokens)):
        if i < 0 or tokens[i].pos in ("VERB", "AUX"):
            break
        i = tokens[i].head
    return i


def _side(tokens: Sequence[Token], i: int, clause: int) -> bool:
    """Whether token `i` is a party to what the verb `clause` tells."""
    i = _joined(tokens, i)
    return clause >= 0 and tokens[i].head == clause and tokens[i].dep in _PARTIES
