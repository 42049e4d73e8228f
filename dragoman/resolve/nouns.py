"""Role nouns: whose "forces", "ministry", "rebels" or "positions" a phrase speaks of, and which party they are.

`by_noun` is the verb; the knowledge is in data/nouns.yml. An owner is looked for before the noun ("Russian officers",
"Iran-backed militias", "its troops"), then behind it ("the government of Iceland", "rebels in Chad"); without an owner
the class says whether the noun means the country of the report ("the army"), itself ("militants") or nobody.
"""

from __future__ import annotations

from dragoman.data.book import NounClass, slug
from dragoman.resolve import descriptions, home
from dragoman.resolve.scene import NOMINAL, Ref, Scene, Who, case, conjuncts, definite

_OWNER_DEPS = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "det"))
_BEHIND = {"of": 1, "for": 2, "from": 2, "with": 3, "at": 3, "in": 4, "within": 4, "inside": 4}
_IN_PLACE = frozenset(
    [
        "rebel",
        "attacker",
        "opposition",
        "armed_opposition",
        "civilian",
        "police",
        "militia",
        "court",
        "media",
        "business",
        "force",
        "religious",
        "dissident",
    ]
)
_SETTING = frozenset(("civilian", "religious", "opposition", "armed_opposition"))
_ARMED = frozenset(("rebel", "attacker", "militia", "force", "group", "part", "opposition", "armed_opposition"))
_OFFICE = frozenset(("official", "officials"))
_OFFICE_WORDS = frozenset(("office", "policy", "affairs", "desk", "press", "secretary", "minister", "ministry"))
_SEATED = frozenset(("government", "official", "officials", "parliament", "spies"))
# Whoever is sent abroad is not of the country where he sits: "a diplomat in Dakar" may be anybody's.
_ABROAD = frozenset(
    ("diplomat", "ambassador", "envoy", "consul", "emissary", "embassy", "mission", "delegation", "nuncio")
)
# "her counterpart" is of another state than she is.
_SOMEBODY_ELSE = frozenset(("counterpart", "successor", "predecessor", "rival", "number", "host", "guest"))
_PRINTED = frozenset(("newspaper", "broadcaster", "weekly", "radio station", "television station", "news agency"))
_NO_COUNTRY = frozenset(("IMG", "NGO", "MNC", "UNO", "IGO", "EUR"))
_KIND = {"force": "force", "civilian": "people"}


def by_noun(scene: Scene, s: int, i: int) -> Ref | None:
    """The party that the role noun at token `i` denotes; without parties where it was declined, None for other nouns."""
    cls = noun_class(scene, s, i)
    if cls is None:
        return None
    token = scene.parse.sentences[s].tokens[i]
    lemma = token.lemma.lower()
    if cls.name == "media" and token.dep == "appos" and lemma in _PRINTED:
        return None  # "the Evening Plum, a newspaper": an outlet of that name, and nobody's press
    if cls.name in ("group", "party", "militia") and (name := _named_compound(scene, s, i)):
        return Ref((Who(slug(name), name, None, cls.sector, "group"),), "guessed", "group")
    own = owners(scene, s, i, cls)
    plural = lemma != token.text.lower() or cls.name == "police"
    if any(p.kind == "foreign" for p in own):
        return Ref((_foreign(lemma, cls),), "description", cls.name, plural=True)
    if not own:
        return _alone(scene, s, i, cls, plural=plural)
    kept = tuple(dict.fromkeys(p for o in own if (p := denoted(scene, cls, o, lemma)) is not None))
    return Ref(kept, cls.name if cls.name in ("force", "asset") else "description", cls.name, plural) if kept else None


