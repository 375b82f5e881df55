"""Reads all inputs of a check, and tells which library each belongs to."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePosixPath

from aviso.build.file_digests import digest, read_content, walk_files
from aviso.build.fingerprints import AVISO_PARTS, digest_aviso, is_record
from aviso.build.touched_files import FileStates
from aviso.core.package import MODEL_FILES
from aviso.core.project import Project
from aviso.i18n.memory import SHARED_OWNER
from aviso.model.membership import HeadCache

DATA, DOCS = "data", "docs"
LOOKED_AT = (DATA, DOCS, *AVISO_PARTS)
# Every notice is compared with the texts of the model.
MODELS = frozenset(PurePosixPath(name).stem for name in MODEL_FILES)
# The owner of inputs that belong to no single library.
ALL = ""


class CheckInputs:
    """The inputs of a check, which are read once at its start."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._states = FileStates()

    @cached_property
    def digest(self) -> str:
        """A digest of everything; "" if it cannot be read."""
        lines = self._lines
        return self._digest(owner for owner in sorted(lines)) if lines else ""

    def digest_family(self, ids: Iterable[str]) -> str:
        """Return a digest of what these libraries are made of, and of what all of them share."""
        return digest(f"{self._shared} {self._digest(sorted(ids))}".encode())

    @cached_property
    def _shared(self) -> str:
        return self._digest([ALL, *sorted(MODELS)])

    @cached_property
    def systems(self) -> dict[str, str | None]:
        """The system that the file of each library names; None without one."""
        heads = HeadCache(self._project, digest_aviso(self._project))
        found = {}
        for name, entry in walk_files(f"{self._project.root}/{DATA}/libraries"):
            if is_record(name):
                content = read_content(entry.path)
                found[name.removesuffix(".yml")] = heads.find_head(digest(content), content).system
        heads.keep()
        return found

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
        return next(filter(None, map(self._states.find_touched, self._places)), "")

    def _digest(self, owners: Iterable[str]) -> str:
        lines = (line for owner in owners for line in (owner, *self._lines.get(owner, ())))
        return digest("\n".join(lines).encode("utf-8", "surrogateescape"))

    @cached_property
    def _places(self) -> list[str]:
        return [f"{layer}/{part}" for layer in self._project.layers for part in LOOKED_AT]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        """A line for each file and folder, by the library that it belongs to; none on errors."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        try:
            found[ALL].append(digest_aviso(self._project))
            for number, layer in enumerate(self._project.layers):
                for part in LOOKED_AT:
                    for name, line in self._describe(f"{layer}/{part}"):
                        found[_find_owner(part, name)].append(f"{number} {part}/{name} {line}")
        except OSError:
            return {}
        return found

    def _describe(self, place: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each folder and file at a place, and its kind and content."""
        folders: list[str] = []

        def begin(folder: str) -> None:
            self._states.note(place, folder)
            folders.append(folder.removeprefix(f"{place}/"))

        self._states.note(place, place)
        yield "", f"{os.path.islink(place)} {os.path.isfile(place)}"
        if os.path.isfile(place):
            yield "", digest(read_content(place))
            return
        for name, entry in walk_files(place, begin):
            self._states.note(place, entry.path)
            if entry.is_symlink() and entry.is_dir():
                raise IsADirectoryError(f"{entry.path} leads to a folder that is not looked at")
            # Links are refused, whatever they lead to, and so is everything but regular files.
            kind = "link" if entry.is_symlink() else "file" if entry.is_file() else "other"
            yield name, f"{kind} {digest(read_content(entry.path))}"
        yield from ((folder, "folder") for folder in folders)


def _find_owner(part: str, name: str) -> str:
    """Return the library that a file or folder belongs to; ALL for shared ones."""
    first, _, rest = name.partition("/")
    if part == DATA and first in ("libraries", "translations") and rest:
        owner = PurePosixPath(rest.partition("/")[0]).stem
        return owner if owner != SHARED_OWNER else ALL
    # The shared folders of docs/ begin with an underscore.
    is_of_a_library = part == DOCS and rest and not first.startswith("_")
    return first if is_of_a_library else ALL
