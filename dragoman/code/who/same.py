"""Whether two parties of a claim are one: the actor again, an organ beside another of the same state, a pronoun for somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.model import Party

FIRST = frozenset({"i", "we"})
# Offices below the head of a state: whoever holds one is somebody else than the leader named beside it.
UNDER = frozenset(
    {
        "governor",
        "mayor",
        "senator",
        "lawmaker",
        "legislator",
        "congressman",
        "congresswoman",
        "deputy",
        "judge",
        "ambassador",
    }
)
NOMINATIVE = frozenset({"it", "he", "she", "they"})


def stands_for_another(actor: Party, recipients: Sequence[Party]) -> bool:
    """ "They rescued the Quito government": whoever they are, they are not those named after them as somebody else."""
    return (actor.text or "").lower() in NOMINATIVE and any(
        p.id == actor.id and p.start is not None and actor.start is not None and p.start > actor.start
        and not pointing(p)
        for p in recipients
    )  # fmt: skip


def pointing(party: Party) -> bool:
    """Whether the words only point back at somebody: "it", "their own troops"."""
    return bool(set((party.text or "").lower().split()) & words("pronouns"))


def itself(party: Party, actors: Sequence[Party]) -> bool:
    """The actor again ("its", "itself", the same words); an organ of the same state is somebody else (a mayor and a government)."""
    for actor in actors:
        if actor.id != party.id:
            continue
        said, told = _words(party), _words(actor)
        if actor.start != party.start and _two(party, actor, said, told):
            continue
        again = actor.sector == party.sector and not (
            _an_office(said) and (_named(actor) or (_an_office(told) and _head(told) != _head(said)))
        )
        if actor.start == party.start or again or (party.text or "").lower() in words("pronouns"):
            return True
    return False


def _two(party: Party, actor: Party, said: Sequence[str], told: Sequence[str]) -> bool:
    """Whether two of one state are two all the same: "I salute Senator Quill", "the herders attacked the farmers"."""
    if not said or not told or set(said) & words("pronouns"):
        return False
    if _named(party):
        known = actor.name.lower() if actor.name else ""
        other = _an_office(told) and _head(told).removesuffix("s") in UNDER
        return known != (party.name or "").lower() and (_named(actor) or other or set(told) <= FIRST)
    if set(told) & words("pronouns"):
        return False
    people = party.sector == actor.sector == "CVL"
    organs = _an_office(said) and _an_office(told) and bool(_capitals(party) and _capitals(actor))
    return (people and told[-1] != said[-1]) or (organs and said[:-1] != told[:-1])


def _an_office(said: Sequence[str]) -> bool:
    """Whether words name an office or organ and not a state or a person: "the mayor of Quito", "the government"."""
    if not said or set(said) & words("pronouns"):
        return False
    kind = load_book().noun(_head(said)) or load_book().noun(_head(said).removesuffix("s"))
    return (kind is not None and kind.sector is not None) or _head(said) in load_book().titles


def _named(party: Party) -> bool:
    """Whether a party of a state is somebody by name: "Jonas Quill" or "Quill", who may warn the cabinet he sits in."""
    name = (party.name or "").lower()
    state = load_book().actors.get(root(party))
    return state is not None and name != state.name.lower() and bool(set(name.split()[-1:]) & set(_words(party)))


def _capitals(party: Party) -> bool:
    """Whether an organ goes by a name of its own: "the Truth Commission"; two such are two."""
    return sum(word[:1].isupper() and word.lower() not in ("the", "a", "an") for word in (party.text or "").split()) > 1


def merge(left: list[Party], right: list[Party]) -> list[Party]:
    """Both lists in the order of the text; what was not read in words stands first."""
    return sorted([*left, *right], key=lambda p: -1 if p.start is None else p.start)


def distinct(parties: Iterable[Party]) -> list[Party]:
    """One party for each actor, the first that is named."""
    told = list(parties)
    if len(told) < 2:
        return told
    found: dict[str, Party] = {}
    for party in told:
        found.setdefault(party.id, party)
    return list(found.values())


def _words(party: Party) -> list[str]:
    """The words for a party without what stands in apposition: "the secretary-general, Mr Okoro"."""
    return (party.text or "").lower().partition(",")[0].split()


def _head(said: Sequence[str]) -> str:
    """The word that says what sort of party it is: the last one, or the one before "of"."""
    return said[said.index("of") - 1] if "of" in said[1:] else said[-1]


def root(party: Party) -> str:
    """The id without its sector: the state of an army or a ministry."""
    return party.id.split(".")[0]


def wordless(party: Party) -> Party:
    """The party without words: it is understood, and not written in this sentence."""
    return Party(party.id, party.name, party.code, party.sector, None, None, None)


def joined(one: Sequence[Party], others: Iterable[Party]) -> list[Party]:
    """The parties with those of others that are nobody of theirs."""
    known, found = {root(p) for p in one}, list(one)
    for party in others:
        if root(party) not in known:
            known.add(root(party))
            found.append(party)
    return found
