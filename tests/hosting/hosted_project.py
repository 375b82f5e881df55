"""The project that the servers hand out: libraries that share a host, one with a host of its own, one deep in a path of another."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = "notices.example.org"
OWN = "privacy.sonoma.example.org"
DEEP = "www.santa.example.org"
# A file whose name carries a digest; no library has one yet.
UNCHANGING = "example/assets/chart.0123456789abcdef.css"
SECURITY = """\
security:
  contact: email-removal
  expires: 2027-01-31
  languages: [en, es]
"""
GPC = """\
global_privacy_control:
  honored: yes
  updated: 2026-02-01
"""


def make_project(folder: Path) -> Path:
    """Copy the project, and give some of its libraries other addresses."""
    for name in ("overrides", "data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    change(
        folder,
        "sonoma",
        "address: https://notices.example.org/sonoma/",
        f"address: https://{OWN}/\n{SECURITY}{GPC}",
    )
    change(
        folder,
        "santa-monica",
        "address: https://notices.example.org/santa-monica/",
        f"address: https://{DEEP}/about/privacy/",
    )
    change(folder, "example", "website_log: [visit-time, pages-visited]\n", "")
    change(folder, "example-branch", "kind: member", "kind: member\nwebsite_log: nothing")
    return folder


def change(folder: Path, library: str, old: str, new: str) -> None:
    """Replace a text in a library's record."""
    path = folder / "data" / "libraries" / f"{library}.yml"
    text = path.read_text("utf-8")
    assert old in text, f"{library} has no {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")
