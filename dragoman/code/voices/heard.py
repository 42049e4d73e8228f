"""What a naming leads back to: "the sources", "the spokeswoman", "it said", "the release" are who or what was heard before."""

from __future__ import annotations

from dataclasses import replace

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.hearing import FAR, NEAR, Hearing
from dragoman.code.voices.phrases import Words
from dragoman.code.voices.same import holder_of, personal, same_voice, several
from dragoman.model import Voice


def known_as(tree: Tree, head: int, voice: Voice, words: Words, heard: Hearing) -> tuple[Voice, ...]:
    """The chain a definite description leads back to: "the sources", "the paper" heard before."""
    lemma = tree.lemmas[head]
    definite = any(
        tree.forms[c] in ("the", "these", "this", "those") for c in tree.children[head] if tree.tokens[c].dep == "det"
    )
    if (
        definite
        and voice.kind in ("anonymous source", "official", "analyst")
        and lemma in heard.sources
        and not _specified(tree, head)
    ):
        known = heard.sources[lemma]
        return (*known[:-1], replace(known[-1], verb=voice.verb, stance=voice.stance))
    if (
        definite
        and voice.kind == "document"
        and voice.id is None
        and lemma in heard.sources
        and not _specified(tree, head)
    ):
        known = heard.sources[lemma]  # "the release", told of before as the ministry's
        return (*known[:-1], replace(known[-1], verb=voice.verb, stance=voice.stance))
    if (
        definite
        and voice.kind == "official"
        and not voice.anonymous
        and voice.id in heard.persons
        and (lemma in words.officials or lemma in words.anonymous or lemma in words.analysts)
        and not _specified(tree, head)
        and (person := holder_of(lemma, heard.persons[voice.id])) is not None
    ):  # "the spokeswoman", heard by name before
        return (replace(person, verb=voice.verb, stance=voice.stance, start=voice.start, end=voice.end),)
    if (
        definite
        and voice.kind in ("outlet", "document")
        and (voice.id is None or heard.number - heard.outlet_in <= NEAR)
        and lemma in words.outlets
        and heard.outlet
        and not (voice.id is not None and (voice.name or "")[:1].isupper() and voice.start != tree.tokens[head].start)
    ):
        known = heard.outlet
        return (*known[:-1], replace(known[-1], verb=voice.verb, stance=voice.stance))
    return (voice,)


def by_pronoun(tree: Tree, head: int, voice: Voice, heard: Hearing) -> tuple[Voice, ...]:
    """ "it said" after a radio, "she added" where she has been taken for a state: the one who spoke last, if just before."""
    word = tree.forms[head]
    if word == "one" and any(tree.forms[c] in ("them", "these", "whom") for c in tree.children[head]):
        if heard.last and not several(heard.last[-1]) and not heard.last[-1].anonymous:
            return ()  # "one of them" is not the minister who spoke before
        word = "he"
        voice = replace(voice, id=None)
    reach = NEAR if word in ("it", "they") else FAR
    if word not in ("he", "she", "it", "they") or not heard.last or heard.number - heard.last_in > reach:
        return ()
    last = heard.last[-1]
    if word == "it" and voice.id is not None and last.id == voice.id and last.kind == voice.kind and not last.anonymous:
        return (*heard.last[:-1], replace(last, verb=voice.verb, stance=voice.stance, start=voice.start, end=voice.end))
    if word == "it":
        fits = last.kind in ("outlet", "agency", "document", "organisation")
        wrong = voice.id is None or voice.id.isupper()
    elif word == "they":
        fits, wrong = several(last), voice.id is None or voice.id.isupper() or voice.id.startswith("?")
    else:
        fits = last.kind in ("official", "person", "analyst", "anonymous source") and last.name is not None
        wrong = not personal(voice)
    if not fits or not wrong:
        return ()
    return (*heard.last[:-1], replace(last, verb=voice.verb, stance=voice.stance, start=voice.start, end=voice.end))


def _specified(tree: Tree, head: int) -> bool:
    return any(tree.dep(c) in ("nmod", "amod", "compound") for c in tree.children[head])


def remember(tree: Tree, head: int, chain: tuple[Voice, ...], words: Words, heard: Hearing) -> None:
    """Keep a chain for those that the rest of the report leads back to it: by the noun that named it, by name, by outlet."""
    lemma = tree.lemmas[head]
    if chain and chain[-1].kind in ("anonymous source", "official", "analyst") and lemma in words.anonymous:
        outer = heard.outlet if len(chain) == 1 and chain[-1].anonymous and lemma == "source" else ()
        heard.sources[lemma] = joined_chain(outer, chain) if outer else chain
    if chain and lemma == "report" and chain[-1].kind in ("outlet", "document"):
        heard.report = heard.report or chain
    if chain and chain[-1].kind == "document" and chain[-1].id is not None:
        heard.sources[lemma] = chain
    for n, voice in enumerate(chain):
        if (
            voice.id
            and voice.name
            and voice.kind in ("official", "person")
            and not voice.anonymous
            and voice.name[:1].isupper()
            and " " in voice.name
        ):
            offices = frozenset(tree.lemmas[j] for j in tree.subtree(head)) & words.officials
            heard.persons.setdefault(voice.id, []).append((offices, voice))
        if voice.kind in ("outlet", "agency") and voice.id is not None:
            heard.outlet, heard.outlet_in = chain[: n + 1], heard.number
            heard.first = heard.first or heard.outlet
        if voice.kind == "anonymous source" and voice.name:
            heard.sources.setdefault(voice.name.lower().split()[-1].rstrip("s"), chain[: n + 1])
            if "source" in voice.name.lower() and (n or "source" not in heard.sources):
                heard.sources["source"] = chain[: n + 1]


def joined_chain(outer: tuple[Voice, ...], inner: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Two chains as one, without the voices of the inner that the outer has already."""
    return (*outer, *(v for v in inner if not any(same_voice(v, k) for k in outer)))
