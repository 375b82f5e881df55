"""Classifies an address by what somebody has to do, from the answer to a request for it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import takewhile
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit

from aviso.core.web.addresses import is_front, is_interstitial, is_same_site, remove_fragment
from aviso.core.web.answers import Answer

Group = Literal["sound", "broken", "moved", "refused", "unsure", "insecure"]
GROUPS: tuple[Group, ...] = ("broken", "moved", "insecure", "refused", "unsure")
# These pages are gone; other refusals may be meant only for programs.
GONE = {404, 410}
REFUSALS = {401, 402, 403, 405, 406, 407, 418, 423, 425, 428, 429, 431, 451, 999}


@dataclass(frozen=True)
class Classification:
    """An address's group, what is wrong, what to do, and the address to use instead if known."""

    group: Group
    message: str = ""
    hint: str = ""
    new_address: str = ""


SOUND = Classification("sound")
LOOK = "A person must look: open it in a browser."
LOOK_IN_A_BROWSER = "Look at it in a browser."
LOOK_FOR_PAGE = (
    "Look in a browser. If the page is gone, find where it is now, or delete the address."
)
FIND_OR_REMOVE = "Find where the page is now, or delete the address."
# How a page gives itself away that is shown in place of the requested one.
STANDING_IN = {
    "not-found": "answers 200, but its page says that there is no such page",
    "front": "answers 200, but with the site’s front page instead of a page of its own",
    "everything": "answers 200, but with the page that this site shows for every address",
}
# Why the target of a permanent redirect is not written into the files.
DOUBTFUL = {
    "varies": "and may lead readers of another language elsewhere",
    "gate": "where readers have to sign in or to agree to something",
    "not-found": "which says that there is no such page",
    "everything": "as other addresses of that site do",
    "other-page": "which may be another page",
    "not-encrypted": "which is not encrypted",
}
FAULTS: dict[str, Classification] = {
    "no-host": Classification("broken", "there is no such host", FIND_OR_REMOVE),
    "certificate": Classification(
        "broken",
        "its certificate is not for this host, so browsers warn readers away",
        "Find an address that works, or tell the people who run it.",
    ),
    "private": Classification(
        "broken",
        "is an address within a private network, which no reader can reach",
        "Give the public address.",
    ),
    "loop": Classification("broken", "redirects in a circle", FIND_OR_REMOVE),
    "nonsense": Classification("unsure", "gives an answer that is not HTTP", LOOK_IN_A_BROWSER),
    "expired-certificate": Classification(
        "unsure",
        "its certificate has expired",
        "Wait until it is renewed; look at it in a browser.",
    ),
    "unknown-certificate": Classification(
        "unsure",
        "its certificate comes from an authority that is not known here",
        LOOK_IN_A_BROWSER,
    ),
    "timeout": Classification("unsure", "does not answer in time", LOOK_IN_A_BROWSER),
    "no-connection": Classification("unsure", "accepts no connection", LOOK_IN_A_BROWSER),
    "no-network": Classification(
        "unsure",
        "cannot be looked up: there seems to be no network",
        "Try again when you are online.",
    ),
}


def classify(address: str, answer: Answer) -> Classification:
    """Classify ``address``, as it is written with its anchor, by the ``answer`` for its page."""
    if answer.fault:
        known = FAULTS[answer.fault]
        detail = f" ({answer.detail})" if answer.detail else ""
        return Classification(known.group, f"{known.message}{detail}", known.hint)
    if not answer.is_sound:
        return _classify_refusal(answer)
    if answer.is_robot_wall:
        return Classification("refused", "blocks programs instead of showing the page", LOOK)
    anchor = urldefrag(address).fragment
    if unquote(anchor) in answer.missing:
        return _classify_missing_anchor(anchor, answer)
    return _classify_place(address, answer)


def _classify_missing_anchor(anchor: str, answer: Answer) -> Classification:
    if answer.is_unread:
        message = f'is too large to look for the place "{anchor}" on it'
        return Classification("refused", message, LOOK)
    return Classification(
        "broken",
        f'the page is there, but no place "{anchor}" on it',
        "Find where the passage is now, or delete the part from # on.",
    )


def _classify_refusal(answer: Answer) -> Classification:
    message = f"answers {answer.status} ({_phrase_status(answer.status)})"
    if answer.is_robot_wall or answer.status in REFUSALS:
        wait = answer.retry_after
        later = f"; it asks programs to wait {wait:.0f} s" if wait else ""
        return Classification("refused", f"{message} to a program{later}", LOOK)
    if answer.status in GONE:
        return Classification("broken", message, FIND_OR_REMOVE)
    return Classification("unsure", message, LOOK_IN_A_BROWSER)


def _phrase_status(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "a status of its own"


def _classify_place(address: str, answer: Answer) -> Classification:
    """Classify an address with a successful answer by where the answer came from."""
    ends_on_front = is_front(answer.url) or answer.doubt == "front"
    if answer.hops and ends_on_front and not is_front(address):
        return _classify_front(address, answer)
    new = find_new_address(address, answer)
    if not new and answer.doubt in STANDING_IN:
        return Classification("unsure", STANDING_IN[answer.doubt], LOOK_FOR_PAGE)
    if new and answer.doubt == "language":
        # Keep the written address: it suits every reader.
        return SOUND
    if new and _is_only_secure(address, new):
        return Classification("insecure", "is http, and https answers as well", f"Write {new}", new)
    if new:
        return _classify_move(address, answer, new)
    if answer.https_answers:
        secure = "https" + address[len("http") :]
        return Classification(
            "insecure", "is http, and https answers as well", f"Write {secure}", secure
        )
    return SOUND


def _classify_front(address: str, answer: Answer) -> Classification:
    if not is_same_site(address, answer.url):
        return Classification(
            "broken",
            f"leads to the front page of another site ({answer.url})",
            FIND_OR_REMOVE,
        )
    return Classification(
        "moved",
        f"leads to the site’s front page ({answer.url}) instead of a page of its own",
        "Find the page there, and write its address.",
    )


def _classify_move(address: str, answer: Answer, new: str) -> Classification:
    """Classify a permanent redirect; give the new address only if there is no doubt about it."""
    doubt = "gate" if is_interstitial(answer.url) and not is_interstitial(address) else answer.doubt
    if _is_secure(address) and not _is_secure(new):
        doubt = "not-encrypted"
    if not doubt and answer.status != HTTPStatus.OK:
        doubt = "other-page"
    if doubt:
        return Classification(
            "moved",
            f"leads permanently to {new}, {DOUBTFUL[doubt]}",
            "A person must look: find where the page is now, and write its address.",
        )
    return Classification("moved", f"has moved permanently to {new}", f"Write {new}", new)


def find_new_address(address: str, answer: Answer) -> str:
    """Return where the permanent redirects at the beginning lead, or "".

    A temporary redirect after them keeps its old address (RFC 9110, 15.4).
    """
    permanent = list(takewhile(lambda hop: hop.is_permanent, answer.hops))
    if not permanent:
        return ""
    new = answer.url if len(permanent) == len(answer.hops) else answer.hops[len(permanent)].url
    if new == remove_fragment(address):
        # A cookie was set along the way, and the address is the old one again.
        return ""
    anchor = urldefrag(address).fragment
    return f"{new}#{anchor}" if anchor else new


def _is_secure(address: str) -> bool:
    return urlsplit(address).scheme == "https"


def _is_only_secure(address: str, new: str) -> bool:
    """Tell whether a new address is the old one with https."""
    old = remove_fragment(address)
    return not _is_secure(address) and urldefrag(new).url == f"https{old[len('http') :]}"
