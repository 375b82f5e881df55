"""Aviso's own engine, MkDocs and ProperDocs write the same bytes.

Each does the work where the others are missing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aviso.core.package import VARIABLE
from tests.support.paths import ROOT
from tests.support.project import Project
from tests.support.repeats import at_each_change

SITES = ("_front", "riverside", "riverside-branch")
WHOLE = ("_front", *sorted(path.stem for path in (ROOT / "data/libraries").glob("*.yml")))
# In the place of an environment without MkDocs: nothing of it can be imported.
WITHOUT_MKDOCS = """\
import sys


class NoMkDocs:
    def find_spec(self, name, path=None, target=None):
        if name == "mkdocs":
            raise ModuleNotFoundError("No module named 'mkdocs'", name="mkdocs")


sys.meta_path.insert(0, NoMkDocs())
"""
# How long a preview may take to begin on a busy machine.
PATIENCE = 120
ADVERTISEMENT = "end of life"


@pytest.fixture
def project(renew_small_project: Callable[[], Project], tmp_path: Path) -> Path:
    """The small project with the hook file, as a project of MkDocs."""
    folder = tmp_path / "project"
    shutil.copytree(renew_small_project().root, folder, symlinks=True)
    # A copy of the code would do as well; what is run is on Python's path.
    (folder / "scripts").unlink()
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "hooks.py", folder / "scripts")
    # MkDocs watches it.
    (folder / "scripts" / "aviso").mkdir()
    return folder


@pytest.fixture
def without_mkdocs(tmp_path: Path) -> Path:
    """A folder to be put on the path of modules, so that MkDocs cannot be imported."""
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT_MKDOCS, "utf-8")
    return folder


def run(
    project: Path, *command: str, before: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "LIBRARY"}
    path = os.pathsep.join([*([str(before)] if before else []), str(ROOT / "scripts")])
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**kept, "PYTHONPATH": path, VARIABLE: "", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and path.relative_to(folder).parts[0] not in but
        and path.name not in (".aviso.json", "sitemap.xml.gz")
        and ".shared" not in path.parts
    }


def built(project: Path, *options: str, before: Path | None = None) -> Path:
    output = project / f"public{'-'.join(options)}"
    done = run(
        project,
        "aviso.cli.main",
        "build",
        "--jobs",
        "1",
        "--output",
        str(output),
        *options,
        before=before,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ADVERTISEMENT not in done.stdout + done.stderr
    return output


def of_site(public: Path, site: str, sites: tuple[str, ...]) -> dict[str, bytes]:
    return tree(public, but=sites) if site == "_front" else tree(public / site)


def assert_engines_agree(project: Path, sites: tuple[str, ...], tmp_path: Path) -> None:
    public = built(project)
    for site in sites:
        ours = of_site(public, site, sites)
        assert "index.html" in ours and "es/index.html" in ours
        for engine in ("mkdocs", "properdocs"):
            folder = tmp_path / engine / site
            done = run(project, engine, "build", "--strict", "-q", "-d", str(folder), LIBRARY=site)
            assert done.returncode == 0, done.stdout + done.stderr
            assert tree(folder) == ours, (engine, site)


# What Python-Markdown alone would not read as it is meant.
AS_EDITORS_WRITE = """\
Short:
- one
  - ~~two~~
- three: www.example.org

Long:
| 1 | 2 |
|---|---|
| 3 | a@example.org |

!!! note "Pin"
  One.
  1) two
