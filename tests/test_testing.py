"""The checks for steps of one's own: the built-in steps keep what they ask, and every breach is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import fakes
import pytest

from dragoman import pipeline
from dragoman.model import Article, Block, Claim, Document, Event, Judgement, Mention, Parse, Place, Voice, When
from dragoman.model.text import Name
from dragoman.read import read
from dragoman.testing import (
    article,
    check,
    check_article,
    check_claims,
    check_linked,
    check_mentions,
    check_parse,
    document,
    parsed,
)

TEXT = (
    "The Harbour Courier\n\nEnvoys leave Port Alba without a treaty\n\n3 March 2031\n\n"
    "Arvania demanded on Monday that Belmark leave the straits for good.\n\n"
    "Belmark refused to answer what Arvania had written to it in the spring.\n"
)
REAL = [
    "Lantern Bay Herald\n\nGhana and Togo talk of the border\n\n4 March 2019\n\nLOME (Wire) - Ghana's foreign minister urged Togo on Monday to "
    "reopen the crossing at Aflao.\n\nTogolese police had arrested eleven Ghanaian traders there last week, a trader said. "
    "“We will not pay,” she said.\n\nTogo denied that anybody had been hurt.\n",
    "Peru's navy seized two Chilean trawlers off Ilo, its spokesman said.\nChile, which called the seizure a\nprovocation, "
    "recalled its ambassador and threatened to close the port of Arica to Peruvian goods.\n",
    "Le ministre des Affaires étrangères a quitté la capitale hier soir, et les pourparlers n'ont pas repris depuis.\n",
    "",
]


def test_the_built_in_steps_keep_all_of_it() -> None:
    assert check(pipeline.builtin(), [document(text, source=f"{n}.txt") for n, text in enumerate(REAL)]) == []


def test_the_built_in_steps_keep_all_of_it_on_the_example_case() -> None:
    folder = Path(__file__).parent.parent / "examples" / "suez"
    texts = [file for file in sorted(folder.iterdir()) if file.suffix in (".txt", ".html")]
    found = [one for file in texts for one in read(file) if isinstance(one, Document)]
    assert len(found) == 12 and check(pipeline.builtin(), found) == []


def test_steps_without_a_model_keep_all_of_it() -> None:
    assert check(fakes.STEPS, [document(TEXT)]) == []


def coded() -> tuple[Article, Parse, tuple[Mention, ...], tuple[Claim, ...]]:
    found = fakes.STEPS.clean(document(TEXT))
    assert isinstance(found, Article)
    (parse,) = fakes.parse_many([found])
    mentions = fakes.resolve(parse)
    return found, parse, mentions, fakes.code(parse, mentions)


def test_builders_make_what_the_checks_take() -> None:
    found = parsed(
        "Ghana/PROPN/nsubj/2 left=leave/VERB/root/0", "It/PRON/nsubj/2 closed=close/VERB/root/0", kinds=["title"]
    )
    assert check_parse(found.article, found) == []
    assert [one.kind for one in found.sentences] == ["title", "body"]
    report = article("Talks began in Lima.", "They ended.", title="Talks", published="2031-03", outlet="Courier")
    source = document(report.text)
    assert check_article(source, replace(report, document_id=source.id)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda a: replace(a, document_id="another"), "is of document 'another'"),
        (lambda a: replace(a, text=" ", blocks=()), "a report without text"),
        (
            lambda a: replace(a, blocks=(*a.blocks, Block("body", 0, 4, 0))),
            "is empty, out of order or outside the text",
        ),
        (lambda a: replace(a, blocks=(replace(a.blocks[0], raw_start=1), *a.blocks[1:])), "does not stand at 1"),
        (lambda a: replace(a, published="3 March"), "published is '3 March'"),
    ],
)
def test_what_is_wrong_with_a_report(wrong: Callable[[Article], Article], told: str) -> None:
    report = article("Talks began in Lima.", "They ended.")
    source = document(report.text)
    problems = check_article(source, wrong(replace(report, document_id=source.id)))
    assert any(told in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Ghana/PROPN/nsubj/2 left=leave/VERB/root/3 it/PRON/obj/2"], "has no tree"),
        (["Ghana/PROPN/root/0 left=leave/VERB/root/0"], "has no tree"),
        (["Ghana/PROPN/nsubj/9 left=leave/VERB/root/0"], "has no tree"),
    ],
)
def test_what_is_wrong_with_a_tree(lines: list[str], told: str) -> None:
    found = parsed(*lines)
    assert any(told in problem for problem in check_parse(found.article, found))


def test_what_is_wrong_with_a_parse() -> None:
    found = parsed("Ghana/PROPN/nsubj/2 left=leave/VERB/root/0", "It/PRON/nsubj/2 closed=close/VERB/root/0")
    one, two = found.sentences
    token = one.tokens[0]
    for parse, told in (
        (replace(found, article=article("Another.")), "is of another report"),
        (replace(found, sentences=(two, one)), "begins before the one before it ends"),
        (replace(found, sentences=(replace(one, block=1), two)), "does not lie in its block"),
        (
            replace(found, sentences=(replace(one, tokens=(replace(token, text="Togo"), one.tokens[1])), two)),
            "do not stand",
        ),
        (replace(found, sentences=(replace(one, tokens=(replace(token, end=9), one.tokens[1])), two)), "overlap"),
        (replace(found, sentences=(replace(one, tokens=two.tokens), two)), "words outside it"),
        (replace(found, names=(Name(0, 1, 5, "LOC"),)), "is outside it"),
    ):
        problems = check_parse(found.article, parse)
        assert any(told in problem for problem in problems), (told, problems)


def test_what_is_wrong_with_mentions() -> None:
    _, parse, mentions, _ = coded()
    one = mentions[0]
    for mention, told in (
        (replace(one, kind="ship"), "kind 'ship'"),
        (replace(one, text="Corvia"), "do not stand there"),
        (replace(one, sentence=99), "there is no sentence 99"),
        (replace(one, outlet="courier"), "resolved to several things"),
        (replace(one, confidence=1.5), "is not 0 to 1"),
        (replace(one, parties=(replace(one.parties[0], id=""),)), "a party without an id"),
        (replace(one, parties=(), when=When("2031-02-30", "2031-03", "span", "absolute")), "of days that there are"),
        (replace(one, parties=(), when=When("2031-03", "2031-02", "span", "absolute")), "runs backwards"),
        (replace(one, parties=(), place=Place("Ur", "IRQ", 46.1, 230.0, "city")), "which is nowhere on earth"),
        (replace(one, parties=(), place=Place("Ur", "IRQ", 46.1, None, "city")), "only one of latitude"),
    ):
        assert any(told in problem for problem in check_mentions(parse, [mention])), told
    tree = parsed("Ghana/PROPN/nsubj/2 left=leave/VERB/root/0")
    outside = Mention("actor", 0, 0, 3, 2, 0, 5, "Ghana", "name")
    assert any("are not of sentence 0" in problem for problem in check_mentions(tree, [outside]))


def test_what_is_wrong_with_claims() -> None:
    report, _, _, (first, second) = coded()
    party = first.actors[0]
    for claims, told in (
        ([replace(first, article_id="x")], "is of another report"),
        ([replace(first, event="LEAVE")], "type 'LEAVE'; known: AGREE"),
        ([replace(first, status="done")], "status 'done'; known: actual"),
        ([replace(first, sentence=(5, 5))], "is empty or outside the text"),
        ([replace(first, trigger=(0, 3))], "does not lie in its sentence"),
        ([replace(first, actors=(replace(party, text="Corvia"),))], "party 'Corvia' does not stand at"),
        ([replace(first, actors=(replace(party, end=None),))], "only one end"),
        ([replace(first, place_span=(3, 1))], "the words of its place"),
        ([replace(first, attribution=(Voice("A", "person", stance="shouts"),))], "stance 'shouts'"),
        ([replace(first, attribution=(Voice("A", "person", id=""),))], "voice 'A' has an empty id"),
        ([replace(first, attribution=(Voice("A", "person", start=3),))], "voice 'A' has only one end"),
        ([replace(first, attribution=(Voice("A", "person", start=3, end=9999),))], "the words of voice 'A'"),
        ([replace(first, when=When("soon", "later", "day", "absolute"))], "the date 'soon' to 'later'"),
        ([replace(first, place=Place("Ur", "IRQ", 99.0, 46.1, "city"))], "which is nowhere on earth"),
        ([replace(first, content_of="nobody")], "is the content of 'nobody'"),
        ([replace(first, confidence=-0.1)], "confidence -0.1"),
        ([replace(first, magnitude=(("dead", 5, 3),))], "dead from 5 to 3"),
        ([first, first], "two claims have this id"),
        ([replace(first, content_of=second.id), replace(second, content_of=first.id)], "is the content of itself"),
    ):
        problems = check_claims(report, claims)
        assert any(told in problem for problem in problems), (told, problems)
    assert check_claims(report, [first, replace(second, content_of=first.id)]) == []


def test_what_is_wrong_with_events() -> None:
    report, _, _, claims = coded()
    judgements, events = fakes.link(claims, [report])
    first, *others = events
    bad = Judgement(claims[0].id, "nobody", "same", 2.0, (), "test")
    for found, told in (
        (([bad], events), "which are not two of the claims"),
        (([bad], events), "with score 2.0"),
        (([], [replace(first, id="x"), *others]), "an id that is none of a claim"),
        (([], [first, first, *others]), "has a claim that was counted before"),
        (([], [replace(first, reports=9), *others]), "counts 9 reports"),
        (([], [replace(first, standing="sure"), *others]), "the standing 'sure'"),
        (([], others), "is in no event"),
    ):
        problems = check_linked(claims, *found)
        assert any(told in problem for problem in problems), (told, problems)
    assert check_linked(claims, judgements, events) == []


def test_steps_that_are_not_the_same_twice_are_told() -> None:
    counter = iter(range(100))

    def moody(parse: Parse, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
        return fakes.code(parse, mentions)[: next(counter) % 2]

    def neighbours(articles: Iterable[Article]) -> list[Parse]:
        found = list(fakes.parse_many(articles))
        return [replace(parse, chains=(((0, len(found)),),)) for parse in found]

    def ordered(
        claims: Sequence[Claim], articles: Sequence[Article]
    ) -> tuple[tuple[Judgement, ...], tuple[Event, ...]]:
        judgements, events = fakes.link(claims, articles)
        return judgements, tuple(replace(event, aliases=(claims[0].id,)) for event in events)

    pages = [document(TEXT), document(TEXT.replace("demanded", "praised").replace("Arvania", "Nobody"), source="b.txt")]
    assert any("code: " in p and "the second time" in p for p in check(replace(fakes.STEPS, code=moody), pages))
    assert any("when it is parsed alone" in p for p in check(replace(fakes.STEPS, parse_many=neighbours), pages))
    assert any("in another order" in p for p in check(replace(fakes.STEPS, link=ordered), pages))
    lost = replace(fakes.STEPS, parse_many=lambda articles: list(fakes.parse_many(articles))[1:])
    assert check(lost, pages) == ["parse: 2 reports in and 1 parses out"]


@pytest.mark.parametrize("name", ["py.typed", "testing.py", "__main__.py"])
def test_what_packages_promise_is_there(name: str) -> None:
    assert (Path(pipeline.__file__).parent / name).exists()
