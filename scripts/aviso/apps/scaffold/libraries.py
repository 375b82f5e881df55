"""Starts a library: from answers, from the whole model, or as a member of a system."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aviso.apps.scaffold.answers import find_texts, write_facts
from aviso.apps.scaffold.files import CannotScaffold, check_id, write_new_files
from aviso.apps.scaffold.questions import Answers, find_faults, list_known
from aviso.apps.scaffold.templates import fill
from aviso.core.litter import list_files
from aviso.core.project import Project, name_library_file
from aviso.core.prompts import BY_NAME, STATE
from aviso.core.suggestions import suggest
from aviso.model.repository import load_records

EXAMPLE = "example"
COLOR = "#1f4e79"
# What a copy of the model's record says otherwise. A key may be in quotes, and have a space before
# its colon.
QUOTE = "['\"]?"
NEW_RECORD_EDITS = tuple(
    (re.compile(pattern, re.MULTILINE), new)
    for pattern, new in (
        (rf"^# Where this notice is published.*\n(?={QUOTE}address{QUOTE}[ \t]*:)", ""),
        (rf"^{QUOTE}address{QUOTE}[ \t]*:.*\n", ""),
        (rf"^({QUOTE}kind{QUOTE}[ \t]*:[ \t]*){QUOTE}system\b.*$", r"\g<1>library"),
        (
            rf"^{QUOTE}publication{QUOTE}[ \t]*:[ \t]*\n(?:[ #].*\n|\n(?=  ))*",
            "publication:\n  state: draft\n\n",
        ),
    )
)


@dataclass
class LibraryDraft:
    """The contents of a library's first record, and the parts that somebody has to check.

    Texts are by language.
    """

    id: str
    kind: str
    names: dict[str, str] = field(default_factory=dict)
    website: str = ""
    states: dict[str, str] = field(default_factory=dict)
    system: str | None = None
    to_check: list[str] = field(default_factory=list)

    def fill_in(self, locales: Sequence[str], website: str, reason: str) -> None:
        """Fill in the usual for what nobody said, and note that it has to be checked.

        What one of the ``locales`` lacks is that of the first of them.
        """
        first = locales[0]
        usual = make_usual_names(self.id, self.kind)
        given = self.names.get(first)
        for locale in locales:
            if locale not in self.names:
                self.names[locale] = given or usual.get(locale, next(iter(usual.values())))
                made = f"that in the language {first}" if given else "made from the id"
                name = self.names[locale]
                self.to_check.append(
                    f"the name of {self.id} in the language {locale}, “{name}”: {made}"
                )
        if not self.website:
            self.website = website
            self.to_check.append(f"the website of {self.id}, {website}: {reason}")
        if not self.states:
            self.to_check.append(f"the state whose law applies to {self.id}: not named yet")
        named = self.states.get(first)
        for locale in locales:
            self.states.setdefault(locale, named or STATE.get(locale, next(iter(STATE.values()))))

    def make_record(self) -> bytes:
        """Return the content of its file in data/libraries/."""
        return fill("library.yml", **vars(self), color=COLOR)

    def make_files(self, project: Project) -> dict[Path, bytes]:
        """Return the record. It needs no pages: Aviso brings them."""
        return {project.locate_library(self.id): self.make_record()}


def make_usual_names(identifier: str, kind: str) -> dict[str, str]:
    """Make the full name of a library in each language from its id."""
    place = re.sub(r"-(library|system)$", "", identifier).replace("-", " ").title()
    names = BY_NAME["system" if kind == "system" else "library"]
    return {locale: name.format(place) for locale, name in names.items()}


def guess_website(address: str) -> str:
    """Return the likely website of a library whose notices are at ``address``.

    It is the same host, without a first part such as "privacy".
    """
    host = re.sub(r"^https://|[:/].*$", "", address)
    return f"https://{re.sub(r'^(privacy|privacidad|notices?|avisos?)[.](?=.+[.])', '', host)}"


def start_library(
    project: Project, identifier: str, answers: Answers | None = None
) -> tuple[list[Path], list[str]]:
    """Start a library as a draft with the ``answers``, and nothing else.

    Returns its file, and the parts that somebody has to check. No existing file is overwritten.
    Raises CannotScaffold with every problem in the answers.
    """
    check_free(project, identifier)
    answers, locales = answers or {}, project.locales.required
    if faults := list(find_faults(answers, locales, list_known(load_records(project)[0]))):
        raise CannotScaffold("\n".join(faults))
    start = LibraryDraft(
        identifier,
        "library",
        find_texts("name", answers, locales),
        answers.get("website", ""),
        find_texts("state", answers, locales),
    )
    start.fill_in(
        locales, guess_website(project.front_address), "made from the address of the notices"
    )
    content = start.make_record() + write_facts(identifier, answers, locales)
    written = write_new_files(project.root, {project.locate_library(identifier): content})
    return written, start.to_check


def copy_model(project: Project, identifier: str) -> list[Path]:
    """Start a library as a draft that is a copy of the model library; return the files.

    Nothing that exists is overwritten. Raises CannotScaffold.
    """
    check_free(project, identifier)
    record = project.locate_model(name_library_file(EXAMPLE))
    model = project.locate_model(f"docs/{EXAMPLE}")
    if not record.is_file():
        raise CannotScaffold(
            "The model library no longer exists, so there is nothing to copy. "
            f"Start without it: aviso new library {identifier}"
        )
    contents = {
        project.locate_library(identifier): _make_new_record(record.read_text("utf-8")).encode()
    }
    for source in list_files(model, "**/*"):
        if source.is_file():
            contents[project.docs / identifier / source.relative_to(model)] = source.read_bytes()
    return write_new_files(project.root, contents)


def start_member(project: Project, identifier: str, system: str) -> list[Path]:
    """Start a member of a system, which inherits the system's notice; return the file.

    Raises CannotScaffold.
    """
    check_free(project, identifier)
    records, _ = load_records(project)
    own = records.libraries.get(system)
    if own is None:
        known = [name for name, library in records.libraries.items() if library.kind == "system"]
        is_there = system in records.known["library"]
        fault = "has errors" if is_there else "does not exist"
        hint = "" if is_there else suggest(system, known)
        raise CannotScaffold(
            f'The system "{system}" {fault}. {hint or f"Look at data/libraries/{system}.yml."}'
        )
    if own.kind != "system":
        raise CannotScaffold(
            f'"{system}" is not a system. Write kind: system in data/libraries/{system}.yml first.'
        )
    start = LibraryDraft(identifier, "member", states=dict(own.jurisdiction.root), system=system)
    start.fill_in(project.locales.required, own.website, "that of its system")
    return write_new_files(project.root, start.make_files(project))


def check_free(project: Project, identifier: str) -> None:
    """Raise CannotScaffold if a new library cannot have this id."""
    check_id(identifier, project)
    for path in (project.locate_library(identifier), project.docs / identifier):
        # A broken link counts too.
        if os.path.lexists(path):
            raise CannotScaffold(
                f"{project.name_file(path)} already exists. Choose another id, or delete it first."
            )


def _make_new_record(text: str) -> str:
    """Return the model's record as a draft of another library, published below the front page."""
    for pattern, new in NEW_RECORD_EDITS:
        text = pattern.sub(new, text, count=1)
    return text
