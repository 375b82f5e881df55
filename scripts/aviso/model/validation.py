"""Validates values against the model, and reports each problem in plain words at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.suggestions import find_closest
from aviso.core.trees import walk
from aviso.core.yaml_positions import PositionedValue, YamlPath
from aviso.model.explanations import FILL_IN, explain_detail, label_path
from aviso.model.fact_rules import EMPTY
from aviso.model.localized import make_language_context
from aviso.model.shapes import list_known_keys

MAXIMUM_PROBLEMS = 100


def validate(
    shape: Any, marked: PositionedValue, name: str, known: Locales
) -> tuple[Any, list[Diagnostic]]:
    """Check a value against ``shape`` (a model or a type).

    Return the record, or None, and the diagnostics. ``name`` is the file's name in diagnostics,
    ``known`` are the project's languages.
    """
    try:
        record, found = (
            _make_adapter(shape).validate_python(
                marked.value, context=make_language_context(known)
            ),
            {},
        )
    except ValidationError as error:
        record, found = None, _find_problems(error, shape, marked, name, known)
    for path in _find_empty_paths(marked.value) if marked.has_empty else ():
        found.setdefault(
            path, EMPTY.at(name, marked.find_line(path), f"{label_path(path)} is empty", FILL_IN)
        )
    return (None if found else record), list(found.values())[:MAXIMUM_PROBLEMS]


@cache
def _make_adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _find_empty_paths(value: Any) -> Iterator[YamlPath]:
    """Yield the paths without a value: an unfinished edit, or a text lost after a "#"."""
    return (path for path, node in walk(value) if node is None and path)


def _find_problems(
    error: ValidationError, shape: Any, marked: PositionedValue, name: str, known: Locales
) -> dict[YamlPath, Diagnostic]:
    found: dict[YamlPath, Diagnostic] = {}
    decided: dict[YamlPath, str] = {}
    details = [
        (detail, *_split_location(marked, detail["loc"]))
        for detail in error.errors(include_url=False)[:MAXIMUM_PROBLEMS]
    ]
    # For a choice between two shapes, pydantic reports errors for each. The shapes that the value
    # does not resemble come last: they count only if there is no better error.
    details.sort(key=lambda one: not all(choice.fits(marked) for choice in one[2]))
    for detail, path, choices in details:
        # One choice may be inside another.
        if all(decided.setdefault(one.path, one.shape) == one.shape for one in choices):
            fault = explain_detail(detail, path, shape, known)
            found.setdefault(path, fault.at(name, marked.find_line(_find_place(detail, path))))
    for path in [path for detail, path, _ in details if detail["type"] == "extra_forbidden"]:
        # A misspelled key is not also reported as missing.
        meant = find_closest(str(path[-1]), list_known_keys(shape, path[:-1], known))
        if meant and _find_value(marked, (*path[:-1], meant)) is None:
            found.pop((*path[:-1], meant), None)
    return found


def _find_place(detail: Any, path: YamlPath) -> YamlPath:
    """Return the path where a person must make the correction.

    It is the path above a missing key, or the key that does not fit the others.
    """
    if detail["type"] == "missing":
        return path[:-1]
    key = getattr(detail.get("ctx", {}).get("error"), "key", None)
    return (*path, key) if key else path


@dataclass(frozen=True)
class _Choice:
    """One of the shapes that the value at a path may have, as the model calls it."""

    path: YamlPath
    shape: str

    def fits(self, marked: PositionedValue) -> bool:
        """Tell whether the value seems meant to have this shape."""
        value = _find_value(marked, self.path)
        if self.shape.startswith("tuple["):
            return isinstance(value, list)
        # pydantic calls a record with its own validators function-after[_rule(), Record].
        is_wrapped = self.shape.startswith("function-")
        inner = self.shape.rpartition(", ")[2].rstrip("]") if is_wrapped else self.shape
        is_record = inner[:1].isupper() and "[" not in inner
        return isinstance(value, dict if is_record else str)


def _split_location(
    marked: PositionedValue, loc: tuple[str | int, ...]
) -> tuple[YamlPath, list[_Choice]]:
    """Split pydantic's location into the path in the file and the shapes, if any, that it tried."""
    path: YamlPath = ()
    choices: list[_Choice] = []
    for part in loc:
        if marked.has((*path, part)) or not (
            isinstance(part, str) and (part[:1].isupper() or "[" in part)
        ):
            path = (*path, part)
        else:
            choices.append(_Choice(path, part))
    return path, choices


def _find_value(marked: PositionedValue, path: YamlPath) -> Any:
    value = marked.value
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
