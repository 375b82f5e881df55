"""Makes a new project: settings, facts, first pages and workflows.

Everything else comes from the package.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from aviso.apps.scaffold.files import CannotScaffold, find_library_id_fault, write_new_files
from aviso.apps.scaffold.libraries import COLOR, LibraryDraft, guess_website
from aviso.apps.scaffold.requirement import WHEELS, Requirement, read_requirement
from aviso.apps.scaffold.templates import fill
from aviso.core.cldr import name_language
from aviso.core.locales import Locales
from aviso.core.project import FRONT_FILE, Project
from aviso.core.prompts import NEW_LANGUAGES
from aviso.model.fields import Line, check_address, check_site_address
from aviso.model.json_schema import make_schema_files
from aviso.model.record_form import FORM_FILE, make_note
from aviso.model.register_files import RESERVED_IDS

# The languages of a new project, with their own names.
LANGUAGES = {one: name_language(one, one).capitalize() for one in NEW_LANGUAGES}
# The folders of a project; Aviso would treat any files in them as the project's.
OWN_FOLDERS = ("data", "docs", "overrides", "scripts", "tests")
FIXED_FILES = {
    "scripts/hooks.py": "hooks.py",
    "scripts/install.sh": "install.sh",
    "tests/notices/__init__.py": "tests_package.py",
    "tests/notices/test_notices.py": "test_notices.py",
    "overrides/README.md": "overrides.md",
    # MkDocs refuses a project without this folder, and git keeps no empty folders.
    "docs/.gitkeep": "docs.txt",
    ".gitignore": "gitignore",
    ".github/workflows/notices.yml": "github.yml",
    ".github/workflows/publish.yml": "publish.yml",
    ".github/zizmor.yml": "zizmor.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    "netlify.toml": "netlify.toml",
}


@dataclass
class ProjectOptions:
    """The options of a new project.

    Texts are by language. Missing values are filled in and marked for checking.
    """

    address: str
    library: str | None = None
    system: str | None = None
    members: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    member_names: dict[str, list[str]] = field(default_factory=dict)
    website: str = ""
    states: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The id of the library whose notice this is, or of the system."""
        return self.system or self.library or ""

    def find_faults(self) -> Iterator[str]:
        """Yield every reason why the project cannot be made, in plain words."""
        if bool(self.library) == bool(self.system):
            yield (
                "Say whose notices these are: --library ID for one library, "
                "or --system ID with --members for several."
            )
        if self.members and not self.system:
            yield (
                "Only a system has members: write --system instead of --library, "
                "or leave out --members."
            )
        yield from self._find_id_faults()
        yield from _find_text_faults("--name", [*self.names.values(), *self.states.values()])
        for locale, names in self.member_names.items():
            is_first = locale == NEW_LANGUAGES[0]
            option = "--member-names" if is_first else f"--member-names-{locale}"
            if len(names) != len(self.members):
                yield (
                    f"{option} has {len(names)} names for {len(self.members)} members: "
                    "write one for each, in the same order, with commas between them."
                )
            yield from _find_text_faults(option, names)
        for option, address, check in (
            ("--address", self.address, check_site_address),
            ("--website", self.website, check_address),
        ):
            if address or option == "--address":
                try:
                    check(address)
                except ValueError as error:
                    yield f"{option}: {error}"

    def _find_id_faults(self) -> Iterator[str]:
        ids = [name for name in (self.library, self.system) if name is not None]
        reserved = RESERVED_IDS | set(NEW_LANGUAGES)
        for name in (*ids, *self.members):
            if fault := find_library_id_fault(name, reserved):
                yield fault
        for name in dict.fromkeys(self.members):
            if [*ids, *self.members].count(name) > 1:
                yield f'"{name}" appears twice. Each library needs an id of its own.'


def _find_text_faults(option: str, texts: list[str]) -> Iterator[str]:
    line: TypeAdapter[str] = TypeAdapter(Line)
    for text in texts:
        try:
            line.validate_python(text.strip())
        except ValidationError as error:
            fault = error.errors()[0]
            words = str(fault.get("ctx", {}).get("error", "is empty or too long"))
            yield f'{option}: "{text}" {words}'


