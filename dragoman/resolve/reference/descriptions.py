"""Descriptions that take up somebody named before: "the group", "the kingdom", "both countries", "the former"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.resolve.actors import coalitions, firms, regional
from dragoman.resolve.reference import leaders, pairs
from dragoman.resolve.reference.pronouns import best
from dragoman.resolve.scene import SUBJECT, Entity, Ref, Scene, Who, definite

_NO_PLURAL = frozenset(["force", "army", "military", "president", "minister", "leader", "delegation", "ministry"])
# One of them is so to the other, so "the neighbours" with nobody beside are two that were named.
_MUTUAL = frozenset(["neighbour", "neighbor", "rival", "foe", "enemy", "side"])
_AT_ODDS = frozenset(("warring", "opposing", "feuding", "rival", "conflicting", "belligerent"))
_PARTS = frozenset(["province", "canton", "oblast", "voivodeship"])
# What bodies of each sector are called when they are taken up again, whatever the book says of one of them.
_OF_SECTOR = {
    "party": frozenset(("PTY",)),
    "movement": frozenset(("REB", "PRM", "REL", "PTY")),
    "group": frozenset(("REB", "PRM", "CRM", "NGO", "REL")),
    "organisation": frozenset(("REB", "NGO", "REL", "LAB", "IGO")),
    "organization": frozenset(("REB", "NGO", "REL", "LAB", "IGO")),
    "militia": frozenset(("PRM", "REB")),
    "gang": frozenset(("CRM",)),
    "cartel": frozenset(("CRM",)),
    "church": frozenset(("REL",)),
    "union": frozenset(("LAB",)),
    "charity": frozenset(("NGO",)),
}
# Who is always somebody else's: of two states the other one.
_ACROSS = frozenset(["neighbour", "neighbor", "counterpart", "colleague"])
# Who meet as two, so that the plural of the office means both.
_MET = frozenset(
    ("minister", "leader", "president", "premier", "secretary", "chancellor", "diplomat", "envoy", "negotiator", "statesman")
)  # fmt: skip
# What two do together, so that "the two" are who dealt with each other before.
_TOGETHER = frozenset(
    ("agree", "meet", "discuss", "talk", "speak", "sign", "pledge", "exchange", "shake", "vow", "negotiate")
)
# Words of one kind of people: each may take up who the other told of.
_ALIKE = (
    frozenset(
        (
            "girl", "boy", "teenager", "teen", "youngster", "youth", "schoolgirl", "schoolboy", "pupil", "student", "schoolchild",
            "adolescent", "kid",
        )
    ),
    frozenset(("worker", "employee", "labourer", "laborer", "miner", "docker", "steelworker")),
    frozenset(("herder", "herdsman", "pastoralist", "nomad", "shepherd")),
    frozenset(("sailor", "seaman", "crewman", "seafarer", "fisherman", "trawlerman")),
)  # fmt: skip
# What a charity or a rights organisation is called when it is taken up again.
_NGO = dict.fromkeys(
    ("group", "organisation", "organization", "watchdog", "agency", "body"),
    frozenset(
        [
            "right",
            "rights",
            "aid",
            "advocacy",
            "campaign",
            "campaigning",
            "charity",
            "relief",
            "monitoring",
            "environmental",
            "watchdog",
            "humanitarian",
            "medical",
        ]
    ),
)


def describe(scene: Scene, s: int, i: int) -> Ref | None:
    """Who a description means; a `Ref` without parties where it was declined, None for other phrases."""
    tokens = scene.parse.sentences[s].tokens
    token, lemma = tokens[i], tokens[i].lemma.lower()
    if token.dep == "compound" and token.text[:1].isupper() and not scene.kids[s][i]:
        return named_so(scene, s, i)  # "Commission officials"
    if token.dep in ("compound", "nmod:desc", "amod"):
        return None
    if (leader := leaders.leader_meant(scene, s, i)) is not None:
        return leader
    left = [c for c in scene.kids[s][i] if c < i]
    marks = {tokens[c].text.lower() for c in left}
    if any(tokens[c].dep == "conj" for c in scene.kids[s][i]):
        marks.discard("both")  # "both the army and the rebels": not two armies
    named = any(c in scene.hits[s] and not scene.hits[s][c].prefix and not _faith(scene, s, c) for c in left)
    if lemma in ("former", "latter") and "the" in marks:
        return pairs.pair_member(scene, s, 0 if lemma == "former" else 1)
    of_two = marks & {"both", "two", "2"} or (lemma == "side" and marks & {"each", "either", "neither"})
    if of_two and lemma in scene.book.both and not named:
        found = pairs.quarrel(scene, s, i, pairs.pair(scene, s, i))
        return found if found.who else pairs.only_two(scene, s, i) or pairs.last_two(scene, s, lemma) or found
    count = next((pairs.COUNTS[mark] for mark in marks if mark in pairs.COUNTS), 0)
    if count and lemma in scene.book.both and not named and definite(scene, s, i):
        return pairs.several(scene, s, i, count)
    if not definite(scene, s, i) or any(_told(scene, s, c) for c in scene.kids[s][i]):
        return None
    if token.text.lower() != lemma:
        return _of_several(scene, s, i)
    half = token.text in ("North", "South") and any(i in scene.codes for i in scene.book.words.get(lemma, ()))
    if half and not named and (state := regional.half_of(scene, lemma)) is not None:
        return state
    if (lemma in scene.book.states or half) and not named:
        return best(scene, s, i, _state(scene, lemma), reach=3, basis="description")
    if named and lemma in scene.book.states and (state := regional.one_of(scene, s, i, left)) is not None:
        return state
    if lemma in _PARTS and not named:
        found = best(
            scene,
            s,
            i,
            lambda e: len(e.ref.who) == 1 and e.ref.who[0].kind == "state-part",
            reach=6,
            basis="description",
        )
        return found if found.who else None
    if not named and token.dep not in ("flat", "goeswith") and not _modified(scene, s, i):
        body = named_so(scene, s, i)
        if body is not None:
            return body
        if token.text[:1].isupper() and len(heads := scene.bodies.get(token.text.lower(), {})) > 1:
            return Ref((), "description", "organisation", candidates=tuple(heads))  # "the Council" after two of them
    cls = scene.book.noun(lemma)
    if lemma == "enemy" and not named and (foe := coalitions.enemy(scene)) is not None:
        return Ref((foe,), "description", "group")
    if lemma in firms.NOUNS and (lemma != "bank" or not named):
        return firms.taken_up(scene, s, i, left)
    if token.text[:1].isupper() and any(_own(scene, s, c) for c in left):
        return None  # "the Quillan Council" is no other council
    if lemma in _NGO and any(tokens[c].lemma.lower() in _NGO[lemma] for c in left):
        found = best(
            scene, s, i, lambda e: len(e.ref.who) == 1 and e.ref.who[0].sector == "NGO", reach=4, basis="description"
        )
        return found if found.who else None  # "the rights group"
    if lemma in ("church", "union", "charity") and not named and not _modified(scene, s, i):
        found = best(scene, s, i, lambda e: _is_called(e, lemma), reach=4, basis="description")
        if found.who:
            return found
    if lemma == "body" and token.dep not in SUBJECT:
        return None  # more often somebody's who is dead
    if lemma in scene.book.groups and (
        cls is None or cls.name in ("group", "party", "militia") or lemma in scene.book.words
    ):
        return _group_meant(scene, s, i, left, named=named)
    return None


def _group_meant(scene: Scene, s: int, i: int, left: Sequence[int], *, named: bool) -> Ref | None:
    """Which group "the movement", "the Togolese rebels" or "the armed group" is; `left` are the words that hang before it."""
    tokens = scene.parse.sentences[s].tokens
    lemma = tokens[i].lemma.lower()
    codes = {e.id for c in left if c in scene.hits[s] for e in scene.hits[s][c].entries}
    codes &= scene.book.kinds["state"]
    if named and not codes:
        return None
    arms = scene.book.modifiers["rebel"] | scene.book.modifiers["militia"] | {"armed"}
    armed = any(tokens[c].lemma.lower() in arms for c in left)
    found = best(scene, s, i, _group(scene, lemma, codes, armed=armed), reach=4, basis="description")
    if not found.who and not found.candidates and codes:
        found = _named_later(scene, codes)
    if not found.who and not codes and lemma not in _OF_SECTOR:
        found = _only_so_called(scene, lemma) or found
    return found if found.who or (not codes and found.candidates) else None


def _of_several(scene: Scene, s: int, i: int) -> Ref | None:
    """Who "the two sides", "the ministers" or "the parties at odds" are: a pair, those who met, or several named together."""
    tokens = scene.parse.sentences[s].tokens
    lemma = tokens[i].lemma.lower()
    bare = all(tokens[c].dep in ("det", "case", "punct") for c in scene.kids[s][i])
    odds = all(
        tokens[c].dep in ("det", "case", "punct") or tokens[c].text.lower() in _AT_ODDS for c in scene.kids[s][i]
    )
    if (lemma in _MUTUAL and bare) or (lemma in ("side", "party", "faction") and odds and not bare):
        return pairs.quarrel(scene, s, i, pairs.pair(scene, s, i))
    office = bare or all(
        tokens[c].dep in ("det", "case", "punct") or tokens[c].text.lower() in scene.book.portfolios
        for c in scene.kids[s][i]
    )
    if lemma in _MET and office and (met := pairs.met(scene, s)) is not None:
        return met
    if lemma in firms.NOUNS:
        return firms.together(scene, s, i)
    if lemma in scene.book.both and lemma not in _NO_PLURAL and bare:
        two = pairs.parties(scene, s, i) if lemma in ("party", "side") else None
        if two is not None:
            return two
        return best(scene, s, i, _several, reach=2, basis="description")
    return None


def counted(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The four" after "four Omani herders": whoever was counted so last; "the two" else the last pair that was named."""
    tokens = scene.parse.sentences[s].tokens
    kids = scene.kids[s][i]
    if not definite(scene, s, i) or any(tokens[c].dep not in ("det", "punct", "case") for c in kids):
        return None
    number = tokens[i].text.lower()
    for at in range(s, max(-1, s - 8), -1):
        line = scene.parse.sentences[at].tokens
        for h in range((i if at == s else len(line)) - 1, -1, -1):
            ref = scene.refs.get((at, h)) if line[h].pos in ("NOUN", "PROPN") else None
            if ref is not None and any(
                line[c].dep == "nummod" and line[c].text.lower() == number for c in scene.kids[at][h]
            ):
                return Ref(ref.who, "description", ref.noun, plural=True)
    if number in pairs.COUNTS:
        return pairs.several(scene, s, i, pairs.COUNTS[number])
    if number != "two":
        return None
    found = best(scene, s, i, lambda e: len(e.ref.who) == 2, reach=2, basis="description")
    if not found.who and tokens[i].dep == "nsubj" and tokens[tokens[i].head].lemma.lower() in _TOGETHER:
        found = pairs.met(scene, s) or pairs.pair(scene, s, i)  # "the two agreed to handle it"
    return found if found.who else None


