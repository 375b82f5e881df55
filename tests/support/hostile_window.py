"""A browser window that records everything a hostile page does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Page, Route

from tests.support.hostile_cases import SITE

ORIGIN = "https://notices.example.org/"
ADDRESS = f"{ORIGIN}{SITE}/"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}

# Elements that our pages never have, and the parts that hostile HTML could close or move.
FOUND_ON_PAGE = """() => {
  const never = "iframe, object, embed, form:not(#search form), base, style, svg, math, template, "
    + "frame, portal, video, audio, area, noscript, "
    + "meta[http-equiv]:not([http-equiv='Content-Security-Policy']), [style], [target], [srcdoc], "
    + "[formaction], [ping], [autofocus], [contenteditable], [is]";
  const handlers = [...document.querySelectorAll("*")]
    .flatMap(each => each.getAttributeNames().filter(name => name.startsWith("on")));
  const scripts = [...document.scripts]
    .filter(each => !(each.src.endsWith("/assets/search.js") && !each.text));
  const hidden = [...document.querySelectorAll("a[href]")].map(each => each.protocol)
    .filter(each => !["http:", "https:", "mailto:", "tel:"].includes(each));
  return {
    never: [...document.querySelectorAll(never)].map(each => each.outerHTML.slice(0, 80)),
    handlers, scripts: scripts.map(each => each.outerHTML.slice(0, 80)), hidden,
    frame: [...document.querySelectorAll("body > *, body > div > *")]
      .map(each => each.tagName.toLowerCase()).join(" "),
    ran: window.ran ?? null, name: window.name, cookies: document.cookie,
    stored: localStorage.length + sessionStorage.length,
  };
}"""
OPEN_HIDDEN_LINKS = """() => document.querySelectorAll("a[href]").forEach(each => {
  if (!["http:", "https:", "mailto:", "tel:"].includes(each.protocol)) each.click();
})"""


@dataclass
class Window:
    """A window of Chromium over a project's files.

    It has no network, and records every request.
    """

    page: Page
    files: dict[str, bytes] = field(default_factory=dict)
    happened: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        """Serve a file of the project; record and refuse every other request."""
        url = route.request.url
        path = unquote(urlsplit(url).path).lstrip("/")
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if not url.startswith(ORIGIN) or name not in self.files:
            self.happened.append(f"asked for {url}")
            route.abort()
            return
        # The content security policy in each page would block most attacks. It is off here: none
        # must be left to block.
        route.fulfill(
            body=POLICY.sub(b"", self.files[name]),
            content_type=KINDS.get(Path(name).suffix, "image/png"),
        )

    def open(self, name: str, is_published: bool) -> dict[str, object]:
        """Open a file, and return the findings. Click links that could run something, if they can
        be published.
        """
        self.happened.clear()
        address = ORIGIN + quote(name)
        self.page.goto(address)
        found = self.page.evaluate(FOUND_ON_PAGE)
        if is_published:
            self.page.evaluate(OPEN_HIDDEN_LINKS)
        else:
            found["hidden"] = []
        self.page.evaluate("new Promise(done => setTimeout(done, 0))")
        if self.page.url != address:
            self.happened.append(f"went to {self.page.url}")
        return {**found, "ran": self.page.evaluate("window.ran ?? null")}


POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
# A style sheet or a picture from elsewhere, in a record past all checks: the audit refuses the
# site, and the browser got none.
REFUSED_REQUESTS = ("asked for ", "console: Failed to load resource")
