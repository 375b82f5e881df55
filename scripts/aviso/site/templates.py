"""Renders blocks of facts with the templates of ``overrides/partials/notice/``.

A project's own template replaces the package's. Templates have no decisions and no words: words
come from ``overrides/locales/``. Everything is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import partial
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from aviso.core.host_names import show_address
from aviso.core.project import Project
from aviso.core.telephones import format_telephone, make_telephone_link
from aviso.i18n.catalog import Catalog, TokenOf, load_catalog
from aviso.i18n.names_in_sentences import write_library, write_of_library
from aviso.site.compiled_templates import CompiledTemplates
from aviso.site.quick_templates import (
    QuickCode,
    QuickContext,
    QuickTemplate,
    add_plain_escape,
)

# The last part of each page's address, if it is not the name, by (locale, name).
Addresses = Mapping[tuple[str, str], str]


class _LastingTemplates(Environment):
    """An environment with constant templates and globals: it looks up each template once.

    A notice uses hundreds of templates, and for most of them Jinja's look-up and its chain of
    globals take longer than the rendering.
    """

    code_generator_class = QuickCode
    context_class = QuickContext
    template_class = QuickTemplate

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[Any, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """Return the template ``name``; names are never relative to a parent template."""
        if name not in self._found:
            self._found[name] = super().get_template(name, parent, globals)
        return self._found[name]

    def _generate(self, *arguments: Any, **options: Any) -> str:
        """Return the code of a template, with an ``escape`` that makes no objects.

        Jinja provides this method for environments that generate other code.
        """
        return add_plain_escape(super()._generate(*arguments, **options))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names for a template in one flat dictionary."""
        return {**self.globals, **(d or {})}


def make_template_loader(project: Project) -> FileSystemLoader:
    """Return the loader of templates: the project's own template of a name, or the package's."""
    return FileSystemLoader(project.list_layers("overrides"))


class Layout(NamedTuple):
    """The catalog for facts, and the environment of templates with the same catalog."""

    words: Catalog
    environment: Environment


def open_environment(project: Project, locale: str) -> Environment:
    """Return the Jinja environment of one locale, made once for the project."""
    return project.make_once(_make_environment, locale)


def _make_environment(project: Project, locale: str) -> Environment:
    return _fill_environment(project, load_catalog(project, locale))


def make_marked_layout(project: Project, locale: str, token_of: TokenOf) -> Layout:
    """Make the layout of a site with outdated texts, each followed by the token of its mark."""
    words = load_catalog(project, locale).add_tokens(token_of)
    return Layout(words, _fill_environment(project, words))


def _fill_environment(project: Project, words: Catalog) -> Environment:
    """Make an environment with these words as filters."""
    env = _LastingTemplates(
        loader=make_template_loader(project),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates do not change during a build; aviso.build.preview.Preview empties this cache.
        auto_reload=False,
        # The compiler replaces 'key' | s with the words of the interface, so the words are part of
        # the compiled code.
        bytecode_cache=CompiledTemplates(project, words),
    )
    env.globals.update(
        s=words.get_string,
        dated=words.write_date,
        locale=words.locale,
        default_locale=project.locales.default,
        spoken=words.make_language_attributes,
        left_to_right=words.left_to_right,
        of_library=partial(write_of_library, words),
        in_sentence=partial(write_library, words),
    )
    env.filters.update(
        s=words.get_string,
        t=words.get_text,
        label=words.get_label,
        name=words.render_name,
        day=words.format_day,
        language=words.name_language,
        period=words.format_period,
        isolated=words.isolate,
        address=show_address,
        tel_link=make_telephone_link,
        tel_text=partial(format_telephone, country=project.locales.country),
    )
    return env


class Renderer:
    """Renders blocks for one page: it knows the locale and how to link from this page to another.

    ``words`` are for facts within prose; ``layout`` is for blocks of facts, whose outdated texts
    are marked (``make_marked_layout``) on a site that has any.
    """

    def __init__(
        self,
        project: Project,
        locale: str,
        page: str,
        layout: Layout | None = None,
        addresses: Addresses | None = None,
    ) -> None:
        self.project = project
        self.words = load_catalog(project, locale)
        self.layout = layout or Layout(self.words, open_environment(project, locale))
        self.page = page
        self._addresses = addresses or {}

    def render_block(self, template: str, **values: Any) -> Markup:
        """Render ``partials/notice/<template>.html``."""
        return Markup(
            self.layout.environment.get_template(f"partials/notice/{template}.html")
            .render(link=self.make_link, **values)
            .strip()
        )

    def make_link(self, name: str, anchor: str = "") -> str:
        """Return the relative address of another page of the site in the same language."""
        return make_relative_link(
            self.page, name, anchor, self.find_address(self.words.locale, name)
        )

    def find_address(self, locale: str, name: str) -> str:
        """Return the last part of a page's address in a language; usually its name."""
        return self._addresses.get((locale, name), name)


def make_relative_link(page: str, name: str, anchor: str = "", address: str = "") -> str:
    """Return the address of page ``name`` (and a heading on it) relative to ``page``.

    Each page has a folder of its own, called ``address`` or else by its name.
    """
    fragment = f"#{anchor}" if anchor else ""
    if name == page and fragment:
        return fragment
    up = "" if page == "index" else "../"
    return (up + ("" if name == "index" else f"{address or name}/") or "./") + fragment
