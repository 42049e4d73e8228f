"""How far a demand, refusal, promise or complaint reaches down a sentence's tree to the event that it holds."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree, participle
from dragoman.code.whether.cues import load_cues
from dragoman.code.whether.granted import looks_back
from dragoman.code.whether.reach import occasion
from dragoman.code.who.roles import content_roots
from dragoman.code.who.topics import ON
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
# What introduces a clause that only stands beside another, even without a subject of its own: "despite being shelled".
ASIDE = frozenset({"despite", "notwithstanding", "whilst"})
# What is held answers a deed, and "saying" after it gives the deed: "praised the mayor, saying he had saved refugees".
JUDGING = frozenset({"ACCUSE", "SUPPORT"})
# Deeds that somebody may want beside the end of others: "an end to the raids, free passage and talks".
WANTED = frozenset({"RETREAT", "AID", "CONSULT"})
# Acts of speech, whose content may hang on a noun of theirs.
SPOKEN = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "ACCUSE", "SUPPORT"})
# The reason of a draft that only tells what somebody does whom a demand, a promise or a refusal names.
TOLD = "rule:done by somebody named"
# The reason of a draft that tells help or joint work somebody wants cut.
GOES_ON = "actual:what is to be cut"
# What takes place when its verb says that it does: "urged that the talks resume", "warned that a raid would follow".
TAKING_PLACE = frozenset(
    {"begin", "start", "resume", "continue", "follow", "cease", "stop", "end", "proceed", "occur", "happen"}
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
    if draft.event == "CONCEDE" and token.lemma.lower() in words("confessing"):  # "an apology for the raid"
        extra += [
            c for c in tree.children[head] if tree.marker(c) in ("for", "over") and tree.dep(c) in ("obl", "nmod")
        ]
    if token.pos == "VERB" and draft.event in SPOKEN:  # "came out in favour of talks", "voiced opposition to the raids"
        own = [w for w in draft.trigger.words if w != head and tree.tokens[w].pos == "NOUN"]
        extra += [
            c
            for w in own
            for c in tree.children[w]
            if tree.dep(c) == "nmod" and tree.marker(c) in ("of", "for", "to", "at")
        ]
    if ends(draft):
        extra += [
            c
            for c in tree.children[head]
            if tree.dep(c) in ("obj", "nsubj:pass")
            or (tree.marker(c) in ("of", "to") and tree.dep(c) in ("nmod", "obl"))
        ]
    if draft.event == "REJECT" and token.lemma in ("vote", "decide", "rule", "opt"):  # "voted against sending troops"
        extra += [c for c in tree.children[head] if tree.marker(c) == "against" and tree.dep(c) in ("obl", "advcl")]
    if draft.event == "REJECT" and token.pos == "VERB":
        # "rejected a grant for the building of a port", hung on the verb
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
    said = draft.event in JUDGING
    return [
        r
        for r in roots
        if not _of_its_own(tree, r, head)
        and not _circumstance(tree, r)
        and not (tree.dep(r) == "advcl" and tree.marker(r) == "by" and draft.event != "ACCUSE")  # "backed it by voting"
        and not (trailing(tree, r) and not (said and tree.tokens[r].lemma in words("speech")))
    ]


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
        if tree.tokens[at].dep in ("acl:relcl", "advcl:relcl"):
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
        if (
            tree.tokens[verb].lemma in TAKING_PLACE
            and tree.dep(verb) in ("ccomp", "xcomp")
            and not tree.has(verb, "obj")
        ):
            return token.pos == "NOUN" and tree.marker(verb) in ("that", "to", None)
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
    return at == above and any(tree.tokens[p].head >= 0 and _blocked(tree, p) for p in path)


def _blocked(tree: Tree, at: int) -> bool:
    """Whether a word in the way up stands for a clause that a guess does not get past."""
    if _wall(tree, at) or _circumstance(tree, at) or hung_low(tree, at):
        return True
    return trailing(tree, at) and tree.tokens[at].lemma not in words("speech")


def told_of(tree: Tree, at: int, above: int) -> bool:
    """Whether a word only tells more of something under `above`: "the talks promised in May were called off"."""
    while at >= 0 and at != above:
        token = tree.tokens[at]
        if token.dep in ("acl:relcl", "acl") and tree.marker(at) is None and (participle(token) or token.dep != "acl"):
            return token.head != above and tree.under(at, above)
        at = token.head
    return False


def _circumstance(tree: Tree, at: int) -> bool:
    """Whether a clause only tells when or why, or more of somebody: "as the protests spread", "which led to a war", "at its request"."""
    base = tree.dep(at)
    if base in ("obl", "nmod") and tree.lemmas[at] in words("askings") and tree.marker(at) in ("at", "upon"):
        return True
    if base == "advcl" and tree.tokens[at].lemma.lower() in AVERTING:
        return True  # "demanded that it leave to avoid a raid": what is to be avoided is not demanded
    if base == "advcl" and tree.marker(at) in ASIDE:
        return True
    if base == "ccomp" and any(tree.tokens[c].text.lower() == "why" for c in tree.children[at]):
        return True  # "demanded to know why it had shelled the port"
    return (
        base == "advcl" and tree.marker(at) in CIRCUMSTANCE and any(tree.dep(c) == "nsubj" for c in tree.children[at])
    )


def trailing(tree: Tree, at: int) -> bool:
    """Whether an "-ing" clause behind a comma says what else somebody does: "condemned the raid, calling for talks"."""
    token = tree.tokens[at]
    if tree.dep(at) != "advcl" or tree.marker(at) is not None or not token.text.lower().endswith("ing"):
        return False
    first = min([at, *(c for c in tree.children[at] if c < at and tree.tokens[c].dep != "punct")])
    return token.head < first and any(t.text == "," for t in tree.tokens[max(0, first - 1) : first])


def a_topic(tree: Tree, at: int, talk: int) -> bool:
    """Whether a word stands in what talks are about: "called for talks on the withdrawal" asks for no withdrawal."""
    while at >= 0 and tree.tokens[at].head != talk:
        at = tree.tokens[at].head
    return at >= 0 and tree.marker(at) in ON


def doing(tree: Tree, at: int) -> bool:
    """Whether a participle says what somebody does whom the sentence names: "those supplying arms", "militias raiding farms"."""
    token = tree.tokens[at]
    if token.dep != "acl" or tree.marker(at) is not None or not token.text.lower().endswith("ing"):
        return False
    if tree.tokens[token.head].pos not in ("NOUN", "PROPN", "PRON", "DET"):
        return False
    lemma = tree.lemmas[token.head]
    return lemma not in words("documents") and lemma not in words("deciding")


def not_what_ends(draft: Draft, holder: Draft) -> bool:
    """Whether a noun stands in a list behind "an end to" hostile deeds as a thing wanted: "an end to the raids, free passage and talks"."""
    tree, at = draft.tree, draft.head
    if draft.event not in WANTED or tree.tokens[holder.head].pos != "NOUN" or tree.tokens[at].pos != "NOUN":
        return False
    if tree.tokens[at].dep != "conj":
        return False
    while tree.tokens[at].dep == "conj":
        at = tree.tokens[at].head
    return tree.tokens[at].head == holder.head and tree.marker(at) in ("to", "of")


def relative_of(tree: Tree, at: int) -> bool:
    """Whether a relative clause tells what a text says: "a resolution that called on", and not "that Togo welcomed"."""
    token = tree.tokens[at]
    if token.dep != "acl:relcl" or tree.tokens[token.head].lemma not in words("documents"):
        return False
    return not _own_subject(tree, at)


def done_by_another(tree: Tree, at: int, above: int) -> bool:
    """Whether a word stands in a clause of what somebody else does with what is held: "spurned an ultimatum that Togo accepted"."""
    while at >= 0 and at != above:
        if tree.tokens[at].dep == "acl:relcl" and _own_subject(tree, at):
            return tree.under(at, above)
        at = tree.tokens[at].head
    return False


def _own_subject(tree: Tree, at: int) -> bool:
    """Whether a relative clause names a subject of its own."""
    subjects = [c for c in tree.children[at] if tree.tokens[c].dep == "nsubj"]
    return any(tree.tokens[c].text.lower() not in ("which", "that", "who", "it") for c in subjects)


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


def own_doer(tree: Tree, verb: int) -> bool:
    """Whether a verb in the active names its doer by a noun, though nobody knows who it is."""
    if tree.passive(verb):
        return False
    doing = verb
    while tree.tokens[doing].dep in ("advcl", "xcomp") and tree.marker(doing) == "to" and not tree.has(doing, "nsubj"):
        doing = tree.tokens[doing].head  # "to topple" in "forces fighting to topple the king"
    above = tree.tokens[doing].head
    if tree.tokens[doing].dep == "acl" and tree.tokens[doing].text.endswith("ing") and tree.marker(doing) is None:
        return tree.tokens[above].pos in ("NOUN", "PROPN")  # whoever is fighting
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
