"""Parties in a report: which noun phrase denotes whom.

A noun phrase denotes a party by its own name ("Hezbollah"), by a role noun with an owner ("Russian officers": RUS.MIL), or
by what belongs to a party ("Iranian positions": IRN, as a target). Inside bigger phrases adjectives and possessors are
mentions too ("Israeli raids": ISR). Where nothing decides, the mention stays without parties and lists the candidates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.data.book import Book, load_book
from dragoman.data.spellings import slug
from dragoman.model import Mention, Name, Parse, Party
from dragoman.resolve.actors import bodies, home, kin, people, remembered, strangers
from dragoman.resolve.actors.classes import noun_class
from dragoman.resolve.actors.filed import of_its_day
from dragoman.resolve.actors.hits import find_hits, record_outlet, short_outlet, who
from dragoman.resolve.actors.nouns import by_noun, by_suffering, denoted, party_of
from dragoman.resolve.actors.owners import owners, state_of
from dragoman.resolve.actors.ships import prefix_of_ship
from dragoman.resolve.actors.societies import GENITIVE
from dragoman.resolve.actors.titled import person_behind
from dragoman.resolve.reference import pronouns
from dragoman.resolve.reference.beside import of_those, whose
from dragoman.resolve.reference.chains import apply_chains
from dragoman.resolve.reference.descriptions import across, counted, describe
from dragoman.resolve.scene import (
    NOMINAL,
    SUBJECT,
    Entity,
    Hit,
    Ref,
    Scene,
    Who,
    build,
    case,
    conjuncts,
    definite,
    extent,
    note,
)

_BOUND = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"))
_BASIS = {
    "adjective": "demonym",
    "people": "demonym",
    "capital": "capital",
    "seat": "capital",
    "body": "name",
    "name": "name",
}


def find_actors(parse: Parse, book: Book | None = None, *, places: Iterable[Mention] = ()) -> list[Mention]:
    """All mentions of parties and outlets in `parse`, in text order; one per token that denotes one (`Mention.head`).

    `places` are the report's mentions of places, where they are known: they tell whose "the army" and "civilians" are.
    Where the parser has a head for reference (`Parse.chains`), what the rules leave open is asked of it (chains.py).
    """
    scene = build(parse, book or load_book())
    scene.denote = denote
    places = tuple(places)
    scene.places = {
        (m.sentence, m.head): m.place.code if m.place.kind == "country" else of_its_day(m.place.code, scene.day)
        for m in places
        if m.place is not None and m.place.code
    }
    for m in places:
        if m.place is not None and m.basis == "gazetteer" and m.last - m.first > 1 and m.place.kind != "country":
            span = (m.first, m.last, m.place.code)
            scene.spans.update({(m.sentence, i): span for i in range(m.first, m.last)})
    find_hits(scene)
    scene.home = home.filed_from(scene)
    remembered.full_names(scene)
    for s, sentence in enumerate(parse.sentences):
        scene.at = s
        for i, token in enumerate(sentence.tokens):
            if token.pos not in NOMINAL or token.dep in ("punct", "goeswith"):
                continue
            hit = scene.hits[s].get(i)
            if token.dep == "flat" and not _named_by_title(scene, s, i):
                continue
            if hit is not None and hit.kind == "outlet":
                if hit.head == i:
                    record_outlet(scene, hit)
                continue
            short = short_outlet(scene, s, i) if hit is None and token.pos in ("PROPN", "NOUN") else None
            if short is not None:
                record_outlet(scene, replace(short, sentence=s, first=i, last=i + 1, head=i))
                continue
            ref = denote(scene, s, i)
            if ref is not None:
                _record(scene, s, i, ref)
            elif token.pos == "NOUN" and token.dep not in _BOUND:
                _in_the_way(scene, s, i)
        pronouns.end_of_sentence(scene, s)
    found = [_agreed(*pair) for pair in zip(scene.mentions, apply_chains(parse, scene.mentions), strict=True)]
    told = {(m.sentence, m.head): m for m in found if m.basis == "reference"}
    return [_owned(scene, m, told) if told else m for m in found]


def _owned(scene: Scene, mention: Mention, told: dict[tuple[int, int], Mention]) -> Mention:
    """ "Its forces", where only the model's chains told whose "its" is."""
    s, i = mention.sentence, mention.head
    if mention.parties or mention.basis != "inferred":
        return mention
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        owner = told.get((s, c)) if tokens[c].dep == "nmod:poss" else None
        if owner is not None and len(owner.parties) == 1:
            party = party_of(scene, s, i, owner.parties[0].id)
            if party is not None:
                here = Party(party.id, party.name, party.code, party.sector, mention.text, mention.start, mention.end)
                return replace(mention, parties=(here,), basis="reference", candidates=())
    return mention


