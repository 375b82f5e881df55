"""A SQLite cache of answers. Each is committed at once, so that an interrupted run can resume."""

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
# SQLite keeps the text of these statements in the file.
SHAPE = (
    "CREATE TABLE IF NOT EXISTS answers (page TEXT PRIMARY KEY, asked_at REAL NOT NULL, "
    "anchors TEXT NOT NULL, answer TEXT NOT NULL);\n"
    "CREATE TABLE IF NOT EXISTS failing (address TEXT PRIMARY KEY, first_day TEXT NOT NULL, "
    "last_day TEXT NOT NULL, days INTEGER NOT NULL);\n"
)
# The longest break, in days, between failures "in a row": a nightly run may miss a night or two.
LONGEST_BREAK = 3


@dataclass(frozen=True)
class CacheLifetimes:
    """How many seconds an answer is valid: a sound one, and any other."""

    sound: float = 20 * 3600
    other: float = 3600


class ResultCache:
    """The answers of earlier runs. SQLite writes each one whole or not at all."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find(
        self, page: str, anchors: list[str], lifetimes: CacheLifetimes | None
    ) -> Answer | None:
        """Return a valid answer for a page that covers all ``anchors``; None if there is none.

        Without ``lifetimes``, an answer of any age is valid.
        """
        row = self._database.execute(
            "SELECT asked_at, anchors, answer FROM answers WHERE page = ?", (page,)
        ).fetchone()
        if row is None or not set(anchors) <= set(json.loads(row[1])):
            return None
        answer = Answer.from_json(json.loads(row[2]))
        limit = (lifetimes.sound if answer.is_sound else lifetimes.other) if lifetimes else None
        return answer if limit is None or 0 <= time.time() - row[0] <= limit else None

    def save(self, page: str, anchors: list[str], answer: Answer) -> None:
        """Store an answer with the time of now."""
        with self._database:
            self._database.execute(
                "REPLACE INTO answers VALUES (?, ?, ?, ?)",
                (page, time.time(), json.dumps(anchors), json.dumps(answer.as_json())),
            )

    def count_failure(self, address: str, today: date) -> int:
        """Record that an address failed today; return on how many days in a row it has."""
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

    def clear_failures(self, address: str) -> None:
        """Forget the failures of an address."""
        with self._database:
            self._database.execute("DELETE FROM failing WHERE address = ?", (address,))

    def keep_only(self, pages: list[str]) -> None:
        """Delete the answers for all other pages."""
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
    """Open the cache at ``path``. One that is damaged or of another form is begun anew."""
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
