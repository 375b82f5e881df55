"""The entries that come with Aviso and that a project can replace: companies, pages …

An entry has a kind and an id, like ``vendor hoopla``. It is in one file, or in one for each
language; its text there is a list of lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aviso.core.litter import list_files
from aviso.core.project import LAWS_FILE, LAWS_FOLDER, Project, name_terms_file
from aviso.core.yaml_positions import parse_yaml

# The lines of an entry, by the name of their file.
EntryLines = dict[str, tuple[str, ...]]
LOCALES = "overrides/locales"
# The words of the search: groups, by a key.
SEARCH = "overrides/search"
FRONT_PREFIX = "_front/"


@dataclass(frozen=True, order=True)
class UpstreamEntry:
    """One entry that comes with Aviso, or that a project has in its place."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


def read_lines(project: Project, layer: Path, entry: UpstreamEntry) -> EntryLines:
    """Return the lines of an entry in a layer: the project's root, or the package's folder."""
    place = KINDS[entry.kind]
    found: EntryLines = {}
    for name in place.files(layer, entry.id):
        text = project.read_text(layer / name)[0]
        is_map = place.is_map(name)
        lines = find_key_lines(text, place.key(entry.id)) if is_map else text.splitlines()
        if lines:
            found[name] = tuple(lines)
    return found


def find_entries(project: Project, layer: Path) -> Iterator[UpstreamEntry]:
    """Yield every entry of a layer."""
    for kind, place in KINDS.items():
        for name in place.all_files(layer):
            if not place.is_map(name):
                yield UpstreamEntry(kind, place.id_of(name))
                continue
            marked, _ = parse_yaml(project.read_text(layer / name)[0], name)
            for key in marked.value if marked and isinstance(marked.value, dict) else ():
                yield UpstreamEntry(kind, place.id_of(name) + str(key))


def find_key_lines(text: str, key: str) -> list[str]:
    """Return the lines of one key of a YAML mapping, without the comments of the next key."""
    lines = text.splitlines()
    written = re.compile(rf"""(["']?){re.escape(key)}\1[ \t]*:""")
    start = next((number for number, line in enumerate(lines) if written.match(line)), None)
    if start is None:
        return []
    end = start + 1
    while end < len(lines) and not re.match(r"[^\s#]", lines[end]):
        end += 1
    while end > start + 1 and re.match(r"#|\s*$", lines[end - 1]):
        end -= 1
    return lines[start:end]


@dataclass(frozen=True)
class _Place:
    """Where the entries of a kind are."""

    # Returns the files of an entry in a layer.
    files: Callable[[Path, str], list[str]]
    # Returns all files of the kind in a layer.
    all_files: Callable[[Path], list[str]]
    # Returns the part of the id in the name of a file: all of it, or the part before the key.
    id_of: Callable[[str], str]
    # Whether a file has many entries, each under a key.
    is_map: Callable[[str], bool] = lambda _: False
    key: Callable[[str], str] = str


def _list_files(layer: Path, pattern: str) -> list[str]:
    found = (path for path in list_files(layer, pattern) if path.is_file())
    return [path.relative_to(layer).as_posix() for path in found]


def _find_one_file(name: str) -> Callable[[Path, str], list[str]]:
    """Return a function that finds the one file of an entry: ``data/vendors/{}.yml``."""
    return lambda layer, identifier: _list_files(layer, name.format(_escape_pattern(identifier)))


def _find_term_files(layer: Path, identifier: str) -> list[str]:
    vocabulary, slash, _ = identifier.partition("/")
    return _list_files(layer, name_terms_file(_escape_pattern(vocabulary))) if slash else []


def _find_page_files(layer: Path, identifier: str) -> list[str]:
    folder = "_front" if identifier.startswith(FRONT_PREFIX) else "_pages"
    name = identifier.removeprefix(FRONT_PREFIX)
    return _list_files(layer, f"docs/{folder}/*/{_escape_pattern(name)}.md")


def _find_page_id(name: str) -> str:
    _, folder, _, file = name.split("/")
    return ("" if folder == "_pages" else FRONT_PREFIX) + file.removesuffix(".md")


def _find_templates(layer: Path) -> list[str]:
    names = _list_files(layer, "overrides/**/*")
    return [name for name in names if not name.startswith((LOCALES, SEARCH))]


def _escape_pattern(identifier: str) -> str:
    """Return an id as part of a pattern that matches only itself, in its own folder."""
    return re.sub(r"([*?\[])", r"[\1]", identifier.replace("..", "*"))


KINDS: dict[str, _Place] = {
    "vendor": _Place(
        _find_one_file("data/vendors/{}.yml"),
        lambda layer: _list_files(layer, "data/vendors/*.yml"),
        lambda name: Path(name).stem,
    ),
    "law": _Place(
        lambda layer, identifier: [
            *_list_files(layer, LAWS_FILE),
            *_find_one_file(f"{LAWS_FOLDER}/{{}}.yml")(layer, identifier),
        ],
        lambda layer: [
            *_list_files(layer, LAWS_FILE),
            *_list_files(layer, f"{LAWS_FOLDER}/*.yml"),
        ],
        lambda name: "" if name == LAWS_FILE else Path(name).stem,
        is_map=lambda name: name == LAWS_FILE,
    ),
    "term": _Place(
        _find_term_files,
        lambda layer: _list_files(layer, "data/terms/*.yml"),
        lambda name: f"{Path(name).stem}/",
        is_map=lambda _: True,
        key=lambda identifier: identifier.partition("/")[2],
    ),
    "page": _Place(
        _find_page_files,
        lambda layer: [
            *_list_files(layer, "docs/_pages/*/*.md"),
            *_list_files(layer, "docs/_front/*/*.md"),
        ],
        _find_page_id,
    ),
    "text": _Place(
        _find_one_file("docs/_shared/*/{}.md"),
        lambda layer: _list_files(layer, "docs/_shared/*/*.md"),
        lambda name: Path(name).stem,
    ),
    "template": _Place(
        lambda layer, identifier: [
            name for name in _find_templates(layer) if name == f"overrides/{identifier}"
        ],
        _find_templates,
        lambda name: name.removeprefix("overrides/"),
    ),
    "word": _Place(
        lambda layer, _: _list_files(layer, f"{LOCALES}/*.yml"),
        lambda layer: _list_files(layer, f"{LOCALES}/*.yml"),
        lambda _: "",
        is_map=lambda _: True,
    ),
    "search": _Place(
        lambda layer, _: _list_files(layer, f"{SEARCH}/*.yml"),
        lambda layer: _list_files(layer, f"{SEARCH}/*.yml"),
        lambda _: "",
        is_map=lambda _: True,
    ),
}
