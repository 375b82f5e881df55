"""A project of libraries at every kind of address: on a shared host, on a host of their own, or
deep in a path of another's.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.project import MODELS, Project

SHARED = "notices.example.org"
OWN = "privacy.own.example.org"
DEEP = "www.deep.example.org"
# A file whose name carries a digest; no library has one yet.
UNCHANGING = "example/assets/chart.0123456789abcdef.css"
SECURITY = """\
security:
  contact: desk
  expires: 2027-01-31
  languages: [en, es]
"""
GPC = """\
global_privacy_control:
  honored: yes
  updated: 2026-02-01
"""
# The logs of each tiny library's website, as its notice describes them.
LOGGED = {
    "own": "[domain-name, ip-address, status-code, visit-time, usage-statistics]",
    "deep": "[domain-name, ip-address, browser, operating-system, visit-time, referring-address]",
    "wide": (
        "[domain-name, ip-address, browser, operating-system, visit-time, pages-visited, "
        "visit-duration, referring-address]"
    ),
}
WEBSITE = """\
  - id: web-logs
    situation: website
    server_log: true
    title: {{en: Website logs, es: Registros del sitio web}}
    data: {logged}
    note: {{en: Each visit is noted., es: Se anota cada visita.}}
    source: [T-01]
"""


def make_project(folder: Path) -> Project:
    """The rich libraries, and three tiny ones with logs and addresses of their own."""
    project = Project.tiny(folder, models=MODELS, tiny=LOGGED)
    for library, logged in LOGGED.items():
        record = f"data/libraries/{library}.yml"
        project.replace(record, "practices:\n", f"practices:\n{WEBSITE.format(logged=logged)}")
        for locale, words in {"en": "Website", "es": "Sitio web"}.items():
            page = f"docs/{library}/{locale}/collect.md"
            project.add_paragraph(
                page, f"## {words} {{#website}}\n\n{{{{ practices('website') }}}}"
            )
    move(project, "own", f"https://{OWN}/", SECURITY + GPC)
    move(project, "deep", f"https://{DEEP}/about/privacy/")
    log = "website_log: [visit-time, pages-visited]\n"
    project.replace("data/libraries/example.yml", log, "")
    nothing = "kind: member\nwebsite_log: nothing"
    project.replace("data/libraries/example-branch.yml", "kind: member", nothing)
    return project


def move(project: Project, library: str, address: str, more: str = "") -> None:
    """Give a tiny library another address."""
    shared = f"address: https://{SHARED}/{library}/\n"
    project.replace(f"data/libraries/{library}.yml", shared, f"address: {address}\n{more}")
