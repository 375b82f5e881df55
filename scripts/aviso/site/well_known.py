"""Makes the files in .well-known/ from security contacts and answers on Global Privacy Control.

Both files apply to a whole host (RFC 8615): a library with its own host has them, and the front
page has those of all libraries that share its host. Sources: RFC 9116 (security.txt), Global
Privacy Control (W3C), section 4.1 (gpc.json).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from aviso.core.telephones import make_telephone_link
from aviso.model.library import Library

FOLDER = ".well-known/"


@dataclass(frozen=True)
class HostFacts:
    """The facts of one library that concern its whole host."""

    address: str
    reports_to: tuple[str, ...] = ()
    expires: str | None = None
    languages: tuple[str, ...] = ()
    honors_gpc: bool | None = None
    gpc_updated: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Write the facts as plain values."""
        return {
            **vars(self),
            "reports_to": list(self.reports_to),
            "languages": list(self.languages),
        }

    @staticmethod
    def from_json(value: dict[str, Any]) -> HostFacts:
        """Read facts that ``to_json`` wrote."""
        return HostFacts(
            **{
                **value,
                "reports_to": tuple(value["reports_to"]),
                "languages": tuple(value["languages"]),
            }
        )


def make_host_facts(library: Library) -> HostFacts:
    """Return the facts of a library, including its system's, that concern its host."""
    security, gpc = library.security, library.global_privacy_control
    return HostFacts(
        library.address,
        _list_ways_to(library, security.contact) if security else (),
        security.expires.isoformat() if security else None,
        security.languages if security else (),
        gpc.honored == "yes" if gpc else None,
        gpc.updated.isoformat() if gpc else None,
    )


def _list_ways_to(library: Library, contact_id: str) -> tuple[str, ...]:
    """Return the addresses of a contact in the form of RFC 9116 (section 2.5.3), the best first.

    Empty if the contact does not exist: the front page is made even if a library has errors.
    """
    contact = next((contact for contact in library.contacts if contact.id == contact_id), None)
    if contact is None:
        return ()
    form = contact.form if contact.form and contact.form.startswith("https://") else None
    email = f"mailto:{quote(contact.email, safe='@.+-_')}" if contact.email else None
    return tuple(
        way
        for way in (
            email,
            form,
            make_telephone_link(contact.telephone) if contact.telephone else None,
        )
        if way
    )


def make_well_known_files(address: str, hosts: Iterable[HostFacts]) -> dict[str, bytes]:
    """Return the files in .well-known/ of a site by path, from the facts of its libraries.

    There are none if the site's address is not the root of a host.
    """
    if urlsplit(address).path != "/":
        return {}
    here = [facts for facts in hosts if is_same_host(facts.address, address)]
    found = {"security.txt": make_security_txt(address, here), "gpc.json": make_gpc_json(here)}
    return {f"{FOLDER}{name}": text.encode() for name, text in found.items() if text}


def is_same_host(one: str, other: str) -> bool:
    """Tell whether two addresses lead to one host."""
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def make_security_txt(address: str, libraries: Iterable[HostFacts]) -> str:
    """Return the text of security.txt for the host at ``address``.

    Empty if none of its libraries names a contact. With several libraries: every way to report, the
    first day on which one expires, the languages that all read.
    """
    stating = [facts for facts in libraries if facts.reports_to and facts.expires]
    if not stating:
        return ""
    ways = dict.fromkeys(way for facts in stating for way in facts.reports_to)
    languages = [
        language
        for language in stating[0].languages
        if all(language in facts.languages for facts in stating)
    ]
    lines = [f"Contact: {way}" for way in ways]
    # The last moment of the day in UTC, in the form of RFC 3339.
    lines.append(f"Expires: {min(facts.expires for facts in stating if facts.expires)}T23:59:59Z")
    if languages:
        lines.append(f"Preferred-Languages: {', '.join(languages)}")
    return "\n".join([*lines, f"Canonical: {address}{FOLDER}security.txt", ""])


def make_gpc_json(libraries: Iterable[HostFacts]) -> str:
    """Return the text of gpc.json for a host.

    Empty unless all its libraries say the same, because the file applies to all of them.
    """
    stating = list(libraries)
    answers = {facts.honors_gpc for facts in stating}
    if len(answers) != 1 or None in answers:
        return ""
    updated = max(facts.gpc_updated for facts in stating if facts.gpc_updated)
    return json.dumps({"gpc": answers.pop(), "lastUpdate": updated}, indent=2) + "\n"
