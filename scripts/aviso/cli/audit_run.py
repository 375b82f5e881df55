"""Audits published sites, or a live one, and shows the progress.

Needs the packages of the extra ``audit``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from aviso.apps.audit.browser import start_visitor
from aviso.apps.audit.built_site import audit_published, find_published_site, visit_site
from aviso.apps.audit.live_site import LiveSite, audit_live
from aviso.apps.audit.rules import DIFFERENT, RULES, STATIC
from aviso.build.output import Output
from aviso.cli.audit_report import Audit
from aviso.cli.progress import show_count
from aviso.content.pages import FRONT


def audit_folder(output: Output, site_ids: list[str], with_browser: bool) -> Audit:
    """Audit the published sites.

    Raises BrowserUnavailable if a browser is asked for and cannot be started.
    """
    audit = Audit(frozenset(RULES if with_browser else (STATIC, DIFFERENT)))
    for site_id in site_ids:
        site = find_published_site(output, site_id)
        audit.add(site_id, len(site.pages) if site else 0, audit_published(output, site_id))
    if with_browser:
        with start_visitor() as browser, _show_progress(sum(audit.pages.values())) as advance:
            for site_id in site_ids:
                site = find_published_site(output, site_id)
                if site:
                    audit.add(site_id, 0, visit_site(browser, site, advance))
    return audit


def audit_address(output: Output, address: str) -> Audit:
    """Audit the live site at an address. Raises BrowserUnavailable."""
    site = LiveSite(
        address if address.endswith("/") else f"{address}/", _find_built_files(output, address)
    )
    audit = Audit(frozenset(RULES.keys() - {STATIC} - (set() if site.built else {DIFFERENT})))
    with start_visitor() as browser, _show_progress(None) as advance:
        found, pages = audit_live(browser, site, advance)
    audit.add(site.address, pages, found)
    return audit


def _find_built_files(output: Output, address: str) -> dict[str, tuple[int, str]]:
    """Return size and digest of each file that was built here for a site at this address."""
    for site_id in (*output.list_published(), FRONT):
        site = find_published_site(output, site_id)
        if site and site.address.rstrip("/") == address.rstrip("/"):
            return {
                name: tuple(entry)
                for name, entry in output.read_site_stamp(site_id)["files"].items()
            }
    return {}


@contextmanager
def _show_progress(total: int | None) -> Iterator[Callable[[str], None]]:
    """Show on a terminal how many pages have been opened."""
    numbers = count(1)
    with show_count("opening …") as show:
        yield lambda page: show(next(numbers), total, f"opening … {page}")