def _named_compound(scene: Scene, s: int, i: int) -> str:
    """The unknown name before "party" or "movement": "the Quill party"."""
    tokens = scene.parse.sentences[s].tokens
    capital = tokens[i].text[0].isupper()
    for c in scene.kids[s][i]:
        word = tokens[c].text
        if capital and c < i and word[0].isupper() and tokens[c].dep in ("compound", "amod") and i in scene.names[s]:
            return scene.parse.article.text[tokens[c].start : tokens[i].end]
        unknown = c not in scene.hits[s] and scene.book.noun(word.lower()) is None
        if unknown and c < i and tokens[c].dep == "compound" and tokens[c].pos == "PROPN" and word[0].isupper():
            return word
    return ""


def noun_class(scene: Scene, s: int, i: int) -> NounClass | None:
    """The class of the role noun at token `i`, of two words where both are listed, turned by modifiers ("rebel forces")."""
    tokens, book = scene.parse.sentences[s].tokens, scene.book
    word, lemma = tokens[i].text.lower(), tokens[i].lemma.lower()
    before = tokens[i - 2 if i > 1 and tokens[i - 1].text == "-" else i - 1].text.lower() + " " if i else ""
    cls = book.noun(before + lemma) or book.noun(before + word) or book.noun(lemma) or book.noun(word)
    if cls is None and word.endswith("s"):
        cls = book.noun(before + word[:-1]) or book.noun(word[:-1])
    if cls is None or cls.name in ("asset", "country", "civilian"):
        return cls
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep in ("amod", "compound", "nmod:desc"):
            for m in conjuncts(scene, s, c):
                turned = _turned(scene, cls, tokens[m].lemma.lower())
                if turned is not None:
                    return turned
    return cls


def _turned(scene: Scene, cls: NounClass, modifier: str) -> NounClass | None:
    classes, words = scene.book.classes, scene.book.modifiers
    if modifier in ("opposition", "dissident") and (cls.name in _ARMED or cls.name in _OFFICE or cls.name == "party"):
        return classes["armed_opposition" if cls.name in _ARMED else "dissident"]
    if cls.name == "militia" and modifier in words["militia"]:
        return cls  # "a proxy terrorist militia" fights for somebody, whatever it is called
    if modifier in words["rebel"] and (cls.name in _ARMED or cls.name in _OFFICE):
        return classes["rebel"]
    if modifier in words["militia"] and (cls.name in ("force", "group", "rebel", "part") or cls.name in _OFFICE):
        return classes["militia"]
    if modifier in words["state"] and cls.name in ("force", "militia", "part"):
        return classes["force"]
    if modifier == "armed" and cls.name == "group":
        return classes["rebel"]
    other = scene.book.noun(modifier)
    if (
        other is not None
        and cls.name in _OFFICE
        and other.name in ("force", "police", "court", "parliament", "spies", "opposition")
    ):
        return other
    return None


def owners(scene: Scene, s: int, i: int, cls: NounClass) -> list[Who]:
    """Whose the noun at token `i` is: adjectives, compounds and possessors first, then "of", "from", "in"."""
    tokens = scene.parse.sentences[s].tokens
    found: list[Who] = []
    later: list[tuple[int, Who]] = []
    for c in scene.kids[s][i]:
        dep = tokens[c].dep
        if dep == "nmod:poss" and tokens[i].lemma.lower() in _SOMEBODY_ELSE:
            continue
        if dep in _OWNER_DEPS and c < i:
            for m in conjuncts(scene, s, c):
                found += _owner(scene, s, m, cls)
        elif (
            dep in ("compound", "appos", "flat")
            and c > i
            and c in scene.hits[s]
            and cls.name in ("group", "rebel", "militia", "party")
        ):
            ref = _denote(scene, s, c)
            if ref is not None and ref.who and all(p.kind in ("group", "organisation") for p in ref.who):
                return list(ref.who)  # "Iran's proxy militia Hezbollah" is Hezbollah
        elif dep == "nmod" and (rank := _BEHIND.get(case(scene, s, c), 0)) and (rank < 4 or cls.name in _IN_PLACE):
            for m in conjuncts(scene, s, c):
                ref = _denote(scene, s, m)
                place = scene.places.get((s, m))
                if ref is not None and ref.basis != "inferred":
                    later += [(rank, p) for p in ref.who]
                elif ref is None and place in scene.book.kinds["state"] and cls.name in _IN_PLACE:
                    later.append((4, state_of(scene, place)))
        elif dep == "nmod" and cls.name in _SEATED and case(scene, s, c) == "in":
            code = None if tokens[i].lemma.lower() in _ABROAD else home.state_at(scene, s, c)
            if code is not None:  # "the government in Managua", "officials in Dakar"
                later.append((4, state_of(scene, code)))
    if not found and later:
        best = min(rank for rank, _ in later)
        found = [p for rank, p in later if rank == best]
    if not found and (last := _last_joined(scene, s, i)) is not None:
        for c in scene.kids[s][last]:  # "the government and people of Iceland": both are
            if tokens[c].dep == "nmod" and case(scene, s, c) == "of" and (ref := _denote(scene, s, c)) is not None:
                found += [p for p in ref.who if ref.basis == "name"]
    return list(dict.fromkeys(found))


