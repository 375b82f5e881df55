"""The words in which people search: groups in files, the project's over those of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.checks.search_words import search_words_are_sound
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.i18n.search_synonyms import fold_words, load_search_groups

FIRST = """
cameras: [collect.md#cameras]
children: [children.md#ages]
police: [requests.md]
"""
WORDS = """
children: [child, kid]
cameras: [camera, cctv]
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """What comes with Aviso: three groups, two of them with words, and the pages they lead to."""
    for name in ("collect", "children", "requests"):
        write(tmp_path / "shared", f"docs/_pages/en/{name}.md", "# A\n")
    write(tmp_path / "shared", "overrides/search/first.yml", FIRST)
    write(tmp_path / "shared", "overrides/search/en.yml", WORDS)
    return tmp_path / "shared"


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def open_project(shared: Path, **files: str) -> Project:
    """Return a project beside ``shared`` with files of its own in overrides/search."""
    root = shared.parent / "project"
    root.mkdir()
    for name, text in files.items():
        write(root, f"overrides/search/{name}.yml", text)
    return Project(root, shared)


def list_faults(project: Project) -> list[str]:
    found = format_text(sorted(search_words_are_sound(project, ["en", "es"])))
    return found.splitlines()


def test_groups_come_in_the_order_of_first_and_need_words(shared: Path) -> None:
    project = open_project(shared)
    assert load_search_groups(project, "en") == (
        ("cameras", ("camera", "cctv"), ("collect.md#cameras",)),
        ("children", ("child", "kid"), ("children.md#ages",)),
    )
    # A language without a file has no groups; nothing else is wrong with it.
    assert load_search_groups(project, "vi") == ()
    assert list_faults(project) == []


def test_a_project_replaces_groups_one_by_one_and_adds_its_own(shared: Path) -> None:
    project = open_project(
        shared, first="ghosts: [about.md]\npolice: []\n", en="children: [tot]\nghosts: [ghost]\n"
    )
    groups = {one.name: (one.words, one.first) for one in load_search_groups(project, "en")}
    assert groups == {
        "cameras": (("camera", "cctv"), ("collect.md#cameras",)),
        "children": (("tot",), ("children.md#ages",)),
        "ghosts": (("ghost",), ("about.md",)),
    }


def test_words_are_checked_with_file_and_line(shared: Path) -> None:
    project = open_project(
        shared,
        en="camreas: [film, footage]\nchildren: kid\npolice: [cop, '!', camera]\n"
        "cameras:\n  - camera\n  - [a]\n",
        es="- cámara\n",
    )
    assert list_faults(project) == [
        'overrides/search/en.yml, line 1: there is no group "camreas". Did you mean "cameras"?',
        "overrides/search/en.yml, line 2: children is not a list. Put brackets around it, like "
        "children: [one, another].",
        'overrides/search/en.yml, line 3: "!" has neither a letter nor a digit. Delete it.',
        'overrides/search/en.yml, line 3: warning: "camera" stands in the group "cameras", '
        "too. Delete it here or there.",
        "overrides/search/en.yml, line 6: an entry of cameras is not a plain text. Write words, "
        "with commas between them.",
        "overrides/search/es.yml, line 1: does not contain groups. Begin with a line like "
        "cameras: [camera, cctv].",
    ]


def test_places_are_checked_with_file_and_line(shared: Path) -> None:
    project = open_project(
        shared, first="cameras: [colect.md#cameras, prices.md]\npolice: [requests#who]\n"
    )
    assert list_faults(project) == [
        'overrides/search/first.yml, line 1: there is no page "colect.md". Did you mean "collect"?',
        'overrides/search/first.yml, line 2: "requests#who" is not written as links write a '
        "place. Write it like choices.md#reach.",
    ]


def test_what_is_faulty_is_left_out(shared: Path) -> None:
    project = open_project(shared, en="children: kid\ncameras: [a, [b], '']\n", first="[")
    assert [one.words for one in load_search_groups(project, "en")] == [("a",), ("child", "kid")]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Wi-Fi", "wi fi"), ("¿Cuánto TIEMPO?", "cuanto tiempo"), ("niño", "nino"), ("!", "")],
)
def test_words_are_compared_as_the_search_does(text: str, folded: str) -> None:
    assert fold_words(text) == folded
