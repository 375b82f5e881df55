"""The plugin ``aviso`` of MkDocs and ProperDocs: ``plugins: [aviso, …]`` in the place of a hook file."""

from __future__ import annotations

from aviso.build.mkdocs_adapter import BasePlugin
from aviso.build.mkdocs_hooks import Events


# MkDocs annotates the class of its plugins for its own checks only.
class AvisoPlugin(Events, BasePlugin):  # type: ignore[misc, type-arg, no-untyped-call]
    """Aviso's answers to the events, each build with a site of its own."""
