"""The output folder (``aviso.build.output``).

Sites are swapped in one step, and a failure leaves what was there.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.build import output as publish
from aviso.build.file_digests import digest
from aviso.build.output import Output, OutputInUse, exchange
from aviso.build.stamps import STAMP, read_proven_files, read_stamp, write_stamp
from aviso.content.pages import FRONT
from aviso.core.atomic_write import NotOurs


def site(folder: Path, text: str, *more: str) -> Path:
    """A built site of a few files."""
    for name in ("index.html", *more):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def stamped(folder: Path, site_id: str) -> Path:
    """The same folder with the stamp of the site that it holds."""
    listing = {name: [len(text), digest(text.encode())] for name, text in texts(folder).items()}
    write_stamp(folder, {"site": site_id, "inputs": {}, "files": listing, "card": None})
    return folder


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder, without those that Aviso keeps for itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """An empty output folder."""
    folder = Output(tmp_path / "public")
    folder.folder.mkdir()
    return folder


@pytest.fixture(params=["by the kernel", "by two renames"])
def swap(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path, Path], None]:
    """The exchange, once as Linux does it and once as other systems do."""
    if request.param == "by two renames":
        monkeypatch.setattr(publish, "_exchange_in_kernel", lambda one, other: False)
    return exchange


def test_the_new_takes_the_place_of_the_old_and_the_old_that_of_the_new(
    tmp_path: Path, swap: Callable[[Path, Path], None]
) -> None:
    new, place = (
        site(tmp_path / "new", "new", "a/b.html"),
        site(tmp_path / "place", "old", "c.html"),
    )
    swap(new, place)
    assert texts(place) == {"index.html": "new", "a/b.html": "new"} and texts(new) == {
        "index.html": "old",
        "c.html": "old",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "place"]


def test_where_nothing_stood_the_new_is_put(
    tmp_path: Path, swap: Callable[[Path, Path], None]
) -> None:
    swap(site(tmp_path / "new", "new"), tmp_path / "place")
    assert texts(tmp_path / "place") == {"index.html": "new"} and not (tmp_path / "new").exists()


def test_a_rename_that_fails_leaves_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, place = site(tmp_path / "new", "new"), site(tmp_path / "place", "old")
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path == new:
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(publish, "_exchange_in_kernel", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="No space left"):
        exchange(new, place)
    assert texts(place) == {"index.html": "old"} and texts(new) == {"index.html": "new"}


def test_an_exchange_that_the_kernel_refuses_leaves_both(tmp_path: Path) -> None:
    place = site(tmp_path / "place", "old")
    with pytest.raises(OSError, match="No such file"):
        exchange(tmp_path / "nowhere", place)
    assert texts(place) == {"index.html": "old"}


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


def front(folder: Path, text: str, *more: str) -> Path:
    """A built front page with its stamp."""
    return stamped(site(folder, text, *more), FRONT)


def test_the_front_page_stands_beside_the_libraries(output: Output, tmp_path: Path) -> None:
    site(output.folder / "elm", "elm")
    output.publish(FRONT, front(tmp_path / "built", "front", "es/index.html", "assets/notice.css"))
    assert set(texts(output.folder)) == {
        "index.html",
        "es/index.html",
        "assets/notice.css",
        "elm/index.html",
    }


def test_a_new_front_page_takes_away_what_the_old_had_and_nothing_else(
    output: Output, tmp_path: Path
) -> None:
    (output.folder / "CNAME").write_text("notices.example.org", "utf-8")
    output.publish(FRONT, front(tmp_path / "first", "1", "search/index.html"))
    output.publish(FRONT, front(tmp_path / "second", "2"))
    assert texts(output.folder) == {"index.html": "2", "CNAME": "notices.example.org"}


def published(output: Output, *names: str) -> None:
    """Publish libraries."""
    for name in names:
        stamped(site(output.folder / name, name), name)


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
    with pytest.raises(NotOurs, match="Move it elsewhere"), output.lock():
        pass
    assert texts(output.staging) == {"index.html": "mine"}


def test_a_link_in_the_place_of_the_staging_folder_is_left_alone(output: Output) -> None:
    mine = site(output.folder.parent / "mine", "mine")
    output.staging.symlink_to(mine)
    with pytest.raises(NotOurs), output.lock():
        pass
    assert texts(mine) == {"index.html": "mine"} and output.staging.is_symlink()


def test_a_file_with_the_name_of_the_lock_is_left_as_it_is(output: Output) -> None:
    lock = output.folder.parent / ".public.lock"
    lock.write_text("mine", "utf-8")
    with pytest.raises(NotOurs, match="Aviso did not write it"), output.lock():
        pass
    assert lock.read_text("utf-8") == "mine"


def state(folder: Path) -> dict[Path, tuple[int, int]]:
    """Everything in a folder, with what tells whether it was touched."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {path: (one.st_ino, one.st_ctime_ns) for path, one in found.items()}


