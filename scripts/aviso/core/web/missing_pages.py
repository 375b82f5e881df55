"""Recognizes a page that answers 200 although it is not there ("soft 404").

Some sites answer every address with status 200: with a page that says "not found", or with their
front page. Such a page is told only where it says so itself, or where it is, nearly word for word,
the front page or what the site answers to an address that nobody has.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit

from aviso.core.web.addresses import is_front
from aviso.core.web.answers import Answer
from aviso.core.web.page_identity import PageIdentity, are_akin, list_path_words, list_words
from aviso.core.web.trip import Trip

# No site has a page of this name, unless it answers every address.
NO_SUCH_PAGE = "aviso-links-asks-for-no-such-page"
# The names of files that are no pages of HTML.
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
# An address of a page that is about pages that are not found.
ABOUT_NOT_FOUND = re.compile(r"404|not[-_]?found|error|missing|no[-_]encontrad", re.IGNORECASE)
# So many words at most has a page that says nothing else; only in such a one does the text count.
MOST_WORDS_OF_EXCUSE = 120
# Two pages with so great a share of their words in common are the same page.
SAME = 0.9
# A page with fewer words is filled in by scripts, or says too little to be compared.
FEWEST_WORDS = 40


class Asking(Protocol):
    """What asks for pages: ``aviso.core.web.fetcher.Fetcher``."""

    async def identify(self, page: str, languages: tuple[str, ...]) -> PageIdentity | None:
        """Ask for a page once a run; return what it says that it is, or None."""


def may_stand_in(address: str) -> bool:
    """Tell whether an address is that of a page which another one could stand in for."""
    return not is_front(address) and not DOCUMENT.search(urlsplit(address).path)


def says_not_found(identity: PageIdentity, address: str) -> bool:
    """Tell whether the page at an address says that there is no such page."""
    if ABOUT_NOT_FOUND.search(urlsplit(address).path.rpartition("/")[2]):
        return False
    return any(SAYS_NOT_FOUND.search(one) for one in identity.names) or is_excuse(identity.text)


def is_excuse(text: str) -> bool:
    """Tell whether the whole text of a page says hardly more than that there is no such page."""
    is_short = len(text.split()) <= MOST_WORDS_OF_EXCUSE
    return is_short and bool(SAYS_NOT_FOUND.search(text))


async def find_stand_in(fetcher: Asking, trip: Trip, answer: Answer) -> str:
    """Return the doubt about a page that was found at the address that was asked for, or "".

    The doubts are "not-found", "front" and "everything" (``answers.DOUBTS``).

    Other pages are asked for only where the page does not say what its address says.
    """
    identity, page = trip.identity, answer.url
    if identity is None or not may_stand_in(page):
        return ""
    if says_not_found(identity, page):
        return "not-found"
    is_place_found = bool(trip.anchors) and set(trip.anchors) > set(answer.missing)
    if is_place_found or not _is_comparable(identity) or _is_about_its_address(identity, page):
        return ""
    front = await fetcher.identify(urljoin(page, "/"), trip.languages)
    # A front page that leads here has its own address here.
    if front is not None and front.address != page and _are_same(identity, front):
        return "front"
    neighbor = await fetcher.identify(urljoin(page, NO_SUCH_PAGE), trip.languages)
    return "everything" if neighbor is not None and _are_same(identity, neighbor) else ""


def _is_comparable(identity: PageIdentity) -> bool:
    if len(identity.text.split()) >= FEWEST_WORDS:
        return True
    return not identity.has_scripts and (identity.is_called_front or identity.is_front)


def _is_about_its_address(identity: PageIdentity, address: str) -> bool:
    """Tell whether the title or heading has a word of the address that the host has not."""
    host = unquote(urlsplit(address).hostname or "").lower()
    words = {one for one in list_path_words(address) if one not in host}
    return are_akin(words, list_words(" ".join(identity.names)))


def _are_same(one: PageIdentity, other: PageIdentity) -> bool:
    if one.names != other.names:
        return False
    counts, others = Counter(one.text.split()), Counter(other.text.split())
    in_all = (counts | others).total()
    return in_all > 0 and (counts & others).total() >= SAME * in_all
