"""Tells whether an SVG only draws shapes, so that no browser can run anything in it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from aviso.content.picture_rules import ACTIVE_PICTURE, NOT_A_PICTURE
from aviso.core.rules import Rule

# A browser can run code in an SVG. Everything that is not on this list is refused, so the list
# needs no knowledge of dangerous elements (decision 5). Declarations could define anything and are
# refused too.
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


def check_svg(content: bytes) -> tuple[str, Rule] | None:
    """Return what an SVG has besides shapes, and the rule that this breaks, or None."""
    try:
        text = XML_HEAD.sub("", content.decode("utf-8-sig"), count=1)
        if found := DECLARATION.search(text):
            return _report_more_than_shapes(text[found.start() : found.start() + 9]), ACTIVE_PICTURE
        root = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return "is not a correct SVG file", NOT_A_PICTURE
    if root.tag != f"{SVG}svg":
        return "is not a correct SVG file", NOT_A_PICTURE
    active = next((part for element in root.iter() for part in _list_active_parts(element)), None)
    message = _report_more_than_shapes(active) if active else _find_tangle(root)
    return (message, ACTIVE_PICTURE) if message else None


def _report_more_than_shapes(part: str) -> str:
    return f'holds "{part}", which is more than shapes'


def _find_tangle(root: ElementTree.Element) -> str | None:
    """Return which property of the shapes would keep a browser busy without end, or None."""
    level, depth = list(root), 1
    while level and depth <= MAXIMUM_DEPTH:
        level, depth = [inner for element in level for inner in element], depth + 1
    if level:
        return f"contains shapes more than {MAXIMUM_DEPTH} levels deep in one another"
    cutters = (element for element in root.iter() if element.tag in CUTTERS)
    if any(
        name in inner.attrib for cutter in cutters for inner in cutter.iter() for name in CUTTING
    ):
        return "clips or masks one clip or mask with another"
    return None


def _list_active_parts(element: ElementTree.Element) -> list[str]:
    if not element.tag.startswith(SVG) or element.tag.removeprefix(SVG) not in SVG_SHAPES:
        return [f"<{_strip_namespace(element.tag)}>"]
    return [
        f"{_strip_namespace(name)}="
        for name, value in element.attrib.items()
        if not _is_drawing_attribute(name, value)
    ]


def _strip_namespace(name: str) -> str:
    return name.rpartition("}")[2]


def _is_drawing_attribute(name: str, value: str) -> bool:
    """Tell whether an attribute only describes a shape: it runs, links and loads nothing."""
    if name.startswith("on") or name in ("href", "style", "src") or ("}" in name and name != SPACE):
        return False
    outside = PLACE_IN_ITSELF.sub("", value)
    return "\\" not in outside and DRAWING_FUNCTIONS.issuperset(FUNCTION.findall(outside))
