"""Rules over mkdocs.yml: the address is sound, and every setting has an effect.

``mkdocs build`` does what all its plugins and settings say. Aviso's own engine reads only what a
notice is made of, so a plugin would show on the pages of the one and not of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import CONFIGURATION
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.yaml_rules import NO_KEYS
from aviso.model.fields import check_site_address

HOOK, PLUGIN, LANGUAGES = "scripts/hooks.py", "aviso", "i18n"
# What Aviso reads, and what tells MkDocs how to work but nothing about what a page holds.
READ = {"site_url", "markdown_extensions", "hooks", "plugins"}
OF_NO_CONSEQUENCE = {"site_name", "site_dir", "watch", "validation", "strict", "dev_addr"}
READ_BELOW = {
    "extra": {"library", "languages_of_every_library"},
    "theme": {"name", "custom_dir", "font"},
}
# These have one value that both engines keep to.
FIXED = {
    ("docs_dir",): "docs",
    ("use_directory_urls",): "true",
    ("theme", "name"): "material",
    ("theme", "custom_dir"): "overrides",
}
ELSEWHERE = {
    "nav": "Delete it. The menu follows from the pages; each page has its place in it.",
    "extra_css": "Delete it. Colors stand in the libraries' files; the style sheet is "
    "overrides/assets/notice.css.",
    "extra_javascript": "Delete it. No page but the search page runs a script.",
    "INHERIT": "Copy here what you need from that file.",
}
ONLY_MKDOCS = "Delete it, or have MkDocs write the pages: aviso build --stock."
ONLY_THEIRS = "Delete it. Words, templates and the style sheet are in overrides/."

SITE_ADDRESS = Rule(
    "config/site-address",
    "The settings do not say at which address the front page is published",
    why="Every page names its own address, and so do the site map and the links between the "
    "notices. They all follow from site_url in mkdocs.yml.",
    cure="Write the full address of the front page, with https:// and a slash at the end.",
    example="site_url: privacy.my-town.org, in place of https://privacy.my-town.org/",
)
NOT_READ = Rule(
    "config/not-read",
    "A setting, plugin or hook has no effect on the pages that Aviso writes",
    why="Aviso reads only what a notice is made of. What else mkdocs.yml sets would show in pages "
    "that MkDocs writes (`aviso build --stock`) and be missing in those that Aviso writes.",
    cure="Do what the message says: delete the line, or build every site with "
    "`aviso build --stock`.",
    severity="warning",
    example="plugins: [search, i18n]",
)
CONNECTED_TWICE = Rule(
    "config/connected-twice",
    "The settings name both the plugin and the hook that connect MkDocs with Aviso",
    why="Both do the same work. Together they would do it twice, so MkDocs refuses to build.",
    cure="Delete either the plugin aviso or the hook scripts/hooks.py from mkdocs.yml.",
    severity="warning",
)
NOT_CONNECTED = Rule(
    "config/not-connected",
    "The settings name neither the plugin nor the hook that connects MkDocs with Aviso",
    why="Pages that MkDocs writes (`mkdocs build`, `aviso build --stock`) would lack the facts: "
    "their placeholders would stay as they are.",
    cure="Write hooks: [scripts/hooks.py] in mkdocs.yml, or add aviso to the plugins.",
    severity="warning",
)


def check_settings(project: Project) -> list[Diagnostic]:
    """Return what is wrong with mkdocs.yml, each at its line, except with its languages."""
    text = (project.root / CONFIGURATION).read_text("utf-8")
    settings = yaml.compose(text, yaml.CBaseLoader)
    if not isinstance(settings, yaml.MappingNode):
        hint = "Begin with a line like key: value."
        return [NO_KEYS.at(CONFIGURATION, 1, "does not contain keys and values", hint)]
    rules = (site_address_is_sound, settings_are_read, mkdocs_is_connected_once)
    return [problem for rule in rules for problem in rule(settings)]


def site_address_is_sound(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    """The settings name the full address of the front page."""
    node = _find_child(settings, "site_url")
    if node is None:
        yield SITE_ADDRESS.at(
            CONFIGURATION,
            1,
            "site_url is missing",
            "Write the address of the front page: site_url: https://privacy.my-town.org/",
        )
        return
    try:
        check_site_address(node.value if isinstance(node, yaml.ScalarNode) else "")
    except ValueError as error:
        yield SITE_ADDRESS.at(CONFIGURATION, _find_line(node), f"site_url {error}")


def settings_are_read(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    """The settings hold nothing that only MkDocs would act on."""
    for key, node in _list_pairs(settings):
        if (key,) in FIXED:
            yield from _check_fixed((key,), node)
        elif key in READ_BELOW:
            yield from _check_below(key, node)
        elif key not in READ | OF_NO_CONSEQUENCE:
            yield _report_unread(node, f'the setting "{key}"', ELSEWHERE.get(key, ONLY_MKDOCS))
    for name, node in _list_entries(_find_child(settings, "plugins")):
        if name not in (LANGUAGES, PLUGIN):
            yield _report_unread(node, f'the plugin "{name}"', ONLY_MKDOCS)
    for name, node in _list_entries(_find_child(settings, "hooks")):
        if name != HOOK:
            yield _report_unread(node, f'the hook "{name}"', ONLY_MKDOCS)


def _check_below(key: str, node: yaml.Node) -> Iterator[Diagnostic]:
    for inner, value in _list_pairs(node):
        if (key, inner) in FIXED:
            yield from _check_fixed((key, inner), value)
        elif inner not in READ_BELOW[key]:
            hint = ONLY_THEIRS if key == "theme" else ONLY_MKDOCS
            yield _report_unread(value, f'the setting "{key}: {inner}"', hint)


def _check_fixed(path: tuple[str, ...], node: yaml.Node) -> Iterator[Diagnostic]:
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    if value != FIXED[path]:
        name = ": ".join(path)
        yield _report_unread(
            node,
            f'the setting "{name}"',
            f"Write {path[-1]}: {FIXED[path]}, which is what it does.",
        )


def mkdocs_is_connected_once(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Exactly one way leads from MkDocs to Aviso."""
    hooks = [node for name, node in _list_entries(_find_child(settings, "hooks")) if name == HOOK]
    plugins = [
        node for name, node in _list_entries(_find_child(settings, "plugins")) if name == PLUGIN
    ]
    if hooks and plugins:
        yield CONNECTED_TWICE.at(
            CONFIGURATION,
            _find_line(plugins[0]),
            f"the plugin {PLUGIN} and the hook {HOOK} do the same, and MkDocs needs only one of "
            f"them",
            "Delete one of the two.",
        )
    elif not hooks and not plugins:
        yield NOT_CONNECTED.at(
            CONFIGURATION,
            _find_line(settings),
            "mkdocs.yml does not connect MkDocs to Aviso, so mkdocs build and aviso build --stock "
            "would show no facts"
            "",
            f"Write hooks: [{HOOK}].",
        )


def _report_unread(node: yaml.Node, subject: str, hint: str) -> Diagnostic:
    message = f"Aviso's own engine does not read {subject}"
    return NOT_READ.at(CONFIGURATION, _find_line(node), message, hint)


def _find_line(node: yaml.Node) -> int:
    line: int = node.start_mark.line + 1
    return line


def _list_pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            # A long value may begin on another line than its name.
            value.start_mark = key.start_mark
            yield key.value, value


def _list_entries(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the names in a list of plugins or hooks; each may have options below it."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            if isinstance(entry, yaml.ScalarNode):
                yield entry.value, entry
            else:
                yield from _list_pairs(entry)
    elif node is not None:
        yield from _list_pairs(node)


def _find_child(node: yaml.Node, key: str) -> yaml.Node | None:
    return next((value for name, value in _list_pairs(node) if name == key), None)
