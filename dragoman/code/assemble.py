"""Drafts to claims: place, date, voices, modals that are demands, and the id that hashes what is asserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.code.confidence import confidence
from dragoman.code.drafts import By, Draft
from dragoman.code.ids import claim_id
from dragoman.code.nesting.contents import acts_above
from dragoman.code.voices.attribution import Scope
from dragoman.code.voices.learned import speaks
from dragoman.code.voices.report import Voices
from dragoman.code.what.contexts import find_contexts
from dragoman.code.what.learned import learned_voice
from dragoman.code.what.magnitude import find_magnitude
from dragoman.code.what.wars import NAMED, days_of
from dragoman.code.when.dates import Dates
from dragoman.code.when.spoken import said_now
from dragoman.code.where.again import Located
from dragoman.code.where.book import where_words
from dragoman.code.where.told import locate
from dragoman.code.who.discourse import settle
from dragoman.code.who.offices import as_of
from dragoman.code.who.roles import World
from dragoman.code.who.understood import home_of, understand
from dragoman.code.who.unsaid import fill
from dragoman.model import Claim, Mention, Parse, Party, Voice, When


def assemble(
    parse: Parse,
    mentions: Sequence[Mention],
    drafts: Sequence[Draft],
    *,
    worlds: Sequence[World],
    voices: Voices,
    by: By = "both",
) -> tuple[Claim, ...]:
    """Claims in text order, each with its id; the ids of outer claims are known before those of their content."""
    claims: dict[int, Claim] = {}
    located = locate(drafts, worlds)
    home = home_of(worlds)
    dates = Dates(parse, mentions)
    for draft in drafts:
        at = located.get(id(draft))
        if NAMED in draft.reasons:
            continue  # a war known by name: nobody of the report need have fought in it
        understand(draft, worlds[draft.sentence], at.mention.place if at and at.mention else None, home)
    settle(drafts)

    def build(draft: Draft) -> Claim:
        key = id(draft)
        if key not in claims:
            outer = build(draft.outer) if draft.outer is not None else None
            chain = _on_whose_word(draft, voices, worlds[draft.sentence], by)
            own = len(chain) == 1 or (len(chain) == 2 and _has_floor(draft, voices.scopes[draft.sentence]))
            claims[key] = _claim(parse, dates, draft, chain, outer, located.get(key), own=own)
        return claims[key]

    made = [(build(d), d) for d in drafts]
    made.sort(key=lambda pair: (pair[0].sentence, pair[0].trigger, pair[0].event))
    distinct: dict[str, tuple[Claim, Draft]] = {}
    for claim, draft in made:
        distinct.setdefault(claim.id, (claim, draft))
    before = [claim for claim, _ in distinct.values()]
    after = fill(parse, mentions, before, home)
    return tuple(before) if before == after else _renamed(after, list(distinct.values()))


def _renamed(filled: Sequence[Claim], before: Sequence[tuple[Claim, Draft]]) -> tuple[Claim, ...]:
    """The claims with new ids and confidences where parties were filled in, and with the new ids of their outer claims."""
    place = {claim.id: n for n, (claim, _) in enumerate(before)}
    done: dict[str, Claim] = {}

    def settle(old: str) -> Claim:
        if old not in done:
            claim, (was, draft) = filled[place[old]], before[place[old]]
            if claim is not was:
                claim = replace(claim, confidence=confidence(claim, draft))
            outer = settle(claim.content_of).id if claim.content_of is not None else None
            if claim is not was or outer != claim.content_of:
                claim = replace(claim, content_of=outer)
                claim = replace(claim, id=claim_id(claim))
            done[old] = claim
        return done[old]

    distinct: dict[str, Claim] = {}
    for claim, _ in before:
        distinct.setdefault(settle(claim.id).id, settle(claim.id))
    return tuple(distinct.values())


def _on_whose_word(draft: Draft, voices: Voices, world: World, by: By) -> tuple[Voice, ...]:
    """The chain of voices behind a draft; what its last one denies has not happened."""
    scopes = voices.scopes[draft.sentence]
    chain = voices.chain(draft, acts=acts_above(draft))
    sense = draft.tree.sentence.sense if by != "lexicon" else None
    if len(chain) == 1 and sense is not None:
        voice = learned_voice(draft.tree, draft.trigger, world, sense)
        if voice is not None and speaks(draft, voice, scopes):
            chain = (*chain, voice)
            draft.reasons.append("voice:learned")
    quoted = voices.quoted(draft.tree.tokens[draft.head].start)
    if len(chain) > 1 and _demanding(draft) and not _in_speech(draft, scopes, quoted=quoted):
        chain = chain[:-1]  # who says "they must leave" is the one who demands, and no voice of it (CODEBOOK 7)
    if chain[-1].stance == "denies" and draft.status == "actual" and _open_to_denial(draft):
        draft.status = "negated"  # the teller denies it, whatever the tree made of the clause (CODEBOOK 3)
        draft.reasons.append("negated:the teller denies it")
    elif chain[-1].stance == "denies" and draft.status == "actual" and _pointed_at(draft):
        chain = chain[:-1]  # "denied that he had known of the raid": that there was one is not the denier's word
    return voices.names.name(chain)


def _claim(
    parse: Parse,
    dates: Dates,
    draft: Draft,
    chain: tuple[Voice, ...],
    outer: Claim | None,
    located: Located | None,
    *,
    own: bool,
) -> Claim:
    """The claim that a draft makes on the word of a chain of voices, as the content of `outer`, at the place it is told to be.

    `own`: it is told in the page's own voice, or in that of the one whose speech the page prints.
    """
    sentence = parse.sentences[draft.sentence]
    tokens = draft.tree.tokens
    first, last = _trigger_extent(draft)
    place = located.mention if located else None
    if located and located.basis:
        draft.reasons.append(f"place:{located.basis}")
    actual, deed = draft.status == "actual", draft.event in where_words("deeds")
    mention, when = dates.of(draft.sentence, draft.head, actual=actual, deed=deed)
    dated = (mention.start, mention.end) if mention else None
    if (days := days_of(draft)) is not None and (dated is None or not _meet(when, days)):
        when, dated = days, (tokens[first].start, tokens[last].end)  # fought when it was, whatever else is dated
    published, kind = parse.article.published, sentence.kind
    if own and dated is None and published and kind == "body" and (now := said_now(draft, published)) is not None:
        when, dated = now
    claim = Claim(
        id="",
        article_id=parse.article.id,
        event=draft.event,
        mode=draft.mode,
        actors=_in_words(parse, as_of(draft.roles.actors, when if mention else None)),
        recipients=_in_words(parse, as_of(draft.roles.recipients, when if mention else None)),
        status=draft.status,
        trigger=(tokens[first].start, tokens[last].end),
        sentence=(sentence.start, sentence.end),
        place=place.place if place else None,
        place_span=(place.start, place.end) if place else None,
        when=when,
        when_span=dated,
        attribution=chain,
        content_of=outer.id if outer else None,
        background=_background(when.end if when and dated else None, published),
        within=kind if kind in ("title", "subtitle", "caption") else None,
        context=find_contexts(
            draft.tree, draft.head, draft.event, draft.mode, (*draft.roles.actors, *draft.roles.recipients)
        ),
        magnitude=find_magnitude(draft.tree, draft.head, one=draft.status == "actual"),
        reasons=tuple(draft.reasons),
    )
    # Nobody has it yet: it gets its name, which hashes what it says, without being made a second time.
    object.__setattr__(claim, "id", claim_id(claim))
    object.__setattr__(claim, "confidence", confidence(claim, draft))
    return claim


def _demanding(draft: Draft) -> bool:
    """Whether a demand is told by "must" or "should"."""
    learned = draft.event == "REQUEST" and draft.tree.lemmas[draft.head] in (
        "must",
        "should",
        "shall",
        "ought",
    )
    return learned or draft.trigger.entry.where == "modal"


def _in_speech(draft: Draft, scopes: Sequence[Scope], *, quoted: bool) -> bool:
    """Whether an event stands in somebody's own words: in quotation marks, or in a speech that has the floor."""
    return quoted or _has_floor(draft, scopes)


