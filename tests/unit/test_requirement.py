"""A new project's ``requirements.txt`` names an Aviso that other computers can install."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from aviso.apps.scaffold import requirement
from aviso.apps.scaffold.git_origin import make_web_address
from aviso.apps.scaffold.packed_wheel import pack_wheel
from aviso.apps.scaffold.requirement import Requirement, make_requirement
from tests.package.installed import find_packages
from tests.support.begun_projects import TOWN, init

PINNED = "aviso-notices==0.1.0"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = {
    "url": "https://git.example.org/aviso.git",
    "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT},
}


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, PINNED),
        (REPOSITORY, f"aviso-notices @ git+https://git.example.org/aviso.git@{COMMIT}"),
        (
            {**REPOSITORY, "subdirectory": "code"},
            f"aviso-notices @ git+https://git.example.org/aviso.git@{COMMIT}#subdirectory=code",
        ),
        (
            {"url": "https://files.example.org/aviso.whl", "archive_info": {}},
            "aviso-notices @ https://files.example.org/aviso.whl",
        ),
    ],
    ids=["an index", "a repository", "a folder of a repository", "a file on the web"],
)
def test_an_address_that_others_can_reach_is_written(
    origin: dict[str, Any] | None, line: str
) -> None:
    assert make_requirement("0.1.0", origin) == Requirement(line)


@pytest.mark.parametrize(
    "origin",
    [
        {"url": "file:///clone", "dir_info": {"editable": True}},
        {"url": "file:///clone", "dir_info": {}},
        {**REPOSITORY, "url": "file:///clone"},
        {"url": "file:///gone/aviso.whl", "archive_info": {}},
        {},
    ],
    ids=["editable", "a folder", "a clone here", "a wheel that is gone", "unknown"],
)
def test_what_only_this_computer_has_is_explained(origin: dict[str, Any]) -> None:
    made = make_requirement("0.1.0", origin)
    assert (made.line, made.wheel) == (PINNED, None)
    assert "git+https://" in " ".join(made.advice) and "./wheels/" in " ".join(made.advice)


def test_init_copies_the_wheel_that_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "a folder" / "aviso_notices-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")
    made = make_requirement("0.1.0", {"url": wheel.as_uri(), "archive_info": {}})
    monkeypatch.setattr("aviso.apps.scaffold.project.read_requirement", lambda: made)
    done = init(tmp_path / "town", *TOWN)
    assert done.exit_code == 0 and "requirements.txt" not in done.output
    text = (tmp_path / "town/requirements.txt").read_text("utf-8")
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        f"./wheels/{wheel.name}"
    ]
    assert "CHECK" not in text
    assert (tmp_path / "town/wheels" / wheel.name).read_bytes() == b"a wheel"


def make_distribution(folder: Path, tag: str = "py3-none-any") -> Distribution:
    """An installed distribution, with the files that pip adds."""
    noted = "aviso_notices-0.1.0.dist-info"
    files = {
        "aviso/__init__.py": "",
        "aviso/data/a,b.yml": "a: b",
        "aviso/__pycache__/__init__.cpython-311.pyc": "compiled",
        "../../bin/aviso": "a script",
        f"{noted}/METADATA": "Metadata-Version: 2.4\nName: aviso-notices\nVersion: 0.1.0\n",
        f"{noted}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{noted}/INSTALLER": "pip",
        f"{noted}/direct_url.json": "{}",
    }
    for name, text in files.items():
        (folder / "lib/python" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "lib/python" / name).write_text(text, "utf-8")
    record = "".join(f'"{name}",,\n' for name in files) + f"{noted}/RECORD,,\n"
    (folder / "lib/python" / noted / "RECORD").write_text(record, "utf-8")
    return Distribution.at(folder / "lib/python" / noted)


FROM_THIS_COMPUTER: list[dict[str, Any]] = [
    {"url": "file:///clone", "dir_info": {}},
    {"url": "file:///gone/aviso.whl", "archive_info": {}},
    {"url": "file:///clone", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
]


@pytest.mark.parametrize("origin", FROM_THIS_COMPUTER)
def test_an_aviso_of_this_computer_is_packed_again(tmp_path: Path, origin: dict[str, Any]) -> None:
    installed = make_distribution(tmp_path)
    made = make_requirement("0.1.0", origin, installed)
    assert made.line == "./wheels/aviso_notices-0.1.0-py3-none-any.whl" and not made.advice
    assert made.wheel and made == make_requirement("0.1.0", origin, installed)
    with zipfile.ZipFile(io.BytesIO(made.wheel.content)) as archive:
        rows = archive.read("aviso_notices-0.1.0.dist-info/RECORD").decode().splitlines()
        names = [row[0] for row in csv.reader(rows)]
        assert (
            names
            == archive.namelist()
            == [
                "aviso/__init__.py",
                "aviso/data/a,b.yml",
                "aviso_notices-0.1.0.dist-info/METADATA",
                "aviso_notices-0.1.0.dist-info/WHEEL",
                "aviso_notices-0.1.0.dist-info/RECORD",
            ]
        )


def test_nothing_is_packed_that_others_could_not_install(tmp_path: Path) -> None:
    (compiled, whole, editable) = (tmp_path / name for name in ("compiled", "whole", "editable"))
    assert pack_wheel(make_distribution(compiled, "cp311-cp311-linux_x86_64")) is None
    damaged = make_distribution(whole)
    (whole / "lib/python/aviso/__init__.py").unlink()
    assert pack_wheel(damaged) is None
    without_code = make_distribution(editable)
    record = editable / "lib/python/aviso_notices-0.1.0.dist-info/RECORD"
    record.write_text("_aviso_notices.pth,,\naviso_notices-0.1.0.dist-info/WHEEL,,\n", "utf-8")
    (editable / "lib/python/_aviso_notices.pth").write_text("/clone/scripts", "utf-8")
    assert pack_wheel(without_code) is None


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@library.test")
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_an_editable_clone_is_named_by_its_pushed_commit(tmp_path: Path) -> None:
    clone, origin = tmp_path / "clone", {"dir_info": {"editable": True}}
    origin["url"] = clone.as_uri()
    git(tmp_path, "init", "-q", "--bare", "forge")
    git(tmp_path, "clone", "-q", "forge", "clone")
    (clone / "file").write_text("one", "utf-8")
    git(clone, "add", "file")
    git(clone, "commit", "-q", "-m", "one")
    git(clone, "push", "-q", "origin", "HEAD")
    commit = git(clone, "rev-parse", "HEAD")
    # Nobody else can reach a repository on this computer.
    assert make_requirement("0.1.0", origin).advice
    git(clone, "remote", "set-url", "origin", "git@git.library.test:our/aviso.git")
    made = make_requirement("0.1.0", origin)
    assert made == Requirement(
        f"aviso-notices @ git+https://git.library.test/our/aviso.git@{commit}"
    )
    (clone / "file").write_text("two", "utf-8")
    assert make_requirement("0.1.0", origin).advice
    git(clone, "commit", "-q", "-a", "-m", "two")
    assert make_requirement("0.1.0", origin).advice


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://git.library.test/aviso.git", "https://git.library.test/aviso.git"),
        ("https://me:secret@git.library.test/aviso", "https://git.library.test/aviso"),
        ("ssh://git@git.library.test/our/aviso.git", "https://git.library.test/our/aviso.git"),
        ("ssh://git@git.library.test:2222/our/aviso.git", None),
        ("git@git.library.test:our/aviso.git", "https://git.library.test/our/aviso.git"),
        ("/srv/git/aviso.git", None),
        ("C:/clones/aviso", None),
        ("file:///srv/git/aviso.git", None),
        ("", None),
    ],
)
def test_only_an_address_of_the_web_is_named(remote: str, address: str | None) -> None:
    assert make_web_address(remote) == address


def test_init_and_the_workflows_say_so_if_others_cannot_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_requirement("0.1.0", {"url": "file:///clone", "dir_info": {}})
    monkeypatch.setattr("aviso.apps.scaffold.project.read_requirement", lambda: made)
    done = init(tmp_path / "town", *TOWN)
    assert "requirements.txt: until Aviso is released" in done.output
    text = (tmp_path / "town/requirements.txt").read_text("utf-8")
    assert text.endswith(f"\n{PINNED}\n") and "# CHECK: this Aviso runs from a folder" in text
    assert "requirements.txt" in (tmp_path / "town/README.md").read_text("utf-8")
    # A Python whose pip finds no such version.
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "bin/python").chmod(0o755)
    installed = subprocess.run(
        ["sh", "scripts/install.sh"],
        cwd=tmp_path / "town",
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "GITHUB_ACTIONS": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 1
    assert installed.stdout.startswith("::error file=requirements.txt::Aviso could not be")
    assert "git+https://ADDRESS@COMMIT" in installed.stderr


def test_without_a_distribution_the_name_alone_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirement, "DISTRIBUTION", "no-such-distribution-of-aviso")
    assert requirement.read_requirement().line == "no-such-distribution-of-aviso"


def test_the_packages_of_an_environment_are_found_under_both_systems(tmp_path: Path) -> None:
    assert find_packages(tmp_path, "nt") == tmp_path / "Lib" / "site-packages"
    assert find_packages(tmp_path, "posix").parts[-3] == "lib"
