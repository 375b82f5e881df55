"""The places where records name others: a library its vendors, a vendor its terms, and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

EACH = -1
Path = tuple[str | int, ...]
# A company, or one of the words of ``keepers.BODIES``.
KEPT_BY: Path = ("practices", EACH, "kept_by")
# The retention of a practice: one stage, or a list of stages.
STAGES: tuple[Path, ...] = (
    ("practices", EACH, "retention"),
    ("practices", EACH, "retention", EACH),
)
# The places where a record names something that must exist, with the register or vocabulary.
REFERENCES: dict[str, tuple[tuple[Path, str], ...]] = {
    "library": (
        (("practices", EACH, "situation"), "situations"),
        (("practices", EACH, "data", EACH), "data_categories"),
        (("practices", EACH, "purposes", EACH), "purposes"),
        (("practices", EACH, "shown", EACH), "data_categories"),
        (("practices", EACH, "recipients", EACH), "recipients"),
        *(((*stage, "of"), "data_categories") for stage in STAGES),
        *(((*stage, key), "events") for stage in STAGES for key in ("after", "until")),
        *(((*stage, "because"), "law") for stage in STAGES),
        (KEPT_BY, "vendor"),
        (("practices", EACH, "recipients", EACH, "who"), "recipients"),
        (("practices", EACH, "recipients", EACH, "data", EACH), "data_categories"),
        (("practices", EACH, "audiences", EACH), "audiences"),
        (("practices", EACH, "consent", EACH, "by"), "recipients"),
        (("practices", EACH, "legal_basis", EACH), "legal_bases"),
        (("commitments", EACH, "topic"), "topics"),
        (("disclosures", EACH, "recipient"), "recipients"),
        (("disclosures", EACH, "data", EACH), "data_categories"),
        (("procedures", EACH, "requested_by"), "recipients"),
        (("vendors", EACH, "vendor"), "vendor"),
        (("vendors", EACH, "sends", EACH), "data_categories"),
        (("laws", EACH, "law"), "law"),
        (("website_log", EACH), "data_categories"),
        (("system",), "library"),
        (("takes_over", EACH), "situations"),
    ),
    "vendor": (
        (("category",), "vendor_categories"),
        (("data_received", EACH), "data_categories"),
        (("typed", EACH), "data_categories"),
    ),
    "law": ((("replaced_by",), "law"),),
}

# The places where a library's record names a body: a word, own words, or the id of a company.
BODY_PLACES: tuple[Path, ...] = (("documents", EACH, "issued_by"), ("cookies", EACH, "set_by"))


def find_values(value: Any, pattern: Path, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield path and text of every value that matches ``pattern``; EACH matches every entry.

    Texts have no spaces around them, as in the model. ``path`` is the path of ``value`` itself.
    """
    found = [(path, value)]
    for key in pattern:
        if key == EACH:
            found = [
                ((*before, index), entry)
                for before, node in found
                if isinstance(node, list)
                for index, entry in enumerate(node)
            ]
        else:
            found = [
                ((*before, key), node[key])
                for before, node in found
                if isinstance(node, dict) and key in node
            ]
    return ((before, node.strip()) for before, node in found if isinstance(node, str))


def list_named(kind: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield what a record of ``kind`` names, as it is written: (register, id)."""
    for pattern, register in REFERENCES.get(kind, ()):
        for _, identifier in find_values(value, pattern):
            yield register, identifier


def find_reachable(
    first: Iterable[tuple[str, Any]],
    values: dict[tuple[str, str], Any],
    named: Iterable[tuple[str, str]] = (),
) -> set[tuple[str, str]]:
    """Return what records (kind, value) name, and what the named records name in turn.

    ``values`` has the values of records by (kind, id). What is ``named`` already counts as well.
    """
    found = set(named)
    pending = [*first, *((kind, values[kind, name]) for kind, name in found & values.keys())]
    while pending:
        for key in list_named(*pending.pop()):
            if key not in found:
                found.add(key)
                if key in values:
                    pending.append((key[0], values[key]))
    return found
