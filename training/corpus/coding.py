"""Coding lines: claims, parties, places, dates and chains of voices as they are written."""

from __future__ import annotations

import re

from training.corpus.codes import codes, listed
from training.corpus.lines import ChainLine, ClaimLine, DateLine, LineError, PartyLine, PlaceLine, VoiceLine, Words
from training.corpus.tokens import Reader

LABEL = re.compile(r"([a-z]\w*):$")
NUMBER = re.compile(r"(\d+)(?:-(\d+))?$")


def claim(reader: Reader, number: int, indent: int, chain: ChainLine | None) -> ClaimLine:
    label = None
    word = reader.word()
    if word and LABEL.match(word):
        label, word = word[:-1], reader.word()
    events = _events(word)
    nominal = reader.sign("*")
    trigger = reader.quoted() or _bare(reader.word())
    if trigger is None:
        raise LineError(
            'No trigger: after the type write the word that carries the event, quoted if it is several ("pulled out").'
        )
    parts: dict[str, object] = {}
    magnitude: list[tuple[str, int, int]] = []
    context: list[str] = []
    while reader.peek() is not None:
        name, value = _part(reader)
        if name == "magnitude":
            magnitude.append(value)  # type: ignore[arg-type]
        elif name == "context":
            context.append(value)  # type: ignore[arg-type]
        elif name in parts:
            raise LineError(
                f"The claim gives {name.replace('_', ' ')!r} twice: give it once (several parties with commas)."
            )
        else:
            parts[name] = value
    return ClaimLine(
        number,
        indent,
        label,
        events,
        trigger,
        nominal,
        magnitude=tuple(magnitude),
        context=tuple(context),
        chain=chain,
        **parts,  # type: ignore[arg-type]
    )


def _part(reader: Reader) -> tuple[str, object]:
    if reader.sign("<"):
        return "actors", tuple(parties(reader))
    if reader.sign(">"):
        return "recipients", tuple(parties(reader))
    if reader.sign("@"):
        return "place", _place(reader)
    if reader.sign("/"):
        return "chain_here", chain(reader)
    if reader.sign("+"):
        name = reader.word()
        if name not in codes()["contexts"]:
            raise LineError(f"The context {name!r} is not one of: {listed(codes()['contexts'])}.")
        return "context", name
    word = reader.word()
    if word is None:
        reader.done()
        raise LineError("The line can't be read.")
    return _word_part(word, reader)


def _word_part(word: str, reader: Reader) -> tuple[str, object]:
    if word == "on":
        return "date", _date(reader)
    if word == "of":
        name = reader.word()
        if name is None:
            raise LineError("After 'of' write the label of the outer claim (given there as 'a: REQUEST ...').")
        return "content_of", name
    if word in codes()["statuses"]:
        return "status", codes()["statuses"][word]
    if word.startswith("or:"):
        if word[3:] not in codes()["statuses"]:
            raise LineError(f"{word!r} names no status: one of {listed(codes()['statuses'])}.")
        return "also_status", codes()["statuses"][word[3:]]
    if word in ("bg", "opt"):
        return ("background" if word == "bg" else "optional"), True
    kind, equals, number = word.partition("=")
    if equals and kind in codes()["magnitudes"]:
        found = NUMBER.match(number)
        if not found:
            raise LineError(f"{word!r} gives no number: write {kind}=13 or {kind}=20-30.")
        low, high = int(found[1]), int(found[2] or found[1])
        if low > high:
            raise LineError(f"{word!r} runs backwards: write the smaller number first.")
        return "magnitude", (kind, low, high)
    raise LineError(
        f"{word!r} is not understood: after the trigger come < actors > recipients @ place on date, a status "
        f"({listed(list(codes()['statuses'])[:5])}), of label, dead=, injured=, arrested=, size=, bg, opt, / voice. Quote words of the text."
    )


def _events(word: str | None) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    for one in (word or "").split("|"):
        event, _, mode = one.partition(".")
        types = codes()["types"]
        if event not in types:
            raise LineError(f"{one!r} is no type: a coding line begins with one of {listed(types)}, or with v, = or #.")
        if mode and mode not in types[event]:
            raise LineError(f"{mode!r} is no mode of {event}: {listed(types[event]) or 'it has none'}.")
        found.append((event, mode or None))
    return tuple(found)


def _bare(word: str | None) -> Words | None:
    if word is None:
        return None
    text, _, nth = word.partition("#")
    if nth and not nth.isdigit():
        raise LineError(f"{word!r}: after # comes a number, as in leave#2.")
    return Words(text, int(nth) if nth else None)


