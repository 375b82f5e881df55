"""The HTML is whole and valid."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from tests.support.built_sites import BuiltPage, BuiltSite, Sites, text_of
from tests.support.paths import ROOT
from tests.support.sources import FRONT, LOCALES

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Valid


def test_every_markdown_page_is_built_in_both_languages_and_nothing_else(site: BuiltSite):
    wanted = site.sources.page_names(site.id)
    assert {locale: {page.name for page in site.in_locale(locale)} for locale in LOCALES} == wanted
    assert wanted["en"] == wanted["es"]
    shipped = (
        {path.relative_to(site.folder).as_posix() for path in site.files}
        - {page.path for page in site.pages}
        - {"sitemap.xml.gz"}
    )
    # The words that people use in searches are those of notices.
    searched = ("index.json",) if site.id == FRONT else ("index.json", "words.json")
    indexes = {site.page(locale, "search").url + name for locale in LOCALES for name in searched}
    needed = {
        "404.html",
        "es/404.html",
        "sitemap.xml",
        "proof.json",
        "assets/notice.css",
        "assets/search.js",
        "assets/icon.svg",
        "assets/licences.txt",
        *indexes,
        *_logo(site),
    }
    # Files that concern a whole host, and the files that a page may show.
    allowed = {".well-known/security.txt", ".well-known/gpc.json", *site.sources.assets_of(site.id)}
    assert needed <= shipped <= needed | allowed


def _logo(site: BuiltSite) -> set[str]:
    """The logo of a library, or of its system."""
    records = (site.record, site.sources.records.get(site.system or "", {}))
    logos = [record.get("branding", {}).get("logo") for record in records]
    return {f"assets/{logo}" for logo in logos if logo and not (logos[0] and logo != logos[0])}


def test_the_html_is_valid_for_a_strict_parser(site: BuiltSite):
    assert [fault for page in site.all_pages if (fault := _parse_error(page))] == []


def _parse_error(page: BuiltPage) -> str | None:
    try:
        html5lib.HTMLParser(strict=True).parse(page.html)
    except html5lib.html5parser.ParseError as error:
        return f"{page.file}: {error!r}"
    return None


def test_the_html_is_valid_for_html_validate(sites: Sites, tmp_path: Path):
    tool = ROOT / "node_modules/.bin/html-validate"
    if not tool.exists():
        pytest.skip("html-validate is not installed: run `npm ci`")
    # A page with a known fault proves that the tool reads its input.
    (tmp_path / "faulty.html").write_text(
        '<!doctype html>\n<html lang="en"><head><title>A</title></head><body><p><div>'
        "</div></body></html>",
        "utf-8",
    )
    command = [
        tool,
        "--config",
        ROOT / ".htmlvalidate.json",
        "--formatter",
        "json",
        tmp_path,
        sites.folder,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [
        (Path(entry["filePath"]), each["line"], each["ruleId"], each["message"])
        for entry in json.loads(done.stdout)
        for each in entry["messages"]
    ]
    assert [fault for fault in found if fault[0].name != "faulty.html"] == []
    assert found


def test_the_html_is_valid_for_the_nu_checker(sites: Sites, tmp_path: Path):
    tool = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not tool.exists() or not shutil.which("java"):
        pytest.skip("the Nu checker is not installed: run `npm ci`, and install Java")
    # A page with a known fault proves that the tool reads its input.
    faulty = tmp_path / "faulty.html"
    faulty.write_text(
        '<!doctype html>\n<html lang="en"><title>A</title><table><tr><td role="cell">B</table>',
        "utf-8",
    )
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", tool, *options, "--skip-non-html", faulty, sites.folder],
        capture_output=True,
        text=True,
        check=True,
    )
    found = [
        (each["url"].removeprefix("file:"), each.get("lastLine"), each["message"])
        for each in json.loads(done.stdout)["messages"]
    ]
    assert [fault for fault in found if fault[0] != str(faulty)] == []
    assert [fault for fault in found if fault[0] == str(faulty)]


def test_roles_are_redundant_on_lists_only(site: BuiltSite):
    # Safari does not treat a list without bullets as a list.
    faults = [
        f"{page}: <{element.tag} role={element.get('role')}>"
        for page in site.all_pages
        for element in page.document.iter()
        if element.get("role") not in {None, "note", *(["list"] if element.tag == "ul" else [])}
    ]
    assert faults == []


# Readable


def test_one_main_heading_and_the_others_in_order(site: BuiltSite):
    for page in site.all_pages:
        levels = [int(element.tag[1]) for element in page.body.iter() if element.tag in HEADINGS]
        assert levels.count(1) == 1 and levels[0] == 1, f"{page}: {levels}"
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{page}: {levels}"
        assert all(text_of(element) for element in page.body.iter() if element.tag in HEADINGS), (
            page
        )


def test_no_id_is_there_twice(site: BuiltSite):
    assert [
        (str(page), name)
        for page in site.all_pages
        for name, count in Counter(page.ids).items()
        if count > 1
    ] == []
