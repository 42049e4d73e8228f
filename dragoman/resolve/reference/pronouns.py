"""Pronouns: "he", "it", "they", and the "we" of a quotation.

Rules, not a model: candidates of the right kind are scored by how near they stand and whether they were subjects. Where none
stands out the mention is declined and keeps its candidates. The margins were set on hand-coded reports: at 1.25 the rules
decide four in five pronouns and are wrong in one of eight.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from dragoman.resolve.actors import issuer
from dragoman.resolve.actors.addressed import addressed
from dragoman.resolve.actors.plurals import says, told_as_many, told_of_others
from dragoman.resolve.reference import clauses, turns
from dragoman.resolve.reference.beside import struck_by
from dragoman.resolve.reference.long_quotes import signed, told_at_end
from dragoman.resolve.scene import SUBJECT, Entity, Ref, Scene, Who, case, quoted

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
_I = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_YOU = frozenset(("you", "your", "yours", "yourself", "yourselves"))
# Pronouns that the model takes for a name now and then where they open a sentence ("We offer our sympathy").
SPELT = frozenset(("We", "They", "He", "She"))
_BODIES = frozenset(
    {
        "state", "organisation", "group", "force", "government", "parliament", "court", "police", "region",
        "official", "officials", "state-part", "spies", "opposition", "armed_opposition", "militia"
    }
)  # fmt: skip
_MANY = frozenset(
    {
        "people", "civilian", "rebel", "force", "militia", "officials", "ally", "opposition", "armed_opposition",
        "migrant", "refugee", "hacker", "media", "dissident", "religious", "police", "part", "pair"
    }
)  # fmt: skip
_MARGIN = 1.25
_TITLE = 0.7  # "he" after "the president" alone: names are taken up more often than titles
# What only an event does beside another: "it came after a raid", "it happened during talks".
_HAPPENING = frozenset(("come", "happen", "occur", "follow"))
# What one does to others' bases and towns, and never to one's own.
# What only somebody can be: "it is ready to talk", "it was unable to confirm the raid".
_MINDED = frozenset(
    {
        "able", "afraid", "anxious", "aware", "bound", "committed", "concerned", "confident", "content", "convinced", "determined",
        "disappointed", "eager", "entitled", "glad", "grateful", "happy", "hopeful", "keen", "obliged", "opposed", "pleased",
        "prepared", "proud", "ready", "reluctant", "resolved", "sorry", "unable", "unwilling", "willing"
    }
)  # fmt: skip
_BESIDE = frozenset(
    ("after", "before", "as", "when", "while", "amid", "amidst", "during", "since", "hours", "days", "weeks", "months")
)
_SPEECH = 12  # sentences
_HELD_BY = frozenset(("ccomp", "parataxis", "conj", "root", "nsubj", "obj", "xcomp", "advcl", "nsubj:pass"))


def pronoun(scene: Scene, s: int, i: int) -> Ref | None:
    """Who a pronoun means; a `Ref` without parties where it was declined, None where it means nobody ("it rains")."""
    token = scene.parse.sentences[s].tokens[i]
    word = token.text.lower()
    if token.dep in ("expl", "mark") or token.text == "US":
        return None
    if word in _HE or word in _SHE:
        she = word in _SHE
        spoken = token.dep in SUBJECT and _spoken(scene, s, i)
        if spoken and scene.speaker is not None and (s - scene.speaker[0] <= 1 or _runs_on(scene, scene.speaker[0], s)):
            speaker = scene.speaker[1]
            if len(speaker) == 1 and speaker[0].kind == "person" and scene.women.get(speaker[0].name, she) == she:
                return Ref(speaker, "pronoun", "person")
        outside = spoken and not quoted(scene, s, i)  # whoever is spoken of in a quotation is not who says it
        found = best(
            scene,
            s,
            i,
            lambda e: _person(scene, e, she=she) and not (outside and quoted(scene, e.sentence, e.token)),
            reach=3,
            person=True,
        )
        if len(found.who) == 1 and found.who[0].kind == "person":
            scene.women.setdefault(found.who[0].name, she)  # who was "he" once is no "she" further down
        return found
    if word in _IT:
        if _no_party(scene, s, i):
            return None
        # as an object "it" is more often a text or a plan than a party, so nothing else may be in the way
        acts = token.dep in SUBJECT or token.dep == "nmod:poss" or clauses.enabled(scene, s, i)
        margin = _MARGIN if acts else 2.0
        return best(scene, s, i, lambda e: _body(e, s), reach=2, margin=margin)
    if word in _THEY:
        found = best(scene, s, i, lambda e: _plural(scene, e), reach=2)
        if found.who or found.candidates:
            return found
        said = best(scene, s, i, lambda e: says(scene, e, s, _BODIES), reach=0)  # "the group said they had freed them"
        return said if said.who or s == 0 else told_of_others(scene, s, i, _BODIES)
    if word == "both":
        return _both(scene, s, i)
    if word in _I:
        return _speaker(scene, s, i)
    if word in _YOU:
        other = None if quoted(scene, s, i) else turns.spoken_to(scene, s)
        if other is None and not quoted(scene, s, i):
            return addressed(scene, s)
        return Ref((other,), "pronoun", "person") if other is not None else None
    return None


def _no_party(scene: Scene, s: int, i: int) -> bool:
    """ "It is too early to tell", "it was a mistake", "it came a day after the raid": "it" is no party there."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    over = tokens[i].head
    if tokens[i].dep in SUBJECT and over >= 0 and tokens[over].lemma.lower() in _HAPPENING:
        return any(tokens[g].text.lower() in _BESIDE for c in kids[over] for g in kids[c] if g < c)
    if tokens[i].dep not in SUBJECT or over < 0 or not any(tokens[c].dep == "cop" for c in kids[over]):
        return False
    if tokens[over].pos in ("NOUN", "PROPN", "ADV"):
        return scene.book.noun(tokens[over].lemma.lower()) is None and over not in scene.hits[s]
    if tokens[over].text.lower() in _MINDED:
        return False
    return any(
        tokens[c].dep in ("csubj", "xcomp", "ccomp", "advcl") and c > over and tokens[c].pos in ("VERB", "ADJ", "NOUN")
        for c in kids[over]
    )


