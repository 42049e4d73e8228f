"""One root for everything Dragoman raises; messages quote the value, say where it stands and what to do next."""


class DragomanError(Exception):
    """Anything Dragoman refuses to do, said in one sentence a user can act on."""


class ReadError(DragomanError):
    """A source can't be read as a report: missing, empty, binary, too large or not text."""


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
