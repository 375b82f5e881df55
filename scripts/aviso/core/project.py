"""A project on disk: its settings, its languages, and where everything lies.

The command line makes one ``Project``, each worker makes one, and functions take it in the place of a
path to ask the disk with. What is made from it once a process (message catalogs, template
environments, the Markdown converter) is kept with it, so that a new ``Project`` forgets the old one's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import yaml

from aviso.core import safe_files
from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import CONFIGURATION, Locales, find_locale_problems, read_locales

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

LAWS_FILE = "data/laws.yml"
ACCEPTED_FILE = "data/accepted.yml"
REVIEW_POLICY_FILE = "data/care.yml"
# The front page's own name, color and texts; a project may have none.
FRONT_FILE = "data/front.yml"
# The register of the privacy policies that are watched; a project may have none.
WATCH_FILE = "data/watch.yml"


class Project:
    """The folder with ``mkdocs.yml``, ``data/``, ``docs/`` and ``overrides/`` that a person works in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: dict[tuple[Any, ...], Any] = {}

    def __repr__(self) -> str:
        return f"Project({str(self.root)!r})"

    def once(
        self,
        make: Callable[Concatenate[Project, Arguments], Made],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Made:
        """Return ``make(project, *arguments)``, made at the first call and kept as long as the project."""
        key = (make, *arguments, *sorted(named.items()))
        if key not in self._made:
            self._made[key] = make(self, *arguments, **named)
        found: Made = self._made[key]
        return found

    def forget(self, make: Callable[..., Any]) -> None:
        """Drop what ``once`` keeps of ``make``, so that the next call makes it again."""
        self._made = {key: value for key, value in self._made.items() if key[0] is not make}

    # Settings

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The settings in mkdocs.yml as plain texts, read without MkDocs."""
        text = (self.root / CONFIGURATION).read_text("utf-8")
        settings: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)
        return settings

    @cached_property
    def locales(self) -> Locales:
        """The languages of the project; an entry with a fault is left out (see ``locale_problems``)."""
        return read_locales(self.settings)

    @property
    def markdown_extensions(self) -> list[str | dict[str, dict[str, object]]]:
        """The Markdown extensions of mkdocs.yml, as they are written there."""
        extensions: list[str | dict[str, dict[str, object]]] = self.settings["markdown_extensions"]
        return extensions

    @cached_property
    def locale_problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the list of languages, each at its line of mkdocs.yml."""
        return tuple(find_locale_problems((self.root / CONFIGURATION).read_text("utf-8")))

    @property
    def front_address(self) -> str:
        """The address of the front page that leads to every library: ``site_url`` in mkdocs.yml."""
        return str(self.settings.get("site_url") or "")

    def usual_address(self, library_id: str) -> str:
        """Where a notice is published whose library names no address: in a folder below the front page."""
        return f"{self.front_address}{library_id}/"

    # Places

    @property
    def data(self) -> Path:
        """The folder of facts."""
        return self.root / "data"

    @property
    def docs(self) -> Path:
        """The folder of pages."""
        return self.root / "docs"

    @property
    def theme(self) -> Path:
        """The folder of templates, catalogs and assets."""
        return self.root / "overrides"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again at any time; losing it costs time only."""
        return self.root / ".aviso"

    def library_file(self, library_id: str) -> Path:
        """The file that a library's facts stand in."""
        return self.data / "libraries" / f"{library_id}.yml"

    def vendor_file(self, vendor_id: str) -> Path:
        """The file that a vendor's facts stand in."""
        return self.data / "vendors" / f"{vendor_id}.yml"

    def catalog_file(self, locale: str) -> Path:
        """The file with the words of the interface in one language."""
        return self.theme / "locales" / f"{locale}.yml"

    # Reading

    def name_of(self, path: Path) -> str:
        """Name a file as diagnostics do: relative to the project, with forward slashes."""
        return safe_files.relative_name(path, self.root)

    def read_text(
        self, path: Path, maximum: int = safe_files.MAXIMUM_BYTES
    ) -> tuple[str, list[Diagnostic]]:
        """Return the text of a file and what is wrong with it (see ``safe_files.read_text``)."""
        return safe_files.read_text(path, self.root, maximum)
