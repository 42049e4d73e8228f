"""Whether two namings are of one voice, and what a name says of who speaks: one person, several, or a whole state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.code.trees.tree import Tree
from dragoman.code.voices.phrases import Words, load_words, phrase, stance_of
from dragoman.data.book import load_book
from dragoman.data.outlet_names import first_name
from dragoman.model import Voice


def same_voice(left: Voice, right: Voice) -> bool:
    """The same voice named again ("Lavrov", "the Russian foreign minister" share an id only with their state: names decide)."""
    if left.name is None or right.name is None:
        return left.kind == right.kind and left.name is right.name
    a, b = _plain_name(left.name), _plain_name(right.name)
    if "outlet" in (left.kind, right.kind) and (known := first_name(a)) is not None and known == first_name(b):
        return True  # "CNN" told it to "cnn.com"
    return (
        a == b
        or (left.id is not None and left.id == right.id and left.kind == right.kind == "outlet")
        or a.endswith(" " + b)
        or b.endswith(" " + a)
    )


def _plain_name(name: str) -> str:
    """A name in lower case without what is put before it: "Mr Vik", "President Ola Vik"."""
    parts = name.lower().split()
    while len(parts) > 1 and parts[0].rstrip(".") in load_words().honorifics:
        parts = parts[1:]
    return " ".join(parts)


def several(voice: Voice) -> bool:
    """Whether a voice is more than one: "aides to the mayor", "two provinces", and no name that only ends so."""
    if voice.name is None or voice.kind in ("outlet", "agency", "document"):
        return False
    head = re.split(r" (?:of|to|in|at|for|from|with|on|close|familiar|who|near) ", voice.name)[0].split()[-1]
    known = load_book().actors.get((voice.id or "").split(".")[0])
    plural = (head.endswith("s") and not head.endswith("ss")) or head in ("people", "police", "Both", "both")
    return plural and (known is None or known.name != voice.name) and not head[:1].isupper()


def personal(voice: Voice) -> bool:
    """Whether a voice bears a name that its state or organisation does not."""
    if voice.name is None or voice.id is None:
        return False
    known = load_book().actors.get(voice.id.split(".")[0])
    return known is None or (known.name != voice.name and not voice.id.startswith("region:"))


def holder_of(office: str, persons: Sequence[tuple[frozenset[str], Voice]]) -> Voice | None:
    """Who of a state holds the office that a description names: whoever was heard with it last, else the only one heard without any."""
    held = [v for offices, v in persons if office in offices]
    if held:
        return held[-1]
    named = {v.name for offices, v in persons if offices}
    rest = [v for offices, v in persons if not offices and v.name not in named]
    return rest[-1] if len({v.name for v in rest}) == 1 else None


def somebody(tree: Tree, head: int, lemma: str, words: Words) -> list[Voice]:
    """A pronoun that nobody could resolve still speaks ("they say", "one of them complained")."""
    token = tree.tokens[head]
    person = token.text.lower() in ("he", "she", "they") or (
        token.text.lower() in ("it", "one", "some", "others", "many", "several") and lemma in words.plain
    )
    if not person or token.pos not in ("PRON", "NUM", "ADJ", "NOUN", "DET"):
        return []
    start, end, text = phrase(tree, head)
    return [Voice(text, "person", verb=lemma, stance=stance_of(lemma, words), start=start, end=end)]
