"""Decides what somebody has to do about an address, from the answer to a request for it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from itertools import takewhile
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit

from aviso.core.web.answers import Answer

Group = Literal["sound", "broken", "moved", "refused", "unsure", "insecure"]
GROUPS: tuple[Group, ...] = ("broken", "moved", "insecure", "refused", "unsure")
# These pages are gone for good; every other refusal may be meant for programs only.
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
FIND_OR_REMOVE = "Find where the page is now, or take the address out."
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
        "Find where the passage is now, or leave out the part from # on.",
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
    """Classify an address with a sound answer by where that came from."""
    ended_on_front = bool(answer.hops) and _is_front(answer.url) and not _is_front(address)
    if ended_on_front and not is_same_site(address, answer.url):
        return Classification(
            "broken",
            f"leads to the front page of another site ({answer.url})",
            FIND_OR_REMOVE,
        )
    if ended_on_front:
        return Classification(
            "moved",
            f"leads to the site’s front page ({answer.url}) instead of a page of its own",
            "Find the page there, and write its address.",
        )
    new = _find_new_address(address, answer)
    if new and _is_only_secure(address, new):
        return Classification("insecure", "is http, and https answers as well", f"Write {new}", new)
    if new:
        return Classification("moved", f"has moved for good to {new}", f"Write {new}", new)
    if answer.https_answers:
        secure = "https" + address.removeprefix("http")
        return Classification(
            "insecure", "is http, and https answers as well", f"Write {secure}", secure
        )
    return SOUND


def _find_new_address(address: str, answer: Answer) -> str:
    """Return where the permanent redirects at the beginning lead, or "".

    A temporary redirect after them keeps its old address (RFC 9110, 15.4).
    """
    permanent = list(takewhile(lambda hop: hop.is_permanent, answer.hops))
    if not permanent:
        return ""
    new = answer.url if len(permanent) == len(answer.hops) else answer.hops[len(permanent)].url
    anchor = urldefrag(address).fragment
    return f"{new}#{anchor}" if anchor else new


def _is_only_secure(address: str, new: str) -> bool:
    return address.startswith("http://") and new == f"https://{address.removeprefix('http://')}"


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are clearly of one site: of one host, or of one registered name.

    The Public Suffix List (https://publicsuffix.org) tells where registered names begin: libraries
    of California are side by side under lib.ca.us, and people who publish at github.io under that.
    """
    hosts = [_normalize_host(address) for address in (one, other)]
    if hosts[0] == hosts[1]:
        return True
    if any(_is_number(host) for host in hosts):
        return False
    names = [_find_registered_name(host) for host in hosts]
    return names[0] == names[1]


def _normalize_host(address: str) -> str:
    """Return the host of an address without www, in Unicode (xn--mller-kva.de is müller.de)."""
    host = (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode("idna")
    except UnicodeError:
        return host


def _find_registered_name(host: str) -> str:
    """Return the registered part of a host; the last two names if its suffix is not known.

    The list is that of the installed package; nothing is fetched.
    """
    # It takes long to load, and hardly any address needs it.
    from tld import get_fld

    return get_fld(f"https://{host}", fail_silently=True) or ".".join(host.split(".")[-2:])


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
