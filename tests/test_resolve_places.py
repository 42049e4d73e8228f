"""Places: names, spellings, phrases, what is no place, and when to decline. Sentences are built without a parser."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.data.gazetteer import (
    KINDS,
    _shipped,
    abbreviations,
    countries,
    country_entry,
    demonyms,
    fold,
    gazetteer,
    loose_find,
    loosen,
    place_words,
)
from dragoman.model import Article, Block, Mention, Name, Parse, Sentence, Token
from dragoman.resolve.places.find import find_places

DATA = Path(__file__).resolve().parent.parent / "dragoman" / "data"
CASES = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "into",
        "of",
        "with",
        "between",
        "on",
        "across",
        "over",
        "around",
        "outside",
        "towards",
    ]
)
SUPPLEMENT = tuple(csv.DictReader((DATA / "places_extra.csv").read_text("utf-8").splitlines()))
LITTLE = frozenset(place_words()["compass"] | {"the", "a", "its", "his", "their", "international", "military"})


def sentence_of(text: str, start: int) -> Sentence:
    """A sentence with the tree that simple news English has; `*` marks the verb, `_` ties the words of one name."""
    found = [
        (m.group(), m.start()) for m in re.finditer(r"[\w.]+(?:'\w+)?(?<!'s)(?<!\.)|'s|[A-Z]\.[A-Z.]+|[^\w\s*]", text)
    ]
    words = [word for word, _ in found]
    root = next((i for i, (word, at) in enumerate(found) if text[at + len(word) : at + len(word) + 1] == "*"), 0)
    heads, deps, tags = [root] * len(words), ["obl"] * len(words), ["NOUN"] * len(words)
    for i, word in enumerate(words):
        low = word.lower()
        tags[i] = (
            "VERB" if i == root else "ADP" if low in CASES else "CCONJ" if low in {"and", "or"}
            else "PART" if low == "'s" else "PUNCT" if not word[0].isalnum() else "PROPN" if word[0].isupper()
            else "ADJ" if low in LITTLE else "NOUN"
        )  # fmt: skip
    nominal = {"NOUN", "PROPN", "ADJ"}
    last_head = root
    i = 0
    while i < len(words):
        if tags[i] not in nominal:
            if tags[i] == "PART":
                heads[i], deps[i] = i - 1, "case"
            i += 1
            continue
        end = i
        while end + 1 < len(words) and (
            tags[end + 1] in nominal or (words[end + 1] == "-" and tags[end + 2 : end + 3] and tags[end + 2] in nominal)
        ):
            end += 1
        for j in range(i, end):
            heads[j], deps[j] = end, "compound" if tags[j] != "ADJ" else "amod"
        before = words[i - 1].lower() if i else ""
        if before in CASES:
            heads[i - 1], deps[i - 1] = end, "case"
            heads[end], deps[end] = (last_head, "nmod") if before in {"of", "with", "between"} else (root, "obl")
        elif before in {"and", "or"}:
            heads[end], deps[end] = last_head, "conj"
        else:
            heads[end], deps[end] = root, "nsubj" if end < root else "obj"
        if end + 2 < len(words) and words[end + 1] == "'s":
            deps[end] = "nmod:poss"
            following = next((k for k in range(end + 2, len(words)) if tags[k] in nominal), end)
            heads[end] = following
        last_head = end
        i = end + 1
    heads[root], deps[root] = -1, "root"
    tokens = tuple(
        Token(word, start + at, start + at + len(word), word.lower(), tags[i], deps[i], heads[i])
        for i, (word, at) in enumerate(found)
    )
    return Sentence(start, start + len(text), tokens, "body", 0)


def report(*sentences: str, names: tuple[tuple[str, str], ...] = ()) -> Parse:
    """A parse of the sentences; `names` are (words, label) marked wherever the words stand."""
    text = " ".join(sentences)
    out, marked, at = [], [], 0
    for number, sentence in enumerate(sentences):
        out.append(sentence_of(sentence, at))
        words = [t.text for t in out[-1].tokens]
        for phrase, label in names:
            wanted = phrase.split()
            for i in range(len(words) - len(wanted) + 1):
                if words[i : i + len(wanted)] == wanted:
                    marked.append(Name(number, i, i + len(wanted), label))
        at += len(sentence) + 1
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),))
    return Parse(article, tuple(out), tuple(marked))


def told(mentions: list[Mention]) -> list[tuple[str, str | None, str]]:
    """(name, code, kind) of the resolved mentions."""
    return [(m.place.name, m.place.code, m.place.kind) for m in mentions if m.place]


# --- the data --------------------------------------------------------------------------------------------------------


def test_gazetteer_loads_fast_and_ships_small() -> None:
    _shipped.cache_clear()
    began = time.process_time()
    book = _shipped()
    assert time.process_time() - began < 1.0
    assert len(book.lines) > 30_000
    assert (DATA / "places.csv.gz").stat().st_size < 2_500_000


def test_every_line_of_the_gazetteer_reads() -> None:
    book = _shipped()
    for line in book.lines:
        fields = line.split("\t")
        assert len(fields) == 9
        assert fields[4][0] in KINDS
        assert not fields[2] or (-90 <= float(fields[2]) <= 90 and -180 <= float(fields[3]) <= 180)
    assert all(" ".join(fold(key)) == key for key in list(book.keys)[:3000])


def test_every_row_of_the_supplement_is_found_by_each_of_its_spellings() -> None:
    for row in SUPPLEMENT:
        assert row["kind"] in KINDS.values(), row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert not row["code"] or country_entry(row["code"]) is not None, row
        for spelling in (row["name"], *filter(None, row["names"].split(";"))):
            key = " ".join(fold(spelling.removeprefix("the ")))
            assert any(e.code == (row["code"] or None) for e in gazetteer().find(key)), spelling


def test_supplement_places_are_near_their_country() -> None:
    """A slip in a coordinate would put a town thousands of kilometres off."""
    for row in SUPPLEMENT:
        entry = (
            country_entry(row["code"]) if row["code"] not in {"", "RUS", "USA", "CAN", "GBR", "CHN", "FRA"} else None
        )
        if entry and entry.lat is not None and entry.lon is not None:
            assert abs(entry.lat - float(row["lat"])) < 20, row["name"]
            assert abs(entry.lon - float(row["lon"])) < 25, row["name"]


def test_countries_have_codes_positions_and_neighbours() -> None:
    assert len(countries()) > 200
    for row in countries():
        entry = country_entry(row["code"])
        assert entry is not None and entry.kind == "country" and entry.code == row["code"]
    syria = country_entry("SYR")
    assert syria is not None and set(syria.division.split(",")) >= {"LBN", "TUR", "IRQ", "JOR"}


def test_word_lists_are_lower_case_and_abbreviations_resolve() -> None:
    for name, words in place_words().items():
        assert words and (name in {"romanised", "arabic"} or all(word == word.lower() for word in words)), name
    for short, name in abbreviations().items():
        assert short.endswith(".") and any(e.kind == "admin area" for e in gazetteer().find(name)), short


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("al-Raqqa", "SYR"), ("Deir Ezzor", "SYR"), ("Sharm el-Sheikh", "EGY"), ("Sana'a", "YEM"), ("Kiev", "UKR"),
     ("Odessa", "UKR"), ("Hmeimim", "SYR"), ("Bab el-Mandeb", None), ("Gabès", "TUN"), ("Côte d'Ivoire", "CIV"),
     ("Saint Petersburg", "RUS"), ("Golan Heights", "SYR"), ("Nagorno-Karabakh", "AZE")],
)  # fmt: skip
def test_spellings_of_conflict_places(spelling: str, code: str | None) -> None:
    words = fold(spelling)
    found = gazetteer().find(" ".join(words)) or gazetteer().find(" ".join(words[1:]))
    assert found and found[0].code == code


def test_loose_spellings() -> None:
    assert {e.code for e in loose_find("hassakeh")} == {"SYR"}
    assert loosen("al qusayr") == loosen("qusair")
    assert loose_find("ab") == ()
    assert demonyms()["lebanese"] == "LBN"


@given(st.text(max_size=40))
def test_fold_is_stable(text: str) -> None:
    words = fold(text)
    assert all(word == word.lower() and " " not in word for word in words)
    assert fold(text) == words


# --- phrases ---------------------------------------------------------------------------------------------------------

PHRASES = [
    ("Rebels shelled* Damascus", [("Damascus", "SYR", "city")]),
    ("Rebels shelled* southern Sudan 's army", [("southern Sudan", "SDN", "area")]),
    ("Militias hold* northern and eastern Libya", [("northern and eastern Libya", "LBY", "area")]),
    ("Militias hold* the south of Yemen", [("south of Yemen", "YEM", "area")]),
    ("Militias hold* parts of Mali", [("Mali", "MLI", "country")]),
    ("Militias hold* western parts of Mali", [("western parts of Mali", "MLI", "area")]),
    ("Jets hit* Idlib province", [("Idlib province", "SYR", "admin area")]),
    ("Jets hit* the province of Idlib", [("Idlib province", "SYR", "admin area")]),
    ("Jets hit* the port city of Latakia", [("Latakia", "SYR", "city")]),
    ("Jets hit* the village of Zarbulan", [("Zarbulan", None, "city")]),
    ("Jets hit* Homs International Airport", [("Homs International Airport", "SYR", "base/facility")]),
    ("Jets hit* the Zarbulan airbase", [("Zarbulan airbase", None, "base/facility")]),
    (
        "Jets hit* the Zarbulan airbase in Iraq",
        [("Zarbulan airbase", "IRQ", "base/facility"), ("Iraq", "IRQ", "country")],
    ),
    # what holds a name that no gazetteer has tells its country, and a site is not where its namesake town is
    ("Envoys met* at Zarbulan Base in Clearwater , Florida",
     [("Zarbulan Base", "USA", "base/facility"), ("Clearwater", "USA", "city"), ("Florida", "USA", "admin area")]),
    ("Guards patrol* the Chad - Niger border", [("Chad-Niger border", "TCD", "border")]),
    ("Guards patrol* the border between Chad and Niger", [("Chad-Niger border", "TCD", "border")]),
    ("Guards patrol* Kenya 's border with Somalia", [("Kenya-Somalia border", "KEN", "border")]),
    ("Guards patrol* the border with Somalia", [("border with Somalia", None, "border")]),
    ("Guards patrol* the Somali border", [("Somali border", None, "border")]),
    ("Guards patrol* the Chadian - Nigerien border", [("Chadian-Nigerien border", "TCD", "border")]),
    ("Kenya guards* its border with Somalia", [("Kenya", "KEN", "country"), ("border with Somalia", "KEN", "border")]),
    ("Ships crossed* the Strait of Hormuz", [("Strait of Hormuz", None, "area")]),
    (
        "Envoys flew* to the U.S. from the UK",
        [("United States", "USA", "country"), ("United Kingdom", "GBR", "country")],
    ),
    ("Envoys met* in al - Hasakah", [("Hasakah", "SYR", "city")]),
    ("Envoys met* in Nur-Sultan and Addis Ababa", None),
    ("Mexico hosted* the envoys", [("Mexico", "MEX", "country")]),
    # a capital letter that only opens the sentence makes no name
    ("The valley fell* in May", []),
    ("Envoys flew* to The Valley", [("The Valley", "AIA", "city")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[text for text, _ in PHRASES])
def test_phrase(text: str, expected: list[tuple[str, str | None, str]] | None) -> None:
    found = told(find_places(report(text)))
    if expected is None:
        assert ("Addis Ababa", "ETH", "city") in found
    else:
        assert found == expected


def test_spans_leave_out_the_preposition_and_name_the_head() -> None:
    parse = report("Jets hit* in the port city of Latakia")
    (mention,) = find_places(parse)
    assert mention.text == "port city of Latakia"
    assert parse.article.text[mention.start : mention.end] == "port city of Latakia"
    assert parse.sentences[0].tokens[mention.head].text == "city"


# --- choosing --------------------------------------------------------------------------------------------------------


def test_the_countries_of_the_report_choose_between_namesakes() -> None:
    lebanese = ["Gunmen fought* in Tripoli", "Lebanon sent* soldiers", "Lebanese officers left* Beirut"]
    assert ("Tripoli", "LBN", "city") in told(find_places(report(*lebanese)))
    libyan = ["Gunmen fought* in Tripoli", "Libya sent* soldiers"]
    assert ("Tripoli", "LBY", "city") in told(find_places(report(*libyan)))


def test_a_famous_place_outweighs_a_namesake_where_the_report_is_about_that_country() -> None:
    found = find_places(report("Envoys met* in Geneva", "America sent* soldiers", "Iran sent* envoys"))
    assert ("Geneva", "CHE", "city") in told(found)


def test_states_told_together_are_of_one_country() -> None:
    found = told(find_places(report("Officers came* from Georgia and Florida")))
    assert found == [("Georgia", "USA", "admin area"), ("Florida", "USA", "admin area")]


def test_two_countries_alike_are_declined_with_candidates() -> None:
    (mention,) = find_places(report("Gunmen fought* in San Rafael", names=(("San Rafael", "LOC"),)))
    assert mention.place is None and mention.basis == "ambiguous"
    assert len({candidate.rpartition(", ")[2] for candidate in mention.candidates}) > 1


def test_a_small_town_far_from_all_that_the_report_is_about_stays_open() -> None:
    iraq = ["Iraq sent* tanks", "Iraqi officers left* Baghdad", "Jets flew* over Tikrit", "Gunmen fought* in Mosul"]
    assert ("Saada", "YEM", "city") in told(find_places(report("Gunmen fought* in Sadah")))
    assert ("Saada", "YEM", "city") not in told(find_places(report(*iraq, "Gunmen fought* in Sadah")))
    assert ("Saada", "YEM", "city") in told(
        find_places(report(*iraq, "Gunmen fought* in Sadah", "Yemen sent* soldiers"))
    )


def test_a_container_decides_here_and_elsewhere_in_the_report() -> None:
    found = find_places(report("Crowds marched* in Paris , Texas", "Officers watched* Paris"))
    assert told(found) == [("Paris", "USA", "city"), ("Texas", "USA", "admin area"), ("Paris", "USA", "city")]
    assert told(find_places(report("Crowds marched* in Paris"))) == [("Paris", "FRA", "city")]


def test_namesakes_of_one_country_keep_the_country_but_no_position() -> None:
    (mention,) = find_places(report("Crowds marched* in Springfield", names=(("Springfield", "LOC"),)))
    assert mention.place is not None and mention.place.code == "USA" and mention.place.lat is None


def test_a_border_named_from_one_side_takes_the_neighbour_the_report_is_about() -> None:
    found = find_places(
        report("Kenya closed* camps", "Kenyan soldiers left* Nairobi", "Guards patrol* the Somali border")
    )
    assert found[-1].place is not None and found[-1].place.code == "KEN"


# --- no places -------------------------------------------------------------------------------------------------------

NOT_PLACES = [
    ("Paris Hilton waved*", (("Paris Hilton", "PER"),)),
    ("Jordan Peele waved*", (("Jordan Peele", "PER"),)),
    ("The Washington Post reported* it", (("Washington Post", "ORG"),)),
    ("Mr Jackson waved*", ()),
    ("Iranian officers waved*", ()),
    ("An Iran-backed group waved*", ()),
    ("Nice weather came*", ()),
    ("Guards told us* so", ()),
    ("The agency SANA waved*", ()),
]


@pytest.mark.parametrize(("text", "names"), NOT_PLACES, ids=[text for text, _ in NOT_PLACES])
def test_no_place(text: str, names: tuple[tuple[str, str], ...]) -> None:
    assert told(find_places(report(text, names=names))) == []


WORDS = [
    "Syria",
    "Hama",
    "province",
    "airbase",
    "-",
    "border",
    "with",
    "of",
    "the",
    "Paris",
    "U.S.",
    "al",
    "'s",
    "southern",
    "and",
    ",",
]


def test_same_input_gives_the_same_mentions() -> None:
    parse = report("Gunmen fought* in Tripoli and Georgia", "Jets hit* the Zarbulan airbase in Iraq")
    assert find_places(parse) == find_places(parse)


@settings(deadline=None)  # the first example reads the gazetteer
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    )
)
def test_any_run_of_words_gives_spans_inside_the_sentence(words: list[str]) -> None:
    parse = report("Jets hit* " + " ".join(words))
    tokens = parse.sentences[0].tokens
    for mention in find_places(parse):
        assert 0 <= mention.first <= mention.head < mention.last <= len(tokens)
        assert mention.start == tokens[mention.first].start and mention.end == tokens[mention.last - 1].end


BESIDE = [
    # a namesake far off is not the place that lies beside a known one
    ("Rebels hold Florence, east of Bogota.", "Florence", "COL"),
    # of several the one that is near, as far as the text says
    ("Gunmen raided Tripoli, 80 km north of Beirut.", "Tripoli", "LBN"),
    # where nothing is said of the distance, nothing changes
    ("Shells fell on Florence and on Bogota.", "Florence", "ITA"),
]


@pytest.mark.parametrize(("text", "name", "code"), BESIDE, ids=[row[0] for row in BESIDE])
def test_a_place_beside_another(text: str, name: str, code: str) -> None:
    assert (name, code) in [(n, c) for n, c, _ in told(find_places(report(text)))]


def test_what_a_place_lies_beside_holds_for_the_whole_report() -> None:
    found = told(find_places(report("Rebels hold Florence, east of Bogota.", "Monks fled from Florence.")))
    assert [code for name, code, _ in found if name == "Florence"] == ["COL", "COL"]
