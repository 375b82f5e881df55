"""Which libraries belong together, and where each is published.

It is read from records however their YAML is written.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aviso.build.assemble import assemble_site
from aviso.build.aviso_digest import digest_aviso
from aviso.build.check_inputs import CheckInputs
from aviso.build.fingerprints import Fingerprints
from aviso.build.incremental import Outcome
from aviso.checks.library_names import collect_names
from aviso.content.pages import FRONT
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.diagnostics import has_errors
from aviso.core.yaml_positions import parse_yaml
from aviso.model import membership as families
from aviso.model.membership import HEADS_FILE, MembershipHeader, find_family, read_head, read_heads
from aviso.model.repository import load_records
from tests.support.project import Project

SYSTEM, BRANCH, OTHER = "riverside", "riverside-branch", "hillside"
WRITTEN = "system: riverside\n"
NAMES = ("Riverside Branch", "Sucursal Riverside", "Branch", "Sucursal")
# The record of the member.
RECORD = f"data/libraries/{BRANCH}.yml"
# Every way of writing that YAML has for one line of a mapping.
FORMS = (
    "system : riverside\n",
    "system:    riverside   # the library whose notice this is\n",
    '"system": riverside\n',
    "'system': 'riverside'\n",
    'system: "riverside"\n',
    'system: " riverside "\n',
    "system:\n  riverside\n",
    "system:  # the name of its file\n\n  riverside\n",
    "? system\n: riverside\n",
    "system: >-\n  riverside\n",
    "system: |\n  riverside\n",
    '"\\x73ystem": "river\\x73ide"\n',
)


@pytest.fixture(autouse=True)
def nothing_is_kept(small_project: Project) -> None:
    """The project's folder stays the same from test to test, and with it what was kept there."""
    (small_project / HEADS_FILE).unlink(missing_ok=True)


def add_library(project: Project) -> None:
    """Add a library of its own.

    It has nothing to do with the others, and its id comes after theirs.
    """
    record = f"data/libraries/{OTHER}.yml"
    project.write(record, project.read(f"data/libraries/{SYSTEM}.yml"))
    project.replace(record, "kind: system", "kind: library")
    project.replace(record, "notices.example.org/riverside/", f"notices.example.org/{OTHER}/")
    shutil.copytree(project / "docs" / SYSTEM, project / "docs" / OTHER)


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {site_id: outcome.state for site_id, outcome in outcomes.items()}


@pytest.mark.parametrize("form", FORMS)
def test_a_member_is_known_however_its_system_is_written(form: str, small_project: Project) -> None:
    small_project.replace(RECORD, WRITTEN, form)
    assert read_head((small_project / RECORD).read_bytes()).system == SYSTEM
    assert Fingerprints(small_project.opened).list_family(BRANCH) == (BRANCH, SYSTEM)
    assert Fingerprints(small_project.opened).list_family(SYSTEM) == (SYSTEM, BRANCH)
    assert find_family(small_project.opened, BRANCH) == [BRANCH, SYSTEM]
    assert not has_errors(small_project.check())


@pytest.mark.parametrize("form", FORMS[:3])
def test_its_site_is_built_and_so_are_all_others(
    form: str, small_project: Project, tmp_path: Path
) -> None:
    small_project.replace(RECORD, WRITTEN, form)
    assert set(states(small_project.publish(to=tmp_path / "public")).values()) == {"published"}


def test_a_record_in_one_pair_of_braces_is_read_as_well(small_project: Project) -> None:
    value = yaml.load(small_project.read(RECORD), yaml.BaseLoader)
    small_project.write(RECORD, json.dumps(value))
    head = MembershipHeader(SYSTEM, value["address"], NAMES)
    assert read_head((small_project / RECORD).read_bytes()) == head
    small_project.write(RECORD, yaml.dump(value, default_flow_style=True))
    assert read_head((small_project / RECORD).read_bytes()) == head


@pytest.mark.parametrize(
    "text",
    [
        "note: |\n  system: riverside\n",
        "other:\n  system: riverside\n",
        "# system: riverside\n",
        "list:\n- system: riverside\n",
        'note: "\nsystem: riverside"\n',
    ],
)
def test_what_only_looks_like_the_key_is_none(text: str) -> None:
    assert read_head(text.encode()) == MembershipHeader(None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[",
        b"- a",
        b"a: &x [*x]",
        b"\x00",
        b"system: [a",
        b"system: {a: b}",
        b"? [a]\n: b",
    ],
)
def test_a_record_that_cannot_be_read_has_no_head(content: bytes) -> None:
    assert read_head(content) == MembershipHeader(None, None)


RECORDS = st.dictionaries(
    st.sampled_from(["system", "address", "kind", "name", "a"]),
    st.sampled_from(
        ["member", "library", " b ", "", "~", "c: d", "# e", ["system"], {"system": "x"}]
    ),
)


@given(RECORDS, st.booleans(), st.sampled_from([None, "'", '"', "|"]))
def test_the_short_reading_says_what_the_whole_one_says(
    record: dict[str, Any], is_flow: bool, style: str | None
) -> None:
    text = yaml.dump(record, default_flow_style=is_flow, default_style=style, sort_keys=False)
    marked = parse_yaml(text, "a.yml")[0]
    if marked is None:
        return
    whole = {
        key: value.strip() if isinstance(value, str) else None
        for key, value in marked.value.items()
    }
    found = read_head(text.encode())
    assert found.address == whole.get("address")
    if whole.get("kind") not in ("library", "system"):
        assert found.system == whole.get("system")


