"""Reads the day of an archived copy from its address."""

from __future__ import annotations

import re
from datetime import date

# The Wayback Machine and services that follow it (Memento, RFC 7089) put the time into the path.
TIME_OF_COPY = re.compile(r"/web/(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:[a-z]{2}_)?/")


def find_day_of_copy(address: str) -> date | None:
    """Return the day in an address, or None if there is none."""
    found = TIME_OF_COPY.search(address)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
