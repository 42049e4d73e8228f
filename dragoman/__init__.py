"""Dragoman reads news reports and records who did or wants what, to whom, when, and on whose word.

The way of the data: `dragoman.read.read`, `dragoman.clean.clean`, `dragoman.parse.parse`, `dragoman.resolve.resolve`,
`dragoman.code.code`, `dragoman.link.link`, recorded in a `dragoman.store.Store`; `dragoman.pipeline.record` goes it
from end to end.
"""

import logging

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())
