"""Extracts every text that a reader of a page can see, hear or open, block by block.

Text in a ``div`` counts like text in a paragraph, and so does text that is hidden until somebody
opens it. The frame around the page is skipped: menus, scripts and cookie banners. In the
page's header and footer, in menus, and beside its main part, only whole sentences count: lists of
links change by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aviso.apps.policies.banners import find_unnamed_banners, is_named_banner

# If a page's main part has fewer words, the page has other important text too.
FEWEST_WORDS_OF_MAIN = 40
SILENT = {"script", "style", "head", "nav", "link", "meta", "base", "datalist", "audio", "video"}
FRAME = {"header", "footer"}
# Inline elements; every other element begins a new block.
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
    *("font", "i", "img", "input", "ins", "kbd", "mark", "nobr", "q", "ruby", "s", "samp", "slot"),
    *("small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr"),
    *("math", "mi", "mn", "mo", "mrow", "msup", "msub", "tspan", "label", "output", "picture"),
}
# Marks before the text of elements whose style has a meaning.
MEANING = {"sup": "^", "sub": "_"}
# Struck-out text no longer counts.
STRUCK_OUT = ["del", "s", "strike"]
STRIKING_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
# Attributes that readers see or hear.
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder")
# Attributes whose text is shown at a click or a touch: those of Bootstrap and Tippy.
POPPING_UP = ("data-content", "data-bs-content", "data-tooltip", "data-tippy-content")
# Names and code have fewer words, or these characters.
PROSE = re.compile(r"(?=(?:\S+\s+){3}\S)[^{}<>=]+")
CHOICES = {"checkbox", "radio"}
# At least six words that end like a sentence.
SENTENCE = re.compile(r"(?=(?:\S+ ){5}).*[.!?][\"”’)]*", re.DOTALL)
# A weekday in one of these is one of several; elsewhere, it is today.
LISTED = {
    *("li", "td", "th", "dt", "dd", "caption", "legend"),
    *(f"h{level}" for level in range(1, 7)),
}
LISTED |= {*("option", "label", "button", "summary", "figcaption", "textarea", "select")}
LONE_WEEKDAY = re.compile(
    r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|lunes|martes|"
    r"mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\W*",
    re.IGNORECASE,
)
# As browsers read a number in an attribute (HTML, 2.3.4.1).
NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})")
BUTTONS = {"submit", "button", "reset", "image"}
TEMPLATE = re.compile(r"<(/?)template\b", re.IGNORECASE)
ICONS = {"i", "span", "button", "svg", "sup", "img"}
LONGEST_ICON = 1
FRAMES_IN_FRAMES = 3


def list_blocks(html: str, depth: int = 0) -> list[str]:
    """Return the texts of a page's blocks, in their order, first its main heading."""
    # A parser keeps the content of templates separate, although browsers may show it.
    page = LexborHTMLParser(TEMPLATE.sub(r"<\1section", html))
    body = page.body
    if body is None:
        return []
    page.strip_tags(STRUCK_OUT)
    headings = [_fold(one.text(separator=" ")) for one in page.css("h1")]
    main, banners = _find_main(page), find_unnamed_banners(page)
    blocks = [one for one in (*headings, *_walk(main or body, main is None, depth, banners)) if one]
    left_out = banners | {main.mem_id} if main else banners
    beside = [one for one in _walk(body, False, depth, left_out) if SENTENCE.fullmatch(one)]
    if main:
        # Tabs and accordions are sometimes marked up as a menu.
        menus = (one for menu in main.css("nav") for one in _walk(menu, False, depth, banners))
        beside += [one for one in menus if SENTENCE.fullmatch(one)]
    # Without a main part, all but the frame has been read already.
    return [*blocks, *_subtract(beside, blocks if main is None else ())]


def _subtract(some: list[str], others: Iterable[str]) -> list[str]:
    """Return the texts without as many of each as there are among others."""
    left = Counter(others)
    kept = []
    for one in some:
        left[one] -= 1
        if left[one] < 0:
            kept.append(one)
    return kept


