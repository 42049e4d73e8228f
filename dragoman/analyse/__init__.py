"""A view of the record to findings, each with the claims it rests on."""

from dragoman.analyse.held import Held, held
from dragoman.analyse.positions import Stand, positions
from dragoman.analyse.rifts import Rift, rifts
from dragoman.analyse.tension import Tension, tensions

__all__ = ["Held", "Rift", "Stand", "Tension", "held", "positions", "rifts", "tensions"]
