"""What a notice is made of: a member takes over what its system says, entry by entry."""

from __future__ import annotations

from typing import Any

import pytest

from aviso.checks.record_checks import check_records
from aviso.model.inheritance import INHERITED, INHERITED_WHOLE, inherit
from aviso.model.library import Library
from aviso.model.notice import Notice, compose_notice
from aviso.model.repository import load_records
from tests.support.project import Project

# The lists that the smallest project does without.
MORE_LISTS = """
cookies:
  - name: session
    site: catalog
rights:
  - right: see
breach_notices:
  - id: patrons
    who: {en: The people affected, es: Las personas afectadas}
"""


@pytest.fixture
def change(small_project: Project) -> Any:
    """A call that changes a library's file and composes a notice anew."""

    def changed(library: str, notice_of: str, *pairs: tuple[str, str]) -> Notice:
        for old, new in pairs:
            small_project.replace(f"data/libraries/{library}.yml", old, new)
        records, problems = load_records(small_project.opened)
        assert not problems + check_records(records)
        return compose_notice(notice_of, records)

    return changed


@pytest.fixture
def member(small_project: Project) -> Notice:
    """The notice of the member."""
    return compose_notice("riverside-branch", load_records(small_project.opened)[0])


@pytest.fixture
def system(small_project: Project) -> Notice:
    """The notice of its system."""
    return compose_notice("riverside", load_records(small_project.opened)[0])


def test_a_member_takes_over_the_lists_that_it_leaves_out(small_project: Project) -> None:
    small_project.append("data/libraries/riverside.yml", MORE_LISTS)
    records = load_records(small_project.opened)[0]
    member, system = (compose_notice(one, records) for one in ("riverside-branch", "riverside"))
    lists = set(INHERITED) - {"contacts"}
    assert lists
    for name in lists:
        assert getattr(member.library, name) == getattr(system.library, name)
        assert getattr(member.library, name), (
            f"the small project has no {name}, so nothing was tested"
        )


def test_an_entry_with_the_id_of_the_systems_takes_its_place(
    member: Notice, system: Notice
) -> None:
    assert (
        [contact.id for contact in member.library.contacts]
        == [contact.id for contact in system.library.contacts]
        == ["privacy-office", "front-desk"]
    )
    assert [contact.email for contact in member.library.contacts] == [
        "privacy@example.org",
        "branch@example.org",
    ]


def test_an_entry_that_replaces_another_takes_over_nothing_of_it(member: Notice) -> None:
    assert member.find_record("contacts", "front-desk").form is None


def test_an_entry_of_its_own_comes_after_the_systems(change: Any) -> None:
    notice = change(
        "riverside-branch", "riverside-branch", ("  - id: front-desk", "  - id: branch-desk")
    )
    assert [contact.id for contact in notice.library.contacts] == [
        "privacy-office",
        "front-desk",
        "branch-desk",
    ]


def test_a_member_is_still_itself(member: Notice, system: Notice) -> None:
    assert (member.library.name.select_locale("en"), member.library.address) == (
        "Riverside Branch",
        "https://notices.example.org/riverside-branch/",
    )
    assert [exception.id for exception in member.library.exceptions] == [
        "no-cameras"
    ] and not system.library.exceptions


def test_a_vendor_of_a_member_replaces_that_of_the_system(change: Any) -> None:
    notice = change(
        "riverside-branch",
        "riverside-branch",
        ("exceptions:", "vendors:\n  - vendor: pagewell\n    state: not-sent\nexceptions:"),
    )
    assert {entry.id: entry.use.state for entry in notice.vendors} == {
        "pagewell": "not-sent",
        "readwell": "not-verified",
    }


def test_the_system_is_not_changed_by_its_member(small_project: Project) -> None:
    records, _ = load_records(small_project.opened)
    before = records.libraries["riverside"].model_dump()
    compose_notice("riverside-branch", records)
    assert records.libraries["riverside"].model_dump() == before


def test_every_list_of_a_library_is_inherited_but_the_exceptions() -> None:
    lists = {
        name for name, field in Library.model_fields.items() if "tuple" in str(field.annotation)
    }
    own = {"exceptions", "reading_limits", "takes_over"}
    assert lists - {*INHERITED, *INHERITED_WHOLE} == own


def test_inheriting_from_a_system_with_nothing_changes_nothing(small_project: Project) -> None:
    records, _ = load_records(small_project.opened)
    library = records.libraries["riverside"]
    assert inherit(library, library.model_copy(update=dict.fromkeys(INHERITED, ()))) == library


def test_a_system_knows_its_members(member: Notice, system: Notice) -> None:
    assert [name for name, _ in system.members] == ["riverside-branch"] and not member.members
    assert (
        member.system is not None
        and member.system.name.select_locale("en") == "Riverside Library"
        and system.system is None
    )


def test_a_law_brings_what_stands_in_its_place(system: Notice) -> None:
    [entry] = system.laws
    assert entry.successor is not None and entry.successor.citation == "Library Act § 2"


def test_situations_come_in_the_order_of_the_vocabulary(change: Any) -> None:
    practice = (
        "practices:\n  - id: logs\n    situation: website\n"
        "    title: {en: Logs, es: Registros}\n    note: {en: A note., es: Una nota.}\n"
    )
    notice = change("riverside", "riverside", ("practices:\n", practice))
    assert [(one.id, [p.id for p in one.practices]) for one in notice.situations] == [
        ("card", ["card-details"]),
        ("website", ["logs"]),
    ]


def test_a_statement_is_found_with_its_document(system: Notice) -> None:
    reference = system.references["RL-02"]
    assert (reference.document.id, reference.section) == ("policy-7", "II")


def test_revisions_are_newest_first(change: Any) -> None:
    older = (
        "    revisions:\n      - effective: 2020-01-01\n        text: {en: Draft., es: Borrador.}\n"
    )
    assert [
        str(revision.effective)
        for _, revision in change("riverside", "riverside", ("    revisions:\n", older)).revisions
    ] == ["2025-12-03", "2020-01-01"]


def test_a_record_is_found_by_its_id_or_not_at_all(system: Notice) -> None:
    assert system.find_record("contacts", "front-desk").id == "front-desk"
    with pytest.raises(KeyError):
        system.find_record("contacts", "nobody")
