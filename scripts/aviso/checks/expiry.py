"""Rules on the day on which security.txt expires (RFC 9116), as seen on the day of the run.

They need only the files of the libraries, so that a build in which nothing has changed can run
them.
The day of the run comes from the caller, and no part of a site depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from aviso.core.cache_files import read_regular_file
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_names
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.yaml_positions import parse_yaml
from aviso.model.references import find_values

SECURITY_EXPIRED = Rule(
    "facts/security-txt-expired",
    "The file security.txt has expired",
    why="RFC 9116 (section 2.5.5) tells people who find a security hole not to use an expired "
    "file. The site still publishes it, so they do not know whom to tell.",
    cure="Make sure that the contact still answers, and write a new day under security, less than "
    "a year ahead. Build and publish the site again.",
    severity="warning",
    example="expires: 2020-01-31",
)
SECURITY_FAR_AHEAD = Rule(
    "facts/security-txt-far-ahead",
    "The day of security.txt is more than a year ahead",
    why="RFC 9116 (section 2.5.5) recommends less than a year, because contacts change. With a "
    "day far ahead, nobody checks whether the contact is still right.",
    cure="Write a day under security that is less than a year ahead; aviso due lists it in time.",
    severity="warning",
    example="expires: 2099-12-31",
)
YEAR = timedelta(days=366)
# The key may be in quotes, and have a space before its colon.
EXPIRES = re.compile(r"\bexpires['\"]?\s*:\s*['\"]?(\d{4}-\d{2}-\d{2})")


def find_expired_contacts(project: Project, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each library whose security.txt is expired, or expires in over a year."""
    folder = project.data / "libraries"
    for name in sorted(list_names(str(folder))):
        # Most libraries have no such day; a search for the word rules them out.
        if not name.endswith(".yml") or not _may_expire(f"{folder}/{name}"):
            continue
        path = folder / name
        text = project.read_text(path)[0]
        found = EXPIRES.search(text)
        if found and not today <= _read_day(found[1], today) <= today + YEAR:
            yield from _judge_expiry(project.name_file(path), text, today)


def _may_expire(path: str) -> bool:
    try:
        return b"expires" in read_regular_file(path)
    except OSError:
        return False


def _judge_expiry(file: str, text: str, today: date) -> Iterator[Diagnostic]:
    marked = parse_yaml(text, file)[0]
    for path, value in find_values(marked.value, ("security", "expires")) if marked else ():
        assert marked is not None
        line, expires = marked.find_line(path), _read_day(value, today)
        if expires < today:
            yield SECURITY_EXPIRED.at(
                file,
                line,
                f"security.txt expired on {value}",
                "Make sure that the contact still answers, and write a day less than a year ahead.",
            )
        elif expires > today + YEAR:
            yield SECURITY_FAR_AHEAD.at(
                file,
                line,
                f"security.txt expires on {value}, more than a year ahead",
                "Write a day less than a year ahead; aviso due lists it in time.",
            )


def _read_day(value: object, otherwise: date) -> date:
    """Return the written day, or ``otherwise`` if it is invalid, which the model reports."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else otherwise
    except ValueError:
        return otherwise
