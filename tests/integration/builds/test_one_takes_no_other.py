"""Whatever is wrong with one page, record, company, law, word or picture, the others are published.

Each library has a company, a law and a word of its own, so that only one library needs what is
damaged.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.project import Project
from tests.support.repeats import at_each_change

RECORD, VENDOR = "data/libraries/alder.yml", "data/vendors/kanopy.yml"
PAGE, LOGO = "docs/alder/en/collect.md", "docs/alder/assets/logo.svg"
LAWS, WORDS, MEMORY = (
    "data/laws.yml",
    "data/terms/data_categories.yml",
    "data/translations/alder.json",
)
SITUATIONS, GLOSSARY = "data/terms/situations.yml", "data/terms/glossary.yml"
OWN_LAW = "us-50-1861:\n  citation:"
OWN_PRACTICE = """\
  - id: words
    situation: alder-word
    title: {en: Your words, es: Sus palabras}
    data: [name]
    note: {en: We note your words., es: Anotamos sus palabras.}
    source: [T-01]
"""
OWN_WORD = """\
alder-word:
  label: {en: a word, es: una palabra}
  explanation: {en: What it means., es: Lo que significa.}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two libraries, both published."""
    project = Project.tiny(tmp_path_factory.mktemp("one") / "project", tiny=("birch",))
    project.add_tiny("alder", vendor="kanopy", law="us-50-1861")
    project.add_logo("alder")
    project.append(WORDS, OWN_WORD)
    project.replace(RECORD, "data: [name]", "data: [name, alder-word]")
    project.append(SITUATIONS, OWN_WORD)
    project.replace(RECORD, "commitments:\n", OWN_PRACTICE + "commitments:\n")
    project.append(GLOSSARY, OWN_WORD.replace("a word", "a zyzzyva"))
    for locale, words in (("en", "We have a zyzzyva."), ("es", "Tenemos una palabra.")):
        heading = f"## Words {{#alder-word}}\n\n{words}\n\n{{{{ practices('alder-word') }}}}\n"
        project.append(f"docs/alder/{locale}/collect.md", f"\n{heading}")
    project.published()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of them, with what is published."""
    return built.whole_copy(tmp_path / "copy")


def append(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(
        path.read_bytes() + text.encode("utf-8", "surrogateescape")
    )


def replace(old: str, new: str) -> Callable[[Path], object]:
    def edit(path: Path) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def put_a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)


def put_a_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def put_a_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def create(content: bytes) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return write


# What is damaged, how, and whether the library can still be published.
DAMAGES: dict[str, tuple[str, Callable[[Path], object], bool]] = {
    "a record that is no YAML": (RECORD, append("a: b: c\n"), False),
    "a value of no kind": (RECORD, replace("kind: library", "kind: palace"), False),
    "a record in another encoding": (RECORD, append("# \udcf1\n"), False),
    "a folder in place of a record": (RECORD, put_a_folder, False),
    "a record that is a device": (RECORD, put_a_link, False),
    "a pipe in place of a record": (RECORD, put_a_pipe, False),
    "a record of zeros": (RECORD, create(bytes(500)), False),
    "brackets without end in a record": (RECORD, create(b"[" * 100_000), False),
    "HTML in a page": (PAGE, append("\n<b>Words</b>\n"), False),
    "an unfinished merge in a page": (PAGE, append("\n<<<<<<< HEAD\n"), False),
    "a page in another encoding": (PAGE, append("\n\udcf1\n"), False),
    "an unknown placeholder": (PAGE, append("\n{{ nothing() }}\n"), False),
    "a page that is nested too deep": (PAGE, append("\n" + ">" * 500 + " a\n"), False),
    "a link to nothing": (PAGE, append("\n[a](nothing.md#here)\n"), False),
    "an odd list of attributes": (PAGE, append("\n*a*{: b =c . # }\n"), False),
    "a page that is a pipe": (PAGE, put_a_pipe, False),
    "a folder in place of a page": (PAGE, put_a_folder, False),
    "a page that is too large": (PAGE, append("a " * 600_000), False),
    "a company that is no YAML": (VENDOR, append("a: [\n"), False),
    "a company without a name": (VENDOR, create(b"category: ebooks\n"), False),
    "a company that is a list": (VENDOR, create(b"- a\n"), False),
    "a company that is missing": (VENDOR, lambda path: path.unlink(), False),
    "a picture with a script": (LOGO, create(b"<svg><script>a()</script></svg>"), False),
    "a picture that is cut off": (LOGO, replace("</svg>", ""), False),
    "a folder in place of a picture": (LOGO, put_a_folder, False),
    "a word without a label": (
        WORDS,
        replace("label: {en: a word, es: una palabra}", "x: y"),
        False,
    ),
    "a word that is no mapping": (WORDS, replace("alder-word:\n", "alder-word: 1\nmore:\n"), False),
    "a situation without a label": (
        SITUATIONS,
        replace("alder-word:\n  label: {en: a word, es: una palabra}", "alder-word:\n  x: y"),
        False,
    ),
    "a situation that is no mapping": (
        SITUATIONS,
        replace("alder-word:\n", "alder-word: 1\nmore:\n"),
        False,
    ),
    "a situation without a language": (SITUATIONS, replace("{en: a word, es", "{es"), False),
    "a situation that nobody uses": (SITUATIONS, append("further: {label: 1}\n"), True),
    "a word of the glossary without a language": (
        GLOSSARY,
        replace("{en: a zyzzyva, es: una palabra}", "{en: a zyzzyva}"),
        False,
    ),
    "a word of the glossary of another form": (
        GLOSSARY,
        replace("  explanation: {en: What it means.", "  avoid: 3\n  explanation: {en: What."),
        False,
    ),
    "a word of the glossary that nobody uses": (GLOSSARY, append("further: [a]\n"), True),
    "a law without a citation": (LAWS, replace(OWN_LAW, "us-50-1861:\n  x:"), False),
    "a law that is a list": (LAWS, replace("us-50-1861:\n", "us-50-1861: []\nmore:\n"), False),
    "a record of translations of another form": (MEMORY, create(b"[]"), True),
    "a record of translations that is cut off": (MEMORY, create(b'{"a'), True),
    "a folder in place of translations": (MEMORY, put_a_folder, True),
    "a register of policies of another form": ("data/watch.yml", create(b"- a\n"), True),
    "a register of policies that is binary": ("data/watch.yml", create(b"\xff\0"), True),
}


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 8))
def test_the_others_are_published(project: Project, name: str) -> None:
    file, harm, is_published = DAMAGES[name]
    harm(project.path(file))
    # The others have changed, too.
    project.append("docs/birch/en/collect.md", "\nMore words.\n")
    project.append("docs/birch/es/collect.md", "\nMás palabras.\n")
    before = project.page("alder/collect")
    found = project.check()
    assert any(Path(file).name in str(one) or Path(file).stem in str(one) for one in found), found
    outcomes = project.publish()
    states = {site_id: outcome.state for site_id, outcome in outcomes.items()}
    assert states["birch"] == "published" and states[FRONT] in ("published", "unchanged"), states
    assert "More words." in project.page("birch/collect")
    assert (states["alder"] != "failed") == is_published, outcomes["alder"]
    assert is_published or project.page("alder/collect") == before
    problems = [one for outcome in outcomes.values() for one in outcome.problems]
    assert not {one.rule for one in [*found, *problems]} & {"build/fault-of-aviso"}
    assert is_published or any(Path(file).stem in str(one) for one in problems), problems
