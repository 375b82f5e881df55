"""The logs of a server hold what the notice says, and nothing else."""

from __future__ import annotations

import json
import re
import time

import pytest

from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.requests_and_answers import EDGE
from tests.support.web_servers import PATIENCE, WebServer

# Logs


DATE = r"\d{4}-\d\d-\d\d"
TIME = DATE + r"T\d\d:\d\d:\d\d[+-]\d\d:?\d\d"
TELLING = {
    "User_Agent": EDGE,
    "Referer": "https://from.example/page?words=secret-words",
    "Cookie": "id=secret-cookie",
    "X_Forwarded_For": "203.0.113.77",
}
# Asked for: host, path, what else; and the line that each must leave: in the log of which site
# (None: in no log).
VISITS = [
    (SHARED, "/?q=secret-words", "front", rf'{DATE} "/" 200'),
    (SHARED, "/es/nowhere?q=secret-words", "front", rf'{DATE} "/es/nowhere" 404'),
    (
        SHARED,
        "/example/collect/?q=secret-words",
        "example",
        rf'127\.0\.0\.1 {TIME} "/example/collect/" "Edge"',
    ),
    (
        SHARED,
        "/example/es/nowhere?q=secret-words",
        "example",
        rf'127\.0\.0\.1 {TIME} "/example/es/nowhere" "Edge"',
    ),
    (SHARED, "/example-branch/?q=secret-words", None, ""),
    (
        SHARED,
        "/wide/es/?q=secret-words",
        "wide",
        rf'127\.0\.0\.1 {TIME} "/wide/es/" "Edge" "Windows" "https://from\.example/page"',
    ),
    (OWN, "/?q=secret-words", "own", rf"127\.0\.0\.1 {TIME} 200"),
    (OWN, "/nowhere?q=secret-words", "own", rf"127\.0\.0\.1 {TIME} 404"),
    (
        DEEP,
        "/about/privacy/?q=secret-words",
        "deep",
        rf'127\.0\.0\.1 {TIME} "Edge" "Windows" "https://from\.example/page"',
    ),
]
# Caddy has one log for a host. On the shared one, a notice says that nothing is logged, so nothing
# is; the others have hosts of their own.
CADDY_LOGS = {
    f"aviso-{OWN}.log": [
        {"remote_ip": "127.0.0.1", "status": 200},
        {"remote_ip": "127.0.0.1", "status": 404},
    ],
    f"aviso-{DEEP}.log": [{"remote_ip": "127.0.0.1"}],
}


@pytest.fixture
def visited(server: WebServer) -> WebServer:
    """The server after the visits, with nothing in its logs but these."""
    settle(server)
    for path in server.logs.iterdir():
        path.write_text("")
    for host, path, _, _ in VISITS:
        server.get(path, host, **TELLING)
    settle(server)
    return server


def settle(server: WebServer) -> None:
    """Wait until the logs have not grown for a while: a line is written after its answer."""
    end, before, same = time.monotonic() + PATIENCE, None, 0
    while same < 4 and time.monotonic() < end:
        now = [len(text) for text in server.log_texts().values()]
        same, before = (same + 1 if now == before else 0), now
        time.sleep(0.1)


def test_the_logs_hold_what_the_notice_says_and_nothing_else(visited: WebServer) -> None:
    texts = {
        name: text.replace("\0", "")
        for name, text in visited.log_texts().items()
        if text.strip("\0")
    }
    if visited.name == "caddy":
        assert_caddy(texts)
        return
    expected: dict[str, list[str]] = {}
    for _, _, site, line in VISITS:
        if site:
            expected.setdefault(f"aviso-{site}.log", []).append(line)
    assert texts.keys() == expected.keys()
    for name, patterns in expected.items():
        lines = texts[name].splitlines()
        assert len(lines) == len(patterns), lines
        # A visit is logged after its answer, so that two visits may change places.
        for pattern in patterns:
            (line,) = [line for line in lines if re.fullmatch(pattern, line)]
            lines.remove(line)


def assert_caddy(texts: dict[str, str]) -> None:
    """Caddy writes JSON and names the parts itself; its logs are one for each host."""
    for name, expected in CADDY_LOGS.items():
        lines = [json.loads(line) for line in texts[name].splitlines()]
        assert all(
            re.fullmatch(rf"{TIME}|{DATE}T\d\d:\d\d:\d\dZ", line.pop("time")) for line in lines
        )
        flat = [{**line.pop("request", {}), **line} for line in lines]
        # Here too, two visits may change places.
        assert sorted(flat, key=str) == sorted(expected, key=str)
    assert texts.keys() == CADDY_LOGS.keys()


def test_nothing_that_the_server_writes_names_the_visitor(visited: WebServer) -> None:
    for attack in (
        "/example/%00",
        "/example/%zz",
        "/example/" + "x" * 9000,
        "/example/..%2f..%2fetc/passwd?secret-words",
    ):
        visited.get(attack, **TELLING)
    for host in ("elsewhere.example", f"{SHARED}:{visited.port}", "203.0.113.77"):
        visited.get("/?q=secret-words", host, **TELLING)
    settle(visited)
    written = visited.everything_written()
    for secret in ("secret-words", "secret-cookie", "Mozilla", "Safari/537", "203.0.113.77"):
        assert secret not in written
    # What has no site's log to stand in stands nowhere: the server's own messages have no address
    # of a visitor.
    own = "".join(
        path.read_text("utf-8", "replace") for path in visited.folder.glob("server-*.log")
    )
    assert not re.search(r"client: 127|client 127|remote_ip", own)
