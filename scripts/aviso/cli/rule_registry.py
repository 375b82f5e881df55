"""Lists every rule of every command."""

from __future__ import annotations

from importlib import import_module

from aviso.core.rules import GROUPS, RULES, Rule

# Importing a module registers its rules. None of these modules needs the packages of an extra.
MODULES = (
    "aviso.apps.audit.rules",
    "aviso.apps.hosting.caddy",
    "aviso.apps.hosting.generator",
    "aviso.apps.hosting.hosts",
    "aviso.apps.hosting.static_hosts",
    "aviso.apps.links.rules",
    "aviso.apps.policies.rules",
    "aviso.apps.proofread.readability",
    "aviso.apps.proofread.spelling",
    "aviso.apps.reviews.rules",
    "aviso.build.rules",
    "aviso.checks.access_logs",
    "aviso.checks.additions",
    "aviso.checks.ages",
    "aviso.checks.branding",
    "aviso.checks.built_addresses",
    "aviso.checks.built_html",
    "aviso.checks.built_page",
    "aviso.checks.citations",
    "aviso.checks.contradictions",
    "aviso.checks.day_sense",
    "aviso.checks.days",
    "aviso.checks.expiry",
    "aviso.checks.folders",
    "aviso.checks.front_page",
    "aviso.checks.headings",
    "aviso.checks.interface_words",
    "aviso.checks.invention_rules",
    "aviso.checks.likely_periods",
    "aviso.checks.retention_references",
    "aviso.checks.retention_texts",
    "aviso.checks.organizations",
    "aviso.checks.markdown_rules",
    "aviso.checks.left_behind",
    "aviso.checks.needed_blocks",
    "aviso.checks.needed_folders",
    "aviso.checks.overrides",
    "aviso.checks.page_addresses",
    "aviso.checks.page_languages",
    "aviso.checks.page_links",
    "aviso.checks.page_weight",
    "aviso.checks.pages",
    "aviso.checks.practice_sense",
    "aviso.checks.promises",
    "aviso.checks.recipients",
    "aviso.checks.refused_practices",
    "aviso.checks.vague_times",
    "aviso.checks.records",
    "aviso.checks.retold_statements",
    "aviso.checks.rights",
    "aviso.checks.search_places",
    "aviso.checks.search_words",
    "aviso.checks.settings",
    "aviso.checks.shown_facts",
    "aviso.checks.source_periods",
    "aviso.checks.suppressions",
    "aviso.checks.texts",
    "aviso.checks.unlisted_facts",
    "aviso.checks.word_choice",
    "aviso.checks.written_languages",
    "aviso.content.markdown_extensions",
    "aviso.content.markdown_limits",
    "aviso.content.picture_rules",
    "aviso.content.placeholder_rules",
    "aviso.core.conflict_marks",
    "aviso.core.crashes",
    "aviso.core.locales",
    "aviso.core.misread_text",
    "aviso.core.safe_files",
    "aviso.core.settings",
    "aviso.core.yaml_rules",
    "aviso.i18n.difference_rules",
    "aviso.i18n.memory",
    "aviso.i18n.status_rules",
    "aviso.model.contacts",
    "aviso.model.fact_rules",
    "aviso.model.fields",
    "aviso.model.plain_text",
    "aviso.model.file_rules",
    "aviso.model.overrides",
    "aviso.model.record",
    "aviso.model.record_form",
)


def collect_rules() -> dict[str, Rule]:
    """Return every rule of every command by its id, in the order of the groups."""
    for module in MODULES:
        import_module(module)
    order = list(GROUPS)
    rules = sorted(RULES.values(), key=lambda one: (order.index(one.group), one.name))
    return {one.id: one for one in rules}
