"""Titles of persons: which word before or behind a name is one, of which class, whether it is past, whether it is a woman's."""

from __future__ import annotations

from dragoman.resolve.scene import Scene, case

_TITLE_DEPS = frozenset(("nmod:desc", "compound", "amod", "appos"))
# "Secretary of State Ana Quill": how the model may hang a name on the title before it.
_BEHIND_TITLE = frozenset(("nmod", "nmod:desc", "nmod:unmarked", "flat"))
# How offices of the book begin that rule a state: who holds one is its government or regime.
RULING = (
    "president", "prime minister", "leader", "king", "chancellor", "premier", "supreme", "general secretary", "emir",
)  # fmt: skip
SPEAKING = frozenset(
    [
        "government",
        "official",
        "officials",
        "force",
        "police",
        "spies",
        "parliament",
        "court",
        "opposition",
        "part",
        "party",
    ]
)
# How long a title may be that opens a sentence before a comma and the name.
_AHEAD = 9
_NOW = frozenset(("is", "'s", "has", "'m", "am"))
_NOT_NOW = frozenset(("not", "n't", "never", "no", "once", "was", "were", "had"))
_SHE_TITLES = frozenset(
    ("mrs", "ms", "miss", "dame", "baroness", "queen", "princess", "spokeswoman", "chairwoman", "congresswoman")
)
_HE_TITLES = frozenset(
    ("mr", "sir", "lord", "king", "prince", "spokesman", "chairman", "congressman", "sheikh", "imam")
)


def title_of(scene: Scene, s: int, i: int) -> tuple[int, str] | None:
    """The title of the person at token `i` and its class: "President", "spokesman" before the name or behind a comma."""
    tokens = scene.parse.sentences[s].tokens
    above = tokens[i].head
    over = tokens[i].dep == "flat" and tokens[above].text.lower() in scene.book.honorifics  # "Minister U Ba Quill"
    for c in [*(scene.kids[s][above] if over else ()), *scene.kids[s][i]]:
        if tokens[c].dep in _TITLE_DEPS and tokens[c].pos in ("NOUN", "PROPN", "ADJ"):
            if any(t.pos == "VERB" for t in tokens[c + 1 : i]):
                continue  # the tree joined a title to a name beyond the verb
            cls = title_class(scene, s, c)
            if cls:
                return c, cls
    named = tokens[i].dep == "appos" or (tokens[i].dep in _BEHIND_TITLE and not case(scene, s, i))
    if named and 0 <= tokens[i].head < i:
        cls = title_class(scene, s, tokens[i].head)
        if cls:
            return tokens[i].head, cls
    if i > 2 and tokens[i - 2].text.lower() in ("to", "for") and i - 1 in scene.hits[s]:
        cls = title_class(scene, s, i - 3)
        if cls in SPEAKING:
            return i - 3, cls  # "the Chilean ambassador to Togo Ana Quill"
    climb = above
    while tokens[i].dep == "appos" and 0 <= climb < i and tokens[climb].dep == "nmod" and tokens[climb].head < climb:
        climb = tokens[climb].head
        cls = title_class(scene, s, climb)
        if cls in SPEAKING:
            return climb, cls  # "the minister of trade of Iceland, Ana Quill": the name hangs on the country
    if tokens[i].dep == "nsubj" and above > i and _is(scene, s, above):
        cls = title_class(scene, s, above)
        if cls in SPEAKING:
            return above, cls  # "Ana Quill has been interior minister since May"
    # trees go wrong where title and name meet; a title that stands right before a name is its title
    if i and tokens[i - 1].pos in ("NOUN", "PROPN") and tokens[i - 1].text.lower() not in scene.book.honorifics:
        cls = title_class(scene, s, i - 1)
        if cls and cls not in ("civilian", "force") and (i - 1) not in scene.hits[s]:
            return i - 1, cls
    return _ahead(scene, s, i)


def _ahead(scene: Scene, s: int, i: int) -> tuple[int, str] | None:
    """ "Minister for the Lakes, Ana Quill said": the title that opens the sentence, where the tree hangs it on the verb."""
    tokens, name = scene.parse.sentences[s].tokens, scene.names[s].get(i)
    end = name.first - 1 if name is not None and tokens[i].dep in ("nsubj", "root") else 0
    if end < 1 or end > _AHEAD or tokens[end].text != ",":
        return None
    heads = [n for n in range(end) if not 0 <= tokens[n].head < end]
    cls = title_class(scene, s, heads[0]) if len(heads) == 1 and tokens[heads[0]].pos in ("NOUN", "PROPN") else None
    bare = heads and not any(tokens[c].dep in ("case", "mark", "nsubj") for c in scene.kids[s][heads[0]] if c < end)
    return (heads[0], cls) if cls in SPEAKING and bare else None


def _is(scene: Scene, s: int, i: int) -> bool:
    """Whether the noun at token `i` is said of its subject for now: "is", "has been", not "was" or "is not"."""
    tokens = scene.parse.sentences[s].tokens
    words = {tokens[c].text.lower() for c in scene.kids[s][i] if tokens[c].dep in ("cop", "aux", "advmod")}
    return bool(words & _NOW) and not words & _NOT_NOW


def title_class(scene: Scene, s: int, i: int) -> str | None:
    """The noun class of a title: of the role nouns, or of the short forms that only stand before names."""
    tokens = scene.parse.sentences[s].tokens
    token = tokens[i]
    if i + 1 < len(tokens):
        pair = scene.book.noun(f"{token.text} {tokens[i + 1].text}".lower())
        if pair is not None and pair.name in SPEAKING:
            return pair.name  # "Press" of "Press Secretary Ana Quill"
    for word in (token.text.lower(), token.lemma.lower()):
        if word in scene.book.titles:
            return scene.book.titles[word]
        noun = scene.book.noun(word)
        if noun is not None and noun.name not in ("asset", "country", "group"):
            return noun.name
    return None


def gender(scene: Scene, s: int, i: int) -> bool | None:
    """True for a woman and False for a man by the word before a name ("Mrs", "Lord"), None where none tells."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        word = tokens[c].text.lower().rstrip(".")
        if word in _SHE_TITLES:
            return True
        if word in _HE_TITLES:
            return False
    return None


def past_title(scene: Scene, s: int, title: tuple[int, str] | None) -> bool:
    """Whether a title is a former one: "the former minister Ana Quill", "ex-President Quill"."""
    if title is None:
        return False
    tokens = scene.parse.sentences[s].tokens
    words = {tokens[c].text.lower() for c in scene.kids[s][title[0]] if c < title[0]} | {
        tokens[title[0]].text.lower().partition("-")[0]
    }
    return bool(words & scene.book.modifiers["past"])
