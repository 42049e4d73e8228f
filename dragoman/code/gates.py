"""What looks like a claim and is none whoever says so: advice to one's own people, wishes for oneself, killed plans."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.lexicon import load_lexicon
from dragoman.code.roles import World
from dragoman.code.triggers import PERSONAL
from dragoman.code.words import words
from dragoman.model import Party

LIVING = ("person", "force", "civilian", "prisoner", "crowd", "labour", "official", "police", "party")


def no_claim(draft: Draft, world: World) -> bool:
    """Whether a draft is no event between parties, even where the head holds it for one."""
    return (
        _own_people(draft)
        or _own_wish(draft)
        or _thing_killed(draft, world)
        or _discussed_alone(draft)
        or _met_with(draft)
        or _in_force(draft)
        or _run_over(draft)
        or _private_crime(draft)
        or _paper(draft)
    )


def _paper(draft: Draft) -> bool:
    """ "The release said": a piece of paper, and nobody's release, however the parser hangs it."""
    tree, head = draft.tree, draft.head
    if draft.event != "RETREAT" or tree.tokens[head].pos != "NOUN" or tree.tokens[head].lemma.lower() != "release":
        return False
    return head + 1 < len(tree.tokens) and tree.tokens[head + 1].lemma.lower() in words("speech")


def _met_with(draft: Draft) -> bool:
    """ "The plan was met with laughter": nobody is met."""
    return draft.event == "CONSULT" and draft.trigger.entry.lemma == "meet" and draft.tree.passive(draft.head)


def _in_force(draft: Draft) -> bool:
    """ "Peru has a trade agreement": how things stand, and nothing that happened (CODEBOOK 1)."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if draft.event != "AGREE" or token.pos != "NOUN" or token.dep != "obj" or token.head < 0:
        return False
    return tree.tokens[token.head].lemma == "have" and tree.tokens[token.head].pos == "VERB" and draft.outer is None


def _run_over(draft: Draft) -> bool:
    """ "A woman was struck by a lorry": an accident, where nobody else is said to have done it."""
    if draft.event != "ASSAULT" or draft.trigger.entry.lemma not in words("collisions") or draft.roles.actors:
        return False
    by = draft.tree.arguments(draft.head).get("subj", []) + draft.tree.arguments(draft.head).get("by", [])
    return any(draft.tree.tokens[h].lemma.lower() in words("traffic") for h in by)


def _private_crime(draft: Draft) -> bool:
    """ "A robber shot a clerk", "a man stabbed his wife": a crime between private people is no event between parties (CODEBOOK 1)."""
    roles = draft.roles
    if draft.event != "ASSAULT" or draft.outer is not None or not roles.actors:
        return False
    if not all(_private(p) for p in (*roles.actors, *roles.recipients)):
        return False
    if all(_last(p) in words("criminals") | words("family") for p in roles.actors):
        return True
    hit = [h for h in draft.tree.arguments(draft.head).get("obj", []) if draft.tree.tokens[h].pos == "NOUN"]
    return bool(hit) and all(draft.tree.tokens[h].lemma.lower() in words("family") for h in hit)


def _private(party: Party) -> bool:
    """Somebody of no state, force or body: people at large, a robber, or somebody without a name of theirs in any table."""
    if party.sector == "UAF":
        return _last(party) in words("criminals")
    return party.sector in (None, "CVL", "CRM") and (party.id.startswith("?") or party.id.endswith(".CVL"))


def _last(party: Party) -> str:
    """The last word that names a party, as one of many."""
    said = (party.text or "").lower().split()
    return said[-1].removesuffix("s") if said else ""


def _own_people(draft: Draft) -> bool:
    """ "The ministry warned people not to swim": advice to those one looks after, and no threat."""
    roles = draft.roles
    if draft.event != "THREATEN" or draft.trigger.entry.lemma not in ("warn", "warning") or draft.nested:
        return False
    own = {p.id.split(".")[0] for p in roles.actors if p.sector in ("GOV", "MED") or not p.sector}
    return bool(own and roles.recipients) and all(
        p.sector == "CVL" and (p.code is None or p.id.split(".")[0] in own) for p in roles.recipients
    )


def _own_wish(draft: Draft) -> bool:
    """ "Chile wants to keep its port": what one means to do oneself is asked of nobody; a meeting takes another."""
    tree, head = draft.tree, draft.head
    if draft.event != "REQUEST" or draft.trigger.entry.lemma not in words("wishes") or draft.roles.recipients:
        return False
    own = [c for c in tree.children[head] if tree.tokens[c].dep in ("xcomp", "acl") and tree.marker(c) == "to"]
    other = any(tree.tokens[c].dep in ("obj", "ccomp") for c in tree.children[head])
    if not own or other or any(tree.has(c, "nsubj") or tree.passive(c) for c in own):
        return False
    return not any(n.event in ("CONSULT", "AGREE", "COOPERATE") for n in draft.nested)


def _discussed_alone(draft: Draft) -> bool:
    """ "Oman hosts talks to discuss the river": who discusses with nobody named consults nobody."""
    roles = draft.roles
    if draft.trigger.entry.lemma != "discuss" or len(roles.actors) > 1 or roles.recipients:
        return False
    together = words("officeholders") if roles.actors else frozenset()
    return not any(  # "the two ministers discussed the border": with each other
        draft.tree.tokens[s].lemma.lower() in together and draft.tree.tokens[s].text.lower().endswith("s")
        for s in draft.tree.subjects(draft.head)
    )


def _thing_killed(draft: Draft, world: World) -> bool:
    """ "The minister killed the nap": what was never alive is not killed."""
    tree, head = draft.tree, draft.head
    if draft.event != "ASSAULT" or draft.trigger.entry.lemma != "kill" or tree.tokens[head].pos != "VERB":
        return False
    heads = [c for c in tree.children[head] if tree.tokens[c].dep == "obj"]
    classes = load_lexicon().classes
    return bool(heads) and not any(
        h in world.parties
        or h in world.unresolved
        or tree.tokens[h].pos not in ("NOUN",)
        or tree.tokens[h].text.lower() in PERSONAL
        or any(tree.tokens[h].lemma.lower() in classes[c] for c in LIVING)
        or any(tree.tokens[c].dep == "nummod" for c in tree.children[h])
        for h in heads
    )


# What firms do among themselves is business; strikes and assaults are news whoever they are between.
MILD = frozenset({"AGREE", "CONSULT", "SUPPORT", "AID", "COOPERATE", "REQUEST", "REJECT", "MOBILIZE", "CONCEDE"})


def firms_alone(draft: Draft) -> bool:
    """Whether only firms, or firms and bodies that are nobody's, take part in something peaceful (CODEBOOK 1: political actors)."""
    parties = (*draft.roles.actors, *draft.roles.recipients)
    if draft.event not in MILD or draft.outer is not None or draft.nested:
        return False
    return any(p.sector == "BUS" for p in parties) and all(
        p.sector == "BUS" or not (p.code or p.sector or p.id.startswith("?")) for p in parties
    )


def own_word(draft: Draft) -> bool:
    """ "We offer our condolences to the people of Fiji": said in the first person, whoever that is."""
    tree, head = draft.tree, draft.head
    return tree.tokens[head].lemma.lower() in words("performed") and any(
        tree.tokens[s].text.lower() in ("we", "i") for s in tree.children[head]
    )
