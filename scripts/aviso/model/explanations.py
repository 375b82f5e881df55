"""Explains pydantic's errors in plain words, and says what to do."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from aviso.core.locales import Locales
from aviso.core.rules import Fault
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import YamlPath
from aviso.model.fact_rules import (
    EMPTY,
    MISSING,
    NOT_A_CHOICE,
    TEXT_MISSING,
    TOO_LONG,
    UNKNOWN_KEY,
    WRONG_SHAPE,
)
from aviso.model.fields import WRONG_FORM
from aviso.model.localized import ByLanguage, LocalizedText
from aviso.model.migrations import FALSE, TRUE
from aviso.model.retention import LENGTHS, Retention
from aviso.model.shapes import explain_field, find_field, find_model, list_known_keys

NO_NUMBER = (
    "If the document names an event, write it under until or after; if it gives neither a number "
    "nor an event, write its own words under vague."
)
# Words that people write for data that are never deleted, and the keys of a stage that accept
# words.
FOREVER = frozenset({"forever", "for ever", "permanently", "permanent", "indefinitely"})
WORDS = ("of", "after", "until")
OLDER_FORM = "This is the older form. Convert the file to the new one: aviso migrate"
# Keys of older forms; ``migrations`` says what became of them.
KEYS_OF_OLD_FORMS = frozenset({"privacy_policy_es"})
FILL_IN = "Fill it in, or delete the line."


def explain_detail(detail: Any, path: YamlPath, shape: Any, languages: Locales) -> Fault:
    """Return what is wrong with the value at ``path`` of a record of ``shape``.

    ``detail`` is one of the details of a ``ValidationError``.
    """
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    label = label_path(path)
    if kind == "missing":
        above = find_model(shape, path[:-1])
        rule = TEXT_MISSING if above and issubclass(above, ByLanguage) else MISSING
        return rule.make_fault(f"{label} is missing", explain_field(shape, path))
    if kind == "extra_forbidden":
        return UNKNOWN_KEY.make_fault(
            f'unknown key "{path[-1]}"',
            _explain_comma(shape, path, given) or _explain_unknown_key(shape, path, languages),
        )
    if given is not None and kind == "value_error":
        rule = getattr(context["error"], "rule", WRONG_FORM)
        message = f"{label} {context['error']}" if path else str(context["error"])
        is_stage = find_model(shape, path[:-1]) is Retention
        return rule.make_fault(
            message, _explain_stage(str(path[-1]), str(given), languages) if is_stage else ""
        )
    if given is None or (kind == "string_too_short" and not given):
        return EMPTY.make_fault(f"{label} is empty", explain_field(shape, path) or FILL_IN)
    if kind == "literal_error":
        hint = _explain_choice(context["expected"], str(given), shape, path)
        return NOT_A_CHOICE.make_fault(f'{label} cannot be "{given}"', hint)
    if kind.startswith(("int_", "greater_than", "less_than")):
        return NOT_A_CHOICE.make_fault(
            f'{label} cannot be "{given}"',
            f"Write a whole number{_describe_bounds(find_field(shape, path))}.",
        )
    return _explain_shape(kind, label, context, given, find_model(shape, path), languages)


def _explain_stage(key: str, given: str, languages: Locales) -> str:
    """Return what to do about a value of the wrong form in a stage of retention."""
    if key in LENGTHS and given.lower() in TRUE | FALSE:
        return OLDER_FORM
    if key in LENGTHS and given.lower() in FOREVER:
        return f"Write then: kept-forever in place of {key}."
    if key in LENGTHS:
        return NO_NUMBER
    if key in WORDS:
        needed = " and ".join(f"{locale}: …" for locale in languages.required)
        return f"Or write it in your own words: {needed} on lines of their own below {key}."
    return ""


def _describe_bounds(field: FieldInfo | None) -> str:
    """Return the smallest and the largest number that a field accepts, in words."""
    found = {
        name: getattr(one, name)
        for one in (field.metadata if field else ())
        for name in ("ge", "le")
        if hasattr(one, name)
    }
    if "ge" not in found:
        return ""
    return f" from {found['ge']} to {found['le']}" if "le" in found else f" from {found['ge']} on"


def _explain_unknown_key(shape: Any, path: YamlPath, languages: Locales) -> str:
    key, known = str(path[-1]), list_known_keys(shape, path[:-1], languages)
    if key in KEYS_OF_OLD_FORMS:
        return OLDER_FORM
    if key.startswith("-"):
        return "Put a space after the hyphen."
    if key not in known and key in list_known_keys(shape, _find_path_above(path), languages):
        return (
            "It belongs one level up: begin the line further to the left. "
            f"Known here: {', '.join(known)}."
        )
    all_known = f"Known here: {', '.join(known)}."
    if find_model(shape, path[:-1]) is Retention:
        all_known += f" {NO_NUMBER}"
    return suggest(key, known) or all_known


def _explain_comma(shape: Any, path: YamlPath, given: Any) -> str:
    """Return what to do about the rest of a text that a comma cut off: {en: Yes, in writing}."""
    above = find_model(shape, path[:-1])
    if given or not above or not issubclass(above, ByLanguage):
        return ""
    return (
        "Between { and }, a comma ends a text. If this is the rest of one, put the whole text in "
        f'quotes: "…, {path[-1]}"'
    )


def _find_path_above(path: YamlPath) -> YamlPath:
    """Return the path of the mapping around the one that contains the last key of ``path``."""
    return path[:-2] if len(path) > 1 else ()


def _explain_choice(expected: str, given: str, shape: Any, path: YamlPath) -> str:
    choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
    field = find_field(shape, path)
    in_brackets = (
        f"Write it in brackets: [{given}]. Or write "
        if field and "tuple" in str(field.annotation)
        else ""
    )
    return suggest(given, choices) or f"{in_brackets or 'Write one of: '}{', '.join(choices)}."


def _explain_shape(
    kind: str,
    label: str,
    context: dict[str, Any],
    given: Any,
    model: type[BaseModel] | None,
    languages: Locales,
) -> Fault:
    """Return what is wrong with a value of a different shape than ``model`` or its field."""
    if kind == "string_type":
        return WRONG_SHAPE.make_fault(
            f"{label} must be a single text",
            "Write it on one line after the colon, in quotes if it contains a colon.",
        )
    if kind == "string_too_long":
        return TOO_LONG.make_fault(
            f"{label} is longer than {context['max_length']} characters", "Shorten it."
        )
    if model is LocalizedText:
        return _explain_localized(label, languages)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        known = _list_keys(model)
        return WRONG_SHAPE.make_fault(
            f"{label} must have keys of its own below it, indented by two spaces", known
        )
    if kind in ("tuple_type", "list_type"):
        return WRONG_SHAPE.make_fault(f"{label} must be a list", _explain_list(given, model))
    if kind == "too_short":
        return EMPTY.make_fault(f"{label} is an empty list", "Add an entry.")
    if kind.startswith("bool"):
        return NOT_A_CHOICE.make_fault(f'{label} cannot be "{given}"', "Write true or false.")
    return WRONG_SHAPE.make_fault(
        f'{label} cannot be "{given}"', "Compare it with the same place in other records."
    )


def _list_keys(model: type[BaseModel] | None) -> str:
    if model is Retention:
        return "Write period: 30 days, for example, or until: returned."
    if model and not issubclass(model, ByLanguage):
        return f"Known there: {', '.join(model.model_fields)}."
    return "Compare it with the entries around it."


def _explain_localized(label: str, languages: Locales) -> Fault:
    needed = " and ".join(f"{locale}: …" for locale in languages.required)
    every = {1: "its language", 2: "both languages"}.get(len(languages.required), "every language")
    return TEXT_MISSING.make_fault(
        f"{label} is needed in {every}",
        f"Write {needed} on lines of their own below it, indented by two spaces.",
    )


def _explain_list(given: Any, model: type[BaseModel] | None) -> str:
    if model is None and isinstance(given, str) and given.isascii() and len(given.split()) == 1:
        return f"Write it in brackets: [{given}]."
    return "Begin each entry with a hyphen, on a line of its own."


def label_path(path: YamlPath) -> str:
    """Return a short name of a path: its last two keys, with positions in lists from 1."""
    if not path:
        return "the file"
    units: list[str] = []
    for key in path:
        if isinstance(key, int) and units:
            units[-1] += f"[{key + 1}]"
        else:
            units.append(str(key))
    return ".".join(units[-2:])
