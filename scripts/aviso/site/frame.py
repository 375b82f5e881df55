"""Makes the values for the frame of a page: menu, language switch, addresses, state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from aviso.content.images import ICON
from aviso.content.pages import DESK_CARD, OFF_MENU
from aviso.core.cldr import find_direction
from aviso.core.host_names import show_address
from aviso.i18n.catalog import Catalog, load_catalog
from aviso.i18n.names_in_sentences import write_library
from aviso.site.home_links import find_system_home
from aviso.site.http_policy import make_page_policy
from aviso.site.site import Site

STYLE_SHEET = "assets/notice.css"
SEARCH_SCRIPT = "assets/search.js"
DRAFT_COLOR = "#454f56"  # that of `#top.draft` in notice.css
FOR_THE_LOST = ("index", "choices")  # where "not found" leads, beside the search, which lists all


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu."""

    title: str
    href: str
    is_current: bool
    # The language of the title, if it is not the page's.
    other_locale: str | None = None


@dataclass(frozen=True)
class Alternate:
    """The same page in one language."""

    locale: str
    language: str
    href: str
    address: str
    is_translated: bool


@dataclass(frozen=True)
class PageFrame:
    """Everything that a page's frame shows; templates only lay it out."""

    site: Site
    words: Catalog
    page: str
    title: str
    description: str
    address: str
    menu: list[MenuEntry]
    alternates: list[Alternate]
    style_sheet: str
    icon: str
    logo: str | None
    search_script: str | None
    home: str
    search: str
    accessibility: str | None = None
    # The address of the section on the authors of the notice.
    about: str | None = None
    # The same page in another language for the back of the sheet, and which language that is.
    back: Markup | None = None
    back_locale: str = ""

    @property
    def locale(self) -> str:
        """The language of the page."""
        return self.words.locale

    @property
    def direction(self) -> str:
        """The direction of writing: ltr, or rtl from right to left."""
        return find_direction(self.locale)

    @property
    def is_home(self) -> bool:
        """Tell whether it is the site's first page."""
        return self.page == "index"

    @property
    def has_menu(self) -> bool:
        """Tell whether the site has other pages to go to."""
        return len(self.menu) > 1

    @property
    def content_policy(self) -> Markup | None:
        """The content security policy; None in a preview, which adds a script to each page."""
        return (
            None
            if self.site.is_preview
            else Markup(make_page_policy(has_script=self.search_script is not None))
        )

    @property
    def is_translated(self) -> bool:
        """Tell whether the page is written in its language; if not, it links to one that is."""
        return all(
            alternate.is_translated
            for alternate in self.alternates
            if alternate.locale == self.locale
        )

    @property
    def name(self) -> str:
        """The site's name."""
        return self.words.get_text(self.site.name)

    @property
    def website(self) -> str:
        """The library's website as people read it, without its scheme; "" for the front page."""
        notice = self.site.notice
        return show_address(notice.library.website).partition("//")[2] if notice else ""

    @property
    def theme_color(self) -> str:
        """The color of the header, in which some browsers paint their own frame."""
        return DRAFT_COLOR if self.site.is_draft else self.site.color

    @property
    def system_home(self) -> str:
        """The address of the notice of the library's system; "" without a system."""
        return find_system_home(self.site.project, self.locale, self.site.notice)

    @property
    def name_in_sentence(self) -> str:
        """The library's name within a sentence; the front page has none."""
        notice = self.site.notice
        return write_library(self.words, notice.library) if notice else self.name

    @property
    def shows_approval(self) -> bool:
        """Tell whether the page says who approved the notice: the first page, once somebody has."""
        notice = self.site.notice
        return self.is_home and notice is not None and notice.library.publication.is_approved

    def day(self, day: date) -> str:
        """A day as people read it."""
        return self.words.format_day(day)

    @property
    def short_name(self) -> str:
        """The site's short name."""
        return self.words.get_text(self.site.short_name)

    def spoken(self, locale: str) -> Markup:
        """The attributes of words in another language."""
        return self.words.make_language_attributes(locale)

    def s(self, key: str, **values: Any) -> str:
        """A string of the interface."""
        return self.words.get_string(key, **values)

    def t(self, text: Any) -> str:
        """A text in the page's language."""
        return self.words.get_text(text)


