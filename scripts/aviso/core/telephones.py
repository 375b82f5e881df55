"""Reads telephone numbers as people write them, and writes them as people dial them.

Numbers of the project's own country are written without a country code, all others with it (ITU-T
E.123). Loading what is known of all countries (``numbering_plans``) takes a twentieth of the start
of a process, so whole numbers of North America are read at sight.
"""

from __future__ import annotations

import re

from aviso.core.cldr import USUAL_COUNTRY

# Area codes and exchanges of North America begin with 2 to 9 (North American Numbering Plan).
AREA, REST = "([2-9][0-9]{2})", "([2-9][0-9]{2})[-. ]([0-9]{4})"
# (707) 555-0123, 707-555-0123, 707.555.0123, 707 555 0123.
AMERICAN = re.compile(rf"(?:\({AREA}\) |{AREA}[-. ]){REST}")
# The same as ``read_telephone`` returns it.
READ_AMERICAN = re.compile(r"\+1 ([2-9][0-9]{2})-([2-9][0-9]{2}-[0-9]{4})")


def read_telephone(value: str, country: str = USUAL_COUNTRY) -> str:
    """Return a number with its country code: "+1 707-555-0123 ext. 12"; 311 stays 311.

    ``country`` is an ISO 3166 code, like US. A number without a country code belongs to that
    country.
    Raises ValueError, which says what is wrong and what to do, if nobody there can dial the
    number.
    """
    if country == USUAL_COUNTRY and (found := AMERICAN.fullmatch(value)):
        return f"+1 {found[1] or found[2]}-{found[3]}-{found[4]}"
    if READ_AMERICAN.fullmatch(value):
        return value
    from aviso.core.numbering_plans import read_number

    return read_number(value, country)


def make_telephone_link(number: str) -> str:
    """Return the ``tel:`` address (RFC 3966) of a number that ``read_telephone`` returned."""
    if found := READ_AMERICAN.fullmatch(number):
        return f"tel:+1-{found[1]}-{found[2]}"
    from aviso.core.numbering_plans import make_link

    return make_link(number)


def format_telephone(number: str, country: str = USUAL_COUNTRY) -> str:
    """Write a number that ``read_telephone`` returned as people in ``country`` dial it.

    Numbers of that country have no country code: (707) 555-0123.
    """
    if country == USUAL_COUNTRY and (found := READ_AMERICAN.fullmatch(number)):
        return f"({found[1]}) {found[2]}"
    from aviso.core.numbering_plans import format_number

    return format_number(number, country)
