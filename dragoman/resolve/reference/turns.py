"""Who speaks when a report prints a talk turn by turn: "Q: ... A: ...", "TAMSIN: ...".

In an interview "I" is the one who is asked and "you", in a question, is the same person. Who that is the lines before the
first question tell; where they name nobody, nobody is taken.
"""

from __future__ import annotations

import re
from collections import Counter

from dragoman.data.spellings import fold
from dragoman.resolve.scene import Scene, Who

# "Q:" and "A:", or a name in capitals with a colon; a sentence in capitals ("NEWS: ...") in a report without another is none.
_LABEL = re.compile(r"\s*(?:(Q|Question|QUESTION)|(A|Answer|ANSWER)|([A-ZÀ-Þ][A-ZÀ-Þ'’ .-]{2,30}))\s?[:.](?=\s)")
_ASKS, _ANSWERS = "?", "!"
_PAIR = 2  # speakers that make a talk, and turns of one of them
_QUOTES = frozenset('“”"')


def find_turns(scene: Scene) -> list[str]:
    """The label of the turn that each sentence belongs to: "?" of a question, "!" of an answer, a name; "" outside of turns."""
    text, found, now = scene.parse.article.text, [], ""
    labels: Counter[str] = Counter()
    for sentence in scene.parse.sentences:
        if sentence.kind != "body":
            found.append("")
            continue
        match = _LABEL.match(text, sentence.start, sentence.end)
        if match is not None:
            asks, answers, name = match.groups()
            now = _ASKS if asks else _ANSWERS if answers else name
            labels[now] += 1
        found.append(now)
    talk = (labels[_ASKS] and labels[_ANSWERS]) or (len(labels) >= _PAIR and max(labels.values()) >= _PAIR)
    return found if talk else [""] * len(found)


def speaks(scene: Scene, s: int) -> Who | None:
    """Who "I" is in sentence `s` of a talk."""
    label = _label(scene, s)
    if label == _ANSWERS:
        return _asked(scene)
    return _named(scene, label) if label not in ("", _ASKS) else None


def announced(scene: Scene, s: int) -> tuple[int, int]:
    """The sentence and verb of "The minister said:" whose speech, printed without quotation marks, sentence `s` is in; else -1, -1."""
    sentences = scene.parse.sentences
    for n in range(s - 1, -1, -1):
        sentence = sentences[n]
        tokens = sentence.tokens
        if sentence.kind != "body" or any(t.text in _QUOTES for t in tokens):
            break
        if (verb := _before_colon(scene, n)) >= 0 and (
            n == 0 or sentence.block != sentences[n - 1].block or sentence.block == sentences[s].block
        ):
            return n, verb  # "The minister said: We shall pay. We have signed.": what follows in the same paragraph
        if tokens[-1].text != ":" or sentence.block == sentences[n + 1].block:
            continue
        for verb, token in enumerate(tokens):
            if token.lemma.lower() in scene.book.speech and token.dep in ("root", "parataxis", "conj"):
                return n, verb
        break
    return -1, -1


def _before_colon(scene: Scene, n: int) -> int:
    """The verb of saying right before a colon inside sentence `n`; -1 where there is none."""
    tokens = scene.parse.sentences[n].tokens
    for at in range(1, len(tokens) - 1):
        if tokens[at].text == ":":
            return at - 1 if tokens[at - 1].lemma.lower() in scene.book.speech and tokens[at - 1].pos == "VERB" else -1
    return -1


def spoken_to(scene: Scene, s: int) -> Who | None:
    """Who "you" is in sentence `s` of a talk: the other one of two."""
    label = _label(scene, s)
    if label == _ASKS:
        return _asked(scene)
    if label in ("", _ANSWERS):
        return None
    others = {w for name in dict.fromkeys(scene.turns or ()) if name not in ("", label) and (w := _named(scene, name))}
    return others.pop() if len(others) == 1 else None


def _label(scene: Scene, s: int) -> str:
    if scene.turns is None:
        scene.turns = find_turns(scene)
    return scene.turns[s]


def _asked(scene: Scene) -> Who | None:
    """Whom the lines before the first question speak of: the person named most often, the earlier one of two."""
    turns = scene.turns or []
    first = next((n for n, label in enumerate(turns) if label), len(turns))
    people: Counter[Who] = Counter()
    for entity in scene.entities:
        if entity.sentence < first and entity.ref.noun == "person" and len(entity.ref.who) == 1:
            people[entity.ref.who[0]] += 1
    return people.most_common(1)[0][0] if people else None


def _named(scene: Scene, label: str) -> Who | None:
    return scene.people.get(fold(label)) or scene.people.get(fold(label.split()[-1]))
