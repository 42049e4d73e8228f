"""Hostile input from the web: addresses that must not be dialled, answers made to hurt, and runs that are killed.

    python -m benchmarks.hostile_net [--kills 200] [--only addresses|answers|linear|kills]

Needs nothing but this machine: a server on loopback stands for the web, and every connection of the process is watched. Each
answer is read by a process of its own, whose highest memory is measured together with that of the reader process it starts.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import fakes  # noqa: E402
import hostile  # noqa: E402
from fake_web import PUBLIC, FakeWeb, Reply, Request, reply  # noqa: E402

from dragoman.errors import ReadError  # noqa: E402
from dragoman.read import addresses, feeds, links, robots  # noqa: E402
from dragoman.store import Store  # noqa: E402
from dragoman.store.feeds import Queue  # noqa: E402

MOST_MB = 300
MOST_SECONDS = 2.0
MOST_RATIO = 6.0
LINKS = 60
ANSWERS = textwrap.dedent(
    r"""
    import os, resource, socket, sys, time
    import hostile
    from fake_web import PUBLIC
    from dragoman.read import feeds, html, pool, sockets
    from dragoman.read.files import read_bytes
    port = int(sys.argv[1])
    class Web:
        def outside(self):
            return sockets.Outside(
                look_up=lambda host, _: (PUBLIC + "66",),
                dial=lambda address, _, seconds: socket.create_connection(("127.0.0.1", port), seconds),
            )
    hostile._serve = lambda web, answer: None
    cpu = lambda: sum(os.times()[:4])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            sys.excepthook = lambda *error: (sys.__excepthook__(*error), os._exit(1))
            # The reader process is kept from document to document: its start is measured apart and taken off.
            begin = cpu()
            list(read_bytes(b"<html><p>warm", "warm", name="a.html"))
            pool.close()
            start, begin, began = cpu() - begin, cpu(), time.perf_counter()
            said = (hostile.ask_page if line.strip() == "page" else hostile.ask_feed)(Web(), None)
            wall, started = time.perf_counter() - began, bool(pool._idle)
            pool.close()
            spent = max(0.0, cpu() - begin - start * started)
            most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            most /= 1024 if sys.platform != "darwin" else 1024 * 1024
            print(f"{spent:.2f}\t{wall:.2f}\t{most:.0f}\t{said}", flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print("9\t9\t999\tcrashed", flush=True)
    """
)
KILLED = textwrap.dedent(
    r"""
    import os, socket, sys
    import fakes
    from dragoman.model import Document
    from dragoman.read import sockets
    from dragoman.read.fetch import Caps, Fetcher
    from dragoman.show.following import Follower, Run
    from dragoman.store import Store
    case, port = sys.argv[1], int(sys.argv[2])
    fakes.clean(Document("0", "warm", "Talks go on\n\n3 March 2031\n\nArvania demanded that Belmark leave.", "text/plain", 1))
    outside = sockets.Outside(
        look_up=lambda host, _: ("9.9.9.9",),
        dial=lambda address, _, seconds: socket.create_connection(("127.0.0.1", port), seconds),
        now=lambda: 1.9e9, sleep=lambda seconds: None,
    )
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            with Store.open(case) as store:
                Follower(store, Fetcher(caps=Caps(delay=0.0), outside=outside), steps=fakes.STEPS).once(Run())
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)
    """
)


def main() -> None:
    """Print the tables; exit code 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how often runs over a feed are killed")
    parser.add_argument("--only", choices=("addresses", "answers", "linear", "kills"))
    options = parser.parse_args()
    parts: dict[str, Callable[[], bool]] = {
        "addresses": show_addresses,
        "answers": show_answers,
        "linear": show_linear,
        "kills": lambda: show_kills(options.kills),
    }
    chosen = [options.only] if options.only else list(parts)
    good = [parts[name]() for name in chosen]
    sys.exit(not all(good))


def show_addresses() -> bool:
    """Every form through every door: refused, and nothing dialled."""
    print(f"addresses: {len(hostile.URLS)} forms, {len(hostile.DOORS)} doors")
    print(f"{'door':26} {'cases':>6} {'refused':>8} {'led home':>9} {'dialled':>8} {'seconds':>8}")
    wrong = cases = dialled = 0
    with FakeWeb() as web, tempfile.TemporaryDirectory() as folder:
        web.names.update(hostile.NAMES)
        web.routes["news.example/x"] = reply("a page of words", media="text/plain")
        with hostile.watched(web) as seen:
            for name, door in hostile.DOORS.items():
                begin, before = time.perf_counter(), len(seen)
                said = door(web, hostile.URLS, Path(folder))
                bad = hostile.not_refused(said)
                refused = sum(reason.startswith(hostile.GOOD) for _, reason in said)
                outside = [one for one, _ in web.dialled if not one.startswith(PUBLIC)] + seen[before:]
                seconds = time.perf_counter() - begin
                home = len(said) - refused - len(bad)
                print(f"{name:26} {len(said):6} {refused:8} {home:9} {len(outside):8} {seconds:8.2f}")
                for source, reason in bad:
                    print(f"    not refused: {source}: {reason}")
                wrong, cases, dialled = wrong + len(bad), cases + len(said), dialled + len(outside)
    print(f"{cases} cases (floor 120), {wrong} not refused (0), {dialled} sockets to addresses that are not public (0)")
    print("led home: read beside the address it stood on, the form names that page's own public host\n")
    return not wrong and not dialled and cases >= 120


