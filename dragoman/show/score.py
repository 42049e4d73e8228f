"""Agreement of coded records with hand-coded ones: precision, recall, F1 and shares by field.

A predicted claim pairs with a hand-coded one when both stand in the same sentence and the type is acceptable; the pairs
chosen are those of greatest total agreement. Hand-coded claims marked optional cost nothing when missed nor when found.
"who" also asks that an actor is shared (or neither has one) and a recipient is shared (or the hand-coded one has none).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dragoman.errors import GoldError

Record = Mapping[str, Any]
SPACE = re.compile(r"\s+")
STATE = re.compile(r"[A-Z]{3}(\..*)?")
EMPTY_WORDS = frozenset(
    ["the", "a", "an", "of", "and", "to", "in", "its", "his", "their", "s", "forces", "group", "party"]
)
EMPTY_SPEAKER = frozenset(["the", "a", "of", "an", "to", "sources", "source", "official", "officials"])


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one or more documents; shares are derived. Adding two scores pools their counts."""

    gold: int = 0
    predicted: int = 0
    gold_found: int = 0
    predicted_right: int = 0
    who_found: int = 0
    who_right: int = 0
    pairs: int = 0
    status: int = 0
    dated: int = 0
    date: int = 0
    placed: int = 0
    place: int = 0
    speaker: int = 0
    nested_gold: int = 0
    nested: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def shares(self) -> dict[str, float | int | None]:
        """Precision, recall and F1 of claims and of who, and the share right of each field; None where nothing was to find."""
        p, r = _share(self.predicted_right, self.predicted), _share(self.gold_found, self.gold)
        wp, wr = _share(self.who_right, self.predicted), _share(self.who_found, self.gold)
        return {
            "gold": self.gold,
            "pred": self.predicted,
            "P": p,
            "R": r,
            "F1": _f1(self.predicted_right, self.predicted, self.gold_found, self.gold),
            "who_P": wp,
            "who_R": wr,
            "who_F1": _f1(self.who_right, self.predicted, self.who_found, self.gold),
            "status": _share(self.status, self.pairs),
            "date": _share(self.date, self.dated),
            "place": _share(self.place, self.placed),
            "speaker": _share(self.speaker, self.pairs),
            "nested": _share(self.nested, self.nested_gold),
        }


def score_folders(gold: Path, predicted: Path) -> dict[str, Score]:
    """Scores by document of every JSON record in `gold` against the file of the same name in `predicted`.

    Other JSON files that stand beside the records (`floors.json`) are passed over.

    Raises `GoldError` where a record is not in the gold format; a missing prediction counts as an empty one.
    """
    files = [file for file in sorted(gold.glob("*.json")) if not _other(file)]
    if not files:
        raise GoldError(f"No hand-coded records (*.json) in {str(gold)!r}: give the folder that holds them.")
    found = {}
    for file in files:
        other = predicted / file.name
        found[file.stem] = score_document(_load(file), _load(other) if other.exists() else {"events": []})
    return found


def score_document(gold: Record, predicted: Record) -> Score:
    """The score of one document's record against the hand-coded one."""
    hand, coded = gold["events"], predicted["events"]
    pairs = matched(hand, coded)
    required = {n for n, g in enumerate(hand) if not g.get("optional")}
    found = {i for i, _ in pairs}
    right = {j for _, j in pairs}
    who = [(i, j) for i, j in pairs if same_parties(hand[i], coded[j])]
    both = [(hand[i], coded[j]) for i, j in pairs]
    dated = [(g, p) for g, p in both if g.get("date")]
    placed = [(g, p) for g, p in both if g.get("place")]
    held = [(g, p) for g, p in both if g.get("content_of")]
    return Score(
        gold=len(required),
        predicted=sum(1 for j, p in enumerate(coded) if not p.get("optional") or j in right),
        gold_found=len(required & found),
        predicted_right=len(right),
        who_found=sum(1 for i, _ in who if i in required),
        who_right=len(who),
        pairs=len(pairs),
        status=sum(bool(_statuses(g) & _statuses(p)) for g, p in both),
        dated=len(dated),
        date=sum(bool(p.get("date")) and dates_meet(g["date"], p["date"]) for g, p in dated),
        placed=len(placed),
        place=sum(same_place(g["place"], p.get("place")) for g, p in placed),
        speaker=sum(_same_speaker(g, p) for g, p in both),
        nested_gold=len(held),
        nested=sum(bool(p.get("content_of")) for _, p in held),
    )


