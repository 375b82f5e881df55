"""Sites are published and removed, and only one build has an output folder at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.build.output import Output, OutputInUse
from aviso.core.atomic_write import ForeignFile
from tests.support.outputs import published, site, stamped, texts


def test_a_library_is_published_in_its_folder_and_others_are_left_alone(
    output: Output, tmp_path: Path
) -> None:
    stamped(site(output.folder / "elm", "old", "gone.html"), "elm")
    site(output.folder / "other", "other")
    output.publish("elm", stamped(site(tmp_path / "built", "new"), "elm"))
    assert texts(output.folder) == {"elm/index.html": "new", "other/index.html": "other"}


def test_a_library_that_cannot_be_published_keeps_its_old_site(
    output: Output, tmp_path: Path
) -> None:
    site(output.folder / "elm", "old")
    with pytest.raises(OSError, match=r"."):
        output.publish("elm", tmp_path / "never built")
    assert texts(output.folder) == {"elm/index.html": "old"}


def test_a_library_that_is_no_more_is_removed_and_a_folder_of_others_is_not(output: Output) -> None:
    published(output, "elm", "gone")
    site(output.folder / "pictures", "x")
    with output.lock():
        assert output.find_obsolete({"elm"}) == ["gone"]
        output.remove("gone")
    assert set(texts(output.folder)) == {"elm/index.html", "pictures/index.html"}


def test_what_is_published_is_known_by_its_stamp(output: Output) -> None:
    published(output, "elm", "example")
    site(output.folder / "pictures", "x")
    assert output.list_published() == ["elm", "example"]


def test_two_builds_cannot_have_one_output(output: Output) -> None:
    with output.lock(), pytest.raises(OutputInUse), Output(output.folder).lock():
        pass


def test_the_staging_folder_is_empty_at_first_and_gone_at_last(output: Output) -> None:
    for _ in range(2):
        with output.lock():
            assert texts(output.staging) == {}
            site(output.staging / "elm", "x")
            kept = output.folder.parent / "kept"
            shutil.copytree(output.staging, kept)
        # As a build that was killed leaves it.
        shutil.move(kept, output.staging)
    with output.lock():
        assert texts(output.staging) == {}
        site(output.staging / "elm", "x")
    assert not output.staging.exists()


def test_a_staging_folder_of_somebody_else_is_left_alone(output: Output) -> None:
    site(output.staging, "mine")
    with pytest.raises(ForeignFile, match="Move it elsewhere"), output.lock():
        pass
    assert texts(output.staging) == {"index.html": "mine"}


def test_a_link_in_the_place_of_the_staging_folder_is_left_alone(output: Output) -> None:
    mine = site(output.folder.parent / "mine", "mine")
    output.staging.symlink_to(mine)
    with pytest.raises(ForeignFile), output.lock():
        pass
    assert texts(mine) == {"index.html": "mine"} and output.staging.is_symlink()


def test_a_file_with_the_name_of_the_lock_is_left_as_it_is(output: Output) -> None:
    lock = output.folder.parent / ".public.lock"
    lock.write_text("mine", "utf-8")
    with pytest.raises(ForeignFile, match="Aviso did not write it"), output.lock():
        pass
    assert lock.read_text("utf-8") == "mine"
