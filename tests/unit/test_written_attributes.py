"""An attribute list sets an id or a language, and nothing else; no word in it is lost unsaid."""

from __future__ import annotations

import itertools
import string

import pytest

from aviso.checks.written_languages import languages_exist
from aviso.content.html import BOX_KINDS, find_forbidden
from aviso.content.markdown_converter import convert_fully
from aviso.content.source_text import SourceText
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT
from tests.support.project import Project

PROJECT = AvisoProject(ROOT)
PAGE = "docs/riverside/en/index.md"
REFUSED = [
    ".unseen",
    ".headerlink",
    ".admonition-title",
    "class=unseen",
    'class="admonition note"',
    "style=display:none",
    "hidden",
    "hidden=until-found",
    "title=Never",
    "aria-hidden=true",
    'aria-label="We sell it"',
    "role=presentation",
    "dir=rtl",
    "translate=no",
    "inert",
    "contenteditable",
    "onclick=a",
    "data-search-heading",
    "href=https://www.example.org",
    "src=a.png",
    "alt=b",
    "start=7",
    "lang=",
    "lang",
    "id",
    "#",
    "lang=english",
    'lang="es onclick"',
    "words",
    "note important",
    "=words",
    "#a=b =words",
    "==",
]
PLACES = ["**a**{{: {} }}", "*a*{{ {} }}", "[a](b.md){{{}}}", "# A {{: {} }}", "A\n{{: {} }}"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("attributes", REFUSED)
def test_an_attribute_is_refused_and_told(attributes: str, place: str) -> None:
    converted = convert_fully(PROJECT, place.format(attributes))
    assert converted.removed
    assert "unseen" not in converted.html and find_forbidden(converted.html) == ()


@pytest.mark.parametrize(
    "attributes", ["#reach", "lang=es", "lang=pt-BR", 'lang="es"', "#a lang=fr"]
)
@pytest.mark.parametrize("place", PLACES)
def test_an_id_and_a_language_are_set(attributes: str, place: str) -> None:
    converted = convert_fully(PROJECT, place.format(attributes))
    assert converted.removed == [] and ('lang="' in converted.html or 'id="' in converted.html)


@pytest.mark.parametrize("kind", BOX_KINDS)
def test_boxes_have_their_kinds(kind: str) -> None:
    converted = convert_fully(PROJECT, f'!!! {kind} "T"\n    a')
    assert converted.removed == [] and f'class="admonition {kind}"' in converted.html
    assert find_forbidden(converted.html) == ()


def test_no_other_class_gets_through_by_a_box() -> None:
    for kind in ("unseen", "headerlink", "note unseen", "skip"):
        converted = convert_fully(PROJECT, f'!!! {kind} "T"\n    a')
        assert "class" not in converted.html.partition(">")[0] and kind not in converted.html


@pytest.mark.parametrize("first", string.punctuation + " a")
def test_no_sign_in_braces_breaks_anything_or_is_lost(first: str) -> None:
    """Whatever stands in the braces is shown, refused, or an id or language."""
    for second, place in itertools.product(string.punctuation + " a", PLACES):
        text = place.format(f"{first}{second}zz")
        converted = convert_fully(PROJECT, text)
        assert converted.removed or "zz" in converted.html or converted.is_too_deep, (
            text,
            converted,
        )


def test_a_hidden_word_is_told_with_its_line(small_project: Project) -> None:
    small_project.replace(PAGE, "We keep little.", "We do **not**{: .unseen } sell your data.")
    told = {str(problem) for problem in small_project.check() if problem.file == PAGE}
    assert f'{PAGE}, line 7: "class=unseen" is not allowed in a page. Leave it out.' in told


def test_a_bare_word_is_told_with_its_line(small_project: Project) -> None:
    small_project.replace(PAGE, "We keep little.", "A note.\n{: .note important }")
    told = {str(problem) for problem in small_project.check() if problem.file == PAGE}
    assert f'{PAGE}, line 8: "important=" is not allowed in a page. Leave it out.' in told


@pytest.mark.parametrize(
    "place", ['*a*{{: lang="{}" }}', "[a](b.md){{lang={}}}", "# A {{#b lang={}}}"]
)
@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("xx", '"xx" is not the code of a language. Look it up'),
        ("sp", '"sp" is not the code of a language. Write es, if you mean'),
        ("jp", "Write ja, if you mean"),
        ("prs", '"prs" is another form of the code "fa-AF". Write fa-AF.'),
        ("spa", '"spa" is the long form of the code "es". Write es.'),
        ("es-XX", '"XX" is not the code of a country or region'),
        ("zh-Hanx", '"Hanx" is not the code of a script'),
        ("en-999", '"999" is not the code of a country or region'),
        ("es-a", '"a" is not the code of a script, country or variant'),
        ("xyz-MX", '"xyz" is not the code of a language'),
    ],
)
def test_a_language_that_does_not_exist_is_told(tag: str, told: str, place: str) -> None:
    [found] = languages_exist(SourceText(f"One.\n\n{place.format(tag)}\n", "a.md"))
    assert (found.file, found.line) == ("a.md", 3) and told in f"{found.message}. {found.hint}"


@pytest.mark.parametrize(
    "tag",
    [
        *("es", "ES", "haw", "hmn", "mam", "nah", "fil", "chr", "yue", "ase", "und"),
        *("es-419", "pt-BR", "zh-Hant-TW", "sr-Latn", "ca-valencia", "de-1996", "en-us"),
    ],
)
def test_a_language_that_exists_is_left_alone(tag: str) -> None:
    assert not list(languages_exist(SourceText(f"*a*{{: lang={tag} }}", "a.md")))


def test_code_names_no_language() -> None:
    assert not list(languages_exist(SourceText("`*a*{: lang=xx }` and lang=xx", "a.md")))


def test_an_unknown_language_of_words_is_told_with_its_line(small_project: Project) -> None:
    small_project.replace(PAGE, "We keep little.", "A *nota*{: lang=sp }.")
    told = {str(problem) for problem in small_project.check() if problem.file == PAGE}
    assert any(one.startswith(f'{PAGE}, line 7: "sp" is not the code') for one in told), told
