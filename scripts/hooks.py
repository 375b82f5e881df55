"""Passes the events of MkDocs or ProperDocs to Aviso.

The plugin ``aviso`` in mkdocs.yml does the same without this file.
"""

from aviso.build.mkdocs_hooks import (
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_startup,
)

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_startup",
]
