"""Trees mended around participles and owners: what has an object is a verb, what stands right behind a noun says which, and whose it is."""

from __future__ import annotations

from dataclasses import replace

from dragoman.code.trees.forms import participle
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words
from dragoman.model import Token

NAMES = frozenset({"NOUN", "PROPN", "PRON"})
# What a word in -ing hangs by that the model took for a noun although it governs somebody.
LOOSE = frozenset({"advcl", "acl", "conj", "xcomp", "obl", "nmod"})
HYPHENS = frozenset({"-", "‑", "–"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# What follows a participle that belongs to the noun before it: "the threat posed to them by", "the raid led by".
BEHIND = frozenset({"by", "to", "on", "against", "at"})


def noun_with_object(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "those on the ground fighting Chad": a word in -ing with a name as its object is a verb."""
    token = tokens[i]
    word = token.text.lower()
    if token.pos != "NOUN" or not word.endswith("ing") or token.dep not in LOOSE:
        return
    if not any(c > i and tokens[c].dep == "obj" and tokens[c].pos == "PROPN" for c in children[i]):
        return
    stems = (word[:-3], word[:-3] + "e", word[:-4])
    lemma = next((stem for stem in stems if load_lexicon().of("verb", stem)), None)
    if lemma is None:
        return
    tokens[i] = replace(token, pos="VERB", lemma=lemma)
    for c in children[i]:  # "on the ground": hung on it as if it were what is on the ground
        if c == i - 1 and tokens[c].pos == "NOUN" and tokens[c].dep == "compound":
            at = next((g for g in range(c - 1, -1, -1) if tokens[g].dep != "det"), -1)
            if at > 0 and tokens[at].dep == "case" and tokens[at].head == i and tokens[at - 1].text.lower() == "those":
                tokens[at] = replace(tokens[at], head=c)
                tokens[c] = replace(tokens[c], head=at - 1, dep="nmod")
                tokens[i] = replace(tokens[i], head=at - 1, dep="acl")


def behind_its_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "... and the threat posed to nuns by raiders": a participle right behind a noun, joined to nothing by "and", says which."""
    token = tokens[i]
    if i == 0 or i + 1 >= len(tokens) or not participle(token):
        return
    if tokens[i - 1].pos != "NOUN" or tokens[i + 1].text.lower() not in BEHIND or tokens[i - 1].head == i:
        return
    if any(tokens[c].dep.partition(":")[0] in ("cc", "nsubj", "aux", "mark", "obj") for c in children[i]):
        return
    tokens[i] = replace(token, dep="acl", head=i - 1)


def to_what_is_done(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Agreed to a truce brokered by Chad": to a truce, and not to do anything to it."""
    token = tokens[i]
    if i < 2 or token.head < 0 or token.head > i or not participle(token):
        return
    noun, to = i - 1, next((c for c in children[i] if c < i and tokens[c].dep == "mark"), -1)
    behind = tokens[noun].pos == "NOUN" and tokens[noun].head == i
    if (
        not behind
        or to < 0
        or tokens[to].text.lower() != "to"
        or any(tokens[w].head != noun for w in range(to + 1, noun))
    ):
        return
    tokens[to] = replace(tokens[to], head=noun, dep="case", pos="ADP")
    tokens[noun] = replace(tokens[noun], head=token.head, dep="obl")
    tokens[i] = replace(token, head=noun, dep="acl")


def made_by_whom(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Fired Chadian-supplied Quillfire missiles": missiles that Chad has supplied, and no verb beside "fired"."""
    token = tokens[i]
    if i < 2 or i + 1 >= len(tokens) or tokens[i - 1].text not in HYPHENS or tokens[i - 1].start != tokens[i - 2].end:
        return
    if (
        token.start != tokens[i - 1].end
        or token.head == i - 1
        or not participle(token)
        or token.dep in ("amod", "root")
    ):
        return
    noun = next((j for j in range(i + 1, min(i + 5, len(tokens))) if tokens[j].pos == "NOUN"), -1)
    if noun < 0 or any(tokens[j].pos not in ("PROPN", "ADJ", "NUM") for j in range(i + 1, noun)):
        return
    if tokens[noun].head == i or not 0 <= tokens[noun].head < i:
        return
    for c in children[i]:
        if c > noun:
            tokens[c] = replace(tokens[c], head=tokens[noun].head)
    tokens[i] = replace(token, dep="amod", head=noun)


def those_doing(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "armed those on the ground fighting Chad": what "those" are doing, and not who arms them."""
    token = tokens[i]
    if not token.text.lower().endswith("ing") or token.head < 0 or token.head > i:
        return
    if any(tokens[c].dep in ("mark", "aux", "nsubj") for c in children[i]):
        return
    for c in children[token.head]:
        if token.head < c < i and tokens[c].dep == "obj" and tokens[c].text.lower() == "those":
            tokens[i] = replace(token, dep="acl", head=c)
            return


def owner_as_object(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "welcomed the Board of Trade's summary": of two objects the first, with "'s", is whose the second is."""
    token = tokens[i]
    if token.head < 0 or token.head > i:
        return
    own = [c for c in children[i] if c > i and tokens[c].dep == "case" and tokens[c].text in POSSESSIVE]
    if not own or own[0] + 1 >= len(tokens):
        return
    for c in children[token.head]:
        if c > own[0] and tokens[c].dep == "obj" and tokens[c].pos in NAMES:
            if all(tokens[w].head == c for w in range(own[0] + 1, c)):
                tokens[i] = replace(token, dep="nmod:poss", head=c)
            return


def of_the_nearer_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "anger over failures by Chad to hold the line": an infinitive belongs to the noun that takes one, and that stands nearer."""
    head = tokens[i].head
    if not 0 <= head < i or tokens[head].pos != "NOUN" or tokens[head].lemma in words("deciding"):
        return
    if not any(tokens[c].dep == "mark" and tokens[c].text.lower() == "to" for c in children[i]):
        return
    for n in range(i - 1, head, -1):
        at = n
        while at > head:
            at = tokens[at].head
        takes = tokens[n].pos == "NOUN" and tokens[n].lemma in words("deciding") | words("aims")
        if takes and at == head and not any(tokens[c].dep == "acl" for c in children[n]):
            tokens[i] = replace(tokens[i], head=n)
            return


def predicate_behind(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Peru and Chile in a joint statement called for a truce": a noun with a preposition has no subject; the verb behind it has."""
    token, noun = tokens[i], tokens[i].head
    if not 0 <= noun < i or tokens[noun].pos != "NOUN" or token.text.lower().endswith("ing"):
        return
    kids = {tokens[c].dep: c for c in children[noun] if c < noun}
    subject = next((c for c in (*children[noun], *children[i]) if tokens[c].dep == "nsubj"), noun)
    if "cop" in kids or subject > kids.get("case", -1):
        return
    if any(tokens[c].dep in ("obl:agent", "mark") for c in children[i]):
        return
    tokens[i] = replace(token, head=tokens[noun].head, dep=tokens[noun].dep)
    tokens[noun] = replace(tokens[noun], head=i, dep="obl")
    for c in children[noun]:
        if c != i and (c <= subject or c > i or tokens[c].dep in ("mark", "punct", "cc")):
            tokens[c] = replace(tokens[c], head=i)


def joined_passive(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Ten were killed and scores of others abducted": of the second verb, too, the subject suffers."""
    joined, word = tokens[i].head, tokens[i].text.lower()
    if joined < 0 or word == tokens[i].lemma.lower() or not word.endswith(("ed", "en", "wn", "nt")):
        return
    own = [c for c in children[i] if tokens[c].dep == "nsubj" and c < i]
    if len(own) != 1 or any(tokens[c].dep in ("aux", "obj", "ccomp", "xcomp", "cop") for c in children[i]):
        return
    if any(tokens[c].dep == "aux:pass" for c in children[joined]):
        tokens[own[0]] = replace(tokens[own[0]], dep="nsubj:pass")
