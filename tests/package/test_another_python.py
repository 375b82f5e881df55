"""Another Python of the same minor version, such as the system's own, builds the same notices.

Packages with compiled code are made for a minor version, so that it can use those installed here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.package.installed import EDITABLE, Aviso, contents
from tests.support.paths import ROOT
from tests.support.project import Project

MINOR = "python{}.{}".format(*sys.version_info)
OURS = list(sys.version_info[:3])
# A program for users is often behind that of developers: it comes with their system.
FOLDERS = (*os.get_exec_path(), "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
TELL = "import sys; print(sys.implementation.name, *sys.version_info[:3])"
COMMANDS = (["check", "--format", "json"], ["build", "--jobs", "1"])


def find_another_python() -> Path | None:
    """The oldest Python on this machine that has our minor version and is another."""
    found = []
    for program in filter(None, (shutil.which(MINOR, path=folder) for folder in FOLDERS)):
        told = subprocess.run([program, "-c", TELL], capture_output=True, text=True, check=False)
        name, *version = told.stdout.split() or [""]
        if name == sys.implementation.name and [*map(int, version)] != OURS:
            found.append(([*map(int, version)], program))
    return Path(min(found)[1]) if found else None


def test_another_python_builds_the_same_notices(rich_template: Project, tmp_path: Path) -> None:
    other = find_another_python()
    if other is None:
        pytest.skip(f"this machine has no {MINOR} but that of the tests")
    packages = os.pathsep.join([str(ROOT / "scripts"), sysconfig.get_path("purelib")])
    built = []
    for name, aviso in (("ours", EDITABLE), ("theirs", Aviso(other, packages))):
        project = rich_template.whole_copy(tmp_path / name)
        results = aviso.run(project.root, *COMMANDS)
        assert [status for status, _ in results] == [0, 0], results
        # The records of a build name the Python that built it.
        built.append((results[0], contents(project / "public", ".aviso.json")))
    assert built[0][1] and built[0] == built[1]
