"""Workers of this process: started when first needed, kept for the next document, replaced when they die."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.read.limits import Limits
from dragoman.read.reasons import Declined, Why
from dragoman.read.worker import as_values, receive, send, send_bytes

_LOG = logging.getLogger(__name__)
START_SECONDS = 60  # a loaded machine may take long to start an interpreter
_ROOT = str(Path(__file__).parents[2])
# -P: the folder a user stands in, full of files from elsewhere, must not be where modules are imported from.
_COMMAND = (
    "-P",
    "-B",
    "-c",
    f"import sys; sys.path.insert(0, {_ROOT!r}); from dragoman.read.worker import main; main()",
)
_idle: list[Worker] = []
_lock = threading.Lock()


class Ended(Exception):
    """The worker is gone: out of time, out of memory, or dead; `declined` says which."""

    def __init__(self, declined: Declined) -> None:
        super().__init__(str(declined))
        self.declined = declined


class Worker:
    """One worker process. Answers are read by a thread, so that waiting for them can end on every system."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        self._first = True
        self._process = subprocess.Popen(
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A program without a console would otherwise open one for each worker on Windows.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        # Bounded, so that a worker is never far ahead of what is recorded.
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue(maxsize=8)
        self._stopped = False
        self._timed_out = False
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
        with contextlib.suppress(OSError):
            send(self._stdin, as_values(limits))

    @property
    def _stdin(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value]

    def ask(self, request: dict[str, Any], data: bytes | None = None) -> Iterator[dict[str, Any]]:
        """Send a request and yield its answers up to the end. Raises Ended when the worker is gone before that.

        The time is counted while somebody waits for an answer, not while its last one is being worked on.
        """
        seconds = float(self.limits.max_seconds)
        if self._first:
            self._first = False
            if self._next(START_SECONDS) is None:
                raise self._gone()
        guard = threading.Timer(6 * seconds, self._time_out)
        guard.daemon = True
        guard.start()
        try:
            send(self._stdin, {**request, "data": data is not None})
            if data is not None:
                send_bytes(self._stdin, data)
        except OSError as error:
            raise self._gone() from error
        finally:
            guard.cancel()
        while True:
            answer = self._next(seconds)
            if answer is None:
                raise self._gone()
            if "out of memory" in answer:
                self.stop()
                raise Ended(Declined(Why.MEMORY, f"the reader would need more than {self.limits.max_memory} bytes"))
            if "end" in answer:
                return
            yield answer

    def _next(self, seconds: float) -> dict[str, Any] | None:
        """The next answer. Where the system tells what the worker has computed, that is what counts: on a busy machine a
        page must not fail because others had the processor. A worker that only sleeps gets six times as long.
        """
        begun, spent = time.monotonic(), self.computed()
        wait = seconds
        while True:
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=wait)
            now = self.computed()
            used = seconds if now is None or spent is None else now - spent
            left = min(seconds - used, begun + 6 * seconds - time.monotonic())
            if left <= 0:
                self._timed_out = True
                raise self._gone()
            wait = max(left, 0.05)

    def stop(self) -> None:
        """End the process and wait for it."""
        self._stopped = True
        self._process.kill()
        # The listener may hold an answer that nobody fetches.
        with contextlib.suppress(queue.Empty):
            while True:
                self._answers.get_nowait()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()

    def computed(self) -> float | None:
        """Processor seconds of the process so far; None where the system does not tell."""
        return _processor_seconds(self._process.pid)

    def _time_out(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _gone(self) -> Ended:
        with contextlib.suppress(subprocess.TimeoutExpired):
            # Its pipes close a moment before it is gone, and only then does the system say how it ended.
            self._process.wait(timeout=0.0 if self._timed_out else 2.0)
        code = self._process.poll()
        self.stop()
        if self._timed_out:
            return Ended(Declined(Why.TIME, f"no answer within {self.limits.max_seconds} seconds"))
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        _LOG.warning("the reader process ended with %s", how)
        return Ended(Declined(Why.DIED, f"the reader process ended with {how}"))

    def _listen(self, answers: BinaryIO) -> None:
        try:
            while not self._stopped:
                self._answers.put(receive(answers))
        except (EOFError, OSError, ValueError):
            pass
        if not self._stopped:
            self._answers.put(None)


def computed() -> float:
    """Processor seconds of this process's idle workers; 0.0 where the system does not tell."""
    with _lock:
        mine = [one for one in _idle if one.owner == os.getpid()]
    return sum(one.computed() or 0.0 for one in mine)


def _processor_seconds(pid: int) -> float | None:
    """What a process has computed so far, in seconds; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


@contextlib.contextmanager
def worker(limits: Limits) -> Iterator[Worker]:
    """A worker with these limits; it is kept for the next one unless the block is left in the middle of an answer."""
    with _lock:
        mine = [one for one in _idle if one.owner == os.getpid() and one.limits == limits]
        chosen = mine[-1] if mine else None
        if chosen:
            _idle.remove(chosen)
    chosen = chosen or Worker(limits)
    try:
        yield chosen
    except BaseException:
        chosen.stop()
        raise
    with _lock:
        _idle.append(chosen)


def close() -> None:
    """End all idle workers of this process."""
    with _lock:
        mine = [one for one in _idle if one.owner == os.getpid()]
        _idle.clear()
    for one in mine:
        one.stop()


atexit.register(close)
