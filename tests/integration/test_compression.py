"""Compressed files stand beside the originals.

They have the same content and the same bytes each time, keep in step, and are whole after a kill.
"""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from aviso.build.compression import FORMS, make_compressed_files
from aviso.build.file_digests import digest
from aviso.build.output import Output
from aviso.build.task import BuildOptions
from tests.support.project import Project
from tests.support.trees import contents

TEXT = b"<p>the same words</p>\n" * 100


def listing(files: dict[str, bytes]) -> dict[str, tuple[int, str]]:
    return {name: (len(content), digest(content)) for name, content in files.items()}


def never(name: str) -> bytes:
    raise AssertionError(f"{name} is read")


def test_both_forms_unpack_to_the_original_and_are_the_same_each_time() -> None:
    made = make_compressed_files({"a/index.html": TEXT}, {}, never)
    assert made.keys() == {"a/index.html.br", "a/index.html.gz"}
    assert (
        brotli.decompress(made["a/index.html.br"])
        == gzip.decompress(made["a/index.html.gz"])
        == TEXT
    )
    assert made["a/index.html.gz"][3:8] == b"\0\0\0\0\0"
    assert {suffix: form(TEXT) for suffix, form in FORMS.items()} == {
        name[-3:]: content for name, content in made.items()
    }


def test_pictures_small_files_and_what_does_not_shrink_have_no_form() -> None:
    assert (
        make_compressed_files(
            {"a.png": TEXT, "a.txt": b"short", "a.css": os.urandom(2000)}, {}, never
        )
        == {}
    )


def test_what_has_not_changed_is_taken_over() -> None:
    """The earlier build's forms are of another quality, which tells them from new ones."""
    forms = {
        "a.css.br": brotli.compress(TEXT, quality=1),
        "a.css.gz": gzip.compress(TEXT, compresslevel=1, mtime=0),
    }
    old = {"a.css": TEXT, **forms}
    assert (
        make_compressed_files({"a.css": TEXT}, listing(old), old.__getitem__)
        == forms
        != make_compressed_files({"a.css": TEXT}, {}, never)
    )


def test_what_was_harmed_or_belongs_to_another_content_is_not_taken_over() -> None:
    old = {"a.css": TEXT, **make_compressed_files({"a.css": TEXT}, {}, never)}
    harmed = make_compressed_files({"a.css": TEXT}, listing(old), lambda name: b"harmed")
    changed = make_compressed_files({"a.css": TEXT + b"!"}, listing(old), never)
    assert (
        brotli.decompress(harmed["a.css.br"]) == TEXT
        and brotli.decompress(changed["a.css.br"]) == TEXT + b"!"
    )


# In builds


def build(project: Project, output: Output, is_compressed: bool = True) -> dict[str, str]:
    outcomes = project.publish(
        "_front",
        "example-branch",
        "example",
        to=output.folder,
        options=BuildOptions(is_compressed=is_compressed),
    )
    return {site_id: outcome.state for site_id, outcome in outcomes.items()}


def assert_in_step(folder: Path) -> int:
    """Each compressed file is that of the original beside it; return how many there are."""
    forms = [path for path in folder.rglob("*") if path.suffix in (".br", ".gz")]
    for path in forms:
        unpack = brotli.decompress if path.suffix == ".br" else gzip.decompress
        assert unpack(path.read_bytes()) == path.with_suffix("").read_bytes(), path
    return len(forms)


def test_a_build_compresses_once_follows_changes_and_can_go_back(project: Project) -> None:
    output = Output(project / "public")
    assert set(build(project, output, is_compressed=False).values()) == {"published"}
    plain = contents(output.folder)
    assert not any(name.endswith((".br", ".gz")) for name in plain)

    assert set(build(project, output).values()) == {"published"}
    assert assert_in_step(output.folder) > 100
    assert {
        name: content
        for name, content in contents(output.folder).items()
        if not name.endswith((".br", ".gz"))
    } == plain
    assert set(build(project, output).values()) == {"unchanged"}
    assert set(build(project, output, is_compressed=False).values()) == {"unchanged"}

    project.append("docs/example/en/choices.md", "\nMore words.\n")
    assert build(project, output)["example"] == "published"
    assert b"More words." in brotli.decompress(
        (output.folder / "example/choices/index.html.br").read_bytes()
    )
    assert_in_step(output.folder)
    fresh = Output(project / "fresh")
    build(project, fresh)
    assert contents(fresh.folder) == contents(output.folder)


@pytest.fixture(scope="module")
def template(rich_template: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The rich project, built with compressed files."""
    project = rich_template.whole_copy(tmp_path_factory.mktemp("compressed") / "project")
    build(project, Output(project.public))
    return project


@pytest.fixture
def compressed(template: Project, tmp_path: Path) -> Project:
    """A copy of it."""
    return template.whole_copy(tmp_path / "project")


def test_a_compressed_file_that_is_lost_is_made_again(compressed: Project) -> None:
    project, output = compressed, Output(compressed.public)
    (output.folder / "example/collect/index.html.br").unlink()
    (output.folder / "index.html.gz").unlink()
    assert {name for name, state in build(project, output).items() if state == "published"} == {
        "example",
        "_front",
    }
    assert (output.folder / "example/collect/index.html.br").exists() and (
        output.folder / "index.html.gz"
    ).exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from aviso.build.incremental import build_sites
from aviso.build.task import BuildOptions
from aviso.build.output import Output
from aviso.core.project import Project
real = Path.replace
def replace(self, target):
    if Path(target) == Path(sys.argv[1]) / "public" / sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, target)
Path.replace = replace
output = Output(Path(sys.argv[1]) / "public")
with output.lock():
    project, options = Project(Path(sys.argv[1])), BuildOptions(is_compressed=True)
    list(build_sites(project, ["_front"], output, options=options))
"""


@pytest.mark.parametrize(
    "place",
    ["index.html", "index.html.br", "es/index.html.gz", "search/index.json.br", ".aviso.json"],
)
def test_a_front_page_that_is_killed_while_it_is_put_in_place_is_never_a_mixture(
    compressed: Project, place: str
) -> None:
    project, output = compressed, Output(compressed.public)
    for locale in ("en", "es"):
        project.append(f"docs/_front/{locale}/index.md", "\nMore words.\n")
    done = subprocess.run([sys.executable, "-c", KILLED, str(project.root), place], check=False)
    assert done.returncode == -signal.SIGKILL
    assert_in_step(output.folder)
    assert build(project, output)["_front"] == "published"
    assert assert_in_step(output.folder) > 100
    assert b"More words." in brotli.decompress((output.folder / "index.html.br").read_bytes())