def refused(output: Output, site_id: str, built: Path) -> str:
    """What is said when a site is not published; nothing in the output has changed then."""
    before = state(output.folder)
    with pytest.raises(NotOurs) as caught:
        output.publish(site_id, built)
    assert state(output.folder) == before
    return str(caught.value)


def new_site(tmp_path: Path) -> Path:
    """A built site."""
    return stamped(site(tmp_path / "built", "new", "a/b.html"), "elm")


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


def test_the_front_page_deletes_nothing_outside(output: Output, tmp_path: Path) -> None:
    output.publish(FRONT, front(tmp_path / "first", "1", "es/index.html", "old/index.html"))
    mine = site(tmp_path / "mine", "mine")
    shutil.rmtree(output.folder / "old")
    (output.folder / "old").symlink_to(mine)
    (tmp_path / "precious.txt").write_text("mine", "utf-8")
    stamp = read_stamp(output.folder)
    stamp["files"]["../precious.txt"] = [4, "x"]
    write_stamp(output.folder, {**stamp, "digest": None})
    output.publish(FRONT, front(tmp_path / "second", "2"))
    assert texts(output.folder) == {"index.html": "2"}
    assert texts(mine) == {"index.html": "mine"} and (tmp_path / "precious.txt").exists()


TAKEN = ["index.html", "es/index.html", "index.html.gz", "assets/a.css.br"]


@pytest.mark.parametrize("name", TAKEN)
def test_the_front_page_replaces_no_file_of_others(
    output: Output, tmp_path: Path, name: str
) -> None:
    (output.folder / name).parent.mkdir(exist_ok=True)
    (output.folder / name).write_text("mine", "utf-8")
    built = front(tmp_path / "built", "1", "es/index.html", "assets/a.css")
    assert name in refused(output, FRONT, built)


@pytest.mark.parametrize("kind", ["link", "file", "site"])
def test_the_front_page_goes_through_no_link_and_into_no_site(
    output: Output, tmp_path: Path, kind: str
) -> None:
    if kind == "link":
        (output.folder / "es").symlink_to(site(tmp_path / "mine", "mine"))
    elif kind == "file":
        (output.folder / "es").write_text("mine", "utf-8")
    else:
        published(output, "es")
    assert "there: es." in refused(output, FRONT, front(tmp_path / "built", "1", "es/index.html"))


def test_a_front_page_that_was_cut_short_is_known_again(
    output: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between two files of its first build; the next build makes other files."""
    replace = Path.replace

    def dies(path: Path, target: Path) -> Path:
        if path.name == "index.html":
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        output.publish(FRONT, front(tmp_path / "first", "1", "assets/a.css", "assets/b.css"))
    monkeypatch.undo()
    assert "assets/a.css" in texts(output.folder) and output.read_site_stamp(FRONT) == {}
    output.publish(FRONT, front(tmp_path / "second", "22", "assets/a.css"))
    assert texts(output.folder) == {"index.html": "22", "assets/a.css": "22"}


def test_a_library_that_is_no_more_keeps_what_somebody_put_there(output: Output) -> None:
    published(output, "gone")
    (output.folder / "gone" / "mine.txt").write_text("mine", "utf-8")
    with output.lock(), pytest.raises(NotOurs, match=r"mine\.txt"):
        output.remove("gone")
    assert texts(output.folder) == {"gone/index.html": "gone", "gone/mine.txt": "mine"}
