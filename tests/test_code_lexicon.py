"""Every row of the lexicon: well formed, and its example coded as it says on its own trigger."""

from importlib import resources

import pytest

from benchmarks.lexicon import claims_of, problem, rows
from benchmarks.plv import root_of
from dragoman.code.what.believed import borne_out, told_otherwise
from dragoman.code.what.lexicon import EVENTS, Entry, load_frames, load_lexicon, read_entries
from dragoman.code.what.triggers import Trigger
from dragoman.errors import DataError
from dragoman.model import Sense

ROWS = list(rows([]))
FILES = sorted({name for name, _, _ in ROWS})


@pytest.mark.parametrize("name", FILES)
def test_examples(name: str) -> None:
    failed = [
        f"{name}:{line} {row['pattern']!r}: {row['example']} ({reason})"
        for file, line, row in ROWS
        if file == name
        for reason in [problem(row)]
        if reason
    ]
    assert not failed, "\n".join(failed)


def test_no_pattern_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for name, line, row in ROWS:
        key = (row["pattern"], row["pos"])
        if key in seen:
            twice.append(f"{name}:{line} repeats {seen[key]}: {row['pattern']!r}")
        seen[key] = f"{name}:{line}"
    assert not twice, "\n".join(twice)


def test_every_type_has_verbs_and_nouns() -> None:
    entries = [e for group in load_lexicon().entries.values() for e in group]
    for event in EVENTS:
        kinds = {e.pos for e in entries if e.event == event}
        assert {"verb", "noun"} <= kinds, event


def test_every_frame_is_used_and_names_relations() -> None:
    used = {e.frame.name for group in load_lexicon().entries.values() for e in group}
    assert used == set(load_frames())


HEAD = "pattern,pos,event,mode,frame,flags,example\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("hit,verb,ASSALT,,strike,,x", "unknown event 'ASSALT'"),
        ("hit,verb,ASSAULT,,stroke,,x", "unknown frame 'stroke'"),
        ("hit,adverb,ASSAULT,,strike,,x", "unknown part of speech 'adverb'"),
        ("hit,verb,ASSAULT,,strike,sometimes,x", "unknown flag 'sometimes'"),
        ("hit @spoon,verb,ASSAULT,,strike,,x", "unknown class 'spoon'"),
    ],
)
def test_a_wrong_row_is_named(row: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as error:
        read_entries(HEAD + row + "\n", where="own.csv", classes={})
    assert "own.csv:2" in str(error.value)


def test_data_files_hold_words_and_no_booleans() -> None:
    """YAML reads an unquoted `no` or `on` as a boolean."""
    import yaml

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for k, v in value.items() for leaf in [k, *leaves(v)]]
        return [leaf for v in value for leaf in leaves(v)] if isinstance(value, list) else [value]

    lists = (
        "certainty",
        "contexts",
        "discourse",
        "grammar",
        "languages",
        "nouns",
        "places_words",
        "support",
        "unsaid",
        "voices",
        "where",
    )
    for name in (*(f"{one}.yml" for one in lists), "lexicon/classes.yml"):
        loaded = yaml.safe_load((resources.files("dragoman.data") / name).read_text(encoding="utf-8"))
        assert not [leaf for leaf in leaves(loaded) if isinstance(leaf, bool)], name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an everyday word is an event only as the content of another claim
        ("Oman refused to help.", ["REJECT refused actual", "AID help negated"]),
        ("The baker helped on Friday.", []),
        # a day is nothing that a verb governs
        ("Kenya called Uganda on Friday.", []),
        # a participle that only says which people are meant
        ("The freed minister met Kenyan officials.", ["CONSULT met actual"]),
        # what is lifted is a claim of its own, and is no more
        ("Egypt lifted its embargo on Sudan.", ["CONCEDE lifted actual", "SANCTION embargo negated"]),
        # an exercise of several parties is a joint one
        ("The war games of Kenya and Uganda began.", ["COOPERATE war games actual"]),
        ("Kenya's war games began.", ["MOBILIZE war games actual"]),
    ],
)
def test_company_decides(text: str, expected: list[str]) -> None:
    article, claims = claims_of(text)
    assert [f"{c.event} {article.text[slice(*c.trigger)]} {c.status}" for c in claims] == expected


def _trigger(event: str) -> Trigger:
    entry = Entry("aid", "aid", "noun", event, None, load_frames()["give"], frozenset(), (), (), (), (), (), "", "x:1")
    return Trigger(3, entry, (3,))


def test_the_head_bears_an_entry_out_or_tells_otherwise() -> None:
    sense = Sense(events=((3, "AID", 0.6), (3, "AGREE", 0.1), (4, "CONSULT", 0.9)))
    assert borne_out(sense, _trigger("AID")) and not told_otherwise(sense, _trigger("AID"))
    assert told_otherwise(sense, _trigger("MOBILIZE")) and not borne_out(sense, _trigger("MOBILIZE"))


@pytest.mark.parametrize(
    ("event", "status", "trigger", "root"),
    [
        ("CONCEDE", "actual", "bowed", "YIELD"),
        ("RETREAT", "negated", "leave", "REJECT"),
        ("CONSULT", "future", "meet", "AGREE"),
        ("SANCTION", "hypothetical", "cut", "THREATEN"),
        ("AID", "requested", "help", "REQUEST"),
        ("AGREE", "actual", "signed", "SUPPORT"),
        ("AGREE", "actual", "agreed", "AGREE"),
        ("ASSAULT", "negated", "struck", "ASSAULT"),
        ("CONCEDE", "future", "withdraw", "AGREE"),
        ("SANCTION", "actual", "found guilty", "ACCUSE"),
        ("COERCE", "actual", "blockaded", "ASSAULT"),
    ],
)
def test_types_as_plover_roots(event: str, status: str, trigger: str, root: str) -> None:
    assert root_of(event, status, trigger) == root
