"""A task for an executor, and its result: plain values, so that no renderer need be loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.site.proof import Proof

# The size in bytes and the digest of every file of a site, by its path.
Listing = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Task:
    """One site to build: of the project at ``root``, into ``folder``.

    Without a ``folder``, the result holds the files. ``relatives`` names the library, its system
    and its members. For the front page, ``summaries`` holds those of the published libraries as
    JSON, and ``others`` their ids. ``is_stock`` has MkDocs build the site. ``is_compressed`` asks
    for compressed files, which the folder ``published`` may already have. ``proof`` is the result
    of a browser's visit to the site. Without ``reads_cache``, nothing that earlier builds kept is
    used. A higher ``reading`` than the previous task's asks the worker to read the project again.
    ``shared`` is the digest of all that the members of one system have in common; without it, the
    site is made by itself.
    """

    root: str
    site_id: str
    folder: str | None = None
    relatives: tuple[str, ...] = ()
    summaries: dict[str, str] | None = None
    others: frozenset[str] = frozenset()
    is_stock: bool = False
    is_compressed: bool = False
    published: str | None = None
    proof: Proof | None = None
    reads_cache: bool = True
    reading: int = 0
    shared: str = ""


@dataclass
class BuildResult:
    """The result of a task.

    ``problems`` lists what is wrong, ``inputs`` names what the site depends on, ``summary`` is its
    summary for the front page, and ``listing`` lists its files. ``files`` holds their content if
    the task named no folder. Otherwise ``finished`` is when the last input had been read, by the
    clock of this machine (``time.monotonic_ns``), and ``newest`` the time of the newest file.
    ``found`` is what the next check need not look for again.
    """

    site_id: str
    problems: list[Diagnostic] = field(default_factory=list)
    inputs: list[str] = field(default_factory=list)
    summary: dict[str, Any] | None = None
    listing: Listing = field(default_factory=dict)
    files: dict[str, bytes] | None = None
    # Two ways to make a site are compared without these.
    finished: int | None = field(default=None, compare=False)
    newest: int | None = field(default=None, compare=False)
    found: dict[str, Any] | None = field(default=None, compare=False)

    @property
    def is_sound(self) -> bool:
        """Tell whether the site can be published."""
        return not has_errors(self.problems)


@dataclass(frozen=True)
class BuildOptions:
    """How to build sites.

    ``is_forced`` builds unchanged ones too, ``is_stock`` has MkDocs build them, and
    ``is_compressed`` adds compressed files. ``prove`` opens a built site in a browser: it takes
    the task and its result, and returns a new result with the proof or with problems.
    """

    is_forced: bool = False
    is_stock: bool = False
    is_compressed: bool = False
    prove: Callable[[Task, BuildResult], BuildResult] | None = None


DEFAULT_OPTIONS = BuildOptions()
