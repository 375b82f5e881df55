"""Writes the reference pages of the handbook from the code.

python scripts/reference.py

The pages are the rules (handbook/rules), the commands (handbook/reference/commands.md) and the
fields of the data files (handbook/reference/fields). A test compares them with the code.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from aviso.cli.main import main as aviso
from aviso.cli.rule_registry import collect_rules
from aviso.core.project import Project
from aviso.core.rules import GROUPS, Rule
from aviso.model.json_schema import SHAPES, make_schema

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "handbook"
NOTE = "<!-- Written by `./run docs` from the code. Change it there. -->"
EXIT_STATUS = """## Exit status

A command ends with a number that other programs can read.

| Status | Means |
|---|---|
| 0 | Everything is sound. Warnings do not count. |
| 1 | There are problems, each named with file and line. For `aviso build`: at least one site was \
kept as it was, or another build is using the same output. |
| 2 | The command was called wrongly, or Python is missing. |
| 130 | The command was stopped with Ctrl-C. Everything published before is whole. |
"""
# The file that each schema describes, as its page names it.
FILES = {
    "library": "data/libraries/*.yml",
    "vendor": "data/vendors/*.yml",
    "laws": "data/laws.yml",
    "law": "data/laws/*.yml",
    "terms": "data/terms/*.yml",
    "glossary": "data/terms/glossary.yml",
    "accepted": "data/accepted.yml",
    "care": "data/care.yml",
    "front": "data/front.yml",
    "records": "data/records.yml",
}


def make_pages() -> dict[str, str]:
    """Return the text of each page by its path below ``handbook/``."""
    project = Project(ROOT)
    fields = {f"reference/fields/{name}.md": _make_field_page(name, project) for name in SHAPES}
    return {
        **make_rule_pages(collect_rules().values()),
        "reference/commands.md": _make_command_page(),
        "reference/fields/README.md": _make_field_index(),
        **fields,
    }


# Rules


def make_rule_pages(rules: Iterable[Rule]) -> dict[str, str]:
    """Return one page for each group of rules, and a first page that leads to them."""
    groups: dict[str, list[Rule]] = {group: [] for group in GROUPS}
    for rule in rules:
        groups[rule.group].append(rule)
    return {
        "rules/README.md": _make_rule_index(groups),
        **{f"rules/{group}.md": _make_rule_page(group, found) for group, found in groups.items()},
    }


def _make_rule_index(groups: dict[str, list[Rule]]) -> str:
    rows = [
        f"| [{group}]({group}.md) | {GROUPS[group]} | {len(found)} |"
        for group, found in groups.items()
    ]
    text = """Each problem that Aviso reports comes from a rule. The id of the rule is in brackets \
at the end of the message, and `aviso rule ID` explains it.

