"""The steps from older forms of the records to the one that this Aviso reads.

To add a step: write one function that yields the edits of a text, and add it to the end of STEPS
with the next number. A step leaves alone what already has the new form, so that it can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aviso.core.yaml_edits import (
    EACH,
    Edit,
    apply_edits,
    compose,
    delete_entry,
    find_entry,
    find_nodes,
    rename_key,
)

# What was read as true and false under at_most.
TRUE = frozenset({"true", "t", "yes", "y", "on", "1"})
FALSE = frozenset({"false", "f", "no", "n", "off", "0"})


@dataclass(frozen=True)
class Step:
    """One change of the form of records.

    ``form`` is the number of the form after it, ``files`` a pattern of names below ``data/``.
    ``sign`` is in every text that the step may change; others are not parsed. It is looked for in
    all records each time, so it is plain. ``find_edits`` gets the text of a file and its root node.
    """

    form: int
    summary: str
    files: str
    sign: str
    find_edits: Callable[[str, Any], Iterator[Edit]]

    def apply(self, text: str) -> str:
        """Return the text in the new form; as it is, if it cannot be read."""
        root = compose(text) if self.sign in text else None
        return apply_edits(text, self.find_edits(text, root)) if root is not None else text


def name_limits_by_their_key(text: str, root: Any) -> Iterator[Edit]:
    """``period: 12 months`` with ``at_most: true`` becomes ``at_most: 12 months``."""
    for retention in find_nodes(root, ("practices", EACH, "retention")):
        limit, period = find_entry(retention, "at_most"), find_entry(retention, "period")
        if not limit or not isinstance(limit[1].value, str):
            continue
        answer = limit[1].value.strip().lower()
        if answer in TRUE and period:
            yield rename_key(period[0], "at_most")
        if answer in FALSE or (answer in TRUE and period):
            yield delete_entry(text, retention, "at_most")


STEPS: tuple[Step, ...] = (
    Step(
        form=2,
        summary="A limit stands under a key of its own: at_most: 12 months",
        files="libraries/*.yml",
        sign="at_most",
        find_edits=name_limits_by_their_key,
    ),
)
FIRST_FORM = 1
CURRENT_FORM = STEPS[-1].form
