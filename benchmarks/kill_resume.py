"""Kill `read` at random moments and start it again: python -m benchmarks.kill_resume [--kills 200] [--seed 7].

A mixed folder (text, HTML, mail with an attachment, PDF, Word, tables, archives) and two web archives are recorded by a program
that is killed again and again; what it has recorded at the end must be the record of a run that nobody disturbed, row by row, with
no report lost and none doubled. The steps behind reading are stubs, so that what is killed is reading and recording; documents
are numbered, and the record is checked for their numbers besides being compared. Floors: 0 lost, 0 doubled, the same record.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.corpus import ROOT
from dragoman.model import Article, Block, Document
from dragoman.pipeline import Steps, record
from dragoman.read import read
from dragoman.store import Store, dump

sys.path.insert(0, str(ROOT / "tests"))
import itertools

import read_builders as build

PAGES = 24  # in each web archive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lost, doubled, same, kills, runs, restarts = run(Path(folder), kills=options.kills, seed=options.seed)
    print(
        f"{kills} kills in {runs} runs, {restarts} cases begun anew; lost {lost} (floor 0), doubled {doubled} (floor 0), "
        f"same record as undisturbed: {'yes' if same else 'NO'}"
    )
    sys.exit(0 if same and not lost and not doubled else 1)


def run(folder: Path, *, kills: int, seed: int) -> tuple[int, int, bool, int, int, int]:
    """Lost, doubled, whether every finished record was the undisturbed one, kills, runs, and cases begun.

    A case that has come to its end under kills is compared and a new one is begun, until there were `kills` of them.
    """
    source = folder / "in"
    source.mkdir()
    numbers = mixed_folder(source)
    whole, seconds = _undisturbed(source, folder / "whole.db")
    rng = random.Random(seed)
    lost = doubled = done = runs = cases = 0
    same = True
    while done < kills:
        case = folder / f"killed-{cases}.db"
        cases += 1
        finished = False
        while not finished:
            runs += 1
            process = _started(source, case)
            try:
                # Early kills fall into start-up, late ones into the last documents; a run that ends by itself counts as one.
                finished = process.wait(timeout=rng.uniform(0.05, 0.7) * seconds if done < kills else None) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                done += 1
            if case.exists():
                check = sqlite3.connect(case)
                same &= check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                check.close()
        with Store.open(case) as store:
            same &= dump(store.view()) == whole
            found = _numbers(store)
        print(f"{done} kills in {runs} runs so far", file=sys.stderr, flush=True)
        lost += sum(1 for number in numbers if not found[number])
        doubled += sum(count - 1 for count in found.values() if count > 1)
    return lost, doubled, same, done, runs, cases


def mixed_folder(folder: Path, *, pages: int = PAGES) -> set[int]:
    """Write reports of every kind into `folder`, each with a number of its own; the numbers."""
    numbers = iter(range(1000, 9000))
    used: set[int] = set()

    def mark() -> str:
        number = next(numbers)
        used.add(number)
        return f"number {number} here."

    for n in range(6):
        (folder / f"{n}.txt").write_text(build.text(mark()), encoding="utf-8")
        (folder / f"{n}.html").write_bytes(build.html(mark()))
    part = 'Content-Type: text/html\r\nContent-Disposition: attachment; filename="page.html"'
    (folder / "mail.eml").write_bytes(build.mail(build.text(mark()).encode(), parts=[(part, build.html(mark()))]))
    (folder / "saved.mhtml").write_bytes(build.mhtml(build.html(mark())))
    (folder / "word.docx").write_bytes(build.docx(build.text(mark()).strip().split("\n\n")))
    (folder / "paper.pdf").write_bytes(build.pdf([build.column(["A cutter ties up in the harbour,", mark()]), []]))
    (folder / "list.jsonl").write_bytes(build.json_lines([build.news_please(mark()) for _ in range(8)]) + b"{broken\n")
    rows = [["title", "text"], *(["T", build.text(mark())] for _ in range(8))]
    (folder / "table.csv").write_text("\n".join(f'{one},"{two}"' for one, two in rows), encoding="utf-8")
    inner = build.zipped({"deep.html": build.html(mark()), "deep.txt": build.text(mark())})
    members = {f"{n}.html": build.html(mark()) for n in range(6)}
    (folder / "pages.zip").write_bytes(
        build.zipped({**members, "inner.zip": inner, "../up.txt": "no", "last.txt": build.text(mark())})
    )
    (folder / "one.html.gz").write_bytes(gzip.compress(build.html(mark()), mtime=0))
    (folder / "pages.tar.gz").write_bytes(
        build.tarred([(f"{n}.html", build.html(mark())) for n in range(4)], mode="w:gz")
    )
    (folder / "crawl.warc").write_bytes(build.warc([build.html(mark()) for _ in range(pages)]))
    (folder / "crawl.warc.gz").write_bytes(build.warc([build.html(mark()) for _ in range(pages)], gz=True, first=100))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(build.pdf([[]])[:300])
    return used


def stub_clean(document: Document) -> Article:
    """The whole text as one paragraph, of an article named after its page; slow enough to be killed within."""
    time.sleep(0.002)
    text = " ".join(document.text.split()) or "nothing"
    return Article(document.id[:32], document.id, text, (Block("body", 0, len(text), 0),), language="en")


STEPS = Steps(
    read,
    stub_clean,
    lambda articles: list(articles),  # type: ignore[arg-type]
    lambda parse: (),
    lambda parse, mentions: (),
    lambda claims, articles: ((), ()),
)
CHILD = """
import sys
from benchmarks import kill_resume
from dragoman.pipeline import record
from dragoman.settings import Settings
from dragoman.store import Store
with Store.open(sys.argv[2]) as store:
    record(sys.argv[1], store, steps=kill_resume.STEPS, settings=kill_resume.SETTINGS)
"""


def _settings() -> object:
    from dragoman.settings import Settings

    # A machine under load must not make a time-out of a page: what is compared would differ.
    return Settings(max_seconds=300, group_reports=4)


SETTINGS = _settings()


def _undisturbed(source: Path, case: Path) -> tuple[str, float]:
    begun = time.perf_counter()
    process = _started(source, case)
    if process.wait() != 0:
        raise SystemExit("the undisturbed run failed")
    seconds = time.perf_counter() - begun
    with Store.open(case) as store:
        summary = record(source, store, steps=STEPS, settings=SETTINGS)  # type: ignore[arg-type]
        assert summary.recorded == 0, "reading again added something"
        return dump(store.view()), seconds


def _started(source: Path, case: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    return subprocess.Popen([sys.executable, "-c", CHILD, str(source), str(case)], env=environment, cwd=ROOT)


def _numbers(store: Store) -> Counter[int]:
    found: Counter[int] = Counter()
    for article in store.view().articles():
        words = article.text.split()
        numbers = {int(word) for before, word in itertools.pairwise(words) if before == "number" and word.isdigit()}
        for number in numbers:
            found[number] += 1
    return found


if __name__ == "__main__":
    main()
