"""What a verb or adjective above an event says of it: asked, allowed, tried, told to be done, or done if the verb's own deed was."""

from __future__ import annotations

from functools import cache

from dragoman.code.trees.tree import Tree
from dragoman.code.whether.cues import Cues
from dragoman.code.whether.granted import pointed_at
from dragoman.code.whether.open import Step
from dragoman.code.whether.under_nouns import REACH, untraced
from dragoman.code.words import words
from dragoman.data.files import load_yaml

# What is still open "in" what it is about: "interested in buying arms".
LEFT_OPEN = frozenset({"interested", "interest", "believe", "delay", "slow", "hesitant"})
WHEN = frozenset({"after", "once", "when", "as", "before"})


def under_verb(tree: Tree, at: int, cues: Cues) -> Step | None:
    """What the verb above `at` does to it; None where it takes the event for granted."""
    token, head, base, marker = tree.tokens[at], tree.tokens[at].head, tree.dep(at), tree.marker(at)
    lemma = tree.lemmas[head]
    if lemma in words("knowing") and (base == "ccomp" or (marker in ("of", "about") and pointed_at(tree, at))):
        return -1, ("actual", "known")  # "denied that he had known of the raid": the raid took place
    if lemma == "call" and base in ("obj", "xcomp") and token.pos == "NOUN" and _called_names(tree, head):
        return head, None  # "called the ban a disgrace", "what it called an attack": named, and not asked for
    if lemma in words("mute") and marker in ("on", "about", "whether", "if"):
        return None  # "would not comment on the raid"
    if (
        base == "advcl"
        and marker == "to"
        and lemma in ("take", "turn", "resort", "return")
        and token.text.lower().endswith("ing")
    ):
        return head, None  # "has taken to flying arms in"
    if base in ("advcl", "xcomp") and infinitive(tree, at) and _came_to(tree, at, head):
        return head, None  # "flew to Lima to meet the envoys": met them
    if base == "advcl" and lemma in ("far", "bold") and infinitive(tree, at):
        return head, None  # "went so far as to threaten"
    if base == "xcomp" and token.lemma.lower() in words("performed") and _in_own_name(tree, head):
        return -1, ("actual", "said so")  # "I want to thank", "we would like to express": done by saying so
    if base == "advcl" and (marker in ("to", "in") or infinitive(tree, at)):
        return _what_for(tree, at, cues)
    if base == "advcl" and lemma == "short" and marker == "of":
        return head, ("negated", "short of")
    if base == "advcl" and marker in WHEN:
        return _still_to_come(tree, at, head, marker, cues)
    if base == "advcl" and marker is None and _on_the_way(tree, at, head, cues):
        return head, None  # "will return to the Gulf, visiting Oman"
    if base == "advcl":
        return None if marker not in ("from", "of", "for", "against") else _governed(tree, at, head, lemma, cues, base)
    if base in ("obl", "nmod") and marker not in REACH and not (lemma == "arrive" and marker == "at"):
        return None
    if base == "obl" and marker == "for" and token.pos == "NOUN" and lemma in cues.striving:
        return head, ("requested", f"{lemma} for")
    if lemma in cues.implied and base == "xcomp":  # "was forced to leave"; "tried to force them to leave"
        return head, ("requested" if infinitive(tree, head) else "actual", lemma)
    if base in ("obl",) and lemma not in cues.governors:
        return head, None
    if base in ("ccomp", "xcomp") and lemma in words("speech") and lemma not in cues.governors:
        return None  # "nobody has admitted carrying it out": it was carried out
    return _governed(tree, at, head, lemma, cues, base)


