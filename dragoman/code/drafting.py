"""One sentence to drafts: its triggers, each with its parties and status, then what they do to each other, then which are claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from dragoman.code.drafts import By, Draft
from dragoman.code.everyday import takes_another_type
from dragoman.code.gates import no_claim
from dragoman.code.keeping import among_themselves, keep
from dragoman.code.nesting.contents import harden, join, nest
from dragoman.code.nesting.status import TALK
from dragoman.code.trees.tree import Tree
from dragoman.code.voices.certain import only_told
from dragoman.code.what.believed import borne_out, doubted, speaks_for_itself, told_otherwise, unaccompanied
from dragoman.code.what.learned import LEARNED, complete_roles, learned_status, learned_triggers, linked_roles
from dragoman.code.what.lexicon import STATUSES, load_lexicon
from dragoman.code.what.magnitude import find_magnitude
from dragoman.code.what.resolves import insisting, refused, unhesitating, unwilling
from dragoman.code.what.thresholds import trust
from dragoman.code.what.torn import dealt, deed_of_war, settled
from dragoman.code.what.triggers import Trigger, find_triggers
from dragoman.code.what.twins import named_twice, twins
from dragoman.code.what.verdicts import by_arms, by_delivery, by_governments, by_halting, by_means
from dragoman.code.whether.asserted import STILL_TO_COME
from dragoman.code.whether.made import CLOSE, PLAIN, by_word, denied_outright, made_already, says_no
from dragoman.code.whether.status import cues_on, load_cues, status_of
from dragoman.code.who.aims import by_aim
from dragoman.code.who.beholders import by_answer, by_beholder, by_campaign, by_claim, by_pair, by_thanks
from dragoman.code.who.denials import by_denial, by_rejection
from dragoman.code.who.joined import (
    by_and,
    by_hits,
    by_meeting,
    by_not_wanting,
    by_number,
    by_own,
    by_own_stores,
    by_sharing,
)
from dragoman.code.who.roles import Roles, World, find_roles
from dragoman.code.who.theatres import by_theatre
from dragoman.code.who.understood import by_fight, by_purpose
from dragoman.code.who.unnamed import name_unresolved
from dragoman.model import Sense

HEAD = attrgetter("head")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence is read with: its tree and mentions, what the heads sense in it, and what kind of report it stands in.

    `sense` is None where the heads are not asked. A `quiet` report is about something else than politics, one of `war` tells of fighting.
    """

    tree: Tree
    world: World
    sense: Sense | None
    quiet: bool
    war: bool


def draft(
    number: int, tree: Tree, world: World, by: By = "both", *, quiet: bool = False, war: bool = False
) -> list[Draft]:
    """The claims in the making of one sentence, by position; `number` is its place in the report."""
    setting = Setting(tree, world, tree.sentence.sense if by != "lexicon" else None, quiet, war)
    triggers, faint = _triggers(setting, by)
    contents = {t.head for t in triggers if t.entry.frame.verb.get("content") or t.entry.frame.noun.get("content")}
    drafts = []
    for trigger in triggers:
        roles = _roles(setting, trigger, contents, faint=trigger.head in faint)
        if roles is not None:
            drafts.append(_told(number, setting, trigger, roles))
    if not drafts:
        return []
    _settle(drafts, setting)
    return _sift(drafts, setting)


