"""Turns what the model has against a value into problems in plain words, each at its line."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales, name_in
from aviso.core.rules import Fault, Rule
from aviso.core.suggestions import closest, did_you_mean
from aviso.core.trees import walk
from aviso.core.yaml_positions import PositionedValue, YamlPath
from aviso.model.fields import WRONG_FORM
from aviso.model.localized import COMPLAINT_LOCALE, ByLanguage, LocalizedText, language_context

MAXIMUM_PROBLEMS = 100
FILL_IN = "Fill it in, or delete the line."

MISSING = Rule(
    "facts/missing",
    "A record lacks a value that it must have",
    why="Without this value, the notice would have a gap where readers look for an answer, or "
    "could not be made at all.",
    cure="Add a line with the key and its value. If the library's own documents do not say it, "
    "ask the office that the fact comes from.",
    example="A contact without a name",
)
UNKNOWN_KEY = Rule(
    "facts/unknown-key",
    "A record has a key that nobody reads",
    why="A misspelt key looks as if the fact were recorded, but it would never reach a reader.",
    cure="Correct the spelling, or move the line to the level where the key belongs. The message "
    "names the keys that are known there.",
    example="retension: 1 year",
)
EMPTY = Rule(
    "facts/empty",
    "Nothing stands after a key",
    why="An empty value can mean that there is nothing, that nobody knows, or that an edit was "
    "never finished, and a notice must not guess. "
    "A text that begins with # is lost too, because # begins a comment.",
    cure="Fill the value in, or delete the line. If the text begins with # or holds a # after a "
    "space, put it in quotes.",
)
NOT_A_CHOICE = Rule(
    "facts/not-a-choice",
    "A value is none of those that can stand there",
    why="Only the values on the list have words in the notice and a meaning for the checks. Any "
    "other could not be shown.",
    cure="Choose one of the values that the message names. If none of them is true, say so in a "
    "note or in open_questions.",
    example="state: sended, in place of sent",
)
WRONG_SHAPE = Rule(
    "facts/wrong-shape",
    "A value is a list, a text or a group of keys where another of these must stand",
    why="The notice shows a list as a list and a text as a text; in the wrong shape, the fact "
    "cannot be shown.",
    cure="Write it as the message says: one text on a line, a list with a hyphen before each "
    "entry, or keys of their own below it.",
    example="data: email, in place of data: [email]",
)
TOO_LONG = Rule(
    "facts/too-long",
    "A text is longer than its place allows",
    why="Names and reasons stand in tables and lists, where a long text pushes everything else "
    "off a small screen.",
    cure="Shorten the text, and put the details on a page in docs/.",
)
TEXT_MISSING = Rule(
    "i18n/text-missing",
    "A text is missing in one of its languages",
    why="Readers of that language would get a gap or a text that they cannot read. A text is "
    "never replaced by that of another language.",
    cure="Add a line with the language's code and the translation below the other languages of "
    "the same text.",
    example="name with a line en: but no line es:",
)


def validate(
    shape: Any, marked: PositionedValue, name: str, known: Locales
) -> tuple[Any, list[Diagnostic]]:
    """Check a value against ``shape`` (a model or a type).

    Return the record, or None and the findings. ``name`` is the file's name in findings, ``known``
    are the project's languages.
    """
    try:
        record, found = (
            _adapter(shape).validate_python(marked.value, context=language_context(known)),
            {},
        )
    except ValidationError as error:
        record, found = None, _problems(error, shape, marked, name, known)
    for path in _empty_paths(marked.value) if marked.has_empty else ():
        found.setdefault(
            path, EMPTY.at(name, marked.line(path), f"{_label(path)} is empty", FILL_IN)
        )
    return (None if found else record), list(found.values())[:MAXIMUM_PROBLEMS]


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _empty_paths(value: Any) -> Iterator[YamlPath]:
    """Yield the paths without a value: an unfinished edit, or a text lost behind a "#"."""
    return (path for path, node in walk(value) if node is None and path)


def _problems(
    error: ValidationError, shape: Any, marked: PositionedValue, name: str, known: Locales
) -> dict[YamlPath, Diagnostic]:
    found: dict[YamlPath, Diagnostic] = {}
    decided: dict[YamlPath, str] = {}
    details = [
        (detail, *_path_and_choice(marked, detail["loc"]))
        for detail in error.errors(include_url=False)[:MAXIMUM_PROBLEMS]
    ]
    # For a choice between two shapes, pydantic reports each of them. The shapes that the value does
    # not resemble come last: they only count where there is no better finding.
    details.sort(key=lambda one: one[2] is not None and not one[2].fits(marked))
    for detail, path, choice in details:
        if choice is None or decided.setdefault(choice.path, choice.shape) == choice.shape:
            fault = _words(detail, path, shape, known)
            found.setdefault(path, fault.at(name, marked.line(_place(detail, path))))
    for path in [path for detail, path, _ in details if detail["type"] == "extra_forbidden"]:
        # A key that is misspelt is not missing as well.
        meant = closest(str(path[-1]), _known_keys(shape, path[:-1], known))
        if meant and _value_at(marked, (*path[:-1], meant)) is None:
            found.pop((*path[:-1], meant), None)
    return found


def _place(detail: Any, path: YamlPath) -> YamlPath:
    """Return the path where a person must write.

    It is above a key that is missing, or at the key that does not fit with the others.
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
        """Tell whether the value tries to be of this shape."""
        value = _value_at(marked, self.path)
        if self.shape.startswith("tuple["):
            return isinstance(value, list)
        return isinstance(value, str if "[" in self.shape else dict)


