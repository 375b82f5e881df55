"""Renders one block of facts: a template of ``overrides/partials/notice/`` (the project's, or the package's) and values → HTML.

Templates hold no decisions and no words: words come from ``overrides/locales/``. Everything is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from aviso.core.project import Project
from aviso.i18n.catalog import Catalog, load_catalog, telephone_link, telephone_text
from aviso.model.base import LocalizedText

# The last part of the address of each page that has another than its name, by (locale, name).
Addresses = Mapping[tuple[str, str], str]


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates for the other processes and the next build; losing them costs time only."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one template, if the disk lets us."""
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class _LastingTemplates(Environment):
    """An environment whose templates and globals do not change, so that each template is looked for once.

    A notice asks for hundreds of templates, and Jinja's search and its chain of globals cost more than most of them.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[Any, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """Return the template ``name``, which stands for itself wherever it is named."""
        if name not in self._found:
            self._found[name] = super().get_template(name, parent, globals)
        return self._found[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template can name: one flat dictionary."""
        return {**self.globals, **(d or {})}


def template_loader(project: Project) -> FileSystemLoader:
    """What finds a template: the project's own of that name, or the package's."""
    return FileSystemLoader(project.layers_of("overrides"))


def environment(project: Project, locale: str) -> Environment:
    """Return the Jinja environment of one locale, with its words as filters; made once for the project."""
    return project.once(_make_environment, locale)


def _make_environment(project: Project, locale: str) -> Environment:
    words = load_catalog(project, locale)
    env = _LastingTemplates(
        loader=template_loader(project),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Templates do not change during a build; the preview empties this cache (aviso.build.preview.Preview).
        auto_reload=False,
        # The compiler puts the words of the interface in the place of 'key' | s, so that they are part of what is compiled.
        bytecode_cache=_CompiledTemplates(str(project.cache / "templates" / words.digest)),
    )
    env.globals.update(
        s=words.string, locale=locale, spoken=words.spoken, left_to_right=words.left_to_right
    )
    env.filters.update(
        s=words.string,
        t=words.text,
        label=words.label,
        name=words.name,
        day=words.day,
        language=words.language,
        period=words.period,
        listed=words.listed,
        isolated=words.isolated,
        tel_link=telephone_link,
        tel_text=telephone_text,
    )
    return env


class Renderer:
    """Renders blocks for one page: knows the locale and how to link from this page to another."""

    def __init__(
        self,
        project: Project,
        locale: str,
        page: str,
        token_of: Callable[[str, LocalizedText], str] | None = None,
        addresses: Addresses | None = None,
    ) -> None:
        self.project = project
        self.words: Catalog = load_catalog(project, locale)
        self.page = page
        self._addresses = addresses or {}
        self._token_of = token_of
        self._environment = environment(project, locale)

    def block(self, template: str, **values: Any) -> Markup:
        """Render ``partials/notice/<template>.html``."""
        with self.marking:
            return Markup(self._template(template).render(link=self.link, **values).strip())

    def _template(self, name: str) -> Template:
        return self._environment.get_template(f"partials/notice/{name}.html")

    @property
    def marking(self) -> AbstractContextManager[None]:
        """Let outdated texts be followed by the tokens of their marks while facts are laid out; most notices have none."""
        return self._with_tokens(self._token_of) if self._token_of else nullcontext()

    @contextmanager
    def _with_tokens(self, token_of: Callable[[str, LocalizedText], str]) -> Iterator[None]:
        before, self.words.token_of = self.words.token_of, token_of
        try:
            yield
        finally:
            self.words.token_of = before

    def link(self, name: str, anchor: str = "") -> str:
        """Return the relative address of a page of the same site and language, seen from this page."""
        return relative_link(self.page, name, anchor, self.address_in(self.words.locale, name))

    def address_in(self, locale: str, name: str) -> str:
        """The last part of a page's address in a language: its name, unless it has another there."""
        return self._addresses.get((locale, name), name)


def relative_link(page: str, name: str, anchor: str = "", address: str = "") -> str:
    """Return where page ``name`` (and a heading on it) is as seen from ``page``, each a folder of its own: ``address`` or its name."""
    fragment = f"#{anchor}" if anchor else ""
    if name == page and fragment:
        return fragment
    up = "" if page == "index" else "../"
    return (up + ("" if name == "index" else f"{address or name}/") or "./") + fragment
