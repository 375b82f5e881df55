"""Keeps answers between runs, each written whole as soon as it is there, so that a run that was cut short can be gone on with."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aviso.core.web.answers import Answer

FORM = 1
# "Avis", in the head of the file (PRAGMA application_id): by this a memory is known.
APPLICATION = 0x41766973
FIRST_PAGE = 4096
# What comes of reading a row that another version wrote, or that was damaged.
UNREADABLE = (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError)
SHAPE = """
CREATE TABLE IF NOT EXISTS answers (page TEXT PRIMARY KEY, asked_at REAL NOT NULL, anchors TEXT NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failing (address TEXT PRIMARY KEY, first_day TEXT NOT NULL, last_day TEXT NOT NULL, days INTEGER NOT NULL);
"""
# A nightly run may miss a night or two; after more, the days are no longer "in a row".
LONGEST_BREAK = 3


class NotAMemory(Exception):
    """A file that was named as the memory is none, so that nothing may be written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a memory of links that Aviso made, so nothing was written to it. "
            "Name another file with --memory; if it is a damaged memory, delete it."
        )


@dataclass(frozen=True)
class CacheLifetimes:
    """For how many seconds an answer is believed: a sound one, and any other."""

    sound: float = 20 * 3600
    other: float = 3600


class ResultCache:
    """What earlier runs found out. SQLite writes each answer whole or not at all, also when the process is killed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def known(self, page: str, anchors: list[str], ages: CacheLifetimes | None) -> Answer | None:
        """The answer for a page that is still believed (with None, at any age) and tells of all ``anchors``.

        A row that cannot be read is dropped: the page is asked again.
        """
        try:
            asked = "SELECT asked_at, anchors, answer FROM answers WHERE page = ?"
            row = self._database.execute(asked, (page,)).fetchone()
            if row is None or not set(anchors) <= set(json.loads(row[1])):
                return None
            age = time.time() - float(row[0])
            answer = Answer.from_json(json.loads(row[2]))
        except UNREADABLE:
            with self._database:
                self._database.execute("DELETE FROM answers WHERE page = ?", (page,))
            return None
        limit = None if ages is None else ages.sound if answer.is_sound else ages.other
        return answer if limit is None or 0 <= age <= limit else None

    def keep(self, page: str, anchors: list[str], answer: Answer) -> None:
        """Remember an answer from now on."""
        with self._database:
            self._database.execute(
                "REPLACE INTO answers VALUES (?, ?, ?, ?)",
                (page, time.time(), json.dumps(anchors), json.dumps(answer.as_json())),
            )

    def days_failing(self, address: str, today: date) -> int:
        """Take note that an address failed today; return on how many days in a row it has."""
        try:
            asked = "SELECT first_day, last_day, days FROM failing WHERE address = ?"
            row = self._database.execute(asked, (address,)).fetchone()
            first, last, days = row or (today.isoformat(), today.isoformat(), 0)
            first, last, days = date.fromisoformat(first), date.fromisoformat(last), int(days)
        except UNREADABLE:
            # As if it had never failed before.
            row, first, last, days = None, today, today, 0
        if row and (today - last).days > LONGEST_BREAK:
            first, days = today, 0
        days += 1 if last < today or days == 0 else 0
        with self._database:
            self._database.execute(
                "REPLACE INTO failing VALUES (?, ?, ?, ?)",
                (address, first.isoformat(), max(last, today).isoformat(), days),
            )
        return days

    def recovered(self, address: str) -> None:
        """Forget that an address ever failed."""
        with self._database:
            self._database.execute("DELETE FROM failing WHERE address = ?", (address,))

    def forget_others(self, pages: list[str]) -> None:
        """Drop the answers for pages that nothing names any more."""
        kept = {page.encode() for page in pages}
        # As bytes: a name that was damaged may be no text.
        rows = self._database.execute("SELECT rowid, CAST(page AS BLOB) FROM answers")
        gone = [(row,) for row, page in rows if page not in kept]
        with self._database:
            self._database.executemany("DELETE FROM answers WHERE rowid = ?", gone)


@contextmanager
def open_cache(path: Path, is_named: bool = True) -> Iterator[ResultCache]:
    """Open the memory at ``path``; one of an older form, or a damaged one, is begun anew.

    Raises NotAMemory, and changes nothing, if Aviso cannot tell that it made the file. Where
    nobody named it (``is_named`` is false), it is in Aviso's own folder and so its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_named:
        _refuse_foreign(path)
    try:
        database = _opened(path)
    except sqlite3.DatabaseError:
        for part in (path, *_beside(path)):
            part.unlink(missing_ok=True)
        database = _opened(path)
    with closing(database):
        yield ResultCache(database)


def _beside(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database while it works."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _refuse_foreign(path: Path) -> None:
    """Raise NotAMemory unless the file is missing or empty, or holds a memory by its head.

    SQLite is not asked: to open a database is to change it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(FIRST_PAGE)
    except FileNotFoundError:
        head = b""
    if not head:
        # SQLite would take these for its own.
        taken = next((part for part in _beside(path) if part.exists()), None)
        if taken:
            raise NotAMemory(taken)
        return
    is_database = head.startswith(b"SQLite format 3\0")
    is_marked = head[68:72] == APPLICATION.to_bytes(4, "big")
    # Early versions did not mark them; SQLite keeps the text of each table on the first page.
    if not is_database or not (is_marked or b"TABLE answers (page TEXT PRIMARY KEY" in head):
        raise NotAMemory(path)


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    try:
        # First of all, so that a run that is killed leaves a file that is known again.
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if database.execute("PRAGMA quick_check").fetchone()[0] != "ok" or database.execute(
            "PRAGMA user_version"
        ).fetchone()[0] not in (0, FORM):
            raise sqlite3.DatabaseError("not a memory of this form")
        database.executescript(SHAPE)
        database.execute(f"PRAGMA user_version = {FORM}")
        database.execute("SELECT page, asked_at, anchors, answer FROM answers LIMIT 1")
        database.execute("SELECT address, first_day, last_day, days FROM failing LIMIT 1")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