def _path_and_choice(
    marked: PositionedValue, loc: tuple[str | int, ...]
) -> tuple[YamlPath, _Choice | None]:
    """Split pydantic's location into the path in the file and the shape, if any, that it tried."""
    path: YamlPath = ()
    choice = None
    for piece in loc:
        if marked.has((*path, piece)) or not (
            isinstance(piece, str) and (piece[:1].isupper() or "[" in piece)
        ):
            path = (*path, piece)
        else:
            choice = _Choice(path, piece)
    return path, choice


def _value_at(marked: PositionedValue, path: YamlPath) -> Any:
    value = marked.value
    for piece in path:
        try:
            value = value[piece]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _words(detail: Any, path: YamlPath, shape: Any, languages: Locales) -> Fault:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    label = _label(path)
    if kind == "missing":
        above = _model_at(shape, path[:-1])
        rule = TEXT_MISSING if above and issubclass(above, ByLanguage) else MISSING
        return rule.fault(f"{label} is missing", _help(shape, path))
    if kind == "extra_forbidden":
        return UNKNOWN_KEY.fault(
            f'unknown key "{path[-1]}"', _hint_for_unknown_key(shape, path, languages)
        )
    if given is not None and kind == "value_error":
        rule = getattr(context["error"], "rule", WRONG_FORM)
        return rule.fault(f"{label} {context['error']}" if path else str(context["error"]))
    if given is None or (kind == "string_too_short" and not given):
        return EMPTY.fault(f"{label} is empty", _help(shape, path) or FILL_IN)
    if kind == "literal_error":
        hint = _hint_for_choice(context["expected"], str(given), shape, path)
        return NOT_A_CHOICE.fault(f'{label} cannot be "{given}"', hint)
    if kind.startswith(("int_", "greater_than", "less_than")):
        return NOT_A_CHOICE.fault(
            f'{label} cannot be "{given}"',
            f"Write a whole number{_bounds(_field_at(shape, path))}.",
        )
    return _words_of_shape(kind, label, context, given, _model_at(shape, path), languages)


def _bounds(field: FieldInfo | None) -> str:
    """The least and the greatest number that a field takes, in words."""
    found = {
        name: getattr(one, name)
        for one in (field.metadata if field else ())
        for name in ("ge", "le")
        if hasattr(one, name)
    }
    if "ge" not in found:
        return ""
    return f" from {found['ge']} to {found['le']}" if "le" in found else f" from {found['ge']} on"


def _hint_for_unknown_key(shape: Any, path: YamlPath, languages: Locales) -> str:
    key, known = str(path[-1]), _known_keys(shape, path[:-1], languages)
    if key.startswith("-"):
        return "Put a space after the hyphen."
    if key not in known and key in _known_keys(shape, _path_above(path), languages):
        return (
            "It belongs one level up: begin the line further to the left. "
            f"Known here: {', '.join(known)}."
        )
    return did_you_mean(key, known) or f"Known here: {', '.join(known)}."


