"""The stamp of a site: a small file that names the site's inputs and lists its files.

Other programs copy, cache and edit the output, so a stamp is checked like any other input: its
digest, its form, and every name that it lists. A stamp of another form is not used. If its digest
is right, it still proves that Aviso made the files that it lists.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from aviso.build.fingerprints import MEMBERS
from aviso.core.cache_files import read_regular_file

STAMP = ".aviso.json"
# Raise this number when earlier versions cannot read the new form. The stamps of early versions
# have no number; they have this form without "site".
FORM = 2
# A stamp begins with a digest of its rest, which shows damage. Its form never changes, so that
# every version can tell what an earlier one made.
_STAMP_HEAD = '{{"digest":"{}",'


class BadStamp(ValueError):
    """A stamp is damaged, has another form, or lists names that no site can have."""


def write_stamp(folder: Path, value: dict[str, Any], newest: int | None = None) -> None:
    """Write the stamp of a built site: ``site``, ``inputs``, ``files``, ``card``, ``is_proven``.

    ``newest`` is the time of the newest of the files, if somebody knows it already.
    """
    # A stamp that was read still has the digest of its old content.
    value = {"form": FORM, **{key: one for key, one in value.items() if key != "digest"}}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rest = text.encode()[1:]
    path = folder / STAMP
    path.write_bytes(_make_head(rest) + rest)
    # The time of the newest file shows later that this stamp belongs to these files.
    with suppress(FileNotFoundError):
        if newest is None:
            newest = find_newest_time(folder, value.get("files") or ())
        if newest is not None:
            os.utime(path, ns=(newest, newest))


def find_newest_time(folder: Path, names: Iterable[str]) -> int | None:
    """Return the time of the newest of these files; None if there are none. Raises OSError."""
    return max((os.stat(f"{folder}/{name}").st_mtime_ns for name in names), default=None)


def read_stamp(folder: Path, site_id: str | None = None) -> dict[str, Any]:
    """Read what ``write_stamp`` wrote, for the site ``site_id`` if one is named.

    Raises OSError, or BadStamp.
    """
    value = _read_whole(folder)
    if site_id and _find_site_id(value) not in (site_id, None):
        raise BadStamp(f"{folder / STAMP} belongs to another site")
    if value.get("form", FORM) != FORM or not _has_our_form(value):
        raise BadStamp(f"{folder / STAMP} was written by another version of Aviso")
    if not _are_inside(value["files"]):
        raise BadStamp(f"{folder / STAMP} lists files outside its site")
    return value


def has_readable_stamp(folder: Path) -> bool:
    """Tell whether a folder has a stamp that is whole, of any form and any site."""
    try:
        _read_whole(folder)
    except (OSError, BadStamp):
        return False
    return True


def read_site_id(folder: Path) -> str | None:
    """Return the id in the stamp of the site in ``folder``; None without a valid stamp."""
    try:
        return _find_site_id(_read_whole(folder))
    except (OSError, BadStamp):
        return None


def _find_site_id(value: dict[str, Any]) -> str | None:
    if isinstance(value.get("site"), str):
        return str(value["site"])
    # Early versions did not write the id, but one of the inputs holds it.
    inputs = value.get("inputs")
    names = (
        [name for name in inputs if name.startswith(MEMBERS)] if isinstance(inputs, dict) else []
    )
    return names[0].removeprefix(MEMBERS) if len(names) == 1 else None


def read_proven_files(folder: Path, site_id: str) -> frozenset[str]:
    """Return the paths of the files in ``folder`` that Aviso provably made, according to a stamp.

    The stamp may have any form, but it must be undamaged and belong to this site. Names that lead
    out of the folder prove nothing.
    """
    try:
        value = _read_whole(folder)
    except (OSError, BadStamp):
        return frozenset()
    files = value.get("files")
    if _find_site_id(value) not in (site_id, None) or not isinstance(files, dict | list):
        return frozenset()
    return frozenset(name for name in files if isinstance(name, str) and _is_inside(name))


def _read_whole(folder: Path) -> dict[str, Any]:
    """Read a stamp of any form, if it is not damaged. Raises OSError, or BadStamp."""
    content = read_regular_file(folder / STAMP)
    length = len(_make_head(b""))
    if content[:length] != _make_head(content[length:]):
        raise BadStamp(f"{folder / STAMP} is damaged")
    try:
        value: dict[str, Any] = json.loads(content)
    except (ValueError, RecursionError):
        raise BadStamp(f"{folder / STAMP} is damaged") from None
    return value


def _make_head(rest: bytes) -> bytes:
    return _STAMP_HEAD.format(hashlib.sha256(rest).hexdigest()[:32]).encode()


def _has_our_form(value: dict[str, Any]) -> bool:
    inputs, files, card = (value.get(key) for key in ("inputs", "files", "card"))
    return (
        isinstance(inputs, dict)
        and all(isinstance(one, str) for one in inputs.values())
        and isinstance(files, dict)
        and all(_is_entry(one) for one in files.values())
        and isinstance(card, dict | None)
    )


def _is_entry(value: Any) -> bool:
    is_pair = isinstance(value, list) and len(value) == 2
    return is_pair and type(value[0]) is int and isinstance(value[1], str)


def _are_inside(names: Iterable[str]) -> bool:
    """Tell whether all names are plain paths below a folder.

    Checking usual names all together is faster.
    """
    text = "\n" + "\n".join(names)
    if not any(part in text for part in ("..", "//", "\n/", "\n.", "/.", "\0")):
        return True
    return all(_is_inside(name) for name in names)


def _is_inside(name: str) -> bool:
    """Tell whether a name is a plain path below a folder: not absolute, with no ``..`` in it."""
    parts = name.split("/")
    return "\0" not in name and not any(part in ("", ".", "..") for part in parts)
