"""Persons: who is named, and which state or organisation they speak for on the day of the report."""

from __future__ import annotations

import difflib
from collections.abc import Callable

from dragoman.data.book import fold, slug
from dragoman.resolve.actors import home, officers
from dragoman.resolve.actors.classes import noun_class
from dragoman.resolve.actors.nouns import by_noun, denoted, party_of
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.actors.terms import by_role, code_of, held, high, in_office, long_out, office, spelling, told_of
from dragoman.resolve.actors.titles import SPEAKING, gender, past_title, title_of
from dragoman.resolve.reference import descriptions
from dragoman.resolve.scene import OFFICES, SUBJECT, Hit, Ref, Scene, Who, case, office_word

_ORGANS = frozenset(("government", "parliament", "police", "court"))
# Of these whoever is only a member speaks for himself: "Ana Quill, a member of the Church of the Lake".
_PRIVATE = frozenset((None, "REL", "EDU", "BUS"))
_LEADS = frozenset(("head", "lead", "run", "chair", "command", "direct", "represent", "govern", "negotiate", "speak"))
Denote = Callable[[Scene, int, int], Ref | None]


def full_names(scene: Scene) -> None:
    """Where each person of the report is named in full, by the words that may stand for them before and after.

    Two persons may share a word: the one of the book comes first, then the one named in full more often, then the earlier.
    """
    found: dict[str, dict[str, tuple[bool, int, int, int]]] = {}
    offices: dict[str, tuple[int, int]] = {}
    for s, names in enumerate(scene.names):
        for i, name in names.items():
            if name.label != "PER" or name.last - name.first < 2:
                continue
            tokens = scene.parse.sentences[s].tokens
            hit = scene.hits[s].get(i)
            book = scene.book.persons[hit.entries[0].id] if hit is not None and hit.kind == "person" else None
            keys = [tokens[name.last - 1].text, tokens[name.first].text, *(book.short if book else ())]
            if tokens[name.last - 2].text in ("-", "–") and name.last - name.first > 2:
                keys[0] = _text(scene, s, name.last - 3, name.last)
            text = fold(_text(scene, s, name.first, name.last))
            if text not in offices and (title := title_of(scene, s, i)) is not None and title[1] in SPEAKING:
                offices[text] = (s, i)
            for key in keys:
                if len(key) > 1 and key[0].isalpha():
                    known_, count, at, token = found.setdefault(fold(key), {}).get(text, (book is not None, 0, s, i))
                    found[fold(key)][text] = (known_, count - 1, at, token)
    for key, people in found.items():
        text, best = min(people.items(), key=lambda p: (not p[1][0], *p[1][1:]))
        scene.full[key] = offices.get(text, (best[2], best[3]))
    scene.offices = offices


def _full(scene: Scene, s: int, i: int, text: str, denote: Denote) -> Who | None:
    """The person whom the report names in full elsewhere and here by one word."""
    at = scene.full.get(fold(text))
    if at is None or at == (s, i):
        return None
    ref = denote(scene, *at)
    return ref.who[0] if ref is not None and len(ref.who) == 1 and ref.noun == "person" else None


def again(scene: Scene, s: int, i: int, denote: Denote) -> Ref | None:
    """ "talks with Quill": the family name of somebody whom the report names in full, where the model saw no name, or another's.

    A name of the report's own that stands alone is read as a place's now and then ("Quill refused"), which no gazetteer has.
    """
    tokens = scene.parse.sentences[s].tokens
    text = tokens[i].text
    family = _family(scene, text) if tokens[i].dep not in ("flat", "compound") else None
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
    who = _full(scene, s, i, text, denote)
    return _remember(scene, s, i, who, "", title_of(scene, s, i)) if who is not None else None


def namesake(scene: Scene, hit: Hit, denote: Denote) -> Ref | None:
    """ "Jordan refused to sign", where the report names an Ana Jordan in full and the model sees a person: she, and no state."""
    s, i = hit.sentence, hit.head
    name, at = scene.names[s].get(i), scene.full.get(fold(hit.alias.text))
    if at is None or at == (s, i) or hit.last - hit.first > 1 or name is None or name.label != "PER":
        return None
    full = scene.names[at[0]].get(at[1])
    if full is None or scene.parse.sentences[at[0]].tokens[full.last - 1].text != hit.alias.text:
        return None
    who = _full(scene, s, i, hit.alias.text, denote)
    return _remember(scene, s, i, who, "", title_of(scene, s, i)) if who is not None else None


