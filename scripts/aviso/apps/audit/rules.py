"""The rules of an audit in the order of the report, and findings that break them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aviso.core.diagnostics import Diagnostic
from aviso.core.report_formats import Finding

# The words for each rule in the report and in a site's proof.
RULES = {
    "static": "the built files",
    "request": "requests to other places",
    "failed": "requests that failed",
    "cookie": "cookies",
    "storage": "calls that keep something on the device, or read it",
    "fingerprinting": "calls that tell one device from another",
    "script": "scripts before the search is opened",
    "console": "messages on the console",
    "policy": "violations of the content security policy",
    "header": "headers that are missing, weaker or too many",
    "layout": "pages that scroll sideways",
    "accessibility": "violations of WCAG 2.2 AA (axe-core)",
    "different": "files that differ from those that were built",
}
WHAT_TO_DO = {
    "static": "Build the site again; if that does not help, report it: it is a fault of Aviso.",
    "request": (
        "Find out which file asks for it, and take it off; a proxy or host may have put it in."
    ),
    "failed": "See whether the file was uploaded.",
    "cookie": "Switch it off at the host or proxy that sets it.",
    "storage": "Find the script that does it; the site itself has none.",
    "fingerprinting": "Find the script that does it; the site itself has none.",
    "script": "Find out who put it in; no page but the search has a script.",
    "console": "Open the page and look at the browser's console.",
    "policy": "Take off what the policy stops; a proxy or host may have put it in.",
    "header": "Use the configuration that `aviso hosting` writes.",
    "layout": "Look at the page in a narrow window; a long word or address may be the cause.",
    "accessibility": (
        "Look the rule up at dequeuniversity.com/rules/axe; "
        "if the library's own text is not the cause, report it."
    ),
    "different": "Upload the site again, or find out who changes it on the way.",
}


def make_finding(rule: str, page: str, message: str, is_warning: bool = False) -> Finding:
    """Return a finding of ``rule`` on ``page``, an address or the path of a file."""
    return rule, Diagnostic(
        page, 1, message, WHAT_TO_DO[rule], "warning" if is_warning else "error"
    )


def count_by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings of each rule, 0 included."""
    counts = Counter(rule for rule, _ in findings)
    return {rule: counts[rule] for rule in RULES}
