"""Pronouns and descriptions: "it", "they", "the group", "both countries", and the country that "the army" belongs to.

Rules, not a model: candidates of the right kind are scored by how near they stand, whether they were subjects, and how
often the report names them. Where none stands out the mention is declined and keeps its candidates.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.resolve.scene import SUBJECT, Entity, Ref, Scene, Who

_SPEECH = frozenset(
    "say tell add claim note state announce declare warn insist argue explain stress ask write tweet reply respond vow".split()
)
_SINGULAR = {
    "he": False,
    "him": False,
    "his": False,
    "himself": False,
    "she": True,
    "her": True,
    "hers": True,
    "herself": True,
}
_THING = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
_SPEAKER = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
_COLLECTIVE = frozenset(
    (
        "state",
        "organisation",
        "group",
        "force",
        "government",
        "parliament",
        "court",
        "police",
        "region",
        "official",
        "state-part",
        "spies",
        "opposition",
        "militia",
    )
)
_GROUPS = frozenset(
    (
        "group",
        "movement",
        "militia",
        "organization",
        "organisation",
        "party",
        "faction",
        "network",
        "alliance",
        "bloc",
        "agency",
        "watchdog",
        "body",
        "cartel",
        "force",
    )
)
_STATES = frozenset(
    (
        "country",
        "nation",
        "state",
        "republic",
        "kingdom",
        "island",
        "emirate",
        "sultanate",
        "monarchy",
        "principality",
        "city-state",
    )
)
_PEOPLE = frozenset(
    (
        "people",
        "civilian",
        "rebel",
        "force",
        "militia",
        "official",
        "ally",
        "opposition",
        "migrant",
        "hacker",
        "media",
        "dissident",
        "religious",
        "police",
    )
)


def pronoun(scene: Scene, s: int, i: int) -> Ref | None:
    """Who a pronoun means; a `Ref` without parties where it was declined, None where it is no such pronoun ("it rains")."""
    tokens = scene.parse.sentences[s].tokens
    token = tokens[i]
    word = token.text.lower()
    if token.dep in ("expl", "mark") or (word == "us" and token.text == "US"):
        return None
    if word in _SINGULAR:
        return _best(scene, s, i, lambda e: _person(scene, e, _SINGULAR[word]), reach=3, person=True)
    if word in _THING:
        return _best(
            scene, s, i, lambda e: not e.ref.plural and len(e.ref.who) == 1 and e.ref.noun in _COLLECTIVE, reach=2
        )
    if word in _PLURAL:
        return _best(scene, s, i, _many, reach=2)
    if word in _SPEAKER:
        return _speaker(scene, s, i)
    return None


def describe(scene: Scene, s: int, i: int) -> Ref | None:
    """Who a description means: "the group", "the Lebanese militant group", "the kingdom", "both countries", "the former"."""
    tokens = scene.parse.sentences[s].tokens
    token = tokens[i]
    lemma = token.lemma.lower()
    marks = {tokens[c].text.lower(): c for c in scene.kids[s][i] if c < i}
    if lemma in ("former", "latter") and "the" in marks and token.dep not in ("amod", "compound"):
        return _pair_member(scene, s, i, 0 if lemma == "former" else 1)
    if (
        ("both" in marks or "two" in marks)
        and lemma in scene.book.both
        and not any(scene.hits[s].get(c) for c in marks.values())
    ):
        return _pair(scene, s, i)
    definite = "the" in marks or "this" in marks or "that" in marks
    if not definite or token.text.lower() != lemma or token.dep in ("compound", "nmod:desc"):
        return None
    if any(
        tokens[c].dep in ("nmod", "appos", "nmod:poss", "compound") and (c > i or scene.hits[s].get(c))
        for c in scene.kids[s][i]
    ):
        return None
    if lemma in _STATES and not any(scene.hits[s].get(c) for c in marks.values()):
        named = frozenset(scene.book.words.get(lemma, ()))
        fits = (
            (lambda e: e.ref.noun == "state" and e.ref.who[0].id in named)
            if named
            else (lambda e: e.ref.noun == "state")
        )
        return _best(scene, s, i, lambda e: len(e.ref.who) == 1 and fits(e), reach=3, basis="description")
    if lemma in _GROUPS:
        codes = {
            e.id
            for c in marks.values()
            if (h := scene.hits[s].get(c))
            for e in h.entries
            if e.id in scene.book.kinds["state"]
        }
        if codes and lemma == "force":
            return None
        named = frozenset(scene.book.words.get(lemma, ()))

        def is_group(e: Entity) -> bool:
            if len(e.ref.who) != 1 or e.ref.noun not in ("group", "organisation"):
                return False
            party = e.ref.who[0]
            return (
                (party.code in codes)
                if codes
                else (not named or party.id in named or e.ref.basis in ("guessed", "acronym"))
            )

        found = _best(scene, s, i, is_group, reach=4, basis="description")
        return found if found.who or not codes else None
    return None


def country(scene: Scene, s: int, i: int) -> tuple[str | None, tuple[str, ...]]:
    """The state that "the government", "the army" belongs to: the one near by and in the whole report, if it stands out."""
    scores: dict[str, float] = {}
    for at, token, state in scene.states:
        scores[state] = scores.get(state, 0.0) + 0.1
        if at == s and token < i:
            scores[state] += 1.0
        elif at < s:
            scores[state] += 0.75 ** (s - at)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked:
        return None, ()
    if len(ranked) == 1 or ranked[0][1] >= 1.6 * ranked[1][1]:
        return ranked[0][0], ()
    return None, tuple(state for state, _ in ranked[:3])


def end_of_sentence(scene: Scene, s: int) -> None:
    """Keep who speaks in this sentence: a quotation that runs on belongs to them."""
    tokens = scene.parse.sentences[s].tokens
    for e in reversed(scene.entities):
        if e.sentence != s:
            break
        head = tokens[e.token].head
        if e.subject and e.ref.who and head >= 0 and tokens[head].lemma.lower() in _SPEECH:
            scene.speaker = (s, e.ref.who)
            return


def _best(
    scene: Scene,
    s: int,
    i: int,
    fits: Callable[[Entity], bool],
    *,
    reach: int,
    basis: str = "pronoun",
    person: bool = False,
) -> Ref:
    """The fitting party that stands out by nearness and by being subject; none and the candidates where two are level."""
    tokens = scene.parse.sentences[s].tokens
    scores: dict[tuple[Who, ...], float] = {}
    wordings: dict[tuple[Who, ...], Ref] = {}
    clause = _clause(scene, s, i)
    for e in reversed(scene.entities):
        if s - e.sentence > reach:
            break
        if not e.ref.who or not fits(e):
            continue
        score = 0.6 ** (s - e.sentence) * (1.0 + 0.8 * e.subject)
        if e.sentence == s:
            score += 0.01 * e.token / len(tokens)
            if e.subject and tokens[e.token].head == clause and tokens[i].dep == "nmod:poss":
                score += 1.5
            elif e.subject and tokens[e.token].head != clause and tokens[i].dep in SUBJECT:
                score += 0.7
            elif tokens[e.token].head == tokens[i].head and tokens[i].dep not in ("nmod:poss", "conj"):
                score = 0.1
        key = tuple(Who(w.id, w.name if person else "", w.code, "", "") for w in e.ref.who)
        scores[key] = max(scores.get(key, 0.0), score) + (0.15 if key in scores else 0.0)
        wordings.setdefault(key, e.ref)
    if not scores:
        return Ref((), basis)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] < 1.25 * ranked[1][1]:
        return Ref((), basis, candidates=tuple("+".join(w.id for w in key) for key, _ in ranked[:3]))
    ref = wordings[ranked[0][0]]
    return Ref(ref.who, basis, ref.noun, ref.plural)


def _clause(scene: Scene, s: int, i: int) -> int:
    tokens = scene.parse.sentences[s].tokens
    at = i
    while tokens[at].head >= 0 and tokens[at].pos not in ("VERB", "AUX"):
        at = tokens[at].head
    return at


def _person(scene: Scene, e: Entity, she: bool) -> bool:
    return (
        len(e.ref.who) == 1
        and not e.ref.plural
        and e.ref.noun == "person"
        and scene.women.get(e.ref.who[0].name, she) == she
    )


def _many(e: Entity) -> bool:
    return e.ref.plural or len(e.ref.who) > 1 or e.ref.noun in _PEOPLE


def _speaker(scene: Scene, s: int, i: int) -> Ref:
    """ "I" and "we" are the speaker of the quotation they stand in."""
    tokens = scene.parse.sentences[s].tokens
    at = i
    for _ in range(len(tokens)):
        head = tokens[at].head
        if head < 0:
            break
        verbs = [head] + [c for c in scene.kids[s][head] if tokens[c].dep == "parataxis"]
        for verb in verbs:
            if tokens[verb].lemma.lower() in _SPEECH and tokens[at].dep in (
                "ccomp",
                "parataxis",
                "conj",
                "root",
                "nsubj",
                "obj",
                "xcomp",
                "advcl",
                "nsubj:pass",
            ):
                for c in scene.kids[s][verb]:
                    if tokens[c].dep in SUBJECT and c != i and tokens[c].text.lower() not in _SPEAKER:
                        ref = scene.refs.get((s, c)) or (scene.denote(scene, s, c) if scene.denote else None)
                        if ref is not None and ref.who:
                            return Ref(ref.who, "pronoun", ref.noun, ref.plural)
        at = head
    if scene.speaker is not None and s - scene.speaker[0] <= 2 and _quoted(scene, s, i):
        return Ref(scene.speaker[1], "pronoun", "person")
    return Ref((), "pronoun")


def _quoted(scene: Scene, s: int, i: int) -> bool:
    """Whether token `i` stands inside quotation marks, counted from the start of its paragraph."""
    sentence = scene.parse.sentences[s]
    block = scene.parse.article.blocks[sentence.block]
    before = scene.parse.article.text[block.start : sentence.tokens[i].start]
    curly = before.count("“") - before.count("”")
    return curly > 0 or before.count('"') % 2 == 1


def _pair(scene: Scene, s: int, i: int) -> Ref:
    """The last two parties of one kind: coordinated ones first, else the last two states named."""
    found: list[Who] = []
    for e in reversed(scene.entities):
        if s - e.sentence > 3:
            break
        if len(e.ref.who) == 2 and e.ref.basis not in ("pronoun",):
            return Ref(e.ref.who, "description", "state", True)
        if (
            len(e.ref.who) == 1
            and e.ref.noun in ("state", "person", "government", "official", "group", "organisation")
            and not e.ref.who[0].id.startswith("region:")
        ):
            party = e.ref.who[0]
            if party.id.partition(".")[0] not in {w.id for w in found}:
                found.append(party._replace(id=party.id.partition(".")[0]))
    if len(found) >= 2:
        states = [w for w in found if w.id in scene.book.kinds["state"]]
        pair = states[:2] if len(states) >= 2 else found[:2]
        if len(states) > 2 and s - 1 > min((e.sentence for e in scene.entities[-6:]), default=s):
            return Ref((), "description", candidates=tuple(w.id for w in states[:3]))
        return Ref(tuple(reversed(pair)), "description", "state", True)
    return Ref((), "description")


def _pair_member(scene: Scene, s: int, i: int, which: int) -> Ref:
    """ "The former", "the latter": of the last two that are joined by "and" or "between", before token `i`."""
    for at in (s, s - 1):
        if at < 0:
            break
        line = [e for e in scene.entities if e.sentence == at and len(e.ref.who) == 1]
        there = scene.parse.sentences[at].tokens
        for second in reversed(line):
            if there[second.token].dep == "conj":
                firsts = [e for e in line if e.token == there[second.token].head]
                if firsts:
                    return Ref((firsts[0] if which == 0 else second).ref.who, "description", "state")
    return Ref((), "description")
