"""A language whose code has three letters is added as any other, also one that the CLDR lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aviso.core.cldr import find_direction, name_language
from aviso.core.locales import find_entry_fault
from aviso.i18n.catalog import load_catalog
from aviso.i18n.periods import list_period_words
from tests.support.adding_languages import with_languages
from tests.support.project import Project
from tests.support.trees import contents


def in_language(place: Path, locale: str, name: str) -> Project:
    """The smallest project, whole in a language that has the texts of the Vietnamese one."""
    project = with_languages(place, "vi")
    project.replace(
        "mkdocs.yml", "{locale: vi, name: Tiếng Việt}", f"{{locale: {locale}, name: {name}}}"
    )
    for path in sorted((project / "data").rglob("*.yml")):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^( +)vi: ", rf"\g<1>{locale}: ", text), "utf-8")
    for folder in sorted((project / "docs").glob("*/vi")):
        folder.rename(folder.with_name(locale))
    (project / "overrides/locales/vi.yml").rename(project / f"overrides/locales/{locale}.yml")
    return project


def test_both_engines_build_a_language_of_three_letters(tmp_path: Path) -> None:
    project = in_language(tmp_path / "project", "haw", "ʻŌlelo Hawaiʻi")
    assert project.reported() == ""
    ours = contents(project.published())
    project.build("--output", str(tmp_path / "stock"), "--stock")
    assert ours == contents(tmp_path / "stock")
    page = ours["riverside/haw/index.html"].decode()
    assert '<html lang="haw">' in page
    assert 'hreflang="haw"' in ours["riverside/index.html"].decode()


def test_a_language_that_the_cldr_lacks_asks_for_its_words(tmp_path: Path) -> None:
    project = in_language(tmp_path / "project", "mam", "Qyol Mam")
    told = project.reported()
    for unit in ("minute", "hour", "day", "week", "month", "year"):
        assert (
            f'overrides/locales/mam.yml, line 1: the key "period.{unit}" is missing. '
            f"Write a line period.{unit}: … with the translation of “{{count}} {unit}s”."
        ) in told
    words = project / "overrides/locales/mam.yml"
    lines = "".join(f'{key}: "{{count}} {key}"\n' for key in list_period_words("mam"))
    words.write_text(f"{words.read_text('utf-8')}{lines}period.year.one: one year\n", "utf-8")
    assert project.reported() == ""
    catalog = load_catalog(project.opened, "mam")
    assert [catalog.format_period(one) for one in ("12 months", "1 year")] == [
        "12 period.month",
        "1 period.year",
    ]
    # Its own name stands where the CLDR has no other.
    assert load_catalog(project.opened, "es").name_language("mam") == "Qyol Mam"
    assert catalog.name_language("en") == "English"
    page = (project.published() / "riverside/mam/index.html").read_text("utf-8")
    assert '<html lang="mam">' in page
    assert "2025-" in page or "2026-" in page


@pytest.mark.parametrize(
    "locale",
    ["haw", "fil", "chr", "yue", "hmn", "ceb", "ilo", "quc", "mam", "es-419", "zh-Hant-TW", "nv"],
)
def test_codes_of_languages_are_taken(locale: str) -> None:
    assert find_entry_fault({"locale": locale, "name": "X"}) is None


@pytest.mark.parametrize("locale", ["xx", "zzz", "engl", "EN", "en-us", "es-4", "qaa"])
def test_what_is_no_code_is_told(locale: str) -> None:
    assert find_entry_fault({"locale": locale, "name": "X"}) is not None


def test_names_and_directions() -> None:
    assert name_language("es", "hmn") == "hmong"
    assert name_language("en", "es-419") == "Spanish (Latin America)"
    assert [find_direction(one) for one in ("ckb", "ku-Arab", "hmn", "mn-Mong")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]
