"""Whose men somebody's men are: a rebel chief's are his group, a ruler's are his forces.

"Men" alone are people; with an owner who commands fighters they are those fighters: "Quill said his men had left the town".
"""

from __future__ import annotations

from dragoman.data.book import NounClass
from dragoman.resolve.scene import Scene, Who

_MEN = frozenset(("man", "men"))
_FIGHTERS = frozenset(("fighter", "gunman", "gunmen", "bodyguard"))
_COMMANDS = frozenset(("GOV", "MIL", "COP", "REB", "PRM"))
_ARMED = frozenset(("REB", "PRM"))


def armed(scene: Scene, cls: NounClass, owner: Who, lemma: str) -> NounClass:
    """The class of forces for the men and fighters of one who commands some; `cls` for all others.

    "The warlord's men" are his group, "the president's men" the state's forces, "the villagers' men" people.
    """
    theirs = (
        lemma in _MEN
        and owner.kind in ("person", "force", "group", "organisation", "state-part")
        and (owner.sector in _COMMANDS or owner.kind == "state-part")
        and (owner.kind != "organisation" or owner.sector in _ARMED)
    )
    his_own = lemma in _FIGHTERS and owner.kind == "person" and owner.sector in _COMMANDS
    return scene.book.classes["force"] if theirs or his_own else cls
