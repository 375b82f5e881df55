"""A small project in a folder of its own, with its own copy of Aviso, that tests can change and build.

It has the model library, its branch, and Westchester as they are in this project, and as many tiny libraries as a test
asks for: each with all kinds of blocks and very little text, so that it is made in a moment.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What is on Python's path first in the processes whose clock is false, or whose parsing is counted.
PATCHES = Path(__file__).parent / "patches"
FRONT = "_front"
STAMP = ".aviso.json"
LOCALES = ("en", "es")
COPIED = (
    "mkdocs.yml",
    "requirements.lock",
    "overrides",
    "data/terms",
    "data/laws.yml",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)
SOURCES = ("mkdocs.yml", "requirements.lock", "overrides", "scripts", "data", "docs")
MODELS = ("example", "example-branch", "westchester")
# What a build may take on a machine that does much else at the same time; no test measures time.
PATIENCE = 300

TINY_RECORD = """\
name: {en: Library of @id@, es: Biblioteca de @id@}
short_name: {en: "@id@", es: "@id@"}
kind: @kind@
jurisdiction: {en: a fictional state, es: un estado ficticio}
website: https://www.@id@.example.org
address: https://notices.example.org/@id@/
branding: {color: "#14594f"}
publication: {state: draft}
quick_answers:
  - question: {en: What do you keep?, es: ¿Qué guardan?}
    answer: {en: Very little., es: Muy poco.}
    link: collect.md#card
contacts:
  - id: desk
    role: {en: Questions, es: Preguntas}
    email: desk@@id@.example.org
documents:
  - id: policy
    title: {en: Policy, es: Política}
    label: {en: Policy 1, es: Política 1}
    kind: policy
    status: in-force
    effective: 2026-02-01
    statements:
      - id: T-01
        text: {en: A name is kept for 3 years., es: El nombre se guarda 3 años.}
      - id: T-02
        text: {en: Nothing is sold., es: No se vende nada.}
practices:
  - id: card-details
    situation: card
    title: {en: Your card, es: Su tarjeta}
    data: [name]
    note: {en: You give us your name., es: Usted nos da su nombre.}
    purposes: [lending]
    retention: {period: 3 years}
    source: [T-01]
  - id: loans
    situation: borrowing
    title: {en: Your loans, es: Sus préstamos}
    data: [current-loans]
    note: {en: We note what you have., es: Anotamos lo que usted tiene.}
    source: [T-01]
commitments:
  - id: not-sold
    topic: selling
    text: {en: We sell nothing., es: No vendemos nada.}
    source: [T-02]
vendors:
  - vendor: @vendor@
    state: not-verified
laws:
  - law: @law@
"""
MEMBER_RECORD = """\
name: {en: Branch @id@, es: Sucursal @id@}
short_name: {en: "@id@", es: "@id@"}
kind: member
system: @system@
jurisdiction: {en: a fictional state, es: un estado ficticio}
website: https://www.@id@.example.org
address: https://notices.example.org/@id@/
branding: {color: "#8a3b12"}
publication: {state: draft}
contacts:
  - id: desk
    role: {en: Questions, es: Preguntas}
    email: desk@@id@.example.org
exceptions:
  - id: hours
    text: {en: We close at noon., es: Cerramos a mediodía.}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>@id@</title><path d="M0 0h9v9z"/></svg>\n'
TINY_PAGES = {
    "en": {
        "index": "# Your privacy\n\nOf {{ library.name }}. {{ source('T-01') }}\n\n{{ quick_answers() }}\n\n{{ privacy_label() }}\n\n{{ commitments() }}\n\n{{ members() }}\n\n{{ contacts() }}\n",
        "collect": "# What we keep\n\nSome words of @id@.\n\n## Card {#card}\n\n{{ practices('card') }}\n\n## Loans {#borrowing}\n\n{{ practices('borrowing') }}\n",
        "companies": "# Companies\n\n{{ vendors() }}\n\n## Each {#details}\n\n{{ shared('vendor-states') }}\n\n{{ vendor_details() }}\n",
        "documents": "# Documents\n\n## Policy {#policy}\n\n{{ document_summary('policy') }}\n",
    },
    "es": {
        "index": "# Su privacidad\n\nDe {{ library.name }}. {{ source('T-01') }}\n\n{{ quick_answers() }}\n\n{{ privacy_label() }}\n\n{{ commitments() }}\n\n{{ members() }}\n\n{{ contacts() }}\n",
        "collect": "# Lo que guardamos\n\nPalabras de @id@.\n\n## Tarjeta {#card}\n\n{{ practices('card') }}\n\n## Préstamos {#borrowing}\n\n{{ practices('borrowing') }}\n",
        "companies": "# Empresas\n\n{{ vendors() }}\n\n## Cada una {#details}\n\n{{ shared('vendor-states') }}\n\n{{ vendor_details() }}\n",
        "documents": "# Documentos\n\n## Política {#policy}\n\n{{ document_summary('policy') }}\n",
    },
}


@dataclass(frozen=True)
class Run:
    """What a command of Aviso did: its exit status and what it said."""

    status: int
    text: str

    @cached_property
    def lines(self) -> dict[str, str]:
        """What is said of each site (``front page`` is called ``_front``), as "state – reason"."""
        found = re.findall(
            r"^(published|unchanged|NOT published|removed): (front page|[\w./-]+)(?: – (.*))?$",
            self.text,
            re.MULTILINE,
        )
        return {
            FRONT if site == "front page" else site: f"{state} – {reason}".removesuffix(" – ")
            for state, site, reason in found
        }

    def sites(self, state: str) -> set[str]:
        """The sites that are said to be in a state ("published", "NOT published" …)."""
        return {site for site, line in self.lines.items() if line.split(" – ")[0] == state}

    @property
    def failed(self) -> set[str]:
        """The sites that could not be made."""
        return self.sites("NOT published")

    @property
    def made(self) -> set[str]:
        """The sites that were made and published."""
        return self.sites("published")

    def sound(self) -> Run:
        """The same, having made sure that all went well."""
        assert self.status == 0, self.text
        return self


