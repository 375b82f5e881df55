"""MkDocs, or ProperDocs where it stands in MkDocs' place: the one module that imports either of them.

ProperDocs (a continuation of MkDocs 1.x) has the same modules under its own name, and can put them in the place of MkDocs'
own, for plugins and themes too. Everything else in Aviso takes what it needs of them from here.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import mkdocs
except ModuleNotFoundError as error:
    if error.name != "mkdocs":
        raise
    # From here on, "mkdocs" means ProperDocs in this process.
    importlib.import_module("properdocs.replacement")
    import mkdocs

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from aviso.build.rules import MKDOCS
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

__all__ = [
    "ENGINE",
    "BasePlugin",
    "CombinedEvent",
    "File",
    "Files",
    "InclusionLevel",
    "LiveReloadServer",
    "MkDocsConfig",
    "Page",
    "PluginError",
    "build_with_mkdocs",
    "event_priority",
]

# The name of the package that does the work: "mkdocs" or "properdocs". Its messages come under the same name.
ENGINE = mkdocs.__name__
# Plugins and themes write their messages under MkDocs' name in either case.
LOGGERS = dict.fromkeys((ENGINE, "mkdocs"))
# Material prints an advertisement for another program when it is loaded, unless it is told not to.
QUIET = "NO_MKDOCS_2_WARNING"


def build_with_mkdocs(project: Project, site_id: str, folder: Path) -> list[Diagnostic]:
    """Build one sound site into ``folder`` as ``mkdocs build`` does; return what MkDocs complains of."""
    os.environ.setdefault(QUIET, "true")
    with _mkdocs_messages() as messages:
        try:
            config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(folder))
            config.extra["library"] = site_id
            build(config)
        except Abort:
            messages.append("MkDocs stopped before the end")
    return [MKDOCS.at(site_id, 1, message) for message in messages]


@contextmanager
def _mkdocs_messages() -> Iterator[list[str]]:
    """Collect MkDocs' warnings and errors instead of printing them."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    collector = Collector(logging.WARNING)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield messages
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
