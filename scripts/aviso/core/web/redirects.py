"""Checks where a redirect leads: is the last page the one that was linked to?

Sites redirect pages that are gone to their front page, to a sign-in page, or to a page in the
reader's language. None of these addresses may replace the old one.
"""

from __future__ import annotations

import posixpath
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from aviso.core.web.addresses import is_front, is_interstitial
from aviso.core.web.answers import Answer
from aviso.core.web.charsets import decode_page
from aviso.core.web.classification import find_new_address
from aviso.core.web.html_limits import is_hard_to_parse
from aviso.core.web.missing_pages import (
    NO_SUCH_PAGE,
    PageIdentifier,
    find_soft_404,
    says_not_found,
)
from aviso.core.web.page_identity import (
    PageIdentity,
    identify_page,
    list_path_words,
    list_words,
    share_beginnings,
)
from aviso.core.web.page_request import PageRequest, ResponseBody


class PageFetcher(PageIdentifier, Protocol):
    """The interface for requests; ``aviso.core.web.fetcher.Fetcher`` implements it."""

    async def follow(self, request: PageRequest) -> Answer:
        """Request a page once and follow its redirects."""

    async def fetch_body(
        self, page: str, languages: tuple[str, ...]
    ) -> tuple[Answer, ResponseBody | None]:
        """Request a page and its content."""


async def explain_uncertainty(fetcher: PageFetcher, request: PageRequest, answer: Answer) -> str:
    """Return the doubt (``answers.DOUBTS``) about where redirects lead, or ""."""
    if is_front(answer.url) or is_interstitial(answer.url):
        return ""
    new = find_new_address(request.page, answer)
    if new and (doubt := await _find_language_doubt(fetcher, request, answer)):
        return doubt
    if _take_name(request.page) == _take_name(answer.url):
        return await find_soft_404(fetcher, request, answer)
    # A document, or a page that cannot be read, can be compared only by its address.
    identity = request.identity or PageIdentity()
    if identity.is_front:
        return "front"
    if new:
        return await _find_other_doubt(fetcher, request, answer, identity)
    return "not-found" if says_not_found(identity, request.page) else ""


async def _find_language_doubt(fetcher: PageFetcher, request: PageRequest, answer: Answer) -> str:
    """Request the page again in each other language: does the redirect depend on it?"""
    new = find_new_address(request.page, answer)
    for language in request.languages[1:]:
        others = [one for one in request.languages if one != language]
        other = replace_request(request, languages=(language, *others))
        elsewhere = await fetcher.follow(other)
        if elsewhere.is_sound and find_new_address(request.page, elsewhere) != new:
            return "language"
    return "varies" if request.varies else ""


async def _find_other_doubt(
    fetcher: PageFetcher, request: PageRequest, answer: Answer, identity: PageIdentity
) -> str:
    if identity.is_interstitial:
        return "gate"
    if identity.is_not_found:
        return "not-found"
    words = list_path_words(request.page)
    about = list_words(" ".join((urlsplit(answer.url).path, *identity.names)))
    if share_beginnings(words, about):
        return ""
    if identity.is_called_front:
        return "front"
    if words:
        return "other-page"
    # The old address does not say what it was about. Does every address lead there?
    probe = replace_request(request, page=urljoin(request.page, NO_SUCH_PAGE))
    elsewhere = await fetcher.follow(probe)
    return "everything" if elsewhere.is_sound and elsewhere.url == answer.url else ""


async def has_secure_twin(fetcher: PageFetcher, request: PageRequest) -> bool:
    """Tell whether https answers too, with the same page and without a redirect back to http."""
    page = f"https://{request.page.removeprefix('http://')}"
    answer = await fetcher.follow(replace_request(request, page=page))
    if not answer.is_sound or not answer.url.startswith("https://"):
        return False
    if is_interstitial(answer.url) or (is_front(answer.url) and not is_front(request.page)):
        return False
    plain, secure = [await _identify(fetcher, request, one) for one in (request.page, page)]
    return plain is None or secure is None or plain.is_same_as(secure)


async def _identify(fetcher: PageFetcher, request: PageRequest, page: str) -> PageIdentity | None:
    """Read how a page identifies itself; None if it cannot be read or is not HTML."""
    _, body = await fetcher.fetch_body(page, request.languages)
    if body is None or not body.is_html:
        return None
    html = decode_page(body.content, body.charset)
    return None if is_hard_to_parse(html) else identify_page(html, page)


def replace_request(
    request: PageRequest, page: str = "", languages: tuple[str, ...] = ()
) -> PageRequest:
    """Return a new request, without cookies, to another page or in other languages."""
    return type(request)(page or request.page, languages=languages or request.languages)


def _take_name(address: str) -> str:
    """Return the last part of the path of an address, in lowercase."""
    parts = urlsplit(address)
    return posixpath.basename(parts.path.rstrip("/")).lower() + parts.query
