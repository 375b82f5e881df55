"""Every file of a rich project's sites keeps to the rules, as the bytes that a browser gets.

The rules that are left out are listed with the reason.
"""

from __future__ import annotations

import json

import pytest

from tests.support.built_sites import BuiltSite, Sites
from tests.support.html_promises import *  # noqa: F403
from tests.support.paths import ROOT

# Why a rule of html-validate is switched off in .htmlvalidate.json.
SWITCHED_OFF = {
    "no-redundant-role": (
        "Safari takes a list without marks for no list, so such a list says that it is one. A test "
        "keeps to lists."
    ),
    "tel-non-breaking": (
        "A special hyphen would be copied with the telephone number, and a search for the "
        "number would not find it."
    ),
}


def test_every_rule_that_is_switched_off_has_a_reason():
    rules = json.loads((ROOT / ".htmlvalidate.json").read_text("utf-8"))["rules"]
    assert {rule for rule, severity in rules.items() if severity == "off"} == set(SWITCHED_OFF)


def test_the_sites_are_published_drafts_and_members(sites: Sites):
    """Or else nothing would be tried of one of these."""
    libraries = [sites[library] for library in sites.sources.library_ids]
    assert {site.is_draft for site in libraries} == {True, False}
    assert [site.id for site in libraries if site.system] == ["example-branch"]


@pytest.mark.parametrize("tag", ["p", "strong", "li"])
def test_both_languages_of_a_text_that_was_translated_with_care_have_as_many_parts(
    site: BuiltSite, tag: str
):
    found = 0
    for english, spanish in site.pairs:
        count = len(list(english.main.iter(tag)))
        assert count == len(list(spanish.main.iter(tag))), english.name
        found += count
    assert found
