"""The year in front of an event's name: "after the 2011 elections" and "contested the 2004 vote" date what they stand beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.data.calendar import Days
from dragoman.model import Mention, Token, When

# What stands before the event's name: the claim lies in its year, behind it or ahead of it.
DURING = frozenset({"in", "at", "during", "for", "by", "over", "on", "throughout"})
AFTER = frozenset({"after", "following"})
AHEAD = frozenset({"before", "ahead", "until"})
# Nouns between the preposition and the event: "by the time of the 1997 election", "in the wake of the 1968 riots".
STAGES = {"time": DURING, "day": DURING, "course": DURING, "height": DURING, "wake": AFTER, "aftermath": AFTER, "eve": AHEAD,
          "run-up": AHEAD, "start": DURING, "beginning": DURING, "end": DURING, "outbreak": DURING, "occasion": DURING}  # fmt: skip
# Verbs of what is done while their object lasts: who crushed the 1991 uprising did so in 1991.
WHILE = frozenset(
    ["attend", "boycott", "broker", "contest", "crush", "end", "fight", "halt", "host", "join", "launch", "lead", "lose", "mediate",
     "mount", "negotiate", "oppose", "organise", "organize", "quell", "rig", "sign", "stage", "stop", "suppress", "support", "win",
     "survive", "start", "wage", "sweep", "command", "disrupt", "back", "plot", "finance", "run"]
)  # fmt: skip
# Verbs that come true with what they introduce ("refused to stop it", "helped to end it"), and verbs of deciding on it: those
# are dated by years and months alone.
COMES_TRUE = frozenset(
    ["attempt", "begin", "cease", "continue", "decline", "dare", "fail", "force", "help", "manage", "move", "proceed", "refuse", "start",
     "try", "compel"]
)  # fmt: skip
DECIDES = frozenset({"agree", "choose", "decide", "opt", "vote", "conspire", "elect"})
# Who goes somewhere for a meeting goes there when it is.
MEETINGS = frozenset(
    {"talk", "meeting", "summit", "conference", "visit", "round", "session", "ceremony", "funeral", "parade", "rally"}
)
GOES = frozenset(
    ["arrive", "assemble", "come", "convene", "fly", "gather", "go", "head", "join", "lead", "meet", "receive", "return", "travel",
     "visit", "welcome"]
)  # fmt: skip
CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis"})
NAMING = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "NUM", "PART"})


def brings_on(tokens: Sequence[Token], at: int, mention: Mention) -> bool:
    """Whether the date of an infinitive is that of the verb above it ("agreed to merge the two banks in 2003")."""
    token = tokens[at]
    if token.dep != "xcomp" or token.pos != "VERB" or token.head < 0 or mention.when is None:
        return False
    above = tokens[token.head].lemma
    return above in COMES_TRUE or (above in DECIDES and mention.when.granularity in ("month", "year"))


def bound_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun behind "for" is the meeting that its verb brings somebody to ("flies to Lima for talks on 3 March")."""
    over = tokens[at].head
    return tokens[at].lemma in MEETINGS and over >= 0 and tokens[over].lemma in GOES


def named_year(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    above: dict[int, int],
    cases: Callable[[int], set[str]],
    past: Callable[[int], bool],
    published: Days | None,
) -> tuple[int, Mention, When] | None:
    """The date that the year in an event's name gives to a word, with the steps up to the verb that has it.

    `above` are the word and those above it. "Following the 2011 elections he resigned": from 2011 on. "Before the 1852
    election": that year or the one before. A verb takes it where it stands in the past; `cases` tells the prepositions of
    a noun.
    """
    for mention in mentions:
        noun = _event(tokens, mention)
        if noun is None or mention.when is None:
            continue
        found = _stands(tokens, noun, cases)
        if found is None:
            continue
        verb, side = found
        for _ in range(4):
            if verb in above and past(verb) and not _apart(tokens, above, verb):
                return above[verb], mention, _bounded(mention.when, side, published)
            if not brings_on(tokens, verb, mention):
                break
            verb = tokens[verb].head
    return None


def _event(tokens: Sequence[Token], mention: Mention) -> int | None:
    """The noun whose name a year begins ("the 2004 general election")."""
    when = mention.when
    if when is None or when.granularity != "year" or mention.basis != "absolute" or mention.first == 0:
        return None
    noun = tokens[mention.head].head
    between = tokens[mention.last : noun]
    if noun < mention.last or tokens[noun].pos not in ("NOUN", "PROPN") or any(t.pos not in NAMING for t in between):
        return None
    return noun if tokens[mention.first - 1].pos in ("DET", "PRON") else None


def _stands(tokens: Sequence[Token], noun: int, cases: Callable[[int], set[str]]) -> tuple[int, frozenset[str]] | None:
    """The verb that an event's name belongs to, and whether its deed lies in its time, behind or ahead of it."""
    this = tokens[noun]
    kind, head, words = this.dep.partition(":")[0], this.head, cases(noun)
    if head < 0:
        return None
    if kind == "nmod" and tokens[head].lemma in STAGES and "of" in words and tokens[head].head >= 0:
        return tokens[head].head, STAGES[tokens[head].lemma]
    if kind == "obl" and tokens[head].lemma == "lead" and tokens[head].text.lower() == "leading" and "to" in words:
        over = tokens[head].head  # "in the days before the 1852 election"
        return (over if over < 0 or tokens[over].pos == "VERB" else tokens[over].head), AHEAD
    if kind == "obj" and tokens[head].pos == "VERB":
        return (head, DURING) if tokens[head].lemma in WHILE else None
    if kind != "obl" or this.dep == "obl:agent":
        return None
    side = next((side for side in (AFTER, AHEAD, DURING) if side & words), None)
    return (head, side) if side is not None else None


def _apart(tokens: Sequence[Token], above: dict[int, int], verb: int) -> bool:
    """Whether a word stands in another clause than the verb above it."""
    return any(steps < above[verb] and tokens[at].dep.partition(":")[0] in CLAUSES for at, steps in above.items())


def _bounded(when: When, side: frozenset[str], published: Days | None) -> When:
    year = int(when.start[:4])
    if side is AFTER:
        end = published[1].isoformat() if published else f"{year + 1:04d}-12-31"
        return replace(when, end=max(end, when.end), granularity="span", basis="after")
    if side is AHEAD:
        return replace(when, start=f"{year - 1:04d}-01-01", granularity="span", basis="by")
    return when
