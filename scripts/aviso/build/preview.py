"""Shows one site while somebody edits it: made anew at each saved change, with what is wrong in the place of its pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from jinja2 import Environment
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.mkdocs_adapter import LiveReloadServer
from aviso.build.output import write_files
from aviso.core.diagnostics import Diagnostic
from aviso.core.package import SHARED_FILES, SHARED_FOLDERS
from aviso.core.project import Project
from aviso.core.report_formats import as_text
from aviso.site.frame import STYLE_SHEET, find_base_path
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.templates import template_loader
from aviso.site.writer import make_site_files

WATCHED = ("data", "docs", "overrides", "mkdocs.yml")
# Not that a file was opened or read: making the site reads them all, and would start itself again without end.
EDITS = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]


class Preview:
    """One site in a folder of its own, made anew at each change; problems are shown in the place of the pages."""

    def __init__(self, project: Project, site_id: str, folder: Path) -> None:
        self.project = project
        self.site_id = site_id
        self.folder = folder

    def make(self) -> None:
        """Write the site, or the problems that it has, into the folder."""
        # Templates, catalogs and settings may have changed: a new project forgets what the old one kept.
        self.project = Project(self.project.root)
        try:
            files = make_site_files(assemble_site(self.project, self.site_id, is_preview=True))
        except UnsoundSite as unsound:
            print(as_text(unsound.problems, with_rules=True), flush=True)
            self._show(unsound.problems)
            return
        write_files(self.folder, files)

    def _show(self, problems: list[Diagnostic]) -> None:
        pages = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")}
        pages |= {
            f"{self.project.locales.prefix(locale)}index.html"
            for locale in self.project.locales.locales
        }
        style = self.project.find(f"overrides/{STYLE_SHEET}").read_bytes()
        # What is wrong may be the words that the pages' own environment is made with.
        template = Environment(loader=template_loader(self.project), autoescape=True).get_template(
            "problems.html"
        )
        files = {
            page: template.render(
                problems=sorted(set(problems)), style_sheet="../" * page.count("/") + STYLE_SHEET
            ).encode()
            for page in pages
        }
        write_files(self.folder, {**files, STYLE_SHEET: b":root{--aviso-brand:#2b3a55}\n" + style})


def watched_places(project: Project) -> list[Path]:
    """What a preview watches: what there is of the project, and of what comes with Aviso."""
    places = [project.root / name for name in WATCHED]
    if project.shared is not None:
        places += [project.shared / name for name in (*SHARED_FOLDERS, *SHARED_FILES)]
    return [place for place in places if place.exists()]


class _EditObserver(Observer):
    """Tells of edits as soon as the kernel does; MkDocs' own observer looks twice a second."""

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Watch a path for edits."""
        return super().schedule(event_handler, path, recursive=recursive, event_filter=EDITS)


def serve(project: Project, site_id: str, address: str) -> None:
    """Preview one site at ``address`` (host:port), reloading when data, pages or templates change; ends with Ctrl-C."""
    host, _, port = address.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="aviso-preview-") as folder:
        preview = Preview(project, site_id, Path(folder))
        preview.make()
        server = LiveReloadServer(
            preview.make,
            host or "127.0.0.1",
            int(port),
            folder,
            mount_path=_mount_path(project, site_id),
        )
        server.observer = _EditObserver()
        server.error_handler = lambda code: (
            (Path(folder) / MISSING_PAGE).read_bytes() if code == 404 else None
        )
        for path in watched_places(project):
            server.watch(str(path))
        print(
            f"Look at http://{host or '127.0.0.1'}:{port}{server.mount_path} — it reloads when you save. Ctrl-C ends it.",
            flush=True,
        )
        try:
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _mount_path(project: Project, site_id: str) -> str:
    """Where the preview is, so that links from the root (404.html) work: the path of the site's own address."""
    try:
        return find_base_path(assemble_site(project, site_id).address)
    except UnsoundSite:
        return "/"
