"""The ids and names of invented libraries, and which of them are systems or members."""

from __future__ import annotations

from .stock import Pair, slug, stock

TENTH = "tenth-reads"


# Who the libraries are


def library_id(index: int) -> str:
    """The id of a library: its town and its number."""
    return f"{slug(stock()['towns'][index % len(stock()['towns'])])}-{index:04d}"


def is_system(index: int) -> bool:
    """Tell whether the library has a member: one of each 20."""
    return index % 20 == 1


def is_member(index: int) -> bool:
    """Tell whether the library takes over the notice of the one before it."""
    return index % 20 == 2


def uses_tenth(index: int) -> bool:
    """Tell whether the library uses the vendor that a tenth of all use."""
    return index % 10 == 3


def library_name(index: int) -> Pair:
    """A full name that no other of the first 5,280 libraries has."""
    towns, districts, kinds = (stock()[name] for name in ("towns", "districts", "kinds"))
    number, town = divmod(index, len(towns))
    # 40 towns are gone through before the district changes, and all districts before the kind does.
    kind, (before, after) = (
        kinds[number // len(districts) % len(kinds)],
        districts[number % len(districts)],
    )
    return {"en": f"{before}{towns[town]} {kind[0]}", "es": f"{kind[1]} de {towns[town]}{after}"}
