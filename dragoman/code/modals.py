""" "Those forces must leave", "they should release him": a speaker's own demand, carried by a modal (CODEBOOK 2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.lexicon import Entry, load_frames
from dragoman.code.roles import Roles
from dragoman.code.triggers import Trigger
from dragoman.model import Party, Voice

DEMANDING = frozenset({"must", "should", "ought"})


@cache
def _entry() -> Entry:
    return Entry(
        pattern="(modal)",
        lemma="must",
        pos="verb",
        event="REQUEST",
        mode=None,
        frame=load_frames()["ask"],
        flags=frozenset(),
        particles=(),
        objects=(),
        object_classes=(),
        subject_classes=(),
        before=(),
        example="",
        where="modal",
    )


def _modal(draft: Draft) -> int | None:
    """Position of "must", "should", or of the "need" or "have" in "they need to leave"."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    for c in tree.children[draft.head]:
        if tree.tokens[c].text.lower() in DEMANDING and tree.tokens[c].dep == "aux":
            perfect = any(
                tree.tokens[g].lemma == "have" and tree.tokens[g].dep == "aux" for g in tree.children[draft.head]
            )
            return None if perfect else c
    if token.dep == "xcomp" and tree.tokens[token.head].lemma in ("need", "have") and tree.marker(draft.head) == "to":
        return token.head
    return None


def demands(drafts: list[Draft], speaker: Callable[[Draft], Voice | None]) -> list[Draft]:
    """A REQUEST for each top claim under "must" or "should" whose speaker is a party, with that claim as its content."""
    found = []
    for draft in drafts:
        modal = _modal(draft)
        if (
            modal is None
            or not draft.roles.actors
            or draft.outer is not None
            or draft.tree.tokens[draft.head].dep == "advcl"
        ):
            continue
        voice = speaker(draft)
        if voice is None or voice.id is None or voice.kind == "outlet":
            continue
        state = voice.id.split(".")[0]
        party = Party(
            id=voice.id,
            name=voice.name or voice.id,
            code=state if state.isupper() else None,
            sector="GOV" if state == voice.id and state.isupper() else None,
            text=voice.name,
            start=voice.start,
            end=voice.end,
        )
        recipients = [p for p in draft.roles.actors if p.id != party.id]
        outer = Draft(
            draft.sentence,
            draft.tree,
            Trigger(modal, _entry(), (modal,)),
            Roles([party], recipients, []),
            "actual",
            ["modal"],
        )
        if draft.event == "RETREAT":
            outer.mode = "yield"
        draft.outer = outer
        draft.status = "requested" if draft.status in ("actual", "requested") else draft.status
        outer.nested.append(draft)
        found.append(outer)
    return found
