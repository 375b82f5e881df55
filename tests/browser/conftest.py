"""Fixtures of every test in a browser."""

from tests.support.language_fixtures import spoken, spoken_address, spoken_sites
from tests.support.site_fixtures import (
    browser,
    playwright,
    project,
    published,
    server,
    site_project,
    sites,
)
