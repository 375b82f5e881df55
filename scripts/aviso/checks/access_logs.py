"""Rules on what the host of a notice needs.

The log contains no more than the notice says, and people can reach the security contact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.model.access_log import FIELDS
from aviso.model.records import Records
from aviso.model.references import EACH, find_values
from aviso.model.source_location import SourceLocation

NOT_LOGGABLE = Rule(
    "hosting/not-loggable",
    "The web server is asked to log something that no server logs",
    why="A web server sees only what a browser sends with a request, and can log nothing else. The "
    "record would describe a log that cannot exist.",
    cure="Delete the entry from website_log, or replace it with one from the message.",
    example="website_log: [library-card-number]",
)
NOT_STATED = Rule(
    "hosting/not-stated",
    "The log would contain data that the notice does not state",
    why="The server of the notice may not keep more about its readers than the notice tells them.",
    cure="Add the data to the practice that is the log of the web server (server_log: true), with "
    "its source, or delete it from website_log.",
)
NO_LOG_MARKED = Rule(
    "hosting/no-log-marked",
    "The list website_log has data that no practice marked as the log names",
    why="Other practices, such as counting visits to the library's main website, do not describe "
    "the log of the notice's own server. Until a practice is marked as that log, the server does "
    "not log this.",
    cure="Write server_log: true in the practice that is the log of the web server, or delete the "
    "entry from website_log.",
    severity="warning",
)
NO_SUCH_CONTACT = Rule(
    "hosting/no-such-security-contact",
    "The security contact is not one of the contacts",
    why="The file security.txt tells people who find a security hole where to report it. Without a "
    "contact, Aviso cannot write it.",
    cure="Write the id of an entry of contacts, or add the contact there first.",
)
CONTACT_NOT_REACHABLE = Rule(
    "hosting/security-contact-unreachable",
    "The security contact has no address that security.txt can name",
    why="RFC 9116 (section 2.5.3) requires an email address, a telephone number or an encrypted "
    "web page. A postal address alone is too slow for a security hole.",
    cure="Add an email address, a telephone number or a form with https:// to the contact, or "
    "name another contact.",
)

WEBSITE = "website"
# Records hold values as they are written; these are true, as the model reads them.
TRUE = frozenset({"true", "t", "yes", "y", "on", "1"})


def _list_libraries(records: Records) -> Iterator[tuple[str, SourceLocation, list[Any]]]:
    """Yield every library to be judged, its place, and the records that it is made of.

    These are its system's, if it has a system, and its own, as they are written.
    """
    for (kind, name), place in sorted(records.list_judged(), key=lambda item: item[0]):
        if kind == "library":
            system = next((text for _, text in find_values(place.value, ("system",))), None)
            # A member that takes over some situations has a log of its own.
            is_whole = system and not next(find_values(place.value, ("takes_over", EACH)), None)
            base = records.places.get(("library", system)) if system and is_whole else None
            yield name, place, [one.value for one in (base, place) if one]


def log_holds_no_more_than_the_notice_says(records: Records) -> Iterator[Diagnostic]:
    """A server can log what website_log lists, and a practice marked as its log states it."""
    for _, place, values in _list_libraries(records):
        logged = [*find_values(place.value, ("website_log", EACH))]
        stated, elsewhere = _collect_stated_data(values if logged else [])
        for path, category in logged:
            if category not in records.known["data_categories"]:
                continue
            if category not in FIELDS:
                yield place.make_problem(
                    path,
                    f'no web server can log "{category}" by itself',
                    f"It can log: {', '.join(FIELDS)}.",
                    NOT_LOGGABLE,
                )
            elif category not in stated:
                yield _report_unstated(place, path, category, elsewhere.get(category))


def _report_unstated(
    place: SourceLocation, path: tuple[str | int, ...], category: str, practice: str | None
) -> Diagnostic:
    """Report data that no log states; ``practice`` is about the website and names it."""
    if practice is None:
        return place.make_problem(
            path,
            f'the log would hold "{category}", which the notice does not mention',
            "Name it under data of the practice that is the log of the web server "
            "(server_log: true), or delete it here.",
            NOT_STATED,
        )
    return place.make_problem(
        path,
        f'the server does not log "{category}", because no practice marked as its log names it',
        f'If the practice "{practice}" is the log of the web server, write server_log: true in '
        "it; otherwise delete this entry.",
        NO_LOG_MARKED,
    )


def _collect_stated_data(values: list[Any]) -> tuple[set[str], dict[str, str]]:
    """Collect the data of the practices that are marked as the log of the web server.

    Also return, for the data of the other practices about the website, one that names it. A
    member's practice takes the place of its system's with the same id.
    """
    practices: dict[str, Any] = {}
    for value in values:
        listed = value.get("practices") if isinstance(value, dict) else None
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                practices[str(one.get("id"))] = one
    stated: set[str] = set()
    elsewhere: dict[str, str] = {}
    for name, one in practices.items():
        for _, category in find_values(one, ("data", EACH)):
            if str(one.get("server_log")).lower() in TRUE:
                stated.add(category)
            elif one.get("situation") == WEBSITE:
                elsewhere.setdefault(category, name)
    return stated, elsewhere


def security_contact_can_be_reached(records: Records) -> Iterator[Diagnostic]:
    """The security contact is one of the contacts, and security.txt can name a way to it."""
    for _, place, values in _list_libraries(records):
        named = [*find_values(place.value, ("security", "contact"))]
        contacts = {
            identifier: _find_entry(value, path)
            for value in (values if named else ())
            for path, identifier in find_values(value, ("contacts", EACH, "id"))
        }
        for path, identifier in named:
            if identifier not in contacts:
                hint = suggest(identifier, contacts) or "Add it there first."
                message = f'contact "{identifier}" is not under contacts'
                yield place.make_problem(path, message, hint, NO_SUCH_CONTACT)
            elif not _has_address(contacts[identifier]):
                message = (
                    f'contact "{identifier}" has no email address, no telephone number '
                    "and no form that begins with https://"
                )
                yield place.make_problem(
                    path,
                    message,
                    "Add one of these to the contact, or name another contact.",
                    CONTACT_NOT_REACHABLE,
                )


def _find_entry(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


def _has_address(contact: dict[str, Any]) -> bool:
    """Tell whether security.txt can name one of the contact's addresses.

    RFC 9116 (section 2.5.3) has a form for email, telephone and encrypted web pages.
    """
    return bool(
        contact.get("email")
        or contact.get("telephone")
        or str(contact.get("form", "")).startswith("https://")
    )


HOSTING_CHECKS: tuple[Callable[[Records], Iterator[Diagnostic]], ...] = (
    log_holds_no_more_than_the_notice_says,
    security_contact_can_be_reached,
)
