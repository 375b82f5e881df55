"""``aviso rule``: explains a rule, or lists all rules."""

from __future__ import annotations

from collections.abc import Iterable

import click

from aviso.cli.rule_registry import collect_rules
from aviso.core.rules import GROUPS, Rule, find_closest_rule, make_help_address

WIDTH = 100


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
def rule(identifier: str | None) -> None:
    """Explain a rule: why it exists, and what to do. Without ID, list all rules.

    ID is in brackets at the end of each message, like i18n/negation. The name of a group,
    like i18n, lists the rules of that group.
    """
    rules = collect_rules()
    if identifier in rules:
        click.echo(explain(rules[identifier]))
    elif identifier is None or identifier in GROUPS:
        click.echo(list_rules(one for one in rules.values() if identifier in (None, one.group)))
    else:
        close = find_closest_rule(identifier, rules)
        hint = f'Did you mean "{close}"?' if close else "See: aviso rule"
        raise click.UsageError(f'There is no rule "{identifier}". {hint}')


def explain(one: Rule) -> str:
    """Return everything about a rule, in paragraphs."""
    paragraphs = [
        f"{one.id} ({one.severity}, {one.found_by})",
        one.summary,
        f"Why: {one.why}",
        f"What to do: {one.cure}",
        f"Example: {one.example}" if one.example else "",
        make_help_address(one.id),
    ]
    return "\n\n".join(click.wrap_text(text, WIDTH) for text in paragraphs if text)


def list_rules(rules: Iterable[Rule]) -> str:
    """Return one line for each rule."""
    found = list(rules)
    width = max(len(one.id) for one in found)
    return "\n".join(f"{one.id:{width}}  {one.severity:7}  {one.summary}" for one in found)
