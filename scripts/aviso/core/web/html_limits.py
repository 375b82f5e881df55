"""Tells, in linear time, whether a page would keep a parser busy for long.

Parsers need quadratic time for thousands of nested elements, and for thousands of attributes in one
tag. No page that people wrote has either. Tags are read as the HTML Standard reads them (13.2.5):
what only looks like one, in a comment or a value, hides none of those that follow.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

MAXIMUM_DEPTH = 2_000
MAXIMUM_ATTRIBUTES = 5_000
BLANK = r"[\t\n\f\r ]"
VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
WRITTEN_ATTRIBUTE = (
    rf"[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+(?:{BLANK}*+={BLANK}*+{VALUE}?)?"
)
ATTRIBUTE = re.compile(WRITTEN_ATTRIBUTE)
# A comment, a tag with its attributes, or one of the marks that browsers take for a comment. Of the
# attributes, no more are read than are needed to refuse the page: each takes memory.
TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|"
    rf"<(/?)([a-zA-Z][^\t\n\f\r />]*+)((?:{WRITTEN_ATTRIBUTE}){{0,{MAXIMUM_ATTRIBUTES + 1}}})|"
    r"<[!?/][^>]*+",
    re.DOTALL,
)
# A parser reads no tags in these. In a menu it knows only two of them, and in a drawing none.
RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
RAW_IN_MENUS = {"script", "textarea"}
DRAWINGS = ("svg", "math")
SCRIPT_MARK = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
SELF_CLOSED = re.compile(r"[\t\n\f\r /]*/>")
# An end tag within these ends nothing that began before them (13.2.4.2, "in scope").
SCOPES = {
    *("table", "template", "select", "object", "marquee", "applet", "foreignobject", "desc"),
    *("title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"),
}
# The end tag of these ends all that stands in them, whatever is still open.
OUTER_SCOPES = {"table", "template", "select"}
# These have no end tag, or end where the next one begins.
UNNESTED = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
    *("track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"),
    *("option", "html", "head", "body", "colgroup", "path", "use"),
    *("circle", "ellipse", "line", "polygon", "polyline", "rect", "stop"),
}
# These end with the element around them.
ENDING_WITH = {"ruby": ("rt", "rp")}


class _OpenElements:
    """The elements that are open, counted by name within each scope."""

    def __init__(self) -> None:
        self.depth = 0
        self._names = [""]
        self._counts: list[Counter[str]] = [Counter()]
        self._scopes: Counter[str] = Counter()
        self._drawings = 0

    def begin(self, name: str) -> None:
        """Note a start tag."""
        if name in SCOPES:
            self._names.append(name)
            self._counts.append(Counter())
            self._scopes[name] += 1
        elif name not in UNNESTED:
            self._counts[-1][name] += 1
            self._drawings += name in DRAWINGS
        else:
            return
        self.depth += 1

    def end(self, name: str) -> None:
        """Note an end tag, which a parser may ignore."""
        if name in SCOPES:
            if name == self._names[-1] or (name in OUTER_SCOPES and self._scopes[name]):
                self._end_scope(name)
        elif self._counts[-1][name] > 0:
            self._remove(name, 1)
            for inner in ENDING_WITH.get(name, ()):
                self._remove(inner, self._counts[-1][inner])

    def is_raw(self, name: str) -> bool:
        """Tell whether a parser reads the content of an element as text."""
        if name not in RAW or self._drawings:
            return False
        return name in RAW_IN_MENUS or not self._scopes["select"]

    def _remove(self, name: str, count: int) -> None:
        self._counts[-1][name] -= count
        self._drawings -= count * (name in DRAWINGS)
        self.depth -= count

    def _end_scope(self, name: str) -> None:
        ended = ""
        while ended != name:
            # Nothing ends a template but its own end tag.
            if self._names[-1] == "template" and name != "template":
                return
            ended, counts = self._names.pop(), self._counts.pop()
            self._scopes[ended] -= 1
            self._drawings -= sum(counts[one] for one in DRAWINGS)
            self.depth -= 1 + counts.total()


def is_hard_to_parse(html: str) -> bool:
    """Tell whether a page is nested too deeply, or has a tag with too many attributes."""
    opened = _OpenElements()
    position = 0
    while tag := TAG.search(html, position):
        position = tag.end()
        if not tag[2]:
            continue
        if _has_many_attributes(tag[3]):
            return True
        name = tag[2].lower()
        if tag[1]:
            opened.end(name)
        elif name in DRAWINGS and SELF_CLOSED.match(html, position):
            continue
        elif opened.is_raw(name):
            position = _find_raw_end(name, html, position)
        else:
            opened.begin(name)
            if opened.depth > MAXIMUM_DEPTH:
                return True
    return False


def _find_raw_end(name: str, html: str, position: int) -> int:
    """Return where the end tag of an element begins whose content is text, or the page ends."""
    if name == "script":
        return _find_script_end(html, position)
    end = _make_end_pattern(name).search(html, position)
    return end.start() if end else len(html)


def _find_script_end(html: str, position: int) -> int:
    """Return where a script ends.

    Within what looks like a comment, a start tag hides the next end tag (13.2.5.18 to 13.2.5.31).
    """
    is_escaped = is_hidden = False
    while mark := SCRIPT_MARK.search(html, position):
        position = mark.end()
        if mark[0] == "<!--":
            is_escaped = True
            # Its dashes may also be those of the end: <!-->
            position -= 2
        elif mark[0] == "-->":
            is_escaped = is_hidden = False
        elif not mark[1]:
            is_hidden = is_escaped
        elif is_hidden:
            is_hidden = False
        else:
            return mark.start()
    return len(html)


@cache
def _make_end_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)


def _has_many_attributes(written: str) -> bool:
    # Each takes two characters: its name, and a blank before it.
    if len(written) < 2 * MAXIMUM_ATTRIBUTES:
        return False
    return sum(1 for _ in ATTRIBUTE.finditer(written)) > MAXIMUM_ATTRIBUTES