def _has_floor(draft: Draft, scopes: Sequence[Scope]) -> bool:
    """Whether an event stands in a speech that the page prints."""
    return any(s.cue is None and draft.head in s.tokens for s in scopes)


def _open_to_denial(draft: Draft) -> bool:
    """Whether an event may be what a teller denies: not one he points at as known, nor one denied once already."""
    if any(r.startswith("negated:") for r in draft.reasons):
        return False
    return not _pointed_at(draft)


def _pointed_at(draft: Draft) -> bool:
    """Whether an event is named as one that is known: "the raid", "these raids", "Mali's raid"."""
    tree, token = draft.tree, draft.tree.tokens[draft.head]
    pointed = ("the", "this", "that", "these", "those")
    return token.pos == "NOUN" and any(
        tree.forms[c] in pointed or tree.tokens[c].dep == "nmod:poss" for c in tree.children[draft.head]
    )


def _trigger_extent(draft: Draft) -> tuple[int, int]:
    """The trigger with the words of its phrase that stand beside it; governed prepositions are left out."""
    if len(draft.trigger.words) == 1:
        return draft.head, draft.head
    tokens = draft.tree.tokens
    words = {w for w in draft.trigger.words if w == draft.head or tokens[w].dep not in ("case", "mark")}
    first = last = draft.head
    while first - 1 in words or first - 2 in words:
        first = first - 1 if first - 1 in words else first - 2
    while last + 1 in words or last + 2 in words:
        last = last + 1 if last + 1 in words else last + 2
    return first, last


def _meet(when: When, days: When) -> bool:
    """Whether two stretches of prefix dates have a day in common."""
    return when.start[: len(days.end)] <= days.end and days.start[: len(when.end)] <= when.end


def _background(end: str | None, published: str | None) -> bool:
    """An event dated more than about two months before the report is retold, not told."""
    if not end or not published or len(published) < 7 or len(end) < 4:
        return False
    if len(end) < 7:
        return end[:4] < published[:4]
    months = (int(published[:4]) - int(end[:4])) * 12 + int(published[5:7]) - int(end[5:7])
    return months > 2


def _in_words(parse: Parse, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Parties with the very words that stand at their positions; a speaker comes with a name instead."""
    if not parties:
        return ()
    text = parse.article.text
    return tuple(
        [
            p
            if p.start is None or p.end is None or p.text == text[p.start : p.end]
            else replace(p, text=text[p.start : p.end])
            for p in parties
        ]
    )
