"""The memory of links.

Only a file that Aviso made is written to; what is damaged in it is forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from aviso.apps.links.store import APPLICATION, ForeignCacheFile, open_cache
from aviso.core.web.answers import Answer, Redirect
from tests.support.project import Project

PAGE = "https://www.example.org/page"
ANSWER = Answer(PAGE, (Redirect("http://www.example.org/page", 301),), 200, missing=("there",))
DAMAGED = [b"", b"not a database at all", b"SQLite format 3\0" + bytes(2000)]


def filled(path: Path) -> Path:
    """A memory with one answer."""
    with open_cache(path) as memory:
        memory.save(PAGE, ["here"], ANSWER)
        memory.count_failure(PAGE, date(2026, 11, 22))
    return path


def change(path: Path, *statements: str) -> None:
    """Change a database behind Aviso's back."""
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


def known(path: Path) -> Answer | None:
    """What a memory knows of the page."""
    with open_cache(path) as memory:
        return memory.find(PAGE, ["here"], None)


def test_an_answer_is_remembered_as_it_was(tmp_path: Path) -> None:
    assert known(filled(tmp_path / "answers.sqlite")) == ANSWER


@pytest.mark.parametrize("content", DAMAGED)
def test_in_its_own_place_a_damaged_memory_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(content)
    with open_cache(path, is_named=False) as memory:
        memory.save(PAGE, ["here"], ANSWER)
    assert known(path) == ANSWER


def another_database(path: Path) -> None:
    change(path, "CREATE TABLE loans (patron TEXT)", "INSERT INTO loans VALUES ('Ms. Reader')")


def one_with_another_mark(path: Path) -> None:
    another_database(path)
    change(path, "PRAGMA application_id = 252006673", "PRAGMA user_version = 1")


OTHERS: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("my notes\n", "utf-8"),
    "a head and no more": lambda path: path.write_bytes(DAMAGED[2]),
    "another database": another_database,
    "another program's database": one_with_another_mark,
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_of_somebody_else_is_neither_written_nor_deleted(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "notes"
    OTHERS[kind](path)
    before = path.read_bytes()
    with pytest.raises(ForeignCacheFile, match="not a memory of links"), open_cache(path):
        pass
    assert path.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["notes"]


def test_files_beside_a_new_memory_are_not_taken_for_its_own(tmp_path: Path) -> None:
    (tmp_path / "notes-wal").write_text("mine", "utf-8")
    with pytest.raises(ForeignCacheFile, match="notes-wal"), open_cache(tmp_path / "notes"):
        pass
    assert (tmp_path / "notes-wal").read_text("utf-8") == "mine"


def test_a_damaged_memory_is_begun_anew_and_what_is_named_like_it_stays(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.sqlite")
    (tmp_path / "answers.sqlite-backup").write_text("mine", "utf-8")
    path.write_bytes(path.read_bytes()[:100] + bytes(5000))
    assert known(path) is None
    assert (tmp_path / "answers.sqlite-backup").read_text("utf-8") == "mine"


def test_a_memory_without_a_mark_as_early_versions_left_it_is_gone_on_with(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, "PRAGMA application_id = 0")
    assert known(path) == ANSWER
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION


@pytest.mark.parametrize(
    "form", ["PRAGMA user_version = 99", "DROP TABLE failing", "DROP TABLE answers"]
)
def test_a_memory_of_another_form_is_begun_anew(tmp_path: Path, form: str) -> None:
    path = filled(tmp_path / "answers.sqlite")
    extra = ["CREATE TABLE failing (x)"] if "failing" in form else []
    extra += ["CREATE TABLE answers (x)"] if "answers" in form else []
    change(path, form, *extra)
    assert known(path) is None
    filled(path)
    assert known(path) == ANSWER


AMISS = {
    "anchors cut short": "anchors = '{'",
    "anchors of another kind": "anchors = '7'",
    "no JSON": "answer = 'x'",
    "a list": "answer = '[]'",
    "no hops": "answer = json_remove(answer, '$.hops')",
    "another key": "answer = replace(answer, '\"status\"', '\"3tatus\"')",
    "a status in words": "answer = json_set(answer, '$.status', 'fine')",
    "hops in words": "answer = json_set(answer, '$.hops', 'fine')",
    "a hop in words": "answer = json_set(answer, '$.hops[0].status', 'fine')",
    "an anchor that is a number": "answer = json_set(answer, '$.missing[0]', 7)",
    "no text": "answer = CAST(x'ff22' AS TEXT)",
    "a fault that nobody knows": "answer = json_set(answer, '$.fault', 'tired')",
    "a doubt that nobody knows": "answer = json_set(answer, '$.doubt', 'some')",
    "a status that is true": "answer = json_set(answer, '$.status', json('true'))",
    "an address that is none": "answer = json_set(answer, '$.url', 'http://[')",
    "a time in words": "asked_at = 'today'",
}


@pytest.mark.parametrize("amiss", AMISS)
def test_a_row_that_cannot_be_read_is_dropped(tmp_path: Path, amiss: str) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, f"UPDATE answers SET {AMISS[amiss]}")
    with open_cache(path) as memory:
        assert memory.find(PAGE, ["here"], None) is None
        memory.save(PAGE, ["here"], ANSWER)
        assert memory.find(PAGE, ["here"], None) == ANSWER


@pytest.mark.parametrize(
    "value", ["first_day = 'x'", "last_day = 7", "days = 'x'", "last_day = x'ff'"]
)
def test_days_that_cannot_be_read_are_counted_anew(tmp_path: Path, value: str) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, f"UPDATE failing SET {value}")
    with open_cache(path) as memory:
        assert memory.count_failure(PAGE, date(2026, 11, 23)) == 1


