"""A project in a folder of its own that a test may change, check, build and break freely.

There are four of them, all with the templates and the code of this repository: ``Project.small``
(the smallest sound one), ``Project.rich`` (one that uses everything), ``Project.tiny`` (as many
libraries as a test asks for, each made in a moment), and ``Project.whole`` (the libraries of this
repository, for the tests of the notices).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from aviso.build.incremental import Outcome, build_sites
from aviso.build.output import Output
from aviso.build.task import BuildOptions
from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.core.report_formats import format_text
from aviso.model.records import Records
from aviso.model.repository import load_records
from tests.support.aviso_run import Run
from tests.support.paths import RICH, ROOT, SMALL
from tests.support.project_files import ProjectFiles, copy_into
from tests.support.tiny_library import LOGO, MEMBER_RECORD, TINY_PAGES, TINY_RECORD, filled

# First on Python's path in processes with a false clock, or with counted parsing.
PATCHES = Path(__file__).parent / "patches"
LOCALES = ("en", "es")
# A day on which nothing in the projects has expired; no test depends on the clock.
TODAY = date(2026, 11, 29)
MODELS = ("example", "example-branch")
# The parts of a project besides its content.
FRAME = ("mkdocs.yml", "requirements.lock", "overrides")
SOURCES = (*FRAME, "scripts", "data", "docs")
# Generous, for a busy machine; no test measures time.
PATIENCE = 300


@dataclass(frozen=True)
class Project(ProjectFiles):
    """A project's folder, and a coordinator's actions in it."""

    # How projects are made

    @classmethod
    def framed(cls, root: Path, code: Path | None = None) -> Project:
        """A project without content: configuration, templates, and ``code`` (this one's) to run."""
        project = cls(root)
        root.mkdir(parents=True, exist_ok=True)
        copy_into(root, ROOT, FRAME)
        if code:
            skipped = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(code, root / "scripts", ignore=skipped)
        else:
            (root / "scripts").symlink_to(ROOT / "scripts")
        return project

    @classmethod
    def small(cls, root: Path) -> Project:
        """The smallest sound project: one library, its member, two vendors, two laws."""
        project = cls.framed(root)
        copy_into(root, SMALL, ("data", "docs"))
        return project

    @classmethod
    def rich(cls, root: Path) -> Project:
        """A project whose system and branch use every kind of fact, page and block."""
        project = cls.framed(root)
        copy_into(root, RICH, ("data", "docs"))
        return project

    @classmethod
    def whole(cls, root: Path) -> Project:
        """A copy of this repository's own content."""
        project = cls.framed(root)
        copy_into(root, ROOT, ("data", "docs"))
        return project

    @classmethod
    def tiny(
        cls,
        root: Path,
        code: Path | None = None,
        models: Iterable[str] = (),
        tiny: Iterable[str] = (),
    ) -> Project:
        """Some of the rich project's libraries, and tiny ones with these ids."""
        project = cls.framed(root, code)
        shared = ("data/terms", "data/laws.yml", "docs/_front", "docs/_pages", "docs/_shared")
        copy_into(root, RICH, shared)
        (root / "data" / "libraries").mkdir()
        for library in models:
            project.add_model(library)
        for library in tiny:
            project.add_tiny(library)
        return project

    def copied_to(self, root: Path) -> Project:
        """Copy only the sources, without the leftovers of a build."""
        root.mkdir(parents=True)
        copy_into(root, self.root, [name for name in SOURCES if (self / name).exists()])
        return Project(root)

    def whole_copy(self, root: Path) -> Project:
        """A copy of everything, with what is published."""
        return Project(Path(shutil.copytree(self.root, root, symlinks=True)))

    # Its libraries

    @property
    def libraries(self) -> list[str]:
        """The ids of all libraries."""
        return sorted(path.stem for path in self.path("data/libraries").glob("*.yml"))

    def add_model(self, library: str) -> None:
        """Add a library of the rich project, with its pages and vendors."""
        copy_into(self.root, RICH, (f"data/libraries/{library}.yml",))
        if (RICH / "docs" / library).is_dir():
            copy_into(self.root, RICH, (f"docs/{library}",))
        for vendor in re.findall(
            r"- vendor: *([\w-]+)", self.read(f"data/libraries/{library}.yml")
        ):
            self.add_vendor(vendor)

    def add_tiny(
        self,
        library: str,
        vendor: str = "hoopla",
        law: str = "ala-code-iii",
        kind: str = "library",
    ) -> None:
        """Add a tiny library that uses one vendor and one law."""
        record = filled(TINY_RECORD, library).replace("@vendor@", vendor)
        record = record.replace("@law@", law).replace("@kind@", kind)
        self.write(f"data/libraries/{library}.yml", record)
        for locale, pages in TINY_PAGES.items():
            for name, text in pages.items():
                head = (
                    f"---\ntitle: {name.title()} {locale}\n"
                    f"description: The page {name} of {library}.\n---\n"
                )
                self.write(f"docs/{library}/{locale}/{name}.md", head + filled(text, library))
        self.add_vendor(vendor)

    def add_member(self, library: str, system: str) -> None:
        """Add a tiny member of a system, with no pages of its own."""
        record = filled(MEMBER_RECORD, library).replace("@system@", system)
        self.write(f"data/libraries/{library}.yml", record)

    def add_logo(self, library: str) -> None:
        """Give a tiny library a logo."""
        self.write(f"docs/{library}/assets/logo.svg", filled(LOGO, library))
        branding = 'branding: {color: "', 'branding: {logo: logo.svg, color: "'
        self.replace(f"data/libraries/{library}.yml", *branding)

    def add_vendor(self, vendor: str) -> None:
        """Add the record of a vendor of the rich project."""
        copy_into(self.root, RICH, (f"data/vendors/{vendor}.yml",))

    def remove_library(self, library: str) -> None:
        """Delete a library with its pages."""
        self.delete(f"data/libraries/{library}.yml")
        shutil.rmtree(self.path(f"docs/{library}"), ignore_errors=True)

    # Actions in this process

    @property
    def opened(self) -> AvisoProject:
        """Open the project as Aviso does: anew each time, so that no cached state remains."""
        return AvisoProject(self.root)

    def load_records(self) -> Records:
        """The records, which must be sound."""
        records, problems = load_records(self.opened)
        assert not problems, format_text(problems)
        return records

    def check(self, *site_ids: str) -> list[Diagnostic]:
        """What ``aviso check`` finds, in these sites or in all."""
        return check_all(self.opened, list(site_ids) or None, TODAY)

    def reported(self, *site_ids: str) -> str:
        """What ``aviso check`` prints."""
        return format_text(self.check(*site_ids))

    def invoke(self, *arguments: str) -> Result:
        """Call ``aviso`` in this process."""
        with chdir(self.root):
            runner = CliRunner(env={"COLUMNS": "200"})
            return runner.invoke(main, list(arguments), catch_exceptions=False)

    def publish(
        self, *site_ids: str, to: Path | None = None, options: BuildOptions | None = None
    ) -> dict[str, Outcome]:
        """Build sites (all of them, if none is named) in this process; return the outcome of
        each."""
        output = Output(to or self.public)
        wanted = list(site_ids) or [FRONT, *self.libraries]
        with output.lock():
            outcomes = list(
                build_sites(self.opened, wanted, output, options=options or BuildOptions())
            )
        return {outcome.site_id: outcome for outcome in outcomes}

    def published(
        self, *site_ids: str, to: Path | None = None, options: BuildOptions | None = None
    ) -> Path:
        """Build sites in this process, assert success, and return their folder."""
        outcomes = self.publish(*site_ids, to=to, options=options)
        assert {one.state for one in outcomes.values()} <= {"published", "unchanged"}, outcomes
        return to or self.public

    # Actions in processes of their own

    def environment(self, **more: str) -> dict[str, str]:
        """The environment in which the project's own copy of Aviso runs."""
        foreign = ("LIBRARY", "COV_", "PYTEST_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        own = {
            "PYTHONPATH": str(self.root / "scripts"),
            # A copy that lives for a moment needs no bytecode.
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_MKDOCS_2_WARNING": "1",
            "COLUMNS": "200",
        }
        return {**kept, **own, **more}

    def command(self, *arguments: str) -> list[str]:
        """How ``aviso`` is called."""
        return [sys.executable, "-m", "aviso.cli.main", *arguments]

    def run(
        self,
        *command: str,
        environment: dict[str, str] | None = None,
        prefix: tuple[str, ...] = (),
        **options: Any,
    ) -> Run:
        """Run a Python module with its arguments ("mkdocs", "build"), and wait for its end."""
        done = subprocess.run(
            [*prefix, sys.executable, "-m", *command],
            cwd=self.root,
            env=environment or self.environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **options,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def aviso(self, *arguments: str, **options: Any) -> Run:
        """Call ``aviso`` in a process of its own, and wait for its end."""
        return self.run("aviso.cli.main", *arguments, **options)

    def build(self, *arguments: str, **options: Any) -> Run:
        """Call ``aviso build`` in a process of its own, and assert success."""
        return self.aviso("build", *arguments, **options).sound()

    def page(self, address: str) -> str:
        """The HTML of a published page: "example/es/opciones"."""
        return (self.public / address / "index.html").read_text("utf-8")
