"""The sentences, names and pictures of the model library, read from its own files.

They are compared with those of a notice as they are written, so that nothing has to be listed
twice. A sentence counts as the model's only if it is complete and long enough not to match by
chance.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aviso.checks.passages import NOT_TEXT
from aviso.content.pages import EVERY_LIBRARY, FRONT_MATTER
from aviso.core.litter import list_files
from aviso.core.package import MODEL_FILES, MODEL_FOLDERS
from aviso.core.project import Project
from aviso.core.trees import find_key, walk_texts
from aviso.core.yaml_positions import YamlPath, parse_yaml

# A sentence of five words or fewer may also be another library's ("We do not sell information.").
LEAST_WORDS = 6
# Questions, the roles of contacts, titles and citations are similar in many libraries.
SAID_BY_ALL = ("question", "role", "title", "label", "as_cited")
# Values that say whose notice it is; they are compared completely, however short they are.
IDENTITY = ("jurisdiction", "postal_address")
# Where its invented addresses are.
PLACE_NAMES = ("Exampleton",)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)\]*_]*\s+")
# The beginning of another text: a paragraph, an entry of a list, a heading, a row or a box.
BLOCK = re.compile(r"\n(?:[ \t]*\n)+|\n(?=[ \t]*(?:[-*+#>|]|\d+[.)]|!!!))")
CITATION = re.compile(r"\{\{\s*source\([^{}]*\}\}")
# The condition of a paragraph, which is not part of its text.
CONDITION = re.compile(r"\{\{\s*only_with(?:out)?\([^{}]*\}\}\n?")
# The markers of blocks in Markdown, and of quoted texts in YAML.
MARKS = re.compile(r"^(?:\s|[-*+>|:]|\d+[.)]\s|[\"'])+|[\"']$")
BOX = re.compile(r'\s*!!! \w+ "(.+)"')
DESCRIPTION = re.compile(r"^description:(.*)$", re.MULTILINE)
HEADING = re.compile(r"\s*#")
WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass
class ModelTexts:
    """The model's sentences in records and pages, names, values and pictures.

    Pictures are known by the digest of their bytes.
    """

    of_records: set[str] = field(default_factory=set)
    of_pages: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)


def read_model(project: Project) -> ModelTexts:
    """Read the model library: the project's and the one that comes with Aviso.

    A project's own record of that name is ignored with its pages if it is not a model.
    """
    texts = ModelTexts()
    for layer in project.layers:
        if _is_model(project, layer):
            for name in MODEL_FILES:
                _add_record(texts, _read_record(project, layer / name))
            for folder in MODEL_FOLDERS:
                _add_pages(texts, project, layer / folder)
    texts.of_pages -= _read_common_sentences(project)
    return texts


def _read_common_sentences(project: Project) -> set[str]:
    """Return the sentences of the shared pages, some of which the model has too."""
    return {
        sentence
        for layer in project.layers
        for path in list_files(layer / "docs" / EVERY_LIBRARY, "*/*.md")
        for _, sentence in find_sentences(CONDITION.sub("", project.read_text(path)[0]))
    }


def _is_model(project: Project, layer: Path) -> bool:
    record = _read_record(project, layer / MODEL_FILES[0])
    publication = record.get("publication")
    return isinstance(publication, dict) and publication.get("state") == "model"


def _read_record(project: Project, path: Path) -> dict[str, Any]:
    text = project.read_text(path)[0] if path.is_file() else ""
    marked = parse_yaml(text, path.name)[0] if text else None
    return marked.value if marked and isinstance(marked.value, dict) else {}


def _add_record(texts: ModelTexts, record: dict[str, Any]) -> None:
    for path, text in walk_texts(record, skip=NOT_TEXT):
        texts.of_records.update(one for _, one in find_sentences_of_value(path, text))
    # Its branch could have the name of any branch, so only the system's name counts.
    if record.get("kind") == "system":
        for key in ("name", "short_name"):
            texts.names.update(text for _, text in walk_texts(record.get(key)))
    for key in IDENTITY:
        for _, value in find_key(record, key):
            texts.values.update(text for _, text in walk_texts(value))


def _add_pages(texts: ModelTexts, project: Project, folder: Path) -> None:
    for path in list_files(folder, "*/*.md"):
        texts.of_pages.update(one for _, one in find_sentences(project.read_text(path)[0]))
    for path in list_files(folder / "assets", "*"):
        if path.is_file():
            texts.pictures.add(make_digest(path))


def make_digest(path: Path) -> str:
    """Return the digest of a picture. Raises OSError."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def find_sentences_of_value(path: YamlPath, text: str) -> Iterator[tuple[int, str]]:
    """Yield the position and words of each sentence in a value that states something."""
    if any(key in SAID_BY_ALL for key in path[-2:]):
        return
    yield from _split(text, 0)


def find_sentences(page: str) -> Iterator[tuple[int, str]]:
    """Yield the position and words of each sentence that states something in a page or its boxes.

    Citations are left out; other placeholders count as they are written. Headings, titles and
    questions state nothing.
    """
    head = FRONT_MATTER.match(page)
    start = head.end() if head else 0
    if description := DESCRIPTION.search(page, 0, start):
        yield from _split(description[1], description.start(1))
    for end in (*BLOCK.finditer(page, start), None):
        block = page[start : end.start() if end else len(page)]
        if box := BOX.match(block):
            yield start, box[1]
            block = " " * box.end() + block[box.end() :]
        if not HEADING.match(block):
            yield from _split(block, start)
        start = end.end() if end else len(page)


def _split(text: str, start: int) -> Iterator[tuple[int, str]]:
    position = 0
    for end in (*SENTENCE_END.finditer(text), None):
        sentence = text[position : end.start() if end else len(text)]
        words = " ".join(MARKS.sub("", CITATION.sub(" ", sentence)).split())
        if len(WORD.findall(words)) >= LEAST_WORDS and not words.rstrip('*_"”’»)').endswith("?"):
            yield start + position + len(sentence) - len(sentence.lstrip()), words
        position = end.end() if end else len(text)
