"""The documents stay true: what they name exists, what they show works, what they quote is said."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click import Context, Group
from click.testing import CliRunner, Result
from pydantic import TypeAdapter

from aviso.cli.main import main
from aviso.cli.rule_registry import collect_rules
from aviso.content.expressions import evaluate
from aviso.content.fragments import FieldView
from aviso.content.placeholders import fill_page
from aviso.content.source_text import SourceText
from aviso.core.project import Project as AvisoProject
from aviso.core.yaml_positions import parse_yaml
from aviso.model.documents import Document
from aviso.model.front_page import FrontPage
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.registers import Law, Vendor
from aviso.model.repository import load_records
from aviso.model.upkeep import Accepted, ReviewPolicy
from aviso.model.validation import validate
from aviso.model.vocabulary import Term
from aviso.site.compose import make_site
from tests.support.paths import ROOT
from tests.support.project import Project

HANDBOOK = ROOT / "handbook"
DECISIONS = ROOT / "decisions"
TUTORIAL = HANDBOOK / "tutorial.md"
PLACEHOLDERS = HANDBOOK / "reference" / "placeholders.md"
MESSAGES = HANDBOOK / "reference" / "messages.md"
COMMANDS = HANDBOOK / "reference" / "commands.md"
AT_THE_TOP = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "THIRD-PARTY-NOTICES.md",
    "measurements.md",
    "benchmarks.md",
)
PAGES = sorted(HANDBOOK.rglob("*.md"))
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
DOCUMENTS = [
    *(ROOT / name for name in AT_THE_TOP),
    *PAGES,
    *sorted(DECISIONS.glob("*.md")),
]
SOURCES = ("data", "docs", "overrides", "scripts", "tests", "decisions", "handbook")
# A path that the documents give from here on, like checks/.
PACKAGE = ROOT / "scripts" / "aviso"
# Commands and paths that the documents name before they exist. Each must go from here once it
# exists.
COMING_COMMANDS: tuple[str, ...] = ()
COMING_PATHS: tuple[str, ...] = ()
# Names that stand for what a reader chooses, and folders that a command makes.
STAND_INS = (
    "my-town",
    "my-branch",
    "my-notices",
    "new-company",
    "north-lakes",
    "elk-river",
    "pine-town",
    "vi",
)
MADE = (".venv", "node_modules", ".aviso", ".aviso.json", "sbom")
MAXIMUM_OF_CONTRIBUTING = 8_000
# What a command writes when there is something to write.
MADE_LATER = (
    "data/overrides.json",
    "data/watch.yml",
    "docs/_front/assets/",
    ".well-known/security.txt",
)
# Where folders of the repository stand in the wheel.
IN_THE_WHEEL = (
    "aviso/",
    "aviso/shared",
    "aviso/shared/overrides/",
    "aviso/shared/data/",
    "aviso/shared/docs/",
)

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"\w[\w.-]*(/[\w.-]+)*/?|\.\w[\w.-]*(/[\w.-]+)+/?")


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    return [textwrap.dedent(found[3]) for found in FENCE.finditer(text) if found[2] == language]


def spans(text: str) -> list[str]:
    return [" ".join(found[2].split()) for found in SPAN.finditer(FENCE.sub("", text))]


def section(text: str, heading: str) -> str:
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]


def table(text: str) -> list[list[str]]:
    """The cells of the rows of a table, without its head."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


# What they name


def test_every_command_exists(document: Path):
    text = text_of(document)
    for line in [*spans(text), *_command_lines(text)]:
        found = re.match(r"(?:\.venv/bin/)?aviso((?: [a-z-]+)*)(?= |$)", line)
        words = found[1].split() if found else []
        if not words or words[0] in COMING_COMMANDS:
            continue
        command = _command(words)
        assert CliRunner().invoke(command, ["--help"]).exit_code == 0
        for option in re.findall(r"--[a-z]+", line):
            assert option in [each for parameter in command.params for each in parameter.opts], line


