"""Days that are over, days that are still to come, and dates that documents give without a day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from icalendar import Calendar

from aviso.apps.reviews.reviews import add_period
from aviso.core.partial_dates import PartialDate, is_later, make_date_key, parse_date
from tests.support.project import Project

LIBRARY = "data/libraries/riverside.yml"
SECURITY = "\nsecurity:\n  contact: privacy-office\n  expires: {day}\n  languages: [en, es]\n"
EXPIRED = f"{LIBRARY}, line {{line}}: warning: security.txt expired on 2020-01-31."


@pytest.fixture
def expired(small_project: Project) -> Project:
    """A project whose security.txt is out of date."""
    small_project.append(LIBRARY, SECURITY.format(day="2020-01-31"))
    return small_project


# security.txt


def test_every_command_that_looks_at_the_sites_tells_of_an_expired_contact(
    expired: Project,
) -> None:
    words = EXPIRED.format(line=expired.line_of(LIBRARY, "expires: 2020-01-31"))
    assert words in expired.reported()
    built = expired.invoke("build", "--jobs", "1")
    # It is a warning: the sites are published all the same, and a second build tells again.
    assert built.exit_code == 0 and words in built.output
    assert words in expired.invoke("build", "--jobs", "1").output
    assert words in expired.invoke("audit").output
    for server in ("nginx", "apache", "caddy", "static"):
        hosted = expired.invoke("hosting", server, "--output", f"host-{server}")
        assert hosted.exit_code == 0 and words in hosted.output
    # The day of the run is not part of what is built.
    assert b"2020-01-31" in (expired.public / ".well-known/security.txt").read_bytes()


def test_a_day_within_a_year_is_not_told(small_project: Project) -> None:
    small_project.append(LIBRARY, SECURITY.format(day="2027-01-31"))
    assert small_project.reported() == ""
    assert "security.txt expired" not in small_project.invoke("build", "--jobs", "1").output
    assert small_project.invoke("check", "--today", "2027-01-31").output == "No problems.\n"
    assert "expired on 2027-01-31" in small_project.invoke("check", "--today", "2027-02-01").output


def test_a_day_more_than_a_year_ahead_is_told(small_project: Project) -> None:
    small_project.append(LIBRARY, SECURITY.format(day="2028-01-31"))
    assert "security.txt expires on 2028-01-31, more than a year ahead" in small_project.reported()


def test_an_expiry_that_somebody_accepts_is_not_told(expired: Project) -> None:
    expired.write(
        "data/accepted.yml",
        f"findings:\n  - rule: facts/security-txt-expired\n    file: {LIBRARY}\n"
        "    reason: The county renews it this week.\n    until: 2099-01-01\n",
    )
    for command in (["check"], ["build", "--jobs", "1"], ["audit"], ["hosting", "nginx"]):
        assert "expired on" not in expired.invoke(*command).output


def test_what_is_due_has_the_last_day_of_the_contact(small_project: Project) -> None:
    small_project.append(LIBRARY, SECURITY.format(day="2027-01-31"))
    reviews = {
        one["what"]: one
        for one in json.loads(
            small_project.invoke("due", "--format", "json", "--today", "2027-01-15").stdout
        )["reviews"]
    }
    assert reviews["security"] == {
        **reviews["security"],
        "on": "2027-01-31",
        "state": "soon",
        "library": "riverside",
        "id": "privacy-office",
        "last": None,
        "line": small_project.line_of(LIBRARY, "expires: 2027-01-31"),
    }
    shown = small_project.invoke("due", "--today", "2027-02-01", "--within", "0").stdout
    assert "Last day of security.txt with the contact" in shown
    calendar = small_project.invoke("due", "--format", "ics", "--today", "2027-01-15").stdout
    assert "security.riverside.privacy-office@" in calendar
    assert "DTSTART;VALUE=DATE:20270131" in calendar


# Days to come


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        (LIBRARY, "date: 2026-01-31", "date: 2062-01-31", "date"),
        (LIBRARY, "effective: 2025-12-03\n    statements", None, "adopted"),
        ("data/laws.yml", "checked_on: 20", "checked_on: 30", "checked_on"),
    ],
)
def test_what_is_done_on_a_day_to_come_is_told(
    small_project: Project, name: str, old: str, new: str | None, key: str
) -> None:
    if new is None:
        new = "effective: 2062-01\n    adopted: 2061\n    statements"
        small_project.replace(name, "- effective: 2025-12-03", "- effective: 2062-01")
    small_project.replace(name, old, new, everywhere=True)
    words = f"{name}, line "
    told = [line for line in small_project.reported().splitlines() if "a day in the future" in line]
    assert told and all(line.startswith(words) and f"{key} is " in line for line in told)
    due = small_project.invoke("due", "--today", "2026-11-29", "--format", "json")
    assert "a day in the future" in due.stderr and json.loads(due.stdout)["reviews"]
    assert small_project.invoke("check", "--today", "2099-01-01").exit_code == 0


def test_a_policy_may_be_adopted_before_it_holds(small_project: Project) -> None:
    next_year = date.today().year + 1
    small_project.replace(
        LIBRARY, "effective: 2025-12-03", f"effective: {next_year}-01-01", everywhere=True
    )
    assert small_project.reported() == ""


# Dates without a day


def with_dates(project: Project, **dates: str) -> None:
    lines = "".join(f"    {key}: {day}\n" for key, day in dates.items())
    project.replace(LIBRARY, "    statements:\n", f"{lines}    statements:\n")


def test_a_month_and_a_year_are_shown_as_the_document_gives_them(small_project: Project) -> None:
    small_project.replace(LIBRARY, "effective: 2025-12-03", "effective: 2018-05", everywhere=True)
    with_dates(small_project, adopted="2017", reviewed="2019-11")
    assert small_project.reported() == ""
    site = small_project.published() / "riverside"
    english = (site / "documents/index.html").read_text("utf-8")
    spanish = "".join(page.read_text("utf-8") for page in (site / "es").rglob("index.html"))
    for words in ("in effect since May 2018", "November 2019", ">2017<"):
        assert words in english
    for words in ("vigente desde mayo de 2018", "noviembre de 2019", ">2017<"):
        assert words in spanish
    for invented in ("May 1, 2018", "1 de mayo", "2018-05-01", "January 1", "desde el mayo"):
        assert invented not in english + spanish


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"adopted": "2025-12"}, ""),
        ({"adopted": "2025"}, ""),
        ({"adopted": "2026-01"}, "is adopted on 2026-01, after it is effective from 2025-12-03"),
        ({"adopted": "2026"}, "is adopted on 2026, after it is effective from 2025-12-03"),
        ({"adopted": "2025-13"}, '"2025-13" is a date that does not exist'),
        ({"adopted": "2025-1"}, '"2025-1" is not a date'),
        ({"adopted": "May 2018"}, '"May 2018" is not a date'),
    ],
)
def test_dates_are_compared_as_far_as_they_are_given(
    small_project: Project, dates: dict[str, str], told: str
) -> None:
    with_dates(small_project, **dates)
    assert told in small_project.reported() if told else small_project.reported() == ""


def test_a_review_of_a_month_is_due_in_a_month(small_project: Project) -> None:
    with_dates(small_project, reviewed="2026-02")

    def reviewed(today: str) -> dict[str, object]:
        told = small_project.invoke("due", "--format", "json", "--today", today)
        return next(one for one in json.loads(told.stdout)["reviews"] if one["what"] == "document")

    found = reviewed("2027-02-10")
    assert (found["last"], found["on"], found["state"]) == ("2026-02", "2027-02", "soon")
    assert reviewed("2027-02-28")["state"] == "overdue"
    assert reviewed("2026-12-01")["state"] == "later"
    calendar = Calendar.from_ical(
        small_project.invoke("due", "--format", "ics", "--today", "2026-12-01").stdout_bytes
    )
    [event] = [one for one in calendar.events if one["uid"].startswith("document.")]
    # The event takes the whole month: no day is invented.
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 2, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2018-05", "12 months", "2019-05"),
        ("2018", "1 year", "2019"),
        ("2018-05", "6 weeks", "2018-07"),
        ("2026-11-27", "1 business day", "2026-11-30"),
        ("2026-11-27", "10 business days", "2026-12-11"),
        ("2026-11-28", "1 business day", "2026-11-30"),
        ("2026-11-27", "15 minutes", "2026-11-28"),
    ],
)
def test_a_period_ends_as_exactly_as_it_begins(start: str, period: str, end: str) -> None:
    assert add_period(parse_date(start), period).isoformat() == end


def test_dates_have_an_order() -> None:
    written = ["2018-05-03", "2018", "2018-05", "2017-12-31", "2018-06-01"]
    ordered = sorted(map(parse_date, written), key=make_date_key)
    assert [one.isoformat() for one in ordered] == [
        "2017-12-31",
        "2018",
        "2018-05",
        "2018-05-03",
        "2018-06-01",
    ]
    assert not is_later(PartialDate(2018, 5), date(2018, 5, 3))
    assert is_later(PartialDate(2018, 6), PartialDate(2018, 5))
