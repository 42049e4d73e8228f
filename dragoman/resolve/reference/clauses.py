"""Where a pronoun stands: the verb of its clause, whose verb that is, and who is meant there by the grammar alone."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Token
from dragoman.resolve.scene import SUBJECT, Scene, Who

# What a thing told before does to somebody who then acts ("..., forcing it to leave").
_LETTING = frozenset(
    ("allow", "cause", "compel", "enable", "force", "help", "lead", "leave", "let", "oblige", "permit", "prompt")
)
_RELATIVE = frozenset(("who", "which", "that"))


def clause_of(scene: Scene, s: int, i: int) -> int:
    """The verb of the clause that token `i` stands in; the root where no verb governs it."""
    tokens = scene.parse.sentences[s].tokens
    for _ in range(len(tokens)):
        if tokens[i].head < 0 or tokens[i].pos in ("VERB", "AUX"):
            break
        i = tokens[i].head
    return i


def subject_of(scene: Scene, s: int, verb: int) -> int:
    """The subject of a verb, through verbs that share theirs ("tried to force"); -1 where there is none."""
    tokens = scene.parse.sentences[s].tokens
    for _ in range(len(tokens)):
        if verb < 0:
            break
        for c in scene.kids[s][verb]:
            if tokens[c].dep in SUBJECT:
                return c
        if tokens[verb].dep not in ("xcomp", "conj", "advcl", "parataxis"):
            break
        verb = tokens[verb].head
    return -1


def above(tokens: Sequence[Token], clause: int) -> set[int]:
    """The verbs that a clause hangs below: whoever they are about is nearer than who is told of in passing ("where Chad has posts")."""
    found: set[int] = set()
    while clause >= 0 and tokens[clause].head >= 0 and len(found) < len(tokens):
        clause = tokens[clause].head
        found.add(clause)
    return found


def verb_of(tokens: Sequence[Token], i: int) -> int:
    """What a word hangs on, or, where it is one of a list, what the first of the list does."""
    while tokens[i].dep == "conj" and tokens[i].head >= 0:
        i = tokens[i].head
    return tokens[i].head


def enabled(scene: Scene, s: int, i: int) -> bool:
    """ "It sells oil, enabling it to arm": who is let act by what the clause before tells, and not by its subject."""
    tokens = scene.parse.sentences[s].tokens
    verb = tokens[i].head
    if to_act(scene, s, i):
        return True
    if tokens[i].dep != "obj" or verb < 0 or tokens[verb].dep != "advcl" or not tokens[verb].text.endswith("ing"):
        return False
    return tokens[verb].lemma.lower() in _LETTING and any(tokens[c].dep == "xcomp" for c in scene.kids[s][verb])


def to_act(scene: Scene, s: int, i: int) -> bool:
    """ "Dismissed calls for it to disarm": who stands between "for" and "to" has a clause of his own, and may be the subject of this one."""
    tokens = scene.parse.sentences[s].tokens
    between = 0 < i < len(tokens) - 2 and tokens[i - 1].text.lower() == "for" and tokens[i + 1].text.lower() == "to"
    return between and tokens[i + 2].pos == "VERB"


def doers(scene: Scene, s: int, i: int) -> tuple[Who, ...]:
    """Who acts in a pronoun's own clause: "Chad said Togo had shelled it", "a Chadian rebel who urged him" mean somebody else."""
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    at = tokens[i].head
    while at >= 0 and tokens[at].pos != "VERB" and not any(tokens[c].dep in SUBJECT for c in kids[at]):
        at = tokens[at].head
    own = next((c for c in kids[at] if tokens[c].dep in SUBJECT), -1) if at >= 0 else -1
    if own < 0 or scene.denote is None:
        return ()
    if tokens[own].text.lower() in ("who", "which", "that") and tokens[at].dep == "acl:relcl":
        own = tokens[at].head
    while tokens[own].dep == "appos" and tokens[own].head >= 0:
        own = tokens[own].head
    ref = scene.denote(scene, s, own)
    return ref.who if ref is not None and len(ref.who) == 1 else ()


def antecedent(scene: Scene, s: int, verb: int) -> int:
    """What a relative clause is about whose subject is the relative word: "the side, which pressed its allies"; else -1."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[verb].dep != "acl:relcl" or not any(
        tokens[c].dep in SUBJECT and tokens[c].text.lower() in _RELATIVE for c in scene.kids[s][verb]
    ):
        return -1
    return tokens[verb].head


def controller(scene: Scene, s: int, verb: int) -> int:
    """Who is to do what an infinitive tells: the object of the verb above it, where it has one ("urged Chad to leave"); else -1."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[verb].dep != "xcomp" or tokens[verb].head < 0 or tokens[tokens[verb].head].lemma.lower() == "promise":
        return -1
    return next((c for c in scene.kids[s][tokens[verb].head] if tokens[c].dep in ("obj", "iobj") and c < verb), -1)
