"""Rules on the names and addresses of pages: each is valid in a web address, and unique."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.checks.rendered import Sources
from aviso.content.pages import ADDRESS_KEY, PageSource
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import DEVICES, IDENTIFIER_PATTERN
from aviso.model.file_rules import NAME_IS_A_DEVICE, NAME_IS_NO_ID, NAME_IS_RESERVED

# Names that a site needs for itself.
RESERVED_PAGES = {"assets", "404"}
WRONG_ADDRESS = Rule(
    "pages/wrong-address",
    "The address of a page is not valid",
    why="The address becomes part of the link that readers see, save and print. The first page "
    "has the address of the notice itself.",
    cure="Use lowercase letters a–z without accents, digits and single hyphens. On the first page, "
    "delete the line.",
    example="address: Sobre este aviso, in place of sobre-este-aviso",
)
ADDRESS_TWICE = Rule(
    "pages/address-twice",
    "Two pages of a language have the same address",
    why="Only one of them could be published there, and links to the other would open the wrong "
    "page.",
    cure="Give each page of a language an address of its own.",
)


def names_can_be_addresses(sources: Sources) -> Iterator[Diagnostic]:
    """The name of a page is valid in a web address, and not reserved for the site."""
    for (_, name), source in sources.items():
        if name.lower() in DEVICES:
            yield NAME_IS_A_DEVICE.at(
                source.file,
                1,
                f'has the name "{name}", which Windows keeps for a device',
                "Choose another name for the page, in both languages.",
            )
        elif not re.fullmatch(IDENTIFIER_PATTERN, name):
            yield NAME_IS_NO_ID.at(
                source.file,
                1,
                f'has a name that cannot be an address ("{name}")',
                "Use lowercase letters a–z, digits and single hyphens, like meeting-rooms.md.",
            )
        elif name in RESERVED_PAGES or name in source.project.locales.known:
            yield NAME_IS_RESERVED.at(
                source.file,
                1,
                f'has the name "{name}", which is reserved for the site itself',
                "Choose another name for the page, in both languages.",
            )


def addresses_are_sound(sources: Sources) -> Iterator[Diagnostic]:
    """The address that a page chooses is valid, unique and not reserved."""
    first: dict[tuple[str, str], PageSource] = {}
    # Pages without a chosen address come first: they keep their names as addresses.
    for source in sorted(sources.values(), key=lambda source: ADDRESS_KEY in source.meta):
        owner = first.setdefault((source.locale, source.address), source)
        chosen = source.meta.get(ADDRESS_KEY)
        fault = _find_fault(source, chosen, owner) if chosen else None
        if fault:
            yield fault.at(source.file, source.find_meta_line(ADDRESS_KEY))


def _find_fault(source: PageSource, chosen: str, owner: PageSource) -> Fault | None:
    """Return what is wrong with a page's chosen address; ``owner`` is the first page with it."""
    if source.name == "index":
        return WRONG_ADDRESS.make_fault(
            "the first page has no address of its own",
            "Delete the line; the first page is at the address of the notice itself.",
        )
    if not re.fullmatch(IDENTIFIER_PATTERN, chosen):
        return WRONG_ADDRESS.make_fault(
            f'the address "{chosen}" is not valid',
            "Use lowercase letters a–z without accents, digits and single hyphens, "
            "like sobre-este-aviso.",
        )
    if chosen in DEVICES:
        return NAME_IS_A_DEVICE.make_fault(
            f'Windows keeps the name of the address "{chosen}" for a device', "Choose another."
        )
    if chosen in RESERVED_PAGES or chosen in source.project.locales.known:
        return NAME_IS_RESERVED.make_fault(
            f'the address "{chosen}" is reserved for the site itself', "Choose another."
        )
    if owner is not source:
        return ADDRESS_TWICE.make_fault(
            f'the address "{chosen}" is also that of the page "{owner.name}" ({owner.file})',
            "Give each page of a language an address of its own.",
        )
    return None