@pytest.mark.parametrize(
    ("system", "reported"),
    [
        ("riversid", 'library "riversid" is not in data/libraries/. Did you mean "riverside"?'),
        (BRANCH, "the library names itself as its system"),
        (OTHER, f'"{OTHER}" is not a system'),
        ("es", 'library "es" is not in data/libraries/'),
        ("~", "so the library must name its system"),
        ("[riverside]", "system must be a single text"),
        (f"{SYSTEM}\nsystem: {OTHER}", 'the key "system" appears twice'),
    ],
)
def test_a_system_that_is_none_is_reported_and_stops_this_library_only(
    system: str, reported: str, small_project: Project, tmp_path: Path
) -> None:
    add_library(small_project)
    small_project.replace(RECORD, WRITTEN, f"system: {system}\n")
    outcomes = small_project.publish(to=tmp_path / "public")
    assert states(outcomes) == {
        SYSTEM: "published",
        BRANCH: "failed",
        OTHER: "published",
        FRONT: "published",
    }
    assert reported in " ".join(
        f"{problem.message}. {problem.hint}" for problem in outcomes[BRANCH].problems
    )
    assert has_errors(small_project.check())


def test_the_system_is_read_with_its_member_whatever_is_asked_for(small_project: Project) -> None:
    """What a coordinating process knows of a record can be older than the record."""
    assert sorted(load_records(small_project.opened, [BRANCH])[0].libraries) == [SYSTEM, BRANCH][:2]
    assert assemble_site(small_project.opened, BRANCH, [BRANCH]).id == BRANCH


def test_an_address_that_another_library_has_is_reported_in_any_writing(
    small_project: Project, tmp_path: Path
) -> None:
    small_project.replace(
        RECORD,
        "address: https://notices.example.org/riverside-branch/",
        '"address" : https://notices.example.org/riverside/',
    )
    outcomes = small_project.publish(to=tmp_path / "public")
    assert outcomes[BRANCH].state == "failed"
    assert f'has the same address as the library "{SYSTEM}"' in outcomes[BRANCH].problems[0].message


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The contents of the records that were read as YAML."""
    read: list[bytes] = []
    monkeypatch.setattr(
        families, "read_head", lambda content: read.append(content) or read_head(content)
    )
    return read


def test_a_record_that_has_not_changed_is_not_read_again(
    small_project: Project, counted: list[bytes]
) -> None:
    before = Fingerprints(small_project.opened).systems
    assert len(counted) == 2
    assert Fingerprints(small_project.opened).systems == before and len(counted) == 2
    small_project.replace(RECORD, WRITTEN, "system: elsewhere\n")
    assert (
        Fingerprints(small_project.opened).systems == {**before, BRANCH: "elsewhere"}
        and len(counted) == 3
    )


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"{", b"\xff", b'{"aviso": "other", "heads": {}}', b'{"heads": []}']
)
def test_what_was_kept_can_be_lost_or_harmed(
    kept: bytes, small_project: Project, counted: list[bytes]
) -> None:
    before = Fingerprints(small_project.opened).systems
    small_project.write(HEADS_FILE, kept)
    assert Fingerprints(small_project.opened).systems == before and len(counted) == 4


HARMED = ("x", [], ["x"], [1, 2], [None, None, "x"], [None, None, [1]], None, {"system": "x"})


def test_one_harmed_entry_is_read_again(small_project: Project, counted: list[bytes]) -> None:
    before = Fingerprints(small_project.opened).systems
    opened = small_project.opened
    path, purpose = small_project / HEADS_FILE, f"heads {digest_aviso(opened)}"
    value = json.loads(read_cache_file(path, purpose) or b"")
    name = next(iter(value))
    for harmed in HARMED:
        value[name] = harmed
        write_cache_file(opened.root, path, json.dumps(value).encode(), purpose)
        counted.clear()
        assert Fingerprints(small_project.opened).systems == before and len(counted) == 1


def test_the_names_of_libraries_follow_their_records(
    small_project: Project, counted: list[bytes]
) -> None:
    """A site is built or checked without reading the beginning of every record again."""
    assert CheckInputs(small_project.opened).heads == read_heads(small_project.opened)
    counted.clear()
    opened = small_project.opened
    opened.take_over(read_heads, CheckInputs(opened).heads)
    assert {*NAMES[:2]} <= collect_names(opened).owners.keys()
    assert not counted
    small_project.replace(RECORD, "Sucursal Riverside", "Sucursal An\u0303il")
    opened = small_project.opened
    opened.take_over(read_heads, CheckInputs(opened).heads)
    assert {NAMES[0], "Sucursal A\u00f1il"} <= collect_names(opened).owners.keys()
    assert len(counted) == 1


def test_another_aviso_does_not_believe_what_was_kept(
    small_project: Project, counted: list[bytes]
) -> None:
    before = Fingerprints(small_project.opened).systems
    small_project.replace("mkdocs.yml", "site_name", "site_name ")
    assert Fingerprints(small_project.opened).systems == before and len(counted) == 4


def test_a_project_that_cannot_be_written_to_is_read_all_the_same(small_project: Project) -> None:
    (small_project / HEADS_FILE).mkdir(parents=True)
    try:
        assert Fingerprints(small_project.opened).systems == {SYSTEM: None, BRANCH: SYSTEM}
        assert list(small_project.root.glob(".aviso/heads.*")) == [small_project / HEADS_FILE]
    finally:
        (small_project / HEADS_FILE).rmdir()
