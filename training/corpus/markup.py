"""Lines of the mark-up (corpus/README.md) as dataclasses: what was written, not yet checked against the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from training.corpus.codes import codes, listed

TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"(?:#(\d+))?|([<>,@/~^+]|\*(?=["\w]))|([^\s"<>,@/~]+)')
BLOCK = re.compile(r"(T|U|B|C|S|F [a-z-]+)\| ?(.*)")
BLOCKS = {"T": "title", "U": "subtitle", "B": "byline", "C": "caption", "S": "body"}
LABEL = re.compile(r"([a-z]\w*):$")
NUMBER = re.compile(r"(\d+)(?:-(\d+))?$")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: where (line from 1) and a sentence that quotes the value and says what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class LineError(Exception):
    """A line that can't be read; `str` is the message of the `Problem` made from it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Quoted words and which of their occurrences in the sentence is meant (from 1; None where there is but one)."""

    text: str
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as written: an id (or a declared name) and its words. `copy` is "a", "r" or "^": the actors, the recipients, or
    the same role of the claim above."""

    id: str
    words: Words | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as written; `copy` where it is the one above."""

    words: Words | None = None
    kind: str | None = None
    code: str | None = None
    name: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as written: its words, the days given for it; `copy` where it is the one above."""

    words: Words | None = None
    days: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A link of a chain as written; `person` where a declared name (@name) stands for kind and id."""

    kind: str | None
    id: str | None = None
    person: str | None = None
    words: Words | None = None
    verb: Words | None = None
    stance: str = "asserts"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A chain as written. `mode` is "set" (these links), "add" (these after the current ones) or "same" (the last sentence's)."""

    mode: str
    links: tuple[VoiceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as written."""

    line: int
    indent: int
    label: str | None
    events: tuple[tuple[str, str | None], ...]
    trigger: Words
    nominal: bool
    actors: tuple[PartyLine, ...] = ()
    recipients: tuple[PartyLine, ...] = ()
    place: PlaceLine | None = None
    date: DateLine | None = None
    status: str | None = None
    also_status: str | None = None
    magnitude: tuple[tuple[str, int, int], ...] = ()
    content_of: str | None = None
    background: bool = False
    optional: bool = False
    context: tuple[str, ...] = ()
    chain: ChainLine | None = None
    chain_here: ChainLine | None = None


@dataclass(slots=True)
class SentenceLine:
    """A line of text, its kind (a block kind, or "furniture" with the reason) and what is coded under it."""

    line: int
    kind: str
    text: str
    new_paragraph: bool
    reason: str | None = None
    claims: list[ClaimLine] = field(default_factory=list)
    references: list[tuple[int, PartyLine]] = field(default_factory=list)
    last_chain: ChainLine | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A name the head declares: a party (`sector`, `code`) or a person (`voice` a kind of voice, `speaks_for` an id)."""

    id: str
    names: tuple[str, ...]
    sector: str | None = None
    code: str | None = None
    voice: str | None = None
    speaks_for: str | None = None


@dataclass(slots=True)
class ReportLines:
    """One report as written."""

    file: str
    line: int
    id: str
    date: str
    outlet: str | None
    register: str
    region: str
    declared: dict[str, Declared] = field(default_factory=dict)
    sentences: list[SentenceLine] = field(default_factory=list)


def read(text: str, file: str) -> tuple[list[ReportLines], list[Problem]]:
    """The reports of a file in the mark-up, and what could not be read of it.

    >>> reports, problems = read('= a-1 | 1987-06-12 | the agency | agency | africa\\nKenya sent troops.\\n', "a.txt")
    >>> reports[0].sentences[0].text, problems
    ('Kenya sent troops.', [])
    """
    reports: list[ReportLines] = []
    problems: list[Problem] = []
    state = _State()
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            _line(line.rstrip(), number, file, reports, state)
        except LineError as error:
            problems.append(Problem(file, number, str(error)))
    return reports, problems


@dataclass(slots=True)
class _State:
    broken: bool = True  # a paragraph ends here
    chain: ChainLine | None = None


def _line(line: str, number: int, file: str, reports: list[ReportLines], state: _State) -> None:
    if not line.strip():
        state.broken = True
        return
    if line.startswith("%") or (line.startswith(" ") and line.lstrip().startswith("#")):
        return
    if line.startswith("= "):
        reports.append(_head(line, number, file))
        state.broken, state.chain = True, None
        return
    if not reports:
        raise LineError(f"{line[:40]!r} stands before the first head: begin a report with '= id | date | outlet | register | region'.")
    report = reports[-1]
    if line.startswith("@"):
        one = _declared(line)
        if one.id in report.declared:
            raise LineError(f"{one.id!r} is declared twice in this report: give each name once.")
        report.declared[one.id] = one
    elif line.startswith("\t"):
        raise LineError("The line begins with a tab: indent with two spaces for a claim, two more for its content.")
    elif line.startswith(" "):
        if not report.sentences:
            raise LineError(f"{line.strip()[:40]!r} codes no sentence: write the sentence above it, at the margin.")
        _coding(line, number, report.sentences[-1], state)
    else:
        report.sentences.append(_sentence(line, number, state))
        state.broken, state.chain = False, None


def _head(line: str, number: int, file: str) -> ReportLines:
    parts = [p.strip() for p in line[2:].split("|")]
    if len(parts) != 5:
        raise LineError(f"The head {line!r} has {len(parts)} parts: write '= id | date | outlet | register | region'.")
    name, day, outlet, register, region = parts
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise LineError(f"The id {name!r} is not lower-case-with-hyphens.")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise LineError(f"The date {day!r} is not a day: write it as 1987-06-12.")
    for value, allowed, what in ((register, codes()["registers"], "register"), (region, codes()["regions"], "region")):
        if value not in allowed:
            raise LineError(f"The {what} {value!r} is not one of: {listed(allowed)}.")
    return ReportLines(file, number, name, day, None if outlet == "-" else outlet, register, region)


def _declared(line: str) -> Declared:
    parts = [p.strip() for p in line[1:].split("|")]
    if len(parts) != 3 or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", parts[0]):
        raise LineError(f"{line!r} declares nothing: write '@ id | Name; Other Name | SECTOR CODE' or '@ id | Name | official KEN'.")
    names = tuple(n.strip() for n in parts[1].split(";") if n.strip())
    words = parts[2].split()
    if not names or not words:
        raise LineError(f"{line!r} gives no name or no kind: write '@ id | Name; Other Name | SECTOR CODE'.")
    kind, rest = words[0], words[1] if len(words) > 1 else None
    if kind in codes()["voices"]:
        return Declared(parts[0], names, voice=kind, speaks_for=rest)
    if kind in codes()["sectors"]:
        return Declared(parts[0], names, sector=kind, code=rest)
    raise LineError(f"{kind!r} is neither a sector ({listed(codes()['sectors'])}) nor a kind of voice ({listed(codes()['voices'])}).")


def _sentence(line: str, number: int, state: _State) -> SentenceLine:
    found = BLOCK.match(line)
    if found is None:
        if re.match(r"[A-Z]\|", line):
            raise LineError(f"{line[:2]!r} is no kind of line: use T| U| B| C| S| or 'F reason|'.")
        return SentenceLine(number, "body", line, state.broken)
    kind, text = found[1], found[2]
    if not text:
        raise LineError(f"Nothing stands after {kind + '|'!r}: write the words, or leave the line out.")
    if kind.startswith("F"):
        reason = kind[2:]
        if reason not in codes()["furniture"]:
            raise LineError(f"The reason {reason!r} of the furniture is not one of: {listed(codes()['furniture'])}.")
        return SentenceLine(number, "furniture", text, True, reason)
    return SentenceLine(number, BLOCKS[kind], text, state.broken or kind != "S")


def _coding(line: str, number: int, sentence: SentenceLine, state: _State) -> None:
    if sentence.kind in ("furniture", "byline"):
        raise LineError(f"A {sentence.kind} line can't be coded: code titles, captions and the body only.")
    indent = len(line) - len(line.lstrip())
    if indent % 2:
        raise LineError(f"The line is indented by {indent} spaces: use two for a claim, two more for its content.")
    tokens = tokenize(line.strip())
    reader = Reader(tokens)
    first = tokens[0]
    if first == ("word", "v"):
        reader.next()
        state.chain = _chain(reader)
        sentence.last_chain = state.chain
    elif first == ("word", "="):
        reader.next()
        for party in _parties(reader):
            sentence.references.append((number, party))
        reader.done()
    else:
        sentence.claims.append(_claim(reader, number, indent, state.chain))
        if sentence.claims[-1].chain_here:
            sentence.last_chain = sentence.claims[-1].chain_here


Token = tuple[str, str] | tuple[str, Words]


def tokenize(text: str) -> list[Token]:
    """Words, quoted words and signs of a coding line.

    >>> tokenize('ASSAULT *"air raids" < RUS')[1:3]
    [('sign', '*'), ('quoted', Words(text='air raids', nth=None))]
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        found = TOKEN.match(text, position)
        if found is None:
            raise LineError(f"{text[position:]!r} has a quotation mark without its partner: quote exact words in \"...\", an inner \" as \\\".")
        if found[1] is not None:
            tokens.append(("quoted", Words(found[1].replace('\\"', '"').replace("\\\\", "\\"), int(found[2]) if found[2] else None)))
        else:
            tokens.append(("sign", found[3]) if found[3] else ("word", found[4]))
        position = found.end()
    return tokens


class Reader:
    """A cursor over the tokens of one line."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise LineError("The line ends too early: something should follow its last sign.")
        self.at += 1
        return token

    def sign(self, value: str) -> bool:
        """Take the sign `value` if it is next."""
        if self.peek() == ("sign", value):
            self.at += 1
            return True
        return False

    def quoted(self) -> Words | None:
        """Take quoted words if they are next."""
        token = self.peek()
        if token is not None and isinstance(token[1], Words):
            self.at += 1
            return token[1]
        return None

    def word(self) -> str | None:
        """Take a bare word if it is next."""
        token = self.peek()
        if token is not None and token[0] == "word" and isinstance(token[1], str):
            self.at += 1
            return token[1]
        return None

    def done(self) -> None:
        """Refuse what is left over."""
        token = self.peek()
        if token is not None:
            left = token[1].text if isinstance(token[1], Words) else token[1]
            raise LineError(f"{left!r} is not understood here: see the table of signs in corpus/README.md.")


def _claim(reader: Reader, number: int, indent: int, chain: ChainLine | None) -> ClaimLine:
    label = None
    word = reader.word()
    if word and LABEL.match(word):
        label, word = word[:-1], reader.word()
    events = _events(word)
    nominal = reader.sign("*")
    trigger = reader.quoted() or _bare(reader.word())
    if trigger is None:
        raise LineError('No trigger: after the type write the word that carries the event, quoted if it is several ("pulled out").')
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
            raise LineError(f"The claim gives {name.replace('_', ' ')!r} twice: give it once (several parties with commas).")
        else:
            parts[name] = value
    return ClaimLine(
        number, indent, label, events, trigger, nominal, magnitude=tuple(magnitude), context=tuple(context), chain=chain, **parts  # type: ignore[arg-type]
    )


def _part(reader: Reader) -> tuple[str, object]:
    if reader.sign("<"):
        return "actors", tuple(_parties(reader))
    if reader.sign(">"):
        return "recipients", tuple(_parties(reader))
    if reader.sign("@"):
        return "place", _place(reader)
    if reader.sign("/"):
        return "chain_here", _chain(reader)
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


def _parties(reader: Reader) -> list[PartyLine]:
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
                raise LineError(f"{part!r} is neither a country code nor a kind of place ({listed(codes()['place_kinds'])}).")
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


def _chain(reader: Reader) -> ChainLine:
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
            raise LineError("After @ write the name a line of the head declares: v @mwangi \"he\" said.")
    else:
        kind = reader.word()
        if kind not in codes()["voices"]:
            raise LineError(f"The voice {kind!r} is not one of: {listed(codes()['voices'])}; or a declared @name; or - for the outlet's own.")
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
            raise LineError(f"{bare or (quoted.text if quoted else '')!r} is one word too many in a voice: kind ID \"who\" verb !stance ~\"Name\".")
    return VoiceLine(kind, identifier, person, words, verb, stance, name)


def _is_id(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{3}(\.[A-Z]{3})?|[a-z0-9]+(-[a-z0-9]+)*|region:[a-z-]+", word))
