"""MkDocs' events → aviso; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from aviso.assets import site_assets
from aviso.chrome import make_error_frames, make_frame, site_base, split_opening
from aviso.opening import UnsoundSite, open_site
from aviso.pages import folders
from aviso.search_index import search_index
from aviso.site import Site


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
    root = Path(config.config_file_path).parent
    _build = _Build()
    try:
        _build.site = open_site(root, config.extra["library"])
    except UnsoundSite as unsound:
        raise PluginError(str(unsound)) from None
    site = _build.site
    system = site.notice.library.system if site.notice else None
    config.docs_dir = str(next(folder for folder in folders(root, site.id, system) if folder.is_dir()))
    config.site_name = site.name.en
    if not _Build.is_serving:
        config.site_url = site.address
    _build.base = site_base(config.site_url or site.address)
    return config


@event_priority(0)
def _list_pages(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found with the site's own pages; Material's 14,500 files are left out."""
    return Files(
        [File(f"{locale}/{name}.md", config.docs_dir, config.site_dir, config.use_directory_urls) for locale, name in _build.site.sources]
    )


@event_priority(-200)
def _add_sources_and_assets(files: Files, config: MkDocsConfig) -> Files:
    """After static-i18n: tell each page where it is written (it may be the system's), and add the assets."""
    for file in files.documentation_pages():
        locale, name = _key(file)
        file.src_dir = str(_build.site.sources[locale, name].path.parent.parent)
    for path, content in site_assets(_build.site).items():
        files.append(File.generated(config, path, content=content))
    return files


on_files = CombinedEvent(_list_pages, _add_sources_and_assets)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the facts into the Markdown."""
    ready = _build.site.pages[_key(page.file)]
    page.title = ready.title
    return ready.prepared.markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the blocks of facts into the HTML, and their text into the table of contents."""
    prepared = _build.site.pages[_key(page.file)].prepared
    for heading in page.toc:
        for link in [heading, *heading.children]:
            link.title = prepared.plain(link.title)
    _build.contents[_key(page.file)] = prepared.finish(html)
    return _build.contents[_key(page.file)]


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Add the search index of the language that is being built."""
    locale = config.plugins["i18n"].current_language
    titles = dict(_build.site.outline(locale))
    pages = {name: (titles[name], _build.contents[locale, name]) for name in titles}
    prefix = "" if locale == "en" else f"{locale}/"
    files.append(File.generated(config, f"{prefix}search/index.json", content=search_index(locale, pages)))
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Hand the frame to the page's template."""
    context["frame"] = make_frame(_build.site, *_key(page.file))
    context["opening"], context["body"] = split_opening(page.content or "")
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Hand the site to the templates that are not pages: 404.html and sitemap.xml."""
    context["frames"] = make_error_frames(_build.site, _build.base)
    context["site"] = _build.site
    return context


def _key(file: File) -> tuple[str, str]:
    """The (locale, name) of a page's file."""
    locale, _, name = file.src_uri.removesuffix(".md").partition("/")
    return locale, name
