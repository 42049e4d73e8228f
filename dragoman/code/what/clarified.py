"""What a sentence says of a demand told before: "her remarks were aimed at Togo", "this topic is off the agenda" (CODEBOOK 2 and 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.what.leaving import withdrawal
from dragoman.code.what.lexicon import Entry, unwritten
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.parties import parties_of
from dragoman.code.who.roles import Roles, World
from dragoman.code.who.same import distinct, root, wordless
from dragoman.code.words import words
from dragoman.model import Party

NEAR = 6  # sentences that "this" may point back over
POINTED = frozenset({"this", "that", "these", "those", "such"})
PART = frozenset({"amod", "compound", "nmod:poss", "nmod:desc"})


@cache
def _demanded(mode: str | None) -> Entry:
    return unwritten("clarify", "noun", "REQUEST", "ask", mode=mode, where="clarified")


def clarified(drafts: Sequence[Draft], trees: Sequence[Tree], worlds: Sequence[World]) -> list[Draft]:
    """A REQUEST for each sentence that says of whom a party's statement asks what it demanded before in the report.

    Where the demand was that forces leave, so is its content. A statement of somebody who has demanded nothing asks nothing.
    """
    found: list[Draft] = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        if tree.vocabulary.isdisjoint(words("utterances")) or tree.vocabulary.isdisjoint(words("aimed")):
            continue
        taken = {w for d in drafts if d.sentence == number for w in (d.head, *d.trigger.words)}
        for verb, said in _aimed(tree):
            if verb in taken or said in taken:
                continue
            owners = {root(p) for p in parties_of(tree, said, world, owner=True)}
            before = next((d for d in reversed(drafts) if _demand(d, number) and owners & _asking(d)), None)
            asked = [p for p in _named(tree, verb, said, world) if root(p) not in owners]
            if before is None or not asked:
                continue
            trigger = Trigger(verb, _demanded(before.mode), (verb,))
            doers = [p for p in parties_of(tree, said, world, owner=True) if root(p) in _asking(before)]
            outer = Draft(number, tree, trigger, Roles(doers, asked, []), "actual", ["clarified"], mode=before.mode)
            outer.again = before
            found.append(outer)
            deed = next((n for n in before.nested if n.event == "RETREAT"), None)
            if deed is not None:
                found.append(_again(said, asked, "requested", outer, deed, "clarified"))
    return found


def turned_down(drafts: Sequence[Draft]) -> list[Draft]:
    """The withdrawal that was demanded last, once more, as the content of each "this topic is not on the agenda" behind it.

    Only where the refusal points at something ("this", "the issue") and has no content of its own.
    """
    found: list[Draft] = []
    for draft in drafts:
        said = _pointing(draft) if draft.event == "REJECT" and "verdict" in draft.reasons and not draft.nested else None
        if said is None:
            continue
        near = [d for d in drafts if _demand(d, draft.sentence) and draft.sentence - d.sentence <= NEAR]
        deed = next((n for d in reversed(near) for n in d.nested if n.event == "RETREAT" and n.roles.actors), None)
        if deed is None:
            continue
        draft.mode = draft.mode or "yield"
        found.append(_again(said, map(wordless, deed.roles.actors), "negated", draft, deed, "turned down"))
    return found


def _again(at: int, doers: Iterable[Party], status: str, outer: Draft, deed: Draft, where: str) -> Draft:
    """A withdrawal told before, once more, by the word `at`."""
    draft = withdrawal(at, doers, status, outer, where)
    draft.mode, draft.again = deed.mode, deed
    return draft


def _pointing(draft: Draft) -> int | None:
    """The word by which a refusal points at what was told: "this", "the topic"."""
    tree = draft.tree
    for s in tree.subjects(draft.head):
        if tree.forms[s] in POINTED:
            return s
        if tree.lemmas[s] in words("topics") and any(tree.forms[c] in POINTED | {"the"} for c in tree.children[s]):
            return s
    return None


def _demand(draft: Draft, number: int) -> bool:
    return draft.event == "REQUEST" and draft.status == "actual" and draft.sentence < number


def _asking(draft: Draft) -> set[str]:
    return {root(p) for p in draft.roles.actors}


def _aimed(tree: Tree) -> Iterator[tuple[int, int]]:
    """The verbs that say whom a statement means, each with the statement."""
    for i, token in enumerate(tree.tokens):
        if token.pos == "VERB" and tree.lemmas[i] in words("aimed") and not tree.has(i, "aux:neg"):
            for s in tree.subjects(i):
                if tree.tokens[s].pos == "NOUN" and tree.lemmas[s] in words("utterances"):
                    yield i, s


def _named(tree: Tree, verb: int, said: int, world: World) -> list[Party]:
    """Everybody named below the verb, without the subject and without where they are."""
    own = set(tree.subtree(said))
    below = [
        w for w in tree.subtree(verb) if w in world.parties and w not in own and not _merely_where(tree, w, verb, world)
    ]
    return distinct([p for w in below for p in world.parties[w].parties])


def _merely_where(tree: Tree, word: int, verb: int, world: World) -> bool:
    """Whether a word only says where others are, or whose."""
    if tree.deps[word] in PART and tree.tokens[word].head in world.parties:
        return True  # "the Kenyan troops" are named once
    at = word
    while at not in (verb, -1):
        if tree.marker(at) in ("in", "within", "by"):
            return True
        at = tree.tokens[at].head
    return False
