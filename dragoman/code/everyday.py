""" "Demonstrated great courage", "a lakeside retreat", "armies met at the ford": words of politics in an everyday sense, or another.

Found by reading every claim on 104 pages that nobody had tuned on (2026-11-23): two in five were wrong, and the commonest cause was a
word taken in the sense it has in the news where the sentence shows another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.code.drafts import Draft
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.model import Party

# Relations of what a verb is done to.
OBJECTS = frozenset({"obj", "iobj", "ccomp", "nsubj:pass"})
# Sectors of those who fight with weapons and not for votes.
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP"})
# Those who help.
HELPING = frozenset({"UNO", "NGO"})
# Who stands for election, besides people without an office.
STANDING = frozenset({None, "PTY", "OPP", "LEG", "GOV"})
# Sectors of people who travel on their own account.
PRIVATE = frozenset({None, "CVL", "EDU", "BUS", "JRN", "REL"})


def everyday(draft: Draft) -> bool:
    """Whether a word of politics stands in an everyday sense, so that nothing happened between parties (CODEBOOK 1)."""
    return any(gate(draft) for gate in _GATES.get(draft.event, ()))


def _with_object(draft: Draft) -> bool:
    """ "Demonstrated great skill", "packed up the tent", "spoke Danish": events only where nothing is done to a thing."""
    tree, head, entry = draft.tree, draft.head, draft.trigger.entry
    if tree.tokens[head].pos != "VERB":
        return False
    said = " ".join((entry.lemma, *entry.particles))
    alone = words("done_to_nothing")
    if said not in alone and entry.lemma not in alone:
        return False
    return tree.passive(head) or any(tree.tokens[c].dep in OBJECTS for c in tree.children[head])


def _refuge(draft: Draft) -> bool:
    """ "A lakeside retreat", "held a retreat for priests": a place to rest, and nobody's withdrawal."""
    tree, head = draft.tree, draft.head
    if tree.lemmas[head] != "retreat" or tree.tokens[head].pos != "NOUN":
        return False
    if tree.marker(head) in ("at", "on") or (tree.marker(head) in ("as", "to") and not draft.roles.actors):
        return True
    if any(tree.lemmas[c] in words("rest") for c in tree.children[head] if tree.dep(c) in ("amod", "compound")):
        return True
    return bool(draft.roles.actors) and all(p.sector in PRIVATE for p in draft.roles.actors)


def _own_journey(draft: Draft) -> bool:
    """ "She arrived in Lima at nineteen", "he left for Peru in 1950": where a private person goes, and no visit or withdrawal."""
    roles = draft.roles
    if draft.mode not in ("visit", "withdraw") or draft.outer is not None or draft.nested or not roles.actors:
        return False
    if draft.tree.tokens[draft.head].pos != "VERB" or draft.trigger.entry.lemma not in words("journeys"):
        return False
    if any(p.sector is not None or not _place_of(p) for p in roles.recipients):
        return False
    return all(_private(p) for p in roles.actors)


def _place_of(party: Party) -> bool:
    return party.id.isupper()


def _private(party: Party) -> bool:
    return party.code is None and party.sector in PRIVATE and not party.id.startswith(("?", "region:"))


def _paper(draft: Draft) -> bool:
    """ "According to the release", "as told in its releases": sheets of paper, and nobody let go."""
    tree, head = draft.tree, draft.head
    if tree.lemmas[head] != "release" or tree.tokens[head].pos != "NOUN" or tree.arguments(head).get("of"):
        return False
    if "according" in tree.forms[max(0, head - 4) : head]:
        return True
    return tree.forms[head] == "releases" and tree.marker(head) in ("in", "from")


def _cure(draft: Draft) -> bool:
    """ "Pledged to fight malaria", "the fight against poverty": ills, and nobody who is fought."""
    tree = draft.tree
    if draft.trigger.entry.lemma not in words("combating"):
        return False
    args = tree.arguments(draft.head)
    fought = [h for r in ("obj", "against", "on") for h in args.get(r, [])]
    return bool(fought) and all(tree.forms[h] in words("ills") or tree.lemmas[h] in words("ills") for h in fought)


def _at_the_polls(draft: Draft) -> bool:
    """ "Won a second term, beating the Liberal Ana Quill", "took Lima in the primary": votes, and no blows."""
    tree, roles = draft.tree, draft.roles
    if draft.trigger.entry.lemma not in words("beating_at_polls") or words("polls").isdisjoint(tree.vocabulary):
        return False
    parties = (*roles.actors, *roles.recipients)
    if not all(p.sector in STANDING for p in roles.actors) or any(p.sector in ARMED for p in parties):
        return False
    beaten = not roles.recipients or any(p.sector in STANDING for p in roles.recipients)
    return beaten and draft.outer is None


