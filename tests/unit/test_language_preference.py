"""The language that a reader prefers, as the servers' patterns read it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aviso.apps.hosting.language_negotiation import make_preference_pattern

PREFERS = re.compile(make_preference_pattern("es", ("en", "es")), re.IGNORECASE)


# Languages


@pytest.mark.parametrize(
    "asked",
    [
        "es",
        "ES-mx",
        "es-419,es;q=0.9,en;q=0.8",
        "fr, es;q=0.5, en;q=0.3",
        "est, es",
        "eo,es",
        "es ; q=0.5",
        "de-CH-1996, es",
        "es;q=1.0",
    ],
)
def test_spanish_is_preferred(asked: str) -> None:
    assert PREFERS.search(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "*",
        "en",
        "en-US,en;q=0.9,es;q=0.8",
        "fr",
        "es;q=0",
        "es;q=0.000, en",
        "est, en",
        "enm, en, es",
        "fr-es",
        "de, en-ES, es",
        "x-es",
    ],
)
def test_spanish_is_not_preferred(asked: str) -> None:
    assert not PREFERS.search(asked)


def best_of(ranges: list[tuple[str, float]]) -> str | None:
    """The language of the two that a list prefers, by RFC 9110 (section 12.5.4).

    It is that of the greatest weight, and the first among equals.
    """
    offered = [
        (weight, tag.split("-")[0].lower())
        for tag, weight in ranges
        if weight > 0 and tag.split("-")[0].lower() in ("en", "es")
    ]
    return max(offered, key=lambda pair: pair[0])[1] if offered else None


TAGS = some.sampled_from(
    [
        "en",
        "es",
        "en-US",
        "es-MX",
        "es-419",
        "fr",
        "eo",
        "est",
        "enm",
        "de-CH",
        "zh-Hant-TW",
        "e",
        "ES",
        "*",
    ]
)
WEIGHTS = some.lists(some.integers(1, 1000), min_size=1, max_size=6).map(
    lambda values: sorted(values, reverse=True)
)


@given(weights=WEIGHTS, data=some.data())
def test_a_list_with_the_best_first_is_read_as_the_standard_says(
    weights: list[int], data: Any
) -> None:
    ranges = [(data.draw(TAGS), weight / 1000) for weight in weights]
    text = ",".join(tag if weight == 1 else f"{tag};q={weight:g}" for tag, weight in ranges)
    assert bool(PREFERS.search(text)) == (best_of(ranges) == "es")
