"""Keeps the HTML of Markdown texts between builds: an unchanged text is not parsed again."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from aviso.build.aviso_digest import digest_aviso
from aviso.content.markdown_converter import ConvertedMarkdown
from aviso.content.page_text import MarkdownCache
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.project import Project

# The fields of ConvertedMarkdown, in their order.
Parts = tuple[
    str,
    list[tuple[str, str]],
    list[str],
    list[tuple[str, str, str]],
    list[tuple[str, str]],
    bool,
]
CACHED_TEXTS: TypeAdapter[dict[str, Parts]] = TypeAdapter(dict[str, Parts])


class MarkdownCacheFile:
    """The cached texts of one site. Losing the file costs only time."""

    def __init__(self, project: Project, site_id: str) -> None:
        self._project = project
        self._path = project.cache / "prose" / f"{site_id}.json"
        # Another version of Aviso may turn the same Markdown into other HTML.
        self._purpose = f"prose {digest_aviso(project)}"
        self._loaded: set[str] | None = None

    def load(self) -> MarkdownCache:
        """Return the cached texts by key; none if there is no valid file of the same version."""
        content = read_cache_file(self._path, self._purpose) if self._project.reads_cache else None
        if content is None:
            return {}
        try:
            cached = CACHED_TEXTS.validate_json(content)
        except ValidationError:
            return {}
        self._loaded = set(cached)
        return {key: ConvertedMarkdown(*parts) for key, parts in cached.items()}

    def save(self, texts: MarkdownCache) -> None:
        """Write the texts for the next build, unless they are the ones that were loaded."""
        if set(texts) == self._loaded:
            return
        cached = {
            key: (
                text.html,
                text.headings,
                text.removed,
                text.parts,
                text.leftovers,
                text.is_too_deep,
            )
            for key, text in texts.items()
        }
        content = CACHED_TEXTS.dump_json(cached)
        write_cache_file(self._project.root, self._path, content, self._purpose)
