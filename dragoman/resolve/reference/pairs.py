"""Two or more that were named together before: "both countries", "the two leaders", "the three juntas", "the ministers" who met."""

from __future__ import annotations

from collections import Counter

from dragoman.resolve.reference.clauses import clause_of
from dragoman.resolve.scene import Ref, Scene, Who, case

_THERE = frozenset(["in", "across", "throughout", "inside", "near", "around"])
_RULERS = frozenset(["government", "capital", "power"])
_SIDES = frozenset(["side", "party", "army", "rival", "foe", "enemy", "neighbour", "neighbor", "belligerent", "force"])
_BETWEEN = frozenset(["UNO", "IGO", "NGO"])
_PAIRED = frozenset(["state", "person", "government", "official", "officials", "group", "organisation", "force"])

# How many more than two are counted in words.
COUNTS = {word: n for n, word in enumerate(("three", "four", "five", "six", "seven"), start=3)} | {
    str(n): n for n in range(3, 8)
}
_FAR = 12


def met(scene: Scene, s: int) -> Ref | None:
    """ "The ministers" after "Peru's foreign minister met his Chilean colleague": the holders of offices of two states in one sentence."""
    for at in range(s - 1, max(-1, s - 3), -1):
        found: dict[str, Who] = {}
        for e in scene.entities:
            office = e.ref.noun in ("government", "person", "official", "officials") and len(e.ref.who) == 1
            base = e.ref.who[0].id.partition(".")[0] if office else ""
            if e.sentence == at and base in scene.book.kinds["state"]:
                found.setdefault(base, e.ref.who[0]._replace(id=base))
        two = next((e.ref.who for e in scene.entities if e.sentence == at and e.ref.noun == "pair"), ())
        states = tuple(_as_state(scene, w) for w in two if w.id.partition(".")[0] in scene.book.kinds["state"])
        if len(found) == 2 or len(states) == 2:
            return Ref(tuple(found.values()) if len(found) == 2 else states, "description", "pair", plural=True)
        if found:
            return None
    return None


def pair(scene: Scene, s: int, i: int) -> Ref:
    """The last two parties of one kind: coordinated ones first, else the last two states named.

    Who acts or is acted on in the same clause is somebody else: "London and Paris sent both sides an ultimatum".
    """
    found: list[Who] = []
    lemma = scene.parse.sentences[s].tokens[i].lemma.lower()
    clause = clause_of(scene, s, i)
    acting = _sharing(scene, s, clause)
    own = {
        w.id for e in scene.entities if e.sentence == s and _governor(scene, s, e.token) in acting for w in e.ref.who
    }
    pairs = {tuple(w.id for w in e.ref.who) for e in scene.entities if len(e.ref.who) == 2 and s - e.sentence <= 3}
    at = s
    for e in reversed(scene.entities):
        enough = e.sentence < at and lemma != "side" and len(_states(scene, found)) == 2
        if s - e.sentence > 3 or enough:
            break  # two states of the sentences just read are the two, whoever else was told of further up
        at = e.sentence
        if e.ref.noun == "state" and case(scene, e.sentence, e.token) in _THERE:
            continue  # "the war in Togo" is told of, Togo does nothing
        if own & {w.id for w in e.ref.who} or any(w.kind == "region" for w in e.ref.who):
            continue
        if lemma in scene.book.states and any(
            w.id.partition(".")[0] not in scene.book.kinds["state"] for w in e.ref.who
        ):
            continue  # "two states" are no two persons
        if len(e.ref.who) == 2 and e.ref.basis != "pronoun" and len({_base(w) for w in e.ref.who}) == 2:
            if len(own) > 1:
                return Ref((), "description", candidates=tuple("+".join(pair) for pair in sorted(pairs)[:3]))
            who = tuple(_as_state(scene, w) for w in e.ref.who) if lemma in scene.book.states | _RULERS else e.ref.who
            return Ref(who, "description", "pair", plural=True)
        if len(e.ref.who) == 1 and e.ref.noun in _PAIRED:
            party = e.ref.who[0]
            base = party.id.partition(".")[0]
            if party.kind == "person" and base not in scene.book.actors:
                continue  # a person out of office is no side
            if lemma in _SIDES and party.code in _BETWEEN:
                continue  # nor is who watches or talks between them
            if base not in {w.id for w in found}:
                found.append(party._replace(id=base))
    states = _states(scene, found)
    if len(states) > 2:
        here = dict.fromkeys(state for at, token, state in scene.states if at == s and token < i)
        if (
            len(here) == 2 and lemma in scene.book.states | _RULERS
        ):  # "Peru's envoy visited Quito, and the two governments agreed"
            who = tuple(_as_state(scene, Who(state, state, state, "GOV", "state")) for state in here)
            return Ref(who, "description", "pair", plural=True)
        return Ref((), "description", candidates=tuple(w.id for w in states[:3]))
    pair = states if len(states) == 2 else found[:2]
    if len(pair) < 2 or (lemma in ("side", "party") and _passers_by(scene, pair)):
        return Ref((), "description", candidates=tuple(w.id for w in pair[:2]) if len(pair) == 2 else ())
    return Ref(tuple(reversed(pair)), "description", "pair", plural=True)


