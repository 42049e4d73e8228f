"""Sources to documents: bytes, what they say, and where they came from."""

from dragoman.read.files import decode, read

__all__ = ["decode", "read"]
