"""Pronouns that stand for the words right beside them: "ten people, four of them children", "Chad, whose troops left"."""

from __future__ import annotations

from dragoman.resolve.reference import clauses
from dragoman.resolve.scene import Ref, Scene, case

_STRIKING = frozenset(("attack", "bomb", "bombard", "hit", "invade", "pound", "raid", "shell", "strike", "storm"))
_OWN = frozenset(("it", "its", "itself", "they", "them", "their", "theirs", "themselves"))


def of_those(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Ten people, four of them children, were killed": they are the people just named, known or not."""
    tokens = scene.parse.sentences[s].tokens
    number = tokens[i].head
    if tokens[i].text.lower() != "them" or number < 0 or case(scene, s, i) != "of" or scene.denote is None:
        return None
    if tokens[number].pos not in ("NUM", "ADJ", "DET", "NOUN", "PRON") or number > i:
        return None
    start = next((k for k in range(number, -1, -1) if tokens[k].text in (",", "(", "–", "—", "-")), None)
    if start is None or start < 1 or tokens[start - 1].pos != "NOUN":
        return None
    ref = scene.denote(scene, s, start - 1)
    return ref._replace(basis="pronoun") if ref is not None else Ref((), "pronoun", plural=True)


def whose(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Chad, whose troops back the king": Chad's troops."""
    tokens = scene.parse.sentences[s].tokens
    at = tokens[i].head
    while at >= 0 and tokens[at].dep != "acl:relcl":
        at = tokens[at].head
    noun = tokens[at].head if at >= 0 else -1
    ref = scene.denote(scene, s, noun) if 0 <= noun < i and scene.denote is not None else None
    return ref._replace(basis="pronoun") if ref is not None and len(ref.who) == 1 else None


def struck_by(scene: Scene, s: int, i: int, doer: int) -> bool:
    """Whether "its" owns what the party named at `doer` strikes: nobody bombs his own bases."""
    tokens = scene.parse.sentences[s].tokens
    thing = tokens[i].head
    if tokens[i].dep != "nmod:poss" or tokens[i].text.lower() not in _OWN:
        return False
    if (
        tokens[thing].dep == "nmod"
        and case(scene, s, thing) == "of"
        and tokens[tokens[thing].head].pos in ("NUM", "NOUN")
    ):
        thing = tokens[thing].head  # "struck two of its convoys"
    if tokens[thing].dep != "obj":
        return False
    verb = tokens[thing].head
    return verb == clauses.verb_of(tokens, doer) and tokens[verb].lemma.lower() in _STRIKING
