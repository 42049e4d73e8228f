"""What travels through Dragoman: frozen dataclasses, no behaviour beyond themselves."""

from dragoman.model.record import Claim, Event, Judgement, Mention, Party, Voice
from dragoman.model.text import (
    Article,
    Block,
    Document,
    Dropped,
    Name,
    Parse,
    Refusal,
    Sentence,
    Span,
    Token,
)
from dragoman.model.world import Actor, Outlet, Place, When

__all__ = [
    "Actor",
    "Article",
    "Block",
    "Claim",
    "Document",
    "Dropped",
    "Event",
    "Judgement",
    "Mention",
    "Name",
    "Outlet",
    "Parse",
    "Party",
    "Place",
    "Refusal",
    "Sentence",
    "Span",
    "Token",
    "Voice",
    "When",
]
