"""Recognizes a missing page that is answered with status 200 ("soft 404").

Some sites answer every address with status 200: with a page that says "not found", or with their
front page. A page counts as missing only if it says so itself, or if it is, nearly word for word,
the front page or the site's answer to an invented address.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit

from aviso.core.web.addresses import is_front
from aviso.core.web.answers import Answer
from aviso.core.web.page_identity import PageIdentity, list_path_words, list_words, share_beginnings
from aviso.core.web.page_request import PageRequest

# No site has a page of this name, unless it answers every address.
NO_SUCH_PAGE = "aviso-links-asks-for-no-such-page"
# The names of files that are not HTML pages.
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|txt|md|xml|json|ya?ml|rss|atom|zip|gz|tgz|7z|"
    r"epub|png|jpe?g|gif|svg|webp|ico|mp[34]|m4a|ogg|webm|css|js)$",
    re.IGNORECASE,
)
PAGE = r"(?:page|document|file|url|address|content|article|resource|policy)"
PAGE_ES = (
    r"(?:p[aá]gina|documento|archivo|fichero|url|direcci[oó]n|contenido|recurso|enlace|pol[ií]tica)"
)
FORMS = (
    r"^\W*(?:(?:http|error|status|code|c[oó]digo)\W*)*404(?!\w)",
    r"\b(?:error|http)\W{0,3}404\b|\b404\W{1,3}(?:error|page|not|no|p[aá]gina)\b",
    rf"\b{PAGE}\b[^.!?]{{0,70}}?(?:\b(?:not|cannot|no longer|never|nowhere)|n[’']t)\b"
    r"[^.!?]{0,20}?\b(?:found|exists?|available|located)\b",
    rf"\b{PAGE}\b[^.!?]{{0,70}}?\b(?:has|have|had|was|were)(?: been)? (?:removed|deleted)\b",
    rf"\b{PAGE}\b[^.!?]{{0,70}}?\b(?:is|seems to be|appears to be) (?:gone|missing)\b",
    rf"\bmissing page\b|\b(?:no such|there is no) {PAGE}\b",
    r"(?:\b(?:cannot|can not|could not|did not|unable to)|n[’']t) (?:find|locate)\b[^.!?]{0,40}?"
    rf"\b(?:{PAGE}|looking for|requested)\b",
    rf"\b{PAGE_ES}\b[^.!?]{{0,70}}?\bno\b[^.!?]{{0,30}}?"
    r"\b(?:encontrad[oa]|encuentra|encontr[oó]|encontrar(?:la|lo)?|existe|disponible)\b",
    rf"\b{PAGE_ES}\b[^.!?]{{0,40}}?\b(?:inexistente|eliminad[oa]|borrad[oa]|desaparecid[oa])\b",
    rf"\bno\b[^.!?]{{0,30}}?\b(?:encontr\w+|encuentra|existe)\b[^.!?]{{0,30}}?\b{PAGE_ES}\b",
)
SAYS_NOT_FOUND = re.compile("|".join(FORMS), re.IGNORECASE)
# The address of a page on pages that are not found.
ABOUT_NOT_FOUND = re.compile(r"404|not[-_]?found|error|missing|no[-_]encontrad", re.IGNORECASE)
# The text counts only in a page with at most this many words: a longer one says something else too.
MOST_WORDS_OF_EXCUSE = 120
# Two pages that share this part of their words are the same page.
SAME = 0.9
# A page with fewer words is filled in by scripts, or is too short to be compared.
FEWEST_WORDS = 40


class PageIdentifier(Protocol):
    """The interface to identify pages: ``aviso.core.web.fetcher.Fetcher``."""

    async def identify(self, page: str, languages: tuple[str, ...]) -> PageIdentity | None:
        """Request a page once per run; return how it identifies itself, or None."""


def may_stand_in(address: str) -> bool:
    """Tell whether a site could show another page at this address."""
    return not is_front(address) and not DOCUMENT.search(urlsplit(address).path)


def says_not_found(identity: PageIdentity, address: str) -> bool:
    """Tell whether the page at an address says that there is no such page."""
    if ABOUT_NOT_FOUND.search(urlsplit(address).path.rpartition("/")[2]):
        return False
    return any(SAYS_NOT_FOUND.search(one) for one in identity.names) or is_error_text(identity.text)


def is_error_text(text: str) -> bool:
    """Tell whether a page says hardly anything but that there is no such page."""
    is_short = len(text.split()) <= MOST_WORDS_OF_EXCUSE
    return is_short and bool(SAYS_NOT_FOUND.search(text))


async def find_soft_404(fetcher: PageIdentifier, request: PageRequest, answer: Answer) -> str:
    """Return the doubt about the page that answered at the requested address, or "".

    The doubts are "not-found", "front" and "everything" (``answers.DOUBTS``).

    Other pages are requested only if the page's words differ from those of its address.
    """
    identity, page = request.identity, answer.url
    if identity is None or not may_stand_in(page):
        return ""
    if says_not_found(identity, page):
        return "not-found"
    is_place_found = bool(request.anchors) and set(request.anchors) > set(answer.missing)
    if is_place_found or not _is_comparable(identity) or _is_about_its_address(identity, page):
        return ""
    front = await fetcher.identify(urljoin(page, "/"), request.languages)
    # A front page that leads here has its own address here.
    if front is not None and front.address != page and _are_same(identity, front):
        return "front"
    neighbor = await fetcher.identify(urljoin(page, NO_SUCH_PAGE), request.languages)
    return "everything" if neighbor is not None and _are_same(identity, neighbor) else ""


def _is_comparable(identity: PageIdentity) -> bool:
    if len(identity.text.split()) >= FEWEST_WORDS:
        return True
    return not identity.has_scripts and (identity.is_called_front or identity.is_front)


def _is_about_its_address(identity: PageIdentity, address: str) -> bool:
    """Tell whether the title or heading has a word of the address that is not in its host."""
    host = unquote(urlsplit(address).hostname or "").lower()
    words = {one for one in list_path_words(address) if one not in host}
    return share_beginnings(words, list_words(" ".join(identity.names)))


def _are_same(one: PageIdentity, other: PageIdentity) -> bool:
    if one.names != other.names:
        return False
    counts, others = Counter(one.text.split()), Counter(other.text.split())
    in_all = (counts | others).total()
    return in_all > 0 and (counts & others).total() >= SAME * in_all
