"""One name for each party id: a page that lists "RUS" under the name of whoever spoke for it last would mislead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.data.book import load_book
from dragoman.data.spellings import slug
from dragoman.model import Claim

# What the part of an id after the dot means, for the names of parts of a state.
PARTS = {
    "MIL": "forces",
    "CVL": "people",
    "COP": "police",
    "SPY": "intelligence",
    "LEG": "parliament",
    "JUD": "courts",
    "OPP": "opposition",
    "REB": "rebels",
    "MED": "medics",
    "JRN": "journalists",
    "BUS": "business",
    "LAB": "workers",
    "EDU": "schools",
    "REF": "refugees",
    "AGR": "farmers",
    "ELI": "elites",
    "PRM": "militias",
    "IGO": "organisations",
    "NGO": "aid groups",
    "REL": "clergy",
    "PTY": "party",
    "GOV": "government",
    "CRM": "criminals",
    "UAF": "armed men",
}


def names_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Ids of all parties and voices to the name of the world book, of the part of a state, or the most frequent one."""
    seen: dict[str, Counter[str]] = {}
    for claim in claims:
        for party in (*claim.actors, *claim.recipients):
            seen.setdefault(party.id, Counter())[party.name] += 1
        for voice in claim.attribution:
            if voice.id:
                seen.setdefault(voice.id, Counter())[voice.name or voice.id] += 1
    return {party: name_of(party, names) for party, names in sorted(seen.items())}


def name_of(party: str, names: Counter[str]) -> str:
    """The name for one id; `names` are those it goes by in the record, of whoever leads and speaks for it, too.

    >>> name_of("FRA", Counter(["Ana Petrova"])), name_of("FRA.MIL", Counter())
    ('France', 'France (forces)')
    >>> name_of("reef-guards", Counter(["Ana Petrova", "Ana Petrova", "The Reef Guards"]))
    'The Reef Guards'
    """
    actors = load_book().actors
    if party in actors:
        return actors[party].name
    if party in load_book().outlets:
        return load_book().outlets[party].name
    state, dot, part = party.partition(".")
    if dot and state in actors:
        return f"{actors[state].name} ({PARTS.get(part, part.lower())})"
    best = sorted(names.items(), key=lambda item: (slug(item[0]) != party, -item[1], item[0]))
    return best[0][0] if best else party


def origin_name(origin: str) -> str:
    """An origin as a reader may know it: a party's name, the words of a voice, an outlet; a report without one is "a report (its id)".

    >>> [origin_name(one) for one in ("voice:per", "voice:a doctor", "outlet:harbour courier", "outlet:" + "0f" * 16)]
    ['Peru', 'a doctor', 'harbour courier', 'a report (0f0f0f0f)']
    """
    kind, _, name = origin.partition(":")
    if kind == "outlet":
        return f"a report ({name[:8]})" if len(name) == 32 and not set(name) - set("0123456789abcdef") else name
    actors = load_book().actors
    return next((actors[one].name for one in (name.upper(), name) if one in actors), name)
