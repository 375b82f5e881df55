"""Tells files that systems and programs leave in folders from files that people put there.

Litter is ignored silently: hidden files, thumbnails, backups of editors, rejected parts of a merge.
A copy that a program made beside a file ("choices (1).md") is ignored too, but reported, because
somebody may have written in it.
"""

from __future__ import annotations

import fnmatch
import os
import re
from functools import lru_cache
from pathlib import Path

# Files that systems write into the folders that people open. Nobody writes them by hand.
SYSTEM = re.compile(
    r"\.DS_Store|\._.*|\.AppleDouble|\.Spotlight-V100|\.Trashes|\.fseventsd|Icon\r|__MACOSX"
    r"|Thumbs\.db(:encryptable)?|ehthumbs(_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN"
    r"|System Volume Information|lost\+found|\.directory|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+"
    r"|@eaDir|#recycle|@Recycle|@tmp|@__thumb|@SynoResource|SYNOFILE_THUMB_.*|Network Trash Folder"
    r"|Temporary Items",
    re.IGNORECASE,
)
EDITORS = re.compile(
    r".*~|~.*|#.*#|#snapshot|__pycache__|4913"
    r"|.*\.(orig|rej|bak|backup|old|save(\.\d+)?|sw[a-px]x?|kate-swp|crswap|autosave|un~|tmp|temp"
    r"|part|filepart|crdownload|download|sb-[0-9a-f]{8}-\w{6}|dpkg-\w+|rpm(new|save|orig)|\w+,v)"
    # Subversion's versions of a file in a conflict.
    r"|.*\.(md|ya?ml|json)\.(mine|r\d+)",
    re.IGNORECASE,
)
COPIES = (
    # Windows, browsers, Google Drive, OneDrive, macOS.
    re.compile(
        r"(?:Copy|Copia)(?: \(?\d+\)?)? (?:of|de) (?P<stem>.+)(?P<ending>\.\w+)", re.IGNORECASE
    ),
    re.compile(
        r"(?P<stem>.+?)(?: [-–—])? (?:copy|copia|kopie|copie|cópia)(?: \(?\d+\)?)?"
        r"(?P<ending>\.\w+)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<stem>.+?)(?: \d+| ?\(\d+\))(?P<ending>\.\w+)"),
    # GNOME and KDE; office programs after a crash.
    re.compile(
        r"(?P<stem>.+?) \((?:(?:another|otra|\d+(?:st|nd|rd|th|\.?ª)) )?(?:copy|copia)(?: \d+)?\)"
        r"(?P<ending>\.\w+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<stem>.+?) \((?:auto-?saved|recovered|repaired|autoguardado|recuperado)\)"
        r"(?P<ending>\.\w+)",
        re.IGNORECASE,
    ),
    # People who want to keep what they change.
    re.compile(r"(?P<stem>.+?)\.(?:old|bak|orig|backup)(?P<ending>\.\w+)", re.IGNORECASE),
    # Dropbox, Nextcloud, ownCloud; Syncthing; OneDrive with the name of a computer.
    re.compile(
        r"(?P<stem>.+?)[ _]?\((?:.*\b(?:conflict(?:ed)?|conflicto)\b.*)\)(?P<ending>\.\w+)",
        re.IGNORECASE,
    ),
    # Rclone; git mergetool.
    re.compile(r"(?P<stem>.+?)\.conflict\d*(?P<ending>\.\w+)"),
    re.compile(r"(?P<stem>.+?)(?:\.\w+)?[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+(?P<ending>\.\w+)"),
    re.compile(r"(?P<stem>.+?)_conflict-\d{8}-\d{6}(?P<ending>\.\w+)"),
    re.compile(r"(?P<stem>.+?)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?(?P<ending>\.\w+)"),
    re.compile(r"(?P<stem>.+?)-(?:DESKTOP|LAPTOP)-[A-Z0-9]{5,}(?:-\d+)?(?P<ending>\.\w+)"),
)
# Copies of these are ignored; a picture may have any name that a page gives.
TEXTS = (".md", ".yml", ".yaml", ".json", ".html", ".css", ".txt")
# Nearly all names: none of the patterns above matches one of these.
ORDINARY = re.compile(rf"[a-z0-9-]+(?:{'|'.join(map(re.escape, TEXTS))})")


def is_system_litter(name: str) -> bool:
    """Tell whether a system wrote a file or folder of this name, so that it may be deleted."""
    return SYSTEM.fullmatch(name) is not None


# The folders of a project have many files of the same names.
@lru_cache(maxsize=10_000)
def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name is litter, which nobody means to be read."""
    if ORDINARY.fullmatch(name):
        return False
    return (
        name.startswith(".")
        or EDITORS.fullmatch(name) is not None
        or SYSTEM.fullmatch(name) is not None
    )


# Of thousands of names, most are equal, and hardly one is that of a copy.
@lru_cache(maxsize=10_000)
def find_original(name: str) -> str:
    """Return the name of the file that a program copied to this name, or "" if it is not a copy."""
    if ORDINARY.fullmatch(name) or not name.lower().endswith(TEXTS):
        return ""
    for pattern in COPIES:
        if found := pattern.fullmatch(name):
            return found["stem"] + found["ending"]
    return ""


# Every site asks for the names of all libraries and vendors.
@lru_cache(maxsize=10_000)
def is_ignored_name(name: str) -> bool:
    """Tell whether a file of this name is not read: litter, or the copy of another file."""
    return is_litter(name) or bool(find_original(name))


def is_record(name: str) -> bool:
    """Tell whether a file is a library's record, by its path in the folder of libraries."""
    return name.endswith(".yml") and "/" not in name and not is_ignored_name(name)


def list_names(folder: str) -> list[str]:
    """Return the names in a folder, without ignored ones; none if it cannot be listed."""
    try:
        return [name for name in os.listdir(folder) if not is_ignored_name(name)]
    except OSError:
        return []


def _list_names(folder: Path, pattern: str) -> list[str]:
    """Return what matches a pattern in a folder; nothing, as from ``glob``, if it is closed."""
    try:
        return fnmatch.filter(os.listdir(folder), pattern) if folder.is_dir() else []
    except PermissionError:
        return []


def list_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files in a folder that match a pattern, in order, without ignored files."""
    if "/" not in pattern:
        # Texts are compared much faster than paths.
        names = [one for one in _list_names(folder, pattern) if not is_ignored_name(one)]
        return sorted(folder / name for name in names)
    return [
        path
        for path in sorted(folder.glob(pattern))
        if not any(is_ignored_name(part) for part in path.relative_to(folder).parts)
    ]
