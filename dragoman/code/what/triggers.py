"""Which words of a sentence may carry an event, by the lexicon's patterns."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from dragoman.code.trees.tree import Tree
from dragoman.code.what.entries import FEW, indexer
from dragoman.code.what.lexicon import NO_EVENT, Entry, Lexicon
from dragoman.code.what.patterns import governed_by, match, particles_around
from dragoman.code.words import words
from dragoman.model import Mention

POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "AUX": "verb"}
# Deeds that a wish names and holds.
WISHED = frozenset({"RETREAT", "AID", "COOPERATE", "CONSULT", "SANCTION", "CONCEDE"})
# What somebody refuses to listen to.
ANSWERED = frozenset({"REQUEST", "THREATEN", "ACCUSE"})
# Particles that make another verb of a verb.
ADVERBS = frozenset({"off", "out", "up", "down", "over", "away", "back"})
# What stands behind the hyphen of nouns made of a verb and a particle: "a walk-out", "two sit-ins".
HYPHENS = frozenset({"-", "‐", "‑", "–"})
PARTICLES = ("away", "back", "by", "down", "fire", "in", "off", "out", "over", "slow", "together", "up")
BEHIND = frozenset({*PARTICLES, *(f"{p}s" for p in PARTICLES)})
# What stands before it in others: "a counter-attack", "co-operation", "a cease-fire".
PREFIXES = frozenset({"air", "cease", "co", "counter", "crack", "re"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event by an entry; `words` are the token positions of the whole phrase."""

    head: int
    entry: Entry
    words: tuple[int, ...]


