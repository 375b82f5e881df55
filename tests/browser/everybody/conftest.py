"""Each kind of page in each language, in a window on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.built_sites import BuiltSite, Sites
from tests.support.editions import EDITIONS
from tests.support.site_fixtures import start_browser, start_playwright
from tests.support.site_server import SiteServer
from tests.support.watching import Watch, watched


@pytest.fixture
def window(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A window on a desk."""
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}) as watch:
        yield watch


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, sites: Sites) -> tuple[BuiltSite, str]:
    """Each kind of page in each language."""
    site_id, locale = request.param
    return sites[site_id], locale


# One for all modules of this folder.
playwright = pytest.fixture(scope="package")(start_playwright)
browser = pytest.fixture(scope="package")(start_browser)