"""


def test_three_engines_write_the_same_bytes(project: Path, tmp_path: Path) -> None:
    for locale, sentence in (("en", "We keep little."), ("es", "Guardamos poco.")):
        page = project / "docs" / "riverside" / locale / "index.md"
        text = page.read_text("utf-8")
        page.write_text(text.replace(sentence, AS_EDITORS_WRITE), "utf-8")
    assert_engines_agree(project, SITES, tmp_path)


@pytest.mark.soak
def test_three_engines_write_the_same_bytes_of_all_notices(tmp_path: Path) -> None:
    assert_engines_agree(
        shutil.copytree(
            ROOT,
            tmp_path / "project",
            ignore=shutil.ignore_patterns(".*", "node_modules", "public", "tests", "site"),
        ),
        WHOLE,
        tmp_path,
    )


def test_where_mkdocs_is_missing_everything_works(project: Path, without_mkdocs: Path) -> None:
    assert run(project, "mkdocs", "--version", before=without_mkdocs).returncode != 0
    checked = run(project, "aviso.cli.main", "check", before=without_mkdocs)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    public = built(project)
    assert tree(built(project, "--all", before=without_mkdocs)) == tree(public)
    assert tree(built(project, "--stock", before=without_mkdocs)) == tree(public)


def test_a_fault_is_reported_by_properdocs_too(project: Path, without_mkdocs: Path) -> None:
    hook = project / "scripts" / "faulty.py"
    hook.write_text(
        (
            "import logging\n\n\n"
            "def on_post_build(config):\n"
            '    logging.getLogger("mkdocs.plugins.x").warning("heard")\n'
        ),
        "utf-8",
    )
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "  - scripts/hooks.py\n", "  - scripts/hooks.py\n  - scripts/faulty.py\n"
        ),
        "utf-8",
    )
    for before in (None, without_mkdocs):
        done = run(
            project, "aviso.cli.main", "build", "--all", "--stock", "riverside", before=before
        )
        assert "heard" in done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def serving(project: Path, before: Path | None) -> Iterator[str]:
    port = free_port()
    path = os.pathsep.join([*([str(before)] if before else []), str(ROOT / "scripts")])
    process = subprocess.Popen(
        [sys.executable, "-m", "aviso.cli.main", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": path, VARIABLE: ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield f"http://127.0.0.1:{port}/riverside/"
    finally:
        process.terminate()
        printed, _ = process.communicate()
        assert "Traceback" not in printed and ADVERTISEMENT not in printed


@pytest.mark.parametrize("is_missing", [False, True])
def test_the_preview_works_with_either(
    project: Path, without_mkdocs: Path, is_missing: bool
) -> None:
    with serving(project, without_mkdocs if is_missing else None) as address:
        page, until = "", time.monotonic() + PATIENCE
        while "Riverside Library" not in page and time.monotonic() < until:
            try:
                with urllib.request.urlopen(address) as answer:
                    page = answer.read().decode()
            except OSError:
                time.sleep(0.1)
        assert "Riverside Library" in page


# The plugin


def with_plugin(project: Path, tmp_path: Path, line: str = "  - aviso\n") -> Path:
    """Put the plugin in the hook's place.

    Returns a folder that makes the plugin known as an installed package does.
    """
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("hooks:\n  - scripts/hooks.py\n", "")
    settings.write_text(text.replace("plugins:\n", f"plugins:\n{line}"), "utf-8")
    return entry_points(tmp_path)


def entry_points(tmp_path: Path) -> Path:
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    folder = tmp_path / "installed" / "aviso_for_tests-1.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: aviso-for-tests\nVersion: 1\n")
    lines = [
        line
        for group, points in known.items()
        for line in (f"[{group}]", *(f"{name} = {place}" for name, place in points.items()))
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder.parent


@pytest.mark.parametrize("engine", at_each_change(["mkdocs", "properdocs"], 2))
def test_the_plugin_writes_the_same_bytes_as_the_hook(
    project: Path, tmp_path: Path, engine: str
) -> None:
    ours = of_site(built(project), "riverside", SITES)
    installed = with_plugin(project, tmp_path)
    done = run(
        project, engine, "build", "--strict", "-q", "-d", str(tmp_path / "site"), before=installed
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(tmp_path / "site") == ours
    checked = run(project, "aviso.cli.main", "check", before=installed)
    assert (checked.stdout, checked.returncode) == ("", 0)


def test_the_hook_and_the_plugin_cannot_go_together(project: Path, tmp_path: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("plugins:\n", "plugins:\n  - aviso\n"), "utf-8"
    )
    done = run(project, "mkdocs", "build", before=entry_points(tmp_path))
    assert done.returncode != 0 and "Delete one of the two." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    checked = run(project, "aviso.cli.main", "check")
    assert (
        "mkdocs.yml, line " in checked.stdout and "MkDocs needs only one of them" in checked.stdout
    )
