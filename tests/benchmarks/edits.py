"""Turns a built project into one with something changed.

It makes sure afterwards that readers get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .invented_libraries import vendor_name
from .invented_names import TENTH, library_id, uses_tenth

PUBLIC = "public"
# A library that is neither a system nor a member, and does not use the vendor that is edited.
EDITED = 0


def users(libraries: int) -> list[str]:
    """The libraries that use the vendor that is edited."""
    return [library_id(index) for index in range(libraries) if uses_tenth(index)]


class SentenceEdit:
    """Puts another sentence on one page of one library, and checks that it is published."""

    def __init__(self, project: Path, numbers: Iterator[int]) -> None:
        self.page = project / "docs" / library_id(EDITED) / "en" / "choices.md"
        self.published = project / PUBLIC / library_id(EDITED) / "choices" / "index.html"
        self.numbers = numbers
        self.original = self.page.read_text("utf-8")
        self.sentence = ""

    def make(self) -> None:
        """Save the page with a sentence that it never had."""
        self.sentence = f"The office moved to room {next(self.numbers)} this week."
        self.page.write_text(f"{self.original}\n{self.sentence}\n", "utf-8")

    def undo(self) -> None:
        """Put the page back as it was."""
        self.page.write_text(self.original, "utf-8")

    def check(self) -> None:
        """Make sure that readers get the sentence."""
        assert self.sentence in self.published.read_text("utf-8"), (
            f"{self.published} has no new sentence"
        )


class VendorEdit:
    """Gives a vendor another name.

    Checks that every library that uses it, and no other, publishes the name.
    """

    def __init__(self, project: Path, numbers: Iterator[int], expected: list[str]) -> None:
        self.record = project / "data" / "vendors" / f"{TENTH}.yml"
        self.public = project / PUBLIC
        self.numbers = numbers
        self.expected = expected
        self.original = self.record.read_text("utf-8")
        self.name = ""

    def make(self) -> None:
        """Save the vendor's record with a name that it never had."""
        self.name = f"{vendor_name(0)} {next(self.numbers)} Company"
        self.record.write_text(
            self.original.replace(f"name: {vendor_name(0)}\n", f"name: {self.name}\n"), "utf-8"
        )

    def undo(self) -> None:
        """Put the record back as it was."""
        self.record.write_text(self.original, "utf-8")

    def check(self) -> None:
        """Make sure that readers of all those libraries get the name."""
        pages = self.public.glob("*/companies/index.html")
        assert sorted(
            page.parent.parent.name for page in pages if self.name in page.read_text("utf-8")
        ) == sorted(self.expected)
