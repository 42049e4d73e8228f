"""Which word above an event says something of whether it happened, and what; where what stands above says nothing of it."""

from __future__ import annotations

from functools import cache

from dragoman.code.trees.tree import Tree, participle
from dragoman.code.whether.cues import Cues
from dragoman.code.whether.granted import firm_against, looks_back, persons, pointed_at
from dragoman.code.whether.open import as_long_as, begins_relative, kept_for, of_clause, of_compound, of_subject
from dragoman.code.words import words
from dragoman.data.files import load_yaml

CONTENT = frozenset({"obj", "xcomp", "ccomp", "nsubj:pass", "csubj", "advcl", "acl", "obl", "nmod"})
# Prepositions through which a governing word reaches the event ("called for a truce", "stopped from striking").
REACH = frozenset({"for", "to", "of", "from", "against", "on", "about", "into", "in", "with", "that", "as", None})


def up(tree: Tree, at: int, cues: Cues) -> tuple[int, tuple[str, str] | None] | None:
    """The word that governs `at`, and what it does to it; None where the governing words end."""
    token = tree.tokens[at]
    head, dep = token.head, token.dep
    if head < 0:
        return None
    base = tree.dep(at)
    governor, lemma = tree.tokens[head], tree.lemmas[head]
    if dep == "conj":
        return None if begins_relative(tree, at) else (head, None)
    if base == "acl" and _any(tree, head) and (dep == "acl:relcl" or participle(token)) and not _over(tree, at, head):
        return -1, ("hypothetical", "any")  # "any ship that enters the strait", "any force sent there"
    if dep in ("csubj", "csubj:pass", "csubj:outer") and (step := of_clause(tree, at)) is not None:
        return step
    if base == "compound":
        return of_compound(tree, at, cues)
    if base == "nsubj" and (step := of_subject(tree, at, cues)) is not None:
        return step
    if dep in ("nsubj:pass", "csubj:pass") and token.pos in ("NOUN", "VERB") and lemma in cues.passives:
        return head, (cues.passives[lemma], lemma)
    if base in ("parataxis", "appos", "nsubj", "dep", "list", "discourse", "dislocated") or dep == "acl:relcl":
        if base == "nsubj" and governor.pos == "ADJ" and lemma in cues.governors:
            return head, (cues.governors[lemma], lemma)
        if base == "nsubj" and token.pos == "NOUN" and lemma in ("end", "stop", "cease", "finish"):
            return None  # "the trial has not ended": it goes on
        if base == "nsubj" and lemma == "continue" and any(c in cues.negation for c in _words(tree, head)):
            return None  # "the talks did not continue": they were held
        if (
            base == "nsubj"
            and governor.pos in ("VERB", "ADJ", "NOUN")
            and token.pos == "NOUN"
            and lemma in words("occur")
        ):
            return head, None
        return None
    marker = tree.marker(at)
    if base not in CONTENT and dep not in CONTENT:
        return None
    if looks_back(tree, at, cues) or (marker == "against" and firm_against(tree, at, cues)):
        return None
    if base in ("obl", "nmod") and kept_for(tree, at, cues):
        return head, ("future", "for")
    if base == "advcl" and (step := as_long_as(tree, at)) is not None:
        return step
    if marker == "against" and lemma in ("decide", "vote", "opt", "choose") and base in ("obl", "advcl"):
        return head, ("negated", "against")
    if lemma in ("approve", "authorise", "authorize", "mandate", "vote") and (
        base in ("xcomp", "ccomp") or (base == "advcl" and marker in ("to", None) and not tree.has(at, "nsubj"))
    ):
        return head, ("future", lemma)  # "approved sending troops"; "approved the sanctions" are in force
    if lemma == "mean" and base == "xcomp" and _infinitive(tree, at):
        return head, ("future", "mean to")
    if lemma == "about" and base == "xcomp" and _infinitive(tree, at):
        return head, ("future", "about to")
    if token.pos == "NOUN" and occasion(tree, at):
        while tree.tokens[head].pos == "NOUN" and tree.tokens[head].head >= 0:
            head = tree.tokens[head].head  # "warned of losses at a summit"
        return head, None  # "promised it on a visit to Quito"
    if lemma in cues.confirming and governor.pos == "VERB" and base in ("obj", "ccomp") and evasive(tree, head):
        return -1, ("hypothetical", "not confirmed")
    if lemma in cues.turning_down and governor.pos == "VERB" and base == "obj" and token.lemma.lower() in cues.through:
        return head, ("negated", "deny")
    if governor.pos in ("VERB", "ADJ", "AUX", "ADV"):
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
        if base in ("advcl", "xcomp") and _infinitive(tree, at) and _came_to(tree, at, head):
            return head, None  # "flew to Lima to meet the envoys": met them
        if base == "advcl" and lemma in ("far", "bold") and _infinitive(tree, at):
            return head, None  # "went so far as to threaten"
        if base == "xcomp" and token.lemma.lower() in words("performed") and _in_own_name(tree, head):
            return -1, ("actual", "said so")  # "I want to thank", "we would like to express": done by saying so
        if base == "advcl" and (marker in ("to", "in") or _infinitive(tree, at)):
            if lemma in words("means") and not tree.passive(head):
                return head, None  # "used the strait to shell the port": done, if the means was used
            if _governs(tree, head, lemma, cues):
                return head, (cues.governors[lemma], lemma)
            for c in tree.children[head]:
                if tree.dep(c) == "obj" and c < at and tree.lemmas[c] in words("contracts"):
                    return head, ("future", tree.lemmas[c])  # "signed a deal with Chad to supply it"
            if lemma in under_way()["verbs"] and token.lemma.lower() in under_way()["deeds"]:
                return head, None  # "are working to clear the port"
            if marker == "in" and lemma not in LEFT_OPEN:
                return head, None  # "was instrumental in freeing them", "made headway in clearing the port"
            if token.lemma.lower() in words("by_acting"):
                return head, None  # "went on strike to demand": the strike is the demand
            return None if lemma in words("speech") else (head, ("hypothetical", "to"))
        if base == "advcl" and lemma == "short" and marker == "of":
            return head, ("negated", "short of")
        if base == "advcl" and marker in WHEN:
            return _still_to_come(tree, at, head, marker, cues)
        if base == "advcl" and marker is None and _on_the_way(tree, at, head, cues):
            return head, None  # "will return to the Gulf, visiting Oman"
        if base == "advcl":
            return (
                None if marker not in ("from", "of", "for", "against") else _governed(tree, at, head, lemma, cues, base)
            )
        if base in ("obl", "nmod") and marker not in REACH and not (lemma == "arrive" and marker == "at"):
            return None
        if base == "obl" and marker == "for" and token.pos == "NOUN" and lemma in cues.striving:
            return head, ("requested", f"{lemma} for")
        if lemma in cues.implied and base == "xcomp":  # "was forced to leave"; "tried to force them to leave"
            return head, ("requested" if _infinitive(tree, head) else "actual", lemma)
        if base in ("obl",) and lemma not in cues.governors:
            return head, None
        if base in ("ccomp", "xcomp") and lemma in words("speech") and lemma not in cues.governors:
            return None  # "nobody has admitted carrying it out": it was carried out
        return _governed(tree, at, head, lemma, cues, base)
    if governor.pos in ("NOUN", "PROPN"):
        if marker == "including" and cues.nouns.get(lemma) == "requested":
            return head, ("requested", lemma)  # "new conditions, including the release of the crew"
        if marker not in REACH and base != "acl":
            return None
        if base == "acl" and marker is None and participle(token):
            return None  # "the agreement reached on Monday"
        if base == "acl" and marker is None and token.text.lower().endswith("ing") and persons(tree, head):
            return None  # "those fighting the rebels", "people fleeing Juba"
        trace = _untraced(tree, head, cues)
        if trace is not None:
            return trace
        if lemma == "event" and tree.marker(head) == "in" and marker == "of":
            return head, ("hypothetical", "in event")
        if lemma in cues.parts and marker in ("for", "in", "with", "to") and _disowned(tree, head):
            return -1, ("negated", "deny")  # "denied responsibility for the raid": it was not theirs
        if lemma in ("claim", "responsibility") and marker == "for":
            return None  # "no claim of responsibility for the raid": it took place
        if marker == "for" and lemma in words("timetables"):
            return -1, (
                "future",
                "in time",
            )  # "has given no date for its withdrawal": still to come, and not yet promised
        if lemma in cues.nouns:
            return head, (cues.nouns[lemma], lemma)
        if lemma in cues.through or (marker == "of" and lemma in words("occurring")):
            return head, None
        if (
            base == "acl"
            and marker == "to"
            and tree.sentence.kind in ("title", "subtitle")
            and (governor.head < 0 or lemma not in words("deciding"))
        ):
            return head, ("future", "headline to")  # "Troops to Leave Port": what a headline says will be
        if base == "acl" and marker == "to":
            top = governor.head if tree.dep(head) == "nmod" and tree.marker(head) == "of" else head
            if tree.lemmas[top] == "use":  # "its use of the port to land arms"
                return top, None
            return head, None if lemma in cues.doing else ("hypothetical", f"{lemma} to")
        return None
    return None


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