def _what_for(tree: Tree, at: int, cues: Cues) -> Step | None:
    """What becomes of an aim: "used the strait to shell the port", "signed a deal to supply it", "made headway in clearing it"."""
    token, head, marker = tree.tokens[at], tree.tokens[at].head, tree.marker(at)
    lemma = tree.lemmas[head]
    if lemma in words("means") and not tree.passive(head):
        return head, None  # "used the strait to shell the port": done, if the means was used
    if _governs(tree, head, lemma, cues):
        return head, (cues.governors[lemma], lemma)
    for c in tree.children[head]:
        if tree.dep(c) == "obj" and c < at and tree.lemmas[c] in words("contracts"):
            return head, ("future", tree.lemmas[c])  # "signed a deal with Chad to supply it"
    if lemma in under_way()["verbs"] and token.lemma.lower() in under_way()["deeds"]:
        return head, None  # "are working to clear the port"
    if _on_a_sortie(tree, head) and token.lemma.lower() in words("raiding"):
        return head, None  # "jets have been taking off to strike", "flew to bomb"
    if marker == "in" and lemma not in LEFT_OPEN:
        return head, None  # "was instrumental in freeing them", "made headway in clearing the port"
    if token.lemma.lower() in words("by_acting"):
        return head, None  # "went on strike to demand": the strike is the demand
    return None if lemma in words("speech") else (head, ("hypothetical", "to"))


def _on_a_sortie(tree: Tree, verb: int) -> bool:
    """Whether a verb sends aircraft up: "take off", "scramble"."""
    off = any(tree.forms[c] == "off" and tree.deps[c] == "compound:prt" for c in tree.children[verb])
    return (tree.lemmas[verb] == "take" and off) or tree.lemmas[verb] in words("sorties")


def _came_to(tree: Tree, at: int, head: int) -> bool:
    """Whether somebody went somewhere, told as done, to do what one does there: "flew to visit", "came to mediate"."""
    going, aim = tree.tokens[head], tree.tokens[at]
    told = going.text.lower() != going.lemma.lower() and not going.text.lower().endswith("ing")
    if going.lemma.lower() in words("sitting_together"):
        return aim.lemma.lower() in words("there")  # "will meet to discuss it": as much as the meeting
    return told and going.lemma.lower() in words("going") and aim.lemma.lower() in words("there")


def _in_own_name(tree: Tree, head: int) -> bool:
    """Whether "I" or "we" wants to: "I want to thank", "we would like to express our thanks"."""
    if tree.lemmas[head] not in ("want", "wish", "like"):
        return False
    return any(tree.dep(c) == "nsubj" and tree.forms[c] in ("i", "we") for c in tree.children[head])


def _on_the_way(tree: Tree, at: int, head: int, cues: Cues) -> bool:
    """Whether a participle goes on telling of what lies ahead: "will return, visiting Oman", "is expected to sign it, ending the war".

    What somebody says meanwhile is said now: "would resign, accusing the court".
    """
    token = tree.tokens[at]
    lemma = token.lemma.lower()
    if at < head or not token.text.lower().endswith("ing") or lemma in words("speech"):
        return False
    if lemma in words("meanwhile"):
        return False
    if any(cues.modals.get(word) in ("future", "hypothetical") for word in _words(tree, head)):
        return True
    over = tree.tokens[head].head
    return tree.dep(head) == "xcomp" and tree.lemmas[over] in words("ahead")


def _called_names(tree: Tree, verb: int) -> bool:
    """Whether somebody calls a thing something, with two nominals, or one in a clause that hangs on what is called so."""
    return (
        tree.dep(verb) == "acl"
        or sum(
            tree.dep(c) in ("obj", "xcomp") and tree.tokens[c].pos in ("NOUN", "PRON", "PROPN", "ADJ")
            for c in tree.children[verb]
        )
        > 1
    )


def _still_to_come(tree: Tree, at: int, head: int, marker: str | None, cues: Cues) -> Step | None:
    """ "Will pull back once the rebels disarm": a present tense of time under what lies ahead lies ahead, too."""
    present = tree.forms[at] in {tree.lemmas[at] + s for s in ("", "s", "es")}
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith("aux")]
    if auxiliaries:
        present = auxiliaries[0] in ("is", "are", "has", "have")
    as_soon = marker != "as" or any(tree.forms[c] == "soon" for c in tree.children[at])
    ahead = any(
        tree.dep(c) == "aux" and cues.modals.get(tree.forms[c]) in ("future", "hypothetical")
        for c in tree.children[head]
    )
    ahead = ahead or (marker in ("before", "once") and cues.governors.get(tree.lemmas[head]) == "requested")
    if not present or not ahead or not as_soon or not any(tree.dep(c) == "nsubj" for c in tree.children[at]):
        return None
    return -1, ("future", "in time")


