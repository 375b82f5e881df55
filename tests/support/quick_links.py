"""Request settings that keep tests short, and the day on which the tests take place."""

from datetime import date

from aviso.core.web.rate_limiter import RequestPolicy

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
