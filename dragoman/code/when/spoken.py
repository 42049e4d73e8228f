"""What a page does by saying it: "we condemn the raid", "I thank the guild", "both sides must talk" is done on the day it is said.

CODEBOOK 6 leaves an event without a date phrase the interval that ends at publication. What the page itself says in its own
voice is said when it is published: a speech, a statement, a comment. (Hand-coded speeches give these claims the day.)
"""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.model import When

# Types that are words: who speaks does them by speaking.
WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# "I want to thank the guild" thanks it.
POLITELY = frozenset({"want", "wish", "like", "have", "need", "let"})
# Who speaks in a page's own voice, and with which helpers a verb tells of now.
SPEAKERS = frozenset({"i", "we"})
NOW = frozenset(
    ["do", "must", "should", "can", "cannot", "can't", "am", "are", "'m", "’m", "'re", "’re", "would", "need", "shall", "ca"]
)  # fmt: skip


def said_now(draft: Draft, day: str) -> tuple[When, tuple[int, int]] | None:
    """The day of the page, and the words that tell it, for a claim made by saying it; None for other claims.

    `day` is the publication, and counts if it is known to the day.
    """
    if draft.event not in WORDS or draft.status != "actual" or len(day) != len("2018-05-22"):
        return None
    verb = _verb(draft)
    if verb is None:
        return None
    token = draft.tree.tokens[verb]
    return When(day, day, "day", "said"), (token.start, token.end)


def _verb(draft: Draft) -> int | None:
    """The verb in the present with which the page's own voice says the claim; of a noun the one above ("we make an appeal")."""
    tree, at = draft.tree, draft.head
    if draft.trigger.entry.where == "modal":
        return at
    if tree.tokens[at].pos == "NOUN" and tree.dep(at) in ("obj", "obl"):
        at = tree.tokens[at].head
    if tree.tokens[at].pos != "VERB" or tree.forms[at] != tree.lemmas[at]:
        return None
    marked = any(tree.dep(c) == "mark" for c in tree.children[at])
    if (tree.dep(at) == "advcl" and marked) or (
        tree.dep(at) == "xcomp" and tree.lemmas[tree.tokens[at].head] not in POLITELY
    ):
        return None  # "before we redeem the pledge", "are we brave enough to accept it"
    helpers = {tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith("aux")}
    subjects = {tree.forms[s] for s in tree.subjects(at)}
    thanks = not subjects and tree.lemmas[at] == "thank"
    return at if helpers <= NOW and (thanks or not subjects.isdisjoint(SPEAKERS)) else None