def _command_lines(text: str) -> Iterator[str]:
    """The lines of blocks without a language, with those that end with a backslash joined."""
    for block in fences(text, ""):
        yield from block.replace("\\\n", " ").splitlines()


def _command(words: list[str]) -> Any:
    command: Any = main
    for word in words:
        if isinstance(command, Group):
            command = command.get_command(Context(command), word)
            assert command is not None, f"aviso {' '.join(words)}"
    return command


def test_every_script_exists(document: Path):
    text = text_of(document)
    run_commands = ["help", *re.findall(r"^  (\w+)\) ", text_of(ROOT / "run"), re.MULTILINE)]
    assert set(re.findall(r"\./run ([a-z]+)", text)) <= set(run_commands)
    assert (
        set(re.findall(r"npm run ([a-z]+)", text))
        <= json.loads(text_of(ROOT / "package.json"))["scripts"].keys()
    )


def test_every_path_exists(document: Path):
    missing = [
        span for span in spans(text_of(document)) if _looks_like_a_path(span) and not _exists(span)
    ]
    assert missing == []


def _looks_like_a_path(span: str) -> bool:
    return PATH.fullmatch(span) is not None and (
        "/" in span
        or re.search(r"\.(md|yml|py|js|mjs|html|css|json|toml|lock|txt)$", span) is not None
    )


def _exists(path: str) -> bool:
    units = Path(path).parts
    if (
        units[0] in MADE
        or path in (*MADE_LATER, *COMING_PATHS, *IN_THE_WHEEL)
        or path in collect_rules()
        or any(Path(piece).stem in STAND_INS for piece in units)
    ):
        return True
    if units[0] == "public":
        return len(units) == 1 or (ROOT / "data" / "libraries" / f"{units[1]}.yml").exists()
    if len(units) == 1 and not path.endswith("/"):
        return (ROOT / path).exists() or any(
            next((ROOT / folder).rglob(path), None) for folder in SOURCES
        )
    return (ROOT / path).exists() or (PACKAGE / path).exists()


def test_what_is_coming_does_not_exist_yet():
    assert set(COMING_COMMANDS) & set(main.list_commands(Context(main))) == set()
    found = [path for path in COMING_PATHS if (ROOT / path).exists() or (PACKAGE / path).exists()]
    assert found == [], "delete these from COMING_PATHS"


def test_names_that_stand_for_others_are_free():
    taken = [path for name in STAND_INS for path in (ROOT / "data").rglob(f"{name}.yml")]
    assert taken == []


def test_every_link_leads_somewhere(document: Path):
    for target in LINK.findall(FENCE.sub("", SPAN.sub("", text_of(document)))):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        place = (document.parent / unquote(path)).resolve() if path else document
        assert place.exists(), target
        if anchor:
            assert anchor in _anchors(place), target


