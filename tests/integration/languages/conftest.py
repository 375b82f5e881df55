"""The project in four languages."""

from tests.support.language_fixtures import spoken, spoken_sites
