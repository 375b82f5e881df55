"""A member takes over blocks from another only if all that they were made from is the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.core.project import Project
from aviso.model.inheritance import INHERITED
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.records import Records
from aviso.model.repository import load_records
from aviso.site import block_memory
from aviso.site.compose import make_site
from tests.support.paths import ROOT
from tests.support.random_texts import MORE, some

MEMBER, SYSTEM = "example-branch", "example"
# The lists that blocks are made of, and what is a text in an entry of one.
LISTS = sorted(name for name in INHERITED if name not in ("documents", "sections"))
RECORDS: Records = load_records(Project(ROOT))[0]


def change_entry(entry: Any, sign: str) -> Any:
    """An entry of which one text is another."""
    for name, value in entry:
        if isinstance(value, LocalizedText):
            texts = {locale: f"{text} {sign}" for locale, text in value.root.items()}
            return entry.model_copy(update={name: LocalizedText.model_validate(texts)})
    return entry


def change_list(entries: tuple[Any, ...], how: str, sign: str) -> tuple[Any, ...]:
    """A list with one entry less, in another order, or with another text."""
    if how == "turn":
        return entries[::-1]
    if how == "change":
        return (*entries[:-1], *(change_entry(entry, sign) for entry in entries[-1:]))
    return entries


CHANGES = st.lists(
    st.tuples(
        st.sampled_from([*LISTS, "name"]),
        st.sampled_from(["turn", "change", "change"]),
        st.sampled_from(["one", "two"]),
    ),
    max_size=3,
)


def make_member(changes: list[tuple[str, str, str]]) -> Library:
    """The member with changes in its system's lists, and so in its own."""
    member, system = RECORDS.libraries[MEMBER], RECORDS.libraries[SYSTEM]
    for name, how, sign in changes:
        if name == "name":
            member = member.model_copy(update={"name": change_entry(member, sign).name})
        else:
            own = change_list(getattr(system, name), how, sign)
            member = member.model_copy(update={name: own})
    return member


def show_pages(member: Library) -> dict[tuple[str, str], str]:
    """The content of every page of a member."""
    libraries = {**RECORDS.libraries, MEMBER: member}
    site = make_site(MEMBER, replace(RECORDS, libraries=libraries))
    return {key: page.html for key, page in site.pages.items()}


def show_anew(member: Library) -> dict[tuple[str, str], str]:
    """The same, with nothing remembered."""
    RECORDS.project.forget(block_memory._make_memories)
    return show_pages(member)


def compare(members: list[list[tuple[str, str, str]]]) -> None:
    """Make members by themselves and one after the other, and compare all their pages."""
    alone = [show_anew(make_member(changes)) for changes in members]
    RECORDS.project.forget(block_memory._make_memories)
    assert [show_pages(make_member(changes)) for changes in members] == alone


@pytest.mark.soak
@settings(some, max_examples=8 * MORE)
@given(st.lists(CHANGES, min_size=2, max_size=3))
def test_random_members_are_the_same_whoever_was_made_before(
    members: list[list[tuple[str, str, str]]],
) -> None:
    compare(members)


def test_members_are_the_same_whoever_was_made_before() -> None:
    compare([[("practices", "turn", ""), ("name", "change", "one")], [("vendors", "turn", "")]])


def test_the_same_blocks_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[block_memory.Place] = []
    keep = block_memory.BlockMemory.keep

    def count(self: block_memory.BlockMemory, place: block_memory.Place, *rest: Any) -> None:
        kept.append(place)
        keep(self, place, *rest)

    monkeypatch.setattr(block_memory.BlockMemory, "keep", count)
    show_anew(make_member([]))
    first = len(kept)
    assert first > 50
    show_pages(make_member([]))
    assert len(kept) < 1.1 * first
    show_pages(make_member([("vendors", "change", "one")]))
    assert 1.1 * first < len(kept) < 1.7 * first


def test_a_fact_that_is_not_noted_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        block_memory._Noted,
        "__getattr__",
        lambda self, name: (
            self._library if name == "library" and self._library else getattr(self._record, name)
        ),
    )
    other = make_member([("name", "change", "one"), ("laws", "change", "two")])
    alone = show_anew(other)
    show_anew(make_member([]))
    assert show_pages(other) != alone
