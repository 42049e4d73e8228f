"""Trees mended where the model is known to slip: verbal nouns, doubled nouns, objects behind a particle or a marker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from dragoman.code.trees.repairs_clauses import (
    across_a_verb,
    against_across,
    against_whom,
    argument_before_marker,
    behind_a_bracket,
    behind_comma,
    clause_of_noun,
    finite_joined,
    gerund,
    noun_behind_preposition,
    one_name,
    without_that,
)
from dragoman.code.trees.repairs_due import due_to
from dragoman.code.trees.repairs_for import doer_after_for, subject_after_for
from dragoman.code.trees.repairs_names import border_with, case_of_title, discussed_with, sold_to
from dragoman.code.trees.repairs_objects import NAMES, bare_object, behind_preposition, blamed_on, given
from dragoman.code.trees.repairs_participles import (
    behind_its_noun,
    joined_passive,
    made_by_whom,
    noun_with_object,
    of_the_nearer_noun,
    owner_as_object,
    predicate_behind,
    those_doing,
    to_what_is_done,
)
from dragoman.code.trees.repairs_said import adds, said_and_did, says_and_does
from dragoman.code.what.lexicon import load_lexicon
from dragoman.model import Token

OPEN_CLASS = frozenset({"VERB", "NOUN", "ADJ"})
REPORTING = frozenset({"reports", "writes", "says"})
CLAUSAL = frozenset({"xcomp", "advcl", "acl", "ccomp", "conj"})
ARTICLES = frozenset({"a", "an", "the"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
VOWELS = frozenset("aeiouy")


def repair(
    tokens: Sequence[Token], children: list[list[int]] | None = None, forms: Sequence[str] | None = None
) -> tuple[Token, ...]:
    """The words with mended tags and heads; most sentences come back as they are.

    `children` are the words below each word, where they are known; they are those of the words before mending. `forms` are the
    words in lower case.
    """
    found = list(tokens)
    children = below(tokens) if children is None else children
    forms = [token.text.lower() for token in tokens] if forms is None else forms
    if "due" in forms:
        due_to(found, forms)
    # Most words are articles, prepositions and stops, which no rule is for: asked by tag and relation, a sentence takes half the time.
    for i, token in enumerate(tokens):
        if token.pos in OPEN_CLASS:
            word = forms[i]
            if "ing" in word and word.endswith(("ing", "ings")):
                _verbal_noun(found, children, i)
                if word.endswith("ing"):
                    noun_with_object(found, children, i)
            if token.pos == "NOUN" and token.dep in CLAUSAL:
                _verb_tagged_noun(found, children, i)
            if found[i].pos == "VERB":
                _noun_tagged_verb(found, children, i)
            if found[i].pos == "ADJ":
                _noun_tagged_adjective(found, children, i)
    said = frozenset(forms)
    by_relation = _rules(tuple([needed.isdisjoint(said) for needed in NEEDED]))
    for i, token in enumerate(found):
        if token.dep in by_relation:
            for rule, tags in by_relation[token.dep]:
                if tags is None or token.pos in tags:
                    rule(found, children, i)
        if token.pos == "VERB":
            bare_object(found, children, i)
    some_for = "for" in said
    markers = [
        (i, t) for i, t in enumerate(found) if t.dep == "mark" or (some_for and t.dep == "case" and forms[i] == "for")
    ]
    for mark, token in markers:
        if token.dep == "case":
            doer_after_for(found, children, mark)
        elif token.head > mark:
            if forms[mark] == "for":
                subject_after_for(found, mark, token.head)
            else:
                argument_before_marker(found, mark, token.head)
    for i in range(max(0, len(found) - 3), len(found)):  # the end of the sentence: "..., the news agency reports."
        if forms[i] in REPORTING:
            _reporting(found, children, i)
    return tuple(found)


def below(tokens: Sequence[Token]) -> list[list[int]]:
    """The words that hang on each word, in text order."""
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        head = token.head
        if head >= 0:
            children[head].append(i)
    return children


def _verb_tagged_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Agreed to hand over four villages": what has "to" before it and an object behind it is a verb."""
    to = any(c == i - 1 and tokens[c].dep == "mark" and tokens[c].text.lower() == "to" for c in children[i])
    if to and any(c > i and tokens[c].dep == "obj" for c in children[i]):
        tokens[i] = replace(tokens[i], pos="VERB", lemma=tokens[i].text.lower())


