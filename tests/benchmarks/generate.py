"""Turns a number and a seed into a project folder with that many libraries, for benchmarks.

The libraries are invented and bilingual.

    python -m tests.benchmarks.generate --libraries 200 --into DIR
        [--seed 1] [--words 110] [--members | --plain]

What the two fullest real libraries have, and what a generated one has (counted on 2026-11-22; words
are English):

    ================================== ======== ======== ==========
                                         sonoma  example  generated
    ================================== ======== ======== ==========
    pages in the menu, each language         10       10         10
    statements (in so many documents)    57 (2)   76 (2)     60 (2)
    practices (in so many situations)    12 (9)  18 (12)    15 (12)
    vendors used                             16        9         16
    laws                                     13        6         10
    commitments                              11       10         11
    rules on disclosure, by age           7 + 2   10 + 3      8 + 2
    steps of procedures                      19       14         17
    open questions, revisions            15 + 2    4 + 2     10 + 2
    record in data/libraries/, kB            70       66         73
    prose on a page of its own, words        95      123   about 90
    page with its facts, words            1,070      945      1,210
    ================================== ======== ======== ==========

Real pages are mostly facts, and have about 110 words of prose of their own; --words 600 (LONG)
makes the prose as long as in the measurements of the peers. The 10 pages are 8 of the library's own
and the two common ones of docs/_pages (laws, about); the common search page comes on top. Every
prose and every text of a record is composed for its library alone from a stock of sentence pairs
with slots (stock.yml), so that what is equal between two libraries is equal between real ones too:
headings, labels, the common pages. Of each 20 libraries one is a system and one its member, which
has no pages of its own. One vendor, TENTH, is used by every tenth library exactly; the others are
drawn from a shared register of 200.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

from .invented_libraries import VENDORS, member_record, record, vendor_id, vendor_record
from .invented_names import is_member, library_id
from .invented_pages import library_pages
from .quick_yaml import to_yaml
from .stock import WORDS

COPIED = (
    "mkdocs.yml",
    "overrides",
    "scripts",
    "requirements.lock",
    "data/terms",
    "data/laws.yml",
    "data/records.yml",
    "data/schema",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)
# The first library that is a system.
SYSTEM = 1
Files = Iterator[tuple[str, str]]


def project_files(count: int, seed: int, words: int = WORDS) -> Files:
    """Every generated file of a project as (path, text)."""
    yield from register_files(seed)
    for index in range(count):
        yield write_record(index, record(index, seed))
        if not is_member(index):
            yield from page_files(index, seed, words)


def register_files(seed: int) -> Files:
    """The files of the register of vendors."""
    for number in range(VENDORS):
        yield (
            f"data/vendors/{vendor_id(number)}.yml",
            "# yaml-language-server: $schema=../schema/vendor.json\n"
            + to_yaml(vendor_record(number, seed)),
        )


def write_record(index: int, value: dict[str, Any]) -> tuple[str, str]:
    """The file with the record of a library."""
    head = "# yaml-language-server: $schema=../schema/library.json\n"
    return f"data/libraries/{library_id(index)}.yml", head + to_yaml(value)


def page_files(index: int, seed: int, words: int) -> Files:
    """The files with the pages of a library."""
    for (locale, name), text in library_pages(index, seed, words).items():
        yield f"docs/{library_id(index)}/{locale}/{name}.md", text


def member_files(count: int, seed: int, words: int = WORDS) -> Files:
    """Every generated file of a project of one system and its members, ``count`` in all."""
    yield from register_files(seed)
    yield write_record(SYSTEM, record(SYSTEM, seed))
    yield from page_files(SYSTEM, seed, words)
    for index in range(SYSTEM + 1, SYSTEM + count):
        yield write_record(index, {**member_record(index, seed), "system": library_id(SYSTEM)})


def write_files(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    made = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, "utf-8")


def copy_project(folder: Path) -> None:
    """Copy what every project has from this one."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        elif source.exists():
            shutil.copy2(source, target)


def write_project(folder: Path, count: int, seed: int = 1, words: int = WORDS) -> Path:
    """Make a whole project that `aviso build` can be run in."""
    copy_project(folder)
    write_files(folder, project_files(count, seed, words))
    return folder


def write_members(folder: Path, count: int, seed: int = 1, words: int = WORDS) -> Path:
    """Make a whole project of one system and its members, ``count`` libraries in all."""
    copy_project(folder)
    write_files(folder, member_files(count, seed, words))
    return folder


def main() -> None:
    """Make a project from the command line."""
    parser = argparse.ArgumentParser(
        description="Make a project with invented bilingual libraries."
    )
    parser.add_argument("--libraries", type=int, required=True, help="how many")
    parser.add_argument("--into", type=Path, required=True, help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other texts")
    parser.add_argument(
        "--words",
        type=int,
        default=WORDS,
        help="English words of prose on each page of a library's own",
    )
    parser.add_argument(
        "--members",
        action="store_true",
        help="one system, with so many members, in place of independent libraries",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="only pages, as plain Markdown with the vendor tables in it, for other generators",
    )
    wanted = parser.parse_args()
    if wanted.into.exists() and any(wanted.into.iterdir()):
        sys.exit(f"{wanted.into} is not empty. Name a new folder.")
    if wanted.plain:
        from .plain import plain_files

        write_files(wanted.into, plain_files(wanted.libraries, wanted.seed, wanted.words))
    elif wanted.members:
        write_members(wanted.into, wanted.libraries, wanted.seed, wanted.words)
    else:
        write_project(wanted.into, wanted.libraries, wanted.seed, wanted.words)


if __name__ == "__main__":
    main()
