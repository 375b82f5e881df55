"""A new project's ``requirements.txt`` names an Aviso that other computers can install."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aviso.apps.scaffold import requirement
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
    lines = (tmp_path / "town/requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"./wheels/{wheel.name}"]
    assert (tmp_path / "town/wheels" / wheel.name).read_bytes() == b"a wheel"


def test_init_says_so_if_others_cannot_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_requirement("0.1.0", {"url": "file:///clone", "dir_info": {}})
    monkeypatch.setattr("aviso.apps.scaffold.project.read_requirement", lambda: made)
    done = init(tmp_path / "town", *TOWN)
    assert "requirements.txt: before Aviso is released" in done.output
    text = (tmp_path / "town/requirements.txt").read_text("utf-8")
    assert text.endswith(f"\n{PINNED}\n") and "# CHECK: this Aviso was installed" in text
    assert "requirements.txt" in (tmp_path / "town/README.md").read_text("utf-8")


def test_without_a_distribution_the_name_alone_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirement, "DISTRIBUTION", "no-such-distribution-of-aviso")
    assert requirement.read_requirement().line == "no-such-distribution-of-aviso"


def test_the_packages_of_an_environment_are_found_under_both_systems(tmp_path: Path) -> None:
    assert find_packages(tmp_path, "nt") == tmp_path / "Lib" / "site-packages"
    assert find_packages(tmp_path, "posix").parts[-3] == "lib"
