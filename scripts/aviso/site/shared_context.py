"""What the pages of one site share, besides the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aviso.content.pages import PageSource
from aviso.i18n.outdated import OutdatedTexts
from aviso.site.block_memory import RememberedBlocks
from aviso.site.proof import Proof

PROCEDURE_BLOCK = re.compile(r"\{\{\s*procedure\(\s*['\"]([\w-]+)")
# Blocks to which other blocks lead.
LED_TO = re.compile(r"\{\{\s*(open_questions|shared_rules|vendor_details)\(\)\s*\}\}")


@dataclass
class SharedContext:
    """The values that the pages of one site share, besides the notice.

    ``root`` is the path to the site's root, ``pages`` the number of pages, and ``html_cache`` holds
    what is already rendered: references, lists, and what pages can name of the library.
    ``procedure_pages`` has the first page that shows each procedure, by the procedure's id;
    ``block_pages`` the first page that shows each block to which others lead, by the block's name.
    ``blocks`` are those that other members of the system have, too.
    """

    root: str
    pages: int
    proof: Proof | None
    html_cache: dict[Any, Any]
    outdated: OutdatedTexts | None = None
    procedure_pages: Mapping[str, str] = field(default_factory=dict)
    block_pages: Mapping[str, str] = field(default_factory=dict)
    blocks: RememberedBlocks | None = None


def find_first_pages(sources: Iterable[PageSource], block: re.Pattern[str]) -> dict[str, str]:
    """Return the first page that shows each block, by what the pattern captures of it."""
    found: dict[str, str] = {}
    for source in sources:
        for name in block.findall(source.markdown):
            found.setdefault(name, source.name)
    return found
