"""What looks like a claim and is none whoever says so: advice to one's own people, wishes for oneself, killed plans."""

from __future__ import annotations

from dragoman.code.drafts import Draft
from dragoman.code.everyday import everyday
from dragoman.code.idle import idle
from dragoman.code.trees.tree import Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.patterns import PERSONAL
from dragoman.code.whether.under_verbs import told_as_fact
from dragoman.code.who.roles import World
from dragoman.code.who.sides import for_oneself
from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.model import Party

# Sectors of a state's own.
STATES = frozenset({"GOV", "MIL", "COP", "SPY", None})
LIVING = ("person", "force", "civilian", "prisoner", "crowd", "labour", "official", "police", "party")


def no_claim(draft: Draft, world: World) -> bool:
    """Whether a draft is no event between parties, even where the head holds it for one."""
    return (
        _own_people(draft)
        or _own_wish(draft)
        or _state_wished(draft)
        or _as_before(draft)
        or _thing_killed(draft, world)
        or _discussed_alone(draft)
        or _met_with(draft)
        or _in_force(draft)
        or _run_over(draft)
        or _private_crime(draft)
        or _paper(draft)
        or _trade(draft, world)
        or _unnamed_source(draft)
        or _maintains(draft)
        or _nobody_hurt(draft)
        or _habit(draft)
        or _relied_on(draft)
        or _topic(draft)
        or _needs_somebody(draft)
        or _taken_for(draft)
        or _fought(draft)
        or _who_holds_it(draft, world)
        or _to_the_press(draft, world)
        or everyday(draft)
        or idle(draft)
    )


ISMS = frozenset({"terrorism", "terror", "extremism", "militancy", "violence", "aggression", "piracy"})
# What a sentence counts, and what it has no word of.
HURT = frozenset({"casualty", "injury", "fatality", "death", "victim", "wound"})


def _to_the_press(draft: Draft, world: World) -> bool:
    """ "The minister spoke to Reuters", "met journalists": whoever asks for the report consults with nobody."""
    tree, parties = draft.tree, (*draft.roles.actors, *draft.roles.recipients)
    press = {id(p) for p in parties if p.sector == "JRN" or p.id.endswith((".CVL", ".JRN"))}
    if draft.event != "CONSULT" or len(parties) - len(press) > 1:
        return False
    beside = len(parties) > len(press) and any(p.sector == "JRN" for p in parties)
    return beside or any(
        (tree.marker(c) in ("to", "with") or tree.dep(c) in ("obj", "iobj"))
        and (c in world.outlets or tree.lemmas[c] in words("press") or _called_as_papers_are(tree, c))
        for c in tree.children[draft.head]
    )


def _called_as_papers_are(tree: Tree, head: int) -> bool:
    """ "The Harbour Courier", which no book knows."""
    return tree.tokens[head].pos == "PROPN" and load_book().sectors.get(tree.forms[head]) == "JRN"


def _nobody_hurt(draft: Draft) -> bool:
    """ "There was no word on casualties", "no injuries were reported": nothing happened to nobody."""
    if draft.event != "ASSAULT" or draft.status not in ("negated", "hypothetical") or draft.outer is not None:
        return False
    roles, token = draft.roles, draft.tree.tokens[draft.head]
    return token.pos == "NOUN" and token.lemma.lower() in HURT and not roles.actors and not roles.recipients


def _taken_for(draft: Draft) -> bool:
    """ "Sees the drought as a threat to its harvest": what is taken for one, and nobody who makes it."""
    token = draft.tree.tokens[draft.head]
    if draft.event != "THREATEN" or token.pos != "NOUN" or draft.roles.actors:
        return False
    return draft.tree.marker(draft.head) == "as"


def _fought(draft: Draft) -> bool:
    """ "The fight against terrorism", "united against extremism": what is fought, and no deed of anybody's."""
    roles = draft.roles
    if draft.event != "ASSAULT" or roles.actors or roles.recipients:
        return False
    return draft.tree.lemmas[draft.head] in ISMS and draft.tree.marker(draft.head) == "against"


