"""Commands that edit sources lose nothing that somebody else writes, and follow no link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aviso.apps.links.collect import AddressUse
from aviso.apps.links.rewrite import write_new_address
from aviso.apps.policies.register import write_register, write_reviewed_on
from aviso.apps.scaffold.files import CannotScaffold, replace_files, write_new_files
from aviso.core.atomic_write import ForeignFile
from aviso.core.file_edits import CannotEdit
from aviso.core.project import Project as AvisoProject
from aviso.i18n.confirmations import Translations
from aviso.i18n.memory import SHARED_OWNER, locate_memory
from aviso.model.json_schema import SHAPES, write_schemas
from aviso.model.overrides import OVERRIDES_FILE, read_copies, write_copies
from aviso.model.repository import load_records
from aviso.model.upkeep import WatchedPolicy
from tests.support.project import Project

# Each: the file that is written, what reads it, and what writes it later.
RECORD = "data/libraries/riverside.yml"
Step = Callable[[AvisoProject], object]


def load(project: AvisoProject) -> object:
    """Read all records, as most commands do first."""
    return load_records(project)


def fix_link(project: AvisoProject) -> object:
    """Write a new address, as ``aviso links --fix`` does."""
    text = project.root.joinpath(RECORD).read_text("utf-8")
    line = 1 + next(n for n, one in enumerate(text.splitlines()) if one.startswith("website: "))
    address = text.splitlines()[line - 1].split()[1]
    write_new_address(project, AddressUse(RECORD, line), address, "https://library.example.org/new")
    return None


def watch(project: AvisoProject) -> object:
    """Write the register of policies."""
    return write_register(project, {"pagewell": WatchedPolicy.model_validate({})})


def confirm(project: AvisoProject) -> object:
    """Record a translation as confirmed."""
    translations = Translations.load(load_records(project)[0])
    units = [unit for unit in translations.units[SHARED_OWNER] if len(unit.texts) > 1]
    project.root.joinpath(locate_memory(SHARED_OWNER)).write_text('{"edited": 1}', "utf-8")
    return translations.record(units[:1], date(2026, 1, 1), "the editor")


STEPS: dict[str, tuple[str, Step, Step]] = {
    "links --fix": (RECORD, load, fix_link),
    "vendor reviewed": (
        "data/vendors/pagewell.yml",
        load,
        lambda project: write_reviewed_on(project, "pagewell", date(2026, 1, 1)),
    ),
    "override": (
        OVERRIDES_FILE,
        read_copies,
        lambda project: write_copies(project, {}),
    ),
    "translation confirm": (locate_memory(SHARED_OWNER), load, confirm),
}


@pytest.fixture
def project(small_project: Project, tmp_path: Path) -> Project:
    """A copy of the small project."""
    return small_project.copied_to(tmp_path / "copy")


@pytest.mark.parametrize("command", STEPS)
@pytest.mark.parametrize("kind", ["edited", "written anew"])
def test_a_file_that_was_changed_meanwhile_stays(project: Project, command: str, kind: str) -> None:
    name, read, write = STEPS[command]
    path = project.path(name)
    if command == "override":
        project.write(name, "{}")
    opened = AvisoProject(project.root)
    read(opened)
    content = (path.read_bytes() if path.exists() else b"") + b"# of somebody else\n"
    if kind == "written anew":
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(CannotEdit, match="was changed while this command was at work"):
        write(opened)
    assert path.read_bytes() in (content, b'{"edited": 1}')


@pytest.mark.parametrize("command", [name for name in STEPS if name != "translation confirm"])
def test_a_link_is_not_followed(project: Project, command: str, tmp_path: Path) -> None:
    name, _, write = STEPS[command]
    path, elsewhere = project.path(name), tmp_path / "elsewhere"
    elsewhere.write_bytes(path.read_bytes() if path.exists() else b"{}")
    before = elsewhere.read_bytes()
    path.unlink(missing_ok=True)
    path.symlink_to(elsewhere)
    with pytest.raises(CannotEdit):
        write(AvisoProject(project.root))
    assert elsewhere.read_bytes() == before and path.is_symlink()


def test_a_register_that_came_meanwhile_stays(project: Project) -> None:
    opened = AvisoProject(project.root)
    load(opened)
    project.write("data/watch.yml", "pagewell: {}\n")
    with pytest.raises(CannotEdit):
        write_register(opened, {})
    assert project.read("data/watch.yml") == "pagewell: {}\n"


def test_the_command_says_it_in_words(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(OVERRIDES_FILE, "{}")
    elsewhere = project.root / "elsewhere.json"
    project.path(OVERRIDES_FILE).rename(elsewhere)
    project.path(OVERRIDES_FILE).symlink_to(elsewhere)
    done = project.invoke("override", "law", "old-act")
    assert done.exit_code in (1, 2) and "Traceback" not in done.output
    assert elsewhere.read_text("utf-8") == "{}"


def test_files_are_replaced_all_or_none_if_one_was_changed(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"changed")
    with pytest.raises(CannotScaffold, match="two was changed"):
        replace_files(tmp_path, {one: b"new", two: b"new"}, {one: b"1", two: b"2"})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"changed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.parametrize("command", ["remove", "rename"])
def test_a_folder_behind_a_link_is_neither_removed_nor_moved(
    project: Project, command: str, tmp_path: Path
) -> None:
    project.path("docs/riverside").rename(tmp_path / "pages")
    project.path("docs/riverside").symlink_to(tmp_path / "pages")
    before = sorted(path for path in (tmp_path / "pages").rglob("*"))
    project.delete("data/libraries/riverside-branch.yml")
    more = ("riverside",) if command == "remove" else ("riverside", "lakeside")
    done = project.invoke(command, "library", *more)
    assert done.exit_code == 2 and "is a link, or behind one" in done.output, done.output
    assert sorted(path for path in (tmp_path / "pages").rglob("*")) == before
    assert project.path("data/libraries/riverside.yml").is_file()


def test_a_page_that_is_a_link_is_not_copied_into_the_renamed_library(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    project.path("docs/riverside/en/secret.md").symlink_to(tmp_path / "secret")
    done = project.invoke("rename", "library", "riverside", "lakeside")
    assert done.exit_code == 2 and "secret.md is a link" in done.output, done.output
    assert not project.path("docs/lakeside").exists()


def test_new_files_do_not_go_behind_a_link(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "docs").symlink_to(elsewhere)
    with pytest.raises(CannotScaffold, match="is a link"):
        write_new_files(root, {root / "docs" / "new" / "page.md": b"x"})
    assert not list(elsewhere.iterdir())


def test_bytes_that_are_no_text_stay_when_an_id_changes(project: Project) -> None:
    page = project.path("docs/riverside/en/choices.md")
    page.write_bytes(page.read_bytes() + b"\n\xff {{ vendor('pagewell').name }}\n")
    done = project.invoke("rename", "vendor", "pagewell", "bookwell")
    assert done.exit_code == 0, done.output
    assert b"\xff {{ vendor('bookwell').name }}" in page.read_bytes()


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_named_like_a_schema_stays(project: Project, name: str) -> None:
    path = project.write(f"data/schema/{name}.json", '{"mine": 1}')
    with pytest.raises(ForeignFile, match=f"{name}.json is there already"):
        write_schemas(AvisoProject(project.root))
    assert path.read_text("utf-8") == '{"mine": 1}'
    path.unlink()
    assert len(write_schemas(AvisoProject(project.root))) == len(SHAPES)
    assert len(write_schemas(AvisoProject(project.root))) == len(SHAPES)
