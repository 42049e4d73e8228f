"""Parties in a report: which noun phrase denotes whom.

A noun phrase denotes a party by its own name ("Hezbollah"), by a role noun with an owner ("Russian officers": RUS.MIL), or
by what belongs to a party ("Iranian positions": IRN, as a target). Inside bigger phrases adjectives and possessors are
mentions too ("Israeli raids": ISR). Where nothing decides, the mention stays without parties and lists the candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.data.book import Book, NounClass, load_book, slug
from dragoman.model import Mention, Parse
from dragoman.resolve import people, pronouns
from dragoman.resolve.hits import find_hits, who
from dragoman.resolve.scene import NOMINAL, SUBJECT, Entity, Ref, Scene, Who, build, case, conjuncts, extent, note

_OWNER_DEPS = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "det"))
_FROM = {"of": 1, "for": 2, "from": 2, "with": 3, "at": 3, "in": 4, "within": 4, "inside": 4}
_SET_IN_PLACE = frozenset(
    (
        "rebel",
        "opposition",
        "civilian",
        "police",
        "militia",
        "court",
        "media",
        "business",
        "force",
        "religious",
        "dissident",
    )
)
_BOUND = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"))


def find_actors(parse: Parse, book: Book | None = None) -> list[Mention]:
    """All mentions of parties and outlets in `parse`, in text order; one per token that denotes one (`Mention.head`)."""
    scene = build(parse, book or load_book())
    scene.denote = denote
    find_hits(scene)
    for s, sentence in enumerate(parse.sentences):
        for i, token in enumerate(sentence.tokens):
            if token.pos not in NOMINAL or token.dep in ("flat", "punct", "goeswith"):
                continue
            hit = scene.hits[s].get(i)
            if hit is not None and hit.kind == "outlet":
                if hit.head == i:
                    _outlet(scene, s, i)
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
        return _by_name(scene, s, i)
    name = scene.names[s].get(i)
    if name is not None and name.label == "PER":
        return people.named(scene, s, i, denote)
    if token.pos == "PRON" or (token.pos == "DET" and token.dep == "nmod:poss"):
        return pronouns.pronoun(scene, s, i)
    if token.pos in ("NOUN", "PROPN") or (
        token.pos in ("ADJ", "NUM") and token.dep not in _BOUND and token.dep != "nummod"
    ):
        described = pronouns.describe(scene, s, i)
        if described is not None:
            return described
        ref = _by_noun(scene, s, i)
        if ref is not None:
            return ref
        if token.pos == "PROPN" and name is not None and name.label == "ORG":
            return _unknown_body(scene, s, i)
        if token.text in scene.acronyms:
            return Ref((scene.acronyms[token.text],), "acronym")
    return None


def _by_name(scene: Scene, s: int, i: int) -> Ref | None:
    hit = scene.hits[s][i]
    if hit.prefix == "anti":
        return None
    ids = {e.id for e in hit.entries}
    if len(ids) > 1:
        return Ref((), "name", candidates=tuple(sorted(ids)))
    party = who(scene, hit.entries[0])
    if hit.prefix == "pro":
        return Ref((party,), "backing")
    _learn_acronym(scene, s, i, party)
    basis = {
        "adjective": "demonym",
        "people": "demonym",
        "capital": "capital",
        "seat": "capital",
        "body": "name",
        "name": "name",
    }[hit.kind]
    token = scene.parse.sentences[s].tokens[i]
    if hit.kind == "people" or (
        hit.kind == "adjective" and token.dep not in _BOUND and token.pos in ("NOUN", "PROPN", "ADJ")
    ):
        return Ref((_of_people(scene, s, i, party),), basis, "people", plural=True)
    return Ref((party,), basis, party.kind)


def _of_people(scene: Scene, s: int, i: int, party: Who) -> Who:
    """ "The Iranians" are the state; counted or described Iranians ("44 Iranians", "many Syrians") are people of it."""
    tokens = scene.parse.sentences[s].tokens
    counted = any(tokens[c].dep in ("nummod", "amod") and c < i for c in scene.kids[s][i])
    of = (
        tokens[i].dep == "nmod"
        and case(scene, s, i) == "of"
        and tokens[tokens[i].head].lemma.lower() in ("million", "thousand", "hundred", "dozen")
    )
    if party.kind == "state" and (counted or of):
        return Who(f"{party.id}.CVL", f"{party.name} people", party.code, "CVL", "people")
    return party


def _by_noun(scene: Scene, s: int, i: int) -> Ref | None:
    cls = noun_class(scene, s, i)
    if cls is None:
        return None
    token = scene.parse.sentences[s].tokens[i]
    own = owners(scene, s, i, cls)
    plural = token.lemma.lower() != token.text.lower() or cls.name in ("police", "people")
    if any(p.kind == "foreign" for p in own):
        return Ref((_foreign(token.lemma.lower(), cls),), "description", cls.name, plural=True)
    if own:
        parties = [denoted(scene, cls, owner, token.lemma.lower()) for owner in own]
        kept = tuple(dict.fromkeys(p for p in parties if p is not None))
        if not kept:
            return None
        return Ref(
            kept,
            "force" if cls.name == "force" else "asset" if cls.name == "asset" else "description",
            cls.name,
            plural,
        )
    return _alone(scene, s, i, cls, plural=plural)


def noun_class(scene: Scene, s: int, i: int) -> NounClass | None:
    """The class of the role noun at token `i`, of two words where both are listed, turned by modifiers ("rebel forces")."""
    tokens, book = scene.parse.sentences[s].tokens, scene.book
    word, lemma = tokens[i].text.lower(), tokens[i].lemma.lower()
    before = tokens[i - 1].text.lower() + " " if i else ""
    cls = book.noun(before + lemma) or book.noun(before + word) or book.noun(lemma) or book.noun(word)
    if cls is None and word.endswith("s"):
        cls = book.noun(before + word[:-1]) or book.noun(word[:-1])
    if cls is None or cls.name in ("asset", "country", "civilian"):
        return cls
    for c in scene.kids[s][i]:
        if c > i or tokens[c].dep not in ("amod", "compound", "nmod:desc"):
            continue
        for m in conjuncts(scene, s, c):
            modifier = tokens[m].lemma.lower()
            if modifier in book.modifiers["rebel"] and cls.name in (
                "force",
                "group",
                "rebel",
                "official",
                "militia",
                "party",
            ):
                return (
                    book.classes["rebel"]
                    if modifier not in ("opposition", "dissident") or cls.name in ("force", "group", "rebel")
                    else book.classes["dissident"]
                )
            if modifier in book.modifiers["militia"] and cls.name in ("force", "group", "rebel", "official"):
                return book.classes["militia"]
            if modifier in book.modifiers["state"] and cls.name in ("force", "militia"):
                return book.classes["force"]
            other = book.noun(modifier)
            if (
                other is not None
                and cls.name == "official"
                and other.name in ("force", "police", "court", "parliament", "spies", "opposition")
            ):
                return other
            if modifier == "armed" and cls.name == "group":
                return book.classes["rebel"]
    return cls


def owners(scene: Scene, s: int, i: int, cls: NounClass) -> list[Who]:
    """Whose the noun at token `i` is: adjectives, compounds and possessors first, then "of", "from", "in"."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    found: list[Who] = []
    later: list[tuple[int, Who]] = []
    for c in kids[i]:
        dep = tokens[c].dep
        if dep in _OWNER_DEPS and c < i:
            for m in conjuncts(scene, s, c):
                found += _owner(scene, s, m, cls)
        elif (
            dep in ("compound", "appos")
            and c > i
            and scene.hits[s].get(c) is not None
            and cls.name in ("group", "rebel", "militia", "party")
        ):
            ref = denote(scene, s, c)
            if ref and all(p.kind in ("group", "organisation") for p in ref.who):
                found += ref.who
        elif dep == "nmod":
            rank = _FROM.get(case(scene, s, c), 0)
            if rank and (rank < 4 or cls.name in _SET_IN_PLACE):
                for m in conjuncts(scene, s, c):
                    ref = denote(scene, s, m)
                    if ref is not None and ref.basis != "inferred":
                        later += [(rank, p) for p in ref.who]
    if not found and later:
        best = min(rank for rank, _ in later)
        found = [p for rank, p in later if rank == best]
    return list(dict.fromkeys(found))


