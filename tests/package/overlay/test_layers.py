"""The project over the package: entry by entry, and nothing of the package that nobody uses."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.apps.links.collect import AddressUse, collect_addresses
from aviso.apps.links.rewrite import write_new_address
from aviso.apps.override import override
from aviso.apps.reviews.reviews import list_reviews
from aviso.cli.main import main
from aviso.core import package
from aviso.core.file_edits import CannotEdit
from aviso.core.project import Project
from aviso.i18n.confirmations import Translations
from aviso.i18n.memory import SHARED_OWNER
from aviso.model.repository import load_records
from aviso.model.upkeep import ReviewPolicy
from tests.support.overlaid_project import LAW, Places
from tests.support.paths import ROOT


def test_a_project_needs_nothing_but_its_libraries(places: Places) -> None:
    assert [one for one in places.check() if one.severity == "error"] == []
    made = places.build()
    assert set(made.values()) == {"not yet published"}
    page = (places.root / "public/riverside/companies/index.html").read_text("utf-8")
    assert "Pagewell" in page and "hoopla" not in page


def test_the_repository_is_one_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(package.VARIABLE)
    assert package.find_shared_folder() == ROOT and Project(ROOT).layers == (ROOT,)


def test_what_comes_with_aviso_can_be_taken_from_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(package.VARIABLE, str(tmp_path / "other"))
    assert Project(tmp_path).layers == (tmp_path, tmp_path / "other")
    monkeypatch.setenv(package.VARIABLE, "")
    assert not Project(tmp_path).find("overrides/main.html").exists()


@pytest.mark.parametrize(
    "name",
    [
        "data/libraries/riverside.yml",
        "data/accepted.yml",
        "data/watch.yml",
        "data/care.yml",
        "data/translations/riverside.json",
        "docs/riverside/en/index.md",
        "mkdocs.yml",
    ],
)
def test_what_is_one_projects_own_never_comes_from_the_package(places: Places, name: str) -> None:
    (places.shared / name).parent.mkdir(parents=True, exist_ok=True)
    (places.shared / name).write_text("Another's.", "utf-8")
    (places.root / name).unlink(missing_ok=True)
    assert places.project.find(name) == places.root / name


# Entry by entry


def test_a_law_of_the_project_stands_beside_those_of_the_package(places: Places) -> None:
    text = LAW.replace("unused-act", "new-act").replace("Unused Act", "Newest Act")
    (places.root / "data/laws.yml").write_text(text, "utf-8")
    records, problems = load_records(places.project)
    assert problems == []
    assert str(records.laws["new-act"].citation) == "Newest Act"
    assert records.place("law", "new-act").file == "data/laws.yml"
    assert records.place("law", "old-act").file == "aviso:data/laws.yml"
    assert "unused-act" not in records.laws and "unused-act" in records.known["law"]


def test_a_fault_in_an_entry_of_the_project_is_reported_once_and_hides_the_packages(
    places: Places,
) -> None:
    (places.root / "data/laws.yml").write_text("old-act:\n  citation: Old\n", "utf-8")
    records, problems = load_records(places.project)
    assert "old-act" not in records.laws
    assert {problem.file for problem in problems} == {"data/laws.yml"}


def test_words_are_overlaid_key_by_key(places: Places) -> None:
    (places.root / "overrides/locales").mkdir(parents=True)
    (places.root / "overrides/locales/en.yml").write_text("search: Look for\n", "utf-8")
    assert [
        one for one in places.check() if "locales" in one.file and one.severity == "error"
    ] == []
    places.build()
    page = (places.root / "public/riverside/index.html").read_text("utf-8")
    assert "Look for" in page and "Skip to content" in page


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        ("serch: Find\n", 'warning: no template uses the key "serch". Did you mean "search"?'),
        ("at_most: Up to {time}\n", "at_most does not have the same values in braces as in Aviso"),
        ("search:\n", "search has no text. Write it after the colon."),
    ],
)
def test_words_that_do_not_fit_the_packages_are_reported(
    places: Places, words: str, reported: str
) -> None:
    (places.root / "overrides/locales").mkdir(parents=True)
    (places.root / "overrides/locales/en.yml").write_text(words, "utf-8")
    found = [str(one) for one in places.check() if one.file == "overrides/locales/en.yml"]
    assert any(
        line.startswith("overrides/locales/en.yml, line 1: ") and reported in line for line in found
    )


def test_a_template_of_the_project_can_have_words_of_its_own(places: Places) -> None:
    (places.root / "overrides/locales").mkdir(parents=True)
    for locale in ("en", "es"):
        path = places.root / f"overrides/locales/{locale}.yml"
        path.write_text(f"footer.ours: Ours in {locale}\n", "utf-8")
    override(places.project, "template", "partials/footer.html")
    places.edit("overrides/partials/footer.html", "</footer>", "{{ 'footer.ours' | s }}</footer>")
    assert [one for one in places.check() if "locales" in one.file] == []
    places.build()
    assert "Ours in es" in (places.root / "public/riverside/es/index.html").read_text("utf-8")


def test_a_page_of_the_project_takes_the_place_of_one_in_its_language(places: Places) -> None:
    (places.root / "docs/_pages/en").mkdir(parents=True)
    text = "---\ntitle: Our laws\ndescription: Our own.\n---\n# Our laws\n\n{{ laws() }}\n"
    (places.root / "docs/_pages/en/laws.md").write_text(text, "utf-8")
    places.build()
    assert ">Our laws</h1>" in (places.root / "public/riverside/laws/index.html").read_text("utf-8")
    files = {one.name for one in (places.root / "public/riverside").iterdir()}
    assert {"companies", "documents", "about"} <= files


# What nobody uses is left alone; what somebody uses is named where it is


def test_faults_in_what_nobody_uses_are_not_reported(places: Places) -> None:
    places.edit("data/vendors/nobody.yml", "category: other", "category: nonsense", True)
    places.edit("data/laws.yml", "citation: Unused Act", "citation: 7\n  nonsense: 1", True)
    assert [one for one in places.check() if one.severity == "error"] == []


def test_a_fault_in_what_is_used_names_the_package_and_what_to_do(places: Places) -> None:
    places.edit("data/vendors/pagewell.yml", "account_needed: no", "account_needed: nope", True)
    (problem,) = [one for one in places.check() if one.severity == "error"]
    assert problem.file == "aviso:data/vendors/pagewell.yml"
    assert problem.hint.startswith("This comes with Aviso. Copy it into the project with")


def test_reviews_and_addresses_are_those_of_what_is_used(places: Places) -> None:
    records, _ = load_records(places.project)
    names = {review.id for review in list_reviews(records, ReviewPolicy())}
    assert {"pagewell", "old-act", "new-act"} <= names
    assert not {"nobody", "unused-act"} & names
    places.edit("data/vendors/pagewell.yml", "pagewell.example", "pagewell.net", True)
    places.edit("data/vendors/nobody.yml", "nobody.example.net", "nobody.net", True)
    places.edit("data/laws.yml", "law.example.net", "law.net", True)
    found = collect_addresses(places.project).web
    (use,) = found["https://www.pagewell.net"]
    assert use.file == "aviso:data/vendors/pagewell.yml"
    assert not any("nobody" in address or "law.net" in address for address in found)


def test_a_new_address_is_not_written_into_the_package(places: Places) -> None:
    use = AddressUse("aviso:data/vendors/pagewell.yml", 6)
    with pytest.raises(CannotEdit, match="comes with Aviso; copy it with `aviso override`"):
        old, new = "https://www.pagewell.example", "https://new.example.org"
        write_new_address(places.project, use, old, new)


def test_a_review_is_recorded_in_a_copy_of_the_project(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(places.root)
    name = "data/vendors/pagewell.yml"
    before = (places.shared / name).read_bytes()
    command = ["vendor", "reviewed", "pagewell", "--offline", "--on", "2026-02-03"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert f"written: {name}\n" in done.output
    assert "\nreviewed_on: 2026-02-03\n" in (places.root / name).read_text("utf-8")
    assert (places.shared / name).read_bytes() == before
    unused = CliRunner().invoke(main, ["watch", "nobody"])
    assert unused.exit_code == 2 and "no library of the project uses it" in unused.output


# Translations


def test_texts_that_aviso_brings_are_listed_only_if_asked_for(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(places.root)
    override(places.project, "vendor", "pagewell")
    listed, asked = (
        CliRunner().invoke(main, ["translation", "status", *owner, "--format", "csv"]).output
        for owner in ([], ["shared"])
    )
    assert "shared/vendors.pagewell.service" in listed and "aviso:" not in listed
    assert "riverside/" in listed and "aviso:" in asked


def test_confirmations_come_with_the_package_and_ones_own_stay_in_the_project(
    places: Places,
) -> None:
    def translations(project: Project) -> Translations:
        return Translations.load(load_records(project)[0])

    def states() -> dict[str, str]:
        found = translations(places.project).list_statuses([SHARED_OWNER])
        return {status.unit.key: status.state for status in found}

    own, vendor = places.root / "data/translations/shared.json", "shared/vendors.pagewell.service"
    whole = translations(places.project)
    whole.record(whole.units[SHARED_OWNER], date(2026, 1, 2), "A librarian")
    theirs = places.shared / "data/translations/shared.json"
    theirs.parent.mkdir()
    shutil.move(own, theirs)
    found = states()
    assert {found[key] for key in found if "vendors" in key} == {"current"} and not own.exists()
    override(places.project, "vendor", "pagewell")
    places.edit("data/vendors/pagewell.yml", "Ebooks to", "Many ebooks to")
    assert states()[vendor] == "outdated"
    places.edit("data/vendors/pagewell.yml", "Libros", "Muchos libros")
    found = translations(places.project)
    found.record(found.find_units(vendor), date(2026, 2, 3), "Another")
    assert list(json.loads(own.read_text("utf-8"))) == ["vendors.pagewell.service"]
    assert states()[vendor] == "current"
    # Without the copy, what came with Aviso holds again.
    (places.root / "data/vendors/pagewell.yml").unlink()
    assert states()[vendor] == "current"


def test_texts_of_the_package_are_not_complained_of(places: Places) -> None:
    places.edit("data/vendors/pagewell.yml", "Ebooks to", "7 ebooks to", True)
    assert not any("do not say the same" in one.message for one in places.check())
    override(places.project, "vendor", "pagewell")
    assert any("do not say the same" in one.message for one in places.check())
