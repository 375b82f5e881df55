"""Wheels of Aviso, each in an environment of its own, and commands run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from aviso.apps.scaffold.requirement import DISTRIBUTION
from tests.support.paths import ROOT, SMALL

# Runs many commands in one process, which takes a tenth of the time; prints what came of each.
DRIVER = """
import json, sys
from click.testing import CliRunner
import aviso
from aviso.cli.main import main
results = []
for command in json.load(sys.stdin):
    done = CliRunner().invoke(main, command, prog_name="aviso")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    results.append([done.exit_code, done.output])
json.dump({"code": aviso.__file__, "results": results}, sys.stdout)
"""


@dataclass(frozen=True)
class Aviso:
    """One Aviso to run commands with: an environment's Python, and what comes first on its path."""

    python: Path
    path: str = ""

    def run(self, folder: Path, *commands: list[str], patience: int = 300) -> list[tuple[int, str]]:
        """Run commands in a folder; return the exit status and the output of each."""
        # Windows finds its own libraries by SYSTEMROOT, and temporary folders by TEMP.
        kept = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "TEMP", "USERPROFILE")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        if self.path:
            environment["PYTHONPATH"] = self.path
        done = subprocess.run(
            [str(self.python), "-c", DRIVER],
            input=json.dumps(commands),
            cwd=folder,
            env={**environment, "NO_MKDOCS_2_WARNING": "1", "TZ": "UTC"},
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        answer = json.loads(done.stdout)
        first = self.path.partition(os.pathsep)[0]
        place = Path(first or self.python.parents[1]).resolve()
        assert Path(answer["code"]).resolve().is_relative_to(place), answer["code"]
        return [(status, output) for status, output in answer["results"]]


# As developers have it: the code of the repository, and nothing copied.
EDITABLE = Aviso(Path(sys.executable), str(ROOT / "scripts"))


def copy_source(folder: Path) -> Path:
    """Copy what a wheel is built from."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    skipped = ("tests/", "pictures/", "docs/sonoma/", "docs/westchester/", "docs/santa-monica/")
    for name in listed.decode("utf-8").split("\0"):
        if name and not name.startswith(skipped) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def build_wheel(source: Path, folder: Path) -> Path:
    """Build a wheel with the backend that is installed, offline.

    As in the environments in which pip and uv build, Python itself has no packages: only the path
    of the process leads to them.
    """
    code = (
        "import sys; sys.path.append(sys.argv[2]); from hatchling.build import build_wheel; "
        "print(build_wheel(sys.argv[1]))"
    )
    folder.mkdir(parents=True, exist_ok=True)
    bare = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [bare, "-I", "-S", "-c", code, str(folder), sysconfig.get_path("purelib")],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Aviso:
    """Make an environment with a wheel and, from this one, with the packages that it depends on.

    A wheel without compiled code is installed by unpacking it; what this environment has comes
    after it on the path. pip's note of where Aviso came from is that of this environment.
    """
    if not folder.exists():
        venv.create(folder, with_pip=False)
    packages = find_packages(folder)
    for old in (*packages.glob("aviso"), *packages.glob("aviso_notices-*")):
        shutil.rmtree(old)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    if origin := distribution(DISTRIBUTION).read_text("direct_url.json"):
        (noted,) = packages.glob("aviso_notices-*.dist-info")
        (noted / "direct_url.json").write_text(origin, "utf-8")
    return open_environment(folder)


def find_packages(folder: Path, system: str = os.name) -> Path:
    """The folder of an environment that holds its packages, under this system or another."""
    variables = {"base": str(folder), "platbase": str(folder)}
    scheme = "nt_venv" if system == "nt" else "posix_venv"
    return Path(sysconfig.get_path("purelib", scheme, vars=variables))


def open_environment(folder: Path) -> Aviso:
    """The Aviso of an environment that exists."""
    return Aviso(Path(venv.EnvBuilder().ensure_directories(folder).env_exe))


def start_project(folder: Path) -> Path:
    """A project of its own as an adopter begins it: settings, and a place for facts and pages."""
    for name in ("data/libraries", "docs", "overrides", "scripts"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "scripts/hooks.py", folder / "scripts")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace(", overrides, scripts/aviso]", "]")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return folder


def add_small_library(folder: Path) -> None:
    """Put in the libraries of the smallest project (tests/corpus/small), and its own registers."""
    for name in ("riverside", "riverside-branch"):
        shutil.copy(SMALL / "data/libraries" / f"{name}.yml", folder / "data/libraries")
    for name in ("docs/riverside", "docs/_pages", "docs/_shared", "data/vendors", "data/terms"):
        shutil.copytree(SMALL / name, folder / name, dirs_exist_ok=True)
    shutil.copy(SMALL / "data/laws.yml", folder / "data")


def contents(folder: Path, *leaving_out: str) -> dict[str, bytes]:
    """Every file of a folder by its path, but those in a folder of these names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(path.relative_to(folder).parts) & set(leaving_out)
    }
