"""Armed men and others whose country nothing tells: "militants", "foreign fighters", "enemy forces"."""

from __future__ import annotations

from dragoman.data.book import Entry, NounClass
from dragoman.data.spellings import slug
from dragoman.resolve.actors import home
from dragoman.resolve.scene import Ref, Scene, Who

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


# Who are never "rebels" of somebody else's war: a report of a village feud may name the one armed group of the country in passing.
_FIGHT_A_STATE = frozenset(
    ("rebel", "insurgent", "insurgency", "guerrilla", "separatist", "rebel fighter", "rebel army")
)


# Armed groups beside an army, or turned against it.
_FIGHT_FOR_ONE = frozenset(("paramilitary", "paramilitaries"))


def the_rebels(scene: Scene, lemma: str, code: str | None = None) -> Who | None:
    """ "Peruvian guerrillas", "rebel positions", "the paramilitaries": the one such group of the report, of the country `code` where told."""
    kinds = {"PRM"} if lemma in _FIGHT_FOR_ONE else {"REB"} if lemma in _FIGHT_A_STATE else set()
    if not kinds:
        return None
    entries = [hit.entries[0] for hits in scene.hits for hit in hits.values() if not hit.prefix]
    told = {code} if code is not None else {e.id for e in entries if e.id in scene.codes}
    found: dict[str, Who] = {}
    for entry in entries:
        actor = scene.book.actors.get(entry.id) if entry.kind == "name" else None
        fights = actor is not None and actor.kind == "group" and actor.sector in kinds and actor.code in told
        if actor is not None and fights and _of_its_time(entry, scene.parse.article.published):
            found[actor.id] = Who(actor.id, actor.name, actor.code, actor.sector, actor.kind)
    (who,) = found.values() if len(found) == 1 else (None,)
    return who


def _of_its_time(entry: Entry, day: str | None) -> bool:
    """Whether a group was there on the day of the report: one recalled from history is not today's rebels."""
    start, end = entry.years or (None, None)
    if day is None:
        return end is None
    return (start is None or day[: len(start)] >= start) and (end is None or day[: len(end)] <= end)


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


def told_what(scene: Scene, s: int, i: int) -> Ref | None:
    """ "The Quill Front, an armed group that": the front, said to be one."""
    tokens = scene.parse.sentences[s].tokens
    first = min((c for c in scene.kids[s][i] if c < i and tokens[c].dep != "punct"), default=i)
    if first < 2 or tokens[first].text.lower() not in ("a", "an") or tokens[first - 1].text != ",":
        return None
    hit = scene.hits[s].get(first - 2)
    if hit is None or hit.kind != "name" or scene.denote is None:
        return None
    ref = scene.denote(scene, s, hit.head)
    named = ref is not None and len(ref.who) == 1 and ref.who[0].kind == "group" and ref.who[0].id == hit.entries[0].id
    return ref._replace(basis="description") if ref is not None and named else None
