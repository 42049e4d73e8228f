"""Find place names and decide which place each one means, or decline.

1. Spellings of the gazetteer are matched over the words of each sentence, the longest first (`scan`).
2. Names that the model takes for a person's or an organisation's, and words of other names, are left out (`is_place`).
3. The countries that the report speaks of weigh the candidates (`decide`); where places of two countries remain
   equally likely the mention is kept without a place and lists who they were.
4. Phrases widen a name: "southern X", "X province", "the X airbase", "the X-Y border" (`places.phrases`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from dragoman.data.book import load_book
from dragoman.data.gazetteer import (
    ARTICLES,
    DASHES,
    Entry,
    abbreviations,
    demonyms,
    fold,
    gazetteer,
    loose_find,
    place_words,
)
from dragoman.model import Mention, Name, Parse, Place, Sentence, Token
from dragoman.resolve.actors.filed import filed, printed_under
from dragoman.resolve.places.beside import by_neighbours
from dragoman.resolve.places.choice import Chooser
from dragoman.resolve.places.hits import Hit, Phrase, one_country, top, written
from dragoman.resolve.places.phrases import phrases_of, told_precision

# A town that nothing but its spelling speaks for must be at least this large; smaller ones share names with surnames.
KNOWN_TOWN = 100_000


def find_places(parse: Parse) -> list[Mention]:
    """All places that the report names, resolved where one candidate remains, in text order.

    A mention that was declined has `place` None and lists its `candidates` as "name, code". Countries are places too;
    adjectives ("Syrian") are not. A place told only as another's property is still listed: which place belongs to
    which claim is decided by the coder. Positions of `first`, `last`, `head` count tokens of the sentence.
    """
    labels: dict[int, dict[int, Name]] = {}
    for name in parse.names:
        tokens = labels.setdefault(name.sentence, {})
        for index in range(name.first, name.last):
            tokens[index] = name
    people = frozenset(
        parse.sentences[name.sentence].tokens[index].text
        for name in parse.names
        if name.label == "PER" and name.last - name.first > 1
        for index in range(name.first, name.last)
    )
    hits: list[list[Hit]] = []
    counted: Counter[str] = Counter()
    for number, sentence in enumerate(parse.sentences):
        named = labels.get(number, {})
        found = [h for h in scan(sentence, named, counted) if not _of_person(sentence, h, people, named.get(h.first))]
        hits.append(found)
        for hit in found:
            if code := _plain_code(sentence, hit):
                counted[code] += 1
    phrases = [phrases_of(sentence, found) for sentence, found in zip(parse.sentences, hits, strict=True)]
    phrases = by_neighbours(parse.sentences, phrases)
    line = filed(parse, load_book(), counted)
    home = _home(parse.article.outlet) or (line.town.code if line.town is not None else None)
    local = printed_under(parse.article.outlet) if home is None else None
    resolver = Chooser(counted, [phrase for group in phrases for phrase in group], home=home, local=local)
    if line.told and line.town is not None:  # "PARIS, Mo. -": so is every Paris of the report
        resolver.settled.setdefault(line.key, (line.town,))
    return [
        _mention(parse.sentences[number], number, phrase, resolver)
        for number, group in enumerate(phrases)
        for phrase in group
    ]


@lru_cache(maxsize=1024)
def _home(outlet: str | None) -> str | None:
    """The country of a known newspaper or broadcaster; None where it is unknown or an agency, at home everywhere."""
    if not outlet:
        return None
    book = load_book()
    for found in book.find(outlet):
        for entry in found.alias.entries:
            known = book.outlets.get(entry.id) if entry.kind == "outlet" else None
            if known is not None and known.kind != "agency" and known.code and len(known.code) == 3:
                return known.code
    return None


def _of_person(sentence: Sentence, hit: Hit, people: frozenset[str], label: Name | None) -> bool:
    """ "The Dole row", where the report names Ana Dole elsewhere: a small town's spelling that is a person's, and nowhere "in Dole"."""
    tokens = sentence.tokens
    if hit.last - hit.first > 1 or tokens[hit.first].text not in people or not hit.entries:
        return False  # words for a region ("the West") are no town's
    lead = next((e for e in hit.entries if e.listed), hit.entries[0])
    if lead.kind not in {"city", "admin area"} or lead.capital or lead.population >= 500_000:
        return False
    if label is not None and label.label == "PER":
        return True  # "in Dole killing row"
    head = top(sentence, hit.first, hit.last)
    return not any(t.head == head and t.dep == "case" for t in tokens) and tokens[hit.last - 1].text[0].isupper()


def _plain_code(sentence: Sentence, hit: Hit) -> str | None:
    """The country that a spelling speaks of without doubt: the only one, or that of a capital ten times the others."""
    entries = hit.entries
    codes = {entry.code for entry in entries}
    capital = next((e for e in entries if e.capital), None)
    if (
        len(codes) > 1
        and capital
        and all(e.code == capital.code or e.population * 10 < capital.population for e in entries)
    ):
        return capital.code
    return one_country(sentence, hit)


def scan(sentence: Sentence, labels: dict[int, Name], counted: Counter[str]) -> list[Hit]:
    """The gazetteer names of a sentence that may be places, left to right; counts demonyms into `counted`."""
    tokens = sentence.tokens
    found: list[Hit] = []
    index, size = 0, len(tokens)
    while index < size:
        text = tokens[index].text
        first = text[0]
        if not first.isupper() and not (("-" in text or text in ARTICLES) and _article(sentence, index)):
            name = labels.get(index) if labels else None
            index += 1
            if name is not None and name.label == "LOC" and name.first == index - 1 and not text.islower():
                index -= 1
            else:
                continue
        hit = _match(sentence, index, labels)
        if hit is None:
            words = fold(text)
            if words:
                code = demonyms().get(words[-1])
                if code is None and index and words[-1].startswith("korean"):
                    code = demonyms().get(f"{tokens[index - 1].text.lower()} korean")
                if code is not None:
                    counted[code] += 1
            index += 1
        else:
            found.append(hit)
            index = hit.last
    return [hit for hit in found if hit.first < hit.last]


def _group(text: str) -> bool:
    """Whether a word with capitals inside is what an armed group goes by."""
    book = load_book()
    return any(
        book.actors[e.id].kind == "group"
        for found in book.find(text)
        for e in found.alias.entries
        if e.id in book.actors and found.end - found.start == len(text)
    )


def _match(sentence: Sentence, index: int, labels: dict[int, Name]) -> Hit | None:
    """The longest place name that begins at token `index`, if it may be a place there."""
    tokens = sentence.tokens
    book = gazetteer()
    words: list[str] = list(fold(tokens[index].text))
    if not words:
        return None
    if any(a != a.lower() for a in tokens[index].text[1:]) and _group(tokens[index].text):
        return None  # "JeM", "MILF": an armed group's initials, and no town of Tunisia
    if index and tokens[index - 1].text == "," and (division := _abbreviated(tokens[index].text)):
        return Hit(index, index + 1, tuple(e for e in book.find(division) if e.kind == "admin area"), "LOC")
    limit = max(book.reach(words[0]), 8 if words[0] in ARTICLES else 1)
    # "At" and "As" are words before they are articles: those count only when a hyphen ties them to the name.
    glued = "-" in tokens[index].text or _article(sentence, index)
    best: tuple[int, tuple[Entry, ...]] | None = None
    last = index + 1
    while True:
        key = " ".join(words)
        entries = book.find(key)
        if not entries and words[0] in ARTICLES and len(words) > 1 and (words[0] in {"al", "el"} or glued):
            entries = book.find(key[key.index(" ") + 1 :])
            if entries:
                limit = max(limit, 1 + book.reach(words[1]))
        if entries and _cased(tokens[index].text, tokens[last - 1].text, key, entries):
            best = (last, entries)
        if last >= len(tokens) or len(words) >= limit or _stops(tokens[last]):
            break
        more = fold(tokens[last].text)
        words.extend(more)
        last += 1
        while not more and last < len(tokens) and len(words) < limit and not _stops(tokens[last]):
            more = fold(tokens[last].text)
            words.extend(more)
            last += 1
        if not more:
            break
    label = labels.get(index)
    if best is None:
        return _unlisted(sentence, index, label)
    hit = Hit(index, best[0], best[1], label.label if label else "")
    if not is_place(sentence, hit, label):
        # The rest of the name must not be read as places of their own ("New York Times", "Paris Hilton").
        stop = label.last if label and label.label != "LOC" else hit.last
        return Hit(stop, stop, (), "") if stop > index else None
    return hit


def _abbreviated(text: str) -> str | None:
    return abbreviations().get(text) or abbreviations().get(text + ".")


def _article(sentence: Sentence, index: int) -> bool:
    """Whether a lower-case word begins a name: "al-Raqqa", as one token or as three."""
    text = sentence.tokens[index].text.lower()
    if "-" in text:
        return text[: text.index("-")] in ARTICLES and any(c.isupper() for c in sentence.tokens[index].text)
    after = sentence.tokens[index + 1 : index + 2]
    return text in ARTICLES and bool(after) and after[0].text in DASHES and after[0].start == sentence.tokens[index].end


def _stops(token: Token) -> bool:
    return token.pos == "PUNCT" and token.text not in DASHES


def _cased(first: str, last: str, key: str, entries: Sequence[Entry]) -> bool:
    """Short abbreviations must stand in capitals ("US", not "Us"); a name's last word must not be a lower-case one."""
    if len(key) <= 3 and any(entry.kind == "country" for entry in entries):
        return first.replace(".", "").isupper()
    if first == "The":  # "The valley" opens a sentence; "The Valley" is Anguilla's capital
        return last[0].isupper()
    return first[0].isupper() or last[0].isupper() or "-" in first


