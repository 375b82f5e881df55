"""From a wheel, in an adopter's folder, Aviso does what it does here, byte for byte."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Context

from aviso.cli.main import main
from tests.package.installed import (
    EDITABLE,
    Aviso,
    add_small_library,
    build_wheel,
    contents,
    copy_source,
    find_packages,
    install,
    start_project,
)
from tests.support.repeats import at_each_change

TODAY = ["--today", "2026-11-29"]
FORMS = ("text", "json", "github", "gitlab", "junit", "sarif")
COMMANDS = [
    *(["check", "--format", form] for form in FORMS),
    ["check", "--notes"],
    ["build", "--jobs", "1", "--explain"],
    ["build", "--jobs", "1", "--explain"],
    ["build", "--jobs", "1", "--compress", "--output", "compressed"],
    ["build", "--jobs", "1", "--stock", "--output", "stock"],
    ["audit"],
    ["links", "--inside", "public"],
    ["links", "--offline", *TODAY],
    ["due", *TODAY],
    ["due", "--format", "json", *TODAY],
    ["due", "--format", "ics", *TODAY],
    ["due", "--output", "due", *TODAY],
    *(["translation", "status", "--format", form] for form in ("table", "json", "csv")),
    ["translation", "status", "--format", "html", "--output", "translation"],
    ["translation", "note", "shared", "--on", "2026-11-29"],
    *(["hosting", server] for server in ("nginx", "apache", "caddy", "logrotate")),
    ["hosting", "static", "--output", "hosting"],
    ["proofread", "--pages"],
    ["new", "library", "third"],
    ["new", "vendor", "third-company"],
    ["new", "vendor", "hoopla"],
    ["schema"],
    ["override", "vendor", "hoopla"],
    ["override", "word", "menu"],
    ["override", "template", "partials/footer.html"],
    ["override", "vendor", "nobody"],
    ["status"],
    ["status", "--format", "json"],
    ["check"],
    ["check", "third"],
    ["gaps", "third"],
    ["gaps", "--all"],
    ["list"],
    ["list", "situations"],
    ["migrate"],
    ["migrate", "--write"],
    ["rule"],
    ["rule", "i18n/negation"],
    ["rename", "library", "third", "fourth"],
    ["rename", "vendor", "third-company", "fourth-company"],
    ["remove", "vendor", "fourth-company"],
    ["remove", "library", "fourth"],
    ["vendor", "reviewed", "hoopla", "--offline", "--on", "2026-11-29"],
    ["build", "--jobs", "1", "--shard", "1/2", "--output", "half"],
    ["build", "--shard", "2/2", "--output", "other-half"],
    ["publish", "half", "other-half", "--output", "joined"],
    ["init", "own", "--library", "my-town", "--address", "https://privacy.my-town.org/"],
    ["--help"],
]
# One waits for a browser, the other asks the websites of companies.
NOT_TRIED = {"serve", "watch"}


@pytest.fixture(scope="module")
def aviso(tmp_path_factory: pytest.TempPathFactory) -> Aviso:
    """Aviso from its wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    return install(build_wheel(copy_source(folder / "source"), folder / "dist"), folder / "venv")


def small(folder: Path) -> None:
    add_small_library(start_project(folder))


def from_the_model(folder: Path) -> None:
    start_project(folder)
    (folder / "data/translations").mkdir()
    EDITABLE.run(folder, ["new", "library", "lakeside"])


def without_translations(name: str, content: bytes) -> bytes:
    """A stamp without the digest of the shared translations: the wheel has fewer of them.

    Those of the facts of single libraries stay in the repository.
    """
    if not name.endswith(".aviso.json"):
        return content
    stamp = json.loads(content)
    stamp.pop("digest", None)
    stamp.get("inputs", {}).pop("data/translations/shared.json", None)
    return json.dumps(stamp, sort_keys=True).encode()


@pytest.mark.soak
def test_others_can_install_what_a_new_project_asks_for(aviso: Aviso, tmp_path: Path) -> None:
    (wheel,) = (aviso.python.parents[2] / "dist").glob("*.whl")
    (noted,) = find_packages(aviso.python.parents[1]).glob("aviso_notices-*.dist-info")
    origin = noted / "direct_url.json"
    before = origin.read_text("utf-8") if origin.exists() else None
    origin.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": {}}), "utf-8")
    try:
        command = [
            "init",
            "own",
            "--library",
            "my-town",
            "--address",
            "https://privacy.my-town.org/",
        ]
        ((status, said),) = aviso.run(tmp_path, command)
    finally:
        origin.write_text(before, "utf-8") if before else origin.unlink()
    assert status == 0, said
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet"]
    done = subprocess.run(
        [*pip, "-r", "requirements.txt", "--target", str(tmp_path / "target")],
        cwd=tmp_path / "own",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "target/aviso/cli/main.py").is_file()


def test_a_site_is_built_without_compiling_a_template(aviso: Aviso, tmp_path: Path) -> None:
    project = tmp_path / "project"
    small(project)
    ((status, said),) = aviso.run(project, ["build", "--jobs", "1", "riverside"])
    assert status == 0 and (project / "public/riverside/index.html").exists(), said
    assert not (project / ".aviso/templates").exists()


def test_every_command_is_tried() -> None:
    tried = {command[0] for command in COMMANDS if not command[0].startswith("-")}
    assert tried | NOT_TRIED == set(main.list_commands(Context(main)))
    assert not tried & NOT_TRIED


@pytest.mark.parametrize("make", at_each_change([from_the_model, small], 2))
def test_every_command_does_the_same(
    make: Callable[[Path], None], aviso: Aviso, tmp_path: Path
) -> None:
    project, reported, made = tmp_path / "project", [], []
    for one in (EDITABLE, aviso):
        make(project)
        results = one.run(project, *COMMANDS)
        reported.append([(status, without_times(output)) for status, output in results])
        # The cache holds compiled code, which names the place of its source.
        files = contents(project, ".aviso", "__pycache__")
        made.append({name: without_translations(name, files[name]) for name in files})
        shutil.rmtree(project)
    for command, editable, from_wheel in zip(COMMANDS, *reported, strict=True):
        assert from_wheel == editable, command
    assert made[1].keys() == made[0].keys()
    assert [name for name in made[0] if made[1][name] != made[0][name]] == []
    # There was something to compare: pages, and no command that only says that it failed.
    pages = [name for name in made[0] if name.startswith("public/") and name.endswith(".html")]
    failed = [command for command, result in zip(COMMANDS, reported[0], strict=True) if result[0]]
    assert len(pages) > 15
    # MkDocs finds the same templates.
    by_mkdocs = [name.replace("public/", "stock/", 1) for name in pages]
    assert [made[1][name] for name in by_mkdocs] == [made[1][name] for name in pages]
    # A third library is checked too: it has the model's links to pages that a project has its own
    # of.
    assert {command[0] for command in failed} <= {"new", "override", "check", "migrate"}


def without_times(text: str) -> str:
    return re.sub(r"\d+(\.\d+)? s\b", "N s", text)
