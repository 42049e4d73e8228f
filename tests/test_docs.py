"""The documentation says what is there: links lead to files, commands and options exist, every setting is told of."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import typer

from dragoman.data.book import load_book
from dragoman.settings import Settings
from dragoman.show.cli import app
from dragoman.show.flat import CLAIM_COLUMNS, EVENT_COLUMNS, REPORT_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
CODE = ("dragoman", "benchmarks", "training", "tools", "tests")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for folder in (".", "docs", "corpus", "gold", "training", "examples", "benchmarks", "tests", "dragoman")
    for page in (ROOT.glob("*.md") if folder == "." else (ROOT / folder).rglob("*.md"))
)


def headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in lines}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, part = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), f"{name}: {link}"
        assert not part or target.suffix != ".md" or part in headings(target), f"{name}: no heading for {link}"


@pytest.mark.parametrize("name", PAGES)
def test_modules_that_are_to_be_run_exist(name: str) -> None:
    for module in re.findall(r"python -m ((?:benchmarks|training|tools)(?:\.\w+)*)", (ROOT / name).read_text("utf-8")):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), f"{name}: {module}"


def commands(name: str) -> Iterator[list[str]]:
    """Lines of code blocks that call dragoman, as words: comments, pipes, and what stands behind `&&` cut or split off."""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        for part in line.split("&&"):
            if re.match(r"\s*dragoman [a-z]", part):
                words = shlex.split(re.split(r"\s[<>|]\s", part)[0].replace("...", ""), comments=True)
                for one in words[2].split("|") if len(words) > 2 else [""]:
                    yield [*words[1:2], *([one] if one else []), *words[3:]]


@pytest.mark.parametrize("name", [name for name in PAGES if any(True for _ in commands(name))])
def test_commands_and_their_options_exist(name: str) -> None:
    for words in commands(name):
        command: Any = typer.main.get_command(app)
        rest = list(words)
        while hasattr(command, "commands"):
            assert rest and rest[0] in command.commands, f"{name}: dragoman {shlex.join(words)}"
            command = command.commands[rest.pop(0)]
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        for word in rest:
            if word.startswith("--"):
                assert word.partition("=")[0] in known, f"{name}: dragoman {shlex.join(words)}: {word}"


def test_every_command_stands_in_the_readme_or_a_how_to() -> None:
    told = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in PAGES)
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        for under in getattr(command, "commands", {"": None}):
            wanted = rf"dragoman {name}\b" if not under else rf"`?dragoman {name} [a-z|]*\b{under}\b|{name} {under}"
            assert re.search(wanted, told), f"dragoman {name} {under}"


def test_every_setting_is_told_of() -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
    missing = [field.name for field in dataclasses.fields(Settings) if not re.search(rf"\b{field.name}\b", told)]
    assert not missing


def test_every_column_of_an_export_is_told_of() -> None:
    told = (ROOT / "docs" / "how-to" / "show.md").read_text("utf-8")
    columns = (*CLAIM_COLUMNS, *EVENT_COLUMNS, *REPORT_COLUMNS)
    assert not [name for name in columns if f"`{name}`" not in told]


def test_every_decision_says_what_it_is_and_stands_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    files = sorted(folder.glob("[0-9]*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        head = r"---\ndescription: (.+)\ndate: \d{4}-\d\d-\d\d\nstatus: .+\ntags: \[.+\]\n---\n# (.+)\n"
        said = re.match(head, file.read_text("utf-8"))
        assert said, f"{file.name} does not begin with description, date, status, tags and a title"
        line = f"| {int(file.name[:4])} | [{said[2]}]({file.name}) | {said[1]} |"
        assert line in index, f"docs/decisions/README.md lacks: {line}"


@pytest.mark.parametrize("folder", ["benchmarks", "tests"])
def test_what_stands_in_a_folder_is_told_of(folder: str) -> None:
    told = re.findall(r"`([\w*]+)(?:\.\w+)?`", (ROOT / folder / "README.md").read_text("utf-8"))
    files = [file.stem for file in (ROOT / folder).glob("*.py") if file.stem != "__init__"]
    assert files
    assert not [name for name in files if not any(fnmatch(name, known) for known in told)]
    assert not [known for known in told if known.startswith("test_") and not any(fnmatch(n, known) for n in files)]


def test_files_that_code_and_data_speak_of_are_there() -> None:
    names = {file.name for folder in CODE for file in (ROOT / folder).rglob("*.py")}
    wrong = []
    for folder in CODE[:-1]:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".yml"):
                told = re.findall(r"\b\w+\.py\b", file.read_text("utf-8"))
                wrong += [f"{file.relative_to(ROOT)}: {name}" for name in told if name not in names]
    assert not wrong


def test_the_front_page_counts_as_the_data_do() -> None:
    told = (ROOT / "README.md").read_text("utf-8")
    book = load_book()
    kinds = Counter(actor.kind for actor in book.actors.values() if actor.id not in book.outlets)
    assert f"{kinds['group']:,} groups, {len(book.persons):,} people" in told
    counted = (ROOT / "corpus" / "STATISTICS.md").read_text("utf-8")
    reports, claims = (
        int(re.search(rf"^\| {what} \| (\d+) \|", counted, re.MULTILINE)[1]) for what in ("reports", "claims")
    )  # type: ignore[index]
    assert f"{reports} invented reports with {claims:,} hand-coded claims" in told


def test_the_world_book_is_as_large_as_the_guide_says() -> None:
    book, told = load_book(), (ROOT / "docs" / "how-to" / "actors.md").read_text("utf-8")
    kinds = Counter(actor.kind for actor in book.actors.values() if actor.id not in book.outlets)
    others = kinds["organisation"] + kinds["state-part"]
    assert f"{kinds['state']} states, past ones among them, {kinds['region']} regions" in told
    assert f"{others} organisations and parts of states, {kinds['group']} groups" in told
    assert f"{len(book.persons):,} people, {len(book.outlets)} outlets." in told
