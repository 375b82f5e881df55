"""The small typed values that every record is made of: texts by language, dates, periods, addresses.

Each type turns a plain YAML value into a checked one and says in plain words what is wrong with it. The messages
are read by people who do not program, so they name no types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import InitErrorDetails

from aviso.core.confusables import HIDDEN_CHARACTERS, unreadable_words
from aviso.core.locales import Locales
from aviso.core.rules import Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN, INVISIBLE

STATEMENT_PATTERN = r"^[A-Z][A-Z0-9]*-[A-Z0-9]+$"
COLOR_PATTERN = r"^#[0-9a-fA-F]{6}$"
# Web servers' configurations are written with it: nothing that means more than itself there, and no way up.
SITE_PATH_PATTERN = r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*"
PERIOD_PATTERN = r"^[1-9][0-9]{0,3} (hour|day|week|month|year)s?$"
HOST_PATTERN = r"[a-z0-9_-]+(\.[a-z0-9_-]+)+"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
# The beginnings of HTML, of a placeholder and of a statement of a template.
MARKS = re.compile(r"<(?=[a-zA-Z/!?])|\{\{|\{%|\{#")


WRONG_FORM = Rule(
    "facts/wrong-form",
    "A value does not have the form of its kind",
    why="Dates, periods, ids, colors, telephone numbers and email addresses are shown, compared "
    "and linked by their form. "
    "A value in another form would be shown wrong, or lead readers nowhere.",
    cure="Write the value in the form that the message shows.",
    example="retention: one year, in place of 1 year",
)
NOT_AN_ADDRESS = Rule(
    "links/not-an-address",
    "A web address is not whole",
    why="A browser opens an address only if it has a scheme, a host name and no spaces; otherwise "
    "the link leads nowhere.",
    cure="Copy the whole address from the browser, beginning with https://.",
    example="www.example.org/privacy",
)
DECEPTIVE_ADDRESS = Rule(
    "links/deceptive-address",
    "An address does not show where it leads",
    why="A name before an @, or letters of another alphabet that look like a–z, make an address "
    "look like that of another host. "
    "That is how readers are led to forged pages.",
    cure="Open the page in a browser, check that it is the right one, and copy its plain address. "
    "Ask its owner if the host name itself has such letters.",
    example="https://www.example.org@evil.example/",
)
NOT_PLAIN_TEXT = Rule(
    "facts/not-plain-text",
    "A text in data/ holds HTML or a placeholder",
    why="Texts in data/ are shown as they are written, so that nothing in them can change a page. "
    "Tags and {{ … }} would appear in front of readers.",
    cure="Write plain words. Where a link or another fact is needed, put it on the page in docs/ "
    "instead.",
    example="summary: <b>Never</b> shared",
)
IMITATING_LETTERS = Rule(
    "wording/imitating-letters",
    "A word has letters that imitate others",
    why="Letters of another alphabet can look like a–z, and marks can pile up on a letter until "
    "they cover the text around it. "
    "Screen readers stumble over such words, searches do not find them, and they can deceive.",
    cure="Delete the word and type it again by hand.",
    example="privаcy with the Cyrillic letter а",
)
MISFIT = Rule(
    "facts/misfit",
    "Two values of a record do not fit together",
    why="Each value could be right alone, but together they cannot be: a notice made of them "
    "would say something impossible.",
    cure="Look both values up in the library's own document, and correct the one that is wrong.",
    example="state: draft together with approved_on: 2026-03-02",
)


class NotAllowed(ValueError):
    """A value breaks a rule that is more than a matter of form."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class Misfit(NotAllowed):
    """A value does not fit with the others of its record; ``key`` is the one to look at first."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(MISFIT, message)
        self.key = key


class Record(BaseModel):
    """A checked, unchangeable record; a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _without_hidden_characters(value: str) -> str:
    found = HIDDEN_CHARACTERS.search(value)
    if found:
        raise NotAllowed(
            INVISIBLE,
            f"contains an invisible character (U+{ord(found.group()):04X}) that can change how the text reads; delete it and type the words again",
        )
    return value


