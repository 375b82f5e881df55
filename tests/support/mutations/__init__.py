"""Changes that somebody may make to a project, or to what is published, between two builds.

Each is drawn at random.

A mutation changes the project and returns, if it broke something, the function that repairs it.
Every mutation works on whatever earlier ones left.
"""

from tests.support.mutations.steps import (
    MUTATIONS,
    UNUSED_LAW,
    UNUSED_VENDOR,
    Mutation,
    Repair,
    apply,
    prepare,
)

# isort: off
# Each module registers its mutations, in this order.
from tests.support.mutations import translations
from tests.support.mutations import pages
from tests.support.mutations import registers
from tests.support.mutations import libraries
from tests.support.mutations import project_files
from tests.support.mutations import published

__all__ = [
    "MUTATIONS",
    "UNUSED_LAW",
    "UNUSED_VENDOR",
    "Mutation",
    "Repair",
    "apply",
    "libraries",
    "pages",
    "prepare",
    "project_files",
    "published",
    "registers",
    "translations",
]
