"""Names in the open corpus: what its coding tells of them. It marks no names as such, so a capital that is none of these is not learned from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from training.corpus import world
from training.data import UNKNOWN

TITLES = ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Gen.", "General", "Col.", "Colonel", "President", "Minister", "Judge",
          "Ambassador", "Secretary", "Premier", "Senator", "Governor", "Admiral", "Brigadier", "Captain", "Major", "Chairman")  # fmt: skip

# Words that are no name by themselves, whatever their capital.
NEVER = frozenset(
    """
    i the a an this that these those he she it we they his her its our their my your in on at of from by with for after
    before since during under over between against about as if when while where who what why how but and or not no yes
    there here some many most all both each one two three four five six seven eight nine ten according asked police
    officials residents rescuers witnesses monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mr mrs
    ms dr
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one report: words to kind, the longest first, and the spans of places by their characters."""

    forms: tuple[tuple[tuple[str, ...], str], ...]
    places: frozenset[tuple[int, int]]

    @staticmethod
    def of(record: dict[str, Any]) -> Names:
        """States, capitals and peoples of the world book; persons and groups that the report's head declares; places of claims."""
        forms = dict(_known())
        for one in record["declared"]:
            kind = "ORG" if one["voice"] is None else "PER"
            for name in one["names"]:
                words = tuple(name.split())
                if all(w[0].isupper() for w in words) and (kind == "ORG" or one["voice"] != "media"):
                    forms[words] = kind
        places = {
            (e["place"]["start"], e["place"]["end"])
            for e in record["events"]
            if e["place"] and e["place"].get("start") is not None and e["place"]["kind"] in ("city", "town", "village")
        }
        ordered = sorted(forms.items(), key=lambda f: (-len(f[0]), f[0]))
        return Names(tuple(ordered), frozenset(places))

    def tags(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """A name tag a word; `spans` are the words' characters. Capitals that nothing explains are unknown.

        >>> Names(((("Mali",), "LOC"),), frozenset()).tags(["troops", "left", "Mali", "Friday"], [(0, 6), (7, 11), (12, 16), (17, 23)])
        ('O', 'O', 'B-LOC', '?')
        """
        told = ["O" if w == w.lower() or w.lower() in NEVER else UNKNOWN for w in words]
        for start, end in sorted(self.places):
            inside = [i for i, (a, b) in enumerate(spans) if start <= a and b <= end]
            if inside and all(words[i][0].isupper() for i in inside):
                _mark(told, inside, "LOC")
        for form, kind in self.forms:
            n = len(form)
            for i in range(len(words) - n + 1):
                alone = (_ends(words, i - 1) or (kind == "PER" and words[i - 1] in TITLES)) and _ends(words, i + n)
                if tuple(words[i : i + n]) == form and all(t == UNKNOWN for t in told[i : i + n]) and alone:
                    _mark(told, range(i, i + n), kind)
        return tuple(told)


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether a name may end beside this word: "Sudan" in "South Sudan Airways" is a part of something longer."""
    return not 0 <= at < len(words) or not words[at][0].isupper()


def _mark(told: list[str], words: Iterable[int], kind: str) -> None:
    for n, i in enumerate(words):
        told[i] = f"{'I' if n else 'B'}-{kind}"


@cache
def _known() -> tuple[tuple[tuple[str, ...], str], ...]:
    found: dict[tuple[str, ...], str] = {}
    for state in world.states().values():
        for name in (state.name, *state.words, *state.capitals):
            found[tuple(name.split())] = "LOC"
        for people in state.people:
            if " " not in people and people[0].isupper():
                found[people,] = "NORP"
                if people[-1] not in "sh":
                    found[f"{people}s",] = "NORP"
    return tuple(found.items())
