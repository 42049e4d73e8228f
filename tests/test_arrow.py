"""Imports run one way: a module imports only from what stands to its left in the order."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "dragoman"
ORDER = (
    "errors", "model", "data", "settings", "read", "clean", "parse", "resolve", "code", "link", "store",
    "analyse", "simulate", "edition", "pipeline", "testing", "show",
)  # fmt: skip
# The six text stages meet in pipeline.py through the types of model/ and never import each other.
STAGES = {"read", "clean", "parse", "resolve", "code", "link"}


def imports(file: Path) -> set[str]:
    """Top-level parts of dragoman that a file imports, lazily or not."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "dragoman" else [node.module]
            )
        found |= {n.split(".")[1] for n in names if n.startswith("dragoman.")}
    return found


def modules() -> list[tuple[str, Path]]:
    return [(file.relative_to(ROOT).parts[0].removesuffix(".py"), file) for file in sorted(ROOT.rglob("*.py"))]


def test_imports_run_one_way() -> None:
    wrong = []
    for part, file in modules():
        if part in ("__init__", "__main__"):
            continue
        for other in imports(file) - {part, "__version__"}:
            if other in ORDER and ORDER.index(other) > ORDER.index(part):
                wrong.append(f"{file.relative_to(ROOT)}: {part} must not import {other}")
            if part in STAGES and other in STAGES:
                wrong.append(f"{file.relative_to(ROOT)}: the stage {part} must not import the stage {other}")
    assert not wrong, "\n".join(wrong)


def test_no_module_takes_what_another_keeps_to_itself() -> None:
    wrong = []
    for _, file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman."):
                private = [a.name for a in node.names if a.name.startswith("_") and not a.name.startswith("__")]
                wrong += [f"{file.relative_to(ROOT)}: {name} of {node.module}" for name in private]
    assert not wrong, "\n".join(wrong)


def test_every_part_stands_in_the_order() -> None:
    parts = {part for part, _ in modules()} - {"__init__", "__main__"}
    assert parts <= set(ORDER), f"not in the order of imports: {sorted(parts - set(ORDER))}"
    assert {"read", "clean", "parse", "resolve", "code", "link", "store", "show"} <= parts


def test_the_library_never_prints() -> None:
    for part, file in modules():
        if part == "show":
            continue
        calls = [n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], f"{file} prints"