def _owner(scene: Scene, s: int, c: int, cls: NounClass) -> list[Who]:
    tokens, book = scene.parse.sentences[s].tokens, scene.book
    word = tokens[c].text.lower()
    if (
        word in book.modifiers["foreign"]
        and cls.name != "government"
        and tokens[c + 1].lemma.lower() not in ("office", "policy", "affairs", "desk", "press")
    ):
        return [Who("foreign", "foreign", None, None, "foreign")]
    ref = None
    if word in book.modifiers["backing"] and c >= 2 and tokens[c - 1].text in ("-", "–", "‑"):
        ref = denote(scene, s, c - 2)
        if ref is None or cls.name == "asset":
            return list(ref.who) if ref else []
        return [
            p._replace(kind="backer")
            if p.kind in ("state", "person", "force") and cls.name not in ("government", "official", "country")
            else p
            for p in ref.who
        ]
    if tokens[c].pos in NOMINAL:
        ref = denote(scene, s, c)
    if ref is None:
        return []
    if ref.basis == "backing":
        return [p._replace(kind="backer") for p in ref.who]
    if ref.basis in ("asset", "inferred") and cls.name != "official":
        return []
    return list(ref.who)


def denoted(scene: Scene, cls: NounClass, owner: Who, lemma: str) -> Who | None:
    """The party that a noun of class `cls` with owner `owner` is: forces of a state, fighters of a group, a region's countries."""
    base = owner.id.partition(".")[0]
    actor = scene.book.actors.get(base)
    state = base in scene.book.kinds["state"]
    if owner.kind == "backer":
        if cls.name in ("rebel", "militia", "force", "group", "opposition"):
            return Who(
                f"{base.lower()}-militias" if state else base, f"{owner.name}-backed forces", owner.code, "PRM", "group"
            )
        return owner._replace(kind="state") if state else None
    if owner.kind == "region":
        return owner._replace(sector=cls.sector) if cls.name not in ("civilian", "media") or True else None
    if cls.name == "country" and not (state and owner.kind == "state"):
        return owner if owner.kind in ("organisation", "state-part") else None
    if cls.name == "group" and owner.kind in ("group", "organisation", "people"):
        return owner
    if not state:
        return _of_body(cls, owner, lemma)
    name = actor.name if actor else base
    if cls.name == "opposition" and base not in scene.book.kinds["armed"]:
        return Who(f"{base}.OPP", f"{name} opposition", base, "OPP", "group")
    party = cls.id.replace("{state}", base).replace("{low}", base.lower())
    if cls.name == "official" and owner.id.endswith(".MIL"):
        return owner
    if cls.name in ("asset", "official", "government") and owner.kind == "people":
        return owner
    sector = cls.sector if cls.name != "asset" else (owner.sector or "GOV")
    if cls.name == "asset" and owner.id.endswith(".MIL"):
        party, sector = owner.id, "MIL"
    label = name if party == base else f"{name} {lemma}"
    return Who(
        party,
        label,
        base,
        sector,
        {"force": "force", "civilian": "people"}.get(cls.name, "state" if party == base else "group"),
    )


