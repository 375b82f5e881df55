"""axe-core finds no barrier on any page."""

from __future__ import annotations

import pytest

from tests.support.barriers import violations_of
from tests.support.editions import SCHEMES, pages_of, search_for
from tests.support.repeats import at_each_change
from tests.support.site_server import SiteServer
from tests.support.watching import Watch

LOOKS = [("light", 1280), ("dark", 360)]


# At each change, the pages have one look and the other in turn; in the long run, each has both.
@pytest.mark.parametrize("looks_of_a_page", at_each_change([1, 2], 2))
def test_axe_finds_nothing_wrong_in_either_scheme(edition, looks_of_a_page: int, window: Watch):
    faults = []
    for number, (_, url) in enumerate(pages_of(edition)):
        window.visit(url)
        # Collapsed sections are checked too.
        window.page.evaluate(
            "document.querySelectorAll('details').forEach(each => { each.open = true })"
        )
        for scheme, width in (LOOKS * 2)[number % 2 :][:looks_of_a_page]:
            window.page.emulate_media(color_scheme=scheme)
            window.page.set_viewport_size({"width": width, "height": 900})
            faults += [
                f"{url} {scheme} at {width} pixels: {each}" for each in violations_of(window.page)
            ]
    assert faults == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_with_the_page_not_found_and_with_results(
    window: Watch, server: SiteServer, scheme: str
):
    window.page.emulate_media(color_scheme=scheme)
    window.page.goto(f"{server.address}example/nowhere/")
    assert violations_of(window.page) == []
    window.visit("example/es/buscar/")
    assert search_for(window.page, "correo")
    assert violations_of(window.page) == []


def test_axe_finds_what_is_wrong(window: Watch):
    window.page.set_content(
        "<html><body><img src='data:,'><p style='color: #ccc; background: #fff'>pale</p>"
        "</body></html>"
    )
    assert {each.split(":")[0] for each in violations_of(window.page)} >= {
        "image-alt",
        "color-contrast",
        "document-title",
        "html-has-lang",
    }