def _noun_tagged_verb(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "called for the withdrawal of troops": what has an article is a noun, and what stands below it with "of" is its own.

    EWT reads "call for X to leave" as a clause, and the model every "for" behind "call" so.
    """
    token = tokens[i]
    if token.pos != "VERB" or token.text.lower().endswith(("ing", "ed", "en")):
        return
    subject = token.dep in ("nsubj", "nsubj:pass") and token.text.lower().endswith(
        "s"
    )  # "calls for a truce grow louder"
    if not subject and not _has_article(tokens, children, i):
        return
    tokens[i] = replace(token, pos="NOUN", dep="obl" if token.dep in ("xcomp", "advcl", "ccomp", "acl") else token.dep)
    for c in children[i]:
        child = tokens[c]
        if child.dep == "mark" and c < i:
            tokens[c] = replace(child, pos="ADP", dep="case")
        elif child.dep == "obl":
            tokens[c] = replace(child, dep="nmod")


def _has_article(tokens: list[Token], children: list[list[int]], i: int) -> bool:
    for c in children[i]:
        if c >= i:
            return False
        if tokens[c].dep == "det" and tokens[c].text.lower() in ARTICLES:
            return True
    return False


def _reporting(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "..., the news agency reports.": the last word is a verb, and what the model compounds with it its subject."""
    token = tokens[i]
    if token.pos != "NOUN" or token.dep not in ("parataxis", "appos", "dep"):
        return
    if i < 2 or any(t.pos != "PUNCT" for t in tokens[i + 1 :]):
        return
    subject = tokens[i - 1]
    if subject.head != i or subject.pos not in ("NOUN", "PROPN"):
        return
    own = [c for c in children[i] if c < i - 1 and tokens[c].pos != "PUNCT"]
    first = min([*own, i - 1])
    if first == 0 or tokens[first - 1].pos != "PUNCT":
        return
    tokens[i] = replace(token, pos="VERB", dep="parataxis", lemma=token.text.lower()[:-1])
    tokens[i - 1] = replace(subject, dep="nsubj")
    for c in own:
        tokens[c] = replace(tokens[c], head=i - 1)


def _verbal_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "beatings", "the hostage taking", "Mali's shelling of": a noun, spelt as it stands, whatever tag or lemma the model gives."""
    token = tokens[i]
    word = token.text.lower()
    if token.pos not in ("VERB", "NOUN") or not word.endswith(("ing", "ings")):
        return
    single = word.removesuffix("s")
    if token.pos == "VERB":
        several = word != single and not VOWELS.isdisjoint(single[:-3])  # not "brings", "swings"
        if not several and not _has_article(tokens, children, i):
            return
        for c in children[i]:
            if c == i - 1 and tokens[c].dep == "nsubj" and tokens[c].pos == "NOUN":
                tokens[c] = replace(tokens[c], dep="compound")
    if not token.lemma.lower().endswith("ing"):
        token = replace(token, lemma=single)
    tokens[i] = replace(token, pos="NOUN", dep=token.dep.replace("csubj", "nsubj"))


def _noun_tagged_adjective(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "ordered the release of": an adjective with an article or owner and a complement of its own stands for a noun."""
    token = tokens[i]
    if token.pos != "ADJ" or token.dep not in ("obj", "obl", "nsubj", "nsubj:pass"):
        return
    if token.text.lower().endswith(("ed", "en", "est")) or any(tokens[c].dep in ("cop", "advmod") for c in children[i]):
        return
    held = any(
        c < i and (tokens[c].dep == "nmod:poss" or tokens[c].text.lower() in ARTICLES or _owns(tokens, children, c))
        for c in children[i]
    )
    governs = any(
        c > i and tokens[c].dep in ("nmod", "obl") and any(tokens[g].dep == "case" for g in children[c])
        for c in children[i]
    )
    if held and governs:
        tokens[i] = replace(token, pos="NOUN")


def _owns(tokens: list[Token], children: list[list[int]], i: int) -> bool:
    return i + 1 in children[i] and tokens[i + 1].dep == "case" and tokens[i + 1].text in POSSESSIVE


def _possessor(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Ghana's stationing of troops", "the former's demand": whoever has the noun, and no subject or quality of it."""
    token = tokens[i]
    if token.dep not in ("nsubj", "amod", "compound", "nmod") or token.head <= i or tokens[token.head].pos != "NOUN":
        return
    if _owns(tokens, children, i):
        tokens[i] = replace(token, dep="nmod:poss")


def _behind_of(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "the withdrawal of Togolese troops": what stands behind "of" is no object, whatever the noun was made from."""
    token = tokens[i]
    if token.dep != "obj" or token.head < 0 or token.head > i or tokens[token.head].pos != "NOUN":
        return
    if any(tokens[c].dep == "case" and tokens[c].text.lower() == "of" and c < i for c in children[i]):
        tokens[i] = replace(token, dep="nmod")


def _doing_so(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Police shot at protesters demanding bread": a participle right behind people is what they do."""
    token = tokens[i]
    if (
        not token.text.lower().endswith("ing")
        or i == 0
        or any(tokens[c].dep in ("mark", "aux", "nsubj") for c in children[i])
    ):
        return
    before = tokens[i - 1]
    if before.head != token.head or before.pos != "NOUN" or before.dep not in ("obj", "obl"):
        return
    classes, lemma = load_lexicon().classes, before.lemma.lower()
    if lemma in classes["person"] or lemma in classes["force"]:
        tokens[i] = replace(token, dep="acl", head=i - 1)


def _garden_path(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Troops backed by drones retook the port": of two verbs behind a noun, the first without an auxiliary only says which troops."""
    token = tokens[i]
    noun = token.head
    verb = tokens[noun].head if 0 <= noun < i else -1
    if not noun < verb < i or tokens[noun].dep != "nsubj:pass" or tokens[verb].pos != "VERB":
        return
    if token.text.lower().endswith("ing") or any(tokens[c].dep in ("mark", "case") for c in children[i]):
        return
    if any(tokens[c].dep in ("aux", "aux:pass", "cop") for c in children[verb]):
        return
    tokens[i] = replace(token, head=tokens[verb].head, dep=tokens[verb].dep)
    tokens[verb] = replace(tokens[verb], head=noun, dep="acl")
    tokens[noun] = replace(tokens[noun], head=i, dep="nsubj")
    for c in children[verb]:
        if c > i:
            tokens[c] = replace(tokens[c], head=i)


def _doubled_noun(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "the import ban", "faced a doctors strike": of two nouns side by side that both are the subject, or object, the first says which."""
    if i + 1 >= len(tokens):
        return
    first, second = tokens[i], tokens[i + 1]
    if second.pos != "NOUN" or first.dep not in ("nsubj", "nsubj:pass", "obj"):
        return
    if (first.dep, first.head) != (second.dep, second.head):
        return
    tokens[i] = replace(first, dep="compound", head=i + 1)
    for c in range(i):
        if tokens[c].head == i:
            tokens[c] = replace(tokens[c], head=i + 1)


def _fronted(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "A pastor of the Free Church, Jonas Quill was held": of two subjects the description before the comma is no other person."""
    token = tokens[i]
    if token.head <= i:
        return
    others = [c for c in children[token.head] if c > i and tokens[c].dep == token.dep]
    if len(others) != 1 or tokens[others[0]].pos != "PROPN":
        return
    first = min([others[0], *children[others[0]]])
    if first == i or tokens[first if first < others[0] else first - 1].text != ",":
        return
    tokens[i] = replace(token, dep="appos", head=others[0])


def _hyphenated(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "signed a cease-fire": what stands before the hyphen belongs to the noun behind it, not to the verb."""
    if i + 2 >= len(tokens) or tokens[i].dep != "compound" or tokens[i + 1].text != "-" or tokens[i + 2].pos != "NOUN":
        return
    if tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start and tokens[i + 2].head != i:
        tokens[i] = replace(tokens[i], head=i + 2)


def _no_passive(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "Gabon Frees Wrongly Held Pilot": a verb with an object and no auxiliary has no passive subject."""
    token = tokens[i]
    if token.dep != "nsubj:pass" or token.head <= i:
        return
    verb = children[token.head]
    if any(tokens[c].dep == "obj" and c > token.head for c in verb) and not any(
        tokens[c].dep in ("aux:pass", "aux", "cop") for c in verb
    ):
        tokens[i] = replace(token, dep="nsubj")


def _agent_without_by(tokens: list[Token], children: list[list[int]], i: int) -> None:
    """ "A rally against the government blocked the road": only "by" makes an agent; before the verb it belongs to the subject."""
    token = tokens[i]
    cases = [c for c in children[i] if tokens[c].dep == "case"]
    if token.dep != "obl:agent" or not cases or any(tokens[c].text.lower() in ("by", "from") for c in cases):
        return
    before = [
        c for c in children[token.head] if c == min(cases) - 1 and tokens[c].dep.startswith("nsubj") and c < token.head
    ]
    tokens[i] = replace(token, dep="nmod", head=before[0]) if before else replace(token, dep="obl")


Rule = Callable[[list[Token], list[list[int]], int], None]
NOUN, NAME, VERB, ADP = (frozenset({tag}) for tag in ("NOUN", "PROPN", "VERB", "ADP"))
NOUNS = NOUN | NAME
CLAUSE = VERB | {"ADJ"}  # "free" of "a demand that Peru free the crew" may be tagged as either
# Which rules a word is for, by its relation, in the order they are asked, and of which tags it must be (None: any).
BY_RELATION: dict[str, tuple[tuple[Rule, frozenset[str] | None], ...]] = {
    "nsubj": ((_possessor, None), (_doubled_noun, NOUN), (_fronted, NOUN), (one_name, NAME)),
    "nsubj:pass": ((_doubled_noun, NOUN), (_no_passive, None), (_fronted, NOUN), (one_name, NAME)),
    "amod": ((_possessor, None),),
    "compound": ((_possessor, None), (_hyphenated, None), (sold_to, NAME)),
    "nmod": (
        (_possessor, None),
        (blamed_on, None),
        (against_across, NOUNS),
        (border_with, NOUNS),
        (discussed_with, NOUNS),
    ),
    "nmod:desc": ((case_of_title, None),),
    "obj": ((owner_as_object, None), (_behind_of, None), (_doubled_noun, NOUN), (given, NAMES), (one_name, NAME)),
    "iobj": ((behind_preposition, None), (one_name, NAME)),
    "obl:agent": ((_agent_without_by, None), (one_name, NAME)),
    "acl:relcl": ((across_a_verb, None),),
    "obl": ((against_whom, None), (against_across, NOUNS), (behind_a_bracket, ADP), (border_with, NOUNS)),
    "advcl": ((_doing_so, None), (adds, VERB), (those_doing, VERB), (noun_behind_preposition, VERB)),
    "conj": (
        (behind_its_noun, VERB),
        (without_that, VERB),
        (finite_joined, CLAUSE),
        (said_and_did, VERB),
        (says_and_does, VERB),
        (joined_passive, VERB),
        (to_what_is_done, VERB),
        (made_by_whom, VERB),
        (behind_comma, NAMES),
    ),
    "appos": ((clause_of_noun, CLAUSE),),
    "parataxis": ((clause_of_noun, CLAUSE),),
    "acl": (
        (_garden_path, VERB),
        (predicate_behind, VERB),
        (noun_behind_preposition, VERB),
        (of_the_nearer_noun, None),
    ),
    "mark": ((gerund, None),),
}
# Words of which a rule needs one in the sentence, in lower case: most sentences have none of them.
NEEDS: dict[Rule, frozenset[str]] = {
    _possessor: POSSESSIVE,
    owner_as_object: POSSESSIVE,
    _hyphenated: frozenset({"-"}),
    blamed_on: frozenset({"on", "upon"}),
    _behind_of: frozenset({"of"}),
    clause_of_noun: frozenset({"that"}),
    against_whom: frozenset({"against"}),
    against_across: frozenset({"against"}),
    behind_a_bracket: frozenset({"]", ")"}),
    gerund: frozenset({"of", "against", "from"}),
    border_with: frozenset({"border", "borders", "frontier", "boundary", "borderline"}),
}
NEEDED = tuple(dict.fromkeys(NEEDS.values()))


@cache
def _rules(missing: tuple[bool, ...]) -> dict[str, tuple[tuple[Rule, frozenset[str] | None], ...]]:
    """`BY_RELATION` without the rules that need what a sentence has not; `missing` says so for each of `NEEDED`."""
    none = {needed for needed, gone in zip(NEEDED, missing, strict=True) if gone}
    kept = {
        relation: tuple((rule, tags) for rule, tags in rules if NEEDS.get(rule) not in none)
        for relation, rules in BY_RELATION.items()
    }
    return {relation: rules for relation, rules in kept.items() if rules}
