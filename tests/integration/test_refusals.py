"""What the operating system refuses is told in one sentence by every command, never a traceback.

The commands come from the program itself, so that a new one is tried, too: here it only needs the
arguments with which it writes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aviso.cli.main import main
from tests.support.paths import ROOT
from tests.support.project import Project

NEW_PROJECT = (
    *("new-project", "--name", "A Town", "--library", "a-town"),
    *("--website", "https://www.a-town.example"),
)
# Each command with arguments with which it writes something; several, if it writes in several ways.
WRITING = {
    "build": [
        ["--jobs", "1", "--all"],
        ["--jobs", "2", "--all", "riverside"],
        ["--stock", "--all"],
    ],
    "due": [["--output", "due"]],
    "gaps": [["riverside", "--html", "gaps.html"], ["--all", "--csv", "new/gaps.csv"]],
    "hosting apache": [["--output", "new/apache.conf"]],
    "hosting caddy": [["--output", "Caddyfile"]],
    "hosting logrotate": [["--output", "logrotate.conf"]],
    "hosting nginx": [["--output", "nginx.conf"]],
    "hosting static": [[]],
    "init": [[*NEW_PROJECT, "--address", "https://p.a-town.example/"]],
    "links": [["--gap", "0", "--retries", "0", "--time-limit", "1"], ["--memory", "memory"]],
    "migrate": [["--write"]],
    "new law": [["my-law"]],
    "new library": [["my-town"], ["my-town", "--from-model"]],
    "new member": [["my-branch", "--system", "riverside"]],
    "new term": [["data_categories/meal-plan"]],
    "new vendor": [["my-vendor"]],
    "override": [["vendor", "hoopla"], ["law", "us-50-1861"]],
    "publish": [["shard", "--output", "joined"]],
    "remove": [["library", "riverside-branch"]],
    "rename": [["library", "riverside", "lakeside"]],
    "schema": [[]],
    "translation accept": [["riverside/index#ask", "--reason", "It is so."]],
    "translation confirm": [["riverside", "--by", "Librarian"]],
    "translation note": [["riverside"]],
    "translation status": [["--format", "html"]],
    "vendor reviewed": [["readwell", "--offline"]],
}
# What needs to write nothing works where nothing can be written.
READING = {
    "audit": [[]],
    "check": [[], ["riverside", "--format", "json"]],
    "due": [[], ["--format", "ics"]],
    "hosting nginx": [[]],
    "hosting static": [["--check", "--output", "hosts"]],
    "list": [[]],
    "links": [["--offline"], ["--inside", "public"], ["--offline", "--memory", "memory.sqlite"]],
    "proofread": [[]],
    "rule": [[], ["links/broken"]],
    "status": [[]],
    "translation status": [[], ["--format", "csv"]],
    # No policy can be reached, and none has ever been: there is nothing to note.
    "watch": [["--gap", "0", "--retries", "0"]],
}
# It runs until Ctrl-C, and writes into the folder for temporary files only.
NEVER_ENDING = {"serve"}
# Root without its powers is bound by permissions like everybody.
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
REFUSALS = {
    "read-only": ("Read-only file system",),
    "denied": ("Permission denied",),
    "full": ("No space left on device",),
    "blocked": ("Not a directory", "File exists", "Is a directory", "is a link or a file"),
}


def list_commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the path of each command below a group, like "new library"."""
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from list_commands(found, (*path, name))


def spell_out(table: dict[str, list[list[str]]]) -> list[tuple[str, ...]]:
    return [(*name.split(), *more) for name, each in table.items() for more in each]


WRITES, READS = spell_out(WRITING), spell_out(READING)
Results = dict[tuple[str, ...], dict[str, object]]


