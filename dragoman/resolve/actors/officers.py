"""Officers and officials whose office stands behind the name or in a service before it, and leaders that a regime is named after.

"Gen. Quill, commander of the Peruvian navy": the rank alone tells no state, the second title does. "Army Maj. Gen. Quill",
with the service before the rank and no adjective, is how the armed forces of the United States write.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.data.book import Person
from dragoman.resolve.actors.nouns import by_noun, denoted
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.actors.titles import RULING, SPEAKING, past_title, title_class
from dragoman.resolve.scene import Hit, Ref, Scene, Who, case

_SERVICES = frozenset(("army", "navy", "marine", "marines", "corps", "guard", "force"))
_RANKS = frozenset(
    (
        *(
            "gen",
            "maj",
            "col",
            "lt",
            "capt",
            "cmdr",
            "adm",
            "brig",
            "sgt",
            "master",
            "staff",
            "chief",
            "vice",
            "rear",
            "1st",
            "2nd",
        ),
        *(
            "cpl",
            "pfc",
            "spc",
            "cpt",
            "general",
            "major",
            "colonel",
            "lieutenant",
            "captain",
            "commander",
            "admiral",
            "sergeant",
            "petty",
            "officer",
            "warrant",
            "senior",
            "special",
            "warfare",
            "operator",
            "class",
            "specialist",
            "private",
            "corporal",
            "airman",
            "seaman",
        ),
    )
)
_REIGNS = frozenset(
    ("regime", "government", "dictatorship", "administration", "junta", "era", "rule", "loyalist", "loyalists")
)
_REIGNING = (*RULING, "shah")


def second_title(scene: Scene, s: int, i: int) -> tuple[tuple[int, str], Ref] | None:
    """The title of the person at token `i` that tells whose he is, with what it denotes; None where none does."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if tokens[c].dep not in ("appos", "nmod:desc", "compound") or tokens[c].pos not in ("NOUN", "PROPN"):
            continue
        cls = title_class(scene, s, c)
        if cls not in SPEAKING or past_title(scene, s, (c, cls)):
            continue
        ref = by_noun(scene, s, c)
        if ref is not None and len(ref.who) == 1 and ref.basis != "inferred":
            return (c, cls), ref
    return None


def service(scene: Scene, s: int, i: int, denote: Callable[[Scene, int, int], Ref | None]) -> Who | None:
    """The armed forces of "U.S. Navy Rear Adm. Quill" and, where the report speaks of the United States, "Army Col. Quill"."""
    tokens, name = scene.parse.sentences[s].tokens, scene.names[s][i]
    n = name.first - 1
    while n >= 0 and tokens[n].text.lower().rstrip(".") in _RANKS:
        n -= 1
    if n < 0 or n == name.first - 1:
        return None
    hit = scene.hits[s].get(n)
    if hit is not None and hit.kind == "body":
        ref = denote(scene, s, hit.head)
        return ref.who[0] if ref is not None and len(ref.who) == 1 and ref.who[0].kind == "force" else None
    if tokens[n].text.lower() in _SERVICES and tokens[n].text[:1].isupper() and scene.codes.get("USA"):
        return denoted(scene, scene.book.classes["force"], state_of(scene, "USA"), "officer")
    return None


def stacked(scene: Scene, s: int, i: int, denote: Callable[[Scene, int, int], Ref | None]) -> Who | None:
    """Whose the titles right before a name are by the first word of them all: "[Pentagon operations director Navy Capt.] Quill".

    Where so many words stand before a name the tree goes wrong; None where they name nobody, or several.
    """
    tokens, n = scene.parse.sentences[s].tokens, scene.names[s][i].first - 1
    owners: dict[str, Who] = {}
    titles = 0
    while n >= 0 and tokens[n].pos in ("NOUN", "PROPN", "ADJ") and not tokens[n].text.startswith("’"):
        hit = scene.hits[s].get(n)
        titles += title_class(scene, s, n) is not None and hit is None
        if hit is not None and hit.kind in ("name", "adjective", "body", "seat"):
            ref = denote(scene, s, hit.head)
            owners |= {w.id: w for w in ref.who} if ref is not None else {}
            n = hit.first
        n -= 1
    return next(iter(owners.values())) if len(owners) == 1 and titles > 1 else None


def beside(scene: Scene, s: int, i: int, denote: Callable[[Scene, int, int], Ref | None]) -> set[str]:
    """The states of the others that take part in what the verb of the person at token `i` tells: whom a minister meets is another's."""
    tokens = scene.parse.sentences[s].tokens
    verb = tokens[i].head
    if verb < 0 or tokens[i].dep not in ("nsubj", "obj", "iobj", "obl"):
        return set()
    found: set[str] = set()
    for c in scene.kids[s][verb]:
        with_him = tokens[c].dep == "obl" and case(scene, s, c) == "with"
        if c != i and (tokens[c].dep in ("nsubj", "obj", "iobj") or with_him):
            whose = [
                d for d in scene.kids[s][c] if tokens[c].dep == "obj" and tokens[d].dep in ("nmod:poss", "nmod", "amod")
            ]
            for d in (c, *whose):  # "welcomed the Chadian truce", "the release of Chad"
                ref = denote(scene, s, d)
                found |= {w.id for w in ref.who} if ref is not None and ref.basis != "inferred" else set()
    return found


def reign(scene: Scene, hit: Hit) -> Who | None:
    """The state of "the Quill regime", whenever he ruled: of those who ruled by that name the one whose state the report names."""
    tokens = scene.parse.sentences[hit.sentence].tokens
    token = tokens[hit.head]
    if (
        token.dep not in ("compound", "nmod:poss", "amod", "nmod:desc")
        or tokens[token.head].lemma.lower() not in _REIGNS
    ):
        return None
    states = {_ruled(scene.book.persons[e.id]) for e in hit.entries if e.kind in ("surname", "person")} - {""}
    named = states & scene.codes.keys() if len(states) > 1 else states
    return state_of(scene, named.pop()) if len(named) == 1 else None


def _ruled(person: Person) -> str:
    high = any(role.office.startswith(_REIGNING) for role in person.roles)
    return person.of if high and person.of.isupper() and len(person.of) == 3 else ""