def office_above(scene: Scene, s: int, i: int) -> int | None:
    """The title that a name without a preposition hangs on: "Secretary of State Ana Quill", "the envoy, Ana Quill"."""
    title = title_of(scene, s, i)
    above = scene.parse.sentences[s].tokens[i].head
    return above if title is not None and title[0] == above < i else None


def _family(scene: Scene, text: str) -> Ref | None:
    """ "The Quills": those named Quill so far."""
    if not text.endswith("s") or " " in text or not text[:1].isupper() or fold(text[:-1]) not in scene.people:
        return None
    family = [who for who in scene.people.values() if who.name and fold(who.name.split()[-1]) == fold(text[:-1])]
    return Ref(tuple(dict.fromkeys(family)), "name", "person", plural=True) if family else None


def known(scene: Scene, hit: Hit, denote: Denote) -> Ref | None:
    """The person that a name of the book means here; None where a short name fits nobody, or several."""
    s, i = hit.sentence, hit.head
    title = title_of(scene, s, i)
    if hit.kind == "person":
        person = scene.book.persons[hit.entries[0].id]
        then = told_of(scene, s, person) if title is not None and not past_title(scene, s, title) else None
        if then is not None:
            return Ref((by_role(scene, person, then),), "name", "person")  # then, and not further down
        return _remember(scene, s, i, held(scene, s, person, title), person.name, title, she=person.she)
    text = _text(scene, s, hit.first, hit.last)
    state = officers.reign(scene, hit)
    if state is not None:
        return Ref((state,), "name", "state")
    seen = scene.people.get(fold(text)) or _full(scene, s, i, text, denote)
    if seen is not None:
        return _remember(scene, s, i, seen, "", title)
    if fold(text) in scene.book.common and not (title or _mister(scene, s, i) or _labelled(scene, s, i)):
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
    return _remember(
        scene, s, i, office(scene, named[0], past=past_title(scene, s, title)), named[0].name, title, she=named[0].she
    )


