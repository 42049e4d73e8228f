"""Claims gained and lost between two versions, on all given and example reports.

python -m benchmarks.gained --save before.json     (with the old version)
python -m benchmarks.gained --against before.json  (with the new one)

A claim is the same when document, words, type, parties, status and innermost voice are; beside each the sign of whether the hand-coded
record has it: + right in who, ~ right but for who, - not in the record.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.corpus import ROOT, SHARED, example, given, run
from dragoman.show.gold import record
from dragoman.show.score import matched, same_parties


def coded() -> dict[str, list[list[Any]]]:
    """Claims of every document as rows: trigger, event, actors, recipients, status, voice, sign, sentence."""
    found: dict[str, list[list[Any]]] = {}
    for files, folder in ((given(), SHARED / "gold"), (example(), ROOT / "gold")):
        for stem, file in files.items():
            document, article, _, _, claims = run(file)
            events = record(article, claims, document=stem, raw=document.text)["events"]
            gold = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["events"]
            sign = {j: "+" if same_parties(gold[i], events[j]) else "~" for i, j in matched(gold, events)}
            found[stem] = [_row(e, sign.get(n, "-")) for n, e in enumerate(events)]
    return found


def _row(event: dict[str, Any], sign: str) -> list[Any]:
    voice = event["attribution"][-1]["name"] if event["attribution"] else None
    actors, recipients = ([p["id"] for p in event[side]] for side in ("actors", "recipients"))
    return [event["trigger"], event["event"][0], actors, recipients, event["status"], voice, sign, event["sentence"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--save", type=Path, help="where the claims of this version go")
    parser.add_argument("--against", type=Path, help="the claims of the other version")
    args = parser.parse_args()
    now = coded()
    if args.save:
        args.save.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")
    if not args.against:
        return
    before = json.loads(args.against.read_text(encoding="utf-8"))
    total = {"gained": {"+": 0, "~": 0, "-": 0}, "lost": {"+": 0, "~": 0, "-": 0}}
    for stem in sorted(set(now) | set(before)):
        old, new = before.get(stem, []), now.get(stem, [])
        for title, some, others in (("gained", new, old), ("lost", old, new)):
            for row in (r for r in some if r[:6] not in [o[:6] for o in others]):
                total[title][row[6]] += 1
                who = f"{'+'.join(row[2]) or '-'} > {'+'.join(row[3]) or '-'}"
                print(f"{stem:12.12} {title:6} {row[6]} {row[1]:9} {row[0]!r} {who} {row[4]} [{row[5]}] {row[7][:90]}")
    for title, signs in total.items():
        print(title, ", ".join(f"{sign} {count}" for sign, count in signs.items()))


if __name__ == "__main__":
    main()
