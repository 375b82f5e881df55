"""The wheel and the sdist, built from a copy of what git keeps.

They are whole, the same from both ways, and importable.
"""

from __future__ import annotations

import email
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest
import yaml
from packaging.licenses import canonicalize_license_expression

from aviso.site.compiled_templates import name_module

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Templates that were compiled when the wheel was built.
COMPILED = "aviso/shared/compiled/"
# Where each folder of the repository stands in the wheel.
PLACES = {
    "scripts/aviso/": "aviso/",
    "overrides/": "aviso/shared/overrides/",
    "data/": "aviso/shared/data/",
    "docs/": "aviso/shared/docs/",
}
SHARED = (
    "data/care.yml",
    "data/schema/",
    "data/terms/",
    "data/vendors/",
    "data/libraries/example.yml",
    "data/libraries/example-branch.yml",
    "docs/_front/",
    "docs/_pages/",
    "docs/_shared/",
    "docs/example/",
)

OF_ONE_LIBRARY = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["aviso"][
    "of-one-library"
]
LEFT_OUT = tuple(f"data/vendors/{name}.yml" for name in OF_ONE_LIBRARY["vendors"])
SHORTENED = ("data/laws.yml", "data/translations/shared.json")


def tracked() -> list[str]:
    """The files that git keeps, and new ones that it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [path for path in listed.decode("utf-8").split("\0") if (ROOT / path).is_file()]


def build(source: Path, *kinds: str) -> Path:
    """Build with the backend that is installed, offline; return the folder with what was built."""
    folder = source / "dist"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *kinds]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def only(paths: Iterable[Path]) -> Path:
    (path,) = paths
    return path


def wheel_files(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(only(folder.glob("*.whl"))) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository without what is made on this machine, as a fresh clone has it."""
    folder = tmp_path_factory.mktemp("source") / "aviso"
    for path in tracked():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    # What lies about in a developer's folder must not get in.
    made = folder / "scripts" / "aviso" / "__pycache__" / "cli.cpython-311.pyc"
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def built(source: Path) -> Path:
    return build(source, "--wheel", "--sdist")


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    return wheel_files(built)


