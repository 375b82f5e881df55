"""Finds the texts in a YAML file, so that a part of one can be replaced in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.scanner import Scanner

# Escapes and folded line ends between double quotes (YAML 1.1, 5.4 and 9.1).
DOUBLE_QUOTED = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r?\n[ \t]*)|(.))|[\s\S]"
)
STARTS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
SINGLE_QUOTED = re.compile(r"''|[\s\S]")
PLAIN = re.compile(r"[\s\S]")


@dataclass(frozen=True)
class WrittenScalar:
    """A text in a YAML file: the line of its key or hyphen, and its position in the file."""

    line: int
    start: int
    end: int
    style: str

    def read(self, text: str) -> tuple[str, list[int]]:
        """Return the text without escapes, and the position of each of its characters.

        Line ends stay as they are; addresses have none. The last position is the end.
        """
        signs, places = [], []
        pattern = {'"': DOUBLE_QUOTED, "'": SINGLE_QUOTED}.get(self.style, PLAIN)
        for found in pattern.finditer(text, self.start, self.end):
            sign = _read_sign(found)
            signs.append(sign)
            places += [found.start()] * len(sign)
        return "".join(signs), [*places, self.end]

    def write(self, value: str) -> str:
        """Return a part of the text, escaped for this style of scalar."""
        return value.replace("'", "''") if self.style == "'" else value


def _read_sign(found: re.Match[str]) -> str:
    if found[0] == "''":
        return "'"
    if not found[0].startswith("\\") or not found.lastindex:
        return found[0]
    if found.lastindex <= 3:
        try:
            return chr(int(found[found.lastindex], 16))
        except ValueError:
            return found[0]
    if found.lastindex == 4:
        return ""
    return Scanner.ESCAPE_REPLACEMENTS.get(found[5], found[0])


def find_scalars(text: str) -> Iterator[WrittenScalar]:
    """Yield each value of a YAML text that is a scalar, in order. Raises YAMLError.

    Its line is the line of its key, or its own in a list, as in ``yaml_positions``.
    """
    # For each open collection: whether it is a mapping, and the line of the key that waits.
    open_ones: list[list[bool | int | None]] = []
    # By the stubs, an event may have no marks; those of the parser always do.
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        kind = type(event)
        if kind in ENDS:
            open_ones.pop()
            continue
        if kind not in (yaml.ScalarEvent, *STARTS):
            continue
        line = event.start_mark.line + 1
        if open_ones and open_ones[-1][0]:
            if open_ones[-1][1] is None:
                open_ones[-1][1] = line
                continue
            line, open_ones[-1][1] = int(open_ones[-1][1]), None
        if kind is yaml.ScalarEvent:
            yield WrittenScalar(
                line, event.start_mark.index, event.end_mark.index, event.style or ""
            )
        else:
            open_ones.append([kind is yaml.MappingStartEvent, None])
