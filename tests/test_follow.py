"""Following feeds and reading links: what is new is read once, politely, and a kill at any moment changes nothing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fakes
import pytest
from fake_web import FakeWeb, Reply, Request, reply

from dragoman import pipeline
from dragoman.errors import DragomanError
from dragoman.read import net
from dragoman.read.fetch import Caps, Fetcher
from dragoman.settings import Settings
from dragoman.show import cli
from dragoman.show import follow as following
from dragoman.show.following import FEED_TRIES, PAUSE, Follower, Run
from dragoman.store import Store, dump
from dragoman.store.feeds import Queue

ROOT = Path(__file__).resolve().parents[1]
LINKS = 30
FEED = "http://courier.example/feed"


def page(number: int) -> bytes:
    names = sorted(fakes.NAMES)
    one, two = names[number % 4], names[(number + 1) % 4]
    return reply(
        f"<html><head><title>Talks number {number} end - The Courier</title>"
        f'<meta property="article:published_time" content="2031-03-{number % 28 + 1:02}T08:00:00Z"></head><body><article>'
        f"<h1>Talks number {number} end</h1><p>{one} demanded that {two} leave the valley at once, wrote paper {number}.</p>"
        f"<p>An army of {two} attacked the harbour of {one} in the morning of the same day, number {number} in a row.</p>"
        "<p>Envoys of both sides met again in the evening and parted late at night without any word to the press.</p>"
        "</article></body></html>"
    )


def rss(*numbers: int, base: str = "http://courier.example") -> str:
    items = "".join(
        f"<item><title>Number {n}</title><link>{base}/{n}?utm_source=rss</link><guid>tag:{n}</guid></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>"


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    with FakeWeb() as web:
        for number in range(8):
            web.routes[f"courier.example/{number}?utm_source=rss"] = page(number)
        web.routes["courier.example/feed"] = reply(rss(0, 1, 2), media="application/rss+xml")
        yield web


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "case.db") as store:
        yield store


def follower(store: Store, web: FakeWeb, *, tries: int = 3) -> Follower:
    return Follower(store, Fetcher(outside=web.outside()), steps=fakes.STEPS, settings=Settings(), tries=tries)


def once(store: Store, web: FakeWeb) -> Run:
    run = Run()
    follower(store, web).once(run)
    return run


def test_items_of_a_feed_become_reports_once(store: Store, web: FakeWeb) -> None:
    Queue(store).follow([FEED])
    run = once(store, web)
    assert (run.feeds, run.links, run.summary.recorded, run.summary.claims) == (1, 3, 3, 6)
    assert run.summary.events == store.view().counts()["events"] > 0
    assert store.view().linked()
    assert {article.title for article in store.view().articles()} == {f"Talks number {n} end" for n in range(3)}
    before = dump(store.view())
    again = once(store, web)
    assert (again.feeds, again.links, again.summary.recorded) == (1, 0, 0)
    assert dump(store.view()) == before
    web.routes["courier.example/feed"] = reply(rss(2, 3), media="text/xml")
    assert once(store, web).summary.recorded == 1
    assert [p for p in web.paths() if p != "courier.example/feed"] == [
        f"courier.example/{n}?utm_source=rss" for n in range(4)
    ]
    (feed,) = Queue(store).feeds()
    assert (feed.title, feed.read, feed.waiting, feed.refused, feed.gone) == ("Courier", 4, 0, 0, False)


def test_what_the_feed_says_of_itself_is_sent_back(store: Store, web: FakeWeb) -> None:
    def answer(request: Request) -> Reply:
        if request.headers.get("if-none-match") == '"1"':
            assert request.headers["if-modified-since"] == "Sun, 02 Mar 2031 10:15:00 GMT"
            return reply(status="304 Not Modified", media=None)
        return reply(rss(0), media="application/rss+xml", ETag='"1"', Last_Modified="Sun, 02 Mar 2031 10:15:00 GMT")

    web.routes["courier.example/feed"] = answer
    Queue(store).follow([FEED])
    assert once(store, web).unchanged == 0
    for _ in range(2):
        run = once(store, web)
        assert (run.feeds, run.unchanged, run.links) == (1, 1, 0)


def test_an_item_that_moves_is_not_read_again(store: Store, web: FakeWeb) -> None:
    Queue(store).follow([FEED])
    once(store, web)
    moved = rss(0, 1, base="https://www.courier.example/moved")
    web.routes["courier.example/feed"] = reply(moved, media="application/rss+xml")
    assert once(store, web).links == 0
    other = rss(0, 1).replace("tag:", "other:").replace("utm_source=rss", "fbclid=abc")
    web.routes["courier.example/feed"] = reply(other, media="application/rss+xml")
    assert once(store, web).links == 0


def test_a_page_that_fails_for_good_is_recorded_and_asked_no_more(store: Store, web: FakeWeb) -> None:
    web.routes["courier.example/1?utm_source=rss"] = reply("gone", status="410 Gone")
    web.routes["courier.example/2?utm_source=rss"] = reply(b"\x89PNG", media="image/png")
    Queue(store).follow([FEED])
    run = once(store, web)
    assert run.summary.recorded == 1
    reasons = {issue.source: (issue.stage, issue.reason) for issue in store.view().issues()}
    assert reasons["http://courier.example/1?utm_source=rss"] == ("fetch", "answered: 410 Gone")
    assert reasons["http://courier.example/2?utm_source=rss"][1].startswith("content type: 'image/png'")
    asked = len(web.asked)
    once(store, web)
    assert len(web.asked) == asked + 2  # robots.txt and the feed


def test_a_page_that_fails_in_passing_is_asked_again_later_and_not_for_ever(store: Store, web: FakeWeb) -> None:
    bad = "courier.example/1?utm_source=rss"
    web.routes[bad] = reply("down", status="503 Service Unavailable")
    Queue(store).follow([FEED])
    run = once(store, web)
    assert (run.summary.recorded, len(run.later), run.summary.refused) == (2, 1, [])
    once(store, web)
    assert web.paths().count(bad) == 1  # not due yet
    for _ in range(2):
        web.clock += 8 * PAUSE
        run = once(store, web)
    assert [issue.reason for issue in store.view().issues()] == ["answered: 503 Service Unavailable"]
    web.clock += 100 * PAUSE
    once(store, web)
    assert web.paths().count(bad) == 3
    web.routes[bad] = page(1)
    web.clock += 100 * PAUSE
    assert once(store, web).summary.recorded == 0
    queue = Queue(store)
    assert queue.again([link.key for link in queue.links()]) == 1
    assert once(store, web).summary.recorded == 1
    assert not list(store.view().issues())


def test_a_page_that_comes_back_is_read(store: Store, web: FakeWeb) -> None:
    bad = "courier.example/1?utm_source=rss"
    web.routes[bad] = reply("wait", status="429 Too Many Requests", Retry_After="3600")
    Queue(store).follow([FEED])
    run = once(store, web)
    # The host asked to be left alone: the third item waits too, without a try.
    assert (run.summary.recorded, len(run.later)) == (1, 2)
    assert "courier.example/2?utm_source=rss" not in web.paths()
    web.routes[bad] = page(1)
    web.clock += 3000
    assert once(store, web).summary.recorded == 0
    web.clock += 700
    assert once(store, web).summary.recorded == 2
    assert not list(store.view().issues())


def test_a_feed_that_fails_is_left_alone_for_longer_each_time_and_then_given_up(store: Store, web: FakeWeb) -> None:
    web.routes["courier.example/feed"] = reply("no feed here", media="text/html")
    queue = Queue(store)
    queue.follow([FEED])
    run = once(store, web)
    assert [refusal.reason for refusal in run.failed] == ["not a feed: neither RSS nor Atom"]
    assert once(store, web).feeds == 0
    for _ in range(FEED_TRIES):
        web.clock += 200_000
        once(store, web)
    (feed,) = queue.feeds()
    assert feed.gone and feed.failures == FEED_TRIES
    assert [issue.stage for issue in store.view().issues()] == ["feed"]
    web.routes["courier.example/feed"] = reply(rss(0), media="text/html")
    assert once(store, web).feeds == 0
    queue.follow([FEED])
    assert once(store, web).summary.recorded == 1


def test_robots_bind_feeds_and_items(store: Store, web: FakeWeb) -> None:
    web.routes["courier.example/robots.txt"] = reply(
        "User-agent: *\nDisallow: /1\nCrawl-delay: 7\n", media="text/plain"
    )
    Queue(store).follow([FEED])
    run = once(store, web)
    assert run.summary.recorded == 2
    assert [refusal.reason for refusal in run.summary.refused] == ["robots.txt: courier.example does not allow it"]
    assert web.slept and max(web.slept) == pytest.approx(7, abs=0.01)
    assert "courier.example/1?utm_source=rss" not in web.paths()


def test_hosts_take_turns(store: Store, web: FakeWeb) -> None:
    for host in ("a.example", "b.example", "c.example"):
        for number in range(3):
            web.routes[f"{host}/{number}"] = page(sum(host.encode()) + number)
    urls = [f"http://{host}/{number}" for host in ("a.example", "b.example", "c.example") for number in range(3)]
    run = Run()
    one = follower(store, web)
    one.read(run, wanted=one.add(urls, origin="list", run=run))
    assert [path.split("/")[0] for path in web.paths()] == ["a.example", "b.example", "c.example"] * 3
    assert sum(web.slept) == pytest.approx(2, abs=0.1)  # and not six seconds


def test_a_host_that_is_not_there_does_not_hold_the_others(store: Store, web: FakeWeb) -> None:
    web.names["down.example"] = ("9.9.9.250",)
    urls = [f"http://nowhere.example/{n}" for n in range(9)] + ["http://courier.example/1?utm_source=rss"]
    run = Run()
    one = follower(store, web)
    one.read(run, wanted=one.add(urls, origin="list", run=run))
    assert run.summary.recorded == 1
    assert web.looked_up.count("nowhere.example") == 2
    assert len(run.later) == 9
    assert len(one.queue.waiting()) == 9


def test_a_link_that_was_read_another_way_is_not_fetched(store: Store, web: FakeWeb) -> None:
    urls = [
        "http://courier.example/1?utm_source=rss",
        "https://courier.example/1#part",
        "http://courier.example/2?utm_source=rss",
    ]
    run = Run()
    one = follower(store, web)
    one.read(run, wanted=one.add(urls, origin="list", run=run))
    assert (run.links, run.summary.recorded) == (2, 2)
    Queue(store).follow([FEED])
    assert once(store, web).summary.recorded == 1


def test_what_was_recorded_when_the_program_died_is_not_fetched_again(store: Store, web: FakeWeb) -> None:
    Queue(store).follow([FEED])
    once(store, web)
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE links SET state = 'waiting'")
    asked = web.paths()
    assert once(store, web).summary.recorded == 0
    assert web.paths() == [*asked, "courier.example/feed"]


def test_a_link_that_ends_the_program_each_time_is_given_up(store: Store, web: FakeWeb) -> None:
    Queue(store).follow([FEED])
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE links SET starts = 99")
    one = follower(store, web)
    one.ask(one.queue.feeds()[0], Run())
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE links SET starts = 99 WHERE url LIKE '%/1?%'")
    run = Run()
    one.read(run)
    assert run.summary.recorded == 2
    assert [refusal.reason[:11] for refusal in run.summary.refused] == ["reader died"]


def test_rounds_keep_time(store: Store, web: FakeWeb) -> None:
    Queue(store).follow([FEED])
    rounds = following.rounds(follower(store, web), 15.0)
    began = web.clock
    assert [next(rounds).summary.recorded for _ in range(3)] == [3, 0, 0]
    assert web.clock - began == pytest.approx(1800, abs=5)
    assert len(list(following.rounds(follower(store, web), None))) == 1


def test_two_followers_of_one_case_are_one_too_many(tmp_path: Path) -> None:
    case = tmp_path / "case.db"
    with following.alone(case), pytest.raises(DragomanError, match="Another"), following.alone(case):
        pass
    with following.alone(case):
        pass


def test_a_case_of_before_gets_the_tables_and_keeps_its_record(tmp_path: Path, web: FakeWeb) -> None:
    with Store.open(tmp_path / "old.db") as store:
        before = dump(store.view())
        Queue(store)
        Queue(store)
        assert dump(store.view()) == before
    with Store.open(tmp_path / "old.db", create=False) as store:
        assert Queue(store).feeds() == ()


# The command line


@pytest.fixture
def run(web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The program with arguments, in an empty folder, with the local web in place of the real one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "builtin", lambda *_: fakes.STEPS)
    monkeypatch.setattr(net, "make_fetcher", lambda settings: Fetcher(caps=Caps(delay=0.0), outside=web.outside()))

    def program(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["dragoman", *arguments])
        try:
            cli.main()
        except SystemExit as stop:
            return int(stop.code or 0)
        return 0

    return program


def test_follow_on_the_command_line(run: Callable[..., int], web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("follow", FEED, "--case", "x.db") == 0
    assert "1 feed asked, 0 unchanged, 0 without answer, 3 new links; 3 reports recorded" in capsys.readouterr().err
    assert run("follow", "--case", "x.db") == 0
    assert "0 new links; 0 reports recorded" in capsys.readouterr().err
    assert run("follow", "--list", "--json", "--case", "x.db") == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["feed"], row["read"], row["waiting"], row["state"]) == (FEED, 3, 0, "followed")
    assert run("follow", "--drop", FEED, "--case", "x.db") == 0
    assert run("follow", "--case", "x.db") == 2
    assert "No feed is followed" in capsys.readouterr().err
    assert run("follow", "--drop", FEED, "--case", "x.db") == 2
    assert run("follow", "http://127.0.0.1/feed", "--case", "x.db") == 2
    assert "forbidden address" in capsys.readouterr().err
    assert run("follow", "--case", "none.db") == 2


def test_follow_goes_on_until_it_is_stopped(
    run: Callable[..., int], web: FakeWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    def sleep(seconds: float) -> None:
        web.slept.append(seconds)
        web.clock += seconds
        if len(web.slept) == 3:
            raise KeyboardInterrupt

    web.sleep = sleep  # type: ignore[method-assign]
    assert run("follow", FEED, "--every", "15", "--case", "x.db") == 130
    err = capsys.readouterr().err
    assert err.count("feed asked") == 3 and "stopped" in err
    assert web.slept == [pytest.approx(900, abs=1)] * 3


def test_addresses_and_lists_on_the_command_line(
    run: Callable[..., int], web: FakeWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = [f"http://courier.example/{n}?utm_source=rss" for n in range(8)]
    (tmp_path / "report.txt").write_text(
        "Talks fail\n\n3 March 2031\n\nArvania attacked Belmark on the third day of March.\n",
        encoding="utf-8",
    )
    assert run("read", "report.txt", urls[0], "--case", "x.db") == 0
    err = capsys.readouterr().err
    assert (
        "1 new link; 1 report recorded" in err and "1 report recorded, 0 known before, 0 declined; 1 new claim," in err
    )
    (tmp_path / "links.txt").write_text("\n".join([*urls[:3], "http://10.0.0.1/", "nothing"]), encoding="utf-8")
    assert run("read", "--links", "links.txt", "--case", "x.db") == 0
    err = capsys.readouterr().err
    assert "links.txt: 4 links, 0 repeated, 1 lines without one" in err
    assert (
        "declined: http://10.0.0.1/: fetch: forbidden address: 10.0.0.1 is not a public address (private network)"
        in err
    )
    assert "3 new links; 2 reports recorded, 0 known before, 1 declined" in err
    events = "\n".join(
        "\t".join(["1"] * 53 + [country, *["1"] * 6, url])
        for url, country in zip(urls[3:6], ("SY", "IR", "SY"), strict=True)
    )
    (tmp_path / "20310302.export.CSV").write_text(events, encoding="utf-8")
    assert run("read", "20310302.export.CSV", "--where", "ActionGeo_CountryCode=SY", "--case", "x.db") == 0
    err = capsys.readouterr().err
    assert "2 links, 0 repeated, 0 lines without one, 1 not chosen" in err and "2 reports recorded" in err
    web.routes["lists.example/today.csv"] = reply("url\n" + urls[6] + "\n", media="text/csv")
    assert run("read", "--links", "http://lists.example/today.csv", "--case", "x.db") == 0
    assert "1 new link; 1 report recorded" in capsys.readouterr().err
    asked = len(web.paths())
    assert run("read", "--links", "links.txt", "--case", "x.db") == 0
    assert "0 new links; 0 reports recorded, 0 known before, 0 declined" in capsys.readouterr().err
    assert len(web.paths()) == asked
    assert run("show", "refused", "--case", "x.db") == 0
    assert "http://10.0.0.1/" in capsys.readouterr().out
    assert run("read", "--links", "links.txt", "--retry", "--case", "x.db") == 0
    assert "1 declined" in capsys.readouterr().err
    assert run("read", "--case", "x.db") == 2
    assert run("read", "--links", "none.txt", "--case", "x.db") == 2
    assert run("read", urls[7], "--where", "nonsense", "--case", "x.db") == 2
    assert run("read", "file:///etc/passwd", "--case", "x.db") == 0
    assert "forbidden address: 'file' is neither http nor https" in capsys.readouterr().err


def test_the_library_reads_an_address_like_a_file(web: FakeWeb, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net, "make_fetcher", lambda settings: Fetcher(outside=web.outside()))
    summary = pipeline.record("http://courier.example/1?utm_source=rss", store, steps=fakes.STEPS)
    assert (summary.recorded, summary.claims, summary.refused) == (1, 2, [])
    assert pipeline.record("http://localhost/", store, steps=fakes.STEPS).refused[0].stage == "fetch"


# Imports once, then forks a run for each line it is given, so that a kill costs no start-up.
KILLED = textwrap.dedent(
    r"""
    import os, socket, sys
    import fakes
    from dragoman.read import sockets
    from dragoman.read.fetch import Caps, Fetcher
    from dragoman.show.following import Follower, Run
    from dragoman.store import Store
    from dragoman.model import Document
    port = int(sys.argv[1])
    fakes.clean(Document("0", "warm", "Talks go on\n\n3 March 2031\n\nArvania demanded that Belmark leave.", "text/plain", 1))
    outside = sockets.Outside(
        look_up=lambda host, _: ("9.9.9.9",),
        dial=lambda address, _, seconds: socket.create_connection(("127.0.0.1", port), seconds),
        now=lambda: 1.9e9, sleep=lambda seconds: None,
    )
    for case in sys.stdin:
        child = os.fork()
        if not child:
            with Store.open(case.strip()) as store:
                Follower(store, Fetcher(caps=Caps(delay=0.0), outside=outside), steps=fakes.SLOW_STEPS).once(Run())
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)
    """
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment_and_started_again_ends_in_the_same_record(tmp_path: Path) -> None:
    with FakeWeb() as web:
        served: dict[str, int] = {}

        def changing(number: int) -> Callable[[Request], Reply]:
            names = sorted(fakes.NAMES)
            one, two = names[number % 4], names[(number + 1) % 4]
            text = f"Talks number {number} end\n\n{number % 28 + 1} March 2031\n\n{one} demanded that {two} leave the valley.\n"

            def answer(request: Request) -> Reply:
                # Other bytes each time, as of pages with a clock or an advertisement: fetched twice is two documents.
                served[request.path] = served.get(request.path, 0) + 1
                return reply(text + "\n" * served[request.path], media="text/plain")

            return answer

        for number in range(LINKS):
            web.routes[f"courier.example/{number}?utm_source=rss"] = changing(number)
        web.routes["courier.example/7?utm_source=rss"] = reply("gone", status="404 Not Found")
        web.routes["courier.example/feed"] = lambda request: (
            reply(status="304 Not Modified", media=None)
            if request.headers.get("if-none-match")
            else reply(rss(*range(LINKS)), media="application/rss+xml", ETag='"a"')
        )
        command = [sys.executable, "-c", KILLED, str(web.address()[1])]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
        records = []
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as zygote:
            for name, kills in (("whole", 0), ("killed", 12)):
                case = tmp_path / f"{name}.db"
                with Store.open(case) as store:
                    Queue(store).follow([FEED])
                interrupted = _run_until_done(zygote, case, kills, web)
                with Store.open(case) as store:
                    view = store.view()
                    links = [(link.url, link.state, link.reason) for link in Queue(store).links()]
                    texts = sorted(article.text for article in view.articles())
                    claims = sorted((claim.article_id, claim.id) for claim in view.claims())
                    records.append((links, texts, claims, list(view.issues()), view.counts()))
    assert interrupted > 3
    assert records[0] == records[1]
    assert records[0][4]["articles"] == records[0][4]["documents"] == LINKS - 1


def _run_until_done(zygote: subprocess.Popen[str], case: Path, kills: int, web: FakeWeb) -> int:
    """Kill so many runs, each after a few requests and a moment, then let one end; how many were killed at work."""
    assert zygote.stdin and zygote.stdout
    rng = random.Random(11)
    interrupted = status = 0
    for number in range(kills + 1):
        asked = len(web.asked)
        print(case, file=zygote.stdin, flush=True)
        child = int(zygote.stdout.readline())
        if number < kills:
            limit = time.monotonic() + 5
            wanted = asked + rng.randint(1, 4)
            while len(web.asked) < wanted and time.monotonic() < limit:
                time.sleep(0.0005)
            time.sleep(rng.random() * 0.03)
            # The zygote has not waited for its child yet, or has and the child is gone.
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = int(zygote.stdout.readline())
        interrupted += status == signal.SIGKILL
        check = sqlite3.connect(case)
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        check.close()
    assert status == 0
    return interrupted
