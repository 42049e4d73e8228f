"""Persons of the book, and names that come back: who is named, and which state or organisation they speak for on the day of the report."""

from __future__ import annotations

from dragoman.data.book import Person
from dragoman.data.spellings import fold
from dragoman.resolve.actors import officers
from dragoman.resolve.actors.nouns import by_noun
from dragoman.resolve.actors.remembered import Denote, family_of, in_full, mister, remember, words_at
from dragoman.resolve.actors.terms import (
    by_role,
    code_of,
    held,
    high,
    in_office,
    long_out,
    office,
    titled_as,
    told_of,
    year_told,
)
from dragoman.resolve.actors.titles import past_title, title_of
from dragoman.resolve.scene import SUBJECT, Hit, Ref, Scene, office_word


def again(scene: Scene, s: int, i: int, denote: Denote) -> Ref | None:
    """ "talks with Quill": the family name of somebody whom the report names in full, where the model saw no name, or another's.

    A name of the report's own that stands alone is read as a place's now and then ("Quill refused"), which no gazetteer has.
    """
    tokens = scene.parse.sentences[s].tokens
    text = tokens[i].text
    family = family_of(scene, text) if tokens[i].dep not in ("flat", "compound") else None
    at = scene.full.get(fold(text))
    if at is None and family is not None:
        return family
    if at is None or not text[:1].isupper() or tokens[i].dep in ("flat", "compound", "amod", "nmod:desc"):
        return None
    name = scene.names[at[0]].get(at[1])
    if name is None or scene.parse.sentences[at[0]].tokens[name.last - 1].text != text:
        return None
    if (s, i) in scene.places and not (at < (s, i) and tokens[i].dep in SUBJECT):
        return None  # "Quillford was shot", where the report named Ana Quillford before, is no town
    inside = any(other.first <= i < other.last and other.last - other.first > 1 for other in scene.names[s].values())
    longer = any(tokens[c].dep in ("flat", "compound") for c in scene.kids[s][i])
    if inside or longer or text.isupper():
        return None
    who = in_full(scene, s, i, text, denote)
    return remember(scene, s, i, who, "", title_of(scene, s, i)) if who is not None else None


def namesake(scene: Scene, hit: Hit, denote: Denote) -> Ref | None:
    """ "Jordan refused to sign", where the report names an Ana Jordan in full and the model sees a person: she, and no state."""
    s, i = hit.sentence, hit.head
    name, at = scene.names[s].get(i), scene.full.get(fold(hit.alias.text))
    if at is None or at == (s, i) or hit.last - hit.first > 1 or name is None or name.label != "PER":
        return None
    full = scene.names[at[0]].get(at[1])
    if full is None or scene.parse.sentences[at[0]].tokens[full.last - 1].text != hit.alias.text:
        return None
    who = in_full(scene, s, i, hit.alias.text, denote)
    return remember(scene, s, i, who, "", title_of(scene, s, i)) if who is not None else None


def office_above(scene: Scene, s: int, i: int) -> int | None:
    """The title that a name without a preposition hangs on: "Secretary of State Ana Quill", "the envoy, Ana Quill"."""
    title = title_of(scene, s, i)
    above = scene.parse.sentences[s].tokens[i].head
    return above if title is not None and title[0] == above < i else None


def known(scene: Scene, hit: Hit, denote: Denote) -> Ref | None:
    """The person that a name of the book means here; None where a short name fits nobody, or several."""
    s, i = hit.sentence, hit.head
    title = title_of(scene, s, i)
    if hit.kind == "person":
        person = scene.book.persons[hit.entries[0].id]
        then = None if past_title(scene, s, title) else told_of(scene, s, person) or titled_as(scene, s, person, title)
        if then is not None:
            return Ref((by_role(scene, person, then),), "name", "person")  # then, and not further down
        return remember(scene, s, i, held(scene, s, person, title), person.name, title, she=person.she)
    text = words_at(scene, s, hit.first, hit.last)
    state = officers.reign(scene, hit)
    if state is not None:
        return Ref((state,), "name", "state")
    seen = scene.people.get(fold(text)) or in_full(scene, s, i, text, denote)
    if seen is not None:
        return remember(scene, s, i, seen, "", title)
    if fold(text) in scene.book.common and not (title or mister(scene, s, i) or _labelled(scene, s, i)):
        return None
    owner = by_noun(scene, s, title[0]) if title else None
    people = [scene.book.persons[e.id] for e in hit.entries if e.kind == "surname"]
    if owner and owner.who and owner.basis != "inferred":
        people = [p for p in people if owner.who[0].id.partition(".")[0] in {r.of.partition(".")[0] for r in p.roles}]
        if not people:
            return None
    tokens = scene.parse.sentences[s].tokens
    if hit.first and tokens[hit.first - 1].text.lower() in ("surnamed", "named"):
        return None  # "a man surnamed Quill"
    ruler = _of_old(scene, hit, people, title, text) if not past_title(scene, s, title) else None
    if ruler is not None:
        return ruler
    titled = bool(title) or (hit.first > 0 and office_word(scene.book, tokens[hit.first - 1].text))
    people = [p for p in people if titled or not long_out(p, scene.day)]
    serving = [
        p for p in people if (role := p.role_on(scene.day)) is not None and (scene.day is not None or role.end is None)
    ]
    people = serving or people
    named = [
        p
        for p in people
        if code_of(scene, p.of) in scene.codes
        or (serving and high(p) and (fold(text) not in scene.book.common or in_office(scene, s, p, title)))
    ]
    if len(named) > 1:
        named = [p for p in named if code_of(scene, p.of) in scene.codes] or named
    if len({p.of for p in named}) == 1:  # two Bushes: the later one is the one whose family name alone is used
        named = sorted(named, key=lambda p: p.roles[-1].start)[-1:]
    if len(named) != 1:
        return Ref((), "surname", candidates=tuple(p.id for p in named)) if named else None
    if not serving and fold(text) in scene.book.common:
        return None
    return remember(
        scene, s, i, office(scene, named[0], past=past_title(scene, s, title)), named[0].name, title, she=named[0].she
    )


def _of_old(scene: Scene, hit: Hit, people: list[Person], title: tuple[int, str] | None, text: str) -> Ref | None:
    """ "In 1961 Quill refused", "the Soviet Union and Quill": the one of that family name who ruled then, told of long after.

    Where no year stands, somebody out of office for more than ten years who ruled one of the states that the report names.
    """
    s, i = hit.sentence, hit.head
    year, today = year_told(scene, s), scene.day
    serving = today is not None and any(p.role_on(today) is not None for p in people)
    if serving or (today or year) is None or fold(text) in scene.book.common:
        return None
    if year is not None:
        ruled = [(p, role) for p in people if high(p) and (role := p.role_on(year)) is not None]
    else:
        old = [p for p in people if long_out(p, today) and high(p) and code_of(scene, p.of) in scene.codes]
        ruled = [(p, p.roles[-1]) for p in old]
    if len(ruled) != 1:
        return None
    person, who = ruled[0][0], by_role(scene, *ruled[0])
    if not long_out(person, today):
        return Ref((who,), "name", "person")  # then, and not further down
    return remember(scene, s, i, who, text, title, she=person.she)


def _labelled(scene: Scene, s: int, i: int) -> bool:
    name = scene.names[s].get(i)
    return name is not None and name.label == "PER"
