"""Which date a claim takes: the phrase of its clause, a date counted from another, the day of the story it goes on with."""

from __future__ import annotations

from dragoman.code.when.dates import Dates
from dragoman.model import Article, Block, Mention, Parse, Sentence, Token, When

Row = tuple[str, str, str, str, int]


def parsed(*sentences: tuple[Row, ...], published: str | None = "2019-03-06") -> Parse:
    """Sentences from rows of (word, lemma, tag, relation, head)."""
    out, words, at = [], [], 0
    for rows in sentences:
        start, tokens = at, []
        for word, lemma, pos, dep, head in rows:
            tokens.append(Token(word, at, at + len(word), lemma, pos, dep, head))
            words.append(word)
            at += len(word) + 1
        out.append(Sentence(start, at - 1, tuple(tokens), "body", 0))
    text = " ".join(words)
    return Parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), published=published), tuple(out), ())


def told(
    parse: Parse, sentence: int, first: int, last: int, *, start: str, basis: str = "weekday", grain: str = "day"
) -> Mention:
    """A time mention on tokens [first, last), its head the last of them."""
    tokens = parse.sentences[sentence].tokens[first:last]
    when = When(start, start, grain, basis)
    return Mention("time", sentence, first, last, last - 1, tokens[0].start, tokens[-1].end, "", basis, when=when)


def dated(parse: Parse, mentions: list[Mention], sentence: int, token: int) -> tuple[str, str]:
    """(start, basis) of the claim triggered there."""
    when = Dates(parse, mentions).of(sentence, token)[1]
    return when.start, when.basis


SEIZED: tuple[Row, ...] = (
    ("Guards", "guard", "NOUN", "nsubj", 1), ("seized", "seize", "VERB", "root", -1), ("a", "a", "DET", "det", 3),
    ("mill", "mill", "NOUN", "obj", 1), ("on", "on", "ADP", "case", 5), ("Monday", "Monday", "PROPN", "obl", 1),
)  # fmt: skip
FREED: tuple[Row, ...] = (
    ("They", "they", "PRON", "nsubj", 1), ("freed", "free", "VERB", "root", -1), ("two", "two", "NUM", "nummod", 3),
    ("millers", "miller", "NOUN", "obj", 1),
)  # fmt: skip


def test_a_sentence_goes_on_with_the_story_of_a_day() -> None:
    parse = parsed(SEIZED, FREED)
    assert dated(parse, [told(parse, 0, 5, 6, start="2019-03-04")], 1, 1) == ("2019-03-04", "carried")


def test_the_perfect_and_the_future_do_not_go_on_with_it() -> None:
    for helper in ("have", "will"):
        rows: tuple[Row, ...] = (
            ("They", "they", "PRON", "nsubj", 2), (helper, helper, "AUX", "aux", 2), ("freed", "free", "VERB", "root", -1),
            ("millers", "miller", "NOUN", "obj", 2),
        )  # fmt: skip
        parse = parsed(SEIZED, rows)
        assert dated(parse, [told(parse, 0, 5, 6, start="2019-03-04")], 1, 2) == ("2019-03-06", "publication")


def test_the_story_of_a_day_ends() -> None:
    parse = parsed(SEIZED, *[FREED] * 12)
    mentions = [told(parse, 0, 5, 6, start="2019-03-04")]
    assert dated(parse, mentions, 2, 1)[1] == "carried"
    assert dated(parse, mentions, 12, 1)[1] == "publication"


def test_an_old_day_is_no_story_of_the_news() -> None:
    parse = parsed(SEIZED, FREED)
    assert dated(parse, [told(parse, 0, 5, 6, start="2018-03-04")], 1, 1)[1] == "publication"


def test_the_day_of_a_report_is_not_the_day_of_what_follows() -> None:
    rows: tuple[Row, ...] = (
        ("Courier", "Courier", "PROPN", "nsubj", 1), ("reported", "report", "VERB", "root", -1), ("thefts", "theft", "NOUN", "obj", 1),
        ("on", "on", "ADP", "case", 4), ("Monday", "Monday", "PROPN", "obl", 1),
    )  # fmt: skip
    parse = parsed(rows, FREED)
    assert dated(parse, [told(parse, 0, 4, 5, start="2019-03-04")], 1, 1)[1] == "publication"