def _agreed(ruled: Mention, linked: Mention) -> Mention:
    """What the model's chains decide counts where it is one of the candidates of the rules, so that kind and number fit too.

    Not measured yet: the weights of 2026-11-22 gave no chains.
    """
    if linked.basis != "reference" or ruled.parties:
        return ruled if ruled.parties else linked
    party = "+".join(p.id for p in linked.parties)
    return linked if party in ruled.candidates else ruled


def parties_at(mentions: Iterable[Mention]) -> dict[tuple[int, int], Mention]:
    """Which mention of parties has its head at `(sentence, token)`: the coder's question."""
    return {(m.sentence, m.head): m for m in mentions if m.kind == "actor"}


def denote(scene: Scene, s: int, i: int) -> Ref | None:
    """Who token `i` of sentence `s` denotes, None where it is no party word; asked once, remembered."""
    key = (s, i)
    if key not in scene.refs:
        scene.refs[key] = None  # a phrase that owns itself through a bad tree finds nobody
        ref = scene.refs[key] = _denote(scene, s, i)
        if s > scene.at and (ref is None or not ref.who or ref.basis == "pronoun"):
            del scene.refs[key]  # asked before its time: who stands before it is not yet known
        return ref
    return scene.refs[key]


def _denote(scene: Scene, s: int, i: int) -> Ref | None:
    token = scene.parse.sentences[s].tokens[i]
    hit = scene.hits[s].get(i)
    if hit is not None and hit.head != i:
        return None
    if (ship := prefix_of_ship(scene, s, i)) is not None:
        return _by_name(scene, ship)
    if hit is not None and hit.kind in ("person", "surname"):
        ref = people.known(scene, hit, denote)
        if ref is not None or hit.kind == "person":
            return ref
    elif hit is not None and hit.kind == "outlet":
        outlet = scene.book.outlets[hit.entries[0].id]  # an owner only: "the editor of the Morning Plum"
        return Ref((Who(outlet.id, outlet.name, None, "JRN", "organisation"),), "name", "organisation")
    elif hit is not None:
        return people.namesake(scene, hit, denote) or bodies.branch(scene, hit) or _by_name(scene, hit)
    name = scene.names[s].get(i)
    if hit is None and token.pos == "PROPN" and (name is None or _strange(name)):
        ref = people.again(scene, s, i, denote)
        if ref is not None:
            return ref
    pair = scene.book.pairs.get(token.text)
    if pair is not None and hit is None:
        return Ref(tuple(state_of(scene, code) for code in pair), "name", "pair", plural=True)
    if name is not None and name.label == "PER":
        return strangers.named(scene, s, i, denote)
    if token.text.lower() == "whose" and token.dep == "nmod:poss":
        return whose(scene, s, i)
    alone = token.text.lower() == "both" and token.dep not in ("det", "det:predet", "cc:preconj", "advmod")
    spelt = token.text in pronouns.SPELT and token.pos == "PROPN" and name is None
    if token.pos == "PRON" or spelt or (token.pos == "DET" and (token.dep == "nmod:poss" or alone)):
        return by_suffering(scene, s, i) or of_those(scene, s, i) or pronouns.pronoun(scene, s, i)
    if token.pos == "DET":
        return by_suffering(scene, s, i)  # "all in need"
    if token.pos == "NUM":
        return counted(scene, s, i)
    if token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and (token.dep not in _BOUND or _fighters(scene, s, i))):
        ref = (
            person_behind(scene, s, i, denote)
            or bodies.named_behind(scene, s, i)
            or across(scene, s, i)
            or describe(scene, s, i)
            or by_noun(scene, s, i)
        )
        inferred = ref is not None and ref.basis == "inferred"
        if (
            ref is not None
            and not bodies.own_name(scene, s, i, inferred=inferred)
            and not (inferred and bodies.within(scene, s, i))
        ):
            return ref
        if token.text in scene.acronyms:
            return Ref((scene.acronyms[token.text],), "acronym", "organisation")
        proper = token.pos == "PROPN" or scene.parse.sentences[s].tokens[i - 1].text in GENITIVE
        if proper and name is not None and name.label == "ORG" and (s, i) not in scene.places:
            return bodies.unknown(scene, s, i)
        spelled = bodies.initials(scene, token.text) if token.pos == "PROPN" and (s, i) not in scene.places else None
        if spelled is not None:
            return Ref((spelled,), "acronym", "organisation")
    return None


