"""Tells why a file cannot be shown as a picture.

It may be missing, not be an image, be too large, or contain code that a browser could run.
"""

from __future__ import annotations

import io
import os
import re
import unicodedata
from pathlib import Path

from aviso.content.picture_rules import (
    HEAVY_LOGO,
    LINKED,
    MISSING,
    NAME_IN_ADDRESS,
    NOT_A_PICTURE,
    OUTSIDE_ASSETS,
    TOO_LARGE,
    UNREADABLE,
)
from aviso.content.svg import check_svg
from aviso.core.litter import is_litter
from aviso.core.rules import Fault

MAXIMUM_BYTES = 200_000
# Decompression bombs: a tiny file can declare huge dimensions, and a browser allocates them.
MAXIMUM_SIDE = 4_000
# Every page loads the logo, and a first page with all that it loads may weigh 10,000 bytes
# (aviso.checks.page_weight).
MAXIMUM_LOGO_BYTES = 1_500
# Browsers and web servers may read other characters as syntax of an address, or change them.
NAME = re.compile(r"\w[\w.-]*")
# The icon of a site without a logo, and of pages "not found". A logo is also the icon, so that a
# page still loads only three files.
ICON = "icon.svg"
SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n.*IEND\xaeB`\x82\Z", re.DOTALL),
    ".jpg": re.compile(rb"\xff\xd8\xff.*\xff\xd9\Z", re.DOTALL),
    ".jpeg": re.compile(rb"\xff\xd8\xff.*\xff\xd9\Z", re.DOTALL),
    ".gif": re.compile(rb"GIF8[79]a.*\x00;\Z", re.DOTALL),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".svg": re.compile(rb""),
}
# The beginnings of web pages and scripts that hide in a picture. One photograph in millions
# contains one of them by chance.
ACTIVE_BYTES = re.compile(rb"<(?:script|html|svg|iframe|!doctype)\b", re.IGNORECASE)
NOT_JUST_SHAPES = "Export it as plain SVG, without scripts, styles, links and other files."
EXPORT_AGAIN = "Export it again in the format that its ending names."


def find_logo_fault(folder: Path, name: str) -> Fault | None:
    """Return what is wrong with the picture ``name`` as a logo of every page, or None."""
    return find_image_fault(folder, name) or _find_weight_fault(find_picture(folder, name))


def _find_weight_fault(path: Path) -> Fault | None:
    import brotli

    size = len(brotli.compress(path.read_bytes()))
    if size <= MAXIMUM_LOGO_BYTES:
        return None
    return HEAVY_LOGO.make_fault(
        f'the logo "{path.name}" weighs {size:,} bytes, compressed; at most '
        f"{MAXIMUM_LOGO_BYTES:,}, because every page carries it",
        "Save a simpler one as SVG, or a picture of 32 by 32 pixels.",
    )


def find_picture(folder: Path, name: str) -> Path:
    """Return the path of the picture ``name`` in ``folder``, whether or not it exists.

    macOS and some programs write é in file names as two characters; pages have one.
    """
    path = folder / name
    if name.isascii() or path.exists() or not folder.is_dir():
        return path
    composed = unicodedata.normalize("NFC", name)
    same = (
        entry
        for entry in sorted(os.listdir(folder))
        if unicodedata.normalize("NFC", entry) == composed
    )
    return folder / next(same, name)


def find_image_fault(folder: Path, name: str) -> Fault | None:
    """Return what is wrong with the picture ``name`` in ``folder``, or None if it can be shown."""
    path = find_picture(folder, name)
    if "/" in name or "\\" in name or is_litter(name):
        return OUTSIDE_ASSETS.make_fault(
            f'"{name}" is not the plain name of a file',
            "Put the picture into the assets folder of the library and write its name only.",
        )
    if not NAME.fullmatch(unicodedata.normalize("NFC", name)):
        return NAME_IN_ADDRESS.make_fault(
            f'the picture "{name}" has a name that cannot be used in an address',
            "Use letters, digits, - and _.",
        )
    if name.lower() == ICON:
        return NAME_IN_ADDRESS.make_fault(
            f'the picture "{name}" has the name of the icon that comes with every site',
            "Give it another name, like logo.svg.",
        )
    if path.suffix.lower() not in SIGNATURES:
        return NOT_A_PICTURE.make_fault(
            f'"{name}" is not a picture',
            f"Use a file that ends in one of: {', '.join(SIGNATURES)}.",
        )
    try:
        return _find_file_fault(path) or _find_content_fault(path, path.read_bytes())
    except OSError as error:
        return UNREADABLE.make_fault(
            f'the picture "{name}" cannot be read ({error.strerror})',
            "Make sure that you may read it, and that its name is not too long.",
        )


def _find_file_fault(path: Path) -> Fault | None:
    folder = path.parent
    if path.is_symlink() or folder.is_symlink() or folder.parent.is_symlink():
        return LINKED.make_fault(
            f'the picture "{path.name}" is a link to a file elsewhere',
            "Put a copy of the file in its place.",
        )
    if not path.is_file():
        return MISSING.make_fault(
            f'the picture "{path.name}" does not exist',
            f"Put it into docs/{folder.parent.name}/{folder.name}/, or correct its name.",
        )
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        return TOO_LARGE.make_fault(
            f'the picture "{path.name}" is too large ({size:,} bytes; at most {MAXIMUM_BYTES:,})',
            "Save it smaller.",
        )
    return None


def _find_content_fault(path: Path, content: bytes) -> Fault | None:
    kind = path.suffix.lower()
    if kind == ".svg":
        found = check_svg(content)
        return (
            found[1].make_fault(f'the picture "{path.name}" {found[0]}', NOT_JUST_SHAPES)
            if found
            else None
        )
    width, height = _read_size(content)
    if not SIGNATURES[kind].match(content) or width < 1 or height < 1:
        return NOT_A_PICTURE.make_fault(
            f'the picture "{path.name}" is not a {kind[1:].upper()} picture', EXPORT_AGAIN
        )
    if ACTIVE_BYTES.search(content):
        return NOT_A_PICTURE.make_fault(
            f'the picture "{path.name}" contains parts of a web page', EXPORT_AGAIN
        )
    if max(width, height) > MAXIMUM_SIDE:
        return TOO_LARGE.make_fault(
            f'the picture "{path.name}" is {width:,} by {height:,} pixels large; at most '
            f"{MAXIMUM_SIDE:,} on a side",
            "Save it smaller.",
        )
    return None


def _read_size(content: bytes) -> tuple[int, int]:
    """Return the width and height that a picture declares; (-1, -1) if it is not a picture."""
    try:
        # It imports modules for downloads, and most sites have no picture.
        import imagesize

        width, height = imagesize.get(io.BytesIO(content))
        return int(width), int(height)
    except (ValueError, IndexError):
        return -1, -1