def test_a_date_counted_from_the_main_clause_dates_what_is_told_after_it() -> None:
    rows: tuple[Row, ...] = (
        ("Envoys", "envoy", "NOUN", "nsubj", 1), ("arrived", "arrive", "VERB", "root", -1), ("Tuesday", "Tuesday", "PROPN", "obl", 1),
        ("a", "a", "DET", "det", 4), ("day", "day", "NOUN", "obl", 1), ("after", "after", "SCONJ", "mark", 7),
        ("guards", "guard", "NOUN", "nsubj", 7), ("fired", "fire", "VERB", "advcl", 1),
    )  # fmt: skip
    parse = parsed(rows)
    mentions = [told(parse, 0, 2, 3, start="2019-03-05"), told(parse, 0, 3, 6, start="2019-03-04", basis="offset")]
    assert dated(parse, mentions, 0, 1) == ("2019-03-05", "weekday")
    assert dated(parse, mentions, 0, 7) == ("2019-03-04", "offset")


def test_since_an_event_reaches_from_its_date_to_publication() -> None:
    rows: tuple[Row, ...] = (
        ("Since", "since", "ADP", "case", 2), ("the", "the", "DET", "det", 2), ("flood", "flood", "NOUN", "obl", 6),
        ("in", "in", "ADP", "case", 4), ("May", "May", "PROPN", "nmod", 2), ("guards", "guard", "NOUN", "nsubj", 6),
        ("seized", "seize", "VERB", "root", -1), ("mills", "mill", "NOUN", "obj", 6),
    )  # fmt: skip
    parse = parsed(rows)
    mentions = [told(parse, 0, 4, 5, start="2018-05-01", basis="relative", grain="month")]
    when = Dates(parse, mentions).of(0, 6)[1]
    assert (when.start, when.end, when.basis) == ("2018-05-01", "2019-03-06", "since")
    assert dated(parse, mentions, 0, 2) == ("2018-05-01", "relative")


def test_a_letter_sent_on_a_day_speaks_on_it() -> None:
    rows: tuple[Row, ...] = (
        ("A", "a", "DET", "det", 1), ("letter", "letter", "NOUN", "nsubj", 5), ("sent", "send", "VERB", "acl", 1),
        ("on", "on", "ADP", "case", 4), ("Monday", "Monday", "PROPN", "obl", 2), ("demanded", "demand", "VERB", "root", -1),
        ("grain", "grain", "NOUN", "obj", 5),
    )  # fmt: skip
    parse = parsed(rows)
    assert dated(parse, [told(parse, 0, 4, 5, start="2019-03-04")], 0, 5)[0] == "2019-03-04"


def test_a_summit_in_a_month_dates_its_sentence() -> None:
    rows: tuple[Row, ...] = (
        ("He", "he", "PRON", "nsubj", 1), ("warned", "warn", "VERB", "root", -1), ("of", "of", "ADP", "case", 3),
        ("harm", "harm", "NOUN", "obl", 1), ("at", "at", "ADP", "case", 5), ("talks", "talk", "NOUN", "nmod", 3),
        ("in", "in", "ADP", "case", 7), ("May", "May", "PROPN", "nmod", 5),
    )  # fmt: skip
    parse = parsed(rows)
    assert dated(parse, [told(parse, 0, 7, 8, start="2018-05-01", grain="month")], 0, 1)[0] == "2018-05-01"


