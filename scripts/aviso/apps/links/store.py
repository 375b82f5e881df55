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
SHAPE = """
CREATE TABLE IF NOT EXISTS answers (page TEXT PRIMARY KEY, asked_at REAL NOT NULL, anchors TEXT NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failing (address TEXT PRIMARY KEY, first_day TEXT NOT NULL, last_day TEXT NOT NULL, days INTEGER NOT NULL);
"""
# A nightly run may miss a night or two; after more, the days are no longer "in a row".
LONGEST_BREAK = 3


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
        """The answer for a page that is still believed (with None, at any age) and tells of all ``anchors``."""
        row = self._database.execute(
            "SELECT asked_at, anchors, answer FROM answers WHERE page = ?", (page,)
        ).fetchone()
        if row is None or not set(anchors) <= set(json.loads(row[1])):
            return None
        answer = Answer.from_json(json.loads(row[2]))
        limit = None if ages is None else ages.sound if answer.is_sound else ages.other
        return answer if limit is None or 0 <= time.time() - row[0] <= limit else None

    def keep(self, page: str, anchors: list[str], answer: Answer) -> None:
        """Remember an answer from now on."""
        with self._database:
            self._database.execute(
                "REPLACE INTO answers VALUES (?, ?, ?, ?)",
                (page, time.time(), json.dumps(anchors), json.dumps(answer.as_json())),
            )

    def days_failing(self, address: str, today: date) -> int:
        """Take note that an address failed today; return on how many days in a row it has."""
        row = self._database.execute(
            "SELECT first_day, last_day, days FROM failing WHERE address = ?", (address,)
        ).fetchone()
        first, last, days = (
            (date.fromisoformat(row[0]), date.fromisoformat(row[1]), row[2])
            if row
            else (today, today, 0)
        )
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
        kept = set(pages)
        gone = [
            (page,)
            for (page,) in self._database.execute("SELECT page FROM answers")
            if page not in kept
        ]
        with self._database:
            self._database.executemany("DELETE FROM answers WHERE page = ?", gone)


@contextmanager
def open_cache(path: Path) -> Iterator[ResultCache]:
    """Open the memory at ``path``; one that cannot be read (cut short by a copy, of another form) is begun anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        database = _opened(path)
    except sqlite3.DatabaseError:
        for part in (path, *path.parent.glob(f"{path.name}-*")):
            part.unlink(missing_ok=True)
        database = _opened(path)
    with closing(database):
        yield ResultCache(database)


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if database.execute("PRAGMA quick_check").fetchone()[0] != "ok" or database.execute(
            "PRAGMA user_version"
        ).fetchone()[0] not in (0, FORM):
            raise sqlite3.DatabaseError("not a memory of this form")
        database.executescript(SHAPE)
        database.execute(f"PRAGMA user_version = {FORM}")
        database.execute("SELECT page, asked_at, anchors, answer FROM answers LIMIT 1")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
