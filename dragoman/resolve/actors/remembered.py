"""What a report has told so far of the persons it names: under which words each is known again."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.data.spellings import fold
from dragoman.resolve.actors.titles import SPEAKING, gender, title_of
from dragoman.resolve.scene import Ref, Scene, Who

Denote = Callable[[Scene, int, int], Ref | None]


def full_names(scene: Scene) -> None:
    """Where each person of the report is named in full, by the words that may stand for them before and after.

    Two persons may share a word: the one of the book comes first, then the one named in full more often, then the earlier.
    """
    found: dict[str, dict[str, tuple[bool, int, int, int]]] = {}
    offices: dict[str, tuple[int, int]] = {}
    for s, names in enumerate(scene.names):
        for i, name in names.items():
            if name.label != "PER" or name.last - name.first < 2:
                continue
            tokens = scene.parse.sentences[s].tokens
            hit = scene.hits[s].get(i)
            book = scene.book.persons[hit.entries[0].id] if hit is not None and hit.kind == "person" else None
            keys = [tokens[name.last - 1].text, tokens[name.first].text, *(book.short if book else ())]
            if tokens[name.last - 2].text in ("-", "–") and name.last - name.first > 2:
                keys[0] = words_at(scene, s, name.last - 3, name.last)
            text = fold(words_at(scene, s, name.first, name.last))
            if text not in offices and (title := title_of(scene, s, i)) is not None and title[1] in SPEAKING:
                offices[text] = (s, i)
            for key in keys:
                if len(key) > 1 and key[0].isalpha():
                    known_, count, at, token = found.setdefault(fold(key), {}).get(text, (book is not None, 0, s, i))
                    found[fold(key)][text] = (known_, count - 1, at, token)
    for key, people in found.items():
        text, best = min(people.items(), key=lambda p: (not p[1][0], *p[1][1:]))
        scene.full[key] = offices.get(text, (best[2], best[3]))
    scene.offices = offices


def in_full(scene: Scene, s: int, i: int, text: str, denote: Denote) -> Who | None:
    """The person whom the report names in full elsewhere and here by one word."""
    at = scene.full.get(fold(text))
    if at is None or at == (s, i):
        return None
    ref = denote(scene, *at)
    return ref.who[0] if ref is not None and len(ref.who) == 1 and ref.noun == "person" else None


def family_of(scene: Scene, text: str) -> Ref | None:
    """ "The Quills": those named Quill so far."""
    if not text.endswith("s") or " " in text or not text[:1].isupper() or fold(text[:-1]) not in scene.people:
        return None
    family = [who for who in scene.people.values() if who.name and fold(who.name.split()[-1]) == fold(text[:-1])]
    return Ref(tuple(dict.fromkeys(family)), "name", "person", plural=True) if family else None


def remember(
    scene: Scene,
    s: int,
    i: int,
    who: Who,
    text: str,
    title: tuple[int, str] | None,
    *,
    she: bool | None = None,
    basis: str = "name",
) -> Ref:
    """Keep whom a name stands for, under all that the rest of the report may call them; the person as a `Ref`.

    `text` is the name as written, empty where the person is known already; `title` where a title stands and its class.
    """
    tokens = scene.parse.sentences[s].tokens
    if text:
        words = [t for t in text.replace("-", " - ").split() if t]
        last = words[-1]
        for key in {text, last, " ".join(words[-2:]), *_written(scene, s, i)}:
            if len(key) > 1:
                scene.people.setdefault(fold(key), who)
    if she is None:
        she = gender(scene, s, i)
    if she is not None:
        scene.women[who.name] = she
    if title is not None:
        at = title[0]
        scene.titles[tokens[at].lemma.lower()] = (s, who)
        if at:
            scene.titles[f"{tokens[at - 1].text} {tokens[at].lemma}".lower()] = (s, who)
    return Ref((who,), basis, "person")


def _written(scene: Scene, s: int, i: int) -> list[str]:
    """The ways the rest of the report may call a person who is written as at token `i`: in full, and by the last word."""
    hit, name = scene.hits[s].get(i), scene.names[s].get(i)
    first, last = (hit.first, hit.last) if hit else (name.first, name.last) if name else (i, i + 1)
    tokens = scene.parse.sentences[s].tokens
    keys = [words_at(scene, s, first, last), tokens[last - 1].text]
    if last - first > 2:
        keys.append(words_at(scene, s, last - 2, last))
        keys.append(words_at(scene, s, last - 3, last))
    return [key for key in keys if key[:1].isalpha()]


def mister(scene: Scene, s: int, i: int) -> bool:
    """Whether a name stands behind "Mr", "Mrs" or the like."""
    tokens = scene.parse.sentences[s].tokens
    return any(tokens[c].text.lower() in scene.book.honorifics for c in scene.kids[s][i] if c < i)


def words_at(scene: Scene, s: int, first: int, last: int) -> str:
    """The words of the report from token `first` to before token `last` of a sentence."""
    tokens = scene.parse.sentences[s].tokens
    return scene.parse.article.text[tokens[first].start : tokens[last - 1].end]
