"""The addresses of other libraries' notices, in a reader's language where they have it."""

from __future__ import annotations

from collections.abc import Collection

from aviso.content.pages import find_begun_locales
from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.notice import Notice


def locate_home(project: Project, locale: str, library: Library, begun: Collection[str]) -> str:
    """Return where a library's notice begins; ``begun`` are the languages that it has."""
    return library.address + (project.locales.find_prefix(locale) if locale in begun else "")


def find_system_home(project: Project, locale: str, notice: Notice | None) -> str:
    """Return where the notice of a member's system begins; "" for a library without a system."""
    if notice is None or notice.system is None or notice.library.system is None:
        return ""
    begun = find_begun_locales(project, notice.library.system, notice.system.page_system)
    return locate_home(project, locale, notice.system, begun)
