"""What a system cannot do has its fallback: each is tried by taking the call away."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aviso.build import output as output_module
from aviso.build.output import Output, OutputInUse, exchange
from aviso.build.staging import link_shared_file
from aviso.core.atomic_write import replace_file
from tests.support.paths import ROOT
from tests.support.repeats import at_each_change

# Runs a build in a process that has lost what Windows and macOS lack, before Aviso is imported.
WITHOUT = """
import multiprocessing, os, sys
{loss}
from aviso.cli.main import main
main({arguments!r})
"""
LOSSES = {
    "no forkserver": "multiprocessing.get_all_start_methods = lambda: ['spawn']",
    "no affinity": "del os.sched_getaffinity",
}


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text, "utf-8")
    return path


def test_two_renames_take_the_place_of_an_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_module.sys, "platform", "darwin")
    new, place = folder(tmp_path / "new", "new"), folder(tmp_path / "place", "old")
    exchange(new, place)
    assert (place / "index.html").read_text("utf-8") == "new"
    assert (new / "index.html").read_text("utf-8") == "old"


def test_a_copy_takes_the_place_of_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(os, "link", refuse)
    link_shared_file(tmp_path / "store", tmp_path / "a.css", b"content")
    assert (tmp_path / "a.css").read_bytes() == b"content"


def test_a_file_is_closed_before_it_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows renames no file that is open."""
    rename = Path.replace

    def replace_closed(self: Path, target: Path) -> Path:
        opened = {
            os.readlink(f"/proc/self/fd/{number}")
            for number in os.listdir("/proc/self/fd")
            if os.path.lexists(f"/proc/self/fd/{number}")
        }
        assert str(self) not in opened
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace_closed)
    replace_file(tmp_path / "a.yml", b"new")
    assert (tmp_path / "a.yml").read_bytes() == b"new"


def test_one_output_is_held_by_one_build(tmp_path: Path) -> None:
    with Output(tmp_path / "public").lock():
        with pytest.raises(OutputInUse), Output(tmp_path / "public").lock():
            pass
        held = (
            "from pathlib import Path; from aviso.build.output import Output; "
            f"Output(Path({str(tmp_path / 'public')!r})).lock().__enter__()"
        )
        done = subprocess.run([sys.executable, "-c", held], capture_output=True, check=False)
        assert b"OutputInUse" in done.stderr
    with Output(tmp_path / "public").lock():
        pass


@pytest.mark.parametrize("loss", at_each_change(LOSSES, every=len(LOSSES)))
def test_a_build_makes_the_same_without_what_other_systems_lack(loss: str, tmp_path: Path) -> None:
    def build(place: Path, lost: str) -> dict[str, bytes]:
        arguments = ["build", "example", "_front", "--jobs", "2", "--output", str(place)]
        script = tmp_path / "build.py"
        guarded = WITHOUT.format(loss=lost, arguments=arguments).replace(
            "\nmain(", "\nif __name__ == '__main__':\n    main("
        )
        script.write_text(guarded, "utf-8")
        done = subprocess.run(
            [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file() and path.name != ".aviso.json"
        }

    whole = build(tmp_path / "whole", "")
    assert build(tmp_path / "lacking", LOSSES[loss]) == whole and len(whole) > 20


def test_a_file_is_read_without_flags_that_windows_lacks(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"name: A\n")
    script = (
        "import os; del os.O_NONBLOCK, os.O_CLOEXEC; from aviso.build import file_digests; "
        f"print(file_digests.read_content({str(tmp_path / 'a.yml')!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == repr(b"name: A\n")


def test_this_system_has_what_is_taken_away() -> None:
    """Else the tests above would take nothing away."""
    assert "forkserver" in multiprocessing.get_all_start_methods()
    assert hasattr(os, "sched_getaffinity") and sys.platform == "linux"
