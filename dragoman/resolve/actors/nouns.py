"""Role nouns: whose "forces", "ministry", "rebels" or "positions" a phrase speaks of, and which party they are.

`by_noun` is the verb; the knowledge is in data/nouns.yml, and classes.py tells which class a noun is of. An owner is looked
for before the noun ("Russian officers", "Iran-backed militias", "its troops"), then behind it ("the government of
Iceland", "rebels in Chad"); without an owner the class says whether the noun means the country of the report ("the
army"), itself ("militants") or nobody.
"""

from __future__ import annotations

from dragoman.data.actor_files import NO_COUNTRY
from dragoman.data.book import NounClass
from dragoman.data.files import load_yaml
from dragoman.data.spellings import slug
from dragoman.resolve.actors import coalitions, home
from dragoman.resolve.actors.classes import ARMED, OFFICE, noun_class
from dragoman.resolve.actors.generic import MANY, foreign, generic, hostile, the_rebels, told_what
from dragoman.resolve.actors.noun_signs import named_compound, named_owner, seeks_asylum, shared_by
from dragoman.resolve.actors.offices import office_of
from dragoman.resolve.actors.owners import ABROAD, allied, closest, owners, part_named, state_of
from dragoman.resolve.actors.peacekeepers import the_peacekeepers
from dragoman.resolve.actors.retinue import armed
from dragoman.resolve.actors.sent import sender
from dragoman.resolve.actors.struck import abroad_from
from dragoman.resolve.reference import descriptions
from dragoman.resolve.scene import Ref, Scene, Who, case, definite

_HOME_ARMY = frozenset(("government", "army", "military", "navy", "regime"))
_SETTING = frozenset(("civilian", "religious", "opposition", "armed_opposition"))
_SENT = frozenset(("senator", "congressman", "congressmen", "congresswoman", "sen.", "sen"))
# Whoever fights so in a land with a government of its own is not that government ("Catalan extremists").
_NO_STATES_MEN = frozenset(
    ("jihadist", "jihadi", "terrorist", "extremist", "islamist", "militant", "guerrilla", "insurgent")
)
_PRIVATE = frozenset(
    (
        "house", "home", "car", "lorry", "truck", "vehicle", "farm", "shop", "property", "boat", "ship",
        "yacht", "plane", "hut", "compound", "account", "server", "computer", "mill", "factory", "mine",
        "orchard", "office", "territory",
    )
)  # fmt: skip
# A state has one of them, so several are of several states.
_ONE_EACH = frozenset(
    (
        "government",
        "regime",
        "dictatorship",
        "monarch",
        "king",
        "president",
        "prime minister",
        "dictator",
        "strongman",
        "foreign minister",
        "central bank",
    )
)
# The classes of those who hold an office or a seat, so that "the senator" is the one named before.
_HELD = frozenset(("government", "force", "parliament", "court", "religious", *OFFICE))
# Who sits for the state, whichever party it is by: "a Republican senator".
_OPPOSED = frozenset(load_yaml("grammar.yml")["opposed"])
_SEATED = frozenset(
    ("senator", "sen.", "sen", "congressman", "congresswoman", "governor", "mayor", "minister", "president")
)
_STYLED = frozenset(("government", "parliament", "force", "dissident", *OFFICE))  # offices.py
_PRINTED = frozenset(("newspaper", "broadcaster", "weekly", "radio station", "television station", "news agency"))
_SUFFERED = frozenset(
    [
        "arrest",
        "detain",
        "hold",
        "imprison",
        "jail",
        "kill",
        "injure",
        "wound",
        "hurt",
        "trap",
        "displace",
        "abduct",
        "kidnap",
        "torture",
        "evict",
        "rescue",
        "affect",
        "evacuate",
    ]
)
_KIND = {"force": "force", "civilian": "people"}