def _unlisted(sentence: Sentence, index: int, label: Name | None) -> Hit | None:
    """A place name of the model that the gazetteer does not hold: under a looser spelling, or by name only."""
    if label is None or label.label != "LOC" or label.first != index:
        return None
    words = [w for t in sentence.tokens[label.first : label.last] for w in fold(t.text)]
    text = sentence.tokens[index].text
    if not words or words[-1] in demonyms() or text.islower() or sentence.tokens[index].pos == "ADJ":
        return None
    if any(w in place_words()["compass"] for w in words) or words[0] in _kind_nouns():
        return None
    # The model takes many a party for a place; only a phrase that says where is believed on its word alone.
    head = top(sentence, label.first, label.last)
    case = [t.text.lower() for t in sentence.tokens if t.head == head and t.dep == "case"]
    entries = loose_find(" ".join(words))
    if not entries and not any(word in place_words()["locative"] for word in case) and not _geographic(sentence, label):
        return None
    return Hit(label.first, label.last, entries, "LOC")


def _geographic(sentence: Sentence, label: Name) -> bool:
    """Whether a name of the model says what it is ("Kara Kul Lake", "Barrow County") or what holds it (", Texas")."""
    tokens = sentence.tokens
    last = tokens[label.last - 1].text.lower()
    if label.last - label.first > 1 and last in place_words()["geographic"]:
        return True
    after = [t.text for t in tokens[label.last : label.last + 2]]
    if len(after) < 2 or after[0] != ",":
        return False
    held = _abbreviated(after[1]) or " ".join(fold(after[1]))
    return any(e.kind in ("country", "admin area") for e in gazetteer().find(held))