def show_answers() -> bool:
    """Every answer made to hurt: its refusal, its time, its memory."""
    print(f"answers: at most {MOST_SECONDS:g} s of processor, {MOST_MB} MB, and 1 s for the whole answer to come")
    print(f"{'answer':38} {'cpu s':>6} {'wall s':>6} {'MB':>4}  refusal")
    good, most = True, [0.0, 0.0, 0.0]
    with FakeWeb() as web:
        web.names["bomb.example"] = (f"{PUBLIC}66",)
        with _process(ANSWERS, str(web.address()[1])) as process:
            for kind, table in (("page", hostile.BOMBS), ("feed", hostile.FEED_BOMBS)):
                for name, (answer, expected) in table.items():
                    made = answer(Request("bomb.example", "/", {}))
                    # What is packed is packed before the clock runs; what depends on the request is small.
                    large = isinstance(made, bytes) and len(made) > 100_000
                    web.default = (lambda request, made=made: made) if large else answer
                    cpu, wall, size, said = _ask(process, kind).split("\t", 3)
                    numbers = [float(cpu), float(wall), float(size)]
                    fine = said.split(":")[0] in expected and numbers[0] <= MOST_SECONDS and numbers[2] <= MOST_MB
                    good, most = good and fine, [max(pair) for pair in zip(most, numbers, strict=True)]
                    flaw = "" if fine else "   <-- WRONG"
                    print(f"{kind + ': ' + name:38.38} {cpu:>6} {wall:>6} {size:>4}  {said[:90]}{flaw}")
    count = len(hostile.BOMBS) + len(hostile.FEED_BOMBS)
    print(f"{count} answers; at most {most[0]:.2f} s of processor, {most[1]:.2f} s by the clock, {most[2]:.0f} MB\n")
    return good


