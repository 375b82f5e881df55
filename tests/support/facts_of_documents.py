"""The facts of the libraries' documents: as listed from them, and as recorded."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from tests.support.paths import ROOT
from tests.support.sources import LOCALES, Sources

FACTS = ROOT / "tests" / "notices" / "facts"
ABOUT = yaml.safe_load((FACTS / "libraries.yml").read_text("utf-8"))
RECORDS = Sources(ROOT).records
HERE = "https://here.test/"


@dataclass(frozen=True)
class Fact:
    """One line of a list: what a document says, where it says it, and the figures in it."""

    id: str
    document: str
    section: str | None
    figures: tuple[str, ...]


def facts_of(library: str) -> list[Fact]:
    """Read the list of a library's facts."""
    lines = (FACTS / f"{library}.txt").read_text("utf-8").splitlines()
    facts = [_fact(line) for line in lines if line and not line.startswith("#")]
    assert facts, f"no facts of {library}: tests of each fact would test nothing"
    return facts


def _fact(line: str) -> Fact:
    place, _, figures = line.partition("|")
    identifier, document, section = place.split()
    return Fact(identifier, document, None if section == "-" else section, tuple(figures.split()))


@dataclass(frozen=True)
class Recorded:
    """A statement or revision as the library's record has it."""

    document: dict
    statement: dict
    needs_citation: bool

    @property
    def section(self) -> str | None:
        """The section that it stands in."""
        return self.statement.get("section")


def statements_of(library: str) -> dict[str, Recorded]:
    """Every statement and dated revision of a library's documents by its id."""
    found = {}
    for document in RECORDS[library].get("documents", []):
        for statement in document.get("statements", []):
            found[statement["id"]] = Recorded(document, statement, "defines" not in statement)
        for revision in document.get("revisions", []):
            if "id" in revision:
                found[revision["id"]] = Recorded(document, revision, False)
    return found


for_both_languages = pytest.mark.parametrize("locale", LOCALES)