def _anchors(document: Path) -> set[str]:
    """The anchors of headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text_of(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# What every document must keep


def test_contributing_stays_short():
    assert len((ROOT / "CONTRIBUTING.md").read_bytes()) <= MAXIMUM_OF_CONTRIBUTING


def test_every_page_of_the_handbook_is_in_its_table_of_contents():
    listed = {
        (contents.parent / target.partition("#")[0]).resolve()
        for contents in (HANDBOOK / "README.md", HANDBOOK / "rules" / "README.md")
        for target in LINK.findall(text_of(contents))
    }
    assert set(PAGES) - listed == {HANDBOOK / "README.md"}


def test_every_page_has_one_title():
    titles = {
        page: re.findall(r"^# .+", FENCE.sub("", text_of(page)), re.MULTILINE) for page in PAGES
    }
    assert [page for page, found in titles.items() if len(found) != 1] == []


def _commands(command: Any = main, words: str = "aviso") -> Iterator[str]:
    """Every command of the program that does something by itself."""
    if isinstance(command, Group):
        for name in command.list_commands(Context(command)):
            yield from _commands(command.get_command(Context(command), name), f"{words} {name}")
    else:
        yield words


def test_the_table_of_commands_is_complete():
    rows = [row for row in table(text_of(COMMANDS)) if row[0].startswith("`aviso")]
    assert sorted(row[0].strip("`") for row in rows) == sorted(_commands())


# The decision records


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_keeps_the_form(record: Path):
    text = text_of(record)
    number, headings = int(record.stem[:4]), re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert re.match(rf"# {number}\. .+\n\nStatus: (.+) · \d{{4}}-\d\d-\d\d", text)
    forms = r"in force|withdrawn|superseded by \[decision \d+\]\(.+\)"
    assert re.search(rf"^Status: (?:{forms}) · ", text, re.MULTILINE)
    assert headings == re.findall(r"^## (.+)$", text_of(DECISIONS / "template.md"), re.MULTILINE)


def test_the_index_of_decisions_says_what_the_records_say():
    said = []
    for record in RECORDS:
        number, title = re.match(r"# (\d+)\. (.+)", text_of(record)).groups()
        status, day = re.search(r"^Status: (.+?) · (\S+)", text_of(record), re.MULTILINE).groups()
        said.append([number, f"[{title}]({record.name})", day, status])
    assert table(text_of(DECISIONS / "README.md")) == said
    assert [row[0] for row in said] == [str(number) for number in range(1, len(said) + 1)]


# The picture of the built files


def _paths_of_tree(tree: str) -> Iterator[str]:
    """The paths of a tree: two spaces of indentation a level, a slash after each folder."""
    above: list[str] = []
    for line in tree.splitlines():
        found = re.match(r"((?:  )*)(\S+)(?:  |$)", line)
        if found:
            above = above[: len(found[1]) // 2]
            yield "".join(above) + found[2].rstrip("/")
            above.append(found[2])


# The placeholders


def facts_of_example() -> Any:
    records, _ = load_records(AvisoProject(ROOT))
    return make_site("example", records).make_context("en", "choices")


def placeholders() -> list[tuple[str, str]]:
    """The name of each placeholder in the table, and all that stands beside it."""
    return [(row[0].strip("`"), " | ".join(row[1:])) for row in table(text_of(PLACEHOLDERS))]


def test_the_table_of_placeholders_is_complete():
    listed = [name for name, _ in placeholders()]
    assert sorted(listed) == sorted(facts_of_example().names)


def test_the_placeholders_are_shown_as_they_work():
    facts = facts_of_example()
    for name, words in placeholders():
        shown = re.findall(r"`(\{\{ .+? \}\})`", words)
        assert shown and all(re.search(rf"\b{name}\b", each) for each in shown)
        for each in shown:
            assert (
                fill_page(
                    SourceText(f"\n\n{each}\n\n", "table"),
                    facts.names,
                    lambda _: SourceText("", "shared"),
                ).problems
                == []
            )


def test_the_fields_after_the_dot_are_complete():
    facts = facts_of_example()
    calls = {
        "library": facts.names["library"],
        **{name: facts.names[name] for name in ("contact", "vendor", "law", "document")},
    }
    for name, words in placeholders():
        if name in calls:
            identifier = re.search(r"\('(.+?)'\)", words)
            view: FieldView = calls[name](identifier[1]) if identifier else calls[name]
            assert set(re.findall(r"`(\w+)`", words.split("After the dot:")[1])) == set(
                view._fields
            )


def test_whatever_is_not_in_the_table_is_explained():
    for wrong in ("contcts()", "contact('x').email", "contact", "1 + 1"):
        with pytest.raises(Exception, match=r"\w+ .+") as raised:
            evaluate(wrong, facts_of_example().names)
        assert type(raised.value).__name__ == "FactError"


# What they show


MODELS = [
    Library,
    FrontPage,
    Vendor,
    Document,
    Practice,
    Law,
    Accepted,
    ReviewPolicy,
]


# Registers: their keys are ids.
REGISTERS = [Law, Term]


def shown(language: str) -> list[Any]:
    """Every block of a language in the handbook, named by its page."""
    blocks = [(page, block) for page in PAGES for block in fences(text_of(page), language)]
    return [
        pytest.param(block, id=f"{page.stem}-{number}")
        for number, (page, block) in enumerate(blocks)
    ]


@pytest.mark.parametrize("example", shown("yaml"))
def test_the_yaml_that_is_shown_is_valid(example: str):
    marked, problems = parse_yaml(example, "example")
    assert problems == []
    if not isinstance(marked.value, dict):
        assert example.startswith("# yaml-language-server: $schema=")
        return
    shape = next((each for each in MODELS if marked.value.keys() <= each.model_fields.keys()), None)
    if shape is None:
        entries = list(marked.value.values())
        shape = next(each for each in REGISTERS if entries[0].keys() <= each.model_fields.keys())
        for entry in entries:
            piece, faults = parse_yaml(json.dumps(entry), "example")
            assert (
                faults == []
                and validate(shape, piece, "example", AvisoProject(ROOT).locales)[1] == []
            )
        return
    if shape is Vendor and "name" in marked.value:
        assert validate(shape, marked, "example", AvisoProject(ROOT).locales)[1] == []
    for key, value in marked.value.items():
        TypeAdapter(shape.model_fields[key].annotation).validate_python(value)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, to put faults into."""
    return Project.whole(tmp_path_factory.mktemp("project") / "project")


