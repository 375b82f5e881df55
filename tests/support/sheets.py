"""Finds the sheets of a printed page that are more than half empty, or that end in a heading."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf import PdfReader

POINTS = 72
HEIGHTS = {"Letter": 11 * POINTS, "A4": 297 / 25.4 * POINTS}


@dataclass(frozen=True)
class Printed:
    """A printed page, the height of its paper and of the margin around it, in points."""

    pdf: bytes
    height: float
    edge: float

    @cached_property
    def sheets(self) -> list[Any]:
        """Its sheets, in their order."""
        return list(PdfReader(io.BytesIO(self.pdf)).pages)

    @property
    def text(self) -> str:
        """The text of all sheets."""
        return "".join(sheet.extract_text() for sheet in self.sheets)

    @cached_property
    def _last_lines(self) -> list[tuple[float, str]]:
        """The lowest line of each sheet before the last; a blank sheet counts as one of no text."""
        lines = [read_lines(sheet) for sheet in self.sheets[:-1]]
        return [min(each, key=lambda line: line[0], default=(self.height, "")) for each in lines]

    def empty(self) -> list[int]:
        """The numbers of the sheets before the last that are less than half full."""
        room = self.height - 2 * self.edge
        return [
            number
            for number, (at, _) in enumerate(self._last_lines, 1)
            if (self.height - self.edge - at) / room < 0.5
        ]

    def stranded(self, headings: Collection[str]) -> list[int]:
        """The numbers of the sheets before the last on which a heading stands last."""
        return [number for number, (_, text) in enumerate(self._last_lines, 1) if text in headings]


def read_lines(sheet: Any) -> list[tuple[float, str]]:
    """Return the height of each piece of text on a sheet above its lower edge, and the text."""
    found: list[tuple[float, str]] = []

    def take(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((height, text.strip()))

    sheet.extract_text(visitor_text=take)
    return found