Correct an error before you publish the site. You can [accept a warning](../how-to/\
accept-a-warning.md) in `data/accepted.yml`, with its place, a reason and a last day. `--select` \
and `--ignore` choose the rules that a command reports: `aviso check --select i18n --ignore \
i18n/structure`."""
    table = "\n".join(["| Group | About | Rules |", "|---|---|---|", *rows])
    return "\n\n".join(["# Rules", NOTE, text, table]) + "\n"


def _make_rule_page(group: str, rules: list[Rule]) -> str:
    return "\n".join([f"# {GROUPS[group]}", "", NOTE, "", *map(_make_rule_section, rules)])


def _make_rule_section(rule: Rule) -> str:
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


# Commands


def _make_command_page() -> str:
    # Made as click makes it, with the command's own settings: a command keeps the help option of
    # the first context that asks, and a bare one would take -h away for the life of the process.
    context = aviso.make_context("aviso", [], resilient_parsing=True)
    commands = list(_walk_commands(aviso, context))
    table = [
        f"| [`{name}`](#{name.replace(' ', '-')}) | {_escape(command.get_short_help_str(200))} |"
        for name, command, _ in commands
    ]
    parts = [
        "# Commands",
        NOTE,
        "`aviso COMMAND --help` shows the same in a terminal.",
        "\n".join(["| Command | What it does |", "|---|---|", *table]),
        *(_make_command_section(*command) for command in commands),
        EXIT_STATUS,
    ]
    return "\n\n".join(parts)


def _walk_commands(
    group: click.Group, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield each command that does something, with its full name, in alphabetical order."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        if isinstance(command, click.Group):
            yield from _walk_commands(command, inner)
        else:
            yield inner.command_path, command, inner


def _make_command_section(name: str, command: click.Command, context: click.Context) -> str:
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "").split("\f")[0]
    options = [
        (record[0], record[1])
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context))
        and record[1]
        and "--help" not in parameter.opts
    ]
    parts = [f"## {name}", f"```text\n{usage}\n```", _format_help(text)]
    if options:
        rows = [
            f"| `{_escape_bar(option)}` | {_escape(' '.join(words.split()))} |"
            for option, words in options
        ]
        parts.append("\n".join(["| Option | Meaning |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _format_help(text: str) -> str:
    """Return the paragraphs of a help text; those that keep their lines become code."""
    parts = []
    for part in re.split(r"\n{2,}", text):
        if part.startswith("\b"):
            lines = part.removeprefix("\b").strip("\n")
            parts.append(f"```text\n{lines}\n```")
        else:
            parts.append(_escape(" ".join(part.split())))
    return "\n\n".join(parts)


# Fields


def _make_field_index() -> str:
    rows = [f"| `{FILES[name]}` | [{name}]({name}.md) |" for name in SHAPES]
    return "\n\n".join(
        [
            "# Fields of the data files",
            NOTE,
            "What each file in `data/` can say. [Set up your editor](../../how-to/"
            "set-up-your-editor.md) shows the same while you type.",
            "\n".join(["| File | Fields |", "|---|---|", *rows]) + "\n",
        ]
    )


def _make_field_page(name: str, project: Project) -> str:
    value = json.loads(make_schema(name, project.locales))
    definitions: dict[str, Any] = value.get("$defs", {})
    first = value if "properties" in value else None
    parts = [f"# {FILES[name]}", NOTE]
    if first:
        parts += [_escape(first.get("description", "")), _make_table(first)]
    elif "additionalProperties" in value:
        entry = value["additionalProperties"]["$ref"].rpartition("/")[2]
        parts.append(f"The file maps ids to entries. Each entry is a {_link(entry)}.")
    for title, definition in definitions.items():
        if "properties" in definition:
            parts += [f"## {_name(title)}", _escape(definition.get("description", ""))]
            parts.append(_make_table(definition))
        elif "additionalProperties" in definition:
            kind = _describe_type(definition["additionalProperties"])
            parts.append(f"## {_name(title)}\n\n{_escape(definition.get('description', ''))}")
            parts.append(f"Each key is the code of a language, each value is {kind}.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _make_table(definition: dict[str, Any]) -> str:
    required = definition.get("required", ())
    rows = ["| Field | Value | Meaning |", "|---|---|---|"]
    for name, field in definition["properties"].items():
        shown = f"**`{name}`**" if name in required else f"`{name}`"
        rows.append(f"| {shown} | {_describe_type(field)} | {_describe_meaning(field)} |")
    if required:
        rows += ["", "Fields in bold are needed."]
    return "\n".join(rows)


def _describe_type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return _link(field["$ref"].rpartition("/")[2])
    if "anyOf" in field:
        kinds = [_describe_type(one) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return ", ".join(f"`{one}`" for one in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        return f"list of {_describe_type(field.get('items', {}))}"
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"id: {_describe_type(inner)}" if isinstance(inner, dict) else "mapping"
    if field.get("format") == "date":
        return "date"
    kinds_of_values = {"string": "text", "boolean": "`true`, `false`", "integer": "number"}
    return kinds_of_values.get(field.get("type", ""), "value")


def _describe_meaning(field: dict[str, Any]) -> str:
    words = _escape(" ".join(field.get("description", "").split()))
    examples = [
        one for one in field.get("examples", []) if "…" not in json.dumps(one, ensure_ascii=False)
    ]
    if not examples:
        return words
    example = json.dumps(examples[0], ensure_ascii=False).strip('"')
    return f"{words} Example: `{_escape_bar(example)}`"


def _link(title: str) -> str:
    return f"[{_name(title)}](#{_name(title).lower().replace(' ', '-')})"


def _name(title: str) -> str:
    """Return a model's name as words: "LocalizedText" as "Localized text"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title)
    return words[:1] + words[1:].lower()


def _escape_bar(text: str) -> str:
    """Return code for a cell of a table, where a bare bar would end the cell."""
    return text.replace("|", r"\|")


def _escape(text: str) -> str:
    """Return Markdown that shows a text as it is, with code where it is in backticks."""
    return re.sub(
        r"(`[^`]+`)|([\\`*_<>\[\]|])",
        lambda found: found[1] or f"\\{found[2]}",
        text.replace("``", "`"),
    )


def main() -> None:
    """Write every page that differs, and name it."""
    for name, text in make_pages().items():
        path = HANDBOOK / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
