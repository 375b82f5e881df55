"""The records that a check reads, and what it has to know of every library beside them.

After a small change, a check reads the records of few libraries. Of the others it knows from an
earlier check what rules look at beyond a library's own family: what they are called, where they
are published, what they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from aviso.checks.language_coverage import list_begun_locales
from aviso.checks.notice_files import list_data_files
from aviso.core.diagnostics import Diagnostic
from aviso.model.localized import LocalizedText
from aviso.model.records import Records
from aviso.model.references import list_named
from aviso.site.summaries import LibrarySummary, summarize_libraries

# A name that is the same in every language, or one for each.
Words = str | dict[str, str]


class SeenLibrary(BaseModel):
    """What rules look at of a library whose record is sound, beyond its own family.

    ``names`` are its name and its short name; ``labels`` those of its documents, which languages
    may share. ``named`` is what its record names, as (register, id); ``begun`` are the languages
    that not every library has; ``files`` are the data files that its notice is composed of.
    ``summary`` is what the front page says of it.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    system: str | None
    names: list[Words]
    labels: list[Words]
    address: str
    named: list[list[str]]
    begun: list[str]
    files: list[str]
    summary: dict[str, Any]


@dataclass(frozen=True)
class UnchangedLibrary:
    """A library that nothing has changed of: what is seen of it, and what its record breaks."""

    seen: SeenLibrary
    found: list[Diagnostic]


@dataclass(frozen=True, eq=False)
class ProjectFacts:
    """The records that were read, and what is seen of each library whose record is sound."""

    records: Records
    libraries: dict[str, SeenLibrary]

    @property
    def summaries(self) -> dict[str, LibrarySummary]:
        """What the front page says of each library."""
        return {name: LibrarySummary.from_json(one.summary) for name, one in self.libraries.items()}

    def list_files(self, library_id: str) -> set[str]:
        """Return the data files that a library's notice is composed of."""
        seen = self.libraries.get(library_id)
        return set(seen.files) if seen else list_data_files(library_id, self.records)


def collect_facts(
    records: Records, kept: dict[str, UnchangedLibrary] | None = None
) -> ProjectFacts:
    """Look at each library that was read; take over what is ``kept`` of the others."""
    found = {name: one.seen for name, one in (kept or {}).items()}
    summaries = summarize_libraries(records)
    found |= {name: _see(name, records, summaries[name]) for name in records.libraries}
    return ProjectFacts(records, dict(sorted(found.items())))


def _see(name: str, records: Records, summary: LibrarySummary) -> SeenLibrary:
    library = records.libraries[name]
    return SeenLibrary(
        system=library.system,
        names=[write_words(library.name), write_words(library.short_name)],
        labels=[write_words(one.label) for one in library.documents],
        address=library.address,
        named=sorted(map(list, set(list_named("library", records.place("library", name).value)))),
        begun=list(list_begun_locales(name, records)),
        files=sorted(list_data_files(name, records)),
        summary=summary.to_json(),
    )


def write_words(words: str | LocalizedText) -> Words:
    """Return a name as plain values."""
    return dict(words.root) if isinstance(words, LocalizedText) else words


def list_words(words: Words) -> list[str]:
    """Return a name in each of its languages."""
    return [words] if isinstance(words, str) else [*words.values()]
