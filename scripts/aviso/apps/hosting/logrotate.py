"""Writes the configuration of logrotate, which deletes logs when the notices say so."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.apps.hosting import caddy
from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.hosts import Host
from aviso.apps.hosting.quoting import quote_for_logrotate

HEAD = (
    "# logrotate: put this file into /etc/logrotate.d/. "
    "Made by `aviso hosting logrotate`; write it again when a notice changes.\n"
)
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


def render_configuration(hosts: list[Host], settings: ServerSettings) -> str:
    """Return a file for /etc/logrotate.d/ with a rule for each log whose notice states a time."""
    rules = dict(_list_kept_days(hosts, settings.logs))
    # The current log has today's lines, so keep one old log fewer than the allowed days.
    return HEAD + "".join(
        RULE.format(path=quote_for_logrotate(path), kept=days - 1, days=days)
        for path, days in rules.items()
    )


def _list_kept_days(hosts: list[Host], logs: str) -> Iterator[tuple[str, int]]:
    """Yield the path of each log, and for how many days it may be kept."""
    for host in hosts:
        for mount in host.mounts:
            if mount.log.fields and mount.log.kept_days:
                yield f"{logs}/aviso-{mount.name}.log", mount.log.kept_days
        shared = caddy.reduce_log(host)
        if shared.fields and shared.kept_days:
            yield f"{logs}/aviso-{host.name}.log", shared.kept_days
