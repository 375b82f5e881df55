"""Turns the model into JSON Schemas, so that an editor completes and checks the YAML files while somebody types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from aviso.model import Accepted, Care, GlossaryEntry, Law, Library, Term, Vendor

SHAPES: dict[str, Any] = {
    "library": Library, "vendor": Vendor, "laws": dict[str, Law], "terms": dict[str, Term], "glossary": dict[str, GlossaryEntry], "accepted": Accepted, "care": Care,
}  # fmt: skip


def schema(name: str) -> str:
    """Return the JSON Schema (draft 2020-12) of one kind of file, as the text of its file in ``data/schema/``."""
    value = TypeAdapter(SHAPES[name]).json_schema()
    value = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **value}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_schemas(root: Path) -> list[Path]:
    """Write every schema into ``data/schema/`` and return the paths."""
    folder = root / "data" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SHAPES:
        path = folder / f"{name}.json"
        path.write_text(schema(name), "utf-8")
        written.append(path)
    return written
