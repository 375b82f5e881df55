"""Adds Vietnamese and Arabic to a copy of the smallest project: a line each in mkdocs.yml, and texts. No code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
HERE = Path(__file__).parent
NAMES = {"vi": "Tiếng Việt", "ar": "العربية"}
LAST_ENTRY = "        - {locale: es, name: Español}\n"
ENGLISH = re.compile(r"^(?P<indent> +)en: (?P<text>.+)$", re.MULTILINE)


def small_project(place: Path) -> Path:
    """A copy of the smallest project in a folder of its own, with the templates of this one."""
    for name in ("data", "docs"):
        shutil.copytree(SMALL / name, place / name)
    shutil.copytree(ROOT / "overrides", place / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", place)
    (place / "scripts").symlink_to(ROOT / "scripts")
    return place


def configure(project: Path, *locales: str) -> None:
    """Write the languages into mkdocs.yml, and the words of the interface beside the others."""
    path = project / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert LAST_ENTRY in text
    entries = "".join(
        f"        - {{locale: {locale}, name: {NAMES[locale]}}}\n" for locale in locales
    )
    path.write_text(text.replace(LAST_ENTRY, LAST_ENTRY + entries), "utf-8")
    for locale in locales:
        shutil.copy(
            HERE / locale / "words.yml", project / "overrides" / "locales" / f"{locale}.yml"
        )


def translate_data(project: Path, *locales: str) -> None:
    """Write the texts of data in these languages, each below its English."""
    texts = {
        locale: yaml.safe_load((HERE / locale / "texts.yml").read_text("utf-8"))
        for locale in locales
    }
    for path in sorted((project / "data").rglob("*.yml")):
        path.write_text(
            ENGLISH.sub(
                lambda found: "\n".join(
                    [found[0], *(_line(found, locale, texts[locale]) for locale in locales)]
                ),
                path.read_text("utf-8"),
            ),
            "utf-8",
        )


def _line(found: re.Match[str], locale: str, texts: dict[str, str]) -> str:
    return f"{found['indent']}{locale}: {json.dumps(texts[found['text']], ensure_ascii=False)}"


def write_pages(project: Path, *locales: str) -> None:
    """Put the pages in these languages into docs/."""
    for locale in locales:
        shutil.copytree(HERE / locale / "docs", project / "docs", dirs_exist_ok=True)


def with_languages(place: Path, *locales: str) -> Path:
    """The smallest project, whole in these languages too."""
    project = small_project(place)
    configure(project, *locales)
    translate_data(project, *locales)
    write_pages(project, *locales)
    return project


def built(project: Path, output: Path, *options: str) -> Path:
    """Build every site of a project; return the folder."""
    done = subprocess.run(
        [sys.executable, "-m", "aviso.cli.main", "build", "--output", str(output), *options],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return output
