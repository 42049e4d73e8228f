"""Who "I" and "we" are: the speaker a title, a line before a quotation, or the end of it names. Invented pages through the parser."""

import pytest
from builders import plain

from dragoman.parse import parse_many
from dragoman.resolve import resolve

# (what it shows, title, paragraphs, {words: ids of their last mention}); "?" is "nobody decided on"
PAGES = [
    (
        "whose speech it is stands before the word, what it is on behind",
        "Quillan Floor Speech in Support of the Jonas Beck Act",
        ["Senator Ana Quillan of Chile spoke on Monday.", "I thank the nurses."],
        {"I": "CHL"},
    ),
    (
        "an officer's statement on somebody else",
        "The Peruvian admiral's statement on Jonas Beck",
        ["We mourn a friend."],
        {"We": "PER.MIL"},
    ),
    (
        "who gives out the statement that follows in quotation marks",
        "A drowned sailor",
        [
            "Kenya's defence minister issued the following statement on Monday:",
            "“We mourn a friend. I thank the crew.”",
        ],
        {"We": "KEN", "I": "KEN"},
    ),
    (
        "what follows in the paragraph of a colon",
        "Grain",
        ["The Kenyan transport minister said: The road is closed. We have also agreed to mend it."],
        {"We": "KEN"},
    ),
    (
        "the end of a quotation says whose it is",
        "Grain",
        ["Ghana spoke on Monday.", "“We need the road. We have asked for it,” Kenya's transport minister said."],
        {"We": "KEN"},
    ),
    (
        "a minister by name after his office",
        "Minister for Africa welcomes news that Kenyan nurses are free",
        ["Minister Jonas Beck welcomes the release. Kenya was thanked."],
        {"Minister Jonas Beck": "GBR"},
    ),
    (
        "a sailor with rate and rank",
        "A drowned sailor",
        ["The United States mourns. Navy Senior Chief Petty Officer Jonas Beck drowned on Monday."],
        {"Navy Senior Chief Petty Officer Jonas Beck": "USA.MIL"},
    ),
    (
        "a name alone under somebody's words",
        "Ferries",
        ["Ana Quillan boarded the ferry in Peru.", "I was locked in a cabin for a week. Ana Quillan"],
        {"I": "ana-quillan"},
    ),
    (
        "a mere member of a church",
        "Ferries",
        ["Jonas Beck, a member of the Church of the Lake, was thanked in Peru."],
        {"Jonas Beck": "jonas-beck"},
    ),
]


@pytest.fixture(scope="module")
def found():
    articles = [plain(*paragraphs, published="2016-11-02", title=title) for _, title, paragraphs, _ in PAGES]
    return {
        case[0]: {m.text: "+".join(p.id for p in m.parties) or "?" for m in resolve(parsed) if m.kind == "actor"}
        for case, parsed in zip(PAGES, parse_many(articles), strict=True)
    }


@pytest.mark.parametrize(("about", "wanted"), [(case[0], case[3]) for case in PAGES], ids=[case[0] for case in PAGES])
def test_speaker(found, about, wanted):
    told = found[about]
    assert {words: told.get(words, "") for words in wanted} == wanted, told