def test_a_when_clause_dates_the_main_one() -> None:
    rows: tuple[Row, ...] = (
        ("Donors", "donor", "NOUN", "nsubj", 1), ("left", "leave", "VERB", "root", -1), ("when", "when", "ADV", "advmod", 4),
        ("guards", "guard", "NOUN", "nsubj", 4), ("struck", "strike", "VERB", "advcl", 1), ("in", "in", "ADP", "case", 6),
        ("2010", "2010", "NUM", "obl", 4),
    )  # fmt: skip
    parse = parsed(rows)
    assert dated(parse, [told(parse, 0, 6, 7, start="2010-01-01", grain="year")], 0, 1)[0] == "2010-01-01"


def test_a_war_in_front_of_a_noun_dates_nothing_else() -> None:
    rows: tuple[Row, ...] = (
        ("Divers", "diver", "NOUN", "nsubj", 1), ("moved", "move", "VERB", "root", -1), ("a", "a", "DET", "det", 4),
        ("WWII", "WWII", "PROPN", "compound", 4), ("mine", "mine", "NOUN", "obj", 1),
    )  # fmt: skip
    parse = parsed(rows)
    assert (
        dated(parse, [told(parse, 0, 3, 4, start="1939-09-01", basis="period", grain="span")], 0, 1)[1] == "publication"
    )


def clause(text: str, heads: str) -> tuple[Row, ...]:
    """Rows from "word/TAG/relation" and the numbers of their heads; the lemma is the word in lower case, or stands behind "="."""
    rows = []
    for item, head in zip(text.split(), heads.split(), strict=True):
        word, pos, dep = item.split("/")
        word, _, lemma = word.partition("=")
        rows.append((word, lemma or (word if pos == "PROPN" else word.lower()), pos, dep, int(head)))
    return tuple(rows)


SAYS = clause(
    "Miners=miner/NOUN/nsubj must/AUX/aux return/VERB/ccomp ,/PUNCT/punct Sulak/PROPN/nsubj says=say/VERB/root",
    "2 2 5 5 5 -1",
)
REMARK = clause(
    "He/PRON/nsubj made=make/VERB/root the/DET/det remark/NOUN/obj in/ADP/case Lima/PROPN/obl on/ADP/case Monday/PROPN/obl",
    "1 -1 3 1 5 1 7 1",
)


def test_a_remark_is_dated_behind_its_words() -> None:
    parse = parsed(SAYS, REMARK)
    mentions = [told(parse, 1, 7, 8, start="2019-03-04")]
    assert dated(parse, mentions, 0, 2) == ("2019-03-04", "carried")
    assert (
        dated(parsed(SAYS, SEIZED), [told(parsed(SAYS, SEIZED), 1, 5, 6, start="2019-03-04")], 0, 2)[1] == "publication"
    )


def test_an_event_named_again_keeps_its_date() -> None:
    raid = clause("Guards=guard/NOUN/nsubj raided=raid/VERB/root it/PRON/obj in/ADP/case May/PROPN/obl", "1 -1 1 4 1")
    again = clause("The/DET/det raid/NOUN/nsubj angers=anger/VERB/root millers=miller/NOUN/obj", "1 2 -1 2")
    other = clause("Another=another/DET/det raid/NOUN/nsubj angers=anger/VERB/root millers=miller/NOUN/obj", "1 2 -1 2")
    parse = parsed(raid, again, other)
    mentions = [told(parse, 0, 4, 5, start="2018-05-01", basis="relative", grain="month")]
    assert dated(parse, mentions, 1, 1) == ("2018-05-01", "carried")
    assert dated(parse, mentions, 2, 1)[1] == "publication"


def test_a_headline_takes_the_date_of_what_it_tells() -> None:
    title = clause("Sulak/PROPN/nsubj frees=free/VERB/root two/NUM/nummod millers=miller/NOUN/obj", "1 -1 3 1")
    lead = clause(
        "Sulak/PROPN/nsubj freed=free/VERB/root two/NUM/nummod millers=miller/NOUN/obj on/ADP/case Monday/PROPN/obl",
        "1 -1 3 1 5 1",
    )
    for published, basis in ((None, "carried"), ("2019-03-06", "carried"), ("2019-05-06", "publication")):
        body = parsed(title, lead, published=published)
        first = body.sentences[0]
        head = Sentence(first.start, first.end, first.tokens, "title", 0)
        parse = Parse(body.article, (head, *body.sentences[1:]), ())
        assert dated(parse, [told(parse, 1, 5, 6, start="2019-03-04", basis="absolute")], 0, 1)[1] == basis


