"""Tells why a file cannot be shown as a picture.

It may be missing, no image, too large, or hold something that a browser could run.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

from aviso.core.rules import Fault, Rule

MAXIMUM_BYTES = 200_000
# A file of few bytes can claim a huge size, and a browser then takes the memory for it.
MAXIMUM_SIDE = 4_000
# Every page carries the logo, and a first page with all that it loads may weigh 10,000 bytes
# (aviso.checks.page_weight).
MAXIMUM_LOGO_BYTES = 1_500
SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n.*IEND\xaeB`\x82\Z", re.DOTALL),
    ".jpg": re.compile(rb"\xff\xd8\xff.*\xff\xd9\Z", re.DOTALL),
    ".jpeg": re.compile(rb"\xff\xd8\xff.*\xff\xd9\Z", re.DOTALL),
    ".gif": re.compile(rb"GIF8[79]a.*\x00;\Z", re.DOTALL),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".svg": re.compile(rb""),
}
# The beginnings of web pages and scripts that hide in a picture. By chance, one photograph in
# millions has one of them.
ACTIVE_BYTES = re.compile(rb"<(?:script|html|svg|iframe|!doctype)\b", re.IGNORECASE)
# An SVG is a document that a browser can run. Everything that is not on this list is refused, so
# nothing has to be known about what is dangerous (decision 5). Declarations could define anything
# and are refused too.
SVG = "{http://www.w3.org/2000/svg}"
SVG_SHAPES = {
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "symbol",
}
# Masks in masks take a browser hours to draw, and elements nested without end take its memory.
CUTTERS = {f"{SVG}clipPath", f"{SVG}mask"}
CUTTING = ("clip-path", "mask")
MAXIMUM_DEPTH = 50
DECLARATION = re.compile(r"<!(?!--)|<\?")
XML_HEAD = re.compile(
    r"\s*<\?xml version=[\"']1\.[01][\"']"
    r"(?: encoding=[\"']utf-8[\"'])?(?: standalone=[\"']\w+[\"'])?\s*\?>",
    re.IGNORECASE,
)
PLACE_IN_ITSELF = re.compile(r"url\(#[\w-]+\)")
FUNCTION = re.compile(r"([\w-]+)\(")
DRAWING_FUNCTIONS = {
    "matrix",
    "translate",
    "scale",
    "rotate",
    "skewX",
    "skewY",
    "rgb",
    "rgba",
    "hsl",
    "hsla",
}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOT_JUST_SHAPES = "Export it as plain SVG, without scripts, styles, links and other files."
EXPORT_AGAIN = "Export it again in the format that its ending names."

OUTSIDE_ASSETS = Rule(
    "pictures/outside-assets",
    "A picture is not in the library's own assets folder",
    why="Only pictures of the library's own folder are copied into its site. "
    "A picture from anywhere else would be missing, or would tell another host who reads the "
    "notice.",
    cure="Put the picture into docs/<library>/assets/ and write ../assets/name.png on the page, "
    "or only its name in data/.",
    example="![Map](https://maps.example.org/map.png)",
)
NOT_A_PICTURE = Rule(
    "pictures/not-a-picture",
    "A file is not the picture that its ending names",
    why="Browsers show only real pictures. A web page or a program in the disguise of a picture "
    "could run on the reader's device.",
    cure="Export the picture again as PNG, JPEG, GIF, WebP or plain SVG, with the ending of that "
    "format.",
)
MISSING = Rule(
    "pictures/missing",
    "A picture does not exist",
    why="Readers would see an empty frame in its place.",
    cure="Put the file into the assets folder, or correct the name. Capitals and small letters "
    "count.",
)
LINKED = Rule(
    "pictures/linked",
    "A picture is a symbolic link",
    why="A link can lead to any file on the computer, which would then be published.",
    cure="Put a copy of the picture in the place of the link.",
)
UNREADABLE = Rule(
    "pictures/unreadable",
    "A picture cannot be read",
    why="The operating system refuses to hand out the file, so it can be neither checked nor "
    "published.",
    cure="Give yourself permission to read the file. If its name is unusually long, shorten it.",
)
TOO_LARGE = Rule(
    "pictures/too-large",
    "A picture has too many bytes or pixels",
    why="A large picture takes long to load on a slow line and costs readers with a metered one "
    "money. "
    "A small file with huge dimensions can use up all memory of a browser.",
    cure="Save the picture smaller: fewer pixels, more compression, or a simpler drawing as SVG.",
)
ACTIVE_PICTURE = Rule(
    "pictures/more-than-shapes",
    "An SVG picture holds more than shapes",
    why="An SVG file is a document that a browser can run: it can hold scripts, styles, links and "
    "other files. "
    "Only what draws shapes is let through, and not so much of it that drawing would never end.",
    cure="Export the drawing as plain SVG, without scripts, styles, links, embedded pictures or "
    "nested masks.",
    example='<svg onload="…">',
)
HEAVY_LOGO = Rule(
    "pictures/heavy-logo",
    "A logo weighs too much for every page to carry it",
    why="Every page of the site loads the logo, and a first page with all that it loads must fit "
    "into the first packets of a connection.",
    cure="Save a simpler logo as SVG, or a picture of 32 by 32 pixels.",
)


def logo_fault(folder: Path, name: str) -> Fault | None:
    """Return what is wrong with the picture ``name`` as a logo of every page, or None."""
    return image_fault(folder, name) or _weight_fault(folder / name)


def _weight_fault(path: Path) -> Fault | None:
    import brotli

    size = len(brotli.compress(path.read_bytes()))
    if size <= MAXIMUM_LOGO_BYTES:
        return None
    return HEAVY_LOGO.fault(
        f'the logo "{path.name}" weighs {size:,} bytes, compressed; at most '
        f"{MAXIMUM_LOGO_BYTES:,}, because every page carries it",
        "Save a simpler one as SVG, or a picture of 32 by 32 pixels.",
    )


def image_fault(folder: Path, name: str) -> Fault | None:
    """Return what is wrong with the picture ``name`` in ``folder``, or None if it can be shown."""
    path = folder / name
    if "/" in name or "\\" in name or name.startswith("."):
        return OUTSIDE_ASSETS.fault(
            f'"{name}" is not the plain name of a file',
            "Put the picture into the assets folder of the library and write its name only.",
        )
    if path.suffix.lower() not in SIGNATURES:
        return NOT_A_PICTURE.fault(
            f'"{name}" is not a picture',
            f"Use a file that ends in one of: {', '.join(SIGNATURES)}.",
        )
    try:
        return _file_fault(path) or _content_fault(path, path.read_bytes())
    except OSError as error:
        return UNREADABLE.fault(
            f'the picture "{name}" cannot be read ({error.strerror})',
            "Give yourself the permission to read it, and its name a usual length.",
        )


def _file_fault(path: Path) -> Fault | None:
    folder = path.parent
    if path.is_symlink() or folder.is_symlink() or folder.parent.is_symlink():
        return LINKED.fault(
            f'the picture "{path.name}" is a link to a file elsewhere',
            "Put a copy of the file in its place.",
        )
    if not path.is_file():
        return MISSING.fault(
            f'the picture "{path.name}" does not exist',
            f"Put it into docs/{folder.parent.name}/{folder.name}/, or correct its name.",
        )
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        return TOO_LARGE.fault(
            f'the picture "{path.name}" is too large ({size:,} bytes; at most {MAXIMUM_BYTES:,})',
            "Save it smaller.",
        )
    return None


def _content_fault(path: Path, content: bytes) -> Fault | None:
    kind = path.suffix.lower()
    if kind == ".svg":
        found = _svg_fault(content)
        return (
            found[1].fault(f'the picture "{path.name}" {found[0]}', NOT_JUST_SHAPES)
            if found
            else None
        )
    width, height = _read_size(content)
    if not SIGNATURES[kind].match(content) or width < 1 or height < 1:
        return NOT_A_PICTURE.fault(
            f'the picture "{path.name}" is not a {kind[1:].upper()} picture', EXPORT_AGAIN
        )
    if ACTIVE_BYTES.search(content):
        return NOT_A_PICTURE.fault(
            f'the picture "{path.name}" holds parts of a web page', EXPORT_AGAIN
        )
    if max(width, height) > MAXIMUM_SIDE:
        return TOO_LARGE.fault(
            f'the picture "{path.name}" is {width:,} by {height:,} pixels large; at most '
            f"{MAXIMUM_SIDE:,} on a side",
            "Save it smaller.",
        )
    return None


def _read_size(content: bytes) -> tuple[int, int]:
    """Return the width and height that a picture claims; (-1, -1) if it is none."""
    try:
        # It imports what downloads need, and most sites have no picture.
        import imagesize

        width, height = imagesize.get(io.BytesIO(content))
        return int(width), int(height)
    except (ValueError, IndexError):
        return -1, -1


def _svg_fault(content: bytes) -> tuple[str, Rule] | None:
    """Return what an SVG holds beside shapes, and the rule that this breaks, or None."""
    try:
        text = XML_HEAD.sub("", content.decode("utf-8-sig"), count=1)
        if found := DECLARATION.search(text):
            return _more_than_shapes(text[found.start() : found.start() + 9]), ACTIVE_PICTURE
        root = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return "is not a correct SVG file", NOT_A_PICTURE
    if root.tag != f"{SVG}svg":
        return "is not a correct SVG file", NOT_A_PICTURE
    active = next((part for element in root.iter() for part in _list_active_parts(element)), None)
    message = _more_than_shapes(active) if active else _find_tangle(root)
    return (message, ACTIVE_PICTURE) if message else None


def _more_than_shapes(part: str) -> str:
    return f'holds "{part}", which is more than shapes'


def _find_tangle(root: ElementTree.Element) -> str | None:
    """Return what about the shapes would keep a browser busy without end, or None."""
    level, depth = list(root), 1
    while level and depth <= MAXIMUM_DEPTH:
        level, depth = [inner for element in level for inner in element], depth + 1
    if level:
        return f"holds shapes more than {MAXIMUM_DEPTH} levels deep in one another"
    cutters = (element for element in root.iter() if element.tag in CUTTERS)
    if any(
        name in inner.attrib for cutter in cutters for inner in cutter.iter() for name in CUTTING
    ):
        return "cuts one cut-out with another"
    return None


def _list_active_parts(element: ElementTree.Element) -> list[str]:
    if not element.tag.startswith(SVG) or element.tag.removeprefix(SVG) not in SVG_SHAPES:
        return [f"<{_local_name(element.tag)}>"]
    return [
        f"{_local_name(name)}="
        for name, value in element.attrib.items()
        if not _attribute_is_drawing(name, value)
    ]


def _local_name(name: str) -> str:
    return name.rpartition("}")[2]


def _attribute_is_drawing(name: str, value: str) -> bool:
    """Tell whether an attribute only describes a shape: it runs, links and loads nothing."""
    if name.startswith("on") or name in ("href", "style", "src") or ("}" in name and name != SPACE):
        return False
    outside = PLACE_IN_ITSELF.sub("", value)
    return "\\" not in outside and DRAWING_FUNCTIONS.issuperset(FUNCTION.findall(outside))
