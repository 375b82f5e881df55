"""A setting in mkdocs.yml that Aviso does not use is reported at its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.checks.settings import check_settings
from aviso.checks.suite import check_all
from aviso.core.project import Project
from tests.support.project import Project as ProjectFolder

HOOKS = "hooks:\n  - scripts/hooks.py\n"


@pytest.fixture
def small_project(renew_small_project: Callable[[], ProjectFolder], tmp_path: Path) -> Path:
    """A copy of the small project whose settings may be changed too."""
    return Path(shutil.copytree(renew_small_project().root, tmp_path / "project", symlinks=True))


def change(project: Path, old: str, new: str) -> None:
    path = project / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def add(project: Path, lines: str) -> int:
    """Add lines to the end; return the number of the first."""
    path = project / "mkdocs.yml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}{lines}\n", "utf-8")
    return text.count("\n") + 1


def reported(project: Path) -> list[tuple[int, str, str]]:
    return [(one.line, one.message, one.severity) for one in check_settings(Project(project))]


def test_our_own_settings_are_all_read(small_project: Path) -> None:
    assert reported(small_project) == []


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("nav: [index.md]", 'the setting "nav"'),
        ("extra_css: [more.css]", 'the setting "extra_css"'),
        ("extra_javascript:\n  - more.js", 'the setting "extra_javascript"'),
        ("copyright: Ours", 'the setting "copyright"'),
        ("INHERIT: base.yml", 'the setting "INHERIT"'),
        ("repo_url: https://forge.org/notices", 'the setting "repo_url"'),
        ("docs_dir: pages", 'the setting "docs_dir"'),
        ("use_directory_urls: false", 'the setting "use_directory_urls"'),
    ],
)
def test_a_setting_that_is_not_read_is_reported_at_its_line(
    small_project: Path, lines: str, name: str
) -> None:
    for known in ("docs_dir: docs\n", "use_directory_urls: true\n"):
        if known.split(":")[0] == lines.split(":")[0]:
            change(small_project, known, "")
    line = add(small_project, lines)
    assert reported(small_project) == [
        (line, f"Aviso's own engine does not read {name}", "warning")
    ]
    assert [one for one in check_all(Project(small_project)) if one.file == "mkdocs.yml"]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("plugins:\n", "plugins:\n  - search\n", 'the plugin "search"'),
        ("plugins:\n", "plugins:\n  - tags: {a: b}\n", 'the plugin "tags"'),
        (HOOKS, f"{HOOKS}  - scripts/more.py\n", 'the hook "scripts/more.py"'),
        ("  font: false\n", "  font: false\n  language: de\n", 'the setting "theme: language"'),
        ("  name: material\n", "  name: mkdocs\n", 'the setting "theme: name"'),
        ("extra:\n", "extra:\n  analytics: {provider: x}\n", 'the setting "extra: analytics"'),
        ("to_default: false", "to_default: true", 'the setting "i18n: fallback_to_default"'),
        ("_structure: folder", "_structure: suffix", 'the setting "i18n: docs_structure"'),
        (
            "  - i18n:\n",
            "  - i18n:\n      build_only_locale: es\n",
            'the setting "i18n: build_only_locale"',
        ),
        ("name: Español", "name: Español, build: false", 'the setting "es: build"'),
        ("name: Español", "name: Español, link: /x/", 'the setting "es: link"'),
    ],
)
def test_what_is_added_below_a_setting_is_reported(
    small_project: Path, old: str, new: str, name: str
) -> None:
    change(small_project, old, new)
    [(line, message, severity)] = reported(small_project)
    assert (message, severity) == (f"Aviso's own engine does not read {name}", "warning")
    named = name.split('"')[1].split(": ")[-1]
    assert named in (small_project / "mkdocs.yml").read_text("utf-8").splitlines()[line - 1]


def test_several_are_reported_at_once(small_project: Path) -> None:
    add(small_project, "nav: []\ncopyright: Ours\nextra_css: []")
    assert len(reported(small_project)) == 3


def test_how_mkdocs_works_is_its_own_affair(small_project: Path) -> None:
    add(small_project, "strict: true\ndev_addr: 127.0.0.1:9000")
    assert reported(small_project) == []


def test_mkdocs_must_name_aviso(small_project: Path) -> None:
    change(small_project, HOOKS, "")
    [(_, message, severity)] = reported(small_project)
    assert "would show no facts" in message and severity == "warning"
    change(small_project, "plugins:\n", "plugins:\n  - aviso\n")
    assert reported(small_project) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://notices.org/", "must begin with https://"),
        ("https://notices.org/?a=b", 'end with "/"'),
        ("notices", "is not a web address"),
        ("https://notices.org/index.html", "folder: https://notices.org/"),
    ],
)
def test_the_address_of_the_front_page_must_be_sound(
    small_project: Path, address: str, said: str
) -> None:
    change(small_project, "site_url: https://notices.example.org/", f"site_url: {address}")
    [(line, message, severity)] = reported(small_project)
    assert said in message and severity == "error"
    assert "site_url" in (small_project / "mkdocs.yml").read_text("utf-8").splitlines()[line - 1]
    with pytest.raises(UnsoundSite, match="site_url"):
        assemble_site(Project(small_project), "riverside")


def test_a_missing_address_is_reported_once(small_project: Path) -> None:
    change(small_project, "site_url: https://notices.example.org/\n", "")
    assert [message for _, message, _ in reported(small_project)] == ["site_url is missing"]
