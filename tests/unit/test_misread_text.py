"""Letters of UTF-8 that were read in another encoding are found; letters of other words are not."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aviso.core.character_references import find_reference
from aviso.core.misread_text import (
    ENCODINGS,
    MisreadLetter,
    describe_misread,
    find_misread_words,
)
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


@pytest.mark.parametrize(
    ("misread", "word"),
    [
        *[("INFORMACIÃ“N", "INFORMACIÓN"), ("AÃ‘OS", "AÑOS"), ("tiáº¿ng", "tiếng")],
        *[("Viá»‡t", "Việt"), ("Ð¡Ð¿Ð°Ñ\x81Ð¸Ð±Ð¾", "Спасибо"), ("ä¸\xadæ–‡", "中文")],
        *[("í•œêµ\xadì–´", "한국어"), ("РџСЂРёРІРµС‚", "Привет"), ("HawaiÊ»i", "Hawaiʻi")],
        *[("âœ“", "✓"), ("â˜Ž", "☎"), ("â‰¤", "≤"), ("?Qui?n?", "\ufffdQui?n?")],
        *[("a?os", "a\ufffdos"), ("a?o", "a\ufffdo"), ("m?s", "m\ufffds")],
    ],
)
def test_capitals_symbols_and_other_scripts_are_read_again(misread: str, word: str) -> None:
    assert list(find_misread_words(f"See {misread} here.")) == [MisreadLetter(4, misread, word)]


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
        "«Será»… y «papá»—dijo—; «mamá»”, la “Ñ”… «É»“É”",
        "Is it? Yes. ¿Qué? (?P<x>) [?] ?lang=es Спасибо за «это»… HawaiiÊ»",
    ],
)
def test_words_of_any_language_are_let_be(text: str) -> None:
    assert list(find_misread_words(text)) == []


@given(st.text("aeñáóíúüÑÁÉ¿¡«»“”’—…€ .", max_size=40))
def test_no_text_in_spanish_is_called_misread(text: str) -> None:
    # A question or exclamation begins after a space or a quotation mark.
    text = text.replace("¿", " ¿").replace("¡", " ¡")
    assert list(find_misread_words(text)) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        # DOS read as Windows, Windows as DOS, Macintosh as Windows, Windows as Macintosh.
        ("informaci¢n", "información"),
        ("espa¤ol", "español"),
        ("pol¡tica", "política"),
        ("informaci¾n", "información"),
        ("espa±ol", "español"),
        ("m‡s", "más"),
        ("espaÒol", "español"),
        # UTF-8 read in Chinese, Japanese and Korean.
        ("informaci贸n", "información"),
        ("don鈥檛", "don’t"),
        ("informaciﾃｳn", "información"),
        ("informaci처n", "información"),
        # Nobody knows any more what stood there.
        ("informaci?n", None),
        ("espa?oles,", None),
    ],
)
def test_a_letter_that_became_one_other_is_found(word: str, meant: str | None) -> None:
    [found] = find_misread_words(f"Vea la {word} aquí.")
    assert found.found == word and (found.meant == meant or meant is None)
    hint = describe_misread(found).hint
    assert hint.startswith(f"Type “{meant}”" if meant else "Type it again")
    with pytest.raises(ValidationError, match="read in a wrong encoding"):
        TypeAdapter(Text).validate_python(f"Vea la {word} aquí.")


@pytest.mark.parametrize(
    "text",
    [
        *("Why? Because. (Really?) What?Who knows", "https://www.example.org/page?lang=es"),
        *("contraseña del wifi 密码 y wifi密码", "The app 帽子, 5 ± 3, 30 ¢ and 20 £", "1¾ y 2½"),
        *("m² and m³, a→b", "[see](choices.md?x=y) and `a?b`", "na hÉireann, an tÚdarás", "and?"),
    ],
)
def test_a_sign_beside_words_is_let_be(text: str) -> None:
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
        ("_Required_ words", "_Required_"),
        ("==Required== words", "==Required=="),
        ("1. a\n2. b", "1. a"),
        ("a {: .b }", "{: ."),
        ("Dear {0}", "{0}"),
        ("Dear %(name)s", "%(name)s"),
        ("<%= name %>", "<%= name %>"),
        ("*Required. Kept*", "*Required. Kept*"),
        ("We __never ever__ sell it.", "__never ever__"),
        ("Kept 30 days.[^1]", "[^1]"),
        ("> Kept 30 days.", "> K"),
        ("| a | b |", "| a | b |"),
        # Other programs: JSON and code, LaTeX, Rich Text, addresses, email, forums, wikis.
        (r"El ni\u00f1o", r"\u00f1"),
        (r"El ni\xf1o", r"\xf1"),
        (r"We don\'t sell it.", r"\'"),
        (r"One line.\nAnother", r"\n"),
        (r"Un caf\'e", r"\'"),
        (r"We \textbf{never} sell it.", r"\textbf{"),
        (r"{\rtf1 Words}", r"{\rtf"),
        ("Our%20policy", "%20"),
        ("pol%C3%ADtica", "%C3%AD"),
        ("espa=C3=B1ol", "=C3=B1"),
        ("=?UTF-8?Q?ni=C3=B1o?=", "=?UTF-8?Q?ni"),
        ("=?utf-8?B?bmnDsW8=?=", "=?utf-8?B?bmnDsW8="),
        ("We [b]never[/b] sell it.", "[/b]"),
        ("We '''never''' sell it.", "'''never'''"),
        ("See [[Privacy policy]].", "[[Privacy policy]]"),
        ("Dear ${name},", "${name}"),
        ("Dear {first_name},", "{first_name}"),
        ("#N/A", "#N/A"),
        ("[object Object]", "[object Object]"),
        (r"C:\users\new, 20% and 100 %, 5=5, https://www.example.org/a%20b?c=%C3%B1", ""),
        ("It’s 'so', the users' 'own', 5'6, a|b, {} and [1], #1, 50%20 cents", ""),
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
