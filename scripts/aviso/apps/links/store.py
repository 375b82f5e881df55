"""A SQLite cache of answers. Each is committed at once, so that an interrupted run can resume."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aviso.core.web.answers import Answer

FORM = 2
# "Avis", in the head of the file (PRAGMA application_id), which marks Aviso's caches.
APPLICATION = 0x41766973
FIRST_PAGE = 4096
# Errors for a row that another version wrote, or that is damaged.
UNREADABLE = (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError)
# SQLite keeps the text of these statements in the file.
SHAPE = (
    "CREATE TABLE IF NOT EXISTS answers (page TEXT PRIMARY KEY, asked_at REAL NOT NULL, "
    "anchors TEXT NOT NULL, answer TEXT NOT NULL, digest TEXT NOT NULL);\n"
    "CREATE TABLE IF NOT EXISTS failing (address TEXT PRIMARY KEY, first_day TEXT NOT NULL, "
    "last_day TEXT NOT NULL, days INTEGER NOT NULL, digest TEXT NOT NULL);\n"
)
# The errors of the system, by SQLite's primary result codes: PERM, NOMEM, READONLY, IOERR, FULL,
# CANTOPEN.
ERRNO_BY_CODE = {
    3: errno.EACCES,
    7: errno.ENOMEM,
    8: errno.EROFS,
    10: errno.EIO,
    13: errno.ENOSPC,
    14: errno.EACCES,
}
# The longest gap, in days, between failures "in a row": a nightly run may miss a night or two.
LONGEST_BREAK = 3


class ForeignCacheFile(Exception):
    """The file that was named as the cache is not one, so nothing may be written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a memory of links that Aviso made, so nothing was written to it. Name "
            f"another file with --memory; if this one is damaged, delete it."
        )


@dataclass(frozen=True)
class CacheLifetimes:
    """How many seconds an answer is valid: a successful one, and any other."""

    sound: float = 20 * 3600
    other: float = 3600


class ResultCache:
    """The answers of earlier runs. SQLite writes each one completely or not at all."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find(
        self, page: str, anchors: list[str], lifetimes: CacheLifetimes | None
    ) -> Answer | None:
        """Return a valid answer for a page that covers all ``anchors``; None if there is none.

        Without ``lifetimes``, an answer of any age is valid. A damaged row is deleted.
        """
        try:
            query = "SELECT page, asked_at, anchors, answer, digest FROM answers WHERE page = ?"
            row = self._database.execute(query, (page,)).fetchone()
            if row is None:
                return None
            _, asked_at, known_anchors, stored = _prove(row)
            if not set(anchors) <= set(json.loads(known_anchors)):
                return None
            age = time.time() - float(asked_at)
            answer = Answer.from_json(json.loads(stored))
        except UNREADABLE:
            with self._database:
                self._database.execute("DELETE FROM answers WHERE page = ?", (page,))
            return None
        limit = (lifetimes.sound if answer.is_sound else lifetimes.other) if lifetimes else None
        return answer if limit is None or 0 <= age <= limit else None

    def save(self, page: str, anchors: list[str], answer: Answer) -> None:
        """Store an answer with the present time."""
        row = (page, time.time(), json.dumps(anchors), json.dumps(answer.to_json()))
        with self._database:
            self._database.execute(
                "REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (*row, _digest_row(row))
            )

    def count_failure(self, address: str, today: date) -> int:
        """Record that an address failed today; return the number of days in a row."""
        try:
            query = (
                "SELECT address, first_day, last_day, days, digest FROM failing WHERE address = ?"
            )
            row = self._database.execute(query, (address,)).fetchone()
            first, last, days = _prove(row)[1:] if row else (today.isoformat(),) * 2 + (0,)
            first, last, days = date.fromisoformat(first), date.fromisoformat(last), int(days)
        except UNREADABLE:
            # Treat it as if it had never failed before.
            row, first, last, days = None, today, today, 0
        if row and (today - last).days > LONGEST_BREAK:
            first, days = today, 0
        days += 1 if last < today or days == 0 else 0
        new = (address, first.isoformat(), max(last, today).isoformat(), days)
        with self._database:
            self._database.execute(
                "REPLACE INTO failing VALUES (?, ?, ?, ?, ?)", (*new, _digest_row(new))
            )
        return days

    def clear_failures(self, address: str) -> None:
        """Forget the failures of an address."""
        with self._database:
            self._database.execute("DELETE FROM failing WHERE address = ?", (address,))

    def keep_only(self, pages: list[str]) -> None:
        """Delete the answers for all other pages."""
        kept = {page.encode() for page in pages}
        # Read names as bytes: a damaged one may not be text.
        rows = self._database.execute("SELECT rowid, CAST(page AS BLOB) FROM answers")
        gone = [(row,) for row, page in rows if page not in kept]
        with self._database:
            self._database.executemany("DELETE FROM answers WHERE rowid = ?", gone)


def _digest_row(values: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _prove(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of a row if the last one is their digest. Raises ValueError otherwise."""
    *values, digest = row
    if digest != _digest_row(tuple(values)):
        raise ValueError("the row was changed")
    return tuple(values)


