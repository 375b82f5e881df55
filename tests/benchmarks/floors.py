"""Turns a folder into the seconds that no builder can go below.

It writes the folder's files anew, or converts its Markdown, in one plain Python process.

python -m tests.benchmarks.floors writing PUBLIC
    the bytes of a built output, into a new folder beside it
python -m tests.benchmarks.floors markdown PROJECT
    the prose of a project's libraries, with Python-Markdown
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import markdown

from .plain import plain_libraries

EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
)


def seconds_of_writing(output: Path) -> float:
    """Time writing all files of a folder, read before."""
    contents = {
        path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()
    }
    target = Path(tempfile.mkdtemp(dir=output.parent))
    try:
        started = time.perf_counter()
        for folder in {name.parent for name in contents}:
            (target / folder).mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (target / name).write_bytes(content)
        return time.perf_counter() - started
    finally:
        shutil.rmtree(target)


def seconds_of_markdown(project: Path) -> float:
    """Time converting every page's prose (the vendor tables left out), with one converter."""
    texts = [
        text.split("---\n", 2)[2]
        for library in plain_libraries(project, lambda *_: "")
        for text in library.pages.values()
    ]
    converter = markdown.Markdown(extensions=list(EXTENSIONS))
    started = time.perf_counter()
    for text in texts:
        converter.reset().convert(text)
    return time.perf_counter() - started


FLOORS = {"writing": seconds_of_writing, "markdown": seconds_of_markdown}

if __name__ == "__main__":
    print(FLOORS[sys.argv[1]](Path(sys.argv[2])))
