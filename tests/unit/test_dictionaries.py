"""The dictionaries that ``aviso proofread`` looks words up in.

They are here, small, and know their language.
"""

from __future__ import annotations

import sys

import pytest

from aviso.apps.proofread.spelling import (
    DICTIONARIES,
    NotInstalled,
    _load_dictionary,
    find_misspellings,
    is_known,
)
from aviso.i18n.language_data import WORDS, load_language_data
from aviso.i18n.units import TranslationUnit, UnitText


def test_every_language_with_a_dictionary_has_it_here() -> None:
    locales = [path.stem for path in WORDS.glob("*.yml")]
    names = {name for name in (load_language_data(locale).dictionary for locale in locales) if name}
    assert names >= {"en_US", "es_US"}
    assert {path.name for path in DICTIONARIES.iterdir()} == {
        f"{name}{kind}" for name in names for kind in (".aff", ".dic")
    }


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in DICTIONARIES.iterdir()) <= 2_000_000


@pytest.mark.parametrize(
    ("name", "known", "unknown"),
    [
        (
            "en_US",
            "libraries borrowed color subpoenas don't Tuesday",
            "libary borowed colour tuesday teh",
        ),
        (
            "es_US",
            "bibliotecas préstamos citación guardábamos vergüenza",
            "biblotecas prestammos citacion guardabamos verguenza",
        ),
    ],
)
def test_they_know_right_from_wrong(name: str, known: str, unknown: str) -> None:
    assert [word for word in known.split() if not is_known(word, name, set())] == []
    assert [word for word in unknown.split() if is_known(word, name, set())] == []


def test_each_language_is_read_with_its_own() -> None:
    unit = TranslationUnit(
        "x/y",
        {
            "en": UnitText("The prestamos", "a.md", 1),
            "es": UnitText("Los préstamos libary", "b.md", 3),
        },
    )
    assert [
        (problem.file, problem.line, problem.message) for problem in find_misspellings(unit, set())
    ] == [
        ("a.md", 1, '"prestamos" is not in the dictionary'),
        ("b.md", 3, '"libary" is not in the dictionary'),
    ]


def test_a_missing_package_is_reported_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spylls.hunspell", None)
    _load_dictionary.cache_clear()
    with pytest.raises(NotInstalled, match=r"Type: pip install 'aviso-notices\[proofread\]'"):
        _load_dictionary("en_US")
