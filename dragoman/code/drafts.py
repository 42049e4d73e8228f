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
    """One trigger of one sentence with its roles; `outer` is the draft whose content it is.

    `head` is the position of the trigger word in its sentence, `event` the PLOVER type of the entry that fired, or the one
    that a boundary rule has put in its place (`instead`). `again` is the draft of an earlier sentence that this one tells once more.
    """

    sentence: int
    tree: Tree
    trigger: Trigger
    roles: Roles
    status: str
    reasons: list[str]
    mode: str | None = None
    outer: Draft | None = None
    nested: list[Draft] = field(default_factory=list)
    again: Draft | None = None
    event: str = field(init=False)
    head: int = field(init=False)
    _instead: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.head = self.trigger.head
        self.event = self.trigger.entry.event

    @property
    def instead(self) -> str | None:
        """The PLOVER type that a boundary rule has put in the place of the entry's; None where the entry's stands."""
        return self._instead

    @instead.setter
    def instead(self, event: str | None) -> None:
        self._instead = event
        self.event = event or self.trigger.entry.event
