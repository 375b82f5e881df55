"""The plugin ``aviso`` for MkDocs and ProperDocs: ``plugins: [aviso, …]`` in mkdocs.yml."""

from __future__ import annotations

from aviso.build.mkdocs_adapter import BasePlugin
from aviso.build.mkdocs_hooks import Events


# The type hints of MkDocs' plugin class are for its own checks and cannot be met here.
class AvisoPlugin(Events, BasePlugin):  # type: ignore[misc, type-arg, no-untyped-call]
    """Aviso's event handlers as a plugin; each build has a site of its own."""