def best(
    scene: Scene,
    s: int,
    i: int,
    fits: Callable[[Entity], bool],
    *,
    reach: int,
    basis: str = "pronoun",
    person: bool = False,
    margin: float = _MARGIN,
) -> Ref:
    """The fitting party of the last `reach` sentences that stands out by nearness and by being subject.

    None, with the candidates, where the second is nearer than `margin` allows.
    """
    scores: dict[tuple[tuple[str, str], ...], float] = {}
    wordings: dict[tuple[tuple[str, str], ...], Ref] = {}
    clause = _clause_at(scene, s, i, basis)
    for e in reversed(scene.entities):
        if s - e.sentence > reach:
            break
        if not (e.ref.who or person) or not fits(e) or (e.sentence == s and e.token >= i):
            continue
        if e.sentence == s and e.token == clause.own:
            continue  # the subject of its own verb would be "himself"
        if e.sentence == s and e.subject and struck_by(scene, s, i, e.token):
            continue  # "two days after Chad struck its bases": not Chad's own
        if clause.doers and e.ref.who == clause.doers:
            continue
        score = 0.6 ** (s - e.sentence) * (1.0 + 0.8 * e.subject)
        if e.sentence == s:
            score += _nearer(scene, e, i, clause)
        if person and e.ref.noun != "person":
            score *= _TITLE
        if person and e.ref.who and scene.women.get(e.ref.who[0].name) is not None:
            score *= 1.3
        key = tuple((w.id, w.name if person else "") for w in e.ref.who) or ((f"?{e.sentence}.{e.token}", ""),)
        scores[key] = max(scores.get(key, 0.0), score) + (0.15 if key in scores else 0.0)
        wordings.setdefault(key, e.ref)
    if not scores:
        return Ref((), basis)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] < margin * ranked[1][1]:
        named = [key for key, _ in ranked if not key[0][0].startswith("?")]
        return Ref((), basis, candidates=tuple("+".join(w for w, _ in key) for key in named[:3]))
    ref = wordings[ranked[0][0]]
    return Ref(ref.who, basis, ref.noun, ref.plural)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What the tree says of whom a phrase in one of its clauses can stand for; positions are -1 where there is nothing.

    `verb` is the head of the clause. For a pronoun that is governed in it, `own` is its subject and `doers` are the parties that
    act in it; for "they" `above` has the verbs that it hangs below. For "its" and "their", `control` is who is to do what
    the clause tells, `told_of` what a relative clause is about, `over` the verbs above where it is a subject's, and `joined` the
    first of the list it stands in.
    """

    verb: int
    own: int
    doers: tuple[Who, ...]
    control: int
    told_of: int
    above: Collection[int]
    over: Collection[int]
    joined: int


def _clause_at(scene: Scene, s: int, i: int, basis: str) -> _Clause:
    """The clause of the phrase at `i` in sentence `s`; what tells of pronouns alone is left out where `basis` is another."""
    tokens = scene.parse.sentences[s].tokens
    token, verb, pronoun = tokens[i], clauses.clause_of(scene, s, i), basis == "pronoun"
    possessive, subject = token.dep == "nmod:poss", token.dep in SUBJECT
    governed = not possessive and not subject and not (pronoun and clauses.enabled(scene, s, i))
    of_itself = token.text.lower().endswith(("self", "selves"))
    return _Clause(
        verb=verb,
        own=clauses.subject_of(scene, s, verb) if governed and pronoun else -1,
        doers=clauses.doers(scene, s, i) if governed and pronoun and not of_itself else (),
        control=clauses.controller(scene, s, verb) if possessive else -1,
        told_of=clauses.antecedent(scene, s, verb) if possessive else -1,
        above=clauses.above(tokens, verb) if pronoun and token.text.lower() in _THEY else (),
        over=clauses.above(tokens, verb) if possessive and tokens[token.head].dep in SUBJECT else (),
        joined=tokens[token.head].head if possessive and tokens[token.head].dep == "conj" else -1,
    )


def _nearer(scene: Scene, e: Entity, i: int, clause: _Clause) -> float:
    """What the tree adds for a party named in the sentence of the phrase at `i`, before it."""
    tokens = scene.parse.sentences[e.sentence].tokens
    token, named = tokens[i], tokens[e.token]
    score = 0.01 * e.token / len(tokens)
    if e.subject and named.head == clause.verb and token.dep == "nmod:poss":
        return score + 1.5
    if e.token == clause.told_of:
        return score + 1.5 + 0.8 * (not e.subject)  # "Chad, which pressed its allies": the subject of the clause
    if e.subject and named.head != clause.verb and token.dep in SUBJECT:
        verb = clauses.verb_of(tokens, e.token)
        said = tokens[clause.verb].dep == "ccomp" and verb == tokens[clause.verb].head and token.text.lower() in _IT
        if verb in clause.above or said:
            return score + 1.5  # "the League protested and Chile said it agreed"
        return score + (0.0 if clause.above and tokens[verb].dep == "acl:relcl" else 0.7)
    if clause.joined >= 0 and named.dep == "nmod:poss" and named.head == clause.joined:
        return score + 1.5  # "the Finns' patience and their hope"
    if e.token == clause.control:
        return score + 1.5  # "wants Chad to withdraw its troops"
    if e.subject and clause.over and clauses.verb_of(tokens, e.token) in clause.over:
        return score + 0.7  # "Quill refused, saying his men would stay"
    return score


def end_of_sentence(scene: Scene, s: int) -> None:
    """Keep who speaks in this sentence: a quotation that runs on, and "he added", belong to them."""
    tokens = scene.parse.sentences[s].tokens
    for e in reversed(scene.entities):
        if e.sentence != s:
            break
        head = tokens[e.token].head
        says = head >= 0 and (tokens[head].lemma.lower() in scene.book.speech or issuer.issues(scene, s, head))
        if e.subject and e.ref.who and says:
            scene.speaker = (s, e.ref.who)
            return


def _speaker(scene: Scene, s: int, i: int) -> Ref:
    """ "I" and "we" are the speaker of the quotation they stand in."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if tokens[c].dep == "appos" and c > i and scene.denote is not None:
            ref = scene.denote(scene, s, c)  # "We, the bishops of Peru, ..."
            if ref is not None and ref.who:
                scene.ours = scene.ours or ref.who
                return Ref(ref.who, "apposition", ref.noun, ref.plural)
    inside = quoted(scene, s, i)
    one = None if inside else turns.speaks(scene, s)
    if one is not None:
        return Ref((one,), "pronoun", "person")
    at, strange = i, False
    for _ in range(len(tokens)):
        head = tokens[at].head
        if head < 0:
            break
        for verb in (head, *(c for c in scene.kids[s][head] if tokens[c].dep == "parataxis")):
            if tokens[verb].lemma.lower() not in scene.book.speech or tokens[at].dep not in _HELD_BY:
                continue
            c = clauses.subject_of(scene, s, verb)
            if c >= 0 and c != i and tokens[c].text.lower() not in _I and scene.denote is not None:
                ref = scene.denote(scene, s, c)
                if ref is not None and ref.who:
                    return Ref(ref.who, "pronoun", ref.noun, ref.plural)
                strange = True
        at = head
    if inside and (colon := _before_colon(scene, s, i)) is not None:
        return colon
    if strange:
        return Ref(
            (), "pronoun"
        )  # "we warn our neighbours," the dockers' leader said: whoever he is, not who spoke before
    behind = told_at_end(scene, s) if inside else None
    if behind is not None:
        return Ref(behind.who, "pronoun", behind.noun, behind.plural)
    if scene.speaker is not None and inside and (s - scene.speaker[0] <= 2 or _runs_on(scene, scene.speaker[0], s)):
        return Ref(scene.speaker[1], "pronoun", "person")
    n, verb = (-1, -1) if inside else turns.announced(scene, s)
    c = clauses.subject_of(scene, n, verb) if n >= 0 else -1
    if c >= 0 and scene.denote is not None:
        ref = scene.denote(scene, n, c)
        return Ref(ref.who, "pronoun", ref.noun) if ref is not None else Ref((), "pronoun")
    stated = None if inside and scene.speaker is not None else issuer.speaker(scene)
    if stated is not None and stated.who:
        return Ref(stated.who, "pronoun", stated.noun)
    if not inside and (name := signed(scene, s)) is not None:
        return name
    ours = issuer.of(scene) if not inside and tokens[i].text.lower() in _WE else ()
    if ours:
        return Ref(ours, "pronoun", "organisation", plural=True)
    return Ref((), "pronoun")


