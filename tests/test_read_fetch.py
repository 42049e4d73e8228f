"""The fetcher: no door leads to an address that is not public, and no answer costs more than its caps."""

from __future__ import annotations

import ast
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from fake_web import PUBLIC, FakeWeb, Request, reply
from hypothesis import given
from hypothesis import strategies as st

from dragoman.data.files import load_yaml
from dragoman.errors import FetchError
from dragoman.model import Document, Refusal
from dragoman.read import sockets
from dragoman.read.addresses import blocked, target
from dragoman.read.fetch import USER_AGENT, Caps, Fetcher, inflated, retry_after
from dragoman.read.net import read_url

PACKAGE = Path(__file__).resolve().parents[1] / "dragoman"
RULES = load_yaml("network.yml")
PAGE = "Talks end in Port Alba without a word\n\nEnvoys of both sides left the town in the evening."


@pytest.fixture(scope="module")
def web() -> Iterator[FakeWeb]:
    with FakeWeb() as web:
        yield web


@pytest.fixture(autouse=True)
def _empty(web: FakeWeb) -> None:
    web.routes.clear()
    web.names.clear()
    for seen in (web.asked, web.looked_up, web.dialled, web.slept):
        seen.clear()
    web.default = web.wrap = None
    web.routes["news.example/x"] = reply(PAGE, media="text/plain")
    web.names.update(hostile.NAMES)


def get(web: FakeWeb, url: str, **caps: object) -> bytes:
    return hostile.fetcher(web, **caps).get(url).body


# Addresses


@pytest.mark.parametrize("door", hostile.DOORS)
def test_no_door_leads_to_an_address_that_is_not_public(door: str, web: FakeWeb, tmp_path: Path) -> None:
    with hostile.watched(web) as seen:
        said = hostile.DOORS[door](web, hostile.URLS, tmp_path)
    assert not hostile.not_refused(said)
    # Two of the addresses become one when they are read beside that of their feed.
    assert len(said) >= len(hostile.URLS) - 2 > 100
    assert seen == []
    assert [address for address, _ in web.dialled if not address.startswith(PUBLIC)] == []
    assert {port for _, port in web.dialled} <= {80}


def test_there_are_enough_forms_and_doors() -> None:
    assert len(hostile.URLS) * len(hostile.DOORS) >= 120
    assert len(set(hostile.URLS.values())) == len(hostile.URLS)


@pytest.mark.parametrize("entry", RULES["v4"] + RULES["v6"] + RULES["v6_outside"], ids=lambda entry: entry["range"])
def test_each_range_is_blocked_from_end_to_end(entry: dict[str, str]) -> None:
    network = ipaddress.ip_network(entry["range"])
    assert ipaddress.ip_address(entry["example"]) in network
    for address in (network[0], network[-1], ipaddress.ip_address(entry["example"])):
        assert blocked(address)
        assert blocked(str(address))
    assert entry["source"]


@pytest.mark.parametrize("entry", RULES["names"], ids=lambda entry: entry["name"])
def test_each_local_name_is_refused(entry: dict[str, str]) -> None:
    for host in (entry["example"], entry["example"].upper(), entry["example"] + "."):
        with pytest.raises(FetchError, match="forbidden address"):
            target(f"http://{host}/")
    assert target(f"http://{entry['name'].replace('.', '')}x.example/")


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.4.4", "100.63.255.255", "100.128.0.0", "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"],
)
def test_public_addresses_pass(address: str) -> None:
    assert blocked(address) is None