# What only serves on a screen.
NOT_ON_THE_BACK = (
    (re.compile(r"<cite\b.*?</cite>", re.DOTALL), ""),
    (re.compile(r"</?a\b[^>]*>|\sid=\"[^\"]*\""), ""),
    (re.compile(r"<(h[12])\b(.*?)</\1>", re.DOTALL), r'<p class="like-\1"\2</p>'),
)

# The main heading and, if it follows directly, the introductory paragraph.
OPENING = re.compile(r"\A\s*<h1\b.*?</h1>\s*(?:<p>.*?</p>)?", re.DOTALL)


def split_opening(html: str) -> tuple[str, str]:
    """Split a page's HTML into its opening, which the table of contents follows, and the rest."""
    found = OPENING.match(html)
    return (html[: found.end()], html[found.end() :]) if found else ("", html)


def make_frame(site: Site, locale: str, name: str) -> PageFrame:
    """Make the frame of one page."""
    words = load_catalog(site.project, locale)
    page = site.pages[locale, name]
    base = _make_way_up(page.source.url)
    back, back_locale = _make_back(site, locale, name)
    return PageFrame(
        site=site,
        words=words,
        page=name,
        title=page.title,
        description=page.description,
        address=site.address + page.source.url,
        menu=[
            MenuEntry(
                title,
                site.make_link(locale, name, other),
                other == name,
                title_locale if title_locale != locale else None,
            )
            for other, title, title_locale in site.list_outline(locale)
            if other not in OFF_MENU
        ],
        alternates=_make_alternates(site, name, base),
        style_sheet=base + STYLE_SHEET,
        icon=base + f"assets/{site.logo or ICON}",
        logo=base + f"assets/{site.logo}" if site.logo else None,
        search_script=base + SEARCH_SCRIPT if name == "search" else None,
        home=site.make_link(locale, name, "index"),
        search=site.make_link(locale, name, "search"),
        accessibility=site.make_link(locale, name, "accessibility")
        if (locale, "accessibility") in site.sources
        else None,
        about=site.make_link(locale, name, "about") if (locale, "about") in site.sources else None,
        back=back,
        back_locale=back_locale,
    )


def _make_back(site: Site, locale: str, name: str) -> tuple[Markup | None, str]:
    """Return the staff's card in another language, for the back of the printed sheet."""
    for other in site.locales if name == DESK_CARD else ():
        source = site.sources.get((other, name))
        if other != locale and source and not source.counterpart:
            html = site.pages[other, name].html
            for pattern, put in NOT_ON_THE_BACK:
                html = pattern.sub(put, html)
            return Markup(html), other
    return None, ""


def _make_alternates(site: Site, name: str, base: str) -> list[Alternate]:
    names = site.project.locales.names
    sources = [
        site.sources[locale, name] for locale in site.locales if (locale, name) in site.sources
    ]
    return [
        Alternate(
            source.locale,
            names[source.locale],
            base + source.url or "./",
            site.address + source.url,
            not source.counterpart,
        )
        for source in sources
    ]


def _make_way_up(url: str) -> str:
    """Return the relative path from a page to the root of its site: "", "../" or "../../"."""
    return "../" * url.count("/")


def make_error_frames(site: Site, base: str, first: str) -> list[PageFrame]:
    """Make a frame of the page "not found" for each language, beginning with ``first``.

    Links are relative to ``base``.
    """
    frames = []
    for locale in sorted(site.locales, key=lambda locale: locale != first):
        words = load_catalog(site.project, locale)
        menu = [
            MenuEntry(
                title,
                base + site.make_url(locale, name),
                False,
                title_locale if title_locale != locale else None,
            )
            for name, title, title_locale in site.list_outline(locale)
            if name in FOR_THE_LOST
        ]
        frames.append(
            PageFrame(
                site=site,
                words=words,
                page="404",
                title=words.get_string("missing.title"),
                description="",
                address="",
                menu=menu,
                alternates=[],
                style_sheet=base + STYLE_SHEET,
                icon=f"{base}assets/{ICON}",
                logo=None,
                search_script=None,
                home=base + site.make_url(locale, "index"),
                search=base + site.make_url(locale, "search"),
            )
        )
    return frames


def find_base_path(address: str) -> str:
    """Return the path of a site's address, for links that must work from any folder: "/sonoma/"."""
    return urlsplit(address).path or "/"
