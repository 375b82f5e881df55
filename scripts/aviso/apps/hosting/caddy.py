"""Turns the hosts into the configuration of Caddy: a whole Caddyfile."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.apps.hosting.config_templates import Settings, render
from aviso.apps.hosting.hosts import HOSTING, Host, Mount
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.access_log import DAY, AccessLog

LOGS = "/var/log/caddy"
LOGS_LESS = Rule(
    "hosting/caddy-logs-less",
    "Caddy leaves something out of a log that the notice allows",
    why="Caddy has one log for a whole host. So it may hold only what every notice on that host "
    "states, and what Caddy can cut to size.",
    cure="Nothing, if you do not need it. Otherwise give the library a host of its own, or use "
    "nginx or Apache, which can log each site alone.",
    severity="warning",
    found_by=HOSTING,
)
# Caddy names the parts of a line itself; what it cannot cut down to what a notice says, it does not log at all.
LOG_FIELDS = {
    "ip-address": "request>remote_ip",
    DAY: "ts",
    "visit-time": "ts",
    "pages-visited": "request>uri",
    "status-code": "status",
}
TIMES = {DAY: "2006-01-02", "visit-time": "2006-01-02T15:04:05Z07:00"}
# All that Caddy puts into a line (2.6 to 2.10) besides the time.
PARTS = (
    "request>remote_ip",
    "request>remote_port",
    "request>client_ip",
    "request>proto",
    "request>method",
    "request>host",
    "request>uri",
    "request>headers",
    "request>tls",
    "bytes_read",
    "user_id",
    "duration",
    "size",
    "status",
    "resp_headers",
    "common_log",
)


def configuration(hosts: list[Host], settings: Settings) -> str:
    """Return the configuration; directives of Caddy 2.6 and later."""
    return render(
        "Caddyfile",
        hosts,
        settings,
        LOG_FIELDS,
        log_of=logged,
        parts_left_out=parts_left_out,
        time_of=time_of,
    )


def logged(host: Host) -> AccessLog:
    """What Caddy logs: it has one log for a host, so no more than every notice there says, and only what it can cut to size."""
    return AccessLog(
        tuple(field for field in host.shared_log.fields if field in LOG_FIELDS),
        host.shared_log.kept_days,
    )


def parts_left_out(log: AccessLog) -> list[str]:
    """The parts of a line that the log must not hold."""
    wanted = {LOG_FIELDS[field] for field in log.fields}
    return [part for part in PARTS if part not in wanted]


def time_of(log: AccessLog) -> str | None:
    """How the log writes the time, or None if it must not."""
    return next((TIMES[field] for field in log.fields if field in TIMES), None)


def problems(hosts: list[Host]) -> Iterator[Diagnostic]:
    """Say of each site which fields of its log Caddy leaves out."""
    for host in hosts:
        for mount in host.mounts:
            lost = [field for field in mount.log.fields if field not in logged(host).fields]
            if lost:
                yield _less(host, mount, lost)


def _less(host: Host, mount: Mount, lost: list[str]) -> Diagnostic:
    hint = (
        "nginx and Apache can log them for each site alone."
        if len(host.mounts) > 1
        else "nginx and Apache can log them."
    )
    message = f'the log of "{mount.site_id}" should hold {", ".join(lost)}; Caddy has one log for the host {host.name} and leaves them out'
    return LOGS_LESS.at(
        "mkdocs.yml" if mount.site_id.startswith("_") else f"data/libraries/{mount.site_id}.yml",
        1,
        message,
        hint,
    )
