"""Every command, script, path and link that a document names exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from click import Context, Group
from click.testing import CliRunner

from aviso.cli.main import main
from aviso.cli.rule_registry import collect_rules
from tests.support.documents import FENCE, HANDBOOK, PAGES, SPAN, fences, spans, text_of
from tests.support.paths import ROOT

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
    "requirements.txt",
    "wheels/",
    "docs/_front/assets/",
    "_after-collect.md",
    "_after-collect-cameras.md",
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
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"\w[\w.-]*(/[\w.-]+)*/?|\.\w[\w.-]*(/[\w.-]+)+/?")


# What they name


def test_every_command_exists(document: Path):
    text = text_of(document)
    for line in [*spans(text), *_command_lines(text)]:
        found = re.match(r"(?:\.venv/bin/)?aviso((?: [a-z-]+)*)(?= |$)", line)
        words = found[1].split() if found else []
        if not words or words[0] in COMING_COMMANDS:
            continue
        command = _command(words)
        names = takewhile(lambda word: not word.startswith("-"), words)
        assert CliRunner().invoke(main, [*names, "--help"]).exit_code == 0
        for option in re.findall(r"--[a-z]+(?:-[a-z]+)*", line):
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


def links_in(document: Path) -> list[str]:
    """Return the targets of the links in a document, code left aside."""
    return LINK.findall(FENCE.sub("", SPAN.sub("", text_of(document))))


def test_links_are_found():
    assert "CONTRIBUTING.md" in links_in(ROOT / "README.md")


def test_every_link_leads_somewhere(document: Path):
    for target in links_in(document):
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
        for contents in (
            HANDBOOK / "README.md",
            HANDBOOK / "rules" / "README.md",
            HANDBOOK / "reference" / "fields" / "README.md",
        )
        for target in LINK.findall(text_of(contents))
    }
    assert set(PAGES) - listed == {HANDBOOK / "README.md"}


def test_every_page_has_one_title():
    titles = {
        page: re.findall(r"^# .+", FENCE.sub("", text_of(page)), re.MULTILINE) for page in PAGES
    }
    assert [page for page, found in titles.items() if len(found) != 1] == []
