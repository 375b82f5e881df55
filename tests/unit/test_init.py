"""``aviso init``: a project of one's own, or nothing at all.

It is sound at once, with nothing of other libraries in it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click import Context

from aviso.cli.main import main
from tests.support.begun_projects import LAKES, TOOLS, TOWN, environment, everything_in, init

SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
FRAME = {"mkdocs.yml", "docs", "overrides", "data", "scripts", "tests"}
# What stands in the repository of Aviso and must not come along.
OTHERS = re.compile(
    r"sonoma|santa.monica|westchester|\bExample\b|\bEjemplo\b|example\.org|\bEX-\d|This is a model"
)


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system with two members, built."""
    folder = tmp_path_factory.mktemp("init") / "lakes"
    assert init(folder, *LAKES).exit_code == 0
    done = aviso(folder, "build", "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def aviso(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aviso.cli.main", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


# What is written


def test_a_project_for_one_library_is_clean_at_once(tmp_path: Path) -> None:
    done = init(tmp_path / "town", *TOWN)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "town").iterdir()} >= FRAME
    checked = aviso(tmp_path / "town", "check", "--format", "json")
    assert (json.loads(checked.stdout), checked.returncode) == ([], 0)
    record = yaml.safe_load((tmp_path / "town/data/libraries/my-town.yml").read_text("utf-8"))
    assert record["name"] == {"en": "My Town Library", "es": "Biblioteca de My Town"}
    assert record["publication"] == {"state": "draft"} and "address" not in record


def test_a_system_with_members_is_clean_and_built(lakes: Path) -> None:
    checked = aviso(lakes, "check", "--format", "json")
    assert (json.loads(checked.stdout), checked.returncode) == ([], 0)
    for site in ("", "north-lakes/", "elk-river/", "pine-town/"):
        for page in ("index.html", "es/index.html"):
            assert (lakes / "public" / f"{site}{page}").is_file()
    member = (lakes / "public/elk-river/index.html").read_text("utf-8")
    assert 'href="https://privacy.north-lakes.org/elk-river/"' in member


def test_no_word_of_other_libraries_is_in_the_project_or_on_its_sites(lakes: Path) -> None:
    # The examples in the schemas are what an editor shows of a field.
    found = {
        name: OTHERS.findall(content.decode("utf-8", "replace"))
        for name, content in everything_in(lakes).items()
        if not name.startswith("data/schema/")
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_editors_find_the_schemas_that_the_files_name(lakes: Path) -> None:
    named = {
        path: found[1]
        for path in sorted((lakes / "data").rglob("*.yml"))
        if (found := SCHEMA.match(path.read_text("utf-8")))
    }
    assert set(named) == set((lakes / "data").rglob("*.yml"))
    assert [path for path, name in named.items() if not (path.parent / name).is_file()] == []
    before = everything_in(lakes / "data")
    assert aviso(lakes, "schema").returncode == 0 and everything_in(lakes / "data") == before


def test_what_nobody_said_is_listed_and_marked(tmp_path: Path) -> None:
    done = init(tmp_path / "lakes", *LAKES)
    for words in ("“Elk River Library”", "“Biblioteca de Elk River”", "https://north-lakes.org"):
        assert words in done.output
    record = (tmp_path / "lakes/data/libraries/elk-river.yml").read_text("utf-8")
    assert "# CHECK: the name of elk-river in the language es" in record
    reported = (tmp_path / "lakes/README.md").read_text("utf-8")
    assert "“Biblioteca de Elk River”" in reported


def test_names_that_are_given_are_not_listed(tmp_path: Path) -> None:
    names = ("--member-names", "Elk River, Pine Town", "--member-names-es", "El Río, El Pino")
    done = init(
        tmp_path / "lakes",
        *LAKES,
        *names,
        *("--name", "N: L", "--name-es", "L: N", "--state", "Minnesota"),
        *("--website", "https://www.north-lakes.org"),
    )
    assert done.exit_code == 0, done.output
    assert "the name of" not in done.output and "the state" not in done.output
    record = yaml.safe_load((tmp_path / "lakes/data/libraries/north-lakes.yml").read_text("utf-8"))
    assert (record["name"], record["jurisdiction"]) == (
        {"en": "N: L", "es": "L: N"},
        {"en": "Minnesota", "es": "Minnesota"},
    )
    member = yaml.safe_load((tmp_path / "lakes/data/libraries/pine-town.yml").read_text("utf-8"))
    assert member["name"] == {"en": "Pine Town", "es": "El Pino"}


def test_a_draft_that_is_only_begun_promises_nothing(lakes: Path) -> None:
    page = (lakes / "public/north-lakes/index.html").read_text("utf-8")
    about = (lakes / "public/north-lakes/about/index.html").read_text("utf-8")
    assert "This notice has only been begun." in page
    assert "This notice does not say yet what the library keeps about you" in page
    for claim in (
        "Written from the library’s published documents",
        "Everything on these pages has been checked",
        "We know of no open questions",
        "It retells the library’s documents",
    ):
        assert claim not in page + about


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_both_engines_build_it_as_it_is(lakes: Path, engine: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "-q", "-d", str(tmp_path / "site")],
        cwd=lakes,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ours = everything_in(lakes / "public" / "north-lakes")
    theirs = everything_in(tmp_path / "site")
    ours.pop(".aviso.json", None)
    assert theirs.keys() == ours.keys() and theirs == ours


def test_its_own_tests_run_where_its_workflows_run_them(lakes: Path) -> None:
    workflow = (lakes / ".github/workflows/notices.yml").read_text("utf-8")
    ((command),) = re.findall(r"run: python (-m unittest .*)", workflow)

    def tested() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command.split()],
            cwd=lakes,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    passed = tested()
    assert passed.returncode == 0 and "Ran 12 tests" in passed.stderr, passed.stderr
    record = lakes / "data/libraries/north-lakes.yml"
    before = record.read_text("utf-8")
    record.write_text(before.replace("kind: system", "kind: sistem"), "utf-8")
    try:
        failed = tested()
        # Since Python 3.12, unittest has a status of its own for no test that ran.
        assert failed.returncode and "north-lakes.yml" in failed.stderr
    finally:
        record.write_text(before, "utf-8")


