"""The rules of an audit in the order of the report, and findings that break them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

AUDIT = "aviso audit"
# All rules that the build itself checks have this one name.
STATIC, DIFFERENT = "static", "different"
# The words for each rule in the report and in a site's proof, by its short name.
RULES = {
    STATIC: "the built files",
    "request": "requests to other places",
    "failed": "requests that failed",
    "cookie": "cookies",
    "storage": "calls that store something on the device, or read it",
    "fingerprinting": "calls that tell one device from another",
    "script": "scripts before the search is opened",
    "console": "messages on the console",
    "policy": "violations of the content security policy",
    "header": "headers that are missing, weaker or too many",
    "layout": "pages that scroll sideways",
    "accessibility": "violations of WCAG 2.2 AA (axe-core)",
    DIFFERENT: "files that differ from those that were built",
}
FIND_THE_SCRIPT = "Find the script that does this; the site itself has none."
WHAT_TO_DO = {
    "request": (
        "Find out which file requests it, and remove it; a proxy or host may have added it."
    ),
    "failed": "See whether the file was uploaded.",
    "cookie": "Turn it off at the host or proxy that sets it.",
    "storage": FIND_THE_SCRIPT,
    "fingerprinting": FIND_THE_SCRIPT,
    "script": "Find out who added it; only the search page has a script.",
    "console": "Open the page and look at the browser's console.",
    "policy": "Remove what the policy blocks; a proxy or host may have added it.",
    "header": "Use the configuration that `aviso hosting` writes.",
    "layout": "Look at the page in a narrow window; a long word or address may be the cause.",
    "accessibility": (
        "Look up the rule at dequeuniversity.com/rules/axe; "
        "if the library's own text is not the cause, report it."
    ),
    "different": "Upload the site again, or find out who changes it on the way.",
    "published": "Build the site again; if that does not help, report it: it is a bug in Aviso.",
}
PUT_IN = (
    "Find out which file it comes from and remove it. If no file of the site has it, the host or a "
    "proxy added it: turn that off there."
)
BY_NAME = {
    "request": Rule(
        "audit/request",
        "A page sends a request to another host",
        why="The other host learns the reader's address and which page is open. The notice "
        "promises that nobody does.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "failed": Rule(
        "audit/failed",
        "A page or file cannot be loaded",
        why="Readers get an error instead of the page, or a page without its style or search.",
        cure="See whether the file was uploaded and whether the host serves it at this address. "
        "Then look for the reason in the host's log.",
        found_by=AUDIT,
    ),
    "cookie": Rule(
        "audit/cookie",
        "A page sets a cookie",
        why="A cookie lets a host recognize a browser at the next visit. The notice promises that "
        "there are none.",
        cure="Turn off the cookie at the host or proxy that sets it, such as a load balancer or a "
        "bot blocker.",
        found_by=AUDIT,
    ),
    "storage": Rule(
        "audit/storage",
        "A page stores something on the device, or reads what was stored",
        why="Stored data reveal at the next visit that it is the same device. The notice promises "
        "that nothing is stored.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "fingerprinting": Rule(
        "audit/fingerprinting",
        "A page reads details that tell one device from another",
        why="Screen, fonts, time zone and the like identify a device without any cookie. A notice "
        "does not need them.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "script": Rule(
        "audit/script",
        "A page other than the search runs a script in the browser",
        why="The notice promises to work without scripts. Nobody has checked a script that was "
        "added on the way.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "console": Rule(
        "audit/console",
        "The browser reports a problem with a page",
        why="A message on the console is often the first sign that something does not work for "
        "some readers.",
        cure="Open the page in a browser, look at its console, and fix the problem.",
        found_by=AUDIT,
    ),
    "policy": Rule(
        "audit/content-security-policy",
        "The content security policy had to block something",
        why="The policy allows only the site's own files. Something on the page tried to load or "
        "run something else.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "header": Rule(
        "audit/header",
        "A host leaves out a header, weakens one or adds one",
        why="Headers tell browsers to load nothing else, to use encryption and to reveal nothing. "
        "Without them, only the pages themselves keep the promise.",
        cure="Use the configuration that aviso hosting writes for your server, and turn off the "
        "headers that the host or a proxy adds.",
        found_by=AUDIT,
    ),
    "layout": Rule(
        "audit/layout",
        "A page scrolls sideways in a narrow or wide window",
        why="People who enlarge the text, or read on a phone, would have to scroll sideways for "
        "every line (WCAG 2.2, 1.4.10).",
        cure="Look at the page in a window of 320 pixels. Divide the long word, the address or "
        "the table that is too wide.",
        found_by=AUDIT,
    ),
    "accessibility": Rule(
        "audit/accessibility",
        "A page has a barrier for people with disabilities",
        why="Notices are for everyone, and public libraries must make them usable for everyone. "
        "The message names the rule of axe-core and the place.",
        cure="Look up the rule at dequeuniversity.com/rules/axe, and fix the library's own text or "
        "colors. If they are not the cause, report it.",
        found_by=AUDIT,
    ),
    "different": Rule(
        "audit/different",
        "A file differs from the built one",
        why="Somebody or something changed the site after it was checked, so the result of the "
        "check is no longer valid.",
        cure="Build and upload the site again. If it differs again, find out which host or proxy "
        "changes it on the way.",
        found_by=AUDIT,
    ),
    "published": Rule(
        "audit/not-published",
        "There is no site to audit",
        why="The output folder has no site of this library, or the library had problems and was "
        "never published.",
        cure="Build the site with aviso build, and fix the problems that it reports. Then audit "
        "it again.",
        found_by=AUDIT,
    ),
    "telling": Rule(
        "audit/telling-header",
        "A host tells strangers what software it runs",
        why="Attackers use such headers to find hosts with a known weakness. Readers do not need "
        "them.",
        cure="Turn off the header in the configuration of the server or proxy that sends it.",
        severity="warning",
        found_by=AUDIT,
    ),
    "local": Rule(
        "audit/not-encrypted-here",
        "A site on this computer is served without encryption",
        why="That is normal for a trial on your own computer, but on the web anybody in between "
        "could read and change the pages.",
        cure="Nothing, if this is only a trial. Serve the real site with https.",
        severity="warning",
        found_by=AUDIT,
    ),
}
# Rules that the report counts with another one.
COUNTED_AS = {"audit/telling-header": "header", "audit/not-encrypted-here": "header"}
SHORT_NAMES = {rule.id: name for name, rule in BY_NAME.items() if name in RULES} | COUNTED_AS
WHAT_TO_DO |= {"telling": WHAT_TO_DO["header"], "local": WHAT_TO_DO["header"]}


def make_finding(rule: str, page: str, message: str) -> Diagnostic:
    """Return a finding of the rule with a short name on ``page``, an address or a path."""
    return BY_NAME[rule].at(page, 1, message, WHAT_TO_DO[rule])


def count_by_rule(findings: Iterable[Diagnostic]) -> dict[str, int]:
    """Return the number of findings of each rule by its short name, 0 included."""
    counts = Counter(SHORT_NAMES.get(one.rule, STATIC) for one in findings)
    return {rule: counts[rule] for rule in RULES}
