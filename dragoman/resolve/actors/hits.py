"""Names of the world book in a report: found, put on tokens, and reduced to what they can mean here."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.data.book import Entry
from dragoman.model import Mention
from dragoman.resolve.scene import Hit, Scene, Who, case, office_word, place_hits

# What is called by the town where it was signed or held.
_SIGNED_THERE = frozenset(
    (
        "agreement",
        "accord",
        "protocol",
        "talk",
        "process",
        "conference",
        "summit",
        "treaty",
        "declaration",
        "convention",
        "pact",
        "communique",
        "communiqué",
        "memorandum",
        "format",
        "principle",
        "attack",
        "bombing",
        "meeting",
        "round",
        "forum",
        "dialogue",
    )
)
# Capitals that mostly stand for a body that sits there, with the state whose capital they are.
_HOSTS = {"Brussels": ("eu", "BEL")}
_AGREED_THERE = frozenset(("truce", "ceasefire", "cease-fire", "armistice", "deal", "settlement", "negotiation"))
_SETTING = frozenset(("in", "near", "outside", "around", "inside", "at", "throughout", "across", "of", "from", "over"))
# The number of a king or pope of one name.
_REGNAL = re.compile(r"X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2}")
_LOCATIVE = frozenset(("in", "near", "outside", "around", "inside", "at", "throughout", "across"))


def find_hits(scene: Scene) -> None:
    """Fill `scene.hits`, count the codes that the report names, and drop names that mean something else here."""
    place_hits(scene, list(scene.book.find(scene.parse.article.text)))
    pending, shared = [], []
    for s, hits in enumerate(scene.hits):
        loud = _all_capitals(scene, s)
        for hit in {id(h): h for h in hits.values()}.values():
            entries = _meanings(scene, hit, loud=loud)
            if entries is None:
                _set(scene, hit, None)
                continue
            if hit.alias.text in scene.book.shared and entries[0].kind != "outlet":
                shared.append(replace(hit, entries=entries))
                continue
            codes = {_code(scene, e) for e in entries if e.kind not in ("surname", "outlet")}
            if len(codes) == 1:
                (code,) = codes
                if code:
                    scene.codes[code] = scene.codes.get(code, 0) + (
                        3 if scene.parse.sentences[s].kind == "title" else 1
                    )
            new = replace(hit, entries=entries)
            _set(scene, hit, new)
            if len({e.id for e in entries}) > 1:
                pending.append(new)
    for hit in pending:
        _settle(scene, hit)
    for hit in shared:
        kept = tuple(e for e in hit.entries if _code(scene, e) in scene.codes)
        _set(scene, hit, replace(hit, entries=kept) if kept else None)
        if len({e.id for e in kept}) > 1:
            _settle(scene, replace(hit, entries=kept))
    _hosts(scene)
    for s, hits in enumerate(scene.hits):
        for i, hit in hits.items():
            if (
                hit.head == i
                and hit.kind in ("name", "adjective", "people", "capital", "seat", "body")
                and len({e.id for e in hit.entries}) == 1
            ):
                state = hit.entries[0].id.partition(".")[0]
                if scene.book.actors[state].kind == "state-part":
                    state = scene.book.actors[state].code or state  # "Texas" tells of the USA
                if state in scene.book.kinds["state"] and hit.prefix != "anti":
                    scene.states.append((s, i, state))
            elif hit.head == i and hit.kind == "person":
                person = scene.book.persons[hit.entries[0].id]
                if person.of in scene.book.kinds["state"]:
                    scene.states.append((s, i, person.of))
    for (s, i), code in scene.places.items():
        if code in scene.book.kinds["state"]:
            if i not in scene.hits[s]:
                scene.states.append((s, i, code))
            if case(scene, s, i) in _SETTING:
                scene.settings.append((s, i, code))
    for s, i, code in scene.states:
        if (s, i) not in scene.places and case(scene, s, i) in _SETTING:
            scene.settings.append((s, i, code))
    scene.states.sort()
    scene.settings.sort()


def _hosts(scene: Scene) -> None:
    """ "Brussels" in a report that names Belgium and nothing of the European Union is Belgium's government."""
    for town, (body, state) in _HOSTS.items():
        found = {id(h): h for hits in scene.hits for h in hits.values() if h.alias.text == town and h.kind == "capital"}
        if not found or not scene.codes.get(state):
            continue
        whose = [h.entries[0].id for hits in scene.hits for h in hits.values() if id(h) not in found]
        if any(x in scene.book.actors and scene.book.actors[x].code == "EUR" for x in whose) or body in whose:
            continue
        for hit in found.values():
            _set(scene, hit, replace(hit, entries=(Entry("capital", state, "GOV"),)))


