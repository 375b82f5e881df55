"""The real servers, and the sites that they hand out."""

from tests.support.hosting_fixtures import hosted, open_folder, public, server
from tests.support.language_fixtures import spoken, spoken_sites
