"""The checkers of the chain read every record and page, and none of them lets a fault pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.chain_case import ENVIRONMENT, chain_steps, records_as_json
from tests.benchmarks.generate import write_project
from tests.benchmarks.measure import CommandError, run
from tests.benchmarks.peers import PEERS


def test_records_become_json_with_their_types(tmp_path: Path):
    record = tmp_path / "data" / "libraries" / "one.yml"
    record.parent.mkdir(parents=True)
    record.write_text(
        "# yaml-language-server: $schema=../schema/library.json\n"
        'from_age: 13\non_label: false\nday: 2024-05-01\nneeded: yes\nzip: "01234"\nnothing:\n',
        "utf-8",
    )
    folder = records_as_json(tmp_path, tmp_path / "json")
    assert json.loads((folder / "library" / "one.json").read_text()) == {
        "from_age": 13,
        "on_label": False,
        "day": "2024-05-01",
        "needed": "yes",
        "zip": "01234",
        "nothing": None,
    }


def test_a_record_without_a_schema_is_not_left_out_quietly(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "one.yml").write_text("name: One\n", "utf-8")
    with pytest.raises(ValueError, match=r"one\.yml names no schema"):
        records_as_json(tmp_path, tmp_path / "json")


@pytest.mark.soak
@pytest.mark.skipif(not ENVIRONMENT.is_dir(), reason="the checkers are not installed")
def test_each_checker_passes_sound_pages_and_finds_a_planted_fault(tmp_path: Path):
    project = write_project(tmp_path / "project", 1, words=40)
    place = tmp_path / "rival"
    PEERS["same facts"].prepare(project, place)
    steps = chain_steps(place, project)
    for step in steps.values():
        run(step)
    page = next(place.glob("public/es/*/laws/index.html"))
    sound = page.read_text("utf-8")
    record = next(place.parent.glob("rival-records/library/*.json"))
    for name, path, text in (
        ("linkinator", page, sound.replace("/assets/icon.svg", "/assets/no-icon.svg")),
        ("linkinator", page, sound.replace('href="#top"', 'href="#no-top"')),
        ("vnu", page, sound.replace("<main ", "<main nonsense ")),
        ("ajv", record, record.read_text("utf-8").replace('"library"', '"bookshop"')),
    ):
        kept = path.read_text("utf-8")
        assert text != kept
        path.write_text(text, "utf-8")
        with pytest.raises(CommandError):
            run(steps[name])
        path.write_text(kept, "utf-8")
