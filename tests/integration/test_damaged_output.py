"""A published file that was damaged is a finding; it neither ends the run nor stops it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import Project
from tests.support.repeats import at_each_change


def replace_addresses(path: Path) -> None:
    """Give every link and every entry of a site map a host in brackets that are never closed."""
    content = path.read_bytes()
    for sign in (b'href="', b"<loc>"):
        content = content.replace(sign, sign + b"http://[")
    path.write_bytes(content)


def put_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("riverside/index.html", replace_addresses),
    ("riverside/es/404.html", put_a_pipe),
    ("riverside/proof.json", write(b"")),
    ("riverside/proof.json", put_a_pipe),
    ("riverside/proof.json", write(b"[]")),
    ("riverside/proof.json", write(b"[" * 100_000)),
    ("index.html", replace_addresses),
    ("sitemap.xml", replace_addresses),
    ("riverside/index.html", write(b"\xf1\xff")),
    ("riverside/search/index.html", put_a_link_to_nothing),
    ("riverside/sitemap.xml", write(b"")),
    ("riverside/choices/index.html", put_a_folder),
    ("proof.json", write(b"7")),
]


@pytest.fixture(scope="module")
def published(
    renew_small_project: Callable[[], Project], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published sites of the small project."""
    return renew_small_project().published(to=tmp_path_factory.mktemp("damaged") / "public")


@pytest.mark.parametrize(("name", "harm"), at_each_change(DAMAGES, 6))
def test_it_is_told(
    published: Path,
    small_project: Project,
    name: str,
    harm: Callable[[Path], object],
    tmp_path: Path,
) -> None:
    public = tmp_path / "public"
    shutil.copytree(published, public)
    harm(public / name)
    done = small_project.invoke("audit", "--output", str(public))
    assert done.exit_code == 1 and "[audit/different]" in done.output, done.output
    done = small_project.invoke("links", "--inside", str(public))
    assert done.exit_code in (0, 1), done.output


@pytest.mark.parametrize("command", ["remove", "rename"])
def test_a_pipe_among_the_sources_stops_no_command(
    small_project: Project, command: str, tmp_path: Path
) -> None:
    """Opening a pipe waits until somebody writes into it."""
    project = small_project.copied_to(tmp_path / "copy")
    os.mkfifo(project / "docs/_pages/es/more.md")
    os.mkfifo(project / "data/translations.json")
    for name in ("docs/riverside/en/more.md", "data/vendors/more.yml"):
        os.mkfifo(project / name)
    more = ("pagewell",) if command == "remove" else ("pagewell", "bookwell")
    done = project.invoke(command, "vendor", *more)
    assert done.exit_code == (2 if command == "remove" else 0), done.output
