"""Looks up the model, the field and the known keys at a path."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from aviso.core.cldr import name_language
from aviso.core.locales import Locales
from aviso.core.yaml_positions import YamlPath
from aviso.model.localized import COMPLAINT_LOCALE, ByLanguage


def _find_models(annotation: Any) -> list[type[BaseModel]]:
    """List the models in a type, such as those of a union or of the entries of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        return [
            model for argument in typing.get_args(annotation) for model in _find_models(argument)
        ]
    return []


def find_model(shape: Any, path: YamlPath) -> type[BaseModel] | None:
    """Return the model of the value at ``path`` of a record of ``shape``, or None."""
    found = _find_models(shape)
    model = found[0] if found else None
    for key in path:
        if model is None:
            return None
        if isinstance(key, int) or key not in model.model_fields:
            continue
        found = _find_models(model.model_fields[key].annotation)
        model = found[0] if found else None
    return model


def list_known_keys(shape: Any, path: YamlPath, languages: Locales) -> list[str]:
    """List the keys that the value at ``path`` may have."""
    model = find_model(shape, path)
    if model and issubclass(model, ByLanguage):
        return list(languages.locales)
    return list(model.model_fields) if model else []


def find_field(shape: Any, path: YamlPath) -> FieldInfo | None:
    """Return the field that ``path`` ends in, or None."""
    model = find_model(shape, path[:-1])
    return model.model_fields.get(str(path[-1])) if model and path else None


def explain_field(shape: Any, path: YamlPath) -> str:
    """Return the description of the field that ``path`` ends in, as a hint."""
    model = find_model(shape, path[:-1])
    if model and issubclass(model, ByLanguage):
        return f"It says: {describe(model, str(path[-1]))}"
    field = find_field(shape, path)
    return f"It says: {field.description}" if field and field.description else ""


def describe(model: type[ByLanguage], locale: str) -> str:
    """Return the description of the text of one language in a record of texts by language."""
    return (model.model_fields["root"].description or "").format(
        language=name_language(COMPLAINT_LOCALE, locale) or locale
    )
