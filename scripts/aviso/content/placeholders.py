"""Fills the ``{{ … }}`` of a Markdown text: values before Markdown sees it, HTML after.

An expression is parsed by Jinja and must be one name, call or field, with fixed texts as arguments: no loops, no
arithmetic, no attributes of Python. Nothing else is evaluated: a name is looked up in the list of what pages may call,
a field only in a record of facts. Plain values are escaped so that Markdown takes them as letters; HTML waits behind a
token of two private-use characters until the Markdown has become HTML.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from markupsafe import escape

from aviso.content.fragments import (
    NESTED_SHARED_TEXT,
    OUT_OF_REACH,
    UNKNOWN_NAME,
    FactError,
    FieldView,
    Fragment,
    SharedText,
)
from aviso.content.outdated_marks import place_marks
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault, Rule, diagnostic
from aviso.core.suggestions import did_you_mean
from aviso.site.context import PageContext

PLACEHOLDER = re.compile(r"\{\{((?:(?!\{\{|\}\})[^\n])*)\}\}")
EMPTY_LINE_AFTER = re.compile(r"[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")
BRACE = re.compile(r"[{}]")
LONE_BRACES = re.compile(r"\{\{|\}\}")
# What Jinja would take for a statement or a comment; {#email} is the id of a heading.
STATEMENT = re.compile(r"\{%(?:[^\n]{0,40}?%\})?|\{#(?!\w)(?:[^\n]{0,40}?#\})?|\{#[^}\n]{0,40}#\}")
TOKEN = re.compile("\ue000(\\d+)\ue001")
TOKEN_PARAGRAPH = re.compile("<p>\ue000(\\d+)\ue001</p>")
MAXIMUM_LENGTH = 300
# What Markdown gives a meaning to; a digit or hyphen at the beginning of a line can begin a list.
MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!<>&|~^:=\"'\ue000-\uf8ff]")
WHITE_SPACE = re.compile(r"[ \t\n]+")

SEE_THE_LIST = "Compare it with the handbook's list of placeholders."
WRITE_IT_LIKE = "Write it like contact('email-removal').email."
NOT_FOR_PAGES = OUT_OF_REACH.fault(
    "the placeholder reaches for something that pages must not use",
    "Use only the names in the handbook's list of placeholders.",
)

IN_A_TITLE = Rule(
    "placeholders/in-a-title",
    "A placeholder gives too much for a title or description",
    why="Titles and descriptions are plain text of one line, shown by browsers and search "
    "engines. A table or a paragraph cannot stand there.",
    cure="Use a placeholder that gives a few words, such as the library's name, or write the "
    "words out.",
    example="title: {{ vendors() }}",
)
BLOCK_IN_TEXT = Rule(
    "placeholders/block-in-text",
    "A block of facts stands among other words",
    why="A block is a list, a table or several paragraphs. In the middle of a sentence, it would "
    "break the page in two.",
    cure="Put the placeholder on a line of its own, with an empty line before and after it.",
)
STRAY_BRACES = Rule(
    "placeholders/stray-braces",
    "Braces stand without their partners, or hold a statement",
    why="Only {{ … }} on one line is a placeholder. Two braces alone, or {% … %} and {# … #}, "
    "would be shown to readers as they stand.",
    cure="Close the placeholder on the same line, or delete the braces.",
    example="{{ library.name }",
)

_SYNTAX = Environment()
# Gives the mark of an outdated text by its number, with a link to the nearest id above.
PlaceMark = Callable[[int, str], str]
# Puts links to their explanations behind the hard words of a page.
Explain = Callable[[str], str]


@dataclass
class FilledPage:
    """A Markdown text whose placeholders are filled or wait as tokens, and what was wrong with it."""

    markdown: str
    mark: PlaceMark | None = None
    explain: Explain | None = None
    fragments: list[Fragment] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    included: list[SourceText] = field(default_factory=list)

    def finish(self, html: str) -> str:
        """Put the waiting HTML into the page's HTML, the marks of outdated texts behind them, and links behind hard words."""
        whole = place_marks(self._filled(html), self.mark)
        return self.explain(whole) if self.explain else whole

    def _filled(self, html: str) -> str:
        html = TOKEN_PARAGRAPH.sub(
            lambda found: self._html(found) if self.fragments[int(found[1])].is_block else found[0],
            html,
        )
        return TOKEN.sub(self._html, html)

    def add(self, fragment: Fragment) -> str:
        """Keep a piece of HTML; return the token that holds its place in the Markdown."""
        self.fragments.append(fragment)
        return f"\ue000{len(self.fragments) - 1}\ue001"

    def plain_html(self, html: str) -> str:
        """Put plain text in the place of the tokens in HTML, for the table of contents."""
        return TOKEN.sub(lambda found: escape(self.fragments[int(found[1])].text), html)

    def _html(self, found: re.Match[str]) -> str:
        return str(self.fragments[int(found[1])].html)


