"""How a page identifies itself: its title, its heading, its own address."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from aviso.core.web.addresses import FRONT_NAMES, PAGE_ENDING, is_front

WORD = re.compile(r"[a-z]{4,}")
# Words in paths that say nothing about the subject of a page.
EMPTY_WORDS = {
    *FRONT_NAMES,
    *("html", "aspx", "page", "pages", "site", "view", "node", "item", "show", "content"),
    *("moved", "legacy", "http", "https", "where", "pagina", "sitio"),
}
# Words that share this many first letters are related: privacy, privacidad, private.
ROOT_LETTERS = 5
NOT_FOUND = re.compile(
    r"\b404\b|\bnot (?:be )?found\b|\bno (?:se )?(?:ha sido |fue |pudo ser )?encontrad|"
    r"\bno existe\b|\bdoes(?:n.t| not) exist|\bno longer (?:exists|available)",
    re.IGNORECASE,
)
GATE = re.compile(
    r"^\W*(?:sign|log)[\s-]?(?:in|on)\b|^\W*(?:please )?(?:log|sign) in|iniciar sesi[oó]n|"
    r"^\W*inicie sesi[oó]n|^\W*autenticaci[oó]n|^\W*cookie (?:consent|settings|preferences)|"
    r"before you continue|antes de continuar|are you (?:a )?(?:human|robot)|just a moment|"
    r"access denied|acceso denegado",
    re.IGNORECASE,
)
FRONT_TITLE = re.compile(
    r"^\W*(?:home(?:\s?page)?|front page|welcome|inicio|bienvenid[oa]s?|portada|"
    r"p[aá]gina (?:principal|de inicio))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageIdentity:
    """The title and first heading of a page, and the address that it gives for itself."""

    title: str = ""
    heading: str = ""
    canonical: str = ""
    # Where it was in the end, what it says besides its frame, and whether it has scripts.
    address: str = ""
    text: str = ""
    has_scripts: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The title and the heading, if the page has them."""
        return tuple(one for one in (self.title, self.heading) if one)

    @property
    def is_not_found(self) -> bool:
        """Tell whether the page says that there is no such page."""
        return any(NOT_FOUND.search(one) for one in self.names)

    @property
    def is_interstitial(self) -> bool:
        """Tell whether readers have to sign in or to agree to something first."""
        return any(GATE.search(one) for one in self.names)

    @property
    def is_front(self) -> bool:
        """Tell whether the page gives the address of a front page as its own."""
        return bool(self.canonical) and is_front(self.canonical)

    @property
    def is_called_front(self) -> bool:
        """Tell whether the page has the name of a front page."""
        return any(FRONT_TITLE.search(one) for one in self.names)

    def is_same_as(self, other: PageIdentity) -> bool:
        """Tell whether two pages have the same title or heading, if both have any."""
        pairs = [(self.title, other.title), (self.heading, other.heading)]
        told = [one == another for one, another in pairs if one and another]
        return any(told) or not told


def identify_page(html: str, address: str) -> PageIdentity:
    """Read how a page at ``address`` identifies itself."""
    page = LexborHTMLParser(html)
    link = next(
        (
            node.attributes.get("href") or ""
            for node in page.css("link[rel]")
            if "canonical" in (node.attributes.get("rel") or "").lower().split()
        ),
        "",
    )
    try:
        canonical = urljoin(address, link.strip()) if link.strip() else ""
        urlsplit(canonical)
    except ValueError:
        canonical = ""
    title, heading = page.css_first("title"), page.css_first("h1")
    return PageIdentity(
        " ".join(title.text().split()) if title else "",
        " ".join(heading.text().split()) if heading else "",
        canonical,
        address,
        has_scripts=page.css_first("script") is not None,
        text=_read_text(page),
    )


def _read_text(page: LexborHTMLParser) -> str:
    """Return the words of a page, without those of the frame that all pages of a site have."""
    page.strip_tags(["script", "style", "noscript", "template", "nav", "header", "footer"])
    return " ".join(page.body.text(separator=" ").split()) if page.body else ""


def list_path_words(address: str) -> set[str]:
    """Return the words of the last part of an address's path that may say what it is about."""
    folders = [one for one in urlsplit(address).path.split("/") if one]
    return list_words(PAGE_ENDING.sub("", folders[-1].lower())) - EMPTY_WORDS if folders else set()


def list_words(text: str) -> set[str]:
    """Return the words of at least four letters, without accents and capitals."""
    bare = unicodedata.normalize("NFKD", unquote(text)).casefold()
    return set(WORD.findall("".join(sign for sign in bare if not unicodedata.combining(sign))))


def share_beginnings(words: set[str], others: set[str]) -> bool:
    """Tell whether a word of one set and a word of the other begin alike."""
    return any(
        one == other or one[:ROOT_LETTERS] == other[:ROOT_LETTERS]
        for one in words
        for other in others
    )
