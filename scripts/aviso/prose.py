"""Turns Markdown into HTML with the extensions of mkdocs.yml, as MkDocs would, without MkDocs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import markdown
import yaml

# MkDocs adds these three to every configuration (mkdocs.config.defaults).
MKDOCS_EXTENSIONS = ("toc", "tables", "fenced_code")


def markdown_to_html(root: Path, text: str) -> tuple[str, list[str]]:
    """Return the HTML of ``text`` and the names of attributes that were taken off (``onclick=``)."""
    converter = _converter(root)
    html = converter.reset().convert(text)
    return html, list(getattr(converter, "aviso_removed", ()))


@lru_cache
def _converter(root: Path) -> markdown.Markdown:
    names: list[str] = list(MKDOCS_EXTENSIONS)
    options: dict[str, dict[str, object]] = {}
    for entry in yaml.load((root / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)["markdown_extensions"]:
        name, values = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        options[name] = values
    return markdown.Markdown(extensions=list(dict.fromkeys(names)), extension_configs=options)
