"""How far a demand, refusal, promise or complaint reaches down a sentence's tree to the event that it holds."""

from __future__ import annotations

from dragoman.code.cues import load_cues
from dragoman.code.drafts import Draft
from dragoman.code.roles import content_roots
from dragoman.code.status_reach import looks_back, occasion
from dragoman.code.tree import Tree, participle
from dragoman.code.words import words

THROUGH = frozenset(
    {
        "obj",
        "xcomp",
        "ccomp",
        "nmod",
        "obl",
        "conj",
        "acl",
        "nsubj:pass",
        "csubj",
        "advcl",
        "iobj",
        "appos",
        "amod",
        "compound",
        "nmod:poss",
    }
)
PREPOSITIONS = frozenset(
    {
        "of",
        "for",
        "to",
        "from",
        "on",
        "against",
        "into",
        "about",
        "that",
        "as",
        "whether",
        "by",
        "over",
        "at",
        "with",
        "including",
        "such",
        None,
    }
)
# A clause of its own that only tells when or why: "as ministers urged", "after it had refused".
CIRCUMSTANCE = frozenset({"so", "as", "after", "before", "while", "when", "because", "since", "though", "although"})

# What somebody is backed in: "support for the islanders in their fight against smugglers".
STRUGGLES = frozenset({"fight", "struggle", "battle", "war", "campaign"})

# What keeps something from happening, and holds nothing that is wanted or done.
AVERTING = frozenset({"prevent", "avoid", "avert", "forestall", "preclude"})
MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must"})


# What introduces a clause that only stands beside another.
BESIDE = frozenset(
    {"while", "whereas", "although", "though", "because", "when", "as", "after", "before", "since", "until"}
)


def roots_of(draft: Draft) -> list[int]:
    """Words whose subtree is the content of what a draft tells: what its frame says, and what its kind of act adds."""
    tree, head = draft.tree, draft.head
    found = content_roots(tree, draft.trigger, draft.trigger.entry.frame)
    # "asked for grants, while another village asked for seed": a clause of the time or the contrast is not what is asked
    found = [h for h in found if not (tree.dep(h) == "advcl" and tree.marker(h) in BESIDE)]
    token = tree.tokens[head]
    if draft.event == "COOPERATE":  # "coordination in arranging a truce"; joint work holds nothing else
        return [
            c for c in tree.children[head] if tree.marker(c) == "in" and tree.tokens[c].text.lower().endswith("ing")
        ]
    extra: list[int] = []
    if token.pos in ("NOUN", "PROPN") and draft.event != "CONSULT":  # "assurances that", whatever it is called
        extra += [c for c in tree.children[head] if tree.dep(c) in ("acl", "ccomp") and tree.marker(c) == "that"]
    if ends(draft):
        extra += [
            c
            for c in tree.children[head]
            if tree.dep(c) in ("obj", "nsubj:pass")
            or (tree.marker(c) in ("of", "to") and tree.dep(c) in ("nmod", "obl"))
        ]
    if (
        draft.event == "REJECT" and token.pos == "VERB"
    ):  # "rejected a grant for the building of a port", hung on the verb
        extra += [c for c in tree.children[head] if tree.dep(c) == "obl" and tree.marker(c) == "for"]
    if draft.event == "ACCUSE" and token.pos in ("VERB", "ADJ"):  # "poured scorn on the claims"
        extra += [
            c
            for c in tree.children[head]
            if tree.dep(c) == "obl" and tree.marker(c) in ("on", "at", "over", "by", "against")
        ]
    if draft.event == "COERCE" and token.lemma.lower() not in AVERTING:  # "banned from selling arms"
        extra += [c for c in tree.children[head] if tree.dep(c) == "advcl" and tree.marker(c) == "from"]
    if draft.event == "SUPPORT":
        extra += _backed_in(tree, head)
    if draft.event in ("ACCUSE", "REQUEST") and token.pos == "NOUN":  # "the ferry bombing inquiry"
        extra += [
            c
            for c in tree.children[head]
            if tree.tokens[c].dep == "compound" and tree.tokens[c].lemma.lower() != "conference"
        ]
    roots = [*found, *(c for c in extra if c not in found)]
    return [r for r in roots if not _of_its_own(tree, r, head) and not _circumstance(tree, r)]


