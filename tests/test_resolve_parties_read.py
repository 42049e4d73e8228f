"""Parties as real pages name them: through the real parser, each case a general rule with a situation of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import page, parties

from dragoman.data.book import load_book
from dragoman.data.files import load_yaml
from dragoman.parse import parse_many
from dragoman.resolve import resolve
from dragoman.resolve.actors.home import printed_in
from dragoman.resolve.scene import build

# (what it shows, text, {words: ids}); several ids are joined by "+", "?" is "nobody decided on", "" is "no mention at all"
BOTH = "The Prime Minister and President Chirac talked of fishing at the UK-France summit. Britain and France agreed."
FOUR = "Egypt and Britain talked. Israel listened. France spoke."
CASES = [
    ("a minister is not the country beside him", "The minister criticised Kenya.", {"The minister": "?", "Kenya": "KEN"}),
    ("a minister by name is not either", "Justice Minister Quillan criticised Kenya.", {"Justice Minister Quillan": "quillan"}),
    (
        "family name the model sees no name in",
        "Justice Minister Olga Rovell of Iceland flew to Chile. Rovell praised Chile. Talks with Rovell followed.",
        {"Rovell": "ISL"},
    ),
    (
        "another minister than the one named",
        "Norwegian Finance Minister Arne Quill resigned in Oslo. The prime minister thanked Quill.",
        {"The prime minister": "NOR", "Quill": "NOR"},
    ),
    ("labour is an office", "Peruvian dockers stopped work. Labour minister Ana Quill met the dockers.", {"Labour minister Ana Quill": "PER"}),
    ("a state's man", "Iceland's Jonas Quill vetoed the plan.", {"Iceland's Jonas Quill": "ISL"}),
    (
        "words of a place's name",
        "Trade with British Columbia fell. A ship sank in the Gulf of Oman. Towns in West Azerbaijan province of Iran were hit.",
        {"British": "", "Oman": "", "West": "", "Azerbaijan": "", "British Columbia": "british-columbia"},
    ),
    ("abbreviated states", "W.Va. officers shot a man, police said.", {"W.Va. officers": "west-virginia"}),
    (
        "provinces",
        "Canada's provinces rejected the offer. Alberta sued Ottawa.",
        {"Canada's provinces": "can-provinces", "Alberta": "alberta"},
    ),
    ("policemen, not soldiers", "Police in Lima, Peru, fired at thieves. Two officers were wounded.", {"Two officers": "PER"}),
    ("soldiers where there is an army", "The army of Peru fired at thieves. Two officers were wounded.", {"Two officers": "PER.MIL"}),
    ("a police patrol", "A Chilean police patrol came under fire.", {"A Chilean police patrol": "CHL"}),
    ("no press", "Ghana's mayor held a press conference in Accra.", {"press": ""}),
    ("no army", "In general, workers in Ghana condemned the use of force.", {"general": "", "force": ""}),
    ("no guard", "A soldier stands guard in Accra, Ghana.", {"guard": ""}),
    ("it is too early", "Ghana sent doctors. It is too early to judge the plan.", {"It": ""}),
    ("it was a mistake", "Ghana sent doctors. It was a mistake.", {"It": ""}),
    ("it was a party", "Ghana sent doctors. It was the first country to help.", {"It": "GHA"}),
    ("not a kingdom of the West", "Jordan raised taxes. The pro-Western kingdom's budget shrank.", {"The pro-Western kingdom": "JOR"}),
    ("not Russia's mayor", "A pro-Russian mayor in Bulgaria was fined.", {"A pro-Russian mayor": "BGR"}),
    ("Russia's fighters", "Pro-Russian fighters left Bulgaria.", {"Pro-Russian fighters": "rus-militias"}),
    ("one boy is no they", "Danish prosecutors accused a boy. They say he lied.", {"They": "DNK"}),
    ("who is to withdraw them", "Norway wants Chad to withdraw its troops from Niger.", {"its troops": "TCD.MIL"}),
    ("both governments", "Chad expelled Libyans and Algerians. Both governments protested.", {"Both governments": "LBY+DZA"}),
    ("from abroad", "A woman visiting from Norway was robbed in Lima, Peru.", {"A woman": "NOR.CVL"}),
    (
        "the rebels named",
        "The Houthis shelled a port in Yemen. The rebels later released two sailors.",
        {"The rebels": "houthis"},
    ),
    ("a newspaper's man", "Two Reuters photographers were arrested in Ghana.", {"Two Reuters photographers": "?"}),
    ("the House", "Canadian lawmakers met. The House of Commons rejected the bill.", {"The House of Commons": "CAN"}),
    (
        "an ambassador by his title",
        "Norway's ambassador to Ghana was robbed in Accra. Ambassador Arne Quill asked Ghana for help.",
        {"Ambassador Arne Quill": "NOR"},
    ),
    ("an envoy is anybody's", "Ghana signed a treaty. An envoy praised the treaty.", {"An envoy": "?"}),
    ("several ministers", "The foreign and defence ministers of Ghana resigned.", {"The foreign and defence ministers of Ghana": "GHA"}),
    (
        "adjective on the word between",
        "Turkish troops left Ghana. A Ghanaian Protestant official praised Turkey.",
        {"A Ghanaian Protestant official": "GHA"},
    ),
    ("no hostage", "Two Danes were taken hostage by rebels in Ghana.", {"hostage": ""}),
    ("a family", "Police in Lima, Peru, arrested Jerome Quillan. They accused the Quillans of fraud.", {"the Quillans": "jerome-quillan"}),
    ("no court", "The Quill Centre for Law and Justice sued Ghana.", {"Justice": "", "Law and Justice": ""}),
    ("no person", "We told the President and Vice President of Ghana.", {"Vice President": "GHA"}),
    (
        "words before the name",
        "Strikers left Almaty, Kazakhstan. Deputy akim Yerlan Quillov met them. The strikers thanked Y. Quillov.",
        {"Y. Quillov": "yerlan-quillov"},
    ),
    ("the state of a federation", "Ohio raised a tax. The state defended the rise.", {"The state": "ohio"}),
    ("two states are no two men", "Ana Quill met John Rovell. Two states condemned the talks.", {"Two states": "?"}),
    ("her captors", "Ana Quillan was found in Peru. Her captors fled.", {"Her captors": ""}),
    ("a senator of the federation", "Florida Senator Bob Quillan criticised Cuba.", {"Florida Senator Bob Quillan": "USA"}),
    ("a senator the book does not know in his seat", "Senator Marco Rubio condemned Cuba. The USA agreed.", {"Senator Marco Rubio": "USA"}),
    ("he is no she", "Kim Quillan met Lee Rovell in Peru. Rovell said he was ill. She left.", {"he": "lee-rovell", "She": "kim-quillan"}),
    ("a building named after a man", "Ghana held a vigil at the Nelson Mandela Museum.", {"Nelson Mandela": ""}),
    ("one name, two people", "Jerome Quillan left Peru. His sister, Dora Quillan, stayed.", {"Dora Quillan": "dora-quillan"}),
    ("an initial", "Jerome Quillan left Peru. J. Quillan then resigned.", {"J. Quillan": "jerome-quillan"}),
    ("a president's wife", "Barack Obama met farmers in Ghana. Michelle Obama met pupils.", {"Michelle Obama": "michelle-obama"}),
    ("our city is not mine", "Ana Quillan of Lima said Peru must clean our city.", {"our city": ""}),
    ("nobody takes up a word before a word", "Ana Quillan saw a terrorist attack in Peru. Her wounds healed.", {"Her": "ana-quillan"}),
    ("a body is mostly dead", "The Quill League met in Peru. Police found the body in a car.", {"the body": ""}),
    ("an officer, where the force is the police force", "The police force of Peru grew. Officers praised the rise.", {"Officers": "PER"}),
    ("troops beside a name", "Talks between Hezbollah and Iranian troops failed.", {"Iranian troops": "IRN.MIL"}),
    ("a party's government", "Ghana has voted. The Plumist government resigned.", {"The Plumist government": "GHA"}),
    ("against a plan", "Ghana grew its opposition to the plan.", {"its opposition": ""}),
    ("no pilot", "Ghana ended a pilot project.", {"pilot": ""}),
    ("no army either", "A task force in Ghana published a report.", {"A task force": "GHA"}),
    ("surnamed so", "A man surnamed Jiang was arrested in China.", {"Jiang": ""}),
    ("long out of office, by the family name", "Brezhnev praised Ghana.", {"Brezhnev": ""}),
    ("long out of office, in full", "Leonid Brezhnev once praised Ghana.", {"Leonid Brezhnev": "leonid-brezhnev"}),
    ("not the East", "Plum East mayor Ana Quillan of Ghana praised the West.", {"East": "", "the West": "region:west"}),
    ("the company named before", "Google sacked 40 men in Ghana. The company defended the cut.", {"The company": "google"}),
    ("a company with a word of its own", "Google sacked men in Ghana. A rival company hired them.", {"A rival company": ""}),
    ("outlaws", "Outlaws robbed a bus in Ghana.", {"Outlaws": "outlaws"}),
    ("Tories of Canada", "The Tories in Canada condemned the tax. Ottawa defended it.", {"The Tories": "conservatives-canada"}),
    ("Tories of Britain", "The Tories condemned the tax. Britain defended it.", {"The Tories": "conservatives-uk"}),
    ("those in need", "Norway sent blankets to those in need in Ghana.", {"those": "GHA.CVL"}),
    ("people by their number, and where", "The rebels executed dozens in Kano.", {"dozens": "NGA.CVL"}),
    ("people behind a number", "Kenya and Peru agreed. In Lima, thousands of people marched.", {"people": "PER.CVL"}),
    ("a crowd that is met", "Kenya and Peru agreed. Soldiers clashed with part of the crowd in Lima.", {"the crowd": "PER.CVL"}),
    ("a party's own prime minister", f"{FOUR} Ada Quillan of the Labour Party told the Prime Minister to resign.", {"the Prime Minister": "GBR"}),
    ("a leader beside another state's", BOTH, {"The Prime Minister": "GBR"}),
    ("both sides, and who invites them", "Peru accused Chile of arson. Kenya sends tents and has invited both sides.", {"both sides": "PER+CHL"}),
    ("a body of a plural", "The Migrant Nurses' Circle wrote to Riyadh. The circle wants a law.", {"The circle": "migrant-nurses-circle"}),
    ("a body of women", "The Kenyan Women's League praised Nairobi. The league asked for more.", {"The league": "kenyan-womens-league"}),
    ("no body", "The Tigers' Stadium was bombed in Kenya. The stadium burned.", {"The stadium": ""}),
    ("a body for something", "The Kite Club for Freedom sued Seoul. The club condemned the ban.", {"The club": "kite-club-for-freedom"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    """By case: the ids by the words that name them; the first mention of the same words counts."""
    each = parties([text for _, text, _ in CASES])
    return {about: dict(reversed(named)) for (about, _, _), named in zip(CASES, each, strict=True)}


@pytest.mark.parametrize(
    ("about", "wanted"), [(about, wanted) for about, _, wanted in CASES], ids=[c[0] for c in CASES]
)
def test_party(found, about, wanted):
    told = found[about]
    assert {words: told.get(words, "") for words in wanted} == wanted, told


def test_their_forces_where_only_the_chains_tell_whose():
    """The rules leave "its" open between two states; the model's chain joins it to one of them."""
    told = "Chad told Niger of a plan to withdraw its forces."
    (parsed,) = parse_many([page(told)])
    tokens = parsed.sentences[0].tokens
    chain = (
        (0, next(i for i, t in enumerate(tokens) if t.text == "Niger")),
        (0, next(i for i, t in enumerate(tokens) if t.text == "its")),
    )
    found = {m.text: [p.id for p in m.parties] for m in resolve(replace(parsed, chains=(chain,))) if m.kind == "actor"}
    assert found["its forces"] in (["NER.MIL"], ["TCD.MIL"])


