"""Trees mended where what somebody does in words stands behind what he says: "said it would leave and demanded a truce"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Token

# Verbs that only tell, and verbs by which somebody does something in words.
SAYING = frozenset({"say", "tell", "add", "insist", "claim", "announce", "reply", "note", "state", "argue", "declare"})
DOING = frozenset(
    {
        "demand", "urge", "accuse", "blame", "condemn", "denounce", "criticise", "criticize", "vow", "threaten", "warn", "appeal",
        "call", "pledge", "promise", "order", "reject", "praise", "thank", "ask", "offer", "refuse", "agree", "invite", "deplore",
    }
)  # fmt: skip
# A past "demanded" is none of the words behind these: "would leave and demanded". Behind "had" it may be.
SHIFTED = frozenset({"would", "could", "might", "should"})
SPEAKERS_OWN = frozenset({"he", "she", "it", "they"})


def said_and_did(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Vik said he was ready and demanded a truce": what he demands is told by the report, and is no part of what he says.

    So where the verb before cannot be joined to a past one, or where the speaker himself is its subject.
    """
    token, joined = tokens[i], tokens[i].head
    if token.lemma.lower() not in DOING or not 0 <= joined < i or tokens[joined].dep != "ccomp":
        return
    over, word = tokens[joined].head, token.text.lower()
    if not 0 <= over < joined or tokens[over].lemma.lower() not in SAYING or word.endswith("ing"):
        return
    if word == token.lemma.lower() or tokens[over].text.lower() in (tokens[over].lemma.lower(), "says"):
        return
    if any(tokens[c].dep.startswith(("nsubj", "aux", "mark")) for c in children[i]):
        return
    of_joined = children[joined]
    shifted = any(tokens[c].text.lower() in SHIFTED or tokens[c].dep == "cop" for c in of_joined)
    own = any(tokens[c].dep == "nsubj" and tokens[c].text.lower() in SPEAKERS_OWN for c in of_joined)
    if shifted or own:
        tokens[i] = replace(token, head=over)