def _strange(name: Name) -> bool:
    """One word that the model takes for a place or body."""
    return name.label != "PER" and name.last - name.first == 1


def _by_name(scene: Scene, hit: Hit) -> Ref | None:
    if hit.prefix == "anti":
        return None
    ids = {e.id for e in hit.entries}
    if len(ids) > 1:
        return Ref((), "name", candidates=tuple(sorted(ids)))
    s, i = hit.sentence, hit.head
    party = kin.at_home(scene, hit, who(scene, hit.entries[0]))
    if hit.kind in ("seat", "body"):
        party = _elsewhere(scene, hit, party)
    if hit.prefix == "pro":
        return Ref((party,), "backing")
    before = scene.parse.sentences[s].tokens[hit.first - 1] if hit.first else None
    if before is not None and before.text.lower() == "ethnic" and hit.kind in ("adjective", "people"):
        name = f"ethnic {hit.alias.text.removesuffix('s')}s"  # of their people, and of another state
        return Ref((Who(slug(name), name, None, None, "organisation"),), "demonym", "people", plural=True)
    party = bodies.of_another_state(scene, hit, bodies.national_society(scene, hit, party))
    bodies.learn_acronym(scene, s, i, party)
    token = scene.parse.sentences[s].tokens[i]
    if hit.kind == "people" or (hit.kind == "adjective" and token.dep not in _BOUND):
        return Ref((_of_people(scene, s, i, party),), _BASIS[hit.kind], "people", plural=True)
    if hit.also:
        other = scene.book.actors[hit.also]
        return Ref(
            (Who(other.id, other.name, other.code, other.sector, other.kind), party), _BASIS[hit.kind], party.kind
        )
    return Ref((party,), _BASIS[hit.kind], party.kind)


def _elsewhere(scene: Scene, hit: Hit, party: Who) -> Who:
    """ "National Guard" is of the USA unless another state stands before or behind it."""
    classes = scene.book.classes
    cls = next((c for c in classes.values() if c.sector == hit.entries[0].sector), classes["government"])
    for owner in owners(scene, hit.sentence, hit.head, cls):
        if owner.kind == "state-part" and owner.code == party.code and hit.alias.text.startswith(("Air ", "Army ")):
            continue  # "the Ohio Air National Guard"; the National Guard itself is a governor's
        other = denoted(scene, cls, owner, hit.alias.text)
        if other is not None and other.id != party.id and owner.kind in ("state", "state-part", "person"):
            return other
    return party


def _of_people(scene: Scene, s: int, i: int, party: Who) -> Who:
    """ "The Iranians" are the state; counted or described Iranians ("44 Iranians", "many Syrians") are people of it.

    "The hated Iranians" says of all of them what they are, and not which.
    """
    tokens = scene.parse.sentences[s].tokens
    epithets = scene.book.modifiers["epithet"] if definite(scene, s, i) else ()
    counted = any(
        tokens[c].dep in ("nummod", "amod") and c < i and tokens[c].text.lower() not in epithets
        for c in scene.kids[s][i]
    )
    of = case(scene, s, i) == "of" and tokens[tokens[i].head].lemma.lower() in (
        "million",
        "thousand",
        "hundred",
        "dozen",
    )
    if party.kind == "state" and (counted or of):
        return Who(f"{party.id}.CVL", f"{party.name} people", party.code, "CVL", "people")
    return party


def _fighters(scene: Scene, s: int, i: int) -> bool:
    """ "rebel" in "rebel positions" is a party; in "rebel forces" it only says which forces."""
    token = scene.parse.sentences[s].tokens[i]
    cls = scene.book.noun(token.lemma.lower())
    if cls is None or cls.name != "rebel" or token.head < 0:
        return False
    other = noun_class(scene, s, token.head)
    return other is None or other.name == "asset"


def _named_by_title(scene: Scene, s: int, i: int) -> bool:
    """A name that hangs as `flat` on a title instead of the other way round ("blogger Ana Quill" in older trees)."""
    tokens = scene.parse.sentences[s].tokens
    hit = scene.hits[s].get(i)
    return i in scene.names[s] or (hit is not None and hit.head == i and tokens[tokens[i].head].pos == "NOUN")


