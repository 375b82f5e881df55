"""``aviso rename`` and ``aviso remove``.

Every place follows, nothing else changes, and nothing that is still named goes.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from aviso.apps.scaffold import places
from aviso.apps.scaffold.files import NotPossible
from aviso.apps.scaffold.remove import remove
from aviso.apps.scaffold.rename import rename
from aviso.apps.scaffold.splice import KEY, CannotSplice, delete_entry, replace_values
from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from tests.support.paths import ROOT
from tests.support.project import Project as ProjectFolder

LIBRARY = "data/libraries/riverside.yml"


@pytest.fixture
def small_project(renew_small_project: Callable[[], ProjectFolder], tmp_path: Path) -> Path:
    """A copy of the small project, with something recorded of its translation and of a policy."""
    folder = Path(shutil.copytree(renew_small_project().root, tmp_path / "project", symlinks=True))
    (folder / "data/translations").mkdir()
    row = {"on": "2026-03-02", "en": ["a"], "es": ["b"]}
    for owner, key in (("riverside", "vendors.readwell.note"), ("shared", "vendors.readwell.x")):
        path = folder / f"data/translations/{owner}.json"
        path.write_text(json.dumps({"a.b": row, key: row, "z.b": row}, indent=1) + "\n", "utf-8")
    return folder


@pytest.fixture
def aviso(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(small_project)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("data", "docs")
        for path in (project / name).rglob("*")
        if path.is_file()
    } | {"mkdocs.yml": (project / "mkdocs.yml").read_bytes()}


def different_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    pairs = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# A company


def test_a_company_is_renamed_wherever_it_is_named(small_project: Path) -> None:
    change(
        small_project, LIBRARY, "    link: choices.md#email", "    link: 'companies.md#readwell'"
    )
    page = "docs/riverside/en/choices.md"
    change(small_project, page, "\n# ", "\n# {{ vendor('readwell').name }} readwell ")
    (small_project / page).write_text(
        (small_project / page).read_text("utf-8") + "\n[one](companies.md#readwell-plus)\n", "utf-8"
    )
    before = files(small_project)
    rename(Project(small_project), "vendor", "readwell", "readmore")
    after = files(small_project)
    assert "data/vendors/readwell.yml" not in after
    assert after["data/vendors/readmore.yml"] == before["data/vendors/readwell.yml"]
    for name in before.keys() - {"data/vendors/readwell.yml"}:
        for old, new in different_lines(before[name], after[name]):
            assert old.replace("readwell", "readmore", 1) == new, name
    assert b"companies.md#readwell-plus" in after[page]
    assert b"vendor('readmore').name }} readwell " in after[page]
    assert b"link: 'companies.md#readmore'" in after[LIBRARY]
    assert b"vendors.readmore.note" in after["data/translations/riverside.json"]
    assert b"vendors.readmore.x" in after["data/translations/shared.json"]


def test_the_register_of_watched_policies_follows(small_project: Path) -> None:
    watch = small_project / "data/watch.yml"
    watch.write_text("# Kept.\nreadwell:\n  en: x # too\npagewell:\n  en: y\n", "utf-8")
    rename(Project(small_project), "vendor", "readwell", "readmore")
    assert watch.read_text("utf-8") == ("# Kept.\nreadmore:\n  en: x # too\npagewell:\n  en: y\n")


def test_a_renamed_company_is_sound(small_project: Path) -> None:
    rename(Project(small_project), "vendor", "readwell", "readmore")
    assert format_text(check_all(Project(small_project))) == ""


# A library


def test_a_library_is_renamed_with_its_pages_and_its_members_follow(small_project: Path) -> None:
    change(small_project, "mkdocs.yml", "!ENV LIBRARY", "!ENV [LIBRARY, riverside] # Ours")
    before = files(small_project)
    rename(Project(small_project), "library", "riverside", "river-town")
    after = files(small_project)
    assert not [name for name in after if "/riverside/" in name or "riverside.yml" in name]
    moved = {name for name in before if name.startswith("docs/riverside/")}
    for name in moved:
        assert after[name.replace("riverside", "river-town")] == before[name]
    assert after["data/libraries/river-town.yml"] == before[LIBRARY]
    member = "data/libraries/riverside-branch.yml"
    assert different_lines(before[member], after[member]) == [
        ("system: riverside", "system: river-town")
    ]
    assert b"!ENV [LIBRARY, river-town] # Ours" in after["mkdocs.yml"]
    assert "data/translations/river-town.json" in after
    assert format_text(check_all(Project(small_project))) == ""


def test_who_has_no_address_of_its_own_is_told_of_the_new_one(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    change(small_project, LIBRARY, "address: https://notices.example.org/riverside/\n", "")
    done = aviso("rename", "library", "riverside", "river-town")
    assert done.exit_code == 0
    assert "now at https://notices.example.org/river-town/" in done.output


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("vendor", "readwel", "x", 'Did you mean "readwell"?'),
        ("vendor", "readwell", "pagewell", "data/vendors/pagewell.yml already exists"),
        ("vendor", "readwell", "Read Well", "is not an id"),
        ("library", "riverside", "assets", "needed by the front page"),
        ("library", "riverside", "riverside-branch", "already exists"),
        ("library", "river", "x", 'Did you mean "riverside"?'),
    ],
)
def test_what_cannot_be_renamed_is_told_and_nothing_changes(
    aviso: Callable[..., Result], small_project: Path, kind: str, old: str, new: str, said: str
) -> None:
    before = files(small_project)
    done = aviso("rename", kind, old, new)
    assert done.exit_code == 2 and said in " ".join(done.output.split())
    assert files(small_project) == before


def test_a_file_that_cannot_be_read_stops_it(small_project: Path) -> None:
    change(small_project, "data/libraries/riverside-branch.yml", "kind: member", "kind: [member")
    before = files(small_project)
    with pytest.raises(NotPossible, match="riverside-branch.yml cannot be read"):
        rename(Project(small_project), "vendor", "readwell", "readmore")
    assert files(small_project) == before


@pytest.mark.parametrize("steps", range(9))
def test_a_disk_that_fails_on_the_way_leaves_everything_as_it_was(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    before, left, real = files(small_project), [steps], Path.replace

    def replace(path: Path, target: Path) -> Path:
        # What is brought back comes from the folder of what was kept.
        if path.parent.name != "old":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="Input/output"):
        rename(Project(small_project), "library", "riverside", "river-town")
    assert files(small_project) == before
    assert list(small_project.glob(".aviso-*")) == []


# Removing


def test_what_is_still_named_stays_and_every_place_is_told(
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
    assert aviso("new", "law", "mn-13-40", "--on", "2026-03-02").exit_code == 0
    assert aviso("new", "term", "data_categories/meal-plan").exit_code == 0
    assert format_text(check_all(Project(small_project))) == ""
    assert b"checked_on: 2026-03-02" in files(small_project)["data/laws.yml"]
    assert aviso("remove", "law", "mn-13-40").exit_code == 0
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
def test_what_cannot_be_done_is_told(
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
    assert format_text(check_all(Project(small_project))) == ""


def test_an_entry_that_is_there_is_not_added_again(
    aviso: Callable[..., Result], small_project: Path
) -> None:
    before = files(small_project)
    done = aviso("new", "term", "data_categories/email")
    assert done.exit_code == 2 and "already. Edit it there." in " ".join(done.output.split())
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
        with pytest.raises(NotPossible, match="comes with Aviso"):
            call()
    # The project's own may go although it is named: Aviso's own then stands in its place.
    assert remove(project, "vendor", "readwell") == ["data/vendors/readwell.yml"]
    with pytest.raises(NotPossible, match="comes with Aviso"):
        remove(Project(small_project, shared), "vendor", "readwell")


# Changing YAML in place


def test_every_id_in_all_records_can_be_replaced_and_nothing_else_changes() -> None:
    chance = random.Random(7)
    project = Project(ROOT)
    for register, folder in (("vendor", "vendors"), ("library", "libraries")):
        for path in chance.sample(sorted((ROOT / "data" / folder).glob("*.yml")), 5):
            for found in places.find_places(project, places.Named(register, path.stem)):
                if found.values:
                    text = replace_values(
                        found.text, dict.fromkeys(found.values, "n-1"), found.name
                    )
                    pairs = zip(found.text.splitlines(), text.splitlines(), strict=True)
                    for old, new in ((a, b) for a, b in pairs if a != b):
                        assert old.replace(path.stem, "n-1", 1) == new
                    assert len(found.lines) == len(found.values)


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("a: one # one\n", ("a",), "a: two # one\n"),
        ("a: 'one'\n", ("a",), "a: 'two'\n"),
        ('b: [x, "one"]\n', ("b", 1), 'b: [x, "two"]\n'),
        ("one: one\n", (KEY, "one"), "two: one\n"),
        ("\ufeffa: one\r\nb: one\r\n", ("b",), "\ufeffa: one\r\nb: two\r\n"),
        ("ñ: é\na: one\n", ("a",), "ñ: é\na: two\n"),
    ],
)
def test_a_value_is_replaced_in_its_place(
    text: str, path: tuple[str | int, ...], after: str
) -> None:
    assert replace_values(text, {path: "two"}, "f") == after


def test_a_change_that_would_change_more_is_refused() -> None:
    with pytest.raises(CannotSplice, match="without changing something else"):
        replace_values("a: >\n  one\nb: c\n", {("a",): "two"}, "f")
    with pytest.raises(CannotSplice, match="cannot be read"):
        replace_values("a: [\n", {("a",): "two"}, "f")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\nb: 2\n", "a: 1\n"),
        ("b: 2\na: 1\n", "a: 1\n"),
        ("b:\n  c: 2 # x\n# Of a.\na: 1\n", "# Of a.\na: 1\n"),
        ("# Head.\n\nb: 2\n", "# Head.\n\n"),
    ],
)
def test_an_entry_goes_and_the_comments_of_others_stay(text: str, after: str) -> None:
    assert delete_entry(text, "b", "f") == after
