"""Lists the installed versions of Aviso's dependencies: another version could change a site."""

from __future__ import annotations

import os
import re
import sys

from aviso.build.file_digests import list_entries

# The packages that Aviso always needs: ``dependencies`` in pyproject.toml.
PACKAGES = frozenset(
    {
        "babel",
        "backrefs",
        "brotli",
        "click",
        "confusable-homoglyphs",
        "email-validator",
        "filelock",
        "idna",
        "imagesize",
        "jinja2",
        "markdown",
        "markupsafe",
        "mkdocs",
        "mkdocs-material",
        "mkdocs-static-i18n",
        "phonenumberslite",
        "pydantic",
        "pyyaml",
        "rich",
        "selectolax",
        "text2num",
        "tld",
        "watchdog",
    }
)
DISTRIBUTION, OLD_DISTRIBUTION = ".dist-info", ".egg-info"


def list_installed_versions() -> list[str]:
    """Return the name and version of each package, read from the names of its metadata folders.

    Reading the metadata itself (``importlib.metadata``) would take a third of the time of a build
    without changes. Of two versions on Python's path, the first counts, as in an import.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in list_entries(folder) if os.path.isdir(folder) else ():
            if not entry.name.endswith((DISTRIBUTION, OLD_DISTRIBUTION)):
                continue
            stem = entry.name.removesuffix(DISTRIBUTION).removesuffix(OLD_DISTRIBUTION)
            name, _, version = stem.rpartition("-")
            known = re.sub(r"[-_.]+", "-", name).lower()
            if known in PACKAGES:
                found.setdefault(known, version)
    return [f"{name} {version}" for name, version in sorted(found.items())]
