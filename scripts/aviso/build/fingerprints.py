"""Fingerprints of a site's inputs: they tell whether the published site is up to date.

Contents decide, never times. A site depends on named inputs: files ("data/vendors/hoopla.yml"),
whole folders ("docs/sonoma/"), entries of a register ("data/laws.yml#ny-cplr-4509") and Aviso
itself ("aviso": its code, templates, configuration, and the versions of its packages). A published
site carries the digests of its inputs in a small file (``stamps.STAMP``). The file is published in
one step with the pages, so that the two cannot disagree.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import aviso
from aviso.build.file_digests import (
    Inputs,
    NamedDigests,
    digest,
    digest_inputs,
    read_content,
    walk_files,
)
from aviso.build.installed_packages import list_installed_versions
from aviso.build.touched_files import FileStates
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.litter import is_record
from aviso.core.package import INSTALLED, PREFIX, SHARED_FILES, is_shared
from aviso.core.project import (
    FRONT_FILE,
    LAWS_FILE,
    LIBRARIES_FOLDER,
    MERGED_FOLDERS,
    SHARED_FOLDERS,
    Project,
)
from aviso.core.safe_files import WATCH_FILE, is_link
from aviso.core.yaml_positions import parse_yaml
from aviso.model.membership import MembershipHeader, MembershipHeaderCache

AVISO = "aviso"
MEMBERS = "members of "
AVISO_PARTS = ("overrides", "mkdocs.yml", "requirements.lock")
COMPILED = (".pyc", ".pyo")
# Inputs to remember as untouched: those that sites share, and the last sites' own.
UNTOUCHED = 10_000


class Fingerprints:
    """The digests of all inputs of a project, read once at the start of a build."""

    def __init__(self, project: Project) -> None:
        self.project = project
        # A build joins very many paths, and joining strings is much faster than joining Path
        # objects.
        self._place = str(project.root)
        self._files: dict[str, Inputs] = {}
        self._heads: dict[str, MembershipHeader] = {}
        self._states = FileStates()
        # Folders that were read without the states of their files: to ask takes as long as to read.
        self._only_compared: set[str] = set()
        # When each input was last found untouched.
        self._untouched: dict[str, int] = {}
        self.digests = NamedDigests(self.find_digest)

    def find_digest(self, name: str) -> str:
        """Return the digest of the named input; "" if it does not exist."""
        if name == AVISO:
            return self._aviso
        if name.startswith(MEMBERS):
            members = ",".join(sorted(self.list_members(name.removeprefix(MEMBERS))))
            return digest(members.encode("utf-8", "surrogateescape"))
        path, _, entry = name.partition("#")
        if entry:
            # Read the package's register only if the project's does not have the entry.
            places = self.project.list_layers(path)
            found = (self.digest_entries(place).get(entry) for place in places)
            return next((value for value in found if value is not None), "")
        if name.endswith("/"):
            return self._digest_folder(name.rstrip("/"))
        folder, _, file = name.rpartition("/")
        if name == FRONT_FILE:
            return self._digest_file(name)
        own = self._digest_files_in(folder).get(file, "")
        if self.project.shared is None or name not in SHARED_FILES:
            return own
        path = f"{self.project.shared}/{name}"
        # An unreadable file differs from every other, even from itself. A missing one does not.
        theirs = digest(read_content(path)) if os.path.lexists(path) else ""
        return digest(f"{own} {theirs}".encode()) if theirs else own

    def read_now(self, site_ids: Iterable[str]) -> None:
        """Read every input of these sites now.

        What is edited during the build then counts as changed in the next one.
        """
        names = {
            name for site_id in site_ids for name in (site_id, self.systems.get(site_id)) if name
        }
        folders = (
            *SHARED_FOLDERS,
            *(f"docs/{SHARED}/{locale}" for locale in self.project.locales.locales),
            *(f"docs/{name}" for name in (EVERY_LIBRARY, FRONT, *names)),
        )
        for folder in folders:
            self._digest_files_in(folder)
        self._digest_file(FRONT_FILE)
        for name in (LAWS_FILE, WATCH_FILE):
            for place in self.project.list_layers(name):
                self.digest_entries(place)
        self.find_digest(AVISO)

    def find_digests(self, names: Iterable[str]) -> Inputs:
        """Return the digests of the named inputs."""
        return {name: self.digests[name] for name in names}

    def forget(self, library_id: str) -> None:
        """Drop what is known of a library's pages (much memory), unless its members have them."""
        if not self.list_members(library_id):
            self._drop(f"docs/{library_id}")

    def _drop(self, folder: str) -> None:
        self._only_compared.discard(folder)
        self._files.pop(folder, None)
        self.digests.pop(f"{folder}/", None)
        for layer in self.project.layers:
            self._states.forget(f"{layer}/{folder}")

    def find_touched(self, names: Iterable[str], finished: int | None = None) -> str:
        """Return a file or folder of these inputs that was touched since it was read; "" if none.

        Its digest may be the same again: what was read in between need not be. ``finished`` is when
        a site had read them all (``time.monotonic_ns``). What was untouched after that, when the
        site before was published, is not looked at again.
        """
        if len(self._untouched) > UNTOUCHED:
            self._untouched.clear()
        for name in dict.fromkeys(name.partition("#")[0] for name in names):
            if finished is not None and self._untouched.get(name, -1) >= finished:
                continue
            now = time.monotonic_ns()
            for top, path in self._list_places(name):
                if touched := self._states.find_touched(top, path):
                    return touched
            self._untouched[name] = now
        return ""

    def _list_places(self, name: str) -> Iterator[tuple[str, str | None]]:
        """Yield where an input is read from: a folder or file, and which file of the folder."""
        if name == AVISO:
            for part in AVISO_PARTS:
                yield from ((str(place), None) for place in self.project.list_layers(part))
        elif not name.startswith(MEMBERS):
            for layer in self.project.layers:
                path = f"{layer}/{name.rstrip('/')}"
                yield path, None
                if not name.endswith("/"):
                    yield os.path.dirname(path), path

    @cached_property
    def libraries(self) -> list[str]:
        """The ids of all libraries that have a file."""
        # Reading the folder fills ``_heads`` as well.
        return sorted(
            name.removesuffix(".yml")
            for name in self._digest_files_in(LIBRARIES_FOLDER)
            if is_record(name)
        )

    @cached_property
    def systems(self) -> dict[str, str | None]:
        """The id of the system that each library's file names; None without one."""
        return {name: self._heads[name].system for name in self.libraries}

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The address of each library: the one in its file, or else the usual one."""
        usual = self.project.make_usual_address
        return {name: self._heads[name].address or usual(name) for name in self.libraries}

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for name, system in self.systems.items():
            if system and system != name:
                members.setdefault(system, []).append(name)
        return members

    def list_members(self, system: str) -> list[str]:
        """Return the ids of the libraries that name ``system`` as theirs."""
        return self._members.get(system, [])

    def list_family(self, library_id: str) -> tuple[str, ...]:
        """Return the ids that a library's notice needs: its own, its system's, its members'."""
        system = self.systems.get(library_id)
        systems = [system] if system else []
        return tuple(dict.fromkeys([library_id, *systems, *self.list_members(library_id)]))

    def _digest_files_in(self, folder: str, *, is_only_compared: bool = False) -> Inputs:
        """Return the digest of each file below a folder of the project and of the package.

        If it ``is_only_compared``, it is read again before anything is made from it.
        """
        if not is_only_compared and folder in self._only_compared:
            self._drop(folder)
        if folder not in self._files:
            if is_only_compared:
                self._only_compared.add(folder)
            has_members = folder == LIBRARIES_FOLDER
            known = MembershipHeaderCache(self.project, self._aviso) if has_members else None
            found = self._read_folder(folder, self._place, known)
            if known:
                known.keep()
            if self.project.shared is not None and is_shared(folder):
                theirs = self._read_folder(folder, str(self.project.shared))
                if folder in MERGED_FOLDERS:
                    found |= {PREFIX + name: value for name, value in theirs.items()}
                else:
                    found = {**theirs, **found}
            self._files[folder] = found
        return self._files[folder]

    def _read_folder(
        self, folder: str, place: str, heads: MembershipHeaderCache | None = None
    ) -> Inputs:
        top = f"{place}/{folder}"

        def note(path: str) -> None:
            if folder not in self._only_compared:
                self._states.note(top, path)

        is_own = place == self._place
        # Loading refuses a file that is reached through a link, whatever it holds.
        is_linked = is_own and is_link(top, place)
        found: Inputs = {}
        for name, entry in walk_files(top, note):
            note(entry.path)
            content = read_content(entry.path)
            is_link_itself = is_own and entry.is_symlink()
            found[name] = digest(
                b"a link to " + content if is_linked or is_link_itself else content
            )
            if heads and is_record(name):
                self._heads[name.removesuffix(".yml")] = heads.find_head(found[name], content)
        return found

    def _digest_file(self, name: str) -> str:
        """Return the digest of a file in ``data`` without reading the folders beside it."""
        if name not in self._files:
            path = f"{self._place}/{name}"
            self._states.note(path, path)
            is_linked = is_link(path, self._place)
            content = (b"a link to " if is_linked else b"") + read_content(path)
            self._files[name] = {"": digest(content) if os.path.lexists(path) else ""}
        return self._files[name][""]

    def _digest_folder(self, folder: str) -> str:
        is_pages = folder.startswith("docs/") and not folder.startswith("docs/_")
        listing = self._digest_files_in(folder, is_only_compared=is_pages)
        return digest_inputs(listing) if listing else ""

    def digest_entries(self, path: Path) -> Inputs:
        """Return the digests of the entries of a register, by id."""
        key = f"{path}#"
        if key not in self._files:
            self._states.note(str(path), str(path))
            # Read it as loading does: a file that loading refuses has no entries.
            marked, _ = parse_yaml(self.project.read_text(path)[0], self.project.name_file(path))
            value = marked.value if marked and isinstance(marked.value, dict) else {}
            self._files[key] = {
                name: digest(json.dumps(entry, sort_keys=True).encode())
                for name, entry in value.items()
            }
        return self._files[key]

    @cached_property
    def _aviso(self) -> str:
        """The digest of what every site depends on: code, templates, settings and versions.

        The lock file counts if there is one; a project that installs Aviso has none.
        """
        parts = [platform.python_version(), *list_installed_versions()]
        code = aviso.__path__[0]
        parts += [
            f"{name} {digest(read_content(entry.path))}"
            for name, entry in sorted(walk_files(code))
            # The shared files of an installed package count entry by entry, as in a project.
            if not name.endswith(COMPILED) and not name.startswith(f"{INSTALLED}/")
        ]
        for name in AVISO_PARTS:
            path = f"{self._place}/{name}"
            content = self._digest_file(name) if os.path.isfile(path) else self._digest_folder(name)
            parts.append(f"{name} {content}")
        return digest("\n".join(parts).encode("utf-8", "surrogateescape"))
