"""Writes the pages of the handbook on rules: one for each group, and a first page that leads to
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.rules import GROUPS, Rule

COMMAND = "aviso rule --markdown handbook/rules"
NOTE = f"<!-- Written by `{COMMAND}` from the rules beside the code. Change it there. -->"
MARKDOWN_SIGNS = re.compile(r"([\\`*_<>\[\]|])")


def make_pages(rules: Iterable[Rule]) -> dict[str, str]:
    """The texts of the pages by the names of their files."""
    groups: dict[str, list[Rule]] = {group: [] for group in GROUPS}
    for rule in rules:
        groups[rule.group].append(rule)
    return {
        "README.md": _make_first_page(groups),
        **{f"{group}.md": _make_page(group, found) for group, found in groups.items()},
    }


def write_pages(rules: Iterable[Rule], folder: Path) -> list[Path]:
    """Write the pages into a folder; return their paths.

    Raises NotOurs if another file has one of the names, and OSError.
    """
    return write_marked(
        MarkedFile(folder / name, text.encode(), NOTE.encode())
        for name, text in make_pages(rules).items()
    )


def _make_first_page(groups: dict[str, list[Rule]]) -> str:
    lines = [
        "# Rules",
        "",
        NOTE,
        "",
        "Everything that Aviso finds rests on a rule. Its id stands in brackets at the end of the "
        "complaint, and",
        "`aviso rule ID` explains it. An error must be fixed before a site is published; a "
        "warning can be accepted in",
        "`data/accepted.yml`, with its place, a reason and a day. `--select` and `--ignore` "
        "choose what a command tells of:",
        "`aviso check --select i18n --ignore i18n/structure`.",
        "",
        "| Group | About | Rules |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| [{group}]({group}.md) | {GROUPS[group]} | {len(found)} |"
        for group, found in groups.items()
    ]
    return "\n".join([*lines, ""])


def _make_page(group: str, rules: list[Rule]) -> str:
    return "\n".join([f"# {GROUPS[group]}", "", NOTE, "", *map(_make_section, rules)])


def _make_section(rule: Rule) -> str:
    parts = [
        f"## {rule.name}",
        f"`{rule.id}` · {rule.severity} · found by `{rule.found_by}`",
        f"**{_escape(rule.summary)}.**",
        f"Why: {_escape(rule.why)}",
        f"What to do: {_escape(rule.cure)}",
    ]
    if rule.example:
        parts.append(f"Example:\n\n```text\n{rule.example}\n```")
    return "\n\n".join(parts) + "\n"


def _escape(text: str) -> str:
    """Plain words in Markdown: no sign in them has a meaning."""
    return MARKDOWN_SIGNS.sub(r"\\\1", text)
