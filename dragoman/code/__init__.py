"""code: from parsed words and resolved mentions to claims: what, who to whom, when, where, how firmly, on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.assemble import assemble
from dragoman.code.drafting import draft
from dragoman.code.drafts import By, Draft
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.report import Voices, voices_of
from dragoman.code.what.calm import is_calm, is_political
from dragoman.code.what.clarified import clarified, turned_down
from dragoman.code.what.counted import by_count
from dragoman.code.what.defiance import defiance
from dragoman.code.what.demanded import open_demands
from dragoman.code.what.judged import judgements
from dragoman.code.what.mishaps import without_mishaps
from dragoman.code.what.modals import bare_demands, demands, own_voice
from dragoman.code.what.paying import paying
from dragoman.code.what.personal import SOMEBODY, in_person, unsigned
from dragoman.code.what.resolves import announced, bare_refusals, resolves
from dragoman.code.what.stances import stances
from dragoman.code.what.staying import staying
from dragoman.code.what.torn import at_war
from dragoman.code.what.verdicts import sympathies, thanks, verdicts
from dragoman.code.what.wanted_out import wanted_out
from dragoman.code.what.wars import named_wars
from dragoman.code.whether.asserted import alleged, conceded, declined, offered
from dragoman.code.whether.headlines import by_body
from dragoman.code.whether.made import support
from dragoman.code.who.beholders import by_reaction
from dragoman.code.who.discourse import complete
from dragoman.code.who.each import each_of_them, talks_of_ours
from dragoman.code.who.foes import by_foe, by_mission, by_strike, by_target
from dragoman.code.who.occasions import by_hour, by_instance
from dragoman.code.who.promised import by_promise
from dragoman.code.who.roles import World
from dragoman.code.who.sole import by_sole_group
from dragoman.code.who.tallies import by_total
from dragoman.code.who.themselves import not_themselves
from dragoman.code.who.understood import by_cause, by_reprisal
from dragoman.code.who.worlds import worlds_of
from dragoman.model import Claim, Mention, Parse, Voice

__all__ = ["By", "code"]


def code(parse: Parse, mentions: Sequence[Mention], *, by: By = "both") -> tuple[Claim, ...]:
    """The claims of one report, in text order (CODEBOOK 1 to 7).

    `by` says who finds them: the lexicon alone, the learned heads alone (where the parse has them), or both, each for what
    it does best; a claim's reasons name the entry or the head that found it.

    Pure: the same parse and mentions give the same claims. Claims whose parties can't be told keep the ones that can;
    a trigger with no party at all is not coded unless its frame allows it.

    >>> from dragoman.clean import plain
    >>> from dragoman.parse import parse
    >>> from dragoman.resolve import resolve
    >>> report = parse(plain("Kenya demanded that Uganda withdraw its troops."))
    >>> for claim in code(report, resolve(report)):
    ...     print(claim.event, [party.id for party in claim.actors], claim.status)
    REQUEST ['KEN'] actual
    RETREAT ['UGA'] requested
    """
    worlds = worlds_of(parse, mentions)
    trees = [Tree(sentence, support=support()) for sentence in parse.sentences]
    voices = voices_of(parse, trees, worlds)
    quiet = is_calm(parse.sentences, worlds)
    drafts = _sentence_by_sentence(parse, trees, worlds, voices, by, quiet=quiet)
    drafts = in_order(without_mishaps(drafts, trees))
    drafts = in_order([*drafts, *clarified(drafts, trees, worlds), *turned_down(drafts)])
    _tell_of_each_other(drafts, worlds)
    drafts = in_order([*drafts, *named_wars(trees, worlds, drafts, quiet=quiet)])
    return assemble(parse, mentions, drafts, worlds=worlds, voices=voices, by=by)


def _sentence_by_sentence(
    parse: Parse, trees: Sequence[Tree], worlds: Sequence[World], voices: Voices, by: By, *, quiet: bool
) -> list[Draft]:
    """The drafts of each sentence by itself, with the demands and verdicts that are its speaker's."""
    issuer = own_voice(worlds, voices.quoted)
    war = at_war(parse)
    personal = in_person(trees, voices.quoted)
    personal = personal if any(personal) and is_political(parse.sentences) else []

    def speaker(of: Draft) -> Voice | None:
        chain = voices.chain(of)
        return chain[-1] if len(chain) > 1 else issuer

    def whoever(of: Draft) -> Voice | None:
        said = speaker(of)
        return SOMEBODY if said is None and personal and personal[of.sentence] else said

    drafts: list[Draft] = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        here = draft(number, tree, world, by, quiet=quiet, war=war)
        here = paying(here, speaker)
        here.extend(demands(here, whoever))
        here.extend(resolves(here, speaker))
        here.extend(announced(here, speaker))
        here.extend(offered(here, world))
        here.extend(conceded(here, world))
        here.extend(declined(here, world))
        here.extend(alleged(here, speaker, world))
        here.extend(bare_refusals(number, tree, world, here))
        here.extend(stances(number, tree, world, here))
        here.extend(wanted_out(number, tree, world, here))
        here.extend(staying(number, tree, world, here, speaker))
        here.extend(defiance(number, tree, world, here, speaker))
        here.extend(bare_demands(number, tree, world, here, whoever))
        here.extend(open_demands(number, tree, world, here, whoever))
        here.extend(sympathies(number, tree, world, here, speaker))
        thanks(here, speaker)
        talks_of_ours(here, speaker)
        here.extend(verdicts(number, tree, world, here, whoever))
        here.extend(judgements(number, tree, world, here, whoever))
        drafts.extend(unsigned(here))
    return drafts


def _tell_of_each_other(drafts: Sequence[Draft], worlds: Sequence[World]) -> None:
    """What the events of a report say of one another across its sentences: whose raid it was, who fights whom, who died in what."""
    by_cause(drafts)
    by_instance(drafts)
    by_reprisal(drafts)
    by_strike(drafts)
    by_total(drafts)
    by_sole_group(drafts, worlds)
    each_of_them(drafts)
    complete(drafts)
    by_cause(drafts)  # again: "were wounded in the attack", once the report has said whose it was
    by_hour(drafts)
    by_count(drafts)
    by_target(drafts)
    by_foe(drafts)
    by_mission(drafts)
    by_reaction(drafts)
    by_promise(drafts)
    by_body(drafts)
    not_themselves(drafts)


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in the order of the text."""
    return sorted(drafts, key=lambda d: (d.sentence, d.head))