def _of_body(cls: NounClass, owner: Who, lemma: str) -> Who | None:
    """Fighters, leaders and positions of a group are the group; its supporters are people; its allies are others."""
    if (
        cls.name == "civilian"
        and owner.code
        and len(owner.code) == 3
        and owner.code.isupper()
        and owner.kind != "people"
        and owner.code not in ("IMG", "NGO", "MNC", "UNO", "IGO", "EUR")
    ):
        return Who(f"{owner.code}.CVL", f"{owner.name} {lemma}", owner.code, "CVL", "people")
    if cls.name == "ally":
        return Who(f"{owner.id.lower()}-allies", f"{owner.name} allies", None, None, "group")
    if owner.kind in ("people", "organisation") and cls.name in ("rebel", "militia") and owner.sector is None:
        return Who(
            f"{owner.id.rstrip('s')}ish-militants" if owner.id == "kurds" else f"{owner.id}-militants",
            f"{owner.name} {lemma}",
            owner.code,
            "REB",
            "group",
        )
    return owner


def _alone(scene: Scene, s: int, i: int, cls: NounClass, *, plural: bool) -> Ref | None:
    token = scene.parse.sentences[s].tokens[i]
    lemma = token.lemma.lower()
    earlier = scene.titles.get(lemma)
    if (
        earlier is not None
        and not plural
        and cls.name in ("government", "official", "force")
        and _definite(scene, s, i)
    ):
        return Ref((earlier[1],), "description", "person")
    if cls.alone == "generic":
        return Ref((_generic(scene, s, i, cls, lemma),), "description", cls.name, plural)
    if cls.alone != "country" or token.dep in ("compound", "amod", "nmod:desc") and cls.name == "civilian":
        return None
    state, others = pronouns.country(scene, s, i)
    if state is None:
        return Ref((), "inferred", cls.name, plural, candidates=others)
    actor = scene.book.actors[state]
    party = denoted(scene, cls, Who(state, actor.name, actor.code, actor.sector, "state"), lemma)
    return Ref((party,), "inferred", cls.name, plural) if party else None