def _last_joined(scene: Scene, s: int, i: int) -> int | None:
    """The last of the nouns that token `i` is coordinated with, if it is a role noun too and stands behind."""
    tokens = scene.parse.sentences[s].tokens
    first = i
    while tokens[first].dep == "conj" and tokens[first].head >= 0:
        first = tokens[first].head
    last = max(conjuncts(scene, s, first))
    if last <= i or tokens[last].pos != "NOUN" or scene.book.noun(tokens[last].lemma.lower()) is None:
        return None
    return last


def _owner(scene: Scene, s: int, c: int, cls: NounClass) -> list[Who]:
    tokens, words = scene.parse.sentences[s].tokens, scene.book.modifiers
    word = tokens[c].text.lower()
    # "non-Kenyan forces" are anybody's but Kenya's; the joined word keeps its second capital.
    if word in words["foreign"] or (word.startswith("non-") and tokens[c].text[4:5].isupper()):
        office = tokens[c + 1].lemma.lower() in _OFFICE_WORDS
        return [] if office else [Who("foreign", "foreign", None, None, "foreign")]
    if word in words["backing"] and c >= 2 and tokens[c - 1].text in ("-", "–", "‑"):
        ref = _denote(scene, s, c - 2)
        return _backed(ref, cls) if ref is not None else []
    ref = _denote(scene, s, c) if tokens[c].pos in NOMINAL else None
    if ref is None:
        return _part_of_state(scene, s, c, cls)
    if ref.basis == "backing":
        return _backed(ref, cls)
    if ref.basis == "asset" and cls.name not in _OFFICE:
        return []
    if (
        ref.basis == "inferred"
        and cls.name not in _OFFICE
        and not (cls.name == "asset" and tokens[c].dep == "compound")
    ):
        return []  # "police station" is the police's, "the government's critics" would be guessing twice
    return [p for p in ref.who if p.kind != "group" or p.code is not None or ref.basis != "description"]


def _part_of_state(scene: Scene, s: int, c: int, cls: NounClass) -> list[Who]:
    """A town or province before the noun: its own government, its country's police and people."""
    name, place = scene.names[s].get(c), scene.places.get((s, c))
    if name is None or name.label != "LOC" or place not in scene.book.kinds["state"]:
        return []
    tokens = scene.parse.sentences[s].tokens
    text = scene.parse.article.text[tokens[name.first].start : tokens[name.last - 1].end]
    if cls.name in ("government", *_OFFICE):
        return [Who(slug(text), text, place, "GOV", "state-part")]
    return [state_of(scene, place)]


def _backed(ref: Ref, cls: NounClass) -> list[Who]:
    """Who stands behind a force does not own it: "Iran-backed fighters" are militias; "Iranian-linked sites" are Iran's."""
    if cls.name not in _ARMED:
        return list(ref.who)
    return [p._replace(kind="backer") if p.kind in ("state", "person", "force") else p for p in ref.who]


