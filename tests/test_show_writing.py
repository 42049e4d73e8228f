"""Files that commands write: as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import DragomanError
from dragoman.show.writing import write_whole


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    write_whole(page, "new\n", what="Page")
    assert page.read_bytes() == b"new\n"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")

    def full(path: Path, text: str, **options: str) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(DragomanError, match=r"Page '.*page.html' can't be written: No space left on device\."):
        write_whole(page, "new", what="Page")
    assert page.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old", encoding="utf-8")
    (tmp_path / "link.html").symlink_to("real.html")
    write_whole(tmp_path / "link.html", "new", what="Page")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") == "new"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match=r"can't be written: there is no folder '.*no'. Make it first"):
        write_whole(tmp_path / "no" / "page.html", "new", what="Page")


def test_a_disk_that_can_only_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *args: object, **options: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(DragomanError, match="can't be written: Read-only file system"):
        write_whole(tmp_path / "page.html", "new", what="Page")