def _topic(draft: Draft) -> bool:
    """ "It is not on the agenda of discussion", "a subject for talks": what is or might be talked about, and nobody who talks."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if (
        draft.event != "CONSULT"
        or token.pos != "NOUN"
        or token.head < 0
        or tree.marker(draft.head) not in ("of", "for")
    ):
        return False
    told = any(r.startswith("actor:") and not r.startswith("actor:learned") for r in draft.reasons)
    return not told and tree.lemmas[token.head] in ("agenda", "item", "matter", "subject", "topic")


HOLDING = frozenset({"control", "hold", "run", "govern"})


def _who_holds_it(draft: Draft, world: World) -> bool:
    """ "Patrols in villages held by the Chadian army": which villages, and nobody's loss (CODEBOOK 1).

    Ground of another state that they hold is its loss, and what an armed group holds is its state's.
    """
    tree, head = draft.tree, draft.head
    if (draft.event, draft.mode) != ("COERCE", "seize") or tree.tokens[head].lemma not in HOLDING:
        return False
    holders = {p.code for p in draft.roles.actors}
    if tree.dep(head) != "acl" or not tree.passive(head) or not all(p.sector in STATES for p in draft.roles.actors):
        return False
    ground = tree.tokens[head].head
    near = [world.places[c] for c in (ground, *tree.children[ground], *tree.children[head]) if c in world.places]
    lost = {m.place.code for m in near if m.place is not None} | {p.code for p in draft.roles.recipients}
    return not lost - holders - {None}


def _needs_somebody(draft: Draft) -> bool:
    """ "Peru needs Chile", "wants a free Gabon": asks them for nothing."""
    tree, entry = draft.tree, draft.trigger.entry
    if draft.event != "REQUEST" or entry.lemma not in ("need", "want") or draft.nested:
        return False
    objects = [c for c in tree.children[draft.head] if tree.tokens[c].dep == "obj"]
    named = bool(objects) and all(tree.tokens[c].pos == "PROPN" for c in objects)
    return named and not any(
        tree.dep(c) in ("xcomp", "ccomp", "advcl", "obl", "iobj") or tree.tokens[c].dep == "compound:prt"
        for c in tree.children[draft.head]
    )


def _habit(draft: Draft) -> bool:
    """ "To avoid the jets that fly over Gabon": which jets, and no flight (CODEBOOK 1: background properties)."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if draft.event != "MOBILIZE" or token.dep != "acl:relcl" or token.lemma not in ("fly", "sail", "cruise"):
        return False
    return token.text.lower() in (token.lemma, f"{token.lemma}s", "flies") and not tree.has(draft.head, "aux")


def _relied_on(draft: Draft) -> bool:
    """ "The road that Mali relies on to bring in its guards": what it is good for, and nothing that was done."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    if token.pos != "VERB" or token.head < 0 or tree.dep(draft.head) not in ("advcl", "xcomp"):
        return False
    return tree.tokens[token.head].lemma in ("rely", "depend") and tree.tokens[token.head].pos == "VERB"


def _paper(draft: Draft) -> bool:
    """ "The release said": a piece of paper, and nobody's release, however the parser hangs it."""
    tree, head = draft.tree, draft.head
    if draft.event != "RETREAT" or tree.tokens[head].pos != "NOUN" or tree.lemmas[head] != "release":
        return False
    return head + 1 < len(tree.tokens) and tree.lemmas[head + 1] in words("speech")


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
    return any(draft.tree.lemmas[h] in words("traffic") for h in by)


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
    return bool(hit) and all(draft.tree.lemmas[h] in words("family") for h in hit)


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
    if draft.event != "REQUEST" or draft.roles.recipients or not for_oneself(draft.tree, draft.head):
        return False
    return not any(n.event in ("CONSULT", "AGREE", "COOPERATE") for n in draft.nested)


def _state_wished(draft: Draft) -> bool:
    """ "Kenya wants Somalia to remain one": how somebody would have things is asked of nobody; staying in a pact takes a decision."""
    tree, head = draft.tree, draft.head
    if draft.event != "REQUEST" or draft.trigger.entry.lemma not in words("wishes"):
        return False
    wished = [c for c in tree.children[head] if tree.tokens[c].dep == "xcomp" and tree.marker(c) == "to"]
    if not wished or any(not _as_before(n) for n in draft.nested):
        return False
    return all(
        tree.has(c, "cop") or (tree.lemmas[c] in words("no_deeds") and not tree.arguments(c).get("in")) for c in wished
    )


