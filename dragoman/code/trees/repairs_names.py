"""Trees mended around names: prepositions before a title, borders and whom they are with, states to which something is sold."""

from __future__ import annotations

from dataclasses import replace

from dragoman.code.words import words
from dragoman.data.book import load_book
from dragoman.model import Token


def case_of_title(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "The killing of front leader Ana Quill": the preposition before a title belongs to the name that the title describes."""
    name = tokens[i].head
    if name <= i or any(tokens[c].dep == "case" and c < name for c in children[name]):
        return
    for c in children[i]:
        if tokens[c].dep == "case" and c < i:
            tokens[c] = replace(tokens[c], head=name)
            return


def border_with(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "An ambush near the border with Mali": whom a border is with stands right behind it, and nobody ambushes with them."""
    cases = [c for c in children[i] if tokens[c].dep == "case" and c < i]
    if len(cases) != 1 or tokens[cases[0]].text.lower() != "with":
        return
    border = cases[0] - 1
    # "reviewed the border with Togo": the review may be with Togo
    if (
        border >= 0
        and tokens[border].dep not in ("obj", "nsubj")
        and tokens[border].lemma.lower() in words("borders")
        and tokens[i].head not in (border, i)
    ):
        tokens[i] = replace(tokens[i], dep="nmod", head=border)


def sold_to(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Has sold Chad radars and lorries": a state right behind a verb of giving and before things is whom they are given to."""
    thing = tokens[i].head
    if i == 0 or thing <= i or tokens[thing].dep != "obj" or tokens[thing].pos != "NOUN":
        return
    if any(tokens[k].dep != "amod" or tokens[k].head != thing for k in range(i + 1, thing)):
        return
    verb = tokens[thing].head
    several = tokens[thing].text.lower() != tokens[thing].lemma.lower() or tokens[thing].lemma.lower() in words(
        "helping_nouns"
    )
    if verb != i - 1 or not several or tokens[verb].lemma.lower() not in words("giving") or tokens[i].text.isupper():
        return
    book = load_book()
    found = next(book.find(tokens[i].text), None)
    states = [e for e in found.alias.entries if e.kind in ("name", "capital")] if found is not None else []
    if any(book.actors[e.id].kind == "state" for e in states if e.id in book.actors):
        tokens[i] = replace(tokens[i], dep="iobj", head=verb)


def discussed_with(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Discussed the war with his Chadian counterpart": the war is not with him, the talk is."""
    topic = tokens[i].head
    if not 0 <= topic < i or tokens[topic].dep != "obj":
        return
    verb = tokens[topic].head
    if verb < 0 or tokens[verb].lemma.lower() not in words("discussing_with"):
        return
    if tokens[topic].lemma.lower() in words("shared"):
        return  # "reviewed its ties with Chad"
    if any(tokens[c].dep == "case" and tokens[c].text.lower() == "with" and c < i for c in children[i]):
        tokens[i] = replace(tokens[i], dep="obl", head=verb)
