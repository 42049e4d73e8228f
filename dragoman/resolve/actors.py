"""Parties in a report: which noun phrase denotes whom.

A noun phrase denotes a party by its own name ("Hezbollah"), by a role noun with an owner ("Russian officers": RUS.MIL), or
by what belongs to a party ("Iranian positions": IRN, as a target). Inside bigger phrases adjectives and possessors are
mentions too ("Israeli raids": ISR). Where nothing decides, the mention stays without parties and lists the candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.data.book import Book, load_book, slug
from dragoman.model import Mention, Parse
from dragoman.resolve import people, pronouns
from dragoman.resolve.descriptions import describe
from dragoman.resolve.hits import find_hits, who
from dragoman.resolve.nouns import by_noun, denoted, noun_class, owners
from dragoman.resolve.scene import NOMINAL, SUBJECT, Entity, Hit, Ref, Scene, Who, build, case, conjuncts, extent, note

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
    """
    scene = build(parse, book or load_book())
    scene.denote = denote
    scene.places = {(m.sentence, m.head): m.place.code for m in places if m.place is not None and m.place.code}
    find_hits(scene)
    people.full_names(scene)
    for s, sentence in enumerate(parse.sentences):
        for i, token in enumerate(sentence.tokens):
            if token.pos not in NOMINAL or token.dep in ("punct", "goeswith"):
                continue
            hit = scene.hits[s].get(i)
            if token.dep == "flat" and not _named_by_title(scene, s, i):
                continue
            if hit is not None and hit.kind == "outlet":
                if hit.head == i:
                    _outlet(scene, hit)
                continue
            ref = denote(scene, s, i)
            if ref is not None:
                _record(scene, s, i, ref)
        pronouns.end_of_sentence(scene, s)
    return scene.mentions


def parties_at(mentions: Iterable[Mention]) -> dict[tuple[int, int], Mention]:
    """Which mention of parties has its head at `(sentence, token)`: the coder's question."""
    return {(m.sentence, m.head): m for m in mentions if m.kind == "actor"}


def denote(scene: Scene, s: int, i: int) -> Ref | None:
    """Who token `i` of sentence `s` denotes, None where it is no party word; asked once, remembered."""
    key = (s, i)
    if key not in scene.refs:
        scene.refs[key] = None  # a phrase that owns itself through a bad tree finds nobody
        scene.refs[key] = _denote(scene, s, i)
    return scene.refs[key]


def _denote(scene: Scene, s: int, i: int) -> Ref | None:
    token = scene.parse.sentences[s].tokens[i]
    hit = scene.hits[s].get(i)
    if hit is not None and hit.head != i:
        return None
    if hit is not None and hit.kind in ("person", "surname"):
        ref = people.known(scene, hit, denote)
        if ref is not None or hit.kind == "person":
            return ref
    elif hit is not None and hit.kind != "outlet":
        return _by_name(scene, hit)
    name = scene.names[s].get(i)
    if name is not None and name.label == "PER":
        return people.named(scene, s, i, denote)
    alone = token.text.lower() == "both" and token.dep not in ("det", "det:predet", "cc:preconj", "advmod")
    if token.pos == "PRON" or (token.pos == "DET" and (token.dep == "nmod:poss" or alone)):
        return pronouns.pronoun(scene, s, i)
    if token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and (token.dep not in _BOUND or _fighters(scene, s, i))):
        ref = _person_behind(scene, s, i) or describe(scene, s, i) or by_noun(scene, s, i)
        if ref is not None:
            return ref
        if token.text in scene.acronyms:
            return Ref((scene.acronyms[token.text],), "acronym", "organisation")
        if token.pos == "PROPN" and name is not None and name.label == "ORG":
            return _unknown_body(scene, s, i)
    return None


def _by_name(scene: Scene, hit: Hit) -> Ref | None:
    if hit.prefix == "anti":
        return None
    ids = {e.id for e in hit.entries}
    if len(ids) > 1:
        return Ref((), "name", candidates=tuple(sorted(ids)))
    s, i = hit.sentence, hit.head
    party = who(scene, hit.entries[0])
    if hit.kind in ("seat", "body"):
        party = _elsewhere(scene, hit, party)
    if hit.prefix == "pro":
        return Ref((party,), "backing")
    _learn_acronym(scene, s, i, party)
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
        other = denoted(scene, cls, owner, hit.alias.text)
        if other is not None and other.id != party.id and owner.kind in ("state", "state-part", "person"):
            return other
    return party


def _of_people(scene: Scene, s: int, i: int, party: Who) -> Who:
    """ "The Iranians" are the state; counted or described Iranians ("44 Iranians", "many Syrians") are people of it."""
    tokens = scene.parse.sentences[s].tokens
    counted = any(tokens[c].dep in ("nummod", "amod") and c < i for c in scene.kids[s][i])
    of = case(scene, s, i) == "of" and tokens[tokens[i].head].lemma.lower() in (
        "million",
        "thousand",
        "hundred",
        "dozen",
    )
    if party.kind == "state" and (counted or of):
        return Who(f"{party.id}.CVL", f"{party.name} people", party.code, "CVL", "people")
    return party


