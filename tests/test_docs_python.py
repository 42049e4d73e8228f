"""Python in the documentation runs, and prints what the page says it prints."""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import __version__

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\nprints[^\n]*\n\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
TEXTS = {
    page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8")
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
}
PAGES = [name for name, text in TEXTS.items() if BLOCK.search(text) and ">>> " not in text]


def blocks(name: str) -> list[tuple[str, str]]:
    return BLOCK.findall(TEXTS[name])


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if ">>> " in text])
def test_examples_on_a_page_run(name: str) -> None:
    found = doctest.testfile(str(ROOT / name), module_relative=False)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", PAGES)
def test_what_python_on_a_page_imports_is_there(name: str) -> None:
    for code, _ in blocks(name):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dragoman"):
                module = importlib.import_module(node.module)
                for alias in node.names:
                    if not hasattr(module, alias.name):
                        importlib.import_module(f"{node.module}.{alias.name}")


def test_the_page_on_python_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for file in ("05_assembly_bulletin.txt", "12_sharm_handed_over.txt"):
        shutil.copy(ROOT / "examples" / "suez" / file, tmp_path / "reports")
    shutil.copy(ROOT / "examples" / "suez" / "question.yml", tmp_path)
    names: dict[str, Any] = {"__name__": "page"}
    for code, printed in blocks("docs/how-to/python.md"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "docs/how-to/python.md", "exec"), names)
        assert not printed or out.getvalue() == printed


def test_the_citation_names_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == __version__
