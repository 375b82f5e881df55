"""Which contacts a page shows: all of them, or those for one subject."""

from __future__ import annotations

from collections.abc import Sequence

from aviso.content.fragments import FactError
from aviso.model.contacts import Contact

ACCESSIBILITY = "accessibility"


def list_contacts(contacts: Sequence[Contact], about: str) -> Sequence[Contact]:
    """Return the contacts for a subject; all of them without a subject, or if none is for it.

    Raises:
        FactError: no contact can be for that subject
    """
    if about not in ("", ACCESSIBILITY):
        raise FactError(
            f'contacts are about "{ACCESSIBILITY}" or everything, not about "{about}"',
            f"Write contacts() or contacts('{ACCESSIBILITY}').",
        )
    return [one for one in contacts if about and one.accessibility] or contacts
