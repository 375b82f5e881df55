"""Says what keeps a file from being shown as a picture: not there, not an image, too large, or carrying something active."""

from __future__ import annotations

import re
from pathlib import Path

MAXIMUM_BYTES = 200_000
SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (),
}
# An SVG is a document that a browser can run; a logo needs shapes only.
ACTIVE_SVG = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignobject|iframe|image|use|style|a|animate\w*|set|handler)\b|\son\w+\s*=|\sstyle\s*=|(?:xlink:)?href\s*=|<!|url\s*\(|javascript:", re.IGNORECASE
)


def image_fault(folder: Path, name: str) -> tuple[str, str] | None:
    """Return (what is wrong, what to do) with the picture ``name`` in ``folder``, or None if it can be shown."""
    path = folder / name
    if "/" in name or "\\" in name or name.startswith("."):
        return f'"{name}" is not the plain name of a file', "Put the picture into the assets folder of the library and write its name only."
    if path.suffix.lower() not in SIGNATURES:
        return f'"{name}" is not a picture', f"Use one of: {', '.join(SIGNATURES)}."
    if not path.is_file():
        return f'the picture "{name}" does not exist', f"Put it into {folder.parent.name}/{folder.name}/ below docs/."
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return f'"{name}" is a link to a file elsewhere', "Put a copy of the picture in its place."
    content = path.read_bytes()
    if len(content) > MAXIMUM_BYTES:
        return f'"{name}" is too large ({len(content):,} bytes; at most {MAXIMUM_BYTES:,})', "Save it smaller."
    return _content_fault(path, content)


def _content_fault(path: Path, content: bytes) -> tuple[str, str] | None:
    kind = path.suffix.lower()
    if kind == ".svg":
        if b"<svg" not in content[:1000]:
            return f'"{path.name}" is not an SVG picture', "Export it again as plain SVG."
        active = ACTIVE_SVG.search(content.replace(b"\x00", b""))
        if active:
            return f'"{path.name}" holds more than shapes ("{active[0].decode("ascii", "replace").strip()}")', "Export it as plain SVG, without scripts, styles, links and other files."
        return None
    if not content.startswith(SIGNATURES[kind]):
        return f'"{path.name}" is not a {kind[1:].upper()} picture', "Export it again in the format that its ending names."
    return None
