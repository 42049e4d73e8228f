"""Places that a sentence tells beside a deed and that are not where it was: what is talked about, what came before, what is answered."""

from __future__ import annotations

from dragoman.code.trees.tree import Tree
from dragoman.code.where.book import where_words

# How talks name what they are about.
TOPIC = frozenset({"on", "about", "over", "regarding", "concerning"})
# How an answer names what it answers: "in retaliation for a raid", "in response to a raid".
ANSWERED = frozenset({"for", "to"})


def talked_about(tree: Tree, head: int, trigger: int) -> bool:
    """Whether a place tells what is talked about and not where: "met in Oslo for talks on the situation in Chad".

    A place on a name ("talks on Syria in Geneva") is where they are, whatever the model hangs it on.
    """
    while tree.tokens[head].dep == "conj" and tree.tokens[head].head >= 0:
        head = tree.tokens[head].head
    at = tree.tokens[head].head
    noun = at >= 0 and tree.tokens[at].pos == "NOUN"
    if at == trigger and noun and tree.marker(head) in TOPIC and tree.tokens[head].pos == "PROPN":
        return not any(tree.tokens[c].dep == "det" for c in tree.children[head])  # "talks on Chad", not "on the Golan"
    if noun and _discussed(tree, at, trigger):
        return True  # "discussed the drought in Chad", "met to discuss the drought in Chad"
    verb = at >= 0 and tree.lemmas[at] in where_words("discussing")
    if verb and any(tree.dep(c) == "obj" and head - 2 == c for c in tree.children[at]):
        return True  # the same, hung on the verb
    while noun and at >= 0 and at != trigger:
        if tree.marker(at) in TOPIC and tree.dep(at) in ("nmod", "obl"):
            return tree.lemmas[at] not in where_words("margins")
        at = tree.tokens[at].head
    return False


def _discussed(tree: Tree, at: int, trigger: int) -> bool:
    """Whether a noun is in what the trigger, or a verb below it, discusses."""
    while at >= 0 and at != trigger:
        over = tree.tokens[at].head
        if over >= 0 and tree.dep(at) == "obj" and tree.lemmas[over] in where_words("discussing"):
            return True
        at = over
    return False


def told_elsewhen(tree: Tree, head: int, trigger: int) -> bool:
    """Whether a place is told of what came before or after the trigger, or of what it answers.

    "The raid came a week after riots in Lima", "shelled the camp in retaliation for a raid in Lima".
    """
    at, elsewhen = tree.tokens[head].head, where_words("elsewhen")
    while at >= 0:
        marker = tree.marker(at)
        if (marker in elsewhen or (marker in ANSWERED and _answered(tree, at))) and not tree.under(trigger, at):
            return True
        at = tree.tokens[at].head
    return False


def _answered(tree: Tree, at: int) -> bool:
    over = tree.tokens[at].head
    if over < 0:
        return False
    done = tree.lemmas[over] in where_words("responding") and tree.marker(over) == "in"
    return done or tree.lemmas[over] in where_words("answering")
