"""Which class a role noun is of where it stands: "rebel forces" are rebels, "police patrol" police, "press conference" nobody."""

from __future__ import annotations

from collections import Counter

from dragoman.data.book import NounClass
from dragoman.resolve.scene import Scene, case, conjuncts

ARMED = frozenset(("rebel", "attacker", "militia", "force", "group", "part", "opposition", "armed_opposition"))
_COUNTS = frozenset(("dozen", "score", "hundred", "thousand", "million"))
# What only people do, or is done to them alone.
_OF_PEOPLE = frozenset(
    [
        "die",
        "kill",
        "wound",
        "injure",
        "hurt",
        "arrest",
        "detain",
        "jail",
        "march",
        "protest",
        "demonstrate",
        "rally",
        "gather",
        "riot",
        "flee",
        "evacuate",
        "abduct",
        "kidnap",
        "starve",
        "uproot",
        "expel",
        "deport",
        "imprison",
        "trap",
        "rescue",
        "strand",
        "besiege",
        "massacre",
        "slaughter",
        "drown",
        "perish",
        "vote",
        "murder",
        "behead",
        "execute",
        "torture",
        "sentence",
        "convict",
        "hospitalise",
        "hospitalize",
    ]
)
OFFICE = frozenset(("official", "officials"))
_FLYING = frozenset(("fighter", "bomber"))
_AIRCRAFT = frozenset(("jet", "aircraft", "plane", "squadron", "wing", "pilot", "airplane", "aeroplane", "command"))
# What else stands between: "fighter, transport and remotely piloted aircraft".
_BESIDE = frozenset(
    (",", "and", "or", "-", "/", "attack", "transport", "tanker", "reconnaissance", "surveillance", "remotely", "piloted", "unmanned")
)  # fmt: skip
_SPLIT = frozenset(("among", "amongst", "between", "over", "within"))
# Adjectives that a class lists as nouns, too: "the revolutionary", and "a revolutionary idea".
_QUALITIES = frozenset(("revolutionary", "radical"))
_BEFORE = frozenset(("compound", "amod", "nmod:desc"))
_MARKS = frozenset(("det", "amod", "compound", "nmod:poss", "nmod:desc", "nummod", "nmod:unmarked"))
# Ranks that the police have too.
_RANKS = frozenset(("officer", "sergeant", "lieutenant", "captain", "corporal", "detachment", "patrol", "trooper"))


def noun_class(scene: Scene, s: int, i: int) -> NounClass | None:
    """The class of the role noun at token `i`, of two words where both are listed, turned by modifiers ("rebel forces")."""
    tokens, book = scene.parse.sentences[s].tokens, scene.book
    word, lemma = tokens[i].text.lower(), tokens[i].lemma.lower()
    before = tokens[i - 2 if i > 1 and tokens[i - 1].text == "-" else i - 1].text.lower() + " " if i else ""
    cls = book.noun(before + lemma) or book.noun(before + word) or book.noun(lemma) or book.noun(word)
    if cls is None and word.endswith("s"):
        cls = book.noun(before + word[:-1]) or book.noun(word[:-1])
    if cls is None and lemma in _COUNTS and word.endswith("s") and _of_people(scene, s, i):
        return book.classes["civilian"]
    after = tokens[i + 1].lemma.lower() if i + 1 < len(tokens) else ""
    if cls is not None and cls.name == "media" and book.noun(f"{word} {after}") is not None:
        return None  # "press" of "press secretary"
    if cls is not None and (_idiom(scene, s, i, word) or (lemma in _FLYING and _flying(scene, s, i))):
        return None
    if cls is not None and lemma == "bomber" and _alone(scene, s, i):
        cls = scene.book.classes["attacker"]  # "the bomber struck a market": a man, where nothing says whose aircraft
    if cls is not None and lemma in _QUALITIES and tokens[i].pos == "ADJ" and tokens[i].dep == "amod":
        return None
    if cls is None or cls.name in ("asset", "country", "civilian"):
        return cls
    alone = not before or book.noun(before + lemma) is None
    if cls.name == "force" and word.removesuffix("s") in _RANKS and alone and _beat(scene):
        cls = book.classes["police"]
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep in ("amod", "compound", "nmod:desc"):
            for m in conjuncts(scene, s, c):
                turned = _turned(scene, cls, tokens[m].lemma.lower())
                if turned is not None:
                    return turned
    return cls


