"""Documents to articles: only the report stays, its wording untouched, with the way back to every character."""

from dragoman.clean.article import clean, plain

__all__ = ["clean", "plain"]