def takes_another_type(drafts: Sequence[Draft]) -> None:
    """Armies that "met" others fought them, and soldiers who were "fired" are out of office (CODEBOOK 2)."""
    for draft in drafts:
        lemma = draft.trigger.entry.lemma
        if lemma == "meet" and draft.event == "CONSULT" and _armies_met(draft):
            draft.instead, draft.mode = "ASSAULT", None
            draft.reasons.append("rule:armies met")
        elif lemma == "fire" and draft.event == "ASSAULT" and _dismissed(draft):
            draft.instead, draft.mode = "SANCTION", "expel"
            draft.reasons.append("rule:people are fired")
        elif lemma == "expel" and draft.event == "ASSAULT" and _sent_home(draft):
            draft.instead, draft.mode = "SANCTION", "expel"
            draft.reasons.append("rule:a government sends troops home")
        elif lemma in words("plundering") and draft.event == "PROTEST" and _under_arms(draft):
            draft.instead, draft.mode = "COERCE", "seize"
            draft.reasons.append("rule:men under arms plunder")
        elif lemma in ("burn", "torch") and draft.mode == "vandalize" and _under_arms(draft):
            draft.instead, draft.mode = "ASSAULT", "destroy"
            draft.reasons.append("rule:men under arms destroy")
        elif lemma in words("imputing") and draft.event == "REQUEST" and _past_clause(draft):
            draft.instead, draft.mode = "ACCUSE", "allege"
            draft.reasons.append("rule:what is suggested has happened")
            for inner in draft.nested:
                inner.status = "actual" if inner.status == "requested" else inner.status
        elif draft.mode == "unconventional" and (kind := _of_what_kind(draft)) is not None:
            draft.mode = kind or None
        elif draft.event == "ASSAULT" and draft.mode != "crowd-control" and _with_water(draft):
            draft.mode = "crowd-control"
        elif lemma == "target" and draft.event == "ASSAULT" and _with_papers(draft):
            draft.instead, draft.mode = "SANCTION", None
            draft.reasons.append("rule:sanctions target people and firms")
        elif draft.event == "REQUEST" and lemma == "order" and _sent(draft):
            draft.instead, draft.mode = "MOBILIZE", "troops"
            draft.roles.recipients = []
            draft.reasons.append("rule:ordered to a place")
        elif lemma == "regret" and draft.event == "ACCUSE" and _own_deed(draft, drafts):
            draft.instead, draft.mode = "CONCEDE", None
            draft.reasons.append("rule:regrets what it did")
        elif draft.mode == "ceasefire" and lemma in ("suspend", "halt", "stop", "pause") and _helpers(draft):
            draft.mode = None
        elif lemma == "detonate" and draft.event == "MOBILIZE" and _under_arms(draft):
            draft.instead, draft.mode = "ASSAULT", "explosives"
            draft.reasons.append("rule:a group sets off a bomb")


def _armies_met(draft: Draft) -> bool:
    """ "Rebel forces met Peruvian troops at the ford": not "met with", and not their officers."""
    tree, head = draft.tree, draft.head
    if tree.tokens[head].pos != "VERB" or tree.passive(head):
        return False
    objects = [c for c in tree.children[head] if tree.tokens[c].dep == "obj"]
    armies = words("armies")
    sides = (tree.subjects(head), objects)
    return all(side and all(tree.lemmas[h] in armies for h in side) for side in sides)


def _with_papers(draft: Draft) -> bool:
    """ "The Treasury targeted financiers of the front", "sanctions target the bank": no shots."""
    tree, head = draft.tree, draft.head
    if tree.tokens[head].pos != "VERB":
        return False
    doers = {tree.lemmas[s] for s in tree.subjects(head)}
    return not doers.isdisjoint(words("sanctioning")) or any(
        tree.lemmas[c] in words("sanctioned") for c in tree.children[head] if tree.dep(c) == "obj"
    )


def _of_what_kind(draft: Draft) -> str | None:
    """ "The use of heavy weapons": guns, and neither gas nor germs; None where nothing else is said of the weapons."""
    tree, entry = draft.tree, draft.trigger.entry
    arms = [w for w in draft.trigger.words if tree.lemmas[w] in ("weapon", "arm")] if entry.lemma == "use" else []
    told = {tree.lemmas[c] for w in arms for c in tree.children[w] if tree.dep(c) in ("amod", "compound")}
    if not told:
        return None
    return "heavy-weapons" if told & {"heavy"} else "" if told & {"small", "light", "automatic", "long-range"} else None


