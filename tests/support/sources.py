"""The expected contents of a site, read from data/, docs/ and mkdocs.yml without Aviso's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.paths import ROOT

LOCALES = ("en", "es")
FRONT = "_front"
# The fields of a record that give a library one of the standard pages.
MADE_FOR = {
    "collect": ("\npractices:", "headline: false"),
    "cookies": ("topic: cookies", "topic: tracking"),
    "companies": ("\nvendors:", "topic: sharing"),
    "children": ("\nage_rules:", "topic: children"),
    "requests": ("\ndisclosures:", "\nprocedures:"),
    "choices": ("\ncontacts:", "topic: email", "topic: security", "optional: "),
    "laws": ("\nlaws:",),
    "documents": ("\ndocuments:",),
}


@dataclass(frozen=True)
class Sources:
    """The files of a project that say what its sites should hold."""

    root: Path

    @cached_property
    def records(self) -> dict[str, dict[str, Any]]:
        """Every library's record as it is written, by its id."""
        paths = sorted((self.root / "data/libraries").glob("*.yml"))
        return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in paths}

    @property
    def library_ids(self) -> list[str]:
        """The ids of all libraries."""
        return sorted(self.records)

    @property
    def site_ids(self) -> list[str]:
        """The front page, and all libraries."""
        return [FRONT, *self.library_ids]

    def is_model(self, site_id: str) -> bool:
        """Whether a site is that of an invented library."""
        publication = self.records.get(site_id, {}).get("publication")
        return isinstance(publication, dict) and publication.get("state") == "model"

    @cached_property
    def front_address(self) -> str:
        """The address of the front page."""
        text = (self.root / "mkdocs.yml").read_text("utf-8")
        address: str = yaml.load(text, yaml.BaseLoader)["site_url"]
        return address

    def folders_of(self, site_id: str) -> list[str]:
        """The folders of docs/ that a site's pages come from, the common ones first."""
        if site_id == FRONT:
            return ["_pages", FRONT]
        system = self.records[site_id].get("system")
        return ["_pages", *([system] if system else []), site_id]

    def names_by_address(self, site_id: str) -> dict[tuple[str, str], str]:
        """The names of the pages that have an address of their own, by language and address."""
        found = {}
        for folder in self.folders_of(site_id):
            for path in (self.root / "docs" / folder).glob("*/*.md"):
                match = re.search(r"^address: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
                if match:
                    found[path.parent.name, match[1]] = path.stem
        return found

    def page_names(self, site_id: str) -> dict[str, set[str]]:
        """The names of the pages that the Markdown files ask for, by language."""
        own = [each for each in self.folders_of(site_id) if site_id != FRONT or each == FRONT]
        docs = self.root / "docs"
        records = "".join(
            (self.root / f"data/libraries/{each}.yml").read_text("utf-8")
            for each in own
            if not each.startswith("_")
        )
        return {
            locale: {
                path.stem
                for each in own
                for path in (docs / each / locale).glob("*.md")
                # A standard page is made only if the record has facts for it.
                if each != "_pages"
                or any(fact in records for fact in MADE_FOR.get(path.stem, ("",)))
            }
            | {"search"}
            for locale in LOCALES
        }

    def assets_of(self, site_id: str) -> set[str]:
        """The pictures that a site may ship, as it ships them."""
        folders = [self.root / "docs" / each / "assets" for each in self.folders_of(site_id)]
        return {f"assets/{path.name}" for folder in folders for path in folder.glob("*")}

    @cached_property
    def texts(self) -> dict[str, set[str]]:
        """Every text of data/ that stands there in both languages, by language."""
        found: dict[str, set[str]] = {locale: set() for locale in LOCALES}
        for path in (self.root / "data").rglob("*.yml"):
            for pair in _pairs_in(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)):
                for locale in LOCALES:
                    found[locale].add(" ".join(pair[locale].split()))
        return found

    @cached_property
    def spanish_policies(self) -> dict[str, str]:
        """The addresses of policies in Spanish, each with that of the English one."""
        paths = (self.root / "data/vendors").glob("*.yml")
        vendors = [yaml.safe_load(path.read_text("utf-8")) for path in paths]
        both = [each["privacy_policy"] for each in vendors if "privacy_policy" in each]
        return {one["es"]: one["en"] for one in both if isinstance(one, dict) and "es" in one}


def _pairs_in(value: object) -> Iterator[dict[str, str]]:
    is_pair = isinstance(value, dict) and set(value) == set(LOCALES)
    if (
        isinstance(value, dict)
        and is_pair
        and all(isinstance(each, str) for each in value.values())
    ):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _pairs_in(each)


@lru_cache
def strings(locale: str) -> dict[str, str]:
    """The words of the interface of one language, by key."""
    text = (ROOT / f"overrides/locales/{locale}.yml").read_text("utf-8")
    words: dict[str, str] = yaml.load(text, yaml.BaseLoader)
    return words
