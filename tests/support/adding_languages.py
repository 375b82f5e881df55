"""Adds Vietnamese and Arabic to a copy of the smallest project: a line in mkdocs.yml for each, and
texts. No code.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import yaml

from tests.support.paths import CORPUS
from tests.support.project import Project

TEXTS = CORPUS / "languages"
NAMES = {"vi": "Tiếng Việt", "ar": "العربية"}
LAST_ENTRY = "        - {locale: es, name: Español}\n"
ENGLISH = re.compile(r"^(?P<indent> +)en: (?P<text>.+)$", re.MULTILINE)


def configure(project: Project, *locales: str) -> None:
    """Write the languages into mkdocs.yml, and the words of the interface beside the others."""
    entries = "".join(
        f"        - {{locale: {locale}, name: {NAMES[locale]}}}\n" for locale in locales
    )
    project.replace("mkdocs.yml", LAST_ENTRY, LAST_ENTRY + entries)
    for locale in locales:
        shutil.copy(TEXTS / locale / "words.yml", project / f"overrides/locales/{locale}.yml")


def translate_data(project: Project, *locales: str) -> None:
    """Write the texts of data/ in these languages, each below its English."""
    texts = {
        locale: yaml.safe_load((TEXTS / locale / "texts.yml").read_text("utf-8"))
        for locale in locales
    }

    def in_each(found: re.Match[str]) -> str:
        return "\n".join([found[0], *(_line(found, locale, texts[locale]) for locale in locales)])

    for path in sorted((project / "data").rglob("*.yml")):
        path.write_text(ENGLISH.sub(in_each, path.read_text("utf-8")), "utf-8")


def _line(found: re.Match[str], locale: str, texts: dict[str, str]) -> str:
    return f"{found['indent']}{locale}: {json.dumps(texts[found['text']], ensure_ascii=False)}"


def write_pages(project: Project, *locales: str) -> None:
    """Put the pages in these languages into docs/."""
    for locale in locales:
        shutil.copytree(TEXTS / locale / "docs", project / "docs", dirs_exist_ok=True)


def with_languages(place: Path, *locales: str) -> Project:
    """Return the smallest project, complete in these languages too."""
    project = Project.small(place)
    configure(project, *locales)
    translate_data(project, *locales)
    write_pages(project, *locales)
    return project