@pytest.fixture
def aviso(project: Project) -> Callable[..., Result]:
    return project.invoke


@pytest.mark.parametrize("page", shown("markdown"))
def test_the_markdown_that_is_shown_is_allowed(
    project: Project, aviso: Callable[..., Result], page: str
):
    head = "---\ntitle: Shown\ndescription: Shown in the guide.\n---\n# Shown\n\n"
    names = [f"docs/example/{locale}/shown.md" for locale in ("en", "es")]
    for name in names:
        project.write(name, page if page.startswith("---") else head + page)
    try:
        done = aviso("check", "--format", "json", "example")
    finally:
        for name in names:
            project.delete(name)
    about_the_page = [each for each in json.loads(done.stdout) if each["severity"] == "error"]
    assert about_the_page == []


def test_the_files_of_public_are_there(
    project: Project, aviso: Callable[..., Result], tmp_path: Path
):
    """README's picture of ``public/``, for the library that it shows."""
    tree = list(_paths_of_tree(fences(section(text_of(ROOT / "README.md"), "What you get"), "")[0]))
    shown = next(path.split("/")[1] for path in tree if path.count("/") == 1 and "." not in path)
    done = aviso("build", "--output", str(tmp_path / "public"), "_front", shown)
    assert done.exit_code == 0, done.output
    assert [path for path in tree if not (tmp_path / path).exists()] == []


def test_the_picture_of_the_first_page_is_made_by_a_command(tmp_path: Path):
    (name,) = re.findall(r"\]\((pictures/[^)]+)\)", text_of(ROOT / "README.md"))
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "picture.py"), str(tmp_path / "new.png")],
        check=True,
    )
    made, kept = (path.read_bytes() for path in (tmp_path / "new.png", ROOT / name))
    # Signature, width and height; the letters differ from one machine to another.
    assert made[:24] == kept[:24]