def _triggers(setting: Setting, by: By) -> tuple[list[Trigger], frozenset[int]]:
    """The triggers by position: the lexicon's that the heads do not doubt, those only the heads found, and, told apart, the doubted."""
    tree, world, sense, quiet = setting.tree, setting.world, setting.sense, setting.quiet
    stopped: set[int] = set()
    triggers = find_triggers(
        tree,
        load_lexicon(),
        world.parties,
        world.places,
        named=_names(tree, world),
        stopped=stopped,
    )
    triggers = [t for t in triggers if not _only_told(tree, t)]
    if not triggers and (sense is None or not sense.events):
        return [], frozenset()
    if sense is None:
        return triggers, frozenset()
    # "the conflict has killed over 500,000 people": a counted toll stands, whatever the head makes of so general a cause
    found = triggers if by != "heads" else []
    triggers = [
        t
        for t in found
        if not doubted(sense, t, quiet=quiet) or (not quiet and t.entry.frame.alone and find_magnitude(tree, t.head))
    ]
    kept_heads = {t.head for t in triggers}
    unseen = [t for t in found if t.head not in kept_heads] if not quiet else []
    triggers = [settled(t, sense, war=setting.war) for t in triggers]
    triggers = [t for t in triggers if "inner" not in t.entry.flags or not told_otherwise(sense, t)]
    added = [t for t in learned_triggers(tree, sense, triggers, quiet=quiet) if stopped.isdisjoint(t.words)]
    added = [t for t in added if not _only_told(tree, t) and not _fighters(tree, t, world)]
    seen = {w for t in (*triggers, *added) for w in t.words}
    unseen = [t for t in unseen if seen.isdisjoint(t.words)]
    if not unseen:
        return sorted([*triggers, *added], key=HEAD), frozenset()
    fought = _fought(triggers)
    faint = frozenset([t.head for t in unseen if not dealt(tree, t, fought)])
    return sorted([*triggers, *added, *unseen], key=HEAD), faint


def _fought(triggers: Iterable[Trigger]) -> frozenset[int]:
    """Where the verbs of fighting stand."""
    return frozenset([t.head for t in triggers if t.entry.event == "ASSAULT" and t.entry.pos == "verb"])


def _only_told(tree: Tree, trigger: Trigger) -> bool:
    """ "Made it clear that Chad had shelled the port" tells, and demands nothing."""
    return trigger.entry.event == "REQUEST" and only_told(tree, trigger.head)


def _roles(setting: Setting, trigger: Trigger, contents: set[int], *, faint: bool) -> Roles | None:
    """The parties of a trigger, or None where it does not stand: `faint` are those in which the heads see nothing.

    `contents` are the heads of the sentence's triggers that may hold another as their content.
    """
    tree, world, sense = setting.tree, setting.world, setting.sense
    roles = find_roles(tree, trigger, world)
    by_purpose(tree, trigger, roles, world, contents)
    by_fight(tree, trigger, roles, world)
    by_aim(tree, trigger, roles, world)
    by_denial(tree, trigger, roles, world)
    if faint and not (speaks_for_itself(tree, trigger, roles) or (setting.war and deed_of_war(tree, trigger))):
        return None
    if sense is not None and trigger.entry.where.startswith(LEARNED):
        roles = linked_roles(tree, trigger, roles, world, sense)
        if not setting.quiet and unaccompanied(sense, trigger, roles):
            return None
    elif sense is not None:
        complete_roles(tree, trigger, roles, world, sense)
    by_theatre(tree, trigger, roles, world)
    return roles


def _told(number: int, setting: Setting, trigger: Trigger, roles: Roles) -> Draft:
    """The draft of a trigger, with whether it happened (CODEBOOK 3) and every reason so far."""
    tree, cues = setting.tree, load_cues()
    flags = trigger.entry.flags
    own = next((f for f in STATUSES if f in flags), None) if flags else None
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
    elif status == "future" and by_word(trigger.entry.event, trigger.entry.mode, reasons):
        status = "actual"  # "decided to ban its fish", "announced an inquiry"
    if trigger.entry.event == "REJECT" and status == "negated" and says_no(tree, trigger):
        status = "actual"  # "would not allow": the refusal is in the "not"
    if setting.sense is not None and own is None:
        status, reasons = _learned(setting, trigger, status, tuple(reasons))
    why = [f"entry:{trigger.entry.where}", *roles.reasons, *reasons]
    return Draft(number, tree, trigger, roles, status, why, mode=trigger.entry.mode)


