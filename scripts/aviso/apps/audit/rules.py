"""The rules of an audit in the order of the report, and findings that break them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

AUDIT = "aviso audit"
# The rules that the build itself checks, under one name.
STATIC = "static"
# The words for each rule in the report and in a site's proof, by its short name.
RULES = {
    STATIC: "the built files",
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
FIND_THE_SCRIPT = "Find the script that does it; the site itself has none."
WHAT_TO_DO = {
    "request": (
        "Find out which file asks for it, and remove it; a proxy or host may have put it in."
    ),
    "failed": "See whether the file was uploaded.",
    "cookie": "Switch it off at the host or proxy that sets it.",
    "storage": FIND_THE_SCRIPT,
    "fingerprinting": FIND_THE_SCRIPT,
    "script": "Find out who put it in; no page but the search has a script.",
    "console": "Open the page and look at the browser's console.",
    "policy": "Remove what the policy stops; a proxy or host may have put it in.",
    "header": "Use the configuration that `aviso hosting` writes.",
    "layout": "Look at the page in a narrow window; a long word or address may be the cause.",
    "accessibility": (
        "Look the rule up at dequeuniversity.com/rules/axe; "
        "if the library's own text is not the cause, report it."
    ),
    "different": "Upload the site again, or find out who changes it on the way.",
    "published": "Build the site again; if that does not help, report it: it is a bug in Aviso.",
}
PUT_IN = (
    "Find out which file it comes from and take it out. If no file of the site has it, the host or "
    "a proxy put it in: switch that off there."
)
BY_NAME = {
    "request": Rule(
        "audit/request",
        "A page asks another host for something",
        why="Whoever is asked learns the reader's address and which page is open. The notice "
        "promises that nobody does.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "failed": Rule(
        "audit/failed",
        "A page or file cannot be loaded",
        why="Readers get an error in place of the page, or a page without its style or search.",
        cure="See whether the file was uploaded and whether the host hands it out at this "
        "address. Then look at the log of the host for the reason.",
        found_by=AUDIT,
    ),
    "cookie": Rule(
        "audit/cookie",
        "A page sets a cookie",
        why="A cookie makes a browser known again at the next visit. The notice promises that "
        "there are none.",
        cure="Switch the cookie off at the host or proxy that sets it, such as a load balancer or "
        "a protection against robots.",
        found_by=AUDIT,
    ),
    "storage": Rule(
        "audit/storage",
        "A page keeps something on the device, or reads what was kept",
        why="What is kept on a device tells at the next visit that it is the same one. The notice "
        "promises that nothing is.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "fingerprinting": Rule(
        "audit/fingerprinting",
        "A page asks for what tells one device from another",
        why="Screen, fonts, time zone and the like make a device known again without any cookie. "
        "A notice has no use for them.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "script": Rule(
        "audit/script",
        "A page other than the search runs a script in the browser",
        why="The notice promises to work without scripts. Nobody can vouch for one that was added "
        "on the way.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "console": Rule(
        "audit/console",
        "The browser reports a problem with a page",
        why="A message on the console is the first sign of something that does not work for "
        "some readers.",
        cure="Open the page in a browser, look at its console, and fix what it names.",
        found_by=AUDIT,
    ),
    "policy": Rule(
        "audit/content-security-policy",
        "The content security policy had to stop something",
        why="The policy lets only the site's own files through. Something on the page tried to "
        "load or run more than that.",
        cure=PUT_IN,
        found_by=AUDIT,
    ),
    "header": Rule(
        "audit/header",
        "A host leaves out a header, weakens one or adds one",
        why="Headers tell browsers to let nothing in, to use encryption and to give nothing away. "
        "Without them, the promise rests on the pages alone.",
        cure="Use the configuration that aviso hosting writes for your server, and switch off "
        "what the host or a proxy adds.",
        found_by=AUDIT,
    ),
    "layout": Rule(
        "audit/layout",
        "A page scrolls sideways in a narrow or wide window",
        why="People who enlarge the text, or read on a telephone, would have to move every line "
        "back and forth (WCAG 2.2, 1.4.10).",
        cure="Look at the page in a window of 320 pixels. Divide the long word, the address or "
        "the table that sticks out.",
        found_by=AUDIT,
    ),
    "accessibility": Rule(
        "audit/accessibility",
        "A page has a barrier for people with disabilities",
        why="Notices are for everyone, and public libraries must make them usable for everyone. "
        "The message names the rule of axe-core and the place.",
        cure="Look the rule up at dequeuniversity.com/rules/axe, and fix the library's own text "
        "or colors. If they are not the cause, report it.",
        found_by=AUDIT,
    ),
    "different": Rule(
        "audit/different",
        "A file is not the one that was built",
        why="Somebody or something changed the site after it was checked, so nothing that was "
        "found out about it holds any more.",
        cure="Build and upload the site again. If it differs again, find out which host or proxy "
        "changes it on the way.",
        found_by=AUDIT,
    ),
    "published": Rule(
        "audit/not-published",
        "A site is not there to be audited",
        why="Nothing was built for this library in the output folder, or it had problems and was "
        "never published.",
        cure="Build the site with aviso build, and fix what that names. Then audit it again.",
        found_by=AUDIT,
    ),
    "telling": Rule(
        "audit/telling-header",
        "A host tells strangers what software it runs",
        why="Anyone looking for hosts with a known weakness finds them by such headers. Readers "
        "have no use for them."
        "",
        cure="Switch the header off in the configuration of the server or proxy that sends it.",
        severity="warning",
        found_by=AUDIT,
    ),
    "local": Rule(
        "audit/not-encrypted-here",
        "A site on this computer is served without encryption",
        why="That is normal for a trial on your own computer, but on the web anybody in between "
        "could"
        " read and change the pages.",
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
