"""The summary of a library for the front page, which is kept beside the built site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aviso.content.pages import find_begun_locales
from aviso.model.inheritance import resolve_inheritance
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.records import Records
from aviso.site.well_known import HostFacts, make_host_facts


@dataclass(frozen=True)
class LibrarySummary:
    """The facts about a library that the front page shows."""

    name: LocalizedText
    jurisdiction: LocalizedText
    system: str | None
    is_draft: bool
    host: HostFacts | None = None
    # The languages of its notice.
    locales: tuple[str, ...] = ()
    is_listed: bool = True
    is_model: bool = False

    def to_json(self) -> dict[str, Any]:
        """Write the summary as plain values."""
        host = self.host.to_json() if self.host else None
        return {
            "name": self.name.model_dump(),
            "jurisdiction": self.jurisdiction.model_dump(),
            "system": self.system,
            "is_draft": self.is_draft,
            "host": host,
            "locales": list(self.locales),
            "is_listed": self.is_listed,
            "is_model": self.is_model,
        }

    @staticmethod
    def from_json(value: dict[str, Any]) -> LibrarySummary:
        """Read a summary that ``to_json`` wrote."""
        host = HostFacts.from_json(value["host"]) if value.get("host") else None
        return LibrarySummary(
            LocalizedText(**value["name"]),
            LocalizedText(**value["jurisdiction"]),
            value["system"],
            value["is_draft"],
            host,
            tuple(value["locales"]),
            value.get("is_listed", True),
            value.get("is_model", False),
        )


def summarize_library(library: Library, locales: tuple[str, ...]) -> LibrarySummary:
    """Return the summary of a library whose notice is in these languages."""
    return LibrarySummary(
        library.name,
        library.jurisdiction,
        library.system,
        not library.publication.is_approved,
        make_host_facts(library),
        locales,
        library.listed == "yes",
        library.publication.is_model,
    )


def summarize_libraries(records: Records) -> dict[str, LibrarySummary]:
    """Return the summaries of all libraries with valid records, by id."""
    project = records.project
    return {
        library_id: summarize_library(
            resolve_inheritance(library, records),
            find_begun_locales(project, library_id, library.page_system),
        )
        for library_id, library in records.libraries.items()
    }
