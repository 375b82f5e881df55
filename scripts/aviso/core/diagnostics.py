"""The one form of every finding: its place, what is wrong, what to do, and the rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One problem that somebody has to correct.

    ``file`` is relative to the project, ``line`` counts from 1, ``message`` says what is wrong and
    ``hint`` what to do. ``rule`` is the id of the broken rule (``aviso.core.rules``), ``ids`` name
    the records concerned, and ``accepted`` is the reason if somebody has accepted it. Diagnostics
    sort by file, line and message.
    """

    file: str
    line: int
    message: str
    hint: str = ""
    severity: Severity = "error"
    rule: str = ""
    ids: tuple[str, ...] = ()
    accepted: str = ""

    def __post_init__(self) -> None:
        for name in ("file", "message", "hint"):
            object.__setattr__(self, name, make_readable(getattr(self, name)))

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        return f"{self.file}, line {self.line}: {mark}{self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.message.rstrip('.')}. {self.hint}".strip() if self.hint else self.message

    @property
    def label(self) -> str:
        """The rule with the ids by which a finding of it can be accepted.

        For example: ``facts/two-retentions: web-log, traffic-log``.
        """
        return f"{self.rule}: {', '.join(self.ids)}" if self.ids else self.rule

    def assign_rule(self, rule: str, severity: Severity) -> Diagnostic:
        """Return the same finding with a rule."""
        return self._replace(rule=rule, severity=severity)

    def accept(self, reason: str) -> Diagnostic:
        """Return the same finding, accepted for a reason."""
        return self._replace(accepted=reason)

    def add_hint(self, hint: str) -> Diagnostic:
        """Return the same finding with another sentence on what to do."""
        return self._replace(hint=f"{self.hint} {hint}".strip())

    def _replace(self, **values: str) -> Diagnostic:
        # The texts are not made readable a second time.
        changed = copy(self)
        for name, value in values.items():
            object.__setattr__(changed, name, value)
        return changed


# A quoted value may have any length; this much of it is enough to find it.
QUOTED_CHARACTERS = 60
MAXIMUM_CHARACTERS = 600
QUOTATION = re.compile(r'"[^"]*"')


def make_readable(text: str) -> str:
    """Return ``text`` on one line, with long quotations cut.

    Invisible characters are written out, like U+202E.
    """
    text = QUOTATION.sub(_cut_quotation, text)
    text = text if len(text) <= MAXIMUM_CHARACTERS else f"{text[:MAXIMUM_CHARACTERS]}…"
    return "".join(
        character if character.isprintable() else _write_out(character) for character in text
    )


def _cut_quotation(quotation: re.Match[str]) -> str:
    quoted = quotation[0]
    return quoted if len(quoted) <= QUOTED_CHARACTERS + 20 else f'{quoted[:QUOTED_CHARACTERS]}…"'


def _write_out(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        # Python's surrogate for a byte of a file name that is not UTF-8.
        return f"\\x{ord(character) - 0xDC00:02x}"
    is_space = character in "\t\n\r" or unicodedata.category(character).startswith("Z")
    return " " if is_space else f"[U+{ord(character):04X}]"


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Tell whether any problem is an error, not just a warning."""
    return any(problem.severity == "error" for problem in problems)
