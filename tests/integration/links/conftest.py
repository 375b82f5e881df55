"""A world of servers on loopback addresses, and a project whose links lead there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aviso.apps.links.checker import CheckedAddress, CheckOptions, Report, check_links
from aviso.apps.links.collect import Addresses, AddressUse
from aviso.apps.links.store import open_cache
from aviso.core.web.rate_limiter import RequestPolicy
from tests.support.answering import World
from tests.support.quick_links import QUICK, TODAY


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The servers, with their authority trusted by this process and by those that it starts."""
    folder = tmp_path_factory.mktemp("world")
    with World(folder) as servers, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
        for name in (
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
        ):
            patch.delenv(name, raising=False)
        yield servers


@pytest.fixture
def memory_path(tmp_path: Path) -> Path:
    """Where a run keeps its answers."""
    return tmp_path / "memory" / "answers.sqlite"


@pytest.fixture
def check(memory_path: Path) -> Callable[..., Report]:
    """A call that checks some addresses with a quick policy, as one run."""

    def run(*addresses: str, plan: CheckOptions | None = None) -> Report:
        found = Addresses(("en", "es"))
        for line, address in enumerate(addresses, 1):
            found.add_web(address, AddressUse("data/vendors/some.yml", line))
        with open_cache(memory_path) as memory:
            return asyncio.run(check_links(found, memory, plan or CheckOptions(QUICK, today=TODAY)))

    return run


@pytest.fixture
def finding(check: Callable[..., Report]) -> Callable[..., CheckedAddress | None]:
    """A call that checks one address and gives what was found, or None for a sound one."""

    def run(address: str, policy: RequestPolicy = QUICK) -> CheckedAddress | None:
        report = check(address, plan=CheckOptions(policy, today=TODAY))
        assert len(report.findings) <= 1
        return report.findings[0] if report.findings else None

    return run
