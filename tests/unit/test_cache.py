"""What stands for "Aviso itself" among the inputs of a site.

These are code, data files, configuration, packages.
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import aviso
from aviso.build.dependencies import list_dependencies
from aviso.build.fingerprints import AVISO, Fingerprints
from aviso.build.installed_packages import PACKAGES, list_installed_versions
from aviso.content.pages import FRONT
from aviso.site.compose import make_site
from aviso.site.writer import make_site_files
from tests.support.paths import ROOT
from tests.support.project import Project


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on Python's path, the only one that tells of packages."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), "", str(folder)])
    return folder


def install(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True)


def itself(project: Project) -> str:
    return Fingerprints(project.opened).find_digest(AVISO)


def test_the_packages_are_those_that_aviso_is_installed_with() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", one)[0] for one in wanted}
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in names} == PACKAGES


def test_the_packages_that_are_here_are_found() -> None:
    assert {one.split()[0] for one in list_installed_versions()} == PACKAGES


def test_versions_are_read_from_names(installed: Path) -> None:
    install(
        installed,
        "Jinja2-3.1.6.dist-info",
        "mkdocs_material-9.8.1.dist-info",
        "PyYAML-6.0.egg-info",
        "requests-2.0.dist-info",
        "markdown",
        "aviso.egg-info",
    )
    assert list_installed_versions() == ["jinja2 3.1.6", "mkdocs-material 9.8.1", "pyyaml 6.0"]


def test_the_first_on_the_path_counts(installed: Path, tmp_path: Path) -> None:
    install(installed, "markdown-3.7.dist-info")
    install(tmp_path / "later", "markdown-3.9.dist-info")
    sys.path.append(str(tmp_path / "later"))
    assert list_installed_versions() == ["markdown 3.7"]


def test_another_version_of_a_package_is_another_aviso(
    installed: Path, small_project: Project
) -> None:
    install(installed, "markdown-3.7.dist-info", "unknown-1.0.dist-info")
    before = itself(small_project)
    (installed / "unknown-1.0.dist-info").rename(installed / "unknown-2.0.dist-info")
    assert itself(small_project) == before
    (installed / "markdown-3.7.dist-info").rename(installed / "markdown-3.8.dist-info")
    assert itself(small_project) != before


def test_a_project_without_a_lock_is_the_same_in_every_folder(
    project: Project, tmp_path: Path
) -> None:
    project.delete("requirements.lock")
    other = project.whole_copy(tmp_path / "other")
    before = itself(project)
    assert itself(other) == before
    other.write("requirements.lock", "markdown==3.7\n")
    assert itself(other) != before


@pytest.mark.parametrize(
    "name", ["apps/hosting/templates/nginx.conf", "i18n/words/en.yml", "checks/contrast.py"]
)
def test_every_file_of_the_package_counts(
    name: str, small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(aviso.__path__[0], tmp_path / "aviso"))
    monkeypatch.setattr(aviso, "__path__", [str(copy)])
    before = itself(small_project)
    for made in ("__pycache__/x.cpython-311.pyc", "color.pyc"):
        (copy / made).parent.mkdir(exist_ok=True)
        (copy / made).write_bytes(b"made by Python")
    assert itself(small_project) == before
    (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    assert itself(small_project) != before


@pytest.mark.parametrize("site_id", [FRONT, "riverside", "riverside-branch"])
def test_what_a_site_is_made_of_does_not_depend_on_what_was_asked_before(
    site_id: str, small_project: Project
) -> None:
    home = "docs/_front/en/index.md" if site_id == FRONT else "docs/riverside/en/index.md"
    small_project.add_paragraph(home, "{{ shared('of-a-test') }}")
    small_project.write("docs/_shared/en/of-a-test.md", "Words that several pages share.\n")
    asked_first, asked_last = (make_site(site_id, small_project.load_records()) for _ in range(2))
    before = list_dependencies(asked_first)
    assert "docs/_shared/en/of-a-test.md" in before
    make_site_files(asked_last)
    assert sorted(before) == sorted(list_dependencies(asked_last)) and len(before) == len(
        set(before)
    )
