"""The schemas that help an editor.

Every field is explained, none is stale, and every file names its own.
"""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from pydantic import BaseModel

import aviso.model
from aviso.core.project import Project
from aviso.model.json_schema import SHAPES, make_schema, write_schemas
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
from tests.support.paths import ROOT

KNOWN = Project(ROOT).locales
MODULES = [
    import_module(f"aviso.model.{module.name}") for module in iter_modules(aviso.model.__path__)
]
MODELS = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, Record | LocalizedText)
    and value.__module__ == module.__name__
    and value.model_fields
]
FIELDS = [(one, name) for one in MODELS for name in one.model_fields]


@pytest.mark.parametrize(("one", "name"), FIELDS)
def test_every_field_has_a_description_and_an_example(one: type[BaseModel], name: str) -> None:
    field = one.model_fields[name]
    assert field.description and field.description.rstrip().endswith((".", "?", "…")), (
        f"{one.__name__}.{name} has no description"
    )
    assert field.examples, f"{one.__name__}.{name} has no example"


@pytest.mark.parametrize("one", MODELS)
def test_every_model_says_what_it_is(one: type[BaseModel]) -> None:
    assert one.__doc__ and one.__doc__.split("\n\n")[0].rstrip().endswith(".")


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_in_the_project_is_that_of_the_model(name: str) -> None:
    assert (ROOT / "data" / "schema" / f"{name}.json").read_text("utf-8") == make_schema(
        name, KNOWN
    ), "run: aviso schema"


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in (ROOT / "data" / "schema").iterdir()} == set(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_allows_no_other_keys(name: str) -> None:
    definitions: dict[str, Any] = json.loads(make_schema(name, KNOWN))
    objects = [
        one for one in [definitions, *definitions.get("$defs", {}).values()] if "properties" in one
    ]
    assert objects and all(one.get("additionalProperties") is False for one in objects)


def test_schemas_are_written_where_editors_look(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in write_schemas(Project(tmp_path))] == [
        f"data/schema/{name}.json" for name in SHAPES
    ]
    assert (tmp_path / "data" / "schema" / "vendor.json").read_text("utf-8") == make_schema(
        "vendor", KNOWN
    )