# Its workflows


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_the_workflows_keep_to_the_forges_own_schemas(
    lakes: Path, schema: str, pattern: str
) -> None:
    paths = sorted(lakes.glob(pattern))
    done = subprocess.run(
        [TOOLS / "check-jsonschema", "--builtin-schema", schema, *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert paths and done.returncode == 0, done.stdout + done.stderr


def test_the_linter_finds_nothing_in_the_workflows(lakes: Path) -> None:
    done = subprocess.run(
        [TOOLS / "zizmor", "--offline", "--no-progress", ".github/workflows"],
        cwd=lakes,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_call_what_exists_and_none_of_avisos_own_tests(lakes: Path) -> None:
    names = (".github/workflows/notices.yml", ".github/workflows/publish.yml", ".gitlab-ci.yml")
    text = "\n".join(
        (lakes / name).read_text("utf-8") for name in (*names, "scripts/static-host.sh")
    )
    called = re.findall(r"\baviso ([a-z]+)((?: (?:[a-z]+|--[a-z]+(?: [a-z]+)?))*)", text)
    assert {"check", "build", "links", "hosting"} <= {name for name, _ in called}
    for name, rest in called:
        command = main.get_command(Context(main), name)
        assert command is not None, name
        options = [one for parameter in command.params for one in parameter.opts]
        assert set(re.findall(r"--[a-z]+", rest)) <= set(options), (name, rest)
    assert "pytest" not in text and "./run" not in text


def test_the_script_for_static_hosts_puts_their_files_in_place(lakes: Path) -> None:
    script = (lakes / "scripts/static-host.sh").read_text("utf-8")
    without_installing = re.sub(r"^sh scripts.install.*\n", "", script, flags=re.MULTILINE)
    done = subprocess.run(
        ["sh"],
        input=re.sub(r"\baviso\b(?= )", f"{sys.executable} -m aviso.cli.main", without_installing),
        cwd=lakes,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Content-Security-Policy" in (lakes / "public/_headers").read_text("utf-8")
    assert (lakes / "public/_redirects").is_file()
