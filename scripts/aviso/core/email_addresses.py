"""Tells whether a text is an email address (RFC 5321, 5322 and 6531), with email-validator.

Loading that library takes a twentieth of the start of a process: it compiles patterns for the
letters of all alphabets. So it is loaded for the few addresses that are not plain.
"""

from __future__ import annotations

import re

# What every version of the library takes for valid: words of a–z and digits with single signs
# between them, below a domain that is never reserved (RFC 6761), and shorter than any limit.
PLAIN = re.compile(
    r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*"
    r"@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?:com|edu|gov|net|org|us)"
)
LONGEST = 63


def is_email_address(value: str) -> bool:
    """Tell whether a text is a whole email address. Nobody asks whether it can be delivered."""
    if len(value) <= LONGEST and PLAIN.fullmatch(value):
        return True
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(value, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
