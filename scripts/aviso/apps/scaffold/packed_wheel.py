"""Packs an installed distribution into the wheel that it was installed from.

Installers list all files that they wrote in ``RECORD``. A wheel of pure Python holds the same
files, apart from the few that the installer added:
https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import io
import zipfile
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from email import message_from_string
from hashlib import sha256
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

# What installers add to the folder of metadata.
ADDED = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "provenance_url.json"}
ADDED |= {"uv_build.json", "uv_cache.json", "RECORD.jws", "RECORD.p7s"}
# The earliest day that a zip file can name: the same files give the same bytes.
DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Wheel:
    """The name of a wheel and its bytes."""

    name: str
    content: bytes


def pack_wheel(installed: Distribution) -> Wheel | None:
    """Return the wheel of a distribution.

    None if a file is missing, if it was compiled for one kind of computer, or if it is an editable
    install, which has no files of its own.
    """
    described = message_from_string(installed.read_text("WHEEL") or "")
    tag = described.get("Tag", "")
    files = {str(PurePosixPath(one)): Path(str(one.locate())) for one in installed.files or ()}
    contents = {name: path for name, path in files.items() if _is_packed(name)}
    is_editable = not any(name.endswith(".py") and "/" in name for name in contents)
    is_whole = all(path.is_file() for path in contents.values())
    if not tag.endswith("-none-any") or is_editable or not is_whole:
        return None
    name = f"{installed.name.replace('-', '_')}-{installed.version}"
    return Wheel(f"{name}-{tag}.whl", _pack(contents, f"{name}.dist-info/RECORD"))


def _is_packed(name: str) -> bool:
    """Tell whether a file came out of the wheel, and was not written beside it or for scripts."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "__pycache__" in path.parts:
        return False
    return not (path.parts[0].endswith(".dist-info") and "/".join(path.parts[1:]) in ADDED)


def _pack(contents: dict[str, Path], record: str) -> bytes:
    rows, packed = [], io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(contents.items()):
            content = path.read_bytes()
            digest = urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
            rows.append(f"{_quote(name)},sha256={digest},{len(content)}")
            _add(archive, name, content)
        _add(archive, record, "\n".join([*rows, f"{record},,", ""]).encode())
    return packed.getvalue()


def _quote(name: str) -> str:
    return f'"{name}"' if "," in name else name


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, DAY)
    entry.external_attr = 0o100644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
