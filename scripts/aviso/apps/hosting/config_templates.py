"""Fills a template of a server's configuration with the hosts and the settings of the one who runs the server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from aviso.apps.hosting import language_negotiation as languages
from aviso.apps.hosting.hosts import Host, Mount
from aviso.model.access_log import BROWSERS, OTHER_KIND, SYSTEMS
from aviso.site import http_policy as headers


@dataclass(frozen=True)
class Settings:
    """What only the one who runs the server knows.

    ``root`` is where the output (public/) is on the server, ``logs`` the folder of its logs, ``certificates`` the folder with
    a folder for each host. With ``listen`` (address:port) it speaks plain HTTP there, to a proxy that speaks HTTPS.
    """

    root: str
    logs: str
    listen: str | None = None
    certificates: str = "/etc/letsencrypt/live"
    has_brotli: bool = True


@lru_cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("aviso.apps.hosting"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["pattern"] = re.escape
    env.filters["choices"] = _choices
    return env


def _choices(hosts: list[Host]) -> list[Mount]:
    """One site for each choice of languages that there is."""
    return list(
        {
            mount.choice: mount for host in hosts for mount in host.mounts if mount.translations
        }.values()
    )


def render(
    template: str, hosts: list[Host], settings: Settings, log_fields: dict[str, str], **more: Any
) -> str:
    """Fill ``templates/<template>``. ``log_fields`` says how the server writes each field of a log."""

    def line(mount: Mount) -> str:
        return " ".join(log_fields[name] for name in mount.log.fields)

    return (
        _environment()
        .get_template(template)
        .render(
            hosts=hosts,
            settings=settings,
            line=line,
            headers=headers,
            languages=languages,
            browsers=BROWSERS,
            systems=SYSTEMS,
            other_kind=OTHER_KIND,
            **more,
        )
    )
