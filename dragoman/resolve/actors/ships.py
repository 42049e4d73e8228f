"""Warships by name: "the USS Quill" is of its navy, and no Quill."""

from __future__ import annotations

from dragoman.resolve.scene import Hit, Scene

_NAVIES = frozenset(("USS", "USNS", "HMS", "BRP", "HMAS", "HMCS", "HMNZS", "ROKS", "ROCS"))


def prefix_of_ship(scene: Scene, s: int, i: int) -> Hit | None:
    """The hit of what the ships of a navy have before their names, right before token `i`; None elsewhere."""
    tokens = scene.parse.sentences[s].tokens
    if not i or tokens[i].pos != "PROPN" or tokens[i - 1].text not in _NAVIES:
        return None
    return scene.hits[s].get(i - 1)