def in_struggle(tree: Tree, at: int) -> bool:
    """Whether a word says what somebody is backed in: "in its fight against the rebels"."""
    return tree.tokens[at].lemma.lower() in STRUGGLES and tree.marker(at) == "in" and tree.dep(at) in ("nmod", "obl")


def _backed_in(tree: Tree, head: int) -> list[int]:
    """Struggles that hang on a word of backing or on whoever is backed: "support the islanders in their fight"."""
    backed = [c for c in tree.children[head] if tree.dep(c) == "obj" or tree.marker(c) in ("for", "of", "to", "behind")]
    tops = [head, *(j for c in backed for j in tree.conjuncts(c))]
    return [c for top in tops for c in tree.children[top] if in_struggle(tree, c)]


def _of_its_own(tree: Tree, at: int, head: int) -> bool:
    """Whether a word stands in a clause of which the holder is the subject: "a pact, which led to the pullout"."""
    while at >= 0 and at != head:
        if tree.tokens[at].dep == "acl:relcl":
            subjects = (c for c in tree.children[at] if tree.dep(c) == "nsubj")
            return any(tree.tokens[c].text.lower() in ("which", "that", "who") for c in subjects)
        at = tree.tokens[at].head
    return False


def ends(draft: Draft) -> bool:
    """Whether a draft lifts, stops or calls something off: what it holds is over ("lifted the curfew", "a halt to the raids")."""
    lemma = draft.tree.tokens[draft.head].lemma.lower()
    return draft.event in ("CONCEDE", "RETREAT") and lemma in words("ending")


def passes(tree: Tree, at: int) -> bool:
    """Whether the way up from a content to what holds it may lead over this word."""
    token = tree.tokens[at]
    base = token.dep.partition(":")[0]
    if token.dep in ("acl:relcl", "advcl:relcl"):
        return False
    if _wall(tree, at):
        return False
    marker = tree.marker(at)
    if base == "nsubj" and token.head >= 0:  # "assurances that there would be a truce"
        verb = token.head
        return tree.tokens[verb].lemma == "be" and tree.has(verb, "expl") and tree.marker(verb) == "that"
    if base not in THROUGH and token.dep not in THROUGH:
        return False
    if base == "acl" and marker is None and participle(token) and tree.tokens[token.head].pos in ("NOUN", "PROPN"):
        # "the release of sailors seized in May": what has been done to them is told, not asked; "any sailors seized" are still to come
        return any(tree.tokens[c].text.lower() in ("any", "no", "every", "each") for c in tree.children[token.head])
    if _circumstance(tree, at):
        return False
    if base == "conj":
        return not hung_low(tree, at)
    taking_part = token.head >= 0 and tree.tokens[token.head].lemma.lower() in ("take", "participate", "engage", "join")
    return marker in PREPOSITIONS or (marker == "in" and (token.text.lower().endswith("ing") or taking_part))


def _wall(tree: Tree, at: int) -> bool:
    """Whether what is told here only says on what occasion, or what has been done before, and is no part of what is held above."""
    token = tree.tokens[at]
    if token.dep == "amod" and token.pos in ("VERB", "ADJ") and participle(token):
        return True  # "promised to repeal its much criticised embargo"
    if occasion(tree, at):
        return True
    governor = tree.tokens[token.head]
    return governor.pos == "NOUN" and looks_back(tree, at, load_cues())


def walled(tree: Tree, at: int, above: int) -> bool:
    """Whether a wall stands between a word and one above it in the tree; False where the other is not above."""
    path = []
    while at >= 0 and at != above:
        path.append(at)
        at = tree.tokens[at].head
    return at == above and any(tree.tokens[p].head >= 0 and (_wall(tree, p) or _circumstance(tree, p)) for p in path)


