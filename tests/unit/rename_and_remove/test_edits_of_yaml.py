"""A value in a YAML file is replaced or deleted, and nothing around it changes."""

from __future__ import annotations

import random

import pytest

from aviso.apps.scaffold import places
from aviso.apps.scaffold.splice import KEY, CannotSplice, delete_entry, replace_values
from aviso.core.project import Project
from tests.support.paths import ROOT


def test_every_id_in_all_records_can_be_replaced_and_nothing_else_changes() -> None:
    chance = random.Random(7)
    project = Project(ROOT)
    for register, folder in (("vendor", "vendors"), ("library", "libraries")):
        for path in chance.sample(sorted((ROOT / "data" / folder).glob("*.yml")), 5):
            for found in places.find_places(project, places.SearchTarget(register, path.stem)):
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
