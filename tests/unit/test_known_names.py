"""One pattern for all names finds what looking for each name by itself finds."""

from __future__ import annotations

from random import Random

import pytest

from aviso.i18n.known_names import KnownNames

PAIRS = (("Hoopla", "Hoopla"), ("Plan 12", "El plan"), ("Plan", "Plan (2)"), ("A|B.", "A*B"))


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("We use Hoopla.", "", [0]),
        ("", "Usamos Hooplas.", [0]),
        ("See Plan 12.", "Nada", [1, 2]),
        ("Planes", "nada", [2]),
        ("", "Plan (2)", [2]),
        ("El plan", "Plan 12", []),
        ("A|B.", "", [3]),
        ("A B.", "AAB", []),
    ],
)
def test_a_name_is_found_in_its_language(text: str, other: str, found: list[int]) -> None:
    assert KnownNames(PAIRS).find(text, other) == [PAIRS[index] for index in found]


def test_without_names_none_is_found() -> None:
    assert KnownNames(()).find("Hoopla", "Hoopla") == []


def test_random_names_are_found_like_plain_texts() -> None:
    """Few letters, so that names begin with one another and overlap."""
    random = Random(16)

    def make(longest: int) -> str:
        return "".join(random.choices("ab .", k=random.randint(1, longest)))

    hits = 0
    for _ in range(300):
        pairs = [(make(5), make(5)) for _ in range(random.randint(0, 9))]
        names = KnownNames(pairs)
        for _ in range(5):
            one, other = make(9), make(9)
            expected = [pair for pair in pairs if pair[0] in one or pair[1] in other]
            assert names.find(one, other) == expected
            hits += bool(expected)
    assert hits > 100