def is_place(sentence: Sentence, hit: Hit, label: Name | None) -> bool:
    """Whether a gazetteer name is a place where it stands: not a person's, an organisation's or a common word."""
    tokens = sentence.tokens
    words = place_words()
    after = tokens[hit.last] if hit.last < len(tokens) else None
    before = tokens[hit.first - 1] if hit.first else None
    head = top(sentence, hit.first, hit.last)
    if after is not None and after.text in DASHES and after.start == tokens[hit.last - 1].end:
        # "Iran-backed", "London-based": the name is a part of an adjective.
        other = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else after
        if other.start == after.end and other.text[0].islower():
            return False
    lead = next((e for e in hit.entries if e.listed), hit.entries[0])
    large = lead.population >= (500_000 if lead.kind == "city" else 300_000)
    strong = lead.capital or large or lead.listed or lead.kind not in {"city", "admin area"}
    if lead.kind == "city" and hit.first and hit.last - hit.first == 1 and _acronym(sentence, hit.first):
        return False
    common = all(entry.common for entry in hit.entries)
    if after is not None and after.text.lower() in words["not_after"] and after.text[0].isupper():
        return False
    if label is not None and label.label == "LOC":
        return _whole(sentence, hit, label)
    exact = label is not None and label.first >= hit.first and label.last <= hit.last
    case = {t.text.lower() for t in tokens if t.head == head and t.dep == "case"}
    told = not case.isdisjoint(words["locative"])
    if label is not None and label.label == "PER":
        # Towns of English-speaking countries lend their names to people ("Jackson"); "Homs" is hardly ever one.
        english = lead.kind in {"city", "admin area"} and lead.code in {"USA", "GBR", "CAN", "AUS", "NZL", "IRL"}
        doer = tokens[head].dep.startswith("nsubj") and lead.kind != "country"
        sure = strong and not english and not doer and " ".join(fold(lead.name)) not in words["also_given_names"]
        return exact and not common and (sure or told)
    if label is not None:
        modifier = tokens[head].dep == "compound" and tokens[tokens[head].head].pos == "NOUN"
        known = strong or lead.population >= KNOWN_TOWN or told or modifier
        return (exact and known and not common) or _facility_name(sentence, label)
    if before is not None and before.text.lower().rstrip(".") in words["titles"] and before.text[0].isupper():
        return strong and not common and hit.entries[0].kind == "country"
    for near in (before, after):
        if near is None or near.pos != "PROPN" or not near.text[0].isupper() or near.text.lower() in _kind_nouns():
            continue
        index = hit.first - 1 if near is before else hit.last
        linked = near.head in range(hit.first, hit.last) or tokens[head].head == index
        if linked and "flat" in (near.dep[:4], tokens[head].dep[:4]):
            return False
    if common:
        return False
    told = told or (before is not None and before.text.lower() in words["prepositions"])
    return strong or hit.last - hit.first > 1 or lead.population >= KNOWN_TOWN or (told and tokens[head].pos == "PROPN")


