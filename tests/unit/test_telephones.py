"""Telephone numbers as people write them, dial them and tap them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.core import numbering_plans
from aviso.core.telephones import (
    AMERICAN,
    format_telephone,
    make_telephone_link,
    read_telephone,
)


@pytest.mark.parametrize(
    ("written", "shown", "link"),
    [
        ("707-555-0123", "(707) 555-0123", "tel:+1-707-555-0123"),
        ("(707) 555-0123", "(707) 555-0123", "tel:+1-707-555-0123"),
        ("+1 707 555 0123", "(707) 555-0123", "tel:+1-707-555-0123"),
        ("707.555.0123", "(707) 555-0123", "tel:+1-707-555-0123"),
        ("707–555–0123", "(707) 555-0123", "tel:+1-707-555-0123"),
        # Extensions, in all their writings.
        ("(707) 555-0110 ext. 12", "(707) 555-0110 ext. 12", "tel:+1-707-555-0110;ext=12"),
        ("707-555-0110 x12", "(707) 555-0110 ext. 12", "tel:+1-707-555-0110;ext=12"),
        ("707-555-0110 #3", "(707) 555-0110 ext. 3", "tel:+1-707-555-0110;ext=3"),
        ("+1-707-555-0110;ext=5", "(707) 555-0110 ext. 5", "tel:+1-707-555-0110;ext=5"),
        ("707 555 0110, extensión 12", "(707) 555-0110 ext. 12", "tel:+1-707-555-0110;ext=12"),
        # Letters, and numbers that cost nothing.
        ("1-800-LIBRARY", "(800) 542-7279", "tel:+1-800-542-7279"),
        ("1-888-555-0199", "(888) 555-0199", "tel:+1-888-555-0199"),
        # Other countries keep their code; those of the North American plan need none.
        ("+52 55 1234 5678", "+52 55 1234 5678", "tel:+52-55-1234-5678"),
        ("011 52 55 1234 5678", "+52 55 1234 5678", "tel:+52-55-1234-5678"),
        ("+44 20 7946 0958", "+44 20 7946 0958", "tel:+44-20-7946-0958"),
        ("+34 91 555 01 00 ext. 4", "+34 915 55 01 00 ext. 4", "tel:+34-915-55-01-00;ext=4"),
        ("+1 787 555 0100", "(787) 555-0100", "tel:+1-787-555-0100"),
        # Short numbers.
        ("311", "311", "tel:311"),
        ("211", "211", "tel:211"),
        ("711", "711", "tel:711"),
        ("911", "911", "tel:911"),
        (" 988 ", "988", "tel:988"),
        ("3-1-1", "311", "tel:311"),
        # Ways to write the code of another country.
        ("00 34 915 550 100", "+34 915 55 01 00", "tel:+34-915-55-01-00"),
        ("+52 1 55 1234 5678", "+52 55 1234 5678", "tel:+52-55-1234-5678"),
    ],
)
def test_a_number_is_shown_as_people_dial_it(written: str, shown: str, link: str) -> None:
    number = read_telephone(written)
    assert (format_telephone(number), make_telephone_link(number)) == (shown, link)
    # What is read once more is the same: members take over what their system has.
    assert read_telephone(number) == number


@pytest.mark.parametrize("written", ["555-0110", "5550110", "+1 555-0110"])
def test_a_number_without_its_area_code_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="has no area code"):
        read_telephone(written)


@pytest.mark.parametrize(
    "written",
    [
        "123",
        "+1 311",
        "40404",
        "call us",
        "707-555-0110 or 707-555-0111",
        "",
        "12345",
        "070-555-01",
    ],
)
def test_what_is_no_number_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="is not a telephone number"):
        read_telephone(written)


@pytest.mark.parametrize("written", ["101-555-0110", "707-155-0110", "1234567890"])
def test_what_cannot_be_a_number_in_north_america_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="cannot be a number in North America"):
        read_telephone(written)


def test_the_country_of_a_project_decides_what_needs_no_code() -> None:
    mexican, american = (
        read_telephone("55 1234 5678", "MX"),
        read_telephone("+1 707 555 0123", "MX"),
    )
    assert format_telephone(mexican, "MX") == "55 1234 5678"
    assert format_telephone(mexican) == "+52 55 1234 5678"
    assert format_telephone(american, "MX") == "+1 707-555-0123"
    assert make_telephone_link(read_telephone("112", "ES")) == "tel:112"
    with pytest.raises(ValueError, match="is not a telephone number"):
        read_telephone("311", "ES")


@given(st.from_regex(AMERICAN, fullmatch=True))
@settings(max_examples=60, deadline=None)
def test_numbers_of_north_america_are_read_as_the_library_reads_them(written: str) -> None:
    number = read_telephone(written)
    assert number == numbering_plans.read_number(written, "US")
    assert make_telephone_link(number) == numbering_plans.make_link(number)
    assert format_telephone(number) == numbering_plans.format_number(number, "US")
    # In other countries, they are those of another country.
    assert read_telephone(number, "MX") == number
    assert format_telephone(number, "MX") == number
