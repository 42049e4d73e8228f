"""Parties in plain sentences, through the real parser: what the whole of parse and resolve gives together.

A table with a floor instead of one test a line: a tree may go wrong without a fault of the resolver.
"""

from __future__ import annotations

from builders import plain

from dragoman.parse import parse_many
from dragoman.resolve import resolve
from dragoman.resolve.actors.find import find_actors

# (text, published, {words: ids}); several ids are joined by "+", "" is "no party"
CASES = [
    ("Norway summoned the Bolivian ambassador.", "2019-03-04", {"Norway": "NOR", "the Bolivian ambassador": "BOL"}),
    ("Kenyan and Ugandan troops entered the forest.", "2019-03-04", {"Kenyan and Ugandan troops": "KEN.MIL+UGA.MIL"}),
    ("The Elysee denied that France had paid.", "2019-03-04", {"The Elysee": "FRA", "France": "FRA"}),
    (
        "Greek Prime Minister Kyriakos Mitsotakis met Angela Merkel.",
        "2020-03-04",
        {"Greek Prime Minister Kyriakos Mitsotakis": "GRC", "Angela Merkel": "DEU"},
    ),
    (
        "Danish Foreign Ministry spokesman Arto Quill condemned Boko Haram.",
        "2019-03-04",
        {"Danish Foreign Ministry spokesman Arto Quill": "DNK", "Boko Haram": "boko-haram"},
    ),
    (
        "The Security Council urged the Houthis to release two Dutch aid workers.",
        "2019-03-04",
        {"The Security Council": "un", "the Houthis": "houthis", "two Dutch aid workers": "NLD.CVL"},
    ),
    (
        "Rwanda-backed militias attacked Congolese positions near Goma, Kinshasa said.",
        "2019-03-04",
        {"Rwanda-backed militias": "rwa-militias", "Kinshasa": "COD"},
    ),
    (
        "Western governments and the European Union welcomed the vote in Chad.",
        "2019-03-04",
        {"Western governments": "region:west", "the European Union": "eu"},
    ),
    (
        "All foreign troops must leave Libya, the Libyan opposition said.",
        "2019-03-04",
        {"All foreign troops": "foreign-forces", "the Libyan opposition": "lby-opposition"},
    ),
    (
        "Turkish jets bombed PKK positions in northern Iraq.",
        "2019-03-04",
        {"Turkish jets": "TUR.MIL", "PKK positions": "pkk"},
    ),
    ("Haitian police arrested nine protesters.", "2019-03-04", {"Haitian police": "HTI"}),
    ("Ana Quill, Iceland's envoy to Chile, resigned.", "2019-03-04", {"Ana Quill": "ISL"}),
    ("The Wagner Group recruited prisoners, the Pentagon said.", "2023-03-04", {"The Wagner Group": "wagner"}),
    (
        "Chinese President Xi Jinping will visit Serbia.",
        "2019-03-04",
        {"Chinese President Xi Jinping": "CHN", "Serbia": "SRB"},
    ),
    (
        "Peru warned Chile. It also expelled two Chilean diplomats.",
        "2019-03-04",
        {"It": "PER", "two Chilean diplomats": "CHL"},
    ),
    (
        "Hezbollah shelled the town. The Lebanese group gave no reason.",
        "2019-03-04",
        {"The Lebanese group": "hezbollah"},
    ),
    (
        "Sudan and Egypt signed. Both countries praised Ethiopia.",
        "2019-03-04",
        {"Both countries": "SDN+EGY", "Ethiopia": "ETH"},
    ),
    ("Malian soldiers clashed with jihadists.", "2019-03-04", {"Malian soldiers": "MLI.MIL", "jihadists": "jihadists"}),
    (
        "The Venezuelan National Guard fired on students in Caracas.",
        "2019-03-04",
        {"The Venezuelan National Guard": "VEN.MIL"},
    ),
    ("Japan's navy and its Indian counterpart trained together.", "2019-03-04", {"Japan's navy": "JPN.MIL"}),
]


def test_four_in_five_plain_phrases_are_right():
    articles = [plain(text, published=day) for text, day, _ in CASES]
    right, wrong = 0, []
    for (text, _, wanted), parse in zip(CASES, parse_many(articles), strict=True):
        found = {m.text: "+".join(p.id for p in m.parties) for m in find_actors(parse)}
        for words, ids in wanted.items():
            if found.get(words) == ids:
                right += 1
            else:
                wrong.append((words, ids, found.get(words), text))
    assert right >= 0.85 * (right + len(wrong)), wrong


def test_every_mention_lies_in_its_sentence_and_quotes_it():
    articles = [plain(text, published=day) for text, day, _ in CASES]
    for parse in parse_many(articles):
        mentions = resolve(parse)
        assert mentions == resolve(parse)
        for m in mentions:
            sentence = parse.sentences[m.sentence]
            assert sentence.start <= m.start < m.end <= sentence.end
            assert parse.article.text[m.start : m.end] == m.text
            assert m.first <= m.head < m.last
            assert all(parse.article.text[p.start : p.end] == p.text for p in m.parties)
