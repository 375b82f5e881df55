"""Cuts texts at stand-ins, and joins the pieces with a member's own values."""

from __future__ import annotations

import re

from aviso.core.project import Project
from aviso.site.member_shape import MemberShape
from aviso.site.member_values import SENTENCES_KIND, find_remains

# A text in pieces: each is text that all members have, or the number of a form of a value.
Cut = list[str | int]


class CannotCut(Exception):
    """A site cannot be cut at its stand-ins, so no member is filled into it."""


class Knife:
    """Cuts texts at the stand-ins of one shape.

    ``sentences`` are the forms of those in the place of sentences.
    """

    def __init__(self, shape: MemberShape, project: Project) -> None:
        by_value = shape.list_forms(project)
        self.sentences = [
            form
            for one, of_one in zip(shape.values, by_value, strict=True)
            for form in of_one
            if one.kind is SENTENCES_KIND
        ]
        forms = [form for of_one in by_value for form in of_one]
        self._value_of = [number for number, of_one in enumerate(by_value) for _ in of_one]
        self._cut: set[int] = set()
        self._numbers = {form: number for number, form in enumerate(forms)}
        if len(self._numbers) < len(forms):
            raise CannotCut("two stand-ins look the same")
        # The longest first: a day of two digits ends like one of one digit.
        longest = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile(f"({'|'.join(map(re.escape, longest))})")

    def cut(self, text: str) -> Cut:
        """Return the pieces of a text; one piece if it has no stand-in. Raises CannotCut."""
        pieces = self._pattern.split(text)
        if found := find_remains(pieces[::2]):
            raise CannotCut(f"a value is written in a way of its own: {found}")
        numbers = [self._numbers[piece] for piece in pieces[1::2]]
        self._cut.update(numbers)
        cut: Cut = [*pieces]
        cut[1::2] = numbers
        return cut

    @property
    def shown(self) -> frozenset[int]:
        """The numbers of the values whose stand-ins were cut out."""
        return frozenset(self._value_of[form] for form in self._cut)

    def keep(self, text: str) -> str:
        """Return a text that has no stand-in. Raises CannotCut if it has one."""
        if len(self.cut(text)) > 1:
            raise CannotCut("a value stands where all members have the same")
        return text

    def measure(self, content: bytes) -> int:
        """Return the size of a file without the stand-ins."""
        text = content.decode("utf-8", "replace")
        return len(content) - sum(len(one.encode()) for one in self._pattern.findall(text))


def join_cut(cut: Cut, forms: list[str]) -> str:
    """Return a text with these forms of values."""
    return "".join([forms[one] if isinstance(one, int) else one for one in cut])
