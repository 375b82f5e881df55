"""The benchmarks measure what they say.

Libraries are sound, distinct and repeatable; peers get the same prose; the table is whole. No test
asserts a time.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.benchmarks.__main__ import rows_of, sizes_for, wanted, write_report
from tests.benchmarks.cases import CASES
from tests.benchmarks.edits import users
from tests.benchmarks.generate import project_files, write_members, write_project
from tests.benchmarks.invented_libraries import (
    USED,
    VENDORS,
    library_record,
    record,
    vendor_id,
    vendor_name,
)
from tests.benchmarks.invented_names import library_id, library_name
from tests.benchmarks.invented_pages import library_pages
from tests.benchmarks.measure import CommandError, Contender, Run, pairwise_ratio, run, weigh
from tests.benchmarks.peers import ENVIRONMENT
from tests.benchmarks.plot import describe, plot
from tests.benchmarks.previews import Preview, delays
from tests.benchmarks.quick_yaml import to_yaml
from tests.benchmarks.report import BEGIN, END, put_between_markers
from tests.benchmarks.rows import NOT_MEASURED, QUICK, TINY, Point, Row, extrapolated
from tests.benchmarks.stock import LOCALES, LONG, WORDS
from tests.benchmarks.workshop import AVISO, Workshop
from tests.support.paths import ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, a system and its member."""
    return write_project(tmp_path_factory.mktemp("project"), 3, words=80)


def test_the_same_seed_makes_the_same_files():
    assert list(project_files(3, 7, 60)) == list(project_files(3, 7, 60))


def test_the_members_of_a_system_have_its_pages_and_their_own_names(tmp_path: Path):
    project = write_members(tmp_path, 4, words=40)
    records = {
        path.stem: yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
        for path in sorted((project / "data" / "libraries").glob("*.yml"))
    }
    system = library_id(1)
    assert set(records) == {library_id(index) for index in range(1, 5)}
    assert {name: one.get("system") for name, one in records.items()} == {
        name: None if name == system else system for name in records
    }
    assert len({one["name"]["en"] for one in records.values()}) == 4
    assert [path.name for path in (project / "docs").iterdir() if path.name[0] != "_"] == [system]


def test_another_seed_makes_other_pages_and_records():
    one, other = (dict(project_files(3, seed, 60)) for seed in (1, 2))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] == other[name]] == []


