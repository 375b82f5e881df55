"""Each peer lays out the same prose and vendors; the fair rival lays out the same facts."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

import pytest

from tests.benchmarks.generate import write_project
from tests.benchmarks.invented_libraries import VENDORS, library_record, vendor_id, vendor_name
from tests.benchmarks.invented_names import is_member, library_id
from tests.benchmarks.measure import weigh
from tests.benchmarks.peers import ENVIRONMENT, PEERS
from tests.benchmarks.test_benchmarks import prose_paragraphs
from tests.benchmarks.workshop import AVISO


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, a system and its member."""
    return write_project(tmp_path_factory.mktemp("project"), 3, words=80)


@pytest.mark.parametrize("peer", PEERS)
def test_peers_get_the_same_prose_and_vendors(project: Path, tmp_path: Path, peer: str):
    PEERS[peer].prepare(project, tmp_path)
    written = "\n".join(path.read_text("utf-8") for path in sorted(tmp_path.rglob("*.md")))
    compared = 0
    for page in (
        path
        for index in range(3)
        if not is_member(index)
        for path in (project / "docs" / library_id(index)).rglob("*.md")
    ):
        for paragraph in prose_paragraphs(page.read_text("utf-8")):
            # Peers write links and references otherwise, or leave them out.
            sentences = [
                one for one in re.split(r"(?<=\.) ", paragraph) if not {"[", "{", "}"} & set(one)
            ]
            assert [one for one in sentences if one not in written] == []
            compared += len(sentences)
    assert compared > 20
    vendors = written + "".join(
        path.read_text("utf-8")
        for name in ("data/uses.json", "data/libraries/*.yml")
        for path in tmp_path.rglob(name)
    )
    for use in library_record(0, 1)["vendors"]:
        name = next(
            vendor_name(number) for number in range(VENDORS) if vendor_id(number) == use["vendor"]
        )
        ways = (name, f'"{use["vendor"]}"', f"vendor: {use['vendor']}\n")
        assert any(way in vendors for way in ways)


@pytest.mark.soak
@pytest.mark.skipif(not ENVIRONMENT.is_dir(), reason="Hugo is not installed")
def test_the_fair_rival_shows_the_same_facts_in_as_many_bytes(project: Path, tmp_path: Path):
    subprocess.run([AVISO, "build"], cwd=project, check=True, capture_output=True)
    PEERS["same facts"].prepare(project, tmp_path)
    subprocess.run(PEERS["same facts"].command(tmp_path), check=True)
    facts = library_record(0, 1)
    site = tmp_path / "public" / library_id(0)
    pages = html.unescape("".join(page.read_text("utf-8") for page in site.rglob("*.html")))
    texts = [
        statement["text"]["en"]
        for document in facts["documents"]
        for statement in document["statements"]
    ]
    for name, field in (
        ("practices", "note"),
        ("commitments", "text"),
        ("disclosures", "condition"),
        ("age_rules", "never"),
        ("vendors", "note"),
        ("laws", "note"),
        ("open_questions", "text"),
    ):
        texts += [entry[field]["en"] for entry in facts[name]]
    assert [text for text in texts if text not in pages] == []
    ours, theirs = weigh(project / "public"), weigh(tmp_path / "public")
    assert 0.8 < theirs.counted_once / ours.counted_once < 1.2
