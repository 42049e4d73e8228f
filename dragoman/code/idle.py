"""Words that do nothing to anybody in the sentence they stand in: "declined to say", "would not hesitate", "defend itself", "a critic of"."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.words import words

ITSELF = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself", "yourselves"})
# Of the verbs of silence those that refuse no more than words.
COMMENT = frozenset({"say", "comment", "elaborate", "speculate", "specify"})
QUOTES = frozenset({'"', "'", "“", "”", "‘", "’"})
HELPING = frozenset({"UNO", "NGO"})
FELL = frozenset({"fall", "crash", "plunge"})


def idle(draft: Draft) -> bool:
    """Whether a draft's words are no event between parties, though the lexicon or a head has them for one (CODEBOOK 1)."""
    return (
        _tells_nothing(draft)
        or _without_hesitation(draft)
        or _itself(draft)
        or _who_opposes(draft)
        or _fell(draft)
        or _nobody_claims(draft)
        or _quoted_quality(draft)
        or _named_for_a_crime(draft)
        or _warns_of_want(draft)
        or _denies_it(draft)
        or _used_to(draft)
        or _called_something(draft)
        or _office(draft)
        or _of_what_make(draft)
        or _takes_shelter(draft)
        or _lets_nobody(draft)
        or _burns(draft)
        or _encouraged(draft)
    )


def _denies_it(draft: Draft) -> bool:
    """ "Used hunger as a weapon, which it denies": no aid is denied to anybody."""
    tree, head = draft.tree, draft.head
    if draft.event != "SANCTION" or draft.trigger.entry.lemma != "deny" or tree.dep(head) != "acl":
        return False
    return any(tree.forms[c] in ("which", "that") for c in tree.children[head]) and tree.tokens[head].dep == "acl:relcl"


def _called_something(draft: Draft) -> bool:
    """ "Called the strikes an act of sabotage": a word for them, and nobody walks out."""
    tree, head = draft.tree, draft.head
    if draft.event != "PROTEST" or tree.lemmas[head] != "call":
        return False
    return any(tree.dep(c) == "xcomp" and tree.tokens[c].pos in ("NOUN", "ADJ") for c in tree.children[head])


def _office(draft: Draft) -> bool:
    """ "The director general of military operations": an office, and no fight."""
    tree, head = draft.tree, draft.head
    over = tree.tokens[head].head
    if (
        draft.event != "ASSAULT"
        or tree.lemmas[head] != "operation"
        or over < 0
        or tree.marker(head) not in ("of", None)
    ):
        return False
    return tree.lemmas[over] in words("in_charge") and (tree.marker(head) == "of" or tree.dep(head) == "compound")


def _of_what_make(draft: Draft) -> bool:
    """ "Fired Chadian-supplied missiles": what kind they are, and nobody given anything just now."""
    tree, head = draft.tree, draft.head
    if draft.event != "AID" or tree.dep(head) != "amod" or head < 2:
        return False
    return tree.tokens[head - 1].text in ("-", "‑", "–") and tree.tokens[head].start == tree.tokens[head - 1].end


def _takes_shelter(draft: Draft) -> bool:
    """ "Six who had been sheltering in a school": nobody takes them in."""
    tree, head = draft.tree, draft.head
    if draft.event != "AID" or tree.lemmas[head] != "shelter" or tree.tokens[head].pos != "VERB":
        return False
    inside = any(tree.marker(c) in ("in", "at", "from", "inside") for c in tree.children[head])
    return inside and not tree.passive(head) and not tree.arguments(head).get("obj")


def _lets_nobody(draft: Draft) -> bool:
    """ "Would let nobody return": no way is opened."""
    tree = draft.tree
    if draft.event != "RETREAT" or tree.tokens[draft.head].pos != "VERB":
        return False
    return any(
        tree.dep(c) in ("obj", "iobj") and tree.forms[c] in ("nobody", "none") for c in tree.children[draft.head]
    )


def _burns(draft: Draft) -> bool:
    """ "Lima will burn": a place on fire, and nobody who set it."""
    tree, head = draft.tree, draft.head
    burns = draft.event == "ASSAULT" and tree.lemmas[head] == "burn" and tree.tokens[head].pos == "VERB"
    return burns and not tree.passive(head) and not tree.arguments(head).get("obj") and "actor:learned" in draft.reasons


def _encouraged(draft: Draft) -> bool:
    """ "Vowed to stay, encouraged by calls from Chad": why somebody does a thing, and no praise."""
    tree, head = draft.tree, draft.head
    return draft.event == "SUPPORT" and tree.lemmas[head] == "encourage" and tree.dep(head) in ("advcl", "acl")


