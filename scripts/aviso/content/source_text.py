"""A Markdown text that knows its file and line, so that diagnostics can name them."""

from __future__ import annotations

from dataclasses import dataclass

from aviso.content.fragments import Fragment
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule, make_diagnostic


@dataclass(frozen=True)
class SourceText:
    """A Markdown text, the file that holds it, and the line on which it begins.

    ``problems`` are diagnostics on the file itself. ``mark`` is added after the text in a page that
    includes it. ``lines`` are the line numbers in the file, if lines were left out or inserted.
    """

    text: str
    file: str
    first_line: int = 1
    problems: tuple[Diagnostic, ...] = ()
    mark: Fragment | None = None
    lines: tuple[int, ...] = ()

    def make_problem(
        self, position: int, message: str, hint: str = "", rule: Rule | None = None
    ) -> Diagnostic:
        """Make a finding about the character at ``position`` of the text."""
        return make_diagnostic(self.file, self.find_line(position), message, hint, rule)

    def find_line(self, position: int) -> int:
        """Return the line of the file with the character at ``position`` of the text."""
        number = self.text.count("\n", 0, max(position, 0))
        return self.lines[number] if self.lines else self.first_line + number
