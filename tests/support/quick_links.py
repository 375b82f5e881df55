"""Request settings that keep tests short, and the day on which the tests take place."""

from datetime import date

from aviso.core.web.rate_limiter import RequestPolicy
from tests.support.project import Project

QUICK = RequestPolicy(
    gap=0.0,
    total=30,
    connect=30,
    retries=1,
    pause=0.01,
    longest_wait=5,
    maximum_bytes=300_000,
    may_be_private=True,
)
TODAY = date(2026, 11, 22)


VENDOR = "data/vendors/pagewell.yml"


def add(project: Project, address: str) -> int:
    """Name an address on a page, in both languages; return its line."""
    return [
        project.add_paragraph(f"docs/riverside/{locale}/index.md", f"[There]({address})")
        for locale in ("en", "es")
    ][-1]
