"""Words of attribution (`data/voices.yml`) and how a phrase becomes a voice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from dragoman.code.trees.tree import Tree
from dragoman.code.trees.written import spaced
from dragoman.code.voices.kinds import a_body, kind_of, of_person, tells_news, unknown_kind
from dragoman.code.who.roles import World, parties_of
from dragoman.code.words import words as listed
from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.data.spellings import slug
from dragoman.model import Mention, Party, Voice

# The name of a web site: Elva.com.
SITE = re.compile(r"\w\.(?:com|org|net|info|news|tv|co|[a-z]{2})$")
# Verbs whose passive tells what somebody, who is not named, has said: "we had been told that".
TOLD = frozenset({"tell", "inform"})
# Who speaks on condition of not being named.
HIDDEN = frozenset({"source", "witness", "insider", "eyewitness", "informant"})
# The lists whose lemmas may begin an attribution.
BEGINNING = ("speech", "issues", "certain", "undoubted", "reports", "unsourced", "feelings", "mute")
# Relations of what hangs on a nominal and is no part of what it says.
BESIDE = frozenset(
    {
        "case", "mark", "punct", "cc", "conj", "acl:relcl", "appos", "parataxis", "advcl", "acl", "cop", "nsubj", "aux", "obl",
    }
)  # fmt: skip
OUTLET_KINDS = {"agency": "agency", "monitor": "organisation", "think tank": "organisation"}


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `data/voices.yml` and `data/hearsay.yml` as sets of lemmas; `rumoured` are the adverbs of the latter."""

    speech: frozenset[str]
    acts: frozenset[str]
    objects: frozenset[str]
    accusations: frozenset[str]
    denies: frozenset[str]
    confirms: frozenset[str]
    doubts: frozenset[str]
    cites: frozenset[str]
    hearsay: frozenset[str]
    reports: frozenset[str]
    according: frozenset[str]
    anonymous: frozenset[str]
    outlets: frozenset[str]
    documents: frozenset[str]
    analysts: frozenset[str]
    officials: frozenset[str]
    silence: frozenset[str]
    listing: frozenset[str]
    listed: frozenset[str]
    plain: frozenset[str]
    rules: frozenset[str]
    expresses: frozenset[str]
    mute: frozenset[str]
    introduces: frozenset[str]
    alone: frozenset[str]
    hearers: frozenset[str]
    turning_down: frozenset[str]
    honorifics: frozenset[str]
    statements: frozenset[str]
    issues: frozenset[str]
    inquirers: frozenset[str]
    unsourced: frozenset[str]
    certain: frozenset[str]
    undoubted: frozenset[str]
    feelings: frozenset[str]
    voicing: frozenset[str]
    either: frozenset[str]
    newsy: frozenset[str]
    study: frozenset[str]
    heading: frozenset[str]
    offices: frozenset[str]
    rumoured: frozenset[str]
    charged: frozenset[str]
    abroad: frozenset[str]
    behind: Mapping[str, str]
    cues: frozenset[str]  # every lemma at which an attribution may begin


@cache
def load_words() -> Words:
    """The shipped words of attribution."""
    raw = load_yaml("voices.yml")
    lists = raw.pop("lists")
    words = {name: frozenset(lemmas) for name, lemmas in raw.items()}
    told = load_yaml("hearsay.yml")
    words |= {
        "rumoured": frozenset(told["adverbs"]),
        "hearsay": frozenset(told["to"]),
        "charged": frozenset(told["charged"]),
    }
    behind = {verb: entry["word"] for verb, entry in told["behind"].items()}
    cues = frozenset(behind).union(words["charged"], words["hearsay"], TOLD, *(words[name] for name in BEGINNING))
    return Words(listing=frozenset(lists["verbs"]), listed=frozenset(lists["nouns"]), cues=cues, behind=behind, **words)


def stance_of(lemma: str, words: Words) -> str:
    """The speaker's stance that a verb gives: asserts, denies, confirms or doubts."""
    if lemma in words.denies:
        return "denies"
    if lemma in words.confirms:
        return "confirms"
    return "doubts" if lemma in words.doubts else "asserts"


