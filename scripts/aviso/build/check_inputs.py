"""Reads all inputs of a check, and tells which library each belongs to."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from aviso.build.aviso_digest import digest_aviso
from aviso.build.file_digests import digest, list_entries, read_content, walk_files
from aviso.build.fingerprints import AVISO_PARTS
from aviso.build.touched_files import FileStates
from aviso.core.litter import is_record
from aviso.core.package import MODEL_FILES
from aviso.core.project import LIBRARIES_FOLDER, Project
from aviso.i18n.memory import FOLDER, SHARED_OWNER
from aviso.model.membership import MembershipHeader, MembershipHeaderCache

DATA, DOCS = "data", "docs"
LOOKED_AT = (DATA, DOCS, *AVISO_PARTS)
RECORDS = f"{LIBRARIES_FOLDER}/"
# What is in these folders belongs to many: to all, or to the library that it is named after.
OF_MANY = (DATA, DOCS, LIBRARIES_FOLDER, FOLDER)
# Every notice is compared with the texts of the model.
MODELS = frozenset(PurePosixPath(name).stem for name in MODEL_FILES)
# The owner of inputs that belong to no single library.
ALL = ""
# A file or folder to be looked at: the number of its layer, and its name there.
Place = tuple[int, str]


class _OwnerDigests(NamedTuple):
    """Digests of all inputs of an owner, and of those that are not in docs/."""

    whole: str
    records: str


class CheckInputs:
    """The inputs of a check. Each is read once, when it is first asked for.

    Only with ``notes_states`` can it be told whether they were touched since.
    """

    def __init__(self, project: Project, *, notes_states: bool = True) -> None:
        self._project = project
        self._states = FileStates() if notes_states else None
        self._owners: dict[str, _OwnerDigests] = {}
        self._heads: dict[str, MembershipHeader] = {}

    @cached_property
    def digest(self) -> str:
        """A digest of everything; "" if it cannot be read."""
        try:
            return self._digest(sorted(self._places))
        except OSError:
            return ""

    def digest_family(self, ids: Iterable[str]) -> str:
        """Return a digest of what these libraries are made of, and of what all of them share.

        The names of all others count, too. Raises OSError for what cannot be read.
        """
        return digest(f"{self._shared} {self._digest(sorted(ids))}".encode())

    def digest_records(self, ids: Iterable[str]) -> str:
        """Return a digest as ``digest_family`` does, but the pages of these libraries are left out.

        Raises OSError for what cannot be read.
        """
        lines = (f"{owner} {self._read(owner).records}" for owner in sorted(ids))
        return digest(f"{self._shared} {_digest_lines(lines)}".encode())

    @cached_property
    def _shared(self) -> str:
        names = digest(" ".join(sorted(self._places)).encode("utf-8", "surrogateescape"))
        return f"{names} {self._digest([ALL, *sorted(MODELS)])}"

    @cached_property
    def systems(self) -> dict[str, str | None]:
        """The system that the file of each library names; None without one."""
        return {name: head.system for name, head in self.heads.items()}

    @cached_property
    def heads(self) -> dict[str, MembershipHeader]:
        """The head of each library's record. Of owners not read yet, only the record is read."""
        for owner, places in self._places.items():
            for number, name in places if owner not in self._owners else ():
                place = f"{self._project.layers[number]}/{name}"
                if _is_record_of_project(number, name) and not os.path.isdir(place):
                    content = read_content(place)
                    self._note_head(name, digest(content), content)
        self._known_heads.keep()
        return dict(sorted(self._heads.items()))

    @cached_property
    def _known_heads(self) -> MembershipHeaderCache:
        return MembershipHeaderCache(self._project, digest_aviso(self._project))

    @cached_property
    def _members(self) -> dict[str | None, list[str]]:
        members: defaultdict[str | None, list[str]] = defaultdict(list)
        for name, system in self.systems.items():
            members[system].append(name)
        return members

    def list_family(self, library_id: str) -> list[str]:
        """Return the ids of a library, its system and its members, as their files name them."""
        system = self.systems.get(library_id)
        family = [library_id, *([system] if system else []), *self._members.get(library_id, ())]
        return list(dict.fromkeys(family))

    def find_touched(self) -> str:
        """Return a file or folder that was touched since it was read; "" if none was."""
        if self._states is None:
            raise ValueError("the states of files were not noted")
        return next(filter(None, map(self._states.find_touched, self._places)), "")

    def _digest(self, owners: Iterable[str]) -> str:
        return _digest_lines(f"{owner} {self._read(owner).whole}" for owner in owners)

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        """Where the inputs of each owner are."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for number, layer in enumerate(self._project.layers):
            for part in LOOKED_AT:
                self._note_places(found, number, f"{layer}/", part)
        return dict(found)

    def _note_places(
        self, found: dict[str, list[Place]], number: int, layer: str, name: str
    ) -> None:
        """Note the owner of a file or folder, or of each that is in a folder of many owners."""
        if name not in OF_MANY or not os.path.isdir(layer + name):
            found[ALL].append((number, name))
            return
        self._note_state(ALL, layer + name)
        found[ALL].append((number, f"{name}/."))
        for entry in list_entries(layer + name):
            inside = f"{name}/{entry.name}"
            if inside in OF_MANY:
                self._note_places(found, number, layer, inside)
            else:
                is_folder = entry.is_dir(follow_symlinks=False)
                found[_find_owner(name, entry.name, is_folder)].append((number, inside))

    def _read(self, owner: str) -> _OwnerDigests:
        """Return the digests of all files and folders of an owner. Raises OSError."""
        if owner not in self._owners:
            aviso = [digest_aviso(self._project)] if owner == ALL else []
            found = (
                f"{number} {name} {line}"
                for number, name in self._places.get(owner, ())
                for line in self._describe(owner, number, name)
            )
            lines = [*aviso, *found]
            records = (line for line in lines if not _is_of_pages(line))
            self._owners[owner] = _OwnerDigests(_digest_lines(lines), _digest_lines(records))
        return self._owners[owner]

    def _note_state(self, owner: str, path: str) -> None:
        if self._states:
            self._states.note(owner, path)

    def _describe(self, owner: str, number: int, name: str) -> Iterator[str]:
        """Yield a line for a file; for a folder, one for each folder and file in it."""
        place = f"{self._project.layers[number]}/{name}"
        self._note_state(owner, place)
        is_link, is_folder = os.path.islink(place), os.path.isdir(place)
        if name.endswith("/."):
            yield f"{os.path.islink(place[:-2])} folder"
        elif not is_folder:
            content = read_content(place)
            found = digest(content)
            yield f"{is_link} {os.path.isfile(place)} {found}"
            if _is_record_of_project(number, name):
                self._note_head(name, found, content)
        elif is_link and name not in LOOKED_AT:
            raise IsADirectoryError(f"{place} leads to a folder that is not looked at")
        else:
            yield f"{is_link} folder"
            yield from self._describe_folder(owner, place)

    def _note_head(self, name: str, found: str, content: bytes) -> None:
        head = self._known_heads.find_head(found, content)
        self._heads[name[len(RECORDS) : -len(".yml")]] = head

    def _describe_folder(self, owner: str, place: str) -> Iterator[str]:
        folders: list[str] = []

        def begin(folder: str) -> None:
            self._note_state(owner, folder)
            folders.append(folder.removeprefix(f"{place}/"))

        for name, entry in walk_files(place, begin):
            self._note_state(owner, entry.path)
            if entry.is_symlink() and entry.is_dir():
                raise IsADirectoryError(f"{entry.path} leads to a folder that is not looked at")
            # Links are refused, whatever they lead to, and so is everything but regular files.
            kind = "link" if entry.is_symlink() else "file" if entry.is_file() else "other"
            yield f"{name} {kind} {digest(read_content(entry.path))}"
        yield from (f"{folder} folder" for folder in folders)


def _digest_lines(lines: Iterable[str]) -> str:
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def _is_of_pages(line: str) -> bool:
    """Tell whether a line of an owner is about a file or folder in docs/."""
    return line.partition(" ")[2].startswith(f"{DOCS}/")


def _is_record_of_project(number: int, name: str) -> bool:
    """Tell whether a file is a library's record, and in the project's own layer."""
    return number == 0 and name.startswith(RECORDS) and is_record(name[len(RECORDS) :])


def _find_owner(folder: str, name: str, is_folder: bool) -> str:
    """Return the library that a file or folder belongs to; ALL for shared ones."""
    if folder == DOCS:
        # The shared folders of docs/ begin with an underscore.
        return name if is_folder and not name.startswith("_") else ALL
    owner = PurePosixPath(name).stem
    return owner if folder != DATA and owner != SHARED_OWNER else ALL
