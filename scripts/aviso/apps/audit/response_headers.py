"""Compares the headers that a host sends with those that its configuration should send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aviso.apps.audit.rules import finding
from aviso.core.diagnostics import Diagnostic
from aviso.site.http_policy import headers

# What a proxy or host may add, and what it does.
HARMFUL = {
    "set-cookie": "keeps something on the reader's device",
    "nel": "has the browser report on its reader",
    "report-to": "has the browser report on its reader",
    "reporting-endpoints": "has the browser report on its reader",
    "refresh": "leads the reader elsewhere",
    "accept-ch": "asks the browser for details of the reader's device",
    "critical-ch": "asks the browser for details of the reader's device",
    "access-control-allow-origin": "lets other sites read the page",
    "sourcemap": "loads a file that is not needed",
    "service-worker-allowed": "lets a script stay in the browser",
}
TELLING = ("x-powered-by", "x-aspnet-version", "x-generator", "via")
SECURE_ONLY = "strict-transport-security"


def header_faults(sent: Mapping[str, str], page: str, is_secure: bool) -> Iterator[Diagnostic]:
    """Tell what is missing, different or too much among the headers ``sent`` with a page (names in small letters)."""
    for name, value in headers().items():
        if name.lower() == SECURE_ONLY and not is_secure:
            continue
        there = sent.get(name.lower())
        if there is None:
            yield finding("header", page, f"is sent without the header {name}")
        elif not _same(there, value):
            yield finding(
                "header",
                page,
                f'is sent with another {name}: "{there[:50]}" in place of "{value[:50]}"',
            )
    for name, harm in HARMFUL.items():
        if name in sent:
            yield finding("header", page, f"is sent with the header {name}, which {harm}")
    for name in TELLING:
        if name in sent:
            yield finding(
                "telling",
                page,
                f'is sent with the header {name} ("{sent[name][:40]}"), which tells strangers what the server runs',
            )


def _same(one: str, other: str) -> bool:
    """Tell whether two values are the same but for white space and the order of their parts."""
    return _parts(one) == _parts(other)


def _parts(value: str) -> set[str]:
    return {
        " ".join(part.split()).lower()
        for part in value.replace(",", ";").split(";")
        if part.strip()
    }