def evasive(tree: Tree, i: int) -> bool:
    """Whether a verb of confirming or denying is itself said not to be done: "could not confirm", "neither confirmed nor denied"."""
    at = i
    for _ in range(3):
        for c in tree.children[at]:
            if tree.forms[c] in ("not", "n't", "n’t", "never", "neither", "nor", "yet") and tree.dep(c) != "mark":
                return True
        token = tree.tokens[at]
        if token.head < 0 or tree.dep(at) not in ("xcomp", "conj"):
            return False
        at = token.head
        if tree.lemmas[at] in ("refuse", "decline", "unable", "fail"):
            return True
    return False


def occasion(tree: Tree, at: int) -> bool:
    """Whether a noun only says on what occasion something was done or said: "at a summit", "during talks", "on a visit"."""
    token, marker = tree.tokens[at], tree.marker(at)
    if tree.lemmas[at] not in words("occasions") or tree.dep(at) not in ("obl", "nmod"):
        return False
    if tree.lemmas[token.head] in (
        "take",
        "participate",
        "engage",
        "join",
        "part",
        "interest",
        "participation",
    ):
        return False
    return marker in ("at", "in", "during", "amid") or (
        marker == "on" and token.lemma in ("visit", "trip", "tour", "sideline")
    )


# What is still open "in" what it is about: "interested in buying arms".
LEFT_OPEN = frozenset({"interested", "interest", "believe", "delay", "slow", "hesitant"})


