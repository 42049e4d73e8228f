"""code: from parsed words and resolved mentions to claims: what, who to whom, when, where, how firmly, on whose word."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.code.assemble import assemble
from dragoman.code.attribution import Hearing, Scope, chain_at, find_scopes
from dragoman.code.beholders import by_answer, by_beholder, by_campaign, by_claim, by_pair, by_reaction, by_thanks
from dragoman.code.calm import PRIVATE, is_calm
from dragoman.code.denials import by_denial, by_rejection
from dragoman.code.discourse import complete
from dragoman.code.drafts import By, Draft
from dragoman.code.foes import by_foe, by_strike, by_target
from dragoman.code.gates import firms_alone, no_claim, own_word
from dragoman.code.learned import (
    LEARNED,
    borne_out,
    complete_roles,
    doubted,
    learned_status,
    learned_triggers,
    linked_roles,
    speaks_for_itself,
    told_otherwise,
    unaccompanied,
)
from dragoman.code.lexicon import STATUSES, load_lexicon
from dragoman.code.made import CLOSE, PLAIN, denied_outright, made_already, says_no, support
from dragoman.code.magnitude import find_magnitude
from dragoman.code.mishaps import without_mishaps
from dragoman.code.modals import bare_demands, demands, own_voice
from dragoman.code.nesting import TALK, harden, join, nest
from dragoman.code.quotes import find_quotes, quote_at
from dragoman.code.resolves import announced, bare_refusals, refused, resolves, unhesitating
from dragoman.code.roles import World, find_roles
from dragoman.code.speakers import find_speakers
from dragoman.code.speech_turns import find_floors
from dragoman.code.status import cues_on, load_cues, status_of
from dragoman.code.thresholds import trust
from dragoman.code.torn import at_war, deed_of_war, settled
from dragoman.code.tree import Tree
from dragoman.code.triggers import Trigger, find_triggers
from dragoman.code.twins import twins
from dragoman.code.understood import by_cause, by_count, by_fight, by_hour, by_purpose, by_reprisal
from dragoman.code.unnamed import name_unresolved
from dragoman.code.verdicts import by_arms, by_governments, by_means, sympathies, thanks, verdicts
from dragoman.code.voices import load_words
from dragoman.code.where import find_place
from dragoman.code.worlds import worlds_of
from dragoman.model import Claim, Mention, Parse, Party, Voice

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
    for floor in find_floors(trees, worlds, words, heard.first, scopes, said):
        scopes[floor.sentence].append(Scope(frozenset(range(floor.first, floor.last)), floor.chain, None))
    quotes = find_quotes(parse.article)
    speakers = find_speakers(parse, quotes, said)
    publisher = Voice(parse.article.outlet, "outlet")
    issuer = own_voice(worlds, lambda start: quote_at(quotes, start) is not None)

    def speaker(draft: Draft) -> Voice | None:
        at = quote_at(quotes, draft.tree.tokens[draft.head].start)
        chain = chain_at(draft.head, scopes[draft.sentence], publisher, speakers[at] if at is not None else ())
        return chain[-1] if len(chain) > 1 else issuer

    quiet = is_calm([s.sense for s in parse.sentences], worlds)
    war = at_war(parse)
    drafts: list[Draft] = []
    for number, (tree, world) in enumerate(zip(trees, worlds, strict=True)):
        here = _drafts(number, tree, world, by, quiet=quiet, war=war)
        here.extend(demands(here, speaker))
        here.extend(resolves(here, speaker))
        here.extend(announced(here, speaker))
        here.extend(bare_refusals(number, tree, world, here))
        here.extend(bare_demands(number, tree, world, here, speaker))
        here.extend(sympathies(number, tree, world, here, speaker))
        thanks(here, speaker)
        drafts.extend([*here, *verdicts(number, tree, world, here, speaker)])
    drafts = sorted(without_mishaps(drafts, trees), key=lambda d: (d.sentence, d.head))
    by_cause(drafts)
    by_reprisal(drafts)
    by_strike(drafts)
    complete(drafts)
    by_cause(drafts)  # again: "were wounded in the attack", once the report has said whose it was
    by_hour(drafts)
    by_count(drafts)
    by_target(drafts)
    by_foe(drafts)
    by_reaction(drafts)
    return assemble(parse, mentions, drafts, worlds=worlds, scopes=scopes, quotes=quotes, speakers=speakers, by=by)


# Sectors of armies and armed groups: who may be defeated, driven out or pursued.
ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})


def _drafts(
    number: int, tree: Tree, world: World, by: By = "both", *, quiet: bool = False, war: bool = False
) -> list[Draft]:
    """The triggers of a sentence with roles and status, nested, and sifted by what their entries ask for."""
    lexicon, cues = load_lexicon(), load_cues()
    stopped: set[int] = set()
    unseen: list[Trigger] = []
    triggers = find_triggers(
        tree,
        lexicon,
        set(world.parties),
        set(world.places),
        named=_names(tree, world),
        armed=frozenset(h for h, m in world.parties.items() if any(p.sector in ARMED for p in m.parties)),
        stopped=stopped,
    )
    sense = tree.sentence.sense if by != "lexicon" else None
    if sense is not None:
        # "the conflict has killed over 500,000 people": a counted toll stands, whatever the head makes of so general a cause
        found = triggers if by != "heads" else []
        triggers = [
            t
            for t in found
            if not doubted(sense, t, quiet=quiet)
            or (not quiet and t.entry.frame.alone and find_magnitude(tree, t.head))
        ]
        kept_heads = {t.head for t in triggers}
        unseen = [t for t in found if t.head not in kept_heads] if not quiet else []
        triggers = [settled(t, sense, war=war) for t in triggers]
        triggers = [t for t in triggers if "inner" not in t.entry.flags or not told_otherwise(sense, t)]
        added = [t for t in learned_triggers(tree, sense, triggers, quiet=quiet) if stopped.isdisjoint(t.words)]
        seen = {w for t in (*triggers, *added) for w in t.words}
        unseen = [t for t in unseen if seen.isdisjoint(t.words)]
        triggers = sorted([*triggers, *added, *unseen], key=lambda t: t.head)
    drafts = []
    faint = {t.head for t in unseen}
    taken = {t.head for t in triggers if t.entry.frame.verb.get("content") or t.entry.frame.noun.get("content")}
    for trigger in triggers:
        roles = find_roles(tree, trigger, world)
        by_purpose(tree, trigger, roles, world, taken)
        by_fight(tree, trigger, roles, world)
        by_denial(tree, trigger, roles, world)
        if trigger.head in faint and not (
            speaks_for_itself(tree, trigger, roles) or (war and deed_of_war(tree, trigger))
        ):
            continue
        if sense is not None and trigger.entry.where.startswith(LEARNED):
            roles = linked_roles(tree, trigger, roles, world, sense)
            if not quiet and unaccompanied(sense, trigger, roles):
                continue
        elif sense is not None:
            complete_roles(tree, trigger, roles, world, sense)
        own = next((f for f in STATUSES if f in trigger.entry.flags), None)
        status, reasons = status_of(tree, trigger.head, cues, own=own if own != "actual" else None)
        if (
            status == "negated"
            and trigger.entry.event in TALK
            and tree.tokens[trigger.head].pos == "NOUN"
            and not denied_outright(tree, trigger.head, reasons, cues)
        ):
            status = "actual"  # the call that was rejected, the demand they declined to meet: it was made
        elif status in ("hypothetical", "future") and made_already(tree, trigger, reasons, roles):
            status = "actual"  # "may yet bow to the demands of both", "will weigh its offer"
        if trigger.entry.event == "REJECT" and status == "negated" and says_no(tree, trigger):
            status = "actual"  # "would not allow": the refusal is in the "not"
        if sense is not None and own is None:
            told = learned_status(sense, trigger)
            plain = any(r.partition(":")[2] in PLAIN | cues.firm or r.startswith("actual:") for r in reasons) or bool(
                CLOSE & cues_on(tree, trigger.head, cues)
            )
            plain = plain or (status == "actual" and "negated:deny" in reasons)  # "denied the allegations"
            if told is not None and told[0] != status and told[1] >= trust().status and not plain:
                reasons = (*reasons, f"learned:{told[0]} instead of {status}")
                status = told[0]
        drafts.append(
            Draft(
                number,
                tree,
                trigger,
                roles,
                status,
                [f"entry:{trigger.entry.where}", *roles.reasons, *reasons],
                mode=trigger.entry.mode,
            )
        )
    for draft in drafts:
        by_beholder(draft, world)
        by_campaign(draft, world)
        by_claim(draft, world)
        by_pair(draft, world)
    refused(drafts)
    nest(drafts, sense)
    unhesitating(drafts)
    by_thanks(drafts)
    by_answer(drafts)
    by_rejection(drafts)
    harden(drafts)
    join(drafts)
    by_governments(drafts, world)
    by_means(drafts)
    by_arms(drafts, world)
    for draft in drafts:
        if (
            draft.event == "RETREAT"
            and draft.status == "future"
            and draft.outer is None
            and draft.mode in ("withdraw", "release", "resign", "disarm")
            and not tree.passive(draft.head)
            and "future:in time" not in draft.reasons  # "will talk once they have left"
        ):
            draft.instead, draft.mode = "CONCEDE", None  # "will withdraw" yields in words (CODEBOOK 2, boundary rules)
            draft.reasons.append("rule:a retreat still to come")
    name_unresolved(drafts, world)
    doubled = {id(d) for d in twins(drafts)}
    kept = [
        d
        for d in drafts
        if id(d) not in doubled
        and (
            _keep(d, world)
            or (sense is not None and not quiet and borne_out(sense, d.trigger))
            or (war and deed_of_war(tree, d.trigger))
        )
        and not (quiet and _among_themselves(d))
        and not no_claim(d, world)
    ]
    if len(kept) < len(drafts):
        for d in kept:
            while d.outer is not None and d.outer not in kept:
                d.outer = d.outer.outer
            d.nested = [n for n in d.nested if n in kept]
    return kept


def _names(tree: Tree, world: World) -> frozenset[int]:
    """Words inside the name of a party, its head apart: "Federal Bureau of Investigation", "Relief and Works Agency"."""
    return frozenset(
        i
        for m in world.parties.values()
        for i in range(m.first, m.last)
        if i != m.head and tree.tokens[i].pos == "PROPN"
    )


def _keep(draft: Draft, world: World) -> bool:
    """Whether a draft meets what its entry and frame ask for; the rest are no claims between parties."""
    entry, roles = draft.trigger.entry, draft.roles
    if "inner" in entry.flags and draft.outer is None:
        return False
    if draft.event == "REJECT" and any(
        draft.tree.tokens[c].lemma in load_words().silence for c in draft.tree.arguments(draft.head).get("xcomp", [])
    ):
        return False  # "refused to comment" is a speaker's stance and no refusal of anybody's wish
    if not roles.actors and not roles.recipients:
        return _anchored(draft, world)
    if draft.event == "CONSULT" and (
        not any(_public(p) for p in (*roles.actors, *roles.recipients)) or _only_talks(draft)
    ):
        return False
    if firms_alone(draft):
        return False
    both = bool(roles.actors and roles.recipients) or (entry.frame.joint and len(roles.actors) > 1)
    if (
        "weak" in entry.flags
        and not both
        and not (
            roles.actors and any(_political(p) for p in roles.actors) and draft.tree.tokens[draft.head].pos != "NOUN"
        )
    ):
        return False
    if "pair" in entry.flags and not roles.actors and not _acted_on(draft) and not own_word(draft):
        return False
    if "content" in entry.flags and not draft.nested and not both:
        return False
    if entry.frame.agent and not roles.actors:
        return False
    return not (entry.frame.patient and not roles.recipients)


def _among_themselves(draft: Draft) -> bool:
    """In a report of sport or business: nobody of a state, an army, an armed group or a body takes part."""
    return all(p.sector in PRIVATE or not (p.code or p.sector) for p in (*draft.roles.actors, *draft.roles.recipients))


def _only_talks(draft: Draft) -> bool:
    """ "They are talking about unity": with nobody, so nobody is consulted."""
    tree, head = draft.tree, draft.head
    return (
        tree.tokens[head].pos == "VERB"
        and tree.tokens[head].lemma.lower() in ("talk", "speak")
        and len(draft.roles.actors) < 2
        and not draft.roles.recipients
        and not any(tree.marker(c) in ("with", "to") for c in tree.children[head])
        and any(tree.marker(c) in ("about", "of") for c in tree.children[head])
    )


def _political(party: Party) -> bool:
    """A state or its forces: enough on its own to make an everyday word an act ("Ghana hit back")."""
    return party.id.isupper() and not party.id.endswith(".CVL")


def _public(party: Party) -> bool:
    """Somebody whose meetings are news: not the press and not people at large."""
    return party.sector not in ("JRN", "CVL") and not party.id.endswith(".CVL")


def _acted_on(draft: Draft) -> bool:
    """A passive, a noun, or part of another claim: the actor may stay unsaid ("was sentenced", "the arrest of")."""
    token = draft.tree.tokens[draft.head]
    return (
        draft.outer is not None
        or bool(draft.nested)
        or token.pos in ("NOUN", "PROPN")
        or draft.tree.passive(draft.head)
    )


def _anchored(draft: Draft, world: World) -> bool:
    """A claim that names nobody is kept where it says something else: how many, where, what is demanded, or by a verb.

    Measured on the hand-coded records: claims F1 +.03 and +.09 at the same precision, against dropping them all.
    Nouns alone ("the request") are right in two of three, and left out.
    """
    if draft.trigger.entry.frame.alone and find_magnitude(draft.tree, draft.head):
        return True
    if draft.trigger.entry.flags & {"weak", "content"}:
        return False
    if draft.outer is not None or draft.nested or _told_by_verb(draft, world):
        return True
    return find_place(draft.tree, draft.head, draft.event, world) is not None


def _told_by_verb(draft: Draft, world: World) -> bool:
    """A verb whose subject is unsaid, a pronoun or somebody unresolved; a thing that acts ("heavy rain") is no actor."""
    tree = draft.tree
    if tree.tokens[draft.head].pos != "VERB":
        return False
    subjects = [] if tree.passive(draft.head) else tree.subjects(draft.head)
    return all(i in world.unresolved or tree.tokens[i].pos in ("PRON", "PROPN") for i in subjects)