def by_noun(scene: Scene, s: int, i: int) -> Ref | None:
    """The party that the role noun at token `i` denotes; without parties where it was declined, None for other nouns."""
    cls = noun_class(scene, s, i)
    if cls is None:
        return None
    token = scene.parse.sentences[s].tokens[i]
    lemma = token.lemma.lower()
    if cls.name == "civilian" and seeks_asylum(scene, s, i):
        cls, lemma = scene.book.classes["refugee"], "asylum seeker"
    if cls.name == "opposition" and any(case(scene, s, c) == "to" for c in scene.kids[s][i] if c > i):
        return None  # "opposition to the plan"
    if cls.name == "provinces" and token.text.lower() == lemma:
        return None  # "the province" is a place, or one named before (descriptions.py)
    if cls.name == "media" and token.dep == "appos" and lemma in _PRINTED:
        return None  # "the Evening Plum, a newspaper": an outlet of that name, and nobody's press
    if cls.name == "party" and (force := coalitions.force_at(scene, s, i)) is not None:
        return Ref((force,), "name", "organisation")
    if cls.name in ("group", "party", "militia") and (name := named_compound(scene, s, i)):
        return Ref((Who(slug(name), name, None, cls.sector, "group"),), "guessed", "group")
    if cls.name in ("group", "party", "militia", "rebel") and (told := told_what(scene, s, i)) is not None:
        return told
    own = owners(scene, s, i, cls)
    if cls.name == "country" and (part := part_named(scene, s, i)) is not None:
        return Ref((part,), "description", "state-part")
    plural = lemma != token.text.lower() or cls.name == "police"
    if any(p.kind == "foreign" for p in own):
        return Ref((foreign(lemma, cls),), "description", cls.name, plural=True)
    if (
        cls.name == "media"
        and lemma in scene.book.humans
        and own
        and all(p.sector == "JRN" and p.kind == "organisation" for p in own)
    ):
        return Ref((), "description", cls.name, plural)  # "a Morning Plum photographer" is not the newspaper
    if not own and cls.name == "refugee" and lemma != token.lemma.lower():
        return Ref(
            (Who("asylum-seekers", "asylum seekers", None, cls.sector, "group"),), "description", cls.name, plural=True
        )
    if not own:
        return _by_office(scene, s, i, cls) or _alone(scene, s, i, cls, plural=plural)
    if cls.name == "ally" and lemma == "partner":
        own = [p for p in own if p.id in ("us-led-coalition", "isaf")] or own  # "our coalition partners"
    party = all(p.kind in ("group", "organisation") and p.sector in ("PTY", None) for p in own)
    if party and (lemma in ("government", "cabinet", "administration") or (lemma in _SEATED and not plural)):
        code = own[0].code or home.country(scene, s, i)[0]  # "the Liberal government" is the country's
        if code not in scene.book.kinds["state"]:
            return Ref((), "inferred", cls.name, plural)
        own = [state_of(scene, code)]
    if cls.name == "ally" and (allies := allied(scene, s, i)):
        return Ref(allies, "description", "state", plural)
    if cls.name == "civilian" and [p.id for p in own] == ["region:arab"] and (here := home.where(scene, s)) is not None:
        own = [state_of(scene, here)]  # "Arab villagers" in a report of Syria are a people there
    own = closest(own, cls)
    if cls.name in ("force", "part") and (firms := [p for p in own if p.sector == "BUS"]):
        return Ref(tuple(firms), "description", "business", plural)  # "Quill Oil's Danish unit"
    kept = tuple(dict.fromkeys(p for o in own if (p := denoted(scene, cls, o, lemma)) is not None))
    if cls.name == "rebel" and len(kept) == 1 and kept[0].id.endswith(("-opposition", "-militants")):
        kept = (the_rebels(scene, lemma, own[0].code) or kept[0],)
    return Ref(kept, cls.name if cls.name in ("force", "asset") else "description", cls.name, plural) if kept else None