def run_all(
    commands: list[tuple[str, ...]], folder: Path, prefix: list[str], *filling: str
) -> Results:
    """Run the commands in a folder after what ``prefix`` has a shell do there.

    ``filling`` is the path of a file that fills the disk before each command.
    """
    program = [sys.executable, str(ROOT / "tests/support/run_commands.py"), json.dumps(commands)]
    program += filling
    path = f"{ROOT / 'scripts'}{os.pathsep}{ROOT}"
    environment = {**os.environ, "PYTHONPATH": path, "AVISO_SHARED": str(ROOT), "COLUMNS": "200"}
    done = subprocess.run(
        [*prefix, *program],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(commands, json.loads(done.stdout.splitlines()[-1]), strict=True))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with everything that the commands need, published."""
    project = Project.small(tmp_path_factory.mktemp("refusals") / "project")
    run = run_all(
        [
            ("build", "--jobs", "1"),
            ("build", "--jobs", "1", "--output", "shard"),
            ("hosting", "static", "--output", "hosts"),
            ("links", "--offline", "--memory", "memory.sqlite"),
        ],
        project.root,
        [],
    )
    assert all(one["status"] == 0 for one in run.values()), run
    return project


def in_namespace(steps: str) -> list[str]:
    """Return a prefix that runs a command in mounts of its own, after some steps of a shell."""
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here; the tests without permission stand in for it")
    return ["unshare", "-m", "sh", "-ec", f'{steps}\nexec "$@"', "sh"]


@pytest.fixture(scope="module")
def refused(
    sound: Project, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Results:
    """What every command says in a project where the system refuses to write."""
    return run_refused(request.param, sound, tmp_path_factory.mktemp("copy"))


def run_refused(kind: str, sound: Project, folder: Path) -> Results:
    place = folder / "project"
    if kind == "full":
        size = 4096 * (sum(1 + p.stat().st_size // 4096 for p in sound.root.rglob("*")) + 400)
        prefix = in_namespace(
            f"mount -t tmpfs -o size={size} none '{folder}'; cp -r '{sound.root}' '{place}'; "
            f"cd '{place}'"
        )
        return run_all(WRITES, sound.root, prefix, ".fill")
    shutil.copytree(sound.root, place)
    if kind == "read-only":
        prefix = in_namespace('mount --bind . .; mount -o remount,ro,bind .; cd "$PWD"')
    elif kind == "denied":
        subprocess.run(["chmod", "-R", "a-w", str(place)], check=True)
        prefix = POWERLESS
    else:
        for name in ("public", ".aviso"):
            shutil.rmtree(place / name)
        for name in ("public", ".aviso", "due", "new", "nginx.conf", "hosting", "rules", "joined"):
            path = place / name
            path.mkdir() if name == "nginx.conf" else path.write_text("in the way")
        prefix = []
    return run_all([*WRITES, *READS], place, prefix)


def assert_told(command: tuple[str, ...], result: dict[str, object]) -> str:
    """A command ends with 0, 1 or 2 and words."""
    output = str(result["output"])
    assert result["traceback"] is None, (command, result)
    assert result["status"] in (0, 1, 2), (command, result)
    assert "Traceback" not in output and "None" not in output, output
    return output


# As slow as a read-only disk, and hardly different from one.
DENIED = pytest.param("denied", marks=pytest.mark.soak)
FULL = pytest.param("full", marks=pytest.mark.soak)


def test_every_command_is_tried() -> None:
    assert {*WRITING, *READING, *NEVER_ENDING} == set(list_commands(main))


@pytest.mark.parametrize("refused", ["read-only", DENIED, FULL], indirect=True)
@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_what_cannot_be_written_is_told_in_a_sentence(
    command: tuple[str, ...], refused: Results, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["refused"]
    output = assert_told(command, refused[command])
    if (kind, command[0]) == ("full", "remove"):
        return
    assert refused[command]["status"] == 1, output
    assert any(words in output for words in REFUSALS[kind]), output


@pytest.mark.parametrize("refused", ["read-only", DENIED], indirect=True)
@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_what_writes_nothing_works(command: tuple[str, ...], refused: Results) -> None:
    assert_told(command, refused[command])
    # The pages of the small project are hard to read.
    assert refused[command]["status"] == (command[0] == "proofread"), refused[command]


@pytest.mark.parametrize("refused", ["blocked"], indirect=True)
@pytest.mark.parametrize("command", [*WRITES, *READS], ids=" ".join)
def test_what_is_in_the_way_is_told(command: tuple[str, ...], refused: Results) -> None:
    assert_told(command, refused[command])
    if command[0] in ("build", "links", "rule", "due", "publish") and command in WRITES:
        assert refused[command]["status"] in (1, 2), refused[command]


def test_a_folder_that_was_deleted_is_told(sound: Project, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    prefix = ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh"]
    results = run_all([*WRITES, *READS], gone, prefix)
    assert len(results) == len([*WRITES, *READS])
    for command, result in results.items():
        output = assert_told(command, result)
        if command[0] not in ("init", "list", "rule", "publish") and "--inside" not in command:
            assert "The folder that you are in was deleted" in output, (command, output)
            assert result["status"] in (1, 2)
