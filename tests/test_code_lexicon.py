"""Every row of the lexicon: well formed, and its example coded as it says on its own trigger."""

from importlib import resources

import pytest

from benchmarks.lexicon import problem, rows
from dragoman.code.lexicon import EVENTS, load_frames, load_lexicon, read_entries
from dragoman.errors import DataError

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

    for name in ("certainty.yml", "voices.yml", "support.yml", "lexicon/classes.yml"):
        loaded = yaml.safe_load((resources.files("dragoman.data") / name).read_text(encoding="utf-8"))
        assert not [leaf for leaf in leaves(loaded) if isinstance(leaf, bool)], name
