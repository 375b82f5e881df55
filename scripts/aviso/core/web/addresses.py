"""Web addresses as browsers request them, and what an address says about its page."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urldefrag, urlsplit

import idna

PARTS = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# A file or folder that stands for the front page of a site.
FRONT_NAMES = {
    "accueil",
    "bienvenida",
    "bienvenido",
    "bienvenidos",
    "default",
    "frontpage",
    "home",
    "home-page",
    "home_page",
    "homepage",
    "index",
    "inicio",
    "landing",
    "landing-page",
    "main",
    "portal",
    "portada",
    "principal",
    "start",
    "startseite",
    "welcome",
}
# Of these, each is a front page in whatever folder it stands.
HOME_NAMES = {"accueil", "frontpage", "home", "homepage", "inicio", "portada", "welcome"}
HOME_NAMES |= {"home-page", "home_page"}
# Folders in which programs keep the front page: /Pages/default.aspx.
PROGRAM_FOLDERS = {"html", "pages", "site", "sites", "web", "www"}
PAGE_ENDING = re.compile(r"\.(?:s?html?|xhtml|phtml|php\d?|aspx?|jspx?|cfml?|do|cgi|page|pl|rb)$")
# The number of a visit, which some servers write behind a name: index.jsp;jsessionid=1A2B.
PATH_PARAMETERS = re.compile(r";[^/]*")
# A folder for a language or country: /es/, /es-mx/, /us/, /spa/.
LANGUAGE_FOLDER = re.compile(
    r"[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?|eng|spa|english|spanish|espa[nñ]ol"
)
# Parameters that do not select a page.
IDLE_PARAMETERS = re.compile(
    r"utm_\w+|gclid|fbclid|lang|language|locale|hl|idioma|region|country|ref|from|src|source|"
    r"redirect(?:ed|url)?|error|e|404|notfound|not_found|old|url",
    re.IGNORECASE,
)
# Parts of a host or path where readers sign in or agree to something.
GATES = re.compile(
    r"(?:^|[/._-])(?:log[-_]?in|log[-_]?on|sign[-_]?in|sso|saml2?|oauth2?|openid|auth|"
    r"authenticate|authentication|authorize|shibboleth|cas|idp|iniciar[-_]sesion|acceso|"
    r"(?:cookie[-_]?)?consent|captcha|age[-_]?(?:gate|verification))(?:$|[/._?-])",
    re.IGNORECASE,
)


def remove_fragment(address: str) -> str:
    """Return the address that a browser requests for ``address``: without its fragment.

    The scheme and host are lowercase (RFC 3986, 6.2.2.1), and the host is in ASCII (UTS 46).
    """
    page = urldefrag(address).url
    found = PARTS.fullmatch(page)
    if not found:
        return page
    return f"{found[1].lower()}://{_to_ascii(found[2].lower())}{found[3]}"


def _to_ascii(host: str) -> str:
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    try:
        return idna.encode(name, uts46=True).decode() + colon + port
    except idna.IDNAError:
        return host


def is_front(address: str) -> bool:
    """Tell whether an address is that of a front page, by whatever name."""
    parts = urlsplit(address)
    path = PATH_PARAMETERS.sub("", unquote(parts.path).lower())
    folders = [one for one in path.split("/") if one.strip(" .")]
    is_home = False
    while folders and (name := PAGE_ENDING.sub("", folders[-1])) in FRONT_NAMES:
        is_home = is_home or name in HOME_NAMES
        folders.pop()
        if folders and folders[-1] in PROGRAM_FOLDERS:
            folders.pop()
    is_short = len(folders) <= 2 and all(LANGUAGE_FOLDER.fullmatch(one) for one in folders)
    return (is_short or is_home) and all(
        IDLE_PARAMETERS.fullmatch(name) or value.lower() in FRONT_NAMES
        for name, value in parse_qsl(f"{parts.query}&", True)
        if name
    )


def is_interstitial(address: str) -> bool:
    """Tell whether an address is a page where readers sign in or agree to something."""
    parts = urlsplit(address)
    return bool(GATES.search(parts.path) or GATES.search((parts.hostname or "").split(".")[0]))


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses clearly belong to one site: one host, or one registered name.

    The Public Suffix List (https://publicsuffix.org) says where registered names begin: the
    libraries of California each have a name under lib.ca.us, and GitHub's users under
    github.io.
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

    The list comes with the installed package; nothing is fetched.
    """
    # The list takes long to load, and hardly any address needs it.
    from tld import get_fld

    return get_fld(f"https://{host}", fail_silently=True) or ".".join(host.split(".")[-2:])


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
