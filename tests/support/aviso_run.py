"""The result of an Aviso command in a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from aviso.content.pages import FRONT

TOLD = re.compile(
    r"^(published|unchanged|NOT published|removed): (front page|[\w./-]+)(?: – (.*))?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Run:
    """The result of an Aviso command in a process of its own: its exit status and output."""

    status: int
    stdout: str
    stderr: str = ""

    @property
    def text(self) -> str:
        """Return all output."""
        return self.stdout + self.stderr

    @cached_property
    def lines(self) -> dict[str, str]:
        """Return the line of each site, as "state – reason"; the front page is called
        ``_front``."""
        return {
            FRONT if site == "front page" else site: f"{state} – {reason}".removesuffix(" – ")
            for state, site, reason in TOLD.findall(self.text)
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
        """Return the run itself, after asserting that it succeeded."""
        assert self.status == 0, self.text
        return self
