"""How long something is kept, as policies say it: in stages, each up to a time or an event."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import MISFIT, InconsistentRecord, InvalidValue, Record
from aviso.model.time_checks import PERIOD_UNITS, refuse_period

NONE = "none"
# Years that begin on a day of their own.
YEARS = ("fiscal year", "calendar year", "school year")
LENGTH_PATTERN = rf"^[1-9][0-9]{{0,3}} ({'|'.join(YEARS)}|{PERIOD_UNITS})s?$"
LENGTH_EXAMPLES = "30 days, 10 business days or 7 fiscal years"
PERIOD_OR_NONE = rf"^{NONE}$|{LENGTH_PATTERN}"
# The keys that give a length of time.
LENGTHS = ("period", "at_least", "at_most", "about")
# A business day is at least one day; a month and a year have no fixed number of days.
DAYS = {
    "second": 1 / 86_400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "business day": 1.0,
    "week": 7.0,
    "month": 30.0,
    "year": 365.0,
    **dict.fromkeys(YEARS, 365.0),
}


def count_days(length: str) -> float:
    """Return the approximate number of days in a length of time: 14 for "2 weeks", 0 for "none"."""
    if length == NONE:
        return 0.0
    count, _, unit = length.partition(" ")
    return int(count) * DAYS[unit.removesuffix("s")]


def _check_length(value: str) -> str:
    if not re.fullmatch(LENGTH_PATTERN, value):
        raise ValueError(refuse_period(value, LENGTH_PATTERN, LENGTH_EXAMPLES))
    return value


def _check_period(value: str) -> str:
    return value if value == NONE else _check_length(value)


Length = Annotated[
    str,
    AfterValidator(_check_length),
    WithJsonSchema({"type": "string", "pattern": LENGTH_PATTERN}),
]
PeriodOrNone = Annotated[
    str,
    AfterValidator(_check_period),
    WithJsonSchema({"type": "string", "pattern": PERIOD_OR_NONE}),
]
Event = Identifier | LocalizedText


class Retention(Record):
    """One stage of how long something is kept: a length of time, an event that ends it, or both."""

    of: Identifier | LocalizedText | None = Field(
        default=None,
        description="The data, if other stages are about the rest: a term of "
        "data/terms/data_categories.yml, or your own words.",
        examples=["ip-address", {"en": "clips of an incident", "es": "imágenes de un incidente"}],
    )
    period: PeriodOrNone | None = Field(
        default=None,
        description="Exactly how long: a number and a unit. none: not at all.",
        examples=["12 months", "none"],
    )
    at_least: Length | None = Field(
        default=None, description="No shorter than this.", examples=["7 fiscal years"]
    )
    at_most: Length | None = Field(
        default=None, description="No longer than this.", examples=["12 months"]
    )
    about: Length | None = Field(
        default=None,
        description="Roughly this long, if the document says “about”.",
        examples=["2 weeks"],
    )
    after: Event | None = Field(
        default=None,
        description="The event that starts the time: a term of data/terms/events.yml, or your own "
        "words that complete “after …”.",
        examples=["card-expires", {"en": "the hearing is over", "es": "termine la audiencia"}],
    )
    until: Event | None = Field(
        default=None,
        description="The event that ends it: a term of data/terms/events.yml, or your own words "
        "that complete “until …”.",
        examples=["returned", {"en": "you turn it off", "es": "usted lo desactive"}],
    )
    then: Literal["deleted", "anonymized", "added-up", "kept-forever"] | None = Field(
        default=None,
        description="What happens then, if the document says so. added-up: only totals are kept. "
        "kept-forever alone: it is never deleted.",
        examples=["deleted"],
    )
    because: Identifier | None = Field(
        default=None,
        description="The law that requires it: an id that the library lists under laws.",
        examples=["ca-gov-7927-105"],
    )
    exceptions: LocalizedText | None = Field(
        default=None,
        description="Exceptions, such as backups or records that a court wants kept.",
        examples=[{"en": "backups are kept 90 days", "es": "las copias se guardan 90 días"}],
    )
    vague: LocalizedText | None = Field(
        default=None,
        description="The source's own words, if it gives neither a time nor an event.",
        examples=[{"en": "as short as operations need", "es": "lo menos que exige el servicio"}],
    )

    @property
    def lengths(self) -> dict[str, str]:
        """The lengths of time of the stage, by their key."""
        found = {key: getattr(self, key) for key in LENGTHS}
        return {key: length for key, length in found.items() if length}

    @property
    def is_forever(self) -> bool:
        """Tell whether it is kept forever from the start."""
        return self.then == "kept-forever" and not self.lengths and not self.until

    @model_validator(mode="after")
    def _says_a_time(self) -> Retention:
        given = self.lengths
        if self.vague and (given or self.after or self.until):
            raise InconsistentRecord(
                "vague",
                "gives both a time or an event and vague words; delete vague if the document is "
                "exact, and the rest if it is not",
            )
        if len(given) > 1 and set(given) != {"at_least", "at_most"}:
            first, second = list(given)[:2]
            raise InconsistentRecord(
                second,
                f"says both {first} and {second}; keep the one that the document says, or write "
                "a second stage",
            )
        if not (given or self.until or self.vague or self.after or self.is_forever):
            raise InvalidValue(
                MISFIT,
                "needs a time (period, at_least, at_most, about), an event (until) or the "
                "source's own vague words; leave retention out if the source says nothing",
            )
        return self

    @model_validator(mode="after")
    def _events_fit(self) -> Retention:
        given = self.lengths
        if self.after and self.until:
            raise InconsistentRecord("until", "says both after and until; write two stages")
        if self.after and not given:
            raise InconsistentRecord(
                "after",
                "says after what, but not how long; add a period (none: not any longer), or write "
                "until in place of after",
            )
        if self.until and {"period", "about"} & set(given):
            raise InconsistentRecord(
                "until",
                "gives both a time and an event that ends it; write after in place of until to "
                "count from the event, or at_most for a limit",
            )
        return self

    @model_validator(mode="after")
    def _lengths_fit(self) -> Retention:
        if self.at_least and self.at_most and count_days(self.at_least) > count_days(self.at_most):
            raise InconsistentRecord(
                "at_least",
                f"says at least {self.at_least} but at most {self.at_most}; look up both",
            )
        if self.then == "kept-forever" and (self.at_most or self.period == NONE):
            raise InconsistentRecord(
                "then", "sets an end to the time, and says kept-forever; keep the one that is true"
            )
        return self


Stages = Retention | tuple[Retention, ...]
