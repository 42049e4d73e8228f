"""Feeds, robots.txt, lists of links and GDELT's files: what is taken from them, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.data.files import load_yaml
from dragoman.errors import FetchError, ReadError
from dragoman.read import feeds, gdelt, links, robots
from dragoman.read.sources import is_gdelt, is_url

BASE = "https://courier.example/news/feed.xml"


def items(body: str, head: str = "<?xml version='1.0'?>") -> tuple[feeds.Item, ...]:
    return feeds.parse((head + body).encode(), url=BASE).items


# Feeds


def test_rss() -> None:
    found = feeds.parse(
        b"""<?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
        <channel><title>The Courier</title><link>https://courier.example/</link>
        <atom:link href="https://courier.example/feed" rel="self"/>
        <image><title>Logo</title><link>https://courier.example/logo</link></image>
        <item><media:title>A picture</media:title><title><![CDATA[Envoys <b>leave</b> &amp; wait]]></title>
          <link>https://courier.example/1?a=1&amp;b=2</link><guid isPermaLink="false">c-1</guid>
          <pubDate>Sun, 02 Mar 2031 10:15:00 +0200</pubDate><source url="https://agency.example/">Harbour Agency</source>
          <media:content url="https://courier.example/1.jpg"/></item>
        <item><title>Only a guid</title><guid>https://courier.example/2</guid></item>
        <item><title>Relative</title><link> ../3 </link></item>
        <item><title>No link at all</title></item>
        </channel></rss>""",
        url=BASE,
    )
    assert (found.title, found.skipped) == ("The Courier", 1)
    assert found.items == (
        feeds.Item(
            "https://courier.example/1?a=1&b=2",
            "c-1",
            "Envoys <b>leave</b> &amp; wait",
            "2031-03-02T08:15",
            "Harbour Agency",
        ),
        feeds.Item("https://courier.example/2", "https://courier.example/2", "Only a guid"),
        feeds.Item("https://courier.example/3", "https://courier.example/3", "Relative"),
    )


def test_atom() -> None:
    found = feeds.parse(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/a/">
        <title type="text">The Courier</title><id>tag:feed</id><link href="."/>
        <entry xml:base="b/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Talks <i>end</i> early</div></title>
          <link rel="edit" href="edit"/><link rel="alternate" type="text/html" href="1"/><link rel="enclosure" href="1.mp3"/>
          <id>tag:1</id><published>2031-03-02T08:15:00Z</published><updated>2031-03-04T00:00:00Z</updated>
          <source><id>tag:other</id><title>Another feed</title></source></entry>
        <entry><title>Plain</title><link href="https://courier.example/2"/><id>tag:2</id><updated>2031-03-05T01:00:00-05:00</updated></entry>
        </feed>""",
        url=BASE,
    )
    assert found.title == "The Courier"
    assert found.items == (
        feeds.Item("https://courier.example/a/b/1", "tag:1", "Talks end early", "2031-03-02T08:15"),
        feeds.Item("https://courier.example/2", "tag:2", "Plain"),
    )


