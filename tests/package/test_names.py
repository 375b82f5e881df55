"""The name to install Aviso by.

The index has another project's ``aviso``, so no document may send anybody there.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DOCUMENTS = (".md", ".yml", ".yaml", ".toml", ".txt", ".html", "run")
# Names of other people's distributions.
FOREIGN = ("aviso", "pyaviso")
# The words after an installer's command: options, then what to install.
INSTALLED = re.compile(
    r"\b(?:(?:pip3?|pipx|uv(?: pip| tool)?) (?:install|add|run)|uvx)((?: +[^\s`|;&)]+)+)"
)
EXTRAS = re.compile(rf"{PROJECT['name']}\[([\w,-]+)\]")


def tracked(*endings: str) -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode("utf-8").split("\0") if name.endswith(endings)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def foreign_installs(text: str) -> list[str]:
    """What a text tells people to install that belongs to somebody else."""
    words = [word.strip("'\"") for found in INSTALLED.finditer(text) for word in found[1].split()]
    return [word for word in words if re.split(r"[\[=<>~!]", word)[0].lower() in FOREIGN]


def test_the_name_is_our_own() -> None:
    assert PROJECT["name"] not in FOREIGN
    assert PROJECT["scripts"] == {"aviso": "aviso.cli.main:main"}


def test_no_document_and_no_message_sends_people_to_the_foreign_name() -> None:
    documents = tracked(*DOCUMENTS)
    documents += [path for path in tracked(".py") if path.is_relative_to(ROOT / "scripts")]
    assert len(documents) > 100
    found = {
        path.relative_to(ROOT).as_posix(): foreign_installs(path.read_text("utf-8"))
        for path in documents
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Type `pip install aviso`.", ["aviso"]),
        ("pip install 'aviso[proofread]'", ["aviso[proofread]"]),
        ('python -m pip install --upgrade "aviso[watch]>=1"', ["aviso[watch]>=1"]),
        ("uv tool install aviso==0.9.2", ["aviso==0.9.2"]),
        ("pipx run pyaviso", ["pyaviso"]),
        ("pip install aviso-notices; then type aviso check", []),
        ("pip install 'aviso-notices[proofread]'", []),
        ("./run aviso check", []),
    ],
)
def test_a_foreign_name_is_found(text: str, names: list[str]) -> None:
    assert foreign_installs(text) == names


def test_every_extra_that_is_named_exists() -> None:
    known = set(PROJECT["optional-dependencies"])
    texts = [path.read_text("utf-8") for path in tracked(*DOCUMENTS, ".py")]
    named = {
        extra for text in texts for found in EXTRAS.findall(text) for extra in found.split(",")
    }
    assert "proofread" in named and named <= known


def test_the_version_is_that_of_our_own_distribution() -> None:
    asked = re.compile(r"""(?:version\(|package_name=)["']([\w-]+)["']""")
    sources = [path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py")]
    assert {name for source in sources for name in asked.findall(source)} == {PROJECT["name"]}