def make_project(folder: Path, options: ProjectOptions) -> tuple[list[Path], list[str]]:
    """Write the project into ``folder``; return its files and the parts that somebody has to check.

    If a file is in the way or an option is wrong, nothing is written. Raises CannotScaffold with
    every reason, and OSError.
    """
    faults = [*options.find_faults(), *_find_obstacles(folder)]
    if faults:
        raise CannotScaffold("\n".join(faults))
    starts = _make_starts(options)
    to_check = [line for start in starts for line in start.to_check]
    requirement = read_requirement()
    if requirement.advice:
        to_check.append(
            "requirements.txt: until Aviso is released, other computers and the workflows cannot "
            "install it with this file, and fail. The file says what to write instead"
        )
    project = Project(folder)
    files = {folder / name: fill(template) for name, template in FIXED_FILES.items()}
    files |= _fill_files(folder, options, starts, to_check)
    files |= _fill_requirement(folder, requirement)
    schemas = make_schema_files(project, Locales(tuple(LANGUAGES.items()), NEW_LANGUAGES))
    files |= {path: text.encode() for path, text in schemas.items()}
    for start in starts:
        files |= start.make_files(project)
    taken = [path for path in files if os.path.lexists(path)]
    if taken:
        raise CannotScaffold("\n".join(_describe_obstacle(path, folder) for path in taken))
    return write_new_files(folder, files), to_check


def _make_starts(options: ProjectOptions) -> list[LibraryDraft]:
    kind = "system" if options.system else "library"
    website, reason = guess_website(options.address), "made from the address of the notices"
    first = LibraryDraft(
        options.first, kind, dict(options.names), options.website, dict(options.states)
    )
    first.fill_in(NEW_LANGUAGES, website, reason)
    starts = [first]
    for number, member in enumerate(options.members):
        names = {locale: names[number] for locale, names in options.member_names.items()}
        start = LibraryDraft(member, "member", names, "", dict(options.states), options.system)
        start.fill_in(NEW_LANGUAGES, first.website, "that of the system")
        starts.append(start)
    return starts


def _fill_files(
    folder: Path, options: ProjectOptions, starts: list[LibraryDraft], to_check: list[str]
) -> dict[Path, bytes]:
    first = starts[0]
    name = first.names[NEW_LANGUAGES[0]]
    about = [line for line in first.to_check if line.startswith("the name")]
    contents = {
        "mkdocs.yml": fill(
            "mkdocs.yml",
            name=name,
            address=options.address,
            languages=LANGUAGES,
        ),
        FORM_FILE: make_note().encode(),
        FRONT_FILE: fill("front.yml", names=first.names, color=COLOR, to_check=about),
        "scripts/static-host.sh": fill(
            "static-host.sh", host=urlsplit(options.address).hostname or ""
        ),
        "README.md": fill(
            "README.md",
            name=name,
            first=first.id,
            members=options.members,
            libraries=[(start.id, start.names[NEW_LANGUAGES[0]]) for start in starts],
            to_check=[
                *to_check,
                "the color of each library, under branding, and of the front page",
            ],
            address=options.address,
        ),
    }
    return {folder / path: content for path, content in contents.items()}


def _fill_requirement(folder: Path, requirement: Requirement) -> dict[Path, bytes]:
    """Return ``requirements.txt``, and the wheel if it names one."""
    advice = [
        line
        for text in requirement.advice
        for line in textwrap.wrap(text, 98, break_on_hyphens=False)
    ]
    text = fill("requirements.txt", requirement=requirement, advice=advice)
    files = {folder / "requirements.txt": text}
    if requirement.wheel:
        files[folder / WHEELS / requirement.wheel.name] = requirement.wheel.content
    return files


def _find_obstacles(folder: Path) -> Iterator[str]:
    """Yield a sentence for each file or folder that is in the way of the project."""
    if folder.exists() and not folder.is_dir():
        yield f"{folder} is a file. Name a folder."
        return
    for name in OWN_FOLDERS:
        place = folder / name
        if os.path.lexists(place) and not (place.is_dir() and not any(place.iterdir())):
            yield _describe_obstacle(place, folder)
    for name in ("mkdocs.yml", "requirements.txt", "README.md", *FIXED_FILES):
        if not name.startswith(OWN_FOLDERS) and os.path.lexists(folder / name):
            yield _describe_obstacle(folder / name, folder)


def _describe_obstacle(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    return f"{name} is in the way. Choose another folder, or move it first."
