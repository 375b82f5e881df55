"""What has to be reviewed, by day and role, is worked out from records.

It is shown as a table, data, a calendar, a page and a badge.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from click.testing import Result
from icalendar import Calendar

from aviso.apps.reviews.overview import COLORS
from aviso.apps.reviews.reviews import add_period, list_reviews
from aviso.checks.contrast import compute_contrast
from aviso.model.upkeep import ReviewPolicy
from tests.support.project import Project

TODAY = "2026-11-22"
LIBRARY = "data/libraries/riverside.yml"
CARE = """\
contacts: {every: 6 months, owner: {en: Web coordinator, es: Coordinación web}}
libraries:
  riverside:
    contacts: {every: 1 week}
    documents: {owner: {en: Director, es: Dirección}}
"""


@pytest.fixture
def aviso(small_project: Project) -> Callable[..., Result]:
    return lambda *options: small_project.invoke("due", "--today", TODAY, *options)


def rows(done: Result) -> dict[tuple[str, str, str], dict[str, object]]:
    """The reviews of a JSON report by library, what and id."""
    return {
        (one["library"], one["what"], one["id"]): one for one in json.loads(done.stdout)["reviews"]
    }


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        ("2025-11-22", "12 months", "2026-11-22"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-01-01", "2 weeks", "2026-01-15"),
        ("2026-01-01", "10 days", "2026-01-11"),
        ("2026-01-01", "5 hours", "2026-01-02"),
    ],
)
def test_a_period_ends_on_a_day(day: str, period: str, end: str) -> None:
    assert add_period(date.fromisoformat(day), period) == date.fromisoformat(end)


def compared(by: str | None = "Librarian", on: str = "2026-03-02") -> dict[str, object]:
    """A confirmation of one text, as ``aviso translation`` writes it."""
    return {**({"by": by} if by else {}), "on": on, "en": ["A text."], "es": ["Un texto."]}


def last_comparison(project: Project) -> date | None:
    """The day on which all texts of the project were last compared, as the reviews have it."""
    reviews = list_reviews(project.load_records(), ReviewPolicy())
    [review] = [one for one in reviews if one.what == "translation"]
    return review.last


@pytest.mark.parametrize(
    ("content", "last"),
    [
        (
            json.dumps({"name": compared(), "short_name": compared(on="2026-01-05")}),
            date(2026, 1, 5),
        ),
        (json.dumps({"name": compared(), "short_name": compared(by=None)}), None),
        ("{}", None),
        (json.dumps({"name": compared(), "short_name": compared(on="soon")}), None),
        (json.dumps({"name": {**compared(), "en": "A text."}}), None),
        (json.dumps({"name": {**compared(), "en": [3]}}), None),
        ("[" * 100_000, None),
        (json.dumps({"name": {**compared(), "en": ["x" * 5_000_000]}}), None),
    ],
)
def test_translations_are_as_old_as_the_sound_record_of_them_says(
    small_project: Project, content: str, last: date | None
) -> None:
    small_project.write("data/translations/riverside.json", content)
    assert last_comparison(small_project) == last


def test_a_link_to_a_record_of_translations_is_not_followed(
    small_project: Project, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.json").write_text(json.dumps({"name": compared()}), "utf-8")
    (small_project / "data/translations").mkdir()
    (small_project / "data/translations/riverside.json").symlink_to(tmp_path / "elsewhere.json")
    assert last_comparison(small_project) is None


def test_every_kind_of_review_is_there(project: Project) -> None:
    records = project.load_records()
    reviews = list_reviews(records, ReviewPolicy())
    assert {one.what for one in reviews} == {
        "document",
        "sends",
        "policy",
        "law",
        "contact",
        "security",
        "translation",
    }
    assert {one.id for one in reviews if one.what == "law"} == set(records.laws)
    assert all(
        (project / one.file).read_text("utf-8").splitlines()[one.line - 1].strip()
        for one in reviews
    )
    assert not any(one.id == "web-statement" for one in reviews), "what is archived needs no review"


def test_a_law_is_overdue_after_a_year(project: Project) -> None:
    records = project.load_records()
    [law] = [one for one in list_reviews(records, ReviewPolicy()) if one.id == "ca-gov-6267"]
    checked = records.laws["ca-gov-6267"].checked_on
    assert law.on == checked.replace(year=checked.year + 1)
    assert [
        law.determine_state(law.on),
        law.determine_state(date(checked.year + 1, checked.month, checked.day - 1)),
        law.determine_state(checked),
    ] == ["overdue", "soon", "later"]


def test_what_nobody_reviewed_is_due_at_once(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    found = rows(aviso("--format", "json"))[None, "policy", "pagewell"]
    assert (found["on"], found["last"], found["state"]) == (None, None, "overdue")
    small_project.append("data/vendors/pagewell.yml", "reviewed_on: 2026-06-01\n")
    found = rows(aviso("--format", "json"))[None, "policy", "pagewell"]
    assert (found["on"], found["last"], found["state"]) == ("2027-06-01", "2026-06-01", "later")


def test_owners_and_periods_come_from_the_file(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write("data/care.yml", CARE)
    found = [
        one
        for (name, what, _), one in rows(aviso("--format", "json")).items()
        if what in ("contact", "document")
    ]
    assert {(one["library"], one["what"], one["owner"]) for one in found} >= {
        ("riverside", "contact", "Web coordinator"),
        ("riverside", "document", "Director"),
    }


def test_a_faulty_file_is_reported_with_its_line(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write("data/care.yml", "laws:\n  every: often\n")
    done = aviso()
    assert (
        done.exit_code == 1
        and 'data/care.yml, line 2: laws.every "often" is not a period' in done.stdout
    )
    assert "data/care.yml, line 2" in small_project.invoke("check").stdout
    for form in ("ics", "json"):
        done = aviso("--format", form)
        assert done.stdout == "" and "data/care.yml, line 2" in done.stderr


def test_the_table_is_for_people(aviso: Callable[..., Result]) -> None:
    done = aviso()
    assert (
        done.exit_code == 0
        and "overdue" in done.stdout
        and "Privacy policy of: Pagewell" in done.stdout
        and "nobody is named" in done.stdout
    )
    assert aviso("--strict").exit_code == 1


def test_the_near_future_can_be_asked_for(aviso: Callable[..., Result]) -> None:
    everything, near = (
        rows(aviso("--format", "json")),
        rows(aviso("--format", "json", "--within", "0")),
    )
    assert 0 < len(near) < len(everything) and all(
        one["state"] == "overdue" for one in near.values()
    )


def test_the_same_day_gives_the_same_bytes(aviso: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert aviso("--output", str(tmp_path / name)).exit_code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def assert_line_ends(text: bytes) -> None:
    """Every line ends with CRLF, the last one too, has 75 octets at most, and cuts no letter."""
    assert text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    lines = text.removesuffix(b"\r\n").split(b"\r\n")
    assert all(lines) and max(map(len, lines)) <= 75
    for line in lines:
        assert b"\n" not in line and b"\r" not in line
        line.decode("utf-8")


@pytest.mark.parametrize(
    "name",
    ["ñ" * 200, "a" + "€" * 90, "bb" + "\N{OPEN BOOK}" * 50, "One, two; three\\ and “four”: " * 9],
)
def test_long_names_in_any_letters_are_folded_between_letters(
    aviso: Callable[..., Result], small_project: Project, tmp_path: Path, name: str
) -> None:
    small_project.replace("data/vendors/pagewell.yml", "name: Pagewell", f"name: '{name.strip()}'")
    text = aviso("--format", "ics").stdout_bytes
    assert_line_ends(text)
    summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert any(name.strip() in summary for summary in summaries), summaries
    assert aviso("--output", str(tmp_path / "due")).exit_code == 0
    assert (tmp_path / "due" / "due.ics").read_bytes() == text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_calendar_program_reads_the_calendar(aviso: Callable[..., Result], language: str) -> None:
    text = aviso("--format", "ics", "--language", language).stdout_bytes
    book = Calendar.from_ical(text)
    events = book.walk("VEVENT")
    assert events and len({str(event["UID"]) for event in events}) == len(events)
    assert all(event.decoded("DTSTART") >= date.fromisoformat(TODAY) for event in events)
    assert_line_ends(text)
    assert any(
        ("Law: " if language == "en" else "Ley: ") in str(event["SUMMARY"]) for event in events
    )


def test_events_keep_their_identifiers_from_day_to_day(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    def uids(today: str) -> set[str]:
        done = small_project.invoke("due", "--today", today, "--format", "ics")
        return {str(event["UID"]) for event in Calendar.from_ical(done.stdout_bytes).walk("VEVENT")}

    assert uids("2026-11-22") == uids("2027-03-01")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_and_the_badge_are_sound(
    aviso: Callable[..., Result], tmp_path: Path, language: str
) -> None:
    assert aviso("--output", str(tmp_path / "due"), "--language", language).exit_code == 0
    text = (tmp_path / "due" / "index.html").read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert (
        f'lang="{language}"' in text
        and "<script" not in text
        and "style=" not in text
        and "http" not in text
    )
    badge = ElementTree.fromstring((tmp_path / "due" / "badge.svg").read_text("utf-8"))
    overdue = sum(one["state"] == "overdue" for one in rows(aviso("--format", "json")).values())
    assert overdue > 1
    assert (
        badge.get("aria-label")
        == {"en": f"reviews: {overdue} overdue", "es": f"revisiones: {overdue} atrasadas"}[language]
    )


def test_the_badge_can_be_read() -> None:
    contrasts = [compute_contrast(color, "#ffffff") for color in COLORS.values()]
    assert min(contrasts) >= 4.5
