"""What the table of companies says of days on which nobody has checked what is sent."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from aviso.site.companies import list_companies


def company(since: datetime.date | None) -> Any:
    """A company of which nobody has checked what it is sent."""
    vendor = SimpleNamespace(kind="company", data_received="unknown", reviewed_on=None)
    return SimpleNamespace(use=SimpleNamespace(state="not-verified", since=since), vendor=vendor)


def test_a_day_is_spoken_of_only_where_a_company_has_one() -> None:
    dated = company(datetime.date(2020, 4, 14))
    assert list_companies([company(None), dated])["has_days"]
    assert not list_companies([company(None)])["has_days"]
