"""Refusals to leave, and the withdrawals in them, that a sentence tells without a verb of its own for either (CODEBOOK 2 and 4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import Roles
from dragoman.model import Party


@cache
def _entry(event: str, where: str) -> Entry:
    frame, mode = {"REJECT": ("refuse", "yield"), "RETREAT": ("leave", "withdraw")}[event]
    return unwritten("leave", "verb", event, frame, mode=mode, where=where)


def refusal(number: int, tree: Tree, words: tuple[int, ...], doers: Iterable[Party], where: str) -> Draft:
    """A refusal to yield, told by `words`, the first of them its head; `where` names the rule."""
    trigger = Trigger(words[0], _entry("REJECT", where), words)
    return Draft(number, tree, trigger, Roles(list(doers), [], []), "actual", [where], mode="yield")


def withdrawal(at: int, doers: Iterable[Party], status: str, outer: Draft, where: str) -> Draft:
    """The withdrawal of `doers`, told by the word `at`, as the content of a refusal or a demand."""
    trigger = Trigger(at, _entry("RETREAT", where), (at,))
    draft = Draft(outer.sentence, outer.tree, trigger, Roles(list(doers), [], []), status, [where], mode="withdraw")
    draft.outer = outer
    outer.nested.append(draft)
    return draft