@dataclass(frozen=True)
class SourceText:
    """A Markdown text with the file and the line that it begins at, and what is wrong with the file itself."""

    text: str
    file: str
    first_line: int = 1
    problems: tuple[Diagnostic, ...] = ()
    # What follows the text where a page takes it in.
    mark: Fragment | None = None

    def problem(
        self, position: int, message: str, hint: str = "", rule: Rule | None = None
    ) -> Diagnostic:
        """Make a problem at a position of the text."""
        line = self.first_line + self.text.count("\n", 0, max(position, 0))
        return diagnostic(self.file, line, message, hint, rule)


SharedLookup = Callable[[str], SourceText]


def fill_page(
    source: SourceText,
    facts: PageContext,
    shared: SharedLookup,
    mark: PlaceMark | None = None,
    explain: Explain | None = None,
) -> FilledPage:
    """Fill the placeholders of ``source`` from ``facts``; ``shared`` finds a shared text by name (or raises FactError).

    ``mark`` and ``explain`` are for the finished HTML: see ``FilledPage.finish``.
    """
    prepared = FilledPage("", mark, explain)
    prepared.markdown = _filled(source, facts.names, shared, prepared, may_include=True)
    return prepared


def fill_line(
    text: str, source: SourceText, facts: Callable[[], PageContext]
) -> tuple[str, list[Diagnostic]]:
    """Fill a one-line text (a title) and return it as plain text; most have nothing to fill, and need no ``facts``."""
    if not BRACE.search(text):
        return text, []
    problems = [fault.at(source.file, source.first_line) for _, fault in _stray_marks(text)]
    names = facts().names

    def replacement(found: re.Match[str]) -> str:
        value = _value_or_problem(found, source, names, problems)
        if isinstance(value, SharedText) or (isinstance(value, Fragment) and value.is_block):
            problems.append(
                IN_A_TITLE.at(
                    source.file,
                    source.first_line,
                    f'"{found[0]}" cannot stand in a title or description',
                    "Use a placeholder that gives a few words.",
                )
            )
            return ""
        return value.text if isinstance(value, Fragment) else value or ""

    return PLACEHOLDER.sub(replacement, text), problems


def _filled(
    source: SourceText,
    names: dict[str, Any],
    shared: SharedLookup,
    prepared: FilledPage,
    may_include: bool,
) -> str:
    prepared.problems += source.problems
    prepared.problems += [
        source.problem(position, *fault) for position, fault in _stray_marks(source.text)
    ]

    def replacement(found: re.Match[str]) -> str:
        value = _value_or_problem(found, source, names, prepared.problems)
        if isinstance(value, SharedText):
            return _included(value, found, source, names, shared, prepared, may_include)
        if isinstance(value, Fragment):
            if value.is_block and not _stands_alone(found, source.text):
                prepared.problems.append(
                    source.problem(
                        found.start(),
                        f'"{found[0]}" is a block and must stand alone',
                        "Put an empty line before and after it.",
                        BLOCK_IN_TEXT,
                    )
                )
            return prepared.add(value)
        return escape_markdown(value) if isinstance(value, str) else ""

    return PLACEHOLDER.sub(replacement, source.text)


def _stray_marks(text: str) -> Iterator[tuple[int, Fault]]:
    """Yield the position of every mark of Jinja that is no whole placeholder, with what is wrong and what to do."""
    for found in STATEMENT.finditer(text):
        yield (
            found.start(),
            STRAY_BRACES.fault(
                f'"{found[0]}" is not allowed here', "Only {{ … }} can be used in a page."
            ),
        )
    without_placeholders = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
    for found in LONE_BRACES.finditer(without_placeholders):
        yield (
            found.start(),
            STRAY_BRACES.fault(
                f'"{found[0]}" stands alone', "Write a placeholder as {{ name }}, on one line."
            ),
        )


