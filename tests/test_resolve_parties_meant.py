"""Who is meant by firms, central banks, unions, messages and doubled titles: through the real parser, with situations of its own."""

from __future__ import annotations

import pytest
from builders import parties_by_case

# (what it shows, text, {words: ids}); several ids are joined by "+", "?" is "nobody decided on", "" is "no mention at all"
CASES = [
    (
        "money is no state",
        "Peru paid US$40 million and CA$3 million for the ferry.",
        {"US": "", "US$": "", "CA": "", "Peru": "PER"},
    ),
    ("a firm by its letters", "GM shut the plant in Ohio. General Motors blamed the union.", {"GM": "general-motors"}),
    ("a firm of the report's own words", "Fiat sold the mill. The carmaker thanked Malta.", {"The carmaker": "fiat"}),
    ("two firms", "Hyundai and Toyota met in Lima. The carmakers agreed.", {"The carmakers": "hyundai+toyota"}),
    (
        "a branch",
        "Ecologists Ghana formed an alliance with the Dockers League.",
        {"Ecologists Ghana": "ecologists-ghana"},
    ),
    (
        "a union for something",
        "The Union for Malagasy Harmony voted.",
        {"The Union for Malagasy Harmony": "union-for-malagasy-harmony"},
    ),
    ("the central bank", "Ghana's cedi fell. The Central Bank sold dollars, Ghana said.", {"The Central Bank": "GHA"}),
    ("central banks of many", "The central banks sold dollars.", {"The central banks": "central-banks"}),
    ("a regulator", "Kenyan regulators fined the airline.", {"Kenyan regulators": "KEN"}),
    (
        "a senator by party",
        "Republican Senator Ana Quill of Ohio, in the United States, praised Fiji.",
        {"Republican Senator Ana Quill": "USA"},
    ),
    (
        "the church",
        "The Church of Scientology sued. The church thanked a judge in Oslo, Norway.",
        {"The church": "scientology"},
    ),
    ("the union", "The UAW struck in Ohio. The union rejected the offer.", {"The union": "united-auto-workers"}),
    ("the party", "Fianna Fáil lost the vote in Cork. The party blamed the rain.", {"The party": "fianna-fail"}),
    (
        "the enemy",
        "The coalition bombed ISIL near Mosul, Iraq. Coalition forces said the enemy fled.",
        {"the enemy": "isis"},
    ),
    (
        "a minister is not whom he thanks",
        "Minister Ana Quill welcomed the release of the Government of Chad.",
        {"Minister Ana Quill": "ana-quill"},
    ),
    (
        "a title ahead of a comma",
        "Minister for the Middle East, Ana Quill said the raid in Lima was a shock.",
        {"Ana Quill": "GBR"},
    ),
    (
        "title and name both subjects",
        "Norway's Minister Ana Quill flew to Chile. Speaking today, Minister Quill said:",
        {"Minister Quill": "NOR"},
    ),
    (
        "you are whom we greet",
        "On behalf of Canada, I congratulate the people of Fiji as you celebrate. Canada will stand with you.",
        {"you": "FJI"},
    ),
    ("nobody is greeted", "Canada sent a ship. As you know, it sank.", {"you": ""}),
    (
        "our two countries",
        "I congratulate the people of Fiji as you celebrate. The Canadian people and the government of Canada thank Fiji. "
        "Our two countries trade in sugar.",
        {"Our two countries": "CAN+FJI"},
    ),
    (
        "they of whom was told",
        "When did we last beat Peru at anything? They laugh at us.",
        {"They": "PER"},
    ),
    (
        "a person called like a land",
        "Ana Jordan sued the school in Lima. Jordan refused to sign.",
        {"Jordan": "ana-jordan"},
    ),
    (
        "airmen by a nickname",
        "Quill Citizen Airmen left Ohio. The United States praised them.",
        {"Quill Citizen Airmen": "USA.MIL"},
    ),
    ("a wing by its number", "The 77th Air Refueling Wing landed in Suva.", {"The 77th Air Refueling Wing": "USA.MIL"}),
    ("an empire", "The Empire of Japan fell.", {"The Empire of Japan": "JPN"}),
    (
        "her colleague",
        "Peruvian minister Ana Quill met reporters in Chile. She thanked her colleague.",
        {"her colleague": "CHL"},
    ),
    (
        "a firm whose name stands behind its kind",
        "The Kenyan airline, Quill Air, said it will sue Peru. Two unions, the UAW and the Teamsters, struck in Ohio.",
        {"The Kenyan airline": "quill-air", "it": "quill-air", "Two unions": "united-auto-workers+teamsters"},
    ),
    ("carmakers of a land", "Indian carmakers praised Peru.", {"Indian carmakers": "IND.BUS"}),
    (
        "a chairman of what the state has",
        "The leu fell in Romania. Central Bank chairman Ana Quill praised Chad.",
        {"Central Bank chairman Ana Quill": "ROU"},
    ),
    ("an officer of an army", "Colonel Ana Quill of the Kenyan army thanked Peru.", {"Colonel Ana Quill": "KEN.MIL"}),
    (
        "a family name that is a town's",
        "Ana Dayton of the US Navy was hurt. Dayton was flown to Guam.",
        {"Dayton": "USA.MIL"},
    ),
    ("where they are sent", "Airmen deploy to Chile. The United States praised the airmen.", {"Airmen": "?"}),
    ("leaders of the world", "World leaders in Quito urged Chad to pay.", {"World leaders": "", "Chad": "TCD"}),
    ("letters of several armies", "The ISF took a hill in Iraq.", {"The ISF": "IRQ.MIL"}),
    ("letters of nobody here", "The SEC beat the Big Ten.", {"The SEC": ""}),
    ("on whose behalf", "On behalf of the people of Canada, I congratulate Fiji.", {"I": "CAN"}),
    (
        "men who are sent",
        "Haiti lies in ruins. Kenya will send 400 soldiers to Haiti. Norway sent an envoy to Haiti. Cuba lent Haiti 90 doctors.",
        {"400 soldiers": "KEN.MIL", "an envoy": "NOR", "90 doctors": "CUB.CVL"},
    ),
    ("men who are lost", "Togo took a town in Chad. Chad lost forty soldiers.", {"forty soldiers": "TCD.MIL"}),
    ("men who are withdrawn", "Ethiopia withdrew 1,000 peacekeepers from Haiti.", {"1,000 peacekeepers": "ETH.MIL"}),
    ("men whom others beat", "Togo rejected two envoys of Chad.", {"two envoys of Chad": "TCD"}),
    ("a service in full", "The United States Air Force bought a tanker.", {"The United States Air Force": "USA.MIL"}),
    (
        "the firm of a land",
        "Samsung and Apple met in Lima. The companies settled. The Korean firm paid. The ailing carmaker laughed.",
        {"The companies": "samsung+apple", "The Korean firm": "samsung"},
    ),
    ("a third firm", "Volkswagen sued Peru. A third company laughed.", {"A third company": ""}),
    (
        "a unit of a firm",
        "Shell's Nigerian unit paid. The oil giant denied it.",
        {"Shell's Nigerian unit": "shell", "The oil giant": "shell"},
    ),
    ("people of old", "The Bolsheviks seized a bridge.", {"The Bolsheviks": "bolsheviks"}),
    (
        "they go on",
        "When did we last beat Togo at chess? They laugh at us. And now they are winning in Lima. They never wrote.",
        {"they": "TGO", "They": "TGO"},
    ),
    ("inspectors from a land", "Inspectors from Peru pulled out of Chad.", {"Inspectors": "PER"}),
    (
        "both the one and the other",
        "Fighting goes on in Sudan. Both the army of Sudan and the RSF must let aid in. The warring sides signed a truce.",
        {"the army of Sudan": "SDN.MIL", "The warring sides": "SDN.MIL+rsf"},
    ),
    (
        "guerrillas of a group and a land",
        "The Colombian guerrillas of the ELN freed a cook.",
        {"The Colombian guerrillas of the ELN": "eln"},
    ),
    ("the pontiff", "The pontiff landed in Suva.", {"The pontiff": "VAT"}),
    (
        "a state by its region",
        "Turkey's parliament ratified Finland's bid. Ankara had blocked the Nordic country. Peru thanked the Baltic state.",
        {"the Nordic country": "FIN", "the Baltic state": "?"},
    ),
    (
        "the charity",
        "Gunmen shot a cook in Darfur, who worked for Oxfam. The charity left Darfur.",
        {"The charity": "oxfam"},
    ),
]


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    return parties_by_case(CASES)


@pytest.mark.parametrize(
    ("about", "wanted"), [(about, wanted) for about, _, wanted in CASES], ids=[c[0] for c in CASES]
)
def test_who_is_meant(found, about, wanted):
    told = found[about]
    assert {words: told.get(words, "") for words in wanted} == wanted, told
