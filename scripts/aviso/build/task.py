"""What goes to a process that makes sites and what comes back: plain values, known without all that making a site takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aviso.core.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from aviso.site.proof import Proof

# The size and the digest of every file of a site, by path.
Listing = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Task:
    """One site to make: of which project, into which folder (None: the files are returned), and what is known of others.

    ``is_compressed`` asks for compressed files beside the originals; ``published`` is the folder that may have them already.
    ``proof`` is what a browser found out about the site.
    """

    root: str
    site_id: str
    folder: str | None = None
    relatives: tuple[str, ...] = ()
    cards: dict[str, Any] | None = None
    others: frozenset[str] = frozenset()
    is_stock: bool = False
    is_compressed: bool = False
    published: str | None = None
    proof: Proof | None = None


@dataclass
class BuildResult:
    """What became of a job: the problems, the names of the inputs, the card for the front page, the sizes and digests of the files."""

    site_id: str
    problems: list[Diagnostic] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    card: dict[str, Any] | None = None
    listing: Listing = field(default_factory=dict)
    files: dict[str, bytes] | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether the site can be published."""
        return not has_errors(self.problems)
