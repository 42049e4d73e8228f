"""Words: cut as in the English treebanks, offsets exact."""

import itertools
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parse.tokens import LONG_WORD, PREFIXES, exceptions, words

CASES = [
    "They did n't sign|They didn't sign",
    "They did n’t sign|They didn’t sign",
    "Norway 's king|Norway's king",
    "Norway ’s king|Norway’s king",
    "the ministers ' talks|the ministers' talks",
    "We can not and we 'll go|We cannot and we'll go",
    "a cease - fire|a cease-fire",
    "U.S. - backed non-state anti-war groups|U.S.-backed non-state anti-war groups",
    "Bashir al - Hamed|Bashir al-Hamed",
    "and / or|and/or",
    "on 12/03/2004 or 9/11 at 5:30 p.m.|on 12/03/2004 or 9/11 at 5:30 p.m.",
    "$ 3.5 million , 1,200 € , 12 %|$3.5 million, 1,200€, 12%",
    "US$ 30|US$30",
    "10 - 15 men|10-15 men",
    "“ We agree , ” she said .|“We agree,” she said.",
    "\" We agree , \" she said .|\"We agree,\" she said.",
    "( see p. 12 ) ; [ 3 ]|(see p. 12); [3]",
    "Gen. Ito of Acme Inc. and Dr. Aho|Gen. Ito of Acme Inc. and Dr. Aho",
    "J. F. Olin said no .|J. F. Olin said no.",
    "the U.S. and the U.N.|the U.S. and the U.N.",
    "It ended … well — or not ...|It ended…well—or not...",
    "the 1990s , the ’80s|the 1990s, the ’80s",
    "write to a.b@site.org or https://site.org/a-b|write to a.b@site.org or https://site.org/a-b",
    "vitamin C .|vitamin C.",
    "What ?! No !!!|What?! No!!!",
    "left . The|left.The",
    "some 40 km and 2.5 m of water , $ 3 M , £ 12 bn by 3M|some 40km and 2.5m of water, $3M, £12bn by 3M",
    "a 3D map of the 1990s , 5G , the 21st and 30s|a 3D map of the 1990s, 5G, the 21st and 30s",
    "Its not fair and its in the west , its all - time high|Its not fair and its in the west, its all-time high",
    "Its army kept its port , its very own|Its army kept its port, its very own",
    "Why .? No !. So etc. ? The U.S. ? Acme Inc. .|Why.? No!. So etc.? The U.S.? Acme Inc..",
    "Gen. Ito met Dr. Aho and S. Olin|Gen.Ito met Dr.Aho and S.Olin",
    "GEN. ITO OF ACME LTD.|GEN. ITO OF ACME LTD.",
    "We laughed :-) . Truly ;) :)|We laughed:-). Truly;) :)",
    "( see below : ) then|(see below:) then",
    "Ito \" < ito@acme.org >|Ito\"<ito@acme.org>",
    "call 4-1234 or write to 12345-6789|call 4-1234 or write to 12345-6789",
    "===> Sale +++ $$$ ----== //|===> Sale +++ $$$ ----== //",
    "“ ‘ No , ’ he said , ” she said|“‘No,’ he said,” she said",
    "the north and / or east / ; https://acme.org/a/|the north and/or east/; https://acme.org/a/",
    "That helped a lot and they do nt know . DO NT|That helped alot and they dont know. DONT",
    "It failed .. wo n't it ?|It failed..won't it?",
    "over by mid-2011 , w/ love|over by mid-2011, w/love",
    "US$ 30 M , A$ 5 bn|US$30M, A$5bn",
    "the No. 5 tanker said No . Five|the No. 5 tanker said No. Five",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_words_are_cut_like_the_treebanks(case: str) -> None:
    expected, text = case.split("|")
    assert [text[a:b] for a, b in words(text)] == expected.replace("Its not", "It s not").replace(
        "its in", "it s in"
    ).split()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefixes_stay_joined(prefix: str) -> None:
    text = f"a {prefix}-border talk"
    assert len(words(text)) == 3


def test_spaces_that_do_not_break_are_spaces() -> None:
    text = "5\u00a0000 men left"
    assert [text[a:b] for a, b in words(text)] == ["5", "000", "men", "left"]


def test_offsets_count_in_the_whole_text() -> None:
    text = "Zero. One two."
    assert [text[a:b] for a, b in words(text, 6, 14)] == ["One", "two", "."]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aBé1 .,-'’\"”“()/$%…:;!?\n\u00a0—#@", max_size=60))
def test_words_cover_everything_but_space(text: str) -> None:
    spans = words(text)
    assert all(a < b and not text[a:b].isspace() for a, b in spans)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    inside = {i for a, b in spans for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in inside)
    assert spans == words(text)


def test_exceptions_are_the_words_they_are_listed_as() -> None:
    for form, parts in exceptions().items():
        assert form == "".join(parts) and all(parts) and not any(c.isspace() for c in form)


def test_exceptions_come_from_spacy() -> None:
    """Every row of exceptions.txt, and none missing, is a rule of spaCy's English tokenizer."""
    spacy = pytest.importorskip("spacy")
    given_rules = spacy.blank("en").tokenizer.rules
    parts = {form: tuple(part[spacy.symbols.ORTH] for part in rule) for form, rule in given_rules.items()}
    kept = {f: p for f, p in parts.items() if ("/" not in f and any(map(str.isalnum, f))) or "'" in f or "’" in f}
    text = (resources.files("dragoman.parse") / "exceptions.txt").read_text(encoding="utf-8")
    rows = [tuple(line.split("|")) for line in text.splitlines() if not line.startswith("# ")]
    assert {"".join(row): row for row in rows} == kept


REJOINED = [
    ("Lt. - Gen. Ito", "Lt.-Gen. Ito"),
    ("St. / Rev. Olin", "St./Rev. Olin"),
    ("( ca. ) , [ he 's ]", "(ca.), [he's]"),
    ("http://acme.org/a-b.c?d=e f@acme.co.uk 10.1.2.3", "http://acme.org/a-b.c?d=e f@acme.co.uk 10.1.2.3"),
]


@pytest.mark.parametrize(("expected", "text"), REJOINED)
def test_exceptions_and_addresses_inside_other_words(expected: str, text: str) -> None:
    assert [text[a:b] for a, b in words(text)] == expected.split()


def test_a_word_without_end_is_read_in_parts() -> None:
    text = "x" * (2 * LONG_WORD + 5) + " end"
    assert [b - a for a, b in words(text)] == [LONG_WORD, LONG_WORD, 5, 3]


def test_spacy_is_not_imported_for_words() -> None:
    """It takes longer to import than everything else that a first sentence needs."""
    code = "import sys; from dragoman.parse.tokens import words; words('She left.'); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
