"""Compresses a site's files (page.html.br, page.html.gz), so that a web server need not do it.

A compressed file contains no name and no time: the same original always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from aviso.build.file_digests import digest
from aviso.site.http_policy import MISSING_PAGE, TEXT_ENDINGS

# A smaller file fits into one packet anyway, so a compressed one would cost more than it saves.
MINIMUM_BYTES = 256
FIRST_PAGE = "index.html"
ASSETS = "assets/"
Listing = Mapping[str, tuple[int, str]]


def _compress_with_brotli(content: bytes, is_shared: bool = False) -> bytes:
    """Compress at the best quality what most readers get: a first page, or what all pages load.

    The next one takes a third of the time for 2 % more bytes.
    """
    import brotli

    quality = 11 if is_shared else 10
    compressed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    return compressed


def _compress_with_gzip(content: bytes, is_shared: bool = False) -> bytes:
    import gzip

    return gzip.compress(content, compresslevel=9, mtime=0)


FORMS: dict[str, Callable[..., bytes]] = {
    ".br": _compress_with_brotli,
    ".gz": _compress_with_gzip,
}


def is_compressed(name: str) -> bool:
    """Tell whether a file is the compressed form of one beside it."""
    return name.endswith(tuple(FORMS))


def make_compressed_files(
    files: Mapping[str, bytes], known: Listing, read: Callable[[str], bytes]
) -> dict[str, bytes]:
    """Return the compressed forms of all texts among ``files`` that become smaller.

    ``known`` lists the files of an earlier build with their digests, and ``read`` returns the
    content of one. If an original has not changed since, its compressed forms are taken from
    that build, once their digests have been compared.
    """
    found = {}
    for name, content in files.items():
        if name.rpartition(".")[2] in TEXT_ENDINGS and len(content) >= MINIMUM_BYTES:
            is_same = name in known and tuple(known[name]) == (len(content), digest(content))
            for suffix in FORMS:
                earlier = _read_known(name + suffix, known, read) if is_same else None
                # The page "not found" of a language stands beside its first page.
                is_first = name.removesuffix(FIRST_PAGE) + MISSING_PAGE in files
                is_shared = is_first or name.startswith(ASSETS)
                compressed = earlier or _compress(suffix, content, is_shared)
                if len(compressed) < len(content):
                    found[name + suffix] = compressed
    return found


def _read_known(name: str, known: Listing, read: Callable[[str], bytes]) -> bytes | None:
    """Read a compressed file of an earlier build; None if it is gone or was changed."""
    if name not in known:
        return None
    try:
        content = read(name)
    except OSError:
        return None
    return content if (len(content), digest(content)) == tuple(known[name]) else None


# Many sites have the same style sheet and script.
@lru_cache(maxsize=16)
def _compress(suffix: str, content: bytes, is_shared: bool = False) -> bytes:
    return FORMS[suffix](content, is_shared)


def all_are_compressed(files: Listing) -> bool:
    """Tell whether a site's listing has the compressed forms of its texts.

    The first page decides: it always gets smaller when it is compressed.
    """
    return all(f"{FIRST_PAGE}{suffix}" in files for suffix in FORMS)


def leave_out_compressed(names: Iterable[str]) -> list[str]:
    """Return the names that are not those of compressed files."""
    return [name for name in names if not is_compressed(name)]
