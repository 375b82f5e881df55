"""The language that a reader prefers, as the servers' patterns read it."""

from __future__ import annotations

import re
import subprocess
import sys
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


# Each of these took exponential time in a pattern in which spaces could belong to two parts.
ENDLESS = [
    ("x" + " " * 4 + ",") * 1500 + "@es",
    ("e" + " " * 9 + ",") * 800 + "es@",
    ("es  ;q=0" + " ,") * 800,
    "es" + " " * 8000 + "@",
    ("fr-a" + "\t ,") * 1600 + "es-a@",
]


def test_no_header_keeps_a_server_busy() -> None:
    match = "import re, sys; print(bool(re.search(sys.argv[1], sys.argv[2], re.IGNORECASE)))"
    for header in ENDLESS:
        command = [sys.executable, "-c", match, PREFERS.pattern, header]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("locale", "asked", "is_preferred"),
    [
        ("hmn", "hmn", True),
        ("hmn", "hmn-US, en", True),
        ("hmn", "hm, hmn", False),
        ("hmn", "hmns, hmn", True),
        ("hmn", "h ,hmn", True),
        ("hmn", "hm", False),
        ("hmn", "hmns", False),
        ("hmn", "es, hmn", False),
        ("hm", "hmn, hm", False),
        ("hm", "hm, hmn", True),
        ("en", "enm, en", True),
        ("en", "hm-CN, en", False),
        ("fil", "fi, fil", True),
        ("fil", "fi", False),
    ],
)
def test_codes_may_have_three_letters(locale: str, asked: str, is_preferred: bool) -> None:
    pattern = make_preference_pattern(locale, ("en", "es", "hmn", "hm", "fil"))
    assert bool(re.search(pattern, asked, re.IGNORECASE)) == is_preferred