def _past_clause(draft: Draft) -> bool:
    """ "Suggestions that it had ordered the killing": no suggestion to do it."""
    tree = draft.tree
    clauses = [c for c in tree.children[draft.head] if tree.dep(c) in ("acl", "ccomp") and tree.marker(c) == "that"]
    told = [{tree.forms[g] for g in tree.children[c]} for c in clauses]
    return any(words & {"had", "has", "was", "were"} and "be" not in words for words in told)


def _sent(draft: Draft) -> bool:
    """ "Ordered warships to the strait": they are sent there, and not asked to do anything."""
    tree, head = draft.tree, draft.head
    if (
        tree.tokens[head].pos != "VERB"
        or draft.nested
        or any(tree.dep(c) in ("xcomp", "ccomp") for c in tree.children[head])
    ):
        return False
    args, classes = tree.arguments(head), load_lexicon().classes
    forces = classes["force"] | classes["vehicle"] | classes["weapon"]
    sent = [h for h in args.get("obj", []) if tree.lemmas[h] in forces]
    return any(tree.marker(c) == "to" and tree.tokens[c].pos != "VERB" for h in (head, *sent) for c in tree.children[h])


def _own_deed(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Said it had hit a convoy and regretted any harm": its own doing."""
    own = {p.id for p in draft.roles.actors}
    return any(d.event == "ASSAULT" and own & {p.id for p in d.roles.actors} for d in drafts)


def _helpers(draft: Draft) -> bool:
    """ "The food programme suspended its operations": no guns fall silent."""
    return bool(draft.roles.actors) and all(p.code in HELPING or p.sector in HELPING for p in draft.roles.actors)


def _with_water(draft: Draft) -> bool:
    """ "Fired water cannon at the boats": no gun."""
    tree = draft.tree
    return any(
        tree.lemmas[c] == "cannon" and any(tree.forms[g] == "water" for g in tree.children[c])
        for c in (draft.head, *tree.children[draft.head])
    )


def _sent_home(draft: Draft) -> bool:
    """ "The junta expelled the French troops": a government's word, where no battle took a town from them."""
    tree, roles = draft.tree, draft.roles
    if not roles.actors or any(p.sector != "GOV" for p in roles.actors) or tree.arguments(draft.head).get("from"):
        return False
    own = {p.code for p in roles.actors}
    return bool(roles.recipients) and all(p.sector == "MIL" and p.code not in own for p in roles.recipients)


def _under_arms(draft: Draft) -> bool:
    """Whether everybody who does it is an armed group, or an army's: crowds loot in a riot."""
    return bool(draft.roles.actors) and all(p.sector in ("MIL", "REB", "PRM", "UAF") for p in draft.roles.actors)


def _dismissed(draft: Draft) -> bool:
    """ "Forty clerks were fired by the army": people, and no shots."""
    tree, head, entry = draft.tree, draft.head, draft.trigger.entry
    if tree.tokens[head].pos != "VERB" or entry.particles or entry.objects or entry.object_classes:
        return False
    classes, humans = load_lexicon().classes, load_book().humans
    fired = [h for r in ("obj", "iobj") for h in tree.arguments(head).get(r, [])]
    return bool(fired) and all(
        tree.forms[h] in ("him", "her", "them", "who", "whom")
        or tree.lemmas[h] in humans
        or any(tree.lemmas[h] in classes[c] for c in ("person", "official", "staff", "labour"))
        or (tree.tokens[h].pos == "NOUN" and tree.lemmas[h].endswith(("ist", "ian")))
        for h in fired
    )


def _washed(draft: Draft) -> bool:
    """ "Washed their hands for a minute": of nothing, so that nothing is refused."""
    tree = draft.tree
    if draft.trigger.entry.lemma != "wash":
        return False
    below = [*tree.children[draft.head], *(c for w in draft.trigger.words for c in tree.children[w])]
    return not any(tree.marker(c) == "of" for c in below)


def _seated(draft: Draft) -> bool:
    """ "Became a member of parliament": a seat that somebody took, and no state that joined others."""
    tree = draft.tree
    if draft.trigger.entry.lemma != "become":
        return False
    bodies = [c for w in draft.trigger.words for c in tree.children[w] if tree.marker(c) == "of"]
    return bool(bodies) and all(tree.lemmas[b] in words("seats") for b in bodies)


_GATES: dict[str, Sequence[Callable[[Draft], bool]]] = {
    "PROTEST": (_with_object,),
    "CONSULT": (_with_object, _own_journey),
    "CONCEDE": (_with_object,),
    "RETREAT": (_with_object, _refuge, _own_journey, _paper),
    "ASSAULT": (_cure, _at_the_polls),
    "REJECT": (_with_object, _washed),
    "COOPERATE": (_seated,),
    "SANCTION": (_at_the_polls,),
    "COERCE": (_at_the_polls,),
}
