"""Tells, in linear time, whether a page would keep a parser busy for long.

Parsers need quadratic time for thousands of nested elements, and for thousands of attributes in one
tag. No page that people wrote has either.
"""

from __future__ import annotations

import re
from collections import Counter

MAXIMUM_DEPTH = 2_000
MAXIMUM_ATTRIBUTES = 5_000
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
ATTRIBUTE = re.compile(r"[\s/\"'][^\s/\"'>]")
# A parser reads no tags in these.
RAW = {"script", "style", "textarea", "title", "xmp"}
# These have no end tag, or end where the next one begins.
UNNESTED = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
    *("track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"),
    *("option", "optgroup", "html", "head", "body", "colgroup", "rp", "rt", "path", "use"),
    *("circle", "ellipse", "line", "polygon", "polyline", "rect", "stop"),
}


def is_hard_to_parse(html: str) -> bool:
    """Tell whether a page is nested too deeply, or has a tag with too many attributes."""
    opened: Counter[str] = Counter()
    depth = 0
    raw_end = 0
    lowered = html.lower()
    tags = list(TAG.finditer(html))
    for number, tag in enumerate(tags):
        if tag.start() < raw_end:
            continue
        end = tags[number + 1].start() if number + 1 < len(tags) else len(html)
        if _count_attributes(html[tag.end() : end]) > MAXIMUM_ATTRIBUTES:
            return True
        name = tag[2].lower()
        if tag[1]:
            if opened[name] > 0:
                opened[name] -= 1
                depth -= 1
        elif name in RAW:
            found = lowered.find(f"</{name}", tag.end())
            raw_end = len(html) if found < 0 else found
        elif name not in UNNESTED:
            opened[name] += 1
            depth += 1
            if depth > MAXIMUM_DEPTH:
                return True
    return False


def _count_attributes(after: str) -> int:
    """Count possible attributes, up to the last ">" before the next tag."""
    close = after.rfind(">")
    return len(ATTRIBUTE.findall(after if close < 0 else after[:close]))