def _plain_text(value: str) -> str:
    found = MARKS.search(_without_hidden_characters(value))
    if found:
        raise NotAllowed(
            NOT_PLAIN_TEXT,
            f'holds "{value[found.start() : found.start() + 12]}", which would be shown as it stands; texts here have no HTML and no placeholders',
        )
    for _, fault in unreadable_words(value):
        raise NotAllowed(IMITATING_LETTERS, f"{fault}; type the words again")
    return value


def _valid_email(value: str) -> str:
    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError(
            f'"{value}" is not an email address; write it like questions@example.org'
        ) from None
    if not value.isascii():
        raise NotAllowed(
            DECEPTIVE_ADDRESS,
            f'"{value}" has letters outside a–z that can imitate others; write the plain address',
        )
    return value


def _valid_telephone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(f'"{value}" is not a telephone number; write it like 707-555-0123')
    return value


def valid_address(value: str) -> str:
    """Return ``value`` if it is a whole web address that shows where it leads; NotAllowed says what is wrong with it."""
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
        raise NotAllowed(
            NOT_AN_ADDRESS,
            f'"{value}" is not a web address; write it whole, like https://www.example.org/privacy',
        )
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(
            DECEPTIVE_ADDRESS,
            f'"{value}" hides another name before "@"; write the address without it',
        )
    if not parts.hostname.isascii() or "xn--" in parts.hostname:
        raise NotAllowed(
            DECEPTIVE_ADDRESS,
            f'"{value}" has letters outside a–z in its host name that can imitate others; write the plain address',
        )
    if not re.fullmatch(HOST_PATTERN, parts.hostname):
        raise NotAllowed(
            NOT_AN_ADDRESS,
            f'"{value}" is not a web address; write it whole, like https://www.example.org/privacy',
        )
    return _without_hidden_characters(value)


def valid_site_address(value: str) -> str:
    """Return ``value`` if a whole site can be published there; ValueError says what is wrong with it."""
    valid_address(value)
    parts = urlsplit(value)
    if parts.scheme != "https" or not value.endswith("/") or parts.query or parts.fragment:
        raise ValueError(
            f'"{value}" must begin with https:// and end with "/", like https://privacy.example.org/'
        )
    if not re.fullmatch(SITE_PATH_PATTERN, parts.path):
        raise ValueError(
            f'"{value}" can have only letters a–z, digits, ".", "_", "~" and "-" between its slashes, like https://www.example.org/privacy/'
        )
    return value


def _valid_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and re.fullmatch(DATE_PATTERN, value)):
        raise ValueError(f'"{value}" is not a date; write year-month-day, like 2025-12-03')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f'"{value}" is a day that does not exist; write year-month-day, like 2025-12-03'
        ) from None


def _valid_period(value: str) -> str:
    if not re.fullmatch(PERIOD_PATTERN, value):
        raise ValueError(f'"{value}" is not a period; write a number and a unit, like 12 months')
    return value


def _valid_color(value: str) -> str:
    if not re.fullmatch(COLOR_PATTERN, value):
        raise ValueError(
            f'"{value}" is not a colour; write "#" and six digits or letters a–f in quotes, like "#14594f"'
        )
    return value.lower()


def _valid_identifier(value: str) -> str:
    if not re.fullmatch(IDENTIFIER_PATTERN, value) or len(value) > 60:
        raise ValueError(
            f'"{value}" is not an id; use small letters a–z, digits and single hyphens, like email-removal'
        )
    return value


def _valid_language(value: str) -> str:
    if not re.fullmatch(LANGUAGE_PATTERN, value):
        raise ValueError(
            f'"{value}" is not the code of a language; write two or three small letters, like en or es'
        )
    return value


