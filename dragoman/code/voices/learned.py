"""Whether the voice that the head links an event to really tells of it: the rules know where nobody does."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.hearing import Scope
from dragoman.code.voices.phrases import load_words
from dragoman.code.voices.speech import adding
from dragoman.model import Voice

# What stands behind these says when or in spite of whom something is, and not on whose word.
NO_VOICE = frozenset({"under", "despite", "against", "since", "after", "before", "without", "unlike"})
# What begins what somebody does a thing for, with or after.
PURPOSES = frozenset({"for", "with", "after", "before", "during", "in"})


def speaks(draft: Draft, voice: Voice, scopes: Sequence[Scope]) -> bool:
    """Whether a learned voice may be the one that tells of an event; `scopes` are those of its sentence."""
    return not (
        _around_saying(draft)
        or _beside_voice(draft, voice)
        or _left_out(draft, voice, scopes)
        or _wants_it(draft, voice)
    )


def _wants_it(draft: Draft, voice: Voice) -> bool:
    """Whether an event is what the voice itself demands or promises in a clause of his own: the report tells that (CODEBOOK 7)."""
    outer, tree = draft.outer, draft.tree
    if outer is None or outer.event not in ("REQUEST", "AGREE") or outer.sentence != draft.sentence:
        return False
    behind = outer.head < draft.head and tree.tokens[draft.head].head == outer.head
    clause = behind and tree.dep(draft.head) in ("ccomp", "xcomp")
    modal = tree.tokens[outer.head].head == draft.head  # "they must leave"
    return (clause or modal) and voice.id in {p.id for p in outer.roles.actors}


def _around_saying(draft: Draft) -> bool:
    """Whether it only says when or where something was said: "After the talks in Lima the minister said: ..."."""
    tree, at = draft.tree, draft.head
    while tree.dep(at) in ("nmod", "conj", "compound", "obl", "advcl"):
        over = tree.tokens[at].head
        if over < 0:
            break
        if tree.dep(at) in ("obl", "advcl") and tree.lemmas[over] in load_words().speech:
            return at < over
        at = over
    return False


def _beside_voice(draft: Draft, voice: Voice) -> bool:
    """Whether an event only describes who speaks, or the voice stands where nobody speaks: "under President Ruiz, Peru left"."""
    tree = draft.tree
    if voice.start is None or voice.end is None:
        return False
    words = [i for i, t in enumerate(tree.tokens) if voice.start <= t.start < voice.end]
    top = next((i for i in words if tree.tokens[i].head not in words), None)
    if top is None:
        return False
    if _does_it(tree, draft.head, top):
        return True
    return tree.under(draft.head, top) or tree.marker(top) in NO_VOICE


def _does_it(tree: Tree, head: int, voice: int) -> bool:
    """Whether a voice is told to do the very thing, or something to it: "Ruiz recalled her envoy", "Vik defended the raid".

    Nobody's word is told there but the report's own: what Vik does with the raid is no saying of it.
    """
    verb = head
    while tree.tokens[verb].pos in ("NOUN", "PROPN", "ADJ") and (
        tree.dep(verb) in ("obj", "nmod", "compound", "conj")
        or (tree.dep(verb) == "obl" and tree.marker(verb) in PURPOSES)  # "recalled her envoy for talks"
    ):
        verb = tree.tokens[verb].head
    token = tree.tokens[verb]
    while tree.dep(voice) in ("appos", "flat"):  # "the spokeswoman Ana Ruiz"
        voice = tree.tokens[voice].head
    said = adding(tree, verb, "add", load_words())  # "..., the mayor said, expressing alarm": hers to express
    if (
        token.pos != "VERB"
        or voice not in tree.subjects(verb if said is None else said)
        or (said is None and _says(tree, voice, verb))
    ):
        return False
    if verb == head:
        return not tree.passive(verb)
    told = token.lemma.lower() in load_words().speech or token.lemma.lower() in load_words().doubts
    return not told or (tree.lemmas[head] in load_words().reports and token.lemma.lower() in load_words().denies)


def _left_out(draft: Draft, voice: Voice, scopes: Sequence[Scope]) -> bool:
    """Whether the rules found what the voice says here, and that a clause beside it, with the event, is no part of that."""
    tree, at = draft.tree, draft.head
    while at >= 0 and not (tree.dep(at) == "conj" and tree.tokens[at].pos == "VERB"):
        at = tree.tokens[at].head
    return at >= 0 and any(
        s.cue is not None
        and s.cue < at
        and (tree.tokens[at].head == s.cue or tree.tokens[at].head in s.tokens)
        and not {at, draft.head} & s.tokens
        and tree.under(at, s.cue)
        and (s.chain[-1].start, s.chain[-1].end) == (voice.start, voice.end)
        for s in scopes
    )


def _says(tree: Tree, voice: int, verb: int) -> bool:
    """Whether a word of saying stands between commas with a voice that the model takes for the doer: "has, say aides, left"."""
    plain = load_words().plain
    first = voice
    while first > 0 and tree.tokens[first].text != ",":
        first -= 1
    last = next((j for j in range(voice, verb) if tree.tokens[j].text == ","), first)
    return any(tree.lemmas[j] in plain and tree.tokens[j].pos == "VERB" for j in range(first, last))
