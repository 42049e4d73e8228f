"""Objects that the model takes for something else: behind a particle, without a preposition, behind "citing"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Token

NAMES = frozenset({"NOUN", "PROPN", "PRON"})
# What a verb says of its subject with a noun alone: no object ("remained a friend", "ended up a prisoner").
LINKING = frozenset(
    {"be", "become", "remain", "seem", "appear", "stay", "prove", "look", "sound", "feel", "grow", "go", "come", "end", "wind"}
)  # fmt: skip
LINKING_PARTICLES = frozenset({("turn", "out"), ("start", "out"), ("start", "off"), ("set", "out"), ("step", "down")})
# A bare noun of these says when or how far, and is no object ("pulled out last week", "pulled back ten miles").
MEASURES = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
        "may", "june", "july", "august", "september", "october", "november", "december", "today", "tomorrow", "yesterday",
        "tonight", "day", "night", "morning", "afternoon", "evening", "noon", "midnight", "week", "weekend", "fortnight",
        "month", "year", "decade", "century", "hour", "minute", "second", "moment", "time", "spring", "summer", "autumn",
        "winter", "kilometre", "kilometer", "km", "mile", "metre", "meter", "percent", "point", "step", "way", "overnight",
    }
)  # fmt: skip
GOVERNING = frozenset({"on", "upon", "to", "for", "with", "against", "at", "from"})


def bare_object(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "broke off relations", "declared martial law", "citing a diplomat": a bare nominal behind a verb that has no object is it."""
    verb = tokens[i]
    bare = []
    for c in children[i]:
        token = tokens[c]
        if token.dep in ("obj", "ccomp") and token.head == i:
            return
        if c > i and token.dep in ("xcomp", "obl") and token.pos in NAMES:
            bare.append(c)
    if verb.text.lower() in ("citing", "quoting"):
        _source(tokens, children, i)
        return
    if not bare or verb.dep == "acl:relcl" or verb.lemma.lower() in LINKING:
        return
    if any(tokens[c].dep.endswith(":pass") for c in children[i]):
        return
    particles = [c for c in children[i] if c > i and tokens[c].dep == "compound:prt"]
    if any((verb.lemma.lower(), tokens[c].text.lower()) in LINKING_PARTICLES for c in particles):
        return
    for c in bare:
        token = tokens[c]
        if token.head != i or (token.dep == "obl" and not (particles and particles[-1] < c)):
            continue
        if token.lemma.lower() in MEASURES or any(
            tokens[g].dep in ("case", "mark", "cop", "nsubj") for g in children[c]
        ):
            continue
        tokens[c] = replace(token, dep="obj")
        return


def _source(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "attacked Sudan, citing a diplomat": the model may hang the diplomat on the attack."""
    governor = tokens[i].head
    for c in children[governor] if governor >= 0 else ():
        token = tokens[c]
        if c <= i or token.pos not in NAMES or token.dep not in ("obl", "nmod", "obj", "xcomp", "appos"):
            continue
        if any(tokens[g].dep in ("case", "mark") for g in children[c]):
            continue
        if all(tokens[w].head in (c, w + 1) or tokens[w].head > i for w in range(i + 1, c)):
            tokens[c] = replace(token, dep="obj", head=i)
            if tokens[i - 1].text == "," and tokens[i - 1].head == c:
                tokens[i - 1] = replace(tokens[i - 1], head=i)
        return


def behind_preposition(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Called on the rebels to leave": what stands behind a preposition is no second object."""
    for c in children[i]:
        if tokens[c].dep == "case" and tokens[c].text.lower() in GOVERNING and c < i:
            tokens[c] = replace(tokens[c], pos="ADP")
            tokens[i] = replace(tokens[i], dep="obl")
            return


def given(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "sent Chile an ultimatum": of two objects side by side the first is whom it is sent to."""
    token = tokens[i]
    if token.dep != "obj" or token.head < 0 or token.head > i:
        return
    for c in children[token.head]:
        if c > i and tokens[c].dep == "obj" and tokens[c].pos == "NOUN":
            first = min([c, *(g for g in children[c] if g > i)])
            if all(tokens[w].head == i or w == i for w in range(i, first)):
                tokens[i] = replace(token, dep="iobj")
            return


def blamed_on(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Peru blamed the attack on the rebels": they are blamed, and not attacked."""
    token = tokens[i]
    if token.head < 0 or token.head > i or tokens[token.head].dep != "obj":
        return
    verb = tokens[token.head].head
    on = any(tokens[c].dep == "case" and tokens[c].text.lower() in ("on", "upon") and c < i for c in children[i])
    if on and verb >= 0 and tokens[verb].lemma.lower() in ("blame", "pin"):
        tokens[i] = replace(token, dep="obl", head=verb)