def parties(reader: Reader) -> list[PartyLine]:
    found = []
    while True:
        if reader.sign("^"):
            token = reader.peek()
            copy = reader.word() if token in (("word", "a"), ("word", "r")) else "^"
            found.append(PartyLine("", None, copy))
        else:
            prefix = "@" if reader.sign("@") else ""
            name = reader.word()
            if name is None:
                raise LineError('A party has no id: write < KEN "the words", or < KEN alone where it is understood.')
            found.append(PartyLine(prefix + name, reader.quoted()))
        if not reader.sign(","):
            return found


def _place(reader: Reader) -> PlaceLine:
    if reader.sign("^"):
        return PlaceLine(copy=True)
    words = reader.quoted()
    if words is None:
        raise LineError('A place has no words: write @ "Mombasa":KEN, or @ ^ for the place of the claim above.')
    kind = code = None
    token = reader.peek()
    if token is not None and token[0] == "word" and isinstance(token[1], str) and token[1].startswith(":"):
        reader.next()
        for part in token[1][1:].split(":"):
            if part in codes()["place_kinds"]:
                kind = codes()["place_kinds"][part]
            elif re.fullmatch(r"[A-Z]{3}|-", part):
                code = part
            else:
                raise LineError(
                    f"{part!r} is neither a country code nor a kind of place ({listed(codes()['place_kinds'])})."
                )
    name = None
    if reader.sign("~"):
        given = reader.quoted()
        if given is None:
            raise LineError('After ~ write the name in quotation marks: @ "the city":KEN ~"Mombasa".')
        name = given.text
    return PlaceLine(words, kind, code, name)


def _date(reader: Reader) -> DateLine:
    if reader.sign("^"):
        return DateLine(copy=True)
    words = reader.quoted()
    days = None
    token = reader.peek()
    if token is not None and token[0] == "word" and isinstance(token[1], str) and token[1].startswith("="):
        reader.next()
        days = token[1][1:].replace("..", "/")
    if words is None and days is None:
        raise LineError('A date has no words: write on "Friday", on "the eve of the vote"=1987-06-11, or on ^.')
    return DateLine(words, days)


def chain(reader: Reader) -> ChainLine:
    if reader.peek() == ("word", "-"):
        reader.next()
        reader.done()
        return ChainLine("set")
    if reader.sign("^"):
        if not reader.sign("/"):
            reader.done()
            return ChainLine("same")
        return ChainLine("same", tuple(_link_list(reader)))
    return ChainLine("add" if reader.sign("+") else "set", tuple(_link_list(reader)))


def _link_list(reader: Reader) -> list[VoiceLine]:
    links = [_link(reader)]
    while reader.sign("/"):
        links.append(_link(reader))
    reader.done()
    return links


def _link(reader: Reader) -> VoiceLine:
    person = kind = identifier = name = None
    if reader.sign("@"):
        person = reader.word()
        if person is None:
            raise LineError('After @ write the name a line of the head declares: v @mwangi "he" said.')
    else:
        kind = reader.word()
        if kind not in codes()["voices"]:
            raise LineError(
                f"The voice {kind!r} is not one of: {listed(codes()['voices'])}; or a declared @name; or - for the outlet's own."
            )
    words = verb = None
    stance = "asserts"
    while reader.peek() is not None and reader.peek() != ("sign", "/"):
        quoted, bare = reader.quoted(), None
        if quoted is None:
            if reader.sign("~"):
                given = reader.quoted()
                name = given.text if given else None
                continue
            bare = reader.word()
            if bare is None:
                reader.done()
        if bare and bare.startswith("!"):
            stance = bare[1:]
            if stance not in codes()["stances"]:
                raise LineError(f"The stance {stance!r} is not one of: {listed(codes()['stances'])}.")
        elif bare and identifier is None and words is None and kind not in (None, "unnamed") and _is_id(bare):
            identifier = bare
        elif quoted and words is None and kind != "unnamed":
            words = quoted
        elif verb is None:
            verb = quoted or _bare(bare)
        else:
            raise LineError(
                f'{bare or (quoted.text if quoted else "")!r} is one word too many in a voice: kind ID "who" verb !stance ~"Name".'
            )
    return VoiceLine(kind, identifier, person, words, verb, stance, name)


def _is_id(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{3}(\.[A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*|region:[a-z-]+", word))
