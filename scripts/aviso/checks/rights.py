"""Rules on rights: their contacts and procedures exist."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.model.records import Records
from aviso.model.references import EACH, find_values

RIGHT_LEADS_NOWHERE = Rule(
    "facts/right-leads-nowhere",
    "A right names a contact or a procedure that does not exist",
    why="Readers who want to use the right would not learn whom to ask, or which steps to take.",
    cure="Correct the id, or add the contact or the procedure.",
    example="contact: privacy-ofice, in place of privacy-office",
)
# The key of a right, and the list in which its value is an id.
LISTS = {"contact": "contacts", "procedure": "procedures"}


@RIGHT_LEADS_NOWHERE.check
def rights_lead_somewhere(records: Records) -> Iterator[Diagnostic]:
    """Contacts and procedures of rights are the library's own, or its system's."""
    for (kind, _), place in records.list_judged():
        if kind != "library":
            continue
        system = next((name for _, name in find_values(place.value, ("system",))), "")
        places = [place, *filter(None, [records.places.get(("library", system))])]
        for key, name in LISTS.items():
            named = [*find_values(place.value, ("rights", EACH, key))]
            known = {
                identifier
                for one in (places if named else ())
                for _, identifier in find_values(one.value, (name, EACH, "id"))
            }
            for path, identifier in named:
                if identifier not in known:
                    yield place.make_problem(
                        path,
                        f'{key} "{identifier}" is not under {name}',
                        suggest(identifier, known) or "Add it there first.",
                    )