def named(scene: Scene, s: int, i: int, denote: Denote) -> Ref | None:
    """A person that only the model knows as a name: by an earlier mention, by title and owner, or as themselves."""
    name = scene.names[s][i]
    text = _text(scene, s, name.first, name.last)
    tokens = scene.parse.sentences[s].tokens
    last = scene.book.noun(tokens[name.last - 1].text.lower())
    if last is not None and last.name in OFFICES and list(scene.book.find(_text(scene, s, name.first, name.last - 1))):
        return None  # "US Secretary" (of State Mike Pompeo): an office with its owner, and nobody's name
    title = title_of(scene, s, i)
    seen = scene.people.get(fold(text))
    if seen is None and name.last - name.first > 1:
        seen = scene.people.get(fold(tokens[name.last - 1].text))
        seen = seen if seen is not None and _same_first(seen.name, text) else None
    if seen is None and name.last - name.first == 1:
        seen = _full(scene, s, i, text, denote)
    if seen is not None:
        return _remember(scene, s, i, seen, "", title)
    if not text[:1].isupper() or not any(c.isalpha() for c in text):
        return None
    family = _family(scene, text)
    if family is not None:
        return family
    told = scene.offices.get(fold(text))
    if title is None and told is not None and told != (s, i):
        ref = denote(
            scene, *told
        )  # named first, his office later: "Ana Quill resigned. ... Quill, the interior minister, ..."
        if ref is not None and len(ref.who) == 1:
            return _remember(scene, s, i, ref.who[0], text, None, basis=ref.basis)
    if title is None or (title[1] not in scene.book.classes and title[1] != "analyst"):
        of = _of_party(scene, s, i, denote) or officers.service(scene, s, i, denote)
        if of is not None:
            return _remember(scene, s, i, of._replace(name=text, kind="person"), text, None, basis="apposition")
        who = Who(slug(text), text, None, None, "person")
        return (
            _remember(scene, s, i, who, text, None, basis="guessed")
            if name.last - name.first > 1 or _mister(scene, s, i)
            else None
        )
    if past_title(scene, s, title):
        return _remember(scene, s, i, Who(slug(text), text, None, None, "person"), text, title, basis="guessed")
    owner = by_noun(scene, s, title[0]) or descriptions.across(scene, s, title[0])
    if owner is not None and (not owner.who or owner.basis == "inferred"):
        # "Ambassador Quill" after "Iceland's ambassador", "Minister Quill" after "the Minister for Africa"
        lemma = scene.parse.sentences[s].tokens[title[0]].lemma.lower()
        owner = descriptions.repeated(scene, lemma, plural=False) or owner
    behind = _of_party(scene, s, i, denote) if title[1] in scene.book.classes else None
    if behind is not None and behind.kind == "state" and not any(c in scene.hits[s] for c in scene.kids[s][title[0]]):
        lemma = scene.parse.sentences[s].tokens[title[0]].lemma.lower()  # "opposition leader Ana Quill of Kenya"
        own = denoted(scene, noun_class(scene, s, title[0]) or scene.book.classes[title[1]], behind, lemma)
        owner = Ref((own,), "description", title[1]) if own is not None else owner
    if owner is None or not owner.who or owner.basis == "inferred":
        told_by = officers.second_title(scene, s, i)
        title, owner = told_by if told_by is not None else (title, owner)
        above = officers.stacked(scene, s, i, denote) if told_by is None else None
        owner = Ref((above,), "description", title[1]) if above is not None else owner
    party = owner.who[0] if owner and owner.who else None
    cls = title[1]
    if cls == "force" and (party is None or (owner is not None and owner.basis == "inferred")):
        forces = officers.service(scene, s, i, denote)
        party, owner = (forces, Ref((forces,), "description", cls)) if forces is not None else (party, owner)
    short = cls in ("parliament", "police", "force", "court") and title[0] in (i - 1, name.first - 1)
    if owner is None and short and scene.book.noun(tokens[title[0]].lemma.lower()) is None:  # "Sen. Ana Quill"
        state, _ = home.country(scene, s, title[0])
        if state is not None:
            owner = Ref((), "inferred", cls)
            party = denoted(scene, scene.book.classes[cls], state_of(scene, state), cls)
    guess = party is None or (owner is not None and owner.basis == "inferred")
    beside = officers.beside(scene, s, i, denote) if cls == "government" and guess else set()
    if party is not None and owner is not None and owner.basis == "inferred" and party.id in beside:
        party = None  # "President Quill met the Danish king": of any state but Denmark
    likely = [id for id in owner.candidates if id not in beside] if owner is not None else []
    if owner is not None and not owner.who and owner.basis == "inferred" and likely and cls in SPEAKING:
        # a minister is some state's, so of those that come into question the likeliest
        close = spelling(scene, text, None)
        party = party_of(scene, s, title[0], likely[0]) if close is None else None
    if party is None or owner is None or owner.basis == "inferred":
        close = spelling(scene, text, None)
        if close is not None:
            return _remember(scene, s, i, office(scene, close, past=False), text, title, she=close.she)
    lemma = scene.parse.sentences[s].tokens[title[0]].lemma.lower()
    private = party is not None and lemma == "member" and party.kind == "organisation" and party.sector in _PRIVATE
    if party is None or party.sector == "BUS" or cls not in SPEAKING or private:
        code, sector = (
            (party.code if party else None),
            (scene.book.classes[cls].sector if cls in scene.book.classes else None),
        )
        return _remember(scene, s, i, Who(slug(text), text, code, sector, "person"), text, title, basis="guessed")
    close = spelling(scene, text, party.id)
    if close is not None:
        return _remember(scene, s, i, office(scene, close, past=False), text, title, she=close.she)
    return _remember(scene, s, i, party._replace(name=text, kind="person"), text, title, basis="apposition")


def _same_first(known: str, text: str) -> bool:
    """Whether two names of one last word may be one person's: "J. Quill" and "Jonas Quill", not "Ana Quill" and "Jonas Quill"."""
    one, other = fold(known).split()[0].strip("."), fold(text).split()[0].strip(".")
    if " " not in known or one == other:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.7


