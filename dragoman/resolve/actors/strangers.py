"""Persons whom only the report names: an earlier mention, a title with its owner, or a party beside the name says whom they speak for."""

from __future__ import annotations

import difflib

from dragoman.data.spellings import fold, slug
from dragoman.resolve.actors import home, officers
from dragoman.resolve.actors.classes import noun_class
from dragoman.resolve.actors.nouns import by_noun, denoted, party_of
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.actors.remembered import Denote, family_of, in_full, mister, remember, words_at
from dragoman.resolve.actors.terms import office, spelling
from dragoman.resolve.actors.titles import SPEAKING, past_title, title_of
from dragoman.resolve.reference import descriptions
from dragoman.resolve.scene import OFFICES, Ref, Scene, Who, case

_ORGANS = frozenset(("government", "parliament", "police", "court"))
# Of these whoever is only a member speaks for himself: "Ana Quill, a member of the Church of the Lake".
_PRIVATE = frozenset((None, "REL", "EDU", "BUS"))
_LEADS = frozenset(("head", "lead", "run", "chair", "command", "direct", "represent", "govern", "negotiate", "speak"))


def named(scene: Scene, s: int, i: int, denote: Denote) -> Ref | None:
    """A person that only the model knows as a name: by an earlier mention, by title and owner, or as themselves."""
    name = scene.names[s][i]
    text = words_at(scene, s, name.first, name.last)
    last = scene.book.noun(scene.parse.sentences[s].tokens[name.last - 1].text.lower())
    if (
        last is not None
        and last.name in OFFICES
        and list(scene.book.find(words_at(scene, s, name.first, name.last - 1)))
    ):
        return None  # "US Secretary" (of State Mike Pompeo): an office with its owner, and nobody's name
    title = title_of(scene, s, i)
    seen = _seen(scene, s, i, text, denote)
    if seen is not None:
        return remember(scene, s, i, seen, "", title)
    if not text[:1].isupper() or not any(c.isalpha() for c in text):
        return None
    family = family_of(scene, text)
    if family is not None:
        return family
    told = scene.offices.get(fold(text))
    if title is None and told is not None and told != (s, i):
        # named first, his office later: "Ana Quill resigned. ... Quill, the interior minister, ..."
        ref = denote(scene, *told)
        if ref is not None and len(ref.who) == 1:
            return remember(scene, s, i, ref.who[0], text, None, basis=ref.basis)
    if title is None or (title[1] not in scene.book.classes and title[1] != "analyst"):
        return _without_title(scene, s, i, text, denote)
    if past_title(scene, s, title):
        return remember(scene, s, i, Who(slug(text), text, None, None, "person"), text, title, basis="guessed")
    return _with_title(scene, s, i, text, title, denote)


def _seen(scene: Scene, s: int, i: int, text: str, denote: Denote) -> Who | None:
    """Whom the report has named so before: by the same words, by the last of them, or by one word of a full name."""
    name = scene.names[s][i]
    seen = scene.people.get(fold(text))
    if seen is not None:
        return seen
    if name.last - name.first == 1:
        return in_full(scene, s, i, text, denote)
    seen = scene.people.get(fold(scene.parse.sentences[s].tokens[name.last - 1].text))
    return seen if seen is not None and _same_first(seen.name, text) else None


def _without_title(scene: Scene, s: int, i: int, text: str, denote: Denote) -> Ref | None:
    """Somebody whose title is not told: of the party that stands with the name, else only themselves, by two words or "Mr"."""
    of = _of_party(scene, s, i, denote) or officers.service(scene, s, i, denote)
    if of is not None:
        return remember(scene, s, i, of._replace(name=text, kind="person"), text, None, basis="apposition")
    name = scene.names[s][i]
    if name.last - name.first == 1 and not mister(scene, s, i):
        return None
    return remember(scene, s, i, Who(slug(text), text, None, None, "person"), text, None, basis="guessed")


