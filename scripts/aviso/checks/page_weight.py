"""Weighs each built page as a first visitor gets it: the page and all that it loads by itself, compressed with brotli.

What a browser gets in the first round trip of a connection is about 14 kB (RFC 6928: ten segments). A page that keeps to it is
there at once, on any line. A compression of low quality is quick and an upper bound of one of high quality, so that most
pages need no more; the best quality decides where that is not enough.
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
# What one entry of a list of libraries may add: its name, its place and its link.
LISTED_LIBRARY = 24
MAXIMUM_REQUESTS = 3
PAGE_FILE = "index.html"
# From none, and the quickest, which prove nearly all pages light, to the one that servers send.
UNCOMPRESSED = -1
QUALITIES = (UNCOMPRESSED, 1, 5, 11)
GOOD, BEST = QUALITIES[-2:]


TOO_HEAVY = Rule(
    "html/too-heavy",
    "A page weighs too much at the first visit",
    why="A page of this weight does not fit into the first packets of a connection (RFC 6928), so "
    "readers on slow lines wait for it.",
    cure="Divide the page into two, move a part of it to another page, or shorten it.",
    found_by="aviso build",
)
HEAVY_PICTURES = Rule(
    "html/heavy-pictures",
    "The pictures of a page make it heavy",
    why="Readers on slow or metered lines wait and pay for pictures. The page is published all "
    "the same, because its author may want it so.",
    cure="Save the picture that the message names smaller, or take it out.",
    severity="warning",
    found_by="aviso build",
)
TOO_MANY_FILES = Rule(
    "html/too-many-files",
    "A page makes a browser ask for too many files",
    why="Each file is one more thing to wait for. A page of a notice needs its style sheet and "
    "its icon, and little else.",
    cure="Take out what the page can do without.",
    found_by="aviso build",
)
SCRIPT = Rule(
    "html/script",
    "A page other than the search loads a script",
    why="The notice promises to work without scripts. Only the search has one, and it runs on the "
    "reader's device alone.",
    cure="Take the script out of overrides/, or move what it does to the search page.",
    found_by="aviso build",
)


@dataclass(frozen=True)
class Load:
    """The files of the site that one page loads by itself: those of its frame, the pictures in its text, its scripts."""

    frame: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def is_first_page(name: str, files: Mapping[str, bytes]) -> bool:
    """Tell whether it is the first page of a site in a language: the page "not found" of that language stands beside it."""
    return name == PAGE_FILE or name.removesuffix(PAGE_FILE) + MISSING_PAGE in files


def is_search_page(name: str, files: Mapping[str, bytes]) -> bool:
    """Tell whether it is the search of a language: what is searched stands beside it."""
    return name.removesuffix(PAGE_FILE) + SEARCH_INDEX in files


def limit_of(name: str, files: Mapping[str, bytes], listed: int = 0) -> int:
    """The most that a page may weigh; a first page that lists so many libraries has room for each."""
    return FIRST_PAGE_LIMIT + LISTED_LIBRARY * listed if is_first_page(name, files) else PAGE_LIMIT


def weight(name: str, load: Load, files: Mapping[str, bytes], quality: int = BEST) -> int:
    """The bytes of a first visit to the page ``name``: itself, at a quality of brotli, and the files of its frame at a good one or better."""
    frame = max(quality, GOOD)
    return _compressed(files[name], quality) + sum(
        _compressed_once(files[path], frame) for path in load.frame if path in files
    )


def weight_faults(
    name: str, load: Load, files: Mapping[str, bytes], listed: int = 0
) -> Iterator[Fault]:
    """Yield what is too much about a page."""
    limit = limit_of(name, files, listed)
    if any(weight(name, load, files, quality) <= limit for quality in QUALITIES):
        yield from _pictures_too_heavy(name, load, files, limit)
    else:
        yield TOO_HEAVY.fault(
            f"weighs {weight(name, load, files):,} bytes at the first visit, compressed; at most {limit:,}",
            _advice(name, load, files),
        )
    if len(load.frame) + 1 > MAXIMUM_REQUESTS and not is_search_page(name, files):
        yield TOO_MANY_FILES.fault(
            f"makes a browser ask for {len(load.frame) + 1} files; at most {MAXIMUM_REQUESTS}",
            "Take out what a page can do without.",
        )
    if load.scripts and not is_search_page(name, files):
        yield SCRIPT.fault(
            f'loads the script "{load.scripts[0]}"', "Only the search page may have a script."
        )


def _pictures_too_heavy(
    name: str, load: Load, files: Mapping[str, bytes], limit: int
) -> Iterator[Fault]:
    """Pictures in a text are the author's to weigh: too much is said, and published."""
    heaviest = max(
        (path for path in load.pictures if path in files),
        key=lambda path: len(files[path]),
        default=None,
    )
    if heaviest is None:
        return
    total = weight(name, load, files) + sum(
        _compressed_once(files[path], BEST) for path in set(load.pictures) if path in files
    )
    if total > limit:
        what = f"weighs {total:,} bytes at the first visit with its pictures; light is {limit:,}"
        hint = f'Save "{heaviest}" smaller: it has {len(files[heaviest]):,} bytes.'
        yield HEAVY_PICTURES.fault(what, hint)


def _advice(name: str, load: Load, files: Mapping[str, bytes]) -> str:
    heaviest = max(
        (path for path in load.frame if path in files),
        key=lambda path: len(files[path]),
        default=name,
    )
    divide = (
        "Move a part of it to another page"
        if is_first_page(name, files)
        else "Divide it into two pages"
    )
    return f"{divide}, or shorten it. Of what it loads, {heaviest} is the heaviest."


def _compressed(content: bytes, quality: int) -> int:
    return (
        len(content)
        if quality == UNCOMPRESSED
        else len(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality))
    )


@lru_cache(maxsize=64)
def _compressed_once(content: bytes, quality: int) -> int:
    """The same for what all pages of a site load."""
    return _compressed(content, quality)
