"""A view of the record to findings, each with the claims it rests on."""

from dragoman.analyse.positions import Stand, positions

__all__ = ["Stand", "positions"]
