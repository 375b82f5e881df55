"""Everything that a build and a page is made of is locked with digests and listed for whoever takes it over."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
REQUIREMENT = re.compile(
    r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)([^\n]*(?:\n    --hash=\S+(?: \\)?)*)", re.MULTILINE
)
NAMED = re.compile(r"[A-Za-z0-9_.-]+")


def normal(name: str) -> str:
    """A package's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def locked() -> dict[str, tuple[str, list[str]]]:
    """Every package of requirements.lock: its version and its digests."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return {
        normal(found[1]): (found[2], re.findall(r"--hash=sha256:([0-9a-f]{64})", found[3]))
        for found in REQUIREMENT.finditer(text)
    }


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """The software bills of materials, as the command of a release writes them."""
    folder = tmp_path_factory.mktemp("sbom")
    done = subprocess.run(
        [sys.executable, "scripts/sbom.py", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        path.name.removesuffix(".cdx.json"): json.loads(path.read_text("utf-8"))
        for path in folder.iterdir()
    }


def test_every_locked_package_has_a_digest(locked: dict[str, tuple[str, list[str]]]):
    text = (ROOT / "requirements.lock").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(locked) == len({normal(NAMED.match(line)[0]) for line in lines}) >= 40
    assert [name for name, (_, digests) in locked.items() if not digests] == []


def test_every_dependency_is_locked(locked: dict[str, tuple[str, list[str]]]):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for group in project["optional-dependencies"].values() for each in group),
    ]
    assert {normal(NAMED.match(each)[0]) for each in wanted} - {"aviso"} - locked.keys() == set()


@pytest.mark.parametrize("name", ["python", "npm", "site"])
def test_a_bill_is_valid(bills: dict[str, dict], name: str):
    edition = SchemaVersion.from_version(bills[name]["specVersion"])
    assert JsonStrictValidator(edition).validate_str(json.dumps(bills[name])) is None


def test_a_bill_that_is_none_is_found(bills: dict[str, dict]):
    assert (
        JsonStrictValidator(SchemaVersion.V1_6).validate_str(
            json.dumps({**bills["site"], "components": [{"name": "a"}]})
        )
        is not None
    )


def test_the_bills_list_what_is_locked(
    bills: dict[str, dict], locked: dict[str, tuple[str, list[str]]]
):
    listed = {normal(each["name"]): each["version"] for each in bills["python"]["components"]}
    assert listed == {name: version for name, (version, _) in locked.items()}
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = {
        (path.rpartition("node_modules/")[2], facts["version"])
        for path, facts in packages.items()
        if path and not facts.get("optional")
    }
    assert (
        wanted - {(full_name(each), each["version"]) for each in bills["npm"]["components"]}
        == set()
    )


def test_the_bill_of_the_site_lists_what_readers_get(bills: dict[str, dict]):
    shipped = json.loads((ROOT / "overrides/assets/manifest.json").read_text("utf-8"))["shipped"]
    assert {(full_name(each), each["version"]) for each in bills["site"]["components"]} == {
        (each["name"], each["version"]) for each in shipped
    }
    assert [
        each["name"]
        for each in bills["site"]["components"]
        if not (each["hashes"] and each["licenses"] and each["purl"])
    ] == []


def full_name(component: dict) -> str:
    """The name of a component with its scope, as npm writes it."""
    return (
        f"{component['group']}/{component['name']}" if component.get("group") else component["name"]
    )
