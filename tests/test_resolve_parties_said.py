"""Who is meant by words that count, compare or only say what was done: invented sentences through the parser."""

import pytest
from builders import parties_by_case

# (what it shows, text, {words: ids of their last mention}); "?" is "nobody decided on", "" is "no mention at all"
CASES = [
    (
        "a family name alone that the model takes for a place",
        "Fisheries minister Sione Kavanuku of Tonga thanked Chile. A week later the boats came back. "
        "Kavanuku refused them a berth.",
        {"Kavanuku": "TON"},
    ),
    (
        "a foreign colleague by name",
        "The Peruvian transport minister spoke first. Her Chilean colleague, Ana Quillan, thanked her.",
        {"Her Chilean colleague, Ana Quillan": "", "Ana Quillan": "CHL"},
    ),
    (
        "a counterpart, where the report has one other state",
        "Peru's transport minister flew to Chile. He praised his counterpart in a speech.",
        {"his counterpart": "CHL"},
    ),
    (
        "a counterpart, where it has two",
        "Peru's transport minister flew to Chile and then to Bolivia. He praised his counterpart in a speech.",
        {"his counterpart": ""},
    ),
    (
        "a neighbour",
        "Ghana closed the border with Togo. It accused its neighbour of smuggling cocoa.",
        {"its neighbour": "TGO"},
    ),
    (
        "people counted before",
        "Four Omani herders crossed the line on Monday. Soldiers arrested the four near a well.",
        {"the four": "OMN.CVL"},
    ),
    (
        "people counted otherwise before",
        "Four Omani herders crossed the line. Soldiers arrested the nine.",
        {"the nine": ""},
    ),
    ("the two that were named", "Ghana and Togo signed a treaty. The two will meet again.", {"The two": "GHA+TGO"}),
    (
        "those of whom only is told what was done to them",
        "Police broke up a rally in Zambia. Those arrested were taken to a camp.",
        {"Those": "ZMB.CVL"},
    ),
    ("those who act are not", "Police broke up a rally in Zambia. Those shouting slogans ran.", {"Those": ""}),
    (
        "what came after a meeting is the event",
        "Ghana closed the border. It came a day after Togo's army shot a herder.",
        {"It": ""},
    ),
    ("a party that came somewhere is not", "Ghana's army was late. It came to the border at noon.", {"It": "GHA.MIL"}),
    (
        "a secretary of state by name",
        "Peru's Secretary of State Ana Quillan met a nurse from Ghana. She thanked her.",
        {"Ana Quillan": "PER", "She": "PER"},
    ),
    (
        "a member of the cabinet by name",
        "Zambia closed the road. Munir Tembari, a member of the cabinet, promised help.",
        {"Munir Tembari": "ZMB"},
    ),
    (
        "somebody of a ministry",
        "Zambia closed the road. It was praised by the energy ministry's Munir Tembari.",
        {"the energy ministry's Munir Tembari": "ZMB"},
    ),
    (
        "the head of a district by name",
        "A Zambian court sat in Kitwe. District head Munir Tembari called it a victory.",
        {"District head Munir Tembari": "ZMB"},
    ),
    (
        "the we of somebody nobody knows is not the last speaker's",
        '"We thank Chile," the Peruvian minister said. "We warn the owners that axles break," the steward said.',
        {"We": "?"},
    ),
    (
        "a speaker for the opposition",
        "The Peruvian parliament met. Ana Quillan, for the opposition, accused the government of waste.",
        {"Ana Quillan": "PER.OPP"},
    ),
    (
        "for the opposition, a speaker",
        "The Peruvian parliament met. For the opposition, Ana Quillan deplored the raid.",
        {"Ana Quillan": "PER.OPP"},
    ),
    ("a bare number of people", "Kenyan police fired on a rally. Thousands fled.", {"Thousands": "KEN.CVL"}),
    ("a bare number of things", "Kenyan police fired on a herd. Thousands were sold.", {"Thousands": ""}),
    (
        "who urges him is somebody else",
        "Jonas Quillan, a Togolese pilot, also met a Chadian rebel who urged him to desert.",
        {"him": "TGO.MIL"},
    ),
    (
        "whom a party attacks is somebody else",
        "Ghana summoned the Togolese envoy. Its minister said Togo had insulted it.",
        {"it": "GHA"},
    ),
    (
        "a state secretary in a capital",
        "In Oslo state secretary Aksel Torvik spoke of a mistake. Torvik thanked Chile.",
        {"Torvik": "NOR"},
    ),
    ("jet fighters are no fighters", "Two Gabonese jet fighters hit a port.", {"Two Gabonese jet fighters": "GAB.MIL"}),
    ("a territory with a government", "A Faroese buyer paid a Bermudian crew.", {"A Faroese buyer": "FRO.CVL"}),
    (
        "each side, in a report of two states",
        "Ghana shelled a village of Togo. The army of Togo shelled a mill of Ghana. Togo lost nine men. Ghana buried four. "
        "It rained. Nobody spoke. The night was long. A Kenyan envoy asked each side to stop.",
        {"each side": "GHA+TGO"},
    ),
    (
        "each side, where one of them asks",
        "Ghana shelled a village of Togo. Togo shelled a mill of Ghana. It rained. Nobody spoke. The night was long. "
        "It was cold. Ghana asked each side to stop.",
        {"each side": "?"},
    ),
    (
        "who speaks is nobody that is spoken of inside the quotation",
        "Ana Quill, a fellow of the Harbour Institute, was not surprised. “We expected it,” she said. "
        "“At the same time one hears the Chilean foreign minister talk of soft partition. They want it to remain one,” she added.",
        {"she": "ana-quill"},
    ),
    (
        "whose it is in a relative clause",
        "Chile is angered by Peru, unlike the Bolivian side, which pressed its miners to leave.",
        {"its": "BOL"},
    ),
    ("investigators are police", "Kenyan investigators flew to Peru.", {"Kenyan investigators": "KEN"}),
]


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, str]]:
    return parties_by_case(CASES)


@pytest.mark.parametrize(
    ("about", "wanted"), [(about, wanted) for about, _, wanted in CASES], ids=[c[0] for c in CASES]
)
def test_party(found, about, wanted):
    told = found[about]
    assert {words: told.get(words, "") for words in wanted} == wanted, told
