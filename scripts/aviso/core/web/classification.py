"""Turns what came of asking for an address into what somebody has to do about it."""

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
# Gone for good; every other refusal may be meant for programs only.
GONE = {404, 410}
REFUSALS = {401, 402, 403, 405, 406, 407, 418, 423, 425, 428, 429, 431, 451, 999}


@dataclass(frozen=True)
class Classification:
    """What to do about an address: its group, why, what to do, and the address to use instead where one is known."""

    group: Group
    message: str = ""
    hint: str = ""
    new_address: str = ""


SOUND = Classification("sound")
FAULTS: dict[str, Classification] = {
    "no-host": Classification(
        "broken", "there is no such host", "Find where the page is now, or take the address out."
    ),
    "certificate": Classification(
        "broken",
        "its certificate is not for this host, so browsers warn readers away",
        "Find an address that works, or tell those who run it.",
    ),
    "private": Classification(
        "broken",
        "is an address within a private network, which no reader can reach",
        "Give the public address.",
    ),
    "loop": Classification(
        "broken", "redirects in a circle", "Find where the page is now, or take the address out."
    ),
    "nonsense": Classification(
        "unsure", "gives an answer that is not HTTP", "Look at it in a browser."
    ),
    "expired-certificate": Classification(
        "unsure",
        "its certificate has expired",
        "Wait whether it is renewed; look at it in a browser.",
    ),
    "unknown-certificate": Classification(
        "unsure", "its certificate comes from nobody that is known here", "Look at it in a browser."
    ),
    "timeout": Classification("unsure", "gives no answer in time", "Look at it in a browser."),
    "no-connection": Classification("unsure", "lets nobody connect", "Look at it in a browser."),
    "no-network": Classification(
        "unsure", "cannot be looked up: there seems to be no network", "Try again with a network."
    ),
}
LOOK = "A person must look: open it in a browser."


def classify(address: str, answer: Answer) -> Classification:
    """Say what is to be done about ``address`` (as it is written, with its anchor) after ``answer``."""
    if answer.fault:
        known = FAULTS[answer.fault]
        return Classification(
            known.group,
            f"{known.message}{f' ({answer.detail})' if answer.detail else ''}",
            known.hint,
        )
    if not answer.is_sound:
        return _not_sound(answer)
    if answer.is_robot_wall:
        return Classification("refused", "shows programs a wall instead of the page", LOOK)
    anchor = urldefrag(address).fragment
    if unquote(anchor) in answer.missing and answer.is_unread:
        return Classification(
            "refused", f'is too large to look for the place "{anchor}" on it', LOOK
        )
    if unquote(anchor) in answer.missing:
        return Classification(
            "broken",
            f'the page is there, but no place "{anchor}" on it',
            "Look where the passage stands now, or leave out what follows #.",
        )
    return _sound_but_elsewhere(address, answer)


def _not_sound(answer: Answer) -> Classification:
    said = f"answers {answer.status} ({_phrase(answer.status)})"
    if answer.is_robot_wall or answer.status in REFUSALS:
        later = (
            f"; it asks programs to wait {answer.retry_after:.0f} s" if answer.retry_after else ""
        )
        return Classification("refused", f"{said} to a program{later}", LOOK)
    if answer.status in GONE:
        return Classification(
            "broken", said, "Find where the page is now, or take the address out."
        )
    return Classification("unsure", said, "Look at it in a browser.")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "a status of its own"


def _sound_but_elsewhere(address: str, answer: Answer) -> Classification:
    ended_on_front = bool(answer.hops) and _is_front(answer.url) and not _is_front(address)
    if ended_on_front and not same_site(address, answer.url):
        return Classification(
            "broken",
            f"leads to the front page of another site ({answer.url})",
            "Find where the page is now, or take the address out.",
        )
    if ended_on_front:
        return Classification(
            "moved",
            f"leads to the site’s front page ({answer.url}) instead of a page of its own",
            "Find the page there, and write its address.",
        )
    new = _new_address(address, answer)
    if new and _only_became_secure(address, new):
        return Classification("insecure", "is http, and https answers as well", f"Write {new}", new)
    if new:
        return Classification("moved", f"has moved for good to {new}", f"Write {new}", new)
    if answer.https_answers:
        secure = "https" + address.removeprefix("http")
        return Classification(
            "insecure", "is http, and https answers as well", f"Write {secure}", secure
        )
    return SOUND


def _new_address(address: str, answer: Answer) -> str:
    """Where permanent redirects from the beginning lead: a temporary one after them is left as it is (RFC 9110, 15.4)."""
    permanent = list(takewhile(lambda hop: hop.is_permanent, answer.hops))
    if not permanent:
        return ""
    new = answer.url if len(permanent) == len(answer.hops) else answer.hops[len(permanent)].url
    anchor = urldefrag(address).fragment
    return f"{new}#{anchor}" if anchor else new


def _only_became_secure(address: str, new: str) -> bool:
    return address.startswith("http://") and new == f"https://{address.removeprefix('http://')}"


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are plainly of one site: of one host, or of one name that somebody has registered.

    Where such a name ends says the Public Suffix List (https://publicsuffix.org): libraries of California stand side by
    side under lib.ca.us, those who write at github.io under that.
    """
    hosts = [_host(address) for address in (one, other)]
    if hosts[0] == hosts[1]:
        return True
    if any(_is_number(host) for host in hosts):
        return False
    names = [_registered_name(host) for host in hosts]
    return names[0] == names[1]


def _host(address: str) -> str:
    """The host of an address without www, in the letters of its language (xn--mller-kva.de is müller.de)."""
    host = (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode("idna")
    except UnicodeError:
        return host


def _registered_name(host: str) -> str:
    """The part of a host that somebody has registered; the last two names under an ending that nobody knows.

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