def told_as_fact(tree: Tree, at: int) -> bool:
    """Whether a clause has a tense: "that it had struck", "that it struck", and no "that it strike", "that it be struck"."""
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith(("aux", "cop"))]
    if auxiliaries:
        return auxiliaries[0] not in ("be", "should", "must", "to", "ought")
    word, lemma = tree.forms[at], tree.lemmas[at]
    return tree.tokens[at].pos == "VERB" and word != lemma and not word.endswith("ing")


def _governed(tree: Tree, at: int, head: int, lemma: str, cues: Cues, base: str) -> Step:
    if base == "ccomp" and tree.dep(head) == "advcl" and tree.forms[head] in ("provided", "providing"):
        return head, ("hypothetical", "provided")
    if base == "ccomp":  # "showed no signs it was ready to leave", hung on the verb by the model
        for c in tree.children[head]:
            trace = untraced(tree, c, cues) if tree.dep(c) == "obj" else None
            if trace is not None:
                return trace
    if lemma == "put" and any(tree.forms[c] == "off" for c in tree.children[head]):
        return head, ("future", "postpone")
    if _governs(tree, head, lemma, cues):
        status = cues.governors[lemma]
        if base == "ccomp" and lemma == "tell" and told_as_fact(tree, at):
            return -1, None  # "may tell them that it struck": reported; "told him to ...": a demand
        if base == "ccomp" and lemma == "tell":
            return head, None
        if base == "ccomp" and lemma in ("insist", "suggest") and told_as_fact(tree, at):
            return head, None  # "insisted that it had struck", and not "insisted that it strike"
        # "announced that it struck": a clause with its own tense; "announced a withdrawal", "agreed to withdraw" lie ahead
        if base == "ccomp" and status == "future" and lemma in ("announce", "agree", "decide", "expect"):
            return head, None
        return head, (status, lemma)
    if lemma == "have" and base == "xcomp":  # "have yet to comply", "have to leave"
        yet = any(tree.forms[c] == "yet" for c in tree.children[head])
        return head, ("negated", "yet") if yet else ("requested", "have to")
    return head, None


def _governs(tree: Tree, head: int, lemma: str, cues: Cues) -> bool:
    """Whether a word above says something of the status; "going to" does, "went to" does not."""
    if lemma == "commit" and _crime(tree, head):
        return False  # "committed a massacre"
    if lemma == "plead" and any(tree.tokens[c].lemma in ("guilty", "innocent") for c in tree.children[head]):
        return False
    return lemma in cues.governors and (lemma != "go" or tree.forms[head] == "going")


def _crime(tree: Tree, verb: int) -> bool:
    """Whether it is a crime that somebody commits."""
    return any(
        tree.tokens[c].dep in ("obj", "nsubj:pass") and tree.lemmas[c] in words("crimes") for c in tree.children[verb]
    )


@cache
def under_way() -> dict[str, frozenset[str]]:
    """Verbs of being at work, and deeds that are being done while somebody is (`data/certainty.yml`)."""
    return {name: frozenset(kept) for name, kept in load_yaml("certainty.yml")["under_way"].items()}


def _words(tree: Tree, at: int) -> list[str]:
    return [tree.forms[c] for c in tree.children[at]]


def infinitive(tree: Tree, at: int) -> bool:
    """Whether "to" stands before the verb, whatever stands before that: "waited for the troops to leave"."""
    return any(tree.tokens[c].dep == "mark" and tree.tokens[c].lemma == "to" for c in tree.children[at])
