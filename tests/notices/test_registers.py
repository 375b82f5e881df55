"""The registers of laws and companies say where each fact was read, and in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from aviso.apps.policies.watcher import list_policies
from aviso.core.project import Project
from aviso.core.trees import walk
from aviso.model.repository import load_records
from tests.support.paths import ROOT

CODES = (
    "alakazarcacoctdcdeflgahiidiliniakskylamemdmamimnmsmo"
    "mtnenvnhnjnmnyncndohokorpariscsdtntxutvtvawawvwiwy"
)
STATES = {CODES[at : at + 2] for at in range(0, len(CODES), 2)}
# California's and New York's stand in data/laws.yml, since libraries of this repository name them.
IN_REGISTER = {"ca-gov-7927-105", "ny-cplr-4509"}
PAGE = ROOT / "handbook/reference/state-laws.md"


def read(folder: str) -> dict[str, Any]:
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((ROOT / "data" / folder).glob("*.yml"))
    }


LAWS, VENDORS = read("laws"), read("vendors")
COMPANIES = {name: one for name, one in VENDORS.items() if one.get("kind") != "group"}


def find_lonely_texts(record: Any) -> list[object]:
    """The texts of a record that lack one of the two languages."""
    return [
        path
        for path, node in walk(record)
        if isinstance(node, dict) and node and node.keys() <= {"en", "es"}
        if not all(isinstance(node.get(one), str) and node[one].strip() for one in ("en", "es"))
    ]


def test_there_is_a_law_for_every_state_and_the_district() -> None:
    assert len(STATES) == 51
    assert {name[:2] for name in (*LAWS, *IN_REGISTER)} == STATES


def test_no_law_has_the_id_of_another() -> None:
    register = yaml.safe_load((ROOT / "data/laws.yml").read_text("utf-8"))
    assert not register.keys() & LAWS.keys() and register.keys() >= IN_REGISTER


@pytest.mark.parametrize("name", LAWS)
def test_every_law_names_the_page_that_was_read_and_the_day(name: str) -> None:
    law = LAWS[name]
    assert law["known_from"]["url"].startswith("http") and law["known_from"]["date"]
    assert law["status"] in ("secondary-copy", "cited-not-checked")
    # Where nobody read the text, no link promises it.
    assert ("address" in law) == (law["status"] == "secondary-copy")
    assert find_lonely_texts(law) == []


@pytest.mark.parametrize("name", LAWS)
def test_shall_and_may_are_the_same_in_both_languages(name: str) -> None:
    english, spanish = LAWS[name]["explanation"]["en"], LAWS[name]["explanation"]["es"]
    assert len(re.findall(r"\bshall\b", english)) == len(
        re.findall(r"\b(?:deber(?:á|án)|tendrá derecho|se aplicará)\b", spanish, re.I)
    )
    assert bool(re.search(r"\bmay\b", english)) == bool(
        re.search(r"\bpodr(?:á|án)\b", spanish, re.I)
    )


@pytest.mark.parametrize("name", COMPANIES)
def test_every_company_names_a_page_that_was_read(name: str) -> None:
    company = COMPANIES[name]
    evidence = company["evidence"]
    assert evidence["url"].startswith("http") and evidence["says"]
    assert company["data_received"] == "unknown" or company["data_received"]
    assert find_lonely_texts(company) == []


def test_a_company_that_no_library_uses_names_the_day_as_well() -> None:
    used = {
        use["vendor"]
        for library in read("libraries").values()
        for use in library.get("vendors") or ()
    }
    undated = [
        name for name in COMPANIES.keys() - used if "date" not in COMPANIES[name]["evidence"]
    ]
    assert undated == []


def test_nobody_asks_for_the_policy_of_a_company_that_no_library_uses() -> None:
    records, _ = load_records(Project(ROOT))
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    assert {one.vendor for one in list_policies(records)} <= used < records.vendors.keys()
    assert [one.vendor for one in list_policies(records, ("zoom",))] == ["zoom"]


def test_there_are_at_least_eighty_companies() -> None:
    assert len(COMPANIES) >= 80


def test_the_handbook_lists_every_state_with_what_was_read() -> None:
    rows = re.findall(r"^\| [^|]+ \| `([^`]+)` \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.M)
    words = {"secondary-copy": "read in a copy", "cited-not-checked": "cited, not checked"}
    expected = {name: words[law["status"]] for name, law in LAWS.items()}
    assert dict(rows) == expected | dict.fromkeys(IN_REGISTER, "current")
    assert len(rows) == len(dict(rows))


def test_the_schema_that_a_law_names_is_its_own() -> None:
    firsts = {
        path.read_text("utf-8").splitlines()[0] for path in Path(ROOT / "data/laws").glob("*.yml")
    }
    assert firsts == {"# yaml-language-server: $schema=../schema/law.json"}
