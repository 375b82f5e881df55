"""Paths of the repository and of the tests' own data."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
# The smallest sound project: one library with a member, two vendors, two laws, two pages of its
# own.
SMALL = CORPUS / "small"
# A project that uses everything: the model library and its branch as they once were.
RICH = CORPUS / "rich"
