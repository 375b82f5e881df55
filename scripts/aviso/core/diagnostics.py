"""One wording for every complaint: where it is, what is wrong, what to do."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One thing that somebody has to mend.

    ``file`` is relative to the project, ``line`` counts from 1, ``message`` says what is wrong and ``hint`` what to do.
    Problems sort by file, line and message.
    """

    file: str
    line: int
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        for name in ("file", "message", "hint"):
            object.__setattr__(self, name, _readable(getattr(self, name)))

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        return f"{self.file}, line {self.line}: {mark}{self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.message.rstrip('.')}. {self.hint}".strip() if self.hint else self.message


# A value that a problem quotes may be of any length; this much of it is enough to find it.
QUOTED_CHARACTERS = 60
MAXIMUM_CHARACTERS = 600
QUOTATION = re.compile(r'"[^"]*"')


def _readable(text: str) -> str:
    """Return ``text`` on one line, with long quotations cut and with what cannot be seen written out, like U+202E."""
    text = QUOTATION.sub(_cut, text)
    text = text if len(text) <= MAXIMUM_CHARACTERS else f"{text[:MAXIMUM_CHARACTERS]}…"
    return "".join(
        character if character.isprintable() else _written_out(character) for character in text
    )


def _cut(quotation: re.Match[str]) -> str:
    quoted = quotation[0]
    return quoted if len(quoted) <= QUOTED_CHARACTERS + 20 else f'{quoted[:QUOTED_CHARACTERS]}…"'


def _written_out(character: str) -> str:
    is_space = character in "\t\n\r" or unicodedata.category(character).startswith("Z")
    return " " if is_space else f"[U+{ord(character):04X}]"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None if none is like it."""
    as_known = {name.lower(): name for name in known}
    close = difflib.get_close_matches(
        word[:QUOTED_CHARACTERS].lower(), sorted(as_known), n=1, cutoff=0.5
    )
    return as_known[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` for the known word most like ``word``, or nothing if none is like it."""
    close = closest(word, known)
    return f'Did you mean "{close}"?' if close else ""


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Tell whether any problem is an error, not just a warning."""
    return any(problem.severity == "error" for problem in problems)


def as_text(problems: Iterable[Diagnostic]) -> str:
    """One problem a line, sorted by file and line, each said once."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))


def as_json(problems: Iterable[Diagnostic]) -> str:
    """A JSON list of objects with file, line, severity, message and hint."""
    rows = [
        {
            "file": p.file,
            "line": p.line,
            "severity": p.severity,
            "message": p.message,
            "hint": p.hint,
        }
        for p in sorted(set(problems))
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Diagnostic]) -> str:
    """Workflow commands that annotate the lines of a change (GitHub's ``::error file=…,line=…::message``)."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    return "\n".join(
        f"::{p.severity} file={escaped(p.file).replace(',', '%2C').replace(':', '%3A')},line={p.line}::{escaped(p.sentence)}"
        for p in sorted(set(problems))
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
