"""Finds the known word that somebody meant to write."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from aviso.core.diagnostics import QUOTED_CHARACTERS


def find_closest(word: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """Return the known word most like ``word``, or None if none is like enough.

    ``likeness`` is the least similarity, from 0 (anything) to 1 (the same).
    """
    as_known = {name.lower(): name for name in known}
    close = difflib.get_close_matches(
        word[:QUOTED_CHARACTERS].lower(), sorted(as_known), n=1, cutoff=likeness
    )
    return as_known[close[0]] if close else None


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` with the known word most like ``word``, or an empty text."""
    close = find_closest(word, known)
    return f'Did you mean "{close}"?' if close else ""
