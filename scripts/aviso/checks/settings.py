"""Rules over mkdocs.yml: the address is sound, and nothing is set there that Aviso's own engine leaves aside without a word.

``mkdocs build`` does what all its plugins and settings say. Aviso's own engine reads what a notice is made of and nothing
else, so that a plugin would show in the one and not in the other.
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
# What Aviso reads, and what tells MkDocs how to work and nothing about what a page holds.
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
    "extra_css": "Delete it. Colors stand in the libraries' files; the style sheet is overrides/assets/notice.css.",
    "extra_javascript": "Delete it. Pages run no script but that of the search page.",
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
    why="`aviso build` reads only what a notice is made of. What else mkdocs.yml sets would show "
    "in `mkdocs build` or `aviso build --stock` and be missing on the published site.",
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
    why="`mkdocs build`, `mkdocs serve` and `aviso build --stock` would publish pages without the "
    "facts: the placeholders would stand there as they are.",
    cure="Write hooks: [scripts/hooks.py] in mkdocs.yml, or add aviso to the plugins.",
    severity="warning",
)


def settings_problems(project: Project) -> list[Diagnostic]:
    """Everything about mkdocs.yml that is no matter of its languages, each at its line."""
    text = (project.root / CONFIGURATION).read_text("utf-8")
    settings = yaml.compose(text, yaml.CBaseLoader)
    if not isinstance(settings, yaml.MappingNode):
        hint = "Begin with a line like key: value."
        return [NO_KEYS.at(CONFIGURATION, 1, "does not hold keys and values", hint)]
    return [*_address_faults(settings), *_unread(settings), *_missing_events(settings)]


def _address_faults(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    node = _child(settings, "site_url")
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
        yield SITE_ADDRESS.at(CONFIGURATION, _line(node), f"site_url {error}")


def _unread(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Name what only MkDocs would do something with."""
    for key, node in _pairs(settings):
        if (key,) in FIXED:
            yield from _other_than_fixed((key,), node)
        elif key in READ_BELOW:
            yield from _unread_below(key, node)
        elif key not in READ | OF_NO_CONSEQUENCE:
            yield _is_not_read(node, f'the setting "{key}"', ELSEWHERE.get(key, ONLY_MKDOCS))
    for name, node in _entries(_child(settings, "plugins")):
        if name not in (LANGUAGES, PLUGIN):
            yield _is_not_read(node, f'the plugin "{name}"', ONLY_MKDOCS)
    for name, node in _entries(_child(settings, "hooks")):
        if name != HOOK:
            yield _is_not_read(node, f'the hook "{name}"', ONLY_MKDOCS)


def _unread_below(key: str, node: yaml.Node) -> Iterator[Diagnostic]:
    for inner, value in _pairs(node):
        if (key, inner) in FIXED:
            yield from _other_than_fixed((key, inner), value)
        elif inner not in READ_BELOW[key]:
            advice = ONLY_THEIRS if key == "theme" else ONLY_MKDOCS
            yield _is_not_read(value, f'the setting "{key}: {inner}"', advice)


def _other_than_fixed(path: tuple[str, ...], node: yaml.Node) -> Iterator[Diagnostic]:
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    if value != FIXED[path]:
        name = ": ".join(path)
        yield _is_not_read(
            node,
            f'the setting "{name}"',
            f"Write {path[-1]}: {FIXED[path]}, which is what it does.",
        )


def _missing_events(settings: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Exactly one way must lead from MkDocs to Aviso."""
    hooks = [node for name, node in _entries(_child(settings, "hooks")) if name == HOOK]
    plugins = [node for name, node in _entries(_child(settings, "plugins")) if name == PLUGIN]
    if hooks and plugins:
        yield CONNECTED_TWICE.at(
            CONFIGURATION,
            _line(plugins[0]),
            f"the plugin {PLUGIN} and the hook {HOOK} do the same, and MkDocs must have one only",
            "Delete one of the two.",
        )
    elif not hooks and not plugins:
        yield NOT_CONNECTED.at(
            CONFIGURATION,
            _line(settings),
            "MkDocs is not told of Aviso, so that mkdocs build and aviso build --stock would show no facts",
            f"Write hooks: [{HOOK}].",
        )


def _is_not_read(node: yaml.Node, what: str, advice: str) -> Diagnostic:
    message = f"Aviso's own engine does not read {what}"
    return NOT_READ.at(CONFIGURATION, _line(node), message, advice)


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line + 1
    return line


def _pairs(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            # A long value may begin on another line than its name.
            value.start_mark = key.start_mark
            yield key.value, value


def _entries(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """The names in a list of plugins or hooks, of which each may have options below it."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            if isinstance(entry, yaml.ScalarNode):
                yield entry.value, entry
            else:
                yield from _pairs(entry)
    elif node is not None:
        yield from _pairs(node)


def _child(node: yaml.Node, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name == key), None)
