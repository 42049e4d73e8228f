"""robots.txt as RFC 9309 has it: the group for our name or for all, the longest rule that fits, `*` and `$`.

The standard library's reader knows no wildcards and takes the first rule that fits; others turn rules into regular
expressions, which a file made for it can bring to a standstill. This one compares pieces from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MAX_LINES = 20_000
MAX_RULES = 5_000
# Rules are compared with every path asked; none of an honest file comes near this.
MAX_PATTERN = 2_000
_AGENT = re.compile(r"[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of us: rules as (allowed, pattern), and seconds between two requests (0 where it asks nothing)."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """True if the path (with its query) may be asked; the longest fitting rule decides, and allow wins a tie.

        >>> Rules(((False, "/private/"), (True, "/private/press"))).allows("/private/press/1")
        True
        """
        if path == "/robots.txt":
            return True
        path = _plain(path)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def parse(text: str, *, agent: str) -> Rules:
    """The rules that bind `agent` (lower case): of all groups that name it, or else of all groups for `*`.

    >>> parse("User-agent: *\\nDisallow: /print\\nCrawl-delay: 4", agent="dragoman")
    Rules(rules=((False, '/print'),), delay=4.0)
    """
    groups: dict[str, tuple[list[tuple[bool, str]], list[float]]] = {}
    named: list[str] = []
    in_rules = False
    for line in text.lstrip("\ufeff").splitlines()[:MAX_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                named, in_rules = [], False
            found = _AGENT.match(value.lower())
            named.append("*" if value.startswith("*") else found.group() if found else "")
            continue
        if key not in ("allow", "disallow", "crawl-delay"):
            continue
        in_rules = True
        for name in named:
            if name not in ("*", agent):
                continue
            rules, delays = groups.setdefault(name, ([], []))
            if key == "crawl-delay":
                delays += _seconds(value)
            elif value and len(rules) < MAX_RULES and len(value) <= MAX_PATTERN:
                rules.append((key == "allow", _plain(value)))
    rules, delays = groups.get(agent) or groups.get("*") or ([], [])
    return Rules(tuple(dict.fromkeys(rules)), max(delays, default=0.0))


def fits(pattern: str, path: str) -> bool:
    """True if a rule fits a path from its beginning: `*` is any run of characters, a `$` at the end is the end.

    >>> fits("/*/print$", "/2031/print"), fits("/*/print$", "/2031/print/2")
    (True, False)
    """
    closed = pattern.endswith("$")
    first, *rest = (pattern[:-1] if closed else pattern).split("*")
    if not path.startswith(first):
        return False
    if closed and not rest:
        return path == first
    last = rest.pop() if closed else ""
    at = len(first)
    for piece in rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return path.endswith(last) and len(path) - len(last) >= at


def _plain(path: str) -> str:
    """One spelling for escapes, so that `%7e` fits `~`."""
    return quote(unquote_to_bytes(path), safe="/*$?=&:;,+@!~'()[]|%") if "%" in path or not path.isascii() else path


def _seconds(value: str) -> list[float]:
    try:
        seconds = float(value)
    except ValueError:
        return []
    return [seconds] if 0 <= seconds < 1e6 else []