def test_rdf() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>C</title></channel>
      <item rdf:about="urn:1"><title>One</title><link>/1</link><dc:date>2031-03-02</dc:date></item></rdf:RDF>"""
    assert items(body) == (feeds.Item("https://courier.example/1", "urn:1", "One", "2031-03-02"),)


@pytest.mark.parametrize(
    ("body", "links_"),
    [
        (
            "<rss><channel><item><title>a & b &nbsp; c</title><link>/1?x=1&y=2</link></item></channel></rss>",
            ["/1?x=1&y=2"],
        ),
        ("<rss><channel><item><link>/1</link></item><item><link>/2</link>", ["/1", "/2"]),
        ("<rss><channel><item><link>/1</link></item></chanel></rss> behind", ["/1"]),
        (
            "<!DOCTYPE rss PUBLIC '-//N//DTD' 'http://my.netscape.com/x.dtd'><rss><item><link>/1</link></item></rss>",
            ["/1"],
        ),
        ("<rss><channel><item><link>/a b</link></item></channel></rss>", ["/a%20b"]),
        ("<rss><channel><item><link>/ü</link></item></channel></rss>", ["/ü"]),
        ("<RSS><CHANNEL><ITEM><LINK>/1</LINK></ITEM></CHANNEL></RSS>", ["/1"]),
        ("<rss><channel><item><link>/1</link><link>/2</link></item></channel></rss>", ["/1"]),
        ("<rss><channel></channel></rss>", []),
    ],
)
def test_feeds_that_are_nearly_right(body: str, links_: list[str]) -> None:
    assert [item.link for item in items(body)] == ["https://courier.example" + link for link in links_]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_a_feed_declares(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><rss><channel><item><title>Zürich</title><link>/1</link></item></channel></rss>"
    assert feeds.parse(text.encode(encoding), url=BASE).items[0].title == "Zürich"


@pytest.mark.parametrize("name", [name for name in hostile.FEED_BOMBS if name not in hostile.HEAVY])
def test_feeds_made_to_hurt(name: str) -> None:
    answer = hostile.FEED_BOMBS[name][0]
    answer(hostile.Request("bomb.example", "/", {}))  # what is packed is packed before the clock runs
    with hostile.FakeWeb() as web:
        said = hostile.ask_feed(web, answer, seconds=5.0)
    assert said.split(":")[0] in hostile.FEED_BOMBS[name][1]


def test_a_feed_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret word", encoding="utf-8")
    include = f"<xi:include parse='text' href='{secret.as_uri()}'/>"
    body = f"<rss xmlns:xi='http://www.w3.org/2001/XInclude'><channel><title>{include}</title></channel></rss>"
    assert "secret" not in feeds.parse(body.encode(), url=BASE).title


@given(st.binary(max_size=400), st.sampled_from(["", "<rss><channel>", "<rss><channel><item><link>", "<feed><entry>"]))
def test_any_bytes_are_a_feed_or_refused(data: bytes, head: str) -> None:
    try:
        found = feeds.parse(head.encode() + data, url=BASE)
    except ReadError as error:
        assert str(error)
    else:
        assert all(item.link for item in found.items)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mon, 3 Mar 2031 08:00:00 EST", "2031-03-03T13:00"),
        ("3 Mar 2031 08:00", "2031-03-03T08:00"),
        ("2031-03-03T08:00:00.123+01:00", "2031-03-03T07:00"),
        ("2031-03-03 08:00:00", "2031-03-03T08:00"),
        ("yesterday", None),
        ("", None),
        ("2031-03-05T01:00:00-05:00", "2031-03-05T06:00"),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2031-03-05", "2031-03-05"),
        ("2031-02-30", None),
        ("0001-01-01", None),
        ("२०३१-०३-०५", None),
    ],
)
def test_dates_of_feeds(text: str, date: str | None) -> None:
    assert feeds.date_of(text) == date


# robots.txt

ROBOTS = """\ufeff# for all
User-agent: *
Disallow: /private/   # a comment
Allow: /private/press
Disallow: /*.pdf$
Disallow: /search?q=
Crawl-delay: 2.5

User-agent: dragoman-bot
User-agent: Dragoman/2.0
Disallow: /drafts
Disallow:
Crawl-delay: 9

User-agent: other
Disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("unknown", "/", True),
        ("unknown", "/private/a", False),
        ("unknown", "/private/press/a", True),
        ("unknown", "/a/report.pdf", False),
        ("unknown", "/a/report.pdf?x", True),
        ("unknown", "/search?q=a", False),
        ("unknown", "/search", True),
        ("unknown", "/%70rivate/a", False),
        ("dragoman", "/private/a", True),
        ("dragoman", "/drafts/1", False),
        ("other", "/a", False),
        ("other", "/robots.txt", True),
    ],
)
def test_robots(agent: str, path: str, allowed: bool) -> None:
    assert robots.parse(ROBOTS, agent=agent).allows(path) is allowed


def test_robots_delay_and_groups() -> None:
    assert robots.parse(ROBOTS, agent="unknown").delay == 2.5
    assert robots.parse(ROBOTS, agent="dragoman").delay == 9
    split = "User-agent: dragoman\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\nUser-agent: dragoman\nDisallow: /c"
    rules = robots.parse(split, agent="dragoman")
    assert [rules.allows(path) for path in ("/a", "/b", "/c")] == [False, True, False]
    assert robots.parse("nonsense\nDisallow: /a\n: \nAllow", agent="dragoman") == robots.Rules()
    assert robots.parse("User-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nCrawl-delay: 1e99", agent="x").delay == 0


# What stands behind a star is looked for behind what was found before, and the end of a pattern behind all of it.
@example("/a*a$", "/a")
@example("/*ab*b$", "/ab")
@example("/ab*a", "/ab")
@example("/*a*a", "/a")
@given(st.text("ab*$/", max_size=12), st.text("ab/", max_size=12))
def test_patterns_fit_as_regular_expressions_would(pattern: str, path: str) -> None:
    import re

    closed = pattern.endswith("$")
    body = (pattern[:-1] if closed else pattern).split("*")
    expression = ".*".join(re.escape(piece) for piece in body) + ("$" if closed else "")
    assert robots.fits(pattern, path) == bool(re.match(expression, path))


def test_a_mark_before_a_robots_file_is_no_part_of_it() -> None:
    assert not robots.parse("\ufeffUser-agent: *\nDisallow: /a", agent="dragoman").allows("/a")


LINES = ["User-agent: *\n", "user-AGENT: dragoman/2\n", "Disallow: /a\n", "Allow: /a?b*c$\n", "Disallow: /%zz\n", "Disallow:\n",
         "Crawl-delay: 1e9\n", "Crawl-delay: x\n", "#", "\x00", ":", "\ufeff", "Sitemap: a\n"]  # fmt: skip


@given(st.text(max_size=300) | st.lists(st.sampled_from(LINES) | st.text(max_size=9), max_size=20).map("".join))
def test_any_text_is_a_robots_file(text: str) -> None:
    rules = robots.parse(text, agent="dragoman")
    assert rules.allows("/a?b=c") in (True, False) and rules.allows("/robots.txt")
    assert 0 <= rules.delay < 1e6


# Links

LIST = """# chosen on Monday
https://courier.example/1

https://courier.example/1#comments
http://courier.example/1/?utm_source=mail&fbclid=x
https://courier.example/2?id=7&utm_campaign=y
not a link
ftp://courier.example/3
"""


def test_a_list_of_lines() -> None:
    found = links.load(LIST.encode())
    assert found.links == (
        "https://courier.example/1",
        "https://courier.example/2?id=7&utm_campaign=y",
        "ftp://courier.example/3",
    )
    assert (found.repeated, found.skipped, found.shown) == (2, 1, ("not a link",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(
    "text",
    [
        "id,url,title\n1,https://courier.example/1,Talks\n2,,None\n",
        "id;URL;title\n1;https://courier.example/1;Talks\n2;;None\n",
        "id\tLink\n1\thttps://courier.example/1\n2\t\n",
        '"id","SOURCEURL"\n1,"https://courier.example/1"\n2,\n',
        '{"url": "https://courier.example/1", "title": "x"}\n{"title": "y"}\n',
        "https://courier.example/1\nnothing\n",
    ],
)
def test_tables_and_json_lines(text: str, encoding: str) -> None:
    found = links.load(text.encode(encoding))
    assert found.links == ("https://courier.example/1",)
    assert found.skipped == 1


@pytest.mark.parametrize("name", load_yaml("network.yml")["tracking"])
def test_marks_of_who_clicked_are_no_part_of_a_report(name: str) -> None:
    mark = name.replace("*", "anything")
    assert links.key(f"https://courier.example/1?{mark}=x&id=1&{mark}=") == "courier.example/1?id=1"


def test_keys() -> None:
    assert links.key("http://Courier.Example:80/a/#b") == links.key("https://courier.example/a") == "courier.example/a"
    assert links.key("https://courier.example/a?b=1") != links.key("https://courier.example/a?b=2")
    assert links.key("http://127.0.0.1/a") == "http://127.0.0.1/a"


def test_sources_by_name() -> None:
    assert is_gdelt("http://data.gdeltproject.org/events/20310302.export.CSV.zip")
    assert is_gdelt(Path("a/20310302101500.translation.mentions.CSV"))
    assert not is_gdelt("20310302.gkg.csv.zip")
    assert not is_url("C:\\reports") and not is_url(Path("https:/a")) and is_url("file:///etc")


def row(url: str, **fields: str) -> str:
    return "\t".join(url if name == "SOURCEURL" else fields.get(name, "1") for name in gdelt.EVENTS_2)


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_gdelt_events() -> None:
    rows = [
        row("https://courier.example/1", ActionGeo_CountryCode="SY", EventRootCode="10"),
        row("https://courier.example/1", ActionGeo_CountryCode="SY", EventRootCode="11"),
        row("https://courier.example/2", ActionGeo_CountryCode="IR", EventRootCode="10"),
        row("https://courier.example/3", ActionGeo_CountryCode="SY", EventRootCode="19"),
        row("BBC Monitoring", ActionGeo_CountryCode="SY"),
        "a\tbroken\trow",
    ]
    text = "\n".join(rows) + "\n"
    found = links.load(zipped(events=text))
    assert found.links == tuple(f"https://courier.example/{n}" for n in (1, 2, 3))
    assert (found.repeated, found.skipped, found.passed) == (1, 2, 0)
    chosen = links.load(text.encode(), where={"actiongeo_countrycode": "SY", "EventRootCode": "1*"})
    assert chosen.links == ("https://courier.example/1", "https://courier.example/3")
    assert chosen.passed == 1
    with pytest.raises(ReadError, match="No column 'Country'"):
        links.load(text.encode(), where={"Country": "SY"})
    with pytest.raises(ReadError, match="no event file"):
        links.load(LIST.encode(), where={"Country": "SY"})


def test_gdelt_columns_stand_where_they_should() -> None:
    assert [
        gdelt.EVENTS_2.index(name) for name in ("SQLDATE", "Actor1Type3Code", "EventCode", "ActionGeo_CountryCode")
    ] == [1, 14, 26, 53]
    assert (len(gdelt.EVENTS_2), gdelt.EVENTS_2[60]) == (61, "SOURCEURL")
    assert (len(gdelt.EVENTS_1), gdelt.EVENTS_1[57]) == (58, "SOURCEURL")
    assert (len(gdelt.MENTIONS), gdelt.MENTIONS[5]) == (16, "MentionIdentifier")


def test_older_gdelt_files() -> None:
    old = "\t".join(["1"] * 57 + ["https://courier.example/1"])
    assert links.load(old.encode()).links == ("https://courier.example/1",)
    with pytest.raises(ReadError, match="before April 2013"):
        links.load(old.rpartition("\t")[0].encode())
    mentions = [
        "\t".join(["1"] * 3 + [kind, "courier.example", link, *["1"] * 10])
        for kind, link in (("1", "https://c.example/1"), ("2", "https://c.example/2"))
    ]
    assert links.load("\n".join(mentions).encode()).links == ("https://c.example/1",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_saved_feed_is_a_list_of_links(encoding: str) -> None:
    item = "<item><title>Talks end</title><link>https://courier.example/{}</link><description>{}</description></item>"
    items = (
        item.format(1, "x" * links.MAX_LINE)
        + item.format("1#top", "")
        + item.format(2, "")
        + "<item><link>/3</link></item>"
    )
    found = links.load(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(encoding))
    assert found.links == ("https://courier.example/1", "https://courier.example/2")
    assert (found.repeated, found.skipped) == (1, 1)


LISTS = {
    "a page": (b"<html><body><a href='https://courier.example/1'>Talks</a></body></html>", "neither RSS nor Atom"),
    "two files": (zipped(a="x", b="y"), "holds 2 files"),
    "cut": (zipped(a="x" * 999)[:-10], "broken ZIP"),
    "no directory": (b"PK\x03\x04" + b"\0" * 100, "broken ZIP"),
    "bytes": (b"\x00\x01\x02", "NUL bytes"),
    "one line": (b"x" * 200_000, "longer than"),
    "bomb": (zipped(a=("x" * 99 + "\n") * 30_000), "unpacked it is longer"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_that_are_refused(name: str) -> None:
    data, said = LISTS[name]
    with pytest.raises(ReadError, match=said):
        links.load(data)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="can't be read"):
        links.load(tmp_path / "none.txt")


@given(st.binary(max_size=300), st.sampled_from([b"", b"url\n", b"{", b"1\t" * 60, b"PK\x03\x04"]))
def test_any_bytes_are_a_list_or_refused(data: bytes, head: bytes) -> None:
    try:
        found = links.load(head + data)
    except ReadError as error:
        assert not isinstance(error, FetchError)
    else:
        assert all(json.dumps(link) for link in found.links)
