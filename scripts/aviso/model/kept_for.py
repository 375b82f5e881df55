"""How long a company keeps data: a period, or unknown."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from aviso.model.time_checks import PERIOD_PATTERN, check_period

UNKNOWN = "unknown"


def _check_kept_for(value: str) -> str:
    return value if value == UNKNOWN else check_period(value)


KeptFor = Annotated[
    str,
    AfterValidator(_check_kept_for),
    WithJsonSchema({"type": "string", "pattern": f"^{UNKNOWN}$|{PERIOD_PATTERN}"}),
]