SHORT = "The Syrian Observatory for Human Rights counted the dead. The Observatory said more were missing."


def test_an_outlet_by_one_of_its_words():
    (parsed,) = parse_many([page(SHORT)])
    assert [(m.text, m.outlet) for m in resolve(parsed) if m.kind == "outlet"][1] == ("Observatory", "sohr")


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("harbour-news.example.ca", "CAN"),
        ("northern-plum.co.uk", "GBR"),
        ("plum.tv", None),
        ("The Plum", None),
        (None, None),
    ],
)
def test_where_an_outlet_is_printed(outlet, state):
    (parsed,) = parse_many([page("The police said so.", outlet)])
    assert printed_in(build(parsed, load_book())) == state


def test_where_it_is_printed_decides_between_two():
    """A local page whose town has a namesake abroad."""
    text = "Pupils from Ghana and Togo met. Later the mayor thanked them."
    for outlet, state in (("plum.com.gh", "GHA"), ("plum.tg", "TGO"), ("plum.com", "?")):
        (parsed,) = parse_many([page(text, outlet)])
        told = {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parsed) if m.kind == "actor"}
        assert told["the mayor"] == state, outlet


def test_every_domain_is_of_a_state_of_the_book():
    domains = load_yaml("domains.yml")["domains"]
    assert set(domains.values()) <= load_book().kinds["state"]
    assert all(len(domain) == 2 and domain.islower() for domain in domains)


def test_every_idiom_has_a_role_noun():
    book = load_book()
    for idiom in sorted(book.idioms):
        assert any(book.noun(word) or book.noun(word.removesuffix("s")) or word == "hall" for word in idiom.split()), (
            idiom
        )
