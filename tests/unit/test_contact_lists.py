"""Which contacts a page shows."""

from __future__ import annotations

import pytest

from aviso.content.fragments import FactError
from aviso.model.contacts import Contact
from aviso.site.contact_lists import list_contacts


def contact(identifier: str, **more: bool) -> Contact:
    return Contact.model_validate(
        {
            "id": identifier,
            "role": {"en": "Questions"},
            "email": f"{identifier}@example.org",
            **more,
        }
    )


DESK, WEB = contact("desk"), contact("web", accessibility=True)


@pytest.mark.parametrize(
    ("contacts", "about", "expected"),
    [
        ((DESK, WEB), "", ["desk", "web"]),
        ((DESK, WEB), "accessibility", ["web"]),
        ((DESK,), "accessibility", ["desk"]),
        ((), "accessibility", []),
    ],
)
def test_a_page_on_a_subject_shows_the_contacts_for_it_or_all(
    contacts: tuple[Contact, ...], about: str, expected: list[str]
) -> None:
    assert [one.id for one in list_contacts(contacts, about)] == expected


def test_a_subject_that_no_contact_can_be_for_is_refused() -> None:
    with pytest.raises(FactError, match="not about"):
        list_contacts((DESK, WEB), "parking")