def _find_main(page: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main, [role=main]", "article"):
        found = page.css(selector)
        if len(found) == 1 and len(found[0].text(separator=" ").split()) >= FEWEST_WORDS_OF_MAIN:
            return found[0]
    return None


def _walk(root: LexborNode, skips_frame: bool, depth: int, left_out: set[int]) -> Iterator[str]:
    """Yield the blocks below an element, without recursion: pages may be deep."""
    line: list[str] = []
    node, is_opened = root.child, True
    while node is not None and node != root:
        if is_opened:
            is_silent = _is_silent(node, skips_frame, left_out)
            if not is_silent:
                yield from _open(node, line, depth)
                if node.child is not None:
                    node = node.child
                    continue
        else:
            is_silent = False
        if not is_silent:
            yield from _close(node, line)
        if node.next is not None:
            node, is_opened = node.next, True
        else:
            node, is_opened = node.parent, False
    yield _fold("".join(line))


def _open(node: LexborNode, line: list[str], depth: int) -> Iterator[str]:
    tag = node.tag
    if tag == "-text" or tag == "br":
        line.append(node.text_content or " ")
        return
    if tag not in INLINE and line:
        yield _end_block(line, node.parent)
    yield from _read_number(node)
    yield from _read_title(node)
    line.append(MEANING.get(tag or "", ""))
    yield from _read_attributes(node, line, depth)


def _is_an_icon(node: LexborNode) -> bool:
    """Tell whether an element has a tooltip and hardly any text of its own: ⓘ."""
    return (
        node.tag in ICONS
        and bool(node.attributes.get("title"))
        and len(node.text().strip()) <= LONGEST_ICON
    )


def _close(node: LexborNode, line: list[str]) -> Iterator[str]:
    tag = node.tag
    if tag in ("-text", "br"):
        return
    if tag not in INLINE and line:
        yield _end_block(line, node)


def _end_block(line: list[str], container: LexborNode | None) -> str:
    """Return the text of a line, without the weekday of today that stands alone in it."""
    text = _fold("".join(line))
    line.clear()
    is_listed = container is not None and container.tag in LISTED
    return "" if not is_listed and LONE_WEEKDAY.fullmatch(text) else text


def _read_number(node: LexborNode) -> Iterator[str]:
    """Yield the number at which a list begins, or which one of its items has, if it is given."""
    is_item = node.tag == "li" and node.parent is not None and node.parent.tag == "ol"
    written = node.attributes.get("value" if is_item else "start")
    if (is_item or node.tag == "ol") and written and (found := NUMBER.match(written)):
        number = int(found[1])
        if is_item or number != 1:
            yield f"№ {number}"


def _read_title(node: LexborNode) -> Iterator[str]:
    """Yield the title of an element as a block, unless it says what the element says."""
    title = _fold(node.attributes.get("title") or "")
    if title and not _has_spoken_title(node) and title != _read_only_text(node):
        yield title


def _has_spoken_title(node: LexborNode) -> bool:
    """Tell whether the title of an element is part of the sentence in which it stands."""
    return node.tag in ("abbr", "dfn") or _is_an_icon(node)


def _read_only_text(node: LexborNode) -> str:
    child = node.child
    is_only = child is not None and child.next is None and child.tag == "-text"
    return _fold(child.text_content or "") if child is not None and is_only else ""


def _read_attributes(node: LexborNode, line: list[str], depth: int) -> Iterator[str]:
    attributes = node.attributes
    words = [attributes.get(name) or "" for name in SPOKEN]
    words += [one for name in POPPING_UP if PROSE.fullmatch(one := attributes.get(name) or "")]
    kind = (attributes.get("type") or "").lower() if node.tag == "input" else ""
    if kind in BUTTONS or (node.tag == "input" and kind != "hidden" and "readonly" in attributes):
        words.append(attributes.get("value") or "")
    if _has_spoken_title(node):
        words.append(attributes.get("title") or "")
    if node.tag in ("optgroup", "option"):
        words.append(attributes.get("label") or "")
    # What is chosen for readers before they choose.
    if (kind in CHOICES and "checked" in attributes) or (
        node.tag == "option" and "selected" in attributes
    ):
        words.append("☑")
    for one in words:
        if one.strip():
            line.append(f" {one} ")
    if node.tag == "iframe" and attributes.get("srcdoc") and depth < FRAMES_IN_FRAMES:
        yield from list_blocks(attributes["srcdoc"] or "", depth + 1)


def _is_silent(node: LexborNode, skips_frame: bool, left_out: set[int]) -> bool:
    tag = node.tag or ""
    if tag in SILENT or tag in ("h1", "-comment", "!--", "-doctype") or _is_struck_out(node):
        return True
    if tag in FRAME and skips_frame:
        # The header or footer of the page, not of a part of it.
        return _is_of_page(node)
    return tag != "-text" and (node.mem_id in left_out or is_named_banner(node))


def _is_struck_out(node: LexborNode) -> bool:
    style = node.attributes.get("style") if node.tag != "-text" else None
    return bool(style and STRIKING_STYLE.search(style))


def _is_of_page(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("article", "section", "main", "aside"):
            return False
        parent = parent.parent
    return True


def _fold(text: str) -> str:
    return " ".join(text.split())