def _generic(scene: Scene, s: int, i: int, cls: NounClass, lemma: str) -> Who:
    """Rebels, militants, terrorists whose country nothing tells: an id made of the noun, in the plural."""
    head = lemma if cls.name not in ("force", "group") else cls.name
    if head in ("fighter", "faction", "group", "force", "leader", "commander") or scene.book.noun(head) is not cls:
        head = cls.name
    word = head if head.endswith("s") or head in ("insurgency", "paramilitary") else head + "s"
    return Who(
        slug(
            {"insurgency": "insurgents", "gunmens": "gunmen", "militiamens": "militias", "militiamans": "militias"}.get(
                word, word
            )
        ),
        word,
        None,
        cls.sector,
        "group",
    )


def _foreign(lemma: str, cls: NounClass) -> Who:
    word = (
        "forces"
        if cls.name == "force"
        else lemma
        if lemma.endswith("s")
        else lemma[:-1] + "ies"
        if lemma.endswith("y")
        else lemma + "s"
    )
    return Who(f"foreign-{word}", f"foreign {word}", None, cls.sector, "group")


def _unknown_body(scene: Scene, s: int, i: int) -> Ref | None:
    """An organisation that only the model knows as a name gets an id of its own; its country is its owner's, if it has one."""
    name = scene.names[s][i]
    tokens = scene.parse.sentences[s].tokens
    text = scene.parse.article.text[tokens[name.first].start : tokens[name.last - 1].end]
    if not slug(text):
        return None
    own = owners(scene, s, i, scene.book.classes["group"])
    code = own[0].code if own else None
    party = scene.acronyms.get(text) or Who(slug(text), text, code, None, "organisation")
    _learn_acronym(scene, s, i, party)
    return Ref((party,), "guessed", "organisation")


def _learn_acronym(scene: Scene, s: int, i: int, party: Who) -> None:
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if (
            c > i
            and tokens[c].dep in ("appos", "parataxis")
            and tokens[c].text.isupper()
            and len(tokens[c].text) > 1
            and tokens[c - 1].text == "("
        ):
            scene.acronyms[tokens[c].text] = party


def _definite(scene: Scene, s: int, i: int) -> bool:
    tokens = scene.parse.sentences[s].tokens
    return any(tokens[c].dep == "det" and tokens[c].text.lower() in ("the", "this", "that") for c in scene.kids[s][i])


def _outlet(scene: Scene, s: int, i: int) -> None:
    hit = scene.hits[s][i]
    tokens = scene.parse.sentences[s].tokens
    outlet = scene.book.outlets[hit.entries[0].id]
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    text = scene.parse.article.text[start:end]
    scene.mentions.append(Mention("outlet", s, hit.first, hit.last, i, start, end, text, "name", outlet=outlet))


def _record(scene: Scene, s: int, i: int, ref: Ref) -> None:
    tokens = scene.parse.sentences[s].tokens
    hit = scene.hits[s].get(i)
    if hit is not None and tokens[i].dep in _BOUND:
        first, last = hit.first, hit.last
    else:
        first, last = extent(scene, s, i, of=ref.basis in ("description", "force"))
    note(scene, s, i, ref, first, last)
    if tokens[i].dep == "appos":
        return
    subject = tokens[i].dep in SUBJECT
    group = next((c for c in range(i) if tokens[c].dep in SUBJECT), i)
    scene.entities.append(Entity(s, i, ref, subject, group))
