"""Which web addresses may be asked: the URL, the host name in every spelling, and the numeric address it stands for.

Nothing here opens a socket. A URL is taken apart once, by `target`, and what comes out is what the fetcher dials and what
the server is told; so there are no two readings of one URL. What is unusual is refused and not repaired: an address in
decimal, a user name, a zone, a backslash have no business in the link to a report.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import idna
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from dragoman.data.files import load_yaml
from dragoman.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MAX_URL = 4096
DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")
_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}\Z")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
# A name server of an IPv6-only network answers so for hosts that only have IPv4; the address inside decides.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: what to look up (`host`, in ASCII), where to knock (`port`), what to ask for (`path`).

    `literal` is the numeric address where the URL names one and no host. `url` is the whole in one spelling, without
    the fragment.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    literal: Address | None = None


def target(url: str) -> Target:
    """Take a URL apart, or refuse it; nothing is looked up.

    Raises FetchError for anything but http and https, for ports that are not the web's, user names, zones, backslashes,
    spaces, control characters, names that mean this machine or the network around it, numeric addresses in unusual
    spellings, and numeric addresses that are not public.

    >>> target("https://News.Example./a?b=1#top").url
    'https://news.example/a?b=1'
    >>> target("http://2130706433/")
    Traceback (most recent call last):
    dragoman.errors.FetchError: 'http://2130706433/' is not fetched: forbidden address: '2130706433' is a numeric address in an unusual spelling.
    """
    if len(url) > MAX_URL:
        raise _refused(url, f"it is {len(url)} characters long, and the limit is {MAX_URL}")
    if _FORBIDDEN.search(url):
        raise _refused(url, "it holds a space, a backslash or a control character")
    found = _SCHEME.match(url)
    scheme = found.group(1).lower() if found else ""
    if scheme not in DEFAULT_PORTS:
        raise _refused(
            url, f"'{scheme}' is neither http nor https" if scheme else "it does not begin with http or https"
        )
    if not url[found.end() :].startswith("//") if found else True:
        raise _refused(url, "two slashes and a host must follow the scheme")
    authority = re.split(r"[/?#]", url[len(scheme) + 3 :], maxsplit=1)[0]
    if "@" in authority:
        raise _refused(url, "a user name or password stands in it")
    if "%" in authority:
        raise _refused(url, "an escape or a zone stands in the host")
    host, port = _host_and_port(url, authority, DEFAULT_PORTS[scheme])
    name, literal = _checked_host(url, host)
    if port not in _rules()["ports"]:
        raise _refused(url, f"port {port} is not one of the web ({', '.join(map(str, _rules()['ports']))})")
    path = _path(url, url[len(scheme) + 3 + len(authority) :])
    shown = f"[{name}]" if literal is not None and literal.version == 6 else name
    at = "" if port == DEFAULT_PORTS[scheme] else f":{port}"
    return Target(f"{scheme}://{shown}{at}{path}", scheme, name, port, path, literal)


def blocked(address: Address | str) -> str | None:
    """Why an address must not be dialled, in a few words; None for a public one.

    >>> blocked("169.254.169.254"), blocked("9.9.9.9")
    ('link-local; cloud metadata', None)
    >>> blocked("2a00:1450::200:5efe:a00:1")
    'ISATAP, which carries an IPv4 address'
    """
    if isinstance(address, str):
        if "%" in address:
            return "an address with a zone"
        try:
            address = ipaddress.ip_address(address)
        except ValueError:
            return "no address"
    rules = _rules()
    if isinstance(address, ipaddress.IPv4Address):
        return _within(address, rules["v4"]) or (None if address.is_global else "not public")
    if getattr(address, "scope_id", None):
        return "an address with a zone"
    if address in _NAT64:
        inside = blocked(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        return f"NAT64 to {inside}" if inside else None
    if address not in _PUBLIC_V6:
        return _within(address, rules["v6_outside"]) or "not assigned to the public internet"
    # ISATAP hides an IPv4 address in the last half of any prefix (RFC 5214).
    if int(address) >> 32 & 0xFFFFFFFF in (0x00005EFE, 0x02005EFE):
        return "ISATAP, which carries an IPv4 address"
    return _within(address, rules["v6"]) or (None if address.is_global else "not public")


def _host_and_port(url: str, authority: str, default: int) -> tuple[str, int]:
    host, colon, port = authority, "", ""
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise _refused(url, "a bracket in the host is not closed")
        host, colon, port = host + bracket, rest[:1], rest[1:]
    elif ":" in authority:
        host, colon, port = authority.partition(":")
    if not host or host == "[]":
        raise _refused(url, "no host stands in it")
    if not colon or not port:
        return host, default
    if not (port.isascii() and port.isdigit() and len(port) <= 5):
        raise _refused(url, f"'{port}' is no port")
    return host, int(port)


def _checked_host(url: str, host: str) -> tuple[str, Address | None]:
    """The host in its one spelling, and its numeric address if it is one."""
    if host.startswith("["):
        try:
            address: Address = ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise _refused(url, f"'{host}' is no IPv6 address") from None
        return _public_literal(url, address)
    name = _ascii(url, host)
    last = name.rpartition(".")[2]
    # Whatever ends in a number is an address to some resolver: 0x7f.1, 127.1, 0177.0.0.1, 2130706433 (WHATWG URL, 5.1).
    if _NUMBER.match(last) or (last[:1].isdigit() and last.isdigit()):
        if not _QUAD.match(name):
            raise _refused(url, f"'{name}' is a numeric address in an unusual spelling")
        try:
            return _public_literal(url, ipaddress.IPv4Address(name))
        except ValueError:
            raise _refused(url, f"'{name}' is no address") from None
    for entry in _rules()["names"]:
        if name == entry["name"] or name.endswith("." + entry["name"]):
            raise _refused(url, f"'{name}' is a name of this machine or of the network around it")
    if "." not in name:
        raise _refused(url, f"'{name}' is a name without a dot, which only a local network knows")
    return name, None


def _public_literal(url: str, address: Address) -> tuple[str, Address]:
    why = blocked(address)
    if why:
        raise _refused(url, f"{address} is not a public address ({why})")
    return str(address), address


def _ascii(url: str, host: str) -> str:
    """The host in lower-case ASCII; full-width digits, circled letters and ideographic stops become what they stand for."""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _refused(url, f"'{host}' is no host name ({error})") from None
    name = host.lower()
    name = name[:-1] if name.endswith(".") else name
    if len(name) > 253 or not all(_LABEL.match(label) for label in name.split(".")):
        raise _refused(url, f"'{host}' is no host name")
    return name


def _path(url: str, rest: str) -> str:
    """What the server is asked for: path and query, with what is not ASCII escaped, and without the fragment."""
    try:
        parts = parse_url("http://host" + rest)
    except (LocationParseError, UnicodeError, ValueError):
        raise _refused(url, "its path can't be taken apart") from None
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query is not None else path


def _within(address: Address, ranges: list[tuple[Network, str]]) -> str | None:
    for network, what in ranges:
        if address in network:
            return what
    return None


@cache
def _rules() -> dict[str, Any]:
    data = load_yaml("network.yml")
    rules: dict[str, Any] = {"names": data["names"], "ports": tuple(data["ports"])}
    for key in ("v4", "v6", "v6_outside"):
        rules[key] = [(ipaddress.ip_network(entry["range"]), entry["what"]) for entry in data[key]]
    return rules


def _refused(url: str, why: str) -> FetchError:
    return FetchError(url, "forbidden address", why)
