"""Turns a site's files into compressed ones that stand beside them (page.html.br, page.html.gz), for web servers to hand out.

They hold nothing but their original: no name, no time, so that the same file always gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from aviso.build.file_digests import digest
from aviso.site.http_policy import TEXT_ENDINGS

# Below this, what a packet saves is less than what a second file costs.
MINIMUM_BYTES = 256
Listing = Mapping[str, tuple[int, str]]


def _brotli(content: bytes) -> bytes:
    import brotli

    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


FORMS: dict[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": _gzip}


def is_compressed(name: str) -> bool:
    """Tell whether a file is the compressed form of one beside it."""
    return name.endswith(tuple(FORMS))


def compressed_files(
    files: Mapping[str, bytes], known: Listing, read: Callable[[str], bytes]
) -> dict[str, bytes]:
    """Return the compressed forms of all texts among ``files`` that become smaller.

    ``known`` lists an earlier build's files with their digests, and ``read`` gives the content of one: what was made of the
    same original then is taken from there, after its digest has been compared.
    """
    found = {}
    for name, content in files.items():
        if name.rpartition(".")[2] in TEXT_ENDINGS and len(content) >= MINIMUM_BYTES:
            is_same = name in known and tuple(known[name]) == (len(content), digest(content))
            for suffix in FORMS:
                made = (_taken(name + suffix, known, read) if is_same else None) or _made(
                    suffix, content
                )
                if len(made) < len(content):
                    found[name + suffix] = made
    return found


def _taken(name: str, known: Listing, read: Callable[[str], bytes]) -> bytes | None:
    if name not in known:
        return None
    try:
        content = read(name)
    except OSError:
        return None
    return content if (len(content), digest(content)) == tuple(known[name]) else None


# Style sheet and script are the same in many sites.
@lru_cache(maxsize=16)
def _made(suffix: str, content: bytes) -> bytes:
    return FORMS[suffix](content)


def all_are_compressed(files: Listing) -> bool:
    """Tell whether a listing of a site has the forms of its texts; judged by its first page, which always gets smaller."""
    return all(f"index.html{suffix}" in files for suffix in FORMS)


def without_compressed(names: Iterable[str]) -> list[str]:
    """The originals among these names."""
    return [name for name in names if not is_compressed(name)]
