"""Turns how long the notices say that website logs are kept into a configuration of logrotate, which puts old logs away."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.apps.hosting import caddy
from aviso.apps.hosting.config_templates import Settings
from aviso.apps.hosting.hosts import Host

RULE = """
{path} {{
    daily
    rotate {kept}
    maxage {days}
    missingok
    copytruncate
    dateext
}}
"""


def configuration(hosts: list[Host], settings: Settings) -> str:
    """Return a file for /etc/logrotate.d/: the logs of each site whose notice states a time, deleted by the end of it."""
    rules = dict(_times(hosts, settings.logs))
    head = "# logrotate: put this file into /etc/logrotate.d/. Made by `aviso hosting logrotate`; make it anew when a notice changes.\n"
    # Today's lines are in the log itself, so of the days that are allowed one fewer is put aside.
    return head + "".join(
        RULE.format(path=path, kept=days - 1, days=days) for path, days in rules.items()
    )


def _times(hosts: list[Host], logs: str) -> Iterator[tuple[str, int]]:
    for host in hosts:
        for mount in host.mounts:
            if mount.log.fields and mount.log.kept_days:
                yield f"{logs}/aviso-{mount.name}.log", mount.log.kept_days
        shared = caddy.logged(host)
        if shared.fields and shared.kept_days:
            yield f"{logs}/aviso-{host.name}.log", shared.kept_days
