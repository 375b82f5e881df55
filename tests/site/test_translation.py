"""What a reader sees in a browser where a translation lags behind: the project as it is, with the edits of a coordinator."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect
from project_copy import Project
from site_server import served

OLD = "You may ask at any time."


def test_the_reader_is_told_in_place_and_led_to_the_same_place(project: Project, browser: Browser) -> None:
    project.change("docs/example/en/choices.md", OLD, f"{OLD} We write down the day.")
    project.change("docs/example/en/documents.md", "## ", "##  ")
    project.change("data/libraries/example.yml", "It takes five working days at most.", "It takes six working days at most.")
    (project.root / "docs/example/es/cookies.md").unlink()
    project.append("docs/example/es/salas.md", "---\ntitle: Salas\ndescription: Las salas.\n---\n# Salas\n\n## Horario {#hours}\n\nDe 9 a 17 h.\n")
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
