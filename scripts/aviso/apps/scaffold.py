"""Starts a new library (from the example) or a new vendor: complete, valid files to edit."""

from __future__ import annotations

import os
import re
from pathlib import Path

from aviso.core.project import Project
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.model.repository import reserved_ids

EXAMPLE = "example"
IN_A_FEW_WORDS = {
    "en": "Describe the service in a few words",
    "es": "Describa el servicio en pocas palabras",
}


class NotPossible(Exception):
    """The new files cannot be made; the text says why and what to do."""


def new_library(project: Project, identifier: str) -> list[Path]:
    """Copy the example library's record and pages under a new id; return the files. Raises NotPossible.

    Nothing that exists is overwritten. The copy is a draft with its own address.
    """
    _check_identifier(project, identifier)
    record = project.library_file(identifier)
    pages = project.docs / identifier
    for path in (record, pages):
        if os.path.lexists(path):
            raise NotPossible(
                f"{project.name_of(path)} exists already. Choose another id, or delete it first."
            )
    contents: dict[Path, str | bytes] = {
        record: _as_new_record((project.library_file(EXAMPLE)).read_text("utf-8"), identifier)
    }
    for source in sorted((project.docs / EXAMPLE).rglob("*")):
        if source.is_file():
            contents[pages / source.relative_to(project.docs / EXAMPLE)] = source.read_bytes()
    return _written(contents)


def new_vendor(project: Project, identifier: str) -> list[Path]:
    """Write a new vendor's record with every field explained; return the file. Raises NotPossible."""
    _check_identifier(project, identifier)
    path = project.vendor_file(identifier)
    if os.path.lexists(path):
        raise NotPossible(f"{project.name_of(path)} exists already. Edit it instead.")
    words = "\n".join(
        f"  {locale}: {IN_A_FEW_WORDS.get(locale, '…')}" for locale in project.locales.required
    )
    return _written(
        {path: VENDOR.replace("NAME", identifier.replace("-", " ").title()).replace("WORDS", words)}
    )


def _check_identifier(project: Project, identifier: str) -> None:
    if not re.fullmatch(IDENTIFIER_PATTERN, identifier) or len(identifier) > 60:
        raise NotPossible(
            f'"{identifier}" is not an id. Use small letters a–z, digits and single hyphens, like my-town.'
        )
    if identifier in reserved_ids(project):
        raise NotPossible(f'"{identifier}" is needed by the front page. Choose another id.')


def _as_new_record(text: str, identifier: str) -> str:
    """The example's record as a draft of a library of its own."""
    text = re.sub(
        r"^(address:\s*).*$",
        rf"\g<1>https://notices.example.org/{identifier}/",
        text,
        count=1,
        flags=re.MULTILINE,
    )
    text = re.sub(r"^(kind:\s*)system\b.*$", r"\g<1>library", text, count=1, flags=re.MULTILINE)
    return re.sub(
        r"^publication:\n(?:[ #].*\n|\n(?=  ))*",
        "publication:\n  state: draft\n\n",
        text,
        count=1,
        flags=re.MULTILINE,
    )


def _written(contents: dict[Path, str | bytes]) -> list[Path]:
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # What somebody else has put there in the meantime is not overwritten either.
        with path.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
    return list(contents)


VENDOR = """\
# yaml-language-server: $schema=../schema/vendor.json
# The name that patrons know.
name: NAME
# company: one named vendor; group: several that a source does not name.
kind: company
# What patrons use it for, in every language.
service:
WORDS
# A word of data/terms/vendor_categories.yml.
category: other
# website: https://www.example.org
# privacy_policy: https://www.example.org/privacy
# privacy_policy_es: https://www.example.org/es/privacidad
# What public pages (its policy, its help) say that it takes or is sent: words of data/terms/data_categories.yml in brackets,
# like [name, email], or unknown. Never a guess. Name the page under evidence.
data_received: unknown
# Does a patron need a sign-in beyond the library card? yes, no or unknown
account_needed: unknown
# Does its service run on the library's own web pages, like a counter of visits or a chat? yes, no or unknown
on_library_pages: unknown
# When somebody last read its policy:
# reviewed_on: 2026-01-31
# evidence:
#   url: https://www.example.org/privacy
#   date: 2026-01-31
#   says:
#     en: What the page says, in one sentence.
#     es: Lo que dice la página, en una frase.
"""
