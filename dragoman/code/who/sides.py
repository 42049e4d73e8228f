"""Sides of an event that grammar puts elsewhere than its frame says: a refusal of X to, the terror of X, help to rebuild X's homes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dragoman.code.trees.tree import Arguments, Tree
from dragoman.code.what.lexicon import load_lexicon
from dragoman.code.what.triggers import Trigger
from dragoman.code.words import words
from dragoman.model import Mention

Slots = dict[str, tuple[str, ...]]
# Nouns of violence whose "of" names who does it, and not whom it is done to: "the terror of the militia".
DONE_BY = frozenset(
    {
        "aggression",
        "atrocity",
        "barbarity",
        "brutality",
        "crime",
        "cruelty",
        "onslaught",
        "savagery",
        "terror",
        "terrorism",
        "tyranny",
    }
)
# Deeds that are laid on what stands before them, where it is a state's plain name: "Cuba sanctions", "the Chad embargo".
LAID_ON = frozenset({"sanction", "embargo", "boycott", "blockade", "arms-embargo"})
# Deeds done to the building or vehicle that stands before them: "the embassy siege".
TAKEN_FROM = frozenset({"siege", "hijacking", "hijack", "takeover", "seizure", "occupation", "storming"})
# Houses in which a vote is taken: what is rejected there, they reject.
HOUSES = frozenset(
    {
        "assembly", "bundestag", "chamber", "commons", "congress", "council", "court", "diet", "house", "knesset", "legislature", "lords",
        "majlis", "parliament", "senate", "supreme", "tribunal",
    }
)  # fmt: skip
VOTED = frozenset({"REJECT", "SUPPORT", "AGREE", "ACCUSE", "SANCTION", "CONCEDE"})
# Ground on which people live: "villagers in areas shelled by the army".
GROUND = frozenset(
    {
        "area",
        "camp",
        "city",
        "country",
        "district",
        "enclave",
        "land",
        "place",
        "province",
        "region",
        "suburb",
        "town",
        "village",
        "zone",
    }
)
# Verbs of being at a place.
STAYING = frozenset({"be", "dwell", "live", "remain", "reside", "stay", "strand", "trap"})
# Deeds that nobody is helped by: "helped kill the envoy".
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "REJECT", "PROTEST"})

# Frames of demands and wishes; those of whoever leaves a place.
ASKING = frozenset({"ask", "want"})
LEAVING = frozenset({"leave", "pull"})
# Frames of casualties.
CASUALTIES = frozenset({"kill", "die"})


def placed(
    tree: Tree, trigger: Trigger, slots: Slots, args: Arguments, parties: Mapping[int, Mention]
) -> tuple[Slots, Arguments]:
    """The slots and arguments of a trigger with the sides moved to where its words put them."""
    head = trigger.head
    token, frame = tree.tokens[head], trigger.entry.frame.name
    args = rebound(tree, args)
    if token.pos in ("NOUN", "PROPN"):
        return _of_noun(tree, trigger, slots, args, parties)
    if token.dep == "xcomp" and not tree.passive(head) and not args.get("obj") and (gap := _gap(tree, head)):
        args = {**args, "obj": gap}
    if frame in CASUALTIES and only_counted(tree, head):
        args = {**args, "subj": []}  # "there were 40 deaths and another 300 injured": nobody in the clause acts
    if frame == "give" and token.lemma.lower() == "help" and not args.get("obj"):
        args = {**args, "obj": _eased(tree, head)}
    if trigger.entry.event == "AID" and (helped := _purpose(tree, head)):
        slots, args = {**slots, "recipient": (*slots.get("recipient", ()), "purpose")}, {**args, "purpose": helped}
    if tree.passive(head) and not args.get("subj") and trigger.entry.event in VOTED:
        houses = [h for h in args.get("in", []) if h in parties and tree.lemmas[h] in HOUSES]
        args = {**args, "subj": houses}
    ground = token.dep == "acl" and tree.passive(head) and tree.lemmas[token.head] in GROUND
    if ground and not any(h in parties for h in args.get("obj", [])):
        args = {**args, "obj": [*args.get("obj", []), *_dwellers(tree, token.head)]}
    return slots, args


def for_oneself(tree: Tree, head: int) -> bool:
    """Whether a wish is for what one does oneself: "wants to keep its port", "the desire to build a base"."""
    if tree.lemmas[head] not in words("wishes"):
        return False
    own = [c for c in tree.children[head] if tree.tokens[c].dep in ("xcomp", "acl") and tree.marker(c) == "to"]
    other = any(tree.tokens[c].dep in ("obj", "ccomp") for c in tree.children[head])
    seen = any(tree.tokens[c].lemma == "see" for c in own)  # "the desire to see Chad withdraw"
    return bool(own) and not other and not seen and not any(tree.has(c, "nsubj") or tree.passive(c) for c in own)


def a_leaving(tree: Tree, head: int) -> bool:
    """Whether a noun tells that somebody leaves: what stands behind "from" is the place."""
    token = tree.tokens[head]
    return token.pos == "NOUN" and any(e.frame.name in LEAVING for e in load_lexicon().of("noun", token.lemma.lower()))


def only_counted(tree: Tree, head: int) -> bool:
    """Whether a participle stands for as many people, and nobody in its clause acts: "another 300 injured"."""
    token = tree.tokens[head]
    return token.pos in ("VERB", "ADJ") and any(tree.dep(c) == "nummod" for c in tree.children[head])


def _of_noun(
    tree: Tree, trigger: Trigger, slots: Slots, args: Arguments, parties: Mapping[int, Mention]
) -> tuple[Slots, Arguments]:
    token, frame = tree.tokens[trigger.head], trigger.entry.frame.name
    lemma = token.lemma.lower()
    if frame == "refuse" and args.get("of") and any(tree.marker(c) == "to" for c in args.get("acl", [])):
        # "the refusal of Chad to sign"
        return slots, {**{r: h for r, h in args.items() if r != "of"}, "by": [*args.get("by", []), *args["of"]]}
    if lemma in DONE_BY and args.get("of") and not any(args.get(r) for r in ("by", "poss")):
        return slots, {**{r: h for r, h in args.items() if r != "of"}, "by": args["of"]}
    if lemma in LAID_ON and (named := [h for h in args.get("pre", []) if _a_country(tree, h, parties)]):
        others = [h for h in args["pre"] if h not in named]
        return slots, {**args, "pre": others, "on": [*args.get("on", []), *named]}
    if lemma in TAKEN_FROM and args.get("pre"):
        classes = load_lexicon().classes
        things = [c for c in tree.children[trigger.head] if tree.tokens[c].dep == "compound" and c < trigger.head]
        thing = things[-1:] and tree.lemmas[things[-1]] in classes["building"] | classes["vehicle"]
        if thing:
            return {**slots, "recipient": (*slots.get("recipient", ()), "bus")}, {**args, "pre": [], "bus": args["pre"]}
    return slots, args


def rebound(tree: Tree, args: Arguments) -> Arguments:
    """ "Helped Chad in its fight", "thanked Chad for its aid": "its" is whoever is helped or thanked, and not who helps."""
    found = dict(args)
    for relation in ("poss", "subj"):
        heads = args.get(relation, [])
        pronoun = len(heads) == 1 and tree.tokens[heads[0]].dep == "nmod:poss" and tree.tokens[heads[0]].pos == "PRON"
        if pronoun and (meant := _whose(tree, tree.tokens[heads[0]].head)):
            found[relation] = meant
    return found


def _whose(tree: Tree, noun: int) -> list[int]:
    """Whom a pronoun before `noun` stands for, where the words above leave one choice."""
    above = tree.tokens[noun].head
    if above < 0 or tree.tokens[noun].dep not in ("obl", "nmod"):
        return []
    lemma, marker = tree.lemmas[above], tree.marker(noun)
    if tree.tokens[above].pos == "VERB" and not tree.passive(above):
        helped = marker == "in" and lemma in words("enabling")
        thanked = marker == "for" and lemma in THANKED
        objects = [c for c in tree.children[above] if tree.tokens[c].dep in ("obj", "iobj") and c < noun]
        lent = [c for c in objects if marker == "in" and tree.lemmas[c] in words("helping_nouns")]
        if lent:  # "voiced support for Chad in its fight"
            return _helped(tree, lent[0], noun)
        return [h for c in objects for h in tree.conjuncts(c)] if helped or thanked else []
    if tree.tokens[above].pos == "NOUN" and marker == "in" and lemma in words("helping_nouns"):
        return _helped(tree, above, noun)
    return []


def _helped(tree: Tree, help_given: int, before: int) -> list[int]:
    return [h for r in ("for", "to") for h in tree.arguments(help_given).get(r, []) if h < before]


THANKED = frozenset(
    {
        "thank",
        "praise",
        "applaud",
        "commend",
        "congratulate",
        "criticise",
        "criticize",
        "condemn",
        "blame",
        "denounce",
        "punish",
    }
)


def _gap(tree: Tree, head: int) -> list[int]:
    """ "The rebels they want to arm": what a relative clause without a pronoun is about, behind a verb of wishing or trying."""
    at = tree.tokens[head].head
    while at >= 0 and tree.tokens[at].dep == "xcomp":
        at = tree.tokens[at].head
    if at < 0 or tree.tokens[at].dep != "acl:relcl" or tree.passive(at) or tree.tokens[at].pos != "VERB":
        return []
    noun = tree.tokens[at].head
    said = any(tree.lemmas[c] in ("who", "which", "that", "where", "when", "why") for c in tree.subtree_shallow(at))
    own = [c for c in tree.children[at] if tree.tokens[c].dep.startswith("nsubj")]
    return [noun] if own and not said and not any(tree.tokens[c].dep == "obj" for c in tree.children[at]) else []


def _eased(tree: Tree, head: int) -> list[int]:
    """ "Will help relieve the hunger of refugees", "helped rebuild Chad's roads": whose hunger, and whose roads."""
    found: list[int] = []
    for c in tree.arguments(head).get("xcomp", []):
        lemma = tree.lemmas[c]
        if tree.tokens[c].pos != "VERB" or any(e.event in HARM for e in load_lexicon().of("verb", lemma)):
            continue
        if any(tree.tokens[g].dep.startswith("nsubj") for g in tree.children[c]):
            return []  # "helped Chad rebuild its roads"
        for o in tree.arguments(c).get("obj", []):
            below = tree.arguments(o)
            owners = [h for r in ("poss", "of", "for", "pre") for h in below.get(r, []) if tree.tokens[h].pos != "PRON"]
            found += [o, *owners]
        found += tree.arguments(c).get("for", [])
    return found


def _purpose(tree: Tree, head: int) -> list[int]:
    """ "Spent millions to help the refugees": who is to be helped by what is given."""
    clauses = [c for c in tree.children[head] if tree.dep(c) in ("advcl", "xcomp")]
    clauses += [
        g for c in tree.children[head] if tree.tokens[c].dep == "obj" for g in tree.children[c] if tree.dep(g) == "acl"
    ]
    clauses = [c for c in clauses if tree.marker(c) == "to" and tree.tokens[c].lemma in words("enabling")]
    return [h for c in clauses for h in tree.arguments(c).get("obj", [])]


def _dwellers(tree: Tree, ground: int) -> list[int]:
    """ "Ten thousand nuns live in areas held by": who is said to be there."""
    above = tree.tokens[ground].head
    if tree.has(ground, "cop"):
        return tree.subjects(ground)
    if above < 0 or tree.marker(ground) not in ("in", "inside", "across"):
        return []
    if tree.tokens[above].lemma in STAYING:
        return tree.arguments(above).get("subj", []) or tree.arguments(above).get("obj", [])
    return [above] if tree.tokens[above].pos == "NOUN" else []


def _a_country(tree: Tree, head: int, parties: Mapping[int, Mention]) -> bool:
    """A state's plain name before a noun; not an adjective, and not "US", "UN" or "EU", which act."""
    token, mention = tree.tokens[head], parties.get(head)
    if mention is None or token.pos != "PROPN" or token.text.isupper() or "." in token.text:
        return False
    return all(len(p.id) == 3 and p.id.isupper() and p.name.lower() == token.text.lower() for p in mention.parties)


def said_of(tree: Tree, head: int, taken: Collection[int]) -> list[int]:
    """ "Alleged that Chad had mined the strip", "glad that Chad has signed": who is said to have done so."""
    for relation in ("ccomp", "advcl"):
        for clause in tree.arguments(head).get(relation, []):
            if clause in taken or (relation == "advcl" and tree.marker(clause) != "that"):
                continue
            return tree.arguments(clause).get("subj", [])
    return []
