"""The words of a block of facts as a screen reader says them."""

from __future__ import annotations

import re

import html5lib

from aviso.content.fragments import Fragment


def words(block: Fragment) -> str:
    """Return the words of a block with single spaces; a space that never breaks is one too."""
    parts = html5lib.parseFragment(
        re.sub(r"(?=<(br|li|d[dt]|t[hdr]|h\d|p|caption|summary))", " ", block.html),
        namespaceHTMLElements=False,
    ).itertext()
    return re.sub(r"\s+", " ", "".join(parts)).strip()
