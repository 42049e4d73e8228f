"""Whom the learned heads link a claim's word to: the parties at those words, without those who only speak, suffer or look on."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import load_words, phrase
from dragoman.code.what.believed import OF_THE_PEOPLE
from dragoman.code.what.sensed import sensed
from dragoman.code.what.thresholds import EVEN, discussing, trust
from dragoman.code.what.triggers import Trigger
from dragoman.code.who.roles import World, parties_of
from dragoman.code.who.topics import topic_of
from dragoman.code.who.unnamed import by_words, people
from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.model import Party, Sense

# Deeds whose object, where they are told as the subject of a verb, has not done them: "the raids shook Peru".
DEEDS = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "PROTEST", "ACCUSE"})


def held_by_grammar(tree: Tree, trigger: Trigger, kind: str) -> frozenset[int] | None:
    """The words that may name a side of a verb whose grammar says where it stands, though nobody knows who it is.

    "A ferry was sunk" has whom it was done to; whoever else the sentence names, it is not they. None where all words may.
    """
    if tree.tokens[trigger.head].pos != "VERB":
        return None
    args, frame = tree.arguments(trigger.head), trigger.entry.frame
    first = (frame.verb.get(kind) or ("",))[0]
    if first == "subj":
        heads = [c for c in tree.children[trigger.head] if tree.tokens[c].dep == "nsubj"]
        if not heads and tree.dep(trigger.head) == "conj" and not tree.passive(trigger.head):
            # "the ministry said the strikes killed one and wounded two"
            heads = [c for c in tree.subjects(trigger.head) if tree.lemmas[c] in words("blows")]
        doers = tree.subjects(trigger.head) if tree.dep(trigger.head) == "acl" else []
        if doers and all(tree.forms[h] in words("anybody") and tree.dep(h) == "obj" for h in doers):
            return frozenset()  # "armed those fighting Chad": whoever they are
        if doers and all(tree.tokens[h].dep == "nmod:poss" for h in doers):
            return frozenset()  # "Chad is angered by their wish to arm the nuns"
    else:
        heads = args.get("obj", []) if first == "obj" and "obj" not in frame.verb.get("content", ()) else []
    heads = [h for h in heads if h not in trigger.words and tree.tokens[h].pos in ("NOUN", "PROPN")]
    if not heads:
        return None
    others = [h for r, hs in args.items() if r in frame.verb.get(kind, ())[1:] for h in hs]
    return frozenset(w for h in (*heads, *others) for w in tree.subtree(h))


def linked(
    tree: Tree,
    trigger: Trigger,
    kind: str,
    world: World,
    sense: Sense,
    least: float,
    held: Collection[int] | None = None,
) -> list[Party]:
    """The parties at the words that a trigger is linked to, the surest first; under an even chance the surest alone."""
    links = links_of(trigger, kind, sense, least)
    if not links:
        return []
    words = set(trigger.words) | {trigger.head}
    speakers = _speakers(tree, trigger)
    if kind != "actor":  # "Rome said the claim was false" defends itself; the analyst who says so does not
        judged = trigger.entry.event == "ACCUSE" and tree.tokens[trigger.head].pos == "NOUN"
        speakers = frozenset(
            [w for w in speakers if not any(map(_of_state, parties_of(tree, w, world)))] if judged else ()
        )
    inside = topic_of(tree, trigger.head, words)
    others = _beholders(tree, trigger) if tree.tokens[trigger.head].pos == "NOUN" else frozenset[int]()
    others |= {w for w, _ in links if _asked_for(tree, trigger.head, w) or _across_the_border(tree, w)}
    others |= {
        w for w, _ in links if _reminded(tree, trigger.head, w) or (kind == "actor" and _in_a_row(tree, w, world))
    }
    others |= {w for w, _ in links if trigger.entry.mode == "release" and _exchanged(tree, w)}
    others |= {w for w, _ in links if _helps(tree, w) or (kind != "actor" and _meant_well(tree, trigger, w))}
    if kind == "actor":
        others |= _done_to(tree, trigger)
        others |= {w for w, _ in links if trigger.entry.event in ("RETREAT", "CONCEDE") and _brokers(tree, w)}
        telling = [
            w for w in speakers for p in parties_of(tree, w, world) if p.sector == "JRN" or not (p.code or p.sector)
        ]
        others |= {
            w for s in telling for w in tree.subtree(s)
        }  # the press, and an expert of no state or group, only say so
        # "ten were killed, according to the League": it says so
        others |= {w for w, _ in links if tree.marker(w) == "according"}
        if trigger.entry.event in ("ASSAULT", "COERCE"):
            others |= _victims(tree, trigger) | _opponents(tree, trigger) | _judging(tree, trigger.head)
            others |= {w for w, _ in links if _addressed(tree, w) and not tree.under(trigger.head, w)}
    else:  # a faint guess at where it happens: "rejected the idea that it would use its guns in Chad"
        others |= {w for w, sure in links if sure < EVEN and w in world.places and tree.marker(w) == "in"}
    scores: dict[int, float] = {}
    for word, probability in links:
        if (inside is not None and word not in inside) or (held is not None and word not in held):
            continue
        own = word in words and tree.tokens[word].dep not in (
            "amod",
            "compound",
        )  # "taken hostage", not "terrorist attack"
        if (
            word in others
            or own
            or (kind == "actor" and probability < EVEN and _in_another_clause(tree, trigger.head, word))
        ):
            continue
        if word not in speakers or probability >= EVEN:
            scores[word] = max(scores.get(word, 0.0), probability)
    found: list[Party] = []
    ranked = sorted(scores, key=lambda w: (-scores[w], w))
    if ranked and kind == "recipient":  # "mediates for the army and the militia to leave": the whole row
        row = [w for w in tree.conjuncts(ranked[0])[1:] if w in world.parties and w not in others and w not in words]
        scores.update(dict.fromkeys(row, EVEN))
        ranked += [w for w in row if w not in ranked]
    for word in ranked:
        if not found or scores[word] >= EVEN:
            here = parties_of(tree, word, world) or _unnamed(tree, word, world, scores[word])
            found += [p for p in here if p.id not in {f.id for f in found}]
    return found


def _asked_for(tree: Tree, trigger: int, word: int) -> bool:
    """Whether somebody is only named as who wanted it: "ordered the pullback at the request of Togo"."""
    at = tree.tokens[word].head
    while at not in (trigger, -1):
        if tree.lemmas[at] in words("askings") and tree.marker(at) in ("at", "upon", "on"):
            return True
        at = tree.tokens[at].head
    return False


def _helps(tree: Tree, word: int) -> bool:
    """ "Shot down with the help of Chad": Chad has helped (`who.turned`), and not shot."""
    first = tree.tokens[word].head if tree.dep(word) == "conj" else word
    over = tree.tokens[first].head
    of = over >= 0 and tree.marker(first) == "of" and tree.lemmas[over] in words("helping_nouns")
    return of and tree.marker(over) == "with"


def _addressed(tree: Tree, word: int) -> bool:
    """ "In a letter to the League": whoever it is written to has done nothing of what it tells."""
    over = tree.tokens[word].head
    return over >= 0 and tree.marker(word) == "to" and tree.lemmas[over] in words("letters")


def _judging(tree: Tree, trigger: int) -> frozenset[int]:
    """ "What Chad called the persecution of nuns", "arrested him over the raid": whoever judges a deed has not done it."""
    over, dep = tree.tokens[trigger].head, tree.dep(trigger)
    if over < 0 or tree.tokens[over].pos != "VERB" or tree.tokens[trigger].pos != "NOUN":
        return frozenset()
    named = dep in ("obj", "xcomp") and tree.lemmas[over] in ("call", "term", "label", "describe")
    held = (
        dep == "obl" and tree.marker(trigger) == "over" and tree.lemmas[over] in words("captive") | words("taken_for")
    )
    return frozenset(w for s in tree.subjects(over) for w in tree.subtree(s)) if named or held else frozenset()


def _brokers(tree: Tree, word: int) -> bool:
    """ "Agreed to a truce brokered by Chad": others lay down their arms."""
    first = tree.tokens[word].head if tree.dep(word) == "conj" else word
    over = tree.tokens[first].head
    return over >= 0 and tree.tokens[first].dep == "obl:agent" and tree.lemmas[over] in ("broker", "mediate")


def _exchanged(tree: Tree, word: int) -> bool:
    """ "The release of hostages in return for prisoners": others are to free the prisoners."""
    return any(
        tree.lemmas[a] in ("return", "exchange") and tree.marker(a) == "in" and tree.tokens[a].pos == "NOUN"
        for a in tree.ancestors(word)
    )


def _reminded(tree: Tree, trigger: int, word: int) -> bool:
    """ "Reminded all members of the embargo": whoever is told of a thing has not done it."""
    over = tree.tokens[trigger].head
    told = over >= 0 and tree.lemmas[over] in words("reminding") and tree.marker(trigger) in ("of", "about")
    return told and tree.tokens[word].head == over and tree.dep(word) in ("obj", "iobj")


def _in_a_row(tree: Tree, word: int, world: World) -> bool:
    """ "Raids in Chad and Mali": where they were, and neither has done both."""
    first = tree.tokens[word].head if tree.dep(word) == "conj" else word
    row = tree.conjuncts(first)
    return len(row) > 1 and tree.marker(first) in WITHIN and all(w in world.places for w in row)


def _meant_well(tree: Tree, trigger: Trigger, word: int) -> bool:
    """ "Threatened to use force to restore the king": whom a deed is to serve, and not whom it hits."""
    over = tree.tokens[word].head
    if trigger.entry.event not in DEEDS or over < 0 or tree.dep(word) != "obj":
        return False
    return tree.lemmas[over] in words("favouring") and tree.marker(over) == "to" and over != trigger.head


def _across_the_border(tree: Tree, word: int) -> bool:
    """ "An ambush near the border with Mali and Chad": they are neighbours, and have done nothing."""
    first = tree.tokens[word].head if tree.dep(word) == "conj" else word
    over = tree.tokens[first].head
    return over >= 0 and tree.marker(first) == "with" and tree.lemmas[over] in words("borders")


def _in_another_clause(tree: Tree, head: int, word: int) -> bool:
    """Whether a trigger stands in a clause beside the one that has the word: "..., while Chad was ready for a deal"."""
    at = head
    while at >= 0 and not tree.under(word, at):
        if tree.dep(at) in ("advcl", "parataxis") and tree.marker(at) is not None:
            return True
        at = tree.tokens[at].head
    return False


def _of_state(party: Party) -> bool:
    return party.id.isupper() and party.sector not in OF_THE_PEOPLE


def links_of(trigger: Trigger, kind: str, sense: Sense, least: float) -> list[tuple[int, float]]:
    """The words that the head links a trigger to, each with its probability."""
    links = sensed(sense).links
    if not links:
        return []
    starts = trigger.words if trigger.head in trigger.words else (*trigger.words, trigger.head)
    found = []
    for start in starts:
        if start in links:
            for name, word, probability in links[start]:
                if name == kind and probability >= least:
                    found.append((word, probability))
    return found


def _beholders(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever only talks about a noun, and what only comes before or after it: "the raid, condemned by Peru", "it came before talks"."""
    found = [
        w
        for c in tree.children[trigger.head]
        if tree.dep(c) == "acl" and tree.lemmas[c] in discussing()
        for w in tree.subtree(c)
    ]
    above = tree.tokens[trigger.head].head
    if above >= 0 and tree.dep(trigger.head) == "obl" and tree.tokens[above].lemma in words("happening"):
        found += tree.subjects(above)
    return frozenset(found)


