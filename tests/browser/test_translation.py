"""What a reader sees in a browser when a translation lags behind. The project is the usual one with
a coordinator's edits.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.previews import PATIENCE_IN_SECONDS, previewed
from tests.support.project import Project
from tests.support.site_server import served

OLD = "You may ask at any time."


def test_the_reader_sees_it_in_place_and_led_to_the_same_place(
    project: Project, browser: Browser
) -> None:
    project.aviso("translation", "note", "example", "shared", "--on", "2026-03-02").sound()
    project.replace("docs/example/en/choices.md", OLD, f"{OLD} We write down the day.")
    project.replace("docs/example/en/documents.md", "## ", "##  ")
    project.replace(
        "data/libraries/example.yml",
        "It takes five working days at most.",
        "It takes six working days at most.",
    )
    project.delete("docs/example/es/cookies.md")
    project.write(
        "docs/example/es/salas.md",
        "---\ntitle: Salas\ndescription: Las salas.\n---\n# Salas\n\n"
        "## Horario {#hours}\n\nDe 9 a 17 h.\n",
    )
    project.build("example")
    with served(project.root / "public") as server:
        page = browser.new_page()
        page.goto(f"{server.address}example/es/opciones/")
        expect(page.locator(".outdated")).to_have_count(1)
        expect(page.locator(".outdated")).to_contain_text("No está al día")
        page.locator(".outdated a").click()
        expect(page).to_have_url(re.compile(r"/example/choices/#email$"))
        expect(page.locator(".outdated")).to_have_count(0)

        page.goto(f"{server.address}example/es/")
        expect(page.locator(".doors small.outdated")).to_be_visible()

        page.goto(f"{server.address}example/es/documentos/")
        expect(page.locator(".outdated")).to_have_count(0)

        page.goto(f"{server.address}example/es/cookies/#cookies")
        expect(page.locator("h1")).to_have_text("Esta página todavía no está en español")
        page.locator(".untranslated a").first.click()
        expect(page).to_have_url(re.compile(r"/example/cookies/#"))

        page.goto(f"{server.address}example/salas/")
        expect(page.locator("h1")).to_have_text("This page is not yet in English")
        page.close()


PATIENCE = 1000 * PATIENCE_IN_SECONDS
EMAIL = ("translation", "confirm", "example/choices#email", "--by", "Spanish-language librarian")


WITHOUT_HISTORY = pytest.param("a shallow clone without history", marks=pytest.mark.soak)


@pytest.fixture(params=["a copy", WITHOUT_HISTORY])
def workplace(request: pytest.FixtureRequest, project: Project, tmp_path: Path) -> Project:
    """Where a coordinator works, with one section confirmed."""
    assert project.aviso(*EMAIL, "--on", "2026-03-02").status == 0
    if request.param == "a copy":
        return project
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for number, command in enumerate(
        (
            ["init", "-q"],
            ["add", "-A"],
            ["commit", "-qm", "One"],
            ["commit", "-qm", "Two", "--allow-empty"],
        )
    ):
        subprocess.run([*git, *command], cwd=project.root, check=True, capture_output=number < 3)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{project.root}", str(tmp_path / "clone")],
        check=True,
    )
    clone = Project(tmp_path / "clone")
    assert (
        subprocess.run(
            ["git", "rev-list", "--count", "HEAD"],
            cwd=clone.root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        == "1\n"
    )
    return clone


def test_the_walk_of_a_coordinator_edit_warning_translate_confirm_green(
    workplace: Project, browser: Browser
) -> None:
    with previewed(
        workplace, "aviso.cli.main", "serve", "example", "--address", "{address}", mount="example/"
    ) as preview:
        page = browser.new_page()
        page.goto(f"{preview.address}es/opciones/")
        expect(page.locator(".outdated")).to_have_count(0)

        workplace.replace("docs/example/en/choices.md", OLD, f"{OLD} We write down the day.")
        # The page reloads by itself.
        expect(page.locator("#email ~ .outdated")).to_contain_text(
            "el texto en inglés cambió después del 2 de marzo de 2026", timeout=PATIENCE
        )
        reported = workplace.aviso("check", "example")
        assert reported.status == 0
        assert (
            'warning: the text has changed in the language "en" since 2026-03-02, and not in "es"'
            in reported.stdout
        )
        assert "aviso translation confirm example/choices#email" in reported.stdout

        workplace.replace(
            "docs/example/es/choices.md",
            "Puede pedirlo en cualquier momento.",
            "Puede pedirlo en cualquier momento. Anotamos el día.",
        )
        confirmed = workplace.aviso(*EMAIL, "--on", "2026-04-01")
        assert (confirmed.status, confirmed.stdout) == (
            0,
            "written: data/translations/example.json\n1 text confirmed.\n",
        )
        expect(page.locator("main")).to_contain_text("Anotamos el día.", timeout=PATIENCE)
        expect(page.locator(".outdated")).to_have_count(0, timeout=PATIENCE)
        green = workplace.aviso("check", "example")
        assert (green.status, green.stdout, green.stderr) == (0, "", "No problems.\n")
        assert (
            "2026-04-01"
            in workplace.aviso("translation", "status", "example", "--format", "csv").stdout
        )
        page.close()
