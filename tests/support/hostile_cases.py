"""Turns an entry of the corpus into a project with that fault, and lays out its site despite the
fault.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

import aviso.site.assets
from aviso.content.page_text import MarkdownCache
from aviso.content.pages import FRONT
from aviso.model.records import Records
from aviso.site.compose import make_site
from aviso.site.writer import make_site_files
from tests.support.paths import CORPUS
from tests.support.project import Project

HOSTILE = CORPUS / "hostile"
SITE = "riverside"
PAGE = "docs/riverside/en/index.md"
# Each place for a hostile text: the file, and the sound text that it replaces.
PLACES = {
    "page": (PAGE, "We keep little."),
    "shared text": (
        "docs/_shared/en/plain-words.md",
        "A *record* is what the library keeps about you.",
    ),
    "title": (PAGE, "Your privacy"),
    "description": (PAGE, "What Riverside Library keeps about you."),
    "library name": ("data/libraries/riverside.yml", "Riverside Library"),
    "website": ("data/libraries/riverside.yml", "https://www.riverside.example"),
    "site address": ("data/libraries/riverside.yml", "https://notices.example.org/riverside/"),
    "colour": ("data/libraries/riverside.yml", "#14594f"),
    "logo name": ("data/libraries/riverside.yml", "logo.svg"),
    "email": ("data/libraries/riverside.yml", "privacy@example.org"),
    "telephone": ("data/libraries/riverside.yml", "707-555-0110"),
    "postal address": ("data/libraries/riverside.yml", "1 Main Street, Riverside"),
    "form": ("data/libraries/riverside.yml", "https://www.riverside.example/ask"),
    "quick answer": ("data/libraries/riverside.yml", "choices.md#email"),
    "citation": ("data/libraries/riverside.yml", "Library Act, section 1"),
    "statement": ("data/libraries/riverside.yml", "You may ask to have your email removed."),
    "vendor name": ("data/vendors/pagewell.yml", "Pagewell"),
    "policy": ("data/vendors/pagewell.yml", "https://www.pagewell.example/privacy"),
    "law title": ("data/laws.yml", "Library records"),
    "label": ("data/terms/topics.yml", "selling your information"),
}
# The HTML of Markdown that was parsed before: most pages of most entries are the sound ones.
KNOWN_PROSE: MarkdownCache = {}
ASSETS = "docs/riverside/assets"


@dataclass(frozen=True)
class Case:
    """One entry: the hostile text, its place, and the expected report or display."""

    name: str
    place: str
    text: Any
    refused: str | None = None
    shown: str | None = None
    # A browser that opens it would hang.
    hangs: bool = False
    # The code refuses it outright, so there is no page to open.
    stops: bool = False

    @property
    def is_picture(self) -> bool:
        """Tell whether the fault is in a file that is shown as a picture."""
        return self.place in ("logo", "picture", "logo bytes")


def read_corpus() -> list[Case]:
    """Read all entries of all files; each is named for its file and itself."""
    return [
        Case(f"{path.stem}: {name}", entry.pop("place", "page"), entry.pop("text"), **entry)
        for path in sorted(HOSTILE.glob("*.yml"))
        for name, entry in yaml.safe_load(path.read_text("utf-8")).items()
    ]


def lay(project: Project, case: Case) -> None:
    """Put the text of a case into its place in a project."""
    if case.place == "files":
        for name, text in case.text.items():
            project.write(name, text)
    elif case.place == "logo":
        project.write(f"{ASSETS}/logo.svg", case.text)
    elif case.place == "logo bytes":
        name, content = next(iter(case.text.items()))
        project.write(f"{ASSETS}/{name}", base64.b64decode(content))
        _put(project, "logo name", name)
    elif case.place == "picture":
        name, content = next(iter(case.text.items()))
        project.write(f"{ASSETS}/{name}", base64.b64decode(content))
        _put(project, "page", f"![A picture](../assets/{name})")
    else:
        _put(project, case.place, case.text)


def _put(project: Project, place: str, text: str) -> None:
    file, sound = PLACES[place]
    written = project.read(file)
    if file.startswith("data/"):
        pattern, by = rf'(?<=: )"?{re.escape(sound)}"?$', json.dumps(text, ensure_ascii=False)
    elif place in ("title", "description"):
        pattern, by = rf"(?<=^{place}: ){re.escape(sound)}$", json.dumps(text, ensure_ascii=False)
    else:
        pattern, by = re.escape(sound), text
    changed, count = re.subn(pattern, lambda _: by, written, flags=re.MULTILINE)
    assert count, f"{file} has no {sound!r}"
    project.write(file, changed.encode("utf-8", "surrogatepass"))


def forced_files(
    project: Project, sound: Records, case: Case, monkeypatch: pytest.MonkeyPatch
) -> dict[str, bytes]:
    """Lay out the sites without any check. Records keep the hostile value, pages stay as they are,
    pictures are shipped.
    """
    if case.is_picture:
        monkeypatch.setattr(aviso.site.assets, "find_image_fault", lambda folder, name: None)
    name = next(iter(case.text)) if case.place == "logo bytes" else case.text
    place = "logo name" if case.place == "logo bytes" else case.place
    records = (
        with_value(sound, PLACES[place][1], name)
        if place in PLACES and PLACES[place][0].startswith("data/")
        else sound
    )
    files = built_files(records, KNOWN_PROSE)
    return (
        files | make_site_files(make_site(FRONT, records))
        if case.place == "library name"
        else files
    )


def built_files(records: Records, markdown_cache: MarkdownCache | None = None) -> dict[str, bytes]:
    """The files of the library's site, whether or not it is sound."""
    return {
        f"{SITE}/{path}": content
        for path, content in make_site_files(make_site(SITE, records, markdown_cache)).items()
    }


def with_value(records: Records, sound: str, hostile: str) -> Records:
    """The same records with ``hostile`` in every place of the value ``sound``, past all checks."""

    def changed(value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value.model_copy(
                update={name: changed(getattr(value, name)) for name in type(value).model_fields}
            )
        if isinstance(value, tuple):
            return tuple(changed(each) for each in value)
        if isinstance(value, dict):
            return {key: changed(each) for key, each in value.items()}
        return hostile if isinstance(value, str) and value == sound else value

    kinds = {
        kind: changed(getattr(records, kind)) for kind in ("libraries", "vendors", "laws", "terms")
    }
    return Records(records.project, **kinds, places=records.places, known=records.known)


def sound_records(project: Project) -> Records:
    """The records of the project before anything hostile is put into it."""
    return project.load_records()
