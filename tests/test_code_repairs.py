"""Trees as a model may slip, and as they are mended: the words of each are written `text/tag/relation/head`, heads from 1."""

import pytest

from dragoman.code.trees.repairs import repair
from dragoman.code.what.entries import bases
from dragoman.model import Token


def tree(text: str) -> list[Token]:
    """Words from `text/tag/relation/head`, a fifth part being the lemma; a word that starts with "+" has no space before it."""
    found: list[Token] = []
    at = 0
    for item in text.split():
        word, tag, dep, head, *lemma = item.split("/")
        at -= word.startswith("+")
        word = word.removeprefix("+")
        found.append(Token(word, at, at + len(word), lemma[0] if lemma else word, tag, dep, int(head) - 1))
        at += len(word) + 1
    return found


MENDED = [
    # a bare nominal behind verb and particle is the object
    ("Bolivia/PROPN/nsubj/2 broke/VERB/root/0/break off/ADP/compound:prt/2 relations/NOUN/obl/2", "relations/NOUN/obj/2"),
    ("Peru/PROPN/nsubj/2 called/VERB/root/0/call out/ADP/compound:prt/2 China/PROPN/xcomp/2", "China/PROPN/obj/2"),
    ("Peru/PROPN/nsubj/2 declared/VERB/root/0/declare war/NOUN/xcomp/2", "war/NOUN/obj/2"),
    # ... but not when, how far, or what the subject became
    ("Peru/PROPN/nsubj/2 pulled/VERB/root/0/pull out/ADP/compound:prt/2 Monday/PROPN/obl/2", "Monday/PROPN/obl/2"),
    ("Peru/PROPN/nsubj/2 ended/VERB/root/0/end up/ADP/compound:prt/2 loser/NOUN/xcomp/2", "loser/NOUN/xcomp/2"),
    ("Peru/PROPN/nsubj/2 broke/VERB/root/0/break off/ADP/compound:prt/2 in/ADP/case/5 May/PROPN/obl/2", "May/PROPN/obl/2"),
    ("He/PRON/nsubj:pass/3 was/AUX/aux:pass/3 called/VERB/root/0/call traitor/NOUN/xcomp/3", "traitor/NOUN/xcomp/3"),
    # verbal nouns
    ("beatings/VERB/csubj:pass/3/beat were/AUX/aux:pass/3 filmed/VERB/root/0/film", "beatings/NOUN/nsubj:pass/3"),
    ("Peru/PROPN/nsubj/2 brings/VERB/root/0/bring food/NOUN/obj/2", "brings/VERB/root/0"),
    ("the/DET/det/3 hostage/NOUN/nsubj/3 taking/VERB/csubj/4/take ended/VERB/root/0/end", "hostage/NOUN/compound/3"),
    ("the/DET/det/3 hostage/NOUN/nsubj/3 taking/VERB/csubj/4/take ended/VERB/root/0/end", "taking/NOUN/nsubj/4"),
    # both of two are to do what stands behind "for"
    (
        "Peru/PROPN/nsubj/2 pressed/VERB/root/0/press for/ADP/case/4 troops/NOUN/obl/2 and/CCONJ/cc/6 fighters/NOUN/nsubj/8 "
        "to/PART/mark/8 leave/VERB/advcl/2",
        "troops/NOUN/nsubj/8",
    ),
    (
        "Peru/PROPN/nsubj/2 pressed/VERB/root/0/press for/ADP/case/4 troops/NOUN/obl/2 and/CCONJ/cc/6 fighters/NOUN/nsubj/8 "
        "to/PART/mark/8 leave/VERB/advcl/2",
        "fighters/NOUN/conj/4",
    ),
    # a noun tagged as an adjective
    ("He/PRON/nsubj/2 ordered/VERB/root/0/order the/DET/det/4 release/ADJ/obj/2 of/ADP/case/6 prisoners/NOUN/nmod/4", "release/NOUN/obj/2"),
    ("He/PRON/nsubj/2 treated/VERB/root/0/treat the/DET/det/4 wounded/ADJ/obj/2 of/ADP/case/6 Mali/PROPN/nmod/4", "wounded/ADJ/obj/2"),
    # owners, doubled nouns, hyphens, agents
    ("Ghana/PROPN/nsubj/3 +'s/PART/case/1 offer/NOUN/nsubj/4 failed/VERB/root/0/fail", "Ghana/PROPN/nmod:poss/3"),
    ("the/DET/det/2 import/NOUN/nsubj/4 ban/NOUN/nsubj/4 hurt/VERB/root/0", "import/NOUN/compound/3"),
    ("the/DET/det/2 import/NOUN/nsubj/4 ban/NOUN/nsubj/4 hurt/VERB/root/0", "the/DET/det/3"),
    ("They/PRON/nsubj/2 signed/VERB/root/0/sign cease/NOUN/compound/2 +-/PUNCT/punct/5 +fire/NOUN/obj/2", "cease/NOUN/compound/5"),
    ("rally/NOUN/nsubj/4 against/ADP/case/3 Peru/PROPN/obl:agent/4 blocked/VERB/root/0/block roads/NOUN/obj/4", "Peru/PROPN/nmod/1"),
    ("Peru/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 hit/VERB/root/0 by/ADP/case/5 Chile/PROPN/obl:agent/3", "Chile/PROPN/obl:agent/3"),
    # a verb with an object and no auxiliary is active; of two objects side by side the first is whom it is given to
    ("Peru/PROPN/nsubj:pass/2 Frees/VERB/root/0/free Pilot/NOUN/obj/2", "Peru/PROPN/nsubj/2"),
    ("Peru/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 given/VERB/root/0/give rifles/NOUN/obj/3", "Peru/PROPN/nsubj:pass/3"),
    ("Peru/PROPN/nsubj/2 sent/VERB/root/0/send Chile/PROPN/obj/2 a/DET/det/5 warning/NOUN/obj/2", "Chile/PROPN/iobj/2"),
    ("Peru/PROPN/nsubj/2 sent/VERB/root/0/send rifles/NOUN/obj/2 to/ADP/case/5 Chile/PROPN/obl/2", "rifles/NOUN/obj/2"),
    # who stands between "for" and "to" is to do it, and the doing belongs to the call
    ("a/DET/det/2 call/NOUN/root/0 for/ADP/case/4 crews/NOUN/nmod/2/crew to/PART/mark/6 leave/VERB/acl/2", "crews/NOUN/nsubj/6"),
    (
        "He/PRON/nsubj/2 heard/VERB/root/0/hear calls/NOUN/obj/2 for/ADP/case/5 crews/NOUN/nmod/3 to/PART/mark/7 leave/VERB/advcl/2",
        "leave/VERB/acl/3",
    ),
    # a torn name is one; a title before a name is none of it
    ("won/VERB/root/0/win by/ADP/case/4 Jonas/PROPN/obl:agent/1 Quill/PROPN/obl:agent/1", "Quill/PROPN/flat/3"),
    ("won/VERB/root/0/win by/ADP/case/4 Jonas/PROPN/obl:agent/1 Quill/PROPN/obl:agent/1", "by/ADP/case/3"),
    ("Minister/PROPN/nsubj/3 Quill/PROPN/nsubj/3 said/VERB/root/0/say", "Quill/PROPN/nsubj/3"),
    # a clause behind the second verb tells of that verb's noun
    (
        "Peru/PROPN/nsubj/2 wants/VERB/root/0/want to/PART/mark/4 lead/NOUN/xcomp/2 and/CCONJ/cc/6 sees/VERB/conj/4/see Chile/PROPN/obj/6 "
        "as/ADP/case/9 rival/NOUN/obl/6 that/PRON/nsubj/11 fights/VERB/acl:relcl/4/fight",
        "fights/VERB/acl:relcl/9",
    ),
    # a verb joined by no "and", its subject right behind a noun, says which
    (
        "Peru/PROPN/root/0 and/CCONJ/cc/4 the/DET/det/4 gunmen/NOUN/conj/1/gunman Lima/PROPN/nsubj/6 backs/VERB/conj/4/back",
        "backs/VERB/acl:relcl/4",
    ),
    # what a noun says is a clause of it, and no other name for it
    (
        "Lima/PROPN/nsubj/2 rejected/VERB/root/0/reject a/DET/det/4 demand/NOUN/obj/2 that/SCONJ/mark/7 Peru/PROPN/nsubj/7 "
        "leave/VERB/appos/4",
        "leave/VERB/acl/4",
    ),
    (
        "Lima/PROPN/nsubj/2 rejected/VERB/root/0/reject a/DET/det/4 demand/NOUN/obj/2 that/SCONJ/mark/7 Peru/PROPN/nsubj/7 "
        "free/ADJ/parataxis/4 the/DET/det/9 crew/NOUN/obj/7",
        "free/ADJ/acl/4",
    ),
    # "calls for Lima to end its role grow": a noun, and who is to end it
    (
        "calls/VERB/nsubj/8/call for/SCONJ/mark/5 Lima/PROPN/obj/5 to/PART/mark/5 end/VERB/advcl/1 its/PRON/nmod:poss/7 role/NOUN/obj/5 "
        "grow/VERB/root/0",
        "calls/NOUN/nsubj/8",
    ),
    (
        "calls/NOUN/nsubj/8/call for/SCONJ/mark/5 Lima/PROPN/obj/5 to/PART/mark/5 end/VERB/advcl/1 its/PRON/nmod:poss/7 role/NOUN/obj/5 "
        "grow/VERB/root/0",
        "Lima/PROPN/nsubj/5",
    ),
    # a bracket parts a preposition from what it governs
    (
        "officers/NOUN/root/0 [/PUNCT/punct/4 who/PRON/nsubj/4 met/VERB/acl:relcl/1/meet with/ADP/obl/4 ]/PUNCT/punct/5 hosts/NOUN/obl/4",
        "with/ADP/case/7",
    ),
    # what stands between a comma and a verb without a subject
    (
        "In/ADP/case/2 Lima/PROPN/obl/7 ,/PUNCT/punct/4 Chileans/PROPN/conj/2 and/CCONJ/cc/6 Peruvians/PROPN/conj/2 share/VERB/root/0/share",
        "Chileans/PROPN/nsubj/7",
    ),
    (
        "In/ADP/case/2 Lima/PROPN/obl/7 ,/PUNCT/punct/4 Chileans/PROPN/conj/2 and/CCONJ/cc/6 Peruvians/PROPN/conj/2 share/VERB/root/0/share",
        "Peruvians/PROPN/conj/4",
    ),
    (
        "Peru/PROPN/nsubj/2 sent/VERB/root/0/send ,/PUNCT/punct/5 in/ADP/case/5 May/PROPN/obl/2 ,/PUNCT/punct/7 "
        "tanks/NOUN/conj/5 and/CCONJ/cc/9 oil/NOUN/conj/5",
        "tanks/NOUN/obj/2",
    ),
    # a noun with a preposition has no subject, the verb behind it has
    (
        "Peru/PROPN/nsubj/6 in/ADP/case/5 a/DET/det/5 joint/ADJ/amod/5 statement/NOUN/root/0 called/VERB/acl/5/call for/ADP/case/8 calm/NOUN/obl/6",
        "called/VERB/root/0",
    ),
    (
        "Peru/PROPN/nsubj/5 in/ADP/case/4 a/DET/det/4 letter/NOUN/obl/5 called/VERB/root/0/call",
        "letter/NOUN/obl/5",
    ),
    # what is past is joined to no gerund
    (
        "Peru/PROPN/nsubj/2 accused/VERB/root/0/accuse Chile/PROPN/obj/2 of/SCONJ/mark/5 arming/VERB/advcl/2/arm "
        "rebels/NOUN/obj/5 and/CCONJ/cc/8 froze/VERB/conj/5/freeze funds/NOUN/obj/8",
        "froze/VERB/conj/2",
    ),
    # behind a preposition is no second object
    ("Peru/PROPN/nsubj/2 called/VERB/root/0/call on/ADP/case/4 rebels/NOUN/iobj/2", "rebels/NOUN/obl/2"),
    # sources, and clauses behind a preposition
    ("Peru/PROPN/nsubj/2 fell/VERB/root/0/fall ,/PUNCT/punct/6 citing/VERB/advcl/2/cite a/DET/det/6 diplomat/NOUN/obl/2", "diplomat/NOUN/obj/4"),
    ("They/PRON/nsubj/2 accused/VERB/root/0/accuse him/PRON/obj/2 of/SCONJ/mark/5 lying/VERB/ccomp/2/lie", "lying/VERB/advcl/2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_mended(text: str, expected: str) -> None:
    assert expected in [f"{t.text}/{t.pos}/{t.dep}/{t.head + 1}" for t in repair(tree(text))]


def test_a_verbal_noun_keeps_its_form_as_lemma() -> None:
    found = repair(tree("Mali/PROPN/nmod:poss/3 +'s/PART/case/1 shelling/NOUN/root/0/shell killings/NOUN/conj/3/kill"))
    assert [t.lemma for t in found][2:] == ["shelling", "killing"]


def test_a_sound_tree_comes_back_as_it_is() -> None:
    words = tree("The/DET/det/2 army/NOUN/nsubj/3 shelled/VERB/root/0/shell two/NUM/nummod/5 towns/NOUN/obj/3/town")
    assert repair(words) == tuple(words)


def test_the_regular_forms_of_a_participle_are_known() -> None:
    assert "ally" in bases("allied")
