"""What a build and a check find alike on the pages of a library, so that one can tell the other."""

from __future__ import annotations

from dataclasses import dataclass

from aviso.core.diagnostics import Diagnostic


@dataclass(frozen=True)
class PageFindings:
    """What a build and a check ask alike of a library whose site can be composed.

    ``own`` is None if nobody has asked whether the notice is its library's own.
    """

    own: list[Diagnostic] | None
    pages: list[Diagnostic]
    missing_sections: list[Diagnostic]
