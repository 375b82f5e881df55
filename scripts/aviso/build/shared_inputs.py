"""Tells whether members of a system were built from the same shared facts, pages and templates."""

from __future__ import annotations

from aviso.build.file_digests import digest_inputs
from aviso.build.fingerprints import AVISO, Fingerprints
from aviso.content.pages import EVERY_LIBRARY, SHARED
from aviso.core.project import (
    LAWS_FILE,
    LAWS_FOLDER,
    TERMS_FOLDER,
    TRANSLATIONS_FOLDER,
    VENDORS_FOLDER,
    name_library_file,
)
from aviso.core.safe_files import WATCH_FILE


class SharedInputs:
    """The digests of what the members of each system share, as it is at the start of a build."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        self.fingerprints = fingerprints
        self._digests: dict[str, str] = {}

    def digest(self, library_id: str) -> str:
        """Return one digest of all that members of a library's system share; "" without a system.

        It covers everything that their sites are made from, but for their own records and pages.
        """
        system = self.fingerprints.systems.get(library_id)
        if not system:
            return ""
        if system not in self._digests:
            self._digests[system] = self._digest_all(system)
        return self._digests[system]

    def _digest_all(self, system: str) -> str:
        folders = (
            f"{TERMS_FOLDER}/",
            f"{VENDORS_FOLDER}/",
            f"{LAWS_FOLDER}/",
            f"{TRANSLATIONS_FOLDER}/",
            f"docs/{EVERY_LIBRARY}/",
            f"docs/{SHARED}/",
            f"docs/{system}/",
        )
        names = (AVISO, name_library_file(system), *folders)
        registers = {
            str(place): digest_inputs(self.fingerprints.digest_entries(place))
            for name in (LAWS_FILE, WATCH_FILE)
            for place in self.fingerprints.project.list_layers(name)
        }
        return digest_inputs({**self.fingerprints.find_digests(names), **registers})
