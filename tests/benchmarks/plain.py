"""Turns the libraries of a project into Markdown that any generator reads.

Prose stays as it is, vendor tables become tables, other facts are left out.

The peers get the same prose and the same vendor tables as Aviso. They are spared what else Aviso
puts on the pages (label, practices, rules, procedures, documents, laws, references), its checks and
its audit of the written pages.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .generate import write_project
from .stock import LOCALES, WORDS, Pair

PLACEHOLDER = re.compile(r"\{\{ *(.*?) *\}\}")
VENDORS_BLOCK = "vendors()"
COMMON = "_pages"
# The search page of Aviso is a place for its script; the peers have a search of their own, or none.
LEFT_OUT = {"search"}


@dataclass(frozen=True)
class PlainLibrary:
    """A library as peers get it.

    It has its id and name, the rows of its vendor table as data, and its pages by (locale, name).
    """

    id: str
    name: Pair
    vendors: list[dict[str, Any]]
    pages: dict[tuple[str, str], str]


class Register:
    """What a project's libraries share: vendors, words for data, common pages and texts."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.vendors = {
            path.stem: read(path) for path in sorted((project / "data" / "vendors").glob("*.yml"))
        }
        self.labels: dict[str, Pair] = {
            name: term["label"]
            for name, term in read(project / "data" / "terms" / "data_categories.yml").items()
        }

    def record(self, identifier: str) -> dict[str, Any]:
        """A library's record."""
        return read(self.project / "data" / "libraries" / f"{identifier}.yml")

    def markdown(self, folder: str, locale: str) -> dict[str, str]:
        """The pages of a folder of docs/ in one language, by name."""
        return {
            path.stem: path.read_text("utf-8")
            for path in sorted((self.project / "docs" / folder / locale).glob("*.md"))
        }


def read(path: Path) -> dict[str, Any]:
    """A YAML file with every value as text."""
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


# The words of the companies' table are those of Aviso's own pages.
INTERFACE = {
    locale: read(Path(__file__).parents[2] / "overrides" / "locales" / f"{locale}.yml")
    for locale in LOCALES
}
HEADINGS = {
    locale: tuple(words[f"vendors.{column}"] for column in ("name", "sends", "receives", "policy"))
    for locale, words in INTERFACE.items()
}
STATES = {
    "not-sent": {locale: words["vendors.not_sent"] for locale, words in INTERFACE.items()},
    "not-verified": {
        locale: words["not_verified_since"].removesuffix(" {day}")
        for locale, words in INTERFACE.items()
    },
}
UNKNOWN = {locale: words["vendors.unknown"] for locale, words in INTERFACE.items()}


def plain_libraries(
    project: Path, fill_vendors: Callable[[list[dict[str, Any]], str, Register], str] | None = None
) -> Iterator[PlainLibrary]:
    """Every library of a project.

    ``fill_vendors`` writes the vendor table otherwise than as Markdown.
    """
    register = Register(project)
    for path in sorted((project / "data" / "libraries").glob("*.yml")):
        yield plain_library(path.stem, register, fill_vendors or vendor_table)


def plain_library(
    identifier: str,
    register: Register,
    fill_vendors: Callable[[list[dict[str, Any]], str, Register], str],
) -> PlainLibrary:
    """One library; a member has the pages and the vendors of its system."""
    own = register.record(identifier)
    system = own.get("system")
    vendors = (register.record(system) if system else own).get("vendors", [])
    pages = {}
    for locale in LOCALES:
        texts = {
            **register.markdown(COMMON, locale),
            **register.markdown(system or identifier, locale),
        }
        known = {
            "library.name": own["name"][locale],
            VENDORS_BLOCK: fill_vendors(vendors, locale, register),
        }
        known |= {
            f"shared('{name}')": text for name, text in register.markdown("_shared", locale).items()
        }
        pages |= {
            (locale, name): plain_markdown(text, known)
            for name, text in texts.items()
            if name not in LEFT_OUT
        }
    return PlainLibrary(identifier, own["name"], vendors, pages)


def plain_markdown(text: str, known: dict[str, str]) -> str:
    """Put the known placeholders' texts in their places and leave the others out."""
    return re.sub(r"\n{3,}", "\n\n", PLACEHOLDER.sub(lambda found: known.get(found[1], ""), text))


def vendor_table(uses: list[dict[str, Any]], locale: str, register: Register) -> str:
    """The vendors that a library uses as a Markdown table."""
    rows = [HEADINGS[locale], ("---",) * 4, *(vendor_row(use, locale, register) for use in uses)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def vendor_row(use: dict[str, Any], locale: str, register: Register) -> tuple[str, ...]:
    """The cells of one vendor."""
    vendor = register.vendors[use["vendor"]]
    name = vendor["name"] if isinstance(vendor["name"], str) else vendor["name"][locale]
    sent = (
        words_for(use["sends"], locale, register)
        if use["state"] == "sent"
        else f"{STATES[use['state']][locale]} {use.get('since', '')}"
    )
    received = (
        UNKNOWN[locale]
        if vendor["data_received"] == "unknown"
        else words_for(vendor["data_received"], locale, register)
    )
    policy = (
        f"[{name}]({vendor['privacy_policy']})" if "privacy_policy" in vendor else UNKNOWN[locale]
    )
    return (
        f"**{name}**: {vendor['service'][locale]}",
        sent,
        received,
        f"{policy} {vendor.get('reviewed_on', '')}",
    )


def words_for(identifiers: list[str], locale: str, register: Register) -> str:
    """The words for data categories."""
    return ", ".join(register.labels[identifier][locale] for identifier in identifiers)


def plain_files(count: int, seed: int = 1, words: int = WORDS) -> Iterator[tuple[str, str]]:
    """Generated libraries as plain Markdown files: (path, text)."""
    with tempfile.TemporaryDirectory() as folder:
        for library in plain_libraries(write_project(Path(folder), count, seed, words)):
            for (locale, name), text in library.pages.items():
                yield f"{library.id}/{locale}/{name}.md", text
