"""A project on disk: its settings, its languages, and the places of its files.

Files that a project does not have come with Aviso (``aviso.core.package``). The project and the
package are two layers, and the project's comes first. In the repository of Aviso they are one.

The command line makes one ``Project``, and so does each worker; functions take it instead of a
path. It keeps the objects that are made from it once per process (message catalogs, template
environments, the Markdown converter), so a new ``Project`` begins without them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from aviso.core import litter, package, safe_files
from aviso.core.diagnostics import Diagnostic
from aviso.core.file_states import State, read_state
from aviso.core.host_names import encode_link
from aviso.core.locales import Locales, find_locale_problems, read_locales
from aviso.core.settings import CONFIGURATION, Settings, read_settings

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

LIBRARIES_FOLDER = "data/libraries"
VENDORS_FOLDER = "data/vendors"
TERMS_FOLDER = "data/terms"
TRANSLATIONS_FOLDER = "data/translations"
LAWS_FILE = "data/laws.yml"
# Laws that have a file of their own, beside those of the register.
LAWS_FOLDER = "data/laws"
# In these folders, a file of the project replaces only parts of the package's file.
MERGED_FOLDERS = (TERMS_FOLDER, "overrides")
# The folders of facts that libraries share.
SHARED_FOLDERS = (TERMS_FOLDER, VENDORS_FOLDER, LAWS_FOLDER, TRANSLATIONS_FOLDER)
ACCEPTED_FILE = "data/accepted.yml"
REVIEW_POLICY_FILE = "data/care.yml"
# The front page's own name, color and texts; a project may have none.
FRONT_FILE = "data/front.yml"
# The register of the privacy policies that are watched; a project may have none.
WATCH_FILE = "data/watch.yml"


def name_library_file(library_id: str) -> str:
    """Return the name of the file with a library's facts, as diagnostics write it."""
    return f"{LIBRARIES_FOLDER}/{library_id}.yml"


def name_vendor_file(vendor_id: str) -> str:
    """Return the name of the file with a vendor's facts."""
    return f"{VENDORS_FOLDER}/{vendor_id}.yml"


def name_terms_file(vocabulary: str) -> str:
    """Return the name of the file with the terms of a vocabulary."""
    return f"{TERMS_FOLDER}/{vocabulary}.yml"


