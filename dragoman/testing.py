"""For whoever writes a step of their own: reports made by hand to try it on, and what every step must keep.

A step is a callable with the signature of the built-in one that it replaces in `pipeline.Steps`. `check` runs a set of
steps over some documents and returns what is wrong, a sentence each, so that a test of yours is two lines:

    problems = check(replace(pipeline.builtin(), code=my_coder), [document("Ghana asked Togo to open the border.")])
    assert not problems, problems

`check_article`, `check_parse`, `check_mentions`, `check_claims` and `check_linked` look at the result of one step alone.
None of this is needed to run the program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dragoman.data.calendar import published_days
from dragoman.model import (
    Article,
    Block,
    Claim,
    Document,
    Event,
    Judgement,
    Mention,
    Name,
    Parse,
    Place,
    Refusal,
    Sentence,
    Token,
    When,
)
from dragoman.model.terms import QUAD_OF, STANCES, STATUSES
from dragoman.model.text import BlockKind
from dragoman.pipeline import Steps

__all__ = [
    "article",
    "check",
    "check_article",
    "check_claims",
    "check_linked",
    "check_mentions",
    "check_parse",
    "document",
    "parsed",
    "sentence",
]

_PREFIX_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
_KINDS = ("actor", "place", "time", "outlet")
_VERDICTS = ("same", "different", "contrary", "unsure")
_STANDINGS = ("corroborated", "contested", "single-sourced")
# What stands without a space before it, or lets none follow, in sentences made by hand.
_GLUED = {".", ",", "?", "!", ";", ":", ")", "]", "’s", "'s", "%", "”", "n't", "n’t", "’"}
_OPENING = {"(", "[", "“", "$"}


def document(text: str, *, source: str = "by-hand.txt") -> Document:
    """A text as reading a file of that name would hand it on.

    >>> document("Oslo called for talks.").media_type
    'text/plain'
    """
    data = text.encode("utf-8")
    return Document(hashlib.sha256(data).hexdigest(), source, text, "text/plain", len(data))


def article(
    *paragraphs: str, title: str | None = None, published: str | None = None, outlet: str | None = None
) -> Article:
    """A cleaned English report of these paragraphs, below its title where one is given.

    >>> article("Talks began in Lima.", title="Talks begin").text
    'Talks begin\\n\\nTalks began in Lima.'
    """
    parts: list[tuple[BlockKind, str]] = [("title", title)] if title else []
    text, blocks = _blocks([*parts, *(("body", paragraph) for paragraph in paragraphs)])
    key = hashlib.sha256(f"{outlet or ''}\n{text}".encode()).hexdigest()
    return Article(key[:32], key, text, blocks, outlet=outlet, title=title, published=published, language="en")


def parsed(
    *lines: str,
    names: Iterable[tuple[int, int, int, str]] = (),
    published: str | None = None,
    kinds: Sequence[BlockKind] = (),
    outlet: str | None = None,
) -> Parse:
    """A parsed report without the language model: each line a `sentence` in a block of its own.

    `kinds` says what the blocks are (body unless said); `names` marks proper names as the model would: number of the
    sentence, first and last word (half-open, from 0) and PER, ORG, LOC or MISC.

    >>> found = parsed("Ghana/PROPN/nsubj/2 left=leave/VERB/root/0 ./PUNCT/punct/2", names=[(0, 0, 1, "LOC")])
    >>> found.article.text, found.sentences[0].tokens[1].lemma
    ('Ghana left.', 'leave')
    """
    text, blocks, sentences = "", [], []
    for number, line in enumerate(lines):
        start = len(text) + (2 if text else 0)
        part, tokens = sentence(line, start=start)
        text += ("\n\n" if text else "") + part
        kind: BlockKind = kinds[number] if number < len(kinds) else "body"
        blocks.append(Block(kind, start, start + len(part), start))
        sentences.append(Sentence(start, start + len(part), tokens, kind, number))
    found = Article("article", "document", text, tuple(blocks), outlet=outlet, published=published)
    return Parse(found, tuple(sentences), tuple(Name(*name) for name in names))


def sentence(line: str, *, start: int = 0) -> tuple[str, tuple[Token, ...]]:
    """The text of one sentence and its words, positions counted from `start`.

    Words are parted by spaces, each `text/POS/relation/head` with heads counted from 1 (0 is the root). A word may add its
    lemma behind an equals sign; without one it is the text, in small letters unless the word is a proper noun.

    >>> text, tokens = sentence("The/DET/det/2 army/NOUN/nsubj/3 left=leave/VERB/root/0")
    >>> text, [token.head for token in tokens]
    ('The army left', [1, 2, -1])
    """
    text, tokens, glue = "", [], True
    for item in line.split():
        form, pos, dep, head = item.rsplit("/", 3)
        form, _, lemma = form.partition("=")
        if not glue and form not in _GLUED and not (form == "-" or text.endswith("-")):
            text += " "
        at = start + len(text)
        text += form
        glue = form in _OPENING
        lemma = lemma or (form if pos == "PROPN" else form.lower())
        tokens.append(Token(form, at, at + len(form), lemma, pos, dep, int(head) - 1))
    return text, tuple(tokens)


def check(steps: Steps, documents: Iterable[Document]) -> list[str]:
    """What a set of steps does wrong on these documents, a sentence each; empty where they keep all that is asked.

    Beside what the single checks ask, the same input must give the same result twice, a parse must not depend on what is
    parsed beside it, nor events on the order of the claims. What a step raises is let through. As in a run, documents that
    `clean` refuses and reports that are not in English go no further.
    """
    problems: list[str] = []
    articles = []
    for one in documents:
        cleaned = steps.clean(one)
        if steps.clean(one) != cleaned:
            problems.append(f"clean: {one.source}: another result the second time")
        if not isinstance(cleaned, Refusal):
            problems += check_article(one, cleaned)
            articles += [cleaned] if cleaned.language == "en" else []
    parses = list(steps.parse_many(articles))
    if len(parses) != len(articles):
        return [*problems, f"parse: {len(articles)} reports in and {len(parses)} parses out"]
    claims: list[Claim] = []
    for report, parse in zip(articles, parses, strict=True):
        if list(steps.parse_many([report])) != [parse]:
            problems.append(f"parse: {report.id}: another result when it is parsed alone")
        mentions = tuple(steps.resolve(parse))
        coded = tuple(steps.code(parse, mentions))
        if tuple(steps.resolve(parse)) != mentions:
            problems.append(f"resolve: {report.id}: another result the second time")
        if tuple(steps.code(parse, mentions)) != coded:
            problems.append(f"code: {report.id}: another result the second time")
        problems += [*check_parse(report, parse), *check_mentions(parse, mentions), *check_claims(report, coded)]
        claims += coded
    return [*problems, *_check_linking(steps, claims, articles)]


def _check_linking(steps: Steps, claims: Sequence[Claim], articles: Sequence[Article]) -> Iterator[str]:
    judgements, events = steps.link(claims, articles)
    yield from check_linked(claims, judgements, events)
    _, turned = steps.link(claims[::-1], articles[::-1])
    if sorted(map(repr, turned)) != sorted(map(repr, events)):
        yield "link: other events when the claims come in another order"


def check_article(source: Document, found: Article) -> list[str]:
    """What is wrong with a cleaned report: its blocks, the way back to the document, its dates."""
    return [f"clean: {source.source}: {problem}" for problem in _article_problems(source, found)]


def check_parse(report: Article, found: Parse) -> list[str]:
    """What is wrong with a parse: sentences within their blocks, words as they stand in the text, one tree a sentence."""
    return [f"parse: {report.id}: {problem}" for problem in _parse_problems(report, found)]


def check_mentions(parse: Parse, found: Sequence[Mention]) -> list[str]:
    """What is wrong with mentions: their words, where they stand, and what they were resolved to."""
    return [f"resolve: {parse.article.id}: {problem}" for one in found for problem in _mention_problems(parse, one)]


def check_claims(report: Article, found: Sequence[Claim]) -> list[str]:
    """What is wrong with the claims of a report: words that stand where they are said to, known terms, sound nesting."""
    ids = [claim.id for claim in found]
    problems = [f"{one}: two claims have this id" for one in sorted({one for one in ids if ids.count(one) > 1})]
    inside = {claim.id: claim.content_of for claim in found if claim.content_of is not None}
    for claim in found:
        problems += [f"{claim.id}: {problem}" for problem in _claim_problems(report, claim, set(ids))]
        above, seen = inside.get(claim.id), {claim.id}
        while above is not None and above not in seen:
            seen.add(above)
            above = inside.get(above)
        if above == claim.id:
            problems.append(f"{claim.id}: is the content of itself")
    return [f"code: {report.id}: {problem}" for problem in problems]


def check_linked(claims: Sequence[Claim], judgements: Sequence[Judgement], events: Sequence[Event]) -> list[str]:
    """What is wrong with judgements and events: every claim in one event, counts that agree with the claims."""
    known, taken, problems = {claim.id: claim for claim in claims}, set[str](), []
    for one in judgements:
        if not {one.left, one.right} <= known.keys() or one.left == one.right:
            problems.append(f"a judgement on {one.left} and {one.right}, which are not two of the claims")
        if one.verdict not in _VERDICTS or not 0 <= one.score <= 1:
            problems.append(f"a judgement {one.verdict!r} with score {one.score}")
    for event in events:
        told = [known[one] for one in event.claims if one in known]
        if len(told) != len(event.claims) or event.id not in known:
            problems.append(f"event {event.id} has claims that are not there, or an id that is none of a claim")
        if taken & set(event.claims) or len(set(event.claims)) != len(event.claims):
            problems.append(f"event {event.id} has a claim that was counted before")
        taken |= set(event.claims)
        reports = len({claim.article_id for claim in told})
        if event.reports != reports or event.origins < 1:
            problems.append(
                f"event {event.id} counts {event.reports} reports, {event.origins} origins; told in {reports}"
            )
        if event.standing not in _STANDINGS:
            problems.append(f"event {event.id} has the standing {event.standing!r}")
    problems += [f"claim {one} is in no event" for one in known if one not in taken]
    return [f"link: {problem}" for problem in problems]


def _article_problems(source: Document, found: Article) -> Iterator[str]:
    if found.document_id != source.id:
        yield f"the report is of document {found.document_id!r}"
    if not found.text.strip() or not found.blocks:
        yield "a report without text: refuse it"
    end = 0
    for block in found.blocks:
        if not end <= block.start < block.end <= len(found.text):
            yield f"block [{block.start}, {block.end}) is empty, out of order or outside the text"
            continue
        end = block.end
        told = found.text[block.start : block.end]
        stood = source.text[block.raw_start : block.raw_start + len(told)]
        # Characters may be replaced one for one: a line break by a space, a no-break space by a plain one.
        if len(stood) != len(told) or any(
            a != b and a.isalnum() and b.isalnum() for a, b in zip(stood, told, strict=True)
        ):
            yield f"block {told[:30]!r} does not stand at {block.raw_start} of the document"
    for gone in found.dropped:
        if not 0 <= gone.raw_start < gone.raw_end <= len(source.text):
            yield f"dropped [{gone.raw_start}, {gone.raw_end}) is empty or outside the document"
    for name, value in (("published", found.published), ("updated", found.updated)):
        if value is not None and not _PREFIX_DATE.fullmatch(value):
            yield f"{name} is {value!r}: give 2018, 2018-05, 2018-05-22 or 2018-05-22T21:17"


def _parse_problems(report: Article, found: Parse) -> Iterator[str]:
    if found.article != report:
        yield "the parse is of another report"
        return
    text, end = report.text, 0
    for number, one in enumerate(found.sentences):
        block = report.blocks[one.block] if 0 <= one.block < len(report.blocks) else None
        if block is None or not block.start <= one.start < one.end <= block.end or one.kind != block.kind:
            yield f"sentence {number} [{one.start}, {one.end}) does not lie in its block, or is of another kind"
        if one.start < end:
            yield f"sentence {number} begins before the one before it ends"
        end = one.end
        if any(text[token.start : token.end] != token.text for token in one.tokens):
            yield f"sentence {number} has words that do not stand where they are said to"
        if any(left.end > right.start for left, right in pairwise(one.tokens)):
            yield f"sentence {number} has words that overlap"
        if one.tokens and not (one.start <= one.tokens[0].start and one.tokens[-1].end <= one.end):
            yield f"sentence {number} has words outside it"
        if one.tokens and not _is_tree([token.head for token in one.tokens]):
            yield f"sentence {number} has no tree: one root (-1), and every word below it"
    for name in found.names:
        if not (0 <= name.sentence < len(found.sentences)) or not (
            0 <= name.first < name.last <= len(found.sentences[name.sentence].tokens)
        ):
            yield f"name [{name.first}, {name.last}) of sentence {name.sentence} is outside it"


def _is_tree(heads: Sequence[int]) -> bool:
    if sum(head == -1 for head in heads) != 1 or not all(-1 <= head < len(heads) for head in heads):
        return False
    for start in range(len(heads)):
        at, steps = start, 0
        while at != -1 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if at != -1:
            return False
    return True


def _mention_problems(parse: Parse, one: Mention) -> Iterator[str]:
    what = f"mention {one.text[:30]!r} at {one.start}"
    if one.kind not in _KINDS:
        yield f"{what}: kind {one.kind!r}; known: {', '.join(_KINDS)}"
    if not _stands(one.text, one.start, one.end, parse.article.text):
        yield f"{what}: these words do not stand there"
    if not 0 <= one.sentence < len(parse.sentences):
        yield f"{what}: there is no sentence {one.sentence}"
        return
    tokens = parse.sentences[one.sentence].tokens
    if tokens and not 0 <= one.first <= one.head < one.last <= len(tokens):
        yield f"{what}: words [{one.first}, {one.last}) with head {one.head} are not of sentence {one.sentence}"
    filled = (one.parties, one.place, one.when, one.outlet)
    if sum(bool(field) for field in filled) > 1:
        yield f"{what}: resolved to several things: make several mentions"
    if not all(party.id for party in one.parties):
        yield f"{what}: a party without an id"
    if one.when:
        yield from (f"{what}: {problem}" for problem in _when_problems(one.when))
    if one.place:
        yield from (f"{what}: {problem}" for problem in _place_problems(one.place))
    if one.confidence is not None and not 0 <= one.confidence <= 1:
        yield f"{what}: confidence {one.confidence} is not 0 to 1"


def _claim_problems(report: Article, claim: Claim, ids: set[str]) -> Iterator[str]:
    text = report.text
    if claim.article_id != report.id:
        yield f"is of another report, {claim.article_id!r}"
    if claim.event not in QUAD_OF:
        yield f"type {claim.event!r}; known: {', '.join(QUAD_OF)}"
    if claim.status not in STATUSES:
        yield f"status {claim.status!r}; known: {', '.join(STATUSES)}"
    if not 0 <= claim.sentence[0] < claim.sentence[1] <= len(text):
        yield f"sentence {claim.sentence} is empty or outside the text"
    if not claim.sentence[0] <= claim.trigger[0] < claim.trigger[1] <= claim.sentence[1]:
        yield f"trigger {claim.trigger} does not lie in its sentence {claim.sentence}"
    for party in (*claim.actors, *claim.recipients):
        if not party.id or (party.start is None) != (party.end is None):
            yield f"party {party.name!r} has no id, or only one end"
        elif (
            party.start is not None and party.end is not None and not _stands(party.text, party.start, party.end, text)
        ):
            yield f"party {party.text!r} does not stand at {party.start}"
    for name, span in (("place", claim.place_span), ("date", claim.when_span)):
        if span is not None and not 0 <= span[0] < span[1] <= len(text):
            yield f"the words of its {name}, {span}, are empty or outside the text"
    for voice in claim.attribution:
        if voice.stance not in STANCES:
            yield f"stance {voice.stance!r}; known: {', '.join(STANCES)}"
        if voice.id == "":
            yield f"voice {voice.name!r} has an empty id: leave it out"
        if (voice.start is None) != (voice.end is None):
            yield f"voice {voice.name!r} has only one end"
        elif voice.start is not None and voice.end is not None and not 0 <= voice.start < voice.end <= len(text):
            yield f"the words of voice {voice.name!r}, {(voice.start, voice.end)}, are empty or outside the text"
    if claim.when:
        yield from _when_problems(claim.when)
    if claim.place:
        yield from _place_problems(claim.place)
    if claim.content_of is not None and claim.content_of not in ids:
        yield f"is the content of {claim.content_of!r}, which this report does not have"
    if claim.confidence is not None and not 0 <= claim.confidence <= 1:
        yield f"confidence {claim.confidence} is not 0 to 1"
    for kind, low, high in claim.magnitude:
        if not 0 <= low <= high:
            yield f"{kind} from {low} to {high}"


def _when_problems(when: When) -> Iterator[str]:
    # An interval that is not known has empty ends.
    ends = [end for end in (when.start, when.end) if end]
    if not all(_PREFIX_DATE.fullmatch(end) and published_days(end) for end in ends):
        yield f"the date {when.start!r} to {when.end!r}: give 2018, 2018-05 or 2018-05-22, of days that there are"
    if when.start > when.end and not when.start.startswith(when.end):
        yield f"the date {when.start} to {when.end} runs backwards"


def _place_problems(place: Place) -> Iterator[str]:
    if (place.lat is None) != (place.lon is None):
        yield f"place {place.name!r} has only one of latitude and longitude"
    elif place.lat is not None and place.lon is not None and not (abs(place.lat) <= 90 and abs(place.lon) <= 180):
        yield f"place {place.name!r} lies at {place.lat}, {place.lon}, which is nowhere on earth"


def _stands(words: str | None, start: int, end: int, text: str) -> bool:
    """Whether the words stand there, however they are spaced: a name may be broken over two lines."""
    return bool(words) and 0 <= start < end <= len(text) and (words or "").split() == text[start:end].split()


def _blocks(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for kind, part in parts:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + part
        blocks.append(Block(kind, start, start + len(part), start))
    return text, tuple(blocks)
