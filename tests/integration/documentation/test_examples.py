"""The YAML and the pages that the documents show are valid and do what is said."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pydantic import TypeAdapter

from aviso.core.project import Project as AvisoProject
from aviso.core.yaml_positions import parse_yaml
from aviso.model.documents import Document
from aviso.model.front_page import FrontPage
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.registers import Law, Vendor
from aviso.model.upkeep import Accepted, ReviewPolicy
from aviso.model.validation import validate
from aviso.model.vocabulary import Term
from tests.support.documents import fences, paths_of_tree, section, shown, text_of
from tests.support.paths import ROOT
from tests.support.project import Project

MODELS = [
    Library,
    FrontPage,
    # Before Vendor: a retention that stands alone is a practice's.
    Practice,
    Vendor,
    Document,
    Law,
    Accepted,
    ReviewPolicy,
]


# Registers: their keys are ids.
REGISTERS = [Law, Term]


@pytest.mark.parametrize("example", shown("yaml"))
def test_the_yaml_that_is_shown_is_valid(example: str):
    marked, problems = parse_yaml(example, "example")
    assert problems == []
    if not isinstance(marked.value, dict):
        assert example.startswith("# yaml-language-server: $schema=")
        return
    shape = next((each for each in MODELS if marked.value.keys() <= each.model_fields.keys()), None)
    if shape is None:
        entries = list(marked.value.values())
        shape = next(each for each in REGISTERS if entries[0].keys() <= each.model_fields.keys())
        for entry in entries:
            piece, faults = parse_yaml(json.dumps(entry), "example")
            assert (
                faults == []
                and validate(shape, piece, "example", AvisoProject(ROOT).locales)[1] == []
            )
        return
    if shape is Vendor and "name" in marked.value:
        assert validate(shape, marked, "example", AvisoProject(ROOT).locales)[1] == []
    for key, value in marked.value.items():
        TypeAdapter(shape.model_fields[key].annotation).validate_python(value)


@pytest.mark.parametrize("page", shown("markdown"))
def test_the_markdown_that_is_shown_is_allowed(
    project: Project, aviso: Callable[..., Result], page: str
):
    head = "---\ntitle: Shown\ndescription: Shown in the guide.\n---\n# Shown\n\n"
    names = [f"docs/example/{locale}/shown.md" for locale in ("en", "es")]
    for name in names:
        project.write(name, page if page.startswith("---") else head + page)
    try:
        done = aviso("check", "--format", "json", "example")
    finally:
        for name in names:
            project.delete(name)
    about_the_page = [each for each in json.loads(done.stdout) if each["severity"] == "error"]
    assert about_the_page == []


def test_the_files_of_public_are_there(
    project: Project, aviso: Callable[..., Result], tmp_path: Path
):
    """README's picture of ``public/``, for the library that it shows."""
    tree = list(paths_of_tree(fences(section(text_of(ROOT / "README.md"), "What you get"), "")[0]))
    shown = next(path.split("/")[1] for path in tree if path.count("/") == 1 and "." not in path)
    done = aviso("build", "--output", str(tmp_path / "public"), "_front", shown)
    assert done.exit_code == 0, done.output
    assert [path for path in tree if not (tmp_path / path).exists()] == []


def test_the_picture_of_the_first_page_is_made_by_a_command(tmp_path: Path):
    (name,) = re.findall(r"\]\((pictures/[^)]+)\)", text_of(ROOT / "README.md"))
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "picture.py"), str(tmp_path / "new.png")],
        check=True,
    )
    made, kept = (path.read_bytes() for path in (tmp_path / "new.png", ROOT / name))
    # Signature, width and height; the letters differ from one machine to another.
    assert made[:24] == kept[:24]


def test_the_picture_replaces_no_file_of_others(tmp_path: Path):
    (tmp_path / "logo.png").write_text("mine", "utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "picture.py"), str(tmp_path / "logo.png")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "logo.png is there already" in done.stderr
    assert (tmp_path / "logo.png").read_text("utf-8") == "mine"
