"""One voice, one name: whoever a report names in full is called so wherever it calls him less ("the Observatory", "SOHR").

A list by source must not part one source into several lines. Words that would fit several bodies stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.code.who.parties import World
from dragoman.data.book import load_book
from dragoman.model import Voice

ARTICLES = frozenset({"the"})
# Small words that names of bodies have between the others.
SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "against", "de", "la", "al", "el", "&"})
# Of the kinds that one voice was given, the first of these holds.
KINDS = ("agency", "outlet", "analyst", "official", "person", "organisation")
# Outlets that go by their initials as often as by their names.
PRESS = frozenset({"agency", "broadcaster", "magazine", "newspaper", "site", "state media"})
# How the resolver found a mention whose words are a name.
NAMED = frozenset({"name", "guessed"})
# Words behind which a name has no head: "Front for the Liberation of Quill" is a front.
BEHIND = frozenset({"of", "for", "against", "in", "on", "to"})

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Once:
    """What each voice of a report is called: by its id and the words that name it, the name, id and kind to give it."""

    called: Mapping[Key, Voice] = field(default_factory=dict)

    def name(self, chain: tuple[Voice, ...]) -> tuple[Voice, ...]:
        """A chain with every voice under its one name; the words that name it here keep their positions."""
        if not self.called or len(chain) == 1:
            return chain
        return tuple([self._named(voice) for voice in chain])

    def _named(self, voice: Voice) -> Voice:
        known = self.called.get((voice.id, _bare(voice.name))) if voice.name is not None else None
        if known is None or (known.name, known.id, known.kind) == (voice.name, voice.id, voice.kind):
            return voice
        return replace(voice, name=known.name, id=known.id, kind=known.kind)


def once(chains: Iterable[Sequence[Voice]], worlds: Sequence[World]) -> Once:
    """Read off all chains of a report, and off its mentions of whoever speaks, what each voice is called."""
    groups: dict[Key, list[Voice]] = {}
    for chain in chains:
        for voice in chain:
            if voice.name is not None and not voice.anonymous and voice.kind not in ("document", "unnamed"):
                groups.setdefault((voice.id, _bare(voice.name)), []).append(voice)
    told = _told(groups, worlds)
    called: dict[Key, Voice] = {}
    for key, voices in groups.items():
        first = voices[0]
        kind = _kind(voices)
        full = _in_full(key, told) if key[0] is not None or _without_article(first.name or "")[:1].isupper() else None
        if full is None:
            called[key] = replace(first, kind=kind)
            continue
        id, name = full
        same = groups.get((id, _bare(name)), ())
        called[key] = replace(same[0], kind=_kind(same)) if same else replace(first, name=name, id=id, kind=kind)
    return Once(called)


def _kind(voices: Sequence[Voice]) -> str:
    """The kind of a voice that is given several."""
    return min((v.kind for v in voices), key=lambda kind: KINDS.index(kind) if kind in KINDS else len(KINDS))


def _told(groups: Mapping[Key, Sequence[Voice]], worlds: Sequence[World]) -> dict[str | None, list[str]]:
    """The names, as they are written, under which the report tells of each body that speaks; by its id."""
    told: dict[str | None, list[str]] = {}
    for (id, _), voices in groups.items():
        told.setdefault(id, []).append(_without_article(voices[0].name or ""))
    loose = any(id is None for id, _ in groups)
    for world in worlds:
        for mention in world.outlets.values():
            if mention.outlet in told:
                told[mention.outlet].append(mention.text)
        for mention in world.parties.values():
            if len(mention.parties) == 1 and mention.basis in NAMED:
                id = mention.parties[0].id
                if (id in told or loose) and not id.isupper() and mention.head not in world.people:
                    told.setdefault(id, []).append(_name_in(mention.text))
    return told


def _in_full(key: Key, told: Mapping[str | None, Sequence[str]]) -> tuple[str | None, str] | None:
    """The longer name that a voice goes by in the report, with its id; None where it has none, or several bodies have."""
    id, words = key[0], key[1].split()
    if id is not None:
        if id.isupper():
            return None  # a ministry is not its government
        outlet = load_book().outlets.get(id)
        if outlet is not None:  # all names of an outlet are its own: "the Post", "The Quill Post"
            full = max((name for name in told[id] if "." not in name), key=len, default="")
            return (
                (id, full)
                if full and _bare(full) != key[1] and not (outlet.kind in PRESS and _initials(key[1], full))
                else None
            )
        fuller = [name for name in told.get(id, ()) if _shortened(words, name)]
        return (id, max(fuller, key=len)) if fuller else None
    fuller_ids = {(i, name) for i, names in told.items() for name in names if _shortened(words, name)}
    found = sorted(fuller_ids, key=lambda pair: (-len(pair[1]), pair[1]))
    one = len({i for i, _ in found}) == 1 and (found[0][0] is not None or len(found) == 1)
    return found[0] if one else None


def _shortened(words: Sequence[str], name: str) -> bool:
    """Whether some words, in lower case, are short for a name: its head, its beginning up to there, or its initials.

    >>> name = "Quill Observatory for Reefs"
    >>> [_shortened(short.lower().split(), name) for short in ("Observatory", "Quill Observatory", "QOR", "Quill", "Reefs")]
    [True, True, True, False, False]
    """
    parts = name.split()
    if len(parts) < 2 or not all(part[:1].isupper() or part.lower() in SMALL for part in parts):
        return False
    low = [part.lower() for part in parts]
    head = next((n for n, part in enumerate(low) if n and part in BEHIND), len(low))
    if len(words) < len(parts) and list(words) in (low[head - 1 : head], low[:head]):
        return True
    letters = "".join(part[0] for part in low if part not in SMALL)
    return len(words) == 1 and len(letters) > 2 and words[0].replace(".", "") == letters


def _initials(words: str, name: str) -> bool:
    """Whether an outlet goes by its initials, under which it is as well known: "AFP" stays "AFP"."""
    low = [part for part in name.lower().replace("-", " ").split() if part not in SMALL]
    return len(words) > 1 and words.replace(".", "") == "".join(part[0] for part in low)


def _bare(name: str) -> str:
    """A name in lower case without its article."""
    return _without_article(name).lower()


def _name_in(text: str) -> str:
    """The name at the end of a mention's words.

    >>> _name_in("the paramilitary Quill Guard"), _name_in("Kenya's Quill Union")
    ('Quill Guard', 'Quill Union')
    """
    words = text.split()
    first = 0
    for n, word in enumerate(words[:-1]):
        if (word[:1].islower() and words[n + 1][:1].isupper() and word not in SMALL) or (
            n == 0 and word.endswith(("'s", "’s"))
        ):
            first = n + 1
    return _without_article(" ".join(words[first:]))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ARTICLES else name
