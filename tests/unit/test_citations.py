"""One line of references: each link is understood by itself, and parts stand with their section."""

from __future__ import annotations

import re

import pytest

from aviso.core.project import Project
from aviso.i18n.catalog import load_catalog
from aviso.site.citations import CitedPlace, merge_places, render_citation
from tests.support.paths import ROOT


def place(section: str | None, label: str = "Policy 1") -> CitedPlace:
    """A place in a document."""
    return CitedPlace(f"#{section}", label, section)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (["II", "III"], ["II", "III"]),
        (["III.B", "III.B.a", "III.B.b", "III.B.c"], ["III.B (a–c)"]),
        (["III.B", "III.B.a", "III.B.b"], ["III.B (a, b)"]),
        (["III.B", "III.B.a", "III.B.c", "III.B.d"], ["III.B (a, c, d)"]),
        (["III.B", "III.B.ii.a"], ["III.B (ii.a)"]),
        (["III.B.a", "III.B.b"], ["III.B.a, b"]),
        (["III.B.a", "IV", "III.B.b", "III.B.c"], ["III.B.a, b, c", "IV"]),
        (["III.d.i", "III.d.ii", "III.e.i"], ["III.d.i, ii", "III.e.i"]),
        (["III.A.i–viii", "III.A.ix"], ["III.A.i–viii", "III.A.ix"]),
        (["III.B.i", "III.B.i.a", "III.B.ii"], ["III.B.i (a)", "III.B.ii"]),
        (["III", "IIII"], ["III", "IIII"]),
        ([None, "II"], [None, "II"]),
    ],
)
def test_parts_of_a_section_are_named_together(
    sections: list[str | None], expected: list[str | None]
) -> None:
    merged = merge_places([place(section) for section in sections])
    assert [one.section for one in merged] == expected


def test_a_part_belongs_only_to_its_own_document() -> None:
    merged = merge_places([place("II"), place("II.a", "Policy 2"), place("II.b", "Policy 3")])
    assert [one.section for one in merged] == ["II", "II.a", "II.b"]


def test_parts_lead_to_the_first_of_them() -> None:
    assert merge_places([place("II.a"), place("II.b")])[0].address == "#II.a"


@pytest.mark.parametrize("is_line", [True, False])
def test_the_name_of_each_link_contains_what_is_seen(is_line: bool) -> None:
    places = [place("II"), place(None, "Policy 2"), place("IV")]
    html = render_citation(load_catalog(Project(ROOT), "en"), ["A-1"], places, is_line=is_line)
    named = [re.sub("<[^>]+>", "", link) for link in re.findall("<a .*?</a>", html)]
    assert named == ["Source: Policy 1, II", "Source: Policy 1, IV", "Source: Policy 2"]
    seen = re.sub("<[^>]+>", "", re.sub("<span>.*?</span>", "", html))
    first = "Source: Policy 1, II" if is_line else "Policy 1, II"
    assert seen == f"{first} · IV · Policy 2"


def test_a_line_names_the_statements_only_if_its_links_do_not() -> None:
    words = load_catalog(Project(ROOT), "en")
    first, part = CitedPlace("d#a-1", "Policy 1", "II"), CitedPlace("d#a-2", "Policy 1", "II.a")
    other = CitedPlace("d#a-2", "Policy 1", "III")
    assert render_citation(words, ["A-1", "A-2"], [first, other], is_line=True).startswith("<cite>")
    # One link stands for a section and its part, or for two statements of one section.
    for places in ([first, part], [first]):
        line = render_citation(words, ["A-1", "A-2"], places, is_line=True)
        assert line.startswith('<cite data-statements="A-1 A-2">')
    within = render_citation(words, ["A-1"], [first], is_line=False)
    assert within.startswith('<cite class="within" data-statements="A-1">')
