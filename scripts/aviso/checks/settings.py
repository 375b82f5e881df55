"""Rules on mkdocs.yml: the address is valid, and every setting has an effect.

``mkdocs build`` follows all plugins and settings. Aviso's own engine reads only the settings that a
notice needs, so other plugins would affect only MkDocs' pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aviso.content.markdown_extensions import find_extension_problems
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.settings import CONFIGURATION, Settings
from aviso.core.yaml_positions import YamlPath
from aviso.model.fields import check_site_address

HOOK, PLUGIN, LANGUAGES = "scripts/hooks.py", "aviso", "i18n"
# The settings that Aviso reads, and those of MkDocs that do not affect the contents of pages.
READ = {"site_url", "markdown_extensions", "hooks", "plugins"}
OF_NO_CONSEQUENCE = {"site_name", "site_dir", "watch", "validation", "strict", "dev_addr"}
READ_BELOW = {
    "extra": {"library", "languages_of_every_library", "country"},
    "theme": {"name", "custom_dir", "font"},
}
# These have one value that both engines keep to.
FIXED = {
    ("docs_dir",): "docs",
    ("use_directory_urls",): "true",
    ("theme", "name"): "material",
    ("theme", "custom_dir"): "overrides",
}
# The same of the plugin with the languages, and of each language in its list.
FIXED_OF_LANGUAGES = {
    "docs_structure": "folder",
    "fallback_to_default": "false",
    "reconfigure_material": "false",
    "reconfigure_search": "false",
}
READ_OF_LANGUAGE, FIXED_OF_LANGUAGE = {"locale", "name", "default"}, {"build": "true"}
ELSEWHERE = {
    "nav": "Delete it. Aviso makes the menu from the pages.",
    "extra_css": "Delete it. Colors are in the libraries' files; the style sheet is "
    "overrides/assets/notice.css.",
    "extra_javascript": "Delete it. Only the search page runs a script.",
    "INHERIT": "Copy here what you need from that file.",
}
ONLY_MKDOCS = "Delete it, or have MkDocs write the pages: aviso build --stock."
ONLY_THEIRS = "Delete it. Words, templates and the style sheet are in overrides/."

SITE_ADDRESS = Rule(
    "config/site-address",
    "The settings do not say at which address the front page is published",
    why="Every page contains its own address, and so do the site map and the links between "
    "notices. They all depend on site_url in mkdocs.yml.",
    cure="Write the full address of the front page, with https:// at its beginning.",
    example="site_url: privacy.my-town.org, in place of https://privacy.my-town.org/",
)
SITE_NAME = Rule(
    "config/site-name",
    "The settings have no name for the site",
    why="Aviso takes the names of notices from the libraries' records, but MkDocs builds nothing "
    "without site_name (`mkdocs build`, `aviso build --stock`).",
    cure="Write site_name in mkdocs.yml, with a few words after it.",
    severity="warning",
)
NOT_READ = Rule(
    "config/not-read",
    "A setting, plugin or hook has no effect on the pages that Aviso writes",
    why="Aviso reads only the settings that a notice needs. Other settings in mkdocs.yml would "
    "affect the pages that MkDocs writes (`aviso build --stock`), but not those that Aviso writes.",
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
    """Return the problems in mkdocs.yml, each at its line, except those with its languages."""
    settings = project.settings
    if not settings.is_sound:
        return list(settings.problems)
    rules = (site_address_is_sound, site_is_named, settings_are_read, mkdocs_is_connected_once)
    return [
        *settings.problems,
        *find_extension_problems(project),
        *(problem for rule in rules for problem in rule(settings)),
    ]


def site_address_is_sound(settings: Settings) -> Iterator[Diagnostic]:
    """The settings name the full address of the front page; MkDocs adds a final slash, too."""
    address = settings.values.get("site_url")
    if not address:
        yield SITE_ADDRESS.at(
            CONFIGURATION,
            settings.find_line("site_url"),
            "site_url is missing",
            "Write the address of the front page: site_url: https://privacy.my-town.org/",
        )
        return
    whole = address if address.endswith("/") else f"{address}/"
    try:
        check_site_address(whole)
    except ValueError as error:
        said = str(error).replace(f'"{whole}"', f'"{address}"')
        yield SITE_ADDRESS.at(CONFIGURATION, settings.find_line("site_url"), f"site_url {said}")


def site_is_named(settings: Settings) -> Iterator[Diagnostic]:
    """The settings have the name without which MkDocs builds nothing."""
    if not settings.values.get("site_name"):
        hint = 'Write a few words: site_name: "Privacy notices"'
        yield SITE_NAME.at(
            CONFIGURATION, settings.find_line("site_name"), "site_name is missing", hint
        )


def settings_are_read(settings: Settings) -> Iterator[Diagnostic]:
    """The settings have nothing that only MkDocs would use."""
    for key, value in settings.values.items():
        if (key,) in FIXED:
            yield from _check_fixed(settings, (key,), value)
        elif key in READ_BELOW:
            yield from _check_below(settings, key, value)
        elif key not in READ | OF_NO_CONSEQUENCE:
            hint = ELSEWHERE.get(key, ONLY_MKDOCS)
            yield _report_unread(settings, (key,), f'the setting "{key}"', hint)
    for name, options, path in settings.list_entries("plugins"):
        if name == LANGUAGES:
            yield from _check_languages(settings, options or {}, path)
        elif name != PLUGIN:
            yield _report_unread(settings, path, f'the plugin "{name}"', ONLY_MKDOCS)
    for name, _, path in settings.list_entries("hooks"):
        if name != HOOK:
            yield _report_unread(settings, path, f'the hook "{name}"', ONLY_MKDOCS)


def _check_below(settings: Settings, key: str, value: Any) -> Iterator[Diagnostic]:
    # MkDocs takes the name of a theme alone, too.
    group = {"name": value} if isinstance(value, str) else value or {}
    for inner, one in group.items():
        path = (key, inner)
        if path in FIXED:
            yield from _check_fixed(settings, path, one)
        elif inner not in READ_BELOW[key]:
            hint = ONLY_THEIRS if key == "theme" else ONLY_MKDOCS
            yield _report_unread(settings, path, f'the setting "{key}: {inner}"', hint)


def _check_fixed(settings: Settings, path: tuple[str, ...], value: Any) -> Iterator[Diagnostic]:
    if value != FIXED[path]:
        yield _report_changed(settings, path, ": ".join(path), FIXED[path])


def _check_languages(
    settings: Settings, options: dict[str, Any], path: YamlPath
) -> Iterator[Diagnostic]:
    """Yield the options of the plugin with the languages that only MkDocs would follow."""
    read = {"languages"}
    yield from _check_options(settings, options, (*path,), LANGUAGES, read, FIXED_OF_LANGUAGES)
    languages = options.get("languages")
    for index, language in enumerate(languages if isinstance(languages, list) else ()):
        if isinstance(language, dict):
            place, name = (*path, "languages", index), str(language.get("locale", index + 1))
            read = READ_OF_LANGUAGE
            yield from _check_options(settings, language, place, name, read, FIXED_OF_LANGUAGE)


def _check_options(
    settings: Settings,
    options: dict[str, Any],
    path: YamlPath,
    owner: str,
    read: set[str],
    fixed: dict[str, str],
) -> Iterator[Diagnostic]:
    for key, value in options.items():
        name = f"{owner}: {key}"
        if key in fixed:
            if str(value).lower() != fixed[key]:
                yield _report_changed(settings, (*path, key), name, fixed[key])
        elif key not in read:
            yield _report_unread(settings, (*path, key), f'the setting "{name}"', ONLY_MKDOCS)


def _report_changed(settings: Settings, path: YamlPath, name: str, fixed: str) -> Diagnostic:
    hint = f"Write {path[-1]}: {fixed}, because Aviso always does that."
    return _report_unread(settings, path, f'the setting "{name}"', hint)


def mkdocs_is_connected_once(settings: Settings) -> Iterator[Diagnostic]:
    """Exactly one plugin or hook connects MkDocs to Aviso."""
    hooks = [path for name, _, path in settings.list_entries("hooks") if name == HOOK]
    plugins = [path for name, _, path in settings.list_entries("plugins") if name == PLUGIN]
    if hooks and plugins:
        yield CONNECTED_TWICE.at(
            CONFIGURATION,
            settings.find_line(*plugins[0]),
            f"the plugin {PLUGIN} and the hook {HOOK} do the same, and MkDocs needs only one of "
            f"them",
            "Delete one of the two.",
        )
    elif not hooks and not plugins:
        yield NOT_CONNECTED.at(
            CONFIGURATION,
            settings.find_line(),
            "mkdocs.yml does not connect MkDocs to Aviso, so mkdocs build and aviso build --stock "
            "would show no facts",
            f"Write hooks: [{HOOK}].",
        )


def _report_unread(settings: Settings, path: YamlPath, subject: str, hint: str) -> Diagnostic:
    message = f"Aviso's own engine does not read {subject}"
    return NOT_READ.at(CONFIGURATION, settings.find_line(*path), message, hint)
