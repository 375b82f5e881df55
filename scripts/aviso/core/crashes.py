"""Makes a finding of a fault of Aviso in one piece of work, so that all other pieces go on.

Faulty code must be loud, so nothing else in Aviso catches every exception. But a library whose page
brings out such a fault must not keep those of all others from being checked and published.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

PACKAGE = Path(__file__).parents[1]

CRASHED = Rule(
    "build/fault-of-aviso",
    "Aviso itself failed at one site",
    why="A library keeps the site that it had, and the others go on. The message names the place "
    "in Aviso's code, from which its developers can tell what happened.",
    cure="Report the message. Until then, undo the last change of that library.",
    found_by="aviso build",
)


def report_crash(site_id: str, error: Exception) -> Diagnostic:
    """Say where in Aviso's code an exception was raised while it worked at a site."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{Path(frame.filename).relative_to(PACKAGE).as_posix()}, line {frame.lineno}"
        for frame in frames
        if Path(frame.filename).is_relative_to(PACKAGE)
    ]
    where = f" in aviso/{places[-1]}" if places else ""
    words = " ".join(str(error).split())
    return CRASHED.at(
        f"docs/{site_id}",
        1,
        f"stopped at an unexpected {type(error).__name__}{where}: {words[:200]}",
        "This is a bug in Aviso, not an error in the data: please report it.",
    )