def short_outlet(scene: Scene, s: int, i: int) -> Hit | None:
    """ "The Observatory" after "the Quill Observatory for Reefs": the outlet named in full before, by one of its words."""
    token = scene.parse.sentences[s].tokens[i]
    found = scene.outlets.get(token.text)
    kids = [scene.parse.sentences[s].tokens[c] for c in scene.kids[s][i]]
    if (
        found is None
        or len(found) != 1
        or any(kid.dep in ("compound", "flat", "amod", "nmod:poss", "nmod") for kid in kids)
    ):
        return None
    if token.dep in ("compound", "flat") or not any(kid.text.lower() == "the" for kid in kids):
        return None
    return next(iter(found.values()))


def record_outlet(scene: Scene, hit: Hit) -> None:
    """Record the mention of an outlet, and the words it may be called by from now on."""
    for word in hit.alias.text.split() if hit.last - hit.first > 1 else ():
        if len(word) > 3 and word[0].isupper() and not word.isupper():
            scene.outlets.setdefault(word, {}).setdefault(hit.entries[0].id, hit)
    tokens = scene.parse.sentences[hit.sentence].tokens
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    text = scene.parse.article.text[start:end]
    scene.mentions.append(
        Mention(
            "outlet", hit.sentence, hit.first, hit.last, hit.head, start, end, text, "name", outlet=hit.entries[0].id
        )
    )


def who(scene: Scene, entry: Entry) -> Who:
    """The party that a meaning stands for."""
    base, _, suffix = entry.id.partition(".")
    actor = scene.book.actors[base]
    if suffix:
        return Who(entry.id, actor.name + " forces", actor.code, suffix, "force")
    sector = entry.sector if entry.kind == "body" else actor.sector
    return Who(actor.id, actor.name, actor.code, sector, actor.kind)


def _meanings(scene: Scene, hit: Hit, *, loud: bool) -> tuple[Entry, ...] | None:
    sentence = scene.parse.sentences[hit.sentence]
    head = sentence.tokens[hit.head]
    entries = tuple(e for e in hit.entries if e.valid(scene.day)) or _bygone(hit, scene.day)
    entries = tuple(e for e in entries if e.exact and e.years and e.years[1]) or entries
    if (hit.last - hit.first == 1 and _word(scene, hit)) or _in_a_place(scene, hit, entries):
        return None
    if hit.alias.text in ("West", "East") and not (hit.first and sentence.tokens[hit.first - 1].text.lower() == "the"):
        return None  # "Montreal East", "West Foundation"
    if loud and hit.alias.text.lower() in scene.book.words_too:
        return None
    outlets = tuple(e for e in entries if e.kind == "outlet")
    if outlets and len(outlets) < len(entries):
        entries = outlets if _speaks(scene, hit) else tuple(e for e in entries if e.kind != "outlet")
    elif outlets and outlets[0].strict and not _speaks(scene, hit):
        return None
    if any(e.kind in ("person", "surname") for e in entries) and _named_after(scene, hit):
        return None
    if any(e.kind == "person" for e in entries):
        return tuple(e for e in entries if e.kind == "person")
    surnames = tuple(e for e in entries if e.kind == "surname")
    if surnames:
        others = tuple(e for e in entries if e.kind != "surname" and not _firm_of_old(scene, e, surnames))
        if others and not _has_title(scene, hit):
            entries = others
        elif head.pos == "PROPN" and not _longer_name(scene, hit) and not _month(scene, hit):
            return surnames
        else:
            entries = others
    if not entries or (hit.kind != "outlet" and _part_of_person(scene, hit)):
        return None
    over = sentence.tokens[head.head].lemma.lower() if head.dep in ("compound", "amod", "nmod:poss") else ""
    if entries[0].kind == "capital" and (
        over in _SIGNED_THERE or (over in _AGREED_THERE and head.dep in ("compound", "amod"))
    ):
        return None  # "the Minsk agreements", "the Minsk truce"; "Minsk's truce" is Belarus's
    if entries[0].kind == "capital" and (case(scene, hit.sentence, hit.head) in _LOCATIVE or _struck(scene, hit)):
        return None
    return entries


