"""The coder on sentences of our own: one table a matter, each row a habit of news English."""

import pytest

from benchmarks.lexicon import article_of, claims_of
from dragoman.model import Claim


def brief(text: str) -> list[str]:
    """Claims as `EVENT trigger actors>recipients status`, ids without order inside a role."""
    article, claims = claims_of(text)
    return [_brief(c, article.text) for c in claims]


def _brief(claim: Claim, text: str) -> str:
    actors = "+".join(sorted(p.id for p in claim.actors))
    recipients = "+".join(sorted(p.id for p in claim.recipients))
    return f"{claim.event} {text[claim.trigger[0] : claim.trigger[1]]} {actors}>{recipients} {claim.status}"


ROLES = [
    # active, passive, nominal, possessive, support verb: the same event
    ("Ethiopian troops attacked Eritrea.", "ASSAULT attacked ETH.MIL>ERI actual"),
    ("Eritrea was attacked by Ethiopian troops.", "ASSAULT attacked ETH.MIL>ERI actual"),
    ("Ethiopia's attack on Eritrea lasted two days.", "ASSAULT attack ETH>ERI actual"),
    ("Ethiopia launched an attack on Eritrea.", "ASSAULT attack ETH>ERI actual"),
    # relative clause: the antecedent acts
    ("The Ethiopian troops that attacked Eritrea are tired.", "ASSAULT attacked ETH.MIL>ERI actual"),
    # coordination of actors and of recipients
    ("Kenya and Uganda condemned Sudan and Chad.", "ACCUSE condemned KEN+UGA>SDN+TCD actual"),
    # reciprocal verbs: all are actors
    ("Kenyan and Ugandan officials met in Nairobi.", "CONSULT met KEN+UGA> actual"),
    ("Armenia clashed with Azerbaijan.", "ASSAULT clashed ARM+AZE> actual"),
    # control: who is told to act, acts
    ("Kenya urged Sudan to release the prisoners.", "RETREAT release SDN>?prisoners requested"),
    ("Kenya appealed to both sides to release the prisoners.", "RETREAT release >KEN.CVL requested"),
    ("Kenya warned Sudan against selling arms to Chad.", "COOPERATE selling SDN>TCD hypothetical"),
    ("Kenya accused Sudan of shelling the port; Sudan blamed Chadian rebels.", "ASSAULT shelling SDN> actual"),
    (
        "Mexico's president met the Canadian prime minister in Ottawa on Tuesday and both called for an end to the embargo.",
        "REQUEST called CAN+MEX> actual",
    ),
    ("Kenya called on Sudan to impose sanctions on Chad.", "SANCTION sanctions SDN>TCD requested"),
    ("Kenya refused to attack Sudan.", "ASSAULT attack KEN>SDN negated"),
    # the content's actor is the one asked
    ("Kenya demanded that Sudan withdraw its troops.", "REQUEST demanded KEN>SDN actual"),
    ("Kenya demanded that Sudan withdraw its troops.", "RETREAT withdraw SDN> requested"),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles(text: str, expected: str) -> None:
    assert expected in brief(text)


STATUS = [
    ("Kenya attacked Sudan.", "actual"),
    ("Kenya did not attack Sudan.", "negated"),
    ("Kenya never attacked Sudan.", "negated"),
    ("Kenya denied that it attacked Sudan.", "negated"),
    ("Kenya will attack Sudan.", "future"),
    ("Kenya plans to attack Sudan.", "future"),
    ("Kenya may attack Sudan.", "hypothetical"),
    ("If Kenya attacked Sudan, nobody would gain.", "hypothetical"),
    ("Uganda waited for Kenya to attack Sudan.", "hypothetical"),
    ("Kenya threatened to attack Sudan.", "hypothetical"),
    ("Did Kenya attack Sudan?", "hypothetical"),
    ("Uganda wants Kenya to attack Sudan.", "requested"),
    ("Kenya must attack Sudan, the king said.", "requested"),
    ("Kenya has yet to attack Sudan.", "negated"),
    ("Kenya failed to attack Sudan.", "negated"),
    ("Kenya will not attack Sudan.", "negated"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text: str, status: str) -> None:
    _, claims = claims_of(text)
    assert [c.status for c in claims if c.event == "ASSAULT"] == [status]


VOICES = [
    # the outlet itself
    ("Kenya attacked Sudan.", ["The Example"]),
    ("Kenya attacked Sudan, Uganda said.", ["The Example", "Uganda"]),
    ("According to Uganda, Kenya attacked Sudan.", ["The Example", "Uganda"]),
    ("Uganda said that Kenya attacked Sudan.", ["The Example", "Uganda"]),
    ("Reuters reported that Kenya attacked Sudan, citing a diplomat.", ["The Example", "Reuters", "a diplomat"]),
    ("Kenya reportedly attacked Sudan.", ["The Example", None]),
    ("Kenya is believed to have attacked Sudan.", ["The Example", None]),
    ("Sources close to the ministry said Kenya attacked Sudan.", ["The Example", "Sources close to the ministry"]),
    ("“Kenya attacked Sudan at dawn today,” Uganda said.", ["The Example", "Uganda"]),
    (
        "Kenya attacked Sudan and left the base, the London-based Arabic daily Asharq al-Awsat reported on Sunday.",
        ["The Example", "Asharq al-Awsat"],
    ),
]


@pytest.mark.parametrize(("text", "names"), VOICES)
def test_voices(text: str, names: list[str | None]) -> None:
    _, claims = claims_of(text)
    chains = [[v.name for v in c.attribution] for c in claims if c.event == "ASSAULT"]
    assert chains == [names]


def test_the_reporter_is_never_the_actor() -> None:
    for text in (
        "Reuters said Kenya attacked Sudan.",
        "The BBC reports that Kenya attacked Sudan.",
        "Kenya attacked Sudan, CNN reported.",
    ):
        _, claims = claims_of(text)
        assert {p.id for c in claims for p in (*c.actors, *c.recipients)} == {"KEN", "SDN"}, text


def test_a_denial_is_the_deniers_word() -> None:
    _, claims = claims_of("Kenya denied that it attacked Sudan.")
    attack = next(c for c in claims if c.event == "ASSAULT")
    assert attack.attribution[-1].id == "KEN"
    assert attack.attribution[-1].stance == "denies"


def test_content_hangs_on_what_holds_it_to_any_depth() -> None:
    _, claims = claims_of("Kenya rejected a call from Uganda for Sudan to withdraw its troops.")
    by_event = {c.event: c for c in claims}
    assert by_event["RETREAT"].content_of == by_event["REQUEST"].id
    assert by_event["REQUEST"].content_of == by_event["REJECT"].id
    assert by_event["REJECT"].content_of is None
    assert [by_event[e].status for e in ("REJECT", "REQUEST", "RETREAT")] == ["actual", "actual", "requested"]


MAGNITUDES = [
    ("Kenyan troops killed 13 Sudanese soldiers.", (("dead", 13, 13),)),
    ("Thirteen Sudanese soldiers were killed by Kenyan troops.", (("dead", 13, 13),)),
    ("Kenyan troops wounded dozens of Sudanese soldiers.", (("injured", 24, 99),)),
    ("Kenyan police arrested 1,200 protesters.", (("arrested", 1200, 1200),)),
]


@pytest.mark.parametrize(("text", "expected"), MAGNITUDES)
def test_magnitude(text: str, expected: tuple[tuple[str, int, int], ...]) -> None:
    _, claims = claims_of(text)
    assert expected in [c.magnitude for c in claims]


EVERYDAY = [
    "The striker struck twice as the team beat its old rival.",
    "Shares were hit by a wave of selling on Friday.",
    "The company fired its coach after the third defeat.",
    "The minister's daughter was married in the village church.",
    "Heavy rain attacked the roses in the garden.",
    "Asked about it, the official refused to comment.",
    "The official refused to comment, speaking by telephone from Kenya.",
    "The band demanded better lights for the concert.",
]


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_uses_are_not_coded(text: str) -> None:
    assert brief(text) == []


PLACES = [
    ("Ethiopian troops attacked rebels near Mekelle.", "Mekelle"),
    # where a voice is does not say where it happened
    ("The foreign ministry in Nairobi said that Ethiopian troops attacked rebels.", None),
    ("Ethiopian troops attacked rebels, according to officials in Nairobi.", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place(text: str, place: str | None) -> None:
    _, claims = claims_of(text)
    [attack] = [c for c in claims if c.event == "ASSAULT"]
    assert (attack.place.name if attack.place else None) == place


def test_every_span_lies_in_the_text_and_says_what_it_says() -> None:
    article, claims = claims_of(
        "Kenya's president said on Monday that Ugandan forces had shelled Sudan near Juba and killed 40 people."
    )
    assert claims
    for claim in claims:
        low, high = claim.sentence
        assert low <= claim.trigger[0] < claim.trigger[1] <= high
        for party in (*claim.actors, *claim.recipients):
            if party.start is not None and party.end is not None:
                assert article.text[party.start : party.end] == party.text


def test_no_claim_is_the_content_of_its_own_content() -> None:
    depths = []
    for text in (
        "The junta says it will obey no order signed by the court.",  # once held itself
        "Kenya demanded that Sudan withdraw its troops.",
        "Chile condemned Peru for demanding that Bolivia withdraw its troops.",
    ):
        _, claims = claims_of(text)
        outer = {c.id: c.content_of for c in claims}
        for claim in claims:
            seen, at = set(), claim.content_of
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = outer[at]
            depths.append(len(seen))
    assert max(depths) > 1


def test_same_words_same_ids() -> None:
    text = "Kenya demanded that Sudan withdraw its troops."
    assert [c.id for c in claims_of(text)[1]] == [c.id for c in claims_of(text)[1]]
    assert article_of(text).text == text
