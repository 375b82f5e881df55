"""Ways in which a disk, a program or a person can damage a file that Aviso keeps."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

# Takes the file, another of the same folder or kind, and a random generator.
Damage = Callable[[Path, Path, Random], None]
DAMAGES: dict[str, Damage] = {}


def damage(function: Damage) -> Damage:
    """Add a function to the list."""
    DAMAGES[function.__name__.replace("_", " ")] = function
    return function


def write_over(path: Path, content: bytes) -> None:
    """Change a file but keep its times, as a damaged disk would."""
    found = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@damage
def one_bit_is_changed(path: Path, other: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    write_over(path, bytes(content))


@damage
def letters_are_changed_for_others(path: Path, other: Path, random: Random) -> None:
    content = path.read_bytes()
    write_over(path, content.replace(b"e", b"a").replace(b"1", b"2"))


@damage
def its_end_is_missing(path: Path, other: Path, random: Random) -> None:
    write_over(path, path.read_bytes()[: random.randrange(path.stat().st_size + 1)])


@damage
def something_stands_behind_its_end(path: Path, other: Path, random: Random) -> None:
    write_over(path, path.read_bytes() + b"x")


@damage
def it_is_empty(path: Path, other: Path, random: Random) -> None:
    write_over(path, b"")


@damage
def it_is_zeros(path: Path, other: Path, random: Random) -> None:
    write_over(path, bytes(path.stat().st_size))


@damage
def another_stands_in_its_place(path: Path, other: Path, random: Random) -> None:
    write_over(path, other.read_bytes())


@damage
def two_are_exchanged(path: Path, other: Path, random: Random) -> None:
    content, others = path.read_bytes(), other.read_bytes()
    write_over(path, others)
    write_over(other, content)


@damage
def it_is_json_of_another_kind(path: Path, other: Path, random: Random) -> None:
    kinds = [b"null", b"[]", b"7", b'"text"', b'{"digest": 1}', b"[" * 100_000, b"{}"]
    write_over(path, random.choice(kinds))


@damage
def a_folder_stands_in_its_place(path: Path, other: Path, random: Random) -> None:
    path.unlink()
    path.mkdir()


@damage
def a_pipe_stands_in_its_place(path: Path, other: Path, random: Random) -> None:
    path.unlink()
    os.mkfifo(path)


@damage
def a_link_to_a_device_stands_in_its_place(path: Path, other: Path, random: Random) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


@damage
def a_link_to_another_stands_in_its_place(path: Path, other: Path, random: Random) -> None:
    path.unlink()
    path.symlink_to(other.resolve())
