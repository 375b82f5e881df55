"""Writes the configuration of Caddy: a whole Caddyfile."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.apps.hosting.config_templates import ServerSettings, render_template
from aviso.apps.hosting.hosts import HOSTING, Host, Mount
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import name_library_file
from aviso.core.rules import Rule
from aviso.model.access_log import DAY, AccessLog

LOGS = "/var/log/caddy"
LOGS_LESS = Rule(
    "hosting/caddy-logs-less",
    "Caddy leaves out data that the notice allows in its log",
    why="Caddy has one log for a whole host. So the log may contain only data that every notice "
    "on that host states, in a form that Caddy can write.",
    cure="Nothing, if you do not need the data. Otherwise give the library a host of its own, or "
    "use nginx or Apache, which can have a log for each site.",
    severity="warning",
    found_by=HOSTING,
)
# The parts of a log line by Caddy's names. A field that Caddy cannot reduce to the notice's data is
# missing here and never logged.
LOG_FIELDS = {
    "ip-address": "request>remote_ip",
    DAY: "ts",
    "visit-time": "ts",
    "pages-visited": "request>uri",
    "status-code": "status",
}
TIMES = {DAY: "2006-01-02", "visit-time": "2006-01-02T15:04:05Z07:00"}
# All parts of a line besides the time, in Caddy 2.6 to 2.10.
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


def render_configuration(hosts: list[Host], settings: ServerSettings) -> str:
    """Return the configuration, for Caddy 2.6 and later."""
    return render_template(
        "Caddyfile",
        hosts,
        settings,
        LOG_FIELDS,
        reduce_log=reduce_log,
        list_omitted_parts=list_omitted_parts,
        find_time_format=find_time_format,
    )


def reduce_log(host: Host) -> AccessLog:
    """Return what Caddy logs for a host.

    Caddy has one log for all sites of a host, so it logs only the data that every notice there
    states and that it can reduce to the notice's form.
    """
    return AccessLog(
        tuple(field for field in host.shared_log.fields if field in LOG_FIELDS),
        host.shared_log.kept_days,
    )


def list_omitted_parts(log: AccessLog) -> list[str]:
    """Return the parts of a line that the log must not have."""
    kept = {LOG_FIELDS[field] for field in log.fields}
    return [part for part in PARTS if part not in kept]


def find_time_format(log: AccessLog) -> str | None:
    """Return the format of the time in the log, or None if the log must not have it."""
    return next((TIMES[field] for field in log.fields if field in TIMES), None)


def find_problems(hosts: list[Host]) -> Iterator[Diagnostic]:
    """Yield a warning for each site whose log Caddy cannot write in full."""
    for host in hosts:
        for mount in host.mounts:
            kept = reduce_log(host).fields
            omitted = [field for field in mount.log.fields if field not in kept]
            if omitted:
                yield _warn_of_omission(host, mount, omitted)


def _warn_of_omission(host: Host, mount: Mount, omitted: list[str]) -> Diagnostic:
    hint = (
        "nginx and Apache can log them for each site alone."
        if len(host.mounts) > 1
        else "nginx and Apache can log them."
    )
    message = (
        f'the log of "{mount.site_id}" should hold {", ".join(omitted)}; '
        f"Caddy has one log for the host {host.name} and leaves them out"
    )
    return LOGS_LESS.at(
        "mkdocs.yml" if mount.site_id.startswith("_") else name_library_file(mount.site_id),
        1,
        message,
        hint,
    )
