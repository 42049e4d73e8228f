"""Whose statement a report is: the "we" of a government that condemns, welcomes and calls on others in its own name.

A ministry's own page speaks of its state by name and of itself as "we", without quotation marks. "We" is the state then only
where some sentence of the page declares something in the first person ("We condemn the raid") and some sentence
declares something in the name of one state or organisation ("Norway welcomes the truce").
"""

from __future__ import annotations

from functools import cache

from dragoman.data.files import load_yaml
from dragoman.resolve.actors.owners import state_of
from dragoman.resolve.scene import Ref, Scene, Who, case, conjuncts, quoted

# What is done by saying so, in the present tense ("Ghana deplores the raid", "We call on both sides to stop").
DECLARES = frozenset(
    {
        "affirm", "applaud", "appeal", "call", "commend", "condemn", "congratulate", "deplore", "encourage", "express",
        "extend", "honor", "honour", "join", "offer", "reaffirm", "regret", "reiterate", "reject", "remain", "salute",
        "stand", "support", "urge", "welcome",
    }
)  # fmt: skip
WE = frozenset({"we"})
# How far into a title the word may stand that announces somebody's own words.
TITLE_HEAD = 8
# In how many sentences from the front a message says on whose behalf it is.
_EARLY = 4
# How many words may stand between whose it is and the word for it: "Ruiz's opening remarks".
TITLE_GAP = 3
# What stands before whoever speaks, and before what it is on.
BY = frozenset({"by", "from", "of"})
ON = frozenset({"about", "after", "against", "ahead", "announcing", "at", "before", "following", "for", "honoring", "honouring", "in",
                "marking", "on", "over", "regarding", "to"})  # fmt: skip


def of(scene: Scene) -> tuple[Who, ...]:
    """Whose "we" the report's own "we" is, found once; nobody where that is not certain."""
    if scene.ours is None:
        scene.ours = _issuer(scene)
    return scene.ours


def speaker(scene: Scene) -> Ref | None:
    """Who "I" is below a title that announces somebody's own words: "Statement by Foreign Minister Ana Ruiz"; else None."""
    for s, sentence in enumerate(scene.parse.sentences):
        if sentence.kind not in ("title", "subtitle"):
            continue
        told = [t.lemma.lower() in _statements() for t in sentence.tokens[:TITLE_HEAD]]
        if True not in told or scene.denote is None:
            continue
        own = _own(scene, s, told.index(True))
        if own is not None:
            return own
        for head, name in sorted(scene.names[s].items()):
            if head > told.index(True) and name.label == "PER" and name.last - name.first > 1:
                if _about(scene, s, told.index(True), name.first):
                    break
                return scene.denote(scene, s, head)
        by = _by(scene, s, told.index(True))
        if by is not None:
            return by
    return next(
        (ref for s in range(min(_EARLY, len(scene.parse.sentences))) if (ref := _on_behalf(scene, s)) is not None), None
    )


def _on_behalf(scene: Scene, s: int) -> Ref | None:
    """ "On behalf of the people of Peru, I congratulate Fiji": whose message it is."""
    tokens = scene.parse.sentences[s].tokens
    for n, token in enumerate(tokens[:-3]):
        if token.text.lower() != "behalf" or tokens[n + 1].text.lower() != "of" or quoted(scene, s, n):
            continue
        if not any(t.text.lower() in ("i", "we") and t.dep == "nsubj" for t in tokens[n:]) or scene.denote is None:
            return None
        for at in range(n + 2, len(tokens)):
            ref = scene.denote(scene, s, at) if tokens[at].dep in ("nmod", "obl", "conj", "fixed") else None
            base = ref.who[0].id.partition(".")[0] if ref is not None and ref.who else ""
            if ref is not None and base in scene.book.kinds["state"]:
                return Ref((state_of(scene, base),), "pronoun", "person")
        return None
    return None


def issues(scene: Scene, s: int, verb: int) -> bool:
    """ "The bishop released the following statement:": a sentence before a colon whose verb gives out somebody's words."""
    tokens = scene.parse.sentences[s].tokens
    if tokens[-1].text != ":":
        return False
    return any(tokens[c].dep == "obj" and tokens[c].lemma.lower() in _statements() for c in scene.kids[s][verb])