def _learned(setting: Setting, trigger: Trigger, status: str, reasons: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The status that the heads are sure of, where no plain word of the sentence says otherwise; else the one the rules found."""
    assert setting.sense is not None
    told = learned_status(setting.sense, trigger)
    if told is None or told[0] == status or told[1] < trust().status:
        return status, reasons
    cues = load_cues()
    firm = cues.firm - {"any"} if told[0] == "negated" else cues.firm  # "knew nothing of any request"
    sure = PLAIN | firm
    plain = any(r.partition(":")[2] in sure or r.startswith("actual:") for r in reasons)
    plain = plain or bool(CLOSE & cues_on(setting.tree, trigger.head, cues))
    plain = plain or (status == "actual" and "negated:deny" in reasons)  # "denied the allegations"
    plain = plain or (status == "actual" and by_word(trigger.entry.event, trigger.entry.mode, reasons))
    plain = plain or (told[0] == "hypothetical" and (status == "future" or _this(setting.tree, trigger.head)))
    return (status, reasons) if plain else (told[0], (*reasons, f"learned:{told[0]} instead of {status}"))


def _this(tree: Tree, head: int) -> bool:
    """ "This raid may cost it dear": one that has been told of."""
    return any(tree.dep(c) == "det" and tree.forms[c] in ("this", "these") for c in tree.children[head])


def _settle(drafts: list[Draft], setting: Setting) -> None:
    """What the claims of a sentence say about each other: who beholds whose deed, what is whose content, what only comes."""
    world = setting.world
    for one in drafts:
        by_beholder(one, world)
        by_campaign(one, world)
        by_claim(one, world)
        by_pair(one, world)
    refused(drafts)
    nest(drafts, setting.sense)
    unwilling(drafts)
    unhesitating(drafts)
    insisting(drafts, world)
    by_not_wanting(drafts)
    by_and(drafts)
    by_meeting(drafts)
    by_number(drafts)
    by_hits(drafts)
    by_own(drafts)
    by_own_stores(drafts)
    by_sharing(drafts, world)
    by_thanks(drafts)
    by_answer(drafts)
    by_rejection(drafts)
    harden(drafts)
    join(drafts)
    by_governments(drafts, world)
    by_means(drafts)
    by_arms(drafts, world)
    by_delivery(drafts, world)
    by_halting(drafts)
    takes_another_type(drafts)
    for one in drafts:
        if (
            one.event == "RETREAT"
            and one.status == "future"
            and one.outer is None
            and one.mode in ("withdraw", "release", "resign", "disarm")
            and not setting.tree.passive(one.head)
            and "future:in time" not in one.reasons  # "will talk once they have left"
        ):
            one.instead, one.mode = "CONCEDE", None  # "will withdraw" yields in words (CODEBOOK 2, boundary rules)
            one.reasons.append(STILL_TO_COME)
    name_unresolved(drafts, world)


def _sift(drafts: list[Draft], setting: Setting) -> list[Draft]:
    """The drafts that are claims; the content of one that is none goes over to what that one was the content of."""
    world, sense, quiet = setting.world, setting.sense, setting.quiet
    doubled = {id(d) for d in twins(drafts)}
    fought = _fought([d.trigger for d in drafts])
    kept = [
        d
        for d in drafts
        if id(d) not in doubled
        and (
            keep(d, world)
            or (sense is not None and not quiet and borne_out(sense, d.trigger))
            or (setting.war and deed_of_war(setting.tree, d.trigger))
            or dealt(setting.tree, d.trigger, fought)
        )
        and not (quiet and among_themselves(d))
        and not no_claim(d, world)
    ]
    twice = {id(d) for d in named_twice(kept)}
    kept = [d for d in kept if id(d) not in twice]
    if len(kept) < len(drafts):
        for d in kept:
            while d.outer is not None and d.outer not in kept:
                d.outer = d.outer.outer
            d.nested = [n for n in d.nested if n in kept]
    return kept


def _fighters(tree: Tree, trigger: Trigger, world: World) -> bool:
    """ "Lets gunmen through": men under arms are no deed of theirs, however often they do one."""
    mention = world.parties.get(trigger.head)
    told = mention is not None and mention.head == trigger.head and tree.tokens[trigger.head].pos == "NOUN"
    if not told or load_lexicon().of("noun", tree.lemmas[trigger.head]):
        return False  # "the gunboats were on patrol"
    return mention is not None and any(p.sector in ("REB", "UAF", "PRM", "MIL") for p in mention.parties)


def _names(tree: Tree, world: World) -> frozenset[int]:
    """Words inside the name of a party, its head apart: "Federal Bureau of Investigation", "Relief and Works Agency"."""
    found = set()
    for mention in world.parties.values():
        if mention.last - mention.first > 1:
            for i in range(mention.first, mention.last):
                capital = mention.basis == "name" and i > mention.first and tree.tokens[i].text[:1].isupper()
                if i != mention.head and (tree.tokens[i].pos == "PROPN" or capital):
                    found.add(i)
    return frozenset(found)
