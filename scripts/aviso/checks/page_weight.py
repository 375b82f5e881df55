"""Weighs each built page as a first visitor gets it: the page and everything that it loads.

Weights are bytes, compressed with brotli. A browser gets about 14 kB in the first round trip of a
connection (RFC 6928: ten segments), so a page within this limit appears at once, on any connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import brotli

from aviso.core.rules import Fault, Rule
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.search_index import SEARCH_INDEX

FIRST_PAGE_LIMIT = 10_000
PAGE_LIMIT = 14_000
# The bytes that each listed library may add: its name, its place and its link.
LISTED_LIBRARY = 24
MAXIMUM_REQUESTS = 3
PAGE_FILE = "index.html"
UNCOMPRESSED, FAST, GOOD, BETTER, BEST = -1, 1, 5, 10, 11
# The qualities of brotli for a page and for the files of its frame. The cheap ones are tried first;
# the last decides. The frame is the same on all pages, so each of its forms is made once.
WAYS_TO_WEIGH = (
    (UNCOMPRESSED, GOOD),
    (FAST, GOOD),
    (GOOD, GOOD),
    (GOOD, BETTER),
    (BETTER, BETTER),
    (BETTER, BEST),
    (BEST, BEST),
)

TOO_HEAVY = Rule(
    "html/too-heavy",
    "A page weighs too much at the first visit",
    why="A page of this weight does not fit into the first packets of a connection (RFC 6928), so "
    "readers on slow connections have to wait for it.",
    cure="Divide the page into two, move a part of it to another page, or shorten it.",
    found_by="aviso build",
)
HEAVY_PICTURES = Rule(
    "html/heavy-pictures",
    "The pictures of a page make it heavy",
    why="Readers on slow or metered connections wait and pay for pictures. The page is still "
    "published, because its author may want them.",
    cure="Make the picture in the message smaller, or remove it.",
    severity="warning",
    found_by="aviso build",
)
TOO_MANY_FILES = Rule(
    "html/too-many-files",
    "A page makes a browser request too many files",
    why="Readers wait for each file. A page of a notice needs its style sheet and its icon, and "
    "little else.",
    cure="Remove from the page every file that it does not need.",
    found_by="aviso build",
)
SCRIPT = Rule(
    "html/script",
    "A page other than the search loads a script",
    why="The notice promises to work without scripts. Only the search has one, and it runs only on "
    "the reader's device.",
    cure="Remove the script from overrides/, or move it to the search page.",
    found_by="aviso build",
)


@dataclass(frozen=True)
class PageLoad:
    """The files of the site that one page loads by itself, as paths.

    ``frame`` are those that every page has, ``pictures`` those in its text.
    """

    frame: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def check_weight(
    name: str, load: PageLoad, files: Mapping[str, bytes], listed: int = 0
) -> Iterator[Fault]:
    """Yield what is too heavy about the page ``name``, which lists ``listed`` libraries."""
    limit = find_limit(name, files, listed)
    if is_light(name, load, files, limit):
        yield from _check_pictures(name, load, files, limit)
    else:
        size = weigh_page(name, load, files)
        yield TOO_HEAVY.make_fault(
            f"weighs {size:,} bytes at the first visit, compressed; at most {limit:,}",
            _advise(name, load, files),
        )
    if len(load.frame) + 1 > MAXIMUM_REQUESTS and not is_search_page(name, files):
        yield TOO_MANY_FILES.make_fault(
            f"makes a browser request {len(load.frame) + 1} files; at most {MAXIMUM_REQUESTS}",
            "Remove from the page every file that it does not need.",
        )
    if load.scripts and not is_search_page(name, files):
        yield SCRIPT.make_fault(
            f'loads the script "{load.scripts[0]}"', "Only the search page may have a script."
        )


def is_first_page(name: str, files: Mapping[str, bytes]) -> bool:
    """Tell whether it is the first page of a site in a language.

    The page "not found" of that language is beside it.
    """
    return name == PAGE_FILE or name.removesuffix(PAGE_FILE) + MISSING_PAGE in files


def is_search_page(name: str, files: Mapping[str, bytes]) -> bool:
    """Tell whether it is the search page of a language: the search index is beside it."""
    return name.removesuffix(PAGE_FILE) + SEARCH_INDEX in files


def find_limit(name: str, files: Mapping[str, bytes], listed: int = 0) -> int:
    """Return the most that a page may weigh; a first page has room for each library it lists."""
    return FIRST_PAGE_LIMIT + LISTED_LIBRARY * listed if is_first_page(name, files) else PAGE_LIMIT


def weigh_page(
    name: str,
    load: PageLoad,
    files: Mapping[str, bytes],
    quality: int = BEST,
    frame_quality: int = BEST,
) -> int:
    """Return the bytes of a first visit to a page: the page itself and the files of its frame.

    The page is compressed at ``quality``, its frame at ``frame_quality``.
    """
    return _measure(files[name], quality) + sum(
        _measure_once(files[path], frame_quality) for path in load.frame if path in files
    )


def is_light(name: str, load: PageLoad, files: Mapping[str, bytes], limit: int) -> bool:
    """Tell whether a page is within its limit at the best quality.

    The best quality is slow, and every faster one gives an upper bound for it. Nearly all pages
    are within the limit without any compression.
    """
    return any(
        weigh_page(name, load, files, quality, frame_quality) <= limit
        for quality, frame_quality in WAYS_TO_WEIGH
    )


def _check_pictures(
    name: str, load: PageLoad, files: Mapping[str, bytes], limit: int
) -> Iterator[Fault]:
    """Warn of heavy pictures; the author decides whether they are worth it."""
    pictures = {path for path in load.pictures if path in files}
    if not pictures:
        return
    total = weigh_page(name, load, files) + sum(
        _measure_once(files[path], BEST) for path in pictures
    )
    if total > limit:
        heaviest = _find_heaviest(load.pictures, files)
        yield HEAVY_PICTURES.make_fault(
            f"weighs {total:,} bytes at the first visit with its pictures; light is {limit:,}",
            f'Save "{heaviest}" smaller: it has {len(files[heaviest]):,} bytes.',
        )


def _advise(name: str, load: PageLoad, files: Mapping[str, bytes]) -> str:
    heaviest = _find_heaviest(load.frame, files) or name
    divide = (
        "Move a part of it to another page"
        if is_first_page(name, files)
        else "Divide it into two pages"
    )
    return f"{divide}, or shorten it. Of what it loads, {heaviest} is the heaviest."


def _find_heaviest(paths: tuple[str, ...], files: Mapping[str, bytes]) -> str:
    present = (path for path in paths if path in files)
    return max(present, key=lambda path: len(files[path]), default="")


def _measure(content: bytes, quality: int) -> int:
    if quality == UNCOMPRESSED:
        return len(content)
    return len(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality))


@lru_cache(maxsize=64)
def _measure_once(content: bytes, quality: int) -> int:
    """Measure a file that all pages of a site load."""
    return _measure(content, quality)
