"""The measurements that the documentation shows have the shape of today's pages.

The tools give what the pages promise.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.measurements.lighthouse import lighthouse
from tests.measurements.tables import put_between_markers
from tests.measurements.weights import pages_of, weigh_sites
from tests.support.paths import ROOT

FILE = ROOT / "measurements.md"


def rows(name: str) -> list[list[str]]:
    """The cells of a table between two markers, without its head."""
    between = re.search(
        rf"<!-- {name}:begin -->\n(.*)\n<!-- {name}:end -->", FILE.read_text("utf-8"), re.DOTALL
    )[1]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in between.splitlines()
        if line.startswith("|")
    ][2:]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sites, built."""
    folder = tmp_path_factory.mktemp("measured") / "public"
    subprocess.run(
        [sys.executable, "-m", "aviso.cli.main", "build", "--all", "--output", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def test_the_table_of_weights_has_every_site_and_keeps_to_the_limits(output: Path):
    written, today = rows("weights"), weigh_sites(output)
    assert {row[0] for row in written} == {each.site for each in today}
    assert [
        row
        for row in written
        if int(row[2].replace(",", "")) > int(row[3].replace(",", ""))
        or int(row[4]) > 3
        or row[5] != "0"
    ] == []
    assert [
        each for each in today if each.size > each.limit or each.requests > 3 or each.scripts
    ] == []


def test_the_table_of_scores_has_every_page_in_both_languages_and_only_hundreds(output: Path):
    written = rows("scores")
    assert {row[0] for row in written} == {
        f"/{name.removesuffix('index.html')}" for name in pages_of(output / "example")
    }
    assert [
        row for row in written if row[1:6] != ["100", "100", "100", "100", "0"] or row[7] != "0"
    ] == []


def test_text_is_put_between_its_markers_and_nowhere_else(tmp_path: Path):
    file = tmp_path / "a.md"
    file.write_text(
        "one\n<!-- a:begin -->\nold\n<!-- a:end -->\ntwo\n<!-- b:begin -->\nkept\n<!-- b:end -->\n",
        "utf-8",
    )
    put_between_markers(file, "a", "new")
    assert file.read_text("utf-8") == (
        "one\n<!-- a:begin -->\nnew\n<!-- a:end -->\ntwo\n<!-- b:begin -->\nkept\n<!-- b:end -->\n"
    )
    with pytest.raises(ValueError, match="no markers for c"):
        put_between_markers(file, "c", "new")


@pytest.mark.soak
@pytest.mark.parametrize("page", ["", "es/companias/"])
def test_lighthouse_finds_nothing_to_mend_and_nothing_moves(
    output: Path, tmp_path: Path, page: str
):
    from tests.support.site_server import served

    with served(output) as server:
        score = lighthouse(f"{server.address}example/{page}", tmp_path / "report.json")
    assert {
        name: score.scores[name] for name in ("accessibility", "best-practices", "seo")
    } == dict.fromkeys(("accessibility", "best-practices", "seo"), 100)
    assert score.shift == 0
