"""A text is the same whether é is one character or two (Unicode NFC and NFD, UAX #15)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from aviso.content.images import find_image_fault
from aviso.i18n.memory import read_memory
from tests.support.project import Project
from tests.support.trees import contents

LIBRARY = "data/libraries/riverside.yml"
PAGES = ("en", "es")
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n'


def decomposed(text: str) -> str:
    """The text with each accent as a character of its own, as macOS writes it."""
    return unicodedata.normalize("NFD", text)


def decompose_all(project: Project) -> None:
    """Save every text of the project anew with accents of their own."""
    for folder in ("data", "docs"):
        for path in (project / folder).rglob("*"):
            if path.suffix in (".md", ".yml", ".json", ".txt"):
                path.write_text(decomposed(path.read_text("utf-8")), "utf-8")
    names = project / "mkdocs.yml"
    names.write_text(decomposed(names.read_text("utf-8")), "utf-8")


def test_a_project_saved_in_decomposed_letters_makes_the_same_sites(small_project: Project) -> None:
    for locale in PAGES:
        small_project.append(
            f"docs/riverside/{locale}/choices.md",
            "\n## Niñez {#niñez}\n\n[Así](choices.md#niñez), [así](#ni%C3%B1ez).\n",
        )
    assert small_project.reported() == ""
    before = contents(small_project.published())
    decompose_all(small_project)
    assert small_project.reported() == ""
    after = contents(small_project.published())
    assert {name for name in before if before[name] != after.get(name)} == set()


@pytest.mark.parametrize("locale", PAGES)
def test_ids_and_links_to_them_may_be_in_either_form(small_project: Project, locale: str) -> None:
    for one in PAGES:
        text = "\n## Años {#años}\n\n[Aquí](choices.md#años) y [aquí](#a%C3%B1os).\n"
        small_project.append(
            f"docs/riverside/{one}/choices.md", decomposed(text) if one == locale else text
        )
    assert small_project.reported() == ""
    # A browser would not find the place of an accent that is encoded by itself.
    small_project.replace(f"docs/riverside/{locale}/choices.md", "#a%C3%B1os", "#an%CC%83os")
    assert 'does not exist on the page "choices". Did you mean "años"?' in small_project.reported()


def test_confirmations_hold_for_a_text_that_was_saved_anew(small_project: Project) -> None:
    assert (
        small_project.invoke("translation", "confirm", "riverside", "--by", "Librarian").exit_code
        == 0
    )
    project = small_project.opened
    before = small_project.invoke("translation", "status", "riverside", "--format", "csv").stdout
    memory = read_memory(project, "riverside")[0]
    decompose_all(small_project)
    assert (
        small_project.invoke("translation", "status", "riverside", "--format", "csv").stdout
        == before
    )
    assert read_memory(small_project.opened, "riverside")[0] == memory


def test_an_escape_adds_to_the_letter_before_it(small_project: Project) -> None:
    small_project.replace(LIBRARY, "Biblioteca Riverside", '"Bibliotéca Riverside"')
    name = small_project.load_records().libraries["riverside"].name
    small_project.replace(LIBRARY, "Bibliotéca", "Bibliote\\u0301ca")
    assert small_project.load_records().libraries["riverside"].name == name


def test_a_picture_is_found_by_either_form_of_its_name(small_project: Project) -> None:
    (small_project / "docs/riverside/assets" / decomposed("señal.svg")).write_bytes(PICTURE)
    for locale in PAGES:
        small_project.append(
            f"docs/riverside/{locale}/choices.md", "\n![A sign at the door](../assets/señal.svg)\n"
        )
    assert small_project.reported() == ""
    published = small_project.published()
    assert (published / "riverside/assets/señal.svg").read_bytes() == PICTURE
    folder = Path(small_project / "docs/riverside/assets")
    assert find_image_fault(folder, "señal.svg") is None
    assert find_image_fault(folder, "senal.svg") is not None


def test_a_placeholder_is_filled_in_either_form(small_project: Project) -> None:
    for locale in PAGES:
        small_project.append(
            f"docs/riverside/{locale}/choices.md",
            decomposed(f"\n{{{{ document('policy-7').title }}}} – año {locale}\n"),
        )
    assert small_project.reported() == ""
    page = (small_project.published() / "riverside/es/choices/index.html").read_text("utf-8")
    assert "Política de privacidad – año es" in page