def _done_to(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever stands as the subject of a passive, and whatever a deed is told to hit: "guards and nuns were led out", "raids that shook Peru"."""
    head, frame = trigger.head, trigger.entry.frame
    if tree.tokens[head].pos == "VERB":
        if frame.joint or trigger.entry.event not in {*DEEDS, "AID"} or frame.name == "complain":
            return frozenset()  # "no foreigner was allowed in" is told of whoever may not
        below = (
            [c for c in tree.children[head] if tree.tokens[c].dep == "nsubj:pass"] if tree.has(head, "aux:pass") else []
        )
        things = [g for s in below for c in tree.conjuncts(s) for g in (c, *_counted(tree, c))]
        return frozenset(things) if "iobj" not in tree.arguments(head) else frozenset()
    if tree.tokens[head].pos != "NOUN" or trigger.entry.event not in DEEDS:
        return frozenset()
    doing = [c for c in tree.children[head] if tree.tokens[c].dep == "acl:relcl" and head in tree.subjects(c)]
    if tree.tokens[head].dep == "nsubj" and tree.tokens[tree.tokens[head].head].pos == "VERB":
        doing.append(tree.tokens[head].head)
    hit = [c for verb in doing for c in tree.children[verb] if tree.tokens[c].dep == "obj"]
    return frozenset(w for c in hit for g in tree.conjuncts(c) for w in tree.subtree(g))


def _counted(tree: Tree, head: int) -> list[int]:
    return [
        g
        for c in tree.children[head]
        if tree.tokens[c].dep.startswith("nmod") and tree.marker(c) == "of"
        for g in tree.conjuncts(c)
    ]


def _victims(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever something is done to by the verb above a deed: "four guards were killed in the attacks", "died in a raid"."""
    above = next((a for a in tree.ancestors(trigger.head) if tree.tokens[a].pos == "VERB"), None)
    over = tree.tokens[trigger.head].head  # "destroyed in a string of explosions"
    several = over >= 0 and tree.marker(trigger.head) == "of" and tree.lemmas[over] in words("quantifiers")
    if above is None or tree.dep(over if several else trigger.head) != "obl":
        return frozenset()
    if not tree.passive(above) and tree.lemmas[above] not in words("dying"):
        return frozenset()
    return frozenset(w for s in tree.children[above] if tree.dep(s) == "nsubj" for w in tree.subtree(s))


def _opponents(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Whoever stands against a deed: "Peru's stand against the killing of nuns", "marched against the raids"."""
    above = tree.tokens[trigger.head].head
    if above < 0 or tree.marker(trigger.head) != "against":
        return frozenset()
    return frozenset(h for r in ("subj", "poss", "pre", "by", "of") for h in tree.arguments(above).get(r, []))


def _speakers(tree: Tree, trigger: Trigger) -> frozenset[int]:
    """Who only says that it happened: subjects of verbs of saying above the trigger."""
    over = tree.ancestors(trigger.head)  # "the raids go on, Peru said": the model may hang the saying on what is said
    over += [c for a in over for c in tree.children[a] if tree.dep(c) == "parataxis"]
    above = [a for a in over if tree.lemmas[a] in load_words().speech]
    return frozenset(s for a in above if a not in trigger.words for s in tree.subjects(a))


WITHIN = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout"})
# Words that point and name nobody, tagged as names where a page has broken the sentence ("give[s] us hope").
POINTING = frozenset({"i", "me", "you", "he", "him", "she", "her", "it", "we", "us", "they", "them", "who", "whom"})


def _unnamed(tree: Tree, word: int, world: World, sure: float) -> list[Party]:
    """Somebody the report names only by words that nobody could resolve: an unresolved name stays a name (CODEBOOK 5)."""
    token = tree.tokens[word]
    if sure < trust().unnamed or word in world.places or word in world.outlets or token.text.lower() in POINTING:
        return []
    if token.lemma.lower() in words("flying"):
        return []  # "shot down a drone"
    kind = load_book().noun(token.lemma.lower())
    somebody = (kind is not None and kind.name != "asset") or token.lemma.lower() in people()
    if token.pos != "PROPN" and not (token.pos == "NOUN" and somebody):
        return []
    first = token.head if token.dep == "conj" else word
    if token.pos == "PROPN" and tree.marker(first) in WITHIN:
        return []  # "the raids in Quillton and Ostholm": towns that no gazetteer has, and nobody
    party = by_words(tree, word, phrase(tree, word))
    return [party] if party is not None else []
