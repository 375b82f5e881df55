"""The longest and oddest names on the narrowest screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.barriers import LOST
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.site_server import served
from tests.support.watching import watched

# Long unbreakable words, names of many words, accents, symbols and digits; each replaces a usual
# name.
ODD = {
    "data/libraries/example.yml": {
        "  en: Example Library System\n": (
            '  en: "Lake Chargoggagoggmanchauggagoggchaubunagungamaugg & '
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Memorial Library "
            'System"\n'
        ),
        "  es: Sistema de Bibliotecas Ejemplo\n": (
            '  es: "Sistema de Bibliotecas Públicas “Ñandubaizal–Parangaricutirimícuaro” de '
            'los Condados Unidos de San Buenaventura y Electroencefalografistas"\n'
        ),
        "  en: Example Libraries\n": (
            '  en: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau'
            'unterbeamtengesellschaft"\n'
        ),
        "  es: Bibliotecas Ejemplo\n": '  es: "Parangaricutirimícuaro-Electroencefalografistas"\n',
        "email: privacy@example.org": (
            "email: privacy-and-records-requests-of-all-branches-and-departments"
            f"@{'library' * 8}.{'county' * 9}.example.org"
        ),
        "form: https://www.example.org/ask-privacy": (
            f"form: https://www.example.org/{'ask-privacy' * 20}?{'a=b&' * 20}c=d"
        ),
        "postal_address: 100 Example Street, Exampleton": (
            f'postal_address: "{"Northwestern Boulevard of the Americas, " * 6}{"X" * 50}"'
        ),
    },
    "data/vendors/hoopla.yml": {
        "name: hoopla\n": (
            f'name: "{"Hyperinternationalized" * 4} & Søns™ (formerly “O’Reilly’s 1–2–3”)"\n'
        ),
        "privacy_policy: https://www.hoopladigital.com/privacy": (
            f"privacy_policy: https://www.hoopladigital.com/{'privacy' * 40}"
        ),
    },
}


# Spanish words are longer.
@pytest.mark.parametrize("locale", at_each_change(["es", "en"], 2))
def test_the_longest_and_oddest_names_fit_on_the_narrowest_screen(
    project: Project, browser: Browser, locale: str
):
    for file, changes in ODD.items():
        for old, new in changes.items():
            project.replace(file, old, new, everywhere=True)
    project.build("example", "--output", "public")
    pages = [
        path
        for path in sorted((project.root / "public/example").rglob("index.html"))
        if ("es" in path.relative_to(project.root / "public/example").parts) == (locale == "es")
    ]
    assert len(pages) >= 12
    with (
        served(project.root / "public") as server,
        watched(browser, server.address, viewport={"width": 320, "height": 800}) as watch,
    ):
        for path in pages:
            watch.visit(path.relative_to(project.root / "public").as_posix())
            watch.page.evaluate(
                "document.querySelectorAll('details').forEach(each => { each.open = true })"
            )
            assert watch.page.evaluate(LOST) == [], path
