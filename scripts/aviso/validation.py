"""Turns what the model has against a value into problems in plain words, each at its line."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from aviso.problems import Problem, did_you_mean
from aviso.yaml_marks import MarkedValue, Path


def validate(shape: Any, marked: MarkedValue, name: str) -> tuple[Any, list[Problem]]:
    """Check a marked value against ``shape`` (a model or a type); return the record, or None and its problems."""
    try:
        return TypeAdapter(shape).validate_python(marked.value), []
    except ValidationError as error:
        return None, _problems(error, shape, marked, name)


def _problems(error: ValidationError, shape: Any, marked: MarkedValue, name: str) -> list[Problem]:
    found: dict[Path, list[Problem]] = {}
    for detail in error.errors(include_url=False):
        path = _path_in(marked, detail["loc"])
        if _is_other_branch(detail, path, marked):
            continue
        missing = detail["type"] == "missing"
        place = path[:-1] if missing else path
        message, hint = _words(detail, path, shape)
        found.setdefault(path, []).append(Problem(name, marked.line(place), message, hint))
    # A choice between two shapes reports each; the first says enough.
    return [problems[0] for problems in found.values()]


def _path_in(marked: MarkedValue, loc: tuple[str | int, ...]) -> Path:
    """Leave out of the model's location what is not in the file (the names of the branches of a choice)."""
    path: Path = ()
    for position, piece in enumerate(loc):
        is_last = position == len(loc) - 1
        if (*path, piece) in marked.lines or (is_last and isinstance(_value_at(marked, path), dict) and not _is_branch_name(piece)):
            path = (*path, piece)
    return path


def _is_branch_name(piece: str | int) -> bool:
    return isinstance(piece, str) and (piece[:1].isupper() or "[" in piece or piece in ("str", "tuple", "constrained-str"))


def _is_other_branch(detail: Any, path: Path, marked: MarkedValue) -> bool:
    value = _value_at(marked, path)
    return detail["type"] == "string_type" and isinstance(value, dict) and "constrained-str" in map(str, detail["loc"]) or (
        detail["type"] in ("model_type", "model_attributes_type") and isinstance(value, str) and "LocalizedText" in map(str, detail["loc"])
    )


def _value_at(marked: MarkedValue, path: Path) -> Any:
    value = marked.value
    for piece in path:
        try:
            value = value[piece]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _words(detail: Any, path: Path, shape: Any) -> tuple[str, str]:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    label = _label(path)
    if kind == "missing":
        return f"{label} is missing", _help(shape, path)
    if kind == "extra_forbidden":
        known = _known_keys(shape, path[:-1])
        return f'unknown key "{path[-1]}"', did_you_mean(str(path[-1]), known) or f"Known here: {', '.join(known)}."
    if kind == "value_error":
        return f"{label} {context['error']}" if path else str(context["error"]), ""
    if given is None or (kind == "string_too_short" and not given):
        return f"{label} is empty", _help(shape, path)
    if kind == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f'{label} cannot be "{given}"', did_you_mean(str(given), choices) or f"Write one of: {', '.join(choices)}."
    return _words_of_shape(kind, label, context, given)


def _words_of_shape(kind: str, label: str, context: dict[str, Any], given: Any) -> tuple[str, str]:
    if kind == "string_type":
        return f"{label} must be a single text", "Write it on one line after the colon, in quotes if it holds a colon."
    if kind == "string_too_long":
        return f"{label} is longer than {context['max_length']} characters", "Shorten it."
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{label} must have keys of its own under it, indented by two spaces", "Look at the same place in data/libraries/example.yml."
    if kind in ("tuple_type", "list_type"):
        return f"{label} must be a list", "Put each entry on a line that begins with a hyphen, or write [one, two]."
    if kind == "too_short":
        return f"{label} is an empty list", "Add an entry."
    if kind.startswith("bool"):
        return f'{label} cannot be "{given}"', "Write true or false."
    if kind.startswith("int") or kind in ("greater_than_equal", "less_than_equal"):
        return f'{label} cannot be "{given}"', "Write a whole number from 0 to 120."
    return f"{label} is not as expected", "Look at the same place in data/libraries/example.yml."


def _label(path: Path) -> str:
    """Name a path briefly: the last two keys, list positions counted from 1."""
    if not path:
        return "the file"
    pieces: list[str] = []
    for piece in path:
        if isinstance(piece, int) and pieces:
            pieces[-1] += f"[{piece + 1}]"
        else:
            pieces.append(str(piece))
    return ".".join(pieces[-2:])


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        return [model for argument in typing.get_args(annotation) for model in _models(argument)]
    return []


def _model_at(shape: Any, path: Path) -> type[BaseModel] | None:
    found = _models(shape)
    model = found[0] if found else None
    for piece in path:
        if model is None:
            return None
        if isinstance(piece, int) or piece not in model.model_fields:
            continue
        found = _models(model.model_fields[piece].annotation)
        model = found[0] if found else None
    return model


def _known_keys(shape: Any, path: Path) -> list[str]:
    model = _model_at(shape, path)
    return list(model.model_fields) if model else []


def _help(shape: Any, path: Path) -> str:
    """The description of the field that ``path`` ends in."""
    model = _model_at(shape, path[:-1])
    field = model.model_fields.get(str(path[-1])) if model and path else None
    return f"It says: {field.description}" if field and field.description else ""