def voice_of(tree: Tree, head: int, world: World, words: Words, *, verb: str | None) -> Voice | None:
    """The voice that the nominal at `head` names, or None where nobody speaks ("it", a thing, an unresolved pronoun)."""
    token = tree.tokens[head]
    lemma = token.lemma.lower()
    speak = partial(Voice, verb=verb, stance=stance_of(verb or "", words))
    outlet = outlet_at(world, head)
    if outlet is not None and outlet.outlet is not None:
        known = load_book().outlets.get(outlet.outlet)
        kind = OUTLET_KINDS.get(known.kind if known else "", "outlet")
        return speak(outlet.text, kind, id=outlet.outlet, start=outlet.start, end=outlet.end)
    if lemma in words.documents or (lemma in words.outlets and tells_news(tree, head, world, words)):
        named = _named_outlet(tree, head, world, words, verb)
        if named is not None:
            return named
        start, end, text = phrase(tree, head)
        owners = parties_of(tree, head, world, owner=True)
        found = bool(owners) or any(tree.lemmas[c] in words.inquirers for c in tree.children[head])
        document = lemma in words.documents or (lemma == "report" and found)  # "the panel's report"
        return speak(text, "document" if document else "outlet", id=_first(owners), start=start, end=end)
    parties = parties_of(tree, head, world)
    apposed = _named(tree, head, world, words)
    if apposed is not None:
        start, end, name = phrase(tree, apposed)
        whose = _first(parties_of(tree, apposed, world) or parties)
        person = (apposed in world.people or apposed not in world.named) and not a_body(name)
        kind = kind_of(tree, head, words, whose or "", person=person)
        return speak(name, kind, id=whose, start=start, end=end)
    if token.pos == "PRON":
        if not parties or (lemma == "it" and verb is None):
            return None
        person = of_person(tree, head, world, parties[0])
        kind = kind_of(tree, head, words, parties[0].id, person=person)
        return speak(parties[0].name, kind, id=parties[0].id, start=token.start, end=token.end)
    start, end, text = phrase(tree, head)
    proper = token.pos == "PROPN" or any(
        tree.tokens[c].pos == "PROPN" and tree.dep(c) in ("appos", "flat") for c in tree.children[head]
    )
    if lemma in words.anonymous and not proper:
        owners = parties or parties_of(tree, head, world, owner=True)
        if _each(tree, head) or any(_each(tree, c) for c in tree.children[head]):
            owners = []  # "officials on both sides"
        if lemma in words.abroad and head in world.parties and world.parties[head].basis == "inferred":
            owners = []  # "diplomats said": of whatever state, and most likely not of the one that the report is about
        hidden = lemma in HIDDEN or _indefinite(tree, head)
        if owners and lemma.startswith("spokes"):
            hidden = False  # "an army spokesman" speaks for the army, whatever his name
        told = "official" if lemma in words.officials or lemma == "aide" else "person"
        kind = "analyst" if lemma in words.analysts else "anonymous source" if hidden else told
        return speak(text, kind, id=_first(owners), anonymous=hidden, start=start, end=end)
    if parties:
        called, kind = _spoken_for(tree, head, world, words, parties[0], proper=proper)
        several = len({p.id for p in parties}) > 1 and (tree.forms[head] != lemma or _each(tree, head))
        whose = None if several else _first(parties)  # "both sides said": neither alone
        return speak(called or text, kind, id=whose, start=start, end=end)
    if lemma in words.officials or lemma in words.analysts:
        owners = parties_of(tree, head, world, owner=True)
        kind = "analyst" if lemma in words.analysts else "official"
        return speak(text, kind, id=_first(owners), start=start, end=end)
    if token.pos == "PROPN":
        site = SITE.search(text) is not None
        kind = "outlet" if site else unknown_kind(tree, head, world, words)
        return speak(text, kind, id=slug(text) if site else None, start=start, end=end)
    if token.pos != "NOUN":
        return None
    if verb in words.cites and lemma in listed("persons"):  # "citing a banker"
        hidden = _indefinite(tree, head)
        return speak(text, "anonymous source" if hidden else "person", anonymous=hidden, start=start, end=end)
    speaks = verb in words.plain or lemma in words.inquirers or head in world.unresolved
    kind = "organisation" if lemma in words.inquirers else unknown_kind(tree, head, world, words)
    return speak(text, kind, start=start, end=end) if speaks and head not in world.places else None


def _first(parties: Sequence[Party]) -> str | None:
    """The id of the first party, None where there is none."""
    return parties[0].id if parties else None


def _spoken_for(
    tree: Tree, head: int, world: World, words: Words, party: Party, *, proper: bool
) -> tuple[str | None, str]:
    """What a party that speaks is called, and which kind of voice it is; None where it is called by the words of the phrase."""
    mention = world.parties.get(head)
    beside = mention is not None and mention.basis == "apposition"  # "a hostage, the minister Ola Vik, said"
    person = (proper or beside) and of_person(tree, head, world, party)
    cut = mention is not None and mention.basis == "guessed" and mention.text in party.name  # "League of Dhow"
    name = party.name if person or cut else mention.text if mention else None
    if person and mention is not None and party.name.split()[-1] not in mention.text:
        name = _spelt(tree, head, world) or name
    return name, kind_of(tree, head, words, party.id, person=person)


