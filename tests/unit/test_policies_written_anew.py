"""Three policies written as records alone: each fact is on its page, in both languages.

The facts are those that policies have and that notices most often cannot say. No library here has a
page of its own.
"""

from __future__ import annotations

import re

import pytest

from aviso.content.fragments import Fragment
from aviso.model.inheritance import resolve_inheritance
from aviso.site.compose import make_site
from aviso.site.site import Site
from tests.support.facts_of_policies import ASHGROVE, FACTS, RIO_CLARO, STONEFIELD
from tests.support.policies_written_anew import make_project
from tests.support.project import Project
from tests.support.words import words


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The libraries, in one project."""
    return make_project(tmp_path_factory.mktemp("policies") / "project")


@pytest.fixture(scope="module")
def sites(project: Project) -> dict[str, Site]:
    """The site of each of the three."""
    records = project.load_records()
    return {name: make_site(name, records) for name in (STONEFIELD, RIO_CLARO, ASHGROVE)}


@pytest.fixture(scope="module")
def texts(sites: dict[str, Site]) -> dict[tuple[str, str, str], str]:
    """What readers see, by library, language and page."""
    return {
        (library, locale, page): words(Fragment(found.html, ""))
        for library, site in sites.items()
        for (locale, page), found in site.pages.items()
    }


def test_nothing_is_wrong_with_them(project: Project) -> None:
    assert project.reported() == ""


def test_each_fact_is_on_its_page_in_both_languages(
    texts: dict[tuple[str, str, str], str],
) -> None:
    missing = [
        (library, page, sought)
        for library, page, *both in FACTS
        for locale, sought in zip(("en", "es"), both, strict=True)
        if sought not in texts[library, locale, page].replace("\u00a0", " ")
    ]
    assert missing == []


def test_an_event_is_not_called_inexact(texts: dict[tuple[str, str, str], str]) -> None:
    assert {"index", "collect"} <= {page for _, _, page in texts}
    for (_, locale, page), text in texts.items():
        if page in ("index", "collect"):
            stamp = "no exact period given" if locale == "en" else "sin plazo exacto"
            # The page explains the stamp once.
            assert text.count(stamp) == (page == "collect")


def test_no_page_has_a_heading_that_says_something_else(
    texts: dict[tuple[str, str, str], str],
) -> None:
    assert "Who may see a child’s record" not in texts[ASHGROVE, "en", "children"]
    assert "What is collected from children" not in texts[STONEFIELD, "en", "children"]


def test_a_member_of_a_consortium_takes_over_only_what_is_shared(
    project: Project, sites: dict[str, Site]
) -> None:
    records = project.load_records()
    whole = resolve_inheritance(records.libraries[STONEFIELD], records)
    shared = {one.id: one for one in whole.practices if one.id.startswith("network-")}
    assert set(shared) == {"network-account", "network-loans"}
    assert {one.kept_by for one in shared.values()} == {"system"}
    assert whole.documents[0].id == "network-policy" and whole.website_log is None
    system = make_site("quarry-valley", records)
    assert "Stonefield" not in system.pages["en", "index"].html
    notice = sites[STONEFIELD].notice
    assert notice and notice.system and notice.system.kind == "system"


def test_a_member_has_no_page_of_a_system_that_shares_only_services(project: Project) -> None:
    page = "---\ntitle: Ours\ndescription: Of the network.\n---\n# Ours\n\nWords.\n"
    for locale in ("en", "es"):
        project.write(f"docs/quarry-valley/{locale}/ours.md", page)
    records = project.load_records()
    assert ("en", "ours") in make_site("quarry-valley", records).sources
    assert ("en", "ours") not in make_site(STONEFIELD, records).sources


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "takes_over: [account, borrowing]",
            "takes_over: [catalog]",
            '"quarry-valley" has no practice of the situation "catalog". Its practices are of: '
            "account, borrowing, website.",
        ),
        ("takes_over: [account, borrowing]", "takes_over: []", "names at least one situation"),
        (
            "takes_over: [account, borrowing]",
            "takes_over: [acount]",
            '"acount" is not in data/terms/situations.yml. Did you mean "account"?',
        ),
        (
            "by: {en: the donor, es: el donante}",
            "by: {en: the donor, by letter, es: el donante}",
            'unknown key "by letter". Between { and }, a comma ends a text. If this is the rest '
            'of one, put the whole text in quotes: "…, by letter"',
        ),
    ],
)
def test_a_slip_is_told(project: Project, old: str, new: str, said: str) -> None:
    name = f"data/libraries/{ASHGROVE if old.startswith('by') else STONEFIELD}.yml"
    before = project.read(name)
    project.replace(name, old, new)
    try:
        assert said in re.sub(r"\s+", " ", project.reported(STONEFIELD, ASHGROVE))
    finally:
        project.write(name, before)
