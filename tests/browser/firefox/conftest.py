"""The model library in Firefox: as most people have it, and dark and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.built_sites import BuiltPage, BuiltSite, Sites
from tests.support.editions import part_of
from tests.support.firefox import DARK, LIGHT, NO_SCRIPT, Firefox, started
from tests.support.site_fixtures import start_browser, start_playwright
from tests.support.sources import LOCALES

MODEL = "example"


@dataclass(frozen=True)
class Edition:
    """Pages of the model library in one language."""

    site: BuiltSite
    locale: str
    pages: list[BuiltPage]

    @property
    def urls(self) -> list[str]:
        """Their addresses below the server's."""
        return [self.url(page) for page in self.pages]

    def url(self, page: BuiltPage) -> str:
        """The address of one page below the server's."""
        return part_of(self.site.id) + page.url


@pytest.fixture(params=LOCALES)
def edition(request: pytest.FixtureRequest, sites: Sites) -> Edition:
    """All pages in one language."""
    return Edition(sites[MODEL], request.param, sites[MODEL].in_locale(request.param))


@pytest.fixture(scope="package")
def started_firefox() -> Iterator[Firefox]:
    with started(LIGHT) as firefox:
        yield firefox


@pytest.fixture(scope="package")
def started_plain() -> Iterator[Firefox]:
    with started({**NO_SCRIPT, **DARK}) as firefox:
        yield firefox


@pytest.fixture
def firefox(started_firefox: Firefox) -> Firefox:
    """A window with JavaScript, in the light scheme."""
    started_firefox.begin()
    return started_firefox


@pytest.fixture
def plain(started_plain: Firefox) -> Firefox:
    """A window without JavaScript, in the dark scheme."""
    started_plain.begin()
    return started_plain


# One for all modules of this folder.
playwright = pytest.fixture(scope="package")(start_playwright)
browser = pytest.fixture(scope="package")(start_browser)
