"""Lists the data files of a library's notice."""

from __future__ import annotations

from aviso.core.package import PREFIX
from aviso.core.project import LAWS_FILE, WATCH_FILE, name_terms_file
from aviso.model.records import Records
from aviso.model.repository import GLOSSARY


def list_data_files(library_id: str, records: Records) -> set[str]:
    """Return the data files of a library's notice, by their names in messages.

    If a library's record has errors, only its own file is known.
    """
    if library_id not in records.libraries:
        return {
            _name_file("library", library_id),
            *(place.file for (kind, _), place in records.places.items() if kind == "library"),
        }
    own = records.libraries[library_id]
    libraries = [own, records.libraries[own.system]] if own.system in records.libraries else [own]
    ids = [library_id, own.system] if own.system else [library_id]
    used = [
        *(("library", name) for name in ids),
        *(("vendor", use.vendor) for library in libraries for use in library.vendors),
        *(
            ("law", use.law)
            for library in libraries
            for use in library.laws
            if ("law", use.law) in records.places
        ),
    ]
    registers = [LAWS_FILE, *(name_terms_file(name) for name in (*records.terms, GLOSSARY))]
    return {
        *(records.places[key].file if key in records.places else _name_file(*key) for key in used),
        WATCH_FILE,
        *registers,
        *(PREFIX + name for name in registers),
    }


def _name_file(kind: str, name: str) -> str:
    return f"data/{'libraries' if kind == 'library' else 'vendors'}/{name}.yml"
