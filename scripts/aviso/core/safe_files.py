"""Reads a text file of the project safely: no link, not too large, UTF-8, nothing invisible."""

from __future__ import annotations

import os
import time
import unicodedata
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from aviso.core.diagnostics import Diagnostic
from aviso.core.invisible import find_hidden_characters, name_place, replace_hidden_characters
from aviso.core.rules import Fault, Rule

MAXIMUM_BYTES = 1_000_000
# Nanoseconds after which the state of a file shows every change, even on file systems that store
# only whole seconds.
SETTLED = 3_000_000_000
# The form of record ids and of the names of their files.
IDENTIFIER_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Windows cannot store files under these names, in any case and with any ending:
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)
# The register of the privacy policies that are watched; a project may have none.
WATCH_FILE = "data/watch.yml"

LINKED = Rule(
    "files/linked",
    "A file or its folder is a symbolic link",
    why="A link can lead anywhere on the computer, so a file from outside the project could end "
    "up on a public site. "
    "It can also lead to another place on the next computer that builds the sites.",
    cure="Delete the link and put a copy of the file in its place.",
    example="docs/riverside/assets/logo.svg -> ../../../../pictures/logo.svg",
)
UNREADABLE = Rule(
    "files/unreadable",
    "A file cannot be read",
    why="The operating system does not let Aviso read the file, so nothing in it can be checked or "
    "published. "
    "The message quotes the system's reason.",
    cure="Give yourself permission to read the file. If its name is unusually long, shorten it.",
)
NOT_UTF8 = Rule(
    "files/not-utf-8",
    "A file is not plain text in UTF-8",
    why="In another encoding, letters such as ñ or á turn into other characters, or end the file "
    "early. "
    "UTF-8 has all letters of all languages, and every editor can write it.",
    cure="Save the file again as plain text with the encoding UTF-8.",
)
EMPTY_FILE = Rule(
    "files/empty",
    "A file has nothing in it",
    why="An empty file is usually an edit that was never finished, or one that went wrong. "
    "A page or record made of it would be blank.",
    cure="Fill in the file like the others in its folder, or delete it.",
)
INVISIBLE = Rule(
    "files/invisible-character",
    "A text contains a character that nobody can see",
    why="Some characters hide letters or reverse their order, so that people read something "
    "other than what is written. "
    "They usually come from text that was copied from a web page or a word processor.",
    cure="Delete the character, together with the words next to it, and type those words again.",
    example="“5 days” with U+202E in front of it is shown as “syad 5”",
)
NOT_A_FILE = Rule(
    "files/not-a-file",
    "There is a folder or a device where a file should be",
    why="Only a regular file contains text. Anything else could keep the program waiting forever.",
    cure="Put a text file there, or remove the folder or device.",
)
TOO_LARGE = Rule(
    "files/too-large",
    "A file is larger than a text needs to be",
    why="No page or record comes near one megabyte; a larger file is almost always there by "
    "mistake. "
    "It would slow down every check and every build.",
    cure="Remove what does not belong in the file. If all of it does, divide it into several "
    "files.",
)


def make_relative_name(path: Path, root: Path) -> str:
    """Name ``path`` as people see it: relative to the project's ``root``, with forward slashes."""
    # Called for every file of every site: comparing strings is much faster than comparing paths.
    place, top = str(path), f"{root}{os.sep}"
    name = place[len(top) :] if place.startswith(top) else place
    return name if os.sep == "/" else name.replace(os.sep, "/")


def is_link(path: Path | str, root: Path | str) -> bool:
    """Tell whether ``path``, or a folder on the way to it from ``root``, is a link."""
    place, top = str(path), f"{root}{os.sep}"
    while place.startswith(top):
        if os.path.islink(place):
            return True
        place = os.path.dirname(place)
    return False


def read_text(
    path: Path, root: Path | None, maximum: int = MAXIMUM_BYTES, name: str = ""
) -> tuple[str, list[Diagnostic]]:
    """Return the text of ``path`` without invisible characters, and what is wrong with the file.

    The text is in Unicode's composed form (NFC), whichever form the file has. So positions in it
    may differ from those in the file, but lines do not. It is empty if the file cannot be used at
    all. Links are refused; without ``root``, they are followed. ``name`` is the file's name in
    messages, if that is not its path below ``root``.
    """
    name = name or (make_relative_name(path, root) if root else str(path))
    try:
        if root and is_link(path, root):
            return "", [
                LINKED.at(
                    name,
                    1,
                    "is a link to another file",
                    "Put a copy of the file here instead of the link.",
                )
            ]
        found = os.stat(path)
        if refusal := _find_refusal(found, maximum):
            return "", [refusal.at(name, 1)]
        # A changed file has another state, because nobody can set the time of its last change. But
        # two changes can fall into one tick of that clock, so a file changed just now is read
        # again.
        is_settled = time.time_ns() - found.st_ctime_ns > SETTLED
        state = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        text, problems = (
            _read_once(str(path), name, state) if is_settled else _read(str(path), name)
        )
    except OSError as error:
        return "", [
            UNREADABLE.at(
                name,
                1,
                f"cannot be read ({error.strerror})",
                "Make sure that you may read it, and that its name is not too long.",
            )
        ]
    return text, list(problems)


# One process builds many sites, and two thirds of the files are the same for all of them.
@lru_cache(maxsize=512)
def _read_once(path: str, name: str, _state: tuple[int, ...]) -> tuple[str, list[Diagnostic]]:
    return _read(path, name)


def _read(path: str, name: str) -> tuple[str, list[Diagnostic]]:
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [
            NOT_UTF8.at(
                name,
                line,
                "is not written in UTF-8",
                "Save the file again with the encoding UTF-8.",
            )
        ]
    if "\0" in text:
        return "", [
            NOT_UTF8.at(
                name,
                text.count("\n", 0, text.index("\0")) + 1,
                "contains a NUL character",
                "Save the file again as plain text in UTF-8.",
            )
        ]
    if not text.strip():
        return "", [EMPTY_FILE.at(name, 1, "is empty", "Fill it in, or delete it.")]
    # Programs write é as one character or as two; after this, equal texts are equal strings.
    text = unicodedata.normalize("NFC", text)
    problems = _find_invisible_characters(text, name)
    return (replace_hidden_characters(text) if problems else text), problems


def _find_invisible_characters(text: str, name: str) -> list[Diagnostic]:
    return [
        INVISIBLE.at(
            name,
            text.count("\n", 0, found.start()) + 1,
            f"an invisible character (U+{ord(found[0]):04X}) can change how the text reads",
            f"Delete it and type the words around it again. {name_place(found[0])}".rstrip(),
        )
        for found in find_hidden_characters(text)
    ]


def _find_refusal(found: os.stat_result, maximum: int) -> Fault | None:
    if not S_ISREG(found.st_mode):
        return NOT_A_FILE.make_fault("is not a file", "Put a text file here, or delete it.")
    if found.st_size > maximum:
        return TOO_LARGE.make_fault(
            f"is too large ({found.st_size:,} bytes; at most {maximum:,})",
            "Divide it, or take out what does not belong in it.",
        )
    return None
