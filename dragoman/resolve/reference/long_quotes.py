"""Who speaks in words that are told to be somebody's only where they end: "We need it. We ask for it," Quill said."""

from __future__ import annotations

from dragoman.resolve.scene import SUBJECT, Ref, Scene, quoted

# How many sentences further on the words are looked for that say who spoke.
_AHEAD = 4


def told_at_end(scene: Scene, s: int) -> Ref | None:
    """The subject of the verb of saying behind a quotation that sentence `s` is in and a later one ends; None where there is none."""
    if scene.denote is None:
        return None
    for n in range(s + 1, min(s + _AHEAD, len(scene.parse.sentences))):
        if not quoted(scene, n, 0) or scene.parse.sentences[n].block != scene.parse.sentences[s].block:
            return None
        tokens = scene.parse.sentences[n].tokens
        for verb, token in enumerate(tokens):
            if token.lemma.lower() not in scene.book.speech or quoted(scene, n, verb):
                continue
            c = next((c for c in scene.kids[n][verb] if tokens[c].dep in SUBJECT), -1)
            if c >= 0 and tokens[c].pos in ("PROPN", "NOUN") and not quoted(scene, n, c):
                ref = scene.denote(scene, n, c)
                return ref if ref is not None and ref.who else None
    return None


def signed(scene: Scene, s: int) -> Ref | None:
    """ "I was locked in. Ana Quill": whose name alone ends the paragraph of a sentence, or of the same sentence printed elsewhere."""
    sentences, text = scene.parse.sentences, scene.parse.article.text
    said = text[sentences[s].start : sentences[s].end]
    for n, sentence in enumerate(sentences):
        if sentence.kind == "title" or (n != s and text[sentence.start : sentence.end] != said):
            continue
        last = n
        while last + 1 < len(sentences) and sentences[last + 1].block == sentence.block:
            last += 1
        names = [(head, name) for head, name in scene.names[last].items() if name.label == "PER"]
        if last > n and len(names) == 1 and names[0][1].last - names[0][1].first == len(sentences[last].tokens):
            ref = scene.denote(scene, last, names[0][0]) if scene.denote is not None else None
            return ref if ref is not None and ref.who else None
    return None
