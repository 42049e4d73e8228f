"""What the resolver knows while it reads one report: trees, names found, who was named so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dragoman.data.book import Alias, Book, Entry, Found
from dragoman.model import Mention, Name, Parse, Party, Sentence
from dragoman.resolve.actors.societies import societies

if TYPE_CHECKING:
    from dragoman.resolve.actors.home_signs import Survey

LEFT = frozenset(
    ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "advmod", "punct")
)
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "SYM", "X"))
SUBJECT = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj"))


class Who(NamedTuple):
    """A party before the words it stands in are known; `kind` is state, force, person, organisation, group, region, people."""

    id: str
    name: str
    code: str | None
    sector: str | None
    kind: str


class Ref(NamedTuple):
    """What one token denotes: the parties (none when declined), what decided, and what kind of words it was."""

    who: tuple[Who, ...]
    basis: str
    noun: str = ""
    plural: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the world book on tokens `[first, last)`, `head` the one that the rest of the sentence sees.

    `prefix` is "pro" or "anti" where the name stands behind one inside a word ("pro-Iranian"); `also` is the first
    party of a double adjective ("Anglo-French").
    """

    sentence: int
    first: int
    last: int
    head: int
    alias: Alias
    entries: tuple[Entry, ...]
    prefix: str = ""
    also: str = ""

    @property
    def kind(self) -> str:
        """The kind of its first meaning: name, adjective, people, capital, seat, body, person, surname or outlet."""
        return self.entries[0].kind


@dataclass(slots=True)
class Scene:
    """One report while it is being resolved. Filled from front to back; only `resolve` makes and drops it.

    `spans` are the names of places of several words, by each of their tokens: first, last, country;
    `home` is the state it was filed from, `at` the sentence that is being read; `nouns` what each role noun stood for so far, by
    lemma and number; `bodies`
    the organisations named so far, by the word that "the front" would take up; `outlets`
    the outlets named so far, by the words of their names; `ours` whose "we" the report itself is
    ("We, the bishops of Peru", issuer.py); `offices` where the report tells a
    person's office first; `turns` the label of each sentence of a talk (turns.py), `beat` whether it
    tells of the police and of no army; `survey` what it tells of its states (home_signs.py), `bodies_named` how often
    it names each body (offices.py), `coalition` which force its coalition is (coalitions.py); all None until they are asked for.
    """

    parse: Parse
    book: Book
    day: str | None
    home: str | None = None
    at: int = -1
    kids: list[list[list[int]]] = field(default_factory=list)
    hits: list[dict[int, Hit]] = field(default_factory=list)
    names: list[dict[int, Name]] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)
    states: list[tuple[int, int, str]] = field(default_factory=list)
    refs: dict[tuple[int, int], Ref | None] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int, str | None]] = field(default_factory=dict)
    settings: list[tuple[int, int, str]] = field(default_factory=list)
    full: dict[str, tuple[int, int]] = field(default_factory=dict)
    people: dict[str, Who] = field(default_factory=dict)
    offices: dict[str, tuple[int, int]] = field(default_factory=dict)
    women: dict[str, bool] = field(default_factory=dict)
    titles: dict[str, tuple[int, Who]] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    nouns: dict[tuple[str, bool], dict[tuple[str, ...], Ref]] = field(default_factory=dict)
    bodies: dict[str, dict[str, Who]] = field(default_factory=dict)
    acronyms: dict[str, Who] = field(default_factory=dict)
    outlets: dict[str, dict[str, Hit]] = field(default_factory=dict)
    speaker: tuple[int, tuple[Who, ...]] | None = None
    ours: tuple[Who, ...] | None = None
    turns: list[str] | None = None
    beat: bool | None = None
    survey: Survey | None = None
    bodies_named: Counter[str] | None = None
    coalition: tuple[Who, ...] | None = None
    mentions: list[Mention] = field(default_factory=list)
    denote: Callable[[Scene, int, int], Ref | None] | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention as later pronouns see it."""

    sentence: int
    token: int
    ref: Ref
    subject: bool


def build(parse: Parse, book: Book) -> Scene:
    """A scene with trees as child lists and the model's names by head token."""
    scene = Scene(parse, book, parse.article.published)
    for sentence in parse.sentences:
        kids: list[list[int]] = [[] for _ in sentence.tokens]
        for i, token in enumerate(sentence.tokens):
            if 0 <= token.head < len(kids) and token.head != i:
                kids[token.head].append(i)
        scene.kids.append(kids)
        scene.hits.append({})
        scene.names.append({})
    for name in parse.names:
        sentence = parse.sentences[name.sentence]
        first = name.first
        if name.label == "PER" and _only_office(book, [t.text.lower() for t in sentence.tokens[first : name.last]]):
            continue  # "the Vice President", "Defence Secretary", "the Secretary General"
        before = sentence.tokens[first - 1].text.lower() if first else ""
        if name.label == "PER" and before in ("to", "for") and name.last - first > 2:
            first += bool(list(book.find(sentence.tokens[first].text)))  # "ambassador to Togo Ana Quill"
        while name.label == "PER" and first < name.last - 1 and _title(book, sentence.tokens[first].text.lower()):
            first += 1  # the model now and then takes the title into the name
        while name.label == "PER" and first < name.last - 1 and _common_word(sentence.tokens[first].text):
            first += 1
        if name.label == "PER" and first == name.last - 1 and office_word(book, sentence.tokens[first].text):
            continue  # "Secretary" of State Quill: the name is what follows
        kept = name if first == name.first else Name(name.sentence, first, name.last, name.label)
        scene.names[name.sentence][head_of(sentence, first, name.last)] = kept
    for number, sentence in enumerate(parse.sentences):
        for name in societies(sentence, number, book):
            inside = [h for h, n in scene.names[number].items() if name.first <= n.first and n.last <= name.last]
            for h in inside:
                del scene.names[number][h]
            scene.names[number][head_of(sentence, name.first, name.last)] = name
    return scene


