"""Files of every kind that is read, built from text: what tests and benchmarks of reading feed the readers with."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

PARAGRAPHS = (
    "Arvania on Monday demanded that Belmark take its cutters out of the straits before the end of the month.",
    "Belmark's foreign minister refused and said that the cutters would leave when the herring left, and not before.",
    "The two countries have quarrelled over the straits since a trawler was sunk there in the spring of 2024.",
)
WORD_XML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text(mark: str = "") -> str:
    """A short report; `mark` makes it differ from others."""
    return "\n\n".join(f"{one} {mark}".strip() for one in PARAGRAPHS) + "\n"


def html(mark: str = "", *, head: str = "") -> bytes:
    """A page with that report."""
    body = "".join(f"<p>{one} {mark}</p>" for one in PARAGRAPHS)
    page = f"<!DOCTYPE html><html><head><title>Envoys leave {mark}</title>{head}</head><body><article><h1>Envoys leave {mark}</h1>"
    return f"{page}{body}</article></body></html>".encode()


def mail(
    body: bytes,
    *,
    headers: Sequence[str] = (),
    kind: str = "text/plain; charset=utf-8",
    parts: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """A mail; `parts` are (header lines, bytes) of further parts."""
    lines = [
        "From: Ines Carvalho <ines@courier.example>",
        "Message-ID: <1@courier.example>",
        "MIME-Version: 1.0",
        *headers,
    ]
    more = list(parts)
    if not more:
        return "\r\n".join([*lines, f"Content-Type: {kind}", "", ""]).encode() + body
    out = "\r\n".join([*lines, 'Content-Type: multipart/mixed; boundary="frontier"', "", ""]).encode()
    for head, data in [(f"Content-Type: {kind}", body), *more]:
        out += b"--frontier\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n"
    return out + b"--frontier--\r\n"


def mhtml(page: bytes, *, url: str = "https://courier.example/envoys") -> bytes:
    """A page as a browser saves it in one file."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Envoys leave\r\n"
        "Date: Fri, 11 Apr 2031 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="frontier"\r\n\r\n--frontier\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {url}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n--frontier--\r\n"


def docx(paragraphs: Iterable[str], *, body: str | None = None, core: str = "") -> bytes:
    """A Word document; `body` is XML in place of paragraphs, `core` the XML inside its properties."""
    inner = body if body is not None else "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{WORD_XML}"><w:body>{inner}</w:body></w:document>',
    }
    if core:
        spaces = (
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        )
        members["docProps/core.xml"] = f"<cp:coreProperties {spaces}>{core}</cp:coreProperties>"
    return zipped(members)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # A fixed time, so that the same members make the same bytes.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes | None]], *, mode: str = "w") -> bytes:
    """A tar archive; None in place of bytes makes a symbolic link to /etc/passwd."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
                archive.addfile(info)
            else:
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def warc_record(
    kind: str, block: bytes, *, url: str = "", media: str = "application/http; msgtype=response", number: int = 0
) -> bytes:
    """One record of a web archive."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2031-04-11T10:00:00Z\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    return (
        head.encode() + f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    )


def response(page: bytes, *, status: str = "200 OK", headers: Sequence[str] = ("Content-Type: text/html",)) -> bytes:
    """An HTTP response as archives keep it."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + page


def warc(pages: Sequence[bytes], *, gz: bool = False, first: int = 0) -> bytes:
    """A web archive: for each page a request and a response, with a page that was not found at the end."""
    records = [warc_record("warcinfo", b"software: none\r\n", media="application/warc-fields")]
    for n, page in enumerate(pages, first):
        url = f"https://courier.example/{n}"
        records.append(warc_record("request", b"GET / HTTP/1.1\r\n\r\n", url=url, number=2 * n))
        records.append(warc_record("response", response(page), url=url, number=2 * n + 1))
    records.append(warc_record("response", response(b"none", status="404 Not Found"), url="https://courier.example/x"))
    return b"".join(gzip.compress(one, mtime=0) if gz else one for one in records)


def news_please(mark: str = "") -> dict[str, object]:
    """A record as news-please writes it."""
    return {
        "authors": ["Ines Carvalho", "Tomas Lind"],
        "date_download": "2031-04-11 10:00:00",
        "date_modify": "None",
        "date_publish": "2031-03-03 20:05:00",
        "description": None,
        "language": "en",
        "maintext": text(mark),
        "source_domain": "courier.example",
        "title": f"Envoys leave {mark}",
        "url": f"https://courier.example/{mark}",
    }


def json_lines(records: Iterable[object]) -> bytes:
    """Records, one a line."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


Shown = tuple[float, float, float, str]  # left, baseline, size, words


def pdf(pages: Sequence[Sequence[Shown]], *, info: dict[str, str] | None = None, packed: bool = True) -> bytes:
    """A PDF with text at given places (points, y upwards, on pages of 595 by 842); an empty page has no text layer."""
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come when their parts are numbered
    font = _add(objects, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kids = []
    for shown in pages:
        draws = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {left} {base} Tm ({_escaped(words)}) Tj ET\n"
            for left, base, size, words in shown
        )
        stream = (draws or "0 0 m 100 100 l S\n").encode("cp1252")
        data = zlib.compress(stream) if packed else stream
        code = "/Filter/FlateDecode" if packed else ""
        content = _add(objects, f"<</Length {len(data)}{code}>>stream\n".encode() + data + b"\nendstream")
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 {font} 0 R>>>>/Contents {content} 0 R>>"
        kids.append(_add(objects, page.encode()))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    about = _add(
        objects, ("<<" + "".join(f"/{k}({_escaped(v)})" for k, v in (info or {}).items()) + ">>").encode("cp1252")
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {about} 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    )


def column(
    lines: Sequence[str], *, left: float = 70, top: float = 740, size: float = 10, leading: float = 13
) -> list[Shown]:
    """Lines one under the other."""
    return [(left, top - n * leading, size, line) for n, line in enumerate(lines)]


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
