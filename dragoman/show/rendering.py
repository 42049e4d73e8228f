"""Templates to pages that open offline, fetch nothing, and run only the script that stands in them.

Everything that comes from reports goes through autoescape; what a page may load is said by its content security policy, by hash.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

import jinja2


def render(template: str, context: dict[str, Any]) -> str:
    """A page from a template and what it receives; a variable that is missing is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(part),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**context) + "\n"


def content_security_policy(style: str, script: str | None = None) -> str:
    """Nothing but this style sheet and this script: no requests, no frames, no forms."""
    scripts = f"script-src '{_hash(script)}'; " if script is not None else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def part(name: str) -> str:
    """The text of a template, style sheet or script."""
    return resources.files("dragoman.show").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