def _firm_of_old(scene: Scene, entry: Entry, surnames: tuple[Entry, ...]) -> bool:
    """Whether a name of a firm is that of somebody in office ("Ford pardoned him", in 1974)."""
    actor = scene.book.actors.get(entry.id)
    return (
        actor is not None
        and actor.sector == "BUS"
        and any(scene.book.persons[e.id].role_on(scene.day) for e in surnames)
    )


def _in_a_place(scene: Scene, hit: Hit, entries: tuple[Entry, ...]) -> bool:
    """ "British" in "British Columbia", "Oman" in "Gulf of Oman": a word of a place's name, and of another country than it says."""
    span = scene.spans.get((hit.sentence, hit.head))
    if span is None or not (span[0] <= hit.first and hit.last <= span[1] and span[1] - span[0] > hit.last - hit.first):
        return False
    return all(
        e.kind == "outlet" or _region(scene, e) or (e.kind not in ("person", "surname") and _code(scene, e) != span[2])
        for e in entries
    )


def _region(scene: Scene, entry: Entry) -> bool:
    """ "East" in "the East Sea"."""
    actor = scene.book.actors.get(entry.id)
    return actor is not None and actor.kind == "region"


def _named_after(scene: Scene, hit: Hit) -> bool:
    """ "King Quill University", "the Ana Quill Foundation": a body that has its name from a person."""
    tokens = scene.parse.sentences[hit.sentence].tokens
    for name in scene.names[hit.sentence].values():
        if name.label == "LOC" and name.first < hit.first and hit.last == name.last:
            before = tokens[hit.first - 1]
            if before.text[:1].isupper() and before.dep != "nmod:desc":
                return True  # "Port Quill", "Mount Quill"
        if name.label in ("ORG", "LOC") and name.first <= hit.first and hit.last < name.last:
            last = tokens[name.last - 1]
            noun = scene.book.noun(last.text.lower())
            plain = noun is not None and noun.name in ("government", "official", "officials", "force", "spies")
            return last.text[:1].isupper() and last.text not in ("'s", "’s") and not plain
    return False


def _bygone(hit: Hit, day: str | None) -> tuple[Entry, ...]:
    """A state long gone, where its name means nobody else now: "the Soviet officers of 1979" in a report of 2018."""
    return tuple(
        e for e in hit.entries if e.kind != "capital" and not e.exact and e.years and day and (e.years[0] or "") <= day
    )


def _struck(scene: Scene, hit: Hit) -> bool:
    """ "Damascus was struck", "troops took Kabul": a town, as the gazetteer knows it."""
    tokens = scene.parse.sentences[hit.sentence].tokens
    token = tokens[hit.head]
    if token.dep not in ("obj", "nsubj:pass") or (hit.sentence, hit.head) not in scene.places:
        return False
    return tokens[token.head].lemma.lower() in scene.book.struck


def _word(scene: Scene, hit: Hit) -> bool:
    """A word of the language at the head of a sentence, where every word has a capital ("Shell fragments fell")."""
    token = scene.parse.sentences[hit.sentence].tokens[hit.head]
    if hit.prefix or hit.kind in ("adjective", "people") or token.pos in ("PROPN", "ADJ"):
        return False
    acronym = token.pos == "NOUN" and len(token.text) > 2 and token.text.isupper()
    if acronym or any(c.isdigit() for c in token.text):
        return False  # wherever it stands: "DHS", "M23"
    known = any(name.first <= hit.first < name.last for name in scene.names[hit.sentence].values())
    return token.pos not in ("NOUN", "X") or (hit.first == 0 and not known)


