"""The verb that explains the rules, and the list of all modules that have some."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import click

from aviso.cli.common import main
from aviso.core.rules import GROUPS, RULES, Rule, closest_rule, help_address

# A rule is known as soon as its module is imported; none of these needs the packages of an extra.
MODULES = (
    "aviso.apps.audit.rules",
    "aviso.apps.hosting.caddy",
    "aviso.apps.hosting.hosts",
    "aviso.apps.hosting.static_hosts",
    "aviso.apps.links.rules",
    "aviso.apps.policies.rules",
    "aviso.apps.proofread.readability",
    "aviso.apps.proofread.spelling",
    "aviso.apps.reviews.rules",
    "aviso.build.rules",
    "aviso.checks.access_logs",
    "aviso.checks.branding",
    "aviso.checks.built_addresses",
    "aviso.checks.built_html",
    "aviso.checks.built_page",
    "aviso.checks.citations",
    "aviso.checks.contradictions",
    "aviso.checks.folders",
    "aviso.checks.front_page",
    "aviso.checks.headings",
    "aviso.checks.interface_words",
    "aviso.checks.overrides",
    "aviso.checks.page_addresses",
    "aviso.checks.page_languages",
    "aviso.checks.page_links",
    "aviso.checks.page_weight",
    "aviso.checks.pages",
    "aviso.checks.promises",
    "aviso.checks.records",
    "aviso.checks.settings",
    "aviso.checks.shown_facts",
    "aviso.checks.suppressions",
    "aviso.checks.texts",
    "aviso.checks.translations",
    "aviso.checks.unlisted_facts",
    "aviso.checks.word_choice",
    "aviso.content.picture_rules",
    "aviso.content.placeholder_rules",
    "aviso.core.locales",
    "aviso.core.safe_files",
    "aviso.core.yaml_rules",
    "aviso.i18n.difference_rules",
    "aviso.i18n.memory",
    "aviso.model.contacts",
    "aviso.model.fact_rules",
    "aviso.model.fields",
    "aviso.model.file_rules",
    "aviso.model.overrides",
    "aviso.model.record",
)
WIDTH = 100


def all_rules() -> dict[str, Rule]:
    """Every rule of every command by its id, in the order of the groups."""
    for module in MODULES:
        import_module(module)
    order = list(GROUPS)
    rules = sorted(RULES.values(), key=lambda one: (order.index(one.group), one.name))
    return {one.id: one for one in rules}


@main.command()
@click.argument("identifier", required=False, metavar="[ID]")
@click.option(
    "--markdown",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write the pages of the handbook there, one for each group.",
)
def rule(identifier: str | None, folder: Path | None) -> None:
    """Explain the rule ID: why it is there, and what to do; without ID, list all rules.

    ID stands in brackets at the end of each complaint, like i18n/negation. A group, like i18n,
    lists the rules of that group.
    """
    rules = all_rules()
    if folder:
        from aviso.cli.rule_pages import write_pages

        for path in write_pages(rules.values(), folder):
            click.echo(f"written: {path}")
    elif identifier in rules:
        click.echo(explain(rules[identifier]))
    elif identifier is None or identifier in GROUPS:
        click.echo(listed(one for one in rules.values() if identifier in (None, one.group)))
    else:
        close = closest_rule(identifier, rules)
        hint = f'Did you mean "{close}"?' if close else "See: aviso rule"
        raise click.UsageError(f'There is no rule "{identifier}". {hint}')


def explain(one: Rule) -> str:
    """Everything about a rule, in paragraphs."""
    paragraphs = [
        f"{one.id} ({one.severity}, {one.found_by})",
        one.summary,
        f"Why: {one.why}",
        f"What to do: {one.cure}",
        f"Example: {one.example}" if one.example else "",
        help_address(one.id),
    ]
    return "\n\n".join(click.wrap_text(text, WIDTH) for text in paragraphs if text)


def listed(rules: Iterable[Rule]) -> str:
    """One line for each rule."""
    found = list(rules)
    width = max(len(one.id) for one in found)
    return "\n".join(f"{one.id:{width}}  {one.severity:7}  {one.summary}" for one in found)
