"""Selects the findings that concern the named libraries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aviso.checks.project_facts import ProjectFacts
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.diagnostics import Diagnostic

# The files of one library, company or confirmation of a library's texts; the id is a group.
LIBRARY_FILE = re.compile(r"(?:data/libraries/|docs/|data/translations/)([^/]+?)(?:\.\w+$|/|$)")
VENDOR_FILE = re.compile(r"data/vendors/([^/]+)\.yml")
OF_EVERY_LIBRARY = {EVERY_LIBRARY, SHARED, "shared"}


def keep_concerning(
    site_ids: Iterable[str], findings: Iterable[Diagnostic], facts: ProjectFacts
) -> list[Diagnostic]:
    """Keep the findings in the inputs of the named sites.

    These are their own files and those of their systems, the companies that they work with, and
    what every library shares.
    """
    wanted = set(site_ids)
    sound = {one: facts.libraries[one] for one in wanted if one in facts.libraries}
    ids = wanted | OF_EVERY_LIBRARY | {own.system for own in sound.values() if own.system}
    files = {file for own in sound.values() for file in own.files}
    # Nobody knows which companies a library works with whose record cannot be read.
    knows_companies = wanted - {FRONT} <= sound.keys()

    def concerns(finding: Diagnostic) -> bool:
        if found := LIBRARY_FILE.match(finding.file):
            # A folder that belongs to no library may be one of these, with its name misspelled.
            return found[1] in ids or any(f'"{one}"' in finding.hint for one in wanted)
        if VENDOR_FILE.match(finding.file):
            return finding.file in files or not knows_companies
        return True

    return [finding for finding in findings if concerns(finding)]