def _included(
    value: SharedText,
    found: re.Match[str],
    source: SourceText,
    names: dict[str, Any],
    shared: SharedLookup,
    prepared: FilledPage,
    may_include: bool,
) -> str:
    try:
        if not may_include:
            raise FactError(
                "a shared text cannot include another",
                "Put both into the page.",
                NESTED_SHARED_TEXT,
            )
        text = shared(value.name)
    except FactError as error:
        prepared.problems.append(
            source.problem(found.start(), error.message, error.hint, error.rule)
        )
        return ""
    prepared.included.append(text)
    filled = _filled(text, names, shared, prepared, may_include=False).strip()
    return f"{filled}\n\n{prepared.add(text.mark)}" if text.mark else filled


def _stands_alone(found: re.Match[str], text: str) -> bool:
    line = text.rfind("\n", 0, found.start()) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return not text[above : found.start()].strip() and bool(
        EMPTY_LINE_AFTER.match(text, found.end())
    )


def _value_or_problem(
    found: re.Match[str], source: SourceText, names: dict[str, Any], problems: list[Diagnostic]
) -> Any:
    try:
        return evaluate(found[1].strip(), names)
    except FactError as error:
        problems.append(
            source.problem(
                found.start(), f'in "{found[0]}": {error.message}', error.hint, error.rule
            )
        )
        return None


def evaluate(expression: str, names: dict[str, Any]) -> Any:
    """Evaluate one expression. Raises FactError, with words for the author, for anything but a known value."""
    if len(expression) > MAXIMUM_LENGTH:
        raise FactError("the placeholder is too long", f"At most {MAXIMUM_LENGTH} characters.")
    value = _value_of(_simple(expression, names), names)
    if not isinstance(value, (str, Fragment, SharedText)):
        raise FactError(
            "the placeholder stops too early", "Name a field after a dot, like contact('id').email."
        )
    return value


def _value_of(node: nodes.Expr, names: dict[str, Any]) -> Any:
    if isinstance(node, nodes.Getattr):
        record = _value_of(node.node, names)
        if not isinstance(record, FieldView):
            raise FactError(*NOT_FOR_PAGES)
        return getattr(record, node.attr)
    if isinstance(node, nodes.Call):
        function, arguments = (
            _value_of(node.node, names),
            [argument.value for argument in node.args],
        )
        # Asked before the call: what goes wrong within it is a fault of the code, and none of the author's.
        try:
            inspect.signature(function).bind(*arguments)
        except TypeError:
            raise FactError(
                "the placeholder has too many or too few words in its parentheses", SEE_THE_LIST
            ) from None
        return function(*arguments)
    return names[node.name]


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> nodes.Expr | str:
    try:
        body = _SYNTAX.parse("{{ " + expression + " }}").body
    except (TemplateSyntaxError, RecursionError):
        return "the placeholder is not written correctly"
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        return "the placeholder is not one value"
    return body[0].nodes[0]


def _simple(expression: str, names: dict[str, Any]) -> nodes.Expr:
    """Parse one name, call or field of a call. Raises FactError for anything else."""
    whole = node = _parsed(expression) if expression else "the placeholder is empty"
    if isinstance(node, str):
        raise FactError(node, SEE_THE_LIST)
    if isinstance(node, nodes.Getattr):
        if node.attr.startswith("_"):
            raise FactError(*NOT_FOR_PAGES)
        node = node.node
    is_call = isinstance(node, nodes.Call)
    if is_call:
        if (
            node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
            or not all(isinstance(argument, nodes.Const) for argument in node.args)
        ):
            raise FactError(
                "the placeholder may have only texts in quotes in its parentheses", WRITE_IT_LIKE
            )
        node = node.node
    if not isinstance(node, nodes.Name):
        raise FactError("the placeholder is more than a name, a call or a field", WRITE_IT_LIKE)
    if node.name not in names:
        raise FactError(
            f'"{node.name}" does not exist',
            did_you_mean(node.name, names) or "The handbook's list of placeholders has all names.",
            UNKNOWN_NAME,
        )
    if is_call != callable(names[node.name]):
        raise FactError(
            f'"{node.name}" {"cannot have" if is_call else "needs"} parentheses', SEE_THE_LIST
        )
    return whole


def escape_markdown(text: str) -> str:
    """Write plain text so that Markdown shows it letter by letter, on one line: signs become character references."""
    return MARKDOWN_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", WHITE_SPACE.sub(" ", text))