@given(st.integers(0, 2**32 - 1))
def test_what_passes_is_global_and_no_group(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    if blocked(address) is None:
        assert address.is_global and not address.is_multicast and not address.is_reserved
        assert blocked(ipaddress.IPv6Address(f"::ffff:{address}"))
    else:
        assert blocked(f"64:ff9b::{address}")


@given(st.integers(0, 2**128 - 1))
def test_what_passes_of_ipv6_is_global_unicast(number: int) -> None:
    if blocked(ipaddress.IPv6Address(number)) is None:
        assert number >> 125 == 1 or number >> 32 == 0x0064FF9B << 64


@given(st.text(max_size=40))
def test_a_url_is_taken_apart_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://{text}/", f"http://a.example/{text}"):
        try:
            found = target(url)
        except FetchError:
            continue
        assert found.host.isascii() and found.path.isascii() and found.path.startswith("/")
        assert not set(found.host + found.path) & set(" \r\n\t\\@" if "@" not in found.path else " \r\n\t\\")
        assert found.port in (80, 443)
        assert target(found.url) == found


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("https://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
        ("http://news.example:/a", "http://news.example/a"),
        ("http://bücher.example/ü?ä=ö", "http://xn--bcher-kva.example/%C3%BC?%C3%A4=%C3%B6"),
        ("http://новости.рф/1", "http://xn--b1amnebsh.xn--p1ai/1"),
        ("http://ｎｅｗｓ.example/", "http://news.example/"),
        ("http://9.9.9.9/", "http://9.9.9.9/"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://news.example/?next=http://user@127.0.0.1/", "http://news.example/?next=http://user@127.0.0.1/"),
        ("http://3com.example/", "http://3com.example/"),
    ],
)
def test_addresses_have_one_spelling(url: str, shown: str) -> None:
    assert target(url).url == shown


def test_a_name_is_looked_up_once_and_the_answer_is_what_is_dialled(web: FakeWeb) -> None:
    answers = iter([(f"{PUBLIC}7",), ("127.0.0.1",)])
    web.routes["rebind.example/"] = reply(PAGE, media="text/plain")

    def look_up(host: str, port: int) -> tuple[str, ...]:
        web.looked_up.append(host)
        return next(answers)

    outside = sockets.Outside(look_up=look_up, dial=web.dial, now=lambda: 0.0, sleep=web.sleep)
    with hostile.watched(web) as seen, pytest.raises(FetchError, match=r"stands for 127\.0\.0\.1"):
        Fetcher(outside=outside).get("http://rebind.example/")
    # One look-up for robots.txt, one for the page; the second answer was refused and not dialled.
    assert web.looked_up == ["rebind.example"] * 2
    assert web.dialled == [(f"{PUBLIC}7", 80)]
    assert seen == []


def test_the_real_dial_takes_numbers_only(web: FakeWeb) -> None:
    with hostile.watched(web) as seen, pytest.raises(FetchError, match="not reached"):
        outside = sockets.Outside(look_up=lambda host, port: (f"{PUBLIC}1", "2606:4700::1111"))
        Fetcher(outside=outside).get("http://news.example/")
    assert [tuple(address[:2]) for address in seen] == [(f"{PUBLIC}1", 80), ("2606:4700::1111", 80)]


def test_only_one_module_opens_sockets() -> None:
    clients = {"socket", "ssl", "http", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib"}
    clients |= {"urllib.request", "websocket", "websockets", "asyncio", "xmlrpc", "socketserver"}
    allowed = {
        "read/sockets.py": {"socket", "ssl", "urllib3"},
        "read/fetch.py": {"urllib3", "http"},
        "read/addresses.py": {"urllib3"},  # takes URLs apart
    }
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if not any(client in file.read_text(encoding="utf-8") for client in clients):
            continue
        if name.startswith("show/"):
            # Serving pages to the user's own browser is another matter; nothing there may ask the web.
            wrong = _imported(file) & (clients - {"socket", "http", "asyncio", "socketserver", "ssl"})
        else:
            wrong = _imported(file) & clients - allowed.get(name, set())
        if wrong:
            found[name] = wrong
    assert not found
    text = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert "fetch_url(" not in text  # trafilatura's own downloads
    assert text.count(".connect((") == 1


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names | {name.split(".")[0] for name in names}


# Answers


@pytest.mark.parametrize("name", [name for name in hostile.BOMBS if name not in hostile.HEAVY])
def test_answers_made_to_hurt(name: str, web: FakeWeb) -> None:
    answer, expected = hostile.BOMBS[name]
    said = hostile.ask_page(web, answer, seconds=0.4)
    assert said.split(":")[0] in (*expected, "out of time")
    assert said.isprintable() and len(said) < 1000


def test_time_is_that_of_the_whole_answer(web: FakeWeb) -> None:
    for name in ("drip, headers", "drip, body", "silence", "redirects that drip"):
        started = time.monotonic()
        assert hostile.ask_page(web, hostile.BOMBS[name][0], seconds=0.3).startswith("out of time")
        assert time.monotonic() - started < 2


def test_a_name_server_that_does_not_answer_is_not_waited_for(web: FakeWeb) -> None:
    outside = sockets.Outside(look_up=lambda host, port: (time.sleep(3), ("9.9.9.9",))[1])
    started = time.monotonic()
    with pytest.raises(FetchError, match="no answer within") as caught:
        Fetcher(caps=Caps(connect_seconds=0.2), outside=outside).get("http://news.example/")
    assert time.monotonic() - started < 2
    assert not caught.value.lasting


def test_a_dial_that_takes_all_the_time_leaves_nothing_open(web: FakeWeb) -> None:
    def dial(address: str, port: int, seconds: float) -> socket.socket:
        time.sleep(0.3)
        return web.dial(address, port, seconds)

    outside = sockets.Outside(look_up=web.look_up, dial=dial)
    for url in ("http://news.example/x", "https://news.example/x"):
        with pytest.raises(FetchError, match="out of time"):
            Fetcher(caps=Caps(seconds=0.2), outside=outside).get(url)


def test_gzip_is_asked_for_and_unpacked(web: FakeWeb) -> None:
    import gzip

    web.routes["news.example/z"] = reply(gzip.compress(PAGE.encode()), media="text/plain", Content_Encoding="gzip")
    assert get(web, "http://news.example/z") == PAGE.encode()
    assert web.asked[-1].headers["accept-encoding"] == "gzip"
    members = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 9
    assert b"".join(inflated(iter([members[:7], members[7:]]), most=100, ratio=9, name="x")) == b"one two"
    with pytest.raises(FetchError, match="bomb"):
        list(inflated(iter([gzip.compress(b"\0" * 3_000_000)]), most=10_000_000, ratio=100, name="x"))


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_unpacking_is_the_inverse_of_packing(data: bytes, size: int) -> None:
    import gzip

    packed = gzip.compress(data)
    pieces = iter([packed[n : n + size] for n in range(0, len(packed), size)])
    assert b"".join(inflated(pieces, most=3000, ratio=200, name="x")) == data


def test_what_is_asked_says_who_asks_and_nothing_else(web: FakeWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    web.routes["news.example/c"] = reply(PAGE, media="text/plain", Set_Cookie="id=1")
    fetcher = hostile.fetcher(web)
    fetcher.get("http://news.example/c")
    fetcher.get("http://news.example/x")
    last = web.asked[-1].headers
    assert last["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("dragoman/")
    assert set(last) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert last["host"] == "news.example"
    assert {address for address, _ in web.dialled} == {web.look_up("news.example", 80)[0]}


def test_redirects_are_followed_and_checked(web: FakeWeb) -> None:
    web.routes["old.example/a"] = reply(status="301 Moved", Location="//news.example/y z?q=1")
    web.routes["news.example/y%20z?q=1"] = reply(status="307 Moved", Location="../x")
    answer = hostile.fetcher(web).get("http://old.example/a")
    assert (answer.url, answer.final, answer.body) == ("http://old.example/a", "http://news.example/x", PAGE.encode())
    assert [one.host for one in web.asked if one.path == "/robots.txt"] == ["old.example", "news.example"]
    web.routes["old.example/b"] = reply(status="302 Found", Location="http://xn--b1amnebsh.xn--p1ai/")
    web.routes["xn--b1amnebsh.xn--p1ai/"] = reply(PAGE, media="text/plain")
    web.routes["old.example/c"] = reply(status="302 Found", Location="http://новости.рф/")
    assert get(web, "http://old.example/b") == get(web, "http://old.example/c") == PAGE.encode()


def test_a_page_becomes_a_document(web: FakeWeb) -> None:
    web.routes["old.example/a"] = reply(status="301 Moved", Location="http://news.example/x")
    (document,) = read_url("http://old.example/a", fetcher=hostile.fetcher(web))
    assert isinstance(document, Document)
    assert (document.source, document.url, document.text) == ("http://old.example/a", "http://news.example/x", PAGE)
    web.routes["news.example/l"] = reply(
        PAGE.replace("Alba", "Älba").encode("latin-1"), media="text/plain; charset=ISO-8859-1"
    )
    (document,) = read_url("http://news.example/l", fetcher=hostile.fetcher(web))
    assert isinstance(document, Document) and "Port Älba" in document.text
    web.routes["news.example/f"] = reply("<rss version='2.0'><channel/></rss>", media="text/html")
    (refusal,) = read_url("http://news.example/f", fetcher=hostile.fetcher(web))
    assert isinstance(refusal, Refusal) and "dragoman follow" in refusal.reason


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(("0", 0.0), ("60", 60.0), ("9" * 11, 604_800.0), ("-5", None), ("", None), (None, None), ("1.5", None)),
        *(("Thu, 01 Jan 1970 00:00:30 GMT", 20.0), ("Wed, 31 Dec 1969 00:00:00 GMT", 0.0), ("Fri, 99 Foo 2031", None)),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, 10.0) == seconds


def test_a_host_has_its_pause_and_others_need_not_wait(web: FakeWeb) -> None:
    web.routes["other.example/"] = reply(PAGE, media="text/plain")
    fetcher = hostile.fetcher(web, delay=5.0)
    fetcher.get("http://news.example/x")
    fetcher.get("http://other.example/")
    assert web.slept == []
    assert fetcher.busy("news.example") == pytest.approx(5, abs=0.01)
    fetcher.get("http://news.example/x")
    assert web.slept == [pytest.approx(5, abs=0.01)]


# robots.txt


def test_robots_are_asked_once_and_bind(web: FakeWeb) -> None:
    web.routes["news.example/robots.txt"] = reply(
        "User-agent: dragoman\nDisallow: /x\nCrawl-delay: 99", media="text/plain"
    )
    fetcher = hostile.fetcher(web)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt: news\.example does not allow it") as caught:
            fetcher.get("http://news.example/x")
        assert caught.value.lasting
    assert [one.path for one in web.asked] == ["/robots.txt"]
    web.routes["news.example/y"] = reply(PAGE, media="text/plain")
    fetcher.get("http://news.example/y")
    assert fetcher.busy("news.example") == pytest.approx(60, abs=0.01)  # not longer than a minute
    web.clock += 90_000
    web.routes["news.example/robots.txt"] = reply("", media="text/plain")
    assert fetcher.get("http://news.example/x").status == 200


@pytest.mark.parametrize(
    ("status", "allowed"), [("404 Not Found", True), ("403 Forbidden", True), ("500 Oh", False), ("429 Slow", False)]
)
def test_robots_that_fail(status: str, allowed: bool, web: FakeWeb) -> None:
    web.routes["news.example/robots.txt"] = reply("Disallow: nothing", status=status)
    if allowed:
        assert get(web, "http://news.example/x") == PAGE.encode()
        return
    with pytest.raises(FetchError, match=r"robots\.txt: it can't be read") as caught:
        get(web, "http://news.example/x")
    assert not caught.value.lasting


def test_robots_without_end_are_read_as_far_as_they_may_be(web: FakeWeb) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    web.routes["news.example/robots.txt"] = lambda r: hostile.endless(head, b"User-agent: *\nDisallow: /x\n" * 1000)
    with pytest.raises(FetchError, match="does not allow it"):
        get(web, "http://news.example/x")


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl program")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=safe.example"),
            *("-addext", "subjectAltName=DNS:safe.example", "-keyout", str(key), "-out", str(cert)),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this openssl program can't make a certificate")
    return key, cert


def test_the_host_name_is_verified_although_a_number_is_dialled(web: FakeWeb, certificate: tuple[Path, Path]) -> None:
    key, cert = certificate
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(cert, key)
    asked: list[str | None] = []
    served.sni_callback = lambda sock, name, context: asked.append(name)
    web.wrap = lambda connection: served.wrap_socket(connection, server_side=True)
    for host in ("safe.example", "other.example"):
        web.routes[f"{host}/"] = reply(PAGE, media="text/plain")
    trusting = ssl.create_default_context(cafile=str(cert))
    outside = sockets.Outside(
        look_up=web.look_up, dial=web.dial, tls=lambda: trusting, now=lambda: web.clock, sleep=web.sleep
    )
    caps = Caps(seconds=2.0, delay=0.0)
    assert Fetcher(caps=caps, outside=outside).get("https://safe.example/").body == PAGE.encode()
    assert {port for _, port in web.dialled} == {443}
    assert asked == ["safe.example"] * 2  # robots.txt and the page
    with pytest.raises(FetchError, match="certificate"):
        Fetcher(caps=caps, outside=outside).get("https://other.example/")
    distrusting = sockets.Outside(look_up=web.look_up, dial=web.dial, now=lambda: web.clock, sleep=web.sleep)
    with pytest.raises(FetchError, match="certificate"):
        Fetcher(caps=caps, outside=distrusting).get("https://safe.example/")
    web.routes["safe.example/"] = lambda request: hostile.dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)
    started = time.monotonic()
    with pytest.raises(FetchError, match="out of time"):
        Fetcher(caps=Caps(seconds=0.5, delay=0.0), outside=outside).get("https://safe.example/")
    assert time.monotonic() - started < 3


def test_a_server_that_is_silent_at_the_handshake_is_given_up(web: FakeWeb) -> None:
    def silent(connection: socket.socket) -> socket.socket:
        time.sleep(1.0)
        return connection

    web.wrap = silent
    web.routes["safe.example/"] = reply(PAGE)
    with pytest.raises(FetchError, match=r"out of time|broken"):
        get(web, "https://safe.example/", seconds=0.3)


def test_requests_are_seen_by_the_local_server(web: FakeWeb) -> None:
    get(web, "http://news.example/x")
    assert web.asked[-1] == Request("news.example", "/x", web.asked[-1].headers)
