"""Every file has a license.

Whatever others made is named with its copyright lines and license text.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICES = ROOT / "THIRD-PARTY-NOTICES.md"
ASSETS = ROOT / "scripts" / "assets"
IMPORTED = re.compile(r"""^import\s[^;"']*["']([^"'.][^"']*)["']""", re.MULTILINE)


def reuse(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reuse", "--root", str(root), "lint", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def licenses() -> dict[str, set[str]]:
    """The license of every file, as the REUSE tool reads it."""
    files = json.loads(reuse(ROOT, "--json").stdout)["files"]
    return {each["path"]: {found["value"] for found in each["spdx_expressions"]} for each in files}


def test_every_file_has_a_license_whose_text_is_here() -> None:
    done = reuse(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_missing_text_would_be_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "LICENSES", tmp_path / "LICENSES")
    for name in ("REUSE.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "LICENSES" / "MIT.txt").unlink()
    done = reuse(tmp_path)
    assert done.returncode == 1 and "* Missing licenses: MIT" in done.stdout


@pytest.mark.parametrize(
    ("path", "license_"),
    [
        ("scripts/aviso/cli/main.py", "MIT"),
        ("scripts/assets/notice.css", "MIT"),
        ("overrides/main.html", "MIT"),
        ("overrides/locales/es.yml", "MIT"),
        ("README.md", "MIT"),
        ("mkdocs.yml", "MIT"),
        ("data/laws.yml", "CC0-1.0"),
        ("data/vendors/hoopla.yml", "CC0-1.0"),
        ("data/terms/glossary.yml", "CC0-1.0"),
        ("data/libraries/example.yml", "CC0-1.0"),
        ("docs/_shared/en/cookies-explained.md", "CC0-1.0"),
        ("docs/_pages/es/laws.md", "CC0-1.0"),
        ("docs/example/es/index.md", "CC0-1.0"),
        ("overrides/assets/notice.css", "MIT"),
        ("overrides/assets/search.js", "MIT AND Apache-2.0 AND BSD-3-Clause"),
    ],
)
def test_which_license_is_which(licenses: dict[str, set[str]], path: str, license_: str) -> None:
    assert licenses[path] == {license_}


def test_the_dictionaries_keep_their_own_licenses(licenses: dict[str, set[str]]) -> None:
    found = {
        Path(path).name: value
        for path, value in licenses.items()
        if path.endswith((".aff", ".dic"))
    }
    assert found == {
        "en_US.aff": {"LicenseRef-SCOWL"},
        "en_US.dic": {"LicenseRef-SCOWL"},
        "es_US.aff": {"MPL-1.1"},
        "es_US.dic": {"MPL-1.1"},
    }
    notices = NOTICES.read_text("utf-8")
    for name in {Path(name).stem for name in found}:
        assert f"\n### Dictionary {name}\n" in notices


def test_the_license_names_its_holder() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Copyright (c) 2026 the Aviso contributors" in text
    assert text == (ROOT / "LICENSES" / "MIT.txt").read_text("utf-8")
    assert "CC0 1.0 Universal" in (ROOT / "LICENSES" / "CC0-1.0.txt").read_text("utf-8")


def imported_packages() -> set[str]:
    """The npm packages that the search script imports."""
    sources = [path.read_text("utf-8") for path in ASSETS.rglob("*.js")]
    names = [name for source in sources for name in IMPORTED.findall(source)]
    return {"/".join(name.split("/")[: 2 if name.startswith("@") else 1]) for name in names}


def named_by_the_build() -> set[str]:
    """The packages that ``build.mjs`` names.

    They are the Python one that it cuts, and those that took code from elsewhere.
    """
    text = (ASSETS / "build.mjs").read_text("utf-8")
    taken = re.search(r"const TAKEN_FROM = \{(.*?)^\};", text, re.DOTALL | re.MULTILINE)
    assert taken is not None
    return {
        *re.findall(r'distribution\("([^"]+)"\)', text),
        *re.findall(r'^  "([^"]+)":', taken[1], re.MULTILINE),
    }


def shipped() -> dict[str, str]:
    """What the last run of ``build.mjs`` put into the assets, and in which version."""
    manifest = json.loads((ROOT / "overrides" / "assets" / "manifest.json").read_text("utf-8"))
    return {each["name"]: each["version"] for each in manifest["shipped"]}


def test_the_sources_of_the_assets_are_all_known() -> None:
    assert imported_packages() >= {"@orama/stemmers", "wink-porter2-stemmer"}
    assert named_by_the_build() >= {"mkdocs-material", "@orama/stemmers"}
    assert shipped().keys() == imported_packages() | named_by_the_build()


@pytest.mark.parametrize(
    "name", sorted(imported_packages() | named_by_the_build() | shipped().keys())
)
def test_what_is_shipped_is_named_with_its_license(name: str) -> None:
    found = re.search(
        rf"^### {re.escape(name)} (\S+)\n(.*?)(?=^##)",
        NOTICES.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    assert found is not None, f"{NOTICES.name} has no section on {name}"
    assert found[1] == shipped()[name], f"{NOTICES.name} names another version of {name}"
    parts = re.split(
        r"={72}\n", (ROOT / "overrides" / "assets" / "licences.txt").read_text("utf-8")
    )
    text = next(part.partition("\n")[2] for part in parts if part.startswith(f"{name} "))
    own = text.partition("The Spanish stemmer was made by")[0]
    assert "Copyright" in own and in_one_line(own) in in_one_line(found[2])


def test_what_the_stemmer_was_made_by_is_named_too() -> None:
    text = in_one_line((ROOT / "LICENSES" / "BSD-3-Clause.txt").read_text("utf-8"))
    for holder in ("Dr Martin Porter", "Richard Boulton", "Yoshiki Shibukawa"):
        assert holder in text
    assert text in in_one_line(NOTICES.read_text("utf-8"))


def test_the_readme_tells_the_licenses() -> None:
    text = (ROOT / "README.md").read_text("utf-8").partition("\n## License\n")[2]
    for name in ("LICENSE", "LICENSES/CC0-1.0.txt", "THIRD-PARTY-NOTICES.md", "REUSE.toml"):
        assert f"({name})" in text