def _record(scene: Scene, s: int, i: int, ref: Ref) -> None:
    tokens = scene.parse.sentences[s].tokens
    hit = scene.hits[s].get(i)
    bound = tokens[i].dep in _BOUND
    head = tokens[i].head
    over = noun_class(scene, s, head) if tokens[i].dep == "compound" and ref.noun in ("migrant", "refugee") else None
    if over is not None and over.name == "civilian":
        return  # "migrant workers" are workers
    modifies = tokens[i].dep in ("compound", "amod", "nmod:desc") and hit is None and ref.basis == "inferred"
    plain = tokens[i].dep == "compound" and tokens[head].pos == "NOUN"
    if modifies and not (plain and noun_class(scene, s, head) is None):
        return  # "army" in "army spokesman": the phrase itself is the mention; in "army convoy" it is the only one
    if hit is not None and bound:
        first, last = hit.first, hit.last
    else:
        first, last = extent(scene, s, i, of=ref.basis in ("description", "force"))
    note(scene, s, i, ref, first, last)
    _keep(scene, s, i, ref)
    if tokens[i].dep == "appos" and tokens[i].head < i and (s, tokens[i].head) in scene.refs:
        return
    if tokens[i].dep == "compound" and hit is None and ref.basis == "description":
        return  # nobody takes up the terrorist of "a terrorist attack"
    title = people.office_above(scene, s, i) if ref.noun == "person" else None
    at = i if title is None else title
    while tokens[at].dep == "conj":
        at = tokens[at].head
    subject = tokens[at].dep in SUBJECT or tokens[at].dep == "obl:agent"  # "held by the rebels since they ..."
    scene.entities.append(Entity(s, i, ref, subject))
    if tokens[i].dep != "conj":
        joined = [denote(scene, s, m) for m in conjuncts(scene, s, i)]
        together = tuple({w.id: w for r in joined if r is not None for w in r.who}.values())
        if len(joined) > 1 and len(together) > 1:  # "Chad and Niger": what "they" and "both" mean
            above = tokens[i].head  # "Chadian and Nigerien influence has met there. They ..."
            of_subject = tokens[i].dep == "amod" and tokens[above].dep in SUBJECT and denote(scene, s, above) is None
            pair = Ref(together, ref.basis, "pair", plural=True)
            scene.entities.append(Entity(s, i, pair, subject or of_subject))


def _in_the_way(scene: Scene, s: int, i: int) -> None:
    """Nobody the record names, but somebody "he" may take up: "the skipper", "a widow".

    Tried too on 276 reports: plural subjects in the way of "they", and things in the way of "it". Both took away as many
    right answers as wrong ones.
    """
    token = scene.parse.sentences[s].tokens[i]
    singular = token.text.lower() == token.lemma.lower()
    if singular and token.dep in SUBJECT and token.lemma.lower() in scene.book.humans:
        scene.entities.append(Entity(s, i, Ref((), "description", "person"), subject=True))


def _keep(scene: Scene, s: int, i: int, ref: Ref) -> None:
    """Remember what later descriptions take up: the noun as it was owned, the organisation by its head word."""
    token = scene.parse.sentences[s].tokens[i]
    if not ref.who or ref.basis in ("pronoun", "inferred"):
        return
    hit = scene.hits[s].get(i)
    role = token.pos == "NOUN" or (token.pos == "PROPN" and hit is None and scene.book.noun(token.lemma.lower()))
    if hit is not None and hit.kind in ("seat", "body") and len(ref.who) == 1:
        for word in sorted(_heads(hit.alias.text) & _ORGANS):
            scene.bodies.setdefault(word, {}).setdefault(ref.who[0].id, ref.who[0])  # "the Department"
    elif role and ref.noun in scene.book.classes and ref.noun != "asset":
        key = (token.lemma.lower(), ref.plural)
        scene.nouns.setdefault(key, {}).setdefault(tuple(w.id for w in ref.who), ref)
    elif len(ref.who) == 1 and ref.who[0].kind in ("organisation", "group") and ref.basis in ("name", "guessed"):
        for word in sorted(_heads(ref.who[0].name) | (_heads(hit.alias.text) if hit is not None else set())):
            scene.bodies.setdefault(word, {}).setdefault(ref.who[0].id, ref.who[0])


_BEHIND = frozenset(("of", "for", "against", "in", "on", "to"))
# What an organ of a state may be taken up by.
_ORGANS = frozenset(("department", "ministry", "command", "treasury", "directorate"))


def _heads(name: str) -> set[str]:
    """The words a name may be taken up by: its last, or the last before "of" or "for" ("League of Dhow Masters": league)."""
    words = name.lower().split()
    before = words[: next((n for n, word in enumerate(words) if n and word in _BEHIND), None)]
    return {before[-1], before[-1].removesuffix("s")} if len(words) > 1 else set()
