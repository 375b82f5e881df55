"""A new version of Aviso touches no project, and says what has changed in what was copied."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.package.installed import (
    Aviso,
    build_wheel,
    contents,
    copy_source,
    install,
    open_environment,
    start_project,
)

RECORD = "data/libraries/lakeside.yml"
FOOTER = "overrides/partials/footer.html"
# Three companies: one that the project has copied, one that it uses, and one that it does not use.
COPIED, USED, UNUSED = "hoopla", "gale", "kanopy"
GONE = "what-a-warrant-is"
WORDS = "overrides/locales/en.yml, overrides/locales/es.yml"
FACTS = 20


@dataclass(frozen=True)
class Upgraded:
    """A project before and after an upgrade, and what Aviso said of it."""

    project: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    outputs: dict[str, tuple[int, str]]
    pages_before: dict[str, bytes]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def next_version(source: Path) -> None:
    """Change templates, terms, words and three companies of Aviso, and take away a text."""
    edit(source / "pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    for vendor in (COPIED, USED, UNUSED):
        edit(source / f"data/vendors/{vendor}.yml", "service:\n  en: ", "service:\n  en: Newly ")
    edit(source / "overrides/partials/footer.html", "<footer", '<footer class="of-the-next"')
    edit(source / "overrides/404.html", "<main", '<main class="of-the-next"')
    edit(source / "data/terms/situations.yml", "get a library card", "apply for a library card")
    edit(source / "overrides/locales/en.yml", "to_top: Back to top", "to_top: Up again")
    for locale in ("en", "es"):
        (source / f"docs/_shared/{locale}/what-a-warrant-is.md").unlink()


def edit_facts(project: Path) -> None:
    """Write other values into twenty facts of the library."""
    path = project / RECORD
    pattern = r"(?m)^(\s+en: [^\"'\n{>|&*!#]+)$"
    text, count = re.subn(pattern, r"\1 (edited)", path.read_text("utf-8"), count=FACTS)
    assert count == FACTS
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    folder = tmp_path_factory.mktemp("upgrade")
    source = copy_source(folder / "source")
    first = install(build_wheel(source, folder / "first"), folder / "venv")
    project = begin(first, folder / "project")
    pages = contents(project / "public")
    before = contents(project, ".aviso", "public")
    next_version(source)
    second = install(build_wheel(source, folder / "second"), folder / "venv")
    commands = [
        ["check"],
        ["status"],
        ["status", "--format", "json"],
        ["build", "--jobs", "1", "--explain"],
    ]
    outputs = second.run(project, *commands)
    return Upgraded(
        project,
        before,
        contents(project, ".aviso", "public"),
        {" ".join(command): output for command, output in zip(commands, outputs, strict=True)},
        pages,
    )


def begin(aviso: Aviso, project: Path) -> Path:
    """A published library with copies of a company, a template, words, a text and a law."""
    start_project(project)
    copies = [
        ["vendor", COPIED],
        ["template", "partials/footer.html"],
        ["word", "to_top"],
        ["word", "menu"],
        ["text", "what-a-warrant-is"],
        ["law", "ny-cplr-4509"],
    ]
    commands = [
        ["new", "library", "lakeside", "--from-model"],
        *(["override", *copy] for copy in copies),
    ]
    for command, (status, output) in zip(commands, aviso.run(project, *commands), strict=True):
        assert status == 0, (command, output)
    edit_facts(project)
    edit(project / FOOTER, "<footer", '<footer data-own="yes"')
    edit(project / f"data/vendors/{COPIED}.yml", "service:\n  en: ", "service:\n  en: Ours ")
    edit(project / "overrides/locales/en.yml", "Back to top", "To the top")
    edit(project / "overrides/locales/es.yml", "menu: ", "menu: El ")
    edit(project / "docs/_shared/en/what-a-warrant-is.md", "warrant", "paper called a warrant")
    edit(project / "data/laws.yml", "kind: law", "kind: law\n  # Seen by us.")
    (_, checked), (built, reported) = aviso.run(project, ["check"], ["build", "--jobs", "1"])
    assert built == 0, reported + checked
    return project


def test_an_upgrade_changes_no_byte_of_the_project(upgraded: Upgraded) -> None:
    assert upgraded.after == upgraded.before


def test_check_says_in_a_line_what_the_upgrade_asks(upgraded: Upgraded) -> None:
    status, reported = upgraded.outputs["check"]
    lines = [line for line in reported.splitlines() if line.startswith("data/overrides.json")]
    assert status == 0
    assert lines == [
        "data/overrides.json, line 1: warning: Aviso has changed entries that the project has "
        "copied: "
        f"template partials/footer.html, vendor {COPIED}, word to_top. See: aviso status "
        "[config/copy-changed]",
        "data/overrides.json, line 1: warning: Aviso no longer has entries that the project has "
        "copied: "
        "text what-a-warrant-is. See: aviso status [config/copy-gone]",
    ]


def test_status_shows_what_has_changed_since_the_copy(upgraded: Upgraded) -> None:
    status, reported = upgraded.outputs["status"]
    assert status == 0
    for line in (
        f"vendor {COPIED}: changed in Aviso since it was copied (data/vendors/{COPIED}.yml)",
        f"word to_top: changed in Aviso since it was copied ({WORDS})",
        "    -to_top: Back to top",
        "    +to_top: Up again",
        f"text {GONE}: no longer in Aviso (docs/_shared/en/{GONE}.md, docs/_shared/es/{GONE}.md)",
        "law ny-cplr-4509: unchanged in Aviso (data/laws.yml)",
        f"word menu: unchanged in Aviso ({WORDS})",
    ):
        # Behind what differs stands its rule, in brackets.
        assert line in [one.partition(" [config/")[0] for one in reported.splitlines()]
    assert UNUSED not in reported and USED not in reported


def test_status_for_programs_has_both_values(upgraded: Upgraded) -> None:
    rows = {
        f"{row['kind']} {row['id']}": row
        for row in json.loads(upgraded.outputs["status --format json"][1])
    }
    word = rows["word to_top"]
    assert word["state"] == "changed"
    assert word["before"]["overrides/locales/en.yml"] == ["to_top: Back to top"]
    assert word["now"]["overrides/locales/en.yml"] == ["to_top: Up again"]
    assert rows["text what-a-warrant-is"]["now"] == {}


def test_the_sites_take_over_what_the_project_has_no_copy_of(upgraded: Upgraded) -> None:
    status, reported = upgraded.outputs["build --jobs 1 --explain"]
    assert status == 0 and "published: lakeside" in reported
    page = (upgraded.project / "public/lakeside/companies/index.html").read_text("utf-8")
    name = yaml.safe_load((upgraded.project / f"data/vendors/{COPIED}.yml").read_text("utf-8"))
    assert name["service"]["en"].startswith("Ours ")
    assert "Ours " in page and "Newly " in page
    assert 'data-own="yes"' in page and "To the top" in page
    missing = (upgraded.project / "public/404.html").read_text("utf-8")
    assert "of-the-next" in missing and "of-the-next" not in page
    assert upgraded.pages_before["lakeside/companies/index.html"] != page.encode()


def test_what_somebody_has_seen_to_is_not_reported_again(
    upgraded: Upgraded, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(upgraded.project, tmp_path / "project"))
    aviso = open_environment(upgraded.project.parent / "venv")
    seen = [f"vendor {COPIED}", "word to_top", "text what-a-warrant-is"]
    *done, (_, checked), (_, reported) = aviso.run(
        project,
        *(["override", "--seen", *entry.split(" ")] for entry in seen),
        ["check"],
        ["status"],
    )
    assert [status for status, _ in done] == [0, 0, 0]
    assert "copied: template partials/footer.html. See" in checked
    assert "no longer has" not in checked
    assert f"vendor {COPIED}: unchanged in Aviso" in reported
    # It is the project's own from now on.
    assert "what-a-warrant-is" not in reported
