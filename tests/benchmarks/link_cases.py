"""Turns sizes into the rows about links.

Links inside are measured against LinkChecker on the same pages, links outside against plain
asyncio.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.paths import ROOT

from .edits import PUBLIC
from .measure import Contender, in_turn, pairwise_ratio, seconds
from .peers import ENVIRONMENT as PEERS_ENVIRONMENT
from .rows import Row, in_seconds, peak
from .workshop import AVISO, Workshop, say

LINKCHECKER = "linkchecker==10.6.0"
ENVIRONMENT = PEERS_ENVIRONMENT.with_name("peers-links")
PAGES_OF_A_LIBRARY = 24
ADDRESSES_OF_A_HOST = 10
# LinkChecker waits up to half a second between two requests to a host, whatever its settings. That
# is polite, but it would be all that is measured here. Its plug-in for anchors fetches a
# page anew for each anchor on it.
WITHOUT_WAITING = """\
import sys
from linkcheck.director import aggregator
aggregator.Aggregate.wait_for_host = lambda self, host: None
from linkcheck.command.linkchecker import linkchecker
sys.exit(linkchecker())
"""
MEMORY = Path(".aviso") / "links"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Hand out a folder on a loopback address, for a checker that knows only the web."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def linkchecker_python() -> Path:
    """The Python of an environment with LinkChecker.

    It is installed from PyPI on the first call. Raises RuntimeError.
    """
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "bin" / "linkchecker").exists():
        commands = [] if python.exists() else [[sys.executable, "-m", "venv", str(ENVIRONMENT)]]
        for command in [
            *commands,
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                LINKCHECKER,
            ],
        ]:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(
                    f"{LINKCHECKER} could not be installed: {done.stderr.strip().splitlines()[-1:]}"
                )
    return python


def inside(shop: Workshop) -> Iterator[Row]:
    """Every address within the built sites, against LinkChecker on the same pages."""
    libraries = max(shop.sizes.pages // PAGES_OF_A_LIBRARY, 1)
    project = shop.project(libraries)
    if not (project / PUBLIC).exists():
        subprocess.run([AVISO, "build"], cwd=project, check=True, capture_output=True)
    pages = sum(1 for _ in (project / PUBLIC).rglob("*.html"))
    say(f"links inside {pages} pages")
    with served(project / PUBLIC) as address:
        rival = [
            str(linkchecker_python()),
            "-c",
            WITHOUT_WAITING,
            "--no-status",
            "--no-robots",
            "--threads",
            "10",
            address,
        ]
        runs = in_turn(
            {
                "aviso": Contender([AVISO, "links", "--inside", PUBLIC], project, is_watched=True),
                "linkchecker": Contender(
                    ["sh", "-c", '"$@"; test $? -le 1', "linkchecker", *rival],
                    project,
                    is_watched=True,
                ),
            },
            shop.sizes.rounds,
        )
    against = (
        f"LinkChecker on the same pages: {in_seconds(seconds(runs['linkchecker']))}, "
        f"{peak(runs['linkchecker']):,.0f} MiB"
    )
    yield Row(
        f"links inside {pages:,} pages",
        f"{in_seconds(seconds(runs['aviso']))}, {peak(runs['aviso']):,.0f} MiB",
        against,
        pairwise_ratio(runs["aviso"], runs["linkchecker"]),
        "LinkChecker asks a local web server with 10 threads, without its pauses and "
        "without looking for anchors, which Aviso does",
    )


def outside(shop: Workshop) -> Iterator[Row]:
    """Addresses outside on many loopback hosts, against plain asyncio.

    They are checked once more from memory.
    """
    hosts = [
        f"127.1.{number // 250}.{number % 250 + 1}"
        for number in range(max(shop.sizes.addresses // ADDRESSES_OF_A_HOST, 1))
    ]
    folder = shop.made(f"links-{shop.sizes.addresses}", lambda place: (place / "docs").mkdir())
    say(f"{shop.sizes.addresses} addresses on {len(hosts)} hosts")
    command = [sys.executable, "-m", "tests.benchmarks.answering_hosts", str(folder), *hosts]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        addresses = [
            f"https://{host}:{port}/page/{number}"
            for number in range(ADDRESSES_OF_A_HOST)
            for host in hosts
        ][: shop.sizes.addresses]
        write_linking_project(folder, addresses)
        before = os.environ.get("SSL_CERT_FILE")
        os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
        try:
            ours = [AVISO, "links", "--private", "--gap", "0", "--at-once", "200"]
            forget = partial(shutil.rmtree, folder / MEMORY, ignore_errors=True)
            runs = in_turn(
                {
                    "aviso": Contender(ours, folder, before=forget, is_watched=True),
                    "again": Contender(ours, folder, is_watched=True),
                    "floor": Contender(
                        [
                            sys.executable,
                            str(ROOT / "tests" / "benchmarks" / "asking_floor.py"),
                            str(folder / "addresses.txt"),
                        ],
                        folder,
                        is_watched=True,
                    ),
                },
                shop.sizes.rounds,
            )
        finally:
            os.environ.pop("SSL_CERT_FILE") if before is None else os.environ.update(
                SSL_CERT_FILE=before
            )
            server.terminate()
    case, first = (
        f"{len(addresses):,} addresses outside on {len(hosts)} hosts, no pauses",
        in_seconds(seconds(runs["aviso"])),
    )
    floor = (
        f"one HEAD each with plain asyncio: {in_seconds(seconds(runs['floor']))}, "
        f"{peak(runs['floor']):,.0f} MiB"
    )
    yield Row(
        case,
        f"{first}, {peak(runs['aviso']):,.0f} MiB",
        floor,
        pairwise_ratio(runs["aviso"], runs["floor"]),
        "https on loopback; one at a time for each host",
    )
    yield Row(
        f"{case}, second run from memory",
        in_seconds(seconds(runs["again"])),
        f"the first run: {first}",
        pairwise_ratio(runs["again"], runs["aviso"]),
    )


def write_linking_project(folder: Path, addresses: list[str]) -> None:
    """A project that holds nothing but links: a page for each hundred of them."""
    shutil.rmtree(folder / "docs", ignore_errors=True)
    (folder / "data").mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for start in range(0, len(addresses), 100):
        page = folder / "docs" / "some" / "en" / f"page-{start}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            "\n".join(f"- [There]({address})" for address in addresses[start : start + 100]) + "\n",
            "utf-8",
        )
    # In the place of the page that comes with Aviso, which leads to a real host.
    for locale in ("en", "es"):
        page = folder / "docs" / "_pages" / locale / "accessibility.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# Accessibility\n", "utf-8")
    (folder / "addresses.txt").write_text("\n".join(addresses), "utf-8")
