"""Deadlines, plans and things going on: which side of publication a date lies on; and that work grows with the text alone."""

from __future__ import annotations

import pytest

from dragoman.model import Article, Block, Parse, Sentence, Token
from dragoman.resolve.times.find import LONGEST, find_times
from dragoman.resolve.times.tense import HELPERS, Tenses

PUBLISHED = "2019-03-06"  # a Wednesday


def report(*sentences: str, published: str | None = PUBLISHED) -> Parse:
    """Sentences of "word/TAG/relation/head", the lemma behind "=" where it is not the word in lower case."""
    out, words, at = [], [], 0
    for text in sentences:
        start, tokens = at, []
        for item in text.split():
            word, pos, dep, head = item.rsplit("/", 3)
            word, _, lemma = word.partition("=")
            tokens.append(Token(word, at, at + len(word), lemma or word.lower(), pos, dep, int(head)))
            words.append(word)
            at += len(word) + 1
        out.append(Sentence(start, at - 1, tuple(tokens), "body", 0))
    joined = " ".join(words)
    return Parse(Article("a", "d", joined, (Block("body", 0, len(joined), 0),), published=published), tuple(out), ())


CASES = [
    # "by" and "until" in the present and the perfect are deadlines
    ("It/PRON/nsubj/2 has/AUX/aux/2 offered=offer/VERB/root/-1 amnesty/NOUN/obj/2 by/ADP/case/5 August/PROPN/obl/2", "2019-03-06/2019-08-31"),
    ("They/PRON/nsubj/1 have/VERB/root/-1 until/ADP/case/3 Friday/PROPN/obl/1", "2019-03-06/2019-03-08"),
    ("They/PRON/nsubj/1 left=leave/VERB/root/-1 by/ADP/case/3 August/PROPN/obl/1", "2018-08-01/2018-08-31"),
    # what is announced for a month is ahead, what was paid for one is not
    ("It/PRON/nsubj/1 announced=announce/VERB/root/-1 drills/NOUN/obj/1 for/ADP/case/4 August/PROPN/nmod/2", "2019-08-01/2019-08-31"),
    ("It/PRON/nsubj/1 paid=pay/VERB/root/-1 wages/NOUN/obj/1 for/ADP/case/4 August/PROPN/nmod/2", "2018-08-01/2018-08-31"),
    # an event counted from another one hangs on what the sentence tells, here in the present
    (
        "Nine/NUM/nummod/1 days/NOUN/obl/8 after/SCONJ/mark/4 thieves/NOUN/nsubj/4 locked=lock/VERB/acl/1 it/PRON/obj/4 clerks/NOUN/nsubj/8"
        " are/AUX/aux/8 writing=write/VERB/root/-1",
        "2019-02-25/2019-02-25",
    ),
    # what is coming to its end is going on
    (
        "He/PRON/nsubj/2 is/AUX/aux/2 coming=come/VERB/root/-1 to/ADP/case/5 the/DET/det/5 end/NOUN/obl/2 of/ADP/case/9 a/DET/det/9"
        " two-week/NOUN/compound/9 tour/NOUN/nmod/5",
        "2019-02-20/2019-03-06",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_which_side_of_publication(text: str, expected: str) -> None:
    found = [f"{m.when.start}/{m.when.end}" for m in find_times(report(text)) if m.when]
    assert found == [expected]


def test_a_narrowed_phrase_keeps_what_its_words_mean() -> None:
    rows = "It/PRON/nsubj/1 ended=end/VERB/root/-1 in/ADP/case/5 the/DET/det/5 late/ADJ/amod/5 1980s/NOUN/obl/1"
    (mention,) = find_times(report(rows))
    assert mention.when is not None and (mention.when.start, mention.when.end) == ("1985-01-01", "1989-12-31")
    assert mention.candidates == ("1980-01-01/1989-12-31",)


def test_a_page_without_blanks_is_one_word_and_is_not_copied_for_every_date_in_it() -> None:
    piece = "the-mill-burned-on-2016-04-05-"
    text = piece * 2000
    token = Token(text, 0, len(text), text, "NOUN", "root", -1)
    sentence = Sentence(0, len(text), (token,), "body", 0)
    parse = Parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), published=PUBLISHED), (sentence,), ())
    assert sum(len(m.text) for m in find_times(parse)) <= LONGEST


def test_however_many_helpers_hang_on_a_verb_few_are_kept() -> None:
    words = [Token("go", 0, 2, "go", "VERB", "root", -1)]
    words += [Token(f"w{n}", 3 * n, 3 * n + 2, f"w{n}", "AUX", "aux", 0) for n in range(1, 3000)]
    tenses = Tenses(Sentence(0, 9000, tuple(words), "body", 0))
    assert len(tenses.auxiliaries[0]) <= len(HELPERS) + 1
