"""A site is whole when it is made.

What it is for is said then, and nothing is put into it later.
"""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError

import pytest

from aviso.build.assemble import assemble_site
from aviso.content.expressions import evaluate
from aviso.content.fragments import FactError
from aviso.content.pages import FRONT
from aviso.i18n.catalog import load_catalog
from aviso.model.repository import VOCABULARIES
from aviso.model.vocabulary import GlossaryEntry, Term
from aviso.site.proof import Proof
from aviso.site.writer import make_site_files
from tests.support.project import Project

PROOF = Proof(pages=4, checked_on="2026-02-10", browser="Chromium 1", accessibility="axe-core 1")
SITES = pytest.mark.parametrize("site_id", [FRONT, "riverside", "riverside-branch"])


@SITES
def test_nothing_is_put_into_a_site_later(site_id: str, small_project: Project) -> None:
    site = assemble_site(small_project.opened, site_id)
    for name, value in (
        ("proof", PROOF),
        ("is_preview", True),
        ("address", "https://elsewhere.example.org/"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(site, name, value)


@SITES
def test_a_preview_has_no_content_policy(site_id: str, small_project: Project) -> None:
    published, preview = (
        make_site_files(assemble_site(small_project.opened, site_id, is_preview=is_preview))[
            "index.html"
        ]
        for is_preview in (False, True)
    )
    assert b"Content-Security-Policy" in published and b"Content-Security-Policy" not in preview


@SITES
def test_what_a_banner_leads_to_is_there(site_id: str, small_project: Project) -> None:
    """The style sheet and the script say where the licenses of others' code in them stand."""
    files = make_site_files(assemble_site(small_project.opened, site_id))
    for name in ("assets/notice.css", "assets/search.js"):
        banner = re.search(rb"/\* Made by .*: (\S+) \*/", files[name])
        assert banner, f"{name} has no banner"
        licenses = files[f"assets/{banner[1].decode()}"]
        assert b"mkdocs-material" in licenses and b"wink-porter2-stemmer" in licenses
    pages = [content for name, content in files.items() if name.endswith((".html", "sitemap.xml"))]
    assert not [page for page in pages if b"licences.txt" in page], "a page would ask for it"


@SITES
def test_a_proof_stands_in_the_file_of_the_site(site_id: str, small_project: Project) -> None:
    without, proven = (
        make_site_files(assemble_site(small_project.opened, site_id, proof=proof))["proof.json"]
        for proof in (None, PROOF)
    )
    assert b'"visited": null' in without and b'"2026-02-10"' in proven


def test_a_page_that_is_not_translated_is_named_by_words_and_shown_by_its_counterpart(
    small_project: Project,
) -> None:
    small_project.delete("docs/riverside/es/choices.md")
    site = assemble_site(small_project.opened, "riverside")
    assert site.titles["es", "choices"] == load_catalog(small_project.opened, "es").get_string(
        "untranslated.title"
    )
    assert "choices" in site.pages["es", "choices"].html
    with pytest.raises(FactError, match="cannot be shown here"):
        evaluate("untranslated()", site.make_context("es", "choices", with_outline=False).names)
    with pytest.raises(FactError, match="does not exist"):
        evaluate("untranslated()", site.make_context("en", "choices").names)


def test_records_hold_what_their_types_say(project: Project) -> None:
    records = project.load_records()
    assert set(records.terms) == set(VOCABULARIES)
    assert {type(term) for terms in records.terms.values() for term in terms.values()} == {Term}
    assert {type(entry) for entry in records.glossary.values()} == {GlossaryEntry}
    notice = assemble_site(project.opened, "example").notice
    assert notice and notice.glossary == records.glossary and notice.terms == records.terms
