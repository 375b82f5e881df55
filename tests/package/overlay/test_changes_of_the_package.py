"""A change of the package makes the sites anew that use what has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aviso.apps.override import override
from aviso.build import dask
from aviso.build.aviso_digest import digest_aviso
from aviso.build.task import Task
from aviso.core import package
from aviso.core.report_formats import format_text
from tests.support.overlaid_project import Places


def edit_a_vendor(places: Places) -> None:
    places.edit("data/vendors/pagewell.yml", "Ebooks to", "Many ebooks to", True)


def edit_an_unused_vendor(places: Places) -> None:
    places.edit("data/vendors/nobody.yml", "name: Nobody", "name: No one", True)


def copy_without_an_edit(places: Places) -> None:
    override(places.project, "vendor", "pagewell")


def edit_a_copy(places: Places) -> None:
    override(places.project, "vendor", "pagewell")
    places.edit("data/vendors/pagewell.yml", "Ebooks to", "Many ebooks to")


def edit_a_law(places: Places) -> None:
    places.edit("data/laws.yml", "citation: Library Act § 2", "citation: Library Act § 3", True)


def edit_an_unused_law(places: Places) -> None:
    places.edit("data/laws.yml", "Unused Act", "Unused Act of 2026", True)


def edit_a_template(places: Places) -> None:
    places.edit("overrides/partials/footer.html", "<", "\n<", True)


def confirm_in_the_package(places: Places) -> None:
    (places.shared / "data/translations").mkdir()
    (places.shared / "data/translations/shared.json").write_text("{}\n", "utf-8")


EVERYTHING = {"riverside", "second", "_front"}


@pytest.mark.parametrize(
    ("change", "made"),
    [
        (lambda places: None, set()),
        (edit_a_vendor, {"riverside"}),
        (edit_an_unused_vendor, set()),
        (copy_without_an_edit, set()),
        (edit_a_copy, {"riverside"}),
        (edit_a_law, {"riverside", "second"}),
        (edit_an_unused_law, set()),
        (edit_a_template, EVERYTHING),
        (confirm_in_the_package, EVERYTHING),
    ],
)
def test_a_change_of_the_package_makes_its_users_anew(
    places: Places, change: Callable[[Places], None], made: set[str]
) -> None:
    places.build()
    change(places)
    assert {name for name, how in places.build().items() if how != "unchanged"} == made


def test_a_cluster_gets_what_comes_with_aviso_from_here(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = places.project
    job = Task(str(places.root), "riverside", None, relatives=("riverside",))
    files = {**dask.pack(project, dask.SHARED_PARTS), **dask.pack_package(project)}
    own = dask.pack(project, ["data/libraries/riverside.yml", "docs/riverside"])
    version = digest_aviso(project)
    # The worker has no package of its own, or another.
    monkeypatch.setenv(package.VARIABLE, "")
    made = dask.build_on_worker(files, "this one", version, own, job)
    monkeypatch.setenv(package.VARIABLE, str(places.shared))
    places.build()
    assert format_text(made.problems) == "" and made.files
    published = places.root / "public/riverside"
    assert {name: (published / name).read_bytes() for name in made.files} == made.files
