"""Finds HTML character references, such as ``&nbsp;``, in texts that are not HTML.

Source: WHATWG HTML, 13.5 (named character references), from Python's ``html.entities``.
"""

from __future__ import annotations

import re
from html.entities import html5

REFERENCE = re.compile(r"(\w?)&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})(;?)(?!=)")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]*", re.IGNORECASE)
# These names count without a semicolon, even right after a letter.
OLDEST = frozenset(name for name in html5 if not name.endswith(";"))


def find_reference(text: str) -> str | None:
    """Return the first reference in ``text`` with a known name or a number, or None.

    "R&D" and the ``&`` of web addresses are not references.
    """
    if "&" not in text:
        return None
    for found in REFERENCE.finditer(ADDRESS.sub(" ", text)):
        if is_reference(before=found[1], name=found[2], end=found[3]):
            return f"&{found[2]}{found[3]}"
    return None


def is_reference(before: str, name: str, end: str) -> bool:
    """Tell whether a name after ``&`` stands for a character.

    ``before`` is the letter right before the ``&``, ``end`` is the semicolon; both may be
    empty.
    """
    if name.startswith("#"):
        return True
    if end:
        return f"{name};" in html5
    return name in OLDEST or (not before and f"{name};" in html5)
