"""``aviso remove`` and ``aviso add``: what is still named stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from aviso.apps.scaffold.files import CannotScaffold
from aviso.apps.scaffold.remove import remove
from aviso.apps.scaffold.rename import rename
from aviso.checks.suite import check_all
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from tests.support.renaming import LIBRARY, files

# Removing


def test_what_is_still_named_stays_and_every_place_is_reported(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    before = files(small_project)
    done = aviso("remove", "vendor", "readwell")
    line = before[LIBRARY].decode().split("\n").index("  - vendor: readwell") + 1
    assert done.exit_code == 2 and f"{LIBRARY}, line {line}\n" in done.output
    done = aviso("remove", "library", "riverside")
    assert done.exit_code == 2 and "data/libraries/riverside-branch.yml, line 9\n" in done.output
    done = aviso("remove", "term", "data_categories/email")
    assert done.exit_code == 2 and LIBRARY in done.output
    assert files(small_project) == before


def test_what_only_a_page_names_is_reported_at_its_line(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    assert aviso("new", "vendor", "third").exit_code == 0
    page = small_project / "docs/riverside/en/choices.md"
    page.write_text(page.read_text("utf-8") + "\n{{ vendor('third').name }}: [a, *b\n", "utf-8")
    line = page.read_text("utf-8").count("\n")
    done = aviso("remove", "vendor", "third")
    assert done.exit_code == 2, done.output
    assert f"docs/riverside/en/choices.md, line {line}\n" in done.output


def test_a_library_goes_with_all_that_is_its_own(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    assert aviso("remove", "library", "riverside-branch").exit_code == 0
    done = aviso("remove", "library", "riverside")
    assert done.exit_code == 0 and f"removed: {LIBRARY}" in done.output
    left = files(small_project)
    assert not [name for name in left if "riverside" in name]
    assert not (small_project / "docs/riverside").exists()


def test_a_company_goes_with_what_is_watched_of_it(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    assert aviso("new", "vendor", "third").exit_code == 0
    watch = small_project / "data/watch.yml"
    watch.write_text("# Kept.\nthird:\n  en: x\n# Of the next.\npagewell:\n  en: y\n", "utf-8")
    assert aviso("remove", "vendor", "third").exit_code == 0
    assert watch.read_text("utf-8") == "# Kept.\n# Of the next.\npagewell:\n  en: y\n"
    assert not (small_project / "data/vendors/third.yml").exists()


def test_a_law_and_a_term_come_and_go_without_a_trace(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    before = files(small_project)
    assert aviso("new", "law", "zz-13-40", "--on", "2026-03-02").exit_code == 0
    assert aviso("new", "term", "data_categories/meal-plan").exit_code == 0
    assert format_text(check_all(Project(small_project))) == ""
    written = files(small_project)["data/laws.yml"]
    assert b"checked_on: 2026-03-02" in written and b"status: cited-not-checked" in written
    assert aviso("remove", "law", "zz-13-40").exit_code == 0
    assert aviso("remove", "term", "data_categories/meal-plan").exit_code == 0
    assert files(small_project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("remove", "law", "nothing"), 'There is no law "nothing"'),
        (("remove", "term", "email"), "Write its vocabulary and its id"),
        (("remove", "term", "data_categories/emial"), 'Did you mean "email"?'),
        (("remove", "vendor", "pagwell"), 'Did you mean "pagewell"?'),
        (("new", "term", "categories/x"), "is not a vocabulary"),
        (("new", "term", "topics/X"), "is not an id"),
        (("new", "law", "A B"), "is not an id"),
        (("new", "member", "oak", "--system", "riversid"), 'Did you mean "riverside"?'),
        (("new", "member", "oak", "--system", "riverside-branch"), "is not a system"),
        (("new", "member", "riverside", "--system", "riverside"), "already exists"),
    ],
)
def test_what_cannot_be_done_is_reported(
    aviso: Callable[..., Result], small_project: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = files(small_project)
    done = aviso(*arguments)
    assert done.exit_code == 2 and said in " ".join(done.output.split())
    assert files(small_project) == before


def test_a_new_member_takes_over_its_systems_notice(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    done = aviso("new", "member", "oak-hill", "--system", "riverside")
    assert done.exit_code == 0, done.output
    text = (small_project / "data/libraries/oak-hill.yml").read_text("utf-8")
    record = yaml.safe_load(text)
    assert (record["kind"], record["system"]) == ("member", "riverside")
    assert record["name"] == {"en": "Oak Hill Library", "es": "Biblioteca de Oak Hill"}
    assert record["jurisdiction"] == {"en": "California", "es": "California"}
    assert text.count("# CHECK:") == 3 and len(text.splitlines()) < 30
    # Its website is still an address for examples.
    assert [one.rule for one in check_all(Project(small_project))] == ["facts/not-yet-own"]


def test_an_entry_that_is_there_is_not_added_again(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    before = files(small_project)
    done = aviso("new", "term", "data_categories/email")
    assert (
        done.exit_code == 2
        and "is already in data/terms/data_categories.yml. Edit it there."
        in " ".join(done.output.split())
    )
    assert files(small_project) == before


# What is the project's own, and what comes with Aviso


def test_what_comes_with_aviso_is_left_alone(small_project: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shutil.copytree(small_project / "data", shared / "data")
    (small_project / "data/vendors/pagewell.yml").unlink()
    project = Project(small_project, shared)
    for call in (
        lambda: remove(project, "vendor", "pagewell"),
        lambda: rename(project, "vendor", "pagewell", "other"),
    ):
        with pytest.raises(CannotScaffold, match="comes with Aviso"):
            call()
    # The project's own may go although it is named: Aviso's own then stands in its place.
    assert remove(project, "vendor", "readwell") == ["data/vendors/readwell.yml"]
    with pytest.raises(CannotScaffold, match="comes with Aviso"):
        remove(Project(small_project, shared), "vendor", "readwell")
