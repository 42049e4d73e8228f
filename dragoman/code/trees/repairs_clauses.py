"""Trees mended where a name is torn in two, where a clause hangs on the wrong word or on none, and where one begins behind a preposition."""

from __future__ import annotations

from dataclasses import replace

from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words
from dragoman.model import Token

NOMINAL = frozenset({"NOUN", "PROPN"})
# Relations of which a verb has one: two names side by side in the same are one name.
SINGLE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})
# Prepositions behind which a verb stands in -ing only.
BARE = frozenset({"about", "against", "into", "on", "over"})
ARGUMENTS = frozenset({"obj", "obl", "obl:agent", "nsubj", "iobj"})
FINITE = frozenset({"VERB", "AUX"})
UNCHANGED = frozenset({"put", "set", "cut", "hit", "shut", "quit"})  # past as they are present
PAST_HELP = frozenset({"has", "have", "had", "was", "were", "is", "are"})


def one_name(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "won by Jonas Quill": of two names side by side that both are the agent, or subject, the second is the first's surname."""
    if i + 1 >= len(tokens):
        return
    first, second = tokens[i], tokens[i + 1]
    if second.pos != "PROPN" or (first.dep, first.head) != (second.dep, second.head):
        return
    if first.dep not in SINGLE or first.end + 1 != second.start or not first.text[:1].isupper():
        return
    if first.lemma.lower() in words("officeholders"):
        return  # "Defence Minister Jonas Quill"
    tokens[i + 1] = replace(second, dep="flat", head=i)
    for c in children[i + 1]:
        tokens[c] = replace(tokens[c], head=i)


def across_a_verb(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "wants to be a power and sees Peru as a rival that would": a clause behind the second verb tells of that verb's nouns."""
    holder = tokens[i].head
    if not 0 <= holder < i or tokens[holder].pos not in NOMINAL:
        return
    for c in children[holder]:
        token = tokens[c]
        if holder < c < i and token.head == holder and token.pos == "VERB" and token.dep == "conj":
            if not any(tokens[g].dep == "cc" for g in children[c]) or token.text.lower().endswith("ing"):
                return
            first = min([i, *(g for g in children[i] if g > c)])
            nouns = [n for n in range(c + 1, first) if tokens[n].pos in NOMINAL and _below(tokens, n, c)]
            if nouns:
                tokens[i] = replace(tokens[i], head=nouns[-1])
            return


def without_that(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Peru and the gunmen Lima backs": a verb joined by no "and", its subject right behind a noun, tells of that noun."""
    token = tokens[i]
    if any(tokens[c].dep in ("cc", "mark", "obj", "ccomp", "xcomp") for c in children[i]):
        return
    subjects = [c for c in children[i] if tokens[c].dep == "nsubj" and c < i]
    if len(subjects) != 1:
        return
    first = min([subjects[0], *children[subjects[0]]])
    if first == 0 or tokens[first - 1].pos != "NOUN" or not _below(tokens, first - 1, token.head):
        return
    if any(tokens[c].dep != "nsubj" and c < first for c in children[i]):
        return
    tokens[i] = replace(token, dep="acl:relcl", head=first - 1)


def clause_of_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Rejected a demand that Peru leave": what a noun says hangs on it as a clause, which the model may take for another name of it."""
    token = tokens[i]
    that = any(tokens[c].dep == "mark" and tokens[c].text.lower() == "that" for c in children[i])
    if that and 0 <= token.head < i and tokens[token.head].pos == "NOUN":
        tokens[i] = replace(token, dep="acl")


def finite_joined(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Accused Chad of arming rebels and froze its funds": what is past is joined to what is past, and no gerund or infinitive."""
    token, joined = tokens[i], tokens[i].head
    word = token.text.lower()
    if not 0 <= joined < i or word.endswith("ing") or not _unbound(tokens, children, joined):
        return
    helped = [tokens[c].text.lower() for c in children[i] if tokens[c].dep in ("aux", "aux:pass", "cop") and c < i]
    if token.pos == "ADJ" and not helped:
        return
    to = any(tokens[c].text.lower() == "to" and tokens[c].dep == "mark" for c in children[i])
    past = helped[0] in PAST_HELP if helped else word != token.lemma.lower() or (word in UNCHANGED and not to)
    if not past or not any(tokens[c].dep == "cc" and joined < c < i for c in children[i]):
        return
    above = tokens[joined].head
    while above >= 0 and (
        tokens[above].pos != "VERB"
        or _unbound(tokens, children, above)
        or not any(tokens[c].dep.startswith("nsubj") for c in children[above])
    ):
        above = tokens[above].head
    if 0 <= above < joined:
        tokens[i] = replace(token, head=above, dep="conj")


def _unbound(tokens: list[Token], children: list[list[int]], i: int) -> bool:
    """Whether a verb is a gerund or has "to": it tells no time of its own."""
    if tokens[i].pos != "VERB" or any(tokens[c].dep.startswith("aux") for c in children[i]):
        return False
    if tokens[i].text.lower().endswith("ing"):
        return True
    to = any(tokens[c].dep == "mark" and tokens[c].text.lower() == "to" for c in children[i])
    return to and tokens[i].text.lower() == tokens[i].lemma.lower()


def against_whom(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Shut its eyes to the raid in Chad against the rebels": against whom a raid was, right behind it, and nothing the verb governs."""
    cases = [c for c in children[i] if tokens[c].dep == "case"]
    verb = tokens[i].head
    if verb < 0 or len(cases) != 1 or tokens[cases[0]].text.lower() != "against" or tokens[verb].pos != "VERB":
        return
    governs = any("against" in entry.particles for entry in load_lexicon().of("verb", tokens[verb].lemma.lower()))
    if governs and not any(tokens[c].dep == "obj" for c in children[verb]):
        return  # "warned after the raid against another"
    for c in children[verb]:
        if verb < c < cases[0] and tokens[c].dep == "obl" and tokens[c].pos == "NOUN":
            deed = any(entry.event == "ASSAULT" for entry in load_lexicon().of("noun", tokens[c].lemma.lower()))
            if deed and all(_below(tokens, w, c) for w in range(c + 1, cases[0])):
                tokens[i] = replace(tokens[i], dep="nmod", head=c)
                return


def against_across(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Flew ten raids using jets and drones against the rebels": the raids are against them, and not the drones, or the flying with them."""
    cases = [c for c in children[i] if tokens[c].dep == "case"]
    if len(cases) != 1 or tokens[cases[0]].text.lower() != "against" or tokens[i].head < 0:
        return
    if (above := _idiom(tokens, children, tokens[i].head)) >= 0:
        tokens[i] = replace(tokens[i], head=above)
        return
    by = tokens[i].head
    while by >= 0 and by < cases[0] and tokens[by].pos != "VERB" and tokens[by].dep in ("obj", "obl", "nmod", "conj"):
        by = tokens[by].head
    if (
        by < 0
        or by > cases[0]
        or tokens[by].dep not in ("advcl", "acl")
        or tokens[by].lemma.lower() not in words("means")
    ):
        return
    at = tokens[by].head
    while tokens[at].dep in ("advcl", "acl") and tokens[at].pos == "VERB" and tokens[at].head >= 0:
        at = tokens[at].head  # "raids coordinated with Chad using jets"
    deeds = [at] if tokens[at].pos == "NOUN" else [c for c in children[at] if tokens[c].dep == "obj" and at < c < by]
    for deed in deeds:
        told = any(entry.event == "ASSAULT" for entry in load_lexicon().of("noun", tokens[deed].lemma.lower()))
        if told and not any(tokens[g].text.lower() == "against" for c in children[deed] for g in children[c]):
            tokens[i] = replace(tokens[i], dep="nmod", head=deed)
            return


def _idiom(tokens: list[Token], children: list[list[int]], at: int) -> int:
    """ "Made gains on the ground against the rebels": the ground is against nobody. What it hangs on, -1 where it is no idiom."""
    here = [tokens[c].text.lower() for c in children[at] if c < at]
    return tokens[at].head if here == ["on", "the"] and tokens[at].lemma.lower() in words("grounds") else -1


def noun_behind_preposition(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Statement on ferry raid": in the short words of a title, what stands bare behind "on" or "about" is no verb."""
    token = tokens[i]
    marks = [c for c in children[i] if tokens[c].dep == "mark" and c < i]
    if token.text.lower() != token.lemma.lower() or len(marks) != 1 or tokens[marks[0]].text.lower() not in BARE:
        return
    if any(tokens[c].dep != "compound" and c != marks[0] and tokens[c].pos != "PUNCT" for c in children[i]):
        return
    tokens[i] = replace(token, pos="NOUN", dep="nmod" if token.dep == "acl" else "obl")
    tokens[marks[0]] = replace(tokens[marks[0]], pos="ADP", dep="case")


def behind_a_bracket(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "The officers [who met with] their hosts": the bracket parts a preposition from what it governs."""
    token = tokens[i]
    if i + 2 >= len(tokens) or tokens[i + 1].text not in ("]", ")"):
        return
    for c in children[token.head] if token.head >= 0 else ():
        first = min([c, *children[c]])
        bare = not any(tokens[g].dep == "case" for g in children[c])
        if first == i + 2 and tokens[c].dep in ("obl", "obj") and bare and tokens[c].pos in NOMINAL:
            tokens[i] = replace(token, dep="case", head=c)
            tokens[c] = replace(tokens[c], dep="obl")
            children[c].insert(0, i)
            return


def gerund(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "accused him of taking bribes": a clause behind a preposition is no object."""
    token = tokens[i]
    if token.dep != "mark" or token.text.lower() not in ("of", "against", "from") or token.head <= i:
        return
    clause = tokens[token.head]
    if clause.dep == "ccomp" and clause.head >= 0 and clause.head < i and tokens[clause.head].pos == "VERB":
        tokens[token.head] = replace(clause, dep="advcl")


def argument_before_marker(tokens: list[Token], mark: int, clause: int) -> None:
    """ "warned Britain that it might ...": what stands before "that" belongs to the warning."""
    governor = tokens[clause].head
    gerund = tokens[clause].dep == "xcomp" and tokens[mark].text.lower() in ("of", "for", "from", "against")
    if (tokens[clause].dep not in ("ccomp", "advcl") and not gerund) or not 0 <= governor < mark:
        return
    moved = [i for i in range(governor + 1, mark) if tokens[i].head == clause and tokens[i].dep in ARGUMENTS]
    if moved and any(t.head == clause and t.dep == "mark" and t.text.lower() == "for" for t in tokens):
        return  # "pressed for the troops to leave"
    for i in moved:
        if not any(t.head == i and t.dep in ("case", "mark") for t in tokens):
            tokens[i] = replace(tokens[i], head=governor, dep="obj")


def subject_behind_comma(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "As in Lima, Chileans and Peruvians share a base": what stands between the comma and a verb without a subject is its subject."""
    place = tokens[i].head
    first = min([i, *(c for c in children[i] if c < i and tokens[c].dep != "punct")])
    if place >= i or tokens[i].pos not in NOMINAL or first < 2 or tokens[first - 1].text != ",":
        return
    if not any(tokens[c].dep == "case" for c in children[place]) or any(tokens[c].dep == "cc" for c in children[i]):
        return
    verb = tokens[place].head
    if verb <= i or tokens[verb].pos != "VERB" or any(tokens[c].dep.startswith("nsubj") for c in children[verb]):
        return
    others = [c for c in (*children[place], *children[i]) if c > i and tokens[c].dep == "conj"]
    between = range(max([i, *others]) + 1, verb)
    if tokens[verb].text.lower().endswith("ing") or any(tokens[w].head != verb for w in between):
        return
    passive = any(tokens[c].dep == "aux:pass" for c in children[verb])
    tokens[i] = replace(tokens[i], dep="nsubj:pass" if passive else "nsubj", head=verb)
    for c in others:
        tokens[c] = replace(tokens[c], head=i)


def behind_comma(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """What the model takes for one more of a list, and a comma parts from it."""
    subject_behind_comma(tokens, children, i)
    if tokens[i].dep == "conj":
        object_behind_comma(tokens, children, i)


def object_behind_comma(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Sent, in May, tanks and oil": what stands behind the second of two commas, and no "and" joins to what they hold, is sent."""
    held = tokens[i].head
    verb = tokens[held].head
    if not 0 <= verb < held < i or tokens[verb].pos != "VERB" or tokens[held].dep != "obl":
        return
    first = min([i, *(c for c in children[i] if c < i and tokens[c].dep != "punct")])
    start = min([held, *(c for c in children[held] if c < held and tokens[c].dep != "punct")])
    if tokens[first - 1].text != "," or tokens[start - 1].text != "," or start - 2 != verb:
        return
    taken = any(tokens[c].dep in ("obj", "ccomp", "xcomp") for c in children[verb])
    if taken or tokens[i].pos not in NOMINAL or any(tokens[c].dep == "cc" for c in children[i] if c < i):
        return
    tokens[i] = replace(tokens[i], dep="obj", head=verb)
    for c in children[held]:
        if c > i and tokens[c].dep == "conj":
            tokens[c] = replace(tokens[c], head=i)


def _below(tokens: list[Token], i: int, top: int) -> bool:
    """Whether a word is `top` or hangs below it."""
    for _ in tokens:
        if i == top:
            return True
        if i < 0:
            return False
        i = tokens[i].head
    return False
