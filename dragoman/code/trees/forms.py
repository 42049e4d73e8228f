"""Forms of verbs, told from their letters, and relations without their subtypes: the language model gives no morphology."""

from __future__ import annotations

from functools import cache

from dragoman.model import Token


def participle(token: Token) -> bool:
    """Whether a verb form can be a past participle (the model gives no morphology): not a bare or -ing form.

    >>> participle(Token("seized", 0, 6, "seize", "VERB", "acl", 0))
    True
    """
    word = token.text.lower()
    return not word.endswith("ing") and (word != token.lemma or word in INVARIANT)


INVARIANT = frozenset(
    {"hit", "cut", "put", "set", "shut", "hurt", "beset", "cast", "split", "shed", "let", "become", "overrun", "beaten"}
)


@cache
def base(dep: str) -> str:
    """A relation without its subtype; there are a few dozen relations.

    >>> base("nsubj:pass")
    'nsubj'
    """
    return dep.partition(":")[0]
