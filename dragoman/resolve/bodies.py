"""Organisations that no book knows: names of their own, and the nouns inside them that are no party."""

from __future__ import annotations

from dragoman.data.book import slug
from dragoman.resolve.classes import noun_class
from dragoman.resolve.owners import owners
from dragoman.resolve.scene import Ref, Scene, Who

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


def unknown(scene: Scene, s: int, i: int) -> Ref | None:
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
    bare = first + (tokens[first].text.lower() in ("the", "a", "an"))
    single = name.last - bare == 1
    if (
        not slug(text)
        or not text[0].isupper()
        or text.split()[-1] in ("for", "of", "and", "the")
        or (single and scene.book.noun(tokens[bare].text.lower()))
    ):
        return None
    if all(word in scene.book.portfolios for word in text.lower().replace("-", " ").split()):
        return None  # "Labour minister", "Minister for External Affairs"
    own = owners(scene, s, i, scene.book.classes["group"])
    sector = next((scene.book.sectors[w] for w in _plain_words(text) if w in scene.book.sectors), None)
    party = Who(slug(text), text, own[0].code if own else None, sector, "organisation")
    learn_acronym(scene, s, i, party)
    return Ref((party,), "guessed", "organisation")


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
    own = cls.name in _BODIES_OF_THEIR_OWN
    unknown = [
        n for n in words if n != i and n not in scene.hits[s] and tokens[n].text.lower() not in scene.book.organs
    ]
    if inferred:
        return own or bool(unknown)
    return own and any(scene.book.noun(tokens[n].lemma.lower()) is None for n in unknown)


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
