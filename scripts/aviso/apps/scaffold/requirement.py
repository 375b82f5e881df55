"""What ``requirements.txt`` of a new project asks pip for: Aviso, from where it was installed.

pip notes in ``direct_url.json`` where a distribution came from, unless it came from an index:
https://packaging.python.org/en/latest/specifications/direct-url-data-structure/ (PEP 610).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

DISTRIBUTION = "aviso-notices"
WHEELS = "wheels"
LOCAL = ("", "file")


@dataclass(frozen=True)
class Requirement:
    """The line for pip, and the wheel to copy into the project if the line names one.

    ``advice`` says what to write instead, if the line installs nothing before Aviso is released.
    """

    line: str
    advice: Sequence[str] = ()
    wheel: Path | None = None


def read_requirement() -> Requirement:
    """Return how other computers can install the Aviso that is running."""
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return make_requirement("", {})
    origin = installed.read_text("direct_url.json")
    return make_requirement(installed.version, json.loads(origin) if origin else None)


def make_requirement(version: str, origin: dict[str, Any] | None) -> Requirement:
    """Return the requirement for a version from ``origin``, the contents of ``direct_url.json``.

    Without one, Aviso came from an index, so that its version is enough.
    """
    pinned = f"{DISTRIBUTION}=={version}" if version else DISTRIBUTION
    if origin is None:
        return Requirement(pinned)
    address = str(origin.get("url", ""))
    is_local = urlsplit(address).scheme in LOCAL
    if "vcs_info" in origin and not is_local:
        code = origin["vcs_info"]
        return Requirement(
            f"{DISTRIBUTION} @ {code['vcs']}+{address}@{code['commit_id']}{_name_folder(origin)}"
        )
    if "archive_info" in origin and not is_local:
        return Requirement(f"{DISTRIBUTION} @ {address}{_name_folder(origin)}")
    if "archive_info" in origin:
        file = Path(url2pathname(unquote(urlsplit(address).path)))
        if file.suffix == ".whl" and file.is_file():
            return Requirement(f"./{WHEELS}/{file.name}", wheel=file)
    return Requirement(pinned, _advise(version))


def _name_folder(origin: dict[str, Any]) -> str:
    """Return the end of an address that says in which folder of the repository Aviso is, or ""."""
    return f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""


def _advise(version: str) -> Sequence[str]:
    number = f"version {version} of Aviso" if version else "Aviso"
    return (
        "CHECK: this Aviso was installed from a folder on your computer. Other computers can "
        f"install it by the line below only after {number} has been released to the Python "
        "Package Index.",
        "Until then, replace the line with the address of Aviso's repository and the commit: "
        f"{DISTRIBUTION} @ git+https://ADDRESS@COMMIT",
        "Or copy a built wheel (the file that ends in .whl) into the folder "
        f"{WHEELS}, and write its path: ./{WHEELS}/NAME.whl",
    )
