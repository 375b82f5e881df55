"""Escapes the values in templates without making an object for each.

``markupsafe.escape`` returns a ``Markup``, which marks a text as safe. The output of a template is
joined at once, so no code needs the mark, and a page has thousands of values.
"""

from __future__ import annotations

from typing import Any

# The second is the compiled function that ``escape`` applies to a text before it makes an object.
from markupsafe import Markup
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]

__all__ = ["escape", "escape_text"]


def escape(value: Any) -> str:
    """Return a value as HTML, as ``markupsafe.escape`` does, but as a plain str or a Markup."""
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
