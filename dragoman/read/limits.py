"""What one source may cost: bytes, parts, depth, time, memory; taken from the settings of the run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

from dragoman.read.sniff import Kind
from dragoman.settings import Settings

VERSION = 3  # of the readers, raised when one of them reads more or otherwise than before
_LARGE: frozenset[Kind] = frozenset(("pdf", "zip", "mail", "mhtml"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of the readers; the meaning of each field stands at the setting of the same name."""

    max_bytes: int
    max_text: int
    max_file_bytes: int
    max_unpacked: int
    max_ratio: int
    max_members: int
    max_depth: int
    max_pages: int
    max_seconds: int
    max_memory: int
    text_columns: tuple[str, ...]
    suffixes: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that a run's settings ask for."""
        return cls(*(getattr(settings, field.name) for field in fields(cls)))

    def version(self) -> str:
        """The readers and the caps in one word: what an older version or a lower cap declined is tried again."""
        return f"{VERSION}:{hashlib.sha256(repr(self).encode()).hexdigest()[:12]}"

    def bytes_of(self, kind: Kind) -> int:
        """How many bytes one document of this kind may have."""
        return max(self.max_bytes, self.max_file_bytes) if kind in _LARGE else self.max_bytes
