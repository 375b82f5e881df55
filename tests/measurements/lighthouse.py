"""Runs Lighthouse and axe-core over pages on a local server and keeps what they found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run({
  runOnly: {type: "tag", values: tags},
  resultTypes: ["violations", "passes", "incomplete"],
  preload: false,
}).then(result => ({
  version: result.testEngine.version,
  passes: result.passes.length,
  violations: result.violations.map(each => each.id),
  incomplete: result.incomplete.map(each => each.id),
}))"""


@dataclass(frozen=True)
class Score:
    """What Lighthouse says of one page.

    That is a score of each category, what moved, and the audits that lost points.
    """

    version: str
    scores: dict[str, int]
    shift: float
    lost: list[str]


@dataclass(frozen=True)
class AxeResult:
    """What axe-core says of one page: the rules passed, broken, and left for a person to decide."""

    version: str
    passes: int
    violations: list[str]
    incomplete: list[str]


def lighthouse(address: str, report: Path) -> Score:
    """Run Lighthouse with its settings for a phone, in a browser of its own."""
    command = [
        "node",
        str(LIGHTHOUSE),
        address,
        "--output=json",
        f"--output-path={report}",
        "--quiet",
        f"--chrome-flags={FLAGS}",
    ]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(
            f"Lighthouse failed on {address} with status {done.returncode}: "
            f"{done.stderr or done.stdout}"
        )
    return read_report(json.loads(report.read_text("utf-8")))


def read_report(report: dict) -> Score:
    """Take the scores and what they lost points for out of a report."""
    lost = [
        f"{each['id']} ({report['audits'][each['id']]['score']})"
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"] and report["audits"][each["id"]]["score"] not in (None, 1)
    ]
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return Score(
        report["lighthouseVersion"],
        scores,
        report["audits"]["cumulative-layout-shift"]["numericValue"],
        lost,
    )


def axe(page: Page) -> AxeResult:
    """Run axe-core on the page that is open."""
    page.evaluate(AXE.read_text("utf-8"))
    return AxeResult(**page.evaluate(RUN_AXE, RULES))
