"""Which words of a sentence may carry an event, by the lexicon's patterns."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.code.lexicon import NO_EVENT, Entry, Lexicon
from dragoman.code.repairs import MEASURES
from dragoman.code.tree import Tree
from dragoman.code.words import words

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
OBJECTS = ("obj", "nsubj:pass", "iobj")
# Pronouns that stand for people and hardly ever for things.
PERSONAL = frozenset(
    {"he", "she", "him", "her", "i", "me", "us", "who", "whom", "everyone", "everybody", "nobody", "anyone"}
)
# Particles that are hardly ever a preposition: they make another verb of the one before them.
ADVERBS = frozenset({"away", "back", "down", "off", "out", "up"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event by an entry; `words` are the token positions of the whole phrase."""

    head: int
    entry: Entry
    words: tuple[int, ...]


def find_triggers(tree: Tree, lexicon: Lexicon, parties: set[int], places: set[int]) -> list[Trigger]:
    """The best entry for each word that has one. `parties`, `places` are head positions of resolved mentions."""
    found: list[Trigger] = []
    for i, token in enumerate(tree.tokens):
        pos = POS.get(token.pos)
        if pos is None or (pos == "noun" and _modifies(tree, i, lexicon, parties)):
            continue
        if token.dep == "amod" and pos in ("verb", "adj") and i and tree.tokens[i - 1].text in ("-", "–"):
            continue  # "the Iran-backed militia": what somebody is, not what happened (CODEBOOK 1)
        if pos in ("verb", "adj") and _names_somebody(tree, i, lexicon, parties):
            continue
        for entry in candidates(lexicon, pos, token.lemma.lower(), token.text.lower()):
            if pos == "noun" and i in parties and not entry.weight:
                continue  # a bare noun that names a party ("the Alliance") is no act; "an alliance with" is
            words = match(tree, i, entry, lexicon, parties, places)
            if words is not None:
                if entry.event != NO_EVENT:
                    found.append(Trigger(i, entry, words))
                break
    taken = {w for t in found for w in t.words if w != t.head}
    # A noun that is part of a verb's phrase ("took control of") is no trigger of its own.
    return [t for t in found if t.head not in taken]


def _modifies(tree: Tree, i: int, lexicon: Lexicon, parties: set[int]) -> bool:
    """A noun that only says what kind of party or thing another is: "aid agency", "attack helicopter"."""
    token = tree.tokens[i]
    if token.dep != "compound" or token.head < 0:
        return False
    lemma = tree.tokens[token.head].lemma.lower()
    return token.head in parties or any(lemma in lexicon.classes[c] for c in ("force", "weapon", "person", "vehicle"))


def _names_somebody(tree: Tree, i: int, lexicon: Lexicon, parties: set[int]) -> bool:
    """A participle that only says which people are meant: "the freed minister", "armed men" (CODEBOOK 1); not "three wounded soldiers"."""
    token = tree.tokens[i]
    if token.dep != "amod" or token.head != i + 1 or tree.children[i] or token.text.lower().endswith("ing"):
        return False
    if any(tree.tokens[c].dep == "nummod" for c in tree.children[token.head]):
        return False
    lemma = tree.tokens[token.head].lemma.lower()
    return token.head in parties or any(lemma in lexicon.classes[c] for c in ("force", "person", "prisoner"))


def candidates(lexicon: Lexicon, pos: str, lemma: str, form: str) -> list[Entry]:
    """Entries for a word, heaviest first; a tag the parser often confuses falls back to its neighbour."""
    entries = list(lexicon.of(pos, lemma))
    if pos == "adj":
        entries += lexicon.of("adj", form) if form != lemma else ()
        if not entries and form.endswith(("ed", "en")):
            known = (base for base in (lemma, *bases(form)) if lexicon.of("verb", base))
            entries += next((lexicon.of("verb", base) for base in known), ())
    elif pos == "verb":
        entries += lexicon.of("adj", form)
    if not entries and pos != "adj":
        # a word the model has no lemma for: the form itself, or the regular forms decide ("march", "vetoed", "hailing")
        known = (base for base in (form, *bases(form)) if lexicon.of(pos, base))
        entries = next((list(lexicon.of(pos, base)) for base in known), [])
    if len(entries) > 1:
        entries.sort(key=lambda e: (-e.weight, ADVERBS.isdisjoint(e.particles)))  # "kicked out the envoy" is no kick
    return entries


def bases(form: str) -> list[str]:
    """What a regular form may come from, likeliest first.

    >>> bases("vetoed"), bases("scrapping")
    (['veto', 'vetoe'], ['scrapp', 'scrappe', 'scrap'])

    A noun where a verb belongs ("decided to withdrawal its troops") gives the verb it is made of.

    >>> bases("withdrawal")
    ['withdraw']
    """
    for ending in ("ing", "ed", "es", "s"):
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 2:
            found = [stem, stem + "e"]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem.endswith("i"):
                found.append(stem[:-1] + "y")
            return found
    for ending in ("al", "ment"):
        if form.endswith(ending) and len(form) > len(ending) + 4:
            return [form.removesuffix(ending)]
    return []