def _of_party(scene: Scene, s: int, i: int, denote: Denote) -> Who | None:
    """The state or organisation behind a name: "Ana Quill of Iceland" spoke for it in whatever body the report tells of."""
    tokens = scene.parse.sentences[s].tokens
    beside = scene.kids[s][tokens[i].head] if tokens[i].dep == "nsubj" and tokens[i].head >= 0 else ()
    for c in beside:
        if c < i and tokens[c].dep == "obl" and case(scene, s, c) == "for" and _opposed(scene, s, c):
            ref = denote(scene, s, c)  # "For the opposition, Ana Quill said"
            if ref is not None and len(ref.who) == 1:
                return ref.who[0]
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep == "nmod:poss" and tokens[c].pos in ("PROPN", "NOUN"):
            ref = denote(scene, s, c)  # "Iceland's Ana Quill", "the energy ministry's Ana Quill"
            if ref is None or len(ref.who) != 1 or ref.who[0].kind not in ("state", "force"):
                continue
            if ref.basis == "name" or (tokens[c].pos == "NOUN" and ref.noun in _ORGANS):
                return ref.who[0]
        if c > i and tokens[c].dep == "nmod" and case(scene, s, c) in ("of", "from"):
            ref = denote(scene, s, c)
            if (
                ref is not None
                and len(ref.who) == 1
                and ref.who[0].kind in ("state", "organisation", "group", "force")
                and (ref.basis in ("name", "acronym") or (ref.basis == "inferred" and ref.noun in SPEAKING))
            ):
                return ref.who[0]  # "of Iceland", "of the foreign ministry"
        elif c > i and tokens[c].dep == "nmod" and case(scene, s, c) == "for" and _opposed(scene, s, c):
            ref = denote(scene, s, c)  # "Ana Quill, for the opposition, said"
            if ref is not None and len(ref.who) == 1:
                return ref.who[0]
        elif c > i and tokens[c].dep == "acl:relcl" and tokens[c].lemma.lower() in _LEADS:
            for d in scene.kids[s][c]:  # "Ana Quill, who heads the Icelandic coast guard"
                ref = denote(scene, s, d) if tokens[d].dep in ("obj", "obl") and d > c else None
                if ref is not None and len(ref.who) == 1 and ref.basis not in ("inferred", "pronoun"):
                    return ref.who[0]
    return None


def _opposed(scene: Scene, s: int, i: int) -> bool:
    return scene.parse.sentences[s].tokens[i].lemma.lower() == "opposition"


def _remember(
    scene: Scene,
    s: int,
    i: int,
    who: Who,
    text: str,
    title: tuple[int, str] | None,
    *,
    she: bool | None = None,
    basis: str = "name",
) -> Ref:
    tokens = scene.parse.sentences[s].tokens
    if text:
        words = [t for t in text.replace("-", " - ").split() if t]
        last = words[-1]
        for key in {text, last, " ".join(words[-2:]), *_written(scene, s, i)}:
            if len(key) > 1:
                scene.people.setdefault(fold(key), who)
    if she is None:
        she = gender(scene, s, i, title)
    if she is not None:
        scene.women[who.name] = she
    if title is not None:
        at = title[0]
        scene.titles[tokens[at].lemma.lower()] = (s, who)
        if at:
            scene.titles[f"{tokens[at - 1].text} {tokens[at].lemma}".lower()] = (s, who)
    return Ref((who,), basis, "person")


def _written(scene: Scene, s: int, i: int) -> list[str]:
    """The ways the rest of the report may call a person who is written as at token `i`: in full, and by the last word."""
    hit, name = scene.hits[s].get(i), scene.names[s].get(i)
    first, last = (hit.first, hit.last) if hit else (name.first, name.last) if name else (i, i + 1)
    tokens = scene.parse.sentences[s].tokens
    keys = [_text(scene, s, first, last), tokens[last - 1].text]
    if last - first > 2:
        keys.append(_text(scene, s, last - 2, last))
        keys.append(_text(scene, s, last - 3, last))
    return [key for key in keys if key[:1].isalpha()]


def _mister(scene: Scene, s: int, i: int) -> bool:
    tokens = scene.parse.sentences[s].tokens
    return any(tokens[c].text.lower() in scene.book.honorifics for c in scene.kids[s][i] if c < i)


def _labelled(scene: Scene, s: int, i: int) -> bool:
    name = scene.names[s].get(i)
    return name is not None and name.label == "PER"


def _text(scene: Scene, s: int, first: int, last: int) -> str:
    tokens = scene.parse.sentences[s].tokens
    return scene.parse.article.text[tokens[first].start : tokens[last - 1].end]
