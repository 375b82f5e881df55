"""What Aviso did not make is neither replaced nor deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.build.output import Output
from aviso.build.ownership import NoStamp, report_foreign
from aviso.build.stamps import STAMP, read_proven_files, read_stamp, write_stamp
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile, MarkedFile, write_marked
from tests.support.outputs import new_site, published, refused, site, stamped, texts


def test_a_folder_that_aviso_did_not_make_is_not_exchanged(output: Output, tmp_path: Path) -> None:
    site(output.folder / "elm", "mine", "thesis/one.txt")
    assert "index.html, thesis/one.txt" in refused(output, "elm", new_site(tmp_path))


def test_a_file_put_into_a_site_is_not_lost(output: Output, tmp_path: Path) -> None:
    published(output, "elm")
    for name in ("a.txt", "b.txt", "c/d.txt", "e.txt"):
        path = output.folder / "elm" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", "utf-8")
    said = refused(output, "elm", new_site(tmp_path))
    assert "a.txt, b.txt, c/d.txt and 1 more" in said and "index.html" not in said


def test_links_in_a_site_are_not_lost(output: Output, tmp_path: Path) -> None:
    published(output, "elm")
    mine = site(tmp_path / "mine", "mine")
    (output.folder / "elm" / "folder").symlink_to(mine)
    (output.folder / "elm" / "index.html").unlink()
    (output.folder / "elm" / "index.html").symlink_to(mine / "index.html")
    assert "folder, index.html" in refused(output, "elm", new_site(tmp_path))


@pytest.mark.parametrize("kind", ["link", "dangling link", "file"])
def test_what_is_no_folder_is_not_replaced(output: Output, tmp_path: Path, kind: str) -> None:
    place = output.folder / "elm"
    if kind == "file":
        place.write_text("mine", "utf-8")
    else:
        place.symlink_to(site(tmp_path / "mine", "x") if kind == "link" else tmp_path / "nowhere")
    assert "is a link or a file" in refused(output, "elm", new_site(tmp_path))


def test_an_empty_folder_is_nobodys(output: Output, tmp_path: Path) -> None:
    (output.folder / "elm" / "empty").mkdir(parents=True)
    output.publish("elm", new_site(tmp_path))
    assert texts(output.folder) == {"elm/index.html": "new", "elm/a/b.html": "new"}


def test_a_file_that_is_already_as_it_will_be_is_no_loss(output: Output, tmp_path: Path) -> None:
    """So a site whose stamp was lost is published again, as long as nothing else has changed."""
    site(output.folder / "elm", "new")
    output.publish("elm", new_site(tmp_path))
    assert "elm/a/b.html" in texts(output.folder)


def test_a_site_is_not_taken_for_that_of_another_library(output: Output, tmp_path: Path) -> None:
    stamped(site(output.folder / "elm", "a copy"), "fir")
    assert "index.html" in refused(output, "elm", new_site(tmp_path))
    assert output.read_site_stamp("elm") == {} and output.find_obsolete({"fir"}) == []


@pytest.mark.parametrize(
    "value",
    [
        {"files": {"index.html": [3, "x"]}, "inputs": {"members of elm": "x"}, "card": None},
        {"files": ["index.html"], "form": 1},
        {"files": {"index.html": None}, "form": 99, "site": "elm"},
    ],
)
def test_a_sound_stamp_of_another_form_proves_the_files_that_it_lists(
    output: Output, tmp_path: Path, value: dict[str, object]
) -> None:
    place = site(output.folder / "elm", "old")
    write_stamp(place, value)
    output.publish("elm", new_site(tmp_path))
    assert texts(place)["index.html"] == "new"
    (place / "mine.txt").write_text("mine", "utf-8")
    write_stamp(place, value)
    assert "mine.txt" in refused(output, "elm", new_site(tmp_path))


@pytest.mark.parametrize("text", ["{", "[]", '{"files":{"index.html":[4,"x"]}}', ""])
def test_a_damaged_stamp_proves_nothing(output: Output, tmp_path: Path, text: str) -> None:
    place = site(output.folder / "elm", "mine")
    (place / STAMP).write_text(text, "utf-8")
    assert output.read_site_stamp("elm") == {}
    assert "index.html" in refused(output, "elm", new_site(tmp_path))


@pytest.mark.parametrize("stamp", [None, "", "{"])
@pytest.mark.parametrize("site_id", ["elm", FRONT])
def test_a_lost_stamp_is_named_and_nothing_is_lost(
    output: Output, tmp_path: Path, stamp: str | None, site_id: str
) -> None:
    """A copy without names that begin with a dot has lost it; then the sources change."""
    place = site(output.locate_site(site_id), "old", "about/index.html")
    if stamp is not None:
        (place / STAMP).write_text(stamp, "utf-8")
    with pytest.raises(NoStamp, match=r"\.aviso\.json") as caught:
        output.publish(site_id, stamped(site(tmp_path / "new", "new"), site_id))
    assert set(texts(place).values()) == {"old"} and "Nothing there was changed" in str(
        caught.value
    )
    assert "index.html" in caught.value.message and str(place) in caught.value.hint
    assert report_foreign("public/elm", caught.value).rule == "build/no-stamp"
    # What the hint says helps.
    shutil.rmtree(output.folder)
    output.folder.mkdir()
    output.publish(site_id, stamped(site(tmp_path / "new", "new"), site_id))
    assert texts(place) == {"index.html": "new"}


OUTSIDE = ["../mine.txt", "/mine.txt", "a/../../mine.txt", "./mine.txt", "a//b", "", "..", "a/.."]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_stamp_that_lists_what_is_outside_is_not_believed(tmp_path: Path, name: str) -> None:
    place = tmp_path / "elm"
    place.mkdir()
    files = {"index.html": [3, "x"], ".well-known/gpc.json": [1, "x"]}
    write_stamp(place, {"site": "elm", "inputs": {}, "files": files, "card": None})
    assert read_stamp(place)["files"] == files
    write_stamp(
        place, {"site": "s", "inputs": {}, "files": {**files, name: [1, "x"]}, "card": None}
    )
    with pytest.raises(ValueError, match="outside"):
        read_stamp(place)
    assert read_proven_files(place, "s") == set(files)


def test_a_library_that_is_no_more_keeps_what_somebody_put_there(output: Output) -> None:
    published(output, "gone")
    (output.folder / "gone" / "mine.txt").write_text("mine", "utf-8")
    with output.lock(), pytest.raises(ForeignFile, match=r"mine\.txt"):
        output.remove("gone")
    assert texts(output.folder) == {"gone/index.html": "gone", "gone/mine.txt": "mine"}


def test_a_circle_of_links_is_no_place_for_an_output(tmp_path: Path) -> None:
    """``Path.resolve`` raises RuntimeError there, which nobody expects."""
    circle = tmp_path / "circle"
    circle.symlink_to("circle")
    with pytest.raises(OSError), Output(circle).lock():
        pass
    with pytest.raises(ForeignFile, match="is there already"):
        write_marked([MarkedFile(circle, b"made", b"made")])
    assert circle.is_symlink()
