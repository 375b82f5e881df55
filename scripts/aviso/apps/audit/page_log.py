"""Records what a page does in the browser, and reports what a notice must not do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from aviso.apps.audit.rules import make_finding
from aviso.core.diagnostics import Diagnostic

# Requests that the browser cancels when the reader leaves, and requests that the content security
# policy blocks, which another rule reports.
NOT_FAILED = ("net::ERR_ABORTED", "csp")


@dataclass
class PageLog:
    """The requests and messages of one visit to one page."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    missing_page: str = ""

    def listen(self, context: BrowserContext, missing_page: str = "") -> None:
        """Begin to record. It is not a failure that ``missing_page`` (an address) is missing."""
        self.missing_page = missing_page
        context.on("request", self._add_request)
        context.on("requestfailed", self._add_failed_request)
        context.on("response", self._add_response)
        context.on("console", self._add_message)
        context.on("weberror", self._add_error)

    def _add_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if request.resource_type == "script":
            self.scripts.append(request.url)

    def _add_failed_request(self, request: Request) -> None:
        if request.failure not in NOT_FAILED:
            self.failed.append(f"{request.url} ({request.failure})")

    def _add_response(self, response: Response) -> None:
        if response.status >= 400 and response.url != self.missing_page:
            self.failed.append(f"{response.url} ({response.status})")

    def _add_message(self, message: ConsoleMessage) -> None:
        # Chromium also writes to the console that the page itself is missing.
        if not self.missing_page or message.location.get("url") != self.missing_page:
            self.console.append(f"{message.type}: {message.text}")

    def _add_error(self, error: WebError) -> None:
        self.console.append(f"error: {error.error}")

    def list_findings(self, calls: list[str], base: str, name: str) -> Iterator[Diagnostic]:
        """Yield what the page did that it must not.

        ``calls`` are the calls that ``watch.js`` recorded, each as "rule: what"; ``base`` is the
        address of the site, ``name`` that of the page in the report.
        """
        origin = "/".join(base.split("/")[:3]) + "/"
        for url in dict.fromkeys(self.requests):
            if not url.startswith((origin, "about:")):
                yield make_finding("request", name, f"asks for {url[:120]}")
        for failure in dict.fromkeys(self.failed):
            yield make_finding("failed", name, f"could not load {failure[:160]}")
        for rule, _, what in (call.partition(": ") for call in dict.fromkeys(calls)):
            yield make_finding(rule, name, what if rule == "policy" else f"uses {what}")
        # The console repeats violations of the policy; the policy's own rule says more.
        has_violation = any(call.startswith("policy: ") for call in calls)
        for message in dict.fromkeys(self.console):
            if not (has_violation and "Content Security Policy" in message):
                yield make_finding("console", name, message[:300])
