"""Parses and evaluates the expression of one placeholder.

Jinja parses the expression. It must be one name, one call or one field, with literal texts as
arguments: no loops, no arithmetic, no attributes of Python objects. A name is looked up in the
names that the page may use, and a field only in a record of facts. Nothing else is ever evaluated.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import lru_cache, partial
from types import MethodType
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from aviso.content.fragments import FactError, FieldView, Value
from aviso.content.placeholder_rules import OUT_OF_REACH, UNKNOWN_NAME
from aviso.core.suggestions import suggest

MAXIMUM_LENGTH = 300
SEE_THE_LIST = "Compare it with the handbook's list of placeholders."
WRITE_IT_LIKE = "Write it like contact('email-removal').email."
NOT_FOR_PAGES = OUT_OF_REACH.make_fault(
    "the placeholder uses something that pages cannot use",
    "Use only the names in the handbook's list of placeholders.",
)
_SYNTAX = Environment()

# The names that a page may use: values, and functions that return values.
Names = Mapping[str, Any]


class Expression(NamedTuple):
    """A parsed placeholder: ``name``, ``name('argument')`` or either of them with ``.field``.

    ``arguments`` is None where the name is not called.
    """

    name: str
    arguments: tuple[Any, ...] | None = None
    field: str | None = None


def evaluate(expression: str, names: Names) -> Value:
    """Return the value of one expression.

    Raises FactError, with a message for the author of the page, for anything but a known value.
    """
    if len(expression) > MAXIMUM_LENGTH:
        raise FactError("the placeholder is too long", f"At most {MAXIMUM_LENGTH} characters.")
    parsed = parse_expression(expression)
    value = _look_up(parsed, names)
    if parsed.arguments is not None:
        value = _call(value, parsed.arguments)
    if parsed.field is not None:
        if not isinstance(value, FieldView):
            raise FactError(*NOT_FOR_PAGES)
        value = getattr(value, parsed.field)
    if not isinstance(value, Value):
        raise FactError(
            "the placeholder is incomplete", "Name a field after a dot, like contact('id').email."
        )
    return value


def parse_expression(expression: str) -> Expression:
    """Parse one name, one call, or a field of either. Raises FactError for anything else."""
    node = _parse(expression) if expression else "the placeholder is empty"
    if isinstance(node, str):
        raise FactError(node, SEE_THE_LIST)
    field: str | None = None
    arguments: tuple[Any, ...] | None = None
    if isinstance(node, nodes.Getattr):
        if node.attr.startswith("_"):
            raise FactError(*NOT_FOR_PAGES)
        field = node.attr
        node = node.node
    if isinstance(node, nodes.Call):
        constants = [one for one in node.args if isinstance(one, nodes.Const)]
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(constants) != len(node.args):
            raise FactError(
                "the placeholder may have only texts in quotes in its parentheses", WRITE_IT_LIKE
            )
        node, arguments = node.node, tuple(one.value for one in constants)
    if not isinstance(node, nodes.Name):
        raise FactError("the placeholder is more than a name, a call or a field", WRITE_IT_LIKE)
    return Expression(node.name, arguments, field)


@lru_cache(maxsize=4096)
def _parse(expression: str) -> nodes.Expr | str:
    """Return the syntax tree of an expression, or a message saying why it has none."""
    try:
        body = _SYNTAX.parse("{{ " + expression + " }}").body
    except (TemplateSyntaxError, RecursionError):
        return "the placeholder is not written correctly"
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return "the placeholder is not one value"
    return body[0].nodes[0]


def _look_up(expression: Expression, names: Names) -> Any:
    """Return what the name of ``expression`` stands for, before any call. Raises FactError."""
    name, is_call = expression.name, expression.arguments is not None
    if name not in names:
        raise FactError(
            f'"{name}" does not exist',
            suggest(name, names) or "The handbook lists all placeholders.",
            UNKNOWN_NAME,
        )
    if is_call != callable(names[name]):
        raise FactError(
            f'"{name}" {"cannot have" if is_call else "needs"} parentheses', SEE_THE_LIST
        )
    return names[name]


def _call(function: Any, arguments: tuple[Any, ...]) -> Any:
    # Check first: a TypeError inside the function is a bug, not the author's mistake. All sites
    # share the functions of a class, not the methods that are bound to one page.
    shared, count = function, len(arguments)
    if isinstance(shared, partial):
        count += len(shared.args)
        shared = shared.func
    if isinstance(shared, MethodType):
        shared, count = shared.__func__, count + 1
    if not _takes(shared, count):
        raise FactError(
            "the placeholder has too many or too few words in its parentheses", SEE_THE_LIST
        )
    return function(*arguments)


@lru_cache(maxsize=256)
def _takes(function: Any, count: int) -> bool:
    """Tell whether a function can be called with this many arguments."""
    try:
        inspect.signature(function).bind(*[None] * count)
    except TypeError:
        return False
    return True
