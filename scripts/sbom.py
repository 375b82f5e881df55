"""Writes CycloneDX files: the packages that Aviso and its sites are made of.

    python scripts/sbom.py [FOLDER]

``python.cdx.json`` lists the packages that build a site. ``development.cdx.json`` adds those of the
other commands and of the tests. ``npm.cdx.json`` lists the packages that make the assets, and
``site.cdx.json`` the third-party code that readers get. The first three come from the lock files,
by the tools of their ecosystems, and the last from the manifest of the assets. A release carries
all four.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from aviso.core.atomic_write import ForeignFile, MarkedFile, write_marked

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "overrides/assets/manifest.json"
# Each file holds these bytes, whatever the versions. They prove that Aviso wrote it.
MARKS = {
    "python": b'"name": "aviso-notices"',
    "development": b'"name": "aviso-notices"',
    "npm": b'"aviso-assets@',
    "site": b'"aviso-site"',
}
PYPI = ("mkdocs-material",)


def main(arguments: list[str]) -> None:
    """Write the four files into a folder; overwrite earlier ones, and nothing else."""
    folder = Path(arguments[0]) if arguments else ROOT / "sbom"
    site = site_bom(json.loads(MANIFEST.read_text("utf-8")))
    texts = {
        "python": python_bom("requirements.lock"),
        "development": python_bom("requirements-dev.lock"),
        "npm": npm_bom(),
        "site": site,
    }
    try:
        write_marked(
            MarkedFile(folder / f"{name}.cdx.json", text.encode(), MARKS[name])
            for name, text in texts.items()
        )
    except ForeignFile as error:
        sys.exit(f"{error.message}. Name another folder.")
    print(f"{len(texts)} files → {folder}")


def python_bom(lock: str) -> str:
    """Return the packages that a lock file names, with their digests."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", lock]
    return _output(
        [
            *command,
            "--output-format",
            "JSON",
            "--output-reproducible",
            "--pyproject",
            "pyproject.toml",
        ]
    )


def npm_bom() -> str:
    """Return the packages that package-lock.json names."""
    return _output(["npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"])


def site_bom(manifest: dict[str, Any]) -> str:
    """Return the third-party code that the manifest lists for the style sheet and the script."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    site = Component(
        name="aviso-site", version=version, type=ComponentType.APPLICATION, bom_ref="aviso-site"
    )
    bom = Bom(components=[_shipped(entry) for entry in manifest["shipped"]])
    bom.metadata.component = site
    bom.metadata.tools.components.add(this_component())
    bom.register_dependency(site, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=2)


def _shipped(entry: dict[str, str]) -> Component:
    group, _, name = entry["name"].rpartition("/")
    algorithm, _, digest = entry["digest"].partition("-")
    kind = "pypi" if entry["name"] in PYPI else "npm"
    return Component(
        name=name,
        group=group or None,
        version=entry["version"],
        type=ComponentType.LIBRARY,
        purl=PackageURL(kind, group or None, name, entry["version"]),
        licenses=[LicenseFactory().make_from_string(entry["licence"])],
        hashes=[HashTypeFactory().from_hashlib_alg(algorithm, base64.b64decode(digest).hex())],
        properties=[Property(name="aviso:file", value=entry["file"])],
        bom_ref=f"{entry['name']}@{entry['version']}",
    )


def _output(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1:])
