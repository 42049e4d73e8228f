from dragoman.resolve.times import date_of
__all__ = ["date_of"]