def _valid_statement_id(value: str) -> str:
    if not re.fullmatch(STATEMENT_PATTERN, value):
        raise ValueError(
            f'"{value}" is not the id of a statement; use capital letters, a hyphen and a number, like EX-01'
        )
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_plain_text)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_plain_text)]
Identifier = Annotated[str, AfterValidator(_valid_identifier)]
StatementId = Annotated[str, AfterValidator(_valid_statement_id)]
Email = Annotated[
    str, AfterValidator(_valid_email), WithJsonSchema({"type": "string", "format": "email"})
]
Telephone = Annotated[str, AfterValidator(_valid_telephone)]
Address = Annotated[
    str, AfterValidator(valid_address), WithJsonSchema({"type": "string", "format": "uri"})
]
SiteAddress = Annotated[
    str,
    AfterValidator(valid_site_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://.*/$"}),
]
Day = Annotated[
    date, BeforeValidator(_valid_date), WithJsonSchema({"type": "string", "pattern": DATE_PATTERN})
]
Period = Annotated[
    str,
    AfterValidator(_valid_period),
    WithJsonSchema({"type": "string", "pattern": PERIOD_PATTERN}),
]
Language = Annotated[
    str,
    AfterValidator(_valid_language),
    WithJsonSchema({"type": "string", "pattern": LANGUAGE_PATTERN}),
]
Color = Annotated[str, AfterValidator(_valid_color)]
Answer = Literal["yes", "no", "unknown"]


class ByLanguage(RootModel[Any]):
    """Something that stands once in each language, by its code.

    Which languages there are says mkdocs.yml: who validates hands on what ``language_context`` makes of it, and a key that is
    no language, or a language that is missing, is told at its place. Without it, as in tests, any key will do.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))

    @classmethod
    def needed(cls, languages: Locales) -> frozenset[str]:
        """The languages that must be there."""
        return languages.needed

    @field_validator("root", mode="wrap", check_fields=False)
    @classmethod
    def _in_known_languages(
        cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        languages: Locales | None = info.context and info.context[LANGUAGES]
        if (
            not languages
            or not isinstance(value, dict)
            or cls.needed(languages) <= value.keys() <= languages.known
        ):
            return handler(value)
        faults = [
            InitErrorDetails(type="missing", loc=(locale,), input=value)
            for locale in languages.locales
            if locale in cls.needed(languages) - value.keys()
        ]
        faults += [
            InitErrorDetails(type="extra_forbidden", loc=(key,), input=inner)
            for key, inner in value.items()
            if key not in languages.known
        ]
        try:
            handler({key: inner for key, inner in value.items() if key in languages.known})
        except ValidationError as error:
            faults += [
                InitErrorDetails(
                    type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {})
                )
                for one in error.errors(include_url=False)
            ]  # type: ignore[typeddict-item]
        raise ValidationError.from_exception_data(cls.__name__, faults)


LANGUAGES = "languages"
# The language that complaints are written in.
TOLD_IN = "en"


def language_context(languages: Locales) -> dict[str, Any]:
    """What a validation is told of the project's languages."""
    return {LANGUAGES: languages}


class LocalizedText(ByLanguage):
    """One text in the languages of the project; those of every library are required, and none is the master."""

    root: dict[str, Text] = Field(
        description="The text in {language}.",
        examples=[{"en": "Your privacy", "es": "Su privacidad"}],
    )

    def in_locale(self, locale: str) -> str:
        """Return the text in one language. Raises KeyError where it is missing (not once validated)."""
        return self.root[locale]

    @property
    def in_complaints(self) -> str:
        """The text as a complaint quotes it: in English, which complaints are written in, or else in its first language."""
        return self.root.get(TOLD_IN) or next(iter(self.root.values()))

    @property
    def locales(self) -> Iterable[str]:
        """The languages that it stands in."""
        return self.root.keys()


class Verification(Record):
    """How far a fact has been checked: by whom it is known, or since when nobody has."""

    state: Literal["verified", "not-verified"] = Field(
        description="verified: somebody checked it on the date; not-verified: nobody has since the date.",
        examples=["not-verified"],
    )
    date: Day | None = Field(
        default=None,
        description="When it was checked, or since when it has not been. Leave out when no date is known.",
        examples=["2020-04-14"],
    )
