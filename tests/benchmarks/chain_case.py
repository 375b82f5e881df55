"""Rows on the same guarantees: Hugo, and then the checkers that others would run on its pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import yaml

from .measure import CommandError, Contender, in_turn, seconds
from .peers import ENVIRONMENT as PEERS_ENVIRONMENT
from .peers import OUTPUT, forget_output, hugo_command, hugo_program
from .rows import NOT_MEASURED, Row, in_one_cell, in_seconds
from .workshop import Workshop, say

PACKAGES = (
    "linkinator@7.6.1",
    "vnu-jar@26.9.27",
    "@jirutka/ajv-cli@6.0.0",
    "ajv-formats@3.0.1",
)
ENVIRONMENT = PEERS_ENVIRONMENT.with_name("peers-npm")
MODULES = ENVIRONMENT / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
FORMATS = MODULES / "ajv-formats" / "dist" / "index.js"
# The first line of a record, which names its schema.
SCHEMA = re.compile(r"# yaml-language-server: \$schema=\S*\bschema/(\w+)\.json\n")


def chain(shop: Workshop) -> Iterator[Row]:
    """A build, which checks as it builds, against Hugo and three checkers one after the other."""
    size = shop.sizes.cold
    case = f"the same guarantees: cold build of {size} libraries"
    try:
        steps = chain_steps(shop.peer("same facts", size), shop.project(size))
        say(f"Hugo and checkers on {size} libraries")
        runs = in_turn({"aviso": shop.build(size), **steps}, 1)
    except (CommandError, RuntimeError) as error:
        say(str(error))
        yield Row(case, NOT_MEASURED, f"the chain failed: {in_one_cell(error)}", None)
        return
    parts = {name: seconds(runs[name]) for name in steps}
    whole, ours = sum(parts.values()), seconds(runs["aviso"])
    yield Row(
        case,
        in_seconds(ours),
        f"{', '.join(f'{name} {in_seconds(value)}' for name, value in parts.items())}: "
        f"{in_seconds(whole)} together",
        ours / whole,
        "once; Hugo with the same facts; every checker must find nothing; addresses outside are "
        "skipped, and the records are made JSON beforehand. The chain does not compare the "
        "languages, judge the facts, or weigh the pages",
    )


def chain_steps(place: Path, project: Path) -> dict[str, Contender]:
    """The steps of the chain. Raises RuntimeError if a program cannot be had."""
    programs = checker_programs()
    records = records_as_json(project, place.with_name(f"{place.name}-records"))
    public = place / OUTPUT
    java = [shutil.which("java") or "java", "-Xss4m", "-jar", str(VNU)]
    return {
        "Hugo": Contender(hugo_command(place), place, before=lambda: forget_output(place)),
        # From one page on: linkinator asks for all pages that it is given at once, and times out.
        # It serves the pages itself, and its server closes idle connections that its client is
        # about to use again; such a request is asked a second time.
        "linkinator": Contender(
            [
                *(str(programs / "linkinator"), ".", "--recurse", "--check-fragments"),
                *("--concurrency", "20", "--silent"),
                *("--retry-errors", "--retry-errors-jitter", "100"),
                *("--skip", "^https?://(?!localhost|127\\.0\\.0\\.1)"),
            ],
            public,
            before=lambda: write_front_page(public),
        ),
        "vnu": Contender([*java, "--skip-non-html", "--errors-only", "."], public),
        "ajv": Contender(
            [*("sh", "-c", AJV, "ajv"), str(programs / "ajv"), str(project), str(FORMATS)],
            records,
        ),
    }


def write_front_page(public: Path) -> None:
    """Write the page from which a checker of links finds every library."""
    links = "".join(
        f'<li><a href="/{page.parent.name}/">{page.parent.name}</a></li>'
        for page in sorted(public.glob("*/index.html"))
    )
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Libraries</title>'
    text = f"{head}<ul>{links}</ul></html>"
    (public / "index.html").write_text(text, "utf-8")


AJV = """\
for kind in *; do
  "$1" validate --strict=false --spec=draft2020 -c "$3" \\
    -s "$2/data/schema/$kind.json" "$kind/*.json" || exit
done
"""


class TypedReader(yaml.CSafeLoader):
    """Reads YAML with the types of JSON: a day stays a text, and so does "yes"."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for name, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", r"0|-?[1-9]\d*", "-0123456789"),
    ("null", "~|null|", ("~", "n", "")),
):
    TypedReader.add_implicit_resolver(
        f"tag:yaml.org,2002:{name}", re.compile(f"(?:{pattern})$"), list(first)
    )


def records_as_json(project: Path, folder: Path) -> Path:
    """Every record as JSON, which the validator reads, in a folder for each schema.

    Raises ValueError if a record names no schema in its first line.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted((project / "data").rglob("*.yml")):
        text = path.read_text("utf-8")
        kind = SCHEMA.match(text)
        if not kind:
            raise ValueError(f"{path} names no schema in its first line")
        target = folder / kind[1] / f"{path.stem}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(yaml.load(text, TypedReader)), "utf-8")
    return folder


def checker_programs() -> Path:
    """The folder of the checkers from npm, installed on the first call. Raises RuntimeError."""
    for program, reason in (("java", "Java is not installed"), ("npm", "npm is not installed")):
        if not shutil.which(program):
            raise RuntimeError(reason)
    hugo_program()
    programs = MODULES / ".bin"
    needed = (programs / "linkinator", programs / "ajv", VNU, FORMATS)
    if not all(path.exists() for path in needed):
        ENVIRONMENT.mkdir(parents=True, exist_ok=True)
        (ENVIRONMENT / "package.json").write_text("{}", "utf-8")
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES],
            cwd=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"npm could not install {' and '.join(PACKAGES)}: {done.stderr.strip()[-300:]}"
            )
    return programs
