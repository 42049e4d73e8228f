"""What travels through Dragoman: frozen dataclasses, no behaviour beyond themselves."""

from dragoman.model.record import Claim, Copy, Event, Judgement, Mention, Party, Voice
from dragoman.model.text import (
    Article,
    Block,
    Credit,
    Document,
    Dropped,
    Hint,
    Mark,
    Name,
    Parse,
    Refusal,
    Sense,
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
    "Copy",
    "Credit",
    "Document",
    "Dropped",
    "Event",
    "Hint",
    "Judgement",
    "Mark",
    "Mention",
    "Name",
    "Outlet",
    "Parse",
    "Party",
    "Place",
    "Refusal",
    "Sense",
    "Sentence",
    "Span",
    "Token",
    "Voice",
    "When",
]