@pytest.fixture(scope="module")
def unpacked_sdist(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(only(built.glob("*.tar.gz"))) as archive:
        # Newer Pythons warn without a filter, or have one; Python 3.11.2 knows of none.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    return only(folder.iterdir())


def place_of(path: str) -> str | None:
    """Where a file of the repository stands in the wheel; None if it is none of the wheel's."""
    for start, place in PLACES.items():
        if path.startswith(start):
            return place + path.removeprefix(start)
    return None


@pytest.mark.parametrize("folder", ["scripts/aviso/", "overrides/", *SHARED])
def test_every_file_is_in_the_wheel_byte_for_byte(wheel: dict[str, bytes], folder: str) -> None:
    paths = [
        path
        for path in tracked()
        if (path == folder or (folder.endswith("/") and path.startswith(folder)))
        and path not in (*SHORTENED, *LEFT_OUT)
    ]
    assert paths, f"{folder} is gone; so this test would find nothing missing"
    missing = [
        path for path in paths if wheel.get(str(place_of(path))) != (ROOT / path).read_bytes()
    ]
    assert missing == []


def test_the_wheel_holds_data_that_no_module_is() -> None:
    """The test above means something: there are files of each of these kinds to be lost."""
    kinds = {PurePosixPath(path).suffix for path in tracked() if path.startswith("scripts/aviso/")}
    assert kinds >= {".py", ".typed", ".html", ".css", ".js", ".svg", ".yml", ".aff", ".dic"}


def test_nothing_else_is_in_the_wheel(wheel: dict[str, bytes]) -> None:
    info = f"{PROJECT['name'].replace('-', '_')}-{PROJECT['version']}.dist-info/"
    expected = {place_of(path) for path in tracked()}
    others = [name for name in wheel if name not in expected and not name.startswith(info)]
    assert [name for name in others if not name.startswith(COMPILED)] == []
    assert [name for name in wheel if "__pycache__" in name] == []


def test_every_template_is_in_the_wheel_compiled_in_both_languages(wheel: dict[str, bytes]) -> None:
    templates = [path for path in tracked() if path.startswith("overrides/")]
    templates = [path for path in templates if path.endswith((".html", ".xml"))]
    modules = {name for name in wheel if name.startswith(COMPILED)}
    folders = {name.removeprefix(COMPILED).partition("/")[0] for name in modules}
    assert len(folders) == 2 and len(templates) > 40
    assert modules == {
        f"{COMPILED}{folder}/{name_module(path.removeprefix('overrides/'))}"
        for folder in folders
        for path in templates
    }


def test_no_notice_of_a_real_library_is_in_the_wheel_or_the_sdist(
    wheel: dict[str, bytes], unpacked_sdist: Path
) -> None:
    records = [path.stem for path in (ROOT / "data" / "libraries").glob("*.yml")]
    real = [name for name in records if not name.startswith("example")]
    names = [
        *wheel,
        *(path.relative_to(unpacked_sdist).as_posix() for path in unpacked_sdist.rglob("*")),
    ]
    folders = [
        part
        for name in real
        for part in (f"docs/{name}/", f"libraries/{name}.yml", f"translations/{name}.json")
    ]
    assert real and [name for name in names if any(part in name for part in folders)] == []


def test_no_entry_of_one_library_alone_is_in_the_wheel_or_the_sdist(
    wheel: dict[str, bytes], unpacked_sdist: Path
) -> None:
    real = [
        path.stem
        for path in (ROOT / "data" / "libraries").glob("*.yml")
        if not path.stem.startswith("example")
    ]
    for kind, ids in OF_ONE_LIBRARY.items():
        assert ids, kind
    registers = {
        name: content
        for name, content in wheel.items()
        if name.startswith("aviso/shared/data/") and "/libraries/" not in name
    }
    for name in SHORTENED:
        assert (unpacked_sdist / name).read_bytes() == wheel[str(place_of(name))]
    laws = yaml.safe_load(wheel["aviso/shared/data/laws.yml"])
    own = yaml.safe_load((ROOT / "data/laws.yml").read_text("utf-8"))
    assert own.keys() - laws.keys() == set(OF_ONE_LIBRARY["laws"])
    assert all(laws[name] == own[name] for name in laws)
    units = json.loads(wheel["aviso/shared/data/translations/shared.json"])
    every = json.loads((ROOT / "data/translations/shared.json").read_text("utf-8"))
    gone = tuple(f"{kind}.{one}." for kind, ids in OF_ONE_LIBRARY.items() for one in ids)
    assert every.keys() - units.keys() == {key for key in every if key.startswith(gone)} != set()
    # Ids of entries, files and keys: none is called after a library of the repository.
    ids = [*registers, *laws, *units]
    assert [one for one in ids if any(name in one for name in real)] == []


def test_the_wheel_of_the_sdist_is_the_same_file(built: Path, unpacked_sdist: Path) -> None:
    again = build(unpacked_sdist, "--wheel")
    before, after = wheel_files(built), wheel_files(again)
    assert after.keys() == before.keys()
    assert [name for name in before if before[name] != after[name]] == []
    digests = {
        hashlib.sha256(only(folder.glob("*.whl")).read_bytes()).hexdigest()
        for folder in (built, again)
    }
    assert len(digests) == 1


def test_the_metadata_are_complete(wheel: dict[str, bytes]) -> None:
    text = next(content for name, content in wheel.items() if name.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(text)
    assert metadata["Name"] == PROJECT["name"] and metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == canonicalize_license_expression(PROJECT["license"])
    assert set(metadata.get_all("Provides-Extra")) == set(PROJECT["optional-dependencies"])
    assert metadata["Description-Content-Type"] == "text/markdown" and "# Aviso" in text.decode(
        "utf-8"
    )
    kept = [name.partition("/licenses/")[2] for name in wheel if "/licenses/" in name]
    assert sorted(kept) == sorted(metadata.get_all("License-File"))
    texts = {f"LICENSES/{path.name}" for path in (ROOT / "LICENSES").iterdir()}
    assert set(kept) == {"LICENSE", "THIRD-PARTY-NOTICES.md", *texts}


def test_the_command_runs_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(only(built.glob("*.whl"))) as archive:
        archive.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import aviso.cli.main, pathlib\n"
        f"assert pathlib.Path(aviso.cli.main.__file__).is_relative_to({str(tmp_path)!r}), "
        "aviso.cli.main.__file__\n"
        "aviso.cli.main.main(['--help'])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "aviso check" in done.stdout, done.stderr


def test_an_editable_install_copies_nothing(source: Path, tmp_path: Path) -> None:
    """It leads to ``scripts/``; a copy of the theme or the data would grow old unseen."""
    code = (
        "import sys; from hatchling.build import build_editable; print(build_editable(sys.argv[1]))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=source, check=True, capture_output=True
    )
    files = wheel_files(tmp_path)
    pointers = {name: content for name, content in files.items() if ".dist-info/" not in name}
    assert [Path(content.decode().strip()) for content in pointers.values()] == [
        (source / "scripts").resolve()
    ]
    assert any(
        name.endswith("entry_points.txt") and b"aviso = aviso.cli.main:main" in files[name]
        for name in files
    )
