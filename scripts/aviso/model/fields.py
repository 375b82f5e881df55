"""The types of the single values in records: texts, dates, periods, ids, addresses.

Each type turns a plain YAML value into a checked one and says in plain words what is wrong with it.
The messages are for people who do not program, so they name no types.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from aviso.core.cldr import USUAL_COUNTRY
from aviso.core.email_addresses import is_email_address
from aviso.core.host_names import LookalikeHost, encode_address, encode_host
from aviso.core.language_tags import find_tag_fault
from aviso.core.locales import Locales
from aviso.core.partial_dates import WRITTEN_DATE_PATTERN, PartialDate
from aviso.core.rules import Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.telephones import read_telephone
from aviso.model.plain_text import check_plain_text, refuse_hidden_characters
from aviso.model.record import InvalidValue
from aviso.model.time_checks import (
    DATE_PATTERN,
    PERIOD_PATTERN,
    check_date,
    check_period,
    check_written_date,
)

# The key of the project's languages in the context of a validation.
LANGUAGES = "languages"
STATEMENT_PATTERN = r"^[A-Z][A-Z0-9]*-[A-Z0-9]+$"
COLOR_PATTERN = r"^#[0-9a-fA-F]{6}$"
# The path goes into the configurations of web servers, so it has no special characters and no "..".
SITE_PATH_PATTERN = r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*"
PAGE_NAME = re.compile(r"[\w.~-]+\.(?:html?|php|aspx?|jsp|md)/$", re.IGNORECASE)
HOST_PATTERN = r"[a-z0-9_-]+(\.[a-z0-9_-]+)+"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2,3}|[0-9]{3}))?$"
IDENTIFIER = re.compile(IDENTIFIER_PATTERN)
STATEMENT = re.compile(STATEMENT_PATTERN)
WRONG_FORM = Rule(
    "facts/wrong-form",
    "A value does not have the right form",
    why="Dates, periods, ids, colors, telephone numbers and email addresses are shown, compared "
    "and linked by their form. "
    "A value in another form would look wrong, or its link would lead nowhere.",
    cure="Write the value in the form that the message shows.",
    example="retention: one year, in place of 1 year",
)
NOT_AN_ADDRESS = Rule(
    "links/not-an-address",
    "A web address is incomplete",
    why="A browser opens an address only if it has a scheme, a host name and no spaces; otherwise "
    "the link leads nowhere.",
    cure="Copy the whole address from the browser, beginning with https://.",
    example="www.example.org/privacy",
)
DECEPTIVE_ADDRESS = Rule(
    "links/deceptive-address",
    "An address does not show where it leads",
    why="A name before an @, or letters of another alphabet that look like a–z, make an address "
    "look like the address of another host. "
    "Criminals use this to lead readers to forged pages. "
    "A host name in the letters of one alphabet, such as bibliotecaespaña.es, is allowed.",
    cure="Open the page in a browser, check that it is the right one, and copy its address, or "
    "type the host name again.",
    example="https://www.example.org@evil.example/",
)


def check_email(value: str) -> str:
    """Return an email address with the ASCII form of its host. Raises ValueError, InvalidValue."""
    if not is_email_address(value):
        raise ValueError(f'"{value}" is not an email address; write it like questions@example.org')
    name, _, host = value.rpartition("@")
    if not name.isascii():
        raise InvalidValue(
            DECEPTIVE_ADDRESS,
            f'"{value}" has letters outside a–z before the @, which most mail programs cannot send '
            "to; write the plain address",
        )
    return f"{name}@{_encode_host(host, value)}"


def _encode_host(host: str, value: str) -> str:
    """Return the ASCII form of the host of an address ``value``."""
    try:
        return encode_host(host)
    except LookalikeHost as imitation:
        raise InvalidValue(DECEPTIVE_ADDRESS, f'"{value}" {imitation}') from None
    except ValueError:
        raise InvalidValue(
            NOT_AN_ADDRESS,
            f'"{value}" has the impossible host name "{host}"; copy the address from the browser',
        ) from None


def _check_telephone(value: str, info: ValidationInfo) -> str:
    languages: Locales | None = info.context and info.context[LANGUAGES]
    try:
        return read_telephone(value, languages.country if languages else USUAL_COUNTRY)
    except ValueError as error:
        raise ValueError(f'"{value}" {error}') from None


def check_address(value: str) -> str:
    """Return ``value`` if it is a whole web address that shows its target. Raises InvalidValue.

    The host name is in its ASCII form, which every program understands.
    """
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_sound = urlsplit(""), False
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not port_is_sound
        or re.search(r'[\s<>"\\^`{|}]', value)
    ):
        raise InvalidValue(
            NOT_AN_ADDRESS,
            f'"{value}" is not a web address; write it whole, like https://www.example.org/privacy',
        )
    if parts.username is not None or parts.password is not None:
        raise InvalidValue(
            DECEPTIVE_ADDRESS,
            f'"{value}" hides another name before "@"; write the address without it',
        )
    if not re.fullmatch(HOST_PATTERN, _encode_host(parts.hostname, value)):
        raise InvalidValue(
            NOT_AN_ADDRESS,
            f'"{value}" is not a web address; write it whole, like https://www.example.org/privacy',
        )
    return encode_address(refuse_hidden_characters(value))


def check_site_address(value: str) -> str:
    """Return ``value`` if a whole site can be published at this address. Raises ValueError."""
    address = check_address(value)
    parts = urlsplit(value)
    if parts.scheme != "https" or not value.endswith("/") or parts.query or parts.fragment:
        raise ValueError(
            f'"{value}" must begin with https:// and end with "/", like '
            "https://privacy.example.org/"
        )
    if not re.fullmatch(SITE_PATH_PATTERN, parts.path):
        raise ValueError(
            f'"{value}" can have only letters a–z, digits, ".", "_", "~" and "-" between its '
            "slashes, like https://www.example.org/privacy/"
        )
    if page := PAGE_NAME.search(parts.path):
        raise ValueError(
            f'"{value}" ends with the name of a page; write the address of its folder: '
            f"{value.removesuffix(page[0])}"
        )
    return address


def _check_color(value: str) -> str:
    if not re.fullmatch(COLOR_PATTERN, value):
        raise ValueError(
            f'"{value}" is not a color; write "#" and six digits or letters a–f in quotes, like '
            '"#14594f"'
        )
    return value.lower()


def _check_identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value) or len(value) > 60:
        raise ValueError(
            f'"{value}" is not an id; use lowercase letters a–z, digits and single hyphens, like '
            "email-removal"
        )
    return value


def _check_language(value: str) -> str:
    if not re.fullmatch(LANGUAGE_PATTERN, value):
        raise ValueError(
            f'"{value}" is not the code of a language; write two or three lowercase letters, like '
            "en or es"
        )
    if fault := find_tag_fault(value):
        message, hint = fault
        raise ValueError(f"{message}; {hint[0].lower()}{hint[1:].rstrip('.')}")
    return value


def _check_statement_id(value: str) -> str:
    if not STATEMENT.fullmatch(value):
        raise ValueError(
            f'"{value}" is not the id of a statement; use capital letters, a hyphen and a number, '
            "like EX-01"
        )
    return value


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=4000), AfterValidator(check_plain_text)
]
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=300), AfterValidator(check_plain_text)
]
Identifier = Annotated[str, AfterValidator(_check_identifier)]
StatementId = Annotated[str, AfterValidator(_check_statement_id)]
Email = Annotated[
    str, AfterValidator(check_email), WithJsonSchema({"type": "string", "format": "email"})
]
Telephone = Annotated[str, AfterValidator(_check_telephone)]
Address = Annotated[
    str, AfterValidator(check_address), WithJsonSchema({"type": "string", "format": "uri"})
]
SiteAddress = Annotated[
    str,
    AfterValidator(check_site_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://.*/$"}),
]
Day = Annotated[
    date, BeforeValidator(check_date), WithJsonSchema({"type": "string", "pattern": DATE_PATTERN})
]
DocumentDate = Annotated[
    date | PartialDate,
    BeforeValidator(check_written_date),
    WithJsonSchema({"type": "string", "pattern": WRITTEN_DATE_PATTERN}),
]
Period = Annotated[
    str,
    AfterValidator(check_period),
    WithJsonSchema({"type": "string", "pattern": PERIOD_PATTERN}),
]
Language = Annotated[
    str,
    AfterValidator(_check_language),
    WithJsonSchema({"type": "string", "pattern": LANGUAGE_PATTERN}),
]
Color = Annotated[str, AfterValidator(_check_color)]
Answer = Literal["yes", "no", "unknown"]