def _before_colon(scene: Scene, s: int, i: int) -> Ref | None:
    """Who speaks in "The minister defended the plan: “We need it.”": the subject of what stands before the colon."""
    tokens = scene.parse.sentences[s].tokens
    at = next((n for n in range(i, 0, -1) if tokens[n].text in ("“", '"') and tokens[n - 1].text == ":"), -1)
    root = next((n for n, token in enumerate(tokens[: max(at, 0)]) if token.dep == "root"), -1)
    c = clauses.subject_of(scene, s, root) if root >= 0 else -1
    if not 0 <= c < at or scene.denote is None:
        return None
    ref = scene.denote(scene, s, c)
    return Ref(ref.who, "pronoun", ref.noun, ref.plural) if ref is not None and ref.who else None


def _runs_on(scene: Scene, since: int, s: int) -> bool:
    """Whether every sentence after `since` up to `s` begins within a quotation or opens one: one long speech."""
    return all(_opens(scene, k) for k in range(since + 1, s + 1)) if s - since < _SPEECH else False


def _opens(scene: Scene, s: int) -> bool:
    first = scene.parse.sentences[s].tokens[0]
    return first.text in ("“", '"') or quoted(scene, s, 0)


def _both(scene: Scene, s: int, i: int) -> Ref:
    """ "Both" without a noun: the two parties named before it in the sentence, where there are just two."""
    found: dict[str, Who] = {}
    if any(case(scene, s, c) == "of" for c in scene.kids[s][i]):
        return Ref((), "pronoun")  # "both of whom", "both of the guards": whom it counts is told
    for e in scene.entities:
        if e.sentence == s and e.token < i:
            for one in e.ref.who:
                found.setdefault(one.id.partition(".")[0], one)
    return Ref(tuple(found.values()) if len(found) == 2 else (), "pronoun", "pair", plural=True)