class Project:
    """A project's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / "public"

    def path(self, name: str) -> Path:
        """The place of a file of the project."""
        return self.root / name

    def read(self, name: str) -> str:
        """The text of a file of the project."""
        return self.path(name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first ``old`` in a file, which must be there."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    @property
    def libraries(self) -> list[str]:
        """The ids of all libraries."""
        return sorted(path.stem for path in self.path("data/libraries").glob("*.yml"))

    def add_tiny(
        self, library: str, vendor: str = "hoopla", law: str = "ala-code-iii", kind: str = "library"
    ) -> None:
        """Add a tiny library that uses one vendor and one law."""
        record = (
            filled(TINY_RECORD, library)
            .replace("@vendor@", vendor)
            .replace("@law@", law)
            .replace("@kind@", kind)
        )
        self.write(f"data/libraries/{library}.yml", record)
        for locale, pages in TINY_PAGES.items():
            for name, text in pages.items():
                self.write(
                    f"docs/{library}/{locale}/{name}.md",
                    f"---\ntitle: {name.title()} {locale}\ndescription: Of {library}.\n---\n{filled(text, library)}",
                )
        self.add_vendor(vendor)

    def add_member(self, library: str, system: str) -> None:
        """Add a tiny member of a system, with no pages of its own."""
        self.write(
            f"data/libraries/{library}.yml",
            filled(MEMBER_RECORD, library).replace("@system@", system),
        )

    def add_logo(self, library: str) -> None:
        """Give a tiny library a logo."""
        self.write(f"docs/{library}/assets/logo.svg", filled(LOGO, library))
        self.replace(
            f"data/libraries/{library}.yml",
            'branding: {color: "',
            'branding: {logo: logo.svg, color: "',
        )

    def add_vendor(self, vendor: str) -> None:
        """Add the record of a vendor of this project."""
        self.path("data/vendors").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / f"data/vendors/{vendor}.yml", self.path("data/vendors"))

    def remove_library(self, library: str) -> None:
        """Delete a library with its pages."""
        self.path(f"data/libraries/{library}.yml").unlink()
        shutil.rmtree(self.path(f"docs/{library}"), ignore_errors=True)

    def copied_to(self, root: Path) -> Project:
        """A copy of the sources alone: nothing that a build left behind."""
        root.mkdir()
        for name in SOURCES:
            if self.path(name).is_dir():
                shutil.copytree(self.path(name), root / name, symlinks=True)
            else:
                shutil.copy(self.path(name), root / name)
        return Project(root)

    def command(self, *arguments: str) -> list[str]:
        """How ``aviso`` is called."""
        return [sys.executable, "-m", "aviso.cli.main", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        """The environment in which the project's own copy of Aviso runs."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LIBRARY", "COV_", "PYTEST_"))
        }
        # Python-Markdown and MkDocs need no bytecode of a copy that lives for a moment.
        return {
            **inherited,
            "PYTHONPATH": str(self.root / "scripts"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_MKDOCS_2_WARNING": "1",
            "COLUMNS": "200",
            **more,
        }

    def aviso(
        self,
        *arguments: str,
        environment: dict[str, str] | None = None,
        prefix: tuple[str, ...] = (),
        **options: object,
    ) -> Run:
        """Call ``aviso`` in a process of its own and wait for it."""
        done = subprocess.run(
            [*prefix, *self.command(*arguments)],
            cwd=self.root,
            env=environment or self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
            **options,
        )
        return Run(done.returncode, done.stdout)


def filled(text: str, library: str) -> str:
    """Put a library's id into a text."""
    return text.replace("@id@", library)


def make_project(
    root: Path, scripts: Path, models: tuple[str, ...] = (), tiny: tuple[str, ...] = ()
) -> Project:
    """Make a project in ``root`` from this one, with some of its libraries and some tiny ones."""
    project = Project(root)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        project.path(name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, project.path(name))
    shutil.copytree(scripts, project.path("scripts"))
    project.path("data/libraries").mkdir()
    for library in models:
        shutil.copy(ROOT / f"data/libraries/{library}.yml", project.path("data/libraries"))
        if (ROOT / f"docs/{library}").is_dir():
            shutil.copytree(ROOT / f"docs/{library}", project.path(f"docs/{library}"))
        for vendor in re.findall(
            r"^ *- vendor: *([\w-]+)", project.read(f"data/libraries/{library}.yml"), re.MULTILINE
        ):
            project.add_vendor(vendor)
    for library in tiny:
        project.add_tiny(library)
    return project


def tree(folder: Path, but: tuple[str, ...] = ()) -> dict[str, str]:
    """A digest of every file in a folder and below, by path; a folder stands for itself. ``but`` names top entries to leave out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in but and path.name != STAMP:
            found[name] = (
                "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
            )
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The paths at which two trees differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def assert_same(one: Path, other: Path, but: tuple[str, ...] = ()) -> None:
    """Two folders hold the same, byte for byte, the stamps aside."""
    first, second = tree(one, but), tree(other, but)
    assert first, f"{one} is empty"
    assert not differences(first, second), f"{one} and {other} differ"


def front_tree(public: Path, libraries: list[str]) -> dict[str, str]:
    """The front page's own files."""
    return tree(public, but=tuple(libraries))
