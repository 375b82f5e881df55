"""Compares the headers that a host sends with those that its configuration should send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aviso.apps.audit.rules import make_finding
from aviso.core.diagnostics import Diagnostic
from aviso.site.http_policy import make_headers

# Headers that a proxy or host may add, and the harm that each does.
HARMFUL = {
    "set-cookie": "stores something on the reader's device",
    "nel": "has the browser report on its reader",
    "report-to": "has the browser report on its reader",
    "reporting-endpoints": "has the browser report on its reader",
    "refresh": "sends the reader elsewhere",
    "accept-ch": "asks the browser for details of the reader's device",
    "critical-ch": "asks the browser for details of the reader's device",
    "access-control-allow-origin": "lets other sites read the page",
    "sourcemap": "loads a file that is not needed",
    "service-worker-allowed": "lets a script stay in the browser",
}
REVEALING = ("x-powered-by", "x-aspnet-version", "x-generator", "via")
SECURE_ONLY = "strict-transport-security"


def check_headers(sent: Mapping[str, str], page: str, is_secure: bool) -> Iterator[Diagnostic]:
    """Yield what is missing, different or unwanted among the headers ``sent`` with a page.

    The names in ``sent`` are in lowercase letters.
    """
    for name, value in make_headers().items():
        if name.lower() == SECURE_ONLY and not is_secure:
            continue
        sent_value = sent.get(name.lower())
        if sent_value is None:
            yield make_finding("header", page, f"is sent without the header {name}")
        elif _split_value(sent_value) != _split_value(value):
            message = f'is sent with another {name}: "{sent_value[:50]}" in place of "{value[:50]}"'
            yield make_finding("header", page, message)
    for name, harm in HARMFUL.items():
        if name in sent:
            yield make_finding("header", page, f"is sent with the header {name}, which {harm}")
    for name in REVEALING:
        if name in sent:
            message = (
                f'is sent with the header {name} ("{sent[name][:40]}"), '
                "which tells strangers what the server runs"
            )
            yield make_finding("telling", page, message)


def _split_value(value: str) -> set[str]:
    """Return the parts of a value, so that white space and order do not matter."""
    return {
        " ".join(part.split()).lower()
        for part in value.replace(",", ";").split(";")
        if part.strip()
    }
