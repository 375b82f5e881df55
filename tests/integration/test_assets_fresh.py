"""The committed assets are those that today's sources make.

Both are compared with the digests in the manifest. This needs no Node: it does not make the assets
again, but says which command does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from importlib.metadata import distribution, version
from pathlib import Path

import pytest

from tests.support.paths import ROOT

MANIFEST = "overrides/assets/manifest.json"
INPUTS = {"package-lock.json": ["."], "**/*": ["scripts/assets"], "**/*.html": ["overrides"]}


def staleness(root: Path, installed_material: str) -> list[str]:
    """What is no longer as it was when the assets were made, a line each."""
    manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    outputs = {
        path: _digest(root / path) for path in manifest["outputs"] if (root / path).is_file()
    }
    found = _differences(manifest["inputs"], _inputs(root)) + _differences(
        manifest["outputs"], outputs
    )
    if installed_material != manifest["material"]:
        found.append(
            f"mkdocs-material: made with {manifest['material']}, installed is {installed_material}"
        )
    return [f"{line}; run `{manifest['command']}` and commit overrides/assets/" for line in found]


def _inputs(root: Path) -> dict[str, str]:
    files = {
        file
        for pattern, folders in INPUTS.items()
        for folder in folders
        for file in (root / folder).glob(pattern)
    }
    return {file.relative_to(root).as_posix(): _digest(file) for file in files if file.is_file()}


def _differences(made_with: dict[str, str], today: dict[str, str]) -> list[str]:
    states = {path: _state(made_with.get(path), today.get(path)) for path in made_with | today}
    return [
        f"{path}: {state} since the assets were made"
        for path, state in sorted(states.items())
        if state
    ]


def _state(before: str | None, now: str | None) -> str | None:
    if before == now:
        return None
    return "added" if before is None else "removed" if now is None else "changed"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_committed_assets_are_fresh():
    assert staleness(ROOT, version("mkdocs-material")) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that the manifest names, with digests that fit, to be changed one at a time."""
    manifest = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))
    for path in [*_inputs(ROOT), *manifest["outputs"]]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    manifest["inputs"] = _inputs(tmp_path)
    manifest["outputs"] = {path: _digest(tmp_path / path) for path in manifest["outputs"]}
    (tmp_path / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "scripts/assets/search.js",
        "scripts/assets/search/words.js",
        "scripts/assets/notice.css",
        "scripts/assets/build.mjs",
        "package-lock.json",
        "overrides/assets/search.js",
        "overrides/assets/notice.css",
        "overrides/assets/licences.txt",
    ],
)
@pytest.mark.parametrize("change", ["changed", "removed"])
def test_a_changed_file_is_found(copy: Path, path: str, change: str):
    if change == "removed":
        (copy / path).unlink()
    else:
        (copy / path).write_text((copy / path).read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert _stale(copy) == [
        f"{path}: {change} since the assets were made; run `npm run assets` and commit "
        "overrides/assets/"
    ]


@pytest.mark.parametrize(
    "path", ["overrides/new.html", "overrides/partials/deep/new.html", "scripts/assets/new.js"]
)
def test_a_new_input_is_found(copy: Path, path: str):
    (copy / path).parent.mkdir(parents=True, exist_ok=True)
    (copy / path).write_text("<p class=new>", encoding="utf-8")
    assert _stale(copy) == [
        f"{path}: added since the assets were made; run `npm run assets` and commit "
        "overrides/assets/"
    ]


def test_another_version_of_material_is_found(copy: Path):
    made_with = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))["material"]
    assert staleness(copy, "0.1") == [
        f"mkdocs-material: made with {made_with}, installed is 0.1; run `npm run assets` "
        "and commit overrides/assets/"
    ]


def test_what_makes_no_asset_is_left_alone(copy: Path):
    (copy / "overrides/notes.md").write_text("Not a template", encoding="utf-8")
    assert _stale(copy) == []


def test_all_third_party_code_names_its_licence():
    shipped = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))["shipped"]
    licences = (ROOT / "overrides/assets/licences.txt").read_text(encoding="utf-8")
    assert {each["name"] for each in shipped} >= {"mkdocs-material", "wink-porter2-stemmer"}
    for each in shipped:
        assert f"{each['name']} {each['version']} ({each['licence']})" in licences
        assert re.fullmatch(r"sha(256|512)-[A-Za-z0-9+/]{43,86}={1,2}", each["digest"]), each


def test_what_is_shipped_is_what_is_locked_and_installed():
    shipped = {
        each["name"]: each
        for each in json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))["shipped"]
    }
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    material = shipped.pop("mkdocs-material")
    assert {name: (each["version"], each["digest"]) for name, each in shipped.items()} == {
        name: (
            packages[f"node_modules/{name}"]["version"],
            packages[f"node_modules/{name}"]["integrity"],
        )
        for name in shipped
    }
    installed = distribution("mkdocs-material")
    sheets = sorted(
        str(installed.locate_file(file))
        for file in installed.files
        if file.match("assets/stylesheets/*.min.css")
    )
    content = "\n".join(Path(sheet).read_text(encoding="utf-8") for sheet in sheets)
    assert (
        material["digest"]
        == f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
    )


def test_the_lock_file_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [name for name, facts in packages.items() if name and "integrity" not in facts] == []


def _stale(root: Path) -> list[str]:
    return staleness(root, json.loads((root / MANIFEST).read_text(encoding="utf-8"))["material"])