def _person_behind(scene: Scene, s: int, i: int) -> Ref | None:
    """A title with the name behind it ("the envoy, Ana Quill", "Senators A and B") means the persons named."""
    tokens = scene.parse.sentences[s].tokens
    if people.title_class(scene, s, i) is None:
        return None
    for c in scene.kids[s][i]:
        if c > i and tokens[c].dep in ("appos", "flat") and _is_person(scene, s, c):
            refs = [denote(scene, s, m) for m in conjuncts(scene, s, c) if _is_person(scene, s, m)]
            found = tuple(dict.fromkeys(w for ref in refs if ref is not None for w in ref.who))
            own = by_noun(scene, s, i)
            if own is not None and own.basis != "inferred" and own.who and found and own.who[0].code != found[0].code:
                return None  # the tree joined the title of one person to the name of another
            if found:
                return Ref(found, "apposition", "person", plural=len(found) > 1)
    return None


def _is_person(scene: Scene, s: int, i: int) -> bool:
    hit, name = scene.hits[s].get(i), scene.names[s].get(i)
    if hit is not None and hit.head == i and hit.kind in ("person", "surname"):
        return True
    return name is not None and name.label == "PER" and hit is None


def _fighters(scene: Scene, s: int, i: int) -> bool:
    """ "rebel" in "rebel positions" is a party; in "rebel forces" it only says which forces."""
    token = scene.parse.sentences[s].tokens[i]
    cls = scene.book.noun(token.lemma.lower())
    if cls is None or cls.name != "rebel" or token.head < 0:
        return False
    other = noun_class(scene, s, token.head)
    return other is None or other.name == "asset"


def _unknown_body(scene: Scene, s: int, i: int) -> Ref | None:
    """An organisation that only the model knows as a name gets an id of its own; its country is its owner's, if it has one."""
    name = scene.names[s][i]
    tokens = scene.parse.sentences[s].tokens
    text = scene.parse.article.text[tokens[name.first].start : tokens[name.last - 1].end]
    first = name.first
    while (
        first
        and tokens[first - 1].text[:1].isupper()
        and tokens[first - 1].head == i
        and first - 1 not in scene.hits[s]
    ):
        first -= 1
    text = scene.parse.article.text[tokens[first].start : tokens[name.last - 1].end]
    single = name.last - first == 1
    if not slug(text) or not text[0].isupper() or (single and scene.book.noun(text.lower())):
        return None
    own = owners(scene, s, i, scene.book.classes["group"])
    party = Who(slug(text), text, own[0].code if own else None, None, "organisation")
    _learn_acronym(scene, s, i, party)
    return Ref((party,), "guessed", "organisation")


def _learn_acronym(scene: Scene, s: int, i: int, party: Who) -> None:
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c > i + 1 and tokens[c].text.isupper() and len(tokens[c].text) > 1 and tokens[c - 1].text == "(":
            scene.acronyms[tokens[c].text] = party


def _named_by_title(scene: Scene, s: int, i: int) -> bool:
    """A name that hangs as `flat` on a title instead of the other way round ("blogger Ana Quill" in older trees)."""
    tokens = scene.parse.sentences[s].tokens
    hit = scene.hits[s].get(i)
    return i in scene.names[s] or (hit is not None and hit.head == i and tokens[tokens[i].head].pos == "NOUN")


def _outlet(scene: Scene, hit: Hit) -> None:
    tokens = scene.parse.sentences[hit.sentence].tokens
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    text = scene.parse.article.text[start:end]
    scene.mentions.append(
        Mention(
            "outlet", hit.sentence, hit.first, hit.last, hit.head, start, end, text, "name", outlet=hit.entries[0].id
        )
    )


def _record(scene: Scene, s: int, i: int, ref: Ref) -> None:
    tokens = scene.parse.sentences[s].tokens
    hit = scene.hits[s].get(i)
    bound = tokens[i].dep in _BOUND
    if tokens[i].dep in ("compound", "amod", "nmod:desc") and hit is None and ref.basis == "inferred":
        return  # "army" in "army spokesman": the phrase itself is the mention
    if hit is not None and bound:
        first, last = hit.first, hit.last
    else:
        first, last = extent(scene, s, i, of=ref.basis in ("description", "force"))
    note(scene, s, i, ref, first, last)
    if tokens[i].dep == "appos" and tokens[i].head < i and (s, tokens[i].head) in scene.refs:
        return
    at = i
    while tokens[at].dep == "conj":
        at = tokens[at].head
    subject = tokens[at].dep in SUBJECT
    scene.entities.append(Entity(s, i, ref, subject))
    if tokens[i].dep != "conj":
        joined = [denote(scene, s, m) for m in conjuncts(scene, s, i)]
        together = tuple(dict.fromkeys(w for r in joined if r is not None for w in r.who))
        if len(joined) > 1 and len(together) > 1:  # "Chad and Niger": what "they" and "both" mean
            scene.entities.append(Entity(s, i, Ref(together, ref.basis, "pair", plural=True), subject))
