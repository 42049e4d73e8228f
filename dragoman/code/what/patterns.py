"""Whether the pattern of an entry fits the words around a word: particles, what stands before, objects, classes of words."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from dragoman.code.trees.repairs_objects import MEASURES
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import Entry, Lexicon
from dragoman.code.words import words
from dragoman.model import Mention

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
# Sectors of armies and armed groups, the only names that `@foe` takes: who may be defeated, driven out or pursued.
ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})
# Classes of words that judge: what somebody is called, not whom it is done to.
VERDICTS = frozenset({"slur", "merit"})
# Pronouns that stand for people and hardly ever for things.
PERSONAL = frozenset(
    {"he", "she", "him", "her", "i", "me", "us", "who", "whom", "everyone", "everybody", "nobody", "anyone"}
)


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
    covered = [i]
    if entry.event == "RETREAT" and entry.lemma == "leave" and tree.passive(i):
        return None  # "asked to be left in peace": nobody goes
    if (
        entry.lemma == "strike"
        and entry.objects == ("camp",)
        and any(tree.children[c] for c in tree.arguments(i).get("obj", []))
    ):
        return None  # "struck a military camp": who strikes camp leaves, and strikes no camp of some kind
    if entry.event == "COOPERATE" and entry.lemma == "order" and "xcomp" in tree.arguments(i):
        return None  # "ships were ordered to fire": nobody buys them
    if entry.event == "PROTEST" and entry.lemma == "call" and any(tree.deps[c] == "xcomp" for c in tree.children[i]):
        return None  # "called the strike a crime": a verdict, and no walkout
    if entry.event == "RETREAT" and entry.pos == "verb" and entry.lemma in ("leave", "return"):
        args = tree.arguments(i)
        if not args.get("obj") and (entry.object_classes or (entry.lemma == "leave" and args.get("for"))):
            return None  # "returned to Chad" gives nothing back, "left for Chad" yields nothing
    for particle in entry.particles:
        at = _particle(tree, i, particle)
        if at is None and entry.pos == "verb" and entry.objects:
            near = governed_by(tree, i, noun=False) if governed is None else governed
            at = -1 if particle in tree.arguments(near.get(entry.objects[0], i)) else None  # "made gains [against ...]"
        if at is None:
            return None
        if at >= 0:
            covered.append(at)
    for before in entry.before:
        at = _before(tree, i, before)
        if at is None:
            return None
        covered.append(at)
    if entry.objects:
        near = governed_by(tree, i, noun=entry.pos == "noun") if governed is None else governed
        at = near.get(entry.objects[0])
        if at is None:
            return None
        if entry.lemma == "leave" and not entry.particles and tree.dep(at) == "obl":
            return None  # "left Chad for talks"
        covered.append(at)
    for name in entry.object_classes:
        heads = _objects(tree, i, noun=entry.pos == "noun")
        if entry.pos == "verb" and name in VERDICTS:
            said = [h for h in _predicates(tree, i, entry.particles) if _class_at(tree, [h], name, lexicon, {}, ())]
            covered.extend(
                said[:1]
            )  # "called it a threat": the word belongs to the calling and is no threat of its own
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
    return tuple(sorted(covered)) if len(covered) > 1 else (i,)


def particles_around(tree: Tree, i: int) -> set[str]:
    """The words among which alone `_particle` looks for one."""
    forms, children = tree.forms, tree.children
    found = set()
    for c in children[i]:
        found.add(forms[c])
        for g in children[c]:
            found.add(forms[g])
            if tree.deps[c] == "obj":  # "made gains against": what the object governs
                found.update([forms[k] for k in children[g]])
    if tree.tokens[i].pos == "NOUN":
        found.update(tree.arguments(i))
    return found


def _particle(tree: Tree, i: int, particle: str) -> int | None:
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
        clause = (
            token.dep in ("xcomp", "ccomp", "advcl") and token.pos == "VERB"
        )  # "called on them to pull out": its own "out"
        for g in tree.children[c]:
            if clause and tree.tokens[g].dep == "advmod":
                continue
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


# What is no part of a phrase: "suspended its transits after the attack" suspends no attack.
BESIDE = frozenset({"subj", "obj", "after", "since", "until", "during", "despite", "following", "amid"})


def governed_by(tree: Tree, i: int, *, noun: bool) -> dict[str, int]:
    """Lemmas and forms of what a word governs, each with the position where it stands first."""
    if not tree.children[i] and tree.tokens[i].dep == "aux":
        return {}  # "has", of another verb: the lexicon has a lot under "have"
    args = tree.arguments(i)
    heads = [*args.get("obj", []), *(h for k, v in args.items() if k not in BESIDE for h in v)]
    if not noun:
        heads += [c for c in tree.children[i] if tree.tokens[c].dep in GOVERNED and tree.marker(c) not in BESIDE]
    found: dict[str, int] = {}
    heads = [
        h for h in heads if tree.tokens[h].dep != "advcl" or not tree.has(h, "nsubj")
    ]  # "while Chad called on all"
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
