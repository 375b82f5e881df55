"""MkDocs' events → aviso; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.content.html import summarize_html
from aviso.content.pages import STAND_IN, folders
from aviso.core.project import Project
from aviso.site.frame import site_base
from aviso.site.site import Site
from aviso.site.writer import fixed_files, page_values, search_index_path, site_search_index


class _Build:
    """The site that is being built; static-i18n runs every event once for each language, the site is opened once."""

    site: Site
    base: str
    is_serving = False

    def __init__(self) -> None:
        self.contents: dict[tuple[str, str], str] = {}


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Note whether a preview runs: it mounts the site at the root."""
    _Build.is_serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Open the site before the first language is built, and point MkDocs at its pages."""
    global _build
    if config.plugins["i18n"].building:
        return config
    # A preview keeps its process while templates and catalogs change: each build opens the project anew.
    project = Project(Path(config.config_file_path).parent)
    _build = _Build()
    try:
        _build.site = assemble_site(project, config.extra["library"], is_preview=_Build.is_serving)
    except UnsoundSite as unsound:
        raise PluginError(str(unsound)) from None
    site = _build.site
    system = site.notice.library.system if site.notice else None
    config.docs_dir = str(
        next(folder for folder in folders(project, site.id, system) if folder.is_dir())
    )
    # What the project does not override comes with Aviso; Material's own templates come last.
    own = 1 if config.theme.custom_dir else 0
    shared = [str(layer) for layer in project.layers_of("overrides")[1:]]
    config.theme.dirs[own:own] = shared
    config.site_name = site.name.in_locale(site.locales[0])
    # 404.html and the site map are ready-made files; MkDocs' own site map would carry the time of the build.
    config.theme.static_templates = set()
    if not _Build.is_serving:
        config.site_url = site.address
    _build.base = site_base(config.site_url or site.address)
    return config


@event_priority(0)
def _list_pages(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found with the site's own pages; Material's 14,500 files are left out."""
    return Files(
        [
            File(f"{locale}/{name}.md", config.docs_dir, config.site_dir, config.use_directory_urls)
            for locale, name in _build.site.sources
        ]
    )


@event_priority(-200)
def _add_sources_and_assets(files: Files, config: MkDocsConfig) -> Files:
    """After static-i18n: tell each page where it is written (it may be the system's), and add what is not a page."""
    for file in files.documentation_pages():
        source = _build.site.sources[_key(file)]
        if source.counterpart:
            file.content_string = STAND_IN
        else:
            file.src_dir = str(source.path.parent.parent)
        # What follows from it (url, abs_dest_path) was reckoned with the name of the file.
        file.dest_uri, file.url = f"{source.url}index.html", source.url or "./"
        file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
    for path, content in fixed_files(_build.site, _build.base).items():
        # MkDocs leaves out what begins with a dot, as .well-known does, unless it is told.
        files.append(
            File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
        )
    return files


on_files = CombinedEvent(_list_pages, _add_sources_and_assets)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the facts into the Markdown."""
    return _build.site.pages[_key(page.file)].prepared.markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the blocks of facts into the HTML."""
    _build.contents[_key(page.file)] = _build.site.pages[_key(page.file)].prepared.finish(html)
    return _build.contents[_key(page.file)]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add the search index of the language that is being built; set up the templates as the engine does."""
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    locale = config.plugins["i18n"].current_language
    if locale not in _build.site.locales:
        return env
    sections = {
        name: summarize_html(html).sections
        for (page_locale, name), html in _build.contents.items()
        if page_locale == locale
    }
    index = site_search_index(_build.site, locale, sections)
    files.append(File.generated(config, search_index_path(_build.site, locale), content=index))
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the page's template what the engine hands it."""
    headings = [(link.title, link.id) for main in page.toc for link in main.children]
    return {**context, **page_values(_build.site, *_key(page.file), page.content or "", headings)}


def _key(file: File) -> tuple[str, str]:
    """The (locale, name) of a page's file."""
    locale, _, name = file.src_uri.removesuffix(".md").partition("/")
    return locale, name