def _as_before(draft: Draft) -> bool:
    """ "Wants the pact to go back to where it stood": things, and no troops, go back."""
    if draft.event != "RETREAT" or draft.trigger.entry.lemma not in words("reverting"):
        return False
    tree = draft.tree
    goals = tree.arguments(draft.head).get("to", [])
    goals = goals or [h for w in draft.trigger.words for h in tree.arguments(w).get("to", [])]
    return any(tree.lemmas[h] in words("conditions") for h in goals)


def _discussed_alone(draft: Draft) -> bool:
    """ "Oman hosts talks to discuss the river": who discusses with nobody named consults nobody."""
    roles = draft.roles
    if draft.trigger.entry.lemma != "discuss" or len(roles.actors) > 1 or roles.recipients:
        return False
    together = words("officeholders") if roles.actors else frozenset()
    return not any(  # "the two ministers discussed the border", "they also discussed it": with each other
        draft.tree.forms[s] == "they" or (draft.tree.lemmas[s] in together and draft.tree.forms[s].endswith("s"))
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
        or tree.forms[h] in PERSONAL
        or any(tree.lemmas[h] in classes[c] for c in LIVING)
        or any(tree.tokens[c].dep == "nummod" for c in tree.children[h])
        for h in heads
    )


# What firms do in the way of trade.
TRADE = frozenset({"AGREE", "AID", "COOPERATE"})


def _trade(draft: Draft, world: World) -> bool:
    """ "Tata signed a contract with Fiat": business, where no state, army or body is named that may have a part in it."""
    if draft.event not in TRADE or not firms_alone(draft) or (draft.event == "AID" and not draft.roles.actors):
        return False
    named = (p for m in world.parties.values() for p in m.parties)
    return not any(p.sector != "BUS" and (p.code or p.sector) for p in named)


def _unnamed_source(draft: Draft) -> bool:
    """ "Asked not to be named", "insisted that her name be left out": on what terms somebody speaks, and no demand."""
    tree = draft.tree
    if draft.event != "REQUEST" or tree.tokens[draft.head].pos != "VERB":
        return False
    below = [c for c in tree.children[draft.head] if tree.dep(c) in ("obj", "xcomp", "ccomp")]
    below += [h for r in ("on", "for") for h in tree.arguments(draft.head).get(r, []) if _hidden(tree, h)]
    return any(_hidden(tree, c) or any(_hidden(tree, g) for g in tree.children[c]) for c in below)


def _maintains(draft: Draft) -> bool:
    """ "Peru insisted that its men had left safely": said, and asked of nobody; "insisted that they leave" is a demand."""
    tree = draft.tree
    if draft.event != "REQUEST" or tree.lemmas[draft.head] != "insist":
        return False
    clauses = [c for c in tree.children[draft.head] if tree.dep(c) == "ccomp"]
    willing = any(
        tree.forms[d] in ("will", "would", "'ll", "wo", "can", "could") for c in clauses for d in tree.children[c]
    )
    return bool(clauses) and not willing and all(told_as_fact(tree, c) for c in clauses)


def _hidden(tree: Tree, word: int) -> bool:
    """ "Anonymity", "not be named", "his name be withheld"."""
    if tree.forms[word] in words("anonymity"):
        return True
    denied = any(tree.forms[c] in ("not", "n't", "n’t", "never") for c in tree.children[word])
    whose = [c for c in tree.children[word] if tree.tokens[c].dep.startswith("nsubj")]
    if tree.lemmas[word] in words("naming") and tree.passive(word):
        return denied and all(tree.tokens[c].pos == "PRON" for c in whose)  # not "demanded that Chad not be named"
    named = any(tree.lemmas[c] in ("name", "identity") and tree.has(c, "nmod:poss") for c in whose)
    return named and (denied or tree.lemmas[word] in words("withholding"))


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
    return tree.lemmas[head] in words("performed") and any(tree.forms[s] in ("we", "i") for s in tree.children[head])
