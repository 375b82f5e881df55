"""Rules on links and pictures: their targets exist and run no code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from aviso.checks.rendered import Pages, Rendered
from aviso.content.html import is_link_safe
from aviso.content.images import find_image_fault
from aviso.content.picture_rules import OUTSIDE_ASSETS
from aviso.core.diagnostics import Diagnostic
from aviso.core.host_names import decode_host, show_address
from aviso.core.rules import Fault, Rule
from aviso.core.suggestions import suggest
from aviso.core.telephones import make_telephone_link, read_telephone
from aviso.model.fields import WRONG_FORM, check_address, check_email
from aviso.model.record import InvalidValue

# Words that are a web address or an email address.
SHOWN_HOST = re.compile(
    r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:[/?#:]\S*)?"
    r"|[^\s@]+@(?P<domain>[\w.-]+)",
    re.IGNORECASE,
)
EXTENSION = re.compile(r";ext=\d+$", re.IGNORECASE)
# Letters in any alphabet, and the slashes of web addresses.
UNDIALED = re.compile(r"[^\W\d_]|/")
OUTSIDE = ("http://", "https://", "mailto:")

NOT_ALLOWED = Rule(
    "links/not-allowed",
    "A link opens something other than a page, an email or a telephone call",
    why="Addresses such as javascript: or data: run a program on the reader's device. A notice on "
    "privacy must never do that.",
    cure="Link to a page of the notice, a web address with https://, mailto: or tel:.",
    example="[Ask](javascript:ask())",
)
SAYS_ANOTHER = Rule(
    "links/says-another",
    "The words of a link are one address, and the link opens another",
    why="Readers trust the address that they see. Forged pages use links that show one address and "
    "open another, even if this one is only a mistake.",
    cure="Write the same address in both places, or words that are not an address.",
    example="[example.org](https://www.example.com/)",
)
NO_SUCH_NUMBER = Rule(
    "links/no-such-number",
    "A link calls a telephone number that cannot be dialed",
    why="People who tap the link reach nobody, or the wrong person. A number without its area "
    "code is a different one in each place.",
    cure="Write the number with its country and area code, or a short one such as 311.",
    example="[Call us](tel:555-0110), in place of tel:+1-707-555-0110",
)
NO_SUCH_PAGE = Rule(
    "links/no-such-page",
    "A link leads to a page that does not exist",
    why="Readers who follow it find no page, and get no answer.",
    cure="Write the name of a page of the same notice with .md, like choices.md, or write the "
    "page.",
)
NO_SUCH_HEADING = Rule(
    "links/no-such-heading",
    "A link leads to a heading that does not exist",
    why="Readers land at the top of the page and have to look for the passage themselves.",
    cure="Write the {#id} of a heading that is on that page, in each language.",
    example="[Email](choices.md#emial)",
)
SHARED_PICTURE = Rule(
    "pictures/in-shared-text",
    "A shared text has a picture",
    why="Pictures belong to one library, and a shared text is on the pages of all. On most of "
    "them, the picture would be missing.",
    cure="Remove the picture from the shared text, and put it on the page itself.",
)
NO_DESCRIPTION = Rule(
    "pictures/no-description",
    "A picture has no description",
    why="People who cannot see the picture hear its description instead (WCAG 2.2, 1.1.1). Without "
    "one, they do not know what it shows.",
    cure="Say between the brackets what the picture shows, such as: A librarian at the desk.",
    example="![](../assets/desk.png)",
)


def links_lead_somewhere(pages: Pages) -> Iterator[Diagnostic]:
    """A link opens a web address, an email or a call, or a page and heading of its language."""
    for (locale, name), page in pages.items():
        for link in page.links:
            fault = check_link(link.target, locale, name, pages) or _check_words(
                link.target, link.description
            )
            if fault:
                yield link.make_problem(*fault)


def check_link(target: str, locale: str, name: str, pages: Pages) -> Fault | None:
    """Say what is wrong with a link on the page ``name``, or None."""
    if not is_link_safe(target):
        return NOT_ALLOWED.make_fault(
            f'the link "{target}" is not allowed',
            "Link to a page, a web address, mailto: or tel:.",
        )
    scheme = urlsplit(target).scheme
    if scheme in ("http", "https"):
        return _check_address(target)
    if scheme == "mailto":
        return _check_mail(target)
    if scheme == "tel":
        return _check_call(target, pages[locale, name].source.project.locales.country)
    return None if scheme else check_page_link(target, locale, name, pages)


def _check_mail(target: str) -> Fault | None:
    """Say what is wrong with an address of a link that opens an email (RFC 6068), or None."""
    addresses = unquote(target.partition(":")[2].partition("?")[0])
    if addresses != addresses.strip():
        return WRONG_FORM.make_fault(
            f'the link "{target}" has a space beside the address', "Delete the space."
        )
    try:
        for address in filter(None, addresses.split(",")):
            check_email(address.strip())
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        rule = error.rule if isinstance(error, InvalidValue) else WRONG_FORM
        return rule.make_fault(f"the link to {message}", f"{hint[:1].upper()}{hint[1:]}.")
    return None


def _check_call(target: str, country: str) -> Fault | None:
    """Say what is wrong with the number of a link that opens a call (RFC 3966), or None."""
    number = unquote(target.partition(":")[2])
    try:
        read = read_telephone(number, country)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        return NO_SUCH_NUMBER.make_fault(
            f'the link "{target}" {message}', f"{hint[:1].upper()}{hint[1:]}."
        )
    if UNDIALED.search(EXTENSION.sub("", number)):
        return NO_SUCH_NUMBER.make_fault(
            f'the link "{target}" has signs that telephones do not dial',
            f"Write {make_telephone_link(read)}.",
        )
    return None


def _check_words(target: str, words: str) -> Fault | None:
    """Say what is wrong with a link whose words are another address than it opens, or None."""
    shown = SHOWN_HOST.fullmatch(words.strip())
    if not shown or not target.lower().startswith(OUTSIDE):
        return None
    if _is_same_host(words.strip().lower(), shown["host"], target.lower()):
        return None
    return SAYS_ANOTHER.make_fault(
        f'the link says "{words.strip()}" and opens "{target}"',
        "Write the same address in both places, or words that are not an address.",
    )


def _is_same_host(words: str, host: str | None, target: str) -> bool:
    if host is None or target.startswith("mailto:"):
        address = target.removeprefix("mailto:").partition("?")[0]
        return show_address(address) == show_address(words)
    opened = decode_host(urlsplit(target).hostname or "")
    return opened.removeprefix("www.") == decode_host(host.lower()).removeprefix("www.")


def _check_address(target: str) -> Fault | None:
    try:
        check_address(target)
    except InvalidValue as error:
        message, _, hint = str(error).partition("; ")
        return error.rule.make_fault(f"the link {message}", f"{hint[:1].upper()}{hint[1:]}.")
    return None


def check_page_link(target: str, locale: str, name: str, pages: Pages) -> Fault | None:
    """Say what is wrong with a link from the page ``name`` to one of the same notice, or None."""
    file, _, anchor = target.partition("#")
    page = file.removesuffix(".md") if file else name
    names = {other for other_locale, other in pages if other_locale == locale}
    if page not in names or (file and not file.endswith(".md")):
        if file.endswith(".md") and any(other == page for _, other in pages):
            return None  # The page is missing in this language; another rule reports that.
        # A page in another folder has the same name there: ../es/choices.md is choices.md.
        last = page if ":" in page else page.rstrip("/").rpartition("/")[2]
        meant = suggest(last, names)
        hint = meant.replace('"?', '.md"?') or "Name a page like choices.md."
        return NO_SUCH_PAGE.make_fault(
            f'the link "{target}" leads to a page that does not exist', hint
        )
    if anchor and unquote(anchor) not in pages[locale, page].ids:
        # Browsers keep %CC%83 as a separate accent, which no id here has.
        meant = unicodedata.normalize("NFC", unquote(anchor))
        hint = suggest(meant, pages[locale, page].ids) or "Name the {#id} of a heading there."
        return NO_SUCH_HEADING.make_fault(
            f'the link "{target}" leads to a heading that does not exist on the page "{page}"',
            hint,
        )
    return None


def pictures_can_be_shown(pages: Pages) -> Iterator[Diagnostic]:
    """A picture is in the library's own folder, has a description, and contains no code."""
    for page in pages.values():
        for picture in page.pictures:
            fault = _check_picture(
                page, picture.target, picture.description, is_own=picture.text is page.texts[0]
            )
            if fault:
                yield picture.make_problem(*fault)


def _check_picture(page: Rendered, target: str, description: str, is_own: bool) -> Fault | None:
    if not is_own:
        return SHARED_PICTURE.make_fault(
            "a shared text cannot have a picture", "Put it on the page."
        )
    if not target.startswith("../assets/"):
        return OUTSIDE_ASSETS.make_fault(
            f'the picture "{target}" is not in the library\'s own folder',
            "Put it into assets/ and write ../assets/name.png.",
        )
    name = target.removeprefix("../assets/")
    fault = find_image_fault(page.source.path.parent.parent / "assets", name)
    if fault is None and not description.strip():
        return NO_DESCRIPTION.make_fault(
            f'the picture "{name}" has no description', "Describe the picture between the brackets."
        )
    return fault
