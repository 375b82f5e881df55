"""The ready workflows for forges: they keep to the forges' own schemas and a linter's rules, and call what exists."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from aviso.cli.main import main

ROOT = Path(__file__).parents[2]
GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
TOOLS = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("schema", "paths"), [("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", [GITLAB])]
)
def test_they_keep_to_the_forges_own_schemas(schema: str, paths: list[Path]) -> None:
    done = run("check-jsonschema", "--builtin-schema", schema, *map(str, paths))
    assert paths and done.returncode == 0, done.stdout + done.stderr


def test_a_fault_is_found_by_the_schema(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.yml"
    faulty.write_text(GITHUB[0].read_text("utf-8").replace("runs-on:", "run-on:"), "utf-8")
    assert (
        run(
            "check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(faulty)
        ).returncode
        == 1
    )


def test_the_linter_finds_nothing() -> None:
    done = run("zizmor", "--offline", "--no-progress", "--persona", "regular", ".github/workflows")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "faulty.yml").write_text(
        'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "${{ github.head_ref }}"\n',
        "utf-8",
    )
    assert run("zizmor", "--offline", "--no-progress", str(tmp_path / "faulty.yml")).returncode != 0


def scripts(value: Any) -> Iterator[str]:
    """Every command line of a workflow."""
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        if key in ("run", "script"):
            yield from [inner] if isinstance(inner, str) else inner
        else:
            yield from scripts(inner)


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_every_command_and_option_exists(path: Path) -> None:
    text = "\n".join(scripts(yaml.safe_load(path.read_text("utf-8"))))
    called = re.findall(r"\./run aviso ([a-z]+)([^|;>\n]*)", text)
    assert called
    for name, rest in called:
        command = main.commands[name]
        assert (
            isinstance(command, click.Command)
            and CliRunner().invoke(command, ["--help"]).exit_code == 0
        )
        known = [option for parameter in command.params for option in parameter.opts]
        assert set(re.findall(r"--[a-z-]+", rest)) <= set(known), (name, rest)
    for name in re.findall(r"\./run ([a-z]+)", text):
        assert re.search(rf"^  {name}\) ", (ROOT / "run").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_the_shell_of_every_step_can_be_parsed(path: Path) -> None:
    for script in scripts(yaml.safe_load(path.read_text("utf-8"))):
        done = subprocess.run(
            ["bash", "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actions_are_named_by_their_exact_version_and_may_do_little(path: Path) -> None:
    text = path.read_text("utf-8")
    assert all(
        re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", name)
        for name in re.findall(r"uses: (\S+)", text)
    )
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {} and all(
        "permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values()
    )


def test_the_work_of_both_forges_is_the_same() -> None:
    github = "\n".join(path.read_text("utf-8") for path in GITHUB)
    gitlab = GITLAB.read_text("utf-8")
    for command in (
        "aviso check",
        "aviso build --explain",
        "aviso build --all",
        "aviso links --inside public",
        "aviso links >",
        "aviso watch --strict",
        "aviso due --within 30 --strict",
        "run test",
    ):
        assert command in github and command in gitlab, command


def test_the_hooks_call_what_exists() -> None:
    hooks = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"aviso-check", "aviso-build"}
    for hook in hooks:
        program, command = hook["entry"].split()
        assert (
            program == "aviso"
            and command in main.commands
            and hook["language"] == "python"
            and hook["name"]
        )
        assert (
            re.search(hook["files"], "data/vendors/hoopla.yml")
            and re.search(hook["files"], "docs/sonoma/en/index.md")
            and not re.search(hook["files"], "tests/conftest.py")
        )


def test_gitlab_reads_the_code_quality_report(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_project)
    vendor = small_project / "data" / "vendors" / "pagewell.yml"
    vendor.write_text(
        vendor.read_text("utf-8").replace("category: ebooks", "category: ebook"), "utf-8"
    )
    [row] = json.loads(CliRunner().invoke(main, ["check", "--format", "gitlab"]).stdout)
    assert (
        row["location"] == {"path": "data/vendors/pagewell.yml", "lines": {"begin": 6}}
        and row["severity"] == "major"
        and len(row["fingerprint"]) == 64
    )
