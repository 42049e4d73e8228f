"""Who held which office when: the party that a person of the world book speaks for on the day of the report, or of what is told."""

from __future__ import annotations

import difflib
import functools
from datetime import date

from dragoman.data.book import Person, Role
from dragoman.data.spellings import fold
from dragoman.resolve.actors.nouns import by_noun, denoted
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.actors.titles import RULING, SPEAKING, past_title
from dragoman.resolve.scene import Ref, Scene, Who

# Offices whose names nobody keeps who is out of them.
_NOT_FOR_LIFE = frozenset(("minister", "premier", "chancellor", "secretary", "king", "queen"))
_HIGH = (*RULING, "secretary", "first secretary", "head of state")


def office(scene: Scene, person: Person, *, past: bool) -> Who:
    """The party a person of the book speaks for on the day of the report; themselves out of office."""
    return by_role(scene, person, None if past else person.role_on(scene.day) or _lately(scene, person))


def _lately(scene: Scene, person: Person) -> Role | None:
    """Who led a group until a year ago is told of as its leader: mostly that is how the office ended ("the raid that killed Quill")."""
    last = person.roles[-1] if person.roles else None
    if last is None or last.end is None or scene.day is None or person.after is not None:
        return None
    actor = scene.book.actors[last.of.partition(".")[0]]
    if actor.kind != "group" or len(last.end) < 10 or not last.end <= scene.day[:10]:
        return None
    return last if (date.fromisoformat(scene.day[:10]) - date.fromisoformat(last.end)).days <= 365 else None


def by_role(scene: Scene, person: Person, role: Role | None) -> Who:
    """Somebody as the holder of an office: of its state and branch; without one, of whatever they were after it."""
    if role is None:
        code = code_of(scene, person.of)
        return Who(person.id, person.name, code, person.after, "person")
    base, _, suffix = role.of.partition(".")
    actor = scene.book.actors[base]
    sector = person.sector if role.of == person.of else actor.sector
    if any(word in role.office for word in ("senat", "speaker", "congress", "majority leader", "minority leader")):
        sector = "LEG"
    state = actor.kind == "state"
    if state and sector == "REL" and role.office != "pope":
        return Who(person.id, person.name, actor.code, sector, "person")  # an archbishop speaks for no state
    party = f"{base}.MIL" if state and sector == "MIL" else role.of
    return Who(party, person.name, actor.code, suffix or sector, "person")


def held(scene: Scene, s: int, person: Person, title: tuple[int, str] | None) -> Who:
    """The party that a person of the book speaks for, by the book, else by a seat in a parliament that it does not list.

    For other offices the book is believed: "President Quill" is said of presidents long gone too.
    """
    past = past_title(scene, s, title)
    who = office(scene, person, past=past)
    if who.id != person.id or past or title is None:
        return who
    sent = by_noun(scene, s, title[0]) if title[1] in SPEAKING else None
    clear = sent is not None and sent.basis != "inferred" and len(sent.who) == 1
    if (
        sent is not None
        and clear
        and (sent.who[0].kind in ("organisation", "group") or title[1] in ("official", "officials"))
    ):
        return sent.who[0]._replace(name=person.name, kind="person")  # "the UN envoy Ana Quill", once of her state
    if title[1] != "parliament":
        return who
    told = by_noun(scene, s, title[0])
    if told is None and who.code in scene.book.kinds["state"]:  # "Sen. Ana Quill"
        seat = denoted(scene, scene.book.classes["parliament"], state_of(scene, who.code), "senator")
        told = Ref((seat,), "title", "parliament") if seat is not None else None
    same = told is not None and len(told.who) == 1 and told.who[0].code == who.code is not None
    return told.who[0]._replace(name=person.name, kind="person") if told is not None and same else who


