"""Armed men and others whose country nothing tells: "militants", "foreign fighters", "enemy forces"."""

from __future__ import annotations

from dragoman.data.book import NounClass, slug
from dragoman.resolve.actors import home
from dragoman.resolve.scene import Scene, Who

MANY = {
    "boat people": "boat people",
    "displaced people": "displaced persons",
    "insurgency": "insurgents",
    "gunman": "gunmen",
    "gunmen": "gunmen",
    "armed man": "gunmen",
    "armed men": "gunmen",
    "masked man": "gunmen",
    "masked men": "gunmen",
    "knifeman": "knifemen",
    "knifemen": "knifemen",
    "militiaman": "militias",
    "militiamen": "militias",
    "paramilitary": "paramilitaries",
    "proxy": "proxies",
    "revolutionary": "revolutionaries",
}


def generic(scene: Scene, s: int, i: int, cls: NounClass, lemma: str) -> Who:
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
    word = MANY.get(head, head if head.endswith("s") else head[:-1] + "ies" if head.endswith("y") else head + "s")
    return Who(slug(word), word, home.same_clause(scene, s, i), cls.sector, "group")


def foreign(lemma: str, cls: NounClass) -> Who:
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


def hostile(scene: Scene, s: int, i: int) -> bool:
    """ "Enemy forces", "hostile troops": somebody's enemies, so of no state that could be inferred."""
    tokens = scene.parse.sentences[s].tokens
    return any(c < i and tokens[c].lemma.lower() in ("enemy", "hostile") for c in scene.kids[s][i])