OFFICES = frozenset(("government", "official", "officials"))  # noun classes of those who hold an office


def office_word(book: Book, word: str) -> bool:
    """Whether a word by itself is an office or an honorific ("Secretary", "Premier")."""
    held = book.noun(word.lower())
    known = held is not None and held.name in OFFICES
    return known or word.lower() in book.titles or word.lower() in book.honorifics


_HOW_HELD = frozenset(("shadow", "acting", "interim", "caretaker", "incoming", "outgoing", "former", "then"))


def _only_office(book: Book, words: list[str]) -> bool:
    """Whether a name is an office and its portfolio, and nobody's."""
    return office_word(book, " ".join(words).replace(" - ", "-")) or (
        office_word(book, words[-1])
        and all(word in book.portfolios or word in book.organs or word in _HOW_HELD for word in words[:-1])
    )


def _title(book: Book, word: str) -> bool:
    return word in book.titles or word in book.honorifics or book.noun(word) is not None


_PARTICLES = frozenset(
    (
        *(
            "de",
            "da",
            "di",
            "du",
            "la",
            "le",
            "van",
            "von",
            "der",
            "den",
            "al",
            "el",
            "bin",
            "ibn",
            "ben",
            "abu",
            "dos",
        ),
        *("das", "do", "del", "della", "ter", "ten", "af", "av", "zu", "y", "e", "i", "bint", "ul", "ud", "dal", "u"),
    )
)


def _common_word(word: str) -> bool:
    """ "akim" in "akim Ana Quill": no word of a name, as "van" and "al" are."""
    return word.islower() and word.isalpha() and len(word) > 1 and word not in _PARTICLES


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of `[first, last)` whose own head is outside; the last such one, which is how names of bodies are built."""
    found = first
    for i in range(first, last):
        if not first <= sentence.tokens[i].head < last and sentence.tokens[i].pos != "PUNCT":
            found = i
            if sentence.tokens[i].dep not in ("det", "punct", "case") and sentence.tokens[i].pos != "VERB":
                break  # past "led" in "U.S.-led coalition"
    return found


def case(scene: Scene, s: int, i: int) -> str:
    """The preposition of token `i`, lower case; empty where there is none."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if tokens[c].dep == "case" and c < i:
            return tokens[c].text.lower()
    return ""


def definite(scene: Scene, s: int, i: int) -> bool:
    """Whether token `i` has "the", "this" or the like before it."""
    tokens = scene.parse.sentences[s].tokens
    return any(
        tokens[c].text.lower() in ("the", "this", "that", "these", "those")
        for c in scene.kids[s][i]
        if c < i and tokens[c].dep == "det"
    )


def conjuncts(scene: Scene, s: int, i: int) -> Iterator[int]:
    """Token `i` and what is coordinated with it."""
    yield i
    for c in scene.kids[s][i]:
        if scene.parse.sentences[s].tokens[c].dep == "conj":
            yield from conjuncts(scene, s, c)


