"""Recognizes the banners that ask readers about cookies: by their names, or by how they ask."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# The names that services for banners give them; some hold long lists of partners.
SERVICE = re.compile(
    r"onetrust|cookiebot|cybot|usercentrics|truste|osano|didomi|iubenda|cc-window|termly|qc-cmp|"
    r"evidon|cookiefirst|cookieyes|\bcky-|cmplz|borlabs-cookie|shopify-pc|tarteaucitron|klaro",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"(?:cookies?|consent|gdpr|ccpa|privacy)[-_ ]?(?:[a-z]{2,12}[-_ ])?(?:banner|bar|popup|pop-up|"
    r"overlay|prompt|notification)|"
    r"(?:cookies?|consent|gdpr|ccpa)[-_ ]?(?:law|notice|modal|dialog|message|container|wrapper|"
    r"info|alert|warning|disclaimer|box|consent)|"
    r"(?:aviso|banner|notice|message)[-_ ]*(?:de[-_ ])?cookies?",
    re.IGNORECASE,
)
# A part with more words is one of the policy, such as its "Cookie notice".
LONGEST_BANNER = 120
COOKIE = re.compile(r"cookie|consent|gdpr|ccpa", re.IGNORECASE)
ANSWER = re.compile(
    r"\b(?:accept|agree|allow|reject|decline|deny|ok(?:ay)?|got it|dismiss|close|continue|"
    r"understand|acept\w+|rechaz\w+|permitir|ent(?:end|iend)\w+|cerrar|continuar|de acuerdo)\b|"
    r"^[x×✕✖]$",
    re.IGNORECASE,
)
LONGEST_ANSWER = 40
# Without a name, only buttons count, with an answer that belongs to no other question.
BUTTONS = "button, [role=button], input[type=button], input[type=submit]"
# A link that leads nowhere is a button, too.
ANSWERS = f'{BUTTONS}, a:not([href]), a[href=""], a[href^="#"], a[href^="javascript:"]'
CONSENT = re.compile(
    r"^\W*(?:(?:yes|no|s[ií]),? )?(?:i |we )?(?:accept|agree|allow|reject|decline|deny|got it|"
    r"acept\w+|rechaz\w+|permitir|(?:lo )?entend\w+|entiend\w+|(?:estoy )?de acuerdo)\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"\b(?:we|(?:this|our)(?: web)? ?site|(?:este|nuestro) sitio(?: web)?|(?:esta|nuestra) "
    r"p[aá]gina(?: web)?|usamos|utilizamos|empleamos)\b[^.!?]{0,80}\bcookies?\b",
    re.IGNORECASE,
)
# What a policy promises stays, even beside a button.
PERIOD = re.compile(
    r"\d\s*(?:second|minute|hour|day|week|month|year|segundo|minuto|hora|d[ií]a|semana|mes|a[nñ]o)",
    re.IGNORECASE,
)
MOST_BUTTONS = 50
# How far above its buttons a banner is found.
LEVELS = 4
WHOLE = {"body", "main", "article", "html"}


def is_named_banner(node: LexborNode) -> bool:
    """Tell whether an element asks about cookies: by its name, and by a button to answer."""
    attributes = node.attributes
    name = " ".join(attributes.get(one) or "" for one in ("id", "class", "aria-label"))
    is_dialog = node.tag == "dialog" or "dialog" in (attributes.get("role") or "")
    is_named = BANNER.search(name) or (is_dialog and COOKIE.search(name))
    if not SERVICE.search(name) and not (is_named and _is_short(node)):
        return False
    return any(ANSWER.search(_read_button(one)) for one in node.css(f"{BUTTONS}, a, input"))


def find_unnamed_banners(page: LexborHTMLParser) -> set[int]:
    """Return the elements that ask about cookies in a few words, with buttons to answer."""
    buttons = [one for one in page.css(ANSWERS) if CONSENT.search(_read_button(one))]
    found = (_find_question(one) for one in buttons[:MOST_BUTTONS])
    return {one.mem_id for one in found if one is not None}


def _find_question(button: LexborNode) -> LexborNode | None:
    """Return the nearest element around a button that asks about cookies, if it does no more."""
    node = button.parent
    for _ in range(LEVELS):
        if node is None or node.tag in WHOLE or not _is_short(node):
            return None
        text = node.text(separator=" ")
        if ASKING.search(text):
            return None if PERIOD.search(text) else node
        node = node.parent
    return None


def _read_button(button: LexborNode) -> str:
    """Return the words of a button; "" if they are too many for an answer."""
    words = button.text(separator=" ").strip() or button.attributes.get("value") or ""
    return words if len(words) <= LONGEST_ANSWER else ""


def _is_short(node: LexborNode) -> bool:
    return len(node.text(separator=" ").split()) <= LONGEST_BANNER