def told_of(scene: Scene, s: int, person: Person) -> Role | None:
    """The office held in the year that the sentence tells of: "in 2003 Prime Minister Quill refused", told today of somebody out of it."""
    year = year_told(scene, s)
    return person.role_on(year) if year is not None and person.role_on(scene.day) is None else None


def year_told(scene: Scene, s: int) -> str | None:
    """The year that a sentence names first."""
    for token in scene.parse.sentences[s].tokens:
        if len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20"):
            return token.text
    return None


def titled_as(scene: Scene, s: int, person: Person, title: tuple[int, str] | None) -> Role | None:
    """The office that the words before or behind a name give to somebody who is out of it today: what is told is of those days.

    Not "President Quill", as those out of that office are called for life in some countries; nor "former prime minister".
    """
    if title is None or past_title(scene, s, title) or person.role_on(scene.day) is not None:
        return None
    tokens = scene.parse.sentences[s].tokens
    word = tokens[title[0]].lemma.lower()
    beside = {tokens[k].lemma.lower() for k in (title[0] - 1, title[0] + 2) if 0 <= k < len(tokens)}
    held_ = [
        r for r in person.roles if word in r.office.split() and (" " not in r.office or beside & set(r.office.split()))
    ]
    return held_[-1] if held_ and word in _NOT_FOR_LIFE else None


def in_office(scene: Scene, s: int, person: Person, title: tuple[int, str] | None) -> bool:
    """Whether the title before a family name is the office that the person holds: "President Xi"."""
    if title is None:
        return False
    word = scene.parse.sentences[s].tokens[title[0]].lemma.lower()
    return any(word in role.office and (scene.day is None or role.held(scene.day)) for role in person.roles)


def spelling(scene: Scene, text: str, party: str | None) -> Person | None:
    """A person of the book who is in office for `party` on that day (None: for any state the report names) and is spelled almost so."""
    flat = fold(text)
    best, score = None, _ALMOST
    # who is too long or too short to be spelled almost so is not looked at: nine of ten, and a fifth of the resolver's time
    for name, person in _of_length(scene, len(flat)):
        fits = code_of(scene, person.of) in scene.codes if party is None else any(r.of == party for r in person.roles)
        if fits and person.role_on(scene.day) is not None:
            alike = difflib.SequenceMatcher(None, flat, name, autojunk=False)
            ratio = alike.ratio() if alike.quick_ratio() > score else 0.0
            if ratio > score:
                best, score = person, ratio
    return best


def _of_length(scene: Scene, size: int) -> tuple[tuple[str, Person], ...]:
    """The persons of the book whose names are as long as one of `size` letters may be, in the book's order."""
    key = (id(scene.book.persons), size)
    known = _LENGTHS.get(key)
    if known is None or known[0] is not scene.book.persons:
        names = ((_folded(person.name), person) for person in scene.book.persons.values())
        fit = tuple((n, p) for n, p in names if 2 * min(size, len(n)) > _ALMOST * (size + len(n)))
        known = _LENGTHS[key] = (scene.book.persons, fit)
    return known[1]


@functools.cache
def _folded(name: str) -> str:
    return fold(name)


_ALMOST = 0.86  # alike in that share of their letters
# By book and length; the book is kept beside, so that no other one can have its number.
_LENGTHS: dict[tuple[int, int], tuple[dict[str, Person], tuple[tuple[str, Person], ...]]] = {}


def long_out(person: Person, day: str | None) -> bool:
    """Whether somebody left the last office more than ten years before: by the family name alone somebody else is meant."""
    last = person.roles[-1].end if person.roles else None
    return day is not None and last is not None and int(day[:4]) - int(last[:4]) > 10


def high(person: Person) -> bool:
    """Whether somebody has ever held one of the highest offices."""
    return any(role.office.startswith(_HIGH) for role in person.roles)


def code_of(scene: Scene, of: str) -> str | None:
    """The code of the state that an actor is, or is part of; None where it is no state's."""
    return scene.book.actors[of.partition(".")[0]].code
