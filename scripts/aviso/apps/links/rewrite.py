"""Replaces an address in YAML or Markdown, and leaves every other byte of the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from aviso.apps.links.collect import AddressUse
from aviso.content.written_addresses import (
    WEB_ADDRESS,
    WrittenAddress,
    escape_address,
    find_written_addresses,
    trim_address,
)
from aviso.core.file_edits import CannotEdit, replace_source, replace_yaml
from aviso.core.package import is_package_file
from aviso.core.project import Project
from aviso.core.yaml_scalars import WrittenScalar, find_scalars
from aviso.model.fields import check_address

MARK = "\ufeff"
# A place in a text, and its replacement.
Edit = tuple[int, int, str]


def write_new_address(project: Project, use: AddressUse, old: str, new: str) -> None:
    """Replace ``old`` with ``new`` at the line of ``use``, or in a text that begins there.

    Raises CannotEdit if the address is not there, if the file comes with Aviso, or if anything else
    in the file would change; raises OSError.
    """
    _check_address(new)
    if is_package_file(use.file):
        raise CannotEdit(f"{use.file} comes with Aviso; copy it with `aviso override` to change it")
    path = project.root / use.file
    text = path.read_bytes().decode("utf-8")
    mark = MARK if text.startswith(MARK) else ""
    text = text.removeprefix(MARK)
    if path.suffix == ".yml":
        content = mark + _replace_in_yaml(text, use, old, new)
        replace_yaml(
            project,
            path,
            content.encode(),
            lambda before, after: _count_changes(before, after, old, new) > 0,
            f"the new address cannot be used in {use} as the old one does",
        )
    else:
        content = mark + _replace_in_markdown(text, use, old, new)
        replace_source(project, path, content.encode())


def _check_address(new: str) -> None:
    try:
        check_address(new)
    except ValueError as error:
        raise CannotEdit(f"the new address {error}") from None


def _apply(text: str, edits: list[Edit]) -> str:
    for start, end, value in sorted(edits, reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _refuse_missing(use: AddressUse, old: str) -> CannotEdit:
    return CannotEdit(f"{old} is not at line {use.line}")


def _replace_in_markdown(text: str, use: AddressUse, old: str, new: str) -> str:
    before = find_written_addresses(text)
    there = [
        one
        for one in before
        if one.address == old and text.count("\n", 0, one.start) + 1 == use.line
    ]
    if not there:
        raise _refuse_missing(use, old)
    replaced = {one: escape_address(new, one.form) for one in there}
    content = _apply(text, [(one.start, one.end, replaced[one]) for one in there])
    if not _reads_as_intended(before, find_written_addresses(content), replaced):
        raise CannotEdit(f"the new address cannot be used in {use} as the old one does")
    return content


def _reads_as_intended(
    before: list[WrittenAddress], after: list[WrittenAddress], replaced: dict[WrittenAddress, str]
) -> bool:
    """Tell whether only the replaced addresses have changed, and read as they were written."""
    intended = [
        (replaced[one].replace("&amp;", "&") if one in replaced else one.address, one.form)
        for one in before
    ]
    return [(one.address.replace("&amp;", "&"), one.form) for one in after] == intended


def _replace_in_yaml(text: str, use: AddressUse, old: str, new: str) -> str:
    try:
        scalars = [one for one in find_scalars(text) if one.line == use.line]
    except yaml.YAMLError:
        raise _refuse_missing(use, old) from None
    edits = [edit for one in scalars for edit in _edit_scalar(one, text, old, new)]
    if not edits:
        raise _refuse_missing(use, old)
    return _apply(text, edits)


def _edit_scalar(scalar: WrittenScalar, text: str, old: str, new: str) -> Iterator[Edit]:
    value, places = scalar.read(text)
    for start, end in _find_places(value, old):
        yield places[start], places[end], scalar.write(new)


def _find_places(value: str, address: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of exactly this address in a text, not of longer ones."""
    for found in WEB_ADDRESS.finditer(value):
        if trim_address(found[0]) == address:
            yield found.start(), found.start() + len(address)


def _count_changes(before: Any, after: Any, old: str, new: str) -> int:
    """Return how often the address was replaced; -1 if anything else changed."""
    count = 0
    for one, other in _pair_values(before, after):
        if one == other:
            continue
        if not isinstance(one, str):
            return -1
        edits = [(start, end, new) for start, end in _find_places(one, old)]
        if _apply(one, edits) != other:
            return -1
        count += len(edits)
    return count


def _pair_values(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the values of two trees in pairs; where their shapes differ, the whole branches."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for key in one:
            yield from _pair_values(one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other, strict=True):
            yield from _pair_values(left, right)
    else:
        yield one, other