def extent(scene: Scene, s: int, head: int, *, of: bool = False) -> tuple[int, int]:
    """The words of the noun phrase of `head` as `[first, last)`: left modifiers and the name's own words.

    With `of`, the "of X" that follows counts too. Relative clauses and other trailing modifiers never do.
    """
    tokens, kids = scene.parse.sentences[s].tokens, scene.kids[s]
    first, last = head, head + 1
    for c in kids[head]:
        dep = tokens[c].dep
        if c < head and dep in LEFT and dep != "punct":
            first = min(first, _left(scene, s, c))
        elif c > head and dep in ("flat", "compound", "goeswith"):
            last = max(last, _right(scene, s, c) + 1)
        elif of and c > head and dep == "nmod" and case(scene, s, c) in ("of", "for"):
            last = max(last, extent(scene, s, c, of=True)[1])
    hit = scene.hits[s].get(head)
    if hit and hit.head == head:
        first, last = min(first, hit.first), max(last, hit.last)
    name = scene.names[s].get(head)
    if name:
        first, last = min(first, name.first), max(last, name.last)
    while first < head and (
        tokens[first].pos == "CCONJ"
        or tokens[first].dep == "case"  # "of front leader Ana Quill": hung on the title, and not on her
        or (tokens[first].pos == "PUNCT" and tokens[first].text not in "[(")
    ):
        first += 1
    return first, last


def _left(scene: Scene, s: int, i: int) -> int:
    return min([i, *(_left(scene, s, c) for c in scene.kids[s][i] if c < i)])


def _right(scene: Scene, s: int, i: int) -> int:
    return max([i, *(_right(scene, s, c) for c in scene.kids[s][i] if c > i)])


def quoted(scene: Scene, s: int, i: int) -> bool:
    """Whether token `i` stands inside quotation marks, counted from the start of its paragraph."""
    sentence = scene.parse.sentences[s]
    block = scene.parse.article.blocks[sentence.block]
    before = scene.parse.article.text[block.start : sentence.tokens[i].start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def note(scene: Scene, s: int, head: int, ref: Ref, first: int, last: int) -> None:
    """Record a mention of parties (or of none, with candidates)."""
    tokens = scene.parse.sentences[s].tokens
    start, end = tokens[first].start, tokens[last - 1].end
    text = scene.parse.article.text[start:end]
    parties = tuple(Party(w.id, w.name, w.code, w.sector, text, start, end) for w in ref.who)
    scene.mentions.append(
        Mention("actor", s, first, last, head, start, end, text, ref.basis, parties, candidates=ref.candidates)
    )


def place_hits(scene: Scene, found: list[Found]) -> None:
    """Put names found in the article's text on tokens; a name across two sentences or with half a word is dropped."""
    starts: dict[int, tuple[int, int]] = {}
    ends: dict[int, tuple[int, int]] = {}
    for s, sentence in enumerate(scene.parse.sentences):
        for i, token in enumerate(sentence.tokens):
            starts[token.start] = (s, i)
            ends[token.end] = (s, i)
    for f in found:
        if scene.parse.article.text[f.end : f.end + 2].lstrip().startswith("$"):
            continue  # "US$40", "NZ $ 3": money, and nobody
        a, b = starts.get(f.start), ends.get(f.end) or ends.get(f.end + 1)
        prefix = ""
        if a is None and b is not None:
            word = scene.parse.sentences[b[0]].tokens[b[1]]
            head, _, _ = word.text.lower().partition("-")
            if word.start < f.start and head in (
                "pro",
                "anti",
                "non",
                "ex",
                "mid",
                "post",
                "pre",
                "trans",
                "co",
                "intra",
                "inter",
            ):
                a, prefix = b, head
        if b is None and a is not None:
            word = scene.parse.sentences[a[0]].tokens[a[1]]
            if word.end > f.end and scene.parse.article.text[f.end : f.end + 1] in "-–’'/":
                b = a
        if a is None or b is None or a[0] != b[0] or prefix in ("non", "ex", "mid", "post", "pre", "trans", "co"):
            continue
        sentence = scene.parse.sentences[a[0]]
        first, also = a[1], ""
        if first >= 2 and sentence.tokens[first - 1].text in ("-", "–", "‑"):
            also = scene.book.prefixes.get(sentence.tokens[first - 2].text.lower(), "")
            first -= 2 if also and first - 2 not in scene.hits[a[0]] else 0
        head_token = head_of(sentence, a[1], b[1] + 1)
        hit = Hit(a[0], first, b[1] + 1, head_token, f.alias, f.alias.entries, prefix, also if first < a[1] else "")
        for i in range(first, b[1] + 1):
            scene.hits[a[0]][i] = hit
