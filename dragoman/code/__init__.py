"""code: from parsed words and resolved mentions to claims: what, who to whom, when, where, how firmly, on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.assemble import assemble
from dragoman.code.drafting import draft
from dragoman.code.drafts import By, Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.attribution import Hearing, Scope, chain_at, find_scopes
from dragoman.code.voices.phrases import load_words
from dragoman.code.voices.quotes import find_quotes, quote_at
from dragoman.code.voices.same import same_voice
from dragoman.code.voices.speakers import find_speakers
from dragoman.code.voices.turns import find_floors
from dragoman.code.what.calm import is_calm, is_political
from dragoman.code.what.counted import by_count
from dragoman.code.what.demanded import open_demands
from dragoman.code.what.judged import judgements
from dragoman.code.what.mishaps import without_mishaps
from dragoman.code.what.modals import bare_demands, demands, own_voice
from dragoman.code.what.personal import SOMEBODY, in_person, unsigned
from dragoman.code.what.resolves import announced, bare_refusals, resolves
from dragoman.code.what.torn import at_war
from dragoman.code.what.verdicts import sympathies, thanks, verdicts
from dragoman.code.what.wars import named_wars
from dragoman.code.whether.asserted import alleged, conceded, declined, offered
from dragoman.code.whether.headlines import by_body
from dragoman.code.whether.made import support
from dragoman.code.who.beholders import by_reaction
from dragoman.code.who.discourse import complete
from dragoman.code.who.foes import by_foe, by_strike, by_target
from dragoman.code.who.promised import by_promise
from dragoman.code.who.sole import by_sole_group
from dragoman.code.who.tallies import by_total
from dragoman.code.who.understood import by_cause, by_hour, by_reprisal
from dragoman.code.who.worlds import worlds_of
from dragoman.model import Claim, Mention, Parse, Voice

__all__ = ["By", "code"]


def code(parse: Parse, mentions: Sequence[Mention], *, by: By = "both") -> tuple[Claim, ...]:
    """The claims of one report, in text order (CODEBOOK 1 to 7).

    `by` says who finds them: the lexicon alone, the learned heads alone (where the parse has them), or both, each for what
    it does best; a claim's reasons name the entry or the head that found it.

    Pure: the same parse and mentions give the same claims. Claims whose parties can't be told keep the ones that can;
    a trigger with no party at all is not coded unless its frame allows it.
    """
    worlds = worlds_of(parse, mentions)
    words = load_words()
    heard = Hearing()
    trees = [Tree(sentence, support=support()) for sentence in parse.sentences]
    scopes: list[list[Scope]] = []
    said = []
    for tree, world in zip(trees, worlds, strict=True):
        scopes.append(find_scopes(tree, world, words, heard) if tree.sentence.kind != "caption" else [])
        said.append(list(heard.said) if tree.sentence.kind != "caption" else [])
    publisher = Voice(parse.article.outlet, "outlet")
    cited = heard.first if heard.first and not same_voice(heard.first[-1], publisher) else heard.report
    for floor in find_floors(trees, worlds, words, cited, scopes, said):
        scopes[floor.sentence].append(Scope(frozenset(range(floor.first, floor.last)), floor.chain, None))
    quotes = find_quotes(parse.article)
    speakers = find_speakers(parse, quotes, said)
    issuer = own_voice(worlds, lambda start: quote_at(quotes, start) is not None)

    def speaker(of: Draft) -> Voice | None:
        at = quote_at(quotes, of.tree.tokens[of.head].start)
        chain = chain_at(of.head, scopes[of.sentence], publisher, speakers[at] if at is not None else ())
        return chain[-1] if len(chain) > 1 else issuer

    quiet = is_calm(parse.sentences, worlds)
    war = at_war(parse)
    personal = in_person(trees, lambda start: quote_at(quotes, start) is not None)
    personal = personal if any(personal) and is_political(parse.sentences) else []

    def whoever(of: Draft) -> Voice | None:
        said = speaker(of)
        return SOMEBODY if said is None and personal and personal[of.sentence] else said

    drafts: list[Draft] = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        here = draft(number, tree, world, by, quiet=quiet, war=war)
        here.extend(demands(here, whoever))
        here.extend(resolves(here, speaker))
        here.extend(announced(here, speaker))
        here.extend(offered(here, world))
        here.extend(conceded(here, world))
        here.extend(declined(here, world))
        here.extend(alleged(here, speaker, world))
        here.extend(bare_refusals(number, tree, world, here))
        here.extend(bare_demands(number, tree, world, here, whoever))
        here.extend(open_demands(number, tree, world, here, whoever))
        here.extend(sympathies(number, tree, world, here, speaker))
        thanks(here, speaker)
        here.extend(verdicts(number, tree, world, here, whoever))
        here.extend(judgements(number, tree, world, here, whoever))
        drafts.extend(unsigned(here))
    drafts = in_order(without_mishaps(drafts, trees))
    by_cause(drafts)
    by_reprisal(drafts)
    by_strike(drafts)
    by_total(drafts)
    by_sole_group(drafts, worlds)
    complete(drafts)
    by_cause(drafts)  # again: "were wounded in the attack", once the report has said whose it was
    by_hour(drafts)
    by_count(drafts)
    by_target(drafts)
    by_foe(drafts)
    by_reaction(drafts)
    by_promise(drafts)
    by_body(drafts)
    drafts = in_order([*drafts, *named_wars(trees, worlds, drafts, quiet=quiet)])
    return assemble(parse, mentions, drafts, worlds=worlds, scopes=scopes, quotes=quotes, speakers=speakers, by=by)


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in the order of the text."""
    return sorted(drafts, key=lambda d: (d.sentence, d.head))
