"""What ``requirements.txt`` of a new project asks pip for: Aviso, from where it was installed.

pip notes in ``direct_url.json`` where a distribution came from, unless it came from an index:
https://packaging.python.org/en/latest/specifications/direct-url-data-structure/ (PEP 610).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from aviso.apps.scaffold.git_origin import find_origin, make_web_address
from aviso.apps.scaffold.packed_wheel import Wheel, pack_wheel

DISTRIBUTION = "aviso-notices"
WHEELS = "wheels"
LOCAL = ("", "file")


@dataclass(frozen=True)
class Requirement:
    """The line for pip, and the wheel to put into the project if the line names one.

    ``advice`` says what to write instead, if the line installs nothing before Aviso is released.
    """

    line: str
    advice: Sequence[str] = ()
    wheel: Wheel | None = None


def read_requirement() -> Requirement:
    """Return how other computers can install the Aviso that is running."""
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return make_requirement("", {})
    origin = installed.read_text("direct_url.json")
    return make_requirement(installed.version, json.loads(origin) if origin else None, installed)


def make_requirement(
    version: str, origin: dict[str, Any] | None, installed: Distribution | None = None
) -> Requirement:
    """Return the requirement for a version from ``origin``, the contents of ``direct_url.json``.

    Without one, Aviso came from an index, so that its version is enough. What came from this
    computer goes into the project as a wheel: the file itself or, if that is gone or Aviso was
    installed from a folder, one that is packed from the files of the distribution ``installed``.
    An editable install has no such files; the commit of its folder will do, if its repository is on
    the web.
    """
    pinned = f"{DISTRIBUTION}=={version}" if version else DISTRIBUTION
    if origin is None:
        return Requirement(pinned)
    address = str(origin.get("url", ""))
    if urlsplit(address).scheme not in LOCAL:
        return Requirement(f"{DISTRIBUTION} @ {_name_source(address, origin)}")
    folder = Path(url2pathname(unquote(urlsplit(address).path)))
    wheel = _find_wheel(folder, origin)
    if not wheel and installed and not origin.get("dir_info", {}).get("editable"):
        wheel = pack_wheel(installed)
    if wheel:
        return Requirement(f"./{WHEELS}/{wheel.name}", wheel=wheel)
    if commit := find_origin(folder) if "dir_info" in origin else None:
        return Requirement(f"{DISTRIBUTION} @ git+{commit}")
    return Requirement(pinned, _advise(version))


def _name_source(address: str, origin: dict[str, Any]) -> str:
    """Return what pip reads as the place of a repository's commit, or of a file on the web."""
    within = f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
    if "vcs_info" not in origin:
        return f"{address}{within}"
    code = origin["vcs_info"]
    address = (code["vcs"] == "git" and make_web_address(address)) or address
    return f"{code['vcs']}+{address}@{code['commit_id']}{within}"


def _find_wheel(file: Path, origin: dict[str, Any]) -> Wheel | None:
    is_wheel = "archive_info" in origin and file.suffix == ".whl" and file.is_file()
    return Wheel(file.name, file.read_bytes()) if is_wheel else None


def _advise(version: str) -> Sequence[str]:
    number = f"version {version} of Aviso" if version else "Aviso"
    return (
        "CHECK: this Aviso runs from a folder on your computer. Other computers can install it by "
        f"the line below only after {number} has been released to the Python Package Index.",
        "Until then, replace the line with the address of Aviso's repository and the commit: "
        f"{DISTRIBUTION} @ git+https://ADDRESS@COMMIT",
        "Or copy a built wheel (the file that ends in .whl) into the folder "
        f"{WHEELS}, and write its path: ./{WHEELS}/NAME.whl",
    )
