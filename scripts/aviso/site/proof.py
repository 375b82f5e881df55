"""The result of an audit that the site itself shows: facts for a page, and a small JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

PROOF_FILE = "proof.json"


@dataclass(frozen=True)
class Proof:
    """A visit to every page of a built site in a browser.

    ``pages`` counts the addresses that were opened, ``checked_on`` and ``committed_on`` are days
    (``2026-11-22``), ``commit`` names the version of the facts and texts, and ``found`` says how
    often each rule (``aviso.apps.audit.rules``) was broken.
    """

    pages: int
    checked_on: str
    browser: str
    accessibility: str
    commit: str | None = None
    committed_on: str | None = None
    found: Mapping[str, int] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day of the visit."""
        return date.fromisoformat(self.checked_on)

    @property
    def day_of_commit(self) -> date | None:
        """The day of the version."""
        return date.fromisoformat(self.committed_on) if self.committed_on else None

    def to_json(self) -> dict[str, Any]:
        """Write the proof as plain values."""
        return asdict(self)


def make_proof_file(address: str, built_pages: int, proof: Proof | None) -> bytes:
    """Return the JSON file of a site at ``address``.

    It says what the build itself checked, and what a visit in a browser found, if there was one.
    """
    value = {
        "site": address,
        "built": {"pages": built_pages, "faults": 0},
        "visited": proof.to_json() if proof else None,
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