def _spoken(scene: Scene, s: int, i: int) -> bool:
    tokens = scene.parse.sentences[s].tokens
    head = tokens[i].head
    return head >= 0 and tokens[head].lemma.lower() in scene.book.speech


def _person(scene: Scene, e: Entity, *, she: bool) -> bool:
    token = scene.parse.sentences[e.sentence].tokens[e.token]
    human = token.pos == "NOUN" and token.lemma.lower() in scene.book.humans
    one = human and token.text.lower() == token.lemma.lower()  # "the gunman", of whatever group he is
    if (e.ref.plural and not one) or len(e.ref.who) > 1:
        return False
    if e.ref.noun != "person" and not human:
        return False
    known = scene.book.genders.get(token.lemma.lower()) if token.pos == "NOUN" else None
    if known is not None:
        return known == she
    return not e.ref.who or scene.women.get(e.ref.who[0].name, she) == she


def _body(e: Entity, s: int) -> bool:
    if e.ref.noun == "asset":  # "British headquarters said four of its men ..."
        return e.subject and e.sentence == s and len(e.ref.who) == 1 and not e.ref.plural
    return not e.ref.plural and len(e.ref.who) == 1 and e.ref.noun in _BODIES


def _one_of_several(scene: Scene, e: Entity) -> bool:
    """Whether a party is told together with another: of "Chad and Nigerien troops", neither is "they" alone."""
    tokens = scene.parse.sentences[e.sentence].tokens
    first = e.token
    if tokens[first].dep != "conj" and not any(tokens[c].dep == "conj" for c in scene.kids[e.sentence][first]):
        return False
    while tokens[first].dep == "conj" and tokens[first].head >= 0:
        first = tokens[first].head
    pairs = [
        x.ref.who for x in scene.entities if x.sentence == e.sentence and x.token == first and x.ref.noun == "pair"
    ]
    return any(set(e.ref.who) < set(who) for who in pairs)


def _plural(scene: Scene, e: Entity) -> bool:
    token = scene.parse.sentences[e.sentence].tokens[e.token]
    if _one_of_several(scene, e):
        return False
    one = token.pos == "NOUN" and token.text.lower() == token.lemma.lower() and token.lemma.lower() in scene.book.humans
    if one and len(e.ref.who) < 2 and token.lemma.lower() not in ("police", "people"):
        return False  # "the boy", whatever class of people he is of
    return (
        e.ref.plural or len(e.ref.who) > 1 or e.ref.noun in _MANY or (e.ref.noun in _BODIES and told_as_many(scene, e))
    )
