"""Shows one site while somebody edits it: each saved change builds it again.

As long as the site has problems, its pages list them.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from socket import AF_INET6
from typing import Any

from jinja2 import Environment
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
)
from watchdog.observers import Observer

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.mkdocs_adapter import LiveReloadServer
from aviso.build.output import write_files
from aviso.core.diagnostics import Diagnostic
from aviso.core.package import SHARED_FILES, SHARED_FOLDERS
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.site.frame import STYLE_SHEET, find_base_path
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.templates import make_template_loader
from aviso.site.writer import make_site_files

WATCHED = ("data", "docs", "overrides", "mkdocs.yml")
# Opened and closed files are left out: a build opens them all, and would start the next build.
EDITS = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]


class Preview:
    """One site in a folder of its own, built again at each change."""

    def __init__(self, project: Project, site_id: str, folder: Path) -> None:
        self.project = project
        self.site_id = site_id
        self.folder = folder

    def make(self) -> None:
        """Write the site into the folder; if it has problems, write pages that list them."""
        # The old project remembers templates, catalogs and settings that may have changed.
        self.project = Project(self.project.root)
        try:
            files = make_site_files(assemble_site(self.project, self.site_id, is_preview=True))
        except UnsoundSite as unsound:
            print(format_text(unsound.problems, with_rules=True), flush=True)
            self._show(unsound.problems)
            return
        write_files(self.folder, files)

    def _show(self, problems: list[Diagnostic]) -> None:
        pages = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")}
        pages |= {
            f"{self.project.locales.find_prefix(locale)}index.html"
            for locale in self.project.locales.locales
        }
        style = self.project.find(f"overrides/{STYLE_SHEET}").read_bytes()
        # The pages' own environment needs the interface words, which may be what is wrong.
        template = Environment(
            loader=make_template_loader(self.project), autoescape=True
        ).get_template("problems.html")
        files = {
            page: template.render(
                problems=sorted(set(problems)), style_sheet="../" * page.count("/") + STYLE_SHEET
            ).encode()
            for page in pages
        }
        write_files(self.folder, {**files, STYLE_SHEET: b":root{--aviso-brand:#2b3a55}\n" + style})


def list_watched_places(project: Project) -> list[Path]:
    """Return the files and folders to watch: the project's, and those that come with Aviso."""
    places = [project.root / name for name in WATCHED]
    if project.shared is not None:
        places += [project.shared / name for name in (*SHARED_FOLDERS, *SHARED_FILES)]
    return [place for place in places if place.exists()]


def _make_observer() -> Any:
    """Return an observer that reports edits only, as soon as the kernel does.

    MkDocs' own looks twice a second, and MkDocs allows no type but that one's in its place.
    """
    observer: Any = Observer()
    observer.schedule = partial(observer.schedule, event_filter=EDITS)
    return observer


class _PreviewServer(LiveReloadServer):
    """A server that says where to look as soon as it listens there, and not before."""

    def server_activate(self) -> None:
        super().server_activate()
        host, port = self.server_address[:2]
        where = f"[{host!s}]:{port}" if self.address_family == AF_INET6 else f"{host!s}:{port}"
        print(
            f"Look at http://{where}{self.mount_path} — it reloads when you save. Ctrl-C ends it.",
            flush=True,
        )


def serve(project: Project, site_id: str, address: str) -> None:
    """Preview one site at ``address`` (host:port) until Ctrl-C is pressed.

    Browsers reload the page when data, pages or templates change.
    """
    host, _, port = address.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="aviso-preview-") as folder:
        preview = Preview(project, site_id, Path(folder))
        preview.make()
        server = _PreviewServer(
            preview.make,
            host.strip("[]") or "127.0.0.1",
            int(port),
            folder,
            mount_path=_find_mount_path(project, site_id),
        )
        server.observer = _make_observer()
        server.error_handler = lambda code: (
            (Path(folder) / MISSING_PAGE).read_bytes() if code == 404 else None
        )
        for path in list_watched_places(project):
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _find_mount_path(project: Project, site_id: str) -> str:
    """Return the path of the site's own address, so that links from the root (404.html) work.

    A site with problems is shown at the root.
    """
    try:
        return find_base_path(assemble_site(project, site_id).address)
    except UnsoundSite:
        return "/"