def parties(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Congratulated the parties": several named together just before, or the pair told of further up; no one body of many people."""
    lemma = scene.parse.sentences[s].tokens[i].lemma
    if scene.parse.sentences[s].tokens[i].text[:1].isupper():
        return None  # "the Parties" of a treaty
    for e in reversed(scene.entities):
        if s - e.sentence > 2:
            break
        if len(e.ref.who) > 1:
            return Ref(e.ref.who, "description", "pair", plural=True)
    return last_two(scene, s, lemma)


def last_two(scene: Scene, s: int, lemma: str) -> Ref | None:
    """ "Both sides", where the sentences just before name no two: the two that fight or talk, told of as a pair further up."""
    if lemma not in _SIDES:
        return None
    for e in reversed(scene.entities):
        if s - e.sentence > _FAR:
            return None
        if e.ref.noun == "pair" and len(e.ref.who) == 2 and e.sentence < s:
            return Ref(e.ref.who, "description", "pair", plural=True)
    return None


def several(scene: Scene, s: int, i: int, count: int) -> Ref | None:
    """ "The three governments" after "Mali, Niger and Chad": as many as were last named together, who do nothing here themselves.

    So many are seldom named at once, so they are looked for further back than two.
    """
    lemma = scene.parse.sentences[s].tokens[i].lemma.lower()
    acting = _sharing(scene, s, clause_of(scene, s, i))
    for e in reversed(scene.entities):
        if s - e.sentence > _FAR:
            return None
        if len(e.ref.who) != count or len({_base(w) for w in e.ref.who}) != count:
            continue
        if e.sentence == s and _governor(scene, s, e.token) in acting:
            return None
        states = all(_base(w) in scene.book.kinds["state"] for w in e.ref.who)
        if lemma in scene.book.states | _RULERS and not states:
            continue
        return Ref(
            tuple(_as_state(scene, w) for w in e.ref.who) if states else e.ref.who, "description", "pair", plural=True
        )
    return None


def _passers_by(scene: Scene, two: list[Who]) -> bool:
    """Whether a third party has been told of three times as often as either: a quarrel has two sides, and it is one of them."""
    often = Counter(_base(e.ref.who[0]) for e in scene.entities if len(e.ref.who) == 1)
    ((most, times),) = often.most_common(1)
    return most not in {_base(w) for w in two} and times >= 3 * max(often[_base(w)] for w in two)


def quarrel(scene: Scene, s: int, i: int, found: Ref) -> Ref:
    """The two states that the headline sets against each other, for "both sides" and "the two armies"; else `found`, the two told of last.

    They are the two that the report names most. Who was told of last is kept where the words are no word for sides, unless
    these two are named far less: diplomats of others come in for a sentence and go.
    """
    often = Counter(state for _, _, state in scene.states)
    top = often.most_common(3)
    title = {state for at, _, state in scene.states if scene.parse.sentences[at].kind == "title"}
    pair = {state for state, _ in top[:2]}
    if len(pair) < 2 or not pair <= title or (len(top) > 2 and top[2][1] == top[1][1]):
        return found
    last = {w.id.partition(".")[0] for w in found.who}
    lemma = scene.parse.sentences[s].tokens[i].lemma.lower()
    passing = all(often[state] * 2.5 <= top[1][1] for state in last)
    sides = lemma in _SIDES and not (last & pair and last - scene.book.kinds["state"])
    if last == pair or not (sides or (passing and last <= scene.book.kinds["state"])):
        return found
    acting = _sharing(scene, s, clause_of(scene, s, i))
    here = [e for e in scene.entities if e.sentence == s and _governor(scene, s, e.token) in acting and e.token != i]
    if any(w.id.partition(".")[0] in pair for e in here for w in e.ref.who):
        return found
    who = tuple(_as_state(scene, Who(state, state, state, "GOV", "state")) for state in sorted(pair))
    return Ref(who, "description", "pair", plural=True)


def only_two(scene: Scene, s: int, i: int) -> Ref | None:
    """The two states that a report is of, where nobody else is spoken of half as often, and neither of them acts here itself."""
    often = Counter(state for _, _, state in scene.states).most_common(3)
    third = often[2][1] if len(often) > 2 else 0
    if len(often) < 2 or often[1][1] < max(2, 3 * third):
        return None
    clause = clause_of(scene, s, i)
    pair = {state for state, _ in often[:2]}
    here = [e for e in scene.entities if e.sentence == s and _governor(scene, s, e.token) == clause]
    if any(w.id.partition(".")[0] in pair for e in here for w in e.ref.who):
        return None
    who = tuple(_as_state(scene, Who(state, state, state, "GOV", "state")) for state in sorted(pair))
    return Ref(who, "description", "pair", plural=True)


def _states(scene: Scene, found: list[Who]) -> list[Who]:
    return [w for w in found if w.id in scene.book.kinds["state"]]


def _base(party: Who) -> str:
    return party.id.partition(".")[0]


def _as_state(scene: Scene, party: Who) -> Who:
    """ "Both governments" after "Peruvians and Chileans" are Peru and Chile."""
    base = party.id.partition(".")[0]
    if base not in scene.book.kinds["state"] or party.kind == "person":
        return party
    actor = scene.book.actors[base]
    return Who(base, actor.name, actor.code, actor.sector, "state")


def _sharing(scene: Scene, s: int, clause: int) -> set[int]:
    """The verb `clause` with the one before it whose subject it shares: "Peru sends tents and has invited both sides"."""
    tokens, found = scene.parse.sentences[s].tokens, {clause}
    while clause >= 0 and tokens[clause].dep == "conj" and tokens[tokens[clause].head].pos == "VERB":
        if any(tokens[c].dep.startswith("nsubj") for c in scene.kids[s][clause]):
            break
        clause = tokens[clause].head
        found.add(clause)
    return found


def _governor(scene: Scene, s: int, i: int) -> int:
    """The word that a party is an argument of, past what it is coordinated with."""
    tokens = scene.parse.sentences[s].tokens
    while tokens[i].dep == "conj" and tokens[i].head >= 0:
        i = tokens[i].head
    return tokens[i].head


def pair_member(scene: Scene, s: int, which: int) -> Ref:
    """ "The former", "the latter": of the last two that are joined by "and"."""
    for at in (s, s - 1):
        if at < 0:
            break
        line = [e for e in scene.entities if e.sentence == at and len(e.ref.who) == 1]
        tokens = scene.parse.sentences[at].tokens
        for second in reversed(line):
            if tokens[second.token].dep == "conj":
                firsts = [e for e in line if e.token == tokens[second.token].head]
                if firsts:
                    return Ref((firsts[0] if which == 0 else second).ref.who, "description", "state")
    return Ref((), "description")
