"""Letters of UTF-8 that were read in another encoding are found; letters of other words are not."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aviso.core.character_references import find_reference
from aviso.core.misread_text import ENCODINGS, MisreadLetter, find_misread_words
from aviso.model.fields import Text
from tests.support.paths import ROOT
from tests.support.project import Project

WORDS = ["más", "información", "don’t", "“hello”", "español", "français", "café.", "¿Cómo?", "niño"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_each_encoding_is_found_and_read_again(word: str, encoding: str) -> None:
    try:
        misread = word.encode().decode(encoding)
    except UnicodeDecodeError:
        pytest.skip("this encoding has no such letter")
    text = f"See {misread} here."
    assert list(find_misread_words(text)) == [MisreadLetter(4, misread, word)]


def test_a_word_that_was_misread_twice_is_found() -> None:
    twice = "más".encode().decode("cp1252").encode().decode("cp1252")
    assert [found.found for found in find_misread_words(twice)] == [twice]


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo, NÃO y Ângela.",
        "“IRMÔ y «MANHû",
        "Гірка, Гуляти, вода",
        "Ångström, Åse, Ärger, “Ä“, Łódź, țară, Ă",
        "café…” y papâ’",
        "5 √ 2, 20 °C ± 3, § 5, © 2025, 30 €",
        "Ελληνικά Γ και Β",
        "日本語 Việt Nam",
    ],
)
def test_words_of_any_language_are_let_be(text: str) -> None:
    assert list(find_misread_words(text)) == []


@given(st.text("aeñáóíúüÑÁÉ¿¡«»“”’—…€ .", max_size=40))
def test_no_text_in_spanish_is_called_misread(text: str) -> None:
    assert list(find_misread_words(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Images &amp; sound", "&amp;"),
        ("sound&nbsp;are", "&nbsp;"),
        ("It&#39;s", "&#39;"),
        ("It&#x27s", "&#x27"),
        ("m&aacute;s", "&aacute;"),
        ("a &copy 2025", "&copy"),
        ("R&D, AT&T, B&B; Q&A", None),
        ("https://www.example.org/?a=b&copy=1", None),
        ("Barnes & Noble", None),
    ],
)
def test_references_in_plain_texts_are_found(text: str, found: str | None) -> None:
    assert find_reference(text) == found
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError as error:
        assert found and f'holds "{found}"' in str(error)
    else:
        assert found is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("We **never** sell it.", "**never**"),
        ("Kept ~~30~~ 90 days.", "~~30~~"),
        ("See [our policy](https://www.example.org/).", "[our policy](https:/"),
        ("The cookie `_ga`.", "`_ga`"),
        ("An *old* address.", "*old*"),
        ("- a\n- b", "- a"),
        ("# Title", "# T"),
        ("5 * 3 and 4*2*1, a ** b, [sic] (see), #1, __cf_bm, a - b\nc - d", ""),
        ("*Required. Kept*", "*Required. Kept*"),
    ],
)
def test_markdown_in_plain_texts_is_found(text: str, sign: str) -> None:
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError as error:
        assert sign and f'holds "{sign}' in str(error)
    else:
        assert not sign


def test_they_are_told_in_data_titles_and_words_of_the_interface(small_project: Project) -> None:
    small_project.replace("docs/riverside/en/index.md", "title: ", "title: Caf&eacute; ")
    small_project.replace("docs/riverside/es/index.md", "title: ", "title: MÃ¡s ")
    small_project.replace("docs/riverside/en/choices.md", "title: Your", "title: Your **own**")
    told = [(one.file, one.line, one.rule) for one in small_project.check()]
    assert ("docs/riverside/en/index.md", 2, "pages/raw-html") in told
    assert ("docs/riverside/es/index.md", 2, "wording/misread-letters") in told
    assert ("docs/riverside/en/choices.md", 2, "pages/front-matter") in told


def test_they_are_told_in_the_words_of_the_interface(small_project: Project) -> None:
    overrides = small_project / "overrides"
    if overrides.is_symlink():
        overrides.unlink()
        shutil.copytree(ROOT / "overrides", overrides)
    for locale, word, by, rule in (
        ("es", "search: Buscar", "search: BÃºscar", "wording/misread-letters"),
        ("en", "search: Search", "search: Search&nbsp;it", "facts/not-plain-text"),
    ):
        small_project.replace(f"overrides/locales/{locale}.yml", word, by)
        told = [(one.file, one.rule) for one in small_project.check()]
        assert (f"overrides/locales/{locale}.yml", rule) in told
