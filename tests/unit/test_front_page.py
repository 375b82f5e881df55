"""The front page's own file, the addresses that follow from it, and which libraries it lists."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aviso.apps.hosting.hosts import plan_hosts
from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.fingerprints import Fingerprints
from aviso.build.incremental import build_sites
from aviso.build.output import Output
from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.core.project import FRONT_FILE, Project
from aviso.core.report_formats import format_text
from aviso.model.membership import find_first_library
from aviso.model.repository import load_records
from aviso.site.writer import make_site_files
from tests.support.project import Project as ProjectFolder

FRONT = """\
name:
  en: Lakes & Rivers
  es: Lagos y ríos
short_name: {en: L&R, es: LyR}
color: "#14594f"
text: {en: "Choose one & read.", es: "Elija una."}
note: {en: "Two more follow.", es: "Habrá dos más."}
"""
BRANCH = Path("data/libraries/riverside-branch.yml")
ADDRESS = "address: https://notices.example.org/riverside-branch/\n"


@pytest.fixture
def small_project(renew_small_project: Callable[[], ProjectFolder], tmp_path: Path) -> Path:
    """A copy of the small project whose settings may be changed too."""
    return Path(shutil.copytree(renew_small_project().root, tmp_path / "project", symlinks=True))


def pages(project: Path) -> dict[str, str]:
    site = assemble_site(Project(project), "_front")
    return {
        name: content.decode("utf-8", "replace") for name, content in make_site_files(site).items()
    }


def write(project: Path, text: str) -> None:
    (project / FRONT_FILE).write_text(text, "utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def with_blocks(project: Path) -> None:
    for locale in ("en", "es"):
        change(
            project / f"docs/_front/{locale}/index.md",
            "{{ libraries() }}",
            "{{ introduction() }}\n\n{{ libraries() }}\n\n{{ note() }}",
        )


# Its own file


def test_name_color_and_texts_come_from_the_file(small_project: Path) -> None:
    with_blocks(small_project)
    write(small_project, FRONT)
    found = pages(small_project)
    assert "<strong>Lakes &amp; Rivers</strong>" in found["index.html"]
    assert "Lagos y ríos" in found["es/index.html"]
    assert "L&amp;R" in found["index.html"]
    assert found["assets/notice.css"].startswith(":root{--aviso-brand:#14594f}")
    assert "<p>Choose one &amp; read.</p>" in found["index.html"]
    assert "<p>Habrá dos más.</p>" in found["es/index.html"]
    assert format_text(check_all(Project(small_project))) == ""


def test_without_the_file_everything_is_as_usual(small_project: Path) -> None:
    with_blocks(small_project)
    found = pages(small_project)
    assert "<strong>Library privacy notices</strong>" in found["index.html"]
    assert found["assets/notice.css"].startswith(":root{--aviso-brand:#2b3a55}")
    assert "What does your library know about you" in found["index.html"]
    assert "Two more" not in found["index.html"]


def test_a_logo_stands_in_the_header(small_project: Path) -> None:
    (small_project / "docs/_front/assets").mkdir()
    logo = small_project / "docs/riverside/assets/logo.svg"
    (small_project / "docs/_front/assets/mark.svg").write_bytes(logo.read_bytes())
    write(small_project, "logo: mark.svg\n")
    found = pages(small_project)
    assert 'src="assets/mark.svg"' in found["index.html"] and "assets/mark.svg" in found


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("color: red\n", 1, "is not a color"),
        ('\ncolor: "#ffff00"\n', 2, "is too hard to read"),
        ("logo: none.svg\n", 1, "none.svg"),
        ("name:\n  en: Only English\n", 1, "es is missing"),
        ("colour: x\n", 1, 'Did you mean "color"?'),
        ("text: [a]\n", 1, "is needed in both languages"),
    ],
)
def test_a_fault_is_reported_at_its_line_and_stops_the_front_page_only(
    small_project: Path, text: str, line: int, said: str
) -> None:
    write(small_project, text)
    found = [one for one in check_all(Project(small_project)) if one.file == FRONT_FILE]
    assert [one.line for one in found] == [line] and said in format_text(found)
    with pytest.raises(UnsoundSite, match=FRONT_FILE):
        assemble_site(Project(small_project), "_front")
    assemble_site(Project(small_project), "riverside")


def test_a_change_of_the_file_makes_the_front_page_anew(
    small_project: Path, tmp_path: Path
) -> None:
    output = Output(tmp_path / "public")

    def made() -> set[str]:
        project = Project(small_project)
        wanted = ["_front", *Fingerprints(project).libraries]
        with output.lock():
            outcomes = list(build_sites(project, wanted, output))
        assert [one.site_id for one in outcomes if one.problems] == []
        assert len(outcomes) == len(wanted)
        return {one.site_id for one in outcomes if one.state == "published"}

    assert "_front" in made() and made() == set()
    write(small_project, FRONT)
    assert made() == {"_front"} and made() == set()
    write(small_project, FRONT.replace("14594f", "14594e"))
    assert made() == {"_front"}
    (small_project / FRONT_FILE).unlink()
    assert made() == {"_front"}


# Addresses


def test_an_address_follows_from_that_of_the_front_page(small_project: Path) -> None:
    change(small_project / BRANCH, ADDRESS, "")
    change(small_project / "mkdocs.yml", "notices.example.org", "privacy.lakes.org")
    records, problems = load_records(Project(small_project))
    assert problems == []
    assert records.libraries["riverside-branch"].address == (
        "https://privacy.lakes.org/riverside-branch/"
    )
    assert records.libraries["riverside"].address == "https://notices.example.org/riverside/"
    site = assemble_site(Project(small_project), "riverside-branch")
    page = make_site_files(site)["es/index.html"].decode()
    assert 'rel="canonical" href="https://privacy.lakes.org/riverside-branch/es/"' in page
    hosts, _ = plan_hosts(Project(small_project))
    assert [
        mount.site_id for host in hosts if host.name == "privacy.lakes.org" for mount in host.mounts
    ] == [
        "riverside-branch",
        "_front",
    ]


def test_two_at_one_address_are_reported_also_if_one_only_follows(
    small_project: Path, tmp_path: Path
) -> None:
    change(small_project / BRANCH, ADDRESS, "")
    change(
        small_project / "data/libraries/riverside.yml",
        "https://notices.example.org/riverside/",
        "https://notices.example.org/riverside-branch/",
    )
    said = (
        'has the same address as the library "riverside" '
        "(https://notices.example.org/riverside-branch/)"
    )
    assert said in format_text(check_all(Project(small_project)))
    output = Output(tmp_path / "public")
    with output.lock():
        outcomes = list(
            build_sites(Project(small_project), ["riverside", "riverside-branch"], output)
        )
    assert [(one.site_id, one.state) for one in outcomes if one.problems] == [
        ("riverside-branch", "failed")
    ]


# Which libraries it lists


def test_a_library_can_be_left_off_the_front_page(small_project: Path) -> None:
    change(small_project / BRANCH, "kind: member\n", "kind: member\nlisted: no\n")
    page = pages(small_project)["index.html"]
    assert "Riverside Library" in page and "Riverside Branch" not in page
    assert make_site_files(assemble_site(Project(small_project), "riverside-branch"))["index.html"]
    assert format_text(check_all(Project(small_project))) == ""


def test_a_front_page_that_lists_nothing_says_so(small_project: Path) -> None:
    for name in ("riverside", "riverside-branch"):
        path = small_project / f"data/libraries/{name}.yml"
        path.write_text(re.sub("^kind:", "listed: no\nkind:", path.read_text("utf-8"), flags=re.M))
    found = pages(small_project)
    assert "<p>No notice is listed here yet.</p>" in found["index.html"]
    assert "<li><a" not in found["index.html"].split("<main", 1)[1].split("</ul>", 1)[0]


# Without the model library


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ({}, None),
        ({"b": "", "a": "system: b\n"}, "b"),
        ({"b": "", "a-z": "", "a": ""}, "a"),
        ({"b": "", "a": "listed: no\n"}, "b"),
        ({"a": "listed: no\n"}, "a"),
    ],
)
def test_which_library_is_shown_where_none_is_named(
    tmp_path: Path, records: dict[str, str], expected: str | None
) -> None:
    (tmp_path / "data/libraries").mkdir(parents=True)
    for name, text in records.items():
        (tmp_path / f"data/libraries/{name}.yml").write_text(f"name: x\n{text}", "utf-8")
    assert find_first_library(Project(tmp_path)) == expected


@pytest.fixture
def aviso(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(small_project)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return run


def test_no_model_to_copy_is_reported_with_another_way(aviso, small_project: Path) -> None:
    done = aviso("new", "library", "my-town", "--from-model")
    assert done.exit_code == 2 and "aviso new library my-town" in " ".join(done.output.split())
    done = aviso("new", "library", "my-town")
    assert done.exit_code == 0, done.output
    # The small project has none of the pages that come with Aviso.
    reported = [
        one.message
        for one in check_all(Project(small_project))
        if "my-town" in one.file and one.rule != "facts/not-yet-own"
    ]
    assert reported == ["the library has no first page"]


def test_serve_without_any_library_says_how_to_start_one(aviso, small_project: Path) -> None:
    for path in (small_project / "data/libraries").iterdir():
        path.unlink()
    done = aviso("serve")
    assert done.exit_code == 2 and "aviso new library my-town" in done.output


@pytest.mark.parametrize("address", ["here", "127.0.0.1:", "127.0.0.1:99999", ":0"])
def test_serve_says_what_an_address_is(aviso, address: str) -> None:
    done = aviso("serve", "--address", address)
    assert done.exit_code == 2 and "write it like 127.0.0.1:8000" in done.output