def _by_office(scene: Scene, s: int, i: int, cls: NounClass) -> Ref | None:
    """ "The Foreign Secretary": an office that is one state's by its style (offices.py); None for others."""
    found = office_of(scene, s, i) if cls.name in _STYLED else None
    tokens = scene.parse.sentences[s].tokens
    if found is None and cls.name == "force" and i + 3 < len(tokens) and tokens[i + 1].text == ",":
        found = (
            office_of(scene, s, i + 3) if tokens[i + 2].text[0].isdigit() else None
        )  # "the 3rd Battalion, 9th Marines"
    if found is None:
        return None
    earlier = scene.titles.get(_full_title(scene, s, i, tokens[i].lemma.lower())) if definite(scene, s, i) else None
    if earlier is not None:
        return Ref(
            (earlier[1],), "description", "person"
        )  # "the foreign secretary" after "Mexican Foreign Secretary Quill"
    id, candidates = found
    if not id:
        return Ref((), "inferred", cls.name, candidates=candidates)
    if id in scene.book.kinds["state"]:
        party = denoted(scene, cls, state_of(scene, id), scene.parse.sentences[s].tokens[i].lemma.lower())
        return Ref((party,), "description", cls.name) if party is not None else None
    body = scene.book.actors[id]
    return Ref((Who(body.id, body.name, body.code, body.sector, body.kind),), "description", cls.name)


def by_suffering(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Those arrested", "all in need": people of whom only what was done to them, or their want, is told; None for other words."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].text.lower() not in ("those", "all"):
        return None
    if [t.text.lower() for t in tokens[i + 1 : i + 3]] == ["in", "need"]:
        return _alone(scene, s, i, scene.book.classes["civilian"], plural=True)  # "food for those in need"
    if tokens[i].text.lower() == "all":
        return None
    for c in scene.kids[s][i]:
        clause = tokens[c].dep.startswith("acl") and tokens[c].pos == "VERB" and c > i
        done = tokens[c].dep == "acl" or any(tokens[d].dep == "nsubj:pass" for d in scene.kids[s][c])
        if clause and done and tokens[c].lemma.lower() in _SUFFERED:
            return _alone(scene, s, i, scene.book.classes["civilian"], plural=True)
    return None


