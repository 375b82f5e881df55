"""Writes the configuration of nginx: a file for /etc/nginx/conf.d/."""

from __future__ import annotations

from aviso.apps.hosting.config_templates import ServerSettings, render_template
from aviso.apps.hosting.hosts import Host
from aviso.model.access_log import DAY

LOGS = "/var/log/nginx"
LOG_FIELDS = {
    "ip-address": "$remote_addr",
    DAY: "$aviso_day",
    "visit-time": "$time_iso8601",
    "pages-visited": '"$aviso_path"',
    "status-code": "$status",
    "browser": '"$aviso_browser"',
    "operating-system": '"$aviso_system"',
    "referring-address": '"$aviso_referrer"',
}


def render_configuration(hosts: list[Host], settings: ServerSettings) -> str:
    """Return the configuration, for nginx 1.22 and later."""
    return render_template("nginx.conf", hosts, settings, LOG_FIELDS)
