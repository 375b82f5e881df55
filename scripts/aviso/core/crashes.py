"""Reports a bug in Aviso that stops one site as a finding, so that all other sites go on.

Bugs must be loud, so no other code in Aviso catches every exception. But if one library's page
triggers a bug, all other libraries must still be checked and published.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

PACKAGE = Path(__file__).parents[1]

CRASHED = Rule(
    "build/fault-of-aviso",
    "Aviso itself failed on one site",
    why="The library's published site stays as it was, and the others go on. The message names the "
    "place in Aviso's code, which tells its developers what happened.",
    cure="Report the message. Until the bug is fixed, undo the last change to that library.",
    found_by="aviso build",
)


def report_crash(site_id: str, error: Exception) -> Diagnostic:
    """Return a finding that says where in Aviso's code an exception stopped work on a site."""
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
