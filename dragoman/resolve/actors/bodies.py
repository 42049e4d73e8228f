"""Organisations that no book knows: names of their own, and the nouns inside them that are no party."""

from __future__ import annotations

import re

from dragoman.data.spellings import slug
from dragoman.resolve.actors import home
from dragoman.resolve.actors.classes import noun_class
from dragoman.resolve.actors.owners import owners, state_of
from dragoman.resolve.scene import Hit, Ref, Scene, Who, conjuncts, office_word

_BODIES_OF_THEIR_OWN = frozenset(
    (
        "civilian",
        "rebel",
        "militia",
        "group",
        "party",
        "labour",
        "business",
        "religious",
        "media",
        "dissident",
        "hacker",
    )
)

# Nouns of these classes say no more of a body than the name that stands behind them.
_TOLD_BY_NAME = frozenset(("business", "group", "party", "labour", "militia", "media"))
_NAMED = frozenset(("name", "guessed", "acronym"))
_NEAR = 6  # words within which a role noun behind a name is the body's own
# Sectors of which each state has its own, often under one name: a spy agency, a police, a parliament.
_OF_A_STATE = frozenset(("SPY", "COP", "MIL", "LEG", "JUD"))
_UNITS = frozenset(
    (
        "front", "command", "brigade", "division", "battalion", "regiment", "bloc", "block", "corps", "squad", "squadron",
        "wing", "fleet", "detachment", "column", "platoon",
    )
)  # fmt: skip
# What is called after a maker or a mark: "Quillfire missiles", "a Quill-7 drone".
_ARMS = frozenset(
    ("missile", "rocket", "drone", "tank", "jet", "bomber", "howitzer", "rifle", "launcher", "helicopter", "interceptor")
)  # fmt: skip
_MEN = frozenset(("soldiers", "airmen", "sailors", "marines", "troops", "paratroopers", "reservists", "guardsmen"))
_SMALL = frozenset(("the", "a", "an", "of", "and", "for", "in", "on", "to"))


def unknown(scene: Scene, s: int, i: int) -> Ref | None:
    """An organisation that only the model knows as a name gets an id of its own; its country is its owner's, if it has one."""
    name = scene.names[s][i]
    tokens = scene.parse.sentences[s].tokens
    last = _cut_short(scene, s, i, name.last)
    first = name.first
    while (
        first
        and tokens[first - 1].text[:1].isupper()
        and tokens[first - 1].head == i
        and first - 1 not in scene.hits[s]
    ):
        first -= 1
    text = scene.parse.article.text[tokens[first].start : tokens[last - 1].end]
    bare = first + (tokens[first].text.lower() in ("the", "a", "an"))
    single = last - bare == 1
    if (
        not slug(text)
        or not text[0].isupper()
        or tokens[i].text.lower() in scene.book.things
        or text.split()[-1] in ("for", "of", "and", "the")
        or (single and scene.book.noun(tokens[bare].text.lower()))
        or (tokens[i].dep == "compound" and tokens[tokens[i].head].lemma.lower() in _ARMS)
    ):
        return None
    text = text.lstrip("/ ")
    if last < len(tokens) and scene.book.noun(f"{tokens[last - 1].text} {tokens[last].text}".lower()):
        return None  # "Quill Press" of "Quill Press Secretary"
    if office_word(scene.book, text):
        return None  # "/Vice-President"
    if all(word in scene.book.portfolios for word in text.lower().replace("-", " ").split()):
        return None  # "Labour minister", "Minister for External Affairs"
    own = owners(scene, s, i, scene.book.classes["group"])
    if not own and _department(scene, text):
        state, others = home.country(scene, s, i)
        if state is not None:
            return Ref((state_of(scene, state),), "inferred", "government")
        return Ref((), "inferred", "government", candidates=others)
    sector = next((scene.book.sectors[w] for w in _plain_words(text) if w in scene.book.sectors), None)
    spelled = initials(scene, tokens[i].text) if single else None
    if spelled is not None:
        return Ref((spelled,), "acronym", "organisation")
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep == "nmod:poss" and tokens[c].lemma.lower() in ("government", "ministry"):
            ref = scene.denote(scene, s, c) if scene.denote is not None else None
            if ref is not None and ref.who:
                return Ref(ref.who, "description", "government")  # "the government's Dhow Survey Project"
    party = Who(slug(text), text, own[0].code if own else None, sector, "organisation")
    learn_acronym(scene, s, i, party)
    return Ref((party,), "guessed", "organisation")