def _own(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Ruiz floor speech on the dam", "The navy commander's statement on the wreck": whose it is stands before it."""
    tokens = scene.parse.sentences[s].tokens
    for head, name in sorted(scene.names[s].items()):
        if name.label == "PER" and name.last <= i and i - name.last < TITLE_GAP and scene.denote is not None:
            ref = scene.denote(scene, s, head)
            return ref if ref is not None and ref.who else None
    for c in scene.kids[s][i]:
        if c < i and tokens[c].dep == "nmod:poss" and scene.denote is not None:
            ref = scene.denote(scene, s, c)
            return Ref(ref.who, "pronoun", ref.noun) if ref is not None and len(ref.who) == 1 else None
    return None


def _about(scene: Scene, s: int, i: int, name: int) -> bool:
    """Whether a name behind the word for a speech says what it is on: "Speech in support of the Ana Ruiz law"."""
    between = [t.text.lower() for t in scene.parse.sentences[s].tokens[i + 1 : name]]
    told = [word for word in between if word in BY or word in ON]
    return bool(told) and not any(word in ("by", "from") for word in told) and not BY.issuperset(told)


def _by(scene: Scene, s: int, i: int) -> Ref | None:
    """ "Statement by the Foreign Minister of Peru", "Joint statement by Peru and Chile": who makes it, where no person is named."""
    tokens = scene.parse.sentences[s].tokens
    for c in scene.kids[s][i]:
        if c > i and tokens[c].dep in ("nmod", "obl", "obl:agent") and case(scene, s, c) in ("by", "from"):
            refs = [scene.denote(scene, s, m) for m in conjuncts(scene, s, c)] if scene.denote is not None else []
            who = tuple({w.id: w for ref in refs if ref is not None for w in ref.who}.values())
            return Ref(who, "pronoun", "organisation", plural=len(who) > 1) if who else None
    return None


@cache
def _statements() -> frozenset[str]:
    return frozenset(load_yaml("voices.yml")["statements"])


def _issuer(scene: Scene) -> tuple[Who, ...]:
    """The one state or organisation whose own statement the report is; nobody where it is not one, or not certain.

    In "Norway welcomes the truce. We urge both sides to keep it." it is Norway; a report without a "we" that
    declares outside quotation marks has none.
    """
    spoken, who = False, None
    for s, sentence in enumerate(scene.parse.sentences):
        for verb, token in enumerate(sentence.tokens):
            if (
                token.pos != "VERB"
                or token.lemma.lower() not in DECLARES
                or token.dep not in ("root", "conj", "parataxis")
            ):
                continue
            told = token.text.lower()
            kids = scene.kids[s][verb]
            subject = next((c for c in kids if sentence.tokens[c].dep == "nsubj"), -1)
            if (
                subject < 0
                or any(sentence.tokens[c].dep in ("aux", "aux:pass") for c in kids)
                or quoted(scene, s, subject)
            ):
                continue
            if sentence.tokens[subject].text.lower() in WE:
                spoken = spoken or told == token.lemma.lower()
            elif who is None and told != token.lemma.lower() and told.endswith("s") and scene.denote is not None:
                ref = scene.denote(scene, s, subject)
                if ref is not None and len(ref.who) == 1 and not ref.plural and ref.who[0].sector in ("GOV", "IGO"):
                    who = ref.who
        if spoken and who:
            return who
    return next((found for s in range(len(scene.parse.sentences)) if (found := _of_one_breath(scene, s))), ())


def _of_one_breath(scene: Scene, s: int) -> tuple[Who, ...]:
    """ "Norway will give ten boats, bringing to forty the boats we have given": who the sentence is of says "we" of itself."""
    sentence = scene.parse.sentences[s]
    root = next((n for n, token in enumerate(sentence.tokens) if token.dep == "root" and token.pos == "VERB"), -1)
    subject = next((c for c in scene.kids[s][root] if sentence.tokens[c].dep == "nsubj"), -1) if root >= 0 else -1
    if subject < 0 or sentence.kind != "body" or scene.denote is None:
        return ()
    for n in range(root + 1, len(sentence.tokens)):
        if sentence.tokens[n].text.lower() not in ("we", "our") or quoted(scene, s, n):
            continue
        path: list[str] = []
        above = n
        while above >= 0 and above != root and len(path) < len(sentence.tokens):
            path.append(sentence.tokens[above].dep)
            above = sentence.tokens[above].head
        ref = scene.denote(scene, s, subject) if not {"conj", "parataxis", "ccomp"} & set(path) else None
        if ref is not None and len(ref.who) == 1 and not ref.plural and ref.who[0].sector in ("GOV", "IGO"):
            return ref.who
    return ()
