"""Who counts as one party: a state with its government, forces, police and services; its people, opposition and rebels do not."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.model import Claim, Event, Party

OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})


def body_of(id_: str) -> str:
    """The party an id counts with.

    >>> [body_of(one) for one in ("RUS.MIL", "RUS", "SYR.OPP", "hezbollah")]
    ['RUS', 'RUS', 'SYR.OPP', 'hezbollah']
    """
    head, _, part = id_.partition(".")
    return head if part in OF_STATE else id_


def body(party: Party) -> str:
    """The party that a party of a claim counts with."""
    return body_of(party.id)


def unknown(party: str) -> bool:
    """Whether nobody knows who that is, or it is a region: no partner of anybody."""
    return party.startswith(("?", "region:"))


def sides_of(event: Event, claims: Mapping[str, Claim]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who does it to whom, as its claims tell, sorted; an event itself knows states without their parts.

    Arms for a country's rebels are no aid to its government, nor is the arrest of a citizen a deed against his state.
    """
    told = [claims[one] for one in event.claims if one in claims]
    if not told:
        return event.actors, event.recipients
    actors = {body(party) for claim in told for party in claim.actors}
    recipients = {body(party) for claim in told for party in claim.recipients}
    return tuple(sorted(actors)), tuple(sorted(recipients))
