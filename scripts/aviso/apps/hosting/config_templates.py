"""Fills the templates of server configurations with the hosts and the settings of the server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from aviso.apps.hosting import language_negotiation as languages
from aviso.apps.hosting import quoting
from aviso.apps.hosting.hosts import Host, Mount
from aviso.model.access_log import BROWSERS, OTHER_KIND, SYSTEMS
from aviso.site import http_policy as headers


@dataclass(frozen=True)
class ServerSettings:
    """The settings that only the person who runs the server knows.

    ``root`` is the folder of the output (public/) on the server, ``logs`` is the folder of its
    logs; ``certificates`` has a folder for each host. With ``listen`` (address:port), the server
    speaks plain HTTP there, behind a proxy that speaks HTTPS.
    """

    root: str
    logs: str
    listen: str | None = None
    certificates: str = "/etc/letsencrypt/live"
    has_brotli: bool = True


@lru_cache
def _make_environment() -> Environment:
    env = Environment(
        loader=PackageLoader("aviso.apps.hosting"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "pattern": re.escape,
        "for_nginx": quoting.quote_for_nginx,
        "fixed_for_nginx": quoting.quote_fixed_for_nginx,
        "for_apache": quoting.quote_for_apache,
        "pattern_for_apache": quoting.quote_pattern_for_apache,
        "for_caddy": quoting.quote_for_caddy,
    }
    env.filters["choices"] = _select_one_site_for_each_choice
    return env


def _select_one_site_for_each_choice(hosts: list[Host]) -> list[Mount]:
    """Return one site for each set of languages that sites have besides their first."""
    by_choice = {
        mount.choice: mount for host in hosts for mount in host.mounts if mount.translations
    }
    return list(by_choice.values())


def render_template(
    template: str,
    hosts: list[Host],
    settings: ServerSettings,
    log_fields: dict[str, str],
    **more: Any,
) -> str:
    """Fill ``templates/<template>``.

    ``log_fields`` are the server's names for the fields of a log; ``more`` goes to the template.
    """

    def write_log_line(mount: Mount) -> str:
        return " ".join(log_fields[name] for name in mount.log.fields)

    return (
        _make_environment()
        .get_template(template)
        .render(
            hosts=hosts,
            settings=settings,
            log_line=write_log_line,
            headers=headers,
            languages=languages,
            browsers=BROWSERS,
            systems=SYSTEMS,
            other_kind=OTHER_KIND,
            **more,
        )
    )