@contextmanager
def open_cache(path: Path, is_named: bool = True) -> Iterator[ResultCache]:
    """Open the cache at ``path``. A damaged one, or one of an older form, is started again.

    ``is_named`` is false for the cache in Aviso's own folder. Raises ForeignCacheFile, and changes
    nothing, if a named file, or the target of a link, is not clearly a cache that Aviso made;
    raises OSError if the system refuses to read or write it, then or later.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_named or path.is_symlink():
        _refuse_foreign(path)
    with _translate_sqlite_errors(path):
        try:
            database = _open_database(path)
        except sqlite3.DatabaseError as error:
            if _find_errno(error):
                raise
            for part in (path, *_list_side_files(path)):
                part.unlink(missing_ok=True)
            database = _open_database(path)
        with closing(database):
            yield ResultCache(database)


@contextmanager
def read_cache(path: Path, is_named: bool = True) -> Iterator[ResultCache]:
    """Open a copy of the cache at ``path`` in memory, for runs that must not write.

    It is empty if there is no readable cache. Raises ForeignCacheFile as ``open_cache`` does.
    """
    if is_named:
        _refuse_foreign(path)
    with closing(_open_database(":memory:")) as database:
        for options in ("mode=ro", "mode=ro&immutable=1"):
            # Without write access to the folder, SQLite reads a database only if it is marked
            # immutable.
            try:
                address = f"{path.absolute().as_uri()}?{options}"
                with closing(sqlite3.connect(address, uri=True, timeout=30)) as source:
                    _check_form(source)
                    source.backup(database)
                break
            except sqlite3.DatabaseError:
                continue
        yield ResultCache(database)


@contextmanager
def _translate_sqlite_errors(path: Path) -> Iterator[None]:
    """Raise OSError if SQLite says that the system refused to read or write the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        number = _find_errno(error)
        if not number:
            raise
        if number == errno.EACCES and _is_read_only(path.parent):
            number = errno.EROFS
        raise OSError(number, os.strerror(number), str(path)) from None


def _is_read_only(folder: Path) -> bool:
    """Tell whether a folder is on a disk that nobody can write to. Windows cannot say."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _find_errno(error: sqlite3.DatabaseError) -> int:
    """Return the errno behind an error of SQLite; 0 if the error is about the contents.

    Source: https://sqlite.org/rescode.html; the lower eight bits are the primary code.
    """
    return ERRNO_BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, 0)


def _list_side_files(path: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database while it works."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _refuse_foreign(path: Path) -> None:
    """Raise ForeignCacheFile unless the file is missing, empty, or a cache by its first bytes.

    The file is read without SQLite, which changes a database when it opens it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(FIRST_PAGE)
    except FileNotFoundError:
        head = b""
    if not head:
        # SQLite would treat these files as its own.
        taken = next((part for part in _list_side_files(path) if part.exists()), None)
        if taken:
            raise ForeignCacheFile(taken)
        return
    is_database = head.startswith(b"SQLite format 3\0")
    is_marked = head[68:72] == APPLICATION.to_bytes(4, "big")
    # Early versions had no mark, but SQLite keeps the text of each table on the first page.
    if not is_database or not (is_marked or b"TABLE answers (page TEXT PRIMARY KEY" in head):
        raise ForeignCacheFile(path)


def _open_database(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    try:
        # Do this first, so that Aviso recognizes the file even if this run is killed.
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        _check_version(database)
        database.executescript(SHAPE)
        database.execute(f"PRAGMA user_version = {FORM}")
        _check_tables(database)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _check_form(database: sqlite3.Connection) -> None:
    """Raise DatabaseError for a database that is damaged or does not have the form of a cache."""
    _check_version(database)
    _check_tables(database)


def _check_version(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or database.execute(
        "PRAGMA user_version"
    ).fetchone()[0] not in (0, FORM):
        raise sqlite3.DatabaseError("not a memory of this form")


def _check_tables(database: sqlite3.Connection) -> None:
    database.execute("SELECT page, asked_at, anchors, answer, digest FROM answers LIMIT 1")
    database.execute("SELECT address, first_day, last_day, days, digest FROM failing LIMIT 1")
