"""Escapes what templates put out, without an object for each value.

``markupsafe.escape`` returns a ``Markup``, which says that a text is safe. What a template puts
out is joined to one text at once, so nobody asks; a page has thousands of values.
"""

from __future__ import annotations

from typing import Any

# The last is what ``escape`` does to a text, compiled, before it makes an object of it.
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]


def escape(value: Any) -> str:
    """Return a value as HTML, as ``markupsafe.escape`` does, as a plain text or a Markup."""
    kind = type(value)
    if kind is str:
        escaped: str = _escape_inner(value)
    elif kind is Markup:
        escaped = value
    elif hasattr(value, "__html__"):
        escaped = value.__html__()
    else:
        escaped = _escape_inner(str(value))
    return escaped
