"""Rules on a library's branding: text on its color is readable, and its logo is a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aviso.checks.contrast import (
    MINIMUM_CONTRAST,
    WHITE,
    compute_contrast,
    find_nearest_fit,
    is_fit_under_white,
)
from aviso.checks.records import list_libraries
from aviso.content.images import find_logo_fault
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.fields import COLOR_PATTERN
from aviso.model.records import Records
from aviso.model.references import find_values

COLOR_TOO_LIGHT = Rule(
    "facts/color-too-light",
    "White text on the library's color is too hard to read",
    why="The name of the library is shown in white on this color. Below a contrast of 4.5, people "
    "with low vision and readers in sunlight cannot read it (WCAG 2.2, 1.4.3).",
    cure="Write the nearest color that the message names, or another dark one from the library's "
    "own design.",
)


@COLOR_TOO_LIGHT.check
def colors_can_be_read(records: Records) -> Iterator[Diagnostic]:
    """White text on the library's color has enough contrast."""
    for _, place in list_libraries(records):
        for path, color in find_values(place.value, ("branding", "color")):
            if re.fullmatch(COLOR_PATTERN, color) and not is_fit_under_white(color):
                yield place.make_problem(
                    path,
                    f'white text on the color "{color}" is too hard to read '
                    f"(contrast {compute_contrast(color, WHITE):.1f}; at least {MINIMUM_CONTRAST})",
                    f'The nearest color that works is "{find_nearest_fit(color)}".',
                )


def logos_are_images(records: Records) -> Iterator[Diagnostic]:
    """A logo is a picture in the library's own folder, with nothing active in it."""
    for name, place in list_libraries(records):
        for path, logo in find_values(place.value, ("branding", "logo")):
            fault = find_logo_fault(records.project.docs / name / "assets", logo)
            if fault:
                yield place.make_problem(path, *fault)


BRANDING_CHECKS: tuple[Callable[[Records], Iterator[Diagnostic]], ...] = (
    colors_can_be_read,
    logos_are_images,
)
