"""Lists the translation units of a project by owner: each library, and the shared texts."""

from __future__ import annotations

from aviso.content.pages import find_begun_locales
from aviso.i18n.memory import SHARED_OWNER
from aviso.i18n.page_units import list_folder_units, list_shared_prose_units
from aviso.i18n.record_units import (
    list_catalog_units,
    list_front_record_units,
    list_record_units,
    list_shared_record_units,
)
from aviso.i18n.units import TranslationUnit
from aviso.model.records import Records


def list_library_units(library_id: str, records: Records) -> list[TranslationUnit]:
    """Return a library's own units: the texts of its record and the sections of its pages."""
    library = records.libraries.get(library_id)
    required = find_begun_locales(
        records.project, library_id, library.page_system if library else None
    )
    units: list[TranslationUnit] = []
    location = records.places.get(("library", library_id))
    if location:
        units += list_record_units(library_id, location, records.project.locales, required)
    return units + list_folder_units(records.project, library_id, library_id, required)


def list_shared_units(records: Records) -> list[TranslationUnit]:
    """Return the units that all libraries share.

    They are companies, laws, terms, common pages and texts, and strings of the interface.
    """
    return [
        *list_shared_record_units(records),
        *list_shared_prose_units(records.project),
        *list_front_record_units(records.project),
        *list_catalog_units(records.project),
    ]


def list_all_units(records: Records) -> dict[str, list[TranslationUnit]]:
    """Return all units of a project by their owner."""
    owners = {name: list_library_units(name, records) for name in sorted(records.known["library"])}
    return {**owners, SHARED_OWNER: list_shared_units(records)}
