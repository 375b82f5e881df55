"""Projects begun by ``aviso init``, and their files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from aviso.cli.main import main
from aviso.core.package import VARIABLE
from tests.support.paths import ROOT

TOOLS = Path(sys.executable).parent
TOWN = (
    *("--library", "my-town", "--name", "My Town Library", "--name-es", "Biblioteca de My Town"),
    *("--address", "https://privacy.my-town.org/"),
)
LAKES = (
    *("--system", "north-lakes", "--members", "elk-river,pine-town"),
    *("--address", "https://privacy.north-lakes.org/"),
)


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which other processes run this copy of Aviso."""
    kept = {name: value for name, value in os.environ.items() if name not in (VARIABLE, "LIBRARY")}
    return {**kept, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1", **more}


def init(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *arguments])


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".aviso" not in path.relative_to(folder).parts
    }
