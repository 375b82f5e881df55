"""The ready workflows for forges keep to the forges' own schemas and a linter's rules.

They call only what exists.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from aviso.cli.main import main
from tests.support.project import Project

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
def test_they_keep_to_the_forges_own_schemas(
    schema: str, paths: list[Path], tmp_path: Path
) -> None:
    """One of them with a slip is told in the same run, since a run takes seconds."""
    faulty = tmp_path / "faulty.yml"
    slips = paths[0].read_text("utf-8").replace("runs-on:", "run-on:").replace("script:", "scrpt:")
    faulty.write_text(slips, "utf-8")
    done = run(
        *("check-jsonschema", "--output-format", "json", "--builtin-schema", schema),
        *map(str, [*paths, faulty]),
    )
    assert {error["filename"] for error in json.loads(done.stdout)["errors"]} == {str(faulty)}


def test_the_linter_finds_nothing() -> None:
    done = run("zizmor", "--offline", "--no-progress", "--persona", "regular", ".github/workflows")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "faulty.yml").write_text(
        (
            "on: push\n"
            "jobs:\n"
            "  a:\n"
            "    runs-on: ubuntu-24.04\n"
            "    steps:\n"
            '      - run: echo "${{ github.head_ref }}"\n'
        ),
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
    called = re.findall(r"(?:^|\./run )aviso ([a-z]+)([^|;>\n]*)", text, re.MULTILINE)
    assert called or path.name == "release.yml"
    for name, rest in called:
        command = main.get_command(click.Context(main), name)
        assert (
            isinstance(command, click.Command)
            and CliRunner().invoke(main, [name, "--help"]).exit_code == 0
        )
        known = [option for parameter in command.params for option in parameter.opts]
        assert set(re.findall(r"--[a-z-]+", rest)) <= set(known), (name, rest)
    for folder in re.findall(r"tests/[a-z]+", text):
        assert (ROOT / folder).is_dir(), folder
    for lock in re.findall(r"-r (requirements\S+)", text):
        assert (ROOT / lock).is_file(), lock
    for name in re.findall(r"\./run ([a-z]+)", text):
        assert re.search(rf"^  {name}\) ", (ROOT / "run").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_the_shell_of_every_step_can_be_parsed(path: Path) -> None:
    found = list(scripts(yaml.safe_load(path.read_text("utf-8"))))
    assert found
    for script in found:
        done = subprocess.run(
            ["bash", "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actions_are_named_by_their_exact_version_and_may_do_little(path: Path) -> None:
    text = path.read_text("utf-8")
    names = re.findall(r"uses: (\S+)", text)
    assert names
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", name) for name in names)
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {} and all(
        "permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values()
    )


def test_the_work_of_both_forges_is_the_same() -> None:
    github = "\n".join(path.read_text("utf-8") for path in GITHUB)
    gitlab = GITLAB.read_text("utf-8")
    notices = (
        "check",
        "build --explain",
        "build --all",
        "links --inside public",
        "links >",
        "watch --strict",
        "due --within 30 --strict",
    )
    package = (
        "-m build --no-isolation",
        "-m pytest tests/package",
        "sha256sum -- *",
        "uv publish --trusted-publishing always",
    )
    for command in (*(f"aviso {words}" for words in notices), *package, "run test"):
        assert command in github and command in gitlab, command


MATRIX = ["3.11", "3.12", "3.13", "3.14"]


def test_what_was_built_is_tried_with_every_python_that_it_is_for() -> None:
    github = yaml.safe_load((ROOT / ".github" / "workflows" / "package.yml").read_text("utf-8"))[
        "jobs"
    ]["try"]
    matrix = github["strategy"]["matrix"]
    assert [name.rpartition("-")[0] for name in matrix["system"]] == ["ubuntu", "windows", "macos"]
    gitlab = yaml.safe_load(GITLAB.read_text("utf-8"))["try"]["parallel"]["matrix"][0]["PYTHON"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = [each.rpartition(" ")[2] for each in project["classifiers"] if ":: Python :: 3." in each]
    assert (
        matrix["python"] == gitlab == said == MATRIX
        and project["requires-python"] == f">={MATRIX[0]}"
    )
    for steps in (github["steps"], yaml.safe_load(GITLAB.read_text("utf-8"))["try"]["script"]):
        assert "dist/*.whl" in str(steps) and "pip install --quiet --require-hashes" in str(steps)


def test_a_release_is_uploaded_without_a_token_and_with_little_else() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "attest": {"attestations": "write", "id-token": "write"},
        "publish": {"contents": "read", "id-token": "write"},
        "attach": {"contents": "write"},
    }
    assert (
        jobs["publish"]["environment"] == "pypi" and "secrets." not in text and "cache:" not in text
    )
    assert [job.get("needs") for job in jobs.values()] == [None, "build", "attest", "publish"]
    gitlab = yaml.safe_load(GITLAB.read_text("utf-8"))["release"]
    assert (
        gitlab["id_tokens"] == {"PYPI_ID_TOKEN": {"aud": "pypi"}}
        and gitlab["environment"] == "pypi"
    )


@pytest.mark.parametrize(
    ("tag", "status"), [("v0.1.0", 0), ("0.1.0", 0), ("v0.1", 1), ("v0.1.0.1", 1), ("v0x1.0", 1)]
)
def test_a_tag_that_names_another_version_is_refused(tag: str, status: int) -> None:
    """Both forges compare it with the version in ``pyproject.toml``, here as if that were 0.1.0."""
    github, gitlab = (
        next(
            script
            for script in scripts(yaml.safe_load(path.read_text("utf-8")))
            if "line-regexp" in script
        )
        for path in (ROOT / ".github" / "workflows" / "release.yml", GITLAB)
    )
    assert github.replace("TAG#v", "CI_COMMIT_TAG#v") == gitlab
    command = gitlab.replace("pyproject.toml", "-")
    done = subprocess.run(
        ["bash", "-c", command],
        input='name = "x"\nversion = "0.1.0"\n',
        env={"CI_COMMIT_TAG": tag, "PATH": os.environ["PATH"]},
        text=True,
        check=False,
    )
    assert done.returncode == status


def test_the_hooks_call_what_exists() -> None:
    hooks = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"aviso-check", "aviso-build"}
    for hook in hooks:
        program, command = hook["entry"].split()
        assert (
            program == "aviso"
            and command in main.list_commands(click.Context(main))
            and hook["language"] == "python"
            and hook["name"]
        )
        assert (
            re.search(hook["files"], "data/vendors/hoopla.yml")
            and re.search(hook["files"], "docs/my-town/en/index.md")
            and not re.search(hook["files"], "tests/conftest.py")
        )


def test_gitlab_reads_the_code_quality_report(small_project: Project) -> None:
    small_project.replace("data/vendors/pagewell.yml", "category: ebooks", "category: ebook")
    [row] = json.loads(small_project.invoke("check", "--format", "gitlab").stdout)
    assert (
        row["location"] == {"path": "data/vendors/pagewell.yml", "lines": {"begin": 6}}
        and row["severity"] == "major"
        and len(row["fingerprint"]) == 64
    )
