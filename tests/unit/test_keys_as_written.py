"""A key may be in quotes, have a space before its colon, or stand in braces: it is found anyway."""

from __future__ import annotations

from datetime import date

import pytest

from aviso.apps.policies.register import write_reviewed_on
from aviso.apps.scaffold.rename import list_follow_ups
from aviso.checks.expiry import find_expired_contacts
from aviso.core.file_edits import CannotEdit
from aviso.model.migrations import CURRENT_FORM
from aviso.model.record_form import FORM_FILE
from tests.support.project import TODAY, Project

VENDOR = "data/vendors/pagewell.yml"
RECORD = "data/libraries/riverside.yml"
DAY = date(2026, 2, 10)
LAST = "account_needed: no\n"
# What stands in the file of a company, and what stands there after a review.
REVIEWED = {
    "reviewed_on : 2020-01-01\n": "reviewed_on : 2026-02-10\n",
    "\"reviewed_on\": '2020-01-01'  # by us\n": '"reviewed_on": 2026-02-10  # by us\n',
    "'reviewed_on' :  2020-01-01\n": "'reviewed_on' :  2026-02-10\n",
    "reviewed_on:\t2020-01-01\n": "reviewed_on:\t2026-02-10\n",
    "reviewed_on:\n  2020-01-01\n": "reviewed_on:\n  2026-02-10\n",
    "? reviewed_on\n: 2020-01-01\n": "? reviewed_on\n: 2026-02-10\n",
    "reviewed_on:\n": "reviewed_on: 2026-02-10\n",
    "reviewed_on: # later\n": "reviewed_on: 2026-02-10 # later\n",
    "reviewed_on: null\n": "reviewed_on: 2026-02-10\n",
    "": "reviewed_on: 2026-02-10\n",
    "# The end.\n": "# The end.\nreviewed_on: 2026-02-10\n",
    "...\n": "reviewed_on: 2026-02-10\n...\n",
    "evidence : [{a: b}]\n": "reviewed_on: 2026-02-10\nevidence : [{a: b}]\n",
}


@pytest.mark.parametrize("written", REVIEWED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_day_of_a_review_is_written_in_its_place(
    small_project: Project, written: str, line_end: str
) -> None:
    path = small_project.path(VENDOR)
    before = small_project.read(VENDOR)
    assert before.endswith(LAST)
    path.write_bytes((before + written).replace("\n", line_end).encode())
    write_reviewed_on(small_project.opened, "pagewell", DAY)
    assert path.read_bytes() == (before + REVIEWED[written]).replace("\n", line_end).encode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("\ufeffname: A", "\ufeffname: A\nreviewed_on: 2026-02-10\n"),
        ("  name: A\n", "  name: A\n  reviewed_on: 2026-02-10\n"),
        ("---\nname: A\n", "---\nname: A\nreviewed_on: 2026-02-10\n"),
        ("{name: A, note: 'b'}\n", "{reviewed_on: 2026-02-10, name: A, note: 'b'}\n"),
        ("note: |\n  a\n\n  b\n", "note: |\n  a\n\n  b\nreviewed_on: 2026-02-10\n"),
    ],
)
def test_the_rest_of_the_file_stays_as_it_is(small_project: Project, text: str, after: str) -> None:
    path = small_project.path(VENDOR)
    path.write_bytes(text.encode())
    write_reviewed_on(small_project.opened, "pagewell", DAY)
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "a\n", "<<<<<<< HEAD\na: b\n", ""])
def test_what_is_no_record_is_refused_and_stays(small_project: Project, text: str) -> None:
    path = small_project.path(VENDOR)
    path.write_text(text, "utf-8")
    with pytest.raises(CannotEdit, match="write reviewed_on: 2026-02-10 there"):
        write_reviewed_on(small_project.opened, "pagewell", DAY)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "security",
    [
        "security:\n  expires : 2020-01-31\n",
        "security:\n  \"expires\": '2020-01-31'\n",
        "'security' :\n  'expires' :  \"2020-01-31\"\n",
        "security: {expires: 2020-01-31}\n",
        "security:\n  ? expires\n  : 2020-01-31\n",
        "security:\n  expires:\n    2020-01-31\n",
    ],
)
def test_a_security_contact_that_has_expired_is_found(
    small_project: Project, security: str
) -> None:
    small_project.append(RECORD, security)
    [found] = find_expired_contacts(small_project.opened, TODAY)
    assert found.rule == "facts/security-txt-expired" and found.file == RECORD


@pytest.mark.parametrize("key", ["address ", '"address"', "'address' "])
def test_an_address_of_its_own_needs_no_redirect(small_project: Project, key: str) -> None:
    small_project.replace(RECORD, "address: https://notices", f"{key}: https://notices")
    assert list(list_follow_ups(small_project.opened, "riverside")) == []
    small_project.replace(RECORD, f"{key}: https://notices", "# https://notices")
    assert len(list(list_follow_ups(small_project.opened, "riverside"))) == 1


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_copy_of_the_model_is_a_draft_at_no_address(small_project: Project, quote: str) -> None:
    record = small_project.read(RECORD).replace("state: model", "state: published")
    for key in ("address", "kind", "publication"):
        record = record.replace(f"\n{key}:", f"\n{quote}{key}{quote} :", 1)
    small_project.write("data/libraries/example.yml", record)
    done = small_project.invoke("new", "library", "my-town", "--from-model")
    assert done.exit_code == 0, done.output
    copy = small_project.read("data/libraries/my-town.yml")
    assert "notices.example.org/riverside" not in copy and "system" not in copy
    assert "publication:\n  state: draft\n" in copy and "published" not in copy


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ('"form" : 1\n', f'"form" : {CURRENT_FORM}\n'),
        ("form:\n  1\n", f"form:\n  {CURRENT_FORM}\n"),
        ("{form: '1'} # ours\n", f"{{form: {CURRENT_FORM}}} # ours\n"),
    ],
)
def test_the_number_is_found_however_its_key_is_written(
    small_project: Project, written: str, after: str
) -> None:
    small_project.write(FORM_FILE, written)
    assert small_project.invoke("migrate", "--write").exit_code == 0
    assert small_project.read(FORM_FILE) == after


@pytest.mark.parametrize(
    "note", ["My notes.\n", "notes: [a, b]\n", "<<<<<<< HEAD\nform: 1\n", "form: x"]
)
def test_what_somebody_wrote_in_place_of_the_number_stays(
    small_project: Project, note: str
) -> None:
    small_project.write(FORM_FILE, note)
    done = small_project.invoke("migrate", "--write")
    assert done.exit_code == 1 and f"{FORM_FILE}, line 1" in done.output, done.output
    assert small_project.read(FORM_FILE) == note
