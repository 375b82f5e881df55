"""Words that do not read as they are written, and the many that do."""

from __future__ import annotations

import pytest

from aviso.core.confusables import find_unreadable_words


@pytest.mark.parametrize(
    "text",
    [
        "préstamos en línea",
        "n.º 5, 1.ª edición",
        "Русский",
        "中文",
        "العربية",
        "Tiếng Việt",
        "Ελλάδα",
        "§ 6267 – “Ñandú”…",
        "ни со, ни от",
        "café\u0301",
        "™ ½ µm",
    ],
)
def test_languages_and_signs_pass(text: str):
    assert list(find_unreadable_words(text)) == []


@pytest.mark.parametrize(
    "word",
    [
        "Оverdrive",
        "libгary",
        "OverDrіve",
        "сосо",
        "раураӏ",
        "ｌibrary",
        "\U0001d40bibrary",
        "ⅼibrary",
        "Μail",
    ],
)
def test_letters_that_imitate_are_found(word: str):
    assert list(find_unreadable_words(f"See {word} today.")) == [
        (4, f'has the word "{word}" with letters of another alphabet that imitate a–z')
    ]


def test_piled_marks_are_found():
    assert [position for position, _ in find_unreadable_words("ab" + "\u0300" * 3)] == [2]