def matched(hand: Sequence[Record], coded: Sequence[Record]) -> list[tuple[int, int]]:
    """Which hand-coded claims and which coded ones tell of the same: their numbers, in pairs."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not hand or not coded:
        return []
    weights = np.zeros((len(hand), len(coded)))
    for i, g in enumerate(hand):
        for j, p in enumerate(coded):
            weight = _agreement(g, p)
            weights[i, j] = weight + 0.1 if weight and not g.get("optional") else weight
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def _agreement(g: Record, p: Record) -> float:
    wanted, given = types_of(g), types_of(p)
    if given[0] not in wanted and not (len(given) > 1 and set(given) & set(wanted)):
        return 0.0
    if not same_sentence(g["sentence"], p["sentence"]):
        return 0.0
    touch = bool(set(plain(g["trigger"]).split()) & set(plain(p["trigger"]).split()))
    return (
        1.0
        + touch
        + 0.5 * share_party(g, p, "actors")
        + 0.5 * share_party(g, p, "recipients")
        + 0.25 * bool(_statuses(g) & _statuses(p))
    )


def same_sentence(left: str, right: str) -> bool:
    """Whether two texts are the same sentence: one within the other, or over four fifths of the words of the shorter in both.

    >>> same_sentence("Oslo  said no.", "oslo said no. It left."), same_sentence("Oslo said no.", "Rome said yes.")
    (True, False)
    """
    a, b = plain(left), plain(right)
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    x, y = set(a.split()), set(b.split())
    return len(x & y) / max(1, min(len(x), len(y))) > 0.8


def same_parties(g: Record, p: Record) -> bool:
    """Whether an actor is shared (or neither has one) and a recipient is (or the hand-coded claim has none)."""
    actor = share_party(g, p, "actors") or not (party_ids(g, "actors") or party_ids(p, "actors"))
    return actor and (share_party(g, p, "recipients") or not party_ids(g, "recipients"))


def share_party(g: Record, p: Record, role: str) -> bool:
    """Whether both claims have a party in common as "actors" or "recipients": by id, or by a name of what is no state."""
    if party_ids(g, role) & party_ids(p, role):
        return True
    return any(x & y for x in _names(g, role) for y in _names(p, role))


def party_ids(claim: Record, role: str) -> set[str]:
    """The ids, lower case and without sector, that a claim's "actors" or "recipients" go by in any reading allowed."""
    others = [a for a in _list((claim.get("also") or {}).get(role)) if isinstance(a, dict)]
    ids: list[str] = []
    for party in [*(claim.get(role) or []), *others]:
        ids += [party.get("id"), *_list(party.get("also_id"))]
    return {root_id(i) for i in ids if i}


def _names(claim: Record, role: str) -> list[set[str]]:
    """Words of the names of parties that are no state: their ids are spelt by whoever codes, their names are not."""
    return [
        set(re.findall(r"\w+", plain(party.get("text")))) - EMPTY_WORDS
        for party in claim.get(role) or []
        if party.get("text") and not STATE.fullmatch(party.get("id") or "")
    ]


def _same_speaker(g: Record, p: Record) -> bool:
    a, b = g.get("attribution") or [], p.get("attribution") or []
    if not a or not b:
        return not a and not b
    x, y = a[-1], b[-1]
    if len(a) == len(b) == 1 and x.get("kind") == y.get("kind") == "outlet":
        return True
    if x.get("id") and root_id(x["id"]) == root_id(y.get("id")):
        return True
    if (set(plain(x.get("name")).split()) - EMPTY_SPEAKER) & (set(plain(y.get("name")).split()) - EMPTY_SPEAKER):
        return True
    return bool(x.get("anonymous")) and bool(y.get("anonymous"))


def same_place(g: Record, p: Record | None) -> bool:
    """Whether both are the same place: by name, or by country."""
    if not p:
        return False
    return plain(p.get("name")) == plain(g.get("name")) or (
        p.get("code") is not None and p.get("code") == g.get("code")
    )


def dates_meet(left: list[str], right: list[str]) -> bool:
    """Whether two intervals of prefix dates, both ends included, have a day in common.

    >>> dates_meet(["2018-05", "2018-05"], ["2018-05-22", "2018-06"])
    True
    """
    (a, b), (c, d) = _days(left), _days(right)
    return a <= d and c <= b


def _days(dates: list[str]) -> tuple[str, str]:
    low, high = str(dates[0])[:10], str(dates[1])[:10]
    low += "-01" * ((10 - len(low)) // 3)
    high += {4: "-12-31", 7: "-31"}.get(len(high), "")
    return low, high


def types_of(claim: Record) -> list[str]:
    """The event types a claim goes by, its own first and then others that are allowed."""
    return [t.upper() for t in [*_list(claim["event"]), *_list((claim.get("also") or {}).get("event"))]]


def _statuses(claim: Record) -> set[str]:
    return {claim.get("status"), *_list(claim.get("also_status")), *_list((claim.get("also") or {}).get("status"))} - {
        None
    }


def plain(text: str | None) -> str:
    """The text in small letters with single spaces, as words are compared."""
    return SPACE.sub(" ", (text or "").replace("\u00a0", " ")).strip().lower()


def root_id(identifier: str | None) -> str:
    """An id without its sector, in small letters.

    >>> root_id("RUS.MIL")
    'rus'
    """
    return (identifier or "").split(".")[0].lower()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _f1(right: int, predicted: int, found: int, gold: int) -> float:
    if not predicted or not gold:
        return 0.0
    p, r = right / predicted, found / gold
    return round(2 * p * r / (p + r), 3) if p + r else 0.0


def _other(file: Path) -> bool:
    """True for a JSON object that does not even name a document; what is no JSON is left for the error that says so."""
    try:
        loaded = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(loaded, dict) and not {"events", "document", "text"} & loaded.keys()


def _load(file: Path) -> Record:
    try:
        loaded: Record = json.loads(file.read_text(encoding="utf-8-sig"))
        for claim in loaded["events"]:
            claim["event"], claim["sentence"], claim["trigger"]
    except KeyError as error:
        raise GoldError(
            f"{str(file)!r} is not a record in the gold format (no {error}): see gold/README.md."
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise GoldError(f"{str(file)!r} is not a record in the gold format ({error}): see gold/README.md.") from error
    return loaded
