"""MkDocs' and ProperDocs' events → aviso; nothing else. The plugin ``aviso`` in mkdocs.yml can stand in its place."""

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
