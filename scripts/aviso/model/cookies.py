"""The cookies of a library's sites, one by one; the site of a notice itself sets none."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from aviso.model.fields import Line, check_address
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record
from aviso.model.sources import Sources, make_source_field
from aviso.model.time_checks import PERIOD_PATTERN, check_period

# A cookie that the browser deletes when it is closed (RFC 6265, 5.3).
SESSION = "session"
# The sites that the interface has words for; any other has a name or an address.
WEBSITE = "website"
CATALOG = "catalog"
SITES = (WEBSITE, CATALOG)
# A token (RFC 6265, 4.1.1), and * for any ending.
NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


def _check_life(value: str) -> str:
    return value if value == SESSION else check_period(value)


def _check_name(value: str) -> str:
    if not NAME.fullmatch(value):
        raise ValueError(
            f'"{value}" is not the name of a cookie; write it as the browser shows it, like '
            "_ga, and * for an ending that changes"
        )
    return value


CookieName = Annotated[Line, AfterValidator(_check_name)]
CookieLife = Annotated[
    str,
    AfterValidator(_check_life),
    WithJsonSchema({"type": "string", "pattern": f"^{SESSION}$|{PERIOD_PATTERN}"}),
]


class Cookie(Record):
    """A cookie that one of the library's sites sets, or lets a company set."""

    name: CookieName = Field(
        description="Its name as the browser shows it, with * for an ending that changes.",
        examples=["_ga"],
    )
    site: Line | LocalizedText = Field(
        description="Where it is set: website, catalog, the address of a site, or your own words "
        "in each language. Never the site of this notice, which sets none.",
        examples=["website"],
    )
    set_by: Line | LocalizedText | None = Field(
        default=None,
        description="Who sets it: library, system or town; a company, by its id under vendors; or "
        "another body in your own words. Leave out if nobody knows.",
        examples=["library"],
    )
    party: Literal["first", "third", "unknown"] = Field(
        default="unknown",
        description="first: it belongs to the site that sets it; third: to another site. Write "
        "first, third or unknown.",
        examples=["first"],
    )
    purpose: LocalizedText | None = Field(
        default=None,
        description="What it is for, in your own words.",
        examples=[{"en": "It keeps you signed in.", "es": "Mantiene su sesión abierta."}],
    )
    lasts: CookieLife | LocalizedText | None = Field(
        default=None,
        description="How long: a number and a unit; session, if it is deleted when the browser "
        "closes; or the source's own words.",
        examples=["2 years"],
    )
    source: Sources = make_source_field()

    @property
    def has_address(self) -> bool:
        """Tell whether the site is given by its address."""
        return isinstance(self.site, str) and self.site.startswith(("http://", "https://"))

    @property
    def site_word(self) -> str:
        """The site, if the interface has a word for it, or ""."""
        return self.site if isinstance(self.site, str) and self.site in SITES else ""

    @property
    def is_of_session(self) -> bool:
        """Tell whether it is deleted when the browser closes."""
        return self.lasts == SESSION

    @property
    def period(self) -> str:
        """How long it lasts, if that is a number and a unit, or ""."""
        is_period = isinstance(self.lasts, str) and not self.is_of_session
        return str(self.lasts) if is_period else ""

    @model_validator(mode="after")
    def _site_is_known(self) -> Cookie:
        if self.has_address:
            check_address(str(self.site))
        elif isinstance(self.site, str) and self.site not in SITES:
            raise InconsistentRecord(
                "site",
                f'is of the site "{self.site}"; write website, catalog, an address with '
                "https://, or the name of the site in each language",
            )
        return self

    @model_validator(mode="after")
    def _party_and_setter_agree(self) -> Cookie:
        if self.party == "third" and self.set_by == "library":
            raise InconsistentRecord(
                "party",
                "is third, but the library itself sets the cookie; name under set_by who does, or "
                "write first",
            )
        return self
