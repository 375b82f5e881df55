"""What the tests of the audit share: one browser, and a small site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from aviso.apps.audit.browser import Visitor, start_visitor
from tests.support.careless_hosts import SITE_MAP, Change, as_it_is, hosting, write_site


@pytest.fixture(scope="module")
def browser() -> Iterator[Visitor]:
    """Chromium, started once for each module."""
    with start_visitor() as browser:
        yield browser


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a sound site of two pages."""
    write_site(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def hosted(site: Path) -> Iterator[Callable[..., str]]:
    """Host the site, with a site map of its address; gives the address."""
    with ExitStack() as stack:

        def host(change: Change = as_it_is) -> str:
            address = stack.enter_context(hosting(site, change))
            (site / "sitemap.xml").write_text(SITE_MAP.format(address), "utf-8")
            return address

        yield host
