"""Fills the ``{{ … }}`` of a Markdown text: values before Markdown sees it, HTML after.

An expression is parsed by Jinja and must be one name, call or field, with fixed texts as arguments: no loops, no
arithmetic, no attributes of Python. It is evaluated in Jinja's sandbox, where an undefined name is an error. Plain
values are escaped so that Markdown takes them as letters; HTML waits behind a token of two private-use characters
until the Markdown has become HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError


from markupsafe import escape

from aviso.facts import FactError, Fragment, SharedText, SiteFacts
from aviso.problems import Problem, did_you_mean

PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}|\{#(?!\w).*?#\}|\{%", re.DOTALL)
TOKEN = re.compile("\ue000(\\d+)\ue001")
TOKEN_PARAGRAPH = re.compile("<p>\ue000(\\d+)\ue001</p>")
MAXIMUM_LENGTH = 300
# What Markdown gives a meaning to; a digit or hyphen at the beginning of a line can begin a list.
MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!<>&|~^:=\"']")

_SANDBOX = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
_SANDBOX.globals.clear()
_SANDBOX.filters.clear()


@dataclass
class Prepared:
    """A Markdown text whose placeholders are filled or wait as tokens, and what was wrong with it."""

    markdown: str
    fragments: list[Fragment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def finish(self, html: str) -> str:
        """Put the waiting HTML into the page's HTML."""
        html = TOKEN_PARAGRAPH.sub(lambda found: self._html(found) if self.fragments[int(found[1])].is_block else found[0], html)
        return TOKEN.sub(self._html, html)

    def plain_html(self, html: str) -> str:
        """Put plain text in the place of the tokens in HTML, for the table of contents."""
        return TOKEN.sub(lambda found: escape(self.fragments[int(found[1])].text), html)

    def _html(self, found: re.Match[str]) -> str:
        return str(self.fragments[int(found[1])].html)


@dataclass(frozen=True)
class SourceText:
    """A Markdown text with the file and the line that it begins at."""

    text: str
    file: str
    first_line: int = 1


SharedLookup = Callable[[str], SourceText]


def prepare(source: SourceText, facts: SiteFacts, shared: SharedLookup) -> Prepared:
    """Fill the placeholders of ``source`` from ``facts``; ``shared`` finds a shared text by name (or raises FactError)."""
    prepared = Prepared("")
    prepared.markdown = _filled(source, facts.names(), shared, prepared, may_include=True)
    return prepared


def fill_line(text: str, source: SourceText, facts: SiteFacts) -> tuple[str, list[Problem]]:
    """Fill a one-line text (a title) and return it as plain text."""

    def no_shared(name: str) -> SourceText:
        raise FactError(f'a title cannot include the shared text "{name}"')

    prepared = Prepared("")
    problems = prepared.problems
    filled = PLACEHOLDER.sub(
        lambda found: _plain_text(_value_or_problem(found, source, facts.names(), problems)), text
    )
    return filled, problems


def _plain_text(value: Any) -> str:
    return value.text if isinstance(value, Fragment) else value if isinstance(value, str) else ""


def _filled(source: SourceText, names: dict[str, Any], shared: SharedLookup, prepared: Prepared, may_include: bool) -> str:
    for found in STATEMENT.finditer(source.text):
        prepared.problems.append(_problem(source, found.start(), f'"{found[0][:30]}" is not allowed here', "Only {{ … }} can be used in a page."))

    def replacement(found: re.Match[str]) -> str:
        value = _value_or_problem(found, source, names, prepared.problems)
        if isinstance(value, SharedText):
            return _included(value, found, source, names, shared, prepared, may_include)
        if isinstance(value, Fragment):
            if value.is_block and not _stands_alone(found, source.text):
                prepared.problems.append(_problem(source, found.start(), f'"{found[0]}" is a block and must stand alone', "Put an empty line before and after it."))
            prepared.fragments.append(value)
            return f"\ue000{len(prepared.fragments) - 1}\ue001"
        return escape_markdown(value) if isinstance(value, str) else ""

    text = PLACEHOLDER.sub(replacement, source.text)
    for found in re.finditer(r"\{\{|\}\}", PLACEHOLDER.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source.text)):
        prepared.problems.append(_problem(source, found.start(), f'"{found[0]}" stands alone', "Write a placeholder as {{ name }}, on one line."))
    return text


