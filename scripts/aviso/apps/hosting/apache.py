"""Writes the configuration of Apache httpd: a file for /etc/apache2/sites-available/."""

from __future__ import annotations

from aviso.apps.hosting.config_templates import ServerSettings, render_template
from aviso.apps.hosting.hosts import Host
from aviso.model.access_log import DAY

LOGS = "/var/log/apache2"
LOG_FIELDS = {
    "ip-address": "%a",
    DAY: "%{%Y-%m-%d}t",
    "visit-time": "%{%Y-%m-%dT%H:%M:%S%z}t",
    "pages-visited": r"\"%U\"",
    "status-code": "%>s",
    "browser": r"\"%{aviso_browser}e\"",
    "operating-system": r"\"%{aviso_system}e\"",
    "referring-address": r"\"%{aviso_referrer}e\"",
}


def render_configuration(hosts: list[Host], settings: ServerSettings) -> str:
    """Return the configuration, for Apache 2.4.

    It needs the modules headers, rewrite, setenvif and, for HTTPS, ssl.
    """
    return render_template("apache.conf", hosts, settings, LOG_FIELDS)
