"""Templates that come compiled are used, but only as long as nothing about them has changed."""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from aviso.core.project import Project
from aviso.site import compiled_templates
from aviso.site.compiled_templates import SEAL
from aviso.site.template_modules import write_template_modules
from aviso.site.templates import open_environment

SETTINGS = """\
site_name: x
plugins:
  - i18n:
      languages:
        - {locale: en, name: English, default: true}
        - {locale: es, name: Español}
"""
HELLO = "<p>{{ 'hello' | s }}, {{ name }}</p>\n{% include 'partials/end.html' %}\n"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two templates in two languages, compiled as for a wheel."""
    folder = tmp_path_factory.mktemp("compiled")
    root = folder / "project"
    for name, text in {
        "mkdocs.yml": SETTINGS,
        "overrides/locales/en.yml": "hello: Hello\nend: The end\n",
        "overrides/locales/es.yml": "hello: Hola\nend: Fin\n",
        "overrides/hello.html": HELLO,
        "overrides/partials/end.html": "<i>{{ 'end' | s }}</i>\n",
        "overrides/fails.html": "<p>\n\n{{ nobody.knows }}\n</p>\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    write_template_modules(Project(root, root), folder / "modules")
    return folder


@pytest.fixture
def place(compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with the modules where Aviso looks for those of the package."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled_templates, "find_compiled_folder", lambda: tmp_path / "modules")
    for path in [path for path in compiled.rglob("*") if path.is_file()]:
        target = tmp_path / path.relative_to(compiled)
        if ".aviso" not in target.parts and "__pycache__" not in target.parts:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path


def modules(place: Path, name: str) -> list[Path]:
    return sorted((place / "modules").glob(f"*/{name}.py"))


def render(place: Path, locale: str = "en") -> tuple[str, list[str]]:
    """What a template says, and which templates had to be compiled for it."""
    made: list[str] = []

    class Noting(Environment):
        def compile(self, source: Any, name: Any = None, *more: Any, **options: Any) -> Any:
            made.append(str(name))
            return kind.compile(environment, source, name, *more, **options)

    root = place / "project"
    environment = open_environment(Project(root, root), locale)
    kind = type(environment)
    environment.compile = Noting.compile.__get__(environment)  # type: ignore[method-assign]
    return environment.get_template("hello.html").render(name="A & B"), made


HELLO_SAID = "<p>Hello, A &amp; B</p>\n<i>The end</i>"


def test_what_comes_compiled_is_not_compiled_again(place: Path) -> None:
    assert render(place) == (HELLO_SAID, [])
    assert render(place, "es") == ("<p>Hola, A &amp; B</p>\n<i>Fin</i>", [])
    # Nothing of it is kept in the project; Python keeps its own form beside the modules.
    assert not (place / "project/.aviso").exists()
    assert list((place / "modules").glob("*/__pycache__/hello_html.*.pyc"))
    assert render(place) == (HELLO_SAID, [])


def test_a_changed_template_is_seen_at_once_and_kept(place: Path) -> None:
    (place / "project/overrides/hello.html").write_text(HELLO.replace("p>", "b>"), "utf-8")
    said = HELLO_SAID.replace("p>", "b>")
    assert render(place) == (said, ["hello.html"])
    assert render(place) == (said, [])


def test_other_words_are_not_those_that_were_compiled_in(place: Path) -> None:
    (place / "project/overrides/locales/en.yml").write_text("hello: Good day\nend: The end\n")
    said, made = render(place)
    assert said == HELLO_SAID.replace("Hello", "Good day")
    assert made == ["hello.html", "partials/end.html"]
    assert render(place) == (said, [])


def change_a_letter(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Hello", b"Jello"))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def put_another_in_its_place(path: Path) -> None:
    path.write_bytes(path.with_name("partials_end_html.py").read_bytes())


def take_the_seal_off(path: Path) -> None:
    path.write_bytes(path.read_bytes().partition(SEAL)[0])


def make_it_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        change_a_letter,
        cut_short,
        empty,
        put_another_in_its_place,
        take_the_seal_off,
        make_it_a_folder,
    ],
)
def test_a_damaged_module_is_not_run_but_made_again(
    place: Path, damage: Callable[[Path], None]
) -> None:
    for path in modules(place, "hello_html"):
        damage(path)
    assert render(place) == (HELLO_SAID, ["hello.html"])
    # It is kept in the project: nothing can be written where Aviso is installed.
    assert render(place) == (HELLO_SAID, [])


def test_what_python_keeps_of_a_module_may_be_damaged(place: Path) -> None:
    render(place)
    for path in (place / "modules").glob("*/__pycache__/*.pyc"):
        path.write_bytes(path.read_bytes()[:40])
    assert render(place) == (HELLO_SAID, [])


def test_where_nothing_can_be_written_modules_serve_all_the_same(place: Path) -> None:
    for folder in (place / "modules").iterdir():
        (folder / "__pycache__").write_text("a file, where Python would make a folder")
    assert render(place) == (HELLO_SAID, [])


@pytest.mark.parametrize("package", compiled_templates.COMPILERS)
def test_another_version_of_a_compiler_compiles_anew(
    place: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = compiled_templates.version
    monkeypatch.setattr(
        compiled_templates, "version", lambda name: "99" if name == package else known(name)
    )
    compiled_templates._digest_compiler.cache_clear()
    try:
        assert render(place)[1] == ["hello.html", "partials/end.html"]
    finally:
        compiled_templates._digest_compiler.cache_clear()


def test_an_error_names_the_template_and_its_line(place: Path) -> None:
    root = place / "project"
    environment = open_environment(Project(root, root), "en")
    try:
        environment.get_template("fails.html").render()
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        assert (last.filename, last.lineno) == (str(root / "overrides/fails.html"), 3)
    else:
        pytest.fail("the template has no error")


def test_the_modules_are_the_same_bytes_each_time(compiled: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "aviso.site.template_modules",
            str(compiled / "project"),
            str(tmp_path),
        ],
        check=True,
        timeout=300,
    )
    made = compiled / "modules"
    before = {path.relative_to(made): path.read_bytes() for path in made.rglob("*.py")}
    after = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.py")}
    assert len(before) == 6 and after == before
