"""Which kind of voice somebody is (CODEBOOK 7): a person, an official, an analyst, an organisation; and which agency tells news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.code.trees.tree import Tree
from dragoman.code.who.roles import World
from dragoman.data.book import load_book
from dragoman.model import Party

if TYPE_CHECKING:
    from dragoman.code.voices.phrases import Words

# Sectors of people of a country who speak for themselves: "farmers said", "a Chadian nurse".
PRIVATE = frozenset({"CVL", "REF", "LAB", "BUS", "EDU", "REL", "MED", "JRN", "AGR", "CRM"})
# Relations of what says which agency or network it is.
WHICH = frozenset({"compound", "amod", "nmod:desc", "nmod:poss", "flat"})


def of_person(tree: Tree, head: int, world: World, party: Party) -> bool:
    """Whether whoever speaks bears a person's name, in full or in part: "Ana Quill", "Mrs Quill", "she"."""
    book = load_book()
    word = tree.tokens[head]
    if word.pos == "PRON" and tree.forms[head] in ("it", "they", "we", "which", "that"):
        return False
    known = book.actors.get(party.id.partition(".")[0])
    parts = party.name.split()  # "Chad forces", "Chad people" are what the resolver calls parts of a state
    if not parts or (known is not None and known.name == party.name) or not parts[-1][:1].isupper():
        return False
    if party.name in book.named:  # also where it is spelt another way: "Ola Al Wik"
        return any(_in_words(part, word.text, party) for part in parts)
    if a_body(party.name) or (head in world.named and head not in world.people):
        return False
    return party.id != party.name and _in_words(parts[-1], word.text, party)


def _in_words(last: str, word: str, party: Party) -> bool:
    """Whether the words of a mention have the last word of the party's name; of a pronoun nothing is asked."""
    return word[:1].islower() or word in ("He", "She", "I", "Who") or last in (party.text or "").replace("’", " ")


def a_body(name: str) -> bool:
    """Whether a name is an organisation's by its words: "Quill Observatory", "League of Dhow Masters", "QDM"."""
    book = load_book()
    words = name.lower().replace("-", " ").split()
    last = words[-1] if words else ""
    letters = name.isupper() and len(name) > 2
    small = bool({"of", "the", "for"} & set(words))
    return letters or small or last in book.sectors or last in book.organs or last in book.groups


def kind_of(tree: Tree, head: int, words: Words, party: str, *, person: bool) -> str:
    """Which kind of voice a party is by the words of its phrase; `person` where it is called by a person's name."""
    lemmas = _described(tree, head)
    if lemmas & words.analysts or studies(lemmas, words):
        return "analyst"
    if lemmas & words.officials:
        return "official"
    private = party.partition(".")[2] in PRIVATE
    if person or private:
        return "official" if party.isupper() and not private else "person"
    return "organisation" if not party.isupper() else "official"


def _described(tree: Tree, head: int) -> set[str]:
    """Lemmas of a nominal without its clauses: who "the separatists allied with President Quill" are, the president says not."""
    found = {tree.lemmas[head]}
    for c in tree.children[head]:
        if tree.dep(c) not in ("acl", "advcl") or any(tree.dep(g) == "cop" for g in tree.children[c]):
            found.update(tree.lemmas[j] for j in tree.subtree(c))
    return found


def studies(lemmas: set[str], words: Words) -> bool:
    """Whether somebody heads a place of study: "chairman of the Institute for Harbours", "research director of"."""
    return bool(lemmas & words.heading) and bool(lemmas & words.study)


def unknown_kind(tree: Tree, head: int, world: World, words: Words) -> str:
    """The kind of somebody whom the resolver knows nothing of: an organisation by its name or noun, else a person."""
    token = tree.tokens[head]
    book = load_book()
    if token.pos == "PROPN":
        body = head in world.named and head not in world.people
        return "organisation" if body or (head not in world.people and a_body(token.text)) else "person"
    cls = book.noun(tree.lemmas[head])
    group = cls is not None and cls.name in ("group", "party", "labour", "militia")
    known = tree.lemmas[head] in book.sectors or tree.lemmas[head] in words.offices
    return "organisation" if group or known else "person"


def tells_news(tree: Tree, head: int, world: World, words: Words) -> bool:
    """Whether a noun of the press is one here: "the agency", "the state news agency", and no spy agency or Haqqani network.

    A capitalised "Agency" that the resolver knows as a body ("International Atomic Energy Agency") is that body.
    """
    lemma = tree.lemmas[head]
    if lemma not in words.either:
        return True
    if tree.tokens[head].text[:1].isupper() and head in world.parties:
        return False
    which = [c for c in tree.children[head] if tree.tokens[c].dep in WHICH and tree.tokens[c].pos != "DET"]
    if not which or any(tree.lemmas[c] in words.newsy or c in world.outlets for c in which):
        return True
    book = load_book()
    plain = [c for c in which if tree.tokens[c].pos in ("NOUN", "ADJ", "VERB") and tree.tokens[c].text[:1].islower()]
    known = [c for c in which if c in world.parties and tree.tokens[c].dep == "compound"]
    does = [c for c in which if tree.forms[c] in book.sectors or tree.forms[c] in book.portfolios]  # "Relief Agency"
    return not plain and not known and not does
