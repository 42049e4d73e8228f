"""Documents to articles: only the report stays, its wording untouched, with the way back to every character."""

from dragoman.clean.article import clean, plain
from dragoman.clean.language import name_of

__all__ = ["clean", "name_of", "plain"]
