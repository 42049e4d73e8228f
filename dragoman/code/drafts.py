"""A claim in the making: what the coder holds of a trigger until nesting, status and voices are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.code.trees.tree import Tree
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles

# Who finds claims: the lexicon, the learned heads, or both.
By = Literal["both", "lexicon", "heads"]


@dataclass(slots=True)
class Draft:
    """One trigger of one sentence with its roles; `outer` is the draft whose content it is."""

    sentence: int
    tree: Tree
    trigger: Trigger
    roles: Roles
    status: str
    reasons: list[str]
    mode: str | None = None
    outer: Draft | None = None
    nested: list[Draft] = field(default_factory=list)
    instead: str | None = None
    head: int = field(init=False)  # position of the trigger word in its sentence

    def __post_init__(self) -> None:
        self.head = self.trigger.head

    @property
    def event(self) -> str:
        """The PLOVER type of the entry that fired, or the one a boundary rule puts in its place (`instead`)."""
        return self.instead or self.trigger.entry.event
