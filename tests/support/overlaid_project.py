"""A project without Aviso's own files, and a package beside it that has them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aviso.build.incremental import build_sites
from aviso.build.output import Output
from aviso.checks.suite import check_all
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.report_formats import format_text

UNUSED = """\
name: Nobody
service: {en: Nothing, es: Nada}
category: other
privacy_policy: https://www.nobody.example.net/privacy
data_received: unknown
"""
LAW = """\
unused-act:
  citation: Unused Act
  title: {en: A title, es: Un título}
  status: current
  checked_on: 2026-01-31
  address: https://law.example.net/unused
  explanation: {en: A rule., es: Una norma.}
"""


@dataclass(frozen=True)
class Places:
    """A project that has only its libraries, and the folder that supplies the rest."""

    root: Path
    shared: Path

    @property
    def project(self) -> Project:
        """The project as a new process opens it."""
        return Project(self.root)

    def edit(self, name: str, old: str, new: str, is_shared: bool = False) -> None:
        path = (self.shared if is_shared else self.root) / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def check(self) -> list[Diagnostic]:
        return sorted(set(check_all(self.project)))

    def build(self) -> dict[str, str]:
        """Build changed sites; return the reason for each, or its state."""
        output = Output(self.root / "public")
        with output.lock():
            found = list(build_sites(self.project, ["riverside", "second", "_front"], output))
        assert [format_text(one.problems) for one in found if one.state == "failed"] == []
        return {one.site_id: one.reason or one.state for one in found}
