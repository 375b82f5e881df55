"""A list divided among machines is divided evenly and whole.

What the machines built is joined into what one would have built.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aviso.build.shards import select_shard
from aviso.content.pages import FRONT
from tests.support.aviso_run import Run
from tests.support.project import Project
from tests.support.trees import assert_same, tree
from tests.support.warm_process import Warm

IDS = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo")
SHARDS = ("one", "two", "three")
NAMES = st.lists(
    st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True), unique=True, max_size=80
)


@given(NAMES, st.integers(1, 12))
def test_parts_are_complete_and_even(names: list[str], count: int) -> None:
    parts = [select_shard([FRONT, *names], number, count) for number in range(1, count + 1)]
    assert sorted(name for one in parts for name in one) == sorted(names)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@given(NAMES, st.integers(1, 12), st.randoms())
def test_parts_are_the_same_on_every_machine(names: list[str], count: int, random: object) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for number in range(1, count + 1):
        assert select_shard(names, number, count) == select_shard([*shuffled, FRONT], number, count)


def test_parts_are_those_of_yesterday() -> None:
    """Machines may have different versions of Python: the parts are fixed here."""
    assert [select_shard(list(IDS), number, 3) for number in (1, 2, 3)] == [
        ["alder", "dogwood", "ginkgo"],
        ["birch", "cedar"],
        ["elm", "fir"],
    ]


@pytest.fixture(scope="module")
def sharded(scripts: Path, warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project, the outputs of its three shards, and a plain build of all in ``plain``."""
    project = Project.tiny(tmp_path_factory.mktemp("shards") / "project", scripts, tiny=IDS)
    project.add_member("annex", "alder")
    project.replace("data/libraries/alder.yml", "kind: library", "kind: system")
    for number, name in enumerate(SHARDS, 1):
        build_shard(project, warm, number, name).sound()
    warm.aviso(project, "build", "--jobs", "1", "--output", str(project.root / "plain")).sound()
    return project


def of_the_second(project: Project) -> str:
    """A library of the second shard that no other is made of."""
    return next(
        library
        for library in select_shard(project.libraries, 2, 3)
        if library not in ("alder", "annex")
    )