def test_the_picture_replaces_no_file_of_others(tmp_path: Path):
    (tmp_path / "logo.png").write_text("mine", "utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "picture.py"), str(tmp_path / "logo.png")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "logo.png is there already" in done.stderr
    assert (tmp_path / "logo.png").read_text("utf-8") == "mine"


# What they quote

RECORD = "data/libraries/example.yml"
PAGE = "docs/example/en/choices.md"


def _instead(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, (
            f"the model library has no {old!r} any more: choose another place for this fault"
        )
        return text.replace(old, new, 1)

    return change


# One fault for each complaint of the table, in the model library: what is said → where, and the
# change that brings it.
FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "role.es is missing.": (RECORD, _instead("      es: Preguntas sobre privacidad\n", "")),
    'has a second ":" in a line.': (
        RECORD,
        _instead("      en: Questions about privacy\n", "      en: Questions: about privacy\n"),
    ),
    "is indented differently": (
        RECORD,
        _instead("      es: Preguntas sobre privacidad", "     es: Preguntas sobre privacidad"),
    ),
    "is not a date": (RECORD, _instead("effective: 2026-02-01", "effective: 2/1/2026")),
    "is not in data/vendors/.": (RECORD, _instead("- vendor: hoopla", "- vendor: hopla")),
    "exists only in the language": (
        "docs/example/en/visits.md",
        lambda _: "---\ntitle: A\ndescription: B\n---\n# A\n",
    ),
    "the heading id": (PAGE, _instead("{#safe}", "{#safely}")),
    "does not exist here.": (
        PAGE,
        _instead("{{ contact('email-removal').email }}", "{{ contact('email-remval').email }}"),
    ),
    "is not an email address;": (
        RECORD,
        _instead("    email: privacy@example.org", "    email: privacy at example.org"),
    ),
}


def complaints_quoted() -> list[tuple[str, str]]:
    """The messages that the handbook quotes, as (file or nothing, sentence)."""
    text = text_of(MESSAGES)
    line = re.match(r"(\S+), line \d+: (.*)", fences(text, "")[0].strip())
    return [("", row[0].strip("`")) for row in table(text)] + [(line[1], line[2])]


@pytest.mark.parametrize(("file", "sentence"), complaints_quoted())
def test_the_complaints_are_quoted_word_for_word(
    project: Project, aviso: Callable[..., Result], file: str, sentence: str
):
    [(place, change)] = [fault for words, fault in FAULTS.items() if words in sentence]
    path = project / place
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(change(before or ""), encoding="utf-8")
    try:
        said = json.loads(aviso("check", "--format", "json", "example").stdout)
    finally:
        path.write_text(before, encoding="utf-8") if before is not None else path.unlink()
    sentences = [
        f"{each['message']}. {each['hint']}" if each["hint"] else each["message"]
        for each in said
        if each["file"].startswith(file)
    ]
    assert sentence in sentences


def test_every_fault_is_quoted():
    sentences = [sentence for _, sentence in complaints_quoted()]
    assert [
        words for words in FAULTS if sum(words in sentence for sentence in sentences) != 1
    ] == []


# What they have the reader do


def steps(text: str) -> Iterator[tuple[str, str, str]]:
    """The tutorial's steps, in order: a change of a text, a command, or an answer to expect."""
    block = r"^```(?P<language>text|)\n(?P<lines>.*?)^```$"
    change = r"\*\*find\*\*\s+`(?P<old>[^`]+)`\s+and\s+\*\*type\*\*\s+`(?P<new>[^`]+)`"
    for found in re.finditer(f"{block}|{change}", text, re.DOTALL | re.MULTILINE | re.IGNORECASE):
        if found["old"]:
            yield "change", found["old"], found["new"]
        for line in (found["lines"] or "").splitlines():
            yield "answer" if found["language"] else "command", line, ""


def test_the_tutorial_can_be_followed(project: Project, aviso: Callable[..., Result]):
    record, answer, done = project / RECORD, "", []
    before = record.read_text(encoding="utf-8")
    assert f"`{RECORD}`" in text_of(TUTORIAL)
    try:
        for kind, words, new in steps(text_of(TUTORIAL)):
            done.append(kind)
            text = record.read_text(encoding="utf-8")
            if kind == "change":
                assert text.count(words) == 1, words
                record.write_text(text.replace(words, new), encoding="utf-8")
            elif kind == "answer":
                assert words in answer
            elif words != "aviso serve example":
                answer = aviso(*words.split()[1:]).output
    finally:
        record.write_text(before, encoding="utf-8")
    assert [done.count(kind) for kind in ("change", "command", "answer")] == [3, 5, 2]
    assert (project / "public" / "example" / "index.html").exists()
