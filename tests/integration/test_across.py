"""Every address within the built sites is followed.

A broken one is reported with the file and line where it is written, and with the nearest that
exists.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.checks.built_html import audit_site
from aviso.checks.built_links import PAGES_FOR_PROCESSES, check_output
from aviso.checks.source_map import Origins, format_as_markdown
from aviso.cli.main import main
from aviso.core.report_formats import format_text
from tests.support.project import Project

NOTICE = "https://notices.example.org/riverside/"
EN, ES = "docs/riverside/en/index.md", "docs/riverside/es/index.md"


@pytest.fixture
def built(small_project: Project) -> Path:
    """The built sites of the small project."""
    shutil.rmtree(small_project.public, ignore_errors=True)
    return small_project.published()


def add(project: Project, text: str, page: str = EN) -> int:
    return [project.add_paragraph(path, text) for path in ((EN, ES) if page == EN else (page,))][-1]


def test_sound_sites_have_no_problem(built: Path, small_project: Project) -> None:
    assert check_output(built, small_project.opened) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            f"{NOTICE}choises/",
            (
                "which does not exist (seen on the page riverside/index.html). Did you mean "
                '"riverside/choices/"?'
            ),
        ),
        (
            f"{NOTICE}es/choices/#emial",
            (
                "where that heading does not exist (seen on the page riverside/index.html). "
                'Did you mean "email"?'
            ),
        ),
    ],
)
def test_a_link_from_one_notice_to_another_is_looked_at(
    small_project: Project, tmp_path: Path, address: str, told: str
) -> None:
    line = add(small_project, f"[There]({address})")
    text = format_text(
        check_output(small_project.published(to=tmp_path / "public"), small_project.opened)
    )
    assert f'{EN}, line {line}: links to "{address}", {told}' in text.splitlines()
    assert f"{ES}, line {line}: " in text and "riverside-branch/index.html" in text


def test_a_page_that_vanished_is_told_where_it_is_linked(
    built: Path, small_project: Project
) -> None:
    shutil.rmtree(built / "riverside" / "choices")
    told = format_text(check_output(built, small_project.opened))
    line = next(
        number
        for number, text in enumerate((small_project / EN).read_text("utf-8").splitlines(), 1)
        if "choices.md#email" in text
    )
    assert (
        f'{EN}, line {line}: links to "choices/#email", which does not exist (seen on the '
        "page riverside/index.html)."
    ) in told
    assert (
        'riverside/sitemap.xml, line 1: links to "https://notices.example.org/riverside/choices/"'
        in told
    )
    assert (
        "riverside/es/choices/index.html, line 1: "
        'links to "https://notices.example.org/riverside/choices/"' in told
    ), "the alternate of the other language"


def test_a_heading_that_vanished_is_told_where_data_name_it(
    built: Path, small_project: Project
) -> None:
    for page in ("choices", "es/choices"):
        small_project.replace(f"public/riverside/{page}/index.html", 'id="email"', 'id="e-mail"')
    told = format_text(check_output(built, small_project.opened)).splitlines()
    assert any(one.startswith(f"{EN}, line ") and 'Did you mean "e-mail"?' in one for one in told)


@pytest.mark.parametrize(
    "written",
    [
        "- vendor: pagewell",
        "- {vendor: pagewell, state: sent, sends: [email], since: 2026-01-12}",
        '- "vendor" : pagewell',
    ],
)
def test_an_address_of_a_company_is_found_in_its_file_however_the_record_names_it(
    small_project: Project, tmp_path: Path, written: str
) -> None:
    entry = "- vendor: pagewell\n    state: sent\n    sends: [email]\n    since: 2026-01-12"
    rest = "" if "{" in written else entry.removeprefix("- vendor: pagewell")
    record = "data/libraries/riverside.yml"
    assert entry in small_project.read(record)
    small_project.write(record, small_project.read(record).replace(entry, written + rest))
    address, vendor = f"{NOTICE}nowhere/", "data/vendors/pagewell.yml"
    small_project.replace(vendor, "https://www.pagewell.example/privacy", address)
    public = small_project.published(to=tmp_path / "public")
    assert f'{vendor}, line 8: links to "{address}", which does not exist' in format_text(
        check_output(public, small_project.opened)
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('href="choices/', 'href="chioces/', 'links to "chioces/'),
        ("assets/logo.svg", "assets/lgoo.svg", "lgoo.svg"),
        ("assets/notice.css", "assets/notcie.css", "notcie.css"),
    ],
)
def test_every_kind_of_address_is_looked_at(
    built: Path, small_project: Project, old: str, new: str, told: str
) -> None:
    small_project.replace("public/riverside/index.html", old, new, everywhere=True)
    assert told in format_text(check_output(built, small_project.opened))


def test_pictures_are_looked_at(small_project: Project, tmp_path: Path) -> None:
    shutil.copy(
        small_project / "docs/riverside/assets/logo.svg",
        small_project / "docs/riverside/assets/map.svg",
    )
    line = add(small_project, "![A map](../assets/map.svg)")
    public = small_project.published(to=tmp_path / "public")
    (public / "riverside" / "assets" / "map.svg").unlink()
    assert f'{ES}, line {line}: links to "../assets/map.svg", which does not exist' in format_text(
        check_output(public, small_project.opened)
    )


def test_many_processes_find_the_same(small_project: Project, tmp_path: Path) -> None:
    """Enough pages to be divided among processes; every other one has a link to nowhere."""
    for number in range(PAGES_FOR_PROCESSES + 1):
        place = tmp_path / f"{number}" / "index.html"
        place.parent.mkdir()
        place.write_text(
            f'<!doctype html><html lang="en"><a href="../{number + number % 2 * 1000}/">A page</a>',
            "utf-8",
        )
    alone = check_output(tmp_path, small_project.opened, processes=1)
    assert len(alone) == PAGES_FOR_PROCESSES // 2
    assert check_output(tmp_path, small_project.opened, processes=2) == alone


def test_the_command_ends_with_1_and_names_the_line(
    built: Path, small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_project.root)
    assert CliRunner().invoke(main, ["links", "--inside", str(built)]).exit_code == 0
    shutil.rmtree(built / "riverside" / "choices")
    done = CliRunner().invoke(main, ["links", "--inside", str(built), "--format", "github"])
    assert done.exit_code == 1 and f"::error file={EN},line=" in done.stdout


def test_the_audit_of_a_build_names_the_line_too(built: Path, small_project: Project) -> None:
    site = built / "riverside"
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    assert audit_site(files, NOTICE) == []
    files.pop("choices/index.html")
    told = format_text(
        audit_site(files, NOTICE, origins=Origins(small_project.opened, "riverside"))
    )
    assert (
        f'{EN}, line 13: links to "choices/#email", which does not exist (seen on the page '
        "index.html)."
    ) in told
    assert (
        'sitemap.xml, line 1: names "https://notices.example.org/riverside/choices/", '
        "which does not exist."
    ) in told


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("../choices/#email", "choices.md#email"),
        ("../", "index.md"),
        ("./", "index.md"),
        ("#email", "#email"),
        ("choices/", "choices.md"),
    ],
)
def test_addresses_are_turned_back_into_what_authors_write(href: str, written: str) -> None:
    assert format_as_markdown(href) == written
