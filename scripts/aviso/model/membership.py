"""Finds which libraries belong together, what each is called, and where it is published.

A build needs this for every record before it knows which sites have changed, and reading a thousand
records takes seconds. So the parser that also loads them (``aviso.core.yaml_positions``) reads them
only as far as the keys that say so, and the result is cached by the digest of the record. Losing
the cache costs only time.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.litter import list_files
from aviso.core.project import Project
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import read_keys

HEADS_FILE = Path(".aviso") / "heads.json"
NAMES = ("name", "short_name")


class MembershipHeader(NamedTuple):
    """The id of the system that a record names, the address of its notice, and what it is called.

    ``names`` are its name and its short name, in every language.
    """

    system: str | None
    address: str | None
    names: tuple[str, ...] = ()


def read_heads(project: Project) -> dict[str, MembershipHeader]:
    """Return the head of each library's record, by id.

    A process that has read the records for another reason hands over their heads
    (``Project.take_over``).
    """
    return {
        path.stem: read_head(_read_content(project, path))
        for path in list_files(project.data / "libraries", "*.yml")
    }


def find_family(project: Project, library_id: str) -> list[str]:
    """Return the ids of the libraries that a notice depends on: its own, its system and members."""
    systems = {name: head.system for name, head in read_heads(project).items()}
    members = [name for name, system in systems.items() if system == library_id]
    system = systems.get(library_id)
    return list(dict.fromkeys([library_id, *([system] if system else []), *members]))


def find_first_library(project: Project) -> str | None:
    """Return the id of the library to show if nobody names one; None if there is none.

    Libraries that the front page lists come first, then those that are not members, then the
    id.
    """
    paths = list_files(project.data / "libraries", "*.yml")
    if not paths:
        return None

    def rank(path: Path) -> tuple[bool, bool, str]:
        keys = read_keys(_read_content(project, path), lambda _: False)
        return _get_text(keys, "listed") == "no", bool(_get_text(keys, "system")), path.stem

    return min(paths, key=rank).stem


def _read_content(project: Project, path: Path) -> bytes:
    return project.read_text(path)[0].encode()


def read_head(content: bytes) -> MembershipHeader:
    """Return the head of a record, however its YAML is written.

    A value that is missing or cannot be read is None.
    """
    keys = read_keys(content, _is_enough)
    texts = (text for key in NAMES for _, text in walk_texts(keys.get(key)))
    # A text is compared in its composed form, as it is when it is loaded.
    names = (unicodedata.normalize("NFC", text) for text in texts)
    return MembershipHeader(
        _get_text(keys, "system"), _get_text(keys, "address"), tuple(dict.fromkeys(names))
    )


def _get_text(keys: Mapping[str, Any], key: str) -> str | None:
    value = keys.get(key)
    return value.strip() if isinstance(value, str) else None


def _is_enough(keys: dict[str, Any]) -> bool:
    """Tell whether the rest of a record cannot matter: only members have a system.

    The names have been read completely when another key has begun after them.
    """
    return (
        "address" in keys
        and ("system" in keys or keys.get("kind") in ("library", "system"))
        and {*NAMES} <= keys.keys()
        and list(keys)[-1] not in NAMES
    )


class MembershipHeaderCache:
    """The heads of records by the digests of their contents, kept from build to build."""

    def __init__(self, project: Project, aviso: str) -> None:
        """Read the kept heads.

        ``aviso`` is the digest of the code that reads records: other code may read them
        differently.
        """
        self._root, self._path = project.root, project.root / HEADS_FILE
        self._purpose = f"heads {aviso}"
        self._before = self._read() if project.reads_cache else {}
        self._now: dict[str, MembershipHeader] = {}

    def find_head(self, digest: str, content: bytes) -> MembershipHeader:
        """Return the head of the record with this digest and content."""
        found = self._before.get(digest)
        self._now[digest] = found if found is not None else read_head(content)
        return self._now[digest]

    def keep(self) -> None:
        """Save the heads that were used; a disk that refuses is not an error."""
        if self._now == self._before:
            return
        content = json.dumps(self._now).encode()
        write_cache_file(self._root, self._path, content, self._purpose)

    def _read(self) -> dict[str, MembershipHeader]:
        content = read_cache_file(self._path, self._purpose)
        try:
            heads = json.loads(content) if content is not None else None
        except (ValueError, RecursionError):
            return {}
        return (
            {
                key: MembershipHeader(value[0], value[1], tuple(value[2]))
                for key, value in heads.items()
                if _is_head(value)
            }
            if isinstance(heads, dict)
            else {}
        )


def _is_head(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(MembershipHeader._fields)
        and all(one is None or isinstance(one, str) for one in value[:2])
        and isinstance(value[2], list)
        and all(isinstance(name, str) for name in value[2])
    )