def _with_title(scene: Scene, s: int, i: int, text: str, title: tuple[int, str], denote: Denote) -> Ref:
    """Somebody whose title is told: who speaks for its owner, or only bears its class."""
    title, owner = _owner(scene, s, i, title, denote)
    party, sure = _party(scene, s, i, text, title, owner, denote)
    if not sure:
        close = spelling(scene, text, None)
        if close is not None:
            return remember(scene, s, i, office(scene, close, past=False), text, title, she=close.she)
    cls, lemma = title[1], scene.parse.sentences[s].tokens[title[0]].lemma.lower()
    private = party is not None and lemma == "member" and party.kind == "organisation" and party.sector in _PRIVATE
    if party is None or party.sector == "BUS" or cls not in SPEAKING or private:
        sector = scene.book.classes[cls].sector if cls in scene.book.classes else None
        who = Who(slug(text), text, party.code if party else None, sector, "person")
        return remember(scene, s, i, who, text, title, basis="guessed")
    close = spelling(scene, text, party.id)
    if close is not None:
        return remember(scene, s, i, office(scene, close, past=False), text, title, she=close.she)
    return remember(scene, s, i, party._replace(name=text, kind="person"), text, title, basis="apposition")


def _owner(scene: Scene, s: int, i: int, title: tuple[int, str], denote: Denote) -> tuple[tuple[int, str], Ref | None]:
    """Whose title it is, with the title: another one where only a second title of the name has an owner."""
    lemma = scene.parse.sentences[s].tokens[title[0]].lemma.lower()
    owner = by_noun(scene, s, title[0]) or descriptions.across(scene, s, title[0])
    if owner is not None and (not owner.who or owner.basis == "inferred"):
        # "Ambassador Quill" after "Iceland's ambassador", "Minister Quill" after "the Minister for Africa"
        owner = descriptions.repeated(scene, lemma, plural=False) or owner
    behind = _of_party(scene, s, i, denote) if title[1] in scene.book.classes else None
    if behind is not None and behind.kind == "state" and not any(c in scene.hits[s] for c in scene.kids[s][title[0]]):
        # "opposition leader Ana Quill of Kenya"
        own = denoted(scene, noun_class(scene, s, title[0]) or scene.book.classes[title[1]], behind, lemma)
        owner = Ref((own,), "description", title[1]) if own is not None else owner
    if owner is not None and owner.who and owner.basis != "inferred":
        return title, owner
    second = officers.second_title(scene, s, i)
    if second is not None:
        return second
    above = officers.stacked(scene, s, i, denote)
    return title, Ref((above,), "description", title[1]) if above is not None else owner


def _party(
    scene: Scene, s: int, i: int, text: str, title: tuple[int, str], owner: Ref | None, denote: Denote
) -> tuple[Who | None, bool]:
    """The party that a title makes somebody speak for, and whether the report says so; where it does not, the likeliest."""
    party = owner.who[0] if owner and owner.who else None
    cls = title[1]
    if cls == "force" and (party is None or (owner is not None and owner.basis == "inferred")):
        forces = officers.service(scene, s, i, denote)
        party, owner = (forces, Ref((forces,), "description", cls)) if forces is not None else (party, owner)
    if owner is None:
        return (_home_office(scene, s, i, title), False)
    if party is not None and owner.basis != "inferred":
        return party, True
    beside = officers.beside(scene, s, i, denote) if cls == "government" else set()
    if party is not None and party.id in beside:
        party = None  # "President Quill met the Danish king": of any state but Denmark
    likely = [id for id in owner.candidates if id not in beside]
    if not owner.who and owner.basis == "inferred" and likely and cls in SPEAKING:
        # a minister is some state's, so of those that come into question the likeliest
        close = spelling(scene, text, None)
        party = party_of(scene, s, title[0], likely[0]) if close is None else None
    return party, False


def _home_office(scene: Scene, s: int, i: int, title: tuple[int, str]) -> Who | None:
    """ "Sen. Ana Quill": an office of the country that the report is told from, where it stands right before the name."""
    cls, tokens = title[1], scene.parse.sentences[s].tokens
    short = cls in ("parliament", "police", "force", "court") and title[0] in (i - 1, scene.names[s][i].first - 1)
    if not short or scene.book.noun(tokens[title[0]].lemma.lower()) is not None:
        return None
    state, _ = home.country(scene, s, title[0])
    return denoted(scene, scene.book.classes[cls], state_of(scene, state), cls) if state is not None else None


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
