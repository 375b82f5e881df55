"""The location of a record, so that diagnostics can name the lines of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule, make_diagnostic
from aviso.core.yaml_positions import PositionedValue


@dataclass(frozen=True)
class SourceLocation:
    """Where a record is: its file, and the lines of its values."""

    file: str
    marked: PositionedValue
    prefix: tuple[str | int, ...] = ()

    @property
    def value(self) -> Any:
        """The record as it is written: plain values, checked or not."""
        value = self.marked.value
        for key in self.prefix:
            value = value[key]
        return value

    def find_line(self, path: tuple[str | int, ...]) -> int:
        """Return the line of the value at ``path`` of this record."""
        return self.marked.find_line(self.prefix + path)

    def make_problem(
        self,
        path: tuple[str | int, ...],
        message: str,
        hint: str = "",
        rule: Rule | None = None,
    ) -> Diagnostic:
        """Make a finding about the value at ``path`` of this record."""
        return make_diagnostic(self.file, self.find_line(path), message, hint, rule)
