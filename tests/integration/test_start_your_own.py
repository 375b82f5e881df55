"""A newcomer gets from an empty folder to published sites, with the wheel.

The handbook alone is enough, and so are the lines of README.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.package.installed import (
    Aviso,
    build_wheel,
    contents,
    copy_source,
    find_packages,
    install,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "handbook" / "how-to" / "start-your-own-project.md"
STEP = re.compile(
    r"\*\*File:\*\*\s+`(?P<file>[^`]+)`|^```(?P<language>\w*)\n(?P<lines>.*?)^```$", re.S | re.M
)
OTHERS = re.compile(rb"sonoma|santa-monica|westchester|example\.org|\bEjemplo\b|\bExample\b")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("walk")


@pytest.fixture(scope="module")
def installed(place: Path) -> Aviso:
    """Aviso as ``pip install ./aviso`` installs it, without the repository."""
    source = copy_source(place / "source")
    made = install(build_wheel(source, place / "wheels"), place / "environment")
    (noted,) = find_packages(place / "environment").glob("aviso_notices-*.dist-info")
    origin = {"url": source.as_uri(), "dir_info": {}}
    (noted / "direct_url.json").write_text(json.dumps(origin), "utf-8")
    return made


def steps(text: str) -> Iterator[tuple[str, str, str]]:
    """What a page has its reader do, in order: (command, line, "") and (write, file, what)."""
    file = ""
    for found in STEP.finditer(text):
        if found["file"]:
            file = found["file"]
        elif found["language"]:
            yield "write", file, found["lines"]
        else:
            for line in found["lines"].replace("\\\n", " ").splitlines():
                yield "command", line, ""


class Walk:
    """A folder in which the lines of a document are done, one after the other."""

    def __init__(self, folder: Path, aviso: Aviso) -> None:
        self.folder, self.aviso, self.done = folder, aviso, []
        folder.mkdir()

    def do(self, line: str) -> None:
        program, *arguments = shlex.split(line)
        if program == "cd":
            self.folder = self.folder / arguments[0]
        elif program == "aviso":
            [(status, output)] = self.aviso.run(self.folder, arguments)
            assert status == 0, f"{line}\n{output}"
            assert "Traceback" not in output and "warning" not in output, output
        else:
            assert (program, arguments) == ("pip", ["install", "./aviso"])
        self.done.append(line)

    def write(self, name: str, text: str) -> None:
        """Write a page, or put facts in the place of those of the same name in a file of facts."""
        path = self.folder / name
        if path.suffix == ".md":
            path.write_text(text, "utf-8")
            return
        kept = path.read_text("utf-8")
        for key in yaml.safe_load(text):
            kept = re.sub(rf"^{key}:\n(?:[ #].*\n)*", "", kept, flags=re.MULTILINE)
        path.write_text(kept + text, "utf-8")


def test_the_handbook_leads_from_an_empty_folder_to_published_sites(
    place: Path, installed: Aviso
) -> None:
    walk = Walk(place / "newcomer", installed)
    for kind, what, text in steps(PAGE.read_text("utf-8")):
        if kind == "command":
            walk.do(what)
        else:
            walk.write(what, text)
    assert [line.split()[:2] for line in walk.done].count(["aviso", "build"]) == 3
    public = walk.folder / "public"
    for site in ("", "north-lakes/", "elk-river/", "pine-town/"):
        assert (public / f"{site}index.html").is_file()
        assert (public / f"{site}es/index.html").is_file()
    page = (public / "north-lakes/index.html").read_text("utf-8")
    assert "noindex" not in page and "The library does not sell what it knows" in page
    assert "Approved by" in (public / "north-lakes/about/index.html").read_text("utf-8")
    member = (public / "pine-town/es/index.html").read_text("utf-8")
    assert "noindex" in member and "La biblioteca no vende lo que sabe de usted." in member
    assert "has only been begun" not in page and "apenas está empezado" not in member
    of_others = {
        path.relative_to(walk.folder).as_posix()
        for path in walk.folder.rglob("*")
        if path.is_file()
        # The examples in the schemas are what an editor shows of a field.
        and not {".aviso", "schema"} & set(path.parts)
        and OTHERS.search(path.read_bytes())
    }
    assert of_others == set()


def test_the_lines_of_the_readme_work(place: Path, installed: Aviso) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    own = re.search(r"^## Start your own\n(.*?)(?=^## )", text, re.DOTALL | re.MULTILINE)
    assert own
    walk = Walk(place / "reader", installed)
    for kind, what, _ in steps(textwrap.dedent(own[1])):
        assert kind == "command"
        walk.do(what)
    assert walk.done[0] == "pip install ./aviso" and "aviso build" in walk.done
    assert (walk.folder / "public/my-town/es/index.html").is_file()
    # What its workflows install is the same Aviso, which finds nothing wrong.
    named = (walk.folder / "requirements.txt").read_text("utf-8")
    assert "CHECK" not in named
    others = install(walk.folder / named.splitlines()[-1], place / "others")
    ((status, output),) = others.run(walk.folder, ["check"])
    assert status == 0, output
    assert contents(find_packages(place / "others") / "aviso", "__pycache__") == contents(
        find_packages(place / "environment") / "aviso", "__pycache__"
    )


def test_the_commands_of_later_work(place: Path, installed: Aviso) -> None:
    text = PAGE.read_text("utf-8")
    lines = re.findall(r"`(aviso [^`]+)`", text[text.index("## Later") :])
    commands = [line for line in lines if len(line.split()) > 3]
    assert len(commands) >= 6
    walk = Walk(place / "later", installed)
    walk.do(next(line for kind, line, _ in steps(text) if kind == "command"))
    walk.folder /= "my-notices"
    for line in commands:
        walk.do(line)
    walk.do("aviso check")
    names = {path.stem for path in (walk.folder / "data/libraries").iterdir()}
    assert names == {"north-lakes", "elk-lake", "oak-hill"}


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_the_plugin_of_the_wheel_builds_a_new_project(
    place: Path, installed: Aviso, engine: str
) -> None:
    folder = place / f"plugin-{engine}"
    arguments = ["init", str(folder), "--library", "my-town", "--address", "https://a.my-town.org/"]
    [(status, output)] = installed.run(place, arguments)
    assert status == 0, output
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("hooks:\n  - scripts/hooks.py\n", "")
    settings.write_text(text.replace("plugins:\n", "plugins:\n  - aviso\n"), "utf-8")
    done = subprocess.run(
        [str(installed.python), "-m", engine, "build", "--strict", "-q"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "This notice does not say yet what the library keeps" in (
        folder / "site/index.html"
    ).read_text("utf-8")
