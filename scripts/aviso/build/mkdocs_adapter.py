"""Imports MkDocs, or ProperDocs if it replaces MkDocs; no other module imports either of them.

ProperDocs, which continues MkDocs 1.x, has the same modules under its own name. It can make them
available as ``mkdocs``, for plugins and themes too.
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
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
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

# The package that does the work, "mkdocs" or "properdocs"; also the name of its logger.
ENGINE = mkdocs.__name__
# Plugins and themes log their messages as MkDocs' in either case.
LOGGERS = dict.fromkeys((ENGINE, "mkdocs"))
# When Material is loaded, it prints an advertisement unless this environment variable is set.
QUIET = "NO_MKDOCS_2_WARNING"


def build_with_mkdocs(project: Project, site_id: str, folder: Path) -> list[Diagnostic]:
    """Build a sound site into ``folder`` as ``mkdocs build`` does.

    Returns a problem for each warning and error of MkDocs.
    """
    os.environ.setdefault(QUIET, "true")
    with _collect_messages() as messages:
        try:
            config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(folder))
            config.extra["library"] = site_id
            build(config)
        except Abort:
            messages.append("MkDocs stopped before the end")
        except ConfigurationError as error:
            messages.append(error.format_message())
    return [MKDOCS.at(site_id, 1, message) for message in messages]


@contextmanager
def _collect_messages() -> Iterator[list[str]]:
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
