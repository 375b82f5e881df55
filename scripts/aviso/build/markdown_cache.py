"""Keeps the HTML of Markdown texts between builds: an unchanged text is not parsed again."""

from __future__ import annotations

from contextlib import suppress

from pydantic import BaseModel, ValidationError

from aviso.build.fingerprints import digest_aviso
from aviso.content.markdown_converter import ConvertedMarkdown
from aviso.content.page_text import MarkdownCache
from aviso.core.atomic_write import replace_file
from aviso.core.project import Project

# The fields of ConvertedMarkdown, in their order.
_CachedText = tuple[
    str,
    list[tuple[str, str]],
    list[str],
    list[tuple[str, str, str]],
    list[tuple[str, str]],
    bool,
]


class _CachedTexts(BaseModel):
    """The texts of one site: the digest of the Aviso that parsed them, and each text by its key."""

    aviso: str
    prose: dict[str, _CachedText]


class MarkdownCacheFile:
    """The cached texts of one site. Losing the file costs time only."""

    def __init__(self, project: Project, site_id: str) -> None:
        self._path = project.cache / "prose" / f"{site_id}.json"
        self._aviso = digest_aviso(project)
        self._loaded: set[str] = set()

    def load(self) -> MarkdownCache:
        """Return the cached texts by key; none if there is no file, or another Aviso wrote it."""
        try:
            cached = _CachedTexts.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}
        if cached.aviso != self._aviso:
            return {}
        self._loaded = set(cached.prose)
        return {key: ConvertedMarkdown(*parts) for key, parts in cached.prose.items()}

    def save(self, texts: MarkdownCache) -> None:
        """Write the texts for the next build, unless they are the ones that were loaded."""
        if set(texts) == self._loaded:
            return
        cached = _CachedTexts(
            aviso=self._aviso,
            prose={
                key: (
                    text.html,
                    text.headings,
                    text.removed,
                    text.parts,
                    text.leftovers,
                    text.is_too_deep,
                )
                for key, text in texts.items()
            },
        )
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, cached.model_dump_json().encode(), is_durable=False)
