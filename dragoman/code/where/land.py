"""Which land or town a noun stands in that is called by it: "Libyan airfields", "Peru's civil war", "the battle for Gao"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.trees.tree import Tree
from dragoman.code.where.book import where_words
from dragoman.code.who.roles import World
from dragoman.code.words import words
from dragoman.data.gazetteer import capital_of, country_entry, demonyms, fold
from dragoman.model import Mention, Place

HYPHENS = frozenset({"-", "–", "‑"})


def within_country(tree: Tree, trigger: int, world: World) -> Mention | None:
    """The country of what the trigger happens in: "an intervention in Peru's civil war", "meddled in Peruvian elections"."""
    noun = tree.lemmas[trigger]
    inland = noun in where_words("inland") or (noun == "war" and _civil(tree, trigger))
    if inland and (found := part_of_country(tree, trigger, world, inner=True)) is not None:
        return found
    for relation, heads in tree.arguments(trigger).items():
        if relation in where_words("inner"):
            for head in heads:
                if (found := part_of_country(tree, head, world, inner=True)) is not None:
                    return found
    return None


def named_for(tree: Tree, words: Sequence[int], world: World) -> Mention | None:
    """The place or the one country that a name is made of: "the Siege of Leningrad", "the Second Somali War"."""
    placed = [world.places[w] for w in words if w in world.places]
    codes = {w: code for w in words if (code := _demonym(tree, w, words))}
    if len(placed) + len(codes) != 1:
        return None  # "the Iran-Iraq War", "the Russo-Japanese War": in which of them?
    if placed:
        return placed[0]
    (at, code), token = next(iter(codes.items())), tree.tokens[next(iter(codes))]
    if any(tree.forms[w] in HYPHENS for w in (at - 1, at + 1) if 0 <= w < len(tree.forms)):
        return None
    entry = country_entry(code)
    if entry is None:
        return None
    place = Place(entry.name, entry.code, entry.lat, entry.lon, entry.kind)
    return Mention("place", 0, at, at + 1, at, token.start, token.end, token.text, "adjective", place=place)


def _demonym(tree: Tree, at: int, words: Sequence[int]) -> str | None:
    """The country that a word, or two with it as the second, is the adjective of ("Chilean", "Costa Rican")."""
    here = " ".join(fold(tree.tokens[at].text))
    before = " ".join(fold(tree.tokens[at - 1].text)) if at - 1 in words else ""
    after = " ".join(fold(tree.tokens[at + 1].text)) if at + 1 in words else ""
    if f"{here} {after}" in demonyms():
        return None  # its second word tells
    return demonyms().get(f"{before} {here}") or demonyms().get(here)


def _civil(tree: Tree, war: int) -> bool:
    return any(tree.forms[c] == "civil" for c in tree.children[war])


def declared(tree: Tree, trigger: int, world: World) -> Mention | None:
    """The place behind what somebody declares: "declared martial law in Peru", which a verb of speech would cut off."""
    verb = tree.tokens[trigger].head
    if tree.dep(trigger) != "obj" or verb < 0 or tree.lemmas[verb] not in words("speech"):
        return None
    for head in tree.children[verb]:
        stands = head in world.places and tree.dep(head) == "obl" and tree.marker(head) in where_words("inner")
        if stands and head > trigger and all(t.text != "," for t in tree.tokens[trigger:head]):
            return world.places[head]
    return None


def find_held(tree: Tree, trigger: int, world: World) -> Mention | None:
    """The country whose vote a claim is told of: "in the 1994 Peruvian election the guilds backed Quill"."""
    if where_words("votes").isdisjoint(tree.vocabulary):
        return None
    verb = tree.tokens[trigger].head
    tops = [trigger, verb] if verb >= 0 and tree.dep(trigger) in ("obj", "obl") else [trigger]
    for top in tops:
        for head in tree.children[top]:
            if head == trigger or tree.lemmas[head] not in where_words("votes"):
                continue
            told = tree.dep(head) in ("obl", "nmod") and tree.marker(head) in where_words("held")
            if told or tree.dep(head) == "obj":
                found = part_of_country(tree, head, world, inner=True)
                if found is not None:
                    return found
    return None


def to_take(tree: Tree, trigger: int, world: World) -> Mention | None:
    """The town of "the campaign to retake Gao" and "the battle for Gao": what a noun of fighting is about."""
    if tree.tokens[trigger].pos != "NOUN":
        return None
    for child in tree.children[trigger]:
        verb = tree.lemmas[child] in where_words("taking") and tree.dep(child) == "acl"
        heads = tree.arguments(child).get("obj", []) if verb else [child] if tree.marker(child) == "for" else []
        for head in heads:
            mention = world.places.get(head)
            if mention is not None and mention.place is not None and mention.place.kind != "country":
                return mention
    return None


def part_of_town(tree: Tree, head: int, world: World) -> Mention | None:
    """The town of "the outskirts of Gao", at the noun `head`; None for other nouns and for parts of a country."""
    if tree.forms[head] not in where_words("outer"):
        return None
    for child in tree.children[head]:
        mention = world.places.get(child) if tree.marker(child) == "of" else None
        if mention is not None and mention.place is not None and mention.place.kind != "country":
            return mention
    return None


def part_of_country(tree: Tree, head: int, world: World, *, inner: bool = False) -> Mention | None:
    """The country of "Libyan airfields" or "the Libyan capital" (then the town), at the noun `head`; else None.

    With `inner` (after "in") any noun that is no party counts, and a state's possessive too ("in its elections").
    """
    noun = tree.tokens[head]
    if noun.pos != "NOUN":
        return None
    if noun.text.lower() not in where_words("soil"):
        lemma = noun.lemma.lower()
        named = head in world.parties and lemma not in where_words("votes")  # "the general election" is no officer
        if not inner or named or lemma in where_words("nowhere"):
            return None
    for child in tree.children[head]:
        token = tree.tokens[child]
        if child > head:
            continue
        if inner and child in world.places and token.dep in ("compound", "nmod:poss"):
            return world.places[child]
        if inner and token.dep == "nmod:poss" and child in world.parties:
            party = world.parties[child].parties[0]
            code = party.code if party.id == party.code else None
        elif token.dep in ("amod", "compound", "nmod:desc", "nmod:unmarked"):
            code = demonyms().get(" ".join(fold(token.text)))
        else:
            continue
        entry = (capital_of(code) if noun.lemma == "capital" else country_entry(code)) if code else None
        if entry is not None:
            place = Place(entry.name, entry.code, entry.lat, entry.lon, entry.kind)
            text = f"{token.text} {noun.text}"
            return Mention("place", 0, child, head + 1, head, token.start, noun.end, text, "adjective", place=place)
    return None
