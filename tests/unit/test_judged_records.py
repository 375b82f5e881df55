"""Rules that judge one record find what they find in it when they judge all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aviso.checks.record_checks import check_records
from aviso.core.project import Project
from aviso.core.yaml_positions import PositionedValue
from aviso.model.repository import load_records
from aviso.model.source_location import SourceLocation
from tests.support.paths import ROOT

SYSTEM, MEMBER = "example", "example-branch"
RECORDS, _ = load_records(Project(ROOT), [MEMBER, SYSTEM])
USED = {use.vendor for use in RECORDS.libraries[SYSTEM].vendors}
# One fault for each rule that a member's record can break; both records break the last one.
FAULTS: dict[str, Any] = {
    "an unknown register entry": {"disclosures": [{"id": "a", "recipient": "nobody"}]},
    "its own system": {"system": MEMBER},
    "an id twice": {"contacts": [{"id": "desk"}, {"id": "desk"}]},
    "an unknown statement": {"exceptions": [{"id": "a", "source": ["XX-99"]}]},
    "a language that prevails": {"prevailing_language": "fr"},
    "a color": {"branding": {"color": "#ffff00"}},
    "a log": {"website_log": [min(RECORDS.terms["data_categories"])]},
    "a security contact": {"security": {"contact": "nobody"}},
    "a body": {"documents": [{"id": "a", "issued_by": "city"}]},
    "a right": {"rights": [{"id": "a", "contact": "nobody", "procedure": "none"}]},
    "a situation": {"takes_over": ["children"]},
    "a keeper": {"practices": [{"id": "a", "kept_by": max(RECORDS.known["vendor"] - USED)}]},
    "an address": {"address": RECORDS.libraries[SYSTEM].address},
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_record_is_found_without_judging_the_others(name: str) -> None:
    place = RECORDS.place("library", MEMBER)
    written = PositionedValue({**place.value, **FAULTS[name]})
    places = {**RECORDS.places, ("library", MEMBER): SourceLocation(place.file, written)}
    records = replace(RECORDS, places=places)
    everything = check_records(records)
    found = check_records(replace(records, judged=("library", MEMBER)))
    assert found == [one for one in everything if one.file == place.file]
    assert found


def test_a_record_that_could_not_be_read_is_not_judged() -> None:
    assert check_records(replace(RECORDS, judged=("library", "nobody"))) == []
