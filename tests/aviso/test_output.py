"""The output folder: sites are swapped in one step, and a failure leaves what was there (the module ``publish``)."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.build import output as publish
from aviso.build.output import Output, OutputInUse, exchange, remove, write_stamp
from aviso.content.pages import FRONT


def site(folder: Path, text: str, *more: str) -> Path:
    """A built site of a few files."""
    for name in ("index.html", *more):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
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
    site(output.folder / "sonoma", "old", "gone.html")
    site(output.folder / "other", "other")
    output.publish("sonoma", site(tmp_path / "built", "new"))
    assert texts(output.folder) == {"sonoma/index.html": "new", "other/index.html": "other"}


def test_a_library_that_cannot_be_published_keeps_its_old_site(
    output: Output, tmp_path: Path
) -> None:
    site(output.folder / "sonoma", "old")
    with pytest.raises(OSError, match=r"."):
        output.publish("sonoma", tmp_path / "never built")
    assert texts(output.folder) == {"sonoma/index.html": "old"}


def front(folder: Path, text: str, *more: str) -> Path:
    """A built front page with its stamp."""
    built = site(folder, text, *more)
    write_stamp(
        built,
        {"inputs": {}, "files": {name: [len(text), ""] for name in texts(built)}, "card": None},
    )
    return built


def test_the_front_page_stands_beside_the_libraries(output: Output, tmp_path: Path) -> None:
    site(output.folder / "sonoma", "sonoma")
    output.publish(FRONT, front(tmp_path / "built", "front", "es/index.html", "assets/notice.css"))
    assert set(texts(output.folder)) == {
        "index.html",
        "es/index.html",
        "assets/notice.css",
        "sonoma/index.html",
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
        write_stamp(site(output.folder / name, name), {"inputs": {}, "files": {}, "card": None})


def test_a_library_that_is_no_more_is_removed_and_a_folder_of_others_is_not(output: Output) -> None:
    published(output, "sonoma", "gone")
    site(output.folder / "pictures", "x")
    with output.locked():
        assert output.remove_gone({"sonoma"}) == ["gone"]
    assert set(texts(output.folder)) == {"sonoma/index.html", "pictures/index.html"}


def test_what_is_published_is_known_by_its_stamp(output: Output) -> None:
    published(output, "sonoma", "example")
    site(output.folder / "pictures", "x")
    assert output.published() == ["example", "sonoma"]


def test_two_builds_cannot_have_one_output(output: Output) -> None:
    with output.locked(), pytest.raises(OutputInUse), Output(output.folder).locked():
        pass


def test_the_staging_folder_is_empty_at_first_and_gone_at_last(output: Output) -> None:
    site(output.staging, "left over")
    with output.locked():
        assert list(output.staging.iterdir()) == []
        site(output.staging / "sonoma", "x")
    assert not output.staging.exists()


def test_removing_takes_away_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    kept = site(tmp_path / "kept", "x")
    (tmp_path / "link").symlink_to(kept)
    remove(tmp_path / "link")
    remove(tmp_path / "nothing")
    assert texts(kept) == {"index.html": "x"} and not (tmp_path / "link").exists()
