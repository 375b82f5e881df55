"""The sites of the project's own libraries, whichever it has, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.built_sites import BuiltSite, Sites
from tests.support.paths import ROOT
from tests.support.project import Project
from tests.support.site_fixtures import browser, playwright, published_once
from tests.support.site_server import SiteServer, served
from tests.support.sources import Sources

SOURCES = Sources(ROOT)
# The engine's own tests open the pages of the models.
SITE_IDS = [
    pytest.param(site_id, marks=pytest.mark.soak if SOURCES.is_model(site_id) else ())
    for site_id in SOURCES.site_ids
]


@pytest.fixture(scope="session")
def notices(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """A copy of the project's content with all its sites published."""
    return published_once(tmp_path_factory, worker_id, "notices", Project.whole)


@pytest.fixture(scope="session")
def sites(notices: Project) -> Sites:
    """The built sites, to be read."""
    return Sites(notices.public, Sources(notices.root))


@pytest.fixture(params=SITE_IDS)
def site(sites: Sites, request: pytest.FixtureRequest) -> BuiltSite:
    """Each built site in turn."""
    return sites[request.param]


@pytest.fixture(scope="session")
def server(notices: Project) -> Iterator[SiteServer]:
    """The built sites on a web server, as they would stand under one domain."""
    with served(notices.public) as server:
        yield server
