"""A new site takes the place of the old one in one step."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.build import output as publish
from aviso.build.output import exchange
from tests.support.outputs import site, texts


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