def _included(
    value: SharedText, found: re.Match[str], source: SourceText, names: dict[str, Any], shared: SharedLookup, prepared: Prepared, may_include: bool
) -> str:
    try:
        if not may_include:
            raise FactError("a shared text cannot include another", "Put both into the page.")
        return _filled(shared(value.name), names, shared, prepared, may_include=False).strip()
    except FactError as error:
        prepared.problems.append(_problem(source, found.start(), error.message, error.hint))
        return ""


def _stands_alone(found: re.Match[str], text: str) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    return before.endswith(("\n\n", "\n")) and before.rstrip(" ").endswith(("\n\n", "\n")) and _blank_line_before(before) and _blank_line_after(after)


def _blank_line_before(before: str) -> bool:
    return not before.strip() or before.rstrip(" ").endswith("\n\n")


def _blank_line_after(after: str) -> bool:
    return not after.strip() or re.match(r" *\n *\n", after) is not None


def _value_or_problem(found: re.Match[str], source: SourceText, names: dict[str, Any], problems: list[Problem]) -> Any:
    try:
        return evaluate(found[1].strip(), names)
    except FactError as error:
        problems.append(_problem(source, found.start(), f'in "{found[0][:80]}": {error.message}', error.hint))
        return None


def _problem(source: SourceText, position: int, message: str, hint: str) -> Problem:
    return Problem(source.file, source.first_line + source.text.count("\n", 0, position), message, hint)


def evaluate(expression: str, names: dict[str, Any]) -> Any:
    """Evaluate one expression. Raises FactError, with words for the author, for anything but a known value."""
    if len(expression) > MAXIMUM_LENGTH:
        raise FactError("the placeholder is too long", f"At most {MAXIMUM_LENGTH} characters.")
    _refuse_what_is_not_simple(expression, names)
    try:
        value = _compiled(expression)(**names)
    except UndefinedError as error:
        raise FactError(str(error)) from None
    except SecurityError:
        raise FactError("the placeholder reaches for something that pages must not use", "Use only the names in CONTRIBUTING.md.") from None
    except TypeError:
        raise FactError("the placeholder has too many or too few words in its parentheses", "Compare it with the list in CONTRIBUTING.md.") from None
    if not isinstance(value, (str, Fragment, SharedText)):
        raise FactError("the placeholder stops too early", "Name a field after a dot, like contact('id').email, or add parentheses.")
    return value


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> Any:
    return _SANDBOX.compile_expression(expression, undefined_to_none=False)


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> nodes.Expr | str:
    try:
        body = _SANDBOX.parse("{{ " + expression + " }}").body
    except TemplateSyntaxError as error:
        return f"the placeholder is not written correctly ({error.message})"
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return "the placeholder is not one value"
    return body[0].nodes[0]


def _refuse_what_is_not_simple(expression: str, names: dict[str, Any]) -> None:
    node = _parsed(expression) if expression else "the placeholder is empty"
    if isinstance(node, str):
        raise FactError(node, "Compare it with the list in CONTRIBUTING.md.")
    if isinstance(node, nodes.Getattr):
        if node.attr.startswith("_"):
            raise FactError("the placeholder reaches for something that pages must not use", "Use only the names in CONTRIBUTING.md.")
        node = node.node
    if isinstance(node, nodes.Call):
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not all(isinstance(argument, nodes.Const) for argument in node.args):
            raise FactError("the placeholder may have only texts in quotes in its parentheses", "Write it like contact('email-removal').email.")
        node = node.node
    if not isinstance(node, nodes.Name):
        raise FactError("the placeholder is more than a name, a call or a field", "Write it like contact('email-removal').email.")
    if node.name not in names:
        raise FactError(f'"{node.name}" does not exist', did_you_mean(node.name, names) or "The list of names is in CONTRIBUTING.md.")


def escape_markdown(text: str) -> str:
    """Write plain text so that Markdown shows it letter by letter: what could have a meaning becomes a character reference."""
    return MARKDOWN_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)
