"""Handles the events of MkDocs or ProperDocs, so that they write the same bytes as Aviso itself.

The events come through ``scripts/hooks.py`` or the plugin ``aviso``, whichever mkdocs.yml names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.mkdocs_adapter import (
    CombinedEvent,
    File,
    Files,
    InclusionLevel,
    MkDocsConfig,
    Page,
    PluginError,
    event_priority,
)
from aviso.content.html import summarize_html
from aviso.content.pages import FRONT, list_folders
from aviso.core.project import Project
from aviso.model.membership import find_first_library
from aviso.site.frame import find_base_path
from aviso.site.site import Site
from aviso.site.writer import (
    make_fixed_files,
    make_page_values,
    make_search_index_path,
    make_site_search_index,
)

HOOK_FILE = "scripts/hooks.py"
PLUGIN = "aviso"


class Events:
    """Handlers of MkDocs' events for one site.

    static-i18n repeats every event for each language; the site is assembled only once.
    """

    site: Site
    base: str
    is_serving = False
    contents: dict[tuple[str, str], str]

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether MkDocs serves a preview, which stands at the root."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Assemble the site before the first language is built, and point MkDocs at its pages."""
        if "i18n" not in config.plugins:
            raise PluginError("mkdocs.yml does not name the plugin i18n, which has the languages.")
        languages: Any = config.plugins["i18n"]
        if languages.building:
            return config
        if PLUGIN in config.plugins and HOOK_FILE in list(config["hooks"]):
            raise PluginError(
                f"mkdocs.yml names both the hook {HOOK_FILE} and the plugin {PLUGIN}, which do "
                "the same. Delete one of the two."
            )
        # A preview runs on while templates and catalogs change: open the project for each build.
        project = Project(Path(config.config_file_path).parent)
        self.contents = {}
        library = config.extra.get("library") or find_first_library(project) or FRONT
        try:
            self.site = assemble_site(project, library, is_preview=self.is_serving)
        except UnsoundSite as unsound:
            raise PluginError(str(unsound)) from None
        self._point_at_pages(config)
        return config

    def _point_at_pages(self, config: MkDocsConfig) -> None:
        site = self.site
        system = site.notice.library.page_system if site.notice else None
        config.docs_dir = str(
            next(
                folder for folder in list_folders(site.project, site.id, system) if folder.is_dir()
            )
        )
        # The project's templates come first, then those of Aviso, then those of Material.
        own = 1 if config.theme.custom_dir else 0
        shared = [str(layer) for layer in site.project.list_layers("overrides")[1:]]
        config.theme.dirs[own:own] = shared
        config.site_name = site.name.select_locale(site.locales[0])
        # Aviso adds 404.html and the site map. MkDocs' site map would hold the time of the build.
        config.theme.static_templates = set()
        if not self.is_serving:
            config.site_url = site.address
        self.base = find_base_path(config.site_url or site.address)

    @event_priority(0)
    def _list_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Return the site's pages in place of MkDocs' list, with its 14,500 files of Material."""
        to = (config.docs_dir, config.site_dir, config.use_directory_urls)
        return Files([File(f"{locale}/{name}.md", *to) for locale, name in self.site.sources])

    @event_priority(-200)
    def _add_sources_and_assets(self, files: Files, config: MkDocsConfig) -> Files:
        """Set the source and the address of each page, and add the files that are not pages.

        Runs after static-i18n. The source of a page may be that of the library's system.
        """
        for file in files.documentation_pages():
            source = self.site.sources[_find_page_key(file)]
            if source.text_of_aviso is not None:
                file.content_string = source.text_of_aviso
            else:
                file.src_dir = str(source.path.parent.parent)
            # MkDocs has derived ``url`` and ``abs_dest_path`` from the file's name; set them too.
            file.dest_uri, file.url = f"{source.url}index.html", source.url or "./"
            file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
        for path, content in make_fixed_files(self.site, self.base).items():
            # MkDocs leaves out names that begin with a dot, like .well-known, unless told not to.
            files.append(
                File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
            )
        return files

    on_files = CombinedEvent(_list_pages, _add_sources_and_assets)

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Return the page's Markdown with the facts in it."""
        return self.site.pages[_find_page_key(page.file)].prepared.markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the page's HTML with the blocks of facts in it."""
        key = _find_page_key(page.file)
        self.contents[key] = self.site.pages[key].prepared.finish(html)
        return self.contents[key]

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Set up the templates as Aviso does; add the search index of the current language."""
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        languages: Any = config.plugins["i18n"]
        locale = languages.current_language
        if locale not in self.site.locales:
            return env
        sections = {
            name: summarize_html(html).sections
            for (page_locale, name), html in self.contents.items()
            if page_locale == locale
        }
        index = make_site_search_index(self.site, locale, sections)
        files.append(
            File.generated(config, make_search_index_path(self.site, locale), content=index)
        )
        return env

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any
    ) -> dict[str, Any]:
        """Add the values that Aviso gives to a page's template."""
        headings = [(link.title, link.id) for main in page.toc for link in main.children]
        values = make_page_values(
            self.site, *_find_page_key(page.file), page.content or "", headings
        )
        return {**context, **values}


def _find_page_key(file: File) -> tuple[str, str]:
    """Return the locale and the name of a page's file."""
    locale, _, name = file.src_uri.removesuffix(".md").partition("/")
    return locale, name


_events = Events()
on_startup = _events.on_startup
on_config = _events.on_config
on_files = _events.on_files
on_page_markdown = _events.on_page_markdown
on_page_content = _events.on_page_content
on_env = _events.on_env
on_page_context = _events.on_page_context