def _used_to(draft: Draft) -> bool:
    """ "Weapons used to attack ships": the attack is the deed."""
    tree, head = draft.tree, draft.head
    if draft.event != "ASSAULT" or tree.lemmas[head] != "use" or tree.dep(head) != "acl":
        return False
    return any(tree.dep(c) in ("xcomp", "advcl") and tree.marker(c) == "to" for c in tree.children[head])


def _named_for_a_crime(draft: Draft) -> bool:
    """ "A genocide case against Chad": a case, and nobody killed."""
    tree, head = draft.tree, draft.head
    over = tree.tokens[head].head
    if draft.event not in ("ASSAULT", "COERCE") or tree.dep(head) != "compound" or over < 0:
        return False
    return tree.lemmas[over] in words("proceedings")


def _warns_of_want(draft: Draft) -> bool:
    """ "The food programme warned that the north is heading for famine": a body that helps threatens nobody."""
    roles = draft.roles
    if draft.event != "THREATEN" or draft.trigger.entry.lemma not in ("warn", "warning") or not roles.actors:
        return False
    own = {p.id for p in roles.actors}
    return all(p.code in HELPING for p in roles.actors) and not any(
        own & {p.id for p in inner.roles.actors} for inner in draft.nested
    )


def _quoted_quality(draft: Draft) -> bool:
    """ "Warned of 'crushing' attacks": a quality in quotation marks, and no deed, whatever the parser hangs it on."""
    tokens, i = draft.tree.tokens, draft.head
    if tokens[i].pos != "VERB" or not 0 < i < len(tokens) - 2 or not tokens[i].text.endswith(("ing", "ed")):
        return False
    return tokens[i - 1].text in QUOTES and tokens[i + 1].text in QUOTES and tokens[i + 2].pos == "NOUN"


def _tells_nothing(draft: Draft) -> bool:
    """ "Declined to say whether it will take part": no comment, and nothing refused that anybody demanded."""
    tree = draft.tree
    if draft.event != "REJECT" or draft.nested or tree.tokens[draft.head].pos != "VERB":
        return False
    below = [c for c in tree.children[draft.head] if tree.dep(c) in ("xcomp", "ccomp", "advcl") and c > draft.head]
    return any(tree.lemmas[c] in COMMENT and tree.marker(c) == "to" for c in below)


def _without_hesitation(draft: Draft) -> bool:
    """ "Would not hesitate to defend itself": no refusal, and a threat only where what it would do is harm (`what.resolves`)."""
    return draft.event == "REJECT" and draft.status == "negated" and draft.trigger.entry.lemma == "hesitate"


def _itself(draft: Draft) -> bool:
    """ "Defended itself", "to protect themselves against Chad": nobody else is helped or backed."""
    tree = draft.tree
    if draft.event not in ("SUPPORT", "AID"):
        return False
    against = any(tree.marker(c) in ("against", "from") for c in tree.children[draft.head])
    if draft.roles.recipients and not against:
        return False
    return any(tree.forms[c] in ITSELF and tree.dep(c) == "obj" for c in tree.children[draft.head])


def _who_opposes(draft: Draft) -> bool:
    """ "Ana Quill, an opponent of the president, urged": what somebody is, and no refusal told of."""
    tree, head = draft.tree, draft.head
    if tree.tokens[head].pos != "NOUN" or tree.lemmas[head] not in words("opposing_people"):
        return False
    return tree.dep(head) in ("appos", "nmod", "compound") or tree.has(head, "cop")


def _fell(draft: Draft) -> bool:
    """ "Her jet fell out of the sky": a crash, whoever may have caused it; shells and rockets fall on somebody."""
    tree = draft.tree
    if draft.event != "ASSAULT" or tree.lemmas[draft.head] not in FELL or draft.roles.recipients:
        return False
    subjects = tree.subjects(draft.head)
    return bool(subjects) and all(tree.lemmas[s] in words("flown") for s in subjects)


def _nobody_claims(draft: Draft) -> bool:
    """ "No group has claimed responsibility": nothing was done by nobody."""
    tree = draft.tree
    if draft.status != "negated" or draft.event != "CONCEDE" or draft.roles.actors:
        return False
    return tree.lemmas[draft.head] in ("claim", "take", "accept") and any(
        tree.forms[c] == "no" for s in tree.subjects(draft.head) for c in tree.children[s]
    )
