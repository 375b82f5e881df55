"""Leaves facts about a single library of this repository out of the package; compiles templates.

Hatchling calls it when it builds a wheel or an sdist. ``pyproject.toml`` names the entries of the
registers (``tool.aviso.of-one-library``). A company has a file of its own. A law is an entry in the
register of laws. The confirmed translations of both are left out too. The repository's files do not
change.

A wheel holds the compiled templates as well (``aviso.site.compiled_templates``).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LAWS = "data/laws.yml"
TRANSLATIONS = "data/translations/shared.json"
VENDORS = "data/vendors"
# The folder of compiled templates in the wheel: aviso.core.package.COMPILED.
COMPILED = "aviso/shared/compiled"


def without_laws(text: str, ids: list[str]) -> str:
    """Return the register of laws without these entries, and without a heading left over at its
    end."""
    for one in ids:
        text = re.sub(rf"^{re.escape(one)}:\n(?:[ \t].*\n|\n(?=[ \t]))*", "", text, flags=re.M)
    return re.sub(r"\n# [^\n]*\n*\Z", "\n", text).rstrip("\n") + "\n"


def without_translations(text: str, starts: tuple[str, ...]) -> str:
    """Return the record of translations without the keys that have one of these prefixes."""
    rows = {key: value for key, value in json.loads(text).items() if not key.startswith(starts)}
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def compile_templates(root: Path, folder: Path) -> None:
    """Write the templates of a repository as Python modules below ``folder``.

    A process of its own runs the code of this repository, whichever Aviso is installed. It finds
    the other packages where this process finds them: pip and uv put them into a temporary folder.
    """
    subprocess.run(
        [sys.executable, "-m", "aviso.site.template_modules", str(root), str(folder)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(root / "scripts"), *filter(None, sys.path)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "AVISO_SHARED": "",
        },
        check=True,
    )


class PackageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Replaces the repository's registers by shortened ones."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the registers for the package, and tell hatchling where they go."""
        self._folder = Path(tempfile.mkdtemp(prefix="aviso-package-"))
        if version == "editable":
            return
        root = Path(self.root)
        settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
        left_out = settings["tool"]["aviso"]["of-one-library"]
        starts = tuple(f"{kind}.{one}." for kind, ids in left_out.items() for one in ids)
        start = "aviso/shared/" if self.target_name == "wheel" else ""
        vendors = {
            f"{VENDORS}/{path.name}": path.read_text("utf-8")
            for path in sorted((root / VENDORS).glob("*.yml"))
            if path.stem not in left_out["vendors"]
        }
        files = {
            LAWS: without_laws((root / LAWS).read_text("utf-8"), left_out["laws"]),
            TRANSLATIONS: without_translations((root / TRANSLATIONS).read_text("utf-8"), starts),
            **vendors,
        }
        for name, text in files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            build_data["force_include"][str(path)] = start + name
        if self.target_name == "wheel":
            compile_templates(root, self._folder / COMPILED)
            build_data["force_include"][str(self._folder / COMPILED)] = COMPILED

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the temporary registers."""
        shutil.rmtree(self._folder, ignore_errors=True)