def denoted(scene: Scene, cls: NounClass, owner: Who, lemma: str) -> Who | None:
    """The party that a noun of class `cls` with owner `owner` is: forces of a state, fighters of a group, a region's countries."""
    base = owner.id.partition(".")[0]
    state = base in scene.book.kinds["state"]
    cls = armed(scene, cls, owner, lemma)
    if owner.kind == "backer":
        return Who(
            f"{base.lower()}-militias" if state else base, f"{owner.name}-backed forces", owner.code, "PRM", "group"
        )
    if owner.kind == "region" and cls.name in ("rebel", "attacker", "militia"):
        word = MANY.get(lemma, lemma + "s")
        region = owner.id.partition(":")[2]  # "Arab raiders", of the Arab world
        return Who(f"{region}-{slug(word)}", f"{region.replace('-', ' ').title()} {word}", None, cls.sector, "group")
    if owner.kind == "region":
        return owner._replace(sector=cls.sector)
    if cls.name == "group" and owner.kind == "people":
        return owner  # "a group of Peruvian women"
    if cls.name == "country":
        if owner.kind == "person" and owner.code in scene.book.kinds["state"]:
            return state_of(scene, owner.code)  # "our country" is the speaker's
        if lemma in ("neighbour", "neighbor") or (state and owner.kind != "state"):
            return None
        return owner if state or owner.kind == "state-part" else None
    gone = owner.kind == "person" and owner.id not in scene.book.actors and owner.code in scene.book.kinds["state"]
    if cls.name == "government" and gone and owner.code is not None:
        return state_of(scene, owner.code)  # the government of a president who is gone was the state's
    if owner.kind == "state-part" and lemma in _SENT and owner.code in scene.book.kinds["state"]:
        return state_of(scene, owner.code)._replace(sector=cls.sector)  # "Ohio senators" sit in the federal senate
    if not state:
        return _of_body(cls, owner, lemma)
    if (cls.name in OFFICE and owner.id.endswith(".MIL")) or (
        cls.name in ("asset", "government", *OFFICE) and owner.kind == "people"
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
    if cls.name in ("attacker", "hacker", "dissident", "opposition") and owner.kind == "person":
        return None  # nor are his captors and critics
    if lemma in _OPPOSED and owner.kind in ("group", "organisation"):
        return None  # nor are the rivals of a group that group
    if cls.name == "civilian" and owner.kind != "people" and owner.code and owner.code not in NO_COUNTRY:
        return Who(f"{owner.code}.CVL", f"{owner.name} {lemma}", owner.code, "CVL", "people")
    if cls.name == "asset" and owner.kind == "person" and lemma not in _PRIVATE:
        return None  # a private man's house is his, "our city" is not
    if cls.name == "ally" and lemma == "partner" and owner.id in ("us-led-coalition", "isaf"):
        return owner  # a coalition's partners are who it is made of
    if cls.name == "ally":
        return Who(f"{slug(owner.id)}-allies", f"{owner.name} allies", None, None, "group")
    of_people = owner.sector in (None, "REL", "CVL") or (owner.sector == "GOV" and lemma in _NO_STATES_MEN)
    if owner.kind == "organisation" and of_people and cls.name in ("rebel", "militia") and lemma != "fighter":
        adjective = "kurdish" if owner.id == "kurds" else owner.id.removesuffix("s")
        return Who(f"{adjective}-militants", f"{owner.name} {lemma}", owner.code, "REB", "group")
    return owner


def _alone(scene: Scene, s: int, i: int, cls: NounClass, *, plural: bool) -> Ref | None:
    token = scene.parse.sentences[s].tokens[i]
    lemma = token.lemma.lower()
    earlier = scene.titles.get(_full_title(scene, s, i, lemma))
    if earlier is not None and not plural and cls.name in _HELD and definite(scene, s, i):
        return Ref((earlier[1],), "description", "person")
    of_all = any(scene.parse.sentences[s].tokens[c].text.lower() in ("federal", "central") for c in scene.kids[s][i])
    if definite(scene, s, i) and not of_all:  # "the federal government" is not the Eritrean one told of before
        same = descriptions.repeated(scene, lemma, plural=plural) or descriptions.alike(scene, lemma, plural=plural)
        if same is not None:
            return same
        if (earlier_ones := descriptions.stood_for(scene, lemma, plural=plural)) and cls.alone == "country":
            return Ref((), "inferred", cls.name, plural, candidates=earlier_ones)
    if plural and cls.name in ARMED and cls.name != "force" and definite(scene, s, i):
        again = descriptions.again(scene, s, cls.name)
        if again is not None:
            return again
    if plural and cls.name in ("rebel", "militia") and definite(scene, s, i):
        named = descriptions.only_armed(scene, s, i)
        if named is not None:
            return named
    if (own := sender(scene, s, i, cls)) is not None and (theirs := denoted(scene, cls, own, lemma)) is not None:
        return Ref((theirs,), "description", cls.name, plural)
    if cls.alone == "generic" and hostile(scene, s, i) and (foe := coalitions.enemy(scene)) is not None:
        return Ref((foe,), "description", cls.name, plural)
    theirs = the_rebels(scene, lemma) if cls.name == "rebel" or definite(scene, s, i) else None
    if theirs is not None:
        return Ref((theirs,), "description", cls.name, plural)
    if cls.alone == "generic":
        return Ref((generic(scene, s, i, cls, lemma),), "description", cls.name, plural)
    if cls.alone != "country":
        keepers = the_peacekeepers(scene, lemma)
        return Ref((keepers,), "inferred", cls.name, plural) if keepers is not None else None
    if hostile(scene, s, i):
        foe = coalitions.enemy(scene)
        return Ref((foe,) if foe is not None else (), "description", cls.name, plural)
    shared = shared_by(scene, s, i)
    if shared and cls.name in ARMED:
        force = coalitions.told(scene) if shared == "coalition" else None
        if force is not None:
            return Ref((force,), "description", cls.name, plural=True)
        name = "coalition" if shared == "coalition" else f"{shared}-forces"
        return Ref((Who(name, f"{shared} forces", None, "MIL", "group"),), "description", cls.name, plural=True)
    if shared or named_owner(scene, s, i):
        return Ref((), "description", cls.name, plural)  # whose it is stands there, and nobody could be found for it
    one_each = {lemma, f"{scene.parse.sentences[s].tokens[i - 1].text.lower()} {lemma}" if i else ""} & _ONE_EACH
    if "central bank" in one_each and token.text.lower() != lemma:
        return Ref(
            (Who("central-banks", "central banks", None, cls.sector, "group"),), "description", cls.name, plural=True
        )
    if lemma in scene.book.aircraft and not definite(scene, s, i) and not _of_the_army(scene, s, i):
        return Ref((), "inferred", cls.name, plural)
    if (lemma in ABROAD and not plural) or (one_each and token.text.lower() != lemma):
        return Ref((), "inferred", cls.name, plural)
    if lemma == "regime" and home.told_to(scene, s, i) is None and (told := _named_regime(scene, s, i)) is not None:
        return told
    if lemma in _HOSTAGES and len({state for _, _, state in scene.states}) > 2 and not home.same_clause(scene, s, i):
        return Ref(
            (), "inferred", cls.name, plural
        )  # "the hostages", in a report of several states: whose they are is to be said
    beneath = home.beneath(scene, s, i) if cls.name == "civilian" else None
    state, others = (beneath, ()) if beneath else home.country(scene, s, i, setting=cls.name in _SETTING)
    if (
        cls.name == "civilian"
        and lemma in _HARMED
        and state in abroad_from(scene)
        and not home.same_clause(scene, s, i)
    ):
        return Ref((), "inferred", cls.name, plural)  # "civilians", in a report of that state's strikes abroad
    if state is None and cls.name in ("government", "parliament"):
        state = next((other for other in others if other == home.rival(scene, s, i)), None)
    if state is None:
        return Ref((), "inferred", cls.name, plural, candidates=others)
    word = "people" if token.pos in ("PRON", "DET") else lemma  # "those in need"
    party = denoted(scene, cls, state_of(scene, state), word)
    return Ref((party,), "inferred", cls.name, plural) if party is not None else None


_HARMED = frozenset(
    ("civilian", "people", "child", "woman", "man", "resident", "family", "medic", "doctor", "patient", "dozen", "score", "person", "nurse")
)  # fmt: skip
_HOSTAGES = frozenset(("hostage", "captive"))


def _full_title(scene: Scene, s: int, i: int, lemma: str) -> str:
    """ "the prime minister" is not the finance minister named before: two words where the word before belongs to the noun."""
    tokens = scene.parse.sentences[s].tokens
    if i and any(c == i - 1 and tokens[c].dep in ("amod", "compound") for c in scene.kids[s][i]):
        two = f"{tokens[i - 1].text} {lemma}".lower()
        if scene.book.noun(two) is not None or two in scene.titles:
            return two
    return lemma


def party_of(scene: Scene, s: int, i: int, state: str) -> Who | None:
    """The party that the role noun at token `i` is where its state is taken to be `state`."""
    cls = noun_class(scene, s, i)
    if cls is None or state not in scene.book.kinds["state"]:
        return None
    return denoted(scene, cls, state_of(scene, state), scene.parse.sentences[s].tokens[i].lemma.lower())


def _named_regime(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Regime forces" before "the Quillan regime": the one whose owner some other sentence tells."""
    for at, sentence in enumerate(scene.parse.sentences):
        for n, token in enumerate(sentence.tokens):
            if (
                (at, n) != (s, i)
                and token.lemma.lower() == "regime"
                and any(c in scene.hits[at] for c in scene.kids[at][n])
            ):
                ref = by_noun(scene, at, n)
                if ref is not None and ref.who and ref.basis == "description":
                    return Ref(ref.who, "description", ref.noun, ref.plural)
            if (at, n) != (s, i) and token.lemma.lower() == "regime" and token.dep == "compound":
                beside = (c for c in scene.kids[at][token.head] if c < n and c in scene.hits[at])
                state = next((x for c in beside if (x := scene.hits[at][c].entries[0].id) in scene.codes), None)
                if state is not None:  # "the Quillan regime forces"
                    party = party_of(scene, s, i, state)
                    return Ref((party,), "description", "government") if party is not None else None
    return None


def _of_the_army(scene: Scene, s: int, i: int) -> bool:
    """ "A government drone", "army helicopters": whose they are is said."""
    tokens = scene.parse.sentences[s].tokens
    return any(tokens[c].dep == "compound" and tokens[c].text.lower() in _HOME_ARMY for c in scene.kids[s][i])
