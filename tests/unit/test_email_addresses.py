"""Email addresses: what is taken for valid at sight is what the library takes for valid."""

from __future__ import annotations

import pytest
from email_validator import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.core.email_addresses import LONGEST, PLAIN, is_email_address


@settings(max_examples=60, deadline=None)
@given(st.from_regex(PLAIN, fullmatch=True).filter(lambda one: len(one) <= LONGEST))
def test_whatever_is_plain_is_valid(address: str) -> None:
    assert validate_email(address, check_deliverability=False)


@pytest.mark.parametrize(
    "address",
    [
        "privacy@library.example.org",
        "ask-us@ci.springfield.ca.us",
        "o'neill@example.org",
        "biblioteca@bibliotecaespaña.es",
        f"{'a' * 60}@example.org",
    ],
)
def test_these_are_addresses(address: str) -> None:
    assert is_email_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "@example.org",
        "ask@",
        "ask@org",
        "ask@library.test",
        "ask@library.local",
        "ask@-library.org",
        "ask@library-.org",
        "ask@library..org",
        ".ask@library.org",
        "ask.@library.org",
        "ask us@library.org",
        "ask@library.org\n",
        f"ask@{'a' * 64}.org",
        "Ask <ask@library.org>",
    ],
)
def test_these_are_none(address: str) -> None:
    assert not is_email_address(address)