def _spelt(tree: Tree, head: int, world: World) -> str | None:
    """A person's name as the text has it, where the book has another spelling; None where no name is marked there."""
    first = last = head
    while first - 1 in world.people:
        first -= 1
    while last + 1 in world.people:
        last += 1
    return spaced(tree.tokens[first : last + 1]) if head in world.people else None


def outlet_at(world: World, word: int) -> Mention | None:
    """The outlet in whose name a word stands, also where the tree takes the name apart ("Asharq" "al-Awsat")."""
    return world.outlets.get(word) or next((m for m in world.outlets.values() if m.first <= word < m.last), None)


def _named(tree: Tree, head: int, world: World, words: Words) -> int | None:
    """The name that stands with an office: "candidate Marta Ruiz", "the Premier, Ola Vik", "Secretary of the Union Ola Vik"."""
    token = tree.tokens[head]
    titled = token.pos == "NOUN" or token.lemma.lower() in words.officials
    for c in tree.children[head] if titled and token.pos in ("NOUN", "PROPN") else ():
        child = tree.tokens[c]
        if child.pos != "PROPN" or c < head or c in world.outlets:
            continue
        if c == head + 1 and child.dep in ("flat", "appos", "nmod:desc", "compound", "nmod:unmarked"):
            return c if token.pos == "NOUN" else None
        if child.dep in ("appos", "flat") and c in world.parties and c not in world.places:
            return c
    beside = head + 2  # the model hangs the name on the verb: "the alliance's secretary, Ola Vik, said"
    if titled and beside in world.people and beside in world.parties and tree.tokens[head + 1].text == ",":
        return beside if tree.dep(beside) in ("dep", "list") else None
    return None


def _named_outlet(tree: Tree, head: int, world: World, words: Words, verb: str | None) -> Voice | None:
    """The outlet that "the news site Elva", "the Northern Post newspaper" or "a report in the Post" names."""
    for c in tree.children[head]:
        token = tree.tokens[c]
        inside = token.dep.startswith("nmod") and tree.marker(c) in ("in", "by", "from", "on")
        if outlet_at(world, c) or (inside and token.lemma.lower() in words.outlets):
            return voice_of(tree, c, world, words, verb=verb)
        apposed = (
            token.pos == "PROPN"
            and token.text[:1].isupper()  # the "run" of "the Quill-run Elva radio" is no name
            and c not in world.places
            and token.dep in ("appos", "flat", "nmod:desc", "compound")
        )
        if (
            apposed
            and words.outlets & {tree.lemmas[head]}
            and tree.lemmas[head] not in ("report", "article", "press", "media", "dispatch")
        ):
            start, end, text = phrase(tree, c)
            stance = stance_of(verb or "", words)
            return Voice(text, "outlet", id=slug(text), verb=verb, stance=stance, start=start, end=end)
    return None


def phrase(tree: Tree, head: int) -> tuple[int, int, str]:
    """Extent and words of a nominal without relative clauses, appositions and trailing adverbials."""
    keep = [head]
    for c in tree.children[head]:
        token = tree.tokens[c]
        if token.dep in BESIDE:
            continue
        if (
            c > head
            and token.dep.startswith("nmod")
            and tree.marker(c) not in ("of", "to", "in", "for", "from", "with", "at")
            and token.dep != "nmod:desc"
        ):
            continue
        if c > head + 1 and token.dep == "compound":
            continue  # hung too far off by the model: "a source told the news outlet"
        keep += tree.subtree(c)  # "sources close to the ministry"
    first, last = min(keep), max(keep)
    tokens = tree.tokens[first : last + 1]
    text, end = "", tokens[0].start
    for t in tokens:
        text += f" {t.text}" if t.start > end else t.text
        end = t.end
    return tokens[0].start, tokens[-1].end, text


def _each(tree: Tree, head: int) -> bool:
    """Whether a nominal tells of two at once: "both armies", "each side"."""
    return any(tree.forms[c] in ("both", "each", "either") for c in tree.children[head])


def _indefinite(tree: Tree, head: int) -> bool:
    """Plural or "a/an/one/some": nobody in particular is named ("officials", "a diplomat", "two aides")."""
    if any(tree.tokens[c].dep == "nmod:poss" for c in tree.children[head]):
        return False
    determiners = [tree.forms[c] for c in tree.children[head] if tree.tokens[c].dep in ("det", "nummod")]
    return not any(d in ("the", "this", "that") for d in determiners)