def denoted(scene: Scene, cls: NounClass, owner: Who, lemma: str) -> Who | None:
    """The party that a noun of class `cls` with owner `owner` is: forces of a state, fighters of a group, a region's countries."""
    base = owner.id.partition(".")[0]
    state = base in scene.book.kinds["state"]
    if owner.kind == "backer":
        return Who(
            f"{base.lower()}-militias" if state else base, f"{owner.name}-backed forces", owner.code, "PRM", "group"
        )
    if owner.kind == "region" and cls.name in ("rebel", "attacker", "militia"):
        word = _MANY.get(lemma, lemma + "s")
        return Who(f"{owner.id.partition(':')[2]}-{slug(word)}", f"{owner.name} {word}", None, cls.sector, "group")
    if owner.kind == "region":
        return owner._replace(sector=cls.sector)
    if cls.name == "country":
        if owner.kind == "person" and owner.code in scene.book.kinds["state"]:
            return state_of(scene, owner.code)  # "our country" is the speaker's
        if lemma in ("neighbour", "neighbor") or (state and owner.kind != "state"):
            return None
        return owner if state or owner.kind == "state-part" else None
    if cls.name == "government" and owner.kind == "person" and owner.code in scene.book.kinds["state"] and not state:
        return state_of(scene, owner.code)  # the government of a president who is gone was the state's
    if not state:
        return _of_body(cls, owner, lemma)
    if (cls.name in _OFFICE and owner.id.endswith(".MIL")) or (
        cls.name in ("asset", "government", *_OFFICE) and owner.kind == "people"
    ):
        return owner
    name = scene.book.actors[base].name
    if cls.name == "opposition" and base not in scene.book.kinds["armed"]:
        return Who(f"{base}.OPP", f"{name} opposition", base, "OPP", "group")
    if cls.name == "asset":
        mil = owner.id.endswith(".MIL")
        return Who(
            owner.id if mil else base, name, base, "MIL" if mil else owner.sector or "GOV", "force" if mil else "state"
        )
    party = cls.id.replace("{state}", base).replace("{low}", base.lower())
    return Who(
        party,
        name if party == base else f"{name} {lemma}",
        base,
        cls.sector,
        _KIND.get(cls.name, "state" if party == base else "group"),
    )


def _of_body(cls: NounClass, owner: Who, lemma: str) -> Who | None:
    """Fighters, leaders and positions of a group are the group; its supporters are people; its allies are others."""
    if cls.name == "civilian" and owner.kind == "person" and owner.code is None:
        return None  # his daughter is not he
    if cls.name == "civilian" and owner.kind != "people" and owner.code and owner.code not in _NO_COUNTRY:
        return Who(f"{owner.code}.CVL", f"{owner.name} {lemma}", owner.code, "CVL", "people")
    if cls.name == "ally":
        return Who(f"{slug(owner.id)}-allies", f"{owner.name} allies", None, None, "group")
    if (
        owner.kind == "organisation"
        and owner.sector is None
        and cls.name in ("rebel", "militia")
        and lemma != "fighter"
    ):
        adjective = "kurdish" if owner.id == "kurds" else owner.id.removesuffix("s")
        return Who(f"{adjective}-militants", f"{owner.name} {lemma}", owner.code, "REB", "group")
    return owner


