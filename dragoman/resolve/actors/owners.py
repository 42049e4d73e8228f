"""Whose a role noun is: the adjective, possessor or "of" that says it, before the noun first, then behind it."""

from __future__ import annotations

from dragoman.data.book import NounClass
from dragoman.data.spellings import slug
from dragoman.resolve.actors import home
from dragoman.resolve.actors.classes import ARMED, OFFICE
from dragoman.resolve.scene import NOMINAL, Ref, Scene, Who, case, conjuncts

_OWNER_DEPS = frozenset(("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "det"))
_LAST = 9
_AREAS = frozenset(("region", "province", "enclave", "territory", "republic", "area"))
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
# What the second of two nouns may be that share an adjective: fighters of the other side are joined so, too.
_SHARING = frozenset(
    ("force", "police", "government", "officials", "opposition", "parliament", "court", "spies", "media", "civilian")
)
_OFFICE_WORDS = frozenset(("office", "policy", "affairs", "desk", "press", "secretary", "minister", "ministry"))
# Whose members, heads and spokesmen a report need not name the state again for: "a member of the cabinet".
_BODIES = frozenset(("government", "parliament", "police", "court", "force", "opposition", "spies"))
_SEATED = frozenset(("government", "official", "officials", "parliament", "spies"))
_COMES = frozenset(("visit", "come", "travel", "arrive", "hail", "flee", "return"))
# Whoever is sent abroad is not of the country where he sits: "a diplomat in Dakar" may be anybody's.
ABROAD = frozenset(
    ("diplomat", "ambassador", "envoy", "consul", "emissary", "embassy", "mission", "delegation", "nuncio")
)
# Out of a land, and not men of it.
_OUT_OF = frozenset(
    ("withdraw", "pull", "evacuate", "remove", "expel", "recall", "extract", "airlift", "drive", "oust", "withdrawal")
)
# What stands behind "for" is what these look after, and not whose they are.
_ENTRUSTED = frozenset(
    (
        "minister",
        "secretary",
        "envoy",
        "commissioner",
        "coordinator",
        "adviser",
        "advisor",
        "undersecretary",
        "rapporteur",
    )
)
# Who made a thing does not own it: "Israeli-built jets" are anybody's but Israel's.
_MADE = frozenset(("built", "made", "supplied", "designed", "manufactured", "donated", "produced", "style", "bought"))
# "her counterpart" is of another state than she is.
_SOMEBODY_ELSE = frozenset(("counterpart", "colleague", "successor", "predecessor", "rival", "number", "host", "guest"))


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
                if cls.name == "asset" and (ref := _denote(scene, s, m)) is not None and ref.basis == "inferred":
                    later += [(_LAST, p) for p in _owner(scene, s, m, cls)]  # "a Chinese coast guard ship" off Manila
                else:
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
        elif dep == "nmod" and case(scene, s, c) == "including" and tokens[c].text.lower() == "those":
            for d in (d for d in scene.kids[s][c] if case(scene, s, d) == "of"):
                refs = [_denote(scene, s, m) for m in conjuncts(scene, s, d)]
                found += [p for ref in refs if ref is not None for p in ref.who]  # "ministries including those of Chad"
        elif dep == "nmod" and tokens[i].lemma.lower() in _ENTRUSTED and case(scene, s, c) in ("for", "to"):
            continue  # "the minister for Africa" and "the envoy for Chad" look after them
        elif dep == "nmod" and tokens[i].lemma.lower() == "border" and case(scene, s, c) == "with":
            continue  # "the border with Chad" is whoever's it is with
        elif dep == "nmod" and case(scene, s, c) == "from" and _taken_out(scene, s, i):
            continue  # "withdrew its guards from Chad"
        elif dep == "nmod" and (rank := _BEHIND.get(case(scene, s, c), 0)) and (rank < 4 or cls.name in _IN_PLACE):
            for m in conjuncts(scene, s, c):
                ref = _of_area(scene, s, m) or _denote(scene, s, m)
                place = scene.places.get((s, m))
                if ref is not None and (ref.basis != "inferred" or (cls.name in OFFICE and ref.noun in _BODIES)):
                    later += [(rank, p) for p in ref.who]
                elif ref is None and place in scene.book.kinds["state"] and cls.name in _IN_PLACE:
                    later.append((4, state_of(scene, place)))
        elif dep == "acl" and c > i and cls.name == "civilian" and tokens[c].lemma.lower() in _COMES:
            for d in scene.kids[s][c]:  # "a woman visiting from Norway"
                code = home.state_at(scene, s, d) if case(scene, s, d) == "from" else None
                if code is not None:
                    later.append((2, state_of(scene, code)))
        elif dep == "nmod" and cls.name in _SEATED and case(scene, s, c) == "in" and not _of_many(scene, s, i):
            code = None if tokens[i].lemma.lower() in ABROAD else home.state_at(scene, s, c)
            if code is not None:  # "the government in Managua", "officials in Dakar"
                later.append((4, state_of(scene, code)))
    if not found and not later and cls.name in ("government", *OFFICE):
        found = _past_portfolio(scene, s, i)
    found = found or _shared_adjective(scene, s, i, cls)
    found = found or [p for d in _astray(scene, s, i) for p in _owner(scene, s, d, cls) if p.kind != "region"]
    if found and cls.name in ARMED and all(p.kind == "state" for p in found):
        # "the Peruvian guerrillas of the Shining Path"
        found = [p for rank, p in later if rank == 1 and p.sector in ("REB", "PRM")] or found
    if not found and later:
        best = min(rank for rank, _ in later)
        found = [p for rank, p in later if rank == best]
    if not found and (last := _last_joined(scene, s, i)) is not None:
        for c in scene.kids[s][last]:  # "the government and people of Iceland": both are
            if tokens[c].dep == "nmod" and case(scene, s, c) == "of" and (ref := _denote(scene, s, c)) is not None:
                found += [p for p in ref.who if ref.basis == "name"]
    if cls.name in ARMED:
        parts = {p.code for p in found if p.kind != "state" and p.sector == "GOV"}
        found = [
            p for p in found if p.kind != "state" or p.code not in parts
        ]  # "Ethiopia's Tigray forces" are Tigray's
    if any(p.kind != "foreign" for p in found):
        found = [p for p in found if p.kind != "foreign"]  # "Hamas's foreign fighters" are its own
    if cls.name == "government" and any(p.kind == "state" for p in found):
        found = [p for p in found if p.sector != "REL" or p.kind == "state"]  # "Bosnia's Muslim-led government"
    return list(dict.fromkeys(found))


def _of_area(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Ethiopia's Tigray region": the party that the area is called after, not the state it lies in."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].lemma.lower() not in _AREAS:
        return None
    refs = [_denote(scene, s, c) for c in scene.kids[s][i] if tokens[c].dep == "compound"]
    return next((ref for ref in refs if ref is not None and ref.basis == "name"), None)


def _shared_adjective(scene: Scene, s: int, i: int, cls: NounClass) -> list[Who]:
    """ "The Peruvian government and opposition": the second of two bare nouns is of the state whose adjective stands before the first."""
    tokens, first = scene.parse.sentences[s].tokens, scene.parse.sentences[s].tokens[i].head
    if tokens[i].dep != "conj" or not 0 <= first < i or tokens[first].pos != "NOUN" or cls.name not in _SHARING:
        return []
    if any(tokens[c].dep not in ("cc", "punct") for c in scene.kids[s][i] if c < i):
        return []
    above = scene.book.noun(tokens[first].lemma.lower())
    if above is None or (cls.name == "civilian") != (above.name == "civilian"):
        return []
    hits = [scene.hits[s].get(c) for c in scene.kids[s][first] if c < first and tokens[c].dep in ("amod", "compound")]
    states = [h.entries[0].id for h in hits if h is not None and h.kind == "adjective" and not h.prefix]
    return [state_of(scene, x) for x in states if x in scene.book.kinds["state"]] if len(states) == 1 else []


def _taken_out(scene: Scene, s: int, i: int) -> bool:
    tokens = scene.parse.sentences[s].tokens
    return tokens[i].dep in ("obj", "nmod") and tokens[tokens[i].head].lemma.lower() in _OUT_OF


def _of_many(scene: Scene, s: int, i: int) -> bool:
    """ "World leaders in Quito", "regional ministers in Dakar": of several states, wherever they meet."""
    tokens = scene.parse.sentences[s].tokens
    words = {tokens[c].text.lower() for c in scene.kids[s][i] if c < i}
    return "regional" in words or bool(words & scene.book.modifiers["shared"])


def _past_portfolio(scene: Scene, s: int, i: int) -> list[Who]:
    """ "The Ministry of Foreign Affairs of Peru": the owner hangs on what the ministry is for."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        portfolio = tokens[c].text.lower() in scene.book.portfolios or tokens[c].text.lower() in scene.book.organs
        if c > i and tokens[c].dep == "nmod" and portfolio and case(scene, s, c) in ("of", "for"):
            for m in conjuncts(scene, s, c):
                for d in scene.kids[s][m]:
                    ref = _denote(scene, s, d) if tokens[d].dep == "nmod" and case(scene, s, d) == "of" else None
                    if ref is not None and ref.basis == "name":
                        return list(ref.who)
    return []


def _astray(scene: Scene, s: int, i: int) -> list[int]:
    """Adjectives of states that hang on another word: the one between ("a Syrian rights activist"), a name joined before it
    by a bad tree ("Hamas and Iranian troops")."""
    tokens, hits, kids = scene.parse.sentences[s].tokens, scene.hits[s], scene.kids[s]
    between = [c for c in kids[i] if c < i and tokens[c].dep in ("compound", "amod") and c not in hits]
    between = [c for c in between if tokens[c].text.lower() not in _MADE or tokens[c - 1].text not in ("-", "–", "‑")]
    found = [d for c in between for d in kids[c] if d < c and tokens[d].dep in _OWNER_DEPS and d in hits]
    if not found and i and i - 1 in hits and hits[i - 1].kind == "adjective" and tokens[i - 1].dep == "conj":
        found = [i - 1]
    if not found and i and i - 1 in hits and hits[i - 1].last == i and hits[i - 1].kind in ("name", "body", "seat"):
        head, of = hits[i - 1].head, hits[i - 1].entries[0].id
        beside = tokens[head].head == tokens[i].head and tokens[head].dep == tokens[i].dep
        if beside or of in scene.book.kinds["group"]:
            found = [head]  # "ISIL terrorists", "the State Department spokesman", the name hung beside its noun
    if not found and (first := min([c for c in kids[i] if c < i and tokens[c].dep in ("amod", "compound")], default=0)):
        # "Q29 political leader Ana Quill": an acronym that the tree hangs on the verb
        hit = hits.get(first - 1)
        group = hit is not None and hit.kind == "name" and hit.entries[0].id in scene.book.kinds["group"]
        if hit is not None and group and tokens[hit.head].dep not in ("conj", "nmod:poss"):
            found = [hit.head]
    return found


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
        over = tokens[c].head  # "the foreign and defence ministers"
        office = tokens[c + 1].lemma.lower() in _OFFICE_WORDS or tokens[over].lemma.lower() in ("minister", "ministry")
        return [] if office else [Who("foreign", "foreign", None, None, "foreign")]
    if word in words["backing"] and c >= 2 and tokens[c - 1].text in ("-", "–", "‑"):
        ref = _denote(scene, s, c - 2)
        return _backed(ref, cls) if ref is not None else []
    ref = _denote(scene, s, c) if tokens[c].pos in NOMINAL else None
    if ref is None:
        return _part_of_state(scene, s, c, cls)
    if ref.basis == "backing":  # "pro-Chadian fighters" are somebody's, a "pro-Chadian mayor" is not Chad's
        return _backed(ref, cls) if cls.name in ARMED else []
    if ref.basis == "asset" and cls.name not in OFFICE:
        return []
    if ref.basis == "inferred" and cls.name not in OFFICE and not (cls.name == "asset" and tokens[c].dep == "compound"):
        return []  # "police station" is the police's, "the government's critics" would be guessing twice
    return [p for p in ref.who if p.kind != "group" or p.code is not None or ref.basis != "description"]


def _part_of_state(scene: Scene, s: int, c: int, cls: NounClass) -> list[Who]:
    """A town or province before the noun: its own government, its country's police and people."""
    name, place = scene.names[s].get(c), scene.places.get((s, c))
    if name is None or name.label != "LOC" or place not in scene.book.kinds["state"]:
        return []
    tokens = scene.parse.sentences[s].tokens
    text = scene.parse.article.text[tokens[name.first].start : tokens[name.last - 1].end]
    state = any(e.kind in ("capital", "name") for f in scene.book.find(text) for e in f.alias.entries)
    if cls.name == "government" and state:
        return [state_of(scene, place)]  # "in Oslo state secretary Jonas Quill": no town has one; "the U.S. Treasury"
    if cls.name in ("government", *OFFICE):
        return [Who(slug(text), text, place, "GOV", "state-part")]
    return [state_of(scene, place)]


def _backed(ref: Ref, cls: NounClass) -> list[Who]:
    """Who stands behind a force does not own it: "Iran-backed fighters" are militias; "Iranian-linked sites" are Iran's."""
    if cls.name not in ARMED:
        return list(ref.who)
    return [p._replace(kind="backer") if p.kind in ("state", "person", "force") else p for p in ref.who]


def state_of(scene: Scene, code: str) -> Who:
    """The state with the id `code` as a party."""
    actor = scene.book.actors[code]
    return Who(code, actor.name, actor.code, actor.sector, "state")


def _denote(scene: Scene, s: int, i: int) -> Ref | None:
    return scene.denote(scene, s, i) if scene.denote is not None else None


def allied(scene: Scene, s: int, i: int) -> tuple[Who, ...]:
    """ "Our Turkish allies", "Russia's Syrian partners": whose adjective stands there, where the possessor says whose allies they are."""
    tokens, hits = scene.parse.sentences[s].tokens, scene.hits[s]
    left = [c for c in scene.kids[s][i] if c < i]
    if not any(tokens[c].dep == "nmod:poss" for c in left):
        return ()
    named = [
        hits[c].entries[0].id for c in left if tokens[c].dep == "amod" and c in hits and hits[c].kind == "adjective"
    ]
    return tuple(
        state_of(scene, id)
        if id in scene.book.kinds["state"]
        else Who(id, scene.book.actors[id].name, None, "GOV", "region")
        for id in named
        if id in scene.book.kinds["state"] or id in scene.book.kinds["region"]
    )


def part_named(scene: Scene, s: int, i: int) -> Who | None:
    """ "The Indian state of Kerala": the part of the state that the name behind "of" tells; None for others."""
    for c in scene.kids[s][i]:
        ref = scene.denote(scene, s, c) if c > i and case(scene, s, c) == "of" and scene.denote is not None else None
        if ref is not None and len(ref.who) == 1 and ref.who[0].kind == "state-part":
            return ref.who[0]
    return None


def closest(own: list[Who], cls: NounClass) -> list[Who]:
    """Of several owners of armed men the one that tells most: the group by its name, then who backs them, then their people or faith.

    "Turkish-backed Free Syrian Army fighters" are the Free Syrian Army, "Iran-backed Shia militias" Iran's militias.
    """
    named = [p for p in own if p.kind in ("group", "organisation") and p.sector in ("REB", "PRM", "PTY")]
    if cls.name in ("group", "party") and len(named) == 1 and all(p.kind == "state" or p in named for p in own):
        return named  # "Russia's Wagner group" is Wagner
    if cls.name not in ARMED or len(own) < 2:
        return own
    bodies = [p for p in own if p.kind in ("group", "organisation") and p.sector not in ("REL", None)]
    backers = [p for p in own if p.kind == "backer"]
    faiths = [p for p in own if p.sector == "REL"]
    if bodies and len(bodies) < len(own) and all(p in (*bodies, *backers) or p.sector in ("REL", None) for p in own):
        return bodies
    return (
        backers
        if backers and faiths and len(backers) + len(faiths) == len(own)
        else [p for p in own if p.kind != "backer"] or own
    )
