"""The project whose sites stand on several hosts."""

from tests.support.hosting_fixtures import hosted, open_folder, public
