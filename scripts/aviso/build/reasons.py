"""Tells why a site must be built, or why it cannot be."""

from __future__ import annotations

from typing import Any

from aviso.build.compression import all_are_compressed
from aviso.build.file_digests import Inputs
from aviso.build.fingerprints import Fingerprints
from aviso.build.task import DEFAULT_OPTIONS, BuildOptions
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import name_library_file

SUMMARIES = "cards"
NOT_YET = "not yet published"


def find_reason_to_build(
    fingerprints: Fingerprints,
    stamp: dict[str, Any],
    more: Inputs | None = None,
    options: BuildOptions = DEFAULT_OPTIONS,
) -> str:
    """Say why a published site must be built again; "" if it need not be.

    ``stamp`` is the site's, empty if it is not published. ``more`` holds inputs that the stamp must
    list with the same digests.
    """
    if options.is_forced:
        return "requested with --all"
    if not stamp:
        return NOT_YET
    digests, before = fingerprints.digests, stamp["inputs"]
    for name, value in before.items():
        if name != SUMMARIES and digests[name] != value:
            return f"changed: {_describe_input(name)}"
    for name, value in (more or {}).items():
        if before.get(name) != value:
            return f"changed: {_describe_input(name)}"
    if options.is_compressed and not all_are_compressed(stamp["files"]):
        return "not yet compressed"
    if options.prove and not stamp.get("is_proven"):
        return "not yet opened in a browser"
    return ""


def _describe_input(name: str) -> str:
    return {
        "aviso": "Aviso itself (its code, templates, configuration or packages)",
        SUMMARIES: "the list of the libraries",
    }.get(name, name)


def refuse_same_addresses(fingerprints: Fingerprints) -> dict[str, Diagnostic]:
    """Return a problem for each library whose address an earlier one already has."""
    first: dict[str, str] = {}
    refused = {}
    for name, address in fingerprints.addresses.items():
        # As ``checks.records.addresses_are_unique`` compares them.
        other = first.setdefault(address.lower(), name)
        if other != name:
            # Imported here: it loads the model, which a build without changes does not need.
            from aviso.checks.records import ADDRESS_TAKEN

            refused[name] = ADDRESS_TAKEN.at(
                name_library_file(name),
                1,
                f'has the same address as the library "{other}" ({address})',
                "Give each library an address of its own.",
            )
    return refused