@pytest.fixture
def project(sharded: Project, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project(shutil.copytree(sharded.root, tmp_path / "copy"))


def build_shard(project: Project, warm: Warm, number: int, name: str) -> Run:
    """Build one of three shards into a folder of its name."""
    return warm.aviso(
        project,
        "build",
        "--jobs",
        "1",
        "--shard",
        f"{number}/3",
        "--output",
        str(project.root / name),
    )


def publish(project: Project, warm: Warm, *shards: str) -> Run:
    """Join shards in public/."""
    return warm.aviso(
        project, "publish", *(str(project.root / shard) for shard in shards), "--explain"
    )


def test_a_shard_is_its_part_and_no_front_page(sharded: Project) -> None:
    for number, name in enumerate(SHARDS, 1):
        assert sorted(path.name for path in (sharded.root / name).iterdir()) == select_shard(
            sharded.libraries, number, 3
        )


def test_joined_shards_are_a_plain_build(project: Project, warm: Warm) -> None:
    run = publish(project, warm, *SHARDS).sound()
    assert run.made == {*project.libraries, FRONT}
    assert_same(project.public, project.root / "plain")
    assert publish(project, warm, *reversed(SHARDS)).sound().made == set()
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == set(), (
        "a plain build goes on from there"
    )


def test_a_change_after_shards_were_joined(project: Project, warm: Warm) -> None:
    publish(project, warm, *SHARDS).sound()
    project.replace("docs/birch/en/collect.md", "Some words", "Other words")
    for number, name in enumerate(SHARDS, 1):
        build_shard(project, warm, number, name).sound()
    assert publish(project, warm, *SHARDS).sound().made == {"birch"}
    assert "Other words" in (project.public / "birch/collect/index.html").read_text("utf-8")


def test_a_missing_shard_is_named_by_its_libraries(project: Project, warm: Warm) -> None:
    run = publish(project, warm, "one", "three")
    missing = set(select_shard(project.libraries, 2, 3))
    assert run.status == 1 and run.failed == missing
    for library in missing:
        assert (
            f"data/libraries/{library}.yml, line 1: no shard holds this library's site" in run.text
        )
    assert {path.name for path in project.public.iterdir()} & {*IDS, "annex"} == {
        *IDS,
        "annex",
    } - missing
    front = (project.public / "index.html").read_text("utf-8")
    assert not [library for library in missing if f"{library}/" in front]


def test_a_shard_folder_that_is_not_there(project: Project, warm: Warm) -> None:
    run = publish(project, warm, "one", "two", "four")
    assert run.status == 2 and str(project.root / "four") in run.text
    assert not project.public.exists()


@pytest.mark.parametrize("damage", ["deleted", "cut short", "changed", "emptied", "stamp changed"])
def test_a_damaged_shard_is_named_and_the_old_site_stands(
    project: Project, warm: Warm, damage: str
) -> None:
    publish(project, warm, *SHARDS).sound()
    old = tree(project.public)
    library = of_the_second(project)
    page = project.root / "two" / library / "index.html"
    stamp = page.with_name(".aviso.json")
    {
        "deleted": page.unlink,
        "cut short": lambda: page.write_bytes(page.read_bytes()[:-9]),
        "changed": lambda: page.write_bytes(page.read_bytes().replace(b"privacy", b"privaci", 1)),
        "emptied": lambda: shutil.rmtree(page.parent),
        "stamp changed": lambda: stamp.write_bytes(
            stamp.read_bytes().replace(b'"inputs"', b'"output"', 1)
        ),
    }[damage]()  # type: ignore[operator]
    run = publish(project, warm, *SHARDS)
    assert (
        run.status == 1
        and run.failed == {library}
        and library in run.text
        and "Traceback" not in run.text
    )
    assert tree(project.public) == old


def test_a_shard_that_was_built_before_the_last_change_is_named(
    project: Project, warm: Warm
) -> None:
    """Shards that another build left must not bring an old site back."""
    publish(project, warm, *SHARDS).sound()
    library = of_the_second(project)
    project.replace(f"data/libraries/{library}.yml", "desk@", "front-desk@")
    build_shard(project, warm, 1, "one").sound()
    run = publish(project, warm, *SHARDS)
    assert run.status == 1 and run.failed == {library}
    assert f"data/libraries/{library}.yml" in run.text and "two" in run.text
    build_shard(project, warm, 2, "two").sound()
    assert publish(project, warm, *SHARDS).sound().made == {library}


def test_of_two_shards_that_hold_a_library_the_current_one_counts(
    project: Project, warm: Warm
) -> None:
    """Adding a library may move others to another shard; the earlier one keeps their old sites."""
    library = of_the_second(project)
    for name in ("one", "three"):
        shutil.copytree(project.root / "two" / library, project.root / name / library)
    project.replace(f"data/libraries/{library}.yml", "desk@", "front-desk@")
    build_shard(project, warm, 2, "two").sound()
    publish(project, warm, *SHARDS).sound()
    assert "front-desk@" in (project.public / library / "index.html").read_text("utf-8")


def test_a_library_with_problems_fails_its_shard_and_the_join(project: Project, warm: Warm) -> None:
    publish(project, warm, *SHARDS).sound()
    old = tree(project.public)
    library = of_the_second(project)
    project.replace(f"docs/{library}/en/collect.md", "Some words", "{{ nothing() }}")
    run = build_shard(project, warm, 2, "two")
    assert run.status == 1 and run.failed == {library}
    run = publish(project, warm, *SHARDS)
    assert run.status == 1 and run.failed == {library}
    assert tree(project.public) == old


@pytest.mark.parametrize("written", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", ""])
def test_what_is_no_shard_is_said_to_be_none(written: str, sharded: Project, warm: Warm) -> None:
    run = warm.aviso(sharded, "build", "--shard", written, "--output", str(sharded.root / "none"))
    assert run.status == 2 and "is not a shard; write it like 3/10" in run.text
    assert not (sharded.root / "none").exists()


def test_more_shards_than_libraries(project: Project, warm: Warm) -> None:
    for number in range(1, 11):
        warm.aviso(
            project,
            "build",
            "--jobs",
            "1",
            "--shard",
            f"{number}/10",
            "--output",
            str(project.root / f"s{number}"),
        ).sound()
    names = [f"s{number}" for number in range(1, 11)]
    publish(project, warm, *names).sound()
    assert_same(project.public, project.root / "plain")