CHANGED = {
    "answers": "answer = json_set(answer, '$.status', 404)",
    "anchors": 'anchors = \'["here", "there"]\'',
    "asked_at": "asked_at = asked_at + 1",
    "page": f"page = '{PAGE}/other'",
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_row_that_reads_well_but_was_changed_is_dropped(tmp_path: Path, what: str) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, f"UPDATE answers SET {CHANGED[what]}")
    assert known(path) is None
    with open_cache(path) as memory:
        assert memory.find(f"{PAGE}/other", ["here"], None) is None


def test_days_that_were_changed_are_counted_anew(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, "UPDATE failing SET days = 9")
    with open_cache(path) as memory:
        assert memory.count_failure(PAGE, date(2026, 11, 23)) == 1


@pytest.mark.parametrize("seed", range(40))
def test_whatever_bit_is_changed_an_answer_is_right_or_asked_for_again(
    tmp_path: Path, seed: int
) -> None:
    path = filled(tmp_path / "answers.sqlite")
    content, random = bytearray(path.read_bytes()), Random(seed)
    for _ in range(1 + seed % 3):
        content[random.randrange(100, len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(bytes(content))
    assert known(path) in (None, ANSWER)
    with open_cache(path) as memory:
        memory.save(PAGE, ["here"], ANSWER)
        assert memory.count_failure(PAGE, date(2026, 11, 23)) in (1, 2)
        memory.keep_only([PAGE])
        assert memory.find(PAGE, ["here"], None) == ANSWER


def test_a_page_whose_name_is_damaged_is_forgotten(tmp_path: Path) -> None:
    path = filled(tmp_path / "answers.sqlite")
    change(path, "UPDATE answers SET page = CAST(x'ff' AS TEXT)")
    with open_cache(path) as memory:
        memory.save(PAGE, ["here"], ANSWER)
        memory.keep_only([PAGE])
        assert memory.find(PAGE, ["here"], None) == ANSWER
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone()[0] == 1


def test_the_command_names_the_file_and_ends_with_2(small_project: Project) -> None:
    notes = small_project.write("notes.txt", "my notes")
    done = small_project.aviso("links", "--offline", "--memory", "notes.txt")
    assert done.status == 2 and "notes.txt is not a memory of links" in done.stderr
    assert notes.read_text("utf-8") == "my notes"
    notes.unlink()


def test_every_field_of_an_answer_is_kept() -> None:
    value = json.loads(json.dumps(Answer(PAGE, retry_after=1.5).to_json()))
    assert Answer.from_json(value) == Answer(PAGE, retry_after=1.5)
