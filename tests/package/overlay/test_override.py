"""``aviso override`` copies one thing into the project."""

from __future__ import annotations

import pytest

from aviso.apps.override import CannotOverride, mark_as_seen, override
from aviso.model.overrides import find_all_overrides, read_copies
from aviso.model.repository import load_records
from tests.support.overlaid_project import LAW, Places


def test_every_kind_can_be_copied_and_changes_nothing(places: Places) -> None:
    places.build()
    before = (places.root / "public/riverside/companies/index.html").read_bytes()
    entries = [
        ("vendor", "readwell"),
        ("law", "old-act"),
        ("law", "new-act"),
        ("term", "recipients/library-staff"),
        ("page", "laws"),
        ("page", "_front/index"),
        ("text", "plain-words"),
        ("template", "partials/notice/vendors.html"),
        ("word", "menu"),
        ("word", "search"),
    ]
    for entry in entries:
        copies = list(override(places.project, *entry))
        assert copies and all(path.exists() for path in copies)
        with pytest.raises(CannotOverride, match="already"):
            override(places.project, *entry)
    assert [one for one in places.check() if one.severity == "error"] == []
    places.build()
    assert (places.root / "public/riverside/companies/index.html").read_bytes() == before
    found = find_all_overrides(places.project, read_copies(places.project)[0])
    assert {(str(one.entry), one.state) for one in found} == {
        (f"{kind} {name}", "same") for kind, name in entries
    }


@pytest.mark.parametrize(
    ("entry", "reported"),
    [
        (("vendor", "pagewel"), 'No vendor "pagewel" comes with Aviso. Did you mean "pagewell"?'),
        (("vendor", "../laws"), 'No vendor "../laws" comes with Aviso'),
        (("template", "../data/laws.yml"), "comes with Aviso"),
        (("term", "library-staff"), 'No term "library-staff" comes with Aviso'),
        (("word", "x"), 'No word "x" comes with Aviso'),
    ],
)
def test_what_does_not_come_with_aviso_cannot_be_copied(
    places: Places, entry: tuple[str, str], reported: str
) -> None:
    with pytest.raises(CannotOverride, match=".*") as raised:
        override(places.project, *entry)
    assert reported in str(raised.value)
    assert not (places.root / "data/overrides.json").exists()


@pytest.mark.parametrize("text", ["a: {\n", "- a list\n", "old: 1\nold: 2\n"])
def test_a_file_that_cannot_take_the_entry_stays_as_it_is(places: Places, text: str) -> None:
    path = places.root / "data/laws.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(CannotOverride):
        override(places.project, "law", "old-act")
    assert path.read_text("utf-8") == text
    assert not (places.root / "data/overrides.json").exists()


def test_an_entry_is_added_to_those_that_are_there(places: Places) -> None:
    path = places.root / "data/laws.yml"
    path.write_text(f"# Ours.\n{LAW.rstrip()}  # the end", "utf-8")
    override(places.project, "law", "old-act")
    assert path.read_text("utf-8").startswith(f"# Ours.\n{LAW.rstrip()}  # the end\nold-act:\n")
    assert list(load_records(places.project)[0].laws) == ["old-act", "new-act", "unused-act"]


def test_a_copy_made_by_hand_is_listed_and_can_be_recorded(places: Places) -> None:
    (places.root / "data/vendors").mkdir()
    (places.root / "data/vendors/pagewell.yml").write_text(
        (places.shared / "data/vendors/pagewell.yml").read_text("utf-8") + "# Ours.\n", "utf-8"
    )
    assert [one.state for one in find_all_overrides(places.project, {})] == ["unknown"]
    mark_as_seen(places.project, "vendor", "pagewell")
    copies, _ = read_copies(places.project)
    assert [one.state for one in find_all_overrides(places.project, copies)] == ["unchanged"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"nonsense": {}}', '{"vendor x": {"f": [1]}}', '{"vendor x": 1}']
)
def test_a_broken_record_of_copies_is_reported(places: Places, text: str) -> None:
    (places.root / "data/overrides.json").write_text(text, "utf-8")
    found = [one for one in places.check() if one.file == "data/overrides.json"]
    assert [one.severity for one in found] == ["error"]
    with pytest.raises(CannotOverride):
        override(places.project, "vendor", "pagewell")
