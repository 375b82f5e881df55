"""`aviso audit` and `aviso build --prove` over published sites: a sound site is proven, any other
is refused.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.project import Project

# A whole site is opened in the browser several times.
pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with one tiny library."""
    return Project.tiny(tmp_path_factory.mktemp("proof") / "project", tiny=("town",))


@pytest.fixture(scope="module")
def proven(project: Project) -> Path:
    """The tiny library, published with its proof."""
    done = project.aviso("build", "town", "--prove")
    assert done.status == 0, done.stdout + done.stderr
    return project.root / "public" / "town"


def test_a_sound_site_is_published_with_its_proof(proven: Path):
    proof = json.loads((proven / "proof.json").read_text("utf-8"))
    pages = [*proven.rglob("index.html"), *proven.rglob("404.html")]
    assert proof["visited"]["pages"] == len(pages) and proof["visited"]["browser"].startswith(
        "Chromium "
    )
    assert set(proof["visited"]["found"].values()) == {0} and "storage" in proof["visited"]["found"]
    for address in ("this-site", "es/este-sitio"):
        page = (proven / address / "index.html").read_text("utf-8")
        assert (
            proof["visited"]["browser"] in page
            and page.count("<td>0</td>") == len(proof["visited"]["found"])
            and "proof.json" in page
        )


def test_a_proven_site_is_not_opened_again(project: Project, proven: Path):
    done = project.aviso("build", "town", "--prove", "--explain")
    assert done.status == 0 and "unchanged: town" in done.stdout, done.stdout + done.stderr


def test_a_site_without_proof_says_so(project: Project, proven: Path):
    done = project.aviso("build", "town", "--output", "plain")
    assert done.status == 0, done.stdout + done.stderr
    assert (
        json.loads((project.root / "plain" / "town" / "proof.json").read_text("utf-8"))["visited"]
        is None
    )
    assert "has not yet been tested in a browser" in (
        project.root / "plain" / "town" / "this-site" / "index.html"
    ).read_text("utf-8")


def test_a_site_that_a_browser_finds_faulty_is_not_published(project: Project, proven: Path):
    sheet = project.root / "overrides" / "assets" / "notice.css"
    before, published = sheet.read_text("utf-8"), (proven / "index.html").read_bytes()
    sheet.write_text(before + "main { min-width: 700px }", "utf-8")
    try:
        done = project.aviso("build", "town", "--prove")
    finally:
        sheet.write_text(before, "utf-8")
    assert (
        done.status == 1
        and "NOT published: town" in done.stdout
        and "pixels too wide for a window of 320" in done.stdout
    )
    assert (proven / "index.html").read_bytes() == published and project.aviso(
        "audit", "town"
    ).status == 0


def test_a_file_that_was_changed_after_the_build_is_found(project: Project, proven: Path):
    page = proven / "collect" / "index.html"
    before = page.read_text("utf-8")
    page.write_text(
        before.replace("</main>", '<script src="https://count.example.com/a.js"></script></main>'),
        "utf-8",
    )
    try:
        done = {
            form: project.aviso("audit", "town", "--format", form)
            for form in ("text", "json", "junit", "sarif", "github")
        }
    finally:
        page.write_text(before, "utf-8")
    assert {one.status for one in done.values()} == {1}
    assert (
        "town/collect/index.html" in done["text"].stdout and "from elsewhere" in done["text"].stdout
    )
    assert (
        json.loads(done["json"].stdout)["found"]["static"] >= 1
        and json.loads(done["json"].stdout)["found"]["different"] == 1
    )
    # Without a browser, nobody has looked for cookies.
    assert json.loads(done["json"].stdout)["found"]["cookie"] is None
    [row] = [line for line in done["text"].stdout.splitlines() if "cookies" in line]
    assert "–" in row and "0" not in row
    assert int(ElementTree.fromstring(done["junit"].stdout.encode())[0].attrib["failures"]) >= 2
    assert {row["ruleId"] for row in json.loads(done["sarif"].stdout)["runs"][0]["results"]} == {
        "html/loads-from-elsewhere",
        "html/script",
        "audit/different",
    }
    assert done["github"].stdout.startswith("::error file=town")


def test_what_is_not_published_is_reported(project: Project, proven: Path):
    done = project.aviso("audit", "_front")
    assert done.status == 1 and "is not published" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("audit", "--url", "notices.example.org"), "is not an address"),
        (("audit", "town", "--url", "https://notices.example.org/"), "Use --url by itself"),
        (("build", "--prove", "--stock"), "cannot go together"),
    ],
)
def test_a_wrong_call_is_reported_in_words(
    project: Project, arguments: tuple[str, ...], words: str
):
    done = project.aviso(*arguments)
    assert done.status == 2 and words in done.stderr
