"""No input makes Aviso raise.

Whatever a file holds, the outcome is records and problems, each at a line that exists.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.checks.record_checks import check_records
from aviso.checks.suite import check_all
from aviso.core.diagnostics import Diagnostic
from aviso.core.report_formats import format_github, format_json, format_text
from aviso.model.repository import load_records
from tests.support.paths import SMALL
from tests.support.project import Project
from tests.support.random_texts import (
    EXPRESSION_SIGNS,
    MARKDOWN_SIGNS,
    YAML_SIGNS,
    made_of,
    more,
    some,
)

DATA_FILES = (
    "data/libraries/riverside.yml",
    "data/libraries/riverside-branch.yml",
    "data/vendors/pagewell.yml",
    "data/laws.yml",
    "data/terms/topics.yml",
)
PROSE_FILES = (
    "docs/riverside/en/index.md",
    "docs/riverside/es/choices.md",
    "docs/_shared/en/plain-words.md",
    "docs/_pages/en/about.md",
    "docs/_front/es/index.md",
)
PAGE = PROSE_FILES[0]


def number_of_lines(path: Path) -> int:
    """The lines of a file as an editor counts them, at least one."""
    content = path.read_bytes() if path.is_file() else b""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def assert_reported(project: Project, problems: list[Diagnostic]) -> None:
    """Each problem has an existing file and line, and can be shown in every form, on one line."""
    for problem in problems:
        path = project / problem.file
        assert path.exists(), problem
        assert 1 <= problem.line <= number_of_lines(path), problem
        assert problem.message and str(problem).isprintable(), problem
    format_json(problems), format_github(problems)
    assert len(format_text(problems).split("\n")) == max(len(set(problems)), 1)


def check_whole(project: Project) -> list[Diagnostic]:
    """Check a project, open its library's site, and see that every problem is reported."""
    problems = check_all(project.opened)
    assert_reported(project, problems)
    try:
        assemble_site(project.opened, "riverside")
    except UnsoundSite as unsound:
        assert_reported(project, unsound.problems)
    return problems


class Bench:
    """The small project, in which one file at a time holds something else."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._before: dict[Path, bytes] = {}

    def put(self, name: str, content: bytes) -> Project:
        """Give a file this content, and all others their own; return the project."""
        for path, before in self._before.items():
            path.write_bytes(before)
        path = self.project / name
        self._before = {path: path.read_bytes()}
        self.project.write(name, content)
        return self.project


@pytest.fixture(scope="module")
def put(renew_small_project: Callable[[], Project]) -> Callable[[str, bytes], Project]:
    """A call that gives the small project with other content in one of its files."""
    return Bench(renew_small_project()).put


@some
@given(
    name=st.sampled_from((*DATA_FILES, *PROSE_FILES, "docs/riverside/assets/logo.svg")),
    content=st.binary(max_size=300),
)
def test_any_bytes_in_any_file(
    put: Callable[[str, bytes], Project], name: str, content: bytes
) -> None:
    check_whole(put(name, content))


@more
@given(name=st.sampled_from(DATA_FILES), text=made_of(YAML_SIGNS))
def test_any_text_in_a_file_of_facts(
    put: Callable[[str, bytes], Project], name: str, text: str
) -> None:
    check_whole(put(name, text.encode()))


@more
@given(
    text=made_of(YAML_SIGNS, size=12), line=st.integers(0, 160), name=st.sampled_from(DATA_FILES)
)
def test_any_text_among_facts(
    put: Callable[[str, bytes], Project], text: str, line: int, name: str
) -> None:
    lines = sound(name).splitlines(keepends=True)
    at = line % len(lines)
    check_whole(put(name, "".join([*lines[:at], text, *lines[at:]]).encode()))


@more
@given(name=st.sampled_from(PROSE_FILES), text=made_of(MARKDOWN_SIGNS))
def test_any_text_as_prose(put: Callable[[str, bytes], Project], name: str, text: str) -> None:
    check_whole(put(name, text.encode()))


@more
@given(text=made_of(MARKDOWN_SIGNS))
def test_any_text_on_a_page(put: Callable[[str, bytes], Project], text: str) -> None:
    check_whole(put(PAGE, sound(PAGE).replace("We keep little.", text).encode()))


@more
@given(expression=made_of(EXPRESSION_SIGNS, size=12))
def test_any_expression_in_a_placeholder(
    put: Callable[[str, bytes], Project], expression: str
) -> None:
    check_whole(
        put(PAGE, sound(PAGE).replace("We keep little.", f"{{{{ {expression} }}}}").encode())
    )


@more
@given(
    text=made_of([*YAML_SIGNS, "{{ ", " }}", "library.name", "title: ", "description: "], size=15)
)
def test_any_text_at_the_head_of_a_page(put: Callable[[str, bytes], Project], text: str) -> None:
    check_whole(put(PAGE, sound(PAGE).replace("title: Your privacy", text).encode()))


def sound(name: str) -> str:
    """A file of the small project as it is kept."""
    return (SMALL / name).read_text("utf-8")


@st.composite
def mutations(draw: st.DrawFn) -> Callable[[str], str]:
    """A change of a few lines or characters: deleted, doubled, moved or replaced, as people do."""
    steps = draw(
        st.lists(
            st.tuples(
                st.sampled_from(STEPS),
                st.floats(0, 0.9999),
                st.floats(0, 0.9999),
                st.sampled_from(YAML_SIGNS),
            ),
            min_size=1,
            max_size=4,
        )
    )

    def mutate(text: str) -> str:
        for step, at, other, sign in steps:
            text = step(text, at, other, sign)
        return text

    return mutate


def _line(
    change: Callable[[list[str], int, int], list[str]],
) -> Callable[[str, float, float, str], str]:
    def step(text: str, at: float, other: float, sign: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        return "".join(change(lines, int(at * len(lines)), int(other * len(lines))))

    return step


def _replaced_character(text: str, at: float, other: float, sign: str) -> str:
    position = int(at * len(text))
    return text[:position] + sign + text[position + 1 :]


STEPS = (
    _line(lambda lines, at, other: [*lines[:at], *lines[at + 1 :]]),
    _line(lambda lines, at, other: [*lines[:at], lines[at], *lines[at:]]),
    _line(lambda lines, at, other: [*lines[:at], lines[other], *lines[at + 1 :]]),
    _line(lambda lines, at, other: [*lines[:at], f"  {lines[at]}", *lines[at + 1 :]]),
    _line(lambda lines, at, other: [*lines[:at], lines[at].lstrip(" "), *lines[at + 1 :]]),
    _line(
        lambda lines, at, other: [*lines[:at], lines[at].split(":")[0] + ":\n", *lines[at + 1 :]]
    ),
    _line(lambda lines, at, other: lines[:at]),
    _replaced_character,
)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A rich project of this module's own."""
    return Project.rich(tmp_path_factory.mktemp("rich") / "project")


@some
@given(mutate=mutations())
def test_any_slip_in_the_file_of_a_rich_library(
    rich: Project, mutate: Callable[[str], str]
) -> None:
    name = "data/libraries/example.yml"
    text = rich.read(name)
    try:
        rich.write(name, mutate(text))
        records, problems = load_records(rich.opened)
        assert_reported(rich, problems + check_records(records))
        if "example" in records.libraries:
            assert_reported(rich, rich.check("example"))
    finally:
        rich.write(name, text)
