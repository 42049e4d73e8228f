"""One root for everything Dragoman raises; messages quote the value, say where it stands and what to do next."""

import os
import re
import shlex


class DragomanError(Exception):
    """Anything Dragoman refuses to do, said in one sentence a user can act on."""


class ReadError(DragomanError):
    """A source can't be read as a report: missing, empty, binary, too large or not text."""


class FetchError(ReadError):
    """A web address is not asked, or what it answers is not taken.

    `why` is the type of the refusal and `reason` all of it without the address. `lasting` is false where asking again
    later may help; `after` is how many seconds the server asked to be left alone; `status` is the code of its answer,
    where it gave one.

    >>> FetchError("http://a.example/", "answered", "404 Not Found", status=404).reason
    'answered: 404 Not Found'
    """

    def __init__(
        self,
        url: str,
        why: str,
        detail: str,
        *,
        lasting: bool = True,
        after: float | None = None,
        status: int | None = None,
    ) -> None:
        self.reason = "".join(char if char.isprintable() else "?" for char in f"{why}: {detail}"[:400])
        shown = "".join(char if char.isprintable() else "?" for char in url[:200])
        super().__init__(f"'{shown}' is not fetched: {self.reason}.")
        self.why = why
        self.lasting = lasting
        self.after = after
        self.status = status


class DataError(DragomanError):
    """A data file (lexicon, world book, gazetteer, furniture) holds an entry that can't be used."""


class ModelError(DragomanError):
    """The language model is missing, damaged or does not fit this version."""


class StoreError(DragomanError):
    """A case file can't be opened, written or understood."""


class GoldError(DragomanError):
    """A hand-coded or exported record does not have the gold format."""


class PlayError(DragomanError):
    """A question can't be played as asked: a bad option, no weight at all, a missing reference point."""


class QuestionError(DragomanError):
    """A question file, an override of it or a file of past decisions can't be used."""


def as_typed(word: object) -> str:
    """A file or another word of a command as the user's shell takes it, for messages that say what to type next.

    The shells of Windows know double quotes and no others that both take; a name there can't hold any.

    >>> as_typed("my case.db") in ("'my case.db'", '"my case.db"'), as_typed("case.db")
    (True, 'case.db')
    """
    text = str(word)
    if os.name != "nt":
        return shlex.quote(text)
    return text if re.fullmatch(r"[\w.:\\/-]+", text) else f'"{text}"'
