"""Escapes the values in templates without making an object for each.

``markupsafe.escape`` returns a ``Markup``, which marks a text as safe. The output of a template is
joined at once, so no code needs the mark, and a page has thousands of values.
"""

from __future__ import annotations

from typing import Any

# The last import is the compiled function that ``escape`` applies to a text before it makes an
# object.
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]


def escape(value: Any) -> str:
    """Return a value as HTML, as ``markupsafe.escape`` does, but as a plain str or a Markup."""
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
