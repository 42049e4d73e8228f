"""Sources to documents: bytes, what they say, and where they came from."""

from dragoman.read.files import Memory, decode, read, read_bytes

__all__ = ["Memory", "decode", "read", "read_bytes"]
