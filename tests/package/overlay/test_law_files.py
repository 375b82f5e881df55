"""Laws with a file each are one register with ``data/laws.yml``, in the project and the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.apps.override import override
from aviso.apps.reviews.reviews import list_reviews
from aviso.apps.scaffold.files import CannotScaffold
from aviso.apps.scaffold.registers import add_law
from aviso.apps.scaffold.remove import remove
from aviso.core.package import VARIABLE
from aviso.core.project import Project
from aviso.model.repository import load_records
from aviso.model.upkeep import ReviewPolicy
from tests.support.overlaid_project import Places

FILE = """\
citation: {}
title: {{en: A title, es: Un título}}
status: {}
checked_on: 2026-01-31
known_from: {{url: https://law.example.net/act, date: 2026-01-31}}
explanation: {{en: A rule., es: Una norma.}}
"""
NAMED = "  - law: old-act\n"


def write_law(
    layer: Path, name: str, citation: str = "Filed Act", status: str = "secondary-copy"
) -> None:
    path = layer / f"data/laws/{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILE.format(citation, status), "utf-8")


def name_law(places: Places, name: str) -> None:
    places.edit("data/libraries/riverside.yml", NAMED, f"  - law: {name}\n{NAMED}")


@pytest.mark.parametrize("of_package", [False, True])
def test_a_law_in_a_file_can_be_named_and_is_shown(places: Places, of_package: bool) -> None:
    write_law(places.shared if of_package else places.root, "filed-act")
    name_law(places, "filed-act")
    records, problems = load_records(places.project)
    assert problems == []
    prefix = "aviso:" if of_package else ""
    assert records.place("law", "filed-act").file == f"{prefix}data/laws/filed-act.yml"
    assert [one for one in places.check() if one.severity == "error"] == []
    places.build()
    page = (places.root / "public/riverside/laws/index.html").read_text("utf-8")
    assert "Filed Act" in page and "read in a copy" in page and "Status checked" in page
    assert "A copy of the text was read on January 31, 2026" in page


def test_a_law_whose_text_nobody_read_says_so_and_names_no_day_of_checking(places: Places) -> None:
    write_law(places.root, "filed-act", status="cited-not-checked")
    places.edit("data/laws/filed-act.yml", "checked_on: 2026-01-31\n", "")
    name_law(places, "filed-act")
    places.build()
    page = (places.root / "public/riverside/es/laws/index.html").read_text("utf-8")
    section = page.partition('id="filed-act"')[2].partition("</section>")[0]
    assert "citada, sin comprobar" in section and "Nadie ha leído este texto" in section
    assert "Situación comprobada" not in section


def test_what_no_library_names_is_neither_read_nor_shown_nor_due(places: Places) -> None:
    write_law(places.shared, "filed-act", status="no-status")
    write_law(places.root, "own-act")
    records, problems = load_records(places.project)
    assert problems == []
    assert "filed-act" not in records.laws and "filed-act" in records.known["law"]
    assert "own-act" in records.laws
    reviews = list_reviews(records, ReviewPolicy())
    assert {one.id for one in reviews if one.what == "law"} == {"old-act", "new-act"}
    few, _ = load_records(places.project, ["riverside"])
    assert "own-act" not in few.laws and "own-act" in few.known["law"]
    places.build()
    pages = (places.root / "public").rglob("*.html")
    assert [page for page in pages if "Filed Act" in page.read_text("utf-8")] == []


def test_a_fault_in_the_projects_own_file_is_reported_there(places: Places) -> None:
    write_law(places.root, "own-act", status="no-status")
    (places.root / "data/laws/Own Act.yml").write_text("", "utf-8")
    found = {(one.file, one.rule) for one in places.check() if one.severity == "error"}
    assert ("data/laws/Own Act.yml", "files/name-is-no-id") in found
    assert any(file == "data/laws/own-act.yml" for file, _ in found)


def test_the_projects_law_goes_before_the_packages_wherever_each_stands(places: Places) -> None:
    write_law(places.root, "old-act", "Own Act")
    write_law(places.shared, "filed-act", "Filed Act of the package")
    text = FILE.format("Own Filed Act", "current").replace("\n", "\n  ").rstrip()
    (places.root / "data/laws.yml").write_text(f"filed-act:\n  {text}\n", "utf-8")
    name_law(places, "filed-act")
    records, problems = load_records(places.project)
    assert problems == []
    assert str(records.laws["old-act"].citation) == "Own Act"
    assert str(records.laws["filed-act"].citation) == "Own Filed Act"


def test_a_law_twice_in_one_place_is_refused(places: Places) -> None:
    text = FILE.format("Act", "current").replace("\n", "\n  ").rstrip()
    (places.root / "data/laws.yml").write_text(f"twice:\n  {text}\n", "utf-8")
    write_law(places.root, "twice")
    found = [one for one in places.check() if one.rule == "files/law-twice"]
    assert [one.file for one in found] == ["data/laws/twice.yml"]
    assert "data/laws.yml, line 1" in found[0].message


def test_the_law_that_stands_in_the_place_of_another_is_read_too(places: Places) -> None:
    places.edit("data/laws.yml", "replaced_by: new-act", "replaced_by: filed-act", is_shared=True)
    write_law(places.shared, "filed-act")
    for libraries in (None, ["riverside"]):
        records, problems = load_records(places.project, libraries)
        assert problems == [] and "filed-act" in records.laws


def test_only_the_site_that_names_a_law_is_made_anew_when_its_file_changes(places: Places) -> None:
    write_law(places.root, "filed-act")
    write_law(places.root, "unused-law")
    name_law(places, "filed-act")
    places.build()
    places.edit("data/laws/unused-law.yml", "A rule", "A good rule")
    assert set(places.build().values()) == {"unchanged"}
    places.edit("data/laws/filed-act.yml", "A rule", "A good rule")
    reasons = places.build()
    assert reasons["riverside"] == "changed: data/laws/filed-act.yml"
    assert reasons["second"] == "unchanged"


def test_a_file_is_copied_kept_and_removed_like_a_companys(places: Places) -> None:
    write_law(places.shared, "filed-act")
    (copied, _) = override(places.project, "law", "filed-act")
    assert copied == places.root / "data/laws/filed-act.yml"
    for name, where in (("filed-act", "data/laws/filed-act.yml"), ("old-act", "data/laws.yml")):
        with pytest.raises(CannotScaffold, match=f"is already in .*{where}"):
            add_law(places.project, name, "2026-02-01")
    assert remove(places.project, "law", "filed-act") == ["data/laws/filed-act.yml"]
    with pytest.raises(CannotScaffold, match="comes with Aviso"):
        remove(places.project, "law", "filed-act")


def test_a_law_that_is_named_is_not_removed(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    project = Project(places.root)
    write_law(places.root, "filed-act")
    name_law(places, "filed-act")
    with pytest.raises(CannotScaffold, match="is still used in:\ndata/libraries/riverside.yml"):
        remove(project, "law", "filed-act")