class Project:
    """The folder that a person works in, with ``mkdocs.yml``, ``data/``, ``docs/``, ``overrides/``.

    Missing files come from the folder ``shared``, or from the package if that is None; if
    ``shared`` is the project's own root, there are no others. If ``reads_cache`` is false, nothing
    is read that earlier runs kept.
    """

    def __init__(self, root: Path, shared: Path | None = None, *, reads_cache: bool = True) -> None:
        self.root = root
        self.reads_cache = reads_cache
        self._shared = shared
        self._made: dict[tuple[Any, ...], Any] = {}
        # The states of files when they were first read, for commands that edit them later.
        self.states: dict[str, State | None] = {}

    def __repr__(self) -> str:
        return f"Project({str(self.root)!r})"

    def copy_without_cache(self) -> Project:
        """Return the same project, which reads nothing that earlier runs kept."""
        return Project(self.root, self._shared, reads_cache=False)

    def make_once(
        self,
        make: Callable[Concatenate[Project, Arguments], Made],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Made:
        """Return ``make(project, *arguments)``, which is called once and kept with the project."""
        key = (make, *arguments, *sorted(named.items())) if named else (make, *arguments)
        if key not in self._made:
            self._made[key] = make(self, *arguments, **named)
        found: Made = self._made[key]
        return found

    def take_over(self, make: Callable[[Project], Made], made: Made) -> None:
        """Keep what ``make`` would return, because somebody has made it for another reason."""
        self._made[make,] = made

    def forget(self, make: Callable[..., Any]) -> None:
        """Drop the results that ``make_once`` keeps for ``make``."""
        self._made = {key: value for key, value in self._made.items() if key[0] is not make}

    # Settings

    @cached_property
    def settings(self) -> Settings:
        """The settings in mkdocs.yml as plain texts, read without MkDocs, and what is wrong."""
        return read_settings(self.root / CONFIGURATION)

    @cached_property
    def locales(self) -> Locales:
        """The languages of the project, without invalid entries (see ``locale_problems``)."""
        return read_locales(self.settings.values)

    @cached_property
    def markdown_extensions(self) -> list[str | dict[str, dict[str, object]]]:
        """The Markdown extensions of mkdocs.yml, each a name, or a name with its options."""
        found = self.settings.list_entries("markdown_extensions")
        return [name if options is None else {name: options} for name, options, _ in found]

    @cached_property
    def locale_problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the list of languages, each at its line of mkdocs.yml."""
        return tuple(find_locale_problems(self.settings))

    @property
    def front_address(self) -> str:
        """The address of the front page that leads to every library: ``site_url`` in mkdocs.yml.

        As in MkDocs, it ends with a slash even if none is written.
        """
        # An invalid address stays as it is; checks.settings reports it.
        address = encode_link(str(self.settings.values.get("site_url") or ""))
        return address if address.endswith("/") or not address else f"{address}/"

    def make_usual_address(self, library_id: str) -> str:
        """Return the address of a notice whose library does not name one: below the front page."""
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
        """The project's own folder of templates, catalogs and assets; the package has others."""
        return self.root / "overrides"

    @property
    def cache(self) -> Path:
        """The folder of caches, which Aviso can make again; losing it costs only time."""
        return self.root / ".aviso"

    def locate_library(self, library_id: str) -> Path:
        """Return the file with a library's facts."""
        return self.root / name_library_file(library_id)

    def locate_vendor(self, vendor_id: str) -> Path:
        """Return the path of the project's own file with a vendor's facts; it may not exist."""
        return self.root / name_vendor_file(vendor_id)

    def locate_law(self, law_id: str) -> Path:
        """Return the path of the project's own file with a law; it may not exist."""
        return self.data / "laws" / f"{law_id}.yml"

    # The project over the package

    @cached_property
    def shared(self) -> Path | None:
        """The folder of files that come with Aviso; None if the project itself is that folder."""
        folder = self._shared or package.find_shared_folder()
        is_itself = folder == self.root or (
            folder.is_dir() and self.root.is_dir() and folder.samefile(self.root)
        )
        return None if is_itself else folder

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """The folders that a file can come from, the project's own first."""
        return (self.root,) if self.shared is None else (self.root, self.shared)

    def list_layers(self, name: str) -> tuple[Path, ...]:
        """Return where a file or folder may be (``data/terms``), the project's own place first."""
        may_be_shared = self.shared is not None and package.is_shared(name)
        return tuple(layer / name for layer in (self.layers if may_be_shared else (self.root,)))

    def find(self, name: str) -> Path:
        """Return the file of that name: the project's or, if it has none, the package's.

        If neither has one, return its place in the project.
        """
        places = self.list_layers(name)
        return next((place for place in places if os.path.lexists(place)), places[0])

    def list_files(self, folder: str, suffix: str) -> dict[str, Path]:
        """Return the files of a folder that end in ``suffix``, by name and in order.

        The project's files replace the package's.
        """
        found: dict[str, Path] = {}
        for place in self.list_layers(folder):
            for path in litter.list_files(place, f"*{suffix}"):
                found.setdefault(path.name, path)
        return dict(sorted(found.items()))

    def locate_model(self, name: str) -> Path:
        """Return a file or folder of the model library, from which new libraries are copied."""
        own = self.root / name
        if self.shared is None or own.exists() or not package.is_model_file(name):
            return own
        return self.shared / name

    # Reading

    def has(self, path: Path) -> bool:
        """Tell whether a file exists, and remember its state for commands that write it."""
        self.states.setdefault(str(path), read_state(path))
        return os.path.lexists(path)

    def name_file(self, path: Path) -> str:
        """Name a file as diagnostics do: relative to the project, with forward slashes.

        A file of the package is named ``aviso:…``.
        """
        name = safe_files.make_relative_name(path, self.root)
        if self.shared is not None and os.path.isabs(name):
            found = safe_files.make_relative_name(path, self.shared)
            return name if found == name else package.PREFIX + found
        return name

    def locate(self, name: str) -> Path:
        """Return the file that a diagnostic names."""
        if self.shared is not None and package.is_package_file(name):
            return self.shared / name.removeprefix(package.PREFIX)
        return self.root / name

    def is_own(self, path: Path) -> bool:
        """Tell whether a file is the project's own, not the package's."""
        return not package.is_package_file(self.name_file(path))

    def read_text(
        self, path: Path, maximum: int = safe_files.MAXIMUM_BYTES
    ) -> tuple[str, list[Diagnostic]]:
        """Return the text of a file and what is wrong with it (see ``safe_files.read_text``)."""
        name = self.name_file(path)
        if (place := str(path)) not in self.states:
            self.states[place] = read_state(path)
        # Installers may link the files of a package; a link in a project leads somewhere else.
        root = None if package.is_package_file(name) else self.root
        return safe_files.read_text(path, root, maximum, name)
