"""Escapes what templates put out, without an object for each value.

``markupsafe.escape`` returns a ``Markup``, which says that a text is safe. What a template puts
out is joined to one text at once, so nobody asks; a page has thousands of values.
"""

from __future__ import annotations

from typing import Any

# The second is what ``escape`` does to a text, compiled, before it makes an object of it.
from markupsafe import Markup
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]

__all__ = ["escape", "escape_text"]


def escape(value: Any) -> str:
    """Return a value as HTML, as ``markupsafe.escape`` does, as a plain text or a Markup."""
    kind = type(value)
    if kind is str:
        escaped: str = escape_text(value)
    elif kind is Markup:
        escaped = value
    elif hasattr(value, "__html__"):
        escaped = value.__html__()
    else:
        escaped = escape_text(str(value))
    return escaped