def _of_people(scene: Scene, s: int, i: int) -> bool:
    """Whether a bare number counts people: "thousands marched", "scores died"; "of whom" is told behind it else."""
    tokens = scene.parse.sentences[s].tokens
    over = tokens[i].head
    bare = all(
        tokens[c].dep in ("det", "punct", "advmod", "case", "cc", "conj")
        or (tokens[c].dep == "nmod" and case(scene, s, c) in ("in", "at", "near", "across"))
        for c in scene.kids[s][i]
    )
    return (
        bare and over >= 0 and tokens[over].lemma.lower() in _OF_PEOPLE and tokens[i].dep.startswith(("nsubj", "obj"))
    )


def _idiom(scene: Scene, s: int, i: int, word: str) -> bool:
    tokens, idioms = scene.parse.sentences[s].tokens, scene.book.idioms
    before = tokens[i - 1].lemma.lower() if i else ""
    after = tokens[i + 1].lemma.lower() if i + 1 < len(tokens) and tokens[i].dep in _BEFORE else ""
    bare = not any(tokens[c].dep in _MARKS for c in scene.kids[s][i] if c < i)
    if bare and word in ("force", "division"):
        return True  # "through force or deception", "violence and division"
    if word.startswith("division") and any(case(scene, s, c) in _SPLIT for c in scene.kids[s][i] if c > i):
        return True  # "divisions over the dam"
    return f"{before} {word}" in idioms or (after != "" and f"{word} {after}" in idioms)


def _flying(scene: Scene, s: int, i: int) -> bool:
    """ "Fighter" in "fighter aircraft", "attack, fighter and bomber jets": no man who fights."""
    tokens = scene.parse.sentences[s].tokens
    for n in range(i + 1, min(i + 8, len(tokens))):
        lemma = tokens[n].lemma.lower()
        if lemma in _AIRCRAFT:
            return True
        if lemma not in _FLYING and tokens[n].text.lower() not in _BESIDE:
            break
    return False


def _alone(scene: Scene, s: int, i: int) -> bool:
    """Whether a singular noun stands with no more than an article: "the bomber", not "Peruvian bombers", "a B-52 bomber"."""
    tokens = scene.parse.sentences[s].tokens
    return tokens[i].text.lower() == tokens[i].lemma.lower() and not any(
        tokens[c].dep in _MARKS and tokens[c].dep != "det" for c in scene.kids[s][i]
    )


def _beat(scene: Scene) -> bool:
    """Whether the report tells of the police and of no army: there "the officers" are policemen."""
    if scene.beat is None:
        found: Counter[str] = Counter()
        for sentence in scene.parse.sentences:
            before = ""
            for token in sentence.tokens:
                lemma = token.lemma.lower()
                if token.pos in ("NOUN", "PROPN") and lemma.removesuffix("s") not in _RANKS:
                    cls = scene.book.noun(f"{before} {lemma}") or scene.book.noun(lemma)
                    found[cls.name if cls is not None else ""] += 1
                before = lemma
        scene.beat = bool(found["police"]) and not found["force"]
    return scene.beat


def _turned(scene: Scene, cls: NounClass, modifier: str) -> NounClass | None:
    classes, words = scene.book.classes, scene.book.modifiers
    if modifier in ("opposition", "dissident") and (cls.name in ARMED or cls.name in OFFICE or cls.name == "party"):
        return classes["armed_opposition" if cls.name in ARMED else "dissident"]
    if modifier == "shadow" and (cls.name == "government" or cls.name in OFFICE):
        return classes["dissident"]  # "the shadow foreign secretary" is of the opposition
    if cls.name == "militia" and modifier in words["militia"]:
        return cls  # "a proxy terrorist militia" fights for somebody, whatever it is called
    if modifier in words["rebel"] and (cls.name in ARMED or cls.name in OFFICE):
        return classes["rebel"]
    if modifier in words["militia"] and (cls.name in ("force", "group", "rebel", "part") or cls.name in OFFICE):
        return classes["militia"]
    if modifier in words["state"] and cls.name in ("force", "militia", "part"):
        return classes["force"]
    if modifier == "armed" and cls.name == "group":
        return classes["rebel"]
    other = scene.book.noun(modifier)
    if modifier == "police" and other is not None and cls.name in ("force", "part"):
        return other  # "police patrol", "police units"
    if (
        other is not None
        and cls.name in OFFICE
        and other.name in ("force", "police", "court", "parliament", "spies", "opposition")
    ):
        return other
    return None
