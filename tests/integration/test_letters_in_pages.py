"""Scripts, emoji and host names in whole pages: checked, built, linked."""

from __future__ import annotations

import pytest

from tests.support.project import Project
from tests.support.trees import contents

PAGE = "docs/riverside/{}/choices.md"
VENDOR = "data/vendors/readwell.yml"


# Only a contact that somebody has verified is a link.
VERIFIED = "    verification: {state: verified, date: 2026-01-31}"


def append_to_both(project: Project, text: str) -> None:
    """Add a paragraph to a page in both languages."""
    for locale in ("en", "es"):
        project.append(PAGE.format(locale), f"\n{text}\n")


@pytest.mark.parametrize("text", ["☎️ ✉️ 👨‍👩‍👧 👩🏽‍💻", "⚠️ 🏳️‍🌈 1️⃣ 🇲🇽", "ℹ️ ☂️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
def test_emoji_are_published_as_they_are_written(small_project: Project, text: str) -> None:
    append_to_both(small_project, text)
    assert small_project.reported() == ""
    assert text in (small_project.published() / "riverside/choices/index.html").read_text("utf-8")


@pytest.mark.parametrize("text", ["کتاب‌های کتابخانه", "ශ්‍රී ලංකාව", "ಫೇಸ್‌ಬುಕ್‌", "ខ្ញុំ​ទៅ"])
def test_joiners_are_published_where_a_script_needs_them(small_project: Project, text: str) -> None:
    append_to_both(small_project, text)
    assert small_project.reported() == ""
    assert text in (small_project.published() / "riverside/choices/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("our li\u200cbrary", "It belongs only within an emoji, or between letters of scripts"),
        ("our ca\ufe0frd", "It belongs only after an emoji."),
        ("our pri\u200bvacy", "It belongs only between words of scripts without spaces"),
        ("our card\U000e0041", "It belongs only in the emoji of a flag."),
    ],
)
def test_elsewhere_they_are_refused_with_what_to_do(
    small_project: Project, text: str, hint: str
) -> None:
    append_to_both(small_project, text)
    told = small_project.reported()
    assert f"Delete it and type the words around it again. {hint}" in told
    line = small_project.line_of(PAGE.format("en"), text)
    assert f"{PAGE.format('en')}, line {line}: an invisible character" in told


def test_a_host_name_in_letters_is_shown_in_letters_and_linked_in_ascii(
    small_project: Project,
) -> None:
    append_to_both(
        small_project,
        "[Una](https://www.bibliotecaespaña.es/política), <https://niños.example.org/>, "
        "[otra](mailto:privacidad@bibliotecaespaña.es?subject=Sí), <correo@niños.example.org>.",
    )
    library = "data/libraries/riverside.yml"
    small_project.replace(
        library, "email: privacy@example.org", f"email: aviso@niños.example.org\n{VERIFIED}"
    )
    small_project.replace(
        library, "https://www.riverside.example/ask", "https://www.xn--bibliotecaespaa-crb.es/ask"
    )
    assert small_project.reported() == ""
    published = small_project.published()
    page = (published / "riverside/choices/index.html").read_text("utf-8")
    for href in (
        "https://www.xn--bibliotecaespaa-crb.es/política",
        "https://xn--nios-hqa.example.org/",
        "mailto:privacidad@xn--bibliotecaespaa-crb.es?subject=Sí",
        "mailto:correo@xn--nios-hqa.example.org",
    ):
        assert f'href="{href}"' in page
    assert ">https://niños.example.org/</a>" in page
    everything = b"".join(contents(published).values()).decode("utf-8", "replace")
    assert 'href="mailto:aviso@xn--nios-hqa.example.org">aviso@niños.example.org<' in everything
    assert (
        'href="https://www.xn--bibliotecaespaa-crb.es/ask">https://www.bibliotecaespaña.es/ask<'
    ) in everything
    small_project.build("--output", str(small_project / "stock"), "--stock")
    stock = (small_project / "stock/riverside/choices/index.html").read_text("utf-8")
    assert stock == page


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://www.bibliоteca.es/", "imitate others. Type the host name again"),
        ("mailto:ask@bibliоteca.es", "imitate others. Type the host name again"),
        ("mailto:ask", "is not an email address. Write it like questions@example.org."),
        ("tel:555-0110", "has no area code"),
        ("tel:+1-707-155-0110", "cannot be a number in North America"),
    ],
)
def test_a_link_that_deceives_or_reaches_nobody_is_told(
    small_project: Project, link: str, told: str
) -> None:
    append_to_both(small_project, f"[Ask us]({link})")
    assert told in small_project.reported()


@pytest.mark.parametrize(
    "link", ["tel:311", "tel:+1-707-555-0110", "tel:+52-55-1234-5678", "mailto:?subject=Hello"]
)
def test_a_link_that_can_be_called_is_not_told(small_project: Project, link: str) -> None:
    append_to_both(small_project, f"[Ask us]({link})")
    assert small_project.reported() == ""


def test_the_country_of_a_project_is_set_in_its_settings(small_project: Project) -> None:
    library = "data/libraries/riverside.yml"
    small_project.replace(
        library, "telephone: 707-555-0110", f"telephone: 020 7946 0958\n{VERIFIED}"
    )
    assert "telephone" in small_project.reported()
    small_project.replace("mkdocs.yml", "extra:\n", "extra:\n  country: GB\n")
    assert small_project.reported() == ""
    everything = b"".join(contents(small_project.published()).values()).decode("utf-8", "replace")
    assert 'href="tel:+44-20-7946-0958">020 7946 0958<' in everything
    small_project.replace("mkdocs.yml", "country: GB", "country: Mexico")
    line = small_project.line_of("mkdocs.yml", "country: Mexico")
    assert (
        f'mkdocs.yml, line {line}: "Mexico" is not the code of a country'
        in small_project.reported()
    )