def find_triggers(
    tree: Tree,
    lexicon: Lexicon,
    parties: Mapping[int, Mention],
    places: Container[int],
    *,
    named: Collection[int] = (),
    stopped: set[int] | None = None,
) -> list[Trigger]:
    """The best entry for each word that has one. `parties`, `places` are resolved mentions by their head positions.

    Words at `named` are parts of somebody's name ("the Bureau of Investigation") and tell nothing. Into `stopped`, where
    given, go the words that an entry of `stop.csv` takes: they carry no event, whoever else holds they do.
    """
    found: list[Trigger] = []
    indexed = indexer(lexicon)
    joined = hyphened(tree, lexicon)
    inside = {part for at, (_, other) in joined.items() for part in (other, (at + other) // 2)}
    inside.update(named)
    for i, token in enumerate(tree.tokens):
        pos = POS.get(token.pos)
        if pos is None or i in inside:
            continue
        if i in joined:
            pos, index = "noun", indexed("noun", joined[i][0], joined[i][0])
        else:
            index = indexed(pos, tree.lemmas[i], tree.forms[i])
        if not index.entries or _only_describes(tree, i, pos, lexicon, parties):
            continue
        entries: Sequence[Entry] = index.entries
        if len(entries) > FEW:
            said = tree.vocabulary
            entries = index.near(said.union(tree.arguments(i)) if token.pos == "NOUN" else said)
        fit = _first_fit(tree, i, pos, entries, lexicon, parties, places)
        if fit is None:
            continue
        entry, phrase = fit
        if i in joined:
            phrase = tuple(sorted({*phrase, joined[i][1]}))
        if entry.event != NO_EVENT:
            found.append(Trigger(i, entry, phrase))
        elif stopped is not None:
            stopped.add(i)
    return _of_their_own(tree, found)


def _only_describes(tree: Tree, i: int, pos: str, lexicon: Lexicon, parties: Container[int]) -> bool:
    """Whether a word says which people or things are meant, and not what happened (CODEBOOK 1)."""
    if pos == "noun":
        return _modifies(tree, i, lexicon, parties)
    if tree.tokens[i].dep == "amod" and i and tree.tokens[i - 1].text in ("-", "–"):
        return True  # "the Iran-backed militia"
    return _names_somebody(tree, i, lexicon, parties) or _stands_for_people(tree, i)


def _first_fit(
    tree: Tree,
    i: int,
    pos: str,
    entries: Sequence[Entry],
    lexicon: Lexicon,
    parties: Mapping[int, Mention],
    places: Container[int],
) -> tuple[Entry, tuple[int, ...]] | None:
    """The first of the entries that fits the word at `i`, with the positions that its pattern covers."""
    said, noun_here = tree.vocabulary, tree.tokens[i].pos == "NOUN"
    bare_party = pos == "noun" and i in parties
    governed: dict[bool, dict[str, int]] = {}
    around: set[str] | None = None
    for entry in entries:
        if bare_party and not entry.weight:
            continue  # a bare noun that names a party ("the Alliance") is no act; "an alliance with" is
        # Most entries of a common word fall here, without being asked any further.
        if (entry.objects and entry.objects[0] not in said) or not said.issuperset(entry.before):
            continue
        if entry.particles:
            if not noun_here and not said.issuperset(entry.particles):
                continue
            if around is None:
                around = particles_around(tree, i)
            if not around.issuperset(entry.particles) or (pos == "verb" and _another_particle(tree, i, entry)):
                continue
        noun = entry.pos == "noun"
        if entry.objects:
            if noun not in governed:
                governed[noun] = governed_by(tree, i, noun=noun)
            if entry.objects[0] not in governed[noun]:
                continue
        phrase = match(tree, i, entry, lexicon, parties, places, governed=governed.get(noun))
        if phrase is not None:
            return entry, phrase
    return None


def _of_their_own(tree: Tree, found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers without the nouns that are part of a verb's phrase ("took control of")."""
    # "wants the withdrawal of the troops": the noun makes the wish what it is, and is its content all the same (CODEBOOK 4)
    wished = {t.head for t in found if t.entry.event in WISHED}
    # "ignored Peru's warning": whose it is stands beside it, so that it was given, and is what the other answers
    answered = {t.head for t in found if t.entry.event in ANSWERED and tree.has(t.head, "nmod:poss")}
    taken = {
        w
        for t in found
        for w in t.words
        if w != t.head
        and not (t.entry.frame.name == "want" and w in wished)
        and not (t.entry.event == "REJECT" and w in answered)
    }
    return [t for t in found if t.head not in taken]


def hyphened(tree: Tree, lexicon: Lexicon) -> dict[int, tuple[str, int]]:
    """Event nouns that the treebanks cut in three, "walk - out": by their head, the word as the lexicon has it and the other part."""
    found: dict[int, tuple[str, int]] = {}
    if HYPHENS.isdisjoint(tree.vocabulary):
        return found
    for i, token in enumerate(tree.tokens[1:-1], start=1):
        if token.text not in HYPHENS:
            continue
        left, right = tree.tokens[i - 1], tree.tokens[i + 1]
        if token.start - left.end != right.start - token.end or token.start - left.end > 1:
            continue  # typed in one, or with a space on either side
        if left.text.lower() not in PREFIXES and right.text.lower() not in BEHIND:
            continue
        head, other = (i - 1, i + 1) if right.head == i - 1 or right.pos not in ("NOUN", "PROPN") else (i + 1, i - 1)
        if tree.tokens[head].pos not in ("NOUN", "PROPN"):
            continue
        last = right.text.lower().removesuffix("s") if right.text.lower() in BEHIND else tree.lemmas[i + 1]
        for form in (f"{left.text.lower()}-{last}", left.text.lower() + last):
            if lexicon.of("noun", form):
                found[head] = form, other
                break
    return found


def _modifies(tree: Tree, i: int, lexicon: Lexicon, parties: Container[int]) -> bool:
    """A noun that only says what kind of party or thing another is: "aid agency", "attack helicopter"."""
    token = tree.tokens[i]
    if _kind_of_aircraft(tree, i):
        return True
    if token.dep != "compound" or token.head < 0:
        return False
    lemma = tree.lemmas[token.head]
    if lemma in words("processes"):  # "a withdrawal process of foreign troops", whoever is meant by it
        return False
    return token.head in parties or any(lemma in lexicon.classes[c] for c in ("force", "weapon", "person", "vehicle"))


def _kind_of_aircraft(tree: Tree, i: int) -> bool:
    """ "Attack, bomber and fighter aircraft": one of the kinds that a list names before the machines."""
    if i + 2 >= len(tree.tokens) or tree.forms[i + 1] not in (",", "and", "or"):
        return False
    kinds = words("aircraft_kinds")
    end = next((n for n in range(i + 1, len(tree.tokens)) if tree.forms[n] not in kinds), len(tree.tokens) - 1)
    return end > i + 2 and tree.lemmas[end] in words("machines")


def _names_somebody(tree: Tree, i: int, lexicon: Lexicon, parties: Container[int]) -> bool:
    """A participle that only says which people or things are meant: "the freed minister", "looted vases" (CODEBOOK 1).

    Not "three wounded soldiers", and not one that says of an event what became of it ("a broken promise").
    """
    token = tree.tokens[i]
    beside = token.dep == "amod" and all(tree.tokens[c].dep == "compound" for c in range(i + 1, token.head))
    if not beside or token.head <= i or tree.children[i]:
        return False
    if any(tree.tokens[c].dep == "nummod" for c in tree.children[token.head]):
        return False
    lemma = tree.lemmas[token.head]
    of_people = token.head in parties or any(lemma in lexicon.classes[c] for c in ("force", "person", "prisoner"))
    if token.text.lower().endswith("ing"):  # "in supporting roles", not "striking miners", "sponsoring bodies met"
        doing = of_people or tree.dep(token.head).startswith("nsubj")
        if doing or any(c > token.head for c in tree.children[token.head]):
            return False
    elif of_people:
        return True
    return token.pos == "VERB" and tree.tokens[token.head].pos == "NOUN" and not lexicon.of("noun", lemma)


def _stands_for_people(tree: Tree, i: int) -> bool:
    """An adjective or participle used as a noun: "doctors visited the wounded", "the dismissed were taken back"."""
    token = tree.tokens[i]
    if token.dep not in ("obj", "obl", "nmod", "conj") or token.text.lower().endswith("ing"):
        return False
    return any(tree.tokens[c].dep == "det" and tree.forms[c] in ("the", "their", "its") for c in tree.children[i])


def _another_particle(tree: Tree, i: int, entry: Entry) -> bool:
    """ "Carried out a raid off the coast": not carried off."""
    own = {tree.forms[c] for c in tree.children[i] if tree.tokens[c].dep == "compound:prt"}
    return bool(own) and own.isdisjoint(entry.particles) and not ADVERBS.isdisjoint(entry.particles)