def across(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Its neighbour", "his counterpart", in a report of two states: the other one."""
    tokens = scene.parse.sentences[s].tokens
    lemma = tokens[i].lemma.lower()
    if lemma not in _ACROSS or tokens[i].text.lower() != lemma or scene.denote is None:
        return None
    kids = scene.kids[s][i]
    if any(
        c in scene.hits[s] or tokens[c].dep in ("nmod", "appos", "flat") for c in kids if tokens[c].dep != "nmod:poss"
    ):
        return None  # "his Peruvian counterpart", "its neighbour to the north"
    owner = next((scene.denote(scene, s, c) for c in kids if tokens[c].dep == "nmod:poss"), None)
    if owner is None or len(owner.who) != 1 or owner.who[0].code not in scene.book.kinds["state"]:
        return None
    own = owner.who[0].code
    before = {state for at, token, state in scene.states if (at, token) < (s, i) and state != own}
    named = before or {state for _, _, state in scene.states if state != own}
    if len(named) != 1:
        return None
    (other,) = named
    actor = scene.book.actors[other]
    return Ref((Who(other, actor.name, actor.code, actor.sector, "state"),), "description", "official")


def again(scene: Scene, s: int, noun: str) -> Ref | None:
    """ "The militias" after "Iranian militias": the last ones of that kind whose country was told."""
    for e in reversed(scene.entities):
        if s - e.sentence > 6:
            return None
        if e.ref.noun == noun and e.ref.plural and len(e.ref.who) == 1 and e.ref.who[0].code is not None:
            return Ref(e.ref.who, "description", noun, plural=True)
    return None


def only_armed(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The rebels" after "the Quill Front": the one armed group that the report has named so far."""
    tokens = scene.parse.sentences[s].tokens
    if any(tokens[c].dep in ("amod", "compound", "nummod", "nmod", "acl:relcl") for c in scene.kids[s][i]):
        return None
    found = {
        e.ref.who[0].id: e.ref.who[0]
        for e in scene.entities
        if len(e.ref.who) == 1
        and e.ref.who[0].kind in ("group", "organisation")
        and e.ref.who[0].sector in ("REB", "PRM")
    }
    (who,) = found.values() if len(found) == 1 else (None,)
    return Ref((who,), "description", "group", plural=True) if who is not None else None


def repeated(scene: Scene, lemma: str, *, plural: bool) -> Ref | None:
    """ "The herders" after "Omani herders": the one party that the same noun stood for before, None where it was two."""
    earlier = scene.nouns.get((lemma, plural))
    if not earlier or len(earlier) > 1:
        return None
    (ref,) = earlier.values()
    return Ref(ref.who, "description", ref.noun, ref.plural)


def alike(scene: Scene, lemma: str, *, plural: bool) -> Ref | None:
    """ "The girls" after "Peruvian schoolgirls": the one people that words of the same kind stood for before; None for two."""
    kind = next((words for words in _ALIKE if lemma in words), frozenset())
    found = {ids: ref for word in sorted(kind) for ids, ref in scene.nouns.get((word, plural), {}).items()}
    (ref,) = found.values() if len(found) == 1 else (None,)
    return Ref(ref.who, "description", ref.noun, ref.plural) if ref is not None else None


def stood_for(scene: Scene, lemma: str, *, plural: bool) -> tuple[str, ...]:
    """The parties that the same noun stood for before, where it was several: "the herders" after Omani and Yemeni ones."""
    earlier = scene.nouns.get((lemma, plural)) or {}
    return tuple("+".join(ids) for ids in earlier) if len(earlier) > 1 else ()


def named_so(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The front", "the League": the one organisation of the report whose name has that word as its head."""
    token, name = scene.parse.sentences[s].tokens[i], scene.names[s].get(i)
    if name is not None and name.last - name.first > 1 and token.text[:1].isupper():
        first = scene.parse.sentences[s].tokens[name.first].text.lower()
        if first != "the" or name.last - name.first > 2:
            return None  # "the Dockers' League" has a name of its own
    found = scene.bodies.get(token.text.lower())
    if found is None or len(found) != 1:
        return None
    (who,) = found.values()
    return Ref((who,), "description", "organisation")


def _told(scene: Scene, s: int, c: int) -> bool:
    """Whether the word at `c` already tells whose or which the phrase above it is, so that it takes up nobody."""
    dep = scene.parse.sentences[s].tokens[c].dep
    return dep in ("nmod", "appos", "nmod:poss", "flat") or (dep == "compound" and c in scene.hits[s])


def _faith(scene: Scene, s: int, c: int) -> bool:
    """Whether the word before says no more than what faith or people they are of: "the Shiite militant group"."""
    hit = scene.hits[s][c]
    actor = scene.book.actors.get(hit.entries[0].id)
    return hit.kind == "adjective" and actor is not None and actor.sector in ("REL", None) and actor.kind != "region"


def _own(scene: Scene, s: int, c: int) -> bool:
    """Whether the word before makes a name of it: one in capitals that the book does not know."""
    token = scene.parse.sentences[s].tokens[c]
    # "the Omani High Audit Council"
    capital = token.pos == "PROPN" or (token.pos in ("ADJ", "NOUN") and token.text[:1].isupper())
    return capital and c not in scene.hits[s] and token.dep in ("compound", "amod", "nmod:desc", "flat")


def _named_later(scene: Scene, codes: set[str]) -> Ref:
    """ "The Lebanese militant group" before it is named: the one group of that country in the whole report."""
    found: dict[str, Who] = {}
    for hits in scene.hits:
        for hit in hits.values():
            actor = scene.book.actors.get(hit.entries[0].id)
            if actor is not None and actor.kind == "group" and actor.code in codes and hit.kind == "name":
                found[actor.id] = Who(actor.id, actor.name, actor.code, actor.sector, actor.kind)
    return Ref(tuple(found.values()) if len(found) == 1 else (), "description", "group")


def _only_so_called(scene: Scene, lemma: str) -> Ref | None:
    """ "The alliance", pages after "NATO": the one body of the report so far that the book lets be called so."""
    so = frozenset(scene.book.words.get(lemma, ())) - set(scene.codes)
    found = {w.id: w for e in scene.entities if len(e.ref.who) == 1 for w in e.ref.who if w.id in so}
    (who,) = found.values() if len(found) == 1 else (None,)
    return Ref((who,), "description", "organisation") if who is not None else None


def _modified(scene: Scene, s: int, i: int) -> bool:
    """Whether adjectives or nouns before it make it another one: "the armed front" is not the front named before."""
    tokens = scene.parse.sentences[s].tokens
    return any(tokens[c].dep in ("amod", "compound", "nummod") for c in scene.kids[s][i])


def _several(e: Entity) -> bool:
    return (e.ref.plural or len(e.ref.who) > 1 or e.ref.noun == "region") and e.ref.noun != "civilian"


def _state(scene: Scene, lemma: str) -> Callable[[Entity], bool]:
    named = frozenset(scene.book.words.get(lemma, ()))

    def fits(e: Entity) -> bool:
        if e.ref.noun == "state-part" and lemma == "state":
            return len(e.ref.who) == 1  # "the state" after "Ohio"
        return e.ref.noun == "state" and len(e.ref.who) == 1 and (not named or e.ref.who[0].id in named)

    return fits


def _is_called(e: Entity, lemma: str) -> bool:
    """A church or union by its sector, or by a name that says so."""
    one = e.ref.who[0] if len(e.ref.who) == 1 and e.ref.noun in ("group", "organisation") else None
    return one is not None and (one.sector in _OF_SECTOR[lemma] or lemma in one.name.lower().split())


def _group(
    scene: Scene, lemma: str, codes: set[str] | frozenset[str], *, armed: bool = False
) -> Callable[[Entity], bool]:
    named = frozenset(scene.book.words.get(lemma, ()))

    def fits(e: Entity) -> bool:
        if len(e.ref.who) != 1:
            return False
        party = e.ref.who[0]
        if e.ref.noun not in ("group", "organisation") and (party.id not in named or party.id in scene.codes):
            return False  # "the alliance" after "NATO jets"
        if codes:
            return party.code in codes
        if armed and party.sector in ("REB", "PRM") and e.ref.basis in ("name", "acronym"):
            return True  # "the paramilitary group", whatever the book says it is called
        if party.sector in _OF_SECTOR.get(lemma, ()) and e.ref.basis in ("name", "acronym"):
            return True
        if (
            lemma == "party"
            and party.sector in ("BUS", "JRN", "NGO", "EDU", None)
            and "party" not in party.name.lower()
        ):
            return party.id in named
        return not named or party.id in named or e.ref.basis in ("guessed", "acronym")

    return fits
