"""Calls of ``aviso translation``, and the status of one text."""

from __future__ import annotations

from click.testing import Result

from aviso.i18n.confirmations import Translations
from aviso.model.repository import load_records
from tests.support.project import Project

EMAIL = "example/choices#email"
ROLE = "example/contacts.email-removal.role"


def aviso(project: Project, *arguments: str) -> Result:
    """Call ``aviso translation``."""
    return project.invoke("translation", *arguments)


def state(project: Project, key: str) -> dict[str, str]:
    """The state of a piece in each language."""
    found = Translations.load(load_records(project.opened)[0])
    (one,) = [one for one in found.list_statuses() if one.unit.key == key]
    return {locale: language.state for locale, language in one.languages.items()}
