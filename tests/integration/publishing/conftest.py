"""Projects to build, to preview and to break; and their sites, to be read."""

import pytest

from tests.support.built_sites import BuiltSite, Sites
from tests.support.site_fixtures import SITE_IDS, project, published, site_project, sites


@pytest.fixture(params=SITE_IDS)
def site(sites: Sites, request: pytest.FixtureRequest) -> BuiltSite:
    """Each built site in turn."""
    return sites[request.param]