@cache
def under_way() -> dict[str, frozenset[str]]:
    """Verbs of being at work, and deeds that are being done while somebody is (`data/certainty.yml`)."""
    return {name: frozenset(kept) for name, kept in load_yaml("certainty.yml")["under_way"].items()}


WHEN = frozenset({"after", "once", "when", "as", "before"})


def _still_to_come(
    tree: Tree, at: int, head: int, marker: str | None, cues: Cues
) -> tuple[int, tuple[str, str] | None] | None:
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


def _any(tree: Tree, noun: int) -> bool:
    """Whether a noun is anybody, so that what is told of it need not have happened: "any troops that", "whoever"."""
    return tree.forms[noun] in ("anyone", "anybody", "whoever") or any(
        tree.dep(c) == "det" and tree.forms[c] == "any" for c in tree.children[noun]
    )


def _words(tree: Tree, at: int) -> list[str]:
    return [tree.forms[c] for c in tree.children[at]]


def _disowned(tree: Tree, noun: int) -> bool:
    """Whether somebody denies to have had a part: "denied any role in", "rejected responsibility for"."""
    verb = tree.tokens[noun].head
    return (
        verb >= 0 and tree.dep(noun) == "obj" and tree.tokens[verb].lemma in ("deny", "reject", "disclaim", "dismiss")
    )


def _told_as_fact(tree: Tree, at: int) -> bool:
    """Whether a clause has a tense: "that it had struck", "that it struck", and no "that it strike", "that it be struck"."""
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith(("aux", "cop"))]
    if auxiliaries:
        return auxiliaries[0] not in ("be", "should", "must", "to", "ought")
    word, lemma = tree.forms[at], tree.lemmas[at]
    return tree.tokens[at].pos == "VERB" and word != lemma and not word.endswith("ing")


def _untraced(tree: Tree, noun: int, cues: Cues) -> tuple[int, tuple[str, str]] | None:
    """ "No sign of", "no evidence that": what it does to the event, and nothing above it counts."""
    status = cues.traces.get(tree.lemmas[noun])
    if status is None or not any(tree.forms[c] in ("no", "little", "any", "scant") for c in tree.children[noun]):
        return None
    return -1, (status, "no sign" if status == "negated" else "no evidence")


def _governed(tree: Tree, at: int, head: int, lemma: str, cues: Cues, base: str) -> tuple[int, tuple[str, str] | None]:
    if base == "ccomp" and tree.dep(head) == "advcl" and tree.forms[head] in ("provided", "providing"):
        return head, ("hypothetical", "provided")
    if base == "ccomp":  # "showed no signs it was ready to leave", hung on the verb by the model
        for c in tree.children[head]:
            trace = _untraced(tree, c, cues) if tree.dep(c) == "obj" else None
            if trace is not None:
                return trace
    if lemma == "put" and any(tree.forms[c] == "off" for c in tree.children[head]):
        return head, ("future", "postpone")
    if _governs(tree, head, lemma, cues):
        status = cues.governors[lemma]
        if base == "ccomp" and lemma == "tell" and _told_as_fact(tree, at):
            return -1, None  # "may tell them that it struck": reported; "told him to ...": a demand
        if base == "ccomp" and lemma == "tell":
            return head, None
        if base == "ccomp" and lemma in ("insist", "suggest") and _told_as_fact(tree, at):
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


def _over(tree: Tree, at: int, noun: int) -> bool:
    """Whether a clause tells of what is past under nothing that is open: "pursued any rebels who fled"."""
    token, verb = tree.tokens[at], tree.tokens[noun].head
    auxiliaries = [tree.forms[c] for c in tree.children[at] if tree.tokens[c].dep.startswith("aux")]
    word, lemma = token.text.lower(), token.lemma.lower()
    past = (
        auxiliaries[0] in ("was", "were", "had", "did")
        if auxiliaries
        else word not in {lemma + s for s in ("", "s", "es")}
    )
    past = past and token.dep == "acl:relcl" and verb >= 0
    return past and not any(tree.dep(c) == "aux" for c in tree.children[verb])


def _infinitive(tree: Tree, at: int) -> bool:
    """Whether "to" stands before the verb, whatever stands before that: "waited for the troops to leave"."""
    return any(tree.tokens[c].dep == "mark" and tree.tokens[c].lemma == "to" for c in tree.children[at])


def question(tree: Tree, at: int) -> bool:
    return tree.tokens[at].head < 0 and any(t.text == "?" for t in tree.tokens[-3:])
