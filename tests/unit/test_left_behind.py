"""What systems leave in folders is left aside; copies and unfinished merges are told."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.core.conflict_marks import find_conflict_marks
from aviso.core.litter import COPIES as PATTERNS
from aviso.core.litter import (
    EDITORS,
    ORDINARY,
    SYSTEM,
    find_original,
    is_ignored_name,
    is_litter,
    is_system_litter,
)
from tests.support.project import Project

LITTER = (
    *("._choices.md", ".DS_Store", "Thumbs.db", "thumbs.DB", "desktop.ini", "Desktop.ini"),
    *("~$choices.md", "choices.md~", ".choices.md.swp", "choices.md.swp", "#choices.md#"),
    *("choices.md.orig", "choices.md.rej", "choices.md.bak", "choices.bak", ".#choices.md"),
    *(".git", "__MACOSX", ".~lock.choices.md#", "Icon\r", "choices.md.save", "choices.md.tmp"),
    *("@eaDir", "#recycle", "@Recycle", "4913", "~choices.md", "~WRL0001.tmp", "choices.md.old"),
    *("choices.md.~1~", "choices.md.kate-swp", "choices.md.swx", "choices.md.sb-ab12cd34-XyZabc"),
    *("choices.md.filepart", "choices.md.dpkg-old", "choices.md.mine", "pagewell.yml.r12"),
    *("@__thumb", "@SynoResource", "Temporary Items", "#snapshot"),
)
COPIES = {
    "choices (1).md": "choices.md",
    "Copy of choices.md": "choices.md",
    "Copia de choices.md": "choices.md",
    "choices - Copy.md": "choices.md",
    "choices - Copy (2).yml": "choices.yml",
    "choices copy 2.md": "choices.md",
    "choices 2.md": "choices.md",
    "choices - copia.md": "choices.md",
    "choices (Desk's conflicted copy 2026-01-31).md": "choices.md",
    "choices (copia en conflicto de Mesa 2026-01-31).yml": "choices.yml",
    "choices (Case Conflict).md": "choices.md",
    "choices.sync-conflict-20260131-120000-ABCDEFG.md": "choices.md",
    "choices_conflict-20260131-120000.md": "choices.md",
    "choices-DESKTOP-AB12CD3.md": "choices.md",
    "choices.conflict1.md": "choices.md",
    "choices_REMOTE_4711.md": "choices.md",
    "choices.LOCAL.4711.md": "choices.md",
    "choices.md.BACKUP.4711.md": "choices.md",
    "choices(1).md": "choices.md",
    "choices (copy).md": "choices.md",
    "choices (another copy).md": "choices.md",
    "choices (3rd copy).md": "choices.md",
    "choices (otra copia).yml": "choices.yml",
    "choices – copia.md": "choices.md",
    "choices - Kopie (2).md": "choices.md",
    "choices (Autosaved).md": "choices.md",
    "choices.old.md": "choices.md",
    "pagewell.bak.yml": "pagewell.yml",
}
MEANT = (
    *("choices.md", "hours-2.md", "copy.md", "copy-of-the-card.md", "conflict.md", "riverside.yml"),
    *("logo (1).png", "desktop.md", "thumbs.md", "a-laptop-24.md", "template.html", "orig.md"),
    *("old.md", "choices.mine", "download.md", "remote-4711.md", "recovered.md", "a-b~c.md"),
)


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_known(name: str) -> None:
    assert is_litter(name) and not find_original(name)


@pytest.mark.parametrize("name", COPIES)
def test_copies_are_known_with_their_originals(name: str) -> None:
    assert find_original(name) == COPIES[name]
    assert is_ignored_name(name) and not is_litter(name)


@pytest.mark.parametrize("name", MEANT)
def test_what_people_put_there_is_read(name: str) -> None:
    assert not is_ignored_name(name)


@pytest.mark.parametrize("name", [".htaccess", ".nojekyll", ".well-known", "notes.bak", "CNAME"])
def test_only_what_systems_write_may_be_deleted(name: str) -> None:
    assert not is_system_litter(name)


PLACES = (
    *("docs", "docs/riverside", "docs/riverside/en", "docs/riverside/es", "docs/_pages/en"),
    *("docs/_shared/en", "docs/_front/es", "docs/riverside/assets", "data", "data/libraries"),
    *("data/vendors", "data/terms", "overrides/locales", "overrides", "overrides/assets"),
)


def test_litter_anywhere_changes_nothing(small_project: Project) -> None:
    """It is in every folder, and holds what no text can."""
    before = small_project.invoke("check")
    small_project.published()
    made = []
    for place in PLACES:
        for name in LITTER:
            path = small_project.path(f"{place}/{name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            if name in (".git", "__MACOSX"):
                path.mkdir()
                (path / "._choices.md").write_bytes(b"\0\5\26\7")
            else:
                path.write_bytes(b"\0\5\26\7<<<<<<< \xff https://gone.example/")
            made.append(path)
    try:
        for command in (["check"], ["links", "--offline"], ["translation", "status"]):
            done = small_project.invoke(*command)
            assert done.exit_code == 0, done.output
            assert "._choices" not in done.output and "Thumbs" not in done.output
        assert small_project.invoke("check").output == before.output
        states = {one.state for one in small_project.publish().values()}
        assert states == {"unchanged"}
        assert small_project.invoke("hosting", "nginx").exit_code == 0
        assert small_project.invoke("proofread").exit_code in (0, 1)
    finally:
        for path in made:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def test_what_systems_leave_in_the_output_is_no_difference(small_project: Project) -> None:
    public = small_project.published()
    for name in (".DS_Store", "Thumbs.db", "._index.html", "desktop.ini"):
        (public / "riverside" / name).write_bytes(b"\0")
    assert {one.state for one in small_project.publish().values()} == {"unchanged"}
    assert small_project.invoke("audit").exit_code == 0
    small_project.published(options=None)
    (public / "riverside" / "notes.txt").write_text("mine")
    assert small_project.invoke("audit").exit_code == 1
    shutil.rmtree(public)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("docs/riverside/en", "index (1).md"),
        ("docs/riverside/es", "Copia de index.md"),
        ("docs/_shared/en", "laws.sync-conflict-20260131-120000-ABCDEFG.md"),
        ("data/libraries", "riverside - Copy.yml"),
        ("data/vendors", "pagewell (Desk's conflicted copy 2026-01-31).yml"),
        ("data/terms", "purposes 2.yml"),
        ("overrides/locales", "en (1).yml"),
    ],
)
def test_a_copy_is_told_and_not_read(place: str, name: str, small_project: Project) -> None:
    path = small_project.path(f"{place}/{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<<<<<<< a text that nobody could read\n")
    try:
        done = small_project.invoke("check")
    finally:
        path.unlink()
    assert done.exit_code == 0, done.output
    assert f"{place}/{name}, line 1: warning: looks like a copy of " in done.output
    assert "[files/copy]" in done.output and "0 errors, 1 warning." in done.output


CONFLICT = "<<<<<<< HEAD\n{0}\n||||||| base\n{0}\n=======\n{0}\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("data/vendors/pagewell.yml", "account_needed: no"),
        ("data/libraries/riverside.yml", "kind: system"),
        ("data/laws.yml", "# One law"),
        ("data/terms/purposes.yml", "# A word"),
        ("data/front.yml", "name: {en: A, es: B}"),
        ("data/accepted.yml", "links: []"),
        ("overrides/locales/en.yml", "# Words"),
        ("overrides/main.html", "<p>text</p>"),
        ("overrides/assets/notice.css", "p{margin:0}"),
        ("data/translations/riverside.json", '"a": {}'),
    ],
)
def test_an_unfinished_merge_is_an_error_with_its_line(
    file: str, line: str, small_project: Project
) -> None:
    path = small_project.path(file)
    before = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CONFLICT.format(line) + (before or ""))
    try:
        done = small_project.invoke("check")
        built = small_project.invoke("build", "--jobs", "1", "--output", "merged")
    finally:
        path.write_text(before) if before is not None else path.unlink()
        shutil.rmtree(small_project.path("merged"), ignore_errors=True)
    assert done.exit_code == 1, done.output
    for number, mark in ((1, "<<<<<<<"), (3, "|||||||"), (5, "======="), (7, ">>>>>>>")):
        told = f'{file}, line {number}: begins with "{mark}", which an unfinished merge has left'
        assert told in done.output, done.output
    assert "[files/unfinished-merge]" in done.output
    # What is accepted and confirmed is not on the sites.
    if file not in ("data/accepted.yml", "data/translations/riverside.json"):
        assert built.exit_code == 1 and "unfinished merge" in built.output, built.output


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n\nText\n",
        "a <<<<<<< b\n",
        "<<<<<<<<<<\n========\n",
        "|||||||a|b|\n",
    ],
)
def test_what_only_looks_like_a_mark_in_markdown(text: str) -> None:
    assert find_conflict_marks(text, is_markdown=True) == []


def test_each_mark_is_found_with_its_line() -> None:
    marks = [(1, "<<<<<<<"), (3, "|||||||"), (5, "======="), (7, ">>>>>>>")]
    text = CONFLICT.format("x")
    found = find_conflict_marks(text, is_markdown=True)
    assert [(text.count("\n", 0, start) + 1, mark) for start, mark in found] == marks
    assert find_conflict_marks("a: 1\n=======\n") == [(5, "=======")]
    assert find_conflict_marks("=======\n") == [(0, "=======")]
    assert find_conflict_marks(">>>>>>> theirs") == [(0, ">>>>>>>")]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        # Subversion, Mercurial, Breezy, Jujutsu and Perforce; more characters than usual.
        ("<<<<<<< .mine\na\n||||||| .r12\n=======\nb\n>>>>>>> .r13\n", "< | = >"),
        ("<<<<<<< working copy\na\n=======\nb\n>>>>>>> merge rev\n", "< = >"),
        ("<<<<<<< TREE\na\n=======\n>>>>>>> MERGE-SOURCE\n", "< = >"),
        ("<<<<<<< Conflict 1 of 1\n+++++++ Contents\na\n>>>>>>> Conflict 1 of 1 ends\n", "< >"),
        (">>>> ORIGINAL //a#1\na\n==== THEIRS //a#2\nb\n==== YOURS //a\nc\n<<<<\n", "> = ="),
        ("<<<<<<<<<< HEAD\na\n==========\nb\n>>>>>>>>>> theirs\n", "< >"),
        ("> <<<<<<< HEAD\n> a\n> =======\n> b\n> >>>>>>> theirs\n", "< = >"),
        ("a:\n    <<<<<<< HEAD\n    - b\n\t>>>>>>> theirs\n", "< >"),
    ],
)
def test_the_marks_of_other_programs_are_found(text: str, marks: str) -> None:
    for is_markdown in (True, False):
        found = find_conflict_marks(text, is_markdown=is_markdown)
        assert [mark[0] for _, mark in found] == marks.split()


def test_an_unfinished_merge_in_the_words_is_told_by_proofread(small_project: Project) -> None:
    small_project.write("data/terms/words.txt", CONFLICT.format("wug"))
    try:
        done = small_project.invoke("proofread")
    finally:
        small_project.path("data/terms/words.txt").unlink()
    assert done.exit_code == 1
    assert 'data/terms/words.txt, line 1: begins with "<<<<<<<"' in done.output


@given(st.from_regex(ORDINARY, fullmatch=True))
@settings(max_examples=60, deadline=None)
def test_ordinary_names_are_neither_litter_nor_copies(name: str) -> None:
    assert not any(pattern.fullmatch(name) for pattern in (SYSTEM, EDITORS, *PATTERNS))