def _circumstance(tree: Tree, at: int) -> bool:
    """Whether a clause only tells when or why, or more of somebody: "as the protests spread", "which led to a war"."""
    base = tree.dep(at)
    if base == "advcl" and tree.tokens[at].lemma.lower() in AVERTING:
        return True  # "demanded that it leave to avoid a raid": what is to be avoided is not demanded
    return (
        base == "advcl" and tree.marker(at) in CIRCUMSTANCE and any(tree.dep(c) == "nsubj" for c in tree.children[at])
    )


def hung_low(tree: Tree, at: int) -> bool:
    """Whether a finite past verb is coordinated with an infinitive or a noun: "asked them to wait and thanked them"."""
    token = tree.tokens[at]
    if tree.dep(at) != "conj" or token.pos != "VERB" or token.text.lower() == token.lemma.lower():
        return False
    if (
        token.text.lower().endswith("ing")
        or tree.passive(at)
        or any(tree.dep(c) in ("aux", "mark") for c in tree.children[at])
    ):
        return False
    head = tree.tokens[token.head]
    if head.pos in ("NOUN", "PROPN"):
        return True
    if head.pos != "VERB" or head.text.lower() != head.lemma.lower():
        return False
    above = [tree.tokens[c].text.lower() for c in tree.children[token.head] if tree.tokens[c].dep.startswith("aux")]
    # "said he would appeal, and accused the court": a past form goes with no "would"
    return tree.marker(token.head) == "to" or bool(MODALS.intersection(above))


def by_leave(draft: Draft, by_head: dict[int, Draft]) -> Draft | None:
    """ "flown with the consent of the government", "shot on the orders of a colonel": what was allowed or ordered, and done."""
    tree = draft.tree
    for c in tree.children[draft.head]:
        noun = by_head.get(c)
        if (
            noun is not None
            and noun.event in ("AGREE", "REQUEST", "SUPPORT", "CONCEDE")
            and tree.tokens[c].lemma.lower() in words("leave")
            and tree.marker(c) in ("with", "by", "on", "under", "at")
        ):
            return noun
    if tree.tokens[draft.head].lemma.lower() in words(
        "obeying"
    ):  # "have yet to comply with the demand": what it asked for
        for c in tree.children[draft.head]:
            noun = by_head.get(c)
            if noun is not None and noun.event == "REQUEST" and tree.marker(c) in ("with", "to", None):
                return noun
    return None


def own_doer(tree: Tree, verb: int) -> bool:
    """Whether a verb in the active names its doer by a noun, though nobody knows who it is."""
    if tree.passive(verb):
        return False
    return any(tree.tokens[c].dep == "nsubj" and tree.tokens[c].pos in ("NOUN", "PROPN") for c in tree.children[verb])


def infinitive(tree: Tree, at: int) -> bool:
    """An infinitive without a subject of its own, or the object of one: "to attack", "to launch an attack"."""
    if tree.tokens[at].pos == "NOUN" and tree.dep(at) == "obj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    if tree.dep(at) == "conj" and tree.tokens[at].text.lower() == tree.tokens[at].lemma and not tree.has(at, "nsubj"):
        at = tree.tokens[at].head  # "to stop firing and pull back"
    return (
        tree.marker(at) == "to"
        and tree.dep(at) in ("xcomp", "advcl", "acl")
        and not any(tree.tokens[c].dep.startswith("nsubj") for c in tree.children[at])
    )


def somebody_asked(tree: Tree, verb: int) -> bool:
    """Whether an active verb of asking names whom it asks: "asked the commission", "appealed to both sides"."""
    if tree.tokens[verb].pos != "VERB" or tree.passive(verb):
        return False
    return any(
        tree.dep(c) in ("obj", "iobj") or (tree.dep(c) == "obl" and tree.marker(c) in ("to", "on", "upon", "with"))
        for c in tree.children[verb]
    )
