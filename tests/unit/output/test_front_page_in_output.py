"""The front page beside the libraries, in one folder with files of others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.build.output import Output
from aviso.build.stamps import read_stamp, write_stamp
from aviso.content.pages import FRONT
from tests.support.outputs import published, refused, site, stamped, texts


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
