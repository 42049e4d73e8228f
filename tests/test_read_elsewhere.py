"""Other systems, as far as they can be played on this one: no `resource`, no /proc, no fork, no UTF-8, other paths and links."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any, cast

import pytest
import read_builders as build

from dragoman import errors
from dragoman.read import files, pool, read
from dragoman.settings import Settings
from dragoman.show import cli
from dragoman.show.exporting import free_name

# What Windows lacks is taken away before anything of ours is imported, here and in the worker.
BARE = """
import asyncio, os, signal, socket, subprocess, sys, time  # asyncio has another inside on Windows, and looks for what this one has
for name in ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "geteuid", "getuid", "mkfifo", "sysconf", "getloadavg", "chown", "killpg", "nice"):
    if hasattr(os, name):
        delattr(os, name)
for module, name in ((signal, "SIGALRM"), (signal, "alarm"), (time, "tzset"), (socket, "AF_UNIX")):
    if hasattr(module, name):
        delattr(module, name)
sys.path[:0] = [{root!r}, {tests!r}]
"""
RUN = """
import fakes
from dragoman import pipeline
from dragoman.read import pool
from dragoman.store import Store
pool._COMMAND = (*pool._COMMAND[:-1], {bare!r} + "from dragoman.read.worker import main; main()")
pool._processor_seconds = lambda pid: None
with Store.open("x.db") as store:
    summary = pipeline.record("in", store, steps=fakes.STEPS)
    print(summary.recorded, len(summary.refused), store.view().counts()["articles"])
    print(ascii(sorted(item.reason.partition(":")[0] for item in summary.refused)))
pool.close()
"""
NARROW = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def spoken(folder: Path, *arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | NARROW
    environment["PYTHONPATH"] = pool._ROOT
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def test_a_bare_system_with_a_narrow_encoding_reads_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "naïve.html").write_bytes(build.html("naïve ночь"))
    (folder / "b.pdf").write_bytes(build.pdf([build.column(["Arvania attacked Belmark at the naïve harbour."] * 3)]))
    (folder / "c.zip").write_bytes(build.zipped({"ночь.html": build.html("c"), "d.docx": build.docx(build.PARAGRAPHS)}))
    (folder / "e.warc").write_bytes(build.warc([build.html("e")]))
    (folder / "f.eml").write_bytes(build.mail(build.text("f").encode()))
    (folder / "g.docx").write_bytes(b"PK\x03\x04 and no more")
    bare = BARE.format(root=pool._ROOT, tests=str(Path(__file__).parent))
    recorded, reasons = spoken(tmp_path, "-c", bare + RUN.format(bare=bare)).splitlines()
    assert recorded.split()[0] == recorded.split()[2] == "6"
    assert "reader died" not in reasons and "broken" in reasons
    # What is shown goes through a pipe whole, whatever the system's own encoding is.
    shown = spoken(tmp_path, "-m", "dragoman", "show", "report", "--case", "x.db")
    assert "naïve ночь" in shown
    page = spoken(tmp_path, "-m", "dragoman", "report", "--case", "x.db", "--out", "x.html")
    assert page == "" and "naïve ночь" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_time_is_held_where_the_system_does_not_tell_what_a_process_computes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wild = "import sys, time; sys.path.insert(0, {root!r}); from dragoman.read import walk, worker; "
    wild += "walk._read_leaf = lambda *rest: time.sleep(60); worker.main()"
    pool.close()
    monkeypatch.setattr(pool, "_COMMAND", ("-P", "-B", "-c", wild.format(root=pool._ROOT)))
    monkeypatch.setattr(pool, "_processor_seconds", lambda pid: None)
    (tmp_path / "a.html").write_bytes(build.html("a"))
    (item,) = read(tmp_path / "a.html", settings=Settings(max_seconds=1))
    assert getattr(item, "reason", "") == "out of time: no answer within 1 seconds"
    assert pool.computed() == 0.0
    pool.close()


def test_paths_of_windows_are_shown_with_slashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "sep", "\\")
    assert files._name(cast(Path, PureWindowsPath("C:\\case\\in\\a b.txt"))) == "C:/case/in/a b.txt"


def test_what_to_type_is_quoted_as_the_shell_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert errors.as_typed("C:\\my case.db") == "'C:\\my case.db'"
    monkeypatch.setattr(errors.os, "name", "nt")
    told = [errors.as_typed(word) for word in ("C:\\a\\case.db", "C:\\my case.db", "a&b.db", "d:/x-y_z.db")]
    assert told == ["C:\\a\\case.db", '"C:\\my case.db"', '"a&b.db"', "d:/x-y_z.db"]


def test_lines_in_a_pipe_end_alike_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="\r\n") for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    cli._open_mouth()
    for stream in streams.values():
        stream.write("a\tночь\n")
        stream.flush()
        assert stream.buffer.getvalue() == "a\tночь\n".encode()


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("cp437", '── The Post > "ja", Öl - ..., \\u043d\\u043e'),
        ("ascii", '-- The Post > "ja", \\xd6l - ..., \\u043d\\u043e'),
        ("cp1252", "-- The Post › “ja”, Öl – …, \\u043d\\u043e"),
        ("utf-8", "── The Post › “ja”, Öl – …, но"),
    ],
)
def test_a_terminal_with_few_letters_shows_plainer_marks(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    screen = Terminal(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    cli._open_mouth()
    screen.write("── The Post › “ja”, Öl – …, но")
    screen.flush()
    assert screen.buffer.getvalue().decode(encoding) == shown


def test_names_that_another_system_takes_for_one_or_for_a_device() -> None:
    names: set[str] = set()
    told = [free_name(stem, names) for stem in ("Zu\u0308rich", "Z\u00fcrich", "COM¹", "lpt3.old", "conference")]
    assert told == ["Zürich", "Zürich-2", "_COM¹", "_lpt3.old", "conference"]


def test_the_folder_of_a_saved_page_whatever_its_capitals(tmp_path: Path) -> None:
    (tmp_path / "TALKS.HTM").write_bytes(build.html("a"))
    (tmp_path / "Talks_files").mkdir()
    (tmp_path / "Talks_files" / "frame.html").write_bytes(build.html("advertisement"))
    assert sum(not hasattr(item, "reason") for item in read(tmp_path)) == 1


def test_a_junction_is_a_link() -> None:
    def path(tag: int | None) -> Any:
        told = {} if tag is None else {"st_reparse_tag": tag}
        return SimpleNamespace(lstat=lambda: SimpleNamespace(st_mode=stat.S_IFDIR | 0o777, **told))

    assert files._is_link(path(0xA0000003))
    # A file of a cloud drive has a tag too, and is none.
    assert not files._is_link(path(0x9000001A)) and not files._is_link(path(0)) and not files._is_link(path(None))


def test_a_pipe_that_nobody_reads_ends_a_worker_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    from io import BytesIO

    from dragoman.read import worker
    from dragoman.read.limits import Limits

    class Broken(BytesIO):
        def flush(self) -> None:
            raise OSError(22, "Invalid argument")

    asked = BytesIO()
    worker.send(asked, worker.as_values(Limits.of(Settings())))
    monkeypatch.setattr(worker, "_confine", lambda limits: None)
    worker.serve(BytesIO(asked.getvalue()), Broken())
