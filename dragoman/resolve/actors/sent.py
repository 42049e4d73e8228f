"""Whose men somebody sends, keeps or loses: "France will send 200 soldiers", "Cuba sent doctors", "Kenya's deployment of 400 policemen"."""

from __future__ import annotations

from dragoman.data.book import NounClass
from dragoman.resolve.reference.clauses import subject_of
from dragoman.resolve.scene import Scene, Who, case, definite

# What is done with one's own forces alone; who trains, arms or kills soldiers may do so to another's.
_VERBS = frozenset(
    {
        "add", "amass", "commit", "contribute", "deploy", "dispatch", "field", "keep", "lend", "lose", "maintain", "mass",
        "mobilise", "mobilize", "move", "pledge", "post", "promise", "provide", "pull", "recall", "redeploy", "rush",
        "send", "station", "supply", "withdraw",
    }
)  # fmt: skip
_HAVING = frozenset(("have", "keep", "maintain", "operate", "own", "run", "use"))
_SENT = frozenset(("force", "police", "part", "officials"))
_SKILLED = frozenset(
    ("doctor", "nurse", "medic", "engineer", "firefighter", "rescuer", "paramedic", "surgeon", "technician")
)
_NOUNS = frozenset(
    ("deployment", "withdrawal", "dispatch", "pullout", "contribution", "loss", "redeployment", "posting")
)


def sender(scene: Scene, s: int, i: int, cls: NounClass) -> Who | None:
    """Who sends, keeps or loses the men at token `i`; None where another verb stands there, or nobody is told."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    first = i
    while tokens[first].dep == "conj" and tokens[first].head >= 0:
        first = tokens[first].head  # "sent a frigate and a battalion"
    over = tokens[first].head
    if cls.name not in _SENT and tokens[i].lemma.lower() not in _SKILLED:
        return None
    if definite(scene, s, i):
        return None  # "France sent the troops home": those told of before
    based = _based(scene, s, i)
    if based >= 0:
        return _one(scene, s, based)
    if over < 0 or scene.denote is None or not any(tokens[c].dep in ("nummod", "amod", "det") for c in kids[i]):
        return None
    if tokens[over].pos == "VERB" and tokens[over].lemma.lower() in _VERBS and tokens[first].dep == "obj":
        by = subject_of(scene, s, over)
        passive = by >= 0 and tokens[by].dep == "nsubj:pass"
        by = -1 if passive else by
    elif tokens[over].lemma.lower() in _NOUNS and tokens[i].dep == "nmod" and case(scene, s, i) == "of":
        by = next((c for c in kids[over] if c < over and tokens[c].dep in ("nmod:poss", "amod", "compound")), -1)
    else:
        return None
    return _one(scene, s, by) if by != i else None


def _based(scene: Scene, s: int, i: int) -> int:
    """ "Chad has a base near Mali's border from where jets take off": who has the base, whose those that leave it are; -1."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    verb = tokens[i].head
    if verb < 0 or tokens[i].dep != "nsubj" or tokens[verb].dep != "acl:relcl":
        return -1
    place = tokens[verb].head
    if not any(tokens[c].text.lower() in ("where", "which") and c < i for c in kids[verb]):
        return -1
    over = tokens[place].head if tokens[place].dep == "obj" else -1
    return subject_of(scene, s, over) if over >= 0 and tokens[over].lemma.lower() in _HAVING else -1


def _one(scene: Scene, s: int, by: int) -> Who | None:
    """The one party of a state or body that a word names."""
    ref = scene.denote(scene, s, by) if by >= 0 and scene.denote is not None else None
    who = ref.who[0] if ref is not None and len(ref.who) == 1 else None
    return who if who is not None and who.kind in ("state", "person", "organisation", "force") and who.code else None