def _alone(scene: Scene, s: int, i: int, cls: NounClass, *, plural: bool) -> Ref | None:
    token = scene.parse.sentences[s].tokens[i]
    lemma = token.lemma.lower()
    earlier = scene.titles.get(lemma)
    if earlier is not None and not plural and cls.name in ("government", "force", *_OFFICE) and definite(scene, s, i):
        return Ref((earlier[1],), "description", "person")
    if definite(scene, s, i):
        same = descriptions.repeated(scene, lemma, plural=plural)
        if same is not None:
            return same
        if (earlier_ones := descriptions.stood_for(scene, lemma, plural=plural)) and cls.alone == "country":
            return Ref((), "inferred", cls.name, plural, candidates=earlier_ones)
    if plural and cls.name in _ARMED and cls.name != "force" and definite(scene, s, i):
        again = descriptions.again(scene, s, cls.name)
        if again is not None:
            return again
    if cls.alone == "generic":
        return Ref((_generic(scene, s, i, cls, lemma),), "description", cls.name, plural)
    if cls.alone != "country":
        return None
    shared = _shared(scene, s, i)
    if shared and cls.name in _ARMED:
        name = "coalition" if shared == "coalition" else f"{shared}-forces"
        return Ref((Who(name, f"{shared} forces", None, "MIL", "group"),), "description", cls.name, plural=True)
    if shared or _named_owner(scene, s, i):
        return Ref((), "description", cls.name, plural)  # whose it is stands there, and nobody could be found for it
    if lemma in _ABROAD and any(case(scene, s, c) == "in" for c in scene.kids[s][i]):
        return Ref((), "inferred", cls.name, plural)
    state, others = home.country(scene, s, i, setting=cls.name in _SETTING)
    if state is None:
        return Ref((), "inferred", cls.name, plural, candidates=others)
    party = denoted(scene, cls, state_of(scene, state), lemma)
    return Ref((party,), "inferred", cls.name, plural) if party is not None else None


def party_of(scene: Scene, s: int, i: int, state: str) -> Who | None:
    """The party that the role noun at token `i` is where its state is taken to be `state`."""
    cls = noun_class(scene, s, i)
    if cls is None or state not in scene.book.kinds["state"]:
        return None
    return denoted(scene, cls, state_of(scene, state), scene.parse.sentences[s].tokens[i].lemma.lower())


def _shared(scene: Scene, s: int, i: int) -> str:
    """ "coalition forces", "international observers": of several states, so of none that could be inferred."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c < i and tokens[c].lemma.lower() in scene.book.modifiers["shared"]:
            return tokens[c].lemma.lower()
    return ""


def _named_owner(scene: Scene, s: int, i: int) -> bool:
    """Whether a name stands before the noun that resolved to nobody ("Quillish police")."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep in ("compound", "nmod:poss", "amod", "nmod:desc"):
            hit, name = scene.hits[s].get(c), scene.names[s].get(c)
            if (hit is not None and hit.prefix == "") or (name is not None and tokens[c].pos == "PROPN"):
                return True
    return False


def state_of(scene: Scene, code: str) -> Who:
    """The state with the id `code` as a party."""
    actor = scene.book.actors[code]
    return Who(code, actor.name, actor.code, actor.sector, "state")


def _generic(scene: Scene, s: int, i: int, cls: NounClass, lemma: str) -> Who:
    """Rebels, militants, terrorists whose country nothing tells: an id made of the noun that says most, in the plural."""
    tokens = scene.parse.sentences[s].tokens
    head = lemma
    if i and scene.book.noun(f"{tokens[i - 1].text.lower()} {lemma}") is cls:
        head = f"{tokens[i - 1].text.lower()} {lemma}"
    for c in scene.kids[s][i]:
        if c < i and scene.book.noun(tokens[c].lemma.lower()) is cls:
            head = tokens[c].lemma.lower()
    if scene.book.noun(head) is not cls:
        head = cls.name
    word = _MANY.get(head, head if head.endswith("s") else head + "s")
    return Who(slug(word), word, home.same_clause(scene, s, i), cls.sector, "group")


_MANY = {
    "insurgency": "insurgents",
    "gunman": "gunmen",
    "gunmen": "gunmen",
    "militiaman": "militias",
    "militiamen": "militias",
    "paramilitary": "paramilitaries",
    "proxy": "proxies",
    "revolutionary": "revolutionaries",
}


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
    return Who(f"foreign-{slug(word)}", f"foreign {word}", None, cls.sector, "group")


def _denote(scene: Scene, s: int, i: int) -> Ref | None:
    return scene.denote(scene, s, i) if scene.denote is not None else None
