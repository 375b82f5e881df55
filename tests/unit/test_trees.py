"""Walking plain values: every value with its path, in the order of the file."""

from __future__ import annotations

from aviso.core.trees import walk, walk_texts

VALUE = {"name": {"en": "Town"}, "links": [{"id": "a"}, "b"], "source": None}


def test_parents_come_before_children_and_order_is_kept() -> None:
    assert [path for path, _ in walk(VALUE)] == [
        (),
        ("name",),
        ("name", "en"),
        ("links",),
        ("links", 0),
        ("links", 0, "id"),
        ("links", 1),
        ("source",),
    ]


def test_a_path_leads_to_its_value() -> None:
    found = list(walk(VALUE))
    assert len(found) > 5
    for path, node in found:
        value = VALUE
        for step in path:
            value = value[step]
        assert value is node


def test_only_texts_are_texts() -> None:
    assert list(walk_texts(VALUE)) == [
        (("name", "en"), "Town"),
        (("links", 0, "id"), "a"),
        (("links", 1), "b"),
    ]


def test_a_key_to_skip_is_left_out_with_all_that_it_holds() -> None:
    assert list(walk_texts(VALUE, skip={"links"})) == [(("name", "en"), "Town")]


def test_a_deep_value_does_not_exhaust_the_stack() -> None:
    value: list[object] = []
    for _ in range(10_000):
        value = [value]
    assert sum(1 for _ in walk(value)) == 10_001
