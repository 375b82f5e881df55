"""The steps from older forms of the records to the present one.

To add a step, write one function that yields the edits of a text, and add it to the end of STEPS
with the next number. A step leaves text in the new form alone, so that it can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aviso.core.yaml_edits import (
    EACH,
    LINE_ENDS,
    Edit,
    apply_edits,
    compose,
    delete_entry,
    find_entry,
    find_nodes,
    rename_key,
)

# The words that were read as true and false under at_most.
TRUE = frozenset({"true", "t", "yes", "y", "on", "1"})
FALSE = frozenset({"false", "f", "no", "n", "off", "0"})


@dataclass(frozen=True)
class MigrationStep:
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
        """Return the text in the new form, or unchanged if it cannot be read."""
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


def name_policies_by_language(text: str, root: Any) -> Iterator[Edit]:
    """``privacy_policy_es: …`` becomes an entry of ``privacy_policy``, beside the English one.

    The two keys of the older form were of the English and of the Spanish edition.
    """
    spanish, policy = find_entry(root, "privacy_policy_es"), find_entry(root, "privacy_policy")
    if not spanish or (policy and not isinstance(policy[1].value, str)):
        return
    key, value = spanish
    if any(_has_comment(text, *entry) for entry in (spanish, policy) if entry):
        return
    written = text[value.start_mark.index : value.end_mark.index]
    newline = "\r\n" if "\r\n" in text else "\n"
    if root.flow_style and policy:
        english = text[policy[1].start_mark.index : policy[1].end_mark.index]
        both = f"{{en: {english}, es: {written}}}"
        yield Edit(policy[1].start_mark.index, policy[1].end_mark.index, both)
        yield delete_entry(text, root, "privacy_policy_es")
    elif root.flow_style:
        yield Edit(key.start_mark.index, value.end_mark.index, f"privacy_policy: {{es: {written}}}")
    elif not policy:
        head = f"privacy_policy:{newline}  es: "
        yield Edit(key.start_mark.index, value.start_mark.index, head)
    else:
        yield Edit(policy[0].end_mark.index, policy[1].start_mark.index, f":{newline}  en: ")
        names = [one.value for one, _ in root.value]
        if names.index("privacy_policy_es") == names.index("privacy_policy") + 1:
            yield Edit(key.start_mark.index, value.start_mark.index, "  es: ")
        else:
            end = _find_line_end(text, policy[1].end_mark.index)
            yield Edit(end, end, f"{newline}  es: {written}")
            yield delete_entry(text, root, "privacy_policy_es")


def _has_comment(text: str, key: Any, value: Any) -> bool:
    """Tell whether a comment stands between a key and its value on the next line."""
    return "#" in text[key.end_mark.index : value.start_mark.index]


def _find_line_end(text: str, position: int) -> int:
    """Return where the line of a position ends, before its line end."""
    ends = [found for sign in LINE_ENDS if (found := text.find(sign, position)) >= 0]
    return min(ends, default=len(text))


STEPS: tuple[MigrationStep, ...] = (
    MigrationStep(
        form=2,
        summary="A limit has a key of its own: at_most: 12 months",
        files="libraries/*.yml",
        sign="at_most",
        find_edits=name_limits_by_their_key,
    ),
    MigrationStep(
        form=3,
        summary="A policy has an address by language: privacy_policy: {en: …, es: …}",
        files="vendors/*.yml",
        sign="privacy_policy_es",
        find_edits=name_policies_by_language,
    ),
)
FIRST_FORM = 1
CURRENT_FORM = STEPS[-1].form
