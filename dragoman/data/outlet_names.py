"""All names of an outlet lead to its first one: "AFP", "Agence France Presse" and "afp.com" are one source."""

from __future__ import annotations

from functools import cache

from dragoman.data.actor_files import shipped


def first_name(name: str) -> str | None:
    """The first name of the outlet that goes by `name` or address, None where no outlet of the book does.

    >>> first_name("The New York Times"), first_name("cnn.com"), first_name("The Alba Post")
    ('New York Times', 'CNN', None)
    """
    low = name.lower()
    return _names().get(low) or _names().get(low.removeprefix("the "))


@cache
def _names() -> dict[str, str]:
    """Every name and address of an outlet in lower case, by its first name."""
    return {
        str(name).lower(): entry["name"]
        for entry in shipped("outlets")
        for name in (entry["name"], *entry.get("names", ()))
    }
