"""``aviso rename``: every place follows, and nothing else changes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from aviso.apps.scaffold.files import CannotScaffold
from aviso.apps.scaffold.rename import rename
from aviso.checks.suite import check_all
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from tests.support.renaming import LIBRARY, change, different_lines, files

# A company


def test_a_company_is_renamed_wherever_it_is_named(small_project: Path) -> None:
    change(
        small_project, LIBRARY, "    link: choices.md#email", "    link: 'companies.md#readwell'"
    )
    issued = '    number: "7"\n'
    change(small_project, LIBRARY, issued, f"{issued}    issued_by: readwell\n")
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
    assert b"issued_by: readmore" in after[LIBRARY]
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


def test_a_library_without_an_address_of_its_own_learns_of_the_new_one(
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
def test_what_cannot_be_renamed_is_reported_and_nothing_changes(
    aviso: Callable[..., Result], small_project: Path, kind: str, old: str, new: str, said: str
) -> None:
    before = files(small_project)
    done = aviso("rename", kind, old, new)
    assert done.exit_code == 2 and said in " ".join(done.output.split())
    assert files(small_project) == before


def test_a_file_that_cannot_be_read_stops_it(small_project: Path) -> None:
    change(small_project, "data/libraries/riverside-branch.yml", "kind: member", "kind: [member")
    before = files(small_project)
    with pytest.raises(CannotScaffold, match="riverside-branch.yml cannot be read"):
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


@pytest.mark.parametrize("content", ["{", "[]", "7", "[" * 3000, "\0", None])
def test_a_record_of_translations_that_cannot_be_read_stops_it_in_words(
    small_project: Path, aviso: Callable[..., Result], content: str | None
) -> None:
    record = small_project / "data/translations/riverside.json"
    if content is None:
        record.unlink()
        os.mkfifo(record)
    else:
        record.write_text(content, "utf-8")
    done = aviso("rename", "vendor", "readwell", "readmore")
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.output
    assert "data/translations/riverside.json cannot be read" in done.output
    assert (small_project / "data/vendors/readwell.yml").is_file()
