"""Where it happened: the place that a claim's own sentence connects with it.

A place counts as the event's own where it stands as a place (after "in", as what was captured or left) in the words
that hang on the trigger, or, for deeds, on the words the trigger hangs on up to the next clause that somebody says.
Where the sentence is silent, `where.told` asks the rest of the report.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.trees.tree import Tree
from dragoman.code.where.aside import talked_about, told_elsewhen
from dragoman.code.where.book import where_words
from dragoman.code.where.land import declared, part_of_country, part_of_town, to_take, within_country
from dragoman.code.who.roles import World
from dragoman.code.words import words
from dragoman.model import Mention, Party

# A clause that is said, thought or asked by the words above it: what stands above it is not where its events happen.
SAID = frozenset({"ccomp", "parataxis"})
# No row of parties is looked through further.
ROW = 40
CLAUSES = frozenset({"ccomp", "parataxis", "advcl", "acl", "xcomp", "csubj"})


def find_place(tree: Tree, trigger: int, event: str, world: World, parties: Sequence[Party] = ()) -> Mention | None:
    """The nearest place that stands in the trigger's own phrase, else, for a deed, in the clauses above it, else none.

    Words and stances (ACCUSE, SUPPORT, ...) take only a place that hangs on them and on no clause between.
    """
    deed = event in where_words("deeds")
    if not deed and not world.places:
        return None
    clausal = event in where_words("clausal")
    # Who is asked, accused or helped is a party there and no place, though a country's name is both.
    taken = set() if event in where_words("at_object") else {p.start for p in parties}
    best: tuple[int, bool, bool, int, Mention] | None = None
    if deed and "where" in tree.vocabulary and (found := _told_where(tree, trigger, world)) is not None:
        return found
    for level, at in enumerate(levels_above(tree, trigger) if deed else [trigger]):
        for head, mention in world.places.items():
            if mention.start in taken or not tree.under(head, at) or attributed_to(tree, head, at):
                continue
            if not deed and not _met(tree, head, at):
                if clause_between(tree, head, at) or not (clausal or _hangs_on(tree, head, at)):
                    continue
                if event not in where_words("about") and _of_another_verb(tree, head, at):
                    continue  # words may take the place of what they are about from a verb beside them
            if told_elsewhen(tree, head, trigger) or (head in world.parties and _among_groups(tree, head, world)):
                continue
            if deed and (of_another_doer(tree, head, at) or (level and _planned(tree, head, at, trigger))):
                continue
            if (deed and clause_between(tree, head, at, only=SAID)) or (
                event == "CONSULT" and talked_about(tree, head, trigger)
            ):
                continue
            if not locates(tree, head, event, world, trigger=trigger, level=level):
                continue
            rank = (level, _of_subject(tree, head, at, trigger), clause_between(tree, head, at), abs(head - trigger))
            if best is None or rank < best[:4]:
                best = (*rank, mention)
        if best is not None:
            return best[4]
        if deed and not level and (found := within_country(tree, trigger, world)) is not None:
            return found
    return declared(tree, trigger, world) if deed else None


def _told_where(tree: Tree, trigger: int, world: World) -> Mention | None:
    """The place that a clause with "where" is told of: "the outskirts of Salta, where troops set up posts"."""
    if tree.tokens[trigger].dep != "acl:relcl" or not any(tree.forms[c] == "where" for c in tree.children[trigger]):
        return None
    noun = tree.tokens[trigger].head
    if any(c != noun and c in world.places and tree.dep(c) in ("obl", "obj") for c in tree.children[trigger]):
        return None  # it has a place of its own
    mention = world.places.get(noun) or part_of_town(tree, noun, world)
    town = mention is not None and mention.place is not None and mention.place.kind != "country"
    return mention if town else None


def find_target(tree: Tree, trigger: int, event: str, world: World, parties: Sequence[Party]) -> Mention | None:
    """The place that the claim's target is called by ("Homs was shelled"), or a part of a country ("Libyan ports").

    `parties` are the recipients. None where neither stands in the trigger's arguments.
    """
    arguments = tree.arguments(trigger)
    if event == "ASSAULT" and (taken := to_take(tree, trigger, world)) is not None:
        return taken
    if event in where_words("at_target"):
        for relation in ("obj", "hits", "of", "on", "against", "pre"):
            for head in arguments.get(relation, []):
                mention = world.places.get(head) or part_of_town(tree, head, world)
                if (
                    mention is None
                    or attributed_to(tree, head, trigger)
                    or (relation == "pre" and head in world.parties)
                ):
                    continue
                if _among_groups(tree, head, world):
                    continue
                if _fits_object(mention, event):
                    return mention
    if event == "CONSULT" and tree.tokens[trigger].lemma in where_words("journeys"):
        mention = next((world.places[h] for h in arguments.get("pre", []) if h in world.places), None)
        if mention is not None:
            return mention
    if event in where_words("deeds"):
        for relation, heads in arguments.items():
            for head in heads:
                if (found := part_of_country(tree, head, world, inner=relation in where_words("inner"))) is not None:
                    return found
        for head in tree.subtree(trigger) if not where_words("soil").isdisjoint(tree.vocabulary) else ():
            soil = tree.forms[head] in where_words("soil") and not clause_between(tree, head, trigger)
            stands = soil and locates(tree, head, event, world, trigger=trigger, level=0)
            if stands and (found := part_of_country(tree, head, world)) is not None:
                return found
    if event in where_words("at_recipient") and not _did_not_get(tree, trigger):
        starts = {p.start for p in parties if p.start is not None}
        at = [m for m in world.places.values() if m.start in starts]
        # "strikes on the militia and Chad" were not all in Chad
        return at[0] if at and len(at) == len(starts) else None
    return None


def _did_not_get(tree: Tree, trigger: int) -> bool:
    """ "Kenya received no cover on the ground": what somebody did not get was not done in his country."""
    got = trigger if tree.tokens[trigger].pos == "VERB" else tree.tokens[trigger].head
    if got < 0 or tree.lemmas[got] not in where_words("getting"):
        return False
    return any(
        tree.forms[c] in ("not", "n't", "n’t", "never", "no") for c in (*tree.children[got], *tree.children[trigger])
    )


def _among_groups(tree: Tree, head: int, world: World) -> bool:
    """Whether a country stands in a row with others that are no places ("strikes against the militia, Chad and its allies")."""
    first = head
    while tree.tokens[first].dep == "conj" and tree.tokens[first].head >= 0:
        first = tree.tokens[first].head
    row = [first, *(c for c in tree.children[first][:ROW] if tree.tokens[c].dep == "conj")]
    return any(other in world.parties and other not in world.places for other in row if other != head)


def levels_above(tree: Tree, trigger: int) -> list[int]:
    """The trigger and the words above it, up to the clause that somebody says or wants."""
    found = [trigger]
    at = trigger
    while tree.tokens[at].head >= 0 and tree.dep(at) not in SAID:
        at = tree.tokens[at].head
        lemma = tree.lemmas[at]
        if tree.tokens[at].pos == "VERB" and (lemma in words("speech") or lemma in where_words("reacting")):
            break
        found.append(at)
    return found


def clause_between(tree: Tree, head: int, top: int, *, only: frozenset[str] = CLAUSES) -> bool:
    """Whether a clause begins on the way from `head` up to, and without, `top`."""
    at = head
    while at >= 0 and at != top:
        if tree.dep(at) in only:
            return True
        at = tree.tokens[at].head
    return False


def _hangs_on(tree: Tree, head: int, top: int) -> bool:
    """Whether a place hangs on `top` itself, with nothing but what is coordinated with it between."""
    while tree.tokens[head].dep == "conj" and tree.tokens[head].head >= 0:
        head = tree.tokens[head].head
    return tree.tokens[head].head == top


def _of_another_verb(tree: Tree, head: int, top: int) -> bool:
    """Whether a place stands under a verb beside the word ("handed over in 2012 and sentenced in Salta in 2014")."""
    at = tree.tokens[head].head
    while at >= 0 and at != top:
        if tree.dep(at) == "conj" and tree.tokens[at].pos == "VERB":
            return True
        at = tree.tokens[at].head
    return False


def of_another_doer(tree: Tree, head: int, top: int) -> bool:
    """Whether a place stands in what somebody else does beside it: "Chad shot one down, and Mali closed its airport at Gao"."""
    at = head
    while at >= 0 and at != top:
        joined = tree.dep(at) == "conj" and tree.tokens[at].pos == "VERB"
        if joined and any(tree.tokens[c].dep.startswith("nsubj") for c in tree.children[at]):
            return True
        at = tree.tokens[at].head
    return False


def _planned(tree: Tree, head: int, top: int, trigger: int) -> bool:
    """Whether a place stands in what somebody is to do: "the riots were a reaction to a plan to send rebels to Chad"."""
    at = head
    while at >= 0 and at != top:
        over = tree.tokens[at].head
        if tree.dep(at) == "acl" and tree.lemmas[over] in words("intended") and not tree.under(trigger, at):
            return True
        at = over
    return False


def _met(tree: Tree, head: int, top: int) -> bool:
    """Whether a place is that of the occasion on which something is said.

    "At a rally in Salta, he accused ...", "on a visit to Salta, he ...", "speaking in Salta, he ...", "on Tuesday in Salta, he ...".
    """
    over = tree.tokens[head].head
    if over < 0 or tree.tokens[over].head != top or not (tree.marker(head) in ("in", "at") or _visited(tree, head)):
        return False
    token = tree.tokens[over]
    if tree.dep(over) == "advcl":
        return over < top and token.text.lower() in where_words("speaking") and tree.marker(over) is None
    if tree.dep(over) != "obl":
        return False
    if token.text.lower() in where_words("weekdays"):
        return True
    return token.lemma.lower() in where_words("occasions") and tree.marker(over) in ("at", "in", "during", "on")


def _visited(tree: Tree, head: int) -> bool:
    """Whether a place is where somebody is on a journey: "during a trip to Salta"."""
    over = tree.tokens[head].head
    if over < 0 or tree.marker(head) != "to" or tree.lemmas[over] not in where_words("travels"):
        return False
    return tree.dep(over) == "obl" and tree.marker(over) in ("in", "on", "during")


def _of_subject(tree: Tree, head: int, top: int, trigger: int) -> bool:
    """Whether a place tells who acts ("farmers from villages in Bolivia occupied a dam at Yacuiba")."""
    at = head
    while at >= 0 and at != top:
        if tree.tokens[at].dep == "nsubj" and tree.tokens[at].head == top:
            return not tree.under(trigger, at)
        at = tree.tokens[at].head
    return False


def _fits_object(mention: Mention, event: str) -> bool:
    return event in where_words("at_country") or mention.place is None or mention.place.kind != "country"


def locates(tree: Tree, head: int, event: str, world: World, *, trigger: int, level: int) -> bool:
    """Whether a noun stands as a place: after a locative preposition, or as the object of a verb that takes one.

    `level` is how many words above the trigger it was looked for, 0 in the trigger's own phrase.
    """
    token = tree.tokens[head]
    at = head
    while tree.tokens[at].dep == "conj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    dep = tree.dep(at)
    marker = tree.marker(at)
    if dep in ("obl", "nmod", "advmod", "obj", "nsubj", "appos", "advcl") and marker in where_words("locative"):
        if marker in ("between", "of", "against") and head in world.parties:
            return False  # "relations between Paris and Bonn", "the pact of Tehran": governments, not places
        if marker == "from" and event == "ASSAULT":
            return False  # where bombers come from is not where the bombs fall
        if _visited(tree, head):
            return True
        mention = world.places.get(head)
        kind = mention.place.kind if mention is not None and mention.place is not None else ""
        if marker in ("on", "upon") and kind == "country" and head in world.parties:
            return False  # "could blow back on Peru": nothing stands on a country
        if marker == "to" and head in world.parties and tree.lemmas[tree.tokens[at].head] in where_words("addressing"):
            return False  # "turned to Lima for help": who sits there
        if marker == "of" and dep == "obl":
            return False  # "Ana Quill, of Lima, died in Quito": where somebody is from
        over = tree.tokens[at].head
        if marker == "along" and "with" in (t.text.lower() for t in tree.tokens[max(0, at - 3) : at]):
            return False  # "along with Peru, Chile has backed ..."
        noun = over not in (trigger, -1) and tree.tokens[over].pos in ("NOUN", "PROPN")
        if marker == "from" and noun and clause_between(tree, over, trigger):
            return False  # "... backed by militias from Chad": where they come from
        stray = noun and tree.tokens[over].lemma not in where_words("ways")
        if marker == "to" and event == "CONSULT" and not level and tree.lemmas[over] in where_words("travels"):
            return True  # "leads a delegation to Oslo"
        if marker in ("to", "from") and stray and (level or event not in where_words("carried")):
            return False  # "reports from Paris", "the pipeline to the sea": where a thing comes from or leads
        if marker in where_words("directed") and event not in where_words("moving"):
            # "the war in the north of X", "a call from X": from and of name owners unless the place is no actor
            return head not in world.parties or (marker == "from" and kind == "city" and event == "SANCTION")
        return True
    if dep == "obj" and _of_another_verb(tree, head, trigger):
        return False  # "discussed it in Lima and accused Chad"
    if dep == "obj" and not level and event in where_words("at_object") and not clause_between(tree, head, trigger):
        return head not in world.places or _fits_object(world.places[head], event)
    if dep in ("compound", "nmod:unmarked", "appos"):
        if marker in where_words("inner") and at == head:
            return True  # "In Peru Minister Quill met ...", hung on the minister
        mention = world.places.get(head)
        town = mention is not None and mention.place is not None and mention.place.kind == "city"
        return head not in world.parties or (town and level == 0 and tree.tokens[trigger].pos == "NOUN")
    return token.dep == "nmod:poss" and head not in world.parties


def attributed_to(tree: Tree, head: int, top: int) -> bool:
    """Whether a place only says where a voice is: "according to agents in Bombay", "the ministry in Nairobi said"."""
    at = head
    according = "according" in tree.vocabulary
    while at >= 0 and at != top:
        if according and "according" in [tree.forms[c] for c in tree.children[at]]:
            return True
        over = tree.tokens[at].head
        if tree.dep(at) == "nsubj" and over >= 0 and tree.lemmas[over] in words("speech"):
            return True
        at = over
    return False
