"""A new address is written in the place of the old one, and no other byte of the file moves."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from aviso.apps.links.collect import AddressUse, collect_addresses
from aviso.apps.links.rewrite import write_new_address
from aviso.core.file_edits import CannotEdit
from aviso.core.project import Project as AvisoProject
from tests.support.project import Project

OLD, NEW = (
    "http://www.example-books.com/privacy",
    "https://www.example-books.com/legal/privacy?a=1&b=2",
)
YAML = f"""\
# {OLD} in a comment stays
name:   "Books"   # spaces stay
privacy_policy: {OLD}   # the policy
other: {OLD}/more
longer: {OLD}?x=1
quoted: '{OLD}'
in_a_list: [{OLD}, "{OLD}#part"]
text: >-
  Some words,
  then {OLD}.
  And more words.
último: "ñandú"
"""
MARKDOWN = f"""\
---
title: Books
description: Books.
---
# Books

See [the policy]({OLD} "A title"), <{OLD}>, and [another]({OLD}/more).

[ref]: {OLD}
"""


def changed(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """The lines that differ, as (before, after)."""
    one, other = before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
    assert len(one) == len(other)
    return [(left, right) for left, right in zip(one, other, strict=True) if left != right]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("line", [3, 6, 7, 8])
def test_yaml_keeps_everything_but_the_address(tmp_path: Path, line: int, newline: str) -> None:
    path = tmp_path / "vendor.yml"
    before = YAML.replace("\n", newline).encode()
    path.write_bytes(before)
    path.chmod(0o640)
    write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", line), OLD, NEW)
    [(left, right)] = changed(before, path.read_bytes())
    assert right == left.replace(OLD, NEW, 1) and path.stat().st_mode & 0o777 == 0o640


def test_a_text_of_several_lines_is_changed_where_the_address_stands(tmp_path: Path) -> None:
    path = tmp_path / "vendor.yml"
    path.write_text(YAML, "utf-8")
    write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", 8), OLD, NEW)
    assert changed(YAML.encode(), path.read_bytes()) == [(f"  then {OLD}.\n", f"  then {NEW}.\n")]


@pytest.mark.parametrize(("line", "times"), [(7, 2), (9, 1)])
def test_markdown_keeps_everything_but_the_address(tmp_path: Path, line: int, times: int) -> None:
    path = tmp_path / "page.md"
    path.write_text(MARKDOWN, "utf-8")
    write_new_address(AvisoProject(tmp_path), AddressUse("page.md", line), OLD, NEW)
    [(left, right)] = changed(MARKDOWN.encode(), path.read_bytes())
    assert right == left.replace(OLD, NEW, times)


def test_a_bracket_cannot_end_a_link(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"[a]({OLD})\n", "utf-8")
    write_new_address(
        AvisoProject(tmp_path), AddressUse("page.md", 1), OLD, "https://www.example-books.com/a_(b)"
    )
    assert path.read_text("utf-8") == "[a](https://www.example-books.com/a_%28b%29)\n"


@pytest.mark.parametrize("line", [4, 5])
def test_a_longer_address_is_left_alone(tmp_path: Path, line: int) -> None:
    path = tmp_path / "vendor.yml"
    path.write_text("\n".join(YAML.splitlines()[:5]) + "\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(CannotEdit, match="is not at line"):
        write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", line), OLD, NEW)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "new",
    [
        "https://www.example-books.com/a, b",
        "javascript:alert(1)",
        "https://user@evil.net/",
        "https://www.example-books.com/x,y]",
    ],
)
def test_what_would_change_more_than_the_address_is_refused(tmp_path: Path, new: str) -> None:
    path = tmp_path / "vendor.yml"
    path.write_text(YAML, "utf-8")
    with pytest.raises(CannotEdit):
        write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", 7), OLD, new)
    assert path.read_text("utf-8") == YAML
    assert [one.name for one in tmp_path.iterdir()] == ["vendor.yml"]


def test_every_place_of_a_rich_project_can_be_fixed(project: Project) -> None:
    """Each address of the project is written anew, one place after the other.

    A diff shows that address and nothing else.
    """
    found = collect_addresses(project.opened)
    texts = {
        path: path.read_text("utf-8")
        for path in project.root.rglob("*")
        if path.suffix in (".yml", ".md")
    }
    assert len(found.web) > 20
    for address, uses in found.web.items():
        for use in uses:
            write_new_address(project.opened, use, address, address.replace("://", "://new."))
            path = project / use.file
            now = path.read_text("utf-8")
            lines = (
                [
                    line
                    for line in difflib.ndiff(texts[path].splitlines(), now.splitlines())
                    if line[0] in "+-"
                ]
                if now.count("\n") < 300
                else None
            )
            assert now.replace("://new.", "://") == texts[path] and (
                lines is None or len(lines) == 2
            )
            path.write_text(texts[path], "utf-8")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a: {old}", "a: {new}"),
        ("a: '{old}'", "a: '{new}'"),
        ('a: "{old}"', 'a: "{new}"'),
        ('a: "See {old}, and {old}."', 'a: "See {new}, and {new}."'),
        ("a: see {old}  # {old} stays", "a: see {new}  # {old} stays"),
        ("a: [{old}, {old}]", "a: [{new}, {new}]"),
        ("a: {{b: {old}, c: '{old}'}}", "a: {{b: {new}, c: '{new}'}}"),
        ('? a\n: "{old}"', '? a\n: "{new}"'),
        ("a: |\n  one {old}\n  two {old}\n", "a: |\n  one {new}\n  two {new}\n"),
        ('a: "ñ \\u00f1 \\"{old}\\""', 'a: "ñ \\u00f1 \\"{new}\\""'),
        ("a: 'it''s {old}'", "a: 'it''s {new}'"),
        ('a: "x\\\n  {old} y"', 'a: "x\\\n  {new} y"'),
        ("\ufeffa: {old}", "\ufeffa: {new}"),
    ],
)
def test_every_way_of_writing_in_yaml_is_kept(tmp_path: Path, written: str, expected: str) -> None:
    path = tmp_path / "vendor.yml"
    path.write_bytes(written.format(old=OLD, new=NEW).encode())
    write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", 1), OLD, NEW)
    assert path.read_bytes().decode() == expected.format(old=OLD, new=NEW)


def test_an_address_with_escaped_slashes_is_found(tmp_path: Path) -> None:
    path = tmp_path / "vendor.yml"
    path.write_text(f'a: "{OLD.replace("/", chr(92) + "/")}"\n', "utf-8")
    write_new_address(AvisoProject(tmp_path), AddressUse("vendor.yml", 1), OLD, NEW)
    assert path.read_text("utf-8") == f'a: "{NEW}"\n'


@pytest.mark.parametrize(
    ("written", "old", "expected"),
    [
        ("[a]({}) and [b]({})", OLD, "[a]({new}) and [b]({new})"),
        ("<{}>, {}, and {}.", OLD, "<{new}>, {new}, and {new}."),
        ("![p]({}) [q]({} 'x')", OLD, "![p]({new}) [q]({new} 'x')"),
        ("| [a]({}) | [b]({}/more) | <{}> |", OLD, "| [a]({new}) | [b]({old}/more) | <{new}> |"),
        ("> [a](<{}>) [b]( {} )", OLD, "> [a](<{new}>) [b]( {new} )"),
        ("[a]({}/p(1)) b", f"{OLD}/p(1)", "[a]({new}) b"),
        ("[a](<{}/p(1)>) b", f"{OLD}/p(1)", "[a](<{new}>) b"),
        ("[a]({}/p\\(1\\)) b", f"{OLD}/p(1)", "[a]({new}) b"),
        ('[a]({} "T (x)") b', OLD, '[a]({new} "T (x)") b'),
        ("[a]({}?a=1&amp;b=2) b", f"{OLD}?a=1&b=2", "[a]({new}) b"),
        ("[![a]({})]({})", OLD, "[![a]({new})]({new})"),
        ("[r]: <{}> 'T'", OLD, "[r]: <{new}> 'T'"),
        ("See **{}**.", OLD, "See **{new}**."),
        ("[{}]({})", OLD, "[{new}]({new})"),
        ("[`{}`]({})", OLD, "[`{old}`]({new})"),
    ],
)
def test_every_way_of_writing_in_markdown_is_kept(
    tmp_path: Path, written: str, old: str, expected: str
) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{written.replace('{}', OLD)}\n", "utf-8")
    write_new_address(AvisoProject(tmp_path), AddressUse("page.md", 1), old, NEW)
    assert path.read_text("utf-8") == f"{expected.format(old=OLD, new=NEW)}\n"


def test_what_looks_like_a_reference_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"[a]({OLD})\n", "utf-8")
    new = "https://www.example-books.com/?a=1&copy;=2"
    write_new_address(AvisoProject(tmp_path), AddressUse("page.md", 1), OLD, new)
    assert path.read_text("utf-8") == "[a](https://www.example-books.com/?a=1&amp;copy;=2)\n"
