"""Names what a site depends on: the files, folders and register entries that went into it."""

from __future__ import annotations

from collections.abc import Iterable

from aviso.build.fingerprints import AVISO, MEMBERS
from aviso.content.pages import EVERY_LIBRARY
from aviso.core.package import PREFIX
from aviso.core.project import (
    FRONT_FILE,
    LAWS_FILE,
    LAWS_FOLDER,
    TERMS_FOLDER,
    name_library_file,
    name_vendor_file,
)
from aviso.core.safe_files import WATCH_FILE
from aviso.i18n.memory import SHARED_OWNER, locate_memory
from aviso.site.site import Site


def list_dependencies(site: Site, relatives: Iterable[str] = ()) -> list[str]:
    """Return the name of every input of a site.

    ``relatives`` are its system and its members, including those whose records have errors.
    """
    included = {text.file for page in site.pages.values() for text in page.prepared.included}
    shared_texts = [name.removeprefix(PREFIX) for name in sorted(included)]
    names = [AVISO, f"docs/{EVERY_LIBRARY}/", *shared_texts]
    if site.notice is None:
        return [*names, f"docs/{site.id}/", FRONT_FILE, locate_memory(SHARED_OWNER)]
    own, system = site.notice.library, site.notice.library.system
    own_and_system = [site.id, system] if system else [site.id]
    laws = [law for entry in site.notice.laws for law in (entry.id, entry.law.replaced_by) if law]
    return [
        *names,
        f"{TERMS_FOLDER}/",
        f"{MEMBERS}{site.id}",
        *(locate_memory(name) for name in (*own_and_system, SHARED_OWNER)),
        *(name_library_file(name) for name in dict.fromkeys([*own_and_system, *relatives])),
        *(f"docs/{name}/" for name in own_and_system),
        *(name_vendor_file(use.vendor) for use in own.vendors),
        *(f"{WATCH_FILE}#{use.vendor}" for use in own.vendors),
        *(f"{LAWS_FILE}#{law}" for law in laws),
        *(f"{LAWS_FOLDER}/{law}.yml" for law in laws),
    ]