def match(
    tree: Tree, i: int, entry: Entry, lexicon: Lexicon, parties: set[int], places: set[int]
) -> tuple[int, ...] | None:
    """Token positions the pattern covers when it fits the word at `i`, else None."""
    words = [i]
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
        at = _object(tree, i, frozenset(entry.objects[:1]), noun=entry.pos == "noun")
        if at is None:
            return None
        words.append(at)
    for name in entry.object_classes:
        if not _class_at(tree, _objects(tree, i, noun=entry.pos == "noun"), name, lexicon, parties, places):
            return None
    for name in entry.subject_classes:
        heads = (
            tree.subjects(i)
            if entry.pos != "noun"
            else [*tree.arguments(i).get("poss", []), *tree.arguments(i).get("of", [])]
        )
        if not _class_at(tree, heads, name, lexicon, parties, places):
            return None
    return tuple(sorted(words))


def _particle(tree: Tree, i: int, particle: str, words: list[int]) -> int | None:
    """Position of a particle, adverb or governed preposition; None where it is missing."""
    for c in tree.children[i]:
        token = tree.tokens[c]
        if token.dep == "mark" and token.pos == "PART" and tree.tokens[i].pos == "VERB":
            continue  # the "to" of the word's own infinitive
        if token.text.lower() == particle and token.dep.partition(":")[0] in (
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
        if token.text.lower() == particle and token.pos == "INTJ":
            return c  # "said no to"
        if token.lemma.lower() in MEASURES and tree.tokens[i].pos == "VERB" and particle not in ("since", "until"):
            continue  # "called the premier on Sunday", "called for two hours": when, and nothing the verb governs
        for g in tree.children[c]:
            inner = tree.tokens[g]
            if inner.text.lower() == particle and inner.dep in ("case", "mark", "advmod", "fixed"):
                return g
    # "an attack on" lends its preposition through the verb: "launched an attack ... on"
    if tree.tokens[i].pos == "NOUN" and particle in tree.arguments(i):
        return -1
    return None


def _before(tree: Tree, i: int, word: str) -> int | None:
    for c in tree.children[i]:
        token = tree.tokens[c]
        if (
            c < i
            and word in (token.lemma.lower(), token.text.lower())
            and token.dep not in ("punct", "case", "mark", "cc", "conj")
        ):
            return c
    return None


def _objects(tree: Tree, i: int, *, noun: bool) -> list[int]:
    args = tree.arguments(i)
    if noun:
        return [*args.get("of", []), *args.get("pre", []), *args.get("on", []), *args.get("to", [])]
    found = [*args.get("obj", []), *args.get("iobj", [])]
    return found or [h for relation, heads in args.items() if relation not in CLAUSAL for h in heads]


def _object(tree: Tree, i: int, lemmas: frozenset[str], *, noun: bool) -> int | None:
    args = tree.arguments(i)
    heads = [*args.get("obj", []), *(h for k, v in args.items() if k not in ("subj", "obj") for h in v)]
    if not noun:
        heads += [
            c for c in tree.children[i] if tree.tokens[c].dep in (*OBJECTS, "obl", "xcomp", "advmod", "compound:prt")
        ]
    for h in heads:
        if tree.tokens[h].lemma.lower() in lemmas or tree.tokens[h].text.lower() in lemmas:
            return h
        for c in tree.children[h]:  # "several of its bases"
            if (
                tree.tokens[c].lemma.lower() in lemmas
                and tree.marker(c) == "of"
                and tree.tokens[h].pos in ("ADJ", "NUM", "PRON", "DET")
            ):
                return c
    return None


def _class_at(tree: Tree, heads: list[int], name: str, lexicon: Lexicon, parties: set[int], places: set[int]) -> bool:
    lemmas = lexicon.classes[name]
    for h in heads:
        quantifier = tree.tokens[h].lemma.lower() in words("quantifiers") or tree.tokens[h].pos in (
            "NUM",
            "ADJ",
            "PRON",
            "DET",
        )
        if tree.tokens[h].lemma.lower() in lemmas:
            return True
        if name == "party" and h in parties:
            return True
        if name in ("place", "territory") and h in places:
            return True
        if name == "person" and tree.tokens[h].pos == "PROPN" and h not in places:
            return True
        if name == "person" and tree.tokens[h].text.lower() in PERSONAL:
            return True
        # "dozens of soldiers", "a series of posts"
        for c in tree.children[h] if quantifier else ():
            if (
                tree.tokens[c].dep.startswith(("nmod", "obl"))
                and tree.tokens[c].lemma.lower() in lemmas
                and tree.marker(c) == "of"
            ):
                return True
    return False
