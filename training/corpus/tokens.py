"""A coding line as words, quoted words and signs, and a cursor over them."""

from __future__ import annotations

import re

from training.corpus.lines import LineError, Words

TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"(?:#(\d+))?|([<>,@/~^+]|\*(?=["\w]))|([^\s"<>,@/~]+)')

Token = tuple[str, str] | tuple[str, Words]


def tokenize(text: str) -> list[Token]:
    """Words, quoted words and signs of a coding line.

    >>> tokenize('ASSAULT *"air raids" < RUS')[1:3]
    [('sign', '*'), ('quoted', Words(text='air raids', nth=None))]
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        found = TOKEN.match(text, position)
        if found is None:
            raise LineError(
                f'{text[position:]!r} has a quotation mark without its partner: quote exact words in "...", an inner " as \\".'
            )
        if found[1] is not None:
            tokens.append(
                (
                    "quoted",
                    Words(found[1].replace('\\"', '"').replace("\\\\", "\\"), int(found[2]) if found[2] else None),
                )
            )
        else:
            tokens.append(("sign", found[3]) if found[3] else ("word", found[4]))
        position = found.end()
    return tokens


class Reader:
    """A cursor over the tokens of one line."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise LineError("The line ends too early: something should follow its last sign.")
        self.at += 1
        return token

    def sign(self, value: str) -> bool:
        """Take the sign `value` if it is next."""
        if self.peek() == ("sign", value):
            self.at += 1
            return True
        return False

    def quoted(self) -> Words | None:
        """Take quoted words if they are next."""
        token = self.peek()
        if token is not None and isinstance(token[1], Words):
            self.at += 1
            return token[1]
        return None

    def word(self) -> str | None:
        """Take a bare word if it is next."""
        token = self.peek()
        if token is not None and token[0] == "word" and isinstance(token[1], str):
            self.at += 1
            return token[1]
        return None

    def done(self) -> None:
        """Refuse what is left over."""
        token = self.peek()
        if token is not None:
            left = token[1].text if isinstance(token[1], Words) else token[1]
            raise LineError(f"{left!r} is not understood here: see the table of signs in corpus/README.md.")
