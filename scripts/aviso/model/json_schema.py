"""Makes JSON Schemas of the model, with which editors complete and check YAML files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.locales import Locales
from aviso.core.project import Project
from aviso.model.form_note import FormNote
from aviso.model.front_page import FrontPage
from aviso.model.library import Library
from aviso.model.localized import ByLanguage, LocalizedText
from aviso.model.registers import Law, Vendor
from aviso.model.shapes import describe
from aviso.model.upkeep import Accepted, ReviewPolicy
from aviso.model.vocabulary import Avoided, GlossaryEntry, Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, Any] = {
    "library": Library,
    "vendor": Vendor,
    "laws": dict[str, Law],
    "law": Law,
    "terms": dict[str, Term],
    "glossary": dict[str, GlossaryEntry],
    "accepted": Accepted,
    "care": ReviewPolicy,
    "front": FrontPage,
    "records": FormNote,
}
BY_LANGUAGE: dict[str, type[ByLanguage]] = {one.__name__: one for one in (LocalizedText, Avoided)}


def make_schema(name: str, known: Locales) -> str:
    """Return the JSON Schema (draft 2020-12) of one kind of file, for ``data/schema/``."""
    value = TypeAdapter(SHAPES[name]).json_schema()
    for definition in (value, *value.get("$defs", {}).values()):
        if "description" in definition:
            definition["description"] = _join_lines(definition["description"])
    for kind, model in BY_LANGUAGE.items():
        if kind in value.get("$defs", {}):
            value["$defs"][kind] = _add_languages(value["$defs"][kind], model, known)
    value = {"$schema": DIALECT, "title": name, **value}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _join_lines(text: str) -> str:
    """Return a docstring with each paragraph on one line."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def _add_languages(
    definition: dict[str, Any], model: type[ByLanguage], known: Locales
) -> dict[str, Any]:
    """Return the definition with the project's languages as keys, so that editors offer them."""
    inner = definition["additionalProperties"]
    examples = model.model_fields["root"].examples or []
    texts = {
        locale: {
            "description": describe(model, locale),
            **_find_examples(examples, locale),
            **inner,
        }
        for locale in known.locales
    }
    needed = [locale for locale in known.locales if locale in model.list_needed(known)]
    required = {"required": needed} if needed else {}
    return {
        "additionalProperties": False,
        "description": definition["description"],
        "properties": texts,
        **required,
        "title": definition["title"],
        "type": "object",
    }


def _find_examples(examples: list[Any], locale: str) -> dict[str, Any]:
    found = [one[locale] for one in examples if locale in one]
    return {"examples": found} if found else {}


def make_schema_files(project: Project, known: Locales) -> dict[Path, str]:
    """Return every schema for a project with these languages, by its place in ``data/schema/``."""
    folder = project.data / "schema"
    return {folder / f"{name}.json": make_schema(name, known) for name in SHAPES}


def write_schemas(project: Project) -> list[Path]:
    """Write every schema into ``data/schema/`` and return the paths.

    Raises ForeignFile if another file has one of the names, and OSError.
    """
    return write_marked(
        MarkedFile(path, text.encode(), _find_head(text).encode())
        for path, text in make_schema_files(project, project.locales).items()
    )


def _find_head(schema: str) -> str:
    """Return the beginning of a schema, which marks earlier versions: its dialect and title."""
    return "".join(schema.splitlines(keepends=True)[:3])
