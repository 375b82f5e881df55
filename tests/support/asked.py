"""Tables of search queries with the result that must come first. A table maps a query to places: a
page ("choices") or one of its headings ("choices#email"). If a query has several places, the first
that exists on the site counts; "|" accepts either of two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from playwright.sync_api import Page, expect

from tests.support.built_sites import BuiltSite
from tests.support.paths import ROOT

TABLES = ROOT / "tests/corpus/search"
NOTHING = "nothing"
# The page's own script answers each query; only typing it letter by letter is left out.
ASK_ALL = """async (queries) => {
  const [input, form] = ["input", "form"].map((name) => document.querySelector(`#search ${name}`));
  const status = document.querySelector("#search [role=status]");
  const found = [];
  for (const query of queries) {
    status.textContent = "";
    input.value = query;
    form.dispatchEvent(new Event("submit", { cancelable: true }));
    while (!status.textContent) await new Promise((done) => setTimeout(done));
    const link = document.querySelector("#search .search-results a");
    found.push(link ? link.href : "");
  }
  return found;
}"""


@dataclass(frozen=True)
class Answer:
    """A query, the places of which one must come first, and the place that came first."""

    site: str
    query: str
    wanted: tuple[str, ...]
    found: str

    @property
    def is_right(self) -> bool:
        """Tell whether the first result is the wanted place, or a heading of the wanted page."""
        return any(
            self.found == place or ("#" not in place and self.found.split("#")[0] == place)
            for place in self.wanted
        )

    def __str__(self) -> str:
        return f"{self.site}: {self.query!r} → {self.found or NOTHING}, not {self.wanted}"


def read_table(path: Path) -> dict[str, list[str]]:
    """Read the queries of a file, each with its places."""
    table: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    return table


def ask(page: Page, address: str, site: BuiltSite, locale: str, table: dict[str, list[str]]):
    """Ask the search page of a site every query of a table."""
    search = urljoin(address, site.page(locale, "search").url)
    page.goto(search)
    expect(page.get_by_role("searchbox")).to_be_visible()
    found = page.evaluate(ASK_ALL, list(table))
    places = {urljoin(address, one.url): one for one in site.in_locale(locale)}
    return [
        Answer(f"{site.id}/{locale}", query, tuple(_choose(site, locale, table[query])), place)
        for query, place in zip(table, (_name(one, places) for one in found), strict=True)
    ]


def _name(address: str, places: dict) -> str:
    """Name a place as the tables do: "choices#email"."""
    if not address:
        return NOTHING
    parts = urlsplit(address)
    page = places[parts._replace(fragment="").geturl()]
    return page.name + (f"#{unquote(parts.fragment)}" if parts.fragment else "")


def _choose(site: BuiltSite, locale: str, places: list[str]) -> Iterator[str]:
    """Yield the first place, or the choice of places, that the site has."""
    ids = {page.name: set(page.ids) for page in site.in_locale(locale)}
    for choice in places:
        found = [
            place
            for place in choice.split(" | ")
            if place == NOTHING
            or (place.partition("#")[0] in ids and _has(ids, *place.partition("#")[::2]))
        ]
        if found:
            yield from found
            return
    raise AssertionError(f"{site.id} has none of {places}")


def _has(ids: dict[str, set[str]], page: str, anchor: str) -> bool:
    return not anchor or anchor in ids[page]
