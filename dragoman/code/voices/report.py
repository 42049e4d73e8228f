"""On whose word a report stands: the stretches of its sentences that somebody tells, its quotations, and its outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.code.drafts import Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.attribution import Hearing, Scope, chain_at, find_scopes
from dragoman.code.voices.one_name import Once, once
from dragoman.code.voices.phrases import load_words
from dragoman.code.voices.quotes import Quote, find_quotes, quote_at
from dragoman.code.voices.same import same_voice
from dragoman.code.voices.speakers import find_speakers
from dragoman.code.voices.turns import find_floors
from dragoman.code.who.roles import World
from dragoman.model import Parse, Voice


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks where in one report.

    `publisher` is the outlet's own voice, the first of every chain. `scopes` has a list for each sentence, `speakers` a chain
    for each of the `quotes`, empty where nobody can be told. `names` is what each voice is called.
    """

    publisher: Voice
    scopes: Sequence[Sequence[Scope]]
    quotes: Sequence[Quote]
    speakers: Sequence[tuple[Voice, ...]]
    names: Once

    def quote_at(self, start: int) -> int | None:
        """The number of the quotation that holds a position of `Article.text`; None outside of all."""
        return quote_at(self.quotes, start)

    def quoted(self, start: int) -> bool:
        """Whether a position of `Article.text` stands in quotation marks."""
        return self.quote_at(start) is not None

    def chain(self, draft: Draft, *, acts: frozenset[int] = frozenset()) -> tuple[Voice, ...]:
        """The voices on whose word an event stands, outermost first; `acts` are verbs that give it none (`chain_at`)."""
        at = self.quote_at(draft.tree.tokens[draft.head].start)
        speakers = self.speakers[at] if at is not None else ()
        return chain_at(draft.head, self.scopes[draft.sentence], self.publisher, speakers, acts=acts)


def voices_of(parse: Parse, trees: Sequence[Tree], worlds: Sequence[World]) -> Voices:
    """Who speaks where in a report, read from its first sentence to its last; captions pass on nobody's word."""
    words = load_words()
    heard = Hearing()
    scopes: list[list[Scope]] = []
    said = []
    for tree, world in zip(trees, worlds, strict=True):
        caption = tree.sentence.kind == "caption"
        scopes.append(find_scopes(tree, world, words, heard) if not caption else [])
        said.append(list(heard.said) if not caption else [])
    publisher = Voice(parse.article.outlet, "outlet")
    cited = heard.first if heard.first and not same_voice(heard.first[-1], publisher) else heard.report
    for floor in find_floors(trees, worlds, words, cited, scopes, said):
        scopes[floor.sentence].append(Scope(frozenset(range(floor.first, floor.last)), floor.chain, None))
    _named_below(trees, scopes, heard.first)
    quotes = find_quotes(parse.article)
    speakers = find_speakers(parse, quotes, said)
    chains = [*(scope.chain for found in scopes for scope in found), *speakers]
    return Voices(publisher, scopes, quotes, speakers, once(chains, worlds))


def _named_below(trees: Sequence[Tree], scopes: Sequence[list[Scope]], cited: tuple[Voice, ...]) -> None:
    """ "According to a report, ..." above the body, whose first source is told of as "a report in the Courier": that outlet."""
    if not cited or cited[0].kind not in ("outlet", "agency"):
        return
    for tree, found in zip(trees, scopes, strict=True):
        if tree.sentence.kind not in ("title", "subtitle"):
            continue
        for n, scope in enumerate(found):
            told = scope.chain[0]
            if told.kind == "outlet" and told.id is None and (told.name or "").lower() in ("a report", "report"):
                found[n] = replace(scope, chain=(replace(cited[0], start=told.start, end=told.end), *scope.chain[1:]))
