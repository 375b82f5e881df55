"""Finds where on the web the commit of a git repository can be had."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 20
# git@forge.example:owner/name.git, which git understands, but pip does not.
SHORT_FORM = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+\.[a-z]+):(?P<path>(?!//)\S+)")


def find_origin(folder: Path) -> str | None:
    """Return ``https://host/repository@commit`` for the commit of a folder.

    None if others could not get the same from there: the folder is no repository or has changes,
    the commit was never pushed, or the repository is not on the web.
    """
    address = make_web_address(_ask(folder, "remote", "get-url", "origin") or "")
    commit = _ask(folder, "rev-parse", "HEAD")
    changes = _ask(folder, "status", "--porcelain", "--untracked-files=no")
    pushed = _ask(folder, "branch", "--remotes", "--contains", "HEAD", "--list", "origin/*")
    if not address or not commit or changes or not pushed:
        return None
    within = (_ask(folder, "rev-parse", "--show-prefix") or "").rstrip("/")
    return f"{address}@{commit}" + (f"#subdirectory={within}" if within else "")


def make_web_address(remote: str) -> str | None:
    """Return the https address of a remote repository, or None if there is none.

    The forges offer each repository under https and under ssh; others need keys for the second.
    Names and passwords in an address are left out: they are nobody else's.
    """
    short = SHORT_FORM.fullmatch(remote)
    if short:
        return f"https://{short['host']}/{short['path'].lstrip('/')}"
    parts = urlsplit(remote)
    host = parts.hostname or ""
    if parts.scheme == "ssh" and host and not parts.port:
        return f"https://{host}{parts.path}"
    if parts.scheme in ("https", "http") and host:
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return None


def _ask(folder: Path, *arguments: str) -> str | None:
    """Return what git says, or None if it has no answer."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
