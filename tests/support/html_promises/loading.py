"""Pages load nothing from elsewhere, and store and send nothing."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from tests.support.built_sites import BuiltSite

LOADING_ATTRIBUTES = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
    "imagesrcset",
    "cite",
    "codebase",
)
ELEMENTS_THAT_LOAD = {
    "iframe",
    "frame",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "track",
    "base",
    "form",
    "style",
    "svg",
    "math",
    "template",
    "portal",
}


def test_nothing_is_loaded_from_elsewhere(site: BuiltSite):
    faults = []
    for page in site.all_pages:
        for element in page.document.iter():
            loaded = [
                element.get(name) for name in LOADING_ATTRIBUTES if element.get(name) is not None
            ]
            if element.tag == "link" and not set(element.get("rel", "").split()) & {
                "canonical",
                "alternate",
            }:
                loaded.append(element.get("href"))
            faults += [
                f"{page}: <{element.tag}> loads {address}"
                for address in loaded
                if not _is_within(address, site.is_missing(page))
            ]
            if element.tag in ELEMENTS_THAT_LOAD or (
                element.tag == "meta"
                and element.get("http-equiv") not in (None, "Content-Security-Policy")
            ):
                faults.append(f"{page}: <{element.tag}>")
    assert faults == []


def _is_within(address: str, may_be_rooted: bool) -> bool:
    parts = urlsplit(address)
    return (
        not parts.scheme
        and not parts.netloc
        and "\\" not in address
        and (may_be_rooted or not address.startswith("/"))
    )


def test_pages_ask_for_a_style_sheet_an_icon_and_nothing_more(site: BuiltSite):
    for page in site.all_pages:
        relations = Counter(link.get("rel") for link in page.document.iter("link"))
        assert {
            name: count
            for name, count in relations.items()
            if name not in ("canonical", "alternate")
        } == {"icon": 1, "stylesheet": 1}, page
        assert page.meta("referrer") == "no-referrer", page


def test_style_sheets_and_pictures_load_nothing(site: BuiltSite):
    faults = []
    for path in site.files:
        if path.suffix in (".css", ".svg"):
            text = path.read_text("utf-8")
            # The name of SVG's vocabulary is an address that nobody opens.
            found = re.findall(
                r"@import|url\(\s*(?!['\"]?#)|expression\(|<script|<foreignObject|"
                r"\bon\w+\s*=|javascript:|https?://|//[a-z]",
                text.replace("http://www.w3.org/2000/svg", ""),
            )
            faults += [f"{path.name}: {each}" for each in found]
    assert faults == []


def test_no_style_or_script_is_inline(site: BuiltSite):
    faults = []
    for page in site.all_pages:
        for element in page.document.iter():
            faults += [
                f"{page}: {name}="
                for name in element.attrib
                if name == "style" or name.startswith("on")
            ]
            if element.tag == "style" or (element.tag == "script" and (element.text or "").strip()):
                faults.append(f"{page}: inline <{element.tag}>")
    assert faults == []


def test_the_search_page_alone_has_a_script(site: BuiltSite):
    for page in site.all_pages:
        scripts = [element.attrib for element in page.document.iter("script")]
        up = "../" * page.url.count("/")
        assert scripts == (
            [{"src": f"{up}assets/search.js", "defer": ""}] if page.name == "search" else []
        ), page


STORING_OR_SENDING = re.compile(
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|cookie|serviceWorker|"
    r"sendBeacon|XMLHttpRequest|WebSocket|EventSource|RTCPeer|SharedWorker|Worker\("
    r"|\beval\(|Function\(|importScripts|import\(|postMessage|document\.write|"
    r"innerHTML|https?:|//[a-z]+\.|openDatabase|showDirectoryPicker|BroadcastChannel"
    r"|history\b|location\b|navigator\b|window\.name|new Image|createObjectURL"
)


def test_no_shipped_script_stores_or_sends_anything(site: BuiltSite):
    scripts = [path for path in site.files if path.suffix in (".js", ".mjs", ".cjs", ".wasm")]
    assert [path.relative_to(site.folder).as_posix() for path in scripts] == ["assets/search.js"]
    text = scripts[0].read_text("utf-8")
    assert STORING_OR_SENDING.findall(text) == []
    # A method of MiniSearch has the same name: it is defined and called with a dot.
    assert len(re.findall(r"(?<![.\w$])fetch\((?![^()]*\)\s*\{)", text)) == 1