def test_the_occasion_of_a_main_verb_dates_it() -> None:
    before = clause(
        "Addressing=address/VERB/advcl a/DET/det rally/NOUN/obj on/ADP/case Monday/PROPN/obl Sulak/PROPN/nsubj urged=urge/VERB/root calm/NOUN/obj",
        "6 2 0 4 0 6 -1 6",
    )
    behind = clause(
        "The/DET/det council/NOUN/nsubj sitting=sit/VERB/acl on/ADP/case Monday/PROPN/obl freed=free/VERB/root millers=miller/NOUN/obj",
        "1 5 1 4 2 -1 5",
    )
    for rows, verb in ((before, 6), (behind, 5)):
        parse = parsed(rows)
        assert dated(parse, [told(parse, 0, 4, 5, start="2019-03-04")], 0, verb)[0] == "2019-03-04"


def test_a_clause_that_tells_when_an_event_took_place_dates_its_noun() -> None:
    rows = clause(
        "The/DET/det truce/NOUN/nsubj on/ADP/case mills=mill/NOUN/nmod initialled=initial/VERB/acl in/ADP/case May/PROPN/obl holds=hold/VERB/root",
        "1 7 3 1 3 6 4 -1",
    )
    parse = parsed(rows)
    assert (
        dated(parse, [told(parse, 0, 6, 7, start="2018-05-01", grain="month", basis="relative")], 0, 1)[0]
        == "2018-05-01"
    )


def test_a_month_in_front_of_a_noun_dates_it_whatever_the_tree_says() -> None:
    rows = clause(
        "He/PRON/nsubj pardoned=pardon/VERB/root the/DET/det authors=author/NOUN/nsubj of/ADP/case the/DET/det May/PROPN/nmod bombing/NOUN/obj",
        "1 -1 3 7 6 6 3 1",
    )
    parse = parsed(rows)
    assert (
        dated(parse, [told(parse, 0, 6, 7, start="2018-05-01", grain="month", basis="relative")], 0, 7)[0]
        == "2018-05-01"
    )


def test_a_tour_of_three_weeks_is_dated_by_its_length_where_nothing_else_dates_it() -> None:
    rows = clause(
        "He/PRON/nsubj ends=end/VERB/root a/DET/det three-week/NOUN/compound mine/NOUN/compound tour/NOUN/obj",
        "1 -1 5 5 5 1",
    )
    parse = parsed(rows)
    mentions = [told(parse, 0, 3, 4, start="2019-02-13", basis="duration", grain="span")]
    assert dated(parse, mentions, 0, 5) == ("2019-02-13", "duration")
    assert dated(parse, mentions, 0, 1)[1] == "publication"


def test_the_day_of_a_dateline_dates_nothing() -> None:
    rows = clause(
        "ALBA/PROPN/root ,/PUNCT/punct May/PROPN/nmod 3/NUM/nummod -/PUNCT/punct Guards=guard/NOUN/nsubj left=leave/VERB/parataxis",
        "-1 0 0 2 0 6 0",
    )
    parse = parsed(rows, published="2019-05-04")
    assert dated(parse, [told(parse, 0, 2, 4, start="2019-05-03", basis="absolute")], 0, 6) == (
        "2019-05-04",
        "publication",
    )


def test_the_subject_of_what_happened_dates_it() -> None:
    rows = clause(
        "His/PRON/nmod:poss 2015/NUM/nummod visit/NOUN/nsubj came=come/VERB/root amid/ADP/case riots=riot/NOUN/obl",
        "2 2 3 -1 5 3",
    )
    parse = parsed(rows)
    assert (
        dated(parse, [told(parse, 0, 1, 2, start="2015-01-01", basis="absolute", grain="year")], 0, 5)[0]
        == "2015-01-01"
    )
