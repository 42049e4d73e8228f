"""Trees mended where what somebody does in words stands behind what he says: "said it would leave and demanded a truce"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words
from dragoman.model import Token

# Verbs that only tell, and verbs by which somebody does something in words.
SAYING = frozenset({"say", "tell", "add", "insist", "claim", "announce", "reply", "note", "state", "argue", "declare"})
DOING = frozenset(
    {
        "demand", "urge", "accuse", "blame", "condemn", "denounce", "criticise", "criticize", "vow", "threaten", "warn", "appeal",
        "call", "pledge", "promise", "order", "reject", "praise", "thank", "ask", "offer", "refuse", "agree", "invite", "deplore",
    }
)  # fmt: skip
# What a speaker goes on to do behind a comma, and the verbs of asking behind which it is the asker who does.
ADDING = frozenset({"add", "stress", "note", "insist", "reiterate", "warn", "vow", "say", "threaten", "call"})
ASKING = frozenset({"demand", "urge", "ask", "call", "insist", "order", "request", "tell", "want"})
# A past "demanded" is none of the words behind these: "would leave and demanded". Behind "had" it may be.
SHIFTED = frozenset({"would", "could", "might", "should"})
SPEAKERS_OWN = frozenset({"he", "she", "it", "they"})


def adds(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "The premier demanded that Chad stop, warning that": whoever demands warns, and not whoever is to stop."""
    token, said = tokens[i], tokens[i].head
    if token.lemma.lower() not in ADDING or not token.text.lower().endswith("ing") or not 0 <= said < i:
        return
    over = tokens[said].head
    if tokens[said].dep not in ("ccomp", "xcomp") or not 0 <= over < said or tokens[over].pos != "VERB":
        return
    if tokens[over].lemma.lower() not in ASKING or any(tokens[c].dep in ("mark", "nsubj", "aux") for c in children[i]):
        return
    if any(tokens[w].text == "," for w in (i - 1, i - 2) if w > said):
        tokens[i] = replace(token, head=over)


def says_and_does(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Chad says settlers attacked it and demands an inquiry": one demands, and not the settlers."""
    token, joined = tokens[i], tokens[i].head
    if not 0 <= joined < i or tokens[joined].dep != "ccomp" or token.text.lower() == token.lemma.lower():
        return
    over = tokens[joined].head
    if over < 0 or not token.text.lower().endswith("s") or not tokens[over].text.lower().endswith("s"):
        return
    if tokens[over].pos != "VERB" or any(tokens[c].dep.startswith(("nsubj", "aux", "mark")) for c in children[i]):
        return
    subjects = [c for c in children[joined] if tokens[c].dep == "nsubj"]
    if any(tokens[c].text.lower() != tokens[c].lemma.lower() and tokens[c].pos == "NOUN" for c in subjects):
        tokens[i] = replace(token, head=over)


def said_and_did(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Vik said he was ready and demanded a truce": what he demands is told by the report, and is no part of what he says.

    So where the verb before cannot be joined to a past one, or where the speaker himself, or a thing, is its subject.
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
    thing = any(tokens[c].dep == "nsubj" and tokens[c].lemma.lower() in _things() for c in of_joined)
    if shifted or own or thing:
        tokens[i] = replace(token, head=over)


def _things() -> frozenset[str]:
    """What does nothing in words: "said a rocket had hit the port, and accused Chad"."""
    classes = load_lexicon().classes
    return classes["weapon"] | classes["vehicle"] | words("blows")