def _path_above(path: YamlPath) -> YamlPath:
    """The path of the mapping around the one that the last key of ``path`` stands in."""
    return path[:-2] if len(path) > 1 else ()


def _hint_for_choice(expected: str, given: str, shape: Any, path: YamlPath) -> str:
    choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
    field = _field_at(shape, path)
    in_brackets = (
        f"Write it in brackets: [{given}]. Or write "
        if field and "tuple" in str(field.annotation)
        else ""
    )
    return did_you_mean(given, choices) or f"{in_brackets or 'Write one of: '}{', '.join(choices)}."


def _words_of_shape(
    kind: str,
    label: str,
    context: dict[str, Any],
    given: Any,
    model: type[BaseModel] | None,
    languages: Locales,
) -> Fault:
    if kind == "string_type":
        return WRONG_SHAPE.fault(
            f"{label} must be a single text",
            "Write it on one line after the colon, in quotes if it holds a colon.",
        )
    if kind == "string_too_long":
        return TOO_LONG.fault(
            f"{label} is longer than {context['max_length']} characters", "Shorten it."
        )
    if model is LocalizedText:
        needed = " and ".join(f"{locale}: …" for locale in languages.required)
        every = {1: "its language", 2: "both languages"}.get(
            len(languages.required), "every language"
        )
        return TEXT_MISSING.fault(
            f"{label} must stand in {every}",
            f"Write {needed} on lines of their own below it, indented by two spaces.",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        known = (
            f"Known there: {', '.join(model.model_fields)}."
            if model and not issubclass(model, ByLanguage)
            else "Compare it with the entries around it."
        )
        return WRONG_SHAPE.fault(
            f"{label} must have keys of its own below it, indented by two spaces", known
        )
    if kind in ("tuple_type", "list_type"):
        return WRONG_SHAPE.fault(f"{label} must be a list", _hint_for_list(given, model))
    if kind == "too_short":
        return EMPTY.fault(f"{label} is an empty list", "Add an entry.")
    if kind.startswith("bool"):
        return NOT_A_CHOICE.fault(f'{label} cannot be "{given}"', "Write true or false.")
    return WRONG_SHAPE.fault(
        f'{label} cannot be "{given}"', "Compare it with the same place of other records."
    )


def _hint_for_list(given: Any, model: type[BaseModel] | None) -> str:
    if model is None and isinstance(given, str) and given.isascii() and len(given.split()) == 1:
        return f"Write it in brackets: [{given}]."
    return "Begin each entry with a hyphen, on a line of its own."


def _label(path: YamlPath) -> str:
    """Name a path briefly: the last two keys, list positions counted from 1."""
    if not path:
        return "the file"
    units: list[str] = []
    for piece in path:
        if isinstance(piece, int) and units:
            units[-1] += f"[{piece + 1}]"
        else:
            units.append(str(piece))
    return ".".join(units[-2:])


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        return [model for argument in typing.get_args(annotation) for model in _models(argument)]
    return []


def _model_at(shape: Any, path: YamlPath) -> type[BaseModel] | None:
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


def _known_keys(shape: Any, path: YamlPath, languages: Locales) -> list[str]:
    model = _model_at(shape, path)
    if model and issubclass(model, ByLanguage):
        return list(languages.locales)
    return list(model.model_fields) if model else []


def _field_at(shape: Any, path: YamlPath) -> FieldInfo | None:
    model = _model_at(shape, path[:-1])
    return model.model_fields.get(str(path[-1])) if model and path else None


def _help(shape: Any, path: YamlPath) -> str:
    """The description of the field that ``path`` ends in."""
    model = _model_at(shape, path[:-1])
    if model and issubclass(model, ByLanguage):
        return f"It says: {described(model, str(path[-1]))}"
    field = _field_at(shape, path)
    return f"It says: {field.description}" if field and field.description else ""


def described(model: type[ByLanguage], locale: str) -> str:
    """What a record of texts by language holds in one language."""
    return (model.model_fields["root"].description or "").format(
        language=name_in(COMPLAINT_LOCALE, locale)
    )
