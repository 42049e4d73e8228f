"""Which words of a sentence may carry an event, by the lexicon's patterns."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from dragoman.code.trees.repairs_objects import MEASURES
from dragoman.code.trees.tree import Tree
from dragoman.code.what.entries import FEW, indexer
from dragoman.code.what.lexicon import NO_EVENT, Entry, Lexicon
from dragoman.code.words import words
from dragoman.model import Mention

POS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "AUX": "verb"}
# Relations of a verb that are no prepositional object.
CLAUSAL = frozenset(
    {
        "subj",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "csubj",
        "parataxis",
        "bare",
        "that",
        "by",
        "alongside",
        "across",
        "during",
        "after",
        "before",
        "since",
    }
)
# Relations of what a verb governs.
GOVERNED = frozenset({"obj", "nsubj:pass", "iobj", "obl", "xcomp", "advmod", "compound:prt"})
# Deeds that a wish names and holds.
WISHED = frozenset({"RETREAT", "AID", "COOPERATE", "CONSULT", "SANCTION", "CONCEDE"})
# Sectors of armies and armed groups, the only names that `@foe` takes: who may be defeated, driven out or pursued.
ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})
# What somebody refuses to listen to.
ANSWERED = frozenset({"REQUEST", "THREATEN", "ACCUSE"})
# Classes of words that judge: what somebody is called, not whom it is done to.
VERDICTS = frozenset({"slur", "merit"})
# What stands behind the hyphen of nouns made of a verb and a particle: "a walk-out", "two sit-ins".
HYPHENS = frozenset({"-", "‐", "‑", "–"})
PARTICLES = ("away", "back", "by", "down", "fire", "in", "off", "out", "over", "slow", "together", "up")
BEHIND = frozenset({*PARTICLES, *(f"{p}s" for p in PARTICLES)})
# What stands before it in others: "a counter-attack", "co-operation", "a cease-fire".
PREFIXES = frozenset({"air", "cease", "co", "counter", "crack", "re"})
# Pronouns that stand for people and hardly ever for things.
PERSONAL = frozenset(
    {"he", "she", "him", "her", "i", "me", "us", "who", "whom", "everyone", "everybody", "nobody", "anyone"}
)


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
    said = tree.vocabulary
    for i, token in enumerate(tree.tokens):
        pos = POS.get(token.pos)
        if pos is None or i in inside:
            continue
        if i in joined:
            pos, index = "noun", indexed("noun", joined[i][0], joined[i][0])
        else:
            index = indexed(pos, tree.lemmas[i], tree.forms[i])
        entries: Sequence[Entry] = index.entries
        if not entries or (pos == "noun" and _modifies(tree, i, lexicon, parties)):
            continue
        if pos != "noun" and token.dep == "amod" and i and tree.tokens[i - 1].text in ("-", "–"):
            continue  # "the Iran-backed militia": what somebody is, not what happened (CODEBOOK 1)
        if pos != "noun" and (_names_somebody(tree, i, lexicon, parties) or _stands_for_people(tree, i)):
            continue
        governed: dict[bool, dict[str, int]] = {}
        around: set[str] | None = None
        if len(entries) > FEW:
            entries = index.near(said.union(tree.arguments(i)) if token.pos == "NOUN" else said)
        for entry in entries:
            if pos == "noun" and i in parties and not entry.weight:
                continue  # a bare noun that names a party ("the Alliance") is no act; "an alliance with" is
            noun = entry.pos == "noun"
            # Most entries of a common word fall here, without being asked any further.
            if (entry.objects and entry.objects[0] not in said) or not said.issuperset(entry.before):
                continue
            if entry.particles:
                if token.pos != "NOUN" and not said.issuperset(entry.particles):
                    continue
                if around is None:
                    around = _around(tree, i)
                if not around.issuperset(entry.particles):
                    continue
            if entry.objects:
                if noun not in governed:
                    governed[noun] = _governed(tree, i, noun=noun)
                if entry.objects[0] not in governed[noun]:
                    continue
            words = match(tree, i, entry, lexicon, parties, places, governed=governed.get(noun))
            if words is not None:
                if i in joined:
                    words = tuple(sorted({*words, joined[i][1]}))
                if entry.event != NO_EVENT:
                    found.append(Trigger(i, entry, words))
                elif stopped is not None:
                    stopped.add(i)
                break
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
    # A noun that is part of a verb's phrase ("took control of") is no trigger of its own.
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


def match(
    tree: Tree,
    i: int,
    entry: Entry,
    lexicon: Lexicon,
    parties: Mapping[int, Mention],
    places: Container[int],
    *,
    governed: dict[str, int] | None = None,
) -> tuple[int, ...] | None:
    """Token positions the pattern covers when it fits the word at `i`, else None; `governed` spares looking again."""
    words = [i]
    if entry.event == "RETREAT" and entry.lemma == "leave" and tree.passive(i):
        return None  # "asked to be left in peace": nobody goes
    if entry.event == "RETREAT" and entry.pos == "verb" and entry.lemma in ("leave", "return"):
        args = tree.arguments(i)
        if not args.get("obj") and (entry.object_classes or (entry.lemma == "leave" and args.get("for"))):
            return None  # "returned to Chad" gives nothing back, "left for Chad" yields nothing
    for particle in entry.particles:
        at = _particle(tree, i, particle, words)
        if at is None:
            return None
        if at >= 0:
            words.append(at)
    for before in entry.before:
        at = _before(tree, i, before)
        if at is None:
            return None
        words.append(at)
    if entry.objects:
        near = _governed(tree, i, noun=entry.pos == "noun") if governed is None else governed
        at = near.get(entry.objects[0])
        if at is None or (
            entry.lemma == "leave" and not entry.particles and tree.dep(at) == "obl"
        ):  # "left Chad for talks"
            return None
        words.append(at)
    for name in entry.object_classes:
        heads = _objects(tree, i, noun=entry.pos == "noun")
        if entry.pos == "verb" and name in VERDICTS:
            said = [h for h in _predicates(tree, i, entry.particles) if _class_at(tree, [h], name, lexicon, {}, ())]
            words.extend(said[:1])  # "called it a threat": the word belongs to the calling and is no threat of its own
            heads = said
        elif entry.pos != "adj" and entry.pattern.endswith(f"@{name}"):
            # "warn of @consequence", "battle for @place": what "of" and "for" bring, too
            heads = [*heads, *(h for p in entry.particles for h in tree.arguments(i).get(p, []) if h not in heads)]
        if not _class_at(tree, heads, name, lexicon, parties, places):
            return None
    for name in entry.subject_classes:
        heads = (
            tree.subjects(i)
            if entry.pos != "noun"
            else [h for r in ("poss", "of", "by", "pre") for h in tree.arguments(i).get(r, [])]
        )
        if not _class_at(tree, heads, name, lexicon, parties, places):
            return None
    return tuple(sorted(words)) if len(words) > 1 else (i,)


def _around(tree: Tree, i: int) -> set[str]:
    """The words among which alone `_particle` looks for one."""
    forms, children = tree.forms, tree.children
    found = set()
    for c in children[i]:
        found.add(forms[c])
        for g in children[c]:
            found.add(forms[g])
    if tree.tokens[i].pos == "NOUN":
        found.update(tree.arguments(i))
    return found


def _particle(tree: Tree, i: int, particle: str, words: list[int]) -> int | None:
    """Position of a particle, adverb or governed preposition; None where it is missing."""
    for c in tree.children[i]:
        token = tree.tokens[c]
        if token.dep == "mark" and token.pos == "PART" and tree.tokens[i].pos == "VERB":
            continue  # the "to" of the word's own infinitive
        if token.dep == "case" and c < i and tree.tokens[i].pos in ("NOUN", "PROPN"):
            continue  # "gave it to the opposition" tells of no opposition to anybody
        if tree.forms[c] == particle and tree.dep(c) in (
            "compound",
            "advmod",
            "case",
            "obl",
            "mark",
            "xcomp",
            "obj",
            "fixed",
        ):
            return c
        if tree.forms[c] == particle and token.pos == "INTJ":
            return c  # "said no to"
        if tree.lemmas[c] in MEASURES and tree.tokens[i].pos == "VERB" and particle not in ("since", "until"):
            continue  # "called the premier on Sunday", "called for two hours": when, and nothing the verb governs
        for g in tree.children[c]:
            if tree.forms[g] == particle and tree.tokens[g].dep in ("case", "mark", "advmod", "fixed", "cop"):
                return g
    # "an attack on" lends its preposition through the verb: "launched an attack ... on"
    if tree.tokens[i].pos == "NOUN" and particle in tree.arguments(i):
        return -1
    return None


def _before(tree: Tree, i: int, word: str) -> int | None:
    for c in tree.children[i]:
        said = c < i and (tree.lemmas[c] == word or tree.forms[c] == word)
        if said and tree.tokens[c].dep not in ("punct", "case", "mark", "cc", "conj"):
            return c
    return None


def _objects(tree: Tree, i: int, *, noun: bool) -> list[int]:
    args = tree.arguments(i)
    if noun:
        return [*args.get("of", []), *args.get("pre", []), *args.get("on", []), *args.get("to", [])]
    found = [*args.get("obj", []), *args.get("iobj", [])]
    return found or [h for relation, heads in args.items() if relation not in CLAUSAL for h in heads]


def _predicates(tree: Tree, i: int, particles: Sequence[str]) -> list[int]:
    """What somebody is called or described as: "called the vote a farce", "branded as reckless by the minister"."""
    args = tree.arguments(i)
    found = [h for p in particles for h in args.get(p, [])]
    found += [c for c in tree.children[i] if tree.tokens[c].dep == "xcomp"]
    if not particles:
        objects = [*args.get("obj", []), *args.get("iobj", [])]
        found += objects[1:] if len(objects) > 1 else objects if tree.passive(i) else []
    return found


def _governed(tree: Tree, i: int, *, noun: bool) -> dict[str, int]:
    """Lemmas and forms of what a word governs, each with the position where it stands first."""
    if not tree.children[i] and tree.tokens[i].dep == "aux":
        return {}  # "has", of another verb: the lexicon has a lot under "have"
    args = tree.arguments(i)
    heads = [*args.get("obj", []), *(h for k, v in args.items() if k not in ("subj", "obj") for h in v)]
    if not noun:
        heads += [c for c in tree.children[i] if tree.tokens[c].dep in GOVERNED]
    found: dict[str, int] = {}
    for h in dict.fromkeys(heads):
        found.setdefault(tree.lemmas[h], h)
        found.setdefault(tree.forms[h], h)
        if tree.tokens[h].pos in ("ADJ", "NUM", "PRON", "DET") or tree.lemmas[h] in words("quantifiers"):
            for c in tree.children[h]:  # "several of its bases", "dozens of lives"
                if tree.marker(c) == "of":
                    found.setdefault(tree.lemmas[c], c)
    return found


def _class_at(
    tree: Tree,
    heads: list[int],
    name: str,
    lexicon: Lexicon,
    parties: Mapping[int, Mention],
    places: Container[int],
) -> bool:
    lemmas = lexicon.classes[name]
    for h in heads:
        if tree.lemmas[h] in lemmas or (name in VERDICTS and tree.forms[h] in lemmas):
            return True
        if name == "party" and h in parties:
            return True
        if name == "foe" and h in parties and not ARMED.isdisjoint([p.sector for p in parties[h].parties]):
            return True
        if name == "spot" and h in places and h not in parties:
            return True
        if name in ("place", "territory") and h in places:
            return True
        if name == "person" and tree.tokens[h].pos == "PROPN" and h not in places:
            return True
        if name == "person" and tree.forms[h] in PERSONAL:
            return True
        # "dozens of soldiers", "a series of posts"
        quantifier = tree.tokens[h].pos in ("NUM", "ADJ", "PRON", "DET") or tree.lemmas[h] in words("quantifiers")
        for c in tree.children[h] if quantifier else ():
            if tree.tokens[c].dep.startswith(("nmod", "obl")) and tree.lemmas[c] in lemmas and tree.marker(c) == "of":
                return True
    return False