def _acronym(sentence: Sentence, index: int) -> bool:
    """An agency or party in capitals ("SANA"): up to five letters, while other words are not in capitals."""
    text = sentence.tokens[index].text
    return len(text) <= 5 and text.isupper() and not all(t.text.isupper() for t in sentence.tokens if t.text.isalpha())


def _whole(sentence: Sentence, hit: Hit, label: Name) -> bool:
    """Whether a spelling inside a longer name of the model may stand alone ("Homs, Syria", not "Medical Center")."""
    tokens = sentence.tokens
    if hit.first > label.first:
        before = tokens[hit.first - 1].text.lower()
        joined = before in DASHES or before in {",", "(", "in", "of", "the", "and", "greater", "downtown", "'s"}
        if not joined and before not in place_words()["compass"]:
            return False
    rest = [t for t in tokens[hit.last : label.last] if t.pos != "PUNCT"]
    return not rest or rest[0].text.lower() in _kind_nouns() or tokens[hit.last].pos in {"PUNCT", "ADP", "PART"}


@cache
def _kind_nouns() -> frozenset[str]:
    words = place_words()
    return words["admin"] | words["city"] | words["area"] | words["facility"] | words["facility_modifiers"]


def _facility_name(sentence: Sentence, label: Name) -> bool:
    last = sentence.tokens[label.last - 1].text.lower()
    words = place_words()
    return last in words["facility"] and last not in words["not_after"]


def _mention(sentence: Sentence, number: int, phrase: Phrase, resolver: Chooser) -> Mention:
    tokens = sentence.tokens
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    text = " ".join(written(sentence, phrase.first, phrase.last).split())
    place, basis, candidates = _resolve(phrase, resolver, text)
    if place is not None and (precision := told_precision(sentence, phrase)):
        place = replace(place, precision=precision)
    head = top(sentence, phrase.first, phrase.last)
    return Mention(
        "place", number, phrase.first, phrase.last, head, start, end, text, basis, place=place, candidates=candidates
    )


def _resolve(phrase: Phrase, resolver: Chooser, text: str) -> tuple[Place | None, str, tuple[str, ...]]:
    if phrase.kind == "border":
        sides = [side for side in phrase.codes if side]
        if phrase.told:
            code: str | None = phrase.told
        elif len(sides) == 2:
            code = max(sides, key=lambda c: (resolver.counted[c], -sides.index(c)))
        else:
            code = resolver.neighbour(sides[0]) if sides else None
        return Place(phrase.name or text, code, None, None, "border"), "border", tuple(sides)
    if not phrase.entries:
        code = phrase.told
        if code is None and phrase.kind in ("base/facility", "admin area"):
            code = resolver.context()
        return Place(phrase.name or text, code, None, None, phrase.kind or "area"), "name", ()
    entries = resolver.settled.get(phrase.key, phrase.entries)
    if phrase.kind in {"admin area", "city"}:
        entries = tuple(e for e in entries if e.kind == phrase.kind) or entries
    entry, certain = resolver.decide(entries, phrase.near, phrase.key)
    if entry is None:
        shown = tuple(f"{e.name}, {e.code}" for e in entries[:6])
        return None, "ambiguous", shown
    lat, lon = (entry.lat, entry.lon) if certain else (None, None)
    kind = phrase.kind or entry.kind
    return Place(phrase.name or entry.name, entry.code, lat, lon, kind), phrase.basis, ()
