"""Stand-ins for a member's own values: each is of its kind, and what is left of one is found."""

from __future__ import annotations

import pytest

from aviso.core.project import Project
from aviso.site import member_values
from aviso.site.glossary_links import touches_word
from aviso.site.member_cuts import CannotCut, Knife
from aviso.site.member_shape import MemberShape, OwnValue
from aviso.site.member_values import Kind
from tests.support.paths import ROOT

KINDS = [one for one in vars(member_values).values() if isinstance(one, Kind)]
PROJECT = Project(ROOT)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_stand_in_is_a_value_of_its_kind(kind: Kind) -> None:
    found = {kind.stand_in(number, "A.") for number in range(100)}
    assert len(found) == 100
    assert all(kind.fits.fullmatch(one) for one in found)
    assert not any(one in other for one in found for other in found if one != other)


def test_what_is_left_of_a_stand_in_is_found() -> None:
    values = tuple(OwnValue(kind, kind.stand_in(number, "A.")) for number, kind in enumerate(KINDS))
    shape = MemberShape("", {}, values, frozenset())
    knife = Knife(shape, PROJECT)
    assert knife.cut("nothing of it") == ["nothing of it"]
    forms = [form for of_one in shape.list_forms(PROJECT) for form in of_one]
    assert all(len(knife.cut(f"a {form} b")) == 3 for form in forms)
    for rewrite in (str.upper, str.lower, lambda one: one.replace(" ", "-")):
        for form in forms:
            if rewrite(form) not in forms:
                with pytest.raises(CannotCut):
                    knife.cut(f"a {rewrite(form)} b")


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("Oak Library", False),
        ("Oak Court Order Library", True),
        ("Oak Court", True),
        ("Orders of Oak", True),
        ("Court Library", False),
        ("an órden", False),
    ],
)
def test_a_text_touches_a_word_that_could_go_on_beside_it(text: str, touches: bool) -> None:
    assert touches_word(text, ("court order",)) == touches
