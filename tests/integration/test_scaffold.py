"""What ``aviso new`` writes is sound at once, in both languages, and overwrites nothing."""

from __future__ import annotations

import pytest

from aviso.apps.scaffold.files import CannotScaffold, check_id
from aviso.apps.scaffold.libraries import copy_model, start_library
from aviso.apps.scaffold.project import ProjectOptions
from aviso.apps.scaffold.registers import add_vendor
from aviso.apps.scaffold.templates import FOLDER
from aviso.build.assemble import assemble_site
from aviso.model.register_files import RESERVED_IDS
from aviso.model.repository import load_records
from tests.support.project import Project

BAD_IDS = [
    "",
    "My-Town",
    "my town",
    "my_town",
    "-town",
    "town-",
    "my--town",
    "..",
    "../town",
    "a/b",
    ".hidden",
    "ñuble",
    "town\n",
    "x" * 61,
    "town.yml",
]


def files(project: Project) -> dict[str, bytes]:
    """Every file of facts and prose."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for name in ("data", "docs")
        for path in (project / name).rglob("*")
        if path.is_file()
    }


def test_a_new_library_is_sound_at_once_beside_all_others(project: Project) -> None:
    assert project.reported() == ""
    copy_model(project.opened, "my-town")
    assert [one.rule for one in project.check()] == ["facts/not-yet-own"]


def test_a_new_library_can_be_opened_in_both_languages(project: Project) -> None:
    copy_model(project.opened, "my-town")
    site = assemble_site(project.opened, "my-town")
    assert {locale for locale, _ in site.pages} == {"en", "es"} and ("es", "choices") in site.pages
    assert all(page.html for page in site.pages.values())


def test_a_new_library_is_a_draft_of_its_own(project: Project) -> None:
    copy_model(project.opened, "my-town")
    library = load_records(project.opened)[0].libraries["my-town"]
    assert (library.kind, library.publication.state, library.publication.approved_by) == (
        "library",
        "draft",
        None,
    )
    assert library.address == "https://notices.example.org/my-town/"


def test_a_new_library_has_every_file_of_the_example(project: Project) -> None:
    written = {
        path.relative_to(project.root).as_posix() for path in copy_model(project.opened, "my-town")
    }
    pages = {
        path.relative_to(project / "docs" / "example").as_posix()
        for path in (project / "docs" / "example").rglob("*")
        if path.is_file()
    }
    assert written == {"data/libraries/my-town.yml", *(f"docs/my-town/{name}" for name in pages)}


def test_nothing_that_was_there_is_changed(project: Project) -> None:
    before = files(project)
    copy_model(project.opened, "my-town")
    add_vendor(project.opened, "new-company")
    after = files(project)
    assert {name: content for name, content in after.items() if name in before} == before


def test_a_new_vendor_is_sound_at_once(project: Project) -> None:
    [path] = add_vendor(project.opened, "new-company")
    assert project.reported() == ""
    assert (
        load_records(project.opened)[0].vendors["new-company"].name == "New Company"
        and path.name == "new-company.yml"
    )


def test_a_new_vendor_explains_every_field() -> None:
    from aviso.model.registers import Vendor

    template = (FOLDER / "vendor.yml.txt").read_text("utf-8")

    assert [
        field
        for field in Vendor.model_fields
        if field != "parent_company" and f"{field}:" not in template
    ] == []


def test_what_is_left_out_of_a_new_vendor_is_sound_when_it_is_filled_in(project: Project) -> None:
    [path] = add_vendor(project.opened, "new-company")
    text = path.read_text("utf-8")
    filled = "\n".join(
        line.removeprefix("# ")
        if line.startswith(
            (
                *("# website:", "# privacy_policy", "# reviewed_on:", "# evidence:", "#   "),
                *("# typed:", "# retention:", "# subprocessors:", "# deletion:", "# stored_in:"),
                *("# audit:", "# details_evidence:"),
            )
        )
        else line
        for line in text.split("\n")
    )
    path.write_text(filled, "utf-8")
    assert filled != text and project.reported() == ""


@pytest.mark.parametrize("make", [start_library, add_vendor])
@pytest.mark.parametrize("identifier", BAD_IDS)
def test_what_cannot_be_an_id_is_refused(project: Project, make: object, identifier: str) -> None:
    before = files(project)
    with pytest.raises(CannotScaffold, match=r"is not an id\. Use lowercase letters"):
        make(project.opened, identifier)  # type: ignore[operator]
    assert files(project) == before


@pytest.mark.parametrize("identifier", ["con", "CON", "aux", "lpt9"])
def test_a_name_that_windows_cannot_store_is_refused(identifier: str) -> None:
    with pytest.raises(CannotScaffold, match="Windows keeps this name for a device"):
        check_id(identifier)
    options = ProjectOptions("https://privacy.my-town.org/", library=identifier)
    assert any("Windows" in fault for fault in options.find_faults())


@pytest.mark.parametrize("identifier", sorted(RESERVED_IDS))
def test_an_id_that_the_front_page_needs_is_refused(project: Project, identifier: str) -> None:
    with pytest.raises(CannotScaffold, match="is needed by the front page"):
        copy_model(project.opened, identifier)


def test_a_library_that_exists_is_not_overwritten(project: Project) -> None:
    with pytest.raises(CannotScaffold, match=r"data/libraries/example-branch\.yml already exists"):
        copy_model(project.opened, "example-branch")


def test_pages_that_exist_are_not_overwritten(project: Project) -> None:
    (project / "docs" / "my-town").mkdir()
    with pytest.raises(CannotScaffold, match="docs/my-town already exists"):
        copy_model(project.opened, "my-town")
    assert not (project / "data" / "libraries" / "my-town.yml").exists()


def test_a_vendor_that_exists_is_not_overwritten(project: Project) -> None:
    before = files(project)
    with pytest.raises(
        CannotScaffold, match=r"data/vendors/hoopla\.yml already exists. Edit it instead."
    ):
        add_vendor(project.opened, "hoopla")
    assert files(project) == before


@pytest.mark.parametrize("name", ["data/libraries/my-town.yml", "docs/my-town"])
def test_a_link_that_leads_nowhere_is_not_written_through(project: Project, name: str) -> None:
    elsewhere = project.root.parent / "elsewhere"
    (project / name).symlink_to(elsewhere)
    with pytest.raises(CannotScaffold, match="already exists"):
        copy_model(project.opened, "my-town")
    assert (project / name).is_symlink() and not elsewhere.exists()