def _cut_short(scene: Scene, s: int, i: int, last: int) -> int:
    """Where a name ends that the model ends too soon: "Quill Observatory for Human" before "Rights", its own word in the tree."""
    tokens = scene.parse.sentences[s].tokens
    while (
        last < len(tokens)
        and tokens[last].text[:1].isupper()
        and tokens[last].pos == "PROPN"
        and tokens[last].dep == "nmod"
        and i <= tokens[last].head < last
        and tokens[last - 1].head == last
        and last not in scene.hits[s]
    ):
        last += 1
    return last


def _department(scene: Scene, text: str) -> bool:
    """ "Department of Home Affairs", "Ministry for Women": an organ that each state may have, by what it is for."""
    words = [word for word in text.lower().replace("-", " ").replace(",", " ").split() if word not in (*_SMALL, "&")]
    return (
        len(words) > 1
        and bool({words[0], words[-1]} & _ORGANS)
        and all(word in scene.book.portfolios or word in scene.book.organs for word in words)
    )


_ORGANS = frozenset(("department", "ministry", "directorate", "departments", "ministries"))


def national_society(scene: Scene, hit: Hit, party: Who) -> Who:
    """ "The Turkish Red Crescent", "the Kenya Red Cross" are no International Committee: a society of the state before the name."""
    before = scene.hits[hit.sentence].get(hit.first - 1)
    if (
        party.id not in ("icrc", "red-crescent")
        or hit.alias.text not in ("Red Cross", "Red Crescent")
        or before is None
    ):
        return party
    if before.kind not in ("name", "adjective") or before.entries[0].id not in scene.book.kinds["state"]:
        return party
    name = f"{before.alias.text} {hit.alias.text}"
    return Who(slug(name), name, before.entries[0].id, "NGO", "organisation")


def of_another_state(scene: Scene, hit: Hit, party: Who) -> Who:
    """ "Eritrea's National Security Agency" is Eritrea's, whichever state the book knows one of."""
    tokens = scene.parse.sentences[hit.sentence].tokens
    if hit.kind != "name" or party.sector not in _OF_A_STATE or party.code not in scene.book.kinds["state"]:
        return party
    for c in scene.kids[hit.sentence][hit.head]:
        if tokens[c].dep == "nmod:poss" and c < hit.first and scene.denote is not None:
            ref = scene.denote(scene, hit.sentence, c)
            own = ref.who[0] if ref is not None and len(ref.who) == 1 else None
            if own is not None and own.kind == "state" and own.code != party.code:
                return Who(f"{own.id}.{party.sector}", f"{own.name} {hit.alias.text}", own.code, party.sector, "force")
    return party


def initials(scene: Scene, text: str) -> Who | None:
    """Whom the letters stand for by the words of a name before, without being put in brackets: "QRF" after "Quillan rescue forces"."""
    if not (text.isupper() and text.isalpha() and 2 < len(text) < 7):
        return None
    for mention in scene.mentions:
        if mention.kind != "actor" or len(mention.parties) != 1:
            continue
        cut = mention.basis == "guessed" and mention.text in mention.parties[0].name
        words = re.findall(r"[A-Za-z]+", mention.parties[0].name if cut else mention.text)
        full = "".join(word[0] for word in words).upper()
        short = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
        if text in (full, short, full[1:]) or short.endswith(text):
            party = mention.parties[0]
            kind = "force" if party.id.endswith(".MIL") else "organisation"
            return Who(party.id, party.name, party.code, party.sector, kind)
    return None


def _plain_words(text: str) -> list[str]:
    """The words of a name from its head on: "League of Dhow Masters" is a league first."""
    words = text.lower().replace("-", " ").split()
    before = words[: words.index("of")] if "of" in words[1:] else words
    return [*reversed(before), *words[len(before) :]]


