"""Rows on the same guarantees: Hugo, and then the checkers that others would run on its pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

from .measure import CommandError, Contender, in_turn, seconds
from .peers import ENVIRONMENT as PEERS_ENVIRONMENT
from .peers import OUTPUT, forget_output, hugo_command, hugo_program
from .rows import Row, in_seconds
from .workshop import Workshop, say

PACKAGES = ("linkinator@7.6.1", "vnu-jar@26.9.27", "@jirutka/ajv-cli@6.0.0")
ENVIRONMENT = PEERS_ENVIRONMENT.with_name("peers-npm")
VNU = ENVIRONMENT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def chain(shop: Workshop) -> Iterator[Row]:
    """A build, which checks as it builds, against Hugo and three checkers one after the other."""
    size = shop.sizes.cold
    case = f"the same guarantees: cold build of {size} libraries"
    try:
        steps = chain_steps(shop.peer("same facts", size), shop.project(size))
    except RuntimeError as error:
        say(str(error))
        yield Row(case, "not measured", f"a checker is missing: {error}", None)
        return
    say(f"Hugo and checkers on {size} libraries")
    try:
        runs = in_turn({"aviso": shop.build(size), **steps}, 1)
    except CommandError as error:
        raise RuntimeError(f"A step of the chain failed: {error}") from error
    parts = {name: seconds(runs[name]) for name in steps}
    whole, ours = sum(parts.values()), seconds(runs["aviso"])
    yield Row(
        case,
        in_seconds(ours),
        f"{', '.join(f'{name} {in_seconds(value)}' for name, value in parts.items())}: "
        f"{in_seconds(whole)} together",
        ours / whole,
        "once; Hugo with the same facts; addresses outside are skipped. The chain compares no "
        "languages and knows no facts, weights or exchange in one step",
    )


def chain_steps(place: Path, project: Path) -> dict[str, Contender]:
    """The steps of the chain. Raises RuntimeError if a program cannot be had."""
    programs = checker_programs()
    records = records_as_json(project, place.with_name(f"{place.name}-records"))
    public = place / OUTPUT
    # A checker that finds something ends with 1 and has done its work all the same.
    finding = ["sh", "-c", '"$@"; test $? -le 1', "checker"]
    java = [shutil.which("java") or "java", "-Xss4m", "-jar", str(VNU)]
    return {
        "Hugo": Contender(hugo_command(place), place, before=lambda: forget_output(place)),
        "linkinator": Contender(
            [
                *finding,
                *(str(programs / "linkinator"), "**/*.html", "--server-root", "."),
                *("--silent", "--skip"),
                "^https?://(?!localhost|127\\.0\\.0\\.1)",
            ],
            public,
        ),
        "vnu": Contender([*finding, *java, "--skip-non-html", "--errors-only", "."], public),
        "ajv": Contender(
            [*finding, "sh", "-c", AJV, "ajv", str(programs / "ajv"), str(project)], records
        ),
    }


AJV = """\
for kind in library vendor; do
  "$1" validate --strict=false --spec=draft2020 --validate-formats=false \\
    -s "$2/data/schema/$kind.json" "$kind/*.json" || exit
done
"""


def records_as_json(project: Path, folder: Path) -> Path:
    """The records of libraries and vendors as JSON, which the validator of schemas reads."""
    for name, kind in (("libraries", "library"), ("vendors", "vendor")):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for path in (project / "data" / name).glob("*.yml"):
            value = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
            (folder / kind / f"{path.stem}.json").write_text(json.dumps(value), "utf-8")
    return folder


def checker_programs() -> Path:
    """The folder of the checkers from npm, installed on the first call. Raises RuntimeError."""
    for program, reason in (("java", "Java is not installed"), ("npm", "npm is not installed")):
        if not shutil.which(program):
            raise RuntimeError(reason)
    hugo_program()
    programs = ENVIRONMENT / "node_modules" / ".bin"
    if not all(path.exists() for path in (programs / "linkinator", programs / "ajv", VNU)):
        ENVIRONMENT.mkdir(parents=True, exist_ok=True)
        (ENVIRONMENT / "package.json").write_text("{}", "utf-8")
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES],
            cwd=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"npm could not install {' and '.join(PACKAGES)}")
    return programs
