"""Generates the configuration of one kind of server for the hosts of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aviso.apps.hosting import apache, caddy, logrotate, nginx, static_hosts
from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.hosts import HOSTING, STATED_NOT_LOGGED, Host, plan_hosts, select_hosts
from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.rules import Rule

LOGS = {"nginx": nginx.LOGS, "apache": apache.LOGS, "caddy": caddy.LOGS, "logrotate": nginx.LOGS}
CONFIGURATIONS: dict[str, Callable[[list[Host], ServerSettings], str]] = {
    "nginx": nginx.render_configuration,
    "apache": apache.render_configuration,
    "caddy": caddy.render_configuration,
    "logrotate": logrotate.render_configuration,
}
STATIC = "static"
# Every file that is written here has it in its head.
MARK = b"Made by `aviso hosting"
# The functions that find warnings for each server.
LOOKED_FOR = {
    "nginx": {STATED_NOT_LOGGED.id},
    "apache": {STATED_NOT_LOGGED.id},
    "caddy": {STATED_NOT_LOGGED.id, caddy.LOGS_LESS.id},
    STATIC: {static_hosts.TOO_MANY_REDIRECTS.id},
}
STALE = Rule(
    "hosting/stale",
    "The configuration of a web server is out of date",
    why="The notices or Aviso have changed since it was written. The server may serve old "
    "addresses, or keep its logs for a different time than the notice says.",
    cure="Write the configuration again with aviso hosting, and have the server reload it.",
    found_by=HOSTING,
)


def generate(
    project: Project, server: str, settings: ServerSettings, names: tuple[str, ...] = ()
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the files to write by path, and the problems and differences from a notice.

    The path is "" for the one file of a server. There are no files if the data have errors. Raises
    UnknownHost for a host that no notice has, and CannotQuote for a folder whose name cannot be
    written in the server's syntax.
    """
    hosts, problems = plan_hosts(project)
    if has_errors(problems):
        return {}, problems
    hosts = select_hosts(hosts, names)
    if server == STATIC:
        files = {
            f"{host.name}/{name}": text
            for host in hosts
            for name, text in static_hosts.render_files(host).items()
        }
        return files, list(static_hosts.find_problems(hosts))
    if server == "caddy":
        problems += caddy.find_problems(hosts)
    return {"": CONFIGURATIONS[server](hosts, settings)}, [] if server == "logrotate" else problems


def find_stale_files(place: Path, files: dict[str, str]) -> list[Path]:
    """Return the paths below ``place`` whose file is missing or has another text."""
    paths = {place / name if name else place: text for name, text in files.items()}
    return [
        path
        for path, text in paths.items()
        if not path.is_file() or path.read_bytes() != text.encode()
    ]


def write_files(place: Path, files: dict[str, str]) -> list[Path]:
    """Write the files to ``place``, or below it; return their paths.

    Raises ForeignFile if a file that none of these commands wrote is there, and OSError.
    """
    return write_marked(
        MarkedFile(place / name if name else place, text.encode(), MARK)
        for name, text in files.items()
    )