def own_name(scene: Scene, s: int, i: int, *, inferred: bool) -> bool:
    """ "The Free Dockers", "the Shan Hill Army" are nobody's dockers and army: a name of several words, none of a state's organs.

    Where an owner is told ("Kenyan Quill Union") one of the words must be unknown, else the noun says all there is.
    """
    name = scene.names[s].get(i)
    if name is None or name.label != "ORG" or name.last - name.first < 2:
        return False
    tokens = scene.parse.sentences[s].tokens
    cls = noun_class(scene, s, i)
    words = [n for n in range(name.first, name.last) if tokens[n].text[:1].isupper()]
    if len(words) < 2 or not tokens[i].text[:1].isupper() or cls is None:
        return False
    if tokens[i].text.lower() in _MEN:
        return False  # "Quillan Reserve Soldiers": men of an army, by whatever name
    own = cls.name in _BODIES_OF_THEIR_OWN
    if own and i + 1 < name.last and tokens[i + 1].text in ("for", "against"):
        return True  # "the Union for Quillish Democracy"
    unknown = [
        n
        for n in words
        if n != i
        and n not in scene.hits[s]
        and tokens[n].text.lower() not in scene.book.organs
        and not tokens[n].text[0].isdigit()  # "the 5th Division"
    ]
    if inferred:
        return own or bool(unknown)
    return own and any(scene.book.noun(tokens[n].lemma.lower()) is None for n in unknown)


def branch(scene: Scene, hit: Hit) -> Ref | None:
    """ "Telecom Peru", "Ecologists Ghana": a body that ends on the name of its country, and not that country."""
    s = hit.sentence
    name, tokens = scene.names[s].get(hit.head), scene.parse.sentences[s].tokens
    if hit.kind != "name" or name is None or name.label != "ORG" or name.last != hit.last or name.first >= hit.first:
        return None
    words = [tokens[n].text for n in range(name.first, hit.first)]
    known = [w for w in words if scene.book.noun(w.lower()) is not None or w.lower() in scene.book.organs]
    if (
        not all(w[:1].isupper() and w.isalpha() for w in words)
        or known
        or hit.entries[0].id not in scene.book.kinds["state"]
    ):
        return None
    text = scene.parse.article.text[tokens[name.first].start : tokens[hit.last - 1].end]
    return Ref((Who(slug(text), text, hit.entries[0].id, None, "organisation"),), "guessed", "organisation")


def named_behind(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The Danish carrier Quill Air", "two unions, the QUX and the ZUQ": what the noun says of them, the names behind it tell."""
    tokens = scene.parse.sentences[s].tokens
    if (unit := unit_of(scene, s, i)) is not None:
        return unit
    if tokens[i].pos != "NOUN" or scene.denote is None:
        return None
    c = next(
        (c for c in scene.kids[s][i] if c > i and tokens[c].dep in ("appos", "flat") and tokens[c].pos == "PROPN"), -1
    )
    cls = noun_class(scene, s, i) if i < c <= i + _NEAR else None
    if cls is None or cls.name not in _TOLD_BY_NAME:
        return None
    refs = [scene.denote(scene, s, m) for m in conjuncts(scene, s, c)]
    who = tuple({w.id: w for ref in refs if ref is not None and ref.basis in _NAMED for w in ref.who}.values())
    plain = who and all(w.kind in ("organisation", "group") for w in who)
    return Ref(who, "apposition", "organisation", plural=len(who) > 1) if plain else None


def unit_of(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The Quill Army's 34th Front", "the 3rd Brigade of the Shan Hill Army": a unit is who it belongs to."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[i].lemma.lower() not in _UNITS or scene.denote is None:
        return None
    for c in scene.kids[s][i]:
        if tokens[c].dep == "nmod:poss" or (tokens[c].dep == "nmod" and c > i and tokens[c - 1].text != "in"):
            ref = scene.denote(scene, s, c)
            plain = ref is not None and len(ref.who) == 1 and ref.basis in (*_NAMED, "force")
            if ref is not None and plain and ref.who[0].sector in ("REB", "PRM", "MIL"):
                return Ref(ref.who, "description", "group")
    return None


def within(scene: Scene, s: int, i: int) -> bool:
    """ "Justice" in "Quill Centre for Law and Justice": a word of a body's name, and no judge of whatever state."""
    if not scene.parse.sentences[s].tokens[i].text[:1].isupper():
        return False
    names = scene.names[s].items()
    return any(name.label == "ORG" and head < i and name.first < i < name.last for head, name in names)


def learn_acronym(scene: Scene, s: int, i: int, party: Who) -> None:
    """ "the Dhow Owners' League (DOL)": what the letters stand for from here on."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c > i + 1 and tokens[c].text.isupper() and len(tokens[c].text) > 1 and tokens[c - 1].text == "(":
            scene.acronyms[tokens[c].text] = party
