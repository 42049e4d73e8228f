"""What the learned heads add to the lexicon: claims without an entry, empty sides, doubts and statuses, each with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.code import code
from dragoman.code.what.believed import event_probability
from dragoman.code.what.learned import LEARNED, learned_status
from dragoman.code.what.thresholds import trust
from dragoman.model import Article, Block, Claim, Parse, Sense
from dragoman.parse import parse
from dragoman.resolve import resolve


def parsed(text: str, **senses: tuple[tuple[object, ...], ...]) -> Parse:
    """A sentence whose sense is written out here; words stand for their numbers."""
    found = parse(Article("a", "d", text, (Block("body", 0, len(text), 0),), published="2020-05-01"))
    (sentence,) = found.sentences
    at = {t.text: n for n, t in enumerate(sentence.tokens)}
    kinds = {"actor", "recipient", "content", "voice"}

    def number(value: object) -> object:
        return at[value] if isinstance(value, str) and value in at and value not in kinds else value

    sense = Sense(**{k: tuple(tuple(number(v) for v in row) for row in rows) for k, rows in senses.items()})  # type: ignore[arg-type]
    return replace(found, sentences=(replace(sentence, sense=sense),))


def coded(one: Parse, **options: str) -> tuple[Claim, ...]:
    return code(one, resolve(one), **options)  # type: ignore[arg-type]


def test_a_claim_without_an_entry_is_told_by_the_head() -> None:
    one = parsed(
        "Kenya has outfoxed Uganda.",
        events=(("outfoxed", "ASSAULT", 0.95),),
        links=(("outfoxed", "actor", "Kenya", 0.9), ("outfoxed", "recipient", "Uganda", 0.9)),
    )
    (claim,) = coded(one)
    assert (claim.event, [p.id for p in claim.actors], [p.id for p in claim.recipients]) == (
        "ASSAULT",
        ["KEN"],
        ["UGA"],
    )
    assert f"entry:{LEARNED}:ASSAULT" in claim.reasons


@pytest.mark.parametrize(
    ("text", "event", "sure", "found"),
    [
        ("Kenya has outfoxed Uganda.", "ASSAULT", trust().company - 0.05, []),
        ("Kenya has outfoxed Uganda.", "ASSAULT", trust().company + 0.05, ["ASSAULT"]),
        ("Kenya has outfoxed Uganda.", "AGREE", trust().company + 0.05, []),
        ("Bakers have outfoxed grocers.", "ASSAULT", trust().company + 0.05, []),
    ],
)
def test_a_head_less_sure_is_believed_of_states_alone(text: str, event: str, sure: float, found: list[str]) -> None:
    one = parsed(text, events=(("outfoxed", event, sure),))
    assert [c.event for c in coded(one)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Boeing signed a contract with Sukhoi.", []),
        ("Gazprom signed a contract with Naftogaz when Poland fell silent.", ["AGREE"]),
        ("Poland signed a contract with Boeing.", ["AGREE"]),
    ],
)
def test_trade_among_firms_is_no_claim_however_sure_the_head_is(text: str, found: list[str]) -> None:
    assert [c.event for c in coded(parsed(text, events=(("signed", "AGREE", 0.95),)))] == found


@pytest.mark.parametrize(
    ("text", "sure", "found"),
    [
        ("Kenya must falter.", trust().modal + 0.05, [("REQUEST", [], ["KEN"])]),
        ("Kenya must falter.", trust().modal - 0.05, []),
        ("Bakers must falter.", trust().modal + 0.05, []),
        ("Uganda's envoy said Kenya must falter.", trust().modal + 0.05, [("REQUEST", ["UGA"], ["KEN"])]),
    ],
)
def test_a_must_that_a_head_hears_is_asked_of_its_subject(
    text: str, sure: float, found: list[tuple[str, list[str], list[str]]]
) -> None:
    links = (("must", "actor", "Kenya", 0.9),) if "Kenya" in text else ()
    one = parsed(text, events=(("must", "REQUEST", sure),), links=links)
    asked = [c for c in coded(one) if c.event == "REQUEST"]
    assert [(c.event, [p.id for p in c.actors], [p.id for p in c.recipients]) for c in asked] == found


@pytest.mark.parametrize(
    ("event", "sure", "found"),
    [("PROTEST", 0.8, "PROTEST"), ("ASSAULT", 0.8, "ASSAULT"), ("PROTEST", 0.4, "ASSAULT"), ("ACCUSE", 0.8, "ASSAULT")],
)
def test_a_word_torn_between_types_is_settled_by_the_head(event: str, sure: float, found: str) -> None:
    one = parsed("A strike against Uganda was begun in Kenya.", events=(("strike", event, sure),))
    assert [c.event for c in coded(one)] == [found]


def test_a_refusal_is_told_by_the_not_in_it() -> None:
    one = parsed("Kenya will not falter.", events=(("will", "REJECT", 0.95), ("not", "REJECT", 0.95)))
    assert [(c.event, c.status) for c in coded(one)] == [("REJECT", "actual")]


def test_an_empty_side_is_filled_and_says_by_whom() -> None:
    told = (("demands", "REQUEST", 0.9),)
    without = parsed("Talks went on after demands were heard in Kenya by Uganda.", events=told)
    links = (("demands", "actor", "Uganda", 0.99),)
    given = parsed("Talks went on after demands were heard in Kenya by Uganda.", events=told, links=links)
    before = [c for c in coded(without) if c.event == "REQUEST"]
    (after,) = [c for c in coded(given) if c.event == "REQUEST"]
    assert not any(c.actors for c in before)
    assert [p.id for p in after.actors] == ["UGA"] and "actor:learned" in after.reasons


@pytest.mark.parametrize(("sure", "voices"), [(trust().voice - 0.05, []), (trust().voice + 0.05, ["A Togolese envoy"])])
def test_a_voice_that_no_rule_knows_is_told_by_the_head(sure: float, voices: list[str]) -> None:
    one = parsed(
        "A Togolese envoy let slip that Ghana had attacked two ships.",
        events=(("attacked", "ASSAULT", 0.95),),
        links=(("attacked", "voice", "envoy", sure),),
    )
    (claim,) = (c for c in coded(one) if c.event == "ASSAULT")
    assert [v.name for v in claim.attribution[1:]] == voices
    assert ("voice:learned" in claim.reasons) == bool(voices)


def test_what_the_head_holds_to_be_nothing_is_dropped() -> None:
    text = "Kenya attacked at dawn."
    sure = parsed(text, events=(("attacked", "ASSAULT", 0.9),))
    none = parsed(text, events=())
    assert [c.event for c in coded(sure)] == ["ASSAULT"]
    assert coded(none) == ()
    assert [c.event for c in coded(none, by="lexicon")] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya attacked Uganda.", ["ASSAULT"]),  # both sides
        ("Kenya took control of the harbour.", ["ASSAULT"]),  # a whole phrase
        ("An outlawed Kenyan party grew.", []),  # a participle that says which is meant
        ("Kenya hopes that it will rain.", []),
    ],
)
def test_a_full_pattern_or_both_sides_stand_against_the_head(text: str, found: list[str]) -> None:
    assert [c.event for c in coded(parsed(text, events=()))] == found


def test_the_heads_alone_leave_the_lexicon_out() -> None:
    one = parsed("Kenya attacked Uganda.", events=(("attacked", "AID", 0.95),))
    assert [c.event for c in coded(one, by="heads")] == ["AID"]
    assert [c.event for c in coded(one, by="lexicon")] == ["ASSAULT"]


@pytest.mark.parametrize(("sure", "status"), [(0.99, "future"), (0.4, "actual")])
def test_a_status_is_changed_only_by_a_sure_head(sure: float, status: str) -> None:
    one = parsed(
        "Kenya attacked Uganda.", events=(("attacked", "ASSAULT", 0.9),), statuses=(("attacked", "future", sure),)
    )
    (claim,) = coded(one)
    assert claim.status == status
    assert any(r.startswith("learned:future") for r in claim.reasons) == (status == "future")


def test_probabilities_of_a_word_are_those_of_all_types() -> None:
    sense = Sense(events=((1, "AID", 0.5), (1, "AGREE", 0.25)), statuses=((1, "future", 0.8),))
    assert event_probability(sense, [1]) == 0.75 and event_probability(sense, [2]) == 0
    assert learned_status(sense, trigger_at(1)) == ("future", 0.8)
    assert learned_status(sense, trigger_at(2)) is None


def trigger_at(word: int):  # type: ignore[no-untyped-def]
    from dragoman.code.what.lexicon import load_lexicon
    from dragoman.code.what.triggers import Trigger

    return Trigger(word, load_lexicon().of("verb", "attack")[0], (word,))


def test_a_word_that_a_head_finds_keeps_the_sides_its_entries_have() -> None:
    one = parsed("The march caused 20 Sudanese deaths.", events=(("deaths", "ASSAULT", 0.95),))
    assert [([p.id for p in c.actors], [p.id for p in c.recipients]) for c in coded(one)] == [([], ["SDN"])]


@pytest.mark.parametrize(
    ("text", "links", "actors"),
    [
        # an expert of no state only says so
        ("The fighting in Mali goes on, Ana Quill said.", (("fighting", "actor", "Quill", 0.9), ("fighting", "actor", "Ana", 0.9)), []),
        # neither of those who talk about it has done it
        ("Chad held talks with Libya on the raids.", (("raids", "actor", "Chad", 0.9),), []),
        # an owner nobody knows is not somebody else
        ("Chad is angry at their wish to arm the nuns.", (("arm", "actor", "Chad", 0.9),), []),
    ],
)  # fmt: skip
def test_whom_a_head_takes_for_the_doer_by_mistake(
    text: str, links: tuple[tuple[object, ...], ...], actors: list[str]
) -> None:
    (told,) = {row[0]: None for row in links}
    event = "AID" if told == "arm" else "ASSAULT"
    claims = coded(parsed(text, events=((told, event, 0.95),), links=links))
    assert [[p.id for p in c.actors] for c in claims if c.event == event] == [actors]


def test_a_faint_guess_at_where_it_is_is_nobody_it_is_done_to() -> None:
    one = parsed(
        "Peru rejected the idea that it would use its guns in Chad.",
        events=(("rejected", "REJECT", 0.95),),
        links=(("rejected", "recipient", "Chad", 0.3),),
    )
    assert [[p.id for p in c.recipients] for c in coded(one) if c.event == "REJECT"] == [[]]


@pytest.mark.parametrize(
    ("text", "sure", "actors"),
    [
        ("Chad rejected the plan, while Kenya was ready for agreements.", 0.4, []),
        ("Chad rejected the plan, while Kenya was ready for agreements.", 0.6, ["TCD"]),
        ("Chad was ready for agreements.", 0.4, ["TCD"]),
    ],
)
def test_a_faint_guess_at_the_actor_stays_within_the_clause(text: str, sure: float, actors: list[str]) -> None:
    one = parsed(text, events=(("agreements", "AGREE", 0.95),), links=(("agreements", "actor", "Chad", sure),))
    assert [[p.id for p in c.actors] for c in coded(one) if text[slice(*c.trigger)] == "agreements"] == [actors]


def test_who_is_coordinated_with_a_linked_recipient_is_one_too() -> None:
    one = parsed(
        "Chad spoke for Kenya and Uganda to be outfoxed.",
        events=(("outfoxed", "ASSAULT", 0.95),),
        links=(("outfoxed", "recipient", "Kenya", 0.9),),
    )
    assert [[p.id for p in c.recipients] for c in coded(one) if c.event == "ASSAULT"] == [["KEN", "UGA"]]
