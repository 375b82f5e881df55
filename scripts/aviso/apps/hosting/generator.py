"""Writes the configuration of one kind of server for the hosts of a project, or compares it with what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aviso.apps.hosting import apache, caddy, nginx, static_hosts
from aviso.apps.hosting import logrotate as rotation
from aviso.apps.hosting.config_templates import Settings
from aviso.apps.hosting.hosts import STATED_NOT_LOGGED, Host, chosen, make_plan
from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project

LOGS = {"nginx": nginx.LOGS, "apache": apache.LOGS, "caddy": caddy.LOGS, "logrotate": nginx.LOGS}
CONFIGURATIONS: dict[str, Callable[[list[Host], Settings], str]] = {
    "nginx": nginx.configuration,
    "apache": apache.configuration,
    "caddy": caddy.configuration,
    "logrotate": rotation.configuration,
}
STATIC = "static"
# At the head of everything that is written here.
MARK = b"Made by `aviso hosting"
# The warnings that each configuration may bring.
LOOKED_FOR = {
    "nginx": {STATED_NOT_LOGGED.id},
    "apache": {STATED_NOT_LOGGED.id},
    "caddy": {STATED_NOT_LOGGED.id, caddy.LOGS_LESS.id},
    STATIC: {static_hosts.TOO_MANY_REDIRECTS.id},
}


def generate(
    project: Project, server: str, settings: Settings, names: tuple[str, ...] = ()
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the files to write by path ("" for the one file of a server), and what is wrong or differs from a notice.

    There are no files if the data have errors. Raises UnknownHost for a host that no notice has.
    """
    hosts, problems = make_plan(project)
    if has_errors(problems):
        return {}, problems
    hosts = chosen(hosts, names)
    if server == STATIC:
        return {
            f"{host.name}/{name}": text
            for host in hosts
            for name, text in static_hosts.files(host).items()
        }, list(static_hosts.problems(hosts))
    if server == "caddy":
        problems += caddy.problems(hosts)
    return {"": CONFIGURATIONS[server](hosts, settings)}, [] if server == "logrotate" else problems


def differing(place: Path, files: dict[str, str]) -> list[Path]:
    """The files below ``place`` that are not there, or not with this text."""
    paths = {place / name if name else place: text for name, text in files.items()}
    return [
        path
        for path, text in paths.items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]


def write(place: Path, files: dict[str, str]) -> list[Path]:
    """Write the files to ``place``, or below it; return their paths.

    Raises NotOurs if another file, which none of these commands wrote, stands there; and OSError.
    """
    return write_marked(
        MarkedFile(place / name if name else place, text.encode(), MARK)
        for name, text in files.items()
    )