def test_aviso_finds_nothing_wrong_not_even_a_warning(project: Path):
    done = subprocess.run(
        [AVISO, "check"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout[:2000] + done.stderr[-2000:]


@pytest.mark.parametrize(("words", "share"), [(LONG, 0.0), (WORDS, 0.005)])
def test_no_two_libraries_share_a_paragraph(words: int, share: float):
    """Short ones may fall together by chance, a few in a thousand."""
    owners: dict[str, int] = {}
    found = [
        (paragraph, index)
        for index in range(40)
        for text in library_pages(index, 1, words).values()
        for paragraph in prose_paragraphs(text)
    ]
    shared = [
        paragraph for paragraph, index in found if owners.setdefault(paragraph, index) != index
    ]
    assert len(shared) <= share * len(found), shared


def prose_paragraphs(page: str) -> list[str]:
    """The paragraphs and lists of a page that are long enough to be somebody's own."""
    body = page.split("---\n", 2)[2]
    return [
        part
        for part in body.split("\n\n")
        if not part.startswith(("#", "{{")) and len(part.split()) > 25
    ]


def test_a_page_has_about_as_many_words_as_it_should():
    for (locale, name), text in library_pages(0, 1, LONG).items():
        words = len(" ".join(prose_paragraphs(text)).split())
        assert 480 <= words <= 780, (locale, name, words)
    mean = sum(
        len(" ".join(prose_paragraphs(text)).split()) for text in library_pages(0, 1).values()
    ) / len(library_pages(0, 1))
    assert 80 <= mean <= 150, mean


def test_names_and_ids_are_unlike():
    assert len({library_name(index)["en"] for index in range(5280)}) == 5280
    assert len({library_id(index) for index in range(5280)}) == 5280
    assert (
        len({vendor_name(number) for number in range(VENDORS)})
        == len({vendor_id(number) for number in range(VENDORS)})
        == VENDORS
    )


def test_a_tenth_uses_the_vendor_that_is_edited():
    assert len(users(1000)) == 100
    assert [len(library_record(index, 1)["vendors"]) for index in (0, 3)] == [USED, USED]


def test_records_are_written_as_yaml_that_reads_back():
    for index in range(3):
        assert yaml.load(to_yaml(record(index, 1)), yaml.CBaseLoader) == as_texts(record(index, 1))


def as_texts(value: object) -> object:
    """A record as YAML reads it without interpreting: every scalar a text."""
    if isinstance(value, dict):
        return {key: as_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_texts(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_command_line_makes_plain_pages(tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.generate",
        "--libraries",
        "3",
        "--into",
        str(tmp_path),
        "--words",
        "40",
        "--plain",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    pages = sorted(tmp_path.rglob("*.md"))
    assert len(pages) == 3 * 12 * len(LOCALES)
    assert all("{{" not in page.read_text("utf-8") for page in pages)
    for locale in LOCALES:
        heading = yaml.safe_load(
            (ROOT / "overrides" / "locales" / f"{locale}.yml").read_text("utf-8")
        )["vendors.receives"]
        assert f"| {heading} |" in (tmp_path / library_id(0) / locale / "companies.md").read_text(
            "utf-8"
        )


@pytest.mark.soak
def test_a_tiny_run_makes_the_table_and_the_plot(tmp_path: Path):
    left_out = ("serve", "inside", "setup", "chain")
    cases = [name for name in CASES if name not in left_out]
    # Hugo takes part where it is installed; the tests install nothing.
    shop = Workshop(tmp_path / "work", TINY, has_hugo=ENVIRONMENT.is_dir())
    report = tmp_path / "benchmarks.md"
    write_report(report, rows_of(shop, cases), shop, cases, 0)
    text = report.read_text("utf-8")
    for words in (
        "cold build of 2",
        "one system and its members: cold build of 2",
        "`aviso check`, the first of 2 libraries",
        "`aviso check`, of 2 libraries that were built just before",
        "`aviso check`, one page of 2 libraries changed",
        "`aviso check`, nothing changed at 2 libraries",
        "`aviso check`, of one library of 2",
        "as they travel, brotli 11",
        "long prose, 600 words a page: cold build of 2",
        "long prose, 600 words a page: bytes a library",
        "nothing changed at 4",
        "one sentence changed in one of 4",
        "one vendor changed that 1 of 4 use",
        "peak memory",
        "bytes a library",
        "floor",
        "growth",
        "estimate for 9,000",
    ):
        assert words in text
    assert "it failed" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert rows and all(row.count(" | ") == 4 for row in rows)
    assert ElementTree.parse(report.with_suffix(".svg")).getroot().tag.endswith("svg")


def test_a_preview_is_watched_until_the_page_shows_the_edit(tmp_path: Path):
    (tmp_path / "page.txt").write_text("Folio Reads", "utf-8")

    def command(host: str) -> list[str]:
        return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", host.partition(":")[2]]

    assert (
        len(delays(Preview(command, tmp_path, "page.txt", tmp_path / "page.txt", "Folio Reads"), 1))
        == 1
    )
    assert (tmp_path / "page.txt").read_text("utf-8") == "Folio Reads"


@pytest.mark.soak
def test_memory_is_that_of_all_processes_together(tmp_path: Path):
    holder = f"{sys.executable} -c 'import time; held = bytearray(60_000_000); time.sleep(0.6)'"
    watched = run(Contender(["sh", "-c", f"{holder} & {holder} & wait"], tmp_path, is_watched=True))
    assert watched.together > 110
    assert 55 < watched.largest < 110


def test_a_command_that_fails_says_why(tmp_path: Path):
    with pytest.raises(CommandError, match="no such thing"):
        run(Contender(["sh", "-c", "echo no such thing; exit 3"], tmp_path))


def test_ratios_are_taken_pair_by_pair():
    assert pairwise_ratio([Run(1), Run(2), Run(30)], [Run(10), Run(20), Run(30)]) == pytest.approx(
        0.1
    )
    assert pairwise_ratio([Run(1)], [Run(1)], scale=20) == pytest.approx(0.05)


def test_a_file_with_two_names_is_weighed_once_and_twice(tmp_path: Path):
    (tmp_path / "one").write_bytes(b"12345")
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    weight = weigh(tmp_path)
    assert (weight.files, weight.counted_fully, weight.counted_once) == (2, 10, 5)


def test_a_report_keeps_what_stands_around_the_markers(tmp_path: Path):
    report = tmp_path / "benchmarks.md"
    report.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    put_between_markers(report, "new")
    assert report.read_text("utf-8") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


def test_an_estimate_draws_the_line_on_and_never_falls():
    points = [Point(200, 4.0, 0.5, 5.0, 1.0, 300.0), Point(1000, 20.0, 0.9, 25.0, 3.0, 290.0)]
    assert extrapolated(points, 9000, "cold") == pytest.approx(180)
    assert extrapolated(points, 9000, "together") == pytest.approx(290)


def test_the_plot_has_each_line_in_light_and_in_dark_colors():
    points = [Point(50, 2.0, 0.1, 2.1, 0.9, 140.0), Point(200, 7.0, 0.2, 7.1, 1.9, 150.0)]
    drawn = ElementTree.fromstring(plot(points))
    style = drawn.findtext("{*}style") or ""
    light, _, dark = style.partition("@media (prefers-color-scheme:dark)")
    lines = {line.get("class") for line in drawn.iter("{http://www.w3.org/2000/svg}polyline")}
    assert lines == {"cold", "check", "members", "unchanged"}
    assert all(f".{line}{{" in light and f".{line}{{" in dark for line in lines)
    heights = [
        float(text.get("y", "0"))
        for text in drawn.iter("{http://www.w3.org/2000/svg}text")
        if text.get("class") and text.get("text-anchor") == "middle"
    ]
    assert min(abs(one - other) for one, other in pairwise(heights[:4])) >= 13
    assert all(words in describe(points) for words in ("2.00 s to 7.00 s", "0.90 s to 1.90 s"))


def test_a_case_that_fails_says_why_and_leaves_the_others(monkeypatch: pytest.MonkeyPatch):
    def fail(shop: Workshop) -> list[Row]:
        raise CommandError("no such thing | here")

    monkeypatch.setitem(CASES, "cold", fail)
    monkeypatch.setitem(CASES, "size", lambda shop: [Row("bytes", "1 kB", "2 kB", 0.5)])
    failed, measured = rows_of(Workshop(Path(), TINY), ["cold", "size"])
    assert (failed.aviso, failed.ratio) == (NOT_MEASURED, None)
    assert "no such thing \\| here" in failed.against
    assert measured.ratio == 0.5


def test_quick_is_quick():
    assert sizes_for(wanted(["--quick"])) == QUICK
    assert sizes_for(wanted(["--full"])).growth[-1] == 5000