def show_linear() -> bool:
    """Time on adversarial text, 64 kB against 16 kB, of every parser of ours on this side."""
    shapes: dict[str, Callable[[int], str]] = {
        "brackets": lambda n: "<" * n,
        "open tags": lambda n: "<rss><channel>" + "<a b='" * (n // 6),
        "entities": lambda n: "<rss><channel><title>" + "&amp;" * (n // 5),
        "items": lambda n: "<rss><channel>" + "<item><link>/x y</link></item>" * (n // 30),
        "CDATA": lambda n: "<rss><channel><item><title><![CDATA[" + "]]" * (n // 2),
        "spaces": lambda n: "<rss><channel><title>" + " " * n + "x</title>",
        "dates": lambda n: "<rss><channel><item><link>/</link><pubDate>" + "1, " * (n // 3) + "</pubDate></item>",
        "robots, rules": lambda n: "User-agent: *\n" + "Disallow: /*a\n" * (n // 14),
        "robots, stars": lambda n: "User-agent: *\nDisallow: /" + "*a" * 900 + "$\n" + "#" * n,
        "robots, agents": lambda n: "User-agent: dragoman\n" * (n // 21) + "Disallow: /",
        "links": lambda n: "http://a.example/1?utm_x=1\n" * (n // 27),
        "links, query": lambda n: ("http://a.example/?" + "&a=b" * 1000 + "\n") * (n // 4000),
        "links, table": lambda n: "url,x\n" + '"http://a.example/","' + '""' * (n // 2) + '"\n',
        "links, JSON": lambda n: '{"url": ' + "[" * n,
        "links, GDELT": lambda n: "\n".join("\t".join(["1"] * 60 + ["http://a.example/"]) for _ in range(n // 140)),
        "address": lambda n: "http://" + "a." * 1000 + "example/" + "x" * (n // 16),
    }
    readers: dict[str, Callable[[str], object]] = {
        "feeds.parse": lambda text: feeds.parse(text.encode(), url="http://a.example/"),
        "robots": lambda text: robots.parse(text, agent="dragoman").allows("/" + "a" * 2000 + "b"),
        "links.load": lambda text: links.load(text.encode()),
        "addresses.target": lambda text: addresses.target(text.split("\n")[0]),
    }
    worst, slowest = (0.0, ""), (0.0, "")
    for reader, read in readers.items():
        for shape, make in shapes.items():
            short, long = (_time(read, make(size)) for size in (16_000, 64_000))
            # Below a millisecond the clock and the start of things are what is measured.
            ratio = long / max(short, 0.001)
            worst, slowest = max(worst, (ratio, f"{reader} on {shape}")), max(slowest, (long, f"{reader} on {shape}"))
    print(f"linear: {len(readers) * len(shapes)} pairs of reader and text, 64 kB against 16 kB")
    print(f"highest ratio {worst[0]:.1f} ({worst[1]}; at most {MOST_RATIO:g})")
    print(f"slowest {slowest[0] * 1000:.0f} ms for 64 kB ({slowest[1]})\n")
    return worst[0] <= MOST_RATIO


def show_kills(kills: int) -> bool:
    """Runs over a feed, killed at random points and begun again, against one that was left alone."""
    print(f"kills: a feed of {LINKS} items whose pages differ in their bytes each time they are asked")
    rng = random.Random(3)
    records, at_work, done, cases = [], 0, 0, 0
    with FakeWeb() as web, tempfile.TemporaryDirectory() as folder:
        _routes(web)
        records.append(_record(Path(folder) / "whole.db", web, rng, 0)[0])
        begin = time.perf_counter()
        while done < kills:
            # A case takes so many kills until it is complete; then the next one begins.
            found, killed, tried = _record(Path(folder) / f"{cases}.db", web, rng, min(25, kills - done))
            records.append(found)
            done, at_work, cases = done + tried, at_work + killed, cases + 1
        seconds = time.perf_counter() - begin
    same = all(one == records[0] for one in records)
    lost = max(len(records[0]["links"]) - len(one["links"]) for one in records)
    doubled = max(one["counts"]["documents"] - records[0]["counts"]["documents"] for one in records)
    print(f"{done} kills in {cases} cases, {at_work} of them while links were being read, {seconds:.0f} s")
    print(f"same record as undisturbed: {'yes' if same else 'NO'}; lost {lost} (0), doubled {doubled} (0)\n")
    return same and not lost and not doubled


def _routes(web: FakeWeb) -> None:
    served: dict[str, int] = {}

    def page(number: int) -> Callable[[Request], Reply]:
        names = sorted(fakes.NAMES)
        one, two = names[number % 4], names[(number + 1) % 4]
        text = f"Talks number {number} end\n\n{number % 28 + 1} March 2031\n\n{one} demanded that {two} leave the valley.\n"

        def answer(request: Request) -> Reply:
            served[request.path] = served.get(request.path, 0) + 1
            return reply(text + "\n" * (served[request.path] % 4000), media="text/plain")

        return answer

    for number in range(LINKS):
        web.routes[f"courier.example/{number}"] = page(number)
    web.routes["courier.example/7"] = reply("gone", status="404 Not Found")
    items = "".join(f"<item><title>{n}</title><link>/{n}</link><guid>tag:{n}</guid></item>" for n in range(LINKS))
    feed = reply(f"<rss><channel>{items}</channel></rss>", media="text/xml", ETag='"a"')
    web.routes["courier.example/feed"] = lambda request: (
        reply(status="304 Not Modified", media=None) if request.headers.get("if-none-match") else feed
    )


def _record(case: Path, web: FakeWeb, rng: random.Random, kills: int) -> tuple[dict[str, Any], int, int]:
    """What stands in a case after so many kills and one run to its end; how many kills hit, and how many were tried."""
    with Store.open(case) as store:
        Queue(store).follow(["http://courier.example/feed"])
    hit = tried = 0
    with _process(KILLED, str(case), str(web.address()[1])) as process:
        while True:
            asked = len(web.asked)
            child = int(_ask(process, "go"))
            waiting = _waiting(case)
            last = tried == kills or waiting == 0
            if not last:
                tried += 1
                limit = time.monotonic() + 5
                wanted = asked + rng.choice((0, 1, 2, 2, 3))
                while len(web.asked) < wanted and time.monotonic() < limit:
                    time.sleep(0.0003)
                time.sleep(rng.random() * 0.02)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            assert process.stdout
            hit += int(process.stdout.readline()) == signal.SIGKILL
            check = sqlite3.connect(case)
            assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            check.close()
            if last:
                break
    with Store.open(case) as store:
        view, queue = store.view(), Queue(store)
        found = {
            "links": [(link.url, link.state, link.reason) for link in queue.links()],
            "texts": sorted(article.text for article in view.articles()),
            "claims": sorted((claim.article_id, claim.id) for claim in view.claims()),
            "events": sorted(event.id for event in view.events()),
            "issues": list(view.issues()),
            "counts": view.counts(),
        }
    return found, hit, tried


def _waiting(case: Path) -> int | None:
    connection = sqlite3.connect(case)
    try:
        states = dict(connection.execute("SELECT state, count(*) FROM links GROUP BY state"))
    finally:
        connection.close()
    return states.get("waiting", 0) if states else None


def _process(script: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(process: subprocess.Popen[str], line: str) -> str:
    assert process.stdin and process.stdout
    print(line, file=process.stdin, flush=True)
    return process.stdout.readline()[:-1]


def _time(read: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        with contextlib.suppress(ReadError):
            read(text)
        best = min(best, time.process_time() - begin)
    return best


if __name__ == "__main__":
    main()
