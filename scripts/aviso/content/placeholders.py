"""Fills the ``{{ … }}`` of a Markdown text: plain values before Markdown is converted, HTML after.

Plain values are escaped, so that Markdown shows them as they are. A token of two private-use
characters holds the place of HTML until the Markdown has been converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import escape

from aviso.content.arrangement import NO_VALUES
from aviso.content.expressions import Names, evaluate
from aviso.content.fragments import (
    Condition,
    FactError,
    Fragment,
    Sections,
    SharedText,
    Value,
)
from aviso.content.outdated_marks import place_marks
from aviso.content.placeholder_rules import (
    BLOCK_IN_TEXT,
    IN_A_TITLE,
    NESTED_SHARED_TEXT,
    STRAY_BRACES,
)
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault

# A single brace may stand in it; all other characters go by in one step.
PLACEHOLDER = re.compile(r"\{\{((?:[^{}\n]++|\{(?!\{)|\}(?!\}))*)\}\}")
EMPTY_LINE_AFTER = re.compile(r"[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z)")
BRACE = re.compile(r"[{}]")
LONE_BRACES = re.compile(r"\{\{|\}\}")
# Text that Jinja would read as a statement or a comment; {#email} is the id of a heading.
STATEMENT = re.compile(r"\{%(?:[^\n]{0,40}?%\})?|\{#(?!\w)(?:[^\n]{0,40}?#\})?|\{#[^}\n]{0,40}#\}")
TOKEN = re.compile("\ue000(\\d+)\ue001")
TOKEN_PARAGRAPH = re.compile("<p>\ue000(\\d+)\ue001</p>")
# The characters that mean something in Markdown; a digit or hyphen at the start of a line can begin
# a list.
MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!<>&|~^:=\"'\ue000-\uf8ff]")
WHITE_SPACE = re.compile(r"[ \t\n]+")

# Returns the mark of an outdated text by its number, with a link to the nearest id above it.
PlaceMark = Callable[[int, str], str]
# Links the hard words of a page to their explanations.
Explain = Callable[[str], str]
# Finds a shared text by its name. Raises FactError.
FindShared = Callable[[str], SourceText]


@dataclass
class FilledPage:
    """A Markdown text with its placeholders filled, or replaced with tokens for HTML.

    ``problems`` are the diagnostics, ``included`` the shared texts that it includes. ``mark`` and
    ``explain`` are applied to the finished HTML (see ``finish``).
    """

    markdown: str
    mark: PlaceMark | None = None
    explain: Explain | None = None
    fragments: list[Fragment] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    included: list[SourceText] = field(default_factory=list)

    def finish(self, html: str) -> str:
        """Complete the HTML: insert fragments, mark outdated texts, link hard words."""
        marked = place_marks(self._insert_fragments(html), self.mark)
        return self.explain(marked) if self.explain else marked

    def _insert_fragments(self, html: str) -> str:
        # A block is not a paragraph: remove the one that Markdown put around its token.
        html = TOKEN_PARAGRAPH.sub(
            lambda found: (
                self._render_fragment(found) if self.fragments[int(found[1])].is_block else found[0]
            ),
            html,
        )
        return TOKEN.sub(self._render_fragment, html)

    def add(self, fragment: Fragment) -> str:
        """Keep a fragment; return the token that holds its place in the Markdown."""
        self.fragments.append(fragment)
        return f"\ue000{len(self.fragments) - 1}\ue001"

    def make_plain_html(self, html: str) -> str:
        """Replace the tokens in ``html`` with plain text, for the table of contents."""
        return TOKEN.sub(lambda found: escape(self.fragments[int(found[1])].text), html)

    def _render_fragment(self, found: re.Match[str]) -> str:
        return str(self.fragments[int(found[1])].html)


def fill_page(
    source: SourceText,
    names: Names,
    find_shared: FindShared,
    mark: PlaceMark | None = None,
    explain: Explain | None = None,
    values: Mapping[str, Value] = NO_VALUES,
) -> FilledPage:
    """Fill the placeholders of ``source`` from ``names``; ``find_shared`` finds shared texts.

    ``mark`` and ``explain`` are for the finished HTML: see ``FilledPage``. ``values`` are the
    values of placeholders that are already known. Nothing is raised for bad input: the result has
    ``problems``.
    """
    page = FilledPage("", mark, explain)
    page.markdown = _Filling(page, names, find_shared, values).fill(source)
    return page


def fill_line(
    text: str, source: SourceText, names: Callable[[], Names]
) -> tuple[str, list[Diagnostic]]:
    """Fill a text of one line (a title) and return it as plain text, with its problems.

    Most lines have no placeholders, so ``names`` is a function that is called only when needed.
    """
    if not BRACE.search(text):
        return text, []
    problems = [fault.at(source.file, source.first_line) for _, fault in _find_stray_braces(text)]
    known = names()

    def replace(found: re.Match[str]) -> str:
        value = _evaluate_found(found, source, known, problems)
        if isinstance(value, (SharedText, Sections, Condition)) or (
            isinstance(value, Fragment) and value.is_block
        ):
            problems.append(
                IN_A_TITLE.at(
                    source.file,
                    source.first_line,
                    f'"{found[0]}" cannot be used in a title or description',
                    "Use a placeholder that gives a few words.",
                )
            )
            return ""
        return value.text if isinstance(value, Fragment) else value or ""

    return PLACEHOLDER.sub(replace, text), problems


@dataclass(frozen=True)
class _Filling:
    """The filling of one page: the result so far, and where its values come from."""

    page: FilledPage
    names: Names
    find_shared: FindShared
    values: Mapping[str, Value]

    def fill(self, source: SourceText, may_include: bool = True) -> str:
        """Return the text with its plain values and its tokens for HTML; collect problems."""
        problems = self.page.problems
        problems += source.problems
        problems += [
            source.make_problem(position, *fault)
            for position, fault in _find_stray_braces(source.text)
        ]

        def replace(found: re.Match[str]) -> str:
            value = self.values.get(found[1].strip()) or _evaluate_found(
                found, source, self.names, problems
            )
            if isinstance(value, SharedText):
                return self._include(value, found, source, may_include)
            if isinstance(value, Condition):
                return ""
            if isinstance(value, Sections):
                # A placeholder on a line of its own was replaced when the page was arranged.
                problems.append(_report_block_in_text(found, source))
                return ""
            if isinstance(value, Fragment):
                if value.is_block and not _stands_alone(found, source.text):
                    problems.append(_report_block_in_text(found, source))
                return self.page.add(value)
            return escape_markdown(value) if value is not None else ""

        return PLACEHOLDER.sub(replace, source.text)

    def _include(
        self, shared: SharedText, found: re.Match[str], source: SourceText, may_include: bool
    ) -> str:
        """Return the filled shared text, followed by its mark; "" if there is none."""
        try:
            if not may_include:
                raise FactError(
                    "a shared text cannot include another",
                    "Put both into the page.",
                    NESTED_SHARED_TEXT,
                )
            text = self.find_shared(shared.name)
        except FactError as error:
            self.page.problems.append(
                source.make_problem(found.start(), error.message, error.hint, error.rule)
            )
            return ""
        self.page.included.append(text)
        filled = self.fill(text, may_include=False).strip()
        return f"{filled}\n\n{self.page.add(text.mark)}" if text.mark else filled


def _find_stray_braces(text: str) -> Iterator[tuple[int, Fault]]:
    """Yield (position, fault) for each brace of Jinja that is not part of a whole placeholder."""
    for found in STATEMENT.finditer(text):
        yield (
            found.start(),
            STRAY_BRACES.make_fault(
                f'"{found[0]}" is not allowed here', "Only {{ … }} can be used in a page."
            ),
        )
    without_placeholders = PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
    for found in LONE_BRACES.finditer(without_placeholders):
        yield (
            found.start(),
            STRAY_BRACES.make_fault(
                f'"{found[0]}" is not part of a placeholder',
                "Write a placeholder as {{ name }}, on one line.",
            ),
        )


def _report_block_in_text(found: re.Match[str], source: SourceText) -> Diagnostic:
    return source.make_problem(
        found.start(),
        f'"{found[0]}" is a block and needs lines of its own',
        "Put an empty line before and after it.",
        BLOCK_IN_TEXT,
    )


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Tell whether a placeholder has a line of its own between empty lines."""
    line = text.rfind("\n", 0, found.start()) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return not text[above : found.start()].strip() and bool(
        EMPTY_LINE_AFTER.match(text, found.end())
    )


def _evaluate_found(
    found: re.Match[str], source: SourceText, names: Names, problems: list[Diagnostic]
) -> Value | None:
    """Return the value of a placeholder, or add a diagnostic to ``problems`` and return None."""
    try:
        return evaluate(found[1].strip(), names)
    except FactError as error:
        problems.append(
            source.make_problem(
                found.start(), f'in "{found[0]}": {error.message}', error.hint, error.rule
            )
        )
        return None


def escape_markdown(text: str) -> str:
    """Escape plain text with character references, on one line: Markdown shows it as it is."""
    return MARKDOWN_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", WHITE_SPACE.sub(" ", text))