def _settle(scene: Scene, hit: Hit) -> None:
    """Several parties share the name ("Congo"): keep the one that the report names otherwise, if it is one."""
    if hit.kind in ("person", "surname", "outlet"):
        return
    placed = set(scene.places.values())
    scores = {
        e.id: scene.codes.get(code, 0) or 0.5 * (code in placed)
        for e in hit.entries
        for code in [_code(scene, e) or ""]
    }
    if "georgia-us" in scores:
        # the state of the USA is meant where the report speaks of the USA and never of the country's people or capital
        scores["georgia-us"] = 1 if scene.codes.get("USA", 0) > 3 and not scene.codes.get("GEO") else 0
        scores["GEO"] = 1 - scores["georgia-us"]
    best = max(scores.values())
    left = tuple(e for e in hit.entries if scores[e.id] == best) if best else hit.entries
    if not best:  # "Turkmen" where Turkmenistan is not spoken of is the people
        left = tuple(e for e in left if _code(scene, e) == "IMG") or left
    _set(scene, hit, replace(hit, entries=left))


def _set(scene: Scene, hit: Hit, new: Hit | None) -> None:
    hits = scene.hits[hit.sentence]
    for i in range(hit.first, hit.last):
        if new is None:
            hits.pop(i, None)
        else:
            hits[i] = new


def _code(scene: Scene, entry: Entry) -> str | None:
    if entry.kind == "person":
        return scene.book.persons[entry.id].of[:3] if scene.book.persons[entry.id].of[:3].isupper() else None
    if entry.kind in ("surname", "outlet"):
        return None
    return scene.book.actors[entry.id.partition(".")[0]].code


def _speaks(scene: Scene, hit: Hit) -> bool:
    tokens = scene.parse.sentences[hit.sentence].tokens
    token = tokens[hit.head]
    if token.head < 0:
        return False
    verb = tokens[token.head]
    if verb.lemma.lower() in scene.book.speech and token.dep in ("nsubj", "obl", "iobj", "obj", "obl:agent"):
        return True
    after = tokens[hit.last].lemma.lower() if hit.last < len(tokens) else ""
    return case(scene, hit.sentence, hit.head) == "according" or after in (
        "newspaper",
        "magazine",
        "daily",
        "weekly",
        "website",
        "correspondent",
        "agency",
    )


def _has_title(scene: Scene, hit: Hit) -> bool:
    tokens = scene.parse.sentences[hit.sentence].tokens
    return any(tokens[c].dep == "nmod:desc" and c < hit.head for c in scene.kids[hit.sentence][hit.head])


def _longer_name(scene: Scene, hit: Hit) -> bool:
    """The name is a piece of a longer one: "Paris Hilton", "Jordan B. Quill"."""
    tokens = scene.parse.sentences[hit.sentence].tokens
    above = tokens[tokens[hit.head].head]
    if tokens[hit.head].dep == "flat" and above.pos == "PROPN" and not office_word(scene.book, above.text):
        return True
    if hit.last < len(tokens) and _REGNAL.fullmatch(tokens[hit.last].text):
        return True  # "Shah Quill II"
    if hit.last + 1 < len(tokens) and tokens[hit.last].text.lower() in ("al", "el", "bin", "ibn", "ould", "ag", "abu"):
        return True  # "Abdullah al - Quill"
    return any(tokens[c].dep == "flat" and not hit.first <= c < hit.last for c in scene.kids[hit.sentence][hit.head])


def _part_of_person(scene: Scene, hit: Hit) -> bool:
    for name in scene.names[hit.sentence].values():
        if (
            name.label == "PER"
            and name.first <= hit.first
            and hit.last <= name.last
            and name.last - name.first > hit.last - hit.first
        ):
            return True
    return False


def _month(scene: Scene, hit: Hit) -> bool:
    if hit.alias.text != "May":
        return False
    tokens = scene.parse.sentences[hit.sentence].tokens
    after = tokens[hit.last].pos if hit.last < len(tokens) else ""
    before = tokens[hit.first - 1] if hit.first else None
    return after == "NUM" or (
        before is not None
        and (
            before.pos == "NUM"
            or before.text.lower() in ("in", "since", "until", "last", "early", "late", "by", "of", "mid")
        )
    )


def _all_capitals(scene: Scene, s: int) -> bool:
    sentence = scene.parse.sentences[s]
    text = scene.parse.article.text[sentence.start : sentence.end]
    if sum(map(str.isupper, text)) < 8:  # nearly every sentence, told at a tenth of the time
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
